"""One engine in a process of its own, for its memory: ``python -m benchmarks.one_engine ENGINE FOLDER ROWS DOCUMENTS``.

Makes so many documents and prints as JSON the most memory that the process ever had, and what it had after a tenth of the
documents and after all of them, each in megabytes. A peer starts from the prepared files of the folder. Linux tells the memory;
``ru_maxrss`` would count the parent's too.
"""

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.engines import OURS, Make, ours, peer

VARIANTS = 5
"""Of the tool, which holds the figures of all of them."""
_MOST, _NOW = "VmHWM", "VmRSS"
"""What Linux calls the most memory of a process, and that of the moment."""


def main() -> None:
    """Make the documents and print the memory."""
    engine, folder, rows, documents = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    with TemporaryDirectory() as work:
        make = _ours(rows, Path(work)) if engine == OURS else peer(engine, folder).make
        early, late = _made(make, range(documents // 10)), _made(make, range(documents // 10, documents))
    print(json.dumps({"peak": _memory(_MOST), "early": early, "late": late}))


def _ours(rows: int, work: Path) -> Make:
    from benchmarks.cases import article_with_tables  # noqa: PLC0415 - a peer's process must not load the tool
    from benchmarks.printing import Printing  # noqa: PLC0415 - as above

    return ours(Printing.of(article_with_tables(rows, VARIANTS), work))[0].make


def _made(make: Make, numbers: range) -> float:
    """Make these documents; the megabytes that the process has then."""
    for number in numbers:
        make(number)
    return _memory(_NOW)


def _memory(name: str) -> float:
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))


if __name__ == "__main__":
    main()
