"""Processes that render metrics files beside each other. They print nothing: what they made comes back as values."""

import contextlib
import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from cchc_report.cli.ending import TERMINATED, Stopping, Terminated, end_on_request
from cchc_report.cli.making import Made, Maker, Order

_SHARES_EACH = 8
"""Into how many parts the work of one process is divided, so that none ends long before the others."""
_LOOKED_EVERY = 0.2
"""Seconds after which a request to stop is noticed at the latest."""
_PATIENCE = 10
"""Seconds that a process has to end itself."""


def made_beside_each_other(
    paths: Sequence[Path], maker: Maker, jobs: int, stopping: Stopping, begin: Callable[[Path], None]
) -> Generator[Made]:
    """What came of each file, as the maker would make it, as they are finished; when asked to stop, only those in hand are finished.

    A process that the system ends costs the file it had in hand, and another process takes its place.
    """
    shares = deque(_shares(paths, jobs))
    workers: list[_Worker] = []
    try:
        while len(workers) < min(jobs, len(paths)) and shares:
            workers.append(_hired(maker))
            workers[-1].files = shares.popleft()
            workers[-1].go_on(begin)
        while busy := {worker.connection: worker for worker in workers if worker.hand is not None}:
            for connection in wait(list(busy), _LOOKED_EVERY):
                worker = busy[connection]  # type: ignore[index]  # wait gives back what it was given
                made = worker.finished()
                if worker.was_ended:
                    stopping.asked = Terminated  # whoever ends the processes one by one wants all of them to end
                share = worker.files or (shares.popleft() if shares else deque())
                if share and not stopping.asked:
                    if worker.has_died:
                        worker = _replaced(worker, workers, maker)
                    worker.files = share
                    worker.go_on(begin)
                if made is not None:
                    yield made
    finally:
        for worker in workers:
            worker.dismiss()


def _shares(paths: Sequence[Path], jobs: int) -> Iterator[deque[Path]]:
    """Neighbours together: files of one unit are compared with the same files."""
    size = max(1, len(paths) // (jobs * _SHARES_EACH))
    return (deque(paths[start : start + size]) for start in range(0, len(paths), size))


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    connection: "Connection[Path, Made]"
    files: deque[Path] = field(default_factory=deque)
    """Its share of the work."""
    hand: Path | None = None
    has_died: bool = False

    def go_on(self, begin: Callable[[Path], None]) -> None:
        """Take the next file of the share in hand, if there is one."""
        if not self.files:
            return
        self.hand = self.files.popleft()
        begin(self.hand)
        with contextlib.suppress(OSError):  # where it has died, its end of the connection says so
            self.connection.send(self.hand)

    def finished(self) -> Made | None:
        """What came of the file in hand; None where the process was asked to end, and dropped it."""
        assert self.hand is not None  # noqa: S101 - only those with a file in hand are asked
        path, self.hand = self.hand, None
        try:
            return self.connection.recv()
        except (EOFError, OSError):
            self.has_died = True
            self.process.join(_PATIENCE)
            code = self.process.exitcode
            if self.was_ended:
                return None
            return Made(path, fault=f"tiến trình dựng tệp này bị hệ thống dừng (mã {code}), có thể do thiếu bộ nhớ")

    @property
    def was_ended(self) -> bool:
        """Whether it was asked to end from outside."""
        return self.has_died and self.process.exitcode in {TERMINATED, -signal.SIGTERM}

    def dismiss(self) -> None:
        """End the process; one that still has a file in hand drops it."""
        self.connection.close()
        if self.hand is not None:
            self.process.terminate()
        self.process.join(_PATIENCE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def _hired(maker: Maker) -> _Worker:
    # Spawned on every system: what works here works on Windows, and no lock of this process is copied.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, maker.root, maker.order), daemon=True)
    # Ctrl-C reaches every process of a terminal; this one decides.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process.start()
    finally:
        signal.signal(signal.SIGINT, before)
    theirs.close()
    return _Worker(process, ours)


def _replaced(worker: _Worker, workers: list[_Worker], maker: Maker) -> _Worker:
    """Another process in place of one that has died."""
    worker.dismiss()
    workers[workers.index(worker)] = new = _hired(maker)
    return new


def _serve(connection: "Connection[Made, Path]", root: Path, order: Order) -> None:
    """Render file after file until the other end of the connection is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        end_on_request()
        maker = Maker(root, order)
        while (path := _next(connection)) is not None:
            connection.send(maker.attempt(path))
    except OSError:
        sys.exit(1)  # nobody is there any more to take what was made
    except Terminated:
        sys.exit(TERMINATED)


def _next(connection: "Connection[Made, Path]") -> Path | None:
    try:
        return connection.recv()
    except EOFError:
        return None
