"""The small formula language of the catalogue: parsed, evaluated by interval, explained; never run as Python.

A formula is written as in Excel: ``= ban_hanh_moi + sua_doi``, ``= thu / du_toan``; a rule compares two of them:
``tu_kiem_tra <= tong``. A short name belongs to the section the formula stands in; ``tthc.tong`` is a full one.

A reported number stands for every value that rounds to it, so figures are intervals with exact rational ends, and two
figures agree when their intervals meet (XBRL Calculations 1.1, round-to-nearest mode, here also for quotients).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Literal

from cchc_report.vietnamese import Fault
from cchc_report.vietnamese.numbers import Number, read_number
from cchc_report.vietnamese.wording import as_id

Operator = Literal["+", "-", "*", "/"]
Comparator = Literal["<=", "<", ">=", ">", "=", "<>"]

DEEPEST = 30
"""Levels of brackets a formula may have; people use two."""
MOST_TOKENS = 400
"""Names, numbers and signs a formula may have; the longest of the catalogue has seven."""
MOST_CORNERS = 8
"""Inexact names, used more than once, whose combinations are all tried: 256 evaluations at most."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All values a figure may stand for: closed, with exact ends."""

    low: Fraction
    high: Fraction

    @property
    def exact(self) -> bool:
        """Whether it is one single value."""
        return self.low == self.high

    def meets(self, other: "Interval") -> bool:
        """Whether both may stand for the same value."""
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True, slots=True)
class Constant:
    """A number typed into a formula."""

    value: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """An indicator, by its full id."""

    id: str


@dataclass(frozen=True, slots=True)
class Operation:
    """Two expressions joined by one of the four operations."""

    operator: Operator
    left: "Expression"
    right: "Expression"


Expression = Constant | Name | Operation


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression and the text it was read from."""

    expression: Expression
    text: str

    @property
    def names(self) -> tuple[str, ...]:
        """The ids it uses, each once, in order."""
        return tuple(dict.fromkeys(names_in(self.expression)))


@dataclass(frozen=True, slots=True)
class Comparison:
    """A rule's statement: two expressions and how they must stand to each other."""

    comparator: Comparator
    left: Expression
    right: Expression
    text: str

    @property
    def names(self) -> tuple[str, ...]:
        """The ids it uses, each once, in order."""
        return tuple(dict.fromkeys([*names_in(self.left), *names_in(self.right)]))


Values = Callable[[str], Interval | None]
"""Gives the interval of an id, in base units, or None where there is no figure."""


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


def names_in(expression: Expression) -> Iterator[str]:
    """Every id of the expression, in order, repetitions included."""
    match expression:
        case Name(id):
            yield id
        case Operation(_, left, right):
            yield from names_in(left)
            yield from names_in(right)
        case Constant():
            pass


def evaluate(expression: Expression, values: Values) -> Interval | None:
    """All values the expression may take, or None where an input is missing or a divisor may be zero.

    Where an inexact name stands twice in a sum or in a quotient of sums, as in ``a / (a + b)``, the ends are sought at
    the corners of the inputs: such an expression is monotone in each name, and treating the two as independent would be
    needlessly loose. Any other expression keeps the loose ends.
    """
    names = list(names_in(expression))
    inputs = {name: interval for name in names if (interval := values(name)) is not None}
    if len(inputs) < len(set(names)):
        return None
    independent = _evaluate(expression, inputs)
    repeated = [name for name in inputs if names.count(name) > 1 and not inputs[name].exact]
    if independent is None or not repeated or len(repeated) > MOST_CORNERS or not _is_monotone(expression):
        return independent
    corners = [
        _evaluate(expression, inputs | dict(zip(repeated, ends, strict=True)))
        for ends in product(*(_ends(inputs[name]) for name in repeated))
    ]
    found = [corner for corner in corners if corner is not None]
    if len(found) < len(corners):
        return None
    return Interval(min(corner.low for corner in found), max(corner.high for corner in found))


def compare(comparison: Comparison, values: Values) -> bool | None:
    """Whether the statement holds: True, False, or None where it cannot be told."""
    left, right = evaluate(comparison.left, values), evaluate(comparison.right, values)
    if left is None or right is None:
        return None
    match comparison.comparator:
        case "<=":
            return _decide(left.high <= right.low, left.low > right.high)
        case "<":
            return _decide(left.high < right.low, left.low >= right.high)
        case ">=":
            return _decide(left.low >= right.high, left.high < right.low)
        case ">":
            return _decide(left.low > right.high, left.high <= right.low)
        case "=":
            return left.meets(right)
        case "<>":
            return _decide(not left.meets(right), left.exact and right.exact and left == right)


