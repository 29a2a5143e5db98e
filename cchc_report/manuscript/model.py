"""What an edited document comes to for a reader of its figures: passages of text, and what the tool once noted in it."""

from dataclasses import dataclass
from enum import StrEnum


class Where(StrEnum):
    """The part of a document that a passage stands in, as messages call it."""

    BODY = "thân văn bản"
    HEADER = "đầu trang"
    FOOTER = "chân trang"
    BOX = "khung chữ"
    NOTE = "chú thích"


@dataclass(frozen=True, slots=True)
class Mark:
    """A bookmark over some letters of a passage."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, a heading, an item of a list, or a row of a table, whose cells are joined by tabs."""

    text: str
    """In composed form, every space a plain one; tracked insertions count, deletions and hidden letters do not."""
    where: Where = Where.BODY
    marks: tuple[Mark, ...] = ()
    line: int = 0
    """In a text file, from 1; 0 in a Word file."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A number as the tool printed it, by the list that lies in a Word file."""

    bookmark: str
    indicator: str
    text: str
    """As printed, perhaps with no-break spaces."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a document knows of how it was made; each may be empty, since not every program keeps it on saving."""

    metrics: str = ""
    """The metrics file, relative to the working folder: ``metrics/ben-tre/2024-q1.yaml``."""
    genre: str = ""
    section: str = ""
    id: str = ""
    listed: tuple[Listed, ...] = ()


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A document that a person may have edited, in reading order."""

    name: str
    passages: tuple[Passage, ...]
    origin: Origin = Origin()
    insertions: int = 0
    """Tracked insertions in it, which count."""
    deletions: int = 0
    """Tracked deletions in it, which do not."""
