"""The rows of a table of units: which of them are units, which sums, where the table ends."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from cchc_report.figures import TOTALS
from cchc_report.intake.grid import Grid, Head, plain
from cchc_report.intake.mapping import UnitTable
from cchc_report.problems import Problem, Related, error, warning
from cchc_report.source import Scalar
from cchc_report.vietnamese.wording import as_id, name_key, nearest
from cchc_report.workbook import Broken, Cell, Content, Number
from cchc_report.workbook.model import column_letters

_COUNTER = re.compile(r"\(?(?:[A-Za-z]|[0-9]{1,2})\)?(?:\s*=.*)?")
"""What stands in the row that numbers columns, below the heads: ``A``, ``(1)``, ``(3)=(1)+(2)``."""
_SUM = re.compile(r"(?:tổng(?! công ty| cục)|cộng|lũy kế|luỹ kế|trong đó)\b")
_ORDINAL = re.compile(r"\A(?:(?:[IVX]+|[A-Z]|[0-9]{1,3})\s*[.)]\s*|[-+*•]\s*)")
"""What stands before a name in a list: ``I.``, ``-``."""


class UnitRows:
    """Goes down one table. After ``read``: the units with their rows, the row of the sum, what is wrong."""

    def __init__(self, grid: Grid, table: UnitTable, names: Head, heads: list[Head], levels: Mapping[str, str]) -> None:
        self.units: list[tuple[int, str]] = []
        self.total: int | None = table.total if isinstance(table.total, int) else None
        self.problems: list[Problem] = []
        self._grid = grid
        self._table = table
        self._column = names.column
        self._columns = [head.column for head in heads]
        self._head_rows = [head.row for head in (names, *heads) if head.row is not None]
        self._levels = levels
        self._first: dict[str, int] = {}
        """The rows of the units, by their names."""
        self._last_row = min(table.last_row or grid.last_row, grid.last_row)

    def read(self) -> None:
        """Go through the rows; problems of the mapping are reported at the table, those of names at their cells."""
        start = self._start()
        if start is None:
            message = "chưa rõ bảng bắt đầu từ dòng nào, vì các cột đều ghi bằng chữ cái"
            hint = "thêm «tu_dong»: số của dòng đơn vị đầu tiên"
            self.problems.append(error("thieu-khoa", message, self._table.place, hint))
            return
        for row in self._rows(start):
            self._row(row)
        if not self.units and not self.problems:
            message = f"trang «{self._grid.sheet.name}» không có đơn vị nào ở cột {column_letters(self._column)}"
            hint = "xem lại «cot_ten», «tu_dong»"
            related = [Related("tìm từ đây", self._grid.sheet.place(start, self._column))]
            self.problems.append(error("bang-trong", message, self._table.place, hint, related))
        if isinstance(self._table.total, Scalar) and self.total is None:
            self.problems.append(self._no_total(self._table.total))

    def _start(self) -> int | None:
        """The first row that may be a unit's; None where nothing tells."""
        if self._table.first_row or not self._head_rows:
            return self._table.first_row
        rows = range(max(self._head_rows) + 1, self._last_row + 1)
        # Under heads of several lines the column of names is empty for a while.
        named = (row for row in rows if self._named(row) is not None and not self._is_counter(row))
        return next(named, self._last_row + 1)

    def _is_counter(self, row: int) -> bool:
        texts = [self._grid.text(row, column) for column in (self._column, *self._columns)]
        # The first text is the name: without it the row is a sum, or what a message must point at.
        return bool(texts[0]) and all(_COUNTER.fullmatch(text) for text in texts if text)

    def _rows(self, start: int) -> Iterator[int]:
        """The rows of the table that have a name."""
        for row in range(start, self._last_row + 1):
            if self._named(row) is not None or row == self.total:
                yield row
                continue
            if self._is_filled(row):
                place = self._grid.sheet.place(row, self._column)
                hint = "ghi tên đơn vị vào ô này, hoặc cho bảng dừng ở trên bằng «den_dong»"
                message = f"dòng {row} có số liệu nhưng không có tên đơn vị"
                self.problems.append(error("dong-khong-ten", message, place, hint, self._here()))
            if self._table.last_row is None:
                self._look_below(row)
                return

    def _look_below(self, end: int) -> None:
        """A table that goes on below an empty row would lose its rest without a word."""
        for row in range(end + 1, self._last_row + 1):
            if self._named(row) is not None and self._is_filled(row):
                message = f"bảng dừng ở dòng {end} vì không có tên, nhưng dòng {row} lại có tên và số liệu"
                hint = "nếu còn là bảng này thì thêm «den_dong»: số của dòng cuối; nếu không thì ghi «den_dong» ở trên"
                place = self._grid.sheet.place(row, self._column)
                self.problems.append(warning("bang-con-tiep", message, place, hint, self._here()))
                return

    def _row(self, row: int) -> None:
        cell = self._named(row)
        if row == self.total or cell is None:
            return
        name = plain(cell.content) if isinstance(cell.content, str) else ""
        if self._is_total(name):
            self._sum_up(row)
        elif fault := _unusable(cell.content, name):
            hint = "ghi tên đơn vị, hoặc xem lại «cot_ten», «tu_dong», «den_dong»"
            self.problems.append(error("ten-khong-hop-le", fault, cell.place, hint, self._here()))
        elif _is_sum(name) or _bare(name) in self._levels:
            self._no_unit(row, name, cell)
        else:
            self._unit(row, name, cell)

    def _no_unit(self, row: int, name: str, cell: Cell) -> None:
        """A sum or a level of government; the heading of the table's own level, without numbers, is nothing to tell."""
        level = self._levels.get(_bare(name))
        if level and level == self._table.tier and not self._is_filled(row):
            return
        if level and level != self._table.tier:
            hint = "mỗi cấp ghi một mục riêng của «bang_don_vi», giới hạn bằng «tu_dong», «den_dong»"
        else:
            hint = "nếu là số của cả bảng thì ghi tên này vào «dong_tong»; nếu không thì giới hạn bảng bằng «tu_dong», «den_dong»"
        message = f"«{name}» là {'một cấp' if level else 'số tổng'}, không phải là tên đơn vị"
        self.problems.append(error("tong-trong-bang", message, cell.place, hint, self._here()))

    def _sum_up(self, row: int) -> None:
        if self.total is None:
            self.total = row
            return
        message = f"có hai dòng «{self._grid.text(row, self._column)}» trong bảng"
        place = self._grid.sheet.place(row, self._column)
        related = [Related("dòng trước", self._grid.sheet.place(self.total, self._column)), *self._here()]
        hint = "ghi số của dòng vào «dong_tong», hoặc giới hạn bảng bằng «tu_dong», «den_dong»"
        self.problems.append(error("nhieu-dong", message, place, hint, related))

    def _unit(self, row: int, name: str, cell: Cell) -> None:
        first = self._first.setdefault(name_key(name), row)
        if first != row:
            related = [Related("đã có ở đây", self._grid.sheet.place(first, self._column)), *self._here()]
            hint = "xóa một trong hai dòng, hoặc ghi tên cho khác nhau"
            self.problems.append(error("don-vi-lap", f"«{name}» có hai dòng trong bảng", cell.place, hint, related))
            return
        self.units.append((row, name))

    def _here(self) -> list[Related]:
        return [Related("bảng khai báo ở đây", self._table.place)]

    def _named(self, row: int) -> Cell | None:
        """The cell that names a row; the word for a sum often stands further left, in cells that are merged."""
        cells = self._grid.sheet.cells
        own = cells.get((row, self._column))
        if own is not None:
            return own
        left = [cells[row, column] for column in range(1, self._column) if (row, column) in cells]
        return next((cell for cell in left if self._is_sum_word(cell.content)), None)

    def _is_sum_word(self, content: Content) -> bool:
        name = plain(content) if isinstance(content, str) else ""
        return self._is_total(name) or _is_sum(name)

    def _is_total(self, name: str) -> bool:
        """Whether it is the name that the mapping gives for the row of the sum."""
        total = self._table.total
        return isinstance(total, Scalar) and name_key(name) == name_key(plain(total.text))

    def _is_filled(self, row: int) -> bool:
        """Whether there is any number in the table's columns."""
        cells = [self._grid.sheet.cells.get((row, column)) for column in self._columns]
        return any(_has_digits(cell.content) for cell in cells if cell)

    def _no_total(self, asked: Scalar) -> Problem:
        sheet, names = self._grid.sheet, [name for _, name in self.units]
        near = nearest(asked.text, names)
        hint = f"có phải «{near}»?" if near else "ghi đúng tên của dòng tổng, hoặc số của dòng, như 30"
        return error("khong-thay-dong", f"bảng ở trang «{sheet.name}» không có dòng «{asked.text}»", asked.place, hint)


