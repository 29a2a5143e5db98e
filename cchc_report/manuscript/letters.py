"""Letters of a Word file and where they stand in its bytes: what reading shows and amending changes."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from cchc_report.manuscript.model import Passage
from cchc_report.manuscript.spans import Element

_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
"""Soft hyphens, joiners, marks of direction: they print nothing, and would stand between the digits of a number."""

Origin = tuple[int, int] | None
"""A piece by its index in the passage, and the place in its text; None for what is no letter of a piece, as a tab is."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A text element of a run, ``w:t``."""

    part: str
    """The name of the part that it stands in, ``word/document.xml``."""
    element: Element
    run: Element
    """The ``w:r`` around it."""

    @property
    def text(self) -> str:
        """As the file has it, entities resolved."""
        return self.element.text


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring letters of one piece, from ``start`` up to ``end`` in its text."""

    piece: Piece
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Letter:
    """One character of a passage: itself, and the first and the last character of the file that it is made of."""

    text: str
    first: Origin = None
    last: Origin = None


@dataclass(frozen=True, slots=True)
class WordPassage:
    """A passage of a Word file and the origin of each of its characters."""

    passage: Passage
    pieces: tuple[Piece, ...]
    letters: tuple[Letter, ...]

    def stretches(self, start: int, end: int) -> list[Stretch]:
        """What stands under these characters of the text, piece by piece; for an empty range the place between two letters.

        Raises ValueError for a range that lies outside the text, or that has no letter of a run in it.
        """
        if not 0 <= start <= end <= len(self.letters):
            raise ValueError(f"no characters {start} to {end} in a passage of {len(self.letters)}")
        if start == end:
            return [self._gap(start)]
        origins = [at for letter in self.letters[start:end] for at in (letter.first, letter.last) if at is not None]
        if not origins:
            raise ValueError(f"characters {start} to {end} stand in no run")
        (first, start_in_first), (last, place_in_last) = min(origins), max(origins)
        found = (
            Stretch(
                self.pieces[index],
                start_in_first if index == first else 0,
                place_in_last + 1 if index == last else len(self.pieces[index].text),
            )
            for index in range(first, last + 1)
        )
        return [stretch for stretch in found if stretch.start < stretch.end]

    def _gap(self, place: int) -> Stretch:
        """Behind the letter before it, else before the letter after it."""
        before = self.letters[place - 1].last if place else None
        after = self.letters[place].first if place < len(self.letters) else None
        if before is not None:
            return Stretch(self.pieces[before[0]], before[1] + 1, before[1] + 1)
        if after is not None:
            return Stretch(self.pieces[after[0]], after[1], after[1])
        raise ValueError(f"no letter of a run stands at {place}")


@dataclass(frozen=True, slots=True)
class WordText:
    """A Word file as passages with their places: what a manuscript of it rests on."""

    parts: dict[str, bytes]
    passages: tuple[WordPassage, ...]
    insertions: int
    deletions: int


def shown_letters(text: str, piece: int) -> Iterator[Letter]:
    """What a text element shows: every space a plain one, without what prints nothing."""
    for place, character in enumerate(text):
        if character not in _INVISIBLE:
            at = (piece, place)
            yield Letter(" " if character.isspace() else character, at, at)


def shown_text(text: str) -> str:
    """The same for a text that stands in no Word file, in composed form; tabs stay."""
    kept = (" " if letter.isspace() and letter != "\t" else letter for letter in text if letter not in _INVISIBLE)
    return unicodedata.normalize("NFC", "".join(kept))


def composed(letters: list[Letter]) -> Iterator[Letter]:
    """The letters in composed form; each knows all that it was made of."""
    if unicodedata.is_normalized("NFC", "".join(letter.text for letter in letters)):
        yield from letters
        return
    cluster: list[Letter] = []
    for letter in letters:
        if cluster and not _joins(cluster, letter.text):
            yield from _merged(cluster)
            cluster = []
        cluster.append(letter)
    yield from _merged(cluster)


def _joins(cluster: list[Letter], character: str) -> bool:
    """Whether a character may become one with those before it."""
    if unicodedata.combining(character):
        return True
    before = unicodedata.normalize("NFC", "".join(letter.text for letter in cluster))
    return unicodedata.normalize("NFC", before + character) != before + unicodedata.normalize("NFC", character)


def _merged(cluster: list[Letter]) -> Iterator[Letter]:
    origins = [at for letter in cluster for at in (letter.first, letter.last) if at is not None]
    first, last = (origins[0], origins[-1]) if origins else (None, None)
    for character in unicodedata.normalize("NFC", "".join(letter.text for letter in cluster)):
        yield Letter(character, first, last)
