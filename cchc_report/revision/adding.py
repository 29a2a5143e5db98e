"""Keys that a file does not have yet: a line that stands there as a comment, a key more in its group, a new section."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cchc_report.figures import DENOMINATORS_KEY, PARTS_KEY, PERIOD_KEY, WAIVERS_KEY
from cchc_report.revision.filling import INDENT
from cchc_report.revision.model import CannotReviseError, Path
from cchc_report.revision.noting import is_note
from cchc_report.revision.page import Change, Comment, Page
from cchc_report.revision.quoting import written_key
from cchc_report.revision.spots import Shape, behind_comments, last_line, spot_of, with_comment
from cchc_report.source import Entry, Mapping

_LAST = (PARTS_KEY, DENOMINATORS_KEY, WAIVERS_KEY)
"""What stands below the sections, in this order."""
_IN_A_SECTION = 2
"""The keys of a path that names an indicator in its section."""


@dataclass(frozen=True, slots=True)
class Branch:
    """Keys that are missing below a place, with what is missing below them."""

    below: dict[str, "Branch"] = field(default_factory=dict)

    def grow(self, path: Path) -> None:
        """Add the keys of the path, one below the other."""
        branch = self
        for key in path:
            branch = branch.below.setdefault(key, Branch())

    def lines(self, above: Path, column: int, step: int) -> Iterator[str]:
        """The keys as lines without values, ``above`` the path to them. Raises CannotReviseError for a key that no file may hold."""
        for key, branch in self.below.items():
            yield f"{' ' * column}{written_key((*above, key))}:"
            yield from branch.lines((*above, key), column + step, step)


def commented_out(page: Page, path: Path) -> Comment | None:
    """The line of the section that is the indicator's once its sign is taken away, as a blank file has it."""
    section = page.entry(path[:1])
    if len(path) != _IN_A_SECTION or section is None or page.entry(path) is not None:
        return None
    column = _column_below(page, section, path)
    below = [n for entry in page.entries if (n := page.lines.number(entry.key.start)) > section.key.place.line - 1]
    pattern = _commented(path[-1])
    for number in range(section.key.place.line, min(below, default=len(page.lines))):
        comment = page.comments.get(number)
        if comment and comment.is_alone and comment.column == column and pattern.match(comment.text):
            return None if _is_inside(section, number, page) else comment
    return None


def uncommented(comment: Comment, path: Path) -> Change:
    """The line with its key, and with what it says of it still behind it and in its column."""
    found = _commented(path[-1]).match(comment.text)
    rest = found["rest"] if found else ""
    behind = Comment(comment.line, comment.column + len(comment.text) - len(rest), rest, is_alone=False)
    line = with_comment(f"{' ' * comment.column}{path[-1]}:", behind if rest else None)
    return Change(comment.line, comment.line + 1, (line,))


def added(page: Page, paths: Iterable[Path]) -> list[Change]:
    """The keys of the paths as far as they are missing, without values; in one group in the order of the paths.

    Raises CannotReviseError where a path leads through a value.
    """
    branches: dict[Path, Branch] = {}
    for path in paths:
        known = len(page.known(path))
        if known < len(path):
            branches.setdefault(path[:known], Branch()).grow(path[known:])
    step = _step(page)
    changes: list[Change] = []
    # Where a group and the one around it end on the same line, the inner one's keys come first.
    for parent, branch in sorted(branches.items(), key=lambda item: -len(item[0])):
        changes += [_in_group(page, parent, branch, step)] if parent else _at_top(page, branch, step)
    return changes


def _commented(key: str) -> re.Pattern[str]:
    return re.compile(rf"# ?{re.escape(key)} *: *(?P<rest>(?:#.*)?)\Z", re.DOTALL)


def _is_inside(section: Entry, number: int, page: Page) -> bool:
    """Whether the line stands between the lines of one value."""
    entries = section.value.entries if isinstance(section.value, Mapping) else ()
    return any(page.lines.number(e.key.start) < number <= last_line(page, e) for e in entries)


