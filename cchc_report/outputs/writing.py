"""One output at a time: in its place, beside a person's file, or in place of one that was kept first."""

import stat
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import partial
from itertools import chain
from pathlib import Path

from cchc_report.outputs.obstacles import content_of, is_blocked, is_taken, marked, open_mark, stands
from cchc_report.outputs.record import Provenance, Record, Version, digest, read_record, write_record
from cchc_report.outputs.refusal import OutputError, refusal
from cchc_report.outputs.whole import ChangedError, HeldError, sweep, write_whole

_NEW, _OLD = "moi", "cu"
"""Stands in the name of a file that went beside a person's, and of a person's that was kept."""


class Outcome(Enum):
    """What became of one output."""

    WRITTEN = "đã ghi"
    UNCHANGED = "không đổi"
    BESIDE = "đã ghi bên cạnh tệp của người"
    BLOCKED = "đã ghi bên cạnh thư mục hoặc liên kết"
    HELD = "đã ghi bên cạnh tệp đang mở"
    REPLACED = "đã ghi đè, sau khi cất tệp của người"


@dataclass(frozen=True, slots=True)
class Written:
    """One output: where it was meant to go, where it went."""

    wanted: Path
    path: Path
    outcome: Outcome
    backup: Path | None = None
    """Where a person's file is kept that was replaced."""
    open_mark: Path | None = None
    """By which it was seen that the file is open: what Word or LibreOffice keeps beside it."""


def write_output(folder: Path, name: str, content: bytes, provenance: Provenance, *, force: bool = False) -> Written:
    """Put the content into the folder under the name, or beside it where a person's file is in the way, or one that is open.

    The folder is ``<unit>/<period>`` below that of the results; neither may be a link, which would lead out of there.
    With ``force`` a person's file is replaced, after it was kept beside as ``bai-bao.cu.docx``; a link, a folder or an
    open file never. Raises OutputError where the folder or file cannot be written; the file that was there is then
    still whole.
    """
    wanted = folder / name
    try:
        if linked := next((one for one in (folder.parent, folder) if one.is_symlink()), None):
            raise OutputError(f"không ghi được {wanted.as_posix()}: {linked.as_posix()} là liên kết sang nơi khác")
        folder.mkdir(parents=True, exist_ok=True)
        sweep(folder)
        record = read_record(folder)
        new = Version(digest(content), provenance)
        replaced = _replace(wanted, content, new, record) if force else None
        return replaced or _place(wanted, content, new, record, force=force)
    except OSError as problem:
        raise refusal(wanted, problem) from problem


