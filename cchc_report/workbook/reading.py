"""From the bytes of a workbook to its cells: what kind of file it is, by its content and never by its name."""

from cchc_report.opc import CONTENT_TYPES, PackageProblem, open_package
from cchc_report.problems import Place, Problem, error
from cchc_report.workbook.limits import WORKBOOK, refuse
from cchc_report.workbook.model import Workbook
from cchc_report.workbook.ods import CONTENT, read_ods
from cchc_report.workbook.xls import read_xls
from cchc_report.workbook.xlsx import read_xlsx

_OLE = b"\xd0\xcf\x11\xe0"
"""What an .xls begins with, and an .xlsx with a password."""
_ZIP = b"PK"


def read_workbook(data: bytes, file: str) -> Workbook | Problem:
    """Read an .xlsx, .ods or .xls with all its sheets; ``file`` is what messages call it.

    A file that cannot be used gives one Problem that says why and what to do.
    """
    try:
        return _read(data, file)
    except PackageProblem as problem:
        return error("bang-tinh-khong-dung-duoc", f"tệp này {problem.message}", Place(file), problem.hint)
    except ImportError:
        return excel_missing(file, "để đọc tệp .xls")


def excel_missing(file: str, purpose: str) -> Problem:
    """The problem of an installation without the extra; the purpose continues the sentence: ``để đọc tệp .xls``."""
    hint = 'chạy lệnh: pip install "cchc_report[excel]"'
    return error("thieu-phan-excel", f"cần cài thêm phần đọc, ghi Excel {purpose}", Place(file), hint)


def _read(data: bytes, file: str) -> Workbook:
    if data.startswith(_OLE):
        return read_xls(data, file)
    if not data.startswith(_ZIP):
        refuse(_what_else(data))
    package = open_package(data, WORKBOOK)
    names = package.namelist()
    if CONTENT_TYPES in names:
        return read_xlsx(package, file)
    if CONTENT in names:
        return read_ods(package, file)
    return refuse("không phải là bảng tính Excel hay OpenDocument")


def _what_else(data: bytes) -> str:
    """What a file is that is no workbook at all."""
    if not data:
        return "không có gì trong đó"
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return "là trang web hoặc tệp XML, dù có thể mang tên tệp Excel"
    return "không phải là bảng tính (.xlsx, .ods, .xls), hoặc đã hỏng"
