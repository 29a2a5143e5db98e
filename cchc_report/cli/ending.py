"""How a run ends: its exit codes, and what happens when it is asked to stop."""

import contextlib
import signal
from collections.abc import Callable
from types import FrameType
from typing import Any, Self

from cchc_report.cli.console import say

CLEAN, PROBLEMS, FAULT, INTERRUPTED, TERMINATED = 0, 1, 3, 130, 143
"""Exit codes; 2, wrong usage, is click's own."""

_Handler = Callable[[int, FrameType | None], Any] | int | None


class Terminated(BaseException):
    """The system asked the program to end (SIGTERM)."""


def end_on_request() -> None:
    """From now on SIGTERM unwinds the program as Ctrl-C does, so that nothing half written stays behind."""
    signal.signal(signal.SIGTERM, _terminate)


def _terminate(_: int, __: FrameType | None) -> None:
    # Once is enough: what cleans up is not to be disturbed.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise Terminated


class Stopping:
    """Inside the block the first request to stop is only noted, so that the file in hand is finished; the second one stops at once."""

    def __init__(self) -> None:
        self.asked: type[BaseException] | None = None
        """What the request would have raised, and is raised with once the file in hand is finished."""
        self._before: dict[int, _Handler] = {}

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM):
            before = signal.getsignal(number)
            if before is not signal.SIG_IGN:  # a program put into the background is not stopped from the keyboard
                self._before[number] = before
                signal.signal(number, self._note)
        return self

    def __exit__(self, *_: object) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)

    def _note(self, number: int, _: FrameType | None) -> None:
        self.asked = KeyboardInterrupt if number == signal.SIGINT else Terminated
        signal.signal(number, self._before[number])
        # Whatever is being printed at this moment cannot be interrupted by another line.
        with contextlib.suppress(RuntimeError, OSError):
            say("Đang dừng: làm nốt tệp đang dở. Muốn dừng ngay thì bấm Ctrl-C lần nữa.")
