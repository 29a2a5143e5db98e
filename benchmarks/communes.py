"""How rendering a whole folder grows with its units: so many invented communes, each with a unit file and a metrics file.

``python -m benchmarks.communes --sizes 100,1000`` prints a table.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.invented import SAMPLE, invented_values, with_values
from benchmarks.processes import seconds_of

SIZES = (100, 1_000, 3_321)
"""The last is the number of communes in the country since July 2025."""
FORMATS = ("docx", "txt")
JOBS = ("--jobs", "2")
"""How many processes the command may use."""
_PERIOD = "2026-q2"
_ENDED = {"chi_dao.kiem_tra_huyen": None}
"""A line of the sample that no file of this period may have."""
_UNIT = """\
don_vi:
  ten: xã số {0} (giả định)
  cap: xã
  dia_danh: xã số {0}
  uy_ban: UBND xã
  chu_tich: Chủ tịch UBND xã
  noi_vu: Phòng Văn hóa - Xã hội
  so_nganh: các phòng, ban của xã
  uy_ban_cap_duoi: các thôn
  uy_ban_dia_phuong: các thôn
  cap_uy_quan_ly: Đảng ủy xã
"""


@dataclass(frozen=True, slots=True)
class Rendered:
    """Seconds for each document of a folder of communes."""

    communes: int
    ending: str
    first: float
    again: float
    """A second run, in which nothing has changed."""


def measured(sizes: Sequence[int], folder: Path) -> Iterator[Rendered]:
    """Render folders of these sizes in each format, twice."""
    for size in sizes:
        root = folder / str(size)
        lay_out(root, size)
        for ending in FORMATS:
            first, again = (_seconds(root, ending) / size for _ in range(2))
            yield Rendered(size, ending, first, again)


def lay_out(root: Path, communes: int) -> None:
    """Write the unit file and metrics file of each commune, the same for the same number."""
    sample = SAMPLE.read_text(encoding="utf-8").replace("2024", "2026").replace("2023", "2025")
    for number in range(1, communes + 1):
        unit = root / "metrics" / f"xa-{number:04d}"
        unit.mkdir(parents=True)
        (unit / "don-vi.yaml").write_text(_UNIT.format(f"{number:04d}"), encoding="utf-8")
        text = with_values(sample, {**invented_values(Random(number)), **_ENDED})
        (unit / f"{_PERIOD}.yaml").write_text(text, encoding="utf-8")


def _seconds(root: Path, ending: str) -> float:
    asked = ("render", "metrics", "--genre", "bai-bao", "--to", ending, "--out", f"out-{ending}")
    return seconds_of("cchc_report", *asked, *JOBS, cwd=root)


def table(found: Sequence[Rendered]) -> Iterator[str]:
    """Milliseconds for each document."""
    yield "| communes | format | a document | again, nothing changed |"
    yield "|---:|---|---:|---:|"
    for one in found:
        yield f"| {one.communes} | {one.ending} | {1000 * one.first:.1f} ms | {1000 * one.again:.1f} ms |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="How cchc render grows with the number of units.")
    parser.add_argument("--sizes", type=_sizes, default=SIZES, help="numbers of communes, with commas between")
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder:
        print("\n".join(table(list(measured(chosen.sizes, Path(folder))))))


def _sizes(text: str) -> list[int]:
    return [int(size) for size in text.split(",")]


if __name__ == "__main__":
    main()
