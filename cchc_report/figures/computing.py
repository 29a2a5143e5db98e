"""Figures that nobody typed: computed by the catalogue's formulas, as far as their inputs are known."""

from decimal import Decimal
from fractions import Fraction

from cchc_report.catalogue import Catalogue, Indicator, Kind
from cchc_report.figures.model import Figure
from cchc_report.formulas import Interval, evaluate
from cchc_report.values import HouseStyle, Quantity, write_value
from cchc_report.vietnamese.numbers import as_decimal, as_plain, round_half_up


def with_computed(
    reported: dict[str, Figure], remaining: list[Indicator], catalogue: Catalogue, style: HouseStyle
) -> dict[str, Figure]:
    """The reported figures, those with a formula joined to their inputs, and every figure that can be computed."""
    known = dict(reported)
    while remaining:
        ready = [indicator for indicator in remaining if all(name in known for name in indicator.formula.names)]  # type: ignore[union-attr]
        if not ready:
            return known
        for indicator in ready:
            _compute(indicator, known, catalogue, style)
        done = {indicator.id for indicator in ready}
        remaining = [indicator for indicator in remaining if indicator.id not in done]
    return known


def _compute(indicator: Indicator, known: dict[str, Figure], catalogue: Catalogue, style: HouseStyle) -> None:
    assert indicator.formula is not None  # noqa: S101 - the caller selects indicators with a formula
    inputs = tuple(known[name] for name in indicator.formula.names)
    figure = known.get(indicator.id)
    if figure is not None:
        known[indicator.id] = Figure(indicator, figure.value, figure.text, figure.interval, figure.place, inputs)
        return
    shown = evaluate(indicator.formula.expression, lambda name: point_of(known[name], catalogue))
    interval = evaluate(indicator.formula.expression, lambda name: known[name].interval)
    if shown is None or interval is None:
        return
    factor = catalogue.factor(indicator.unit)
    number = as_decimal(shown.low / factor)
    value = Quantity(number, _needed_decimals(number, indicator), indicator.unit)
    known[indicator.id] = Figure(
        indicator,
        value,
        write_value(value, indicator, style),
        interval,
        indicator.formula_place or indicator.place,
        inputs,
        computed=True,
    )


def _needed_decimals(number: Decimal, indicator: Indicator) -> int:
    """As many digits as the catalogue asks for; a rate without needless zeros, ``50%`` and not ``50,00%``."""
    if indicator.kind is not Kind.PERCENT:
        return indicator.decimals
    shortest = as_plain(round_half_up(number, indicator.decimals))
    return len(shortest.partition(".")[2])


def point_of(figure: Figure, catalogue: Catalogue) -> Interval | None:
    """The written value itself, in base units."""
    if not isinstance(figure.value, Quantity):
        return None
    value = Fraction(figure.value.value) * catalogue.factor(figure.value.unit)
    return Interval(value, value)
