"""The calls by which this tool reads and writes files, counted, and one of them failing."""

import fcntl
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Self

import pytest

from cchc_report.outputs import whole

MODULES: dict[Any, tuple[str, ...]] = {
    os: ("open", "mkdir", "stat", "scandir", "fsync", "chmod", "replace", "unlink"),
    io: ("open",),
    fcntl: ("flock",),
}
"""Everything that ``outputs`` calls, pathlib's own calls included; the files that ``io.open`` gives are watched as well."""


UNDO: dict[str, Callable[[Any], None]] = {"open": os.close, "scandir": lambda entries: entries.close()}
"""How what a call opened is closed."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to fail."""

    exception: Callable[[], BaseException]
    after: bool = False
    """Whether the call does its work first: a signal that arrives just then."""
    lasting: bool = False
    """Whether every later call of the same name fails too: a disk stays full."""


@dataclass
class Calls:
    """Counts calls and lets one of them fail."""

    fault: Fault | None = None
    at: int = 0
    """Which call fails, from 1; none where it is 0."""
    seen: list[str] = field(default_factory=list)

    def make(self, name: str, call: Callable[[], Any], undo: Callable[[Any], None] = lambda _: None) -> Any:  # noqa: ANN401 - whatever the call gives
        """Do the call, or fail; ``undo`` closes what was opened, as the end of the process would."""
        self.seen.append(name)
        fault = self.fault if self._fails(name) else None
        if fault and not fault.after:
            raise fault.exception()
        result = call()
        if fault:
            undo(result)
            raise fault.exception()
        return result

    @property
    def failed(self) -> str:
        """The name of the call that failed; empty where there were too few."""
        return self.seen[self.at - 1] if 0 < self.at <= len(self.seen) else ""

    def _fails(self, name: str) -> bool:
        number = len(self.seen)
        return number == self.at or bool(
            self.fault and self.fault.lasting and number > self.at > 0 and name == self.failed
        )


class WatchedFile:
    """An open file whose reads, writes and closing are counted. A write that fails has written the half."""

    def __init__(self, file: Any, calls: Calls) -> None:  # noqa: ANN401 - text and bytes alike
        self._file, self._calls = file, calls

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._calls.make("close", self._file.close, lambda _: None)

    def __del__(self) -> None:
        self._file.close()

    def fileno(self) -> int:
        return int(self._file.fileno())

    def read(self) -> Any:  # noqa: ANN401 - as above
        return self._calls.make("read", self._file.read)

    def write(self, content: bytes) -> None:
        self._file.write(content[: len(content) // 2])
        self._file.flush()
        self._calls.make("write", lambda: self._file.write(content[len(content) // 2 :]))

    def flush(self) -> None:
        self._calls.make("flush", self._file.flush)


@contextmanager
def watched(calls: Calls) -> Iterator[None]:
    """Count the calls that are made inside; none waits, and nothing is really brought to the disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(whole, "sleep", lambda _: None)
        for module, names in MODULES.items():
            for name in names:
                patch.setattr(module, name, _watching(module, name, calls))
        yield


def close_if_open(descriptor: int) -> None:
    with suppress(OSError):
        os.close(descriptor)


def _watching(module: Any, name: str, calls: Calls) -> Callable[..., Any]:  # noqa: ANN401 - modules of three kinds
    real = getattr(module, name)

    def opened(*arguments: Any, **settings: Any) -> WatchedFile:  # noqa: ANN401 - as the call that it stands for
        try:
            file = calls.make("io.open", lambda: real(*arguments, **settings), lambda file: file.close())
        except BaseException:
            if isinstance(arguments[0], int):
                close_if_open(arguments[0])
            raise
        return WatchedFile(file, calls)

    def called(*arguments: Any, **settings: Any) -> Any:  # noqa: ANN401 - as above
        return calls.make(name, lambda: real(*arguments, **settings), UNDO.get(name, lambda _: None))

    if name == "fsync":
        return lambda _: calls.make(name, lambda: None)
    return opened if module is io else called
