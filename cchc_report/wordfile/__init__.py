"""A Word file as a reader sees it: sections and paragraphs with their formatting worked out. All lengths are twips.

A twip is the twentieth part of a point, 1440 to an inch; sizes of letters are points. No rule of any decree stands here.
"""

from cchc_report.wordfile.model import (
    Border,
    Field,
    HeaderKind,
    Line,
    LineRule,
    Look,
    Paragraph,
    Run,
    Section,
    Shape,
    Stand,
    Stroke,
    Tab,
    WordFile,
)
from cchc_report.wordfile.reading import read_word_file

__all__ = [
    "Border",
    "Field",
    "HeaderKind",
    "Line",
    "LineRule",
    "Look",
    "Paragraph",
    "Run",
    "Section",
    "Shape",
    "Stand",
    "Stroke",
    "Tab",
    "WordFile",
    "read_word_file",
]
