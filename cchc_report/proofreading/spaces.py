"""Two spaces where one is due."""

import re
from collections.abc import Iterator

from cchc_report.problems import Problem, warning
from cchc_report.proofreading.passages import Passage

_DOUBLE = re.compile(r"(?<=[^\s|]) {2,}(?=[^\s|])")
_WORD = re.compile(r"[^\s|]+")
MOST_SHOWN = 40
"""Letters of a word on either side that a message shows."""


def double_spaces(passage: Passage) -> Iterator[Problem]:
    """The first of them in a text."""
    found = _DOUBLE.search(passage.text)
    if found is not None:
        before = _WORD.findall(passage.text[max(0, found.start() - MOST_SHOWN) : found.start()])[-1]
        after = _WORD.findall(passage.text[found.end() : found.end() + MOST_SHOWN])[0]
        message = f"giữa «{before}» và «{after}» có hai dấu cách trở lên"
        yield warning("thua-dau-cach", message, passage.at(f"{before}{found[0]}{after}"), "chỉ để một dấu cách")
