"""How long ``cchc audit`` takes, as a ratio to a peer in the same run.

The peer reads the same Word file's paragraphs with python-docx and compares its words with the original's by ``difflib``: what
somebody would write who only wanted to know where two texts differ.
"""

import argparse
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import docx

from benchmarks.editing import Wanted, edited
from benchmarks.peer import differences
from benchmarks.samples import ROOT, SAMPLES, Sample, composed, source_of
from cchc_report.manuscript import Manuscript, Passage, read_manuscript

EDITS = Wanted(edits=12, percent=10, errors=4)
"""What the audited copy differs by."""
_SUCCESSES = {0, 1}
"""How the command ends: nothing found, or something."""


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds, each the median of the runs."""

    peer: float
    """Reading and comparing, inside this process."""
    reading: float
    """The Word file into passages, inside this process."""
    audit: float
    """One audit inside this process, of a document already composed."""
    composing_and_audit: float
    """The same, the figures read and the document composed each time."""
    peer_process: float
    """The peer as a process of its own."""
    command: float
    """The whole command."""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="How long cchc audit takes beside a peer.")
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    with TemporaryDirectory() as folder:
        print("\n".join(table({sample: times(sample, Path(folder), runs) for sample in SAMPLES})))


def times(sample: Sample, folder: Path, runs: int) -> Times:
    """The times of one document; its files are written into the folder."""
    document, figures = composed(sample)
    source = source_of(document, figures)
    copy = edited(source, Random(1), EDITS)
    file, original = rendered(sample, folder), folder / "original.txt"
    edit_in_place(file)
    original.write_text("\n".join(source.passages), encoding="utf-8")
    auditing = import_module("cchc_report.audit")
    manuscript = Manuscript("copy.txt", tuple(map(Passage, copy.passages)))
    subject = auditing.Subject.of(document, figures)
    return Times(
        _median(lambda: differences(file, original), runs),
        _median(lambda: read_manuscript(file.read_bytes(), file.name), runs),
        _median(lambda: auditing.audit(manuscript, subject), runs),
        _median(lambda: auditing.audit(manuscript, auditing.Subject.of(*composed.__wrapped__(sample))), runs),
        _median(lambda: _run("benchmarks.peer", str(file), str(original)), runs),
        _median(lambda: _run("cchc_report", "audit", str(file)), runs),
    )


def table(found: dict[Sample, Times]) -> Iterator[str]:
    """Milliseconds, and the ratios to the peer in the same run, which say more than milliseconds do of another machine."""
    yield (
        "| document | peer | reading | audit | reading and audit to peer | composing and audit "
        "| peer as a process | whole command | to peer |"
    )
    yield f"|---|{'---:|' * 8}"
    for sample, taken in found.items():
        cells = (
            f"{sample.period} {sample.genre}",
            *(f"{1000 * time:.0f} ms" for time in (taken.peer, taken.reading, taken.audit)),
            f"{(taken.reading + taken.audit) / taken.peer:.1f} x",
            *(f"{1000 * time:.0f} ms" for time in (taken.composing_and_audit, taken.peer_process, taken.command)),
            f"{taken.command / taken.peer_process:.1f} x",
        )
        yield f"| {' | '.join(cells)} |"


def rendered(sample: Sample, folder: Path) -> Path:
    """The Word file that ``cchc render`` makes of the sample, below the folder."""
    metrics = ROOT / "metrics" / f"{sample.period}.yaml"
    _run("cchc_report", "render", str(metrics), "--genre", sample.genre, "--to", "docx", "--out", str(folder))
    return folder / sample.period / f"{sample.genre}.docx"


def edit_in_place(file: Path) -> None:
    """Change the Word file as somebody might in Word: each 8 becomes a 7."""
    document = docx.Document(str(file))
    for run in (run for paragraph in document.paragraphs for run in paragraph.runs):
        if "8" in run.text:
            run.text = run.text.replace("8", "7")
    document.save(str(file))


def _median(act: Callable[[], object], runs: int) -> float:
    act()  # the first time loads modules and fills caches
    return median(_timed(act) for _ in range(runs))


def _timed(act: Callable[[], object]) -> float:
    begun = perf_counter()
    act()
    return perf_counter() - begun


def _run(module: str, *arguments: str) -> None:
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)  # noqa: S603 - arguments made here
    if done.returncode not in _SUCCESSES:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.decode('utf-8')}")


if __name__ == "__main__":
    main()
