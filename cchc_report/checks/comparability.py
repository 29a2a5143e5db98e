"""What a period cannot be compared with, said once for all of its figures: files with errors, changed bases."""

from collections.abc import Iterator

from cchc_report.figures import NEW_YEAR, PERIOD_KEY, Earlier, Figures, Withheld
from cchc_report.formulas import BASES, PREVIOUS, YEAR_AGO
from cchc_report.problems import Place, Problem, Related, note, warning
from cchc_report.values import Quantity


def comparability(figures: Figures) -> Iterator[Problem]:
    """The earlier files that cannot be used, each once; and how many figures are not compared, by reason."""
    place = figures.known[f"{PERIOD_KEY}.ten"].place
    unusable = {earlier.reason: earlier for earlier in figures.earlier.values() if isinstance(earlier, Withheld)}
    for withheld in unusable.values():
        hint = "sửa tệp đó trước; chưa sửa thì bài không có so sánh, số liệu không được đối chiếu với kỳ đó"
        message = f"không so sánh, đối chiếu được với số liệu kỳ khác: {withheld.reason}"
        yield warning("ky-khac-chua-dung-duoc", message, place, hint, [Related("sửa từ đây", withheld.place)])
    for base in (PREVIOUS, YEAR_AGO):
        yield from _changed_bases(figures, base, place)


def _changed_bases(figures: Figures, base: str, place: Place) -> Iterator[Problem]:
    """One note for each reason; that a new year begins anew is no news."""
    earlier = figures.earlier.get(base)
    if not isinstance(earlier, Earlier):
        return
    found: dict[str, list[Related]] = {}
    told: dict[str, int] = {}
    for id, figure in figures.known.items():  # noqa: A001 - the field's own word
        there = isinstance(figure.value, Quantity) and earlier.figures.get(id) is not None
        withheld = figures.base(base, id) if there and figure.indicator.section != PERIOD_KEY else None
        if isinstance(withheld, Withheld) and withheld.reason != NEW_YEAR:
            told[withheld.reason] = told.get(withheld.reason, 0) + 1
            found.setdefault(withheld.reason, []).extend(_why(figures, earlier.figures, id, withheld))
    for reason, related in found.items():
        message = f"không so sánh {told[reason]} chỉ tiêu với {BASES[base]}: {reason}"
        yield note("khong-so-sanh", message, place, related=dict.fromkeys(related))


def _why(now: Figures, then: Figures, id: str, withheld: Withheld) -> list[Related]:  # noqa: A002 - as above
    """Where the reason is said; of a rate that became a rate of something else, both places and both denominators."""
    rates = now.denominator(id), then.denominator(id)
    if not all(rates) or rates[0] == rates[1]:
        return [Related("lý do ghi ở đây", withheld.place)]
    words = [now.catalogue.called(rate) for rate in rates]
    label = now.known[id].indicator.label
    return [
        Related(f"«{label}» nay tính trên «{words[0]}»", now.known[id].place),
        Related(f"trước tính trên «{words[1]}»", then.known[id].place),
    ]
