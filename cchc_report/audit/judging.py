"""Whether a quantity in a text says what the figure says, and if not, what kind of slip it is."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from cchc_report.audit.mentions import Hedge, Mention, Sort, kind_of
from cchc_report.audit.subject import Printed
from cchc_report.catalogue import Catalogue
from cchc_report.comparison.amounts import POINTS
from cchc_report.figures import Earlier, Figures
from cchc_report.formulas import PREVIOUS, YEAR_AGO, Interval
from cchc_report.values import Quantity

_CLOSE = Fraction(1, 20)
"""How far a number that calls itself rough may be from the figure, as a share of it."""


class Verdict(StrEnum):
    """What is said of a quantity in the text."""

    AGREES = "khớp"
    ROUNDED = "khớp nhờ làm tròn"
    DIFFERS = "không khớp"
    UNSOURCED = "không có nguồn"


class Slip(StrEnum):
    """How a number that differs may have come about."""

    DIGITS = "khác chữ số"
    TRANSPOSED = "đảo chữ số"
    SWAPPED = "nhầm với số khác"
    UNIT = "sai đơn vị"
    SEPARATOR = "sai dấu phân cách"
    EARLIER = "số của kỳ trước"
    POINTS = "lẫn % với điểm phần trăm"
    HEDGE = "sai chiều làm tròn"
    DATE = "khác ngày"
    PERIOD = "khác kỳ"
    DOCUMENT = "khác số văn bản"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, with its slip where it is ``DIFFERS``."""

    verdict: Verdict
    slip: Slip | None = None


AGREES, ROUNDED = Judgement(Verdict.AGREES), Judgement(Verdict.ROUNDED)
UNSOURCED = Judgement(Verdict.UNSOURCED)


def judge(said: Mention, printed: Printed, figures: Figures) -> Judgement:
    """A quantity in the text held against one of the rendered document, which it is taken to be."""
    meant = printed.mention
    if said.sort is not meant.sort:
        return Judgement(Verdict.DIFFERS, _SLIPS.get(meant.sort, Slip.DIGITS))
    match said.sort:
        case Sort.NUMBER:
            return _judge_number(said, printed, figures)
        case Sort.DOCUMENT | Sort.LABEL:
            alike = _same_document(said.text.casefold(), meant.text.casefold())
        case _:
            shared = [(a, b) for a, b in zip(said.parts, meant.parts, strict=True) if a and b]
            if not shared or ("" not in (lengths := {length_of(said), length_of(meant)}) and len(lengths) > 1):
                return UNSOURCED
            alike = all(a == b for a, b in shared)
    return AGREES if alike else Judgement(Verdict.DIFFERS, _SLIPS.get(said.sort))


_SLIPS = {Sort.DATE: Slip.DATE, Sort.PERIOD: Slip.PERIOD, Sort.DOCUMENT: Slip.DOCUMENT}


def _same_document(said: str, meant: str) -> bool:
    """The same, or the number alone of the same: ``18`` for ``18-NQ/TW``."""
    short, long = sorted((said, meant), key=len)
    return long.startswith(short) and not long[len(short) : len(short) + 1].isdigit()


def _judge_number(said: Mention, printed: Printed, figures: Figures) -> Judgement:
    meant = printed.mention
    if said.value is None:
        return AGREES if said.text == meant.text else Judgement(Verdict.DIFFERS, Slip.SEPARATOR)
    if {said.unit, meant.unit} == {"%", POINTS}:
        return Judgement(Verdict.DIFFERS, Slip.POINTS)
    catalogue = figures.catalogue
    amount, wanted = amount_of(said, catalogue), amount_of(meant, catalogue)
    is_out_of = said.hedge is Hedge.PERHAPS_ABOVE and meant.hedge is None
    same_hedge = is_out_of or said.hedge in {None, meant.hedge}
    if same_hedge and _same(said, amount, meant, wanted):
        return AGREES
    true = _true(printed, wanted, catalogue)
    if said.hedge is None and kind_of(said.unit) == kind_of(meant.unit):
        if true.low <= amount <= true.high:
            return AGREES
        if _is_coarser(said, meant, catalogue) and _covers(said, amount, true, catalogue):
            return ROUNDED
    if said.hedge is not None and kind_of(said.unit) == kind_of(meant.unit):
        possible = printed.figure.interval if printed.figure and printed.figure.interval else true
        if not _is_transposed(said, meant) and _is_close(said, amount, possible, catalogue):
            is_right = _is_rightly_hedged(said.hedge, amount, possible)
            return ROUNDED if is_right else Judgement(Verdict.DIFFERS, Slip.HEDGE)
    return Judgement(Verdict.DIFFERS, _slip(said, printed, figures))


