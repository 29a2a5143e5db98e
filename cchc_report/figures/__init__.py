"""A period's figures: reported in the metrics file or computed by formulas, each with its inputs and place."""

from cchc_report.figures.model import PERIOD_INDICATORS, PERIOD_KEY, REFERENCE, WAIVERS_KEY, Figure, Figures, Waiver
from cchc_report.figures.reading import read_figures

__all__ = ["PERIOD_INDICATORS", "PERIOD_KEY", "REFERENCE", "WAIVERS_KEY", "Figure", "Figures", "Waiver", "read_figures"]
