"""What stands side by side in an official document: its head and its foot, two columns each (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục V)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from cchc_report.document import Block, Paragraph, Role

_LEFT = {Role.SUPERIOR, Role.ISSUER, Role.NUMBER, Role.RECIPIENTS, Role.RECIPIENT}
_RIGHT = {Role.NATION, Role.MOTTO, Role.PLACE_AND_DATE, Role.AUTHORITY, Role.SIGNER}
_HEAD = {Role.SUPERIOR, Role.ISSUER, Role.NUMBER, Role.NATION, Role.MOTTO, Role.PLACE_AND_DATE}

Cell = tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Rows of two cells, in which the paragraphs keep the order that they have in the document."""

    rows: tuple[tuple[Cell, Cell], ...]
    head: bool
    """Whether it is the head of the document and not its foot."""


def arranged(blocks: Iterable[Block]) -> Iterator[Block | Columns]:
    """The blocks, with the paragraphs of head and foot gathered into columns."""
    for place, group in groupby(blocks, key=_place):
        if place:
            yield Columns(tuple(_rows(block for block in group if isinstance(block, Paragraph))), place == "head")
        else:
            yield from group


def _place(block: Block) -> str:
    if not isinstance(block, Paragraph) or block.role not in _LEFT | _RIGHT:
        return ""
    return "head" if block.role in _HEAD else "foot"


def _rows(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[Cell, Cell]]:
    """What stands left begins a row; what stands right joins the row that is open."""
    left: Cell = ()
    for on_left, group in groupby(paragraphs, key=lambda paragraph: paragraph.role in _LEFT):
        if on_left:
            left = tuple(group)
        else:
            yield left, tuple(group)
            left = ()
    if left:
        yield left, ()
