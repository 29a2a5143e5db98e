"""Formulas of the form together with what they come to now, so that a viewer that does not calculate shows it too."""

from dataclasses import dataclass, field
from decimal import Decimal

from cchc_report.vietnamese.numbers import write_number
from cchc_report.workbook.model import column_letters

Worth = float | str | bool
"""What a cell comes to; an empty text where there is nothing."""

LONGEST_LITERAL = 200
"""Characters of a text inside a formula; Excel takes 255."""


@dataclass(frozen=True, slots=True)
class Told:
    """A formula, or a piece of one, without the equals sign, and what it comes to with the figures as they are now."""

    formula: str
    value: Worth

    @property
    def known(self) -> bool:
        """Whether it comes to a number."""
        return isinstance(self.value, float)

    @property
    def number(self) -> float:
        """The number it comes to; zero where it comes to none."""
        return self.value if isinstance(self.value, float) else 0.0


NOTHING = Told('""', "")


@dataclass(slots=True)
class Line:
    """The hidden cells of one row of a sheet, filled from left to right."""

    row: int
    """From 1."""
    next_column: int
    cells: dict[int, Told] = field(default_factory=dict)
    """By column, from 1."""

    def put(self, told: Told) -> Told:
        """Give the formula a cell of its own; how other formulas name it."""
        column, self.next_column = self.next_column, self.next_column + 1
        self.cells[column] = told
        return Told(f"${column_letters(column)}{self.row}", told.value)


def literal(text: str) -> str:
    """A text inside a formula."""
    shortened = text if len(text) <= LONGEST_LITERAL else f"{text[:LONGEST_LITERAL]}…"
    return '"' + shortened.replace('"', '""') + '"'


def text(words: str) -> Told:
    """A text as a formula."""
    return Told(literal(words), words)


def number(value: float) -> Told:
    """A number as a formula."""
    return Told(repr(value).removesuffix(".0"), float(value))


def when(test: Told, yes: Told, no: Told) -> Told:
    """``IF``."""
    return Told(f"IF({test.formula},{yes.formula},{no.formula})", yes.value if test.value else no.value)


def is_empty(one: Told) -> Told:
    """Whether it comes to an empty text."""
    return Told(f'{one.formula}=""', one.value == "")


def all_known(*several: Told) -> Told:
    """Whether each of them, cells all, is a number."""
    cells = ",".join(dict.fromkeys(one.formula for one in several))
    return Told(f"COUNT({cells})={cells.count(',') + 1}", all(one.known for one in several))


def any_of(*tests: Told) -> Told:
    """``OR``."""
    return Told(f"OR({','.join(test.formula for test in tests)})", any(test.value for test in tests))


def exceeds(one: Told, other: Told) -> Told:
    """Whether a number is larger than another by more than a computer's own rounding."""
    a, b = one.formula, other.formula
    larger = one.number - other.number > 1e-9 * (abs(one.number) + abs(other.number))
    return Told(f"({a}-{b}>1E-9*(ABS({a})+ABS({b})))", one.known and other.known and larger)


def grouped(whole: str) -> str:
    """A formula's text for a whole number not below zero: dots before each three digits, whatever the region of the computer.

    A letter after a backslash stands for itself in a number format, and no region has another sign for ``#`` and ``0``.
    """
    small = f'TEXT({whole},"[>=1000000]#\\.000\\.000;[>=1000]#\\.000;0")'
    large = f'TEXT({whole},"[>=1000000000000]#\\.000\\.000\\.000\\.000;#\\.000\\.000\\.000")'
    return f"IF({whole}<1000000000,{small},{large})"


def as_written(amount: Told, decimals: Told) -> Told:
    """The text of an amount that is rounded to so many decimals already, the Vietnamese way; both are cells."""
    a, d = amount.formula, decimals.formula
    whole = grouped(f"INT(ABS({a}))")
    rest = f'IF({d}=0,"",","&TEXT(ROUND((ABS({a})-INT(ABS({a})))*10^{d},0),REPT("0",{d})))'
    value = write_number(Decimal(repr(amount.number)), int(decimals.number)) if amount.known else ""
    return Told(f'IF(ISNUMBER({a}),IF({a}<0,"-","")&{whole}&{rest},"")', value)
