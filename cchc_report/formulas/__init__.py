"""The small formula language of the catalogue: parsed, evaluated by interval, explained; never run as Python.

A formula is written as in Excel: ``= ban_hanh_moi + sua_doi``, ``= thu / du_toan``; a rule compares two of them:
``tu_kiem_tra <= tong``, ``dung_han + qua_han = 100%``. A short name belongs to the section the formula stands in;
``tthc.tong`` is a full one; ``ky_truoc(tong)`` is the same figure of the period before, ``tong[xa]`` its part of one
level of government.

A reported number stands for every value that rounds to it, so figures are intervals with exact rational ends, and two
figures agree when their intervals meet (XBRL Calculations 1.1, round-to-nearest mode, here also for quotients).
"""

from cchc_report.formulas.evaluation import Interval, Values, compare, evaluate
from cchc_report.formulas.expressions import (
    BASES,
    OPENING,
    PREVIOUS,
    YEAR_AGO,
    Comparison,
    Constant,
    Expression,
    Formula,
    Name,
    Operation,
    Reference,
    names_in,
    reference,
    write,
)
from cchc_report.formulas.parsing import parse_comparison, parse_formula

__all__ = [
    "BASES",
    "OPENING",
    "PREVIOUS",
    "YEAR_AGO",
    "Comparison",
    "Constant",
    "Expression",
    "Formula",
    "Interval",
    "Name",
    "Operation",
    "Reference",
    "Values",
    "compare",
    "evaluate",
    "names_in",
    "parse_comparison",
    "parse_formula",
    "reference",
    "write",
]
