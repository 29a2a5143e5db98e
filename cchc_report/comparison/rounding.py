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
TELLING_DIGITS = Context(prec=2, rounding=ROUND_HALF_UP)
"""How exactly a large number is said: 27.672 as ``gần 28.000``."""
SMALLEST = 100
"""Below this a count is said as it is."""


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
    """The round number nearest by: a whole percentage, two telling digits of anything larger than a hundred."""
    if kind is Kind.PERCENT or abs(shown) < SMALLEST:
        whole = round_half_up(shown, 0)
        return whole or shown
    return TELLING_DIGITS.plus(shown)


def _write(near: Decimal, unit: str, kind: Kind) -> str:
    text = write_number(near, 0)
    if unit == "%":
        return f"{text}%"
    return f"{text}{NO_BREAK_SPACE}{unit}" if kind is Kind.MONEY else text
