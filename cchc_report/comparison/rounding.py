"""A figure said roughly: ``hơn 27.000``, ``gần 1.500``; only what is true of the printed value."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Literal

from cchc_report.catalogue import Kind
from cchc_report.figures import Figure
from cchc_report.values import Quantity
from cchc_report.vietnamese.numbers import round_half_up, write_number
from cchc_report.vietnamese.wording import NO_BREAK_SPACE

Above = Literal["hơn", "trên"]
_DIGITS = tuple(Context(prec=digits, rounding=ROUND_HALF_UP) for digits in (2, 3, 4))
"""How exactly a large number is said: 27.672 as ``gần 28.000``, with more digits where that is too far off."""
NEAR = Decimal("0.03")
"""How far off a round number may be, as a share of the true one."""
SMALLEST, SMALLEST_WHOLE = 100, 10
"""Below a hundred a number is said in whole ones, below ten as it is."""


def approximately(figure: Figure, above: Above = "hơn") -> tuple[str, Figure] | None:
    """The hedging word, empty where the figure is round already, and the round figure; None for what is no quantity."""
    value = figure.value
    if not isinstance(value, Quantity) or figure.indicator.kind is Kind.RANK:
        return None
    shown = round_half_up(value.value, value.decimals)
    near = _round(shown, figure.indicator.kind)
    if near == shown:
        return "", figure
    word = above if shown > near else "gần"
    return word, replace(figure, text=_write(near, value.unit, figure.indicator.kind))


def _round(shown: Decimal, kind: Kind) -> Decimal:
    """The round number nearest by: a whole one of a rate or a small number, else two telling digits or three."""
    if abs(shown) < SMALLEST_WHOLE:
        return shown
    if kind is Kind.PERCENT or abs(shown) < SMALLEST:
        return round_half_up(shown, 0)
    rounded = (digits.plus(shown) for digits in _DIGITS)
    return next((near for near in rounded if abs(near - shown) <= NEAR * abs(shown)), shown)


def _write(near: Decimal, unit: str, kind: Kind) -> str:
    text = write_number(near, 0)
    if unit == "%":
        return f"{text}%"
    return f"{text}{NO_BREAK_SPACE}{unit}" if kind is Kind.MONEY else text
