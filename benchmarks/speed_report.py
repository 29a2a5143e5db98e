"""The measurements as tables, and held against what was aimed at."""

import json
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

from benchmarks.communes import table as table_of_communes
from benchmarks.engines import DOCXTPL, OUR_TEXT, OURS, SCRIPT
from benchmarks.measuring import Results
from benchmarks.node_engines import CARBONE, EASY_TEMPLATE_X, NODE_PEERS

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- speed: begin -->", "<!-- speed: end -->"
LINEAR = 1.25
"""How many times as long as before a further row, figure or commune may take and growth still count as linear."""


@dataclass(frozen=True, slots=True)
class Aim:
    """One thing aimed at."""

    what: str
    measured: str
    is_met: bool


def report(results: Results, modules: Path | None) -> Iterator[str]:
    """All tables, as Markdown."""
    yield from (environment(modules), "")
    for part in (verdict, warm, growth, figures, memory, cold):
        yield from (*part(results), "")
    yield from table_of_communes(results.communes)


def into_readme(lines: Sequence[str]) -> None:
    """Put the tables between the marks in the README."""
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    README.write_text("\n".join([f"{before}{BEGIN}", "", *lines, "", f"{END}{after}"]), encoding="utf-8")


def environment(modules: Path | None) -> str:
    """Day, machine, how busy it was, and versions."""
    ours = (
        f"{os.cpu_count()} cores of {_processor()}, {os.getloadavg()[2]:.1f} processes at work in the last quarter of an hour, "
        f"Python {platform.python_version()}, {OURS} {version(OURS)}"
    )
    packages = ", ".join(f"{name} {version(name)}" for name in ("docxtpl", "python-docx", "jinja2", "lxml"))
    found = [f"{name} {_node_version(modules, name)}" for name in NODE_PEERS] if modules else []
    return "; ".join([f"{datetime.now(UTC):%Y-%m-%d}", ours, packages, *([", ".join(found)] if found else [])]) + "."


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    lines = described.read_text(encoding="utf-8").splitlines() if described.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _node_version(modules: Path, name: str) -> str:
    package: dict[str, str] = json.loads((modules / name / "package.json").read_text(encoding="utf-8"))
    return package["version"]


def verdict(results: Results) -> Iterator[str]:
    """Each aim, what was measured, whether it is met."""
    yield "| aim | measured | |"
    yield "|---|---:|---|"
    for aim in aims(results):
        yield f"| {aim.what} | {aim.measured} | {'met' if aim.is_met else 'missed'} |"


def aims(results: Results) -> Iterator[Aim]:
    """All that was aimed at and could be measured here."""
    least, most = min(results.rows), max(results.rows)
    for name, wanted, rows in (
        (DOCXTPL, 14, least),
        (SCRIPT, 20, least),
        (EASY_TEMPLATE_X, 4, least),
        (CARBONE, 1, most),
    ):
        if name in results.rows[rows]:
            ratio = results.rows[rows][name].ratio
            told = f"at least {wanted} times as fast as" if wanted > 1 else "faster than"
            yield Aim(f"with tables of {rows} rows {told} {name}", f"{ratio} x", ratio.median >= wanted)
    share = results.rows[least][OUR_TEXT].ratio
    yield Aim("the text of the article takes at most a quarter of its Word file", str(share), share.median <= 1 / 4)
    yield Aim(
        "the command starts and ends before a docxtpl script", f"{results.cold.ratio} x", results.cold.ratio.median > 1
    )
    yield from _linear("row", _row_costs(results))
    grown = results.long.late - results.long.early
    yield Aim(f"memory grows by less than 10 MB up to {results.plan.long} documents", f"{grown:.1f} MB", grown < 10)  # noqa: PLR2004 - the aim itself
    for ending in dict.fromkeys(one.ending for one in results.communes):
        taken = {one.communes: one.communes * one.first for one in results.communes if one.ending == ending}
        yield from _linear(f"commune as {ending}", _further(taken))


def _linear(what: str, costs: Sequence[float]) -> Iterator[Aim]:
    """Whether a further one costs as much where there are more already; with two sizes nobody can tell."""
    for before, after in pairwise(costs):
        told = f"a further {what} costs at most {LINEAR} times as much where there are more"
        yield Aim(told, f"{after / before:.2f} x", after <= LINEAR * before)


def _further(taken: Mapping[int, float]) -> list[float]:
    """Seconds of each further one between a size and the next; ``taken`` are all seconds by sizes."""
    return [(taken[more] - taken[few]) / (more - few) for few, more in pairwise(taken)]


def warm(results: Results) -> Iterator[str]:
    """Milliseconds and ratios of all engines, by rows."""
    sizes = list(results.rows)
    yield f"| a document | {' | '.join(f'{rows} rows | times {OURS}' for rows in sizes)} |"
    yield f"|---|{'---:|---:|' * len(sizes)}"
    yield f"| {OURS} | {' | '.join(f'{_milliseconds(_ours(results, rows))} | 1' for rows in sizes)} |"
    for name in results.rows[sizes[0]]:
        cells = [(results.rows[rows][name].other.median, results.rows[rows][name].ratio) for rows in sizes]
        yield f"| {name} | {' | '.join(f'{_milliseconds(seconds)} | {ratio}' for seconds, ratio in cells)} |"


def growth(results: Results) -> Iterator[str]:
    """What a further row costs between one size and the next."""
    costs = _row_costs(results)
    sizes = list(results.rows)
    yield f"| a further row of both tables | {' | '.join(f'{low} to {high}' for low, high in pairwise(sizes))} |"
    yield f"|---|{'---:|' * len(costs)}"
    yield f"| {OURS} | {' | '.join(_milliseconds(cost) for cost in costs)} |"


def figures(results: Results) -> Iterator[str]:
    """The tool and docxtpl with few and many figures."""
    yield f"| figures in paragraphs | {OURS} | {DOCXTPL} | times {OURS} |"
    yield "|---:|---:|---:|---:|"
    for number, pairs in results.figures.items():
        yield f"| {number} | {_milliseconds(pairs.base.median)} | {_milliseconds(pairs.other.median)} | {pairs.ratio} |"


def memory(results: Results) -> Iterator[str]:
    """The most memory of each engine's process, and the tool's over many documents."""
    sizes = list(results.peaks)
    yield f"| most memory | {' | '.join(f'{rows} rows' for rows in sizes)} |"
    yield f"|---|{'---:|' * len(sizes)}"
    for name in results.peaks[sizes[0]]:
        yield f"| {name} | {' | '.join(f'{results.peaks[rows][name]:.0f} MB' for rows in sizes)} |"
    long, plan = results.long, results.plan
    yield ""
    yield f"{OURS} after {plan.long // 10} documents: {long.early:.1f} MB; after {plan.long}: {long.late:.1f} MB."


def cold(results: Results) -> Iterator[str]:
    """Whole processes."""
    yield "| one document as a process of its own | seconds | times the command |"
    yield "|---|---:|---:|"
    yield f"| cchc render | {results.cold.base} | 1 |"
    yield f"| docxtpl script | {results.cold.other} | {results.cold.ratio} |"


def _row_costs(results: Results) -> list[float]:
    return _further({rows: _ours(results, rows) for rows in results.rows})


def _ours(results: Results, rows: int) -> float:
    """Seconds of the tool for a Word file: its turns beside docxtpl."""
    return results.rows[rows][DOCXTPL].base.median


def _milliseconds(seconds: float) -> str:
    return f"{1000 * seconds:.2f} ms" if seconds < 0.01 else f"{1000 * seconds:.1f} ms"  # noqa: PLR2004 - three digits of anything
