"""Every problem that the program can report is shown by a case page, or stands below with the reason why not."""

import ast
import re
from collections.abc import Iterator

import pytest
from conftest import ROOT
from test_cases import BLOCK, CASES

ELSEWHERE = {
    "anh-hong": "một tệp ảnh hỏng không viết được thành chữ",
    "anh-xa-trai-nhau": "tệp Excel không viết được thành chữ; có trong test_mapping.py",
    "anh-xa-trong": "tệp Excel không viết được thành chữ; có trong test_mapping.py",
    "bang-con-tiep": "tệp Excel không viết được thành chữ; có trong test_mapping.py",
    "bang-ma-utf-16": "bảng mã của tệp không viết được thành chữ",
    "bang-tinh-khong-dung-duoc": "tệp Excel không viết được thành chữ; có trong test_workbook.py",
    "bang-trong": "tệp Excel không viết được thành chữ; có trong test_mapping.py",
    "bieu-mau-chua-dien": "tệp Excel không viết được thành chữ; có trong test_import.py",
    "bieu-mau-don-vi-khac": "tệp Excel không viết được thành chữ; có trong test_import.py",
    "bieu-mau-hai-cot": "tệp Excel không viết được thành chữ; có trong test_import.py",
    "bieu-mau-ky-khac": "tệp Excel không viết được thành chữ; có trong test_import.py",
    "bieu-mau-mat-cot": "tệp Excel không viết được thành chữ; có trong test_import.py",
    "bieu-mau-mat-dau": "tệp Excel không viết được thành chữ; có trong test_import.py",
    "sai-dong": "tệp Excel không viết được thành chữ; có trong test_import.py",
    "chua-co-so-lieu": "chỉ lệnh cchc render báo; có trong test_new.py",
    "chua-co-tep-so-lieu": "chỉ lệnh cchc check báo khi thư mục trống",
    "chua-ro-trang": "tệp Excel không viết được thành chữ; có trong test_mapping.py",
    "chung-mot-o": "tệp Excel không viết được thành chữ; có trong test_mapping.py",
    "con-nua": "cần hơn hai mươi chỗ sai trong một tệp; có trong test_source.py",
    "cong-thuc-trong-o": "tệp Excel không viết được thành chữ; có trong test_intake.py",
    "cu-phap-yaml": "câu dự phòng cho những lỗi chưa nhận ra; có trong test_source.py",
    "danh-muc-da-doi": "tệp Excel không viết được thành chữ; có trong test_import.py",
    "dong-khong-ten": "tệp Excel không viết được thành chữ; có trong test_mapping.py",
    "hai-noi-khac-nhau": "tệp Excel không viết được thành chữ; có trong test_intake.py",
    "khong-co-trang": "tệp Excel không viết được thành chữ; có trong test_mapping.py",
    "don-vi-trai-nhau": "tệp Excel không viết được thành chữ; có trong test_intake.py",
    "khong-doc-duoc": "quyền đọc tệp không viết được thành chữ",
    "khong-ghi-duoc": "tệp Excel không viết được thành chữ; có trong test_import.py",
    "khong-phai-bieu-mau": "tệp Excel không viết được thành chữ; có trong test_import.py",
    "khong-thay-cot": "tệp Excel không viết được thành chữ; có trong test_mapping.py",
    "khong-thay-dong": "tệp Excel không viết được thành chữ; có trong test_mapping.py",
    "khong-thay-tep": "tệp không có thì không có gì để viết ra",
    "khung-khong-dung-duoc": "khung Word không viết được thành chữ",
    "la-thu-muc": "một thư mục mang tên tệp không viết được thành chữ",
    "ma-la": "tệp Excel không viết được thành chữ; có trong test_intake.py",
    "mau-lien-ket": "liên kết không viết được thành chữ; có trong test_hostile_templates.py",
    "mau-qua-lon": "cần một mẫu một trăm nghìn ký tự; có trong test_hostile_templates.py",
    "nhieu-cot": "tệp Excel không viết được thành chữ; có trong test_mapping.py",
    "nhieu-dong": "tệp Excel không viết được thành chữ; có trong test_mapping.py",
    "o-bao-loi": "tệp Excel không viết được thành chữ; có trong test_intake.py",
    "o-chua-tinh": "tệp Excel không viết được thành chữ; có trong test_intake.py",
    "o-khong-dung": "tệp Excel không viết được thành chữ; có trong test_mapping.py",
    "o-sai-kieu": "tệp Excel không viết được thành chữ; có trong test_intake.py",
    "o-thanh-ngay": "tệp Excel không viết được thành chữ; có trong test_intake.py",
    "phan-tram-khong-ro": "tệp Excel không viết được thành chữ; có trong test_intake.py",
    "qua-nhieu-muc": "cần hai mươi lăm nghìn mục; có trong test_source.py",
    "qua-nhieu-so-le": "tệp Excel không viết được thành chữ; có trong test_intake.py",
    "sai-bang-ma": "bảng mã của tệp không viết được thành chữ",
    "so-le-trong-o": "tệp Excel không viết được thành chữ; có trong test_intake.py",
    "tep-qua-lon": "cần một tệp hơn 1 MB",
    "thieu-phan-excel": "phần cài thêm có hay không thì không viết được thành chữ; có trong test_workbook.py",
    "thieu-tep-don-vi": "khi chạy các trang, đơn vị nào chưa có don-vi.yaml thì được thêm",
    "tong-trong-bang": "tệp Excel không viết được thành chữ; có trong test_mapping.py",
    "trung-chi-tieu": "tệp Excel không viết được thành chữ; có trong test_mapping.py",
}
"""Problems without a case, and why."""

