"""What a file says once read: scalars, mappings and sequences that know where they stand."""

from dataclasses import dataclass
from typing import TypeAlias

from cchc_report.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text. Unquoted and empty means that nothing was written."""

    text: str
    """In NFC, without the quotes."""
    quoted: bool
    """Whether it stood in single or double quotes."""
    place: Place
    start: int
    """Where the raw text, quotes included, begins in ``Source.text``."""
    end: int
    """Where the raw text ends in ``Source.text``."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One ``key: value`` of a mapping."""

    key: Scalar
    value: "Node"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Entries in the order of the file, without repeated keys."""

    entries: tuple[Entry, ...]
    place: Place

    def get(self, key: str) -> "Node | None":
        """Return the value under the key, or None when there is no such key."""
        return next((entry.value for entry in self.entries if entry.key.text == key), None)


@dataclass(frozen=True, slots=True)
class Sequence:
    """The items of a list, in order."""

    items: tuple["Node", ...]
    place: Place


Node: TypeAlias = Scalar | Mapping | Sequence


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read. Without a root the file could not be read as a whole, and the problems say why."""

    file: str
    text: str
    """Without a byte order mark, otherwise exactly as in the file."""
    root: Mapping | None
    problems: tuple[Problem, ...]
