"""What somebody would write with docxtpl: ``python -m benchmarks.docxtpl_script FOLDER METRICS UNIT_FILE TARGET``.

Reads the same YAML as the command, with the loader in C, and fills the prepared template. That every figure is read by its
kind, checked and written as an office writes it is left out: the texts come from the prepared context.
"""

import json
import sys
from pathlib import Path

import yaml
from docxtpl import DocxTemplate

from benchmarks.prepared import CONTEXTS, JINJA


def main() -> None:
    """Make one document."""
    folder, *sources, target = map(Path, sys.argv[1:])
    for source in sources:
        yaml.load(source.read_bytes(), yaml.CSafeLoader)
    contexts = json.loads((folder / CONTEXTS).read_text(encoding="utf-8"))
    template = DocxTemplate(str(folder / JINJA))
    template.render(contexts[0], autoescape=True)
    template.save(str(target))


if __name__ == "__main__":
    main()
