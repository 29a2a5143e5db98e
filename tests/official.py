"""An official report as an office would type it, built with python-docx; tests change one thing and see what is said."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

NBSP = "\N{NO-BREAK SPACE}"
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
NUMBER = "Số: 05/BC-UBND"
DATE = "Bến Tre, ngày 05 tháng 3 năm 2024"
LONG = (
    "Thực hiện Kế hoạch số 8009/KH-UBND của Ủy ban nhân dân tỉnh về cải cách hành chính năm 2024, các sở, ban, ngành tỉnh và "
    "Ủy ban nhân dân các huyện, thành phố đã tổ chức triển khai đồng bộ các nhiệm vụ và đạt được những kết quả sau đây."
)
Mutation = Callable[[Document], None]
Element = Any
"""An lxml element of python-docx, whose stubs say little."""


def report(change: Mutation | None = None) -> bytes:
    """A report with everything that the decree asks for, changed in one way."""
    document = _report()
    if change is not None:
        change(document)
    return saved(document)


def saved(document: Document) -> bytes:
    """The bytes of a document."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def everything(document: Document) -> Iterator[Paragraph]:
    """All paragraphs in reading order, those in tables too."""
    for element in document.element.body.iter(qn("w:p")):
        yield Paragraph(element, document._body)


def find(document: Document, beginning: str) -> Paragraph:
    """The paragraph that begins with these words."""
    return next(paragraph for paragraph in everything(document) if paragraph.text.startswith(beginning))


def line_under(document: Document, beginning: str) -> Paragraph:
    """The empty paragraph with a border that follows a text."""
    paragraphs = list(everything(document))
    at = next(at for at, paragraph in enumerate(paragraphs) if paragraph.text.startswith(beginning))
    return next(paragraph for paragraph in paragraphs[at:] if paragraph._p.find(f".//{qn('w:pBdr')}") is not None)


def write(paragraph: Paragraph, text: str, size: float, look: str = "", align: str = "CENTER") -> Paragraph:
    """Fill a paragraph with letters of one look: ``bold``, ``italic``, both or neither."""
    run = paragraph.add_run(text)
    run.font.size, run.font.bold, run.font.italic = Pt(size), "bold" in look, "italic" in look
    paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, align)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    return paragraph


