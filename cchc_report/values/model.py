"""What a read value is, and how it prints the Vietnamese way."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from cchc_report.catalogue import Catalogue, Indicator, Kind
from cchc_report.formulas import Interval
from cchc_report.periods import Period
from cchc_report.vietnamese.dates import DateStyle
from cchc_report.vietnamese.numbers import as_plain, write_number
from cchc_report.vietnamese.wording import NO_BREAK_SPACE, list_of


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with the precision and the unit it was reported in."""

    value: Decimal
    decimals: int
    unit: str


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """Number and symbol of a document, as it carries them: ``8009/KH-UBND``, ``18-NQ/TW``."""

    text: str

    @property
    def type_symbol(self) -> str:
        """The abbreviation of the document's type: ``KH``."""
        return re.split(r"[-/]", re.sub(r"^[0-9]+[A-Za-z]?(?:/[0-9]{4})?[-/]", "", self.text))[0]


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """How a unit writes dates in a sentence and in a date line."""

    dates: DateStyle = field(default_factory=DateStyle)
    moments: DateStyle = field(default_factory=DateStyle)


Value = Quantity | DocumentNumber | Period | date | str | tuple[str, ...]
"""A read value; a moment is a ``datetime``, which is a ``date``."""


def write_value(value: Value, indicator: Indicator, style: HouseStyle) -> str:
    """The value as a sentence prints it; money and percent carry their unit, the rest do not."""
    match value:
        case Quantity(_, _, unit):
            text = write_amount(value, indicator)
            return (
                f"{text}%" if unit == "%" else f"{text}{NO_BREAK_SPACE}{unit}" if indicator.kind is Kind.MONEY else text
            )
        case DocumentNumber(text):
            return text
        case Period():
            return value.write(style.dates)
        case datetime():
            return style.moments.write_moment(value)
        case date():
            return style.dates.write(value)
        case str():
            return value
        case tuple():
            return list_of(value)


def write_amount(quantity: Quantity, indicator: Indicator) -> str:
    """The number of a quantity without its unit."""
    return write_number(quantity.value, quantity.decimals, grouped=indicator.kind is not Kind.RANK)


def write_exact(value: Value) -> str:
    """The value for tools: a plain decimal number, an ISO date, a period as files name it, or the text."""
    match value:
        case Quantity(number):
            return as_plain(number)
        case DocumentNumber(text):
            return text
        case date():
            return value.isoformat()
        case tuple():
            return "; ".join(value)
        case _:
            return str(value)


def interval_of(value: Value, indicator: Indicator, catalogue: Catalogue) -> Interval | None:
    """All values, in base units, that round to the written one; a count stands for itself; None for texts and dates."""
    if not isinstance(value, Quantity):
        return None
    half = Fraction(0) if indicator.kind.exact else Fraction(1, 2 * 10**value.decimals)
    exact, factor = Fraction(value.value), catalogue.factor(value.unit)
    return Interval((exact - half) * factor, (exact + half) * factor)
