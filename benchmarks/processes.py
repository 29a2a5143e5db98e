"""Whole commands, timed."""

import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from benchmarks.samples import ROOT


def output_of(module: str, *arguments: str, cwd: Path = ROOT) -> str:
    """What ``python -m module`` prints. Raises RuntimeError where it fails."""
    command = [sys.executable, "-m", module, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=False, encoding="utf-8")  # noqa: S603 - arguments made by the measurements
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}: {(done.stdout + done.stderr)[-2000:]}")
    return done.stdout


def seconds_of(module: str, *arguments: str, cwd: Path = ROOT) -> float:
    """How long ``python -m module`` takes, from the start of its process to its end."""
    begun = perf_counter()
    output_of(module, *arguments, cwd=cwd)
    return perf_counter() - begun
