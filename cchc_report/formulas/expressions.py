"""What a formula is, as a tree of frozen values; which figures it names; how it reads with numbers in place of names."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Literal

Operator = Literal["+", "-", "*", "/"]
Comparator = Literal["<=", "<", ">=", ">", "=", "<>"]

PREVIOUS, YEAR_AGO, OPENING = "ky_truoc", "cung_ky", "dau_ky"
BASES = {PREVIOUS: "kỳ trước", YEAR_AGO: "cùng kỳ năm trước", OPENING: "cuối kỳ liền trước"}
"""The earlier figures that a formula may name, ``ky_truoc(tong)``, and how a text calls them.

``ky_truoc`` is the period before of the same type, ``cung_ky`` the same one a year ago, ``dau_ky`` whichever period ends on
the day before this one begins: what was pending at its end is what this one begins with.
"""


@dataclass(frozen=True, slots=True)
class Reference:
    """What a name in a formula asks for."""

    id: str
    """The indicator, by its full id."""
    base: str = ""
    """Which earlier period, one of ``BASES``; empty for the period itself."""
    part: str = ""
    """Which level of government or unit; empty for the whole."""

    def __str__(self) -> str:
        named = f"{self.id}[{self.part}]" if self.part else self.id
        return f"{self.base}({named})" if self.base else named


_REFERENCE = re.compile(r"(?:(?P<base>\w+)\()?(?P<id>[\w.]+)(?:\[(?P<part>[^\]]*)\])?\)?")


@lru_cache(maxsize=16_384)
def reference(name: str) -> Reference:
    """Take ``ky_truoc(tthc.tong[xa])`` apart; a plain id is its own whole."""
    found = _REFERENCE.fullmatch(name)
    return Reference(found["id"], found["base"] or "", found["part"] or "") if found else Reference(name)


@dataclass(frozen=True, slots=True)
class Constant:
    """A number typed into a formula."""

    value: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """A figure: of an indicator by its full id, perhaps of an earlier period or of one part; see ``Reference``."""

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
    names: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """The ids it uses, each once, in order."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", tuple(dict.fromkeys(names_in(self.expression))))


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


def _is_sum(expression: Expression) -> bool:
    return isinstance(expression, Operation) and expression.operator in "+-"


def _is_product(expression: Expression) -> bool:
    return isinstance(expression, Operation) and expression.operator in "*/"


def _bracketed(expression: Expression, texts: Callable[[str], str], *, needed: bool) -> str:
    text = write(expression, texts)
    return f"({text})" if needed else text
