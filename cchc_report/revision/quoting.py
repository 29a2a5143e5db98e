"""How a text is written so that it is read as it is: plain where that is possible, else in double quotes."""

import re
from collections.abc import Iterator
from functools import lru_cache

from cchc_report.revision.model import CannotReviseError, Path
from cchc_report.source import Mapping, Scalar, Sequence, parse

_NEVER_PLAIN = re.compile(r"=|~\Z|null\Z|-(?: |\Z)|.*(?:: | #)|.*[|>][-+0-9]{0,2}\Z", re.IGNORECASE | re.DOTALL)
_READ_BEFORE_A_COMMENT = re.compile("[^\t\uff10-\uff19]")
"""All but the characters that are faults outside a comment alone; an odd quote hides where the comment begins."""
_FURTHER_ESCAPES = {'"': "\\x22", "'": "\\x27", "\u00a0": "\\xa0", "\u202f": "\\u202f", "\u2007": "\\u2007"}
"""For what is a fault in a key, or hides where a comment begins."""
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n"}


def written_value(text: str, comment: str = "", *, is_item: bool = False, is_below: bool = False) -> str:
    """The text, in NFC, as the value of a key, before the comment; as an item of a list, or on a line of its own below its key.

    Raises CannotReviseError where it holds what no file may hold.
    """
    before = "a:\n  k:\n    " + ("- " if is_item else "") if is_item or is_below else "a:\n  k: "
    behind = "  #" + _READ_BEFORE_A_COMMENT.sub("", comment) + "\n"
    return _first_that_reads(text, before, behind)


def written_key(path: Path) -> str:
    """The last key of the path, in NFC, as it is written. Raises CannotReviseError where it holds what no file may hold."""
    text = path[-1]
    for candidate in _ways(text):
        source = parse(f"a:\n  {candidate}: x\n".encode(errors="replace"), "")
        group = source.root.get("a") if source.root and not source.problems else None
        if isinstance(group, Mapping) and [entry.key.text for entry in group.entries] == [text]:
            return candidate
    raise CannotReviseError("no key can be written so", path)


@lru_cache(maxsize=4096)
def _first_that_reads(text: str, before: str, behind: str) -> str:
    for candidate in _ways(text):
        source = parse(f"{before}{candidate}{behind}".encode(errors="replace"), "")
        if not source.problems and source.root and _only_text(source.root) == text:
            return candidate
    raise CannotReviseError("it holds letters or characters that no file may hold")


def _only_text(root: Mapping) -> str | None:
    """The text under the one key of the one group, or the first item of the list that stands there."""
    group = root.get("a")
    node = group.get("k") if isinstance(group, Mapping) else None
    node = node.items[0] if isinstance(node, Sequence) and node.items else node
    return node.text if isinstance(node, Scalar) else None


def _ways(text: str) -> Iterator[str]:
    if _NEVER_PLAIN.match(text) is None and "\n" not in text and text == text.strip(" "):
        yield text
    yield '"' + "".join(_ESCAPES.get(letter, letter) for letter in text) + '"'
    escapes = _ESCAPES | _FURTHER_ESCAPES
    yield '"' + "".join(escapes.get(letter, letter) for letter in text) + '"'
