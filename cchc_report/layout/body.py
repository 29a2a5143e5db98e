"""The running text divided into passages: headings, clauses, points, captions, plain paragraphs."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from cchc_report.layout.pieces import Piece, fold, whole
from cchc_report.layout.wording import CAPTION
from cchc_report.nd30 import Align
from cchc_report.vietnamese.numbers import roman
from cchc_report.wordfile import Paragraph

UNREADABLE = "\N{REPLACEMENT CHARACTER}"
"""Stands in an automatic number whose notation is not known."""
_ROMAN = re.compile(r"(?P<mark>(?P<count>[IVX]{1,6})\.)\s*\D")
_CLAUSE = re.compile(r"(?P<mark>(?P<count>[0-9]{1,2})\.)\s*(?![0-9])\S")
_POINT = re.compile(r"(?P<mark>[a-zđ][).])\s*\S")
_PART = re.compile(r"(?:phan(?: thu)?|chuong|muc) (?:[ivx]+|[0-9]+|nhat|hai|ba|tu|nam)\b")
_ARTICLE = re.compile(r"(?P<mark>Điều (?P<count>[0-9]{1,3}))\.")
_BASIS = re.compile(r"(?:Căn cứ|Theo đề nghị của|Xét đề nghị của)\b")
_LONGEST_HEADING = 250
"""Letters."""
_VALUES = {"I": 1, "V": 5, "X": 10}


class Kind(Enum):
    """What a passage is."""

    ROMAN = auto()
    """«I. TIÊU ĐỀ»."""
    TITLED_CLAUSE = auto()
    """«1. Tiêu đề», bold."""
    CLAUSE = auto()
    """«1. Nội dung»."""
    POINT = auto()
    """«a) Nội dung»."""
    PART = auto()
    """«Phần I», «Chương I» on a line of its own."""
    ARTICLE = auto()
    """«Điều 1.»."""
    HEADING = auto()
    """A heading without a number."""
    BASIS = auto()
    """«Căn cứ …;»."""
    CAPTION = auto()
    """Of a table or picture, or the picture itself."""
    PLAIN = auto()


_RUNNING = {Kind.CLAUSE, Kind.POINT, Kind.BASIS, Kind.PLAIN}


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of the running text and what it is."""

    paragraph: Paragraph
    piece: Piece
    kind: Kind
    text: str
    mark: str
    """The number or letter with its sign: ``II.``, ``3.``, ``a)``; empty where there is none."""
    count: int
    """What the number says; 0 where there is none."""
    after_part: bool
    """Whether it is the first of its kind behind a part or chapter."""

    @property
    def is_running(self) -> bool:
        """Whether the rules for the text hold for it, not those for headings and captions."""
        return self.kind in _RUNNING

    @property
    def unreadable(self) -> bool:
        """Whether its automatic number cannot be read."""
        return UNREADABLE in self.paragraph.label


def find_passages(body: Sequence[Paragraph], beside: Collection[int]) -> Iterator[Passage]:
    """Divide the text; beside are the numbers of the paragraphs that stand next to a table or picture."""
    after_part = False
    for paragraph in body:
        piece = whole(paragraph)
        if not piece.text and not paragraph.pictures:
            continue
        kind, mark, count = _kind(paragraph, piece, beside)
        yield Passage(paragraph, piece, kind, piece.text, mark, count, after_part)
        after_part = kind is Kind.PART or (after_part and kind is not Kind.ROMAN)


def _kind(paragraph: Paragraph, piece: Piece, beside: Collection[int]) -> tuple[Kind, str, int]:
    text = piece.text
    short = len(text) <= _LONGEST_HEADING
    if _is_caption(paragraph, piece, beside):
        return Kind.CAPTION, "", 0
    if short and (found := _ROMAN.match(text)):
        return Kind.ROMAN, found["mark"], _roman(found["count"])
    if found := _CLAUSE.match(text):
        is_heading = short and piece.is_mostly("bold")
        return (Kind.TITLED_CLAUSE if is_heading else Kind.CLAUSE), found["mark"], int(found["count"])
    if found := _POINT.match(text):
        return Kind.POINT, found["mark"], 0
    if found := _ARTICLE.match(text):
        return Kind.ARTICLE, found["mark"], int(found["count"])
    if _BASIS.match(text) and (text.endswith(";") or piece.is_mostly("italic")):
        return Kind.BASIS, "", 0
    if short and _PART.match(fold(text)) and (piece.align is Align.CENTER or piece.is_mostly("bold")):
        return Kind.PART, "", 0
    return (Kind.HEADING if short and _is_heading(piece) else Kind.PLAIN), "", 0


def _is_heading(piece: Piece) -> bool:
    """A line all in bold, or in capitals, that ends like no sentence."""
    if piece.text.endswith(("./.", ".", ";")):
        return False
    bold = all(run.look.bold for run in piece.runs if run.text.strip())
    return bold or (piece.align is Align.CENTER and piece.text == piece.text.upper())


def _is_caption(paragraph: Paragraph, piece: Piece, beside: Collection[int]) -> bool:
    if not piece.text:
        return True
    aside = piece.align in {Align.CENTER, Align.RIGHT}
    return aside and (paragraph.number in beside or bool(CAPTION.match(fold(piece.text))))


def _roman(text: str) -> int:
    """What a Roman number says; 0 for letters that are none."""
    values = [_VALUES[letter] for letter in text]
    total = sum(-now if now < then else now for now, then in zip(values, [*values[1:], 0], strict=True))
    return total if roman(total) == text else 0
