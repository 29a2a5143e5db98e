"""A document that a person may have edited, as passages of text: Word files, plain text, Markdown, web pages."""

from cchc_report.manuscript.model import Listed, Manuscript, Mark, Origin, Passage, Where
from cchc_report.manuscript.reading import read_manuscript

__all__ = ["Listed", "Manuscript", "Mark", "Origin", "Passage", "Where", "read_manuscript"]
