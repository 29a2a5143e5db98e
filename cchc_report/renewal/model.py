"""What is to be done with the numbers of a document."""

from dataclasses import dataclass

from cchc_report.audit import Printed


@dataclass(frozen=True, slots=True)
class Renewal:
    """Letters that are replaced, from start to end of the passage: a number without its unit, the part of a date that changed."""

    passage: int
    start: int
    end: int
    before: str
    after: str
    sentence: str
    offset: int
    """Where the sentence begins in the passage."""
    printed: Printed
    is_marked: bool
    """Whether a bookmark stands around it."""
    listed: tuple[str, ...]
    """The entries of the tool's list that told what stood there, by the names of their bookmarks."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A number that does not agree, or may not, and is left as it is."""

    passage: int
    start: int
    end: int
    text: str
    sentence: str
    offset: int
    """Where the sentence begins in the passage."""
    reason: str
    rendered: str
    """The sentence as it is rendered now; empty where there is none."""
    is_of_sentence: bool = False
    """Whether the words of the whole sentence are in doubt, so that no number in it is renewed."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Both in reading order."""

    renewals: tuple[Renewal, ...]
    doubts: tuple[Doubt, ...]
