"""Every problem that the program can report is shown by a case page, or stands below with the reason why not."""

import ast
import re
from collections.abc import Iterator

import pytest

from conftest import ROOT
from test_cases import BLOCK, CASES

ELSEWHERE = {
    "anh-hong": "một tệp ảnh hỏng không viết được thành chữ",
    "bang-ma-utf-16": "bảng mã của tệp không viết được thành chữ",
    "chua-co-tep-so-lieu": "chỉ lệnh cchc check báo khi thư mục trống",
    "con-nua": "cần hơn hai mươi chỗ sai trong một tệp; có trong test_source.py",
    "cu-phap-yaml": "câu dự phòng cho những lỗi chưa nhận ra; có trong test_source.py",
    "khong-doc-duoc": "quyền đọc tệp không viết được thành chữ",
    "khong-thay-tep": "tệp không có thì không có gì để viết ra",
    "khung-khong-dung-duoc": "khung Word không viết được thành chữ",
    "la-thu-muc": "một thư mục mang tên tệp không viết được thành chữ",
    "mau-qua-lon": "cần một mẫu hai trăm nghìn ký tự",
    "mien-tru-het-han": "hiện còn kèm lưu ý «được miễn trừ»; thêm trang khi chỉ còn một thông báo",
    "qua-nhieu-muc": "cần hai mươi lăm nghìn mục; có trong test_source.py",
    "sai-bang-ma": "bảng mã của tệp không viết được thành chữ",
    "tep-qua-lon": "cần một tệp hơn 1 MB",
    "thieu-tep-don-vi": "khi chạy các trang, đơn vị nào chưa có don-vi.yaml thì được thêm",
}
"""Problems without a case, and why."""

MAKERS = {"error", "warning", "note", "Fault", "Kind", "make", "_report"}
"""What a problem, or what becomes one, is made with; the name comes first."""

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
SHOWN = re.compile(rf"^(?:lỗi|cảnh báo|lưu ý)\[({NAME.pattern})\]", re.MULTILINE)


def names_in_source() -> set[str]:
    files = sorted((ROOT / "cchc_report").rglob("*.py"))
    return {name for file in files for name in names_in(file.read_text(encoding="utf-8"))}


def names_in(source: str) -> Iterator[str]:
    tree = ast.parse(source)
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and _called(call) in MAKERS:
            by_keyword = [keyword.value for keyword in call.keywords if keyword.arg == "name"]
            given = [*call.args[:1], *by_keyword]
            assert given, f"line {call.lineno}: a problem without a name"
            yield from _names(given[0], tree)


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _names(given: ast.expr, tree: ast.Module) -> Iterator[str]:
    """The names an expression may stand for; an attribute or a parameter hands on one that was made elsewhere."""
    match given:
        case ast.Constant(str(name)):
            assert NAME.fullmatch(name), f"line {given.lineno}: {name!r} is not a name in kebab-case"
            yield name
        case ast.IfExp():
            yield from _names(given.body, tree)
            yield from _names(given.orelse, tree)
        case ast.Name(variable):
            found = list(_values(variable, tree))
            is_parameter = any(isinstance(node, ast.arg) and node.arg == variable for node in ast.walk(tree))
            assert found or is_parameter, f"line {given.lineno}: where does {variable} come from?"
            for value in found:
                yield from _names(value, tree)
        case ast.Attribute():
            pass
        case _:
            pytest.fail(f"line {given.lineno}: which name is {ast.unparse(given)}?")


def _values(variable: str, tree: ast.Module) -> Iterator[ast.expr]:
    """What the variable is set to where that can be a problem's name; other uses of the word are left out."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(target)], value=ast.Constant(str()) | ast.IfExp() as value):
                if target == variable:
                    yield value
            case _:
                pass


def names_in_pages() -> dict[str, str]:
    """Each name that an expected result shows, and a page that does."""
    return {
        name: page.name
        for page in sorted(CASES.glob("*.md"))
        for block in BLOCK.finditer(page.read_text(encoding="utf-8"))
        if block["kind"] in {"loi", "txt"}
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
        ('error(name="a-b", message=message)', {"a-b"}),
        ('A_NAME = "a-b"\nnote(A_NAME, message, place)', {"a-b"}),
        ('name = "a-b" if x else "c-d" if y else "e-f"\nerror(name, message, place)', {"a-b", "c-d", "e-f"}),
        ("error(fault.name, fault.message, place)", set()),
        ('print("a-b")', set()),
    ],
)
def test_names_are_found_however_they_are_given(source: str, names: set[str]) -> None:
    assert set(names_in(source)) == names
