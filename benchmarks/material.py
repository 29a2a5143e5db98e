"""A case as files from which each engine starts, so that one in a process of its own needs nothing of the others."""

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks import prepared
from benchmarks.content import Content, Grid, Line, Span, as_json, printed
from benchmarks.printing import Printing
from benchmarks.templates import BRACES, CARBONE, JINJA, base_of, context_of, template_of
from cchc_report.document import Bullets, Document, Heading, Inlines, Paragraph, Table, leaves, text_of
from cchc_report.trace import is_number

_TEMPLATES = {prepared.JINJA: JINJA, prepared.BRACES: BRACES, prepared.CARBONE: CARBONE}


def prepare(printing: Printing, folder: Path) -> None:
    """Write templates, contexts and contents of all variants into the folder. Raises ValueError where their words differ."""
    contents = [_content(printing, number) for number in range(len(printing.quarters))]
    if len({_words(content) for content in contents}) > 1:
        raise ValueError("the variants differ in more than figures")
    base = base_of(printing.frame)
    (folder / prepared.BASE).write_bytes(base)
    for name, tags in _TEMPLATES.items():
        (folder / name).write_bytes(template_of(contents[0], base, tags))
    (folder / prepared.CONTENTS).write_text(as_json(contents), encoding="utf-8")
    contexts = [context_of(content) for content in contents]
    (folder / prepared.CONTEXTS).write_text(json.dumps(contexts, ensure_ascii=False), encoding="utf-8")


def _words(content: Content) -> tuple[str, ...]:
    """What a template has to hold: all but figures and rows."""
    lines = (part for part in content if isinstance(part, Line))
    return tuple("".join("#" if span.is_figure else span.text for span in line.spans) for line in lines)


def _content(printing: Printing, number: int) -> Content:
    document = printing.document(number)
    styles = (paragraph.style for paragraph in printed(printing.file(document, "docx").content))
    return list(_parts(document, styles))


def _parts(document: Document, styles: Iterator[str]) -> Iterator[Line | Grid]:
    for block in document.blocks:
        match block:
            case Heading(_, inlines) | Paragraph(inlines):
                yield Line(next(styles), _spans(inlines))
            case Bullets(items):
                yield from (Line(next(styles), _spans(item)) for item in items)
            case Table(header, rows):
                head_style, *_ = [next(styles) for _ in header]
                cell_style, *_ = [next(styles) for row in rows for _ in row]
                yield Grid(_texts(header), [_texts(row) for row in rows], head_style, cell_style)
            case _:
                raise ValueError("the engines are compared without pictures")


def _spans(inlines: Inlines) -> list[Span]:
    return [Span(leaf.text, is_number(leaf)) for leaf in leaves(inlines)]


def _texts(row: tuple[Inlines, ...]) -> list[str]:
    return [text_of(cell) for cell in row]
