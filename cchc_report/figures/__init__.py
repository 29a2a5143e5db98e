"""A period's figures: reported in the metrics file or computed by formulas, each with its inputs and place."""

from cchc_report.figures.breakdown import TOTALS
from cchc_report.figures.model import (
    CUT_KEYS,
    DENOMINATORS_KEY,
    NEW_YEAR,
    PARTS_KEY,
    PERIOD_INDICATORS,
    PERIOD_KEY,
    REFERENCE,
    TELLINGS,
    WAIVERS_KEY,
    WITHIN_YEAR,
    Earlier,
    Figure,
    Figures,
    Part,
    Waiver,
    Withheld,
    is_rest_code,
    why_withheld,
)
from cchc_report.figures.reading import read_figures
from cchc_report.figures.stating import Statement, read_statement, stated_period

__all__ = [
    "CUT_KEYS",
    "DENOMINATORS_KEY",
    "NEW_YEAR",
    "PARTS_KEY",
    "PERIOD_INDICATORS",
    "PERIOD_KEY",
    "REFERENCE",
    "TELLINGS",
    "TOTALS",
    "WAIVERS_KEY",
    "WITHIN_YEAR",
    "Earlier",
    "Figure",
    "Figures",
    "Part",
    "Statement",
    "Waiver",
    "Withheld",
    "is_rest_code",
    "read_figures",
    "read_statement",
    "stated_period",
    "why_withheld",
]
