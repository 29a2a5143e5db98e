"""The shipped quarters in every genre and format, against the approved results. ``make accept`` renews them; read the diff.

A Word file is compared as a text: one line a paragraph, with its style, so that a change can be read.
"""

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

import docx
import pytest
from conftest import ROOT
from docx.document import Document as WordDocument
from docx.section import Section
from docx.table import Table
from docx.text.paragraph import Paragraph
from packages import custom_properties

from cchc_report import trace as tracing
from cchc_report.document import Document
from cchc_report.project import Project
from cchc_report.rendering import Rendered, Workshop

GOLDEN = Path(__file__).parent / "golden"
QUARTERS = ("ben-tre/2024-q1", "phuoc-hai-gia-dinh/2026-q1", "phuoc-hai-gia-dinh/2026-q2")
ALONE = {"phuoc-hai-gia-dinh/2026-q1"}
"""Rendered without the earlier files beside it: as it was before there were comparisons, byte for byte."""
GENRES = ("bai-bao", "bao-cao")
ENDINGS = ("txt", "md", "html", "docx.txt", "trace.json")
NAMES = [
    f"{quarter.replace('/', '-')}/{genre}.{ending}" for quarter in QUARTERS for genre in GENRES for ending in ENDINGS
]


@cache
def results() -> dict[str, str]:
    """Every result by its path in the golden folder."""
    found: dict[str, str] = {}
    with TemporaryDirectory() as folder:
        for quarter in QUARTERS:
            project = alone(Path(folder), quarter) if quarter in ALONE else Project(ROOT)
            workshop = Workshop(project)
            for genre in GENRES:
                made = dict(_written(workshop, composed(project, quarter, genre)))
                found |= {f"{quarter.replace('/', '-')}/{name}": text for name, text in made.items()}
    return found


def alone(folder: Path, quarter: str) -> Project:
    """A working folder with only that quarter of its unit."""
    path = folder.resolve() / "metrics" / f"{quarter}.yaml"
    path.parent.mkdir(parents=True)
    for source in (ROOT / "metrics" / f"{quarter}.yaml", (ROOT / "metrics" / quarter).parent / "don-vi.yaml"):
        copy(source, path.parent)
    return Project(folder.resolve())


def composed(project: Project, quarter: str, genre: str) -> Document:
    document = Workshop(project).compose(project.quarter(project.root / "metrics" / f"{quarter}.yaml"), genre).document
    assert document is not None
    return document


def _written(workshop: Workshop, document: Document) -> Iterator[tuple[str, str]]:
    for file in workshop.write(document, ["txt", "md", "html", "docx"]):
        assert isinstance(file, Rendered)
        if file.name.endswith(".docx"):
            yield f"{file.name}.txt", dump(file.content)
        else:
            yield file.name, file.content.decode()
    yield f"{document.genre}.trace.json", tracing.as_json(tracing.trace(document)) + "\n"


def dump(content: bytes) -> str:
    """A Word file as lines: style and text, cells with a bar before them; then its pages and properties."""
    document = docx.Document(io.BytesIO(content))
    properties = document.core_properties
    about = [
        *(f"page: {_page(section)}" for section in document.sections),
        f"title: {properties.title}",
        f"author: {properties.author}",
        f"created: {properties.created}",
        f"language: {properties.language}",
        *(f"{name}: {text}" for name, text in custom_properties(content).items()),
    ]
    return "\n".join([*_lines(document), "", *about]) + "\n"


def _lines(document: WordDocument) -> Iterator[str]:
    for block in document.iter_inner_content():
        match block:
            case Paragraph():
                yield _line(block)
            case Table():
                yield from (f"| {_line(p)}" for row in block.rows for cell in row.cells for p in cell.paragraphs)


def _line(paragraph: Paragraph) -> str:
    return f"[{paragraph.style.name if paragraph.style else ''}] {paragraph.text}".rstrip()


def _page(section: Section) -> str:
    sizes = (section.page_width, section.page_height)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    written = [" x ".join(f"{size.mm:.0f}" for size in sizes if size), *(f"{m.mm:.0f}" for m in margins if m)]
    header = " ".join(paragraph.text for paragraph in section.header.paragraphs)
    footer = " ".join(paragraph.text for paragraph in section.footer.paragraphs)
    return f"{', '.join(written)} mm; header: {header}; footer: {footer}"


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_quarter_comes_out_as_approved(name: str, accept: bool) -> None:  # noqa: FBT001 - pytest passes fixtures by name
    if accept:
        (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
        (GOLDEN / name).write_text(results()[name], encoding="utf-8")
    assert (GOLDEN / name).read_text(encoding="utf-8") == results()[name]


def test_nothing_is_approved_that_is_not_made() -> None:
    found = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*") if path.is_file()}
    assert found == set(results()) == set(NAMES)
