"""The figures held against the catalogue.

A relation has three outcomes: kept, broken, and cannot tell, when an input is missing or too coarse. The third is shown
as a note and never counted as the first; nothing missing is ever taken for zero.
"""

from cchc_report.checks.relations import UNDECIDED, relations
from cchc_report.checks.single import computed_out_of_bounds, missing, out_of_bounds, outdated, prose, unfilled
from cchc_report.checks.waiving import with_waivers
from cchc_report.figures import Figures
from cchc_report.problems import Level, Problem

__all__ = ["UNDECIDED", "check"]


def check(figures: Figures) -> list[Problem]:
    """Every problem of a period's figures; what only follows from a figure out of bounds is not told again."""
    bounds = out_of_bounds(figures)
    wrong = frozenset(id for id, problem in bounds.items() if problem.level is Level.ERROR)  # noqa: A001 - the field's own word
    found = [relation.without_consequences(figures, wrong) for relation in relations(figures)]
    broken = frozenset(relation.names for relation in found if relation.kept is False)
    alone = [*missing(figures), *unfilled(figures), *bounds.values(), *computed_out_of_bounds(figures, wrong, broken)]
    return [*alone, *outdated(figures), *prose(figures), *with_waivers(figures, found)]
