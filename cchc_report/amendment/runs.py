"""A run taken apart where something must stand between its letters; every part of it keeps the run's formatting."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cchc_report.amendment.splicing import letters
from cchc_report.manuscript.spans import Element

_ID = re.compile(rb"""(:id\s*=\s*["'])[0-9]+""")


@dataclass(frozen=True, slots=True)
class Cut:
    """Letters of a text element that leave it, perhaps none, and the markup that stands between the runs in their place."""

    start: int
    end: int
    markup: bytes


class RunParts:
    """The bytes of a run, and runs formed after it."""

    def __init__(self, part: bytes, run: Element, numbers: Iterator[int]) -> None:
        self._part = part
        self._run = run
        self._numbers = numbers
        self._properties = run.child("w:rPr")
        self._is_copy = False

    def wrapped(self, content: bytes) -> bytes:
        """The content as a run formatted like this one; the numbers of its tracked formatting may stand once only."""
        start, end = self._part[self._run.start : self._run.inner], self._part[self._run.inner_end : self._run.end]
        found = self._properties
        properties = self._part[found.start : found.end] if found else b""
        if self._is_copy:
            properties = renumbered(properties, self._numbers)
        self._is_copy = True
        return start + properties + content + end

    def split(self, cuts: Mapping[Element, Sequence[Cut]]) -> bytes:
        """The run in parts, with the markup of the cuts between them; cuts are given by text element, in order."""
        found: list[bytes] = []
        held = b""
        cursor = self._properties.end if self._properties else self._run.inner
        for element in self._run.children:
            if element not in cuts:
                continue
            held += self._part[cursor : element.start]
            place = 0
            for cut in cuts[element]:
                if cut.start < place:
                    raise ValueError("two changes overlap")
                held += self._letters(element, place, cut.start)
                found += [self.wrapped(held)] * bool(held) + [cut.markup]
                held, place = b"", cut.end
            held += self._letters(element, place, len(element.text))
            cursor = element.end
        held += self._part[cursor : self._run.inner_end]
        return b"".join([*found, self.wrapped(held) if held.strip() else b""])

    def _letters(self, element: Element, start: int, end: int) -> bytes:
        return letters(self._part, element, element.text[start:end]) if start < end else b""


def renumbered(markup: bytes, numbers: Iterator[int]) -> bytes:
    """A copy of markup whose annotations have numbers of their own."""
    return _ID.sub(lambda found: found[1] + str(next(numbers)).encode(), markup)
