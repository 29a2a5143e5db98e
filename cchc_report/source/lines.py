"""Turning indices into places, and raw text into something that can be quoted in a message."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from cchc_report.problems import Place

# Not str.splitlines(), which also splits at form feeds, U+0085 and U+2028 and would shift every line after them.
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_TOP_KEY = re.compile(r"(?:\"[^\"]*+\"|'[^']*+'|[^\s#\-:\"'][^:\uff1a]*+)[:\uff1a]")
_LONGEST_QUOTATION = 40


class Lines:
    """A text and the lines it consists of; line numbers here count from 0, in places from 1."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        breaks = list(_LINE_BREAK.finditer(text))
        self._starts = [0, *(found.end() for found in breaks)]
        self._ends = [*(found.start() for found in breaks), len(text)]
        # One line may hold thousands of scalars: share its text instead of copying it for each of them.
        self._excerpts: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._starts)

    def number(self, index: int) -> int:
        """Return the number of the line in which the index stands."""
        return bisect_right(self._starts, index) - 1

    def start(self, number: int) -> int:
        """Return the index at which the line begins; past the last line, the end of the text."""
        return self._starts[number] if number < len(self._starts) else len(self.text)

    def line(self, number: int) -> str:
        """Return the line without its line break."""
        if number not in self._excerpts:
            self._excerpts[number] = self.text[self._starts[number] : self._ends[number]]
        return self._excerpts[number]

    def place(self, start: int, end: int) -> Place:
        """Return the stretch from start to end, cut at the end of its first line."""
        number = self.number(start)
        width = max(0, min(end, self._ends[number]) - start)
        return Place(self.file, number + 1, start - self._starts[number] + 1, width, self.line(number))

    def next_top_key(self, after: int) -> int | None:
        """Return the number of the first line beyond the given one that begins a key at the left margin."""
        return next((n for n in range(after + 1, len(self)) if self._is_top_key(n)), None)

    def blocks(self) -> Iterator[tuple[int, int]]:
        """Return the first line of each top-level block and the line after its last one."""
        firsts = [n for n in range(1, len(self)) if self._is_top_key(n)]
        return pairwise([0, *firsts, len(self)])

    def _is_top_key(self, number: int) -> bool:
        return _TOP_KEY.match(self.line(number)) is not None


def shown(text: str) -> str:
    """Quote a text in a message: on one line, shortened, without characters that a terminal would act on."""
    plain = "".join(character if character.isprintable() else " " for character in text[: _LONGEST_QUOTATION + 1])
    return f"«{plain[:_LONGEST_QUOTATION]}…»" if len(text) > _LONGEST_QUOTATION else f"«{plain}»"
