"""The catalogue as a page for people: how values are written, what every key means, all indicators and rules."""

from cchc_report.guide.page import as_page

__all__ = ["as_page"]
