"""Word documents: strings written into a frame, an ordinary .docx that an office styles in Word."""

import math
import operator
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import product, takewhile
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
    Strong,
    Table,
    leaves,
    text_of,
)
from cchc_report.nd30 import decree
from cchc_report.opc import (
    DOCUMENT,
    FIGURES_NAMESPACE,
    TWIPS_IN_MILLIMETRE,
    bookmark_name,
    relationships_name,
    write_zip,
)
from cchc_report.trace import is_number
from cchc_report.typeface import width
from cchc_report.vietnamese import Fault
from cchc_report.writers.columns import Cell, Columns, arranged
from cchc_report.writers.failure import FrameProblem, LineProblem
from cchc_report.writers.formatting import Letters, Page
from cchc_report.writers.looks import CELL, HEADER_CELL, ITEM, PICTURE, ROLES, TABLE, Look, heading
from cchc_report.writers.package import CORE, Package, link, links_part, open_package
from cchc_report.writers.picture import read_image
from cchc_report.writers.properties import CUSTOM, properties_part
from cchc_report.writers.runs import Run, is_numeric_cell, runs
from cchc_report.writers.wordml import (
    bookmarked,
    columns,
    document_part,
    element,
    escaped,
    inline_picture,
    line_below,
    paragraph,
    run,
    run_properties,
    section_end,
    table,
    xml,
)

__all__ = ["FrameProblem", "write_docx"]


_UNDERLINED = {Role.MOTTO: "ke_tieu_ngu", Role.ISSUER: "ke_co_quan", Role.SUBJECT: "ke_trich_yeu"}
"""What has a line below it, and the rule that says how long the line is."""
_UNBROKEN = {Role.SUPERIOR, Role.ISSUER, Role.NATION, Role.MOTTO, Role.NUMBER, Role.PLACE_AND_DATE, Role.SUBJECT}
"""What must not wrap: where an agency's name is broken is said in the unit file, never left to chance."""
_RIGHT_SHARE = {True: 0.6, False: 0.5}
"""How much of the page's width the right column takes, in the head and in the foot."""
_EASE = 60
"""Beside the widest line of the right column, in twentieths of a point; the national name is never broken."""
_MANY_COLUMNS = 6
"""A table of more columns is laid across the long side of the paper."""
_SIZE = 13
"""Of letters whose style says nothing, in points."""
_GAP = '<w:spacing w:after="120"/>'
"""Before a table, which has no distance of its own."""
_BETWEEN_TABLES = paragraph("", '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>')
"""Word would join two tables that touch, and a document must not end with one."""
_FIXED_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""For a document without a date; the clock would make every run's file another."""
_PADDING = 240
"""Left and right of the text of a cell together, in twentieths of a point, with some ease."""


def write_docx(document: Document, frame: bytes | None) -> bytes:
    """A Word document in the frame's styles and page. Raises FrameProblem where the frame cannot be used."""
    if frame is None:
        raise ValueError("the docx writer needs a frame")
    package = open_package(frame, document.marking)
    body = _Body(document, package)
    content = body.written()
    parts = [
        (CORE, _core(document)),
        (CUSTOM, properties_part(package.properties, document)),
        (package.item, body.figures_part()),
        (DOCUMENT, document_part(content)),
        (relationships_name(DOCUMENT), links_part([package.relationships, *body.links])),
        *body.media,
    ]
    return write_zip(parts, package.ready)


