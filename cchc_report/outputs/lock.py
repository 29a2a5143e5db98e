"""One run at a time writes into a folder of outputs."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import sleep

from cchc_report.outputs.holding import hold

LOCK = ".cchc.lock"
_CHECKED_EVERY = 0.2
"""Seconds."""
_OPEN = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)


@contextlib.contextmanager
def held(folder: Path, *, on_wait: Callable[[], None], on_refusal: Callable[[], None]) -> Iterator[None]:
    """Hold the folder, which is made where it is missing, while the block runs; the system lets go of it when the process dies.

    Where another run holds it, ``on_wait`` is called and that run's end awaited. Where the file system cannot lock or
    the folder cannot be made, ``on_refusal`` is called and the block runs all the same: every file is whole without a
    lock too, and what cannot be written is told file by file. A folder that stayed empty is removed again.
    """
    is_new = not folder.exists()
    lock = _acquired(folder, on_wait)
    if lock is None:
        on_refusal()
    try:
        yield
    finally:
        if lock is not None:
            _release(lock, folder, is_new=is_new)


def _acquired(folder: Path, on_wait: Callable[[], None]) -> int | None:
    """The open file that holds the folder; None where it cannot be held."""
    is_told = False
    while True:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return None
        try:
            descriptor = os.open(folder / LOCK, _OPEN, 0o666)
        except FileNotFoundError:
            # The run before removed the folder, which had stayed empty; it is made again.
            if folder.exists():
                return None
            continue
        except OSError:
            return None
        is_held = _held(descriptor, folder / LOCK)
        if is_held:
            return descriptor
        os.close(descriptor)
        if is_held is None:
            return None
        if not is_told:
            on_wait()
            is_told = True
        sleep(_CHECKED_EVERY)


def _held(descriptor: int, path: Path) -> bool | None:
    """Whether the file is held now and still the one in its place; None where the drive knows no locks."""
    try:
        return hold(descriptor) and os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False  # the run before removed it in the end
    except OSError:
        return None


def _release(descriptor: int, folder: Path, *, is_new: bool) -> None:
    """Remove the file, while it is still held where the system allows that: whoever waits for it notices and makes a new one."""
    if sys.platform == "win32":
        os.close(descriptor)
    with contextlib.suppress(OSError):
        (folder / LOCK).unlink()
    if sys.platform != "win32":
        os.close(descriptor)
    if is_new:
        with contextlib.suppress(OSError):
            folder.rmdir()
