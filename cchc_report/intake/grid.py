"""A sheet that is searched by its words: which column is under a head, which row has a label. Indexed once."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import islice

from cchc_report.problems import Problem, Related, error
from cchc_report.source import Scalar
from cchc_report.vietnamese.wording import name_key, nearest, one_line
from cchc_report.workbook import Cell, Number, Sheet
from cchc_report.workbook.model import LAST_COLUMN, column_letters, column_number

_MOST_COMPARED = 2_000
"""Texts among which the nearest is looked for: heads and labels stand among the first of a sheet, and a search takes time."""
_MOST_SHOWN = 3
"""Places that a message points at."""
_STEP = re.compile(r"\s+>\s+")
"""Between a head and a head under it."""

Spot = tuple[int, int]
"""Row and column, both from 1."""


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a sheet, ends included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int

    def has(self, spot: Spot) -> bool:
        """Whether the cell lies in it."""
        row, column = spot
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column


@dataclass(frozen=True, slots=True)
class Head:
    """A column that was found."""

    column: int
    row: int | None
    """Where its head stands; None for one that is named by its letters."""


class Grid:
    """One sheet and where each text stands in it."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.last_row = max((row for row, _ in sheet.cells), default=0)
        self.last_column = max((column for _, column in sheet.cells), default=0)
        self._spots: dict[str, list[Spot]] = {}
        self._columns: dict[int, list[int]] = {}
        for spot, cell in sorted(sheet.cells.items()):
            if text := text_of(cell):
                self._spots.setdefault(name_key(text), []).append(spot)
                self._columns.setdefault(spot[0], []).append(spot[1])

    def everywhere(self) -> Window:
        """The whole sheet as far as anything stands in it."""
        return Window(1, self.last_row, 1, self.last_column)

    def text(self, row: int, column: int) -> str:
        """What stands there as text on one line; empty for anything but texts and numbers."""
        cell = self.sheet.cells.get((row, column))
        return text_of(cell) if cell else ""

    def spots(self, words: str, window: Window) -> list[Spot]:
        """The cells of the window with exactly these words, capitals and spaces aside."""
        return [spot for spot in self._spots.get(name_key(plain(words)), ()) if window.has(spot)]

    def column(self, asked: Scalar, window: Window) -> Head | Problem:
        """The column that is named by its letters or its head; ``Đã giải quyết > Quá hạn`` for a head under another."""
        number = column_named(asked.text.strip())
        if number and (number <= self.last_column or len(asked.text.strip()) == 1):
            return Head(number, None)
        steps = [asked.text] if self.spots(asked.text, window) else _STEP.split(asked.text.strip())
        found: Head | Problem = Head(0, None)
        for step in steps:
            found = self._head(asked, step, window)
            if isinstance(found, Problem):
                return found
            window = self._under(found, window)
        return found

    def _head(self, asked: Scalar, words: str, window: Window) -> Head | Problem:
        spots = self.spots(words, window)
        columns = list(dict.fromkeys(column for _, column in spots))
        if len(columns) == 1:
            return Head(columns[0], spots[0][0])
        if not columns:
            hint = "ghi đúng tiêu đề của cột, hoặc chữ cái của nó, như D"
            return self._missing(asked, "khong-thay-cot", f"không có cột «{words}»", window, hint)
        letters = ", ".join(map(column_letters, sorted(columns)))
        hint = f"ghi kèm tiêu đề ở trên, như «Đã giải quyết > Quá hạn», hoặc ghi chữ cái của cột: {letters}"
        return self._several(asked, "nhieu-cot", f"có nhiều cột «{words}»", spots, hint)

    def _under(self, head: Head, window: Window) -> Window:
        """What is below a head, up to the next one beside it."""
        row = head.row or 0
        beside = [column for column in self._columns.get(row, ()) if column > head.column]
        return Window(row + 1, window.last_row, head.column, min([window.last_column, *(c - 1 for c in beside)]))

    def row(self, asked: Scalar, window: Window) -> int | Problem:
        """The row that has the label within the window."""
        spots = self.spots(asked.text, window)
        rows = list(dict.fromkeys(row for row, _ in spots))
        if len(rows) == 1:
            return rows[0]
        if not rows:
            hint = "ghi đúng nhãn của dòng, hoặc số của dòng, như 12"
            return self._missing(asked, "khong-thay-dong", f"không có dòng «{asked.text}»", window, hint)
        hint = f"ghi số của dòng: {', '.join(map(str, rows))}"
        return self._several(asked, "nhieu-dong", f"có nhiều dòng «{asked.text}»", spots, hint)

    def _missing(self, asked: Scalar, name: str, what: str, window: Window, hint: str) -> Problem:
        message, words = f"trang «{self.sheet.name}» {what}", _STEP.split(asked.text.strip())[-1]
        if outside := self.spots(words, self.everywhere()):
            related = [Related("có ở đây, nhưng ngoài phần đang tìm", self.sheet.place(*outside[0]))]
            return error(name, f"{message} ở phần đang tìm", asked.place, hint, related)
        texts = self._texts(window)
        near = nearest(words, texts)
        related = [Related("gần giống nhất", self.sheet.place(*texts[near]))] if near else []
        return error(name, message, asked.place, f"có phải «{near}»?" if near else hint, related)

    def _several(self, asked: Scalar, name: str, what: str, spots: list[Spot], hint: str) -> Problem:
        related = [Related("ở đây", self.sheet.place(*spot)) for spot in spots[:_MOST_SHOWN]]
        return error(name, f"trang «{self.sheet.name}» {what}", asked.place, hint, related)

    def _texts(self, window: Window) -> dict[str, Spot]:
        """The first texts of a window, each with its first cell."""
        spots = (spot for found in self._spots.values() for spot in found[:1] if window.has(spot))
        return {self.text(*spot): spot for spot in islice(spots, _MOST_COMPARED)}


def plain(text: str) -> str:
    """A text on one line, composed, without characters that nobody sees."""
    return "".join(character for character in one_line(text) if unicodedata.category(character) not in {"Cc", "Cf"})


def text_of(cell: Cell) -> str:
    """A text or a number as people see it in a head, ``2024``; empty for anything else."""
    match cell.content:
        case str(text):
            return plain(text)
        case Number(value):
            return format(value.normalize(), "f")
        case _:
            return ""


def column_named(letters: str) -> int | None:
    """4 for ``D``, 27 for ``AA``; None for what is no column's letters: only capitals are."""
    if not re.fullmatch(r"[A-Z]{1,3}", letters):
        return None
    number = column_number(letters)
    return number if number <= LAST_COLUMN else None