def length_of(period: Mention) -> str:
    """Of ``quý 2`` that it is a quarter; of six months their number; empty for a year, a date, a stretch of years."""
    if period.sort is not Sort.PERIOD:
        return ""
    return period.parts[0].rstrip("0123456789 ") if not period.parts[0][:1].isdigit() else period.parts[0]


def amount_of(mention: Mention, catalogue: Catalogue) -> Fraction:
    """In base units; 0 for what is no number."""
    return Fraction(mention.value or Decimal(0)) * mention.scale * catalogue.factor(mention.unit)


def _same(said: Mention, amount: Fraction, meant: Mention, wanted: Fraction) -> bool:
    """The same amount of the same unit; a unit that is not written, as in a table, is taken as meant."""
    if kind_of(said.unit) == kind_of(meant.unit):
        return amount == wanted
    return said.unit == "" and said.scale == 1 and said.value == meant.value


def _true(printed: Printed, wanted: Fraction, catalogue: Catalogue) -> Interval:
    """What the figure may stand for, with the printed amount; of a count or computed figure nearly one value."""
    figure = printed.figure
    if figure is None or figure.interval is None or not isinstance(figure.value, Quantity):
        return Interval(wanted, wanted)
    exact = Fraction(figure.value.value) * catalogue.factor(figure.value.unit)
    if figure.computed:
        return Interval(min(exact, figure.interval.low), max(exact, figure.interval.high))
    return Interval(exact, exact)


def _is_coarser(said: Mention, meant: Mention, catalogue: Catalogue) -> bool:
    larger = said.scale * catalogue.factor(said.unit) > meant.scale * catalogue.factor(meant.unit)
    return larger or said.decimals < meant.decimals


def _covers(said: Mention, amount: Fraction, true: Interval, catalogue: Catalogue) -> bool:
    """Whether the number as written, with the digits it has, rounds from the figure."""
    half = Fraction(1, 2 * 10**said.decimals) * said.scale * catalogue.factor(said.unit)
    return amount - half <= true.high and true.low <= amount + half


def _is_close(said: Mention, amount: Fraction, true: Interval, catalogue: Catalogue) -> bool:
    """Within one of the last digit that is not zero, or within a twentieth."""
    place = _last_place(said) * said.scale * catalogue.factor(said.unit)
    room = max(place / (2 if said.hedge is Hedge.ABOUT else 1), abs(true.high) * _CLOSE)
    return true.low - room <= amount <= true.high + room


def _last_place(said: Mention) -> Fraction:
    """What the last digit other than zero counts: 1000 in ``57.000``, a tenth in ``82,5``."""
    assert said.value is not None  # noqa: S101 - the caller saw it
    exponent = int(said.value.normalize().as_tuple().exponent)
    return Fraction(10) ** exponent


def _is_rightly_hedged(hedge: Hedge, amount: Fraction, true: Interval) -> bool:
    match hedge:
        case Hedge.ABOVE | Hedge.PERHAPS_ABOVE:
            return amount < true.high
        case Hedge.BELOW:
            return amount > true.low
        case Hedge.ABOUT:
            return True


def _slip(said: Mention, printed: Printed, figures: Figures) -> Slip:
    meant = printed.mention
    if _digits(said) == _digits(meant):
        if kind_of(said.unit) == kind_of(meant.unit) and said.unit == meant.unit and said.scale == meant.scale:
            return Slip.SEPARATOR
        return Slip.UNIT
    if _was_before(said, printed, figures):
        return Slip.EARLIER
    return Slip.TRANSPOSED if _is_transposed(said, meant) else Slip.DIGITS


def _is_transposed(said: Mention, meant: Mention) -> bool:
    return _digits(said) != _digits(meant) and sorted(_digits(said)) == sorted(_digits(meant))


def _digits(mention: Mention) -> str:
    return "".join(filter(str.isdigit, mention.text))


def _was_before(said: Mention, printed: Printed, figures: Figures) -> bool:
    """Whether it is the figure of the period before, or of a year ago."""
    if printed.figure is None:
        return False
    id_ = printed.figure.indicator.id
    known = (figures.earlier.get(base) for base in (PREVIOUS, YEAR_AGO))
    return any(isinstance(earlier, Earlier) and is_value_of(said, id_, earlier.figures) for earlier in known)


def is_value_of(said: Mention, id_: str, figures: Figures) -> bool:
    """Whether a number is that of an indicator, to the digits that it has."""
    figure = figures.get(id_)
    if figure is None or not isinstance(figure.value, Quantity):
        return False
    factor = figures.catalogue.factor
    exact = Fraction(figure.value.value) * factor(figure.value.unit)
    half = Fraction(1, 2 * 10**said.decimals) * said.scale * factor(said.unit)
    return abs(exact - amount_of(said, figures.catalogue)) <= half
