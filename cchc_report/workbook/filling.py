"""A sheet while its cells are being found."""

from collections.abc import Iterable

from cchc_report.workbook.formats import is_blank
from cchc_report.workbook.limits import Budget, refuse
from cchc_report.workbook.model import LAST_COLUMN, LAST_ROW, Cell, Content, Sheet, cell_place

Corners = tuple[int, int, int, int]
"""First row, first column, last row, last column of a merged range."""
_MOST_COVERED = 20_000_000
"""Looked at for all merged ranges of a sheet; ranges do not overlap, so that no sound sheet comes near."""


class Filling:
    """Takes the cells of one sheet."""

    def __init__(self, file: str, name: str, budget: Budget) -> None:
        self._file = file
        self._name = name
        self._budget = budget
        self._cells: dict[tuple[int, int], Cell] = {}

    def put(self, row: int, column: int, content: Content, *, formula: bool = False) -> None:
        """One cell; texts without anything to see are left out."""
        if isinstance(content, str) and is_blank(content):
            return
        place = cell_place(self._file, self._name, row, column)
        if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
            refuse(f"đã hỏng: trang tính «{self._name}» có ô nằm ngoài bảng")
        self._budget.cell()
        self._cells[row, column] = Cell(content, place, formula)

    def sheet(self, merged: Iterable[Corners] = ()) -> Sheet:
        """The sheet, without what merged ranges hide below their first cell."""
        looked_at = 0
        for corners in merged:
            looked_at += self._drop(corners) + 1
            if looked_at > _MOST_COVERED:
                refuse(f"đã hỏng: các ô trộn của trang tính «{self._name}» chồng lên nhau")
        return Sheet(self._name, self._cells, self._file)

    def _drop(self, corners: Corners) -> int:
        """Remove the hidden cells of a range by the shorter way; how many places were looked at."""
        top, left, bottom, right = corners
        area = (bottom - top + 1) * (right - left + 1)
        if area > len(self._cells):
            hidden = [at for at in self._cells if top <= at[0] <= bottom and left <= at[1] <= right]
        else:
            hidden = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
        looked_at = min(area, len(self._cells))
        for at in hidden:
            if at != (top, left):
                self._cells.pop(at, None)
        return looked_at
