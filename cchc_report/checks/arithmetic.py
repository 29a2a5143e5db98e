"""One side of a rule in numbers, with what it comes to: ``(8 + 1 = 9)``, ``(60% + 35% = 95%)``."""

from collections.abc import Mapping as Table
from decimal import Decimal
from fractions import Fraction

from cchc_report.catalogue import Catalogue, Kind
from cchc_report.figures import Figure
from cchc_report.figures.computing import point_of
from cchc_report.formulas import Constant, Expression, Name, Operation, evaluate, names_in, write
from cchc_report.values import Quantity
from cchc_report.vietnamese.numbers import as_decimal, decimals_of, round_half_up, write_number

_MOST_DECIMALS = 2
"""Digits after the comma of a result, where the numbers themselves have no more."""
_Measure = tuple[Kind, str] | None
"""Kind and unit of a result; None where it has none of its own, as a typed constant or a quotient."""


def worked_out(side: Expression, other: Expression, known: Table[str, Figure], catalogue: Catalogue) -> str:
    """The side as it was reported, and its result in the unit of its figures; a quotient in that of the other side."""
    text = write(side, lambda name: known[name].text)
    result = evaluate(side, lambda name: point_of(known[name], catalogue))
    if not isinstance(side, Operation) or result is None:
        return text
    kind, unit = _measure(side, known) or _measure(other, known) or (Kind.DECIMAL, "")
    exact = result.low / catalogue.factor(unit)
    decimals = _decimals(side, exact, known, unit)
    shown = round_half_up(as_decimal(exact), decimals)
    sign = "=" if Fraction(shown) == exact else "≈"
    return f"({text} {sign} {_written(shown, decimals, kind, unit)})"


def _measure(expression: Expression, known: Table[str, Figure]) -> _Measure:
    match expression:
        case Constant(_, text):
            return (Kind.PERCENT, "%") if text.endswith("%") else None
        case Name(id):
            value = known[id].value
            return (known[id].indicator.kind, value.unit) if isinstance(value, Quantity) else None
        case Operation("/", left, right):
            return _measure(left, known) if _measure(right, known) is None else None
        case Operation("*", left, right):
            first, second = _measure(left, known), _measure(right, known)
            return None if first and second else first or second
        case Operation(_, left, right):
            return _measure(left, known) or _measure(right, known)


def _decimals(side: Expression, exact: Fraction, known: Table[str, Figure], unit: str) -> int:
    """As many as the result needs, but no more than two or than its figures of the same unit have."""
    values = (known[name].value for name in names_in(side))
    given = [value.decimals for value in values if isinstance(value, Quantity) and value.unit == unit]
    most = max([_MOST_DECIMALS, *given])
    return decimals_of(round_half_up(as_decimal(exact), most))


def _written(shown: Decimal, decimals: int, kind: Kind, unit: str) -> str:
    text = write_number(shown, decimals)
    if unit == "%":
        return f"{text}%"
    return f"{text} {unit}" if kind is Kind.MONEY else text
