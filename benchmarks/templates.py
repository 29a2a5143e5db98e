"""Word templates for the engines that fill them: the same words, a tag for each figure, a loop for each table."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from benchmarks.content import Content, Grid, Line

Context = dict[str, str | list[dict[str, str]]]
"""The figures by ``f1``, ``f2`` …; the rows of the tables by ``t1``, ``t2``, their cells by ``c1`` to ``c5``."""


@dataclass(frozen=True, slots=True)
class Tags:
    """How an engine writes its tags: texts in which ``{table}`` and ``{name}`` stand for names."""

    figure: str
    first: str
    """The first cell of the row that is repeated."""
    middle: str
    last: str
    above: str = ""
    """The one cell of a row before it; empty for no such row."""
    below: str = ""


JINJA = Tags(
    figure="{{{{ {name} }}}}",
    **dict.fromkeys(("first", "middle", "last"), "{{{{ row.{name} }}}}"),
    above="{{%tr for row in {table} %}}",
    below="{{%tr endfor %}}",
)
BRACES = Tags("{{{name}}}", "{{#{table}}}{{{name}}}", "{{{name}}}", "{{{name}}}{{/{table}}}")
"""docxtemplater and easy-template-x."""
CARBONE = Tags(
    figure="{{d.{name}}}",
    **dict.fromkeys(("first", "middle", "last"), "{{d.{table}[i].{name}}}"),
    below="{{d.{table}[i+1].{name}}}",
)


def base_of(frame: bytes) -> bytes:
    """A frame without its samples: styles, page and footer, which templates and scripts start from."""
    document = docx.Document(io.BytesIO(frame))
    body = document.element.body
    for element in [element for element in body if element.tag != qn("w:sectPr")]:
        body.remove(element)
    return _saved(document)


def context_of(content: Content) -> Context:
    """What an engine fills in: every figure already written as it is printed, which is work that it does not do itself."""
    figures = [span.text for line in content if isinstance(line, Line) for span in line.spans if span.is_figure]
    tables = [grid.rows for grid in content if isinstance(grid, Grid)]
    return {
        **{f"f{number}": text for number, text in enumerate(figures, start=1)},
        **{
            f"t{number}": [dict(zip(_names("c"), row, strict=False)) for row in rows]
            for number, rows in enumerate(tables, start=1)
        },
    }


def template_of(content: Content, base: bytes, tags: Tags) -> bytes:
    """The template in an engine's language."""
    document = docx.Document(io.BytesIO(base))
    figures, tables = _names("f"), _names("t")
    for part in content:
        if isinstance(part, Grid):
            _add_table(document, part, next(tables), tags)
            continue
        words = (tags.figure.format(name=next(figures)) if span.is_figure else span.text for span in part.spans)
        document.add_paragraph("".join(words))._p.style = part.style  # noqa: SLF001 - by its id, as the tool writes it
    return _saved(document)


def _add_table(document: WordDocument, grid: Grid, table: str, tags: Tags) -> None:
    forms = [tags.first, *[tags.middle] * (len(grid.head) - 2), tags.last]
    repeated = [form.format(table=table, name=name) for form, name in zip(forms, _names("c"), strict=False)]
    around = [[form.format(table=table, name="c1")] if form else [] for form in (tags.above, tags.below)]
    rows: list[Sequence[str]] = [row for row in (around[0], repeated, around[1]) if row]
    made = document.add_table(1 + len(rows), len(grid.head), "Table Grid")
    for row, texts, style in zip(
        made.rows, [grid.head, *rows], [grid.head_style, *[grid.cell_style] * len(rows)], strict=True
    ):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.paragraphs[0].text = text
            cell.paragraphs[0]._p.style = style  # noqa: SLF001 - as above


def _names(letter: str) -> Iterator[str]:
    return (f"{letter}{number}" for number in count(1))


def _saved(document: WordDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
