"""An Excel or OpenDocument workbook of anybody's as cells that know where they stand; hostile files are refused before they fill the memory."""

from cchc_report.workbook.model import Broken, Cell, Content, Number, Sheet, Workbook, cell_place
from cchc_report.workbook.reading import excel_missing, read_workbook

__all__ = [
    "Broken",
    "Cell",
    "Content",
    "Number",
    "Sheet",
    "Workbook",
    "cell_place",
    "excel_missing",
    "read_workbook",
]
