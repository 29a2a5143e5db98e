"""How messages speak of workbooks, and how much of one is read: more than any office table, less than the memory."""

from typing import NoReturn

from cchc_report.opc import PackageKind, PackageProblem, refuse_doctype

_AS_XLSX = (
    "mở tệp bằng Excel hoặc LibreOffice, chọn Lưu thành (Save As), kiểu «Excel Workbook (*.xlsx)», rồi dùng tệp vừa lưu"
)
WORKBOOK = PackageKind("tệp .xlsx hay .ods", "Excel", "Excel hay LibreOffice", _AS_XLSX, 150_000_000, 1000)
"""A sheet of thousands of equal rows shrinks by several hundred times, so the ratio says little; elements and cells are counted instead."""
SMALL_PART = 10_000_000
"""Bytes of a part that is held as a tree, such as the styles; thousands of styles take two million."""
_MOST_CELLS = 500_000
"""With something in them, in all sheets: 20 000 rows of 25 columns; they take some 300 MB."""
_MOST_ELEMENTS = 5_000_000
"""XML elements in all parts; such a table takes a million and a half, and reading five million some seconds."""
_MOST_LETTERS = 50_000_000
"""In all texts; a file may spell them out shorter than they are, as OpenDocument does with spaces."""
_LESS = "chỉ giữ lại những trang tính cần dùng rồi lưu thành tệp mới"


def refuse(message: str, hint: str = WORKBOOK.mend) -> NoReturn:
    """Say why the file cannot be used; the message continues a sentence that names the file."""
    raise PackageProblem(message, hint)


class Budget:
    """What is left of the limits while a workbook is read."""

    def __init__(self) -> None:
        self._cells = _MOST_CELLS
        self._elements = _MOST_ELEMENTS
        self._letters = _MOST_LETTERS

    def element(self) -> None:
        """One more element."""
        self._elements -= 1
        if self._elements < 0:
            refuse("quá lớn, nhiều thành phần hơn bất kỳ bảng tính nào của cơ quan", _LESS)

    def cell(self) -> None:
        """One more cell that is not empty."""
        self._cells -= 1
        if self._cells < 0:
            refuse(f"quá lớn; chỉ nhận đến {_MOST_CELLS} ô có nội dung", _LESS)

    def letters(self, count: int) -> None:
        """More letters of texts."""
        self._letters -= count
        if self._letters < 0:
            refuse("quá lớn, nhiều chữ hơn bất kỳ bảng tính nào của cơ quan", _LESS)


class Scanner:
    """Takes in a part element by element, within the budget; stops at a DOCTYPE."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget

    def doctype(self, *_: object) -> None:
        """Refuse the part."""
        refuse_doctype(WORKBOOK)
