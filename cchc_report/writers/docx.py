"""Word documents: strings written into a frame, an ordinary .docx that an office styles in Word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import assert_never

from cchc_report.document import (
    LANGUAGE,
    Block,
    Bullets,
    Document,
    FigureText,
    Heading,
    Inlines,
    Paragraph,
    Picture,
    Role,
    State,
    Table,
    text_of,
)
from cchc_report.opc import DOCUMENT, relationships_name, write_zip
from cchc_report.trace import Entry, is_number, trace
from cchc_report.writers.failure import FrameProblem
from cchc_report.writers.formatting import LIST_STYLE
from cchc_report.writers.package import CORE, FIGURES_NAMESPACE, Package, link, links_part, open_package
from cchc_report.writers.picture import read_image
from cchc_report.writers.runs import Run, is_numeric_cell, runs
from cchc_report.writers.wordml import (
    bookmarked,
    document_part,
    element,
    escaped,
    inline_picture,
    paragraph,
    run,
    run_properties,
    table,
    xml,
)

__all__ = ["FrameProblem", "write_docx"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of paragraph looks: a style of the frame, or, where the frame has none of that name, what comes near."""

    style: str
    """By its name in the file, which is English for Word's own styles in any language."""
    substitute: str = ""
    """Paragraph properties, in schema order."""
    bold: bool = False
    italic: bool = False


_CENTRED = '<w:jc w:val="center"/>'
_TIGHT = '<w:spacing w:before="0" w:after="0"/><w:ind w:left="0" w:right="0" w:firstLine="0"/>'
_TITLE = Look("Title", f'<w:keepNext/>{_CENTRED}<w:outlineLvl w:val="0"/>', bold=True)
_ROLES = {
    Role.BODY: Look("Body Text"),
    Role.DATE_LINE: Look("Ngày đăng", italic=True),
    Role.LEAD: Look("Sapo", bold=True),
    Role.CAPTION: Look("caption", _CENTRED, italic=True),
    Role.BYLINE: Look("Tác giả", '<w:jc w:val="right"/>', bold=True),
    Role.DRAFT: Look("Bản nháp", bold=True),
}
_ITEM = Look(LIST_STYLE)
_PICTURE = Look("Ảnh", f"<w:keepNext/>{_CENTRED}")
_CELL = Look("Bảng - ô", _TIGHT)
_HEADER_CELL = Look("Bảng - đầu cột", _TIGHT + _CENTRED, bold=True)
_TABLE = "Table Grid"
_BETWEEN_TABLES = paragraph("", '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>')
"""Word would join two tables that touch, and a document must not end with one."""
_FIXED_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""For a document without a date; the clock would make every run's file another."""
_LONGEST_NAME = 40
"""Characters that Word allows in a bookmark's name."""
_COLUMN_SIGNS = (8, 36)
"""A column is never narrower or wider than so many letters would ask for."""


def write_docx(document: Document, frame: bytes | None) -> bytes:
    """A Word document in the frame's styles and page. Raises FrameProblem where the frame cannot be used."""
    if frame is None:
        raise ValueError("the docx writer needs a frame")
    package = open_package(frame)
    body = _Body(document, package)
    content = body.written()
    parts = [
        (CORE, _core(document)),
        (package.item, body.figures_part()),
        (DOCUMENT, document_part(content)),
        (relationships_name(DOCUMENT), links_part([package.relationships, *body.links])),
        *body.media,
    ]
    return write_zip(parts, package.ready)


