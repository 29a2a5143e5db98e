"""Who makes documents: the tool and its peers of Python, each in this process; a peer starts from prepared files alone."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

from benchmarks.prepared import BASE, CONTENTS, CONTEXTS, JINJA

if TYPE_CHECKING:
    from benchmarks.printing import Printing  # a peer's process must not load the tool

OURS, OUR_TEXT = "cchc_report", "cchc_report, txt"
DOCXTPL, SCRIPT, FAST_SCRIPT = "docxtpl", "python-docx as documented", "python-docx at its fastest"
PEERS = (DOCXTPL, SCRIPT, FAST_SCRIPT)

Make = Callable[[int], Path]
"""Makes a variant by its number, which may be larger than there are variants; gives the file."""


class Engine(Protocol):
    """What makes documents, here or in another process."""

    @property
    def name(self) -> str:
        """As the tables call it."""

    def turn(self, seconds: float) -> float:
        """Make documents for so long, at least one, each another variant; seconds for each."""

    def file(self, number: int) -> bytes:
        """The file of one variant."""


@dataclass(frozen=True, slots=True)
class InProcess:
    """An engine of this process."""

    name: str
    make: Make
    _numbers: Iterator[int] = field(default_factory=count)

    def turn(self, seconds: float) -> float:
        """As ``Engine`` says."""
        begun, made, taken = perf_counter(), 0, 0.0
        while not made or taken < seconds:
            self.make(next(self._numbers))
            made, taken = made + 1, perf_counter() - begun
        return taken / made

    def file(self, number: int) -> bytes:
        """As ``Engine`` says."""
        return self.make(number).read_bytes()


def ours(printing: "Printing") -> tuple[InProcess, InProcess]:
    """The tool making Word files, and making texts."""
    docx, txt = (partial(printing.make, ending=ending) for ending in ("docx", "txt"))
    return InProcess(OURS, docx), InProcess(OUR_TEXT, txt)


def peer(name: str, folder: Path) -> InProcess:
    """A peer that starts from the prepared files of a folder."""
    target = folder / f"made-by-{name}.docx"
    return InProcess(name, _filling(folder, target) if name == DOCXTPL else _scripted(name, folder, target))


def _filling(folder: Path, target: Path) -> Make:
    """As docxtpl's documentation has it: the template opened for each document; values escaped."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 - the tool's process must not load a peer

    contexts = json.loads((folder / CONTEXTS).read_text(encoding="utf-8"))

    def make(number: int) -> Path:
        template = DocxTemplate(str(folder / JINJA))
        template.render(contexts[number % len(contexts)], autoescape=True)
        template.save(str(target))
        return target

    return make


def _scripted(name: str, folder: Path, target: Path) -> Make:
    from benchmarks.content import from_json  # noqa: PLC0415 - as in _filling
    from benchmarks.scripting import as_documented, as_fast_as_it_goes  # noqa: PLC0415 - as in _filling

    contents, base = from_json((folder / CONTENTS).read_text(encoding="utf-8")), (folder / BASE).read_bytes()
    script = as_documented if name == SCRIPT else as_fast_as_it_goes

    def make(number: int) -> Path:
        script(contents[number % len(contents)], base, target)
        return target

    return make
