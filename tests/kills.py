"""Runs that are killed while they write, by forking: ``python kills.py calls FOLDER`` or ``python kills.py chance FOLDER COUNT``.

A process of its own, since one with threads cannot be forked safely. Prints how many were killed; ends with an
assertion where anything was lost.
"""

import hashlib
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import NoReturn

from failing_calls import Calls, Fault, watched
from write_works import INTERRUPTED, NAME, WORKS, check, contents, prepare, put

from cchc_report.outputs import RECORD, TEMPORARY_PREFIX, Outcome

LONGEST_LIFE = 0.02
"""Seconds; several writings."""


def end_at_once() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def killed_at(folder: Path, work: Callable[[Path], None], standing: bytes | None, at: int, *, after: bool) -> bool:
    """Whether the process came as far as that call, at which it was killed."""
    prepare(folder, standing)
    if (child := os.fork()) == 0:
        with watched(Calls(Fault(end_at_once, after=after), at)):
            work(folder)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        assert os.WEXITSTATUS(status) == 0
        return False
    check(folder, work, standing, INTERRUPTED, Calls(at=at, seen=["killed"] * at))
    return True


def at_every_call(folder: Path) -> int:
    """Kill every work at every call, before the call and after it."""
    killed = 0
    for number, (work, standing) in enumerate(WORKS.values()):
        for after in (False, True):
            for at in count(1):
                if not killed_at(folder / f"{number}-{after}-{at}", work, standing, at, after=after):
                    break
                killed += 1
    return killed


def version(number: int) -> bytes:
    """A content that tells whether it is whole."""
    body = str(number).encode() * 20_000
    return hashlib.sha256(body).digest() + body


def write_for_ever(folder: Path, start: int) -> NoReturn:
    for number in count(start):
        put(folder, version(number))
    raise AssertionError


def at_any_moment(folder: Path, times: int) -> int:
    """Kill a process that writes without a pause; the moment is chance."""
    chance = random.Random(1)  # noqa: S311 - chance only varies the moment
    for round_ in range(times):
        if (child := os.fork()) == 0:
            write_for_ever(folder, round_ * 1000)
        time.sleep(chance.uniform(0, LONGEST_LIFE))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        there = contents(folder).get(NAME)
        assert there is None or there[:32] == hashlib.sha256(there[32:]).digest(), "half a file"
        assert put(folder, version(round_)) in {Outcome.WRITTEN, Outcome.UNCHANGED}, "our own file is still known"
        assert not [name for name in contents(folder) if name.startswith(TEMPORARY_PREFIX) and name != RECORD]
    return times


if __name__ == "__main__":
    how, where = sys.argv[1], Path(sys.argv[2])
    sys.stdout.write(str(at_every_call(where) if how == "calls" else at_any_moment(where, int(sys.argv[3]))))
