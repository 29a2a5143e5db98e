"""The value of a key that is there: taken away, and another one put in its place in the shape that it needs."""

from collections.abc import Iterator

from cchc_report.revision.model import CannotReviseError, Edit, bare, is_same
from cchc_report.revision.page import Change, Comment, Page
from cchc_report.revision.quoting import written_value
from cchc_report.revision.spots import Shape, Spot, behind_comments, comment_behind, last_line, spot_of, with_comment
from cchc_report.source import Entry, Scalar, Sequence

INDENT = 2
"""Spaces by which a list or a group stands further right than its key."""


def filled(page: Page, edit: Edit) -> Iterator[Change]:
    """The changes that give a key its value; none where it has it already. Raises CannotReviseError for a group of keys."""
    entry = page.entry(edit.path)
    if entry is None or edit.value is None or is_same(entry.value, edit.value):
        return
    spot = spot_of(page, entry, edit.path)
    if spot.shape is Shape.GROUP:
        raise CannotReviseError("a group of keys stands where a value should", edit.path)
    try:
        yield from (
            _with_text(page, spot, edit.value)
            if isinstance(edit.value, str)
            else _with_list(page, spot, entry, edit.value)
        )
    except CannotReviseError as failure:
        raise CannotReviseError(str(failure), edit.path) from failure


def _with_text(page: Page, spot: Spot, text: str) -> Iterator[Change]:
    comment = comment_behind(page, spot)
    written = written_value(text, comment.text if comment else "", is_below=not spot.is_on_key_line)
    if spot.shape is Shape.LIST:
        yield Change(spot.first, spot.last + 1, ())
    if spot.shape in {Shape.LIST, Shape.NOTHING}:
        before = page.lines.line(spot.key_line)[: spot.colon] + " "
        yield Change(spot.key_line, spot.key_line + 1, (with_comment(before + written, comment),))
    else:
        before = page.lines.line(spot.first)[: spot.start]
        yield Change(spot.first, spot.last + 1, (with_comment(before + written, comment),))


def _with_list(page: Page, spot: Spot, entry: Entry, texts: tuple[str, ...]) -> Iterator[Change]:
    if spot.shape is Shape.LIST:
        yield Change(spot.first, spot.last + 1, tuple(_items(texts, spot.start, _old_items(page, entry))))
        return
    if spot.shape is not Shape.NOTHING:
        yield Change(spot.first, spot.last + 1, tuple(_emptied(page, spot)))
    below = behind_comments(page, spot.last, spot.indent + 1)
    yield Change(below, below, tuple(_items(texts, spot.indent + INDENT, {})))


def _emptied(page: Page, spot: Spot) -> Iterator[str]:
    """The line on which the value began, without it; nothing where it had the line for itself."""
    comment: Comment | None = comment_behind(page, spot)
    line = with_comment(page.lines.line(spot.first)[: spot.start], comment)
    if line:
        yield line


def _items(texts: tuple[str, ...], column: int, old: dict[str, tuple[str, ...]]) -> Iterator[str]:
    for text in texts:
        yield from old.get(text) or [f"{' ' * column}- {written_value(text, is_item=True)}".rstrip(" ")]


def _old_items(page: Page, entry: Entry) -> dict[str, tuple[str, ...]]:
    """The lines of items that may stay as they are, by what they say."""
    found: dict[str, tuple[str, ...]] = {}
    items = entry.value.items if isinstance(entry.value, Sequence) else ()
    for item in items:
        if isinstance(item, Scalar) and page.lines.line(item.place.line - 1)[: item.place.column - 1].strip(" ") == "-":
            last = last_line(page, Entry(entry.key, item))
            found[bare(item.text)] = tuple(page.lines.line(n) for n in range(item.place.line - 1, last + 1))
    return found
