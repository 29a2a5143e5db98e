"""One output at a time: in its place, beside a person's file, or in place of one that was kept first."""

import errno
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import chain, count
from pathlib import Path

from cchc_report.outputs.record import Provenance, Record, Version, digest, read_record, write_record
from cchc_report.outputs.whole import sweep, write_whole

_NEW, _OLD = "moi", "cu"
"""Stands in the name of a file that went beside a person's, and of a person's that was kept."""
_METRICS_SUFFIX = ".yaml"


class Outcome(Enum):
    """What became of one output."""

    WRITTEN = "đã ghi"
    UNCHANGED = "không đổi"
    BESIDE = "đã ghi bên cạnh tệp của người"
    BLOCKED = "đã ghi bên cạnh thư mục hoặc liên kết"
    REPLACED = "đã ghi đè, sau khi cất tệp của người"


@dataclass(frozen=True, slots=True)
class Written:
    """One output: where it was meant to go, where it went."""

    wanted: Path
    path: Path
    outcome: Outcome
    backup: Path | None = None
    """Where a person's file is kept that was replaced."""


class OutputError(Exception):
    """The file system refused; the message is for the user."""


def write_output(folder: Path, name: str, content: bytes, provenance: Provenance, *, force: bool = False) -> Written:
    """Put the content into the folder under the name, or beside it where a person's file is in the way.

    With ``force`` a person's file is replaced, after it was kept beside as ``bai-bao.cu.docx``; a link or folder never.
    Raises OutputError where the folder or file cannot be written; the file that was there is then still whole.
    """
    wanted = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        sweep(folder)
        record = read_record(folder)
        new = Version(digest(content), provenance)
        if force and not _is_blocked(wanted) and not _is_ours(wanted, record, new):
            return _replace(wanted, content, new, record)
        return _place(wanted, content, new, record)
    except OSError as problem:
        raise OutputError(_reason(wanted, problem)) from problem