def write(expression: Expression, texts: Callable[[str], str]) -> str:
    """The expression with each name replaced by what ``texts`` gives for it: ``72 + 91 + 23 + 68``."""
    match expression:
        case Constant(_, text):
            return text
        case Name(id):
            return texts(id)
        case Operation(operator, left, right):
            first = _bracketed(left, texts, needed=operator in "*/" and _is_sum(left))
            second = _bracketed(
                right, texts, needed=(operator != "+" and _is_sum(right)) or (operator == "/" and _is_product(right))
            )
            return f"{first} {operator} {second}"


def _decide(kept: bool, broken: bool) -> bool | None:  # noqa: FBT001 - two answers of the same shape, named at each call
    return True if kept else False if broken else None


def _is_monotone(expression: Expression) -> bool:
    """Whether it is a weighted sum, a quotient of two, or such a thing times a constant."""
    match expression:
        case Operation("*" | "/", left, Constant()):
            return _is_monotone(left)
        case Operation("/", left, right):
            return _is_linear(left) and _is_linear(right)
        case _:
            return _is_linear(expression)


def _is_linear(expression: Expression) -> bool:
    match expression:
        case Constant() | Name():
            return True
        case Operation("+" | "-", left, right):
            return _is_linear(left) and _is_linear(right)
        case Operation(_, left, right):
            return _is_linear(left) and isinstance(right, Constant)


def _ends(interval: Interval) -> tuple[Interval, Interval]:
    return Interval(interval.low, interval.low), Interval(interval.high, interval.high)


def _is_sum(expression: Expression) -> bool:
    return isinstance(expression, Operation) and expression.operator in "+-"


def _is_product(expression: Expression) -> bool:
    return isinstance(expression, Operation) and expression.operator in "*/"


def _bracketed(expression: Expression, texts: Callable[[str], str], *, needed: bool) -> str:
    text = write(expression, texts)
    return f"({text})" if needed else text


def _evaluate(expression: Expression, inputs: dict[str, Interval]) -> Interval | None:
    match expression:
        case Constant(value):
            return Interval(value, value)
        case Name(id):
            return inputs[id]
        case Operation(operator, left, right):
            first, second = _evaluate(left, inputs), _evaluate(right, inputs)
            return None if first is None or second is None else _operate(operator, first, second)


def _operate(operator: Operator, left: Interval, right: Interval) -> Interval | None:
    match operator:
        case "+":
            return Interval(left.low + right.low, left.high + right.high)
        case "-":
            return Interval(left.low - right.high, left.high - right.low)
        case "*":
            return _span([a * b for a in (left.low, left.high) for b in (right.low, right.high)])
        case "/" if right.low <= 0 <= right.high:
            return None
        case "/":
            return _span([a / b for a in (left.low, left.high) for b in (right.low, right.high)])


def _span(values: list[Fraction]) -> Interval:
    return Interval(min(values), max(values))


class _SyntaxError(Exception):
    """Leaves the parser from any depth; never leaves this module."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.fault = Fault("sai-cong-thuc", message, hint or "viết như trong Excel: = a + b, = a / b; quy tắc: a <= b")


_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9][0-9.,]*)|(?P<name>[^\W\d][\w.]*)|(?P<sign><=|>=|<>|[-+*/×÷≤≥≠()<>=])|(?P<other>\S))"
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
                if self._take(")") is None:
                    raise _SyntaxError("thiếu dấu đóng ngoặc trong công thức")
                return expression
        raise _SyntaxError(f"không hiểu «{text}» trong công thức")

    def _name(self, text: str) -> Name:
        if _ID.fullmatch(text):
            return Name(text if "." in text else f"{self._section}.{text}")
        if self._take("(") is not None:
            raise _SyntaxError(f"công thức không có hàm «{text}»")
        meant = ".".join(as_id(part) for part in text.split("."))
        hint = f"viết mã không dấu, chữ thường: {meant}" if _ID.fullmatch(meant) else ""
        raise _SyntaxError(f"«{text}» không phải là mã chỉ tiêu", hint)

    def _take(self, *signs: str) -> str | None:
        if self._at < len(self._tokens):
            group, text = self._tokens[self._at]
            if group == "sign" and _SIGNS.get(text, text) in signs:
                self._at += 1
                return _SIGNS.get(text, text)
        return None


def _constant(text: str) -> Constant:
    match read_number(text):
        case Number(value):
            return Constant(Fraction(value), text)
        case Fault(_, message, hint):
            raise _SyntaxError(f"trong công thức, {message}", hint)
