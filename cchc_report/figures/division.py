"""What a total falls into, and what follows from the parts: rates of each, sums of levels, totals that nobody typed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cchc_report.catalogue import Indicator, Kind
from cchc_report.figures.computing import sum_of, with_computed
from cchc_report.figures.model import Figure, Figures, Part
from cchc_report.formulas import Reference, reference

ADDITIVE = {Kind.COUNT, Kind.MONEY}
"""What the parts of add up to the whole; a rate or a rank never does."""


@dataclass(frozen=True, slots=True)
class Division:
    """The parts that a figure is given for, and those that it ought to be given for too."""

    parts: tuple[Part, ...]
    absent: tuple[str, ...]
    """Units or levels that other figures of the same section are given for, as a text calls them."""
    unreadable: bool
    """Whether the file has a value here that could not be read."""

    @property
    def complete(self) -> bool:
        """Whether the parts are the whole, as far as the file tells."""
        return bool(self.parts) and not self.absent and not self.unreadable


def division_of_level(figures: Figures, id: str, tier: str) -> Division:  # noqa: A002 - the field's own word
    """The units of one level, or those without a level, that have a value of the indicator."""
    units = [part for part in figures.parts if part.name and part.tier == tier]
    return _division(figures, id, [part for part in units if id in part.known], units)


def division_of_whole(figures: Figures, id: str) -> Division:  # noqa: A002 - as above
    """The levels that have a value of the indicator, or units with one, and the units that belong to no level."""
    levels = [part for part in figures.parts if not part.name]
    named = [part for part in levels if id in part.known or division_of_level(figures, id, part.tier).parts]
    if not named:
        return division_of_level(figures, id, "")
    loose = [part for part in figures.parts if part.name and not part.tier]
    return _division(figures, id, [*named, *(part for part in loose if id in part.known)], [*levels, *loose])


def _division(figures: Figures, id: str, parts: Sequence[Part], others: Sequence[Part]) -> Division:  # noqa: A002 - as above
    section = id.partition(".")[0]
    beside = [part for part in others if part not in parts and _has_any(figures, part, section)]
    without = [part for part in parts if id not in part.known]
    rest = any(part.is_rest for part in parts)
    absent = tuple(part.label for part in [*without, *([] if rest else beside)])
    return Division(
        tuple(part for part in parts if id in part.known),
        absent if parts else (),
        any(reference(name).id == id and reference(name).part for name in figures.unreadable),
    )


def _has_any(figures: Figures, part: Part, section: str) -> bool:
    """Whether the file gives anything of the section for the part, or for a unit of it."""
    below = [part] if part.name else [part, *(unit for unit in figures.parts if unit.name and unit.tier == part.tier)]
    return any(figure.indicator.section == section for one in below for figure in one.known.values())


def with_parts(figures: Figures, remaining: Sequence[Indicator]) -> Figures:
    """Everything that can be computed: of each unit, then of each level, then of the whole."""
    figures = with_computed(figures, remaining)
    if not figures.parts:
        return figures
    figures = _computed_within(figures, remaining, [part for part in figures.parts if part.name])
    figures = _with_level_sums(figures)
    figures = _computed_within(figures, remaining, [part for part in figures.parts if not part.name])
    summed: dict[str, Figure] = {}
    for by_formula in (False, True):
        summed |= {total.indicator.id: total for total in _totals(figures, by_formula=by_formula)}
        others = [indicator for indicator in remaining if indicator.id not in summed]
        figures = with_computed(replace(figures, known={**figures.known, **summed}), others)
    return figures


def _computed_within(figures: Figures, remaining: Sequence[Indicator], parts: Sequence[Part]) -> Figures:
    done = [_with_formulas(figures, part, remaining) if part in parts else part for part in figures.parts]
    return replace(figures, parts=tuple(done))


def _with_formulas(figures: Figures, part: Part, remaining: Sequence[Indicator]) -> Part:
    """The part with every figure that the catalogue's formulas give for it."""
    view = figures.within(part)
    readable = [indicator for indicator in remaining if indicator.id not in view.unreadable]

    def finished(figure: Figure) -> Figure:
        return replace(figure, indicator=part.own(figure.indicator), part=part.label)

    return replace(part, known=with_computed(view, readable, finished).known)


def _with_level_sums(figures: Figures) -> Figures:
    levels = [part for part in figures.parts if not part.name]
    sums = {level.tier: {f.indicator.id: f for f in _level_sums(figures, level)} for level in levels}
    parts = [
        part
        if part.name
        else replace(part, known={**part.known, **{reference(id).id: f for id, f in sums[part.tier].items()}})  # noqa: A001 - the field's own word
        for part in figures.parts
    ]
    return replace(figures, parts=tuple(parts))


def _level_sums(figures: Figures, level: Part) -> Iterator[Figure]:
    """Of what is typed for units of the level and not for the level itself, the sum."""
    for indicator in typed_for_parts(
        figures, [part for part in figures.parts if part.name and part.tier == level.tier]
    ):
        found = division_of_level(figures, indicator.id, level.tier)
        if indicator.id not in level.known and found.complete:
            yield replace(_sum(figures, level.own(indicator), indicator.id, found), part=level.label)


def _totals(figures: Figures, *, by_formula: bool) -> Iterator[Figure]:
    """Of what is typed for parts and not known of the whole, the sum."""
    for indicator in typed_for_parts(figures, figures.parts):
        if indicator.id in figures.known or indicator.id in figures.unreadable:
            continue
        found = division_of_whole(figures, indicator.id)
        if bool(indicator.formula) is by_formula and found.complete:
            yield _sum(figures, indicator, indicator.id, found)


def typed_for_parts(figures: Figures, parts: Sequence[Part]) -> list[Indicator]:
    """The counts and sums of money that somebody typed for one of the parts, in the order of the file."""
    ids = dict.fromkeys(id for part in parts for id, figure in part.known.items() if not figure.computed)  # noqa: A001 - as above
    found = [figures.catalogue.indicator(id) for id in ids]  # noqa: A001 - as above
    return [indicator for indicator in found if indicator is not None and indicator.kind in ADDITIVE]


def _sum(figures: Figures, indicator: Indicator, id: str, found: Division) -> Figure:  # noqa: A002 - as above
    inputs = [part.known[id] for part in found.parts]
    return sum_of(indicator, [str(Reference(id, "", part.code)) for part in found.parts], inputs, figures)
