"""How fast documents are made, beside other engines that make the same document, and how that grows.

``python -m benchmarks.speed`` prints the tables and writes them into ``benchmarks/README.md``; ``--quick`` only shows that
everything works. ``--node FOLDER`` is a ``node_modules`` with the engines of Node.
"""

import argparse
from pathlib import Path

from benchmarks.measuring import FULL, QUICK, measure
from benchmarks.speed_report import into_readme, report


def main() -> None:
    """Measure, print the tables, and after a full run put them into the README."""
    parser = argparse.ArgumentParser(description="How fast documents are made beside other engines.")
    parser.add_argument("--quick", action="store_true", help="small sizes, one round; writes nothing")
    parser.add_argument("--node", type=Path, help="a node_modules folder with docxtemplater, easy-template-x, carbone")
    chosen = parser.parse_args()
    lines = list(report(measure(QUICK if chosen.quick else FULL, chosen.node), chosen.node))
    print("\n".join(lines))
    if not chosen.quick:
        into_readme(lines)


if __name__ == "__main__":
    main()
