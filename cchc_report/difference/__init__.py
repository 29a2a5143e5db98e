"""What differs between two periods of a unit, or two versions of one: figures, words, sentences."""

from cchc_report.difference.amounts import FigureDifference, Row, compare
from cchc_report.difference.page import as_html
from cchc_report.difference.passages import Passage, Stretch, compare_documents, stretches
from cchc_report.difference.report import Report, Side, as_json, as_text

__all__ = [
    "FigureDifference",
    "Passage",
    "Report",
    "Row",
    "Side",
    "Stretch",
    "as_html",
    "as_json",
    "as_text",
    "compare",
    "compare_documents",
    "stretches",
]
