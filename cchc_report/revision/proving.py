"""The new text held against the old one: what was to change has changed, and nothing else."""

from collections import Counter
from collections.abc import Iterator, Sequence

from cchc_report.revision.adding import commented_out, uncommented
from cchc_report.revision.model import Edit, Path, Value, bare, is_same, texts_of
from cchc_report.revision.noting import as_comment, is_note, note_at
from cchc_report.revision.page import Page
from cchc_report.revision.spots import Shape, spot_of
from cchc_report.source import Mapping, Node, Scalar


def prove(before: Page, after: Page, edits: Sequence[Edit]) -> None:
    """Raises AssertionError with the reason if the new page is not the old one with these edits."""
    if after.source.root is None:
        raise AssertionError(f"{after.source.file}: the revised text cannot be read: {after.source.problems}")
    for edit in edits:
        _prove_edit(before, after, edit)
    edited = [edit.path for edit in edits if edit.value is not None]
    _prove_rest(before, after, edited)
    lost = _comments_to_keep(before, edits) - Counter(comment.text for comment in after.comments.values())
    if lost:
        raise AssertionError(f"{after.source.file}: comments would be lost: {list(lost)}")
    _prove_problems(before, after)


def _prove_edit(before: Page, after: Page, edit: Edit) -> None:
    entry = after.entry(edit.path)
    if entry is None:
        if edit.value is not None or before.entry(edit.path) is not None:
            raise AssertionError(f"{edit.path}: the key is not there")
        return
    if edit.value is not None and not is_same(entry.value, edit.value):
        raise AssertionError(f"{edit.path}: {edit.value!r} would be read as something else")
    if edit.note is not None and note_at(after, entry, edit.path) != as_comment(edit.note):
        raise AssertionError(f"{edit.path}: the note would be read as something else")


def _prove_rest(before: Page, after: Page, edited: Sequence[Path]) -> None:
    """Every other value and key is the same and in the same order; empty groups may have been filled."""
    concerned = {path[:depth] for path in edited for depth in range(1, len(path) + 1)}
    old, new = (
        [leaf for leaf in _leaves(page.source.root, ()) if leaf[0] not in concerned] for page in (before, after)
    )
    if old != new:
        raise AssertionError(f"{after.source.file}: other values would change: {set(old) ^ set(new)}")
    kept = dict.fromkeys(_keys(before.source.root, ()))
    if list(kept) != [path for path in _keys(after.source.root, ()) if path in kept]:
        raise AssertionError(f"{after.source.file}: keys would change their order")


def _leaves(node: Node | None, path: Path) -> Iterator[tuple[Path, Value]]:
    match node:
        case Scalar():
            yield path, bare(node.text)
        case Mapping():
            for entry in node.entries:
                yield from _leaves(entry.value, (*path, entry.key.text))
        case None:
            return
        case _ if (texts := texts_of(node)) is not None:
            yield path, texts
        case _:
            for number, item in enumerate(node.items):
                yield from _leaves(item, (*path, str(number)))


def _keys(node: Node | None, path: Path) -> Iterator[Path]:
    for entry in node.entries if isinstance(node, Mapping) else ():
        inner = (*path, entry.key.text)
        yield inner
        yield from _keys(entry.value, inner)


def _comments_to_keep(page: Page, edits: Sequence[Edit]) -> Counter[str]:
    """All but those inside lists that are replaced, former notes, and the signs before keys that are used now."""
    comments = dict(page.comments)
    said: list[str] = []
    for edit in edits:
        entry = page.entry(edit.path)
        if entry is None:
            line = commented_out(page, edit.path) if edit.value is not None else None
            if line is not None:
                del comments[line.line]
                said += ["#" + text for text in uncommented(line, edit.path).texts[0].split("#", 1)[1:]]
            continue
        spot = spot_of(page, entry, edit.path)
        if edit.value is not None and spot.shape is Shape.LIST:
            comments = {n: comment for n, comment in comments.items() if not spot.first <= n <= spot.last}
        if edit.note is not None:
            near = {spot.key_line - 1, spot.key_line, spot.last}
            comments = {n: c for n, c in comments.items() if n not in near or not is_note(c.text)}
    return Counter([*said, *(comment.text for comment in comments.values())])


def _prove_problems(before: Page, after: Page) -> None:
    old, new = (Counter(problem.name for problem in page.source.problems) for page in (before, after))
    if new - old:
        raise AssertionError(f"{after.source.file}: new problems: {list(new - old)}")
