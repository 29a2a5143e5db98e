"""The catalogue: which indicators exist, with their units, formulas, bounds and rules. All of it is data."""

from cchc_report.catalogue.model import (
    Band,
    Catalogue,
    Indicator,
    Kind,
    Nature,
    Rule,
    Scale,
    Section,
    Tier,
    Unit,
    WhenMissing,
    undeclared,
)
from cchc_report.catalogue.reading import read_catalogue
from cchc_report.catalogue.review import unknown_denominator

__all__ = [
    "Band",
    "Catalogue",
    "Indicator",
    "Kind",
    "Nature",
    "Rule",
    "Scale",
    "Section",
    "Tier",
    "Unit",
    "WhenMissing",
    "read_catalogue",
    "undeclared",
    "unknown_denominator",
]
