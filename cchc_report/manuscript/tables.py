"""What is printed of blocks and tables of a Word file, and whether a table holds data or only sets paragraphs side by side."""

from collections.abc import Iterator

from cchc_report.manuscript.spans import Element

_THROUGH = {"w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo"}
_INVISIBLE_LINES = {"", "nil", "none"}
_COLUMNS_OF_LAYOUT = 2


def printed(container: Element) -> Iterator[Element]:
    """The children of a block that are printed, through content controls, one branch of an alternative."""
    for element in container.children:
        if element.tag in _THROUGH:
            yield from printed(element)
        elif element.tag == "mc:AlternateContent":
            yield from printed(branch(element))
        else:
            yield element


def branch(alternative: Element) -> Element:
    """What newer programs print of an alternative."""
    return alternative.child("mc:Choice") or alternative.child("mc:Fallback") or alternative


def table_rows(table: Element) -> list[Element]:
    """The rows of a table, not those of a table inside it."""
    return [element for element in printed(table) if element.tag == "w:tr"]


def row_cells(row: Element) -> list[Element]:
    """The cells of a row."""
    return [element for element in printed(row) if element.tag == "w:tc"]


def reads_as_rows(table: Element) -> bool:
    """Whether a table holds data: one without lines and heading rows that has two columns, or cells of several paragraphs, holds none."""
    rows = table_rows(table)
    if _has_lines(table, rows) or any(row.child("w:trPr", "w:tblHeader") for row in rows):
        return True
    cells = [row_cells(row) for row in rows]
    has_long = any(len(cell.children) > 1 and _paragraphs(cell) > 1 for row in cells for cell in row)
    return not has_long and max(map(len, cells), default=0) != _COLUMNS_OF_LAYOUT


def _paragraphs(cell: Element) -> int:
    return sum(element.tag == "w:p" for element in printed(cell))


def _has_lines(table: Element, rows: list[Element]) -> bool:
    """Whether lines are drawn by the table, its style or a cell; what a table says itself goes before its style."""
    own = table.child("w:tblPr", "w:tblBorders")
    if own is None and table.child("w:tblPr", "w:tblStyle"):
        return True
    of_cells = [cell.child("w:tcPr", "w:tcBorders") for row in rows for cell in row_cells(row)]
    borders = [found for found in (own, *of_cells) if found is not None]
    return any(line.value() not in _INVISIBLE_LINES for found in borders for line in found.children)
