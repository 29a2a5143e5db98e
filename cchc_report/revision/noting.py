"""Where a figure comes from, as a comment: ``# nguồn: …`` behind the value or on a line of its own above the key."""

import re
from collections.abc import Iterator
from unicodedata import normalize

from cchc_report.revision.model import Edit, Path
from cchc_report.revision.page import Change, Comment, Page, page_of
from cchc_report.revision.spots import Shape, Spot, comment_behind, spot_of, with_comment
from cchc_report.source import Entry, Mapping, Source
from cchc_report.source.characters import cleaned, has_bad

_NOTE = re.compile(r"#+\s*nguồn\s*:\s*(?P<note>.*)", re.IGNORECASE | re.DOTALL)


def notes(source: Source) -> dict[str, str]:
    """What the comments say of where figures come from, by the keys down to the figure, joined by points: ``tthc.bai_bo``."""
    page = page_of(source)
    found = ((path, note_at(page, entry, path)) for path, entry in _entries(source.root, ()))
    return {".".join(path): note for path, note in found if note}


def note_at(page: Page, entry: Entry, path: Path) -> str:
    """The note on the entry, empty where there is none."""
    return next((_said(comment.text) for comment in _comments_of(page, spot_of(page, entry, path))), "")


def is_note(comment: str) -> bool:
    """Whether a comment says where a figure comes from."""
    return _NOTE.match(normalize("NFC", comment)) is not None


def as_comment(note: str) -> str:
    """A note as a comment can hold it: on one line, without characters that a file must not have."""
    spaced = cleaned(" ".join(normalize("NFC", note).split()))
    return " ".join("".join(letter for letter in spaced if not has_bad(letter)).split())


def noted(page: Page, edit: Edit) -> Iterator[Change]:
    """The changes that give an entry its note; none where it has it already, or where there is no such entry."""
    entry = page.entry(edit.path)
    if edit.note is None or entry is None:
        return
    note, spot = as_comment(edit.note), spot_of(page, entry, edit.path)
    old = _comments_of(page, spot)
    text = f"# nguồn: {note}" if note else ""
    if (_said(old[0].text) if old else "") == note:
        return
    if old:
        yield _instead_of(page, old[0], text)
        yield from (_instead_of(page, one, "") for one in old[1:])
    elif spot.shape in {Shape.NOTHING, Shape.TEXT} and comment_behind(page, spot) is None:
        line = page.lines.line(spot.last).rstrip(" ")
        yield Change(spot.last, spot.last + 1, (f"{line}  {text}",))
    else:
        yield Change(spot.key_line, spot.key_line, (" " * spot.indent + text,))


def _instead_of(page: Page, old: Comment, text: str) -> Change:
    """Another note for this one, or nothing, not even its line where it had one for itself."""
    before = page.lines.line(old.line)[: old.column]
    line = before + text if old.is_alone else with_comment(before, Comment(old.line, old.column, text, is_alone=False))
    return Change(old.line, old.line + 1, () if old.is_alone and not text else (line.rstrip(" "),))


def _comments_of(page: Page, spot: Spot) -> list[Comment]:
    """The notes behind the value, behind the key and above it; the first counts."""
    above = page.comments.get(spot.key_line - 1)
    is_above = above is not None and above.is_alone and above.column == spot.indent
    behind_key = page.comments.get(spot.key_line)
    candidates = (comment_behind(page, spot), behind_key, above if is_above else None)
    return list(dict.fromkeys(comment for comment in candidates if comment and is_note(comment.text)))


def _said(comment: str) -> str:
    found = _NOTE.match(normalize("NFC", comment))
    return found["note"].strip() if found else ""


def _entries(group: Mapping | None, above: Path) -> Iterator[tuple[Path, Entry]]:
    """All entries below, groups of entries left out."""
    for entry in group.entries if group else ():
        path = (*above, entry.key.text)
        if isinstance(entry.value, Mapping):
            yield from _entries(entry.value, path)
        else:
            yield path, entry
