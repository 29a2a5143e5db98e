"""Where something stands in a template."""

from functools import lru_cache

from cchc_report.library import Template
from cchc_report.problems import Place, Problem
from cchc_report.source.characters import Kind, bad_character

LONGEST_EXCERPT = 2_000
"""Characters of a line that a message shows; nobody finds a place in a longer one."""


def place_of(template: Template, line: int, wrong: str = "") -> Place:
    """The line of a template; the column of the wrong text, or of the first brace."""
    lines = _lines(template.text)
    excerpt = lines[min(line, len(lines)) - 1]
    column = max(0, excerpt.find(wrong) if wrong else excerpt.find("{"))
    return Place(template.file, line, column + 1, len(wrong) or 1, excerpt if len(excerpt) <= LONGEST_EXCERPT else "")


def bad_character_at(template: Template, kind: Kind, index: int) -> Problem:
    """The problem of a character that no text may hold."""
    start = template.text.rfind("\n", 0, index) + 1
    line = template.text[start:].split("\n", 1)[0]
    number = template.text.count("\n", 0, index) + 1
    return bad_character(kind, template.text[index], Place(template.file, number, index - start + 1, 1, line))


@lru_cache(maxsize=64)
def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.splitlines()) or ("",)
