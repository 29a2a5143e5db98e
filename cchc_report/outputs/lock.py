"""One run at a time writes into a folder of outputs."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

LOCK = ".cchc.lock"
_CHECKED_EVERY = 0.2
"""Seconds."""


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


def _acquired(folder: Path, on_wait: Callable[[], None]) -> FileLock | None:
    lock = FileLock(folder / LOCK, poll_interval=_CHECKED_EVERY)
    is_told = False
    while True:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return None
        try:
            lock.acquire(timeout=-1 if is_told else 0)
        except Timeout:
            on_wait()
            is_told = True
        except FileNotFoundError:
            # The run before removed the folder, which had stayed empty; it is made again.
            if folder.exists():
                return None
        except (OSError, NotImplementedError):
            return None
        else:
            return lock


def _release(lock: FileLock, folder: Path, *, is_new: bool) -> None:
    """Remove the lock's file while it is still held: whoever waits for it notices and makes a new one."""
    with contextlib.suppress(OSError):
        (folder / LOCK).unlink()
    with contextlib.suppress(OSError):
        lock.release()
    if is_new:
        with contextlib.suppress(OSError):
            folder.rmdir()
