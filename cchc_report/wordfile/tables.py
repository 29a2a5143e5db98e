"""Tables: where each cell stands, how wide it is, and what the style of its table gives it."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from cchc_report.wordfile.elements import child, contents, number, value, w
from cchc_report.wordfile.styles import Layers, Styles, cell_margins, heading_conditions

_MARGIN = 115
"""Of a cell, left and right, where the file does not say: 0,08 inches."""
_MOST_COLUMNS = 63
"""Of a table in Word."""
_PERCENT = 5000
"""The whole width, in Word's fiftieths of a percent."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and the room that its text has, in twips."""

    element: ET.Element
    row: int
    column: int
    left: int | None
    width: int | None
    layers: Layers


def cells(table: ET.Element, styles: Styles, left: int | None, width: int | None) -> Iterator[Cell]:
    """The cells of a table row by row; left and width are those of the room in which the table stands."""
    properties = child(table, "tblPr")
    style = styles.table_style(value(child(properties, "tblStyle")))
    margins = {"left": _MARGIN, "right": _MARGIN} | styles.table_margins(style)
    margins |= cell_margins(child(properties, "tblCellMar"))
    rows = [row for row in contents(table) if row.tag == w("tr")]
    grid = [number(value(column, "w")) for column in table.findall(f"{w('tblGrid')}/{w('gridCol')}")][:_MOST_COLUMNS]
    start = _start(properties, grid, left, width)
    for at, row in enumerate(rows):
        for cell in _row(row, at, grid, start, width):
            own = margins | cell_margins(child(cell.element, "tcPr", "tcMar"))
            look = child(properties, "tblLook")
            conditions = heading_conditions(look, at, cell.column, len(rows), max(1, len(grid)))
            yield Cell(
                cell.element,
                at,
                cell.column,
                None if cell.left is None else cell.left + own["left"],
                None if cell.width is None else max(0, cell.width - own["left"] - own["right"]),
                styles.table_layers(style, conditions),
            )


def _row(row: ET.Element, at: int, grid: list[int], start: int | None, width: int | None) -> Iterator[Cell]:
    column = number(value(child(row, "trPr", "gridBefore")))
    left = None if start is None else start + sum(grid[:column])
    for element in contents(row):
        if element.tag != w("tc"):
            continue
        span = max(1, number(value(child(element, "tcPr", "gridSpan")), 1))
        own = _cell_width(element, grid[column : column + span], width)
        yield Cell(element, at, column, left, own, Layers())
        left = None if left is None or own is None else left + own
        column += span


def _cell_width(element: ET.Element, grid: list[int], width: int | None) -> int | None:
    said = child(element, "tcPr", "tcW")
    amount, unit = number(value(said, "w").rstrip("%")), value(said, "type", "dxa")
    if unit == "dxa" and amount > 0:
        return amount
    if unit == "pct" and amount > 0 and width is not None and not sum(grid):
        return width * amount // _PERCENT
    return sum(grid) or None


def _start(properties: ET.Element | None, grid: list[int], left: int | None, width: int | None) -> int | None:
    """The left edge of the first column."""
    align = value(child(properties, "jc"))
    if left is None:
        return None
    if align in {"center", "right", "end"}:
        spare = None if width is None else width - sum(grid)
        return None if spare is None else left + (spare // 2 if align == "center" else spare)
    indent = child(properties, "tblInd")
    return left + (number(value(indent, "w")) if value(indent, "type", "dxa") == "dxa" else 0)
