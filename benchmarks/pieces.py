"""A document between two edits: passages of sentences of pieces.

A piece that was made wrong carries its error through every later edit, so that nobody has to find it again in the end.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cchc_report.figures import Figure


class Kind(StrEnum):
    """What a person got wrong, as the tables of results call it."""

    DIGIT = "a digit changed"
    TRANSPOSED = "two digits transposed"
    SWAPPED = "two figures swapped"
    UNIT = "tỷ for triệu or back"
    SEPARATOR = "point and comma exchanged"
    EARLIER = "an earlier period's value"
    OTHER = "another indicator's value"
    VERB = "tăng for giảm or back"
    POINTS = "% for điểm phần trăm"
    PLAN = "vượt for đạt"
    REFERENCE = "a digit of a date or document number"
    WORDED = "another number in words"


@dataclass(frozen=True, slots=True)
class Printed:
    """Where a figure stands among the passages of a document."""

    passage: int
    """From 0."""
    start: int
    end: int
    figure: Figure


@dataclass(frozen=True, slots=True)
class Planted:
    """Where an error stands among the passages of an edited copy."""

    passage: int
    """From 0."""
    start: int
    end: int
    kind: Kind
    number: int = 0
    """Which error of the copy it is, from 1; two figures that were swapped are one error in two places."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A printed figure, a thing said wrongly, or the words between two of those."""

    text: str
    figure: Figure | None = None
    kind: Kind | None = None
    """None for what is not wrong."""
    number: int = 0

    @property
    def is_words(self) -> bool:
        """Whether its words may be changed without changing what is said of a figure."""
        return self.figure is None and self.kind is None


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; a row of a table or a heading is one as a whole."""

    pieces: Pieces
    gap: str = ""
    """The spaces between it and the next one of its passage."""
    follows: bool = False
    """Whether it tells of what the sentence before it names, and so is never parted from it."""

    @property
    def text(self) -> str:
        """The sentence as it stands."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def is_wrong(self) -> bool:
        """Whether an error was planted in it."""
        return any(piece.kind for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading, item or row."""

    sentences: tuple[Sentence, ...]
    is_prose: bool = False
    """Whether it is running text, whose sentences a person moves, splits and merges."""

    @property
    def text(self) -> str:
        """The passage as it stands."""
        return "".join(sentence.text + sentence.gap for sentence in self.sentences)


Draft = tuple[Passage, ...]

_SENTENCE_END = re.compile(r"(?<=\S[.!?])( +)(?=\S)")
_SHORTEST_SENTENCE = 3
"""Words; ``1. Công tác`` and ``KT. GIÁM ĐỐC`` hold no end of a sentence."""
_SHORTEST_PROSE = 8
"""Words of a passage that is not a formula of the form, such as who signs."""


def cut(passages: Sequence[str], printed: Sequence[Printed]) -> Draft:
    """The passages in pieces; joined again they are what they were."""
    by_passage: dict[int, list[Printed]] = {}
    for span in sorted(printed, key=lambda span: (span.passage, span.start)):
        by_passage.setdefault(span.passage, []).append(span)
    return tuple(_passage(text, by_passage.get(index, [])) for index, text in enumerate(passages))


def join(draft: Draft) -> tuple[tuple[str, ...], tuple[Planted, ...]]:
    """The passages as text, and where in them the errors stand."""
    return tuple(passage.text for passage in draft), tuple(
        planted for index, passage in enumerate(draft) for planted in _planted(index, passage)
    )


def _planted(index: int, passage: Passage) -> Iterator[Planted]:
    position = 0
    for sentence in passage.sentences:
        for piece in sentence.pieces:
            if piece.kind is not None:
                yield Planted(index, position, position + len(piece.text), piece.kind, piece.number)
            position += len(piece.text)
        position += len(sentence.gap)


def _passage(text: str, printed: Sequence[Printed]) -> Passage:
    is_row = "\t" in text
    ends = [(len(text), len(text))] if is_row else [*_sentence_ends(text, printed), (len(text), len(text))]
    sentences, start = [], 0
    for end, following in ends:
        inside = [span for span in printed if start <= span.start < end]
        sentences.append(Sentence(_pieces(text, start, end, inside), text[end:following]))
        start = following
    is_prose = not is_row and text.endswith(".") and len(text.split()) >= _SHORTEST_PROSE
    return Passage(tuple(sentences), is_prose)


def _sentence_ends(text: str, printed: Sequence[Printed]) -> Iterator[tuple[int, int]]:
    """Where a sentence ends and the next one begins."""
    start = 0
    for found in _SENTENCE_END.finditer(text):
        inside = any(span.start < found.end() and found.start() < span.end for span in printed)
        is_long = len(text[start : found.start()].split()) >= _SHORTEST_SENTENCE
        if is_long and not inside and text[found.end()].isupper():
            yield found.span()
            start = found.end()


def _pieces(text: str, start: int, end: int, printed: Sequence[Printed]) -> Pieces:
    pieces, position = [], start
    for span in printed:
        pieces += [Piece(text[position : span.start]), Piece(text[span.start : span.end], span.figure)]
        position = span.end
    pieces.append(Piece(text[position:end]))
    return tuple(piece for piece in pieces if piece.text)
