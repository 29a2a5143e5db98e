"""Pieces: what stands between the line breaks and tabs of a paragraph, so that a header made with tabs reads like one in a table."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from cchc_report.nd30 import Align
from cchc_report.typeface import width
from cchc_report.vietnamese.wording import nfc, without_marks
from cchc_report.wordfile import Paragraph, Run, Section, Tab, WordFile

TWIPS_IN_MILLIMETRE = 1440 / 25.4
_ALIGNS = {"left": Align.LEFT, "center": Align.CENTER, "right": Align.RIGHT, "both": Align.JUSTIFY}
_TYPED_LINE = re.compile(r"[_\-–—─=.*~ ]*(?:_{3}|-{5}|–{3}|—{2}|─{2}|\*{3}|={3})[_\-–—─=.*~ ]*")
_OLD_TONES = {
    "oà": "òa",
    "oá": "óa",
    "oả": "ỏa",
    "oã": "õa",
    "oạ": "ọa",
    "uỳ": "ùy",
    "uý": "úy",
    "uỷ": "ủy",
    "uỹ": "ũy",
}
_OLD_TONES |= {"uỵ": "ụy", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe"}
_OLD_TONES |= {old.upper(): new.upper() for old, new in _OLD_TONES.items()}
_OPEN_SYLLABLE = re.compile(f"(?<![qQ])(?:{'|'.join(_OLD_TONES)})(?![^\\W\\d_])")


@dataclass(frozen=True, slots=True)
class Place:
    """The room a piece stands in: pieces of one place stand under each other."""

    outer: int | None
    column: int
    box: int | None
    tab: int


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a paragraph; an empty paragraph is one empty piece."""

    paragraph: Paragraph
    runs: tuple[Run, ...]
    line: int
    """How many line breaks stand before it in its paragraph."""
    tab: int
    """How many tabs stand before it in its line."""
    is_last: bool
    """Whether it ends its paragraph."""
    align: Align | None
    """None where it hangs on tabs and spaces."""
    centre: float | None
    """Of its letters, in twips from the left margin of the page; None where that cannot be known."""

    @property
    def text(self) -> str:
        """The letters as compared: composed, one space between words, with the automatic label."""
        label = f"{self.paragraph.label} " if self.paragraph.label and not self.line and not self.tab else ""
        return plain(label + "".join(run.text for run in self.runs))

    @property
    def place(self) -> Place:
        """The room it stands in."""
        stand = self.paragraph.stand
        is_free = stand.outer is None and stand.box is None
        return Place(stand.outer, stand.column, stand.box, self.tab if is_free else 0)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is printed, or only a line made of characters."""
        return not self.text or self.is_typed_line

    @property
    def is_typed_line(self) -> bool:
        """Whether it is a line of underscores or dashes."""
        return bool(_TYPED_LINE.fullmatch(self.text))

    @property
    def width(self) -> float:
        """In millimetres, were it all on one line."""
        return sum(
            width(nfc(run.text).strip("\t\n\f"), run.look.size, bold=run.look.bold, italic=run.look.italic)
            for run in self.runs
        )

    @property
    def room(self) -> float | None:
        """Between the indents of its paragraph, in millimetres, where that is known."""
        stand, shape = self.paragraph.stand, self.paragraph.shape
        return None if stand.width is None else (stand.width - shape.left - shape.right) / TWIPS_IN_MILLIMETRE

    def cut(self, start: int, end: int | None = None) -> tuple[Run, ...]:
        """The runs of some of its letters, counted in the letters as they stand."""
        return tuple(_cut(self.runs, start, end))

    def is_mostly(self, quality: str) -> bool:
        """Whether most letters are ``bold`` or ``italic``."""
        having = sum(len(run.text.strip()) for run in self.runs if getattr(run.look, quality))
        return having * 2 > sum(len(run.text.strip()) for run in self.runs)


def pieces_of(file: WordFile) -> tuple[Piece, ...]:
    """All pieces of the running text, in reading order."""
    return tuple(piece for paragraph in file.paragraphs for piece in split(paragraph))


def split(paragraph: Paragraph) -> list[Piece]:
    """The pieces of a paragraph."""
    lines = list(_divided(paragraph.runs, "\n"))
    found = []
    for at, line in enumerate(lines):
        parts = list(_divided(line, "\t"))
        for tab, runs in enumerate(parts):
            if any(run.text.strip() for run in runs) or len(lines) == len(parts) == 1:
                align, centre = _position(paragraph, runs, tab, alone=len(parts) == 1)
                found.append(Piece(paragraph, runs, at, tab, at == len(lines) - 1, align, centre))
    return found or [Piece(paragraph, (), 0, 0, is_last=True, align=_ALIGNS.get(paragraph.shape.align), centre=None)]


def whole(paragraph: Paragraph) -> Piece:
    """A paragraph as one piece, line breaks and tabs included."""
    align, centre = _position(paragraph, paragraph.runs, 0, alone=True)
    return Piece(paragraph, paragraph.runs, 0, 0, is_last=True, align=align, centre=centre)


def plain(text: str) -> str:
    """Composed, without invisible characters, one ordinary space between words."""
    visible = "".join(c for c in nfc(text) if unicodedata.category(c) != "Cf")
    return " ".join(visible.split())


def fold(text: str) -> str:
    """For finding what somebody meant: small letters without any marks."""
    return " ".join(without_marks(plain(text)).split())


def one_spelling(text: str) -> str:
    """The place of the tone mark is free in ``hòa`` and ``hoà``; this is the one form in which they are compared."""
    return _OPEN_SYLLABLE.sub(lambda found: _OLD_TONES[found[0]], plain(text))


def middle(section: Section) -> float:
    """The middle of the room for text, in twips from the left margin of the page."""
    return section.text_width / 2


def _divided(runs: Iterable[Run], mark: str) -> Iterator[tuple[Run, ...]]:
    """The runs between the marks."""
    letters = [(letter, run.look) for run in runs for letter in run.text]
    group: list[Run] = []
    for look, same in groupby(letters, key=lambda pair: pair[1]):
        first, *others = "".join(letter for letter, _ in same).split(mark)
        group.append(Run(first, look))
        for other in others:
            yield tuple(group)
            group = [Run(other, look)]
    yield tuple(run for run in group if run.text)


def _cut(runs: Iterable[Run], start: int, end: int | None) -> Iterator[Run]:
    at = 0
    for run in runs:
        text = run.text[max(0, start - at) : None if end is None else max(0, end - at)]
        if text:
            yield Run(text, run.look)
        at += len(run.text)


def _position(
    paragraph: Paragraph, runs: tuple[Run, ...], tab: int, *, alone: bool
) -> tuple[Align | None, float | None]:
    """How a piece is aligned, and where its middle is."""
    stand, shape = paragraph.stand, paragraph.shape
    if not alone:
        stop = _stop(shape.tabs, tab)
        left = stand.left
        if stop is None or left is None:
            return None, _leaning(paragraph, tab)
        return (Align.CENTER, left + stop.position) if stop.kind == "center" else (None, left + stop.position)
    align = _ALIGNS.get(shape.align)
    if stand.left is None or stand.width is None:
        return align, None
    start, end = stand.left + shape.left, stand.left + stand.width - shape.right
    half = sum(width(r.text, r.look.size, bold=r.look.bold) for r in runs) * TWIPS_IN_MILLIMETRE / 2
    match align:
        case Align.CENTER:
            return align, (start + end) / 2
        case Align.RIGHT:
            return align, end - half
        case _:
            return align, min(start + max(0, shape.first) + half, (start + end) / 2)


def _stop(tabs: tuple[Tab, ...], tab: int) -> Tab | None:
    return tabs[tab - 1] if 0 < tab <= len(tabs) else None


def _leaning(paragraph: Paragraph, tab: int) -> float | None:
    """A piece before the first tab stands on the left; where the others end up, the tab stops of Word decide."""
    stand = paragraph.stand
    return stand.left + stand.width / 4 if not tab and stand.left is not None and stand.width is not None else None
