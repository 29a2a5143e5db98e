"""The engines of Node, each in a process that makes documents when it is asked to."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

DOCXTEMPLATER, EASY_TEMPLATE_X, CARBONE = "docxtemplater", "easy-template-x", "carbone"
NODE_PEERS = (DOCXTEMPLATER, EASY_TEMPLATE_X, CARBONE)
_SCRIPT = Path(__file__).with_name("node_engines.js")


@dataclass(frozen=True, slots=True)
class InNode:
    """An engine that waits for the next request; it measures its turns itself."""

    name: str
    process: subprocess.Popen[str]
    target: Path

    def turn(self, seconds: float) -> float:
        """As ``Engine`` says."""
        return self._ask({"seconds": seconds})["each"]

    def file(self, number: int) -> bytes:
        """As ``Engine`` says."""
        self._ask({"number": number})
        return self.target.read_bytes()

    def peak(self) -> float:
        """The most memory that its process ever had, in megabytes."""
        return self._ask({"number": 0})["peak"] / 1024

    def _ask(self, request: dict[str, float]) -> dict[str, float]:
        assert self.process.stdin is not None  # noqa: S101 - it was opened with pipes
        assert self.process.stdout is not None  # noqa: S101 - as above
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{self.name} ended without an answer")
        found: dict[str, float] = json.loads(answer)
        return found


@contextmanager
def node_peer(name: str, modules: Path, folder: Path) -> Iterator[InNode]:
    """A peer of ``NODE_PEERS`` from the ``node_modules`` folder, started from the prepared files of a folder."""
    command = ["node", str(_SCRIPT), name, str(modules), str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as process:  # noqa: S603 - arguments made here
        yield InNode(name, process, folder / f"made-by-{name}.docx")
