"""Files are written whole or not at all, and nothing that a person wrote is overwritten. The only module that writes.

Beside the outputs lies a record of what was written: a digest for each file. A file that differs from its record, or
has none, belongs to a person; the new version then goes beside it as ``bai-bao.moi.docx``.
"""

import contextlib
import errno
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import count
from pathlib import Path

RECORD = ".cchc.json"
RECORD_VERSION = 1
TEMPORARY_PREFIX, TEMPORARY_SUFFIX = ".cchc-", ".tmp"
STALE = 3600
"""Seconds after which a temporary file belongs to no run that is still going."""


class Outcome(Enum):
    """What became of one output."""

    WRITTEN = "đã ghi"
    UNCHANGED = "không đổi"
    BESIDE = "đã ghi bên cạnh"


@dataclass(frozen=True, slots=True)
class Written:
    """One output: where it was meant to go, where it went."""

    wanted: Path
    path: Path
    outcome: Outcome


class OutputError(Exception):
    """The file system refused; the message is for the user."""


def write_output(folder: Path, name: str, content: bytes) -> Written:
    """Put the content into the folder under the name, or beside it where a person's file is in the way.

    Raises OutputError where the folder or file cannot be written; the file that was there is then still whole.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        record = _read_record(folder)
        path = next(path for path in _candidates(folder / name) if _is_ours(path, record, content))
        wanted = folder / name
        unchanged = path.exists() and path.read_bytes() == content
        if not unchanged:
            _replace(folder, path, content, record)
        outcome = Outcome.BESIDE if path != wanted else Outcome.UNCHANGED if unchanged else Outcome.WRITTEN
        return Written(wanted, path, outcome)
    except OSError as problem:
        raise OutputError(_reason(folder / name, problem)) from problem


def write_new(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet. Raises OutputError where it does or cannot be written."""
    if path.exists() or path.is_symlink():
        raise OutputError(f"{path.as_posix()} đã có; không ghi đè")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_whole(path, content)
    except OSError as problem:
        raise OutputError(_reason(path, problem)) from problem


def is_free(folder: Path) -> bool:
    """Whether a new folder can begin there: nothing is there yet, or an empty folder."""
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def digest(content: bytes) -> str:
    """The digest that the record keeps."""
    return hashlib.sha256(content).hexdigest()


def _candidates(path: Path) -> Iterator[Path]:
    """``bai-bao.docx``, ``bai-bao.moi.docx``, ``bai-bao.moi-2.docx``, and so on."""
    yield path
    yield path.with_suffix(f".moi{path.suffix}")
    for number in count(2):
        yield path.with_suffix(f".moi-{number}{path.suffix}")


def _is_ours(path: Path, record: dict[str, list[str]], content: bytes) -> bool:
    """Whether the path is free, or holds what this tool wrote last, or already what it is about to write."""
    if path.is_symlink() or path.is_dir():
        return False
    if not path.exists():
        return True
    found = path.read_bytes()
    return found == content or digest(found) in record.get(path.name, [])


def _replace(folder: Path, path: Path, content: bytes, record: dict[str, list[str]]) -> None:
    """The record knows the old and the new digest while the file changes, so that an interruption at any point is safe."""
    old, new = record.get(path.name, []), digest(content)
    _write_record(folder, {**record, path.name: [*old[-1:], new]})
    _write_whole(path, content)
    _write_record(folder, {**record, path.name: [new]})


def _read_record(folder: Path) -> dict[str, list[str]]:
    """File names to digests. A missing, damaged or newer record says nothing, so every file belongs to a person."""
    try:
        data = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError, RecursionError):
        return {}
    if not isinstance(data, dict) or data.get("version") != RECORD_VERSION or not isinstance(data.get("files"), dict):
        return {}
    files = data["files"]
    return {str(name): [str(d) for d in digests] for name, digests in files.items() if isinstance(digests, list)}


def _write_record(folder: Path, record: dict[str, list[str]]) -> None:
    data = {"version": RECORD_VERSION, "files": dict(sorted(record.items()))}
    _write_whole(folder / RECORD, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())


def _write_whole(path: Path, content: bytes) -> None:
    """Write beside, sync, move into place."""
    descriptor, temporary = tempfile.mkstemp(prefix=TEMPORARY_PREFIX, suffix=TEMPORARY_SUFFIX, dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _make_readable(temporary)
        os.replace(temporary, path)  # noqa: PTH105 - os.replace is the one atomic move on every system
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108 - as above
        raise


def _make_readable(path: str) -> None:
    """A temporary file is its owner's alone; the result is as readable as any new file."""
    mask = os.umask(0)
    os.umask(mask)
    os.chmod(path, 0o666 & ~mask)  # noqa: PTH101 - a file name, not a Path, comes from mkstemp


def _sweep(folder: Path) -> None:
    """Remove what an interrupted run of this tool left behind; a run beside this one keeps its own."""
    for stray in folder.glob(f"{TEMPORARY_PREFIX}*{TEMPORARY_SUFFIX}"):
        with contextlib.suppress(OSError):
            if time.time() - stray.stat().st_mtime > STALE:
                stray.unlink()


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
