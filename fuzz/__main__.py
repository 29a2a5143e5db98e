"""``python -m fuzz --seed 1 --yaml 100000``: damaged and hostile input by the thousand; findings are kept as files, and read again with ``--again``.

Without a seed another one is taken each time, and printed.
"""

import argparse
import faulthandler
import os
import platform
import secrets
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from fuzz.target import ROOT, Case, Finding, Target, case_of, examine
from fuzz.targets import TARGETS

FINDINGS = ROOT / "fuzz" / "findings"
PATIENCE = 120
"""Seconds after which one case counts as hanging: the process ends with a traceback of where it is."""
_PORTION = 100
"""Cases that one process takes at a time."""


@dataclass(frozen=True, slots=True)
class Portion:
    """What came of some cases."""

    cases: int
    findings: tuple[Finding, ...]
    slowest: float
    """Seconds of processor time that the slowest case took."""
    slowest_number: int


@dataclass(frozen=True, slots=True)
class Row:
    """What came of all cases of a target."""

    target: str
    inputs: int
    findings: tuple[Finding, ...]
    seconds: float
    slowest: float
    slowest_number: int


def main() -> int:
    """Run what the command line asks for; 1 where anything was found."""
    options = _options()
    if options.again:
        return _again(options.again)
    seed = options.seed or secrets.token_hex(4)
    print(f"seed {seed}")
    rows = [
        _row(target, seed, count, options.processes)
        for name, target in TARGETS.items()
        if (count := getattr(options, name))
    ]
    _print_table(rows, seed)
    findings = [finding for row in rows for finding in row.findings]
    _keep(findings)
    return int(bool(findings))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("--seed", default="", help="any word; another one each time without it")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="how many at a time")
    parser.add_argument("--again", type=Path, help="look at one kept finding again")
    for name, target in TARGETS.items():
        what = f"how many {name}" + f", {target.inputs_in_case} in each case" * (target.inputs_in_case > 1)
        parser.add_argument(f"--{name}", type=int, default=0, metavar="COUNT", help=what)
    return parser.parse_args()


def _row(target: Target, seed: str, count: int, processes: int) -> Row:
    """Go through so many inputs, in portions that are spread over the processes."""
    cases = -(-count // target.inputs_in_case)
    began = time.perf_counter()
    starts = range(0, cases, _PORTION)
    with ProcessPoolExecutor(max(1, processes)) as pool:
        portions = list(pool.map(partial(_portion, target.name, seed, cases), starts))
    slowest = max(portions, key=lambda portion: portion.slowest)
    findings = tuple(finding for portion in portions for finding in portion.findings)
    seconds = time.perf_counter() - began
    return Row(target.name, cases * target.inputs_in_case, findings, seconds, slowest.slowest, slowest.slowest_number)


def _portion(name: str, seed: str, cases: int, start: int) -> Portion:
    target = TARGETS[name]
    findings: list[Finding] = []
    slowest, slowest_number = 0.0, start
    numbers = range(start, min(cases, start + _PORTION))
    FINDINGS.mkdir(exist_ok=True)
    running = FINDINGS / f"running.{os.getpid()}"
    for number in numbers:
        case = case_of(target, seed, number)
        # What stands there after the process came to an end is what it hung on.
        running.write_text(f"{name} {seed} {number}", encoding="utf-8")
        faulthandler.dump_traceback_later(PATIENCE, exit=True)
        began = time.process_time()
        finding = examine(target, seed, number, case)
        if (taken := time.process_time() - began) > slowest:
            slowest, slowest_number = taken, number
        findings += [finding] if finding else []
    faulthandler.cancel_dump_traceback_later()
    running.unlink()
    return Portion(len(numbers), tuple(findings), slowest, slowest_number)


def _print_table(rows: Sequence[Row], seed: str) -> None:
    print(f"\n{time.strftime('%Y-%m-%d')}, Python {platform.python_version()}, {os.cpu_count()} cores, seed {seed}\n")
    print("| input | count | findings | minutes | slowest case |")
    print("|---|---:|---:|---:|---|")
    for row in rows:
        slowest = f"{row.slowest:.1f} s (number {row.slowest_number})"
        print(f"| {row.target} | {row.inputs:,} | {len(row.findings)} | {row.seconds / 60:.1f} | {slowest} |")


def _keep(findings: Sequence[Finding]) -> None:
    """Write the first of each sort of finding as a file, and print what is wrong with it."""
    sorts = Counter(_sort(finding) for finding in findings)
    for finding in _first_of_each(findings):
        FINDINGS.mkdir(exist_ok=True)
        path = FINDINGS / finding.file_name
        path.write_bytes(finding.case.data)
        print(f"\n{path.relative_to(ROOT)} ({sorts[_sort(finding)]} of this sort)")
        print(
            "".join(f"  {fault}\n" for fault in finding.faults[:5]).encode("ascii", "backslashreplace").decode(), end=""
        )


def _first_of_each(findings: Sequence[Finding]) -> Iterator[Finding]:
    yield from {_sort(finding): finding for finding in reversed(findings)}.values()


def _sort(finding: Finding) -> tuple[str, str]:
    """What makes two findings likely to be the same fault: the beginning of what is said of them."""
    return finding.target, finding.faults[0][:40]


def _again(path: Path) -> int:
    """Look at one kept case."""
    name, seed, number, original = path.name.split(".", 3)
    target, case = TARGETS[name], Case(original.replace("+", "/"), path.read_bytes())
    finding = examine(target, seed, int(number), case)
    print("".join(f"{fault}\n" for fault in finding.faults) if finding else "nothing is wrong with it any more")
    return int(finding is not None)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]  # it is a text stream
    sys.exit(main())
