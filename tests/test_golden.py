"""The sample quarter in every format, against the approved results. ``make accept`` renews them; read the diff.

A Word file is compared as a text: one line a paragraph, with style and alignment, so that a change can be read.
"""

import io
from pathlib import Path

import docx
import pytest
from conftest import ROOT, SAMPLE

from cchc_report import trace as tracing
from cchc_report.document import Document
from cchc_report.project import Project
from cchc_report.rendering import Rendered, Workshop

GOLDEN = Path(__file__).parent / "golden" / "ben-tre-2024-q1"
NAMES = ("bai-bao.txt", "bai-bao.md", "bai-bao.html", "bai-bao.docx.txt", "bai-bao.trace.json")


@pytest.fixture(scope="module")
def results() -> dict[str, str]:
    workshop = Workshop(Project(ROOT))
    document = sample_document(workshop)
    written = [file for file in workshop.write(document, ["txt", "md", "html", "docx"]) if isinstance(file, Rendered)]
    found = {file.name: file.content.decode() for file in written if not file.name.endswith(".docx")}
    dumps = {f"{file.name}.txt": dump(file.content) for file in written if file.name.endswith(".docx")}
    return {**found, **dumps, "bai-bao.trace.json": tracing.as_json(tracing.trace(document)) + "\n"}


def sample_document(workshop: Workshop) -> Document:
    document = workshop.compose(Project(ROOT).quarter(SAMPLE / "2024-q1.yaml"), "bai-bao").document
    assert document is not None
    return document


def dump(content: bytes) -> str:
    """A Word file as lines: style, alignment, text; then its properties."""
    document = docx.Document(io.BytesIO(content))
    lines = [f"[{p.style.name if p.style else ''}] {p.text}" for p in document.paragraphs]
    properties = document.core_properties
    section = document.sections[0]
    page = (
        f"{section.page_width.mm:.0f} x {section.page_height.mm:.0f} mm"
        if section.page_width and section.page_height
        else ""
    )
    return (
        "\n".join(
            [
                *lines,
                "",
                f"title: {properties.title}",
                f"author: {properties.author}",
                f"created: {properties.created}",
                f"language: {properties.language}",
                f"page: {page}",
            ]
        )
        + "\n"
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_sample_comes_out_as_approved(name: str, results: dict[str, str], accept: bool) -> None:  # noqa: FBT001 - pytest passes fixtures by name
    if accept:
        GOLDEN.mkdir(parents=True, exist_ok=True)
        (GOLDEN / name).write_text(results[name], encoding="utf-8")
    assert (GOLDEN / name).read_text(encoding="utf-8") == results[name]


def test_nothing_is_approved_that_is_not_made(results: dict[str, str]) -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(results) == set(NAMES)
