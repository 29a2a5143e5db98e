"""A document written from code with python-docx: as its documentation shows, and as fast as it goes."""

import io
from collections.abc import Callable
from pathlib import Path

import docx
from docx.document import Document as WordDocument

from benchmarks.content import Content, Grid

Script = Callable[[Content, bytes, Path], None]
"""Writes the content, begun with an empty document in the frame's styles, to a file."""


def as_documented(content: Content, base: bytes, target: Path) -> None:
    """Styles by name, rows added one by one with their cells."""
    document = docx.Document(io.BytesIO(base))
    names = {style.style_id: style.name for style in document.styles}
    for part in content:
        if isinstance(part, Grid):
            _add_table(document, part, names)
        else:
            document.add_paragraph(part.text, style=names[part.style])
    document.save(str(target))


def _add_table(document: WordDocument, grid: Grid, names: dict[str, str | None]) -> None:
    table = document.add_table(rows=1, cols=len(grid.head), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, grid.head, strict=True):
        cell.text = text
        cell.paragraphs[0].style = names[grid.head_style]
    for row in grid.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
            cell.paragraphs[0].style = names[grid.cell_style]


def as_fast_as_it_goes(content: Content, base: bytes, target: Path) -> None:
    """Style ids set directly, rows and cells reached through their elements."""
    document = docx.Document(io.BytesIO(base))
    for part in content:
        if isinstance(part, Grid):
            _add_table_fast(document, part)
        else:
            document.add_paragraph(part.text)._p.style = part.style  # noqa: SLF001 - the point of this one
    document.save(str(target))


def _add_table_fast(document: WordDocument, grid: Grid) -> None:
    table = document.add_table(rows=1 + len(grid.rows), cols=len(grid.head), style="Table Grid")
    styles = [grid.head_style, *[grid.cell_style] * len(grid.rows)]
    for row, texts, style in zip(table._tbl.tr_lst, [grid.head, *grid.rows], styles, strict=True):  # noqa: SLF001 - the point of this one
        for cell, text in zip(row.tc_lst, texts, strict=True):
            paragraph = cell.p_lst[0]
            paragraph.style = style
            paragraph.add_r().text = text
