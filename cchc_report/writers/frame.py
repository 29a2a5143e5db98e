"""The shipped Word frame, built with python-docx: ``python -m cchc_report.writers.frame templates/khung/bai-bao.docx``.

The result is an ordinary .docx with one sample paragraph for each style, so that an office can restyle it in Word.
"""

import io
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cchc_report.document import LANGUAGE
from cchc_report.opc import CONTENT_TYPES, W, read_parts, write_zip
from cchc_report.writers.formatting import LIST_STYLE
from cchc_report.writers.wordml import TABLE_LINES

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.styles.style import ParagraphStyle
    from lxml.etree import _Element

_FONT = "Times New Roman"
_SIZE = 13
"""In points."""
_KEPT_RELATIONSHIPS = {"styles", "numbering", "settings", "footer"}
_FONTS = f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}" w:cs="{_FONT}"/>'
_HIDDEN = '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
_BASE_STYLES = (
    f"<w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}"
    f'<w:sz w:val="{2 * _SIZE}"/><w:szCs w:val="{2 * _SIZE}"/><w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/>'
    "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    f'<w:name w:val="Default Paragraph Font"/>{_HIDDEN}</w:style>'
    f'<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>{_HIDDEN}'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    f'<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>{_HIDDEN}</w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
    f'<w:uiPriority w:val="39"/><w:tblPr>{TABLE_LINES}</w:tblPr></w:style>'
)
_SETTINGS = (
    '<w:defaultTabStop w:val="567"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    f'<w:themeFontLang w:val="{LANGUAGE}"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
)
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:lvlText w:val="–"/><w:lvlJc w:val="left"/>'
    f'<w:pPr><w:ind w:left="851" w:hanging="284"/></w:pPr><w:rPr>{_FONTS}</w:rPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
_PAGE_NUMBER = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style of the frame. Sizes and distances are in points, the indent of the first line in centimetres."""

    name: str
    sample: str
    """What the frame's own text says in this style; empty for none."""
    id: str = ""
    """For names that are not Word's own."""
    align: Literal["LEFT", "CENTER", "RIGHT", "JUSTIFY"] = "LEFT"
    size: int = 0
    before: int = 6
    """Between two paragraphs Word leaves the larger of the two distances, not their sum."""
    after: int = 6
    bold: bool = False
    italic: bool = False
    first_line: float = 0
    keep_with_next: bool = False
    outline: int | None = None
    """Level in the navigation pane, from 0, where Word does not know it by the name."""
    numbered: bool = False
    """Whether it is for the items of a list."""


STYLES = (
    Style(
        "Bản nháp", "Bản nháp: dòng báo trước bài chưa được phép phát hành", "BanNhap", "CENTER", 14, 0, 12, bold=True
    ),
    Style(
        "Title",
        "Tiêu đề của bài",
        align="CENTER",
        size=16,
        before=6,
        after=6,
        bold=True,
        keep_with_next=True,
        outline=0,
    ),
    Style("Ngày đăng", "Ngày, giờ đăng bài", "NgayDang", "CENTER", italic=True),
    Style("Sapo", "Sapo: đoạn mở đầu, nói gọn nội dung của bài.", "Sapo", "JUSTIFY", first_line=1, bold=True),
    Style("Body Text", "Đoạn thân bài. Mọi đoạn thường của bài dùng kiểu này.", align="JUSTIFY", first_line=1),
    Style("Heading 2", "Tiêu đề phần", before=12, size=14, bold=True, keep_with_next=True, outline=1),
    Style("Heading 3", "Tiêu đề mục", bold=True, italic=True, keep_with_next=True, outline=2),
    Style("Heading 4", "Tiêu đề tiểu mục", italic=True, keep_with_next=True, outline=3),
    Style(LIST_STYLE, "Một mục của danh sách", align="JUSTIFY", numbered=True),
    Style("Ảnh", "Chỗ của ảnh", "Anh", "CENTER", keep_with_next=True),
    Style("Caption", "Chú thích ảnh", align="CENTER", italic=True),
    Style("Bảng - đầu cột", "", "BangDauCot", "CENTER", 12, 2, 2, bold=True),
    Style("Bảng - ô", "", "BangO", "LEFT", 12, 2, 2),
    Style("Tác giả", "Tên tác giả", "TacGia", "RIGHT", before=12, bold=True),
    Style("Footer", "", align="CENTER", size=12, before=0, after=0),
)


