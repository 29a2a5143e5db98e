"""What a workbook holds once read, as frozen values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from cchc_report.problems import Place

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""Of a sheet of Excel or LibreOffice."""


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a cell, as exact as Excel keeps it: fifteen significant digits."""

    value: Decimal
    """As the cell shows it: 26,48 where it stores 0,2648 and its format is a percent."""
    percent: bool = False
    """Whether the cell's format is a percent."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell that has no value to give: an error, or a formula that was never calculated."""

    text: str
    """``#REF!``; empty for a formula without a value."""


Content = str | Number | date | datetime | time | bool | Broken
"""What a cell holds; a text exactly as typed, line breaks as ``\\n``."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty."""

    content: Content
    place: Place
    formula: bool = False
    """Whether its value is the last result of a formula; known for .xlsx and .ods only."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; hidden ones too."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    """By row and column, both from 1; empty cells are not there, nor those that hold only spaces."""
    file: str
    """What messages call the workbook."""

    def place(self, row: int, column: int) -> Place:
        """Where a cell stands, empty or not."""
        return cell_place(self.file, self.name, row, column)

    def rows(self) -> Iterator[tuple[int, dict[int, Cell]]]:
        """The rows that hold anything, from the top: each with its number and its cells by column."""
        found: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in sorted(self.cells.items()):
            found.setdefault(row, {})[column] = cell
        yield from found.items()


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook as read."""

    file: str
    """What messages call it."""
    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name, capitals aside, as Excel tells names apart."""
        return next((sheet for sheet in self.sheets if sheet.name.casefold() == name.casefold()), None)


def column_letters(column: int) -> str:
    """``A`` for 1, ``AA`` for 27."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """4 for ``D``, 27 for ``AA``; the letters are capitals from A to Z."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def cell_place(file: str, sheet: str, row: int, column: int) -> Place:
    """The place of a cell: ``so-lieu.xlsx!Thủ tục hành chính!D10``."""
    return Place(file, row, column, cell=f"{sheet}!{column_letters(column)}{row}")