def _in_group(page: Page, parent: Path, branch: Branch, step: int) -> Change:
    entry = page.known(parent)[-1]
    column = _column_below(page, entry, parent)
    last = last_line(page, entry) if isinstance(entry.value, Mapping) else page.lines.number(entry.key.start)
    at = behind_comments(page, last, column)
    # A note there belongs to a key that is gone; it must not become the new one's.
    while at - 1 > last and is_note(page.comments[at - 1].text):
        at -= 1
    return Change(at, at, tuple(branch.lines(parent, column, step)))


def _column_below(page: Page, entry: Entry, path: Path) -> int:
    """Where the keys of the group begin, or would."""
    if isinstance(entry.value, Mapping) and entry.value.entries:
        return page.column(entry.value.entries[0].key.start)
    spot = spot_of(page, entry, path)
    if spot.shape is not Shape.NOTHING:
        raise CannotReviseError("a value stands where a group of keys should", path)
    return spot.indent + _step(page)


def _step(page: Page) -> int:
    """By how much the keys of this file's sections are indented."""
    groups = ((e.key, e.value.entries[0].key) for e in page.entries if isinstance(e.value, Mapping) and e.value.entries)
    return next((page.column(inner.start) - page.column(outer.start) for outer, inner in groups), INDENT)


def _at_top(page: Page, branch: Branch, step: int) -> list[Change]:
    column = page.column(page.entries[0].key.start) if page.entries else 0
    keys = sorted(branch.below, key=_rank)
    sections = [(key, tuple(Branch({key: branch.below[key]}).lines((), column, step))) for key in keys]
    if not page.entries:
        return [_in_empty_file(page, [lines for _, lines in sections])]
    gap = ("",) if _is_spaced(page) else ()
    return [_new_section(page, key, lines, gap) for key, lines in sections]


def _in_empty_file(page: Page, sections: Sequence[tuple[str, ...]]) -> Change:
    end = len(page.lines) - (0 if page.lines.line(len(page.lines) - 1) else 1)
    texts = [text for lines in sections for text in ("", *lines)]
    return Change(end, end, tuple(texts[1:] if end == 0 or page.is_blank(end - 1) else texts))


def _new_section(page: Page, key: str, lines: tuple[str, ...], gap: tuple[str, ...]) -> Change:
    if key == PERIOD_KEY:
        at = _behind_head(page)
        return Change(at, at, (*lines, *gap))
    following: Entry | None = None
    for entry in reversed(page.entries):
        if _rank(entry.key.text) <= _rank(key):
            break
        following = entry
    if following is not None:
        at = _top_of(page, following)
        return Change(at, at, (*lines, *gap))
    at = behind_comments(page, last_line(page, page.entries[-1]), page.column(page.entries[0].key.start) + 1)
    return Change(at, at, (*gap, *lines))


def _rank(key: str) -> int:
    """The days of the figures, the sections, what stands below them."""
    return -1 if key == PERIOD_KEY else _LAST.index(key) + 1 if key in _LAST else 0


def _top_of(page: Page, entry: Entry) -> int:
    """The line on which the comments right above a section begin, or its own."""
    number, column = page.lines.number(entry.key.start), page.column(entry.key.start)
    while (comment := page.comments.get(number - 1)) and comment.is_alone and comment.column <= column:
        number -= 1
    return number


def _behind_head(page: Page) -> int:
    """Below the comments on the whole file; those right above the first section are its own if there are others."""
    top = _top_of(page, page.entries[0])
    return top if any(number < top for number in page.comments) else page.lines.number(page.entries[0].key.start)


def _is_spaced(page: Page) -> bool:
    """Whether a line is left empty between sections."""
    tops = [_top_of(page, entry) for entry in page.entries[1:]]
    return not tops or any(page.is_blank(top - 1) for top in tops)
