"""Workbooks of Excel 97 to 2003, by way of xlrd."""

import io
from collections.abc import Sequence
from typing import Any

from cchc_report.opc import PackageProblem
from cchc_report.workbook.filling import Filling
from cchc_report.workbook.formats import Shown, content_of, shown_as
from cchc_report.workbook.limits import Budget, refuse
from cchc_report.workbook.model import Broken, Content, Sheet, Workbook

_MOST_BYTES = 10_000_000
"""Twenty thousand rows of twenty columns take some five million."""
_HOLDING = {1, 2, 3, 4, 5}
"""Types of cells that are not empty, as xlrd numbers them."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The stream that holds an .xlsx with a password."""
_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book", "WORKBOOK", "BOOK"))
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
"""By their numbers in the file."""
_NO_PASSWORD = "lưu lại tệp không có mật khẩu"  # noqa: S105 - a hint


def read_xls(data: bytes, file: str) -> Workbook:
    """Read an OLE file; PackageProblem says in Vietnamese why it cannot be used, ImportError that xlrd is missing."""
    if _ENCRYPTED in data:
        refuse("được đặt mật khẩu", _NO_PASSWORD)
    if not any(name in data for name in _STREAMS):
        refuse("không phải là bảng tính Excel")
    if len(data) > _MOST_BYTES:
        refuse(f"quá lớn; chỉ nhận tệp .xls đến {_MOST_BYTES} byte")
    import xlrd  # noqa: PLC0415 - comes with the extra, and only old files need it

    try:
        book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), formatting_info=True, ragged_rows=True)
        return _workbook(book, file)
    except PackageProblem:
        raise
    except xlrd.XLRDError as fault:
        if "encrypted" in str(fault):
            refuse("được đặt mật khẩu", _NO_PASSWORD)
        refuse("đã hỏng, hoặc là tệp Excel quá cũ")
    except Exception:  # noqa: BLE001 - on a damaged file xlrd raises whatever it runs into
        refuse("đã hỏng")


def _workbook(book: Any, file: str) -> Workbook:  # noqa: ANN401 - xlrd has no types
    budget = Budget()
    shown = [shown_as(book.format_map[style.format_key].format_str) for style in book.xf_list]
    sheets = [_sheet(sheet, shown, Filling(file, sheet.name, budget), book.datemode) for sheet in book.sheets()]
    return Workbook(file, tuple(sheets))


def _sheet(sheet: Any, shown: Sequence[Shown], filling: Filling, date_mode: int) -> Sheet:  # noqa: ANN401 - as above
    for row in range(sheet.nrows):
        for column, type_ in enumerate(sheet.row_types(row)):
            if type_ in _HOLDING:
                filling.put(row + 1, column + 1, _content(sheet.cell(row, column), shown, date_mode))
    return filling.sheet((top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells)


def _content(cell: Any, shown: Sequence[Shown], date_mode: int) -> Content:  # noqa: ANN401 - as above
    match cell.ctype:
        case 1:  # text
            return str(cell.value).replace("\r\n", "\n")
        case 4:  # true or false
            return bool(cell.value)
        case 5:  # an error
            return Broken(_ERRORS.get(cell.value, "#N/A"))
    return content_of(repr(cell.value), shown[cell.xf_index], from_1904=date_mode == 1)
