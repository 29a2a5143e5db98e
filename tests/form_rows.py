"""Forms taken apart into rows and put together again, so that a test can fill, sort, copy and spoil them."""

import io
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

import xlsxwriter

from cchc_report.form.layout import HEADS, ID, VALUE
from cchc_report.workbook import Broken, Content, Number, Workbook, read_workbook

Rows = list[list[Content | None]]
Sheets = dict[str, Rows]
VALUE_COLUMN = HEADS.index(VALUE)


def taken_apart(data: bytes) -> Sheets:
    """The rows of every sheet, from the first one on, empty ones too."""
    workbook = read_workbook(data, "bieu.xlsx")
    assert isinstance(workbook, Workbook), workbook
    return {
        sheet.name: _rows({place: cell.content for place, cell in sheet.cells.items()}) for sheet in workbook.sheets
    }


def _rows(cells: Mapping[tuple[int, int], Content]) -> Rows:
    height = max((row for row, _ in cells), default=0)
    return [[cells.get((row, column)) for column in range(1, len(HEADS) + 1)] for row in range(1, height + 1)]


def put_together(sheets: Sheets) -> bytes:
    """A workbook of the rows; texts in cells of the text format, as they are in a form."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as workbook:
        text, day = workbook.add_format({"num_format": "@"}), workbook.add_format({"num_format": "d/m/yyyy"})
        percent = workbook.add_format({"num_format": "0.00%"})
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for row, contents in enumerate(rows):
                for column, content in enumerate(contents):
                    match content:
                        case str():
                            sheet.write_string(row, column, content, text)
                        case Number(value, True):
                            sheet.write_number(row, column, float(value / 100), percent)
                        case Number(value):
                            sheet.write_number(row, column, float(value))
                        case bool():
                            sheet.write_boolean(row, column, content)
                        case date():
                            sheet.write_datetime(row, column, content, day)
                        case Broken(error):
                            sheet.write_formula(row, column, "=A1", None, error)
                        case _:
                            pass
    return buffer.getvalue()


def filled(sheets: Sheets, values: Mapping[str, Content | None]) -> Sheets:
    """The same with values beside their ids; every id must be there."""
    found = {name: [list(row) for row in rows] for name, rows in sheets.items()}
    left = set(values)
    for rows in found.values():
        for row in rows:
            if isinstance(row[0], str) and row[0] in values:
                row[VALUE_COLUMN] = values[row[0]]
                left.discard(row[0])
    assert not left, left
    return found


def body(rows: Rows, change: Callable[[Rows], Rows]) -> Rows:
    """The rows below the heads changed, those above as they are."""
    head = next(number for number, row in enumerate(rows) if row[0] == ID)
    return [*rows[: head + 1], *change(rows[head + 1 :])]


def number(text: str) -> Number:
    """A number cell."""
    return Number(Decimal(text))
