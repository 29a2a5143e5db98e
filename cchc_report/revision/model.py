"""What is to be written where, and why it may be impossible."""

from dataclasses import dataclass
from typing import TypeAlias

from cchc_report.source import Mapping, Node, Scalar, Sequence

Path: TypeAlias = tuple[str, ...]
"""Keys from the top of the file down: ``("tthc", "bai_bo")``."""
Value: TypeAlias = str | tuple[str, ...]
"""A text, or a list with one text for each item."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One value of a metrics file, and where it comes from."""

    path: Path
    """``("tthc", "bai_bo")``, ``("ky", "tu_ngay")``, ``("chi_tiet", "tthc.hs_giai_quyet", "xa", "Phường Phước An")``."""
    value: Value | None
    """As it is to be read, without quotes; None leaves the value as it is, empty takes it away and keeps the key."""
    note: str | None = None
    """Where the figure comes from, kept as a comment on one line; None leaves the comment as it is, empty removes it."""


class CannotReviseError(ValueError):
    """A value or a place that no metrics file can have; nothing was written."""

    def __init__(self, reason: str, path: Path = ()) -> None:
        super().__init__(f"{'.'.join(path)}: {reason}" if path else reason)
        self.path = path
        """Of the edit that is to blame, down to the key that is; empty where it is the file or all edits together."""


def is_same(node: Node, value: Value) -> bool:
    """Whether the node reads as the value; line breaks at its end mean nothing, and an empty list is an empty text."""
    if isinstance(node, Scalar):
        return bare(node.text) == (value or "")
    if isinstance(node, Mapping):
        return not node.entries and not value
    texts = texts_of(node)
    return texts is not None and (texts == value if texts else not value)


def texts_of(node: Sequence) -> tuple[str, ...] | None:
    """The items of a list of texts; None where it holds anything else."""
    texts = tuple(bare(item.text) for item in node.items if isinstance(item, Scalar))
    return texts if len(texts) == len(node.items) else None


def bare(text: str) -> str:
    """Without the line breaks at the end that a block of text has or has not, as the file ends."""
    return text.rstrip("\n")
