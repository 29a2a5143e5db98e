"""Pieces: what stands between the line breaks and tabs of a paragraph, so that a header made with tabs reads like one in a table."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from cchc_report.nd30 import Align
from cchc_report.opc import TWIPS_IN_MILLIMETRE
from cchc_report.typeface import width
from cchc_report.vietnamese.wording import nfc, without_marks
from cchc_report.wordfile import Paragraph, Run, Section, Tab, WordFile

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
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
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
    text: str
    """The letters as compared: composed, one space between words, with the automatic label."""
    line: int
    """How many line breaks stand before it in its paragraph."""
    tab: int
    """How many tabs stand before it in its line."""
    is_last: bool
    """Whether it ends its paragraph."""
    align: Align | None
    """None where it hangs on tabs and spaces."""
    hung: float | None = None
    """Where the tabs of its line put its middle, in twips from the left margin of the page."""

    @property
    def centre(self) -> float | None:
        """The middle of its letters, in twips from the left margin of the page; None where that cannot be known."""
        stand, shape = self.paragraph.stand, self.paragraph.shape
        if self.hung is not None or self.align is None or stand.left is None or stand.width is None:
            return self.hung
        start, end = stand.left + shape.left, stand.left + stand.width - shape.right
        half = self.width * TWIPS_IN_MILLIMETRE / 2
        match self.align:
            case Align.CENTER:
                return (start + end) / 2
            case Align.RIGHT:
                return end - half
            case _:
                return min(start + max(0, shape.first) + half, (start + end) / 2)

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
    lines = [_columns(paragraph, line) for line in _divided(paragraph.runs, "\n")]
    found = []
    for at, parts in enumerate(lines):
        alone = len(parts) == 1
        for tab, runs in enumerate(parts):
            if any(run.text.strip() for run in runs):
                is_last = at == len(lines) - 1
                align = _ALIGNS.get(paragraph.shape.align) if alone else _tab_align(paragraph, tab)
                hung = None if alone else _hung(paragraph, tab)
                found.append(Piece(paragraph, runs, _text(paragraph, runs, at + tab), at, tab, is_last, align, hung))
    return found or [whole(paragraph)]


def whole(paragraph: Paragraph) -> Piece:
    """A paragraph as one piece, line breaks and tabs included."""
    text = _text(paragraph, paragraph.runs, 0)
    return Piece(paragraph, paragraph.runs, text, 0, 0, is_last=True, align=_ALIGNS.get(paragraph.shape.align))


def plain(text: str) -> str:
    """Composed, without invisible characters, one ordinary space between words."""
    return " ".join(_INVISIBLE.sub("", nfc(text)).split())


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


def _columns(paragraph: Paragraph, line: tuple[Run, ...]) -> list[tuple[Run, ...]]:
    """What tabs make columns of; in a cell or a text box they do not, nor behind a label such as «Kính gửi:»."""
    stand = paragraph.stand
    if stand.table is not None or stand.box is not None:
        return [line]
    parts = list(_divided(line, "\t"))
    first = next((text for part in parts if (text := fold("".join(run.text for run in part)))), "")
    return [line] if first.endswith(":") and not first.startswith("noi nhan") else parts


def _text(paragraph: Paragraph, runs: Iterable[Run], before: int) -> str:
    """What a piece says; the automatic label stands before the first letters of its paragraph."""
    label = f"{paragraph.label} " if paragraph.label and not before else ""
    return plain(label + "".join(run.text for run in runs))


def _tab_align(paragraph: Paragraph, tab: int) -> Align | None:
    stop = _stop(paragraph.shape.tabs, tab)
    return Align.CENTER if stop is not None and stop.kind == "center" else None


def _hung(paragraph: Paragraph, tab: int) -> float | None:
    """Where tabs put a piece; before the first tab it stands on the left, behind tab stops nobody set it may be anywhere."""
    stand = paragraph.stand
    stop = _stop(paragraph.shape.tabs, tab)
    if stand.left is None or stand.width is None:
        return None
    if stop is not None:
        return float(stand.left + stop.position)
    return stand.left + stand.width / 4 if not tab else None


def _stop(tabs: tuple[Tab, ...], tab: int) -> Tab | None:
    return tabs[tab - 1] if 0 < tab <= len(tabs) else None
