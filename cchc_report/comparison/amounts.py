"""How two printed figures stand to each other: the difference, the percentage, the ratio, each a figure of its own."""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from cchc_report.catalogue import Catalogue, Indicator, Kind, undeclared
from cchc_report.figures import Figure
from cchc_report.formulas import BASES, Expression, Formula, Name, Operation, write
from cchc_report.values import Quantity
from cchc_report.vietnamese.numbers import as_decimal, decimals_of, round_half_up, write_number
from cchc_report.vietnamese.wording import NO_BREAK_SPACE, uncapitalised

PERCENT_DECIMALS = 2
"""Digits after the comma of a percentage that is worked out; needless zeros are left out."""
MOST_TELLING = 1000
"""The largest percentage that is told; beyond it the two numbers say more."""
POINTS, RANKS = "điểm phần trăm", "bậc"
_SUFFICIENT_DECIMALS = 12
"""A difference of two printed amounts, in the unit of the one, is exact within these."""


class Direction(Enum):
    """Which way a printed number went."""

    UP = 1
    SAME = 0
    DOWN = -1


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity as it is printed, in base units."""

    figure: Figure
    exact: Fraction
    decimals: int
    unit: str

    @staticmethod
    def of(figure: Figure, catalogue: Catalogue) -> "Amount | None":
        """The printed amount of a figure; None for texts and dates."""
        if not isinstance(figure.value, Quantity):
            return None
        shown = round_half_up(figure.value.value, figure.value.decimals)
        exact = Fraction(shown) * catalogue.factor(figure.value.unit)
        return Amount(figure, exact, figure.value.decimals, figure.value.unit)


@dataclass(frozen=True, slots=True)
class Change:
    """A figure and what it is set beside, two printed amounts of one kind."""

    now: Amount
    then: Amount
    names: tuple[str, str]
    """How a formula calls the two: ``tthc.tong`` and ``cung_ky(tthc.tong)``."""
    catalogue: Catalogue

    @staticmethod
    def between(now: Figure, then: Figure, names: tuple[str, str], catalogue: Catalogue) -> "Change | None":
        """The change from the one to the other; None where they are no numbers of the same kind and unit."""
        first, second = Amount.of(now, catalogue), Amount.of(then, catalogue)
        if first is None or second is None or now.indicator.kind is not then.indicator.kind:
            return None
        return Change(first, second, names, catalogue) if _alike(first, second, catalogue) else None

    @property
    def indicator(self) -> Indicator:
        """What is compared."""
        return self.now.figure.indicator

    @property
    def direction(self) -> Direction:
        """Which way the printed number went; a smaller rank is a rise."""
        sign = (self.now.exact > self.then.exact) - (self.now.exact < self.then.exact)
        return Direction(-sign if self.indicator.kind is Kind.RANK else sign)

    @property
    def is_good(self) -> bool | None:
        """Whether the change is for the better; None where nothing changed or the catalogue does not say."""
        rise = self.indicator.rise_is_good
        if rise is None or self.now.exact == self.then.exact:
            return None
        return rise is (self.now.exact > self.then.exact)

    def difference(self) -> Figure:
        """By how much, without a sign: in the figure's own unit, a rate in percentage points, a rank in places."""
        kind, unit = _difference_kind(self.indicator, self.now.unit)
        gap = abs(self.now.exact - self.then.exact) / self.catalogue.factor(self.now.unit)
        amount = as_decimal(gap)
        decimals = max(self.now.decimals, self._then_decimals(), _needed(amount))
        text = write_number(amount, decimals)
        if kind is Kind.MONEY:
            text = f"{text}{NO_BREAK_SPACE}{unit}"
        larger, smaller = self.names if self.now.exact >= self.then.exact else self.names[::-1]
        value = Quantity(amount, decimals, unit)
        return self._derived("chenh_lech", "Chênh lệch", Operation("-", Name(larger), Name(smaller)), kind, value, text)

    def percentage(self) -> Figure | None:
        """By how many percent, without a sign; ``dưới 0,01%`` where it rounds to nothing.

        None for rates and ranks, which are told in points and places, where the base is zero or negative, and beyond
        ``MOST_TELLING``.
        """
        if not self._has_percentage or self.now.exact == self.then.exact:
            return None
        share = as_decimal(abs(self.now.exact - self.then.exact) / self.then.exact * 100)
        larger, smaller = self.names if self.now.exact > self.then.exact else self.names[::-1]
        formula = Operation("/", Operation("-", Name(larger), Name(smaller)), Name(self.names[1]))
        return self._derived("phan_tram", "Mức thay đổi", formula, Kind.PERCENT, *_percent(share))

    def ratio(self) -> Figure | None:
        """The one in percent of the other: ``205%``; None where there is no percentage, or nothing now."""
        if not self._has_percentage or self.now.exact == 0:
            return None
        share = as_decimal(self.now.exact / self.then.exact * 100)
        formula = Operation("/", Name(self.names[0]), Name(self.names[1]))
        return self._derived("ty_le", "Tỷ lệ", formula, Kind.PERCENT, *_percent(share))

    @property
    def size(self) -> Fraction | None:
        """How big the change is, for its word: points of a rate, percent of anything else; None without a percentage."""
        if self.indicator.kind is Kind.PERCENT:
            return abs(self.now.exact - self.then.exact) * 100
        if not self._has_percentage:
            return None
        share = abs(self.now.exact - self.then.exact) / self.then.exact * 100
        return Fraction(round_half_up(as_decimal(share), PERCENT_DECIMALS))

    @property
    def _has_percentage(self) -> bool:
        told = self.indicator.kind not in {Kind.PERCENT, Kind.RANK}
        return told and self.then.exact > 0 and 0 <= self.now.exact * 100 <= self.then.exact * MOST_TELLING

    def _then_decimals(self) -> int:
        return self.then.decimals if self.then.unit == self.now.unit else 0

    def _derived(self, key: str, what: str, formula: Expression, kind: Kind, value: Quantity, text: str) -> Figure:  # noqa: PLR0913, PLR0917 - the parts of one figure
        place = self.now.figure.place
        label = f"{what} «{uncapitalised(self.indicator.label)}» so với {_called(self.names[1], self.catalogue)}"
        bare = undeclared(f"{self.indicator.id}.{key}", label, kind, place, value.unit)
        indicator = replace(bare, formula=Formula(formula, write(formula, str)), formula_place=place)
        inputs = dict(zip(self.names, (self.now.figure, self.then.figure), strict=True))
        used = indicator.formula.names if indicator.formula else ()
        return Figure(indicator, value, text, None, place, tuple(inputs[name] for name in used), computed=True)


