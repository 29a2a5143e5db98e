"""What is asked for: other letters at a place, or a comment on it."""

from dataclasses import dataclass

AUTHOR = "cchc"
"""Of tracked changes and comments; no person wrote them."""


@dataclass(frozen=True, slots=True)
class Change:
    """Other letters for some of a passage, whose number is its index in the manuscript of the file."""

    passage: int
    start: int
    end: int
    """As ``start`` in characters of the passage's text; the two may be equal, to put letters in between."""
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A comment on some letters of a passage; places as in a change."""

    passage: int
    start: int
    end: int
    text: str
    """Each line is a paragraph of the comment."""
