"""A line taken apart the way its author saw it: dashes, key, value."""

import re
from dataclasses import dataclass

_KEY = re.compile(r"(?:\"(?:[^\"\\]|\\.)*+\"|'[^']*+'|(?:[^:\"'\s]|:(?![ ]|$))(?:[^:]|:(?![ ]|$))*+):(?=[ ]|$) *+")
_LEAD = re.compile(r" *+(?:- ++)*+")
_COMMENT = re.compile(r" +#.*")


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one line."""

    lead: str
    """Indentation and dashes."""
    key: str | None
    """With its colon and the spaces behind it; None when the line has no key."""
    value: str
    """What follows, without spaces at the end."""
    value_at: int
    """Index of the value in the line."""

    @property
    def closing_quote(self) -> int:
        """Index in the line of the quote that ends a quoted value; that of the value when there is none."""
        return self.value_at + max(0, self.value.find(self.value[:1], 1))


def parts(line: str) -> Parts:
    """Take a line apart."""
    lead = _LEAD.match(line)
    begin = 0 if lead is None else lead.end()
    key = _KEY.match(line, begin)
    at = begin if key is None else key.end()
    return Parts(line[:begin], None if key is None else key.group(), line[at:].rstrip(" "), at)


def in_quotes(line: Parts) -> str:
    """Write the line out again with its value in quotes that fit the value."""
    value = line.value if line.value.startswith("#") else _COMMENT.sub("", line.value)
    bare = _without_quotes(value)
    quoted = f'"{bare}"' if '"' not in bare and "\\" not in bare else "'" + bare.replace("'", "''") + "'"
    return f"{line.lead.lstrip()}{line.key or ''}{quoted}"


def _without_quotes(value: str) -> str:
    is_one_pair = len(value) > 1 and value[0] in "\"'" and value[-1] == value[0] and value.count(value[0]) == 2  # noqa: PLR2004
    return value[1:-1] if is_one_pair else value