MAKERS = {"error": 0, "warning": 0, "note": 0, "Fault": 0, "Kind": 0, "make": 0}
"""What a problem, or what becomes one, is made with, and where among the arguments its name stands."""

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
SHOWN = re.compile(rf"^(?:lỗi|cảnh báo|lưu ý)\[({NAME.pattern})\]", re.MULTILINE)


def names_in_source() -> set[str]:
    files = sorted((ROOT / "cchc_report").rglob("*.py"))
    return {name for file in files for name in names_in(file.read_text(encoding="utf-8"))}


def names_in(source: str) -> set[str]:
    """The names given in one module, also by way of its own functions that hand on a name they were given."""
    module = ast.parse(source)
    makers = dict(MAKERS)
    while True:
        found = [*_given_under(module, [module], makers)]
        handing_on = {name: position for _, name, position in found if name is not None}
        if handing_on.items() <= makers.items():
            return {name for names, _, _ in found for name in names}
        makers |= handing_on


Scopes = list[ast.Module | ast.FunctionDef]
"""The module and the functions around an expression, the innermost last."""
Found = tuple[set[str], str | None, int]
"""The names that one call gives; or the function that hands on its parameter, and which one."""


def _given_under(node: ast.AST, scopes: Scopes, makers: dict[str, int]) -> Iterator[Found]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call) and (called := _called(child.func)) in makers:
            given = child.args[makers[called] : makers[called] + 1]
            assert given, f"line {child.lineno}: a problem without a name"
            yield from _names(given[0], scopes)
        yield from _given_under(child, [*scopes, child] if isinstance(child, ast.FunctionDef) else scopes, makers)


def _called(function: ast.expr) -> str:
    match function:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _names(given: ast.expr, scopes: Scopes) -> Iterator[Found]:
    """The names an expression may stand for; an attribute hands on one that was made elsewhere."""
    match given:
        case ast.Constant(str(name)):
            assert NAME.fullmatch(name), f"line {given.lineno}: {name!r} is not a name in kebab-case"
            yield {name}, None, 0
        case ast.IfExp():
            yield from _names(given.body, scopes)
            yield from _names(given.orelse, scopes)
        case ast.Name(variable):
            yield from _values(variable, scopes)
        case ast.Attribute():
            pass
        case _:
            pytest.fail(f"line {given.lineno}: which name is {ast.unparse(given)}?")


def _values(variable: str, scopes: Scopes) -> Iterator[Found]:
    """What the variable is set to in the innermost scope that knows it."""
    for scope in reversed(scopes):
        assigned = [
            node.value
            for node in ast.walk(scope)
            if isinstance(node, ast.Assign) and any(_is_name(target, variable) for target in node.targets)
        ]
        for value in assigned:
            yield from _names(value, scopes)
        parameters = [argument.arg for argument in scope.args.args] if isinstance(scope, ast.FunctionDef) else []
        if variable in parameters and isinstance(scope, ast.FunctionDef):
            yield set(), scope.name, [name for name in parameters if name != "self"].index(variable)
        if assigned or variable in parameters:
            return
    pytest.fail(f"where does {variable} come from?")


def _is_name(target: ast.expr, variable: str) -> bool:
    return isinstance(target, ast.Name) and target.id == variable


def names_in_pages() -> dict[str, str]:
    """Each name that an expected result shows, and a page that does."""
    return {
        name: page.name
        for page in sorted(CASES.glob("*.md"))
        for block in BLOCK.finditer(page.read_text(encoding="utf-8"))
        if block["kind"] in {"loi", "txt", "dung", "tin"}
        for name in SHOWN.findall(block["text"])
    }


def test_every_problem_is_shown_by_a_case() -> None:
    missing = names_in_source() - set(names_in_pages()) - set(ELSEWHERE)
    assert not missing, f"no case shows {', '.join(sorted(missing))}"


def test_no_case_shows_a_problem_that_is_gone() -> None:
    known = names_in_source()
    assert {name: page for name, page in names_in_pages().items() if name not in known} == {}


def test_the_exceptions_are_exceptions() -> None:
    gone = set(ELSEWHERE) - names_in_source()
    shown = set(ELSEWHERE) & set(names_in_pages())
    assert not gone, f"no longer reported: {', '.join(sorted(gone))}"
    assert not shown, f"shown by a case after all: {', '.join(sorted(shown))}"


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ('error("a-b", message, place)', {"a-b"}),
        ('problems.error("a-b", message, place)', {"a-b"}),
        ('A_NAME = "a-b"\nnote(A_NAME, message, place)', {"a-b"}),
        ('name = "a-b" if x else "c-d" if y else "e-f"\nerror(name, message, place)', {"a-b", "c-d", "e-f"}),
        ('def f():\n    name = "a-b"\n    error(name, message)\n\n\nname = None', {"a-b"}),
        ('def f(file, name):\n    error(name, file)\n\n\nname = None\nf(file, "a-b")', {"a-b"}),
        ('def f(name):\n    error(name)\ndef g(self, name):\n    f(name)\nself.g("a-b")', {"a-b"}),
        ("error(fault.name, fault.message, place)", set()),
        ('print("a-b")', set()),
    ],
)
def test_names_are_found_however_they_are_given(source: str, names: set[str]) -> None:
    assert names_in(source) == names
