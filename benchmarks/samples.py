"""The shipped periods as documents to edit."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.pieces import Printed
from cchc_report.document import Bullets, Document, FigureText, Heading, Inlines, Paragraph, Table, leaves
from cchc_report.figures import PERIOD_KEY, Figures
from cchc_report.project import Project
from cchc_report.rendering import Workshop
from cchc_report.trace import is_number
from cchc_report.vietnamese.wording import NO_BREAK_SPACE

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Sample:
    """One genre of one shipped period."""

    period: str
    """As below ``metrics/``: ``ben-tre/2024-q1``."""
    genre: str


SAMPLES = (
    Sample("ben-tre/2024-q1", "bai-bao"),
    Sample("phuoc-hai-gia-dinh/2026-q1", "bai-bao"),
    Sample("phuoc-hai-gia-dinh/2026-q2", "bai-bao"),
    Sample("phuoc-hai-gia-dinh/2026-q2", "bao-cao"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """A document as passages of text, and the figures in it."""

    passages: tuple[str, ...]
    """Paragraphs, headings and items; rows with a tab between cells. Every space is a plain one."""
    printed: tuple[Printed, ...]
    figures: Figures


@cache
def composed(sample: Sample) -> tuple[Document, Figures]:
    """The document of a sample and the figures of its period."""
    project = Project(ROOT)
    quarter = project.quarter(ROOT / "metrics" / f"{sample.period}.yaml")
    document = Workshop(project).compose(quarter, sample.genre).document
    if document is None or quarter.figures is None:
        raise ValueError(f"{sample.period} has errors and gives no {sample.genre}")
    return document, quarter.figures


def source_of(document: Document, figures: Figures) -> Source:
    """The document as an editor sees it."""
    passages, printed = [], []
    for index, cells in enumerate(_lines(document)):
        text = ""
        for number, cell in enumerate(cells):
            text += "\t" if number else ""
            for leaf in leaves(cell):
                if isinstance(leaf, FigureText) and leaf.figure and _stands_alone(leaf):
                    printed.append(Printed(index, len(text), len(text) + len(leaf.text), leaf.figure))
                text += leaf.text
        passages.append(text.replace(NO_BREAK_SPACE, " "))
    return Source(tuple(passages), tuple(printed), figures)


def _stands_alone(leaf: FigureText) -> bool:
    """Whether it is a number, a date or a reference and nothing else; a typed sentence may hold numbers of its own."""
    return is_number(leaf) and (not leaf.indicator.kind.wordy or leaf.indicator.section == PERIOD_KEY)


def _lines(document: Document) -> Iterator[tuple[Inlines, ...]]:
    for block in document.blocks:
        match block:
            case Heading(_, inlines) | Paragraph(inlines):
                yield (inlines,)
            case Bullets(items):
                yield from ((item,) for item in items)
            case Table(header, rows):
                yield from (header, *rows)
            case _:
                pass  # a picture holds no text
