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
        message = f"không so sánh, đối chiếu được với kỳ trước đó: {withheld.reason}"
        yield warning("ky-khac-chua-dung-duoc", message, place, hint, [Related("xem ở đây", withheld.place)])
    for base in (PREVIOUS, YEAR_AGO):
        yield from _changed_bases(figures, base, place)


def _changed_bases(figures: Figures, base: str, place: Place) -> Iterator[Problem]:
    """One note for each reason; that a new year begins anew is no news."""
    earlier = figures.earlier.get(base)
    if not isinstance(earlier, Earlier):
        return
    found: dict[str, list[Withheld]] = {}
    for id, figure in figures.known.items():  # noqa: A001 - the field's own word
        there = isinstance(figure.value, Quantity) and earlier.figures.get(id) is not None
        withheld = figures.base(base, id) if there and figure.indicator.section != PERIOD_KEY else None
        if isinstance(withheld, Withheld) and withheld.reason != NEW_YEAR:
            found.setdefault(withheld.reason, []).append(withheld)
    for reason, cases in found.items():
        message = f"không so sánh {len(cases)} chỉ tiêu với {BASES[base]}: {reason}"
        places = dict.fromkeys(one.place for one in cases)
        yield note("khong-so-sanh", message, place, related=[Related("vì điều ghi ở đây", one) for one in places])
