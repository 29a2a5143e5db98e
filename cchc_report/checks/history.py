"""Figures held against the files of earlier periods: what only grows, what changed too much, what looks mistyped.

Held are the figures that somebody typed and that no formula gives: of a sum or a rate with known inputs, the inputs are
held instead, since a rate of two growing numbers may well fall. Where a comparison is withheld, nothing is said here.
"""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from cchc_report.catalogue import Catalogue, Indicator, Kind, Nature, Scale
from cchc_report.checks.evidence import evidence, waive
from cchc_report.checks.relations import Relation
from cchc_report.comparison import Change
from cchc_report.figures import WITHIN_YEAR, Earlier, Figure, Figures, is_rest_code
from cchc_report.formulas import PREVIOUS, YEAR_AGO, reference
from cchc_report.problems import Problem, error, note, warning
from cchc_report.values import Quantity
from cchc_report.vietnamese.numbers import as_decimal, round_half_up, write_number, write_shortest

CUMULATIVE, CHANGE = "luy_ke", "bien_dong"
"""What the code of a waiver begins with: ``luy_ke.tai_chinh.thu_ngan_sach``."""
SMALL = 20
"""Counts and ranks below this jump from one period to the next, and mean nothing by it."""
FEWEST_DIGITS = 3
"""Digits that a number must have before two of them are said to be swapped."""
_SLIPS = (10, 100, 1000, 1_000_000)
"""The ratios that a digit too many or a wrong unit makes."""
_NEARLY = Fraction(1, 10)
"""How far from such a ratio two figures may be, since they also change by themselves."""


def history(figures: Figures) -> Iterator[Relation]:
    """Each figure that may not fall or jump, held against the earlier one; a fall is not told again as a jump."""
    for figure in _held(figures):
        fallen = _cumulative(figures, figure)
        changed = _change(figures, figure)
        if fallen is not None:
            yield fallen
        if changed is not None:
            yield replace(changed, problem=None) if fallen and fallen.kept is False else changed


def waivable(catalogue: Catalogue) -> set[str]:
    """The codes of what can be waived here."""
    numeric = [indicator for indicator in catalogue.indicators() if indicator.kind.numeric]
    growing = {f"{CUMULATIVE}.{one.id}" for one in numeric if one.nature is Nature.CUMULATIVE}
    return growing | {f"{CHANGE}.{one.id}" for one in numeric}


def _held(figures: Figures) -> list[Figure]:
    return [one for one in figures.reported() if isinstance(one.value, Quantity) and not one.inputs]


def _beside(figures: Figures, figure: Figure, base: str) -> tuple[Change, str] | None:
    """The change from an earlier period, and what that period is called; None where there is nothing to compare with."""
    id = figure.indicator.id  # noqa: A001 - the field's own word
    earlier = figures.base(base, id)
    then = earlier.figures.get(id) if isinstance(earlier, Earlier) else None
    if then is None or not isinstance(earlier, Earlier) or is_rest_code(reference(id).part):
        return None
    change = Change.between(figure, then, (id, f"{base}({id})"), figures.catalogue)
    return (change, earlier.figures.period.write(figures.organisation.style.dates)) if change else None


def _cumulative(figures: Figures, figure: Figure) -> Relation | None:
    """What is counted from the beginning of the year is never less than what it was earlier in the year.

    A rate may fall where what it is a rate of was raised, so its fall is only a warning.
    """
    indicator = figure.indicator
    found = _beside(figures, figure, WITHIN_YEAR) if indicator.nature is Nature.CUMULATIVE else None
    if found is None:
        return None
    change, period = found
    then = change.then.figure
    assert figure.interval is not None and then.interval is not None  # noqa: S101, PT018 - quantities have intervals
    kept = figure.interval.high >= then.interval.low
    gap = change.difference()
    unit = "" if indicator.kind is Kind.MONEY else f" {_unit(gap)}"
    message = f"«{indicator.label}» lũy kế {figure.text}, ít hơn {then.text} ở {period}: lệch {gap.text}{unit}".rstrip()
    slip = _slip(change)
    hint = f"{slip}sửa số sai; {waive(f'{CUMULATIVE}.{indicator.id}')}"
    make = warning if indicator.unconfirmed or indicator.kind is Kind.PERCENT else error
    problem = (
        None if kept else make("luy-ke-giam", message, figure.place, hint, evidence(_called(indicator, period), then))
    )
    return Relation(f"{CUMULATIVE}.{indicator.id}", frozenset({indicator.id}), kept, problem)


def _called(indicator: Indicator, period: str) -> str:
    return f"{indicator.label}, {period}"


def _unit(gap: Figure) -> str:
    return gap.value.unit if isinstance(gap.value, Quantity) else ""