def write_new(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet. Raises OutputError where it does or cannot be written."""
    if path.exists() or path.is_symlink():
        raise OutputError(f"{path.as_posix()} đã có; không ghi đè")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
    except OSError as problem:
        raise OutputError(_reason(path, problem)) from problem


def write_kept(path: Path, content: bytes, read: bytes) -> Path:
    """Replace a person's file, after it was kept beside as ``bai-bao.cu.docx``; where it is kept.

    ``read`` is what the new content was made of. Raises OutputError where the file has changed since, where it is
    protected or open in an editor, or something cannot be written; the file that was there is then still whole.
    """
    try:
        _check_amendable(path, read)
        backup = _backup(path, read)
        write_whole(path, content, mode=stat.S_IMODE(path.stat().st_mode))
    except OSError as problem:
        raise OutputError(_reason(path, problem)) from problem
    return backup


def write_amended(path: Path, content: bytes, read: bytes) -> None:
    """The same for content that has everything that was in the file, so that nothing need be kept."""
    try:
        _check_amendable(path, read)
        write_whole(path, content, mode=stat.S_IMODE(path.stat().st_mode))
    except OSError as problem:
        raise OutputError(_reason(path, problem)) from problem


def _check_amendable(path: Path, read: bytes) -> None:
    if _is_blocked(path):
        raise OutputError(f"không ghi {path.as_posix()}: đó là thư mục hoặc liên kết, không phải tệp")
    if path.stat().st_mode & stat.S_IWUSR == 0:
        raise OutputError(f"không ghi {path.as_posix()}: tệp được đặt chỉ đọc; bỏ chế độ đó rồi chạy lại")
    if lock := next((one for one in _locks(path) if _is_taken(one)), None):
        raise OutputError(
            f"không ghi {path.as_posix()}: tệp đang mở trong Word hoặc LibreOffice; đóng lại rồi chạy lại "
            f"(nếu không còn mở ở đâu thì xóa {lock.name})"
        )
    if path.read_bytes() != read:
        raise OutputError(f"không ghi {path.as_posix()}: tệp vừa được người khác sửa; chạy lại")


def _locks(path: Path) -> Iterator[Path]:
    """The files that Word and LibreOffice keep beside an open document; Word's lacks up to two letters of the name."""
    yield path.with_name(f".~lock.{path.name}#")
    yield from (path.with_name(f"~${path.name[skipped:]}") for skipped in range(3))


def is_free(folder: Path) -> bool:
    """Whether a new folder can begin there: nothing is there yet, or an empty folder."""
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def _place(wanted: Path, content: bytes, new: Version, record: Record) -> Written:
    """Write where no person's file is."""
    path = next(path for path in chain([wanted], _marked(wanted, _NEW)) if _is_ours(path, record, new))
    changed = _bring(path, content, new, record)
    if path != wanted:
        return Written(wanted, path, Outcome.BLOCKED if _is_blocked(wanted) else Outcome.BESIDE)
    return Written(wanted, path, Outcome.WRITTEN if changed else Outcome.UNCHANGED)


def _replace(wanted: Path, content: bytes, new: Version, record: Record) -> Written:
    """Keep a person's file, then write in its place."""
    backup = _backup(wanted, wanted.read_bytes())
    if backup.name not in record:
        # What the record knows of a person's file goes with it; no digest there is that of an edited file.
        record = {**record, backup.name: record.get(wanted.name, ())}
    _bring(wanted, content, new, record)
    return Written(wanted, wanted, Outcome.REPLACED, backup)


def _backup(path: Path, content: bytes) -> Path:
    """Where a file's content is kept; another backup is never replaced."""
    backup = next(one for one in _marked(path, _OLD) if not _is_taken(one) or _holds(one, content))
    if not backup.exists():
        write_whole(backup, content)
    return backup


def _marked(path: Path, mark: str) -> Iterator[Path]:
    """``bai-bao.moi.docx``, ``bai-bao.moi-2.docx``, and so on; of a metrics file ``2024-q1.yaml.cu``, which is none itself."""
    for number in count(1):
        numbered = mark if number == 1 else f"{mark}-{number}"
        ending = f"{path.suffix}.{numbered}" if path.suffix == _METRICS_SUFFIX else f".{numbered}{path.suffix}"
        yield path.with_suffix(ending)


def _is_blocked(path: Path) -> bool:
    """Whether something is there that is no ordinary file, and is never replaced."""
    return path.is_symlink() or (path.exists() and not path.is_file())


def _is_taken(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _holds(path: Path, content: bytes) -> bool:
    return not _is_blocked(path) and path.read_bytes() == content


def _is_ours(path: Path, record: Record, new: Version) -> bool:
    """Whether the path is free, or holds what this tool wrote last, or already what it is about to write."""
    if _is_blocked(path):
        return False
    if not path.exists():
        return True
    found = digest(path.read_bytes())
    return found in {new.digest, *(version.digest for version in record.get(path.name, ()))}


def _bring(path: Path, content: bytes, new: Version, record: Record) -> bool:
    """Bring file and record up to date; whether the file had to change.

    The record knows the old and the new version while the file changes, so that an interruption at any point is safe.
    """
    found = digest(path.read_bytes()) if path.exists() else ""
    known = record.get(path.name, ())
    if found == new.digest:
        if known != (new,):
            write_record(path.parent, {**record, path.name: (new,)})
        return False
    standing = [version for version in known if version.digest == found]
    write_record(path.parent, {**record, path.name: (*standing, new)})
    write_whole(path, content)
    write_record(path.parent, {**record, path.name: (new,)})
    return True


def _reason(path: Path, problem: OSError) -> str:
    name = path.as_posix()
    match problem:
        case PermissionError():
            return f"không ghi được {name}: không có quyền ghi, hoặc tệp đang mở trong chương trình khác; đóng tệp rồi chạy lại"
        case NotADirectoryError() | FileExistsError():
            return f"không ghi được {name}: trên đường dẫn có một tệp trùng tên thư mục"
        case OSError(errno=errno.ENOSPC):
            return f"không ghi được {name}: ổ đĩa đã đầy"
        case _:
            return f"không ghi được {name}: hệ thống từ chối (mã lỗi {problem.errno}); thử đặt kết quả ở thư mục khác bằng --out"
