"""From a file and its edits to the new text, which is given only if it reads as it should."""

import re
from collections.abc import Sequence
from dataclasses import replace
from unicodedata import normalize

from cchc_report.revision.adding import added, commented_out, uncommented
from cchc_report.revision.filling import filled
from cchc_report.revision.model import CannotReviseError, Edit, bare
from cchc_report.revision.noting import noted
from cchc_report.revision.page import Page, page_of
from cchc_report.revision.proving import prove
from cchc_report.source import Source
from cchc_report.source.encoding import LIMIT, old_letters

_NOTHING = r"(?: *(?:#[^\r\n]*)?(?:\r\n|\r|\n|\Z))*"
_NO_CONTENT = re.compile(rf"{_NOTHING}(?:--- *(?=[\r\n#]|\Z){_NOTHING})?")


def revised(source: Source, edits: Sequence[Edit]) -> str:
    """The text of the file with the edits, every line that is not concerned as it was.

    Keys that are not there are added, those of one group in the order of the edits; no path may be given twice.
    Raises CannotReviseError, a ValueError, where the file cannot be read as a whole or says a thing twice, a path leads
    through a value, or a value cannot stand in a file; AssertionError where the new text does not read as it should,
    which is a fault here.
    """
    _refuse_ambiguous(source)
    edits = [_composed(edit) for edit in edits]
    before = page_of(source)
    page = _with_keys(before, edits)
    page = page.changed(change for edit in edits for change in filled(page, edit))
    page = page.changed(change for edit in edits for change in noted(page, edit))
    if page is before:
        return source.text
    _refuse_unreadable(before, page)
    prove(before, page, edits)
    return page.lines.text


def _refuse_ambiguous(source: Source) -> None:
    if source.root is None and not _NO_CONTENT.fullmatch(source.text):
        raise CannotReviseError("the file cannot be read as a whole")
    # What stands there a second time is not among the entries, so that nobody would know where a group ends.
    if any(problem.name in {"trung-khoa", "nhieu-van-ban"} for problem in source.problems):
        raise CannotReviseError("the file has a key twice, or a second document")


def _composed(edit: Edit) -> Edit:
    """The edit in the letters in which a file is read."""
    value = edit.value
    if value is not None:
        value = _as_read(value) if isinstance(value, str) else tuple(map(_as_read, value))
    return replace(edit, path=tuple(normalize("NFC", key) for key in edit.path), value=value)


def _as_read(text: str) -> str:
    return bare(normalize("NFC", text))


def _with_keys(page: Page, edits: Sequence[Edit]) -> Page:
    """The page with every key that is given a value, those that were not there without one."""
    paths = [edit.path for edit in edits if edit.value is not None]
    lines = [(comment, path) for path in paths if (comment := commented_out(page, path))]
    page = page.changed(uncommented(comment, path) for comment, path in lines)
    return page.changed(added(page, paths))


def _refuse_unreadable(before: Page, page: Page) -> None:
    """Letters that are fine by themselves may together look like those of an old font; a file may also grow too large."""
    if before.source.root is None and page.source.root is None:
        raise CannotReviseError("the comments of the file hold what no file may hold")
    if old_letters(page.lines) is not None:
        raise CannotReviseError("with these texts the letters are taken for those of an old font")
    if len(page.lines.text.encode()) > LIMIT:
        raise CannotReviseError("the file becomes too large")