def _change(figures: Figures, figure: Figure) -> Relation | None:
    """A figure far from that of the period before; a limit of 400% allows five times as much, or a fifth."""
    indicator = figure.indicator
    own = indicator.change_limit
    limit = figures.catalogue.change_limits.get(indicator.scale) if own is None else own
    found = _beside(figures, figure, PREVIOUS) if limit else None
    if found is None or not limit:
        return None
    change, period = found
    if change.now.exact < 0 or change.then.exact < 0 or (own is None and _is_small(change)):
        return None
    kept = not _is_beyond(change, limit)
    message = f"«{indicator.label}» ghi {figure.text}, {_how_much(change, limit, period)}"
    hint = f"{_slip(change)}kiểm tra lại hai số; {waive(f'{CHANGE}.{indicator.id}')}"
    related = evidence(_called(indicator, period), change.then.figure)
    problem = None if kept else warning("bien-dong-lon", message, figure.place, hint, related)
    return Relation(f"{CHANGE}.{indicator.id}", frozenset({indicator.id}), kept, problem)


def _is_small(change: Change) -> bool:
    return change.indicator.kind in {Kind.COUNT, Kind.RANK} and max(change.now.exact, change.then.exact) < SMALL


def _is_beyond(change: Change, limit: Fraction) -> bool:
    """Whether even the nearest values that the two may stand for are too far apart."""
    intervals = [one.figure.interval for one in (change.now, change.then)]
    smaller, larger = sorted((one for one in intervals if one), key=lambda one: one.low)
    if change.indicator.scale is Scale.POINTS:
        return (larger.low - smaller.high) * 100 > limit
    return larger.low > smaller.high * (1 + limit / 100)


def _how_much(change: Change, limit: Fraction, period: str) -> str:
    now, then = change.now.exact, change.then.exact
    before = f"kỳ trước ({period}: {change.then.figure.text})"
    if change.indicator.scale is Scale.POINTS:
        way = "cao" if now > then else "thấp"
        gap = f"{change.difference().text} điểm phần trăm"
        return f"{way} hơn {before} {gap}; phải xem lại khi chênh hơn {_short(limit)} điểm"
    if now == 0 or then == 0:
        return f"trong khi kỳ trước ({period}) là {change.then.figure.text}; một bên bằng 0 thì phải xem lại"
    times = 1 + limit / 100
    if now > then:
        return f"gấp {_short(now / then)} lần {before}; phải xem lại khi gấp hơn {_short(times)} lần"
    return f"bằng {_short(now / then * 100)}% {before}; phải xem lại khi chưa bằng {_short(100 / times)}%"


def _short(amount: Fraction) -> str:
    return write_shortest(round_half_up(as_decimal(amount), 2))


def _slip(change: Change) -> str:
    """What two figures so far apart make one think of: a digit too many, or the wrong unit of money."""
    smaller, larger = sorted((change.now.exact, change.then.exact))
    if change.indicator.scale is Scale.POINTS:
        return ""
    if smaller <= 0:
        return "chưa có số liệu thì xóa dòng, không ghi 0; "
    times = next((one for one in _SLIPS if abs(larger / smaller / one - 1) <= _NEARLY), None)
    if times is None:
        return ""
    units = change.now.unit, change.then.unit
    much = f"hai số hơn kém nhau khoảng {write_number(as_decimal(Fraction(times)), 0)} lần"
    if change.indicator.kind is Kind.MONEY and units[0] != units[1]:
        return f"{much}: có thể nhầm đơn vị (kỳ này ghi {units[0]}, kỳ trước ghi {units[1]}); "
    if change.indicator.kind is Kind.MONEY and times >= 1000:  # noqa: PLR2004 - the step between units of money
        return f"{much}: có thể nhầm đơn vị, như tỷ đồng với triệu đồng; "
    return f"{much}: có thể thừa hoặc thiếu {len(str(times)) - 1} chữ số; "


def swapped(figures: Figures, told: frozenset[str]) -> Iterator[Problem]:
    """Numbers that are an earlier one with two neighbouring digits swapped, but for those that a relation tells of."""
    for figure in _held(figures):
        if figure.indicator.id in told or figure.indicator.kind is Kind.RANK:
            continue
        found = [one for base in (PREVIOUS, YEAR_AGO) if (one := _beside(figures, figure, base))]
        if any(change.now.exact == change.then.exact for change, _ in found):
            continue
        suspect = next(((change, period) for change, period in found if _is_swapped(change)), None)
        if suspect is not None:
            change, period = suspect
            then, indicator = change.then.figure, figure.indicator
            message = f"«{figure.indicator.label}» ghi {figure.text}, chỉ khác {then.text} ở {period} vì hai chữ số liền nhau đổi chỗ; xem lại có gõ nhầm không"
            yield note("chu-so-dao", message, figure.place, related=evidence(_called(indicator, period), then))


def _is_swapped(change: Change) -> bool:
    now, then = (_digits(one.figure) for one in (change.now, change.then))
    if change.now.unit != change.then.unit or len(now) != len(then) or len(now) < FEWEST_DIGITS:
        return False
    first = next((at for at in range(len(now)) if now[at] != then[at]), len(now))
    return now[first:] == then[first : first + 2][::-1] + then[first + 2 :] != then[first:]


def _digits(figure: Figure) -> str:
    return "".join(character for character in figure.text if character.isdigit())
