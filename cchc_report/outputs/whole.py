"""A file is there as it was or as it will be, never half."""

import contextlib
import os
import tempfile
import time
from pathlib import Path

TEMPORARY_PREFIX, TEMPORARY_SUFFIX = ".cchc-", ".tmp"
STALE = 3600
"""Seconds after which a temporary file belongs to no run that is still going."""


def write_whole(path: Path, content: bytes, *, mode: int | None = None) -> None:
    """Write beside, sync, move into place, as readable as any new file or as told. Raises OSError; then nothing is left behind."""
    descriptor, temporary = tempfile.mkstemp(prefix=TEMPORARY_PREFIX, suffix=TEMPORARY_SUFFIX, dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _usual_mode() if mode is None else mode)  # noqa: PTH101 - mkstemp gives a file name, not a Path
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


def _usual_mode() -> int:
    """That of any new file; a temporary one is its owner's alone."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
