"""Plain text, and Markdown that reads back as exactly the same text."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import assert_never
from urllib.parse import quote

from cchc_report.document import Block, Bullets, Document, Heading, Inlines, Paragraph, Picture, Role, Table, text_of
from cchc_report.vietnamese.wording import NO_BREAK_SPACE
from cchc_report.writers.runs import Run, is_numeric_cell, runs

_SPACES = str.maketrans({NO_BREAK_SPACE: " ", "\n": " ", "\t": " "})
_MARKS = re.compile(r"[\\`*_~\[\]<|]|&(?=#|[A-Za-z][A-Za-z0-9]*;)")
"""What could be markup anywhere in a line."""
_LINE_START = re.compile(r"(?P<sign>[#>+=-])|(?P<digits>[0-9]{1,9})(?=[.)](?: |$))")
"""What could make a line a heading, a quotation, a list or a rule."""
_ROLE_SETTING = {
    Role.DATE_LINE: (False, True),
    Role.CAPTION: (False, True),
    Role.BYLINE: (True, False),
    Role.DRAFT: (True, False),
    Role.ISSUER: (True, False),
    Role.NATION: (True, False),
    Role.MOTTO: (True, False),
    Role.PLACE_AND_DATE: (False, True),
    Role.TYPE: (True, False),
    Role.SUBJECT: (True, False),
    Role.RECIPIENTS: (True, True),
    Role.AUTHORITY: (True, False),
    Role.SIGNER: (True, False),
    Role.ANNEX: (True, False),
    Role.ANNEX_TITLE: (True, False),
    Role.ANNEX_REFERENCE: (False, True),
}
"""Bold and italic of the paragraphs that are set apart."""


def write_text(document: Document) -> bytes:
    """Plain text in UTF-8: one paragraph a line, an empty line between blocks, cells of a row joined by a tab."""
    return _joined(_text_lines(block) for block in document.blocks)


def write_markdown(document: Document) -> bytes:
    """CommonMark with pipe tables, in UTF-8."""
    return _joined(_markdown_lines(block) for block in document.blocks)


def _joined(blocks: Iterator[list[str]]) -> bytes:
    return ("\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n").encode()


def _text_lines(block: Block) -> list[str]:
    match block:
        case Heading(_, inlines) | Paragraph(inlines):
            return [_plain(text_of(inlines))]
        case Bullets(items):
            return [f"- {_plain(text_of(item))}" for item in items]
        case Table(header, rows):
            return ["\t".join(_plain(text_of(cell)) for cell in row) for row in (header, *rows)]
        case Picture():
            return []
        case _:
            assert_never(block)


def _plain(text: str) -> str:
    """A text that stays on its line."""
    return text.translate(_SPACES)


def _markdown_lines(block: Block) -> list[str]:
    match block:
        case Heading(level, inlines):
            return [f"{'#' * level} {_without_closing(_line(inlines))}"]
        case Paragraph(inlines, role):
            bold, italic = _ROLE_SETTING.get(role, (False, False))
            return [_line(inlines, bold=bold, italic=italic)]
        case Bullets(items):
            return [f"- {_line(item)}" for item in items]
        case Table():
            return _table_lines(block)
        case Picture(figure, _, alternative):
            return [f"![{_escaped(_plain(alternative))}]({_address(figure.exact)})"]
        case _:
            assert_never(block)


def _table_lines(table: Table) -> list[str]:
    rule = ["---:" if _is_numeric(column) else "---" for column in zip(*table.rows, strict=True)]
    rows = [[_line(cell) for cell in row] for row in table.rows]
    header = [_line(cell) for cell in table.header]
    return [f"| {' | '.join(row)} |" for row in (header, rule or ["---"] * len(header), *rows) if header]


def _is_numeric(column: Sequence[Inlines]) -> bool:
    return all(is_numeric_cell(cell) for cell in column)


def _line(inlines: Inlines, *, bold: bool = False, italic: bool = False) -> str:
    """A paragraph's text with its markup; delimiters that would not be read as such are written as tags."""
    pieces = list(_pieces(runs(inlines, bold=bold, italic=italic)))
    line = ""
    for index, (text, mark) in enumerate(pieces):
        following = pieces[index + 1] if index + 1 < len(pieces) else ("", "")
        line += _marked(text, mark, before=line[-1:], after=following[1][:1] or following[0][:1])
    return line


def _pieces(row: Iterator[Run]) -> Iterator[tuple[str, str]]:
    """Neighbouring runs that are set alike as one text, escaped, and the delimiter it needs; spaces need none."""
    at_start = True
    for mark, group in groupby(row, key=lambda run: "*" * (2 * run.bold + run.italic)):
        text = _escaped(_plain("".join(run.leaf.text for run in group)))
        if at_start and (found := _LINE_START.match(text)):
            text = f"\\{text}" if found["sign"] else f"{found['digits']}\\{text[found.end() :]}"
        at_start = at_start and not text
        core = text.strip(" ")
        before, _, after = text.partition(core) if core else (text, "", "")
        yield from ((piece, piece_mark) for piece, piece_mark in ((before, ""), (core, mark), (after, "")) if piece)


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", text)


def _without_closing(heading: str) -> str:
    """Keep number signs at the end of a heading from being read as its closing sequence."""
    return re.sub(r"(?<![\\#])#+$", r"\\\g<0>", heading)


def _marked(text: str, mark: str, before: str, after: str) -> str:
    """The text between delimiters, or between tags where CommonMark would take the delimiters for text."""
    if not mark or text.isspace():
        return text
    if _opens(before, text[0]) and _opens(after, text[-1]):
        return f"{mark}{text}{mark}"
    inner = f"<em>{text}</em>" if mark == "***" else text
    tag = "em" if mark == "*" else "strong"
    return f"<{tag}>{inner}</{tag}>"


def _opens(outside: str, inside: str) -> bool:
    """Whether a delimiter between these two characters belongs to the inside.

    Versions of CommonMark differ on whether symbols such as ``+`` and ``<`` are punctuation: both readings must agree.
    """
    if outside == "*" or inside.isspace():
        return False
    if unicodedata.category(inside)[0] not in "PS":
        return True
    return outside in {"", " "} or unicodedata.category(outside)[0] == "P"


def _address(path: str) -> str:
    """A path as the target of a link; letters with diacritics may stand, whatever could end or change it may not."""
    return re.sub(r"[^\w/.-]", lambda found: quote(found[0]), path)
