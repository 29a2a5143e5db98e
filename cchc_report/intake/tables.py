"""A mapping is followed through a workbook: which cells are which figures there."""

from dataclasses import replace

from cchc_report.formulas import Reference
from cchc_report.intake.grid import Grid, Head, Spot, Window, plain
from cchc_report.intake.mapping import Column, IndicatorTable, Mapping, SingleCell, Target, UnitTable
from cchc_report.intake.slots import Slot
from cchc_report.intake.units import UnitRows
from cchc_report.problems import Place, Problem, Related, error, warning
from cchc_report.source import Scalar
from cchc_report.vietnamese.wording import name_key, nearest
from cchc_report.workbook import Sheet, Workbook

_MOST_NAMED = 8
"""Sheets that fit into a line of advice."""


def mapped(mapping: Mapping, workbook: Workbook) -> tuple[list[Slot], list[Problem]]:
    """The places of this workbook that are meant for a figure, filled in or not; and what could not be found in it."""
    follower = _Follower(mapping, workbook)
    for cell in mapping.cells:
        follower.single(cell)
    for table in mapping.indicator_tables:
        follower.indicators(table)
    for units in mapping.unit_tables:
        follower.units(units)
    return follower.slots, list(dict.fromkeys(follower.problems))


class _Follower:
    """Collects slots and problems of one workbook."""

    def __init__(self, mapping: Mapping, workbook: Workbook) -> None:
        self.slots: list[Slot] = []
        self.problems: list[Problem] = []
        self._mapping = mapping
        self._workbook = workbook
        self._grids: dict[str, Grid] = {}
        """By the sheet's name."""
        self._used: dict[tuple[str, Spot], Scalar] = {}
        """The cells that are some indicator's already, and where the mapping names it."""
        self._shared: set[tuple[Scalar, Scalar]] = set()
        """Pairs of indicators that are known to share a cell."""

    def single(self, cell: SingleCell) -> None:
        """A figure that stands by itself."""
        grid = self._grid(cell.sheet)
        if grid is None:
            return
        head = self._column(grid, cell.column, grid.everywhere())
        if head is None:
            return
        # A label stands below the heads and left of the numbers; elsewhere the same words are something else.
        labels = Window((head.row or 0) + 1, grid.last_row, 1, head.column - 1)
        row = cell.row if isinstance(cell.row, int) else self._found(grid.row(cell.row, labels))
        if row is not None:
            self.slots.append(self._slot(grid, cell.target, (row, head.column)))

    def indicators(self, table: IndicatorTable) -> None:
        """The rows of a table, each an indicator's."""
        grid = self._grid(table.sheet)
        if grid is None:
            return
        above = _above(grid, table.first_row)
        labels = self._column(grid, table.labels, above)
        columns = [self._column(grid, column, above) for column in (table.values, table.notes) if column]
        if labels is None or None in columns:
            return
        value, *notes = [head.column for head in columns if head]
        first = table.first_row or (labels.row or 0) + 1
        window = Window(first, table.last_row or grid.last_row, labels.column, labels.column)
        for target, asked in table.rows:
            row = asked if isinstance(asked, int) else self._found(grid.row(asked, window))
            if row is not None:
                slot = self._slot(grid, target, (row, value))
                self.slots.append(replace(slot, note=" ".join(grid.text(row, column) for column in notes)))

    def units(self, table: UnitTable) -> None:
        """The rows of a table, each a unit's, and the one that sums up."""
        grid = self._grid(table.sheet)
        if grid is None:
            return
        above = _above(grid, table.first_row)
        names = self._column(grid, table.names, above)
        if names is None:
            return
        columns = [(target, self._column(grid, asked, above)) for target, asked in table.columns]
        found = [(target, head) for target, head in columns if head]
        if len(found) == len(columns):
            self._unit_rows(grid, table, names, found)

    def _unit_rows(self, grid: Grid, table: UnitTable, names: Head, found: list[tuple[Target, Head]]) -> None:
        rows = UnitRows(grid, table, names, [head for _, head in found], self._mapping.levels)
        rows.read()
        self.problems += rows.problems
        for row, name in rows.units:
            for target, head in found:
                self.slots.append(replace(self._slot(grid, target, (row, head.column), name), tier=table.tier))
        if rows.total is not None:
            for target, head in found:
                self.slots.append(self._slot(grid, target, (rows.total, head.column), table.tier))

    def _slot(self, grid: Grid, target: Target, spot: Spot, part: str = "") -> Slot:
        cell, place = grid.sheet.cells.get(spot), grid.sheet.place(*spot)
        self._is_alone(target.key, (grid.sheet.name, spot), place)
        return Slot(str(Reference(target.id, part=part)), cell, place, unit=target.unit, decimals=target.decimals)

    def _is_alone(self, key: Scalar, spot: tuple[str, Spot], place: Place) -> None:
        """Warn where two indicators are to be read from one cell; once for the two."""
        first = self._used.setdefault(spot, key)
        if first.text != key.text and (first, key) not in self._shared:
            self._shared.add((first, key))
            message = f"«{key.text}» và «{first.text}» cùng lấy một ô"
            related = [Related("đã ghi ở đây", first.place), Related("ô này", place)]
            hint = "xem lại một trong hai; nếu đúng là một số thì không cần sửa"
            self.problems.append(warning("chung-mot-o", message, key.place, hint, related))

    def _column(self, grid: Grid, asked: Column, window: Window) -> Head | None:
        if isinstance(asked, int):
            return Head(asked, None)
        found = grid.column(asked, window)
        if isinstance(found, Problem):
            self.problems.append(found)
            return None
        return found

    def _found(self, row: int | Problem) -> int | None:
        if isinstance(row, Problem):
            self.problems.append(row)
            return None
        return row

    def _grid(self, asked: Scalar | None) -> Grid | None:
        sheet = self._sheet(asked) if asked else self._only_sheet()
        if isinstance(sheet, Problem):
            self.problems.append(sheet)
            return None
        if sheet.name not in self._grids:
            self._grids[sheet.name] = Grid(sheet)
        return self._grids[sheet.name]

    def _sheet(self, asked: Scalar) -> Sheet | Problem:
        sheets = self._workbook.sheets
        alike = [sheet for sheet in sheets if name_key(plain(sheet.name)) == name_key(plain(asked.text))]
        found = self._workbook.sheet(asked.text) or (alike[0] if len(alike) == 1 else None)
        if found is not None:
            return found
        near = nearest(asked.text, (sheet.name for sheet in sheets))
        hint = f"có phải «{near}»?" if near else f"các trang: {_names(sheets)}"
        return error("khong-co-trang", f"{self._workbook.file} không có trang «{asked.text}»", asked.place, hint)

    def _only_sheet(self) -> Sheet | Problem:
        """The one that has anything in it."""
        sheets = self._workbook.sheets
        filled = [sheet for sheet in sheets if sheet.cells] or list(sheets[:1])
        if len(filled) == 1:
            return filled[0]
        message = f"{self._workbook.file} có {len(filled)} trang, chưa rõ lấy trang nào"
        hint = f"thêm dòng «trang: …»; các trang: {_names(sheets)}"
        return error("chua-ro-trang", message, self._mapping.place, hint)


def _names(sheets: tuple[Sheet, ...]) -> str:
    more = ", …" if len(sheets) > _MOST_NAMED else ""
    return ", ".join(sheet.name for sheet in sheets[:_MOST_NAMED]) + more


def _above(grid: Grid, first_row: int | None) -> Window:
    """Where the heads of a table are: above its first row, if that is said."""
    return Window(1, first_row - 1 if first_row else grid.last_row, 1, grid.last_column)
