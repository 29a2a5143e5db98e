"""A file is there as it was or as it will be, never half."""

import contextlib
import os
import secrets
import sys
import time
from collections.abc import Callable
from pathlib import Path
from time import sleep

from cchc_report.outputs.holding import hold

if sys.platform != "win32":
    import fcntl

TEMPORARY_PREFIX, TEMPORARY_SUFFIX = ".cchc-", ".tmp"
STALE = 3600
"""Seconds after which a temporary file belongs to no run that is still going, where the drive knows no locks."""
WAITS = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between the attempts to replace a file that another program holds: a scan for viruses ends, an editor stays."""

_CREATE = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class HeldError(PermissionError):
    """The file to be replaced is held by another program, or protected."""


class ChangedError(OSError):
    """What stands in the place is no longer what was to be replaced."""


def write_whole(
    path: Path,
    content: bytes,
    *,
    mode: int | None = None,
    is_due: Callable[[], bool] = lambda: True,
    synced: bool = True,
) -> None:
    """Write beside, sync, move into place, as readable as any new file or as told.

    What is not ``synced`` may be lost where the power fails, which the caller then must bear. ``is_due`` is asked before
    every attempt to move, since a person may save the file while another program holds it. Raises OSError: ChangedError where it is not due any more, HeldError where the file cannot be replaced. Then nothing
    is left behind.
    """
    try:
        _write_and_move(path, content, mode, is_due, synced=synced)
    except FileNotFoundError:
        # A run beside swept in the moment in which the temporary file was whole and not yet moved; or the folder is gone.
        _write_and_move(path, content, mode, is_due, synced=synced)


def _write_and_move(path: Path, content: bytes, mode: int | None, is_due: Callable[[], bool], *, synced: bool) -> None:
    temporary = path.with_name(f"{TEMPORARY_PREFIX}{secrets.token_hex(8)}{TEMPORARY_SUFFIX}")
    descriptor = os.open(temporary, _CREATE, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            _hold(descriptor)
            file.write(content)
            file.flush()
            if synced:
                os.fsync(descriptor)
        if mode is not None:
            temporary.chmod(mode)
        _move(temporary, path, is_due)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _move(temporary: Path, path: Path, is_due: Callable[[], bool]) -> None:
    """Windows refuses while any program holds the file open, though most hold it for a moment only."""
    for wait in (*WAITS, None):
        try:
            if not is_due():
                raise ChangedError(None, "changed meanwhile", str(path))
            os.replace(temporary, path)  # noqa: PTH105 - os.replace is the one atomic move on every system
        except PermissionError as problem:
            if wait is None:
                raise HeldError(problem.errno, problem.strerror, str(path)) from problem
            sleep(wait)
        else:
            return


def sweep(folder: Path) -> None:
    """Remove what a killed run of this tool left behind; a run that is still writing keeps its own."""
    with contextlib.suppress(OSError):
        for stray in folder.glob(f"{TEMPORARY_PREFIX}*{TEMPORARY_SUFFIX}"):
            with contextlib.suppress(OSError):
                if stray.is_file() and not stray.is_symlink() and _is_abandoned(stray):
                    stray.unlink()


def _hold(descriptor: int) -> None:
    """Mark a temporary file as being written. The mark goes with the process, however it ends.

    On Windows that the file is open is mark enough: nobody can remove it.
    """
    if sys.platform != "win32":
        with contextlib.suppress(OSError):  # a drive without locks
            hold(descriptor)


def _is_abandoned(stray: Path) -> bool:
    if sys.platform == "win32":
        return True
    with stray.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return time.time() - stray.stat().st_mtime > STALE
    return True
