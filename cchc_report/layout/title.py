"""The title of an official document: its type and subject, and to whom it goes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cchc_report.layout.pieces import Piece, fold
from cchc_report.layout.wording import type_of
from cchc_report.nd30 import Align

_LONG = 60
"""Letters; the name of a type is shorter."""
_MOST_LINES = 8
"""Of a subject."""
_RUNNING = re.compile(r"(?:[IVX]+|[0-9]+)\. |- |Căn cứ |Thực hiện ")
"""How running text begins."""


@dataclass(frozen=True, slots=True)
class Title:
    """What stands between the head and the running text."""

    pieces: tuple[Piece, ...]
    """All of it, blank ones too."""
    end: int
    """Index of the piece after the title, among all pieces."""
    type_name: Piece | None
    """Tên loại."""
    short: str
    """The abbreviation of the type, empty where it is none of the decree's."""
    subject: tuple[Piece, ...]
    """The lines of the trích yếu."""
    addressees: tuple[Piece, ...]
    """«Kính gửi» and the lines that belong to it."""


def find_title(pieces: Sequence[Piece], start: int) -> Title:
    """Find the title, which begins with the piece at an index."""
    at = next((at for at in range(start, len(pieces)) if not pieces[at].is_blank), len(pieces))
    type_name = pieces[at] if at < len(pieces) and _may_be_type(pieces[at]) else None
    end = at + 1 if type_name is not None else start
    subject = _subject(pieces[end:]) if type_name is not None else ()
    if subject:
        end = pieces.index(subject[-1]) + 1
    end = _after_blanks(pieces, end)
    addressees = _addressees(pieces[end:])
    if addressees:
        end = pieces.index(addressees[-1]) + 1
    short = (type_of(type_name.text) or "") if type_name is not None else ""
    return Title(tuple(pieces[start:end]), end, type_name, short, subject, addressees)


def _may_be_type(piece: Piece) -> bool:
    if type_of(piece.text) is not None:
        return True
    is_heading = piece.align is Align.CENTER and piece.is_mostly("bold") and piece.text == piece.text.upper()
    return is_heading and len(piece.text) < _LONG and not _RUNNING.match(piece.text)


def _subject(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The lines under the type that look alike; the first is the subject whatever it looks like."""
    found: list[Piece] = []
    for piece in pieces[:_MOST_LINES]:
        if piece.is_blank and not found and not _has_line(piece):
            continue
        if piece.is_blank or not _is_subject(piece, found):
            break
        found.append(piece)
        if _has_line(piece):
            break
    return tuple(found)


def _has_line(piece: Piece) -> bool:
    shape = piece.paragraph.shape
    return piece.is_typed_line or shape.bottom is not None or bool(piece.paragraph.strokes)


def _is_subject(piece: Piece, found: Sequence[Piece]) -> bool:
    if fold(piece.text).startswith("kinh gui"):
        return False
    if not found:
        stands_out = piece.align is Align.CENTER or piece.is_mostly("bold")
        return stands_out or not (_RUNNING.match(piece.text) or piece.text.endswith((".", ":", ";")))
    first = found[0]
    same_paragraph = piece.paragraph is first.paragraph
    return same_paragraph or (
        piece.align is first.align
        and piece.is_mostly("bold") is first.is_mostly("bold")
        and not piece.text.startswith("(")
    )


def _after_blanks(pieces: Sequence[Piece], end: int) -> int:
    """Skip the line under the subject, empty paragraphs, remarks in brackets, and the subject of what names no type."""
    while end < len(pieces) and (pieces[end].is_blank or _hangs_on_subject(pieces[end])):
        end += 1
    return end


def _hangs_on_subject(piece: Piece) -> bool:
    is_remark = piece.text.startswith("(") and piece.text.endswith(")")
    is_heading = piece.is_mostly("bold") and not _RUNNING.match(piece.text)
    return piece.align is Align.CENTER and (is_remark or is_heading) and not fold(piece.text).startswith("kinh gui")


def _addressees(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    if not pieces or not fold(pieces[0].text).startswith("kinh gui"):
        return ()
    found = [pieces[0]]
    alone = pieces[0].text.rstrip().endswith(":") or pieces[0].text.endswith(";") or ": -" in pieces[0].text
    for piece in pieces[1:]:
        if not alone or piece.is_blank or not piece.text.startswith(("-", "–", "+", "•")):
            in_list = piece.text.endswith(";") and piece.align is not Align.JUSTIFY
            if not (alone and in_list):
                break
        found.append(piece)
    return tuple(found)
