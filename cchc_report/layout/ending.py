"""The end of an official document: who signs, who gets it, and the annexes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cchc_report.layout.pieces import Piece, fold
from cchc_report.layout.wording import ANNEX, ON_BEHALF, REFERENCE, names_office
from cchc_report.nd30 import Align
from cchc_report.wordfile import Paragraph

_DASHES = ("-", "–", "—", "+", "•")
_RECIPIENTS = re.compile(r"noi nhan\b")
_SHORT = 30
"""Letters of the line «Nơi nhận:» at most."""
_FAR_BACK = 15
"""Lines that a signature above «Nơi nhận:» has at most."""
_NAME_WORDS = range(2, 8)
"""How many words a person's name has, with a title before it."""
_MOST_TITLE = 10
"""Lines between the label of an annex and its text."""


@dataclass(frozen=True, slots=True)
class Ending:
    """The part with the signature and the recipients."""

    pieces: tuple[Piece, ...]
    start: int
    """Index of its first piece; that of the piece after the text where there is no such part."""
    authority: tuple[Piece, ...]
    """Quyền hạn, chức vụ."""
    signer: Piece | None
    recipients_title: Piece | None
    """Nơi nhận."""
    recipients: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """One annex."""

    label: Piece
    """Phụ lục."""
    number: str
    """After the word, as it is written."""
    title: tuple[Piece, ...]
    reference: Piece | None
    """The line that names the document it belongs to."""
    rest: tuple[Piece, ...]
    """What follows these."""


def find_ending(pieces: Sequence[Piece], text_start: int) -> Ending:
    """Find the signature and the recipients behind the running text."""
    title = next((piece for piece in pieces[text_start:] if _is_recipients_title(piece)), None)
    start = _start(pieces, text_start, title)
    zone = pieces[start : _end(pieces, start)]
    recipients = _recipients(zone, title)
    taken = {title, *recipients}
    lines = [piece for piece in zone if piece not in taken and _may_sign(piece)]
    authority, signer = _signature(lines)
    return Ending(tuple(zone), start, authority, signer, title, recipients)


def find_annexes(pieces: Sequence[Piece], text_start: int) -> tuple[Annex, ...]:
    """Find the annexes: each begins with its label on a line of its own."""
    starts = [at for at in range(text_start, len(pieces)) if _is_label(pieces, at)]
    return tuple(_annex(pieces[start:end]) for start, end in pairwise([*starts, len(pieces)]))


def has_dash(piece: Piece) -> bool:
    """Whether a line is an item of a list made with dashes."""
    return piece.text.startswith(_DASHES)


def _is_recipients_title(piece: Piece) -> bool:
    return len(piece.text) < _SHORT and bool(_RECIPIENTS.match(fold(piece.text)))


def _start(pieces: Sequence[Piece], text_start: int, title: Piece | None) -> int:
    found = title or next((piece for piece in pieces[text_start:] if _is_authority(piece)), None)
    if found is None:
        return len(pieces)
    at = pieces.index(found)
    table = found.paragraph.stand.outer
    if table is not None:
        return next(at for at, piece in enumerate(pieces) if piece.paragraph.stand.outer == table)
    for back in range(at - 1, max(text_start, at - _FAR_BACK) - 1, -1):
        if not pieces[back].is_blank and not _stands_like_signature(pieces[back]):
            break
        at = back
    return at


def _end(pieces: Sequence[Piece], start: int) -> int:
    """Where the part ends: what stands in another section or table, such as a form without a label, is none of it."""
    if start == len(pieces):
        return start
    first = pieces[start].paragraph.stand
    for at in range(start, len(pieces)):
        stand = pieces[at].paragraph.stand
        if stand.section != first.section or stand.outer not in {None, first.outer}:
            return at
    return len(pieces)


def _is_authority(piece: Piece) -> bool:
    is_capital = piece.text == piece.text.upper() and len(piece.text) > len("TM.")
    begins = bool(ON_BEHALF.match(piece.text)) or (piece.paragraph.stand.outer is not None and names_office(piece.text))
    return is_capital and begins and piece.is_mostly("bold") and piece.align is Align.CENTER


def _stands_like_signature(piece: Piece) -> bool:
    if piece.text.endswith((".", ";", ":")) or piece.paragraph.stand.outer is not None or has_dash(piece):
        return False
    return piece.align is not Align.JUSTIFY and (piece.is_mostly("bold") or piece.text.startswith("("))


def _recipients(zone: Sequence[Piece], title: Piece | None) -> tuple[Piece, ...]:
    """The lines under «Nơi nhận:» in its own place."""
    if title is None:
        return tuple(piece for piece in zone if has_dash(piece))
    below = zone[zone.index(title) + 1 :]
    is_free = title.paragraph.stand.outer is None and title.paragraph.stand.box is None
    found: list[Piece] = []
    for piece in below:
        belongs = piece.place == title.place and not piece.is_blank
        if belongs and (not is_free or _continues_list(piece, found)):
            found.append(piece)
    return tuple(found)


def _continues_list(piece: Piece, found: Sequence[Piece]) -> bool:
    """Among free paragraphs a list has dashes; one item without a dash still stands right under another."""
    if has_dash(piece) or fold(piece.text).startswith("luu"):
        return True
    return bool(found) and piece.align is found[-1].align and piece.text.endswith((";", "."))


def _may_sign(piece: Piece) -> bool:
    return not piece.is_blank and not piece.text.startswith(("(", "["))


def _signature(lines: Sequence[Piece]) -> tuple[tuple[Piece, ...], Piece | None]:
    """The lines of authority, and the name under them."""
    if not lines:
        return (), None
    last = lines[-1]
    is_name = not names_office(last.text) and len(last.text.split()) in _NAME_WORDS
    return (tuple(lines[:-1]), last) if is_name else (tuple(lines), None)


def _is_label(pieces: Sequence[Piece], at: int) -> bool:
    piece = pieces[at]
    if piece.paragraph.stand.table is not None or piece.paragraph.label:
        return False
    if ANNEX.fullmatch(fold(piece.text)):
        return True
    return bool(ANNEX.match(fold(piece.text))) and _begins_page(pieces, at) and piece.is_mostly("bold")


def _begins_page(pieces: Sequence[Piece], at: int) -> bool:
    paragraph = pieces[at].paragraph
    return paragraph.shape.starts_page or paragraph.stand.section != pieces[at - 1].paragraph.stand.section


def _annex(pieces: Sequence[Piece]) -> Annex:
    label, *others = pieces
    found = ANNEX.match(fold(label.text))
    lines = others[:_MOST_TITLE]
    at = next((at for at, piece in enumerate(lines) if REFERENCE.match(fold(piece.text))), None)
    title = _title(lines[: len(lines) if at is None else at])
    reference = None if at is None else lines[at]
    used = {label, *title, reference}
    rest = tuple(piece for piece in others if piece not in used)
    return Annex(
        label, label.text[found.start("number") :] if found and found["number"] else "", title, reference, rest
    )


def _title(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    found: list[Piece] = []
    for piece in pieces:
        if piece.is_blank and not found:
            continue
        is_title = piece.align is Align.CENTER or piece.is_mostly("bold") or piece.text == piece.text.upper()
        if piece.is_blank or piece.paragraph.stand.table is not None or not is_title or has_dash(piece):
            break
        found.append(piece)
    return tuple(found)


def last_words(paragraphs: Sequence[Paragraph]) -> Paragraph | None:
    """The last paragraph that says anything."""
    return next((paragraph for paragraph in reversed(paragraphs) if paragraph.text.strip()), None)
