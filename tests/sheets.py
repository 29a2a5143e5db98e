"""Workbooks for tests, written as people see them: a line a row, bars between cells."""

from decimal import Decimal

from cchc_report.workbook import Cell, Content, Number, Sheet, Workbook, cell_place

FILE = "so-lieu.xlsx"


def sheet(name: str, text: str, **others: Content) -> Sheet:
    """The first line is row 1, its first cell column A; digits alone are a number cell. ``D7=...`` puts a content there."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip("\n").splitlines()]
    written: dict[tuple[int, int], Content] = {
        (row, column): Number(Decimal(cell)) if cell.replace(".", "", 1).isdigit() else cell.replace("\\n", "\n")
        for row, cells in enumerate(rows, 1)
        for column, cell in enumerate(cells, 1)
        if cell
    }
    written |= {(int(at[1:]), ord(at[0]) - ord("A") + 1): content for at, content in others.items()}
    return Sheet(name, {spot: Cell(content, cell_place(FILE, name, *spot)) for spot, content in written.items()}, FILE)


def book(*sheets: Sheet) -> Workbook:
    return Workbook(FILE, sheets)
