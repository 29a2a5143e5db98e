"""Formulas and rules read from text; never run as Python."""

import re
from fractions import Fraction

from cchc_report.formulas.expressions import (
    BASES,
    Comparator,
    Comparison,
    Constant,
    Expression,
    Formula,
    Name,
    Operation,
    Reference,
)
from cchc_report.vietnamese import Fault
from cchc_report.vietnamese.numbers import Number, read_number
from cchc_report.vietnamese.wording import as_id

DEEPEST = 30
"""Levels of brackets a formula may have; people use two."""
MOST_TOKENS = 400
"""Names, numbers and signs a formula may have; the longest of the catalogue has seven."""


def parse_formula(text: str, section: str) -> Formula | Fault:
    """Read ``= a + b`` (the equals sign may be left out)."""
    try:
        parser = _Parser(text.strip().removeprefix("="), section)
        expression = parser.sum(0)
        parser.end()
    except _SyntaxError as problem:
        return problem.fault
    return Formula(expression, text.strip().removeprefix("=").strip())


def parse_comparison(text: str, section: str) -> Comparison | Fault:
    """Read ``a <= b``; both sides may be formulas."""
    try:
        parser = _Parser(text, section)
        left = parser.sum(0)
        comparator = parser.comparator()
        right = parser.sum(0)
        parser.end()
    except _SyntaxError as problem:
        return problem.fault
    return Comparison(comparator, left, right, text.strip())


class _SyntaxError(Exception):
    """Leaves the parser from any depth; never leaves this module."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.fault = Fault("sai-cong-thuc", message, hint or "viết như trong Excel: = a + b, = a / b; quy tắc: a <= b")


_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9][0-9.,]*(?:\s?%)?)|(?P<name>[^\W\d][\w.]*)|(?P<sign><=|>=|<>|[-+*/×÷≤≥≠()<>=\[\]])|(?P<other>\S))"
)
_SIGNS = {"×": "*", "÷": "/", "≤": "<=", "≥": ">=", "≠": "<>"}
_ID = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?", re.ASCII)
_COMPARATORS: tuple[Comparator, ...] = ("<=", "<", ">=", ">", "=", "<>")


class _Parser:
    """Reads a formula from left to right: sums of products of atoms."""

    def __init__(self, text: str, section: str) -> None:
        self._section = section
        self._tokens = [(found.lastgroup or "", found[found.lastgroup or 0]) for found in _TOKEN.finditer(text)]
        self._at = 0
        if len(self._tokens) > MOST_TOKENS:
            raise _SyntaxError("công thức quá dài", "tách thành nhiều chỉ tiêu, mỗi chỉ tiêu một công thức ngắn")

    def sum(self, depth: int) -> Expression:
        expression = self._product(depth)
        while (operator := self._take("+", "-")) is not None:
            expression = Operation("+" if operator == "+" else "-", expression, self._product(depth))
        return expression

    def comparator(self) -> Comparator:
        sign = self._take(*_COMPARATORS)
        for comparator in _COMPARATORS:
            if sign == comparator:
                return comparator
        raise _SyntaxError("quy tắc thiếu dấu so sánh", "viết như: a <= b (dùng được <=, <, >=, >, =, <>)")

    def end(self) -> None:
        if self._at < len(self._tokens):
            raise _SyntaxError(f"không hiểu «{self._tokens[self._at][1]}» trong công thức")

    def _product(self, depth: int) -> Expression:
        expression = self._atom(depth)
        while (operator := self._take("*", "/")) is not None:
            expression = Operation("*" if operator == "*" else "/", expression, self._atom(depth))
        return expression

    def _atom(self, depth: int) -> Expression:
        if depth > DEEPEST:
            raise _SyntaxError("công thức có quá nhiều tầng dấu ngoặc")
        if self._at == len(self._tokens):
            raise _SyntaxError("công thức còn thiếu phần sau")
        group, text = self._tokens[self._at]
        self._at += 1
        match group, text:
            case "name", _:
                return self._name(text)
            case "number", _:
                return _constant(text)
            case "sign", "(":
                expression = self.sum(depth + 1)
                self._close(")")
                return expression
        raise _SyntaxError(f"không hiểu «{text}» trong công thức")

    def _name(self, text: str) -> Name:
        if self._take("(") is None:
            return Name(str(self._reference(text)))
        if text not in BASES:
            raise _SyntaxError(f"công thức không có hàm «{text}»", f"dùng được: {', '.join(f'{b}(…)' for b in BASES)}")
        inside = self._reference(self._word("mã chỉ tiêu"))
        self._close(")")
        return Name(str(Reference(inside.id, text, inside.part)))

    def _reference(self, text: str) -> Reference:
        if not _ID.fullmatch(text):
            meant = ".".join(as_id(part) for part in text.split("."))
            hint = f"viết mã không dấu, chữ thường: {meant}" if _ID.fullmatch(meant) else ""
            raise _SyntaxError(f"«{text}» không phải là mã chỉ tiêu", hint)
        part = ""
        if self._take("[") is not None:
            part = self._word("mã cấp hành chính")
            self._close("]")
        return Reference(text if "." in text else f"{self._section}.{text}", "", part)

    def _word(self, what: str) -> str:
        group, text = self._tokens[self._at] if self._at < len(self._tokens) else ("", "")
        if group != "name":
            raise _SyntaxError(f"trong ngoặc phải là {what}", "viết như ky_truoc(tong) hoặc tong[xa]")
        self._at += 1
        return text

    def _close(self, sign: str) -> None:
        if self._take(sign) is None:
            raise _SyntaxError("thiếu dấu đóng ngoặc trong công thức")

    def _take(self, *signs: str) -> str | None:
        if self._at < len(self._tokens):
            group, text = self._tokens[self._at]
            if group == "sign" and _SIGNS.get(text, text) in signs:
                self._at += 1
                return _SIGNS.get(text, text)
        return None


def _constant(text: str) -> Constant:
    """A number, or a percentage as figures of kind percent are kept: ``100%`` is 1."""
    match read_number(text.removesuffix("%")):
        case Number(value):
            return Constant(Fraction(value) / (100 if text.endswith("%") else 1), text)
        case Fault(_, message, hint):
            raise _SyntaxError(f"trong công thức, {message}", hint)
