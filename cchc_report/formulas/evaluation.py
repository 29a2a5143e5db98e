"""Formulas over intervals: all values an expression may take, and whether a rule's statement holds."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from cchc_report.formulas.expressions import Comparison, Constant, Expression, Name, Operation, Operator, names_in

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


Values = Callable[[str], Interval | None]
"""Gives the interval of an id, in base units, or None where there is no figure."""


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
    # A divisor that is nowhere zero is not zero at a corner.
    found = [corner for corner in corners if corner is not None]
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
