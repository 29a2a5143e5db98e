"""Every Word file that a test makes goes through the gate of ``invariants``, whatever the test looks at itself."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec

import pytest
from invariants import faults

import cchc_report.writers.docx as writer
from cchc_report import amendment
from cchc_report.document import Document

Writer = Callable[[Document, bytes | None], bytes]
Rest = ParamSpec("Rest")


def watch(patch: pytest.MonkeyPatch) -> None:
    """Put the gate behind the writer and behind what amends, before any test module takes these functions by their names."""
    patch.setattr(writer, "write_docx", watched(writer.write_docx))
    for name in ("replaced", "commented", "relisted"):
        patch.setattr(amendment, name, leaving_sound(getattr(amendment, name)))


def watched(write: Writer) -> Writer:
    """The writer with the gate behind it."""

    def write_and_look(document: Document, frame: bytes | None) -> bytes:
        data = write(document, frame)
        let_through(data, document.title)
        return data

    return write_and_look


def leaving_sound(amend: Callable[Concatenate[bytes, Rest], bytes]) -> Callable[Concatenate[bytes, Rest], bytes]:
    """The function with the gate behind it: a file of anybody's may have faults, but no more than before."""

    @wraps(amend)
    def amend_and_look(data: bytes, /, *arguments: Rest.args, **options: Rest.kwargs) -> bytes:
        amended = amend(data, *arguments, **options)
        before, after = faults(data), faults(amended)
        assert len(after) <= len(before), f"{amend.__name__}: {after} after {before}"
        return amended

    return amend_and_look


@contextmanager
def watched_folder(folder: Path) -> Iterator[None]:
    """Look at each Word file that a command writes into the folder's ``out`` meanwhile; a kept copy of a person's is not ours."""
    before = _stamps(folder)
    yield
    for path, stamp in _stamps(folder).items():
        if before.get(path) != stamp:
            let_through(path.read_bytes(), path.name)


def let_through(data: bytes, name: str) -> None:
    """Fail the running test where a file is not sound."""
    found = faults(data)
    assert not found, f"{name}: {found}"


def _stamps(folder: Path) -> dict[Path, tuple[int, int]]:
    found = (
        path for path in (folder / "out").rglob("*.docx") if not path.name.startswith("~$") and ".cu" not in path.name
    )
    return {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in found}
