"""The head of an official document: the country's name and motto, the agencies, number, place and date."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from cchc_report.layout.pieces import Piece, fold
from cchc_report.layout.wording import MARKS, begins_agency, type_of

NATION = "cong hoa xa hoi chu nghia viet nam"
MOTTO = "doc lap tu do hanh phuc"
_LIKE = 0.8
"""How much of a text must be as expected for it to be meant."""
_FARTHEST = 120
"""Pieces among which the type of the document is looked for."""
_LONG = 120
"""Letters; a longer piece is running text."""
_NEAR = 8
"""Pieces between two parts of the head at most."""
_NUMBER = re.compile(r"so ?:|so[ .…_]*[0-9]*[ .…_]*/|so [0-9]+$")
_DATE = re.compile(r"\bngay\b.*\bthang\b|\bthang\b.*\bnam\b|, ?[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}$|, ?ngay\b")
_LETTER_SUBJECT = re.compile(r"v/ ?v\b|ve viec\b")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the title."""

    pieces: tuple[Piece, ...]
    """All of it, blank ones too."""
    nation: Piece | None
    """Quốc hiệu."""
    motto: Piece | None
    """Tiêu ngữ."""
    superior: tuple[Piece, ...]
    """The lines of the name of the agency above."""
    issuer: tuple[Piece, ...]
    """The lines of the name of the agency that issues the document."""
    number: Piece | None
    """Number and symbol."""
    date: Piece | None
    """Place and date."""
    letter_subject: tuple[Piece, ...]
    """«V/v …» of an official letter."""

    @property
    def end(self) -> int:
        """Index of the piece after the head."""
        return len(self.pieces)


def find_head(pieces: Sequence[Piece]) -> Head:
    """Find the head, which ends before the type of the document, or in a letter before «Kính gửi»."""
    pieces = pieces[: _end(pieces)]
    nation = _most_like(pieces, NATION)
    motto = _most_like(pieces, MOTTO)
    number = _first(pieces, lambda text: bool(_NUMBER.match(text)))
    date = _first(pieces, lambda text: bool(_DATE.search(text)) and not _NUMBER.match(text))
    subject = _letter_subject(pieces)
    known = [nation, motto, number, date, *subject]
    until = pieces.index(number) if number is not None else len(pieces)
    free = nation is None or not _is_framed(nation)
    names = [piece for piece in pieces[:until] if piece not in known and _may_name_agency(piece)]
    lines = [piece for piece in names if free or _is_framed(piece)]
    superior, issuer = _agencies(lines)
    return Head(tuple(pieces), nation, motto, superior, issuer, number, date, subject)


def _end(pieces: Sequence[Piece]) -> int:
    near = pieces[:_FARTHEST]
    named = next((at for at, piece in enumerate(near) if type_of(piece.text) is not None), len(near))
    addressed = next((at for at, piece in enumerate(near) if fold(piece.text).startswith("kinh gui")), len(near))
    if named < addressed:
        return named
    is_letter = any(_LETTER_SUBJECT.match(fold(piece.text)) for piece in near[:addressed])
    return addressed if is_letter and addressed < len(near) else _after_known(near[:addressed])


def _after_known(pieces: Sequence[Piece]) -> int:
    """The end of the head where no type is named: behind the last part of it, and the table that it stands in."""
    end = 0
    for at, piece in enumerate(pieces):
        if _is_part(fold(piece.text), near_parts=0 < end >= at - _NEAR):
            end = at + 1
    table = pieces[end - 1].paragraph.stand.outer if end else None
    # What follows in the table of the head belongs to it: lines under text, the second line of a subject.
    while end < len(pieces) and table is not None and pieces[end].paragraph.stand.outer == table:
        end += 1
    return end


def _is_part(text: str, *, near_parts: bool) -> bool:
    """Whether a piece belongs to the head whatever stands around it; a date or subject does so near other parts only."""
    if len(text) >= _LONG:
        return False
    certain = _is_like(text, NATION) or _is_like(text, MOTTO) or bool(_NUMBER.match(text))
    return certain or (near_parts and bool(_DATE.search(text) or _LETTER_SUBJECT.match(text)))


def _most_like(pieces: Sequence[Piece], words: str) -> Piece | None:
    likely = [piece for piece in pieces if _is_like(fold(piece.text), words)]
    return max(likely, key=lambda piece: _likeness(fold(piece.text), words), default=None)


def _is_like(text: str, words: str) -> bool:
    return abs(len(text) - len(words)) <= len(words) * 0.4 and _likeness(text, words) >= _LIKE


def _likeness(text: str, words: str) -> float:
    letters = " ".join(re.findall(r"\w+", text))
    return SequenceMatcher(None, letters, words, autojunk=False).ratio()


def _first(pieces: Sequence[Piece], is_meant: Callable[[str], bool]) -> Piece | None:
    short = (piece for piece in pieces if len(piece.text) < _LONG)
    return next((piece for piece in short if is_meant(fold(piece.text))), None)


def _letter_subject(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """From «V/v» to the next blank piece, in its own place."""
    start = next((at for at, piece in enumerate(pieces) if _LETTER_SUBJECT.match(fold(piece.text))), None)
    if start is None:
        return ()
    found = [pieces[start]]
    for piece in pieces[start + 1 :]:
        if piece.place != pieces[start].place or piece.is_blank or _DATE.search(fold(piece.text)):
            break
        found.append(piece)
    return tuple(found)


def _is_framed(piece: Piece) -> bool:
    """Whether a piece stands in a table or text box; where the head does, a line above it is a notice, not an agency."""
    return piece.paragraph.stand.outer is not None or piece.paragraph.stand.box is not None


def _may_name_agency(piece: Piece) -> bool:
    text = fold(piece.text)
    return not piece.is_blank and text not in MARKS and not text.startswith("(") and len(text) < _LONG


def _agencies(lines: Sequence[Piece]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Divide the lines into the names of the agency above and of the issuing one.

    Where a new agency's name begins, the words say; the change from plain to bold letters says which one issues.
    """
    starts = [
        at for at in range(1, len(lines)) if begins_agency(lines[at].text, " ".join(x.text for x in lines[:at][-1:]))
    ]
    bold = [piece.is_mostly("bold") for piece in lines]
    turns = [at for at in range(1, len(lines)) if bold[at] and not bold[at - 1]]
    both = [at for at in turns if at in starts]
    cut = (both or starts or (turns if len(turns) == 1 else []) or [0])[-1]
    return tuple(lines[:cut]), tuple(lines[cut:])