class _Body:
    """Writes the blocks in order, since numbers are matched with the trace by counting."""

    def __init__(self, document: Document, package: Package) -> None:
        self._document = document
        self._package = package
        self._entries = enumerate(trace(document), start=1)
        self._next_id = package.first_id
        self._listed: list[str] = []
        self.links: list[str] = []
        """Relationships to the pictures."""
        self.media: list[tuple[str, bytes]] = []
        """The pictures as parts."""

    def written(self) -> str:
        """The content of the body, its section included."""
        pieces: list[str] = []
        was_table = False
        for block in self._document.blocks:
            is_table = isinstance(block, Table)
            pieces += [_BETWEEN_TABLES] * (was_table and is_table)
            pieces += self._block(block)
            was_table = is_table
        pieces += [_BETWEEN_TABLES] * was_table
        return "".join(pieces) + self._package.page.section

    def figures_part(self) -> bytes:
        """The list of the numbers in the body: bookmark, indicator, value, printed text, source."""
        return xml(element("figures", "".join(self._listed), xmlns=FIGURES_NAMESPACE, genre=self._document.genre))

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading(level, inlines):
                yield self._paragraph(inlines, _heading(level))
            case Paragraph(inlines, role):
                yield self._paragraph(inlines, _ROLES[role])
            case Bullets(items):
                look = _ITEM if self._package.has_bullets else _ROLES[Role.BODY]
                yield from (self._paragraph(item, look) for item in items)
            case Table(header):
                if header:
                    yield self._table(block)
            case Picture():
                yield self._picture(block)
            case _:
                assert_never(block)

    def _paragraph(self, inlines: Inlines, look: Look, *, right: bool = False) -> str:
        style = self._style(look)
        properties = f'<w:pStyle w:val="{escaped(style)}"/>' if style else look.substitute
        set_apart = {} if style else {"bold": look.bold, "italic": look.italic}
        content = "".join(self._run(piece) for piece in runs(inlines, **set_apart))
        return paragraph(content, properties + '<w:jc w:val="right"/>' * right)

    def _style(self, look: Look) -> str:
        return self._package.styles.paragraph.get(look.style.lower(), "")

    def _run(self, piece: Run) -> str:
        leaf = piece.leaf
        highlight = isinstance(leaf, FigureText) and leaf.state is not State.SOUND
        language = not self._package.language_is_default
        properties = run_properties(bold=piece.bold, italic=piece.italic, highlight=highlight, language=language)
        content = run(leaf.text, properties)
        return self._bookmarked(content, *next(self._entries)) if is_number(leaf) else content

    def _bookmarked(self, content: str, number: int, entry: Entry) -> str:
        figure = entry.figure
        name = f"_cchc_{number}_{re.sub('[^A-Za-z0-9_]', '_', figure.indicator.id)}"[:_LONGEST_NAME]
        self._listed.append(
            element(
                "figure",
                bookmark=name,
                indicator=figure.indicator.id,
                value=figure.exact,
                text=entry.text,
                file=figure.place.file,
                line=str(figure.place.line),
                column=str(figure.place.column),
            )
        )
        return bookmarked(content, self._number(), name)

    def _table(self, block: Table) -> str:
        header = [self._paragraph(cell, _HEADER_CELL) for cell in block.header]
        rows = [[self._paragraph(cell, _CELL, right=is_numeric_cell(cell)) for cell in row] for row in block.rows]
        style = self._package.styles.table.get(_TABLE.lower(), "")
        return table([header, *rows], _widths(block, self._package.page.text_width), style)

    def _picture(self, picture: Picture) -> str:
        image = read_image(picture)
        count = len(self.media) + 1
        name = f"word/media/cchc{count}.{image.extension}"
        self.media.append((name, picture.data))
        self.links.append(link(f"rIdCchc{count}", "image", f"/{name}"))
        # A third of the page stays for the caption and some text, so that a tall photograph does not fill it.
        room = (self._package.page.text_width, self._package.page.text_height * 2 // 3)
        content = inline_picture(f"rIdCchc{count}", image, picture.alternative, self._number(), room)
        style = self._style(_PICTURE)
        return paragraph(content, f'<w:pStyle w:val="{escaped(style)}"/>' if style else _PICTURE.substitute)

    def _number(self) -> int:
        """An id that nothing else in the document has."""
        self._next_id += 1
        return self._next_id - 1


def _heading(level: int) -> Look:
    if level == 1:
        return _TITLE
    return Look(f"heading {level}", f'<w:keepNext/><w:outlineLvl w:val="{level - 1}"/>', bold=True)


def _widths(block: Table, room: int) -> Sequence[int]:
    """Columns share the room by their longest text, within bounds."""
    least, most = _COLUMN_SIGNS
    columns = zip(block.header, *block.rows, strict=True)
    shares = [min(max(least, *(len(text_of(cell)) for cell in column)), most) for column in columns]
    return [room * share // sum(shares) for share in shares]


def _core(document: Document) -> bytes:
    """Title, author, language and dates: those of the document, never the clock's or the machine's."""
    date = _date(document.created)
    kind = {"xsi:type": "dcterms:W3CDTF"}
    creator = element("dc:creator", escaped(document.author)) if document.author else ""
    content = (
        f"{element('dc:title', escaped(document.title))}{creator}<dc:language>{LANGUAGE}</dc:language>"
        f"{element('dcterms:created', date, **kind)}{element('dcterms:modified', date, **kind)}"
    )
    namespaces = {
        "xmlns:cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        "xmlns:dcterms": "http://purl.org/dc/terms/",
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    }
    return xml(element("cp:coreProperties", content, **namespaces))


def _date(created: datetime | None) -> str:
    """In W3CDTF; a time without a zone is written as it stands."""
    moment = created or _FIXED_DATE
    moment = moment.astimezone(UTC) if moment.tzinfo else moment
    return f"{moment.replace(tzinfo=None).isoformat(timespec='seconds')}Z"