def _unusable(content: Content, name: str) -> str:
    """Why a cell names no unit; empty if it does."""
    match content:
        case str() if "[" in name or "]" in name:
            return f"tên đơn vị «{name}» có dấu ngoặc vuông"
        case str() if any(character.isalpha() for character in name):
            return ""
        case str():
            return f"ô này phải là tên đơn vị, nhưng đang là «{name}»"
        case Broken():
            return "ô này phải là tên đơn vị, nhưng đang là một lỗi của bảng tính"
        case bool():
            return "ô này phải là tên đơn vị, nhưng đang là một giá trị đúng, sai"
        case Number():
            return "ô này phải là tên đơn vị, nhưng đang là một số"
        case date():
            return "ô này phải là tên đơn vị, nhưng đang là một ngày"
        case _:
            return "ô này phải là tên đơn vị, nhưng đang là một giờ"


def _bare(name: str) -> str:
    """A name as an id, without an ordinal before it and remarks behind: ``tong_cong`` for ``TỔNG CỘNG (I+II):``."""
    return as_id(re.sub(r"\([^)]*\)|[^\w\s]", " ", _ORDINAL.sub("", name, count=1)))


def _is_sum(name: str) -> bool:
    """Whether a row adds up others: ``Tổng cộng toàn tỉnh``, ``Trong đó``; a ``Tổng công ty`` is a unit, and so is the ``Công an``."""
    return _bare(name) in TOTALS or _SUM.match(_ORDINAL.sub("", name, count=1).casefold()) is not None


def _has_digits(content: Content) -> bool:
    return isinstance(content, Number) or (isinstance(content, str) and any(c.isdigit() for c in content))