def draw_line(paragraph: Paragraph, room: float, length: float) -> None:
    """Make an empty paragraph a line of this length in millimetres, in the middle of its room."""
    border = parse_xml(f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>')
    paragraph._p.get_or_add_pPr().insert(0, border)
    indent = Mm((room - length) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = indent
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)


def add_page_number(paragraph: Paragraph) -> None:
    """A page number in the middle of a header or footer."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind in ("begin", "instr", "separate", "text", "end"):
        run = paragraph.add_run()
        run.font.size = Pt(13)
        if kind == "instr":
            instruction = OxmlElement("w:instrText")
            instruction.text = " PAGE "
            run._r.append(instruction)
        elif kind == "text":
            run.text = "2"
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def body_paragraph(document: Document, text: str, *, bold: bool = False) -> Paragraph:
    """A paragraph of the running text at the end of the document."""
    paragraph = write(document.add_paragraph(), text, 14, "bold" if bold else "", align="JUSTIFY")
    paragraph.paragraph_format.first_line_indent = Mm(10)
    paragraph.paragraph_format.space_after = Pt(6)
    return paragraph


def columns(document: Document, *widths: float) -> Table:
    """A table without borders, its columns of these widths in millimetres and without inner margins."""
    table: Table = document.add_table(rows=0, cols=len(widths))
    table.autofit = False
    margins = (
        f'<w:tblCellMar {nsdecls("w")}><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
    )
    table._tbl.tblPr.append(parse_xml(margins))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def row(table: Table, *widths: float) -> list[_Cell]:
    """A new row of a table made by ``columns``."""
    cells = list(new_row(table).cells)
    for cell, width in zip(cells, widths, strict=True):
        cell.width = Mm(width)
    return cells


def new_row(table: Table) -> Any:  # noqa: ANN401 - python-docx leaves it untyped
    """One more row."""
    add_row: Any = table.add_row
    return add_row()


def _report() -> Document:
    document = docx.Document()
    set_up(document)
    head(document)
    title(document)
    text(document)
    signature(document)
    annex(document)
    return document


def set_up(document: Document) -> None:
    """Paper, margins, the font, page numbers."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.different_first_page_header_footer = True
    add_page_number(section.header.paragraphs[0])
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(0), 1.0


LEFT, RIGHT = 66, 99
"""Millimetres of the two columns of the head."""


def head(document: Document) -> None:
    """Agencies, the country's name and motto, number, place and date."""
    table = columns(document, LEFT, RIGHT)
    left, right = row(table, LEFT, RIGHT)
    write(left.paragraphs[0], "ỦY BAN NHÂN DÂN TỈNH", 13)
    write(left.add_paragraph(), "SỞ VĂN HÓA, THỂ THAO", 13, "bold")
    write(left.add_paragraph(), "VÀ DU LỊCH", 13, "bold")
    draw_line(left.add_paragraph(), LEFT, 20)
    write(right.paragraphs[0], NATION, 13, "bold")
    write(right.add_paragraph(), MOTTO, 14, "bold")
    draw_line(right.add_paragraph(), RIGHT, 60)
    left, right = row(table, LEFT, RIGHT)
    number = write(left.paragraphs[0], "Số: 05", 13)
    write(number, "/BC-UBND", 13)
    write(right.paragraphs[0], DATE, 13, "italic")


def title(document: Document) -> None:
    """Type, subject, the line under it, to whom it goes."""
    document.add_paragraph()
    write(document.add_paragraph(), "BÁO CÁO", 14, "bold")
    write(document.add_paragraph(), "Kết quả công tác cải cách hành chính", 14, "bold")
    write(document.add_paragraph(), "quý I năm 2024", 14, "bold")
    draw_line(document.add_paragraph(), 165, 34)
    to = write(document.add_paragraph(), "Kính gửi: Ủy ban nhân dân tỉnh Bến Tre.", 14)
    to.paragraph_format.space_after = Pt(6)


def text(document: Document) -> None:
    """The running text with headings, clauses, points and a table."""
    body_paragraph(document, LONG)
    body_paragraph(document, "I. KẾT QUẢ THỰC HIỆN", bold=True)
    body_paragraph(document, "1. Công tác chỉ đạo, điều hành", bold=True)
    for letter in "abcdđe":
        body_paragraph(document, f"{letter}) {LONG}")
    body_paragraph(document, "2. Cải cách thể chế", bold=True)
    body_paragraph(document, LONG)
    body_paragraph(document, "II. ĐÁNH GIÁ CHUNG", bold=True)
    body_paragraph(document, "1. Số liệu chi tiết được trình bày ở Phụ lục kèm theo Báo cáo này.")
    body_paragraph(document, f"2. {LONG}")
    body_paragraph(document, "III. PHƯƠNG HƯỚNG", bold=True)
    body_paragraph(document, f"- {LONG}")
    body_paragraph(document, "Trên đây là kết quả cải cách hành chính quý I năm 2024./.")


def signature(document: Document) -> None:
    """Recipients and the person who signs."""
    table = columns(document, LEFT, RIGHT)
    left, right = row(table, LEFT, RIGHT)
    write(left.paragraphs[0], "Nơi nhận:", 12, "bold italic", align="LEFT")
    for line in ("- Như trên;", "- Các sở, ban, ngành tỉnh;", "- Lưu: VT, KSTTHC."):
        write(left.add_paragraph(), line, 11, align="LEFT")
    write(right.paragraphs[0], "TM. ỦY BAN NHÂN DÂN", 14, "bold")
    write(right.add_paragraph(), "CHỦ TỊCH", 14, "bold")
    for _ in range(4):
        right.add_paragraph()
    write(right.add_paragraph(), "Nguyễn Văn An", 14, "bold")


def annex(document: Document, label: str = "Phụ lục") -> None:
    """An annex with a table, in a section of its own."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    numbering = OxmlElement("w:pgNumType")
    numbering.set(qn("w:start"), "1")
    section._sectPr.append(numbering)
    write(document.add_paragraph(), label, 14, "bold")
    write(document.add_paragraph(), "SỐ LIỆU CHI TIẾT", 14, "bold")
    reference = (
        f"(Kèm theo Báo cáo số{NBSP * 6}/BC-UBND ngày{NBSP * 5}tháng 3 năm 2024 của Ủy ban nhân dân tỉnh Bến Tre)"
    )
    write(document.add_paragraph(), reference, 14, "italic")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip((c for r in table.rows for c in r.cells), ("Chỉ tiêu", "Số", "Hồ sơ", "12"), strict=True):
        cell.text = words
    body_paragraph(document, "Số liệu tính đến ngày 31 tháng 3 năm 2024./.")


def set_tab(paragraph: Paragraph, position: float) -> None:
    """A centred tab stop, in millimetres."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(position), WD_TAB_ALIGNMENT.CENTER)
