"""The line under a text, however it was made: a border, a drawing, typed characters, or the text underlined."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from cchc_report.layout.findings import Flaw, at
from cchc_report.layout.looks import decimal, written
from cchc_report.layout.pieces import Piece
from cchc_report.nd30 import Limits
from cchc_report.opc import TWIPS_IN_MILLIMETRE
from cchc_report.wordfile import Border, Paragraph, Stroke

_SLACK = 3.0
"""How many millimetres a line may be too short or too long: the width of a text is worked out, not measured."""
_OFF_CENTRE = 2.0
"""How many millimetres the middle of a line may stand beside the middle of its text."""
_NEAR = 0.35
"""How far the middle of a drawn line may be from the middle of its text, as a part of the text's room."""
_GAPS = set("-–.*~ ")
"""Characters that make no unbroken line when they are typed one after another."""
_BROKEN_LINES = ("dash", "dot", "wave")


@dataclass(frozen=True, slots=True)
class Underline:
    """A line found under a text; lengths in millimetres."""

    length: float | None
    beside: float | None
    """How far its middle is from that of the text, where that is known."""
    solid: bool


def underline(text: Sequence[Piece], around: Sequence[Piece]) -> Underline | None:
    """The line under a text of one or more pieces; around are the pieces in whose paragraphs it may be anchored."""
    return next(_underlines(text, around), None)


def has_riddles(around: Sequence[Piece]) -> bool:
    """Whether there are drawings that may or may not be lines, or lines that may be anywhere."""
    paragraphs = [piece.paragraph for piece in around]
    afloat = any(stroke.left is None for paragraph in paragraphs for stroke in paragraph.strokes)
    return afloat or any(paragraph.odd_drawings or paragraph.pictures for paragraph in paragraphs)


def underline_flaws(found: Underline, text: Sequence[Piece], limits: Limits) -> Iterator[Flaw]:
    """How a line differs from what a rule asks for; its limits are multiples of the text's length."""
    spot = at(text[-1])
    low, high = limits.ranges[0][0], limits.ranges[0][1] or limits.ranges[0][0]
    lengths = list(_lengths(text))
    if found.length is not None:
        shortest, longest = float(low) * min(lengths) - _SLACK, float(high) * max(lengths) + _SLACK
        if not shortest <= found.length <= longest:
            said = f"đường kẻ dài {written(found.length)} mm, dòng chữ dài {written(max(lengths))} mm"
            yield Flaw(said, spot)
    if not found.solid:
        yield Flaw("đường kẻ không phải là nét liền", spot)
    if found.beside is not None and decimal(abs(found.beside)) > decimal(_OFF_CENTRE):
        yield Flaw(f"đường kẻ lệch {written(abs(found.beside))} mm so với giữa dòng chữ", spot)


def _lengths(text: Sequence[Piece]) -> Iterator[float]:
    """How long the printed lines are; a piece that is too long for its room is printed on several."""
    for piece in text:
        room = piece.room
        if room is None or room <= 0 or piece.width <= room:
            yield piece.width
        else:
            yield from (room, piece.width / ceil(piece.width / room))


def _underlines(text: Sequence[Piece], around: Sequence[Piece]) -> Iterator[Underline]:
    last = text[-1]
    shape = last.paragraph.shape
    if last.is_last and shape.bottom is not None:
        yield _of_border(last.paragraph, shape.bottom)
    below = list(_below(last, around))
    for piece in below:
        yield from _in_empty(piece)
    for paragraph in dict.fromkeys([last.paragraph, *(piece.paragraph for piece in below)]):
        yield from (_of_stroke(stroke, last) for stroke in paragraph.strokes if _belongs(stroke, last, sure=True))
    underlined = tuple(run for run in last.runs if run.look.underlined and run.text.strip())
    if underlined:
        yield Underline(replace(last, runs=underlined).width, None, solid=True)
    following = _next(last, around)
    if following is not None and following.paragraph.shape.top is not None:
        yield _of_border(following.paragraph, following.paragraph.shape.top)
    strokes = dict.fromkeys(stroke for piece in around for stroke in piece.paragraph.strokes)
    yield from (_of_stroke(stroke, last) for stroke in strokes if _belongs(stroke, last, sure=False))


def _below(last: Piece, around: Sequence[Piece]) -> Iterator[Piece]:
    """The blank pieces under a piece, up to the next letters in the same place."""
    for piece in _after(last, around):
        # An empty paragraph spans all columns that tabs make.
        place = piece.place if piece.text else replace(piece.place, tab=last.place.tab)
        if place == last.place:
            if not piece.is_blank:
                return
            yield piece


def _next(last: Piece, around: Sequence[Piece]) -> Piece | None:
    return next((piece for piece in _after(last, around) if piece.text and piece.place == last.place), None)


def _after(last: Piece, around: Sequence[Piece]) -> Sequence[Piece]:
    return around[around.index(last) + 1 :] if last in around else ()


def _in_empty(piece: Piece) -> Iterator[Underline]:
    if piece.is_typed_line:
        yield Underline(piece.width, None, solid=not set(piece.text) & _GAPS)
        return
    for border in (piece.paragraph.shape.top, piece.paragraph.shape.bottom):
        if border is not None:
            yield _of_border(piece.paragraph, border)


def _of_border(paragraph: Paragraph, border: Border) -> Underline:
    stand, shape = paragraph.stand, paragraph.shape
    length = None if stand.width is None else (stand.width - shape.left - shape.right) / TWIPS_IN_MILLIMETRE
    beside = (shape.left - shape.right) / 2 / TWIPS_IN_MILLIMETRE
    return Underline(length, beside, not any(word in border.kind.lower() for word in _BROKEN_LINES))


def _of_stroke(stroke: Stroke, last: Piece) -> Underline:
    beside = None
    if stroke.left is not None and last.centre is not None:
        beside = (stroke.left + stroke.length / 2 - last.centre) / TWIPS_IN_MILLIMETRE
    return Underline(stroke.length / TWIPS_IN_MILLIMETRE, beside, stroke.solid)


def _belongs(stroke: Stroke, last: Piece, *, sure: bool) -> bool:
    """Whether a drawn line is this text's; anchored in the text's own cell or box it is, unless it stands elsewhere."""
    if stroke.left is None or last.centre is None:
        return sure
    width = (last.paragraph.stand.width or 0) if last.paragraph.stand.table is not None else 0
    near = max(width, last.width * TWIPS_IN_MILLIMETRE) * _NEAR
    return abs(stroke.left + stroke.length / 2 - last.centre) <= near
