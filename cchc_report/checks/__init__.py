"""The figures held against the catalogue.

A relation has three outcomes: kept, broken, and cannot tell, when an input is missing or too coarse. The third is shown
as a note and never counted as the first; nothing missing is ever taken for zero. Earlier periods' files, as far as they
can be compared, are read by the same rules and by those of ``history``.
"""

from cchc_report.checks.breakdown import rates, sums, within_part
from cchc_report.checks.comparability import comparability
from cchc_report.checks.history import history, swapped
from cchc_report.checks.references import NOTHING_TO_COMPARE
from cchc_report.checks.relations import UNDECIDED, Relation, relations
from cchc_report.checks.single import (
    computed_out_of_bounds,
    issued,
    missing,
    out_of_bounds,
    outdated,
    prose,
    undeclared,
    unfilled,
)
from cchc_report.checks.waiving import with_waivers
from cchc_report.figures import Figures
from cchc_report.problems import Level, Problem

__all__ = ["NOTHING_TO_COMPARE", "UNDECIDED", "check"]


def check(figures: Figures) -> list[Problem]:
    """Every problem of a period's figures; what only follows from a figure out of bounds is not told again."""
    bounds = out_of_bounds(figures)
    wrong = frozenset(id for id, problem in bounds.items() if problem.level is Level.ERROR)  # noqa: A001 - the field's own word
    here = [relation.without_consequences(figures, wrong) for relation in (*relations(figures), *sums(figures))]
    alone = [
        *missing(figures),
        *unfilled(figures),
        *bounds.values(),
        *computed_out_of_bounds(figures, wrong, _broken(here)),
    ]
    inside: list[Relation] = []
    for part in figures.parts:
        view = figures.within(part)
        there = [relation.without_consequences(view, wrong) for relation in within_part(figures, part)]
        alone += computed_out_of_bounds(view, wrong, _broken(there))
        inside += there
    past = (relation.without_consequences(figures, wrong) for relation in history(figures))
    found = [*(relation.told_of_parts(figures, inside) for relation in here), *inside, *past]
    told = frozenset[str]().union(*_broken(found))
    alone += [*rates(figures, told), *outdated(figures), *issued(figures), *undeclared(figures), *prose(figures)]
    return [*alone, *comparability(figures), *swapped(figures, told | wrong), *with_waivers(figures, found)]


def _broken(found: list[Relation]) -> frozenset[frozenset[str]]:
    return frozenset(relation.names for relation in found if relation.kept is False)
