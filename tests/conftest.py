"""What all tests share: the flag that accepts new results, small working folders, the real commands."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings
from watching import watch, watched_folder

# The same examples in every run: a failure found by chance helps nobody who did not change anything.
settings.register_profile("cchc", derandomize=True, deadline=None)
# For `make fuzz`: other examples each time, and many of them.
settings.register_profile("nightly", max_examples=10_000, deadline=None)
settings.load_profile("cchc")

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "metrics" / "ben-tre"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write the present results as the expected ones")


def pytest_configure(config: pytest.Config) -> None:
    patch = pytest.MonkeyPatch()
    watch(patch)
    config.add_cleanup(patch.undo)


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--accept"))


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str


def run_cchc(*arguments: str | Path, cwd: Path, env: Mapping[str, str] | None = None) -> Ran:
    """Run the real command as a process of its own."""
    command = [sys.executable, "-X", "warn_default_encoding", "-m", "cchc_report", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **(env or {})}
    with watched_folder(cwd):
        done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=False)
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def build(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Lay out a working folder: paths to contents. ``don-vi.yaml`` of the sample is added where a unit has none."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    (folder / "metrics").mkdir(parents=True, exist_ok=True)
    for unit in (folder / "metrics").iterdir():
        if unit.is_dir() and not (unit / "don-vi.yaml").exists():
            (unit / "don-vi.yaml").write_bytes((SAMPLE / "don-vi.yaml").read_bytes())
    return folder


@pytest.fixture
def working_folder(tmp_path: Path) -> Callable[[Mapping[str, str | bytes]], Path]:
    """A new working folder with the given files."""
    return lambda files: build(tmp_path / "work", files)
