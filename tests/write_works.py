"""Everything that writes a person's or the tool's files, and what must hold after any of it failed."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

from failing_calls import Calls, watched

from cchc_report.outputs import (
    RECORD,
    TEMPORARY_PREFIX,
    Outcome,
    Provenance,
    write_amended,
    write_kept,
    write_new,
    write_output,
)

MADE = Provenance("metrics/x/2024-q1.yaml", "bai-bao", "", "0123456789abcdef", "m" * 64, "t" * 64, "0.1.0")
OLD, NEW, NEWER, MINE = b"old" * 5000, b"new" * 5000, b"newer" * 5000, b"mine" * 5000
NAME, KEPT, BESIDE = "bai-bao.docx", "bai-bao.cu.docx", "bai-bao.moi.docx"


INTERRUPTED = "interrupted"
"""Stands for the message where a run was interrupted or killed."""


def put(folder: Path, content: bytes, *, force: bool = False) -> Outcome:
    return write_output(folder, NAME, content, MADE, force=force).outcome


def prepare(folder: Path, standing: bytes | None) -> None:
    """What is there before: nothing; the tool's own file; or that file after a person changed it."""
    with watched(Calls()):
        if standing is not None:
            put(folder, OLD)
        if standing == MINE:
            (folder / NAME).write_bytes(MINE)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def render(folder: Path, *, force: bool) -> None:
    put(folder, NEW, force=force)


def make_new(folder: Path) -> None:
    write_new(folder / NAME, NEW)


def keep_and_replace(folder: Path) -> None:
    write_kept(folder / NAME, NEW, MINE)


def amend(folder: Path) -> None:
    write_amended(folder / NAME, NEW, MINE)


WORKS: dict[str, tuple[Callable[[Path], None], bytes | None]] = {
    "render vào thư mục mới": (partial(render, force=False), None),
    "render lại": (partial(render, force=False), OLD),
    "render khi người đã sửa": (partial(render, force=False), MINE),
    "render --force": (partial(render, force=True), MINE),
    "new, form, init": (make_new, None),
    "refresh": (keep_and_replace, MINE),
    "import": (amend, MINE),
}
"""What is done, and what stands in the place before."""


def check(folder: Path, work: Callable[[Path], None], standing: bytes | None, message: str, calls: Calls) -> None:
    """Every file is whole and known for what it is, now and after the next run, which leaves no stray."""
    with watched(Calls()):
        check_what_is_there(folder, OLD if work is amend else standing, message, calls)
        check_the_next_run(folder, work, standing)


def check_what_is_there(folder: Path, standing: bytes | None, message: str, calls: Calls) -> None:
    where = f"call {calls.at}, {calls.failed}, of {calls.seen}: {message}"
    there = contents(folder)
    strays = [name for name in there if name.startswith(TEMPORARY_PREFIX) and name != RECORD]
    # One that could not be removed, or came into being as the run was interrupted, goes at the next run.
    assert not strays or message == INTERRUPTED or calls.failed == "unlink", where
    files = {name: content for name, content in there.items() if name != RECORD and name not in strays}
    assert set(files) <= {NAME, KEPT, BESIDE}, where
    assert all(content in {OLD, NEW, MINE} for content in files.values()), f"{where}: half a file"
    assert standing != MINE or MINE in files.values(), where
    assert standing is None or NAME in files, where
    assert message in {"", INTERRUPTED} or message.startswith(("không ghi được", "không ghi ")), where
    if RECORD in there:
        json.loads(there[RECORD])


def check_the_next_run(folder: Path, work: Callable[[Path], None], standing: bytes | None) -> None:
    """Our own file is still known as ours, a person's as a person's, and no stray is left."""
    before = contents(folder).get(NAME)
    match work:
        case partial(func=func, keywords=settings) if func is render:
            force = settings["force"]
            outcome = put(folder, NEWER, force=force)
            theirs = before == MINE
            expected = (Outcome.REPLACED if force else Outcome.BESIDE) if theirs else Outcome.WRITTEN
            assert outcome is expected
        case _ if before in {None, MINE}:
            work(folder)
    there = contents(folder)
    assert not [name for name in there if name.startswith(TEMPORARY_PREFIX) and name != RECORD]
    assert standing != MINE or work is amend or MINE in there.values()
