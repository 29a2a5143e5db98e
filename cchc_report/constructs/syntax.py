"""Jinja's constructs and complaints in Vietnamese."""

import re

from jinja2 import TemplateSyntaxError, nodes

from cchc_report.markup import BREAK
from cchc_report.vietnamese.wording import nearest

COMMANDS = ("if", "elif", "else", "endif", "for", "endfor", "set", "include", "with", "endwith")
"""The commands that a template may use."""

_WORDS = {
    nodes.Call: "gọi hàm",
    nodes.CallBlock: "call",
    nodes.Macro: "macro",
    nodes.Block: "block",
    nodes.Extends: "extends",
    nodes.Import: "import",
    nodes.FromImport: "from",
    nodes.FilterBlock: "filter",
    nodes.AssignBlock: "set … endset",
    nodes.Getitem: "[ ]",
    nodes.Getattr: "dấu chấm sau một tên không phải là phần",
    nodes.Const: "số hoặc hằng",
    nodes.Compare: "so sánh",
    nodes.Dict: "{ }",
    nodes.Tuple: "( , )",
    nodes.Concat: "~",
    nodes.Test: "is",
    nodes.CondExpr: "if không có else",
    nodes.ScopedEvalContextModifier: "autoescape",
    nodes.EvalContextModifier: "autoescape",
    nodes.Scope: "autoescape",
}


def word_of(node: nodes.Node) -> str:
    """What a construct is called."""
    if isinstance(node, nodes.BinExpr | nodes.UnaryExpr):
        return "phép tính"
    return next((word for kind, word in _WORDS.items() if isinstance(node, kind)), type(node).__name__)


def syntax_message(problem: TemplateSyntaxError) -> str:
    """What is wrong with a template that cannot be read."""
    text = problem.message or ""
    if found := re.search(r"unknown tag '([^']+)'", text):
        closing = found[1].startswith("end") or found[1] in {"else", "elif"}
        return f"{{% {found[1]} %}} không thuộc lệnh nào đang mở" if closing else f"không có lệnh {{% {found[1]} %}}"
    if "end of template" in text or "Unexpected end" in text:
        return "mẫu kết thúc khi còn lệnh chưa đóng"
    if found := re.search(r"unexpected '([^']+)'", text):
        return f"không hiểu «{found[1]}» ở dòng này"
    if repr(BREAK) in text:
        return "dòng trống ở giữa một lệnh"
    if found := re.search(r"unexpected char '(.+?)' at", text):
        return f"không hiểu ký tự «{found[1]}» ở dòng này"
    return "mẫu viết sai cú pháp ở dòng này"


def syntax_hint(problem: TemplateSyntaxError) -> str:
    """How to mend it."""
    if found := re.search(r"innermost block that needs to be closed is '([^']+)'", problem.message or ""):
        return f"thêm {{% end{found[1]} %}} cho lệnh {{% {found[1]} %}} còn mở"
    if (found := re.search(r"unknown tag '([^']+)'", problem.message or "")) and (near := nearest(found[1], COMMANDS)):
        return f"có phải {{% {near} %}}?"
    if repr(BREAK) in (problem.message or ""):
        return "xóa dòng trống giữa {{ và }}, hoặc giữa {% và %}"
    return "kiểm tra các dấu {{ }}, {% %} và {% endif %} quanh dòng này"


def written(node: nodes.Node) -> str:
    """A name as it stands in the template; empty for anything else."""
    match node:
        case nodes.Name(name=str(name)):
            return name
        case nodes.Getattr(node=nodes.Name(name=name), attr=key):
            return f"{name}.{key}"
        case nodes.Call(node=inner) | nodes.Filter(node=inner) | nodes.Getattr(node=inner) if inner is not None:
            return written(inner)
        case _:
            return ""
