"""The figures of several units added up, as the base for the unit that they became."""

from collections.abc import Sequence
from dataclasses import replace

from cchc_report.catalogue import Kind
from cchc_report.figures.computing import sum_of, with_computed
from cchc_report.figures.model import PERIOD_KEY, Figure, Figures

_ADDITIVE = {Kind.COUNT, Kind.MONEY}


def merged(units: Sequence[Figures], names: Sequence[str]) -> Figures:
    """Counts and money that every unit knows, added up; rates and sums by formula from those. One unit stays as it is."""
    first = units[0]
    if len(units) == 1:
        return first
    added = {id: total for id in first.known if (total := _total(id, units, names)) is not None}  # noqa: A001 - the field's own word
    own = {id: figure for id, figure in first.known.items() if figure.indicator.section == PERIOD_KEY}  # noqa: A001 - as above
    whole = replace(first, known=own | added, parts=(), earlier={}, denominators=_shared_denominators(units))
    rates = [i for i in first.catalogue.indicators() if i.formula and i.id not in added]
    return with_computed(whole, rates)


def _total(id: str, units: Sequence[Figures], names: Sequence[str]) -> Figure | None:  # noqa: A002 - the field's own word
    indicator = units[0].catalogue.indicator(id)
    found = [unit.get(id) for unit in units]
    figures = [figure for figure in found if figure is not None]
    if indicator is None or indicator.kind not in _ADDITIVE or len(figures) < len(units):
        return None
    return sum_of(indicator, [f"{name}:{id}" for name in names], figures, units[0])


def _shared_denominators(units: Sequence[Figures]) -> dict[str, str]:
    first = units[0].denominators
    return {id: what for id, what in first.items() if all(unit.denominators.get(id) == what for unit in units)}  # noqa: A001 - as above
