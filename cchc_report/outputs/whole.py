"""A file is there as it was or as it will be, never half."""

import contextlib
import os
import tempfile
import time
from pathlib import Path

TEMPORARY_PREFIX, TEMPORARY_SUFFIX = ".cchc-", ".tmp"
STALE = 3600
"""Seconds after which a temporary file belongs to no run that is still going."""


def write_whole(path: Path, content: bytes) -> None:
    """Write beside, sync, move into place. Raises OSError; then nothing is left behind."""
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


def sweep(folder: Path) -> None:
    """Remove what an interrupted run of this tool left behind; a run beside this one keeps its own."""
    for stray in folder.glob(f"{TEMPORARY_PREFIX}*{TEMPORARY_SUFFIX}"):
        with contextlib.suppress(OSError):
            if time.time() - stray.stat().st_mtime > STALE:
                stray.unlink()


def _make_readable(path: str) -> None:
    """A temporary file is its owner's alone; the result is as readable as any new file."""
    mask = os.umask(0)
    os.umask(mask)
    os.chmod(path, 0o666 & ~mask)  # noqa: PTH101 - a file name, not a Path, comes from mkstemp
