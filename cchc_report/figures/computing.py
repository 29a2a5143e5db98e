"""Figures that nobody typed: computed by the catalogue's formulas, as far as their inputs are known."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from cchc_report.catalogue import Catalogue, Indicator, Kind
from cchc_report.figures.model import Figure, Figures
from cchc_report.formulas import Expression, Formula, Interval, Name, Operation, evaluate, reference
from cchc_report.values import Quantity, write_value
from cchc_report.vietnamese.numbers import as_decimal, decimals_of, round_half_up

MOST_ADDENDS = 12
"""Numbers of a sum that a reader can take in."""


def with_computed(
    figures: Figures, remaining: Sequence[Indicator], finished: Callable[[Figure], Figure] = lambda figure: figure
) -> Figures:
    """The reported figures, those with a formula joined to their inputs, and every figure that can be computed.

    ``finished`` is what becomes of a computed figure before others rest on it.
    """
    known = dict(figures.known)
    growing = replace(figures, known=known)
    while remaining:
        ready = [indicator for indicator in remaining if _inputs(growing, indicator) is not None]
        for indicator in ready:
            _compute(indicator, growing, known, finished)
        done = {indicator.id for indicator in ready}
        if not done:
            break
        remaining = [indicator for indicator in remaining if indicator.id not in done]
    return growing


def _inputs(figures: Figures, indicator: Indicator) -> tuple[Figure, ...] | None:
    assert indicator.formula is not None  # noqa: S101 - the caller selects indicators with a formula
    found = [figures.get(name) for name in indicator.formula.names]
    inputs = tuple(figure for figure in found if figure is not None)
    return inputs if len(inputs) == len(found) else None


def _compute(
    indicator: Indicator, figures: Figures, known: dict[str, Figure], finished: Callable[[Figure], Figure]
) -> None:
    """Join a reported figure to its inputs, or add the computed one to those known; a sum of parts keeps its parts."""
    inputs = _inputs(figures, indicator)
    assert indicator.formula is not None  # noqa: S101 - as above
    assert inputs is not None  # noqa: S101 - the caller looked
    reported = known.get(indicator.id)
    if reported is not None:
        known[indicator.id] = reported if reported.computed else replace(reported, inputs=inputs)
    elif (figure := compute(indicator, inputs, figures)) is not None:
        known[indicator.id] = finished(figure)


def compute(indicator: Indicator, inputs: tuple[Figure, ...], figures: Figures) -> Figure | None:
    """The figure that an indicator's formula gives; None where it divides by zero."""
    assert indicator.formula is not None  # noqa: S101 - as above
    catalogue, parts = figures.catalogue, dict(zip(indicator.formula.names, inputs, strict=True))
    shown = evaluate(indicator.formula.expression, lambda name: point_of(parts[name], catalogue))
    interval = evaluate(indicator.formula.expression, lambda name: parts[name].interval)
    if shown is None or interval is None:
        return None
    number = as_decimal(shown.low / catalogue.factor(indicator.unit))
    value = Quantity(number, _needed_decimals(number, indicator), indicator.unit)
    text = write_value(value, indicator, figures.organisation.style)
    place = indicator.formula_place or indicator.place
    return Figure(indicator, value, text, interval, place, inputs, computed=True)


def _needed_decimals(number: Decimal, indicator: Indicator) -> int:
    """As many digits as the catalogue asks for; a rate without needless zeros, ``50%`` and not ``50,00%``."""
    if indicator.kind is not Kind.PERCENT:
        return indicator.decimals
    return decimals_of(round_half_up(number, indicator.decimals))


MOST_DECIMALS = 12
"""Digits after the comma within which a sum of amounts in different units is exact."""


def sum_of(indicator: Indicator, names: Sequence[str], inputs: Sequence[Figure], figures: Figures) -> Figure:
    """Figures of one kind added up under the names by which the formula calls them, in the unit that they share."""
    expression = _added([Name(name) for name in names])
    text = " + ".join(reference(name).part or name for name in names)
    summed = replace(indicator, formula=Formula(expression, text), formula_place=inputs[0].place)
    amounts = [figure.value for figure in inputs if isinstance(figure.value, Quantity)]
    units = {amount.unit for amount in amounts}
    unit = units.pop() if len(units) == 1 else indicator.unit
    catalogue = figures.catalogue
    total = sum(Fraction(amount.value) * catalogue.factor(amount.unit) for amount in amounts)
    number = as_decimal(total / catalogue.factor(unit))
    exact = decimals_of(round_half_up(number, MOST_DECIMALS))
    shared = all(amount.unit == unit for amount in amounts)
    decimals = max(indicator.decimals, *(amount.decimals for amount in amounts)) if shared else exact
    value = Quantity(number, decimals, unit)
    return Figure(
        summed,
        value,
        write_value(value, summed, figures.organisation.style),
        evaluate(expression, dict(zip(names, (figure.interval for figure in inputs), strict=True)).__getitem__),
        inputs[0].place,
        tuple(inputs),
        computed=True,
        reasoning=f"tổng của {len(inputs)} đơn vị" if len(inputs) > MOST_ADDENDS else "",
    )


def _added(addends: Sequence[Expression]) -> Expression:
    """As a balanced tree: a chain is as deep as it is long, and a thousand units are deeper than Python goes."""
    if len(addends) == 1:
        return addends[0]
    middle = len(addends) // 2
    return Operation("+", _added(addends[:middle]), _added(addends[middle:]))


def point_of(figure: Figure, catalogue: Catalogue) -> Interval | None:
    """The written value itself, in base units."""
    if not isinstance(figure.value, Quantity):
        return None
    value = Fraction(figure.value.value) * catalogue.factor(figure.value.unit)
    return Interval(value, value)
