"""Where an entry's value stands: on which lines, in what shape, with which comment behind it."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from cchc_report.revision.model import CannotReviseError, Path, texts_of
from cchc_report.revision.page import Comment, Page
from cchc_report.source import Entry, Mapping, Node, Scalar

_COLON = re.compile(r" *:")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]* *(#.*)?")


class Shape(Enum):
    """What has to be taken away for another value."""

    NOTHING = auto()
    """Only the key is there."""
    TEXT = auto()
    """Plain or in quotes, on one line or several; or empty brackets."""
    BLOCK = auto()
    """Under a ``|`` or ``>``."""
    LIST = auto()
    """Texts below one another, each behind a dash."""
    GROUP = auto()
    """Anything else, which no value may replace."""


@dataclass(frozen=True, slots=True)
class Spot:
    """An entry and its value."""

    shape: Shape
    key_line: int
    indent: int
    """The column of the key."""
    colon: int
    """The column right behind the colon."""
    first: int
    """The line on which the value begins; that of the key where there is none."""
    last: int
    """The line on which it ends."""
    start: int
    """The column at which it begins."""
    end: int
    """The column behind its last letter."""

    @property
    def is_on_key_line(self) -> bool:
        """Whether the value begins, or would, where the key stands."""
        return self.first == self.key_line


def spot_of(page: Page, entry: Entry, path: Path) -> Spot:
    """Where the entry stands. Raises CannotReviseError for a key with a question mark before it."""
    colon = _COLON.match(page.source.text, entry.key.end)
    key_line = page.lines.number(entry.key.start)
    indent = page.column(entry.key.start)
    if colon is None or page.lines.line(key_line)[:indent].strip(" "):
        raise CannotReviseError("the key does not begin its line with a colon behind it", path)
    node = entry.value
    at = page.column(colon.end())
    if isinstance(node, Scalar) and node.start == node.end:
        return Spot(Shape.NOTHING, key_line, indent, at, key_line, key_line, at, at)
    first, start = node.place.line - 1, node.place.column - 1
    last = last_line(page, entry)
    return Spot(_shape(page, node), key_line, indent, at, first, last, start, _end(page, node))


def last_line(page: Page, entry: Entry) -> int:
    """The last line on which something of the entry is written."""
    node = entry.value
    while not isinstance(node, Scalar):
        if isinstance(node, Mapping) and node.entries:
            entry = node.entries[-1]
            node = entry.value
        elif not isinstance(node, Mapping) and node.items:
            node = node.items[-1]
        else:
            return page.lines.number(_closing_bracket(page, node))
    index = entry.key.end if node.start == node.end and node is entry.value else _trimmed_end(page, node)
    return page.lines.number(index)


def comment_behind(page: Page, spot: Spot) -> Comment | None:
    """The comment behind the value, or behind its key for a list and for nothing at all."""
    if spot.shape is Shape.BLOCK:
        header = _BLOCK_HEADER.match(page.lines.line(spot.first), spot.start)
        found = header and header[1]
        return Comment(spot.first, header.start(1), found, is_alone=False) if header and found else None
    comment = page.comments.get(spot.last if spot.shape is Shape.TEXT else spot.key_line)
    return comment if comment and not comment.is_alone else None


def behind_comments(page: Page, line: int, least: int) -> int:
    """The first line below the given one that is no comment going on from it, at the column or further right."""
    number = line + 1
    while (comment := page.comments.get(number)) and comment.is_alone and comment.column >= least:
        number += 1
    return number


def with_comment(before: str, comment: Comment | None) -> str:
    """The line with its comment where it stood, or as near to it as two spaces allow."""
    before = before.rstrip(" ")
    if comment is None:
        return before
    column = max(comment.column, len(before) + 2 if before else 0)
    return f"{before:<{column}}{comment.text}"


def _shape(page: Page, node: Node) -> Shape:
    if isinstance(node, Scalar):
        is_block = not node.quoted and page.source.text.startswith(("|", ">"), node.start)
        return Shape.BLOCK if is_block else Shape.TEXT
    if isinstance(node, Mapping):
        return Shape.GROUP if node.entries else _brackets(node)
    if not node.items:
        return _brackets(node)
    return Shape.GROUP if texts_of(node) is None else Shape.LIST


def _brackets(node: Node) -> Shape:
    """Empty brackets are taken for a text where they are closed on their line."""
    place = node.place
    return Shape.TEXT if place.excerpt[: place.column - 1 + place.width].endswith(("]", "}")) else Shape.GROUP


def _closing_bracket(page: Page, node: Node) -> int:
    """Where empty brackets end, perhaps on a later line."""
    start = page.lines.start(node.place.line - 1) + node.place.column - 1
    return page.source.text.index("}" if isinstance(node, Mapping) else "]", start)


def _end(page: Page, node: Node) -> int:
    if isinstance(node, Scalar):
        return page.column(_trimmed_end(page, node))
    return node.place.column - 1 + node.place.width


def _trimmed_end(page: Page, node: Scalar) -> int:
    """Without the empty lines that a parser counts to a block of text."""
    raw = page.source.text[node.start : node.end]
    return node.start + len(raw.rstrip(" \r\n"))
