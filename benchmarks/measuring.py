"""What is measured of speed: the tool beside engines that make the same document, and how both grow."""

import gc
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.cases import Case, article_with_tables, paragraphs_of_figures
from benchmarks.communes import SIZES, Rendered, measured
from benchmarks.content import printed
from benchmarks.engines import DOCXTPL, OURS, PEERS, Engine, ours, peer
from benchmarks.material import prepare
from benchmarks.node_engines import NODE_PEERS, node_peer
from benchmarks.printing import Printing
from benchmarks.processes import output_of, seconds_of
from benchmarks.turns import Pairs, in_pairs, in_turns


@dataclass(frozen=True, slots=True)
class Size:
    """How large a document is, and how often it is made."""

    rows: int
    """Of each of the two tables."""
    variants: int
    """Documents with figures of their own."""
    rounds: int
    """How often each engine has its turn."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured."""

    sizes: Sequence[Size]
    """The smallest first."""
    seconds: float
    """Of a turn."""
    figures: Sequence[int]
    """Figures of documents without tables."""
    cold: int
    """Pairs of whole processes."""
    peak: int
    """Documents after which the most memory is read."""
    long: int
    """Documents over which memory must not grow."""
    communes: Sequence[int]


FULL = Plan((Size(10, 50, 7), Size(100, 20, 7), Size(1_000, 3, 3)), 0.4, (60, 600), 11, 10, 5_000, SIZES)
QUICK = Plan((Size(2, 2, 1), Size(3, 2, 1)), 0.0, (10, 20), 1, 10, 20, (2, 3))


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes of a process that makes documents."""

    peak: float
    early: float
    """After a tenth of the documents."""
    late: float
    """After all of them."""


@dataclass(frozen=True, slots=True)
class Results:
    """All that was measured."""

    rows: Mapping[int, Mapping[str, Pairs]]
    """By rows of each table and engine; the base is always the tool's Word file."""
    figures: Mapping[int, Pairs]
    """docxtpl, by figures of a document without tables."""
    peaks: Mapping[int, Mapping[str, float]]
    """Megabytes, by rows of each table and engine."""
    long: Memory
    """The tool over many documents."""
    cold: Pairs
    """The docxtpl script, as whole processes."""
    communes: Sequence[Rendered]
    plan: Plan


def measure(plan: Plan, modules: Path | None) -> Results:
    """Measure everything, in a temporary folder; ``modules`` is a ``node_modules`` or None."""
    with TemporaryDirectory() as temporary:
        folder, numbers, first = Path(temporary), count(), plan.sizes[0]

        def fresh() -> Path:
            made = folder / str(next(numbers))
            made.mkdir()
            return made

        return Results(
            rows={size.rows: _rows(size, plan.seconds, modules, fresh()) for size in plan.sizes},
            figures={figures: _figures(figures, first, plan.seconds, fresh()) for figures in plan.figures},
            peaks={size.rows: _peaks(size.rows, plan.peak, modules, fresh()) for size in plan.sizes},
            long=_memory(OURS, folder, first.rows, plan.long),
            cold=_cold(first.rows, plan.cold, fresh()),
            communes=list(measured(plan.communes, fresh())),
            plan=plan,
        )


@contextmanager
def engines(case: Case, modules: Path | None, folder: Path) -> Iterator[list[Engine]]:
    """All engines for a document, the tool first, then its texts. Raises ValueError where they do not print the same."""
    printing = Printing.of(case, folder / "work")
    prepare(printing, folder)
    docx, txt = ours(printing)
    with ExitStack() as stack:
        peers: list[Engine] = [peer(name, folder) for name in PEERS]
        if modules:
            peers += [stack.enter_context(node_peer(name, modules, folder)) for name in NODE_PEERS]
        for number in range(2):
            expected = printed(docx.file(number))
            for other in peers:
                if printed(other.file(number)) != expected:
                    raise ValueError(f"{other.name} prints something else than {docx.name}")
        # What is prepared is no rubbish in which anybody's collector should search while it is timed.
        gc.freeze()
        stack.callback(gc.unfreeze)
        yield [docx, txt, *peers]


def _rows(size: Size, seconds: float, modules: Path | None, folder: Path) -> dict[str, Pairs]:
    with engines(article_with_tables(size.rows, size.variants), modules, folder) as (base, *others):
        return in_turns(base, others, size.rounds, seconds)


def _figures(figures: int, size: Size, seconds: float, folder: Path) -> Pairs:
    with engines(paragraphs_of_figures(figures, size.variants), None, folder) as (base, *others):
        filling = [engine for engine in others if engine.name == DOCXTPL]
        return in_turns(base, filling, size.rounds, seconds)[DOCXTPL]


def _peaks(rows: int, documents: int, modules: Path | None, folder: Path) -> dict[str, float]:
    """Of each engine in a process of its own."""
    prepare(Printing.of(article_with_tables(rows, 2), folder / "work"), folder)
    peaks = {name: _memory(name, folder, rows, documents).peak for name in (OURS, *PEERS)}
    return peaks | ({name: _node_peak(name, modules, folder, documents) for name in NODE_PEERS} if modules else {})


def _node_peak(name: str, modules: Path, folder: Path, documents: int) -> float:
    with node_peer(name, modules, folder) as engine:
        for number in range(documents):
            engine.file(number)
        return engine.peak()


def _memory(engine: str, folder: Path, rows: int, documents: int) -> Memory:
    found = json.loads(output_of("benchmarks.one_engine", engine, str(folder), str(rows), str(documents)))
    return Memory(**found)


def _cold(rows: int, pairs: int, folder: Path) -> Pairs:
    """One document by the command and by the docxtpl script, each into a place where nothing is yet."""
    work, case, targets = folder / "work", article_with_tables(rows, 1), count()
    prepare(Printing.of(case, work), folder)
    metrics = case.metrics_file(work)

    def command() -> float:
        asked = f"render {metrics} --genre {case.genre} --to docx --out {folder / f'out-{next(targets)}'}"
        return seconds_of("cchc_report", *asked.split(), cwd=work)

    def script() -> float:
        target = folder / f"docxtpl-{next(targets)}.docx"
        return seconds_of(
            "benchmarks.docxtpl_script", *map(str, (folder, metrics, metrics.with_name("don-vi.yaml"), target))
        )

    return in_pairs(command, script, pairs)
