"""How far a run over many files is: a line at the bottom of the terminal; nothing where there is none."""

import shutil
import sys
import time
from pathlib import Path

import click

from cchc_report.cli.console import near

_WIDTH = 20
"""Of the bar, in characters."""
_MINUTE, _HOUR = 60, 3600


class Progress:
    """Shows on standard error what is done, how long the rest may take, and the file in hand."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._hand = ""
        self._begun = time.monotonic()
        self._is_shown = bool(sys.stderr and sys.stderr.isatty())
        self._length = 0

    def begin(self, path: Path) -> None:
        """A file is taken in hand."""
        self._hand = near(path)
        self._show()

    def clear(self) -> None:
        """Make room for lines that stay."""
        self._draw("")

    def done(self) -> None:
        """A file is finished, and its lines are printed."""
        self._done += 1
        self._show()

    def _show(self) -> None:
        filled = _WIDTH * self._done // self._total
        bar = "#" * filled + "-" * (_WIDTH - filled)
        self._draw(f"[{bar}] {self._done}/{self._total}{self._rest()}  {self._hand}")

    def _rest(self) -> str:
        if not self._done:
            return ""
        seconds = (time.monotonic() - self._begun) / self._done * (self._total - self._done)
        return f"  còn khoảng {_duration(round(seconds))}" if self._done < self._total else ""

    def _draw(self, line: str) -> None:
        if not self._is_shown:
            return
        shown = line[: shutil.get_terminal_size().columns - 1]
        click.echo(f"\r{' ' * self._length}\r{shown}", err=True, nl=False)
        self._length = len(shown)


def _duration(seconds: int) -> str:
    if seconds < _MINUTE:
        return f"{seconds} giây"
    if seconds < _HOUR:
        return f"{seconds // _MINUTE} phút"
    return f"{seconds // _HOUR} giờ {seconds % _HOUR // _MINUTE} phút"
