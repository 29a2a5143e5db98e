"""The catalogue: which indicators exist, with their units, formulas, bounds and rules. All of it is data."""

from cchc_report.catalogue.model import Catalogue, Indicator, Kind, Rule, Section, Unit
from cchc_report.catalogue.reading import read_catalogue

__all__ = ["Catalogue", "Indicator", "Kind", "Rule", "Section", "Unit", "read_catalogue"]