def write_new(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet. Raises OutputError where it does or cannot be written."""
    try:
        if is_taken(path):
            raise _already_there(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path.parent)
        write_whole(path, content, is_due=_is_free(path))
    except ChangedError as problem:
        raise _already_there(path) from problem
    except OSError as problem:
        raise refusal(path, problem) from problem


def write_kept(path: Path, content: bytes, read: bytes) -> Path:
    """Replace a person's file, after it was kept beside as ``bai-bao.cu.docx``; where it is kept.

    ``read`` is what the new content was made of. Raises OutputError where the file has changed since, where it is
    protected or open in an editor, or something cannot be written; the file that was there is then still whole.
    """
    return _amend(path, content, read, keep=True)


def write_amended(path: Path, content: bytes, read: bytes) -> None:
    """The same for content that has everything that was in the file, so that nothing need be kept."""
    _amend(path, content, read, keep=False)


def _amend(path: Path, content: bytes, read: bytes, *, keep: bool) -> Path:
    """Where the file is kept, or else the file."""
    try:
        _check_amendable(path, read)
        sweep(path.parent)
        backup = _backup(path, read) if keep else path
        mode = stat.S_IMODE(path.stat().st_mode)
        write_whole(path, content, mode=mode, is_due=lambda: content_of(path) == read)
    except ChangedError as problem:
        raise _saved_meanwhile(path) from problem
    except OSError as problem:
        raise refusal(path, problem) from problem
    return backup


def _check_amendable(path: Path, read: bytes) -> None:
    if is_blocked(path):
        raise OutputError(f"không ghi {path.as_posix()}: đó là thư mục hoặc liên kết, không phải tệp")
    if path.stat().st_mode & stat.S_IWUSR == 0:
        raise OutputError(f"không ghi {path.as_posix()}: tệp được đặt chỉ đọc; bỏ chế độ đó rồi chạy lại")
    if mark := open_mark(path):
        raise OutputError(
            f"không ghi {path.as_posix()}: tệp đang mở trong Word hoặc LibreOffice; đóng lại rồi chạy lại "
            f"(nếu không còn mở ở đâu thì xóa {mark.name})"
        )
    if path.read_bytes() != read:
        raise _saved_meanwhile(path)


def _already_there(path: Path) -> OutputError:
    return OutputError(f"{path.as_posix()} đã có; không ghi đè")


def _saved_meanwhile(path: Path) -> OutputError:
    return OutputError(f"không ghi {path.as_posix()}: tệp vừa được người khác sửa; chạy lại")


def is_free(folder: Path) -> bool:
    """Whether a new folder can begin there: nothing is there yet, or an empty folder."""
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def _place(wanted: Path, content: bytes, new: Version, record: Record, *, force: bool) -> Written:
    """Write in the place or at the first name beside it that is free or our own; the outcome is what was in the way of the place."""
    hindrance: Outcome | None = None
    for path in chain([wanted], marked(wanted, _NEW)):
        outcome = _try(path, content, new, record)
        if outcome in {Outcome.WRITTEN, Outcome.UNCHANGED}:
            break
        # By force a person's file would have been replaced, had it not been held or just saved.
        hindrance = hindrance or (Outcome.HELD if force and outcome is Outcome.BESIDE else outcome)
    mark = open_mark(wanted) if hindrance is Outcome.HELD else None
    return Written(wanted, path, hindrance or outcome, open_mark=mark)


def _try(path: Path, content: bytes, new: Version, record: Record) -> Outcome:
    """Write where no person's file is, and none that is open; what became of it, or what is in the way."""
    if is_blocked(path):
        return Outcome.BLOCKED
    try:
        found = content_of(path)
        if found is not None and not _is_ours(path, found, new, record):
            return Outcome.BESIDE
        if found != content and open_mark(path):
            return Outcome.HELD
        changed = _bring(path, found, content, new, record)
    except HeldError as problem:
        if problem.filename != str(path) or not is_taken(path):
            raise  # the record, or a folder in which nothing can be replaced: no other name would help
        return Outcome.HELD
    except ChangedError:
        return Outcome.BESIDE
    return Outcome.WRITTEN if changed else Outcome.UNCHANGED


def _replace(wanted: Path, content: bytes, new: Version, record: Record) -> Written | None:
    """Keep a person's file, then write in its place; None where there is none, or it is open."""
    try:
        found = None if is_blocked(wanted) or open_mark(wanted) else content_of(wanted)
        if found is None or _is_ours(wanted, found, new, record):
            return None
        backup = _backup(wanted, found)
        if backup.name not in record:
            # What the record knows of a person's file goes with it; no digest there is that of an edited file.
            record = {**record, backup.name: record.get(wanted.name, ())}
        _bring(wanted, found, content, new, record)
    except (HeldError, ChangedError):
        return None
    return Written(wanted, wanted, Outcome.REPLACED, backup)


def _backup(path: Path, content: bytes) -> Path:
    """Where a file's content is kept; another backup is never replaced."""
    backup = next(one for one in marked(path, _OLD) if not is_taken(one) or _holds(one, content))
    if not backup.exists():
        write_whole(backup, content, is_due=_is_free(backup))
    return backup


def _holds(path: Path, content: bytes) -> bool:
    return not is_blocked(path) and path.read_bytes() == content


def _is_free(path: Path) -> Callable[[], bool]:
    return lambda: not is_taken(path)


def _is_ours(path: Path, found: bytes, new: Version, record: Record) -> bool:
    """Whether the file holds what this tool wrote last, or already what it is about to write."""
    return digest(found) in {new.digest, *(version.digest for version in record.get(path.name, ()))}


def _bring(path: Path, found: bytes | None, content: bytes, new: Version, record: Record) -> bool:
    """Bring file and record up to date; whether the file had to change.

    The record knows the old and the new version while the file changes, so that an interruption at any point is safe.
    """
    known = record.get(path.name, ())
    if found == content:
        if known != (new,):
            write_record(path.parent, {**record, path.name: (new,)})
        return False
    standing = [version for version in known if found is not None and version.digest == digest(found)]
    write_record(path.parent, {**record, path.name: (*standing, new)})
    write_whole(path, content, is_due=partial(stands, path, found))
    write_record(path.parent, {**record, path.name: (new,)})
    return True
