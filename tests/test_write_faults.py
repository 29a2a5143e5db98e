"""Every call by which files are written fails once, in every way: nothing is lost, nothing is half, the user is told.

The calls are counted. The work is done with the first of them failing, with the second, and so on until none fails any
more, as SQLite is tested.
"""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from resource import RLIMIT_FSIZE, setrlimit

import pytest
from conftest import ROOT
from failing_calls import Calls, Fault, watched
from write_works import INTERRUPTED, NAME, NEW, NEWER, OLD, WORKS, check, contents, prepare, put

from cchc_report.outputs import RECORD, Outcome, OutputError


def refusing(code: int) -> OSError:
    return OSError(code, os.strerror(code))


FAULTS = {
    **{
        errno.errorcode[code]: Fault(partial(refusing, code))
        for code in (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EXDEV, errno.EMFILE)
    },
    "ENOSPC từ đó về sau": Fault(partial(refusing, errno.ENOSPC), lasting=True),
    "EACCES từ đó về sau": Fault(partial(refusing, errno.EACCES), lasting=True),
    "Ctrl-C trước": Fault(KeyboardInterrupt),
    "Ctrl-C sau": Fault(KeyboardInterrupt, after=True),
    "SystemExit trước": Fault(SystemExit),
}


def told(work: Callable[[], object]) -> str:
    """What the user is told; nothing where all went well or the run was interrupted. Anything else fails the test."""
    try:
        work()
    except OutputError as problem:
        return str(problem)
    except (KeyboardInterrupt, SystemExit):
        return INTERRUPTED
    return ""


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize(("work", "standing"), WORKS.values(), ids=WORKS)
def test_whichever_call_fails_nothing_is_lost(
    tmp_path: Path, work: Callable[[Path], None], standing: bytes | None, fault: Fault
) -> None:
    at = 0
    while True:
        at += 1
        folder = tmp_path / str(at) / "out"
        prepare(folder, standing)
        calls = Calls(fault, at)
        with watched(calls):
            message = told(partial(work, folder))
        if not calls.failed:
            break
        check(folder, work, standing, message, calls)
    assert at > 15, "the calls are seen"
    assert message == ""


def run(*arguments: str | Path, limits: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
    """A process of its own that finds the package and these tests."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [str(argument) for argument in arguments],
        env=environment,
        preexec_fn=limits,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_run_killed_at_any_call_loses_nothing(tmp_path: Path) -> None:
    done = run(sys.executable, ROOT / "tests/kills.py", "calls", tmp_path)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 250


def test_a_run_killed_at_any_moment_loses_nothing(tmp_path: Path) -> None:
    """As often as ``CCHC_KILLS`` says."""
    times = os.environ.get("CCHC_KILLS", "120")
    done = run(sys.executable, ROOT / "tests/kills.py", "chance", tmp_path, times)
    assert (done.returncode, done.stdout) == (0, times), done.stderr


WRITE_ONCE = "import sys, pathlib, write_works as w; w.put(pathlib.Path(sys.argv[1]), w.NEW)"
"""A program that writes over its own file."""
INJECTIONS = (
    "fsync:error=EIO",
    "fsync:error=ENOSPC",
    "rename:error=EACCES",
    "rename:error=EXDEV",
    "write:error=ENOSPC",
    "write:error=EDQUOT",
    "fsync:signal=SIGKILL",
    "rename:signal=SIGTERM",
    "write:signal=SIGINT",
)


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
@pytest.mark.parametrize("injection", INJECTIONS)
def test_what_the_kernel_refuses_loses_nothing(tmp_path: Path, injection: str) -> None:
    """The same with a real process, whose calls into the kernel fail, or end it."""
    call = injection.partition(":")[0]
    for at in (1,) if call == "fsync" else (1, 2, 3):  # only the file itself is synced, not its record
        folder = tmp_path / str(at)
        prepare(folder, OLD)
        trace = ("strace", "-f", "-qq", "-o", tmp_path / "trace", "-e", f"trace={call}")
        program = (sys.executable, "-c", WRITE_ONCE, folder)
        done = run(*trace, "-e", f"inject={injection}:when={at}", *program)
        assert done.returncode != 0 or "EACCES" in injection, "one refusal is not the last word of a move"
        work, standing = WORKS["render lại"]
        check(folder, work, standing, INTERRUPTED, Calls(at=at, seen=[injection] * at))


def test_a_limit_to_the_size_of_files_is_told_and_loses_nothing(tmp_path: Path) -> None:
    """The kernel takes a part of the content and refuses the rest, as where a quota ends."""
    prepare(tmp_path, OLD)
    program = f"{WRITE_ONCE[: WRITE_ONCE.index('w.NEW')]}w.NEW * 100)"
    done = run(sys.executable, "-c", program, tmp_path, limits=lambda: setrlimit(RLIMIT_FSIZE, (100_000, 100_000)))
    assert "ổ đĩa đã đầy, hoặc hết dung lượng được cấp" in done.stderr
    check(tmp_path, *WORKS["render lại"], INTERRUPTED, Calls())


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 KB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    done = run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk)
    if done.returncode != 0:
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
    yield disk
    run("umount", disk)


def test_a_full_disk_is_told_and_loses_nothing(small_disk: Path) -> None:
    folder = small_disk / "out"
    prepare(folder, OLD)
    with pytest.raises(OutputError, match="ổ đĩa đã đầy"):
        put(folder, NEW * 5)
    assert set(contents(folder)) == {NAME, RECORD}
    assert put(folder, NEWER) is Outcome.WRITTEN, "what fits is written again, and the file is still known"
    (small_disk / "filler").write_bytes(bytes(30_000))
    with pytest.raises(OutputError, match="ổ đĩa đã đầy"):
        put(folder, NEW)
    assert contents(folder)[NAME] == NEWER
