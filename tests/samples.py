"""Everything that can be made of the metrics files in the repository: each unit, period and genre, in every format."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from conftest import ROOT

from cchc_report.document import Document
from cchc_report.project import Project, Quarter
from cchc_report.rendering import Rendered, Workshop
from cchc_report.writers import WRITERS

FOLDERS = (ROOT, ROOT / "docs" / "vi-du")
OF_ONE_SECTION = "tin-ngan"


@cache
def sample_documents() -> Mapping[str, tuple[Workshop, Document]]:
    """The composed documents by name (``ben-tre/2024-q1/bai-bao``), each with what can write it."""
    found: dict[str, tuple[Workshop, Document]] = {}
    for folder in FOLDERS:
        project = Project(folder)
        workshop = Workshop(project)
        for path in _metrics_files(project):
            quarter = project.quarter(path)
            for document in _documents(workshop, quarter):
                found[f"{quarter.unit}/{path.stem}/{document.name}"] = workshop, document
    return found


@cache
def samples() -> Mapping[str, Mapping[str, bytes]]:
    """The same as files, by name and format."""
    return {name: _written(workshop, document) for name, (workshop, document) in sample_documents().items()}


def _metrics_files(project: Project) -> Iterator[Path]:
    for unit in sorted(path for path in (project.root / "metrics").iterdir() if path.is_dir()):
        yield from project.metrics_files(unit)


def _documents(workshop: Workshop, quarter: Quarter) -> Iterator[Document]:
    for genre in workshop.genres([quarter.unit]):
        sections = workshop.sections([quarter.unit]) if genre == OF_ONE_SECTION else [""]
        composed = (workshop.compose(quarter, genre, section) for section in sections)
        # A section without a figure in this period gives no document.
        yield from (composition.document for composition in composed if composition.document is not None)


def _written(workshop: Workshop, document: Document) -> Mapping[str, bytes]:
    results = [file for file in workshop.write(document, [*WRITERS]) if isinstance(file, Rendered)]
    assert len(results) == len(WRITERS)
    return {result.name.rpartition(".")[2]: result.content for result in results}
