"""Bytes of parts exchanged for others, and what markup needs for that: escapes, prefixes, numbers that are free."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from xml.sax.saxutils import escape

from cchc_report.manuscript.spans import Element
from cchc_report.opc import W

_ID = re.compile(rb""":id\s*=\s*["']([0-9]{1,10})["']""")
_PRESERVE = b' xml:space="preserve"'


@dataclass(frozen=True, slots=True)
class Splice:
    """Bytes for those from ``start`` up to ``end`` of a part."""

    start: int
    end: int
    data: bytes


def spliced(part: bytes, splices: Iterable[Splice]) -> bytes:
    """The part with all of them; those at one place in the order in which they are given. Raises ValueError if two overlap."""
    pieces, cursor = [], 0
    for splice in sorted(splices, key=lambda splice: (splice.start, splice.end)):
        if splice.start < cursor:
            raise ValueError("two changes overlap")
        pieces += [part[cursor : splice.start], splice.data]
        cursor = splice.end
    return b"".join([*pieces, part[cursor:]])


def marked_up(text: str) -> bytes:
    """A text as the content of an element."""
    return escape(text, {"\r": "&#13;"}).encode()


def letters(part: bytes, element: Element, text: str) -> bytes:
    """A text element as in the file, with another text."""
    return start_tag(part, element, text) + marked_up(text) + part[element.inner_end : element.end]


def start_tag(part: bytes, element: Element, text: str) -> bytes:
    """The start tag of a text element, which says to keep spaces where the text needs it."""
    tag = part[element.start : element.inner]
    is_kept = element.attributes.get("}space") == "preserve"
    return tag if is_kept or text == text.strip() else tag[:-1] + _PRESERVE + b">"


def declaration(part: bytes, element: Element) -> str:
    """What a new element beside or in this one must say so that ``w:`` has its meaning."""
    return "" if part.startswith(b"<w:", element.start) else f' xmlns:w="{W}"'


def free_numbers(parts: Mapping[str, bytes]) -> Iterator[int]:
    """Numbers that no annotation or bookmark of the file has, each given once."""
    used = {int(found) for name, part in parts.items() if name.startswith("word/") for found in _ID.findall(part)}
    return (number for number in count(1) if number not in used)
