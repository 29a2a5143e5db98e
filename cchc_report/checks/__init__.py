"""The figures held against the catalogue.

A relation has three outcomes: kept, broken, and cannot tell, when an input is missing or too coarse. The third is shown
as a note and never counted as the first; nothing missing is ever taken for zero.
"""

from cchc_report.checks.relations import UNDECIDED, relations
from cchc_report.checks.single import missing, out_of_bounds, outdated, prose
from cchc_report.checks.waiving import with_waivers
from cchc_report.figures import Figures
from cchc_report.problems import Problem

__all__ = ["UNDECIDED", "check"]


def check(figures: Figures) -> list[Problem]:
    """Every problem of a period's figures."""
    found = list(relations(figures))
    broken = frozenset(relation.names for relation in found if relation.kept is False)
    alone = [*missing(figures), *out_of_bounds(figures, broken), *outdated(figures), *prose(figures)]
    return [*alone, *with_waivers(figures, found)]