class _Body:
    """Writes the blocks in order, so that the numbers in them are counted as the trace counts them."""

    def __init__(self, document: Document, package: Package) -> None:
        self._document = document
        self._package = package
        self._page = package.page
        self._next_id = package.first_id
        language = not package.language_is_default
        self._settings = {
            (bold, italic, highlight): run_properties(bold=bold, italic=italic, highlight=highlight, language=language)
            for bold, italic, highlight in product((False, True), repeat=3)
        }
        self._listed: list[str] = []
        self.links: list[str] = []
        """Relationships to the pictures."""
        self.media: list[tuple[str, bytes]] = []
        """The pictures as parts."""

    def written(self) -> str:
        """The content of the body, its sections included."""
        pieces: list[str] = []
        was_table = False
        blocks = [*arranged(self._document.blocks)]
        for number, (block, following) in enumerate(zip(blocks, [*blocks, None][1:], strict=True)):
            if _is_annex(block) and number:
                pieces.append(section_end(self._page.section))
                self._page = self._page_of_annex(blocks[number + 1 :])
                was_table = False
            is_table = isinstance(block, Table | Columns)
            pieces += [_BETWEEN_TABLES] * (was_table and is_table)
            pieces += self._block(block, following)
            was_table = is_table
        pieces += [_BETWEEN_TABLES] * was_table
        return "".join(pieces) + self._page.section

    def _page_of_annex(self, following: Sequence[Block | Columns]) -> Page:
        """Turned where a table of the annex has many columns."""
        own = takewhile(lambda block: not _is_annex(block), following)
        widest = max((len(block.header) for block in own if isinstance(block, Table)), default=0)
        return self._package.wide_annex if widest > _MANY_COLUMNS else self._package.annex

    def figures_part(self) -> bytes:
        """The list of the numbers in the body: bookmark, indicator, value, printed text, source."""
        return xml(element("figures", "".join(self._listed), xmlns=FIGURES_NAMESPACE, genre=self._document.genre))

    def _block(self, block: Block | Columns, following: Block | Columns | None) -> Iterator[str]:
        match block:
            case Heading(level, inlines):
                yield self._paragraph(inlines, heading(level))
            case Paragraph(inlines, role):
                # The last words stay on the page of the signature.
                keep, gap = isinstance(following, Columns), isinstance(following, Table)
                self._must_fit(block, self._page.text_width)
                form = self._addressee(block) if role is Role.ADDRESSEE else _GAP * gap
                yield self._paragraph(inlines, ROLES[role], keep=keep, form=form)
                if not (isinstance(following, Paragraph) and following.role is role):
                    yield self._line_below(block, self._page.text_width)
            case Columns():
                yield self._columns(block)
            case Bullets(items):
                look = ITEM if self._package.has_bullets else ROLES[Role.BODY]
                yield from (self._paragraph(item, look) for item in items)
            case Table(header):
                if header:
                    yield self._table(block)
            case Picture():
                yield self._picture(block)
            case _:
                assert_never(block)

    def _addressee(self, line: Paragraph) -> str:
        """Several addressees stand below each other, their dashes below the colon (Nghị định 30/2020/NĐ-CP, II.9.d)."""
        text = text_of(line.inlines)
        start = self._page.text_width // 4
        if text.rstrip().endswith(":"):
            return f'<w:ind w:left="{start}" w:firstLine="0"/><w:jc w:val="left"/>'
        if not text.startswith("- "):
            return ""
        size = self._letters(ROLES[line.role]).size
        colon, dash = (
            int(width(part, size) * TWIPS_IN_MILLIMETRE) for part in (decree()["kinh_gui"].text.rstrip(":"), "- ")
        )
        return f'<w:ind w:left="{start + colon + dash}" w:hanging="{dash}"/><w:jc w:val="left"/>'

    def _columns(self, block: Columns) -> str:
        room = self._page.text_width
        nation = [self._width(line) for _, cell in block.rows for line in cell if line.role is Role.NATION]
        right = min(room, max(int(room * _RIGHT_SHARE[block.head]), *(int(width) + _EASE for width in nation), 0))
        widths = room - right, right
        # The foot stays with what follows, so that no page is left with nothing on it.
        keep = not block.head
        rows = [(self._cell(near, widths[0], keep=keep), self._cell(far, right, keep=keep)) for near, far in block.rows]
        return columns(rows, widths)

    def _cell(self, cell: Cell, room: int, *, keep: bool) -> str:
        pieces: list[str] = []
        for written, following in zip(cell, [*cell, None][1:], strict=True):
            self._must_fit(written, room)
            pieces.append(self._paragraph(written.inlines, ROLES[written.role], keep=keep))
            if following is None or following.role is not written.role:
                pieces.append(self._line_below(written, room))
        return "".join(pieces)

    def _line_below(self, above: Paragraph, room: int) -> str:
        rule = _UNDERLINED.get(above.role)
        if rule is None:
            return ""
        length = min(float(decree()[rule].measures["dai"].chosen) * self._width(above), room)
        return line_below(int(length), room)

    def _must_fit(self, line: Paragraph, room: int) -> None:
        """Refuse a line that Word would wrap where it likes."""
        if line.role not in _UNBROKEN:
            return
        figures = [leaf for leaf in leaves(line.inlines) if isinstance(leaf, FigureText)]
        sound = all(leaf.state is State.SOUND for leaf in figures)
        if not sound or self._width(line) <= room:
            return
        given, wanted = round(room / TWIPS_IN_MILLIMETRE), math.ceil(self._width(line) / TWIPS_IN_MILLIMETRE)
        message = f"dòng «{text_of(line.inlines)}» rộng {wanted} mm, chỗ của nó chỉ rộng {given} mm"
        hint = "ghi thành nhiều dòng, mỗi dòng một mục của danh sách; hoặc giảm cỡ chữ, lề trong khung Word"
        place = next((leaf.figure.place for leaf in figures if leaf.figure), None)
        raise LineProblem(Fault("dong-qua-rong", message, hint), place)

    def _width(self, line: Paragraph) -> float:
        """Of a line in its style, in twentieths of a point."""
        letters = self._letters(ROLES[line.role])
        return (
            width(text_of(line.inlines), letters.size, bold=letters.bold, italic=letters.italic) * TWIPS_IN_MILLIMETRE
        )

    def _letters(self, look: Look) -> Letters:
        return self._package.styles.letters.get(self._style(look), Letters(_SIZE, look.bold, look.italic))

    def _paragraph(
        self, inlines: Inlines, look: Look, *, right: bool = False, keep: bool = False, form: str = ""
    ) -> str:
        style = self._style(look)
        bold, italic = (False, False) if style else (look.bold, look.italic)
        content = "".join([self._run(piece) for piece in runs(inlines, bold=bold, italic=italic)])
        return paragraph(content, _properties(look, style, right, keep, form))

    def _style(self, look: Look) -> str:
        return self._package.styles.paragraph.get(look.style.lower(), "")

    def _run(self, piece: Run) -> str:
        leaf = piece.leaf
        highlight = isinstance(leaf, FigureText) and leaf.state is not State.SOUND
        content = run(leaf.text, self._settings[piece.bold, piece.italic, highlight])
        return self._bookmarked(content, leaf) if is_number(leaf) else content

    def _bookmarked(self, content: str, number: FigureText) -> str:
        """A number in a bookmark by which it is found again, and its entry in the list of figures."""
        figure = number.figure
        assert figure is not None  # noqa: S101 - a number has one
        name = bookmark_name(len(self._listed) + 1, figure.indicator.id)
        place = figure.place
        self._listed.append(
            f'<figure bookmark="{name}" indicator="{escaped(figure.indicator.id)}" value="{escaped(figure.exact)}"'
            f' text="{escaped(number.text)}" file="{escaped(place.file)}" line="{place.line}" column="{place.column}"/>'
        )
        return bookmarked(content, self._number(), name)

    def _table(self, block: Table) -> str:
        header = [self._paragraph(cell, HEADER_CELL) for cell in block.header]
        rows = [self._row(row) for row in block.rows]
        style = self._package.styles.table.get(TABLE.lower(), "")
        size = self._letters(CELL).size
        return table([header, *rows], _widths(block, self._page.text_width, size), style)

    def _row(self, row: Sequence[Inlines]) -> list[str]:
        """A row of cells; one with bold text heads those below it and stays with them."""
        heads = any(isinstance(inline, Strong) for cell in row for inline in cell)
        return [self._paragraph(cell, CELL, right=is_numeric_cell(cell), keep=heads) for cell in row]

    def _picture(self, picture: Picture) -> str:
        image = read_image(picture)
        count = len(self.media) + 1
        name = f"word/media/cchc{count}.{image.extension}"
        self.media.append((name, picture.data))
        self.links.append(link(f"rIdCchc{count}", "image", f"/{name}"))
        # A third of the page stays for the caption and some text, so that a tall photograph does not fill it.
        room = (self._page.text_width, self._page.text_height * 2 // 3)
        content = inline_picture(f"rIdCchc{count}", image, picture.alternative, self._number(), room)
        style = self._style(PICTURE)
        return paragraph(content, f'<w:pStyle w:val="{escaped(style)}"/>' if style else PICTURE.substitute)

    def _number(self) -> int:
        """An id that nothing else in the document has."""
        self._next_id += 1
        return self._next_id - 1


@lru_cache
def _properties(look: Look, style: str, right: bool, keep: bool, form: str) -> str:  # noqa: FBT001 - called in one place
    """Of a paragraph: its style, or what comes near it; whether it stays with the next one; what it alone has."""
    if style:
        properties = f'<w:pStyle w:val="{escaped(style)}"/>' + "<w:keepNext/>" * keep + form
    else:
        properties = "<w:keepNext/>" * (keep and "<w:keepNext/>" not in look.substitute) + look.substitute
    return properties + '<w:jc w:val="right"/>' * right


def _is_annex(block: Block | Columns) -> bool:
    return isinstance(block, Paragraph) and block.role is Role.ANNEX


def _widths(block: Table, room: int, size: float) -> Sequence[int]:
    """Columns that hold their longest word; what is left goes where the text is long, in one cell or in many, as far as a column can use it."""
    texts = [[text_of(cell) for cell in column] for column in zip(block.header, *block.rows, strict=True)]
    words = [max(_asked(word, size) for text in column for word in text.split(" ")) for column in texts]
    widths = _fitted(words, room)
    lengths = [[_asked(text, size) for text in column] for column in texts]
    needed = [max(column) for column in lengths]
    shares = [math.sqrt(most * sum(column)) for most, column in zip(needed, lengths, strict=True)]
    while (left := room - sum(widths)) > 1 and any(map(operator.lt, widths, needed)):
        narrow = sum(share for share, now, most in zip(shares, widths, needed, strict=True) if now < most)
        widths = [
            min(now + left * share / narrow, most) if now < most else now
            for share, now, most in zip(shares, widths, needed, strict=True)
        ]
    return [int(width * room / sum(widths)) for width in widths]


def _fitted(widths: Sequence[float], room: float) -> Sequence[float]:
    """The widths, the largest cut to one size where all together are too many: a long word is broken, short ones stay whole."""
    left = room
    for count, narrowest in zip(range(len(widths), 0, -1), sorted(widths), strict=True):
        if narrowest * count > left:
            return [min(asked, left / count) for asked in widths]
        left -= narrowest
    return widths


@lru_cache(maxsize=4096)
def _asked(text: str, size: float) -> float:
    """The room that a text on one line takes in a cell, bold as a header is, padding included."""
    return width(text, size, bold=True) * TWIPS_IN_MILLIMETRE + _PADDING


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
