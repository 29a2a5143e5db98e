"""A paragraph as a row of runs: what bold and italic around a text come to, for formats that do not nest."""

from collections.abc import Iterator
from typing import NamedTuple

from cchc_report.document import Emphasis, FigureText, Inlines, Strong, Text, leaves


class Run(NamedTuple):
    """One text or figure and how it is set; a tuple, since every document is made of hundreds."""

    leaf: Text | FigureText
    bold: bool
    italic: bool


def runs(inlines: Inlines, *, bold: bool = False, italic: bool = False) -> Iterator[Run]:
    """The runs of a paragraph in order; ``bold`` and ``italic`` hold for all of it."""
    for inline in inlines:
        match inline:
            case Text() | FigureText():
                yield Run(inline, bold, italic)
            case Strong(children):
                yield from runs(children, bold=True, italic=italic)
            case Emphasis(children):
                yield from runs(children, bold=bold, italic=True)


def is_numeric_cell(inlines: Inlines) -> bool:
    """Whether a cell holds one quantity and nothing else, so that its digits belong under those of the rows above."""
    cell = leaves(inlines)
    return len(cell) == 1 and isinstance(cell[0], FigureText) and cell[0].indicator.kind.numeric