def _alike(first: Amount, second: Amount, catalogue: Catalogue) -> bool:
    return catalogue.base(first.unit) == catalogue.base(second.unit)


def _called(name: str, catalogue: Catalogue) -> str:
    base = next((words for base, words in BASES.items() if name.startswith(f"{base}(")), "")
    return base or f"«{uncapitalised(catalogue.called(name))}»"


def _difference_kind(indicator: Indicator, unit: str) -> tuple[Kind, str]:
    match indicator.kind:
        case Kind.PERCENT:
            return Kind.DECIMAL, POINTS
        case Kind.RANK:
            return Kind.COUNT, RANKS
        case kind:
            return kind, unit


def _needed(amount: Decimal) -> int:
    """Digits after the comma that the exact amount has."""
    return decimals_of(round_half_up(amount, _SUFFICIENT_DECIMALS))


def _percent(share: Decimal) -> tuple[Quantity, str]:
    """The percentage and its text: two decimals without needless zeros, never ``0%`` and never ``100%`` that is not."""
    shown = round_half_up(share, PERCENT_DECIMALS)
    decimals = decimals_of(shown)
    text = f"{write_number(shown, decimals)}%"
    smallest = Decimal(1).scaleb(-PERCENT_DECIMALS)
    if shown == 0 < share:
        text = f"dưới {write_number(smallest, PERCENT_DECIMALS)}%"
    elif shown == 100 != share:  # noqa: PLR2004 - the whole, in percent
        text = f"{'gần' if share < shown else 'hơn'} {text}"
    return Quantity(share, decimals, "%"), text
