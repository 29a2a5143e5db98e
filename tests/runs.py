"""Runs that are held in the middle, so that a test can send a signal or begin another run at a known moment."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from subprocess import PIPE

from conftest import ROOT, Ran

GOOD = "tthc:\n  cong_bo: 254\n  ban_hanh_moi: 72\n  sua_doi: 91\n  thay_the: 23\n  bai_bo: 68\n"
BROKEN = GOOD.replace("68", "86")
TEXTS = ("--genre", "bai-bao", "--to", "txt,md")
"""What these runs make: enough to be several files, and quick."""

HOOK = """
import os
move = os.replace
def replace(source, target, held={held!r}):
    for end, begun, go in held:
        if str(target).endswith(end):
            open(begun, "w").close()
            open(go).close()
    return move(source, target)
os.replace = replace
"""
"""The process that is about to put one of the held files into its place opens one pipe, then waits at the other."""


def units(count: int, *, broken: Sequence[int] = ()) -> dict[str, str | bytes]:
    """The metrics files of so many units, ``xa-00`` and so on."""
    return {f"metrics/xa-{n:02}/2024-q1.yaml": BROKEN if n in broken else GOOD for n in range(count)}


def article(number: int, folder: str = "out") -> str:
    return f"{folder}/xa-{number:02}/2024-q1/bai-bao.txt"


@dataclass(slots=True)
class Held:
    """A run that waits while it writes."""

    process: "subprocess.Popen[bytes]"
    pipes: list[tuple[Path, Path]]

    def wait_until_held(self) -> None:
        """Return once all the files are half written."""
        for begun, _ in self.pipes:
            begun.open(encoding="utf-8").close()

    def let_go(self) -> None:
        """Let all of them be finished."""
        for _, go in self.pipes:
            go.open("w", encoding="utf-8").close()

    def send(self, number: signal.Signals) -> None:
        """To the program and its processes, as a terminal does with Ctrl-C."""
        os.killpg(self.process.pid, number)

    def ended(self) -> Ran:
        return ended(self.process)


@contextmanager
def held(folder: Path, *arguments: str, at: Sequence[str]) -> Iterator[Held]:
    """The real command in a process group of its own, held before each of these files goes to its place."""
    hooks = folder.parent / "hooks"
    hooks.mkdir(exist_ok=True)
    pipes = [(hooks / f"begun-{number}", hooks / f"go-{number}") for number, _ in enumerate(at)]
    for pipe in chain(*pipes):
        os.mkfifo(pipe)
    code = HOOK.format(held=[(end, str(begun), str(go)) for end, (begun, go) in zip(at, pipes, strict=True)])
    (hooks / "sitecustomize.py").write_text(code, encoding="utf-8")
    with started(folder, *arguments, env={"PYTHONPATH": f"{hooks}{os.pathsep}{ROOT}"}) as process:
        yield Held(process, pipes)


@contextmanager
def started(folder: Path, *arguments: str, env: Mapping[str, str] | None = None) -> Iterator["subprocess.Popen[bytes]"]:
    """The real command, which is ended with all its processes when the test is over."""
    command = [sys.executable, "-m", "cchc_report", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **(env or {})}
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=PIPE, stderr=PIPE, start_new_session=True, bufsize=0
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def next_notice(process: "subprocess.Popen[bytes]") -> str:
    """The next line that a run says on standard error."""
    assert process.stderr is not None
    return process.stderr.readline().decode("utf-8")


def ended(process: "subprocess.Popen[bytes]") -> Ran:
    """How a run ended, and what it said that was not read yet."""
    out, err = process.communicate()
    return Ran(process.returncode, out.decode("utf-8"), err.decode("utf-8"))


def strays(folder: Path) -> list[str]:
    """What a run must not leave behind: temporary files, the lock."""
    return [path.name for path in folder.rglob(".cchc*") if path.name != ".cchc.json"]
