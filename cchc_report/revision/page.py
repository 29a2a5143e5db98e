"""A file as lines, entries and comments that know their lines, and the same file with some lines exchanged."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cchc_report.revision.model import Path
from cchc_report.source import Entry, Mapping, Node, Scalar, Source, parse
from cchc_report.source.lines import Lines

_COMMENT = re.compile(r"#[^\r\n]*")
_BREAK_AT_END = re.compile(r"(?:\r\n|\r|\n)\Z")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment, from its sign to the end of its line."""

    line: int
    """From 0, as all lines here."""
    column: int
    """From 0, as all columns here."""
    text: str
    is_alone: bool
    """Whether nothing else stands on the line."""


@dataclass(frozen=True, slots=True)
class Change:
    """Lines for those from ``first`` up to ``last``; equal, the lines come in before that one."""

    first: int
    last: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A file that can be read as a whole, or one without any content."""

    source: Source
    lines: Lines
    comments: dict[int, Comment]
    """By line."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Those at the top."""
        return self.source.root.entries if self.source.root else ()

    def known(self, path: Path) -> tuple[Entry, ...]:
        """The entries along the path, as far as they are there."""
        found: list[Entry] = []
        group: Node | None = self.source.root
        for key in path:
            entry = next((e for e in group.entries if e.key.text == key), None) if isinstance(group, Mapping) else None
            if entry is None:
                break
            found.append(entry)
            group = entry.value
        return tuple(found)

    def entry(self, path: Path) -> Entry | None:
        """The entry at the end of the path, or None where it is not there."""
        found = self.known(path)
        return found[-1] if len(found) == len(path) else None

    def is_blank(self, line: int) -> bool:
        """Whether nothing stands on the line."""
        return not self.lines.line(line).strip(" ")

    def column(self, index: int) -> int:
        """The column of an index of the text."""
        return index - self.lines.start(self.lines.number(index))

    def changed(self, changes: Iterable[Change]) -> "Page":
        """The page with all changes; those at one place in the order in which they are given."""
        text = _changed(self.lines, changes)
        return self if text == self.lines.text else page_of(parse(text.encode(), self.source.file))


def page_of(source: Source) -> Page:
    """The file as a page."""
    lines = Lines(source.file, source.text)
    comments = (_comment(lines, index) for index in _comment_starts(source))
    return Page(source, lines, {comment.line: comment for comment in comments})


def scalars(node: Node) -> Iterator[Scalar]:
    """All keys and texts below the node, in the order of the file."""
    match node:
        case Scalar():
            yield node
        case Mapping():
            for entry in node.entries:
                yield entry.key
                yield from scalars(entry.value)
        case _:
            for item in node.items:
                yield from scalars(item)


def _comment(lines: Lines, index: int) -> Comment:
    line = lines.number(index)
    column = index - lines.start(line)
    text = lines.line(line)
    return Comment(line, column, text[column:], not text[:column].strip(" "))


def _comment_starts(source: Source) -> Iterator[int]:
    """Where no key or text stands, a number sign begins a comment."""
    spans = [(scalar.start, scalar.end) for scalar in scalars(source.root)] if source.root else []
    before = 0
    for start, end in [*spans, (len(source.text), len(source.text))]:
        yield from (found.start() for found in _COMMENT.finditer(source.text, before, max(before, start)))
        before = max(before, end)


def _changed(lines: Lines, changes: Iterable[Change]) -> str:
    usual = _break(lines, 0) or "\n"
    pieces: list[str] = []
    cursor = 0
    for change in sorted(changes, key=lambda change: (change.first, change.last)):
        kept = lines.text[lines.start(cursor) : lines.start(change.first)]
        pieces += [kept, usual if kept and not _BREAK_AT_END.search(kept) else ""]
        near = change.first if change.first < change.last else max(change.first - 1, 0)
        pieces += [text + (_break(lines, near) or usual) for text in change.texts]
        cursor = max(cursor, change.last)
    whole = "".join([*pieces, lines.text[lines.start(cursor) :]])
    is_open = bool(pieces and lines.text and not _BREAK_AT_END.search(lines.text))
    return _BREAK_AT_END.sub("", whole) if is_open else whole


def _break(lines: Lines, number: int) -> str:
    """The line break at the end of the line."""
    return (
        lines.text[lines.start(number) + len(lines.line(number)) : lines.start(number + 1)]
        if number < len(lines)
        else ""
    )