def build_frame() -> bytes:
    """The frame as a .docx file; the same bytes from the same version of python-docx."""
    import docx  # noqa: PLC0415 - only those who rebuild the frame need it

    document = docx.Document()
    _lighten(document)
    _add_styles(document)
    _set_page(document)
    for style in STYLES:
        if style.sample:
            document.add_paragraph(style.sample, style.name)
    _add_table(document)
    _set_properties(document)
    buffer = io.BytesIO()
    document.save(buffer)
    parts = read_parts(buffer.getvalue())
    return write_zip(sorted(parts.items(), key=lambda part: (part[0] != CONTENT_TYPES, part[0])))


def _lighten(document: "WordDocument") -> None:
    """Take out what python-docx's own template brings and no frame of ours needs."""
    for part, kept in (
        (document.part, _KEPT_RELATIONSHIPS),
        (document.part.package, {"officeDocument", "core-properties"}),
    ):
        for id_, found in list(part.rels.items()):
            if found.reltype.rpartition("/")[2] not in kept:
                del part.rels[id_]
    for element, content in (
        (document.styles.element, _BASE_STYLES),
        (document.settings.element, _SETTINGS),
        (document.part.numbering_part.element, _NUMBERING),
    ):
        for child in list(element):
            element.remove(child)
        element.extend(_elements(content))


def _elements(markup: str) -> "list[_Element]":
    from docx.oxml.parser import parse_xml  # noqa: PLC0415 - as in build_frame

    return list(parse_xml(f'<w:body xmlns:w="{W}">{markup}</w:body>'))


def _add_styles(document: "WordDocument") -> None:
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415 - as in build_frame

    for style in STYLES:
        added = document.styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH, builtin=not style.id)
        added.element.set(f"{{{W}}}styleId", style.id or added.style_id)
        added.base_style = document.styles["Normal"]
        added.quick_style, added.unhide_when_used, added.hidden = True, False, False
        added.priority = 9
        _set_form(added, style)
        _set_rest(added, style)


def _set_form(added: "ParagraphStyle", style: Style) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - as in build_frame
    from docx.shared import Cm, Pt  # noqa: PLC0415 - as in build_frame

    added.font.bold, added.font.italic = style.bold or None, style.italic or None
    added.font.size = Pt(style.size) if style.size else None
    form = added.paragraph_format
    form.alignment = getattr(WD_ALIGN_PARAGRAPH, style.align)
    form.space_before, form.space_after = Pt(style.before), Pt(style.after)
    form.keep_with_next = style.keep_with_next or None
    form.first_line_indent = Cm(style.first_line) if style.first_line else None


def _set_rest(added: "ParagraphStyle", style: Style) -> None:
    """What python-docx has no words for: outline level and list."""
    properties = added.element.get_or_add_pPr()
    if style.numbered:
        properties.get_or_add_numPr().get_or_add_numId().val = 1
    if style.outline is not None:
        properties.extend(_elements(f'<w:outlineLvl w:val="{style.outline}"/>'))


def _set_page(document: "WordDocument") -> None:
    """A4 with margins of 20 mm, at the binding 30 mm, and the page number at the foot."""
    from docx.shared import Mm  # noqa: PLC0415 - as in build_frame

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin = Mm(30)
    section.header_distance = section.footer_distance = Mm(10)
    paragraph = section.footer.paragraphs[0]
    paragraph.style = document.styles["Footer"]
    paragraph._p.extend(_elements(_PAGE_NUMBER))  # noqa: SLF001 - python-docx knows no fields


def _add_table(document: "WordDocument") -> None:
    """A sample of a data table, before the author's line."""
    table = document.add_table(2, 2, "Table Grid")
    texts = (("Đầu cột", "Đầu cột"), ("Ô của bảng", "Ô của bảng"))
    for row, style, cells in zip(table.rows, ("Bảng - đầu cột", "Bảng - ô"), texts, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.paragraphs[0].text = text
            cell.paragraphs[0].style = document.styles[style]
    document.paragraphs[-1]._p.addprevious(table._tbl)  # noqa: SLF001 - python-docx adds at the end only


def _set_properties(document: "WordDocument") -> None:
    """A title and a language; no author, and no date but a fixed one."""
    properties = document.core_properties
    properties.author = properties.comments = properties.keywords = properties.last_modified_by = ""
    properties.title, properties.language = "Khung Word của bài báo", LANGUAGE
    properties.created = properties.modified = datetime(2000, 1, 1, tzinfo=UTC)


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(build_frame())
