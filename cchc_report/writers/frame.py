"""The shipped Word frames, built with python-docx: ``python -m cchc_report.writers.frame templates/khung``.

Each is an ordinary .docx with one sample paragraph for each style, so that an office can restyle it in Word.
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_report.document import LANGUAGE
from cchc_report.opc import CONTENT_TYPES, W, read_parts, write_zip
from cchc_report.writers.designs import Design, Style, designs
from cchc_report.writers.theme import FONT, font_table_part, theme_part
from cchc_report.writers.wordml import TABLE_LINES

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.styles.style import ParagraphStyle
    from lxml.etree import _Element

_KEPT_RELATIONSHIPS = {"styles", "numbering", "settings", "header", "footer"}
_FONTS = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
_HIDDEN = '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
_BASE_STYLES = (
    f"<w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}"
    '<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    f'<w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/>'
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


def build_frame(design: Design) -> bytes:
    """A frame as a .docx file; the same bytes from the same version of python-docx."""
    import docx  # noqa: PLC0415 - only those who rebuild the frame need it

    document = docx.Document()
    _lighten(document, design.size)
    _add_theme(document)
    _add_styles(document, design.styles)
    _set_page(document, design)
    for style in design.styles:
        if style.sample:
            document.add_paragraph(style.sample, style.name)
    _add_table(document, design.table_before)
    _set_properties(document, design.title)
    buffer = io.BytesIO()
    document.save(buffer)
    parts = read_parts(buffer.getvalue())
    return write_zip(sorted(parts.items(), key=lambda part: (part[0] != CONTENT_TYPES, part[0])))


def _lighten(document: "WordDocument", size: float) -> None:
    """Take out what python-docx's own template brings and no frame of ours needs."""
    for part, kept in (
        (document.part, _KEPT_RELATIONSHIPS),
        (document.part.package, {"officeDocument", "core-properties"}),
    ):
        for id_, found in list(part.rels.items()):
            if found.reltype.rpartition("/")[2] not in kept:
                del part.rels[id_]
    for element, content in (
        (document.styles.element, _BASE_STYLES.replace("{size}", str(round(2 * size)))),
        (document.settings.element, _SETTINGS),
        (document.part.numbering_part.element, _NUMBERING),
    ):
        for child in list(element):
            element.remove(child)
        element.extend(_elements(content))


def _add_theme(document: "WordDocument") -> None:
    from docx.opc.constants import CONTENT_TYPE as CT  # noqa: PLC0415 - as in build_frame
    from docx.opc.constants import RELATIONSHIP_TYPE as RT  # noqa: PLC0415 - as in build_frame
    from docx.opc.packuri import PackURI  # noqa: PLC0415 - as in build_frame
    from docx.opc.part import Part  # noqa: PLC0415 - as in build_frame

    for name, type_, kind, content in (
        ("theme/theme1", CT.OFC_THEME, RT.THEME, theme_part()),
        ("fontTable", CT.WML_FONT_TABLE, RT.FONT_TABLE, font_table_part()),
    ):
        package = document.part.package
        document.part.relate_to(Part(PackURI(f"/word/{name}.xml"), type_, content, package), kind)


def _elements(markup: str) -> "list[_Element]":
    from docx.oxml.parser import parse_xml  # noqa: PLC0415 - as in build_frame

    return list(parse_xml(f'<w:body xmlns:w="{W}">{markup}</w:body>'))


def _add_styles(document: "WordDocument", styles: tuple[Style, ...]) -> None:
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415 - as in build_frame

    for style in styles:
        added = document.styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH, builtin=not style.id)
        added.element.set(f"{{{W}}}styleId", style.id or added.style_id)
        added.base_style = document.styles["Normal"]
        added.quick_style, added.unhide_when_used, added.hidden = True, False, False
        added.priority = 9
        _set_form(added, style)
        _set_rest(added, style)


def _set_form(added: "ParagraphStyle", style: Style) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - as in build_frame
    from docx.shared import Mm, Pt  # noqa: PLC0415 - as in build_frame

    added.font.bold, added.font.italic = style.bold or None, style.italic or None
    added.font.size = Pt(style.size) if style.size else None
    form = added.paragraph_format
    form.alignment = getattr(WD_ALIGN_PARAGRAPH, style.align)
    form.space_before, form.space_after = Pt(style.before), Pt(style.after)
    form.keep_with_next = style.keep_with_next or None
    form.first_line_indent = Mm(style.first_line) if style.first_line else None


def _set_rest(added: "ParagraphStyle", style: Style) -> None:
    """What python-docx has no words for: outline level, list, and no distance between paragraphs of the style."""
    properties = added.element.get_or_add_pPr()
    if style.close:
        properties.jc.addprevious(*_elements("<w:contextualSpacing/>"))
    if style.numbered:
        properties.get_or_add_numPr().get_or_add_numId().val = 1
    if style.outline is not None:
        properties.extend(_elements(f'<w:outlineLvl w:val="{style.outline}"/>'))


def _set_page(document: "WordDocument", design: Design) -> None:
    """A4 with the design's margins and the number of the page at its head or foot."""
    from docx.shared import Mm  # noqa: PLC0415 - only those who rebuild the frame need it

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, width in design.margins.items():
        setattr(section, f"{side}_margin", Mm(width))
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = not design.first_page_numbered
    place = section.header if design.number_at == "header" else section.footer
    paragraph = place.paragraphs[0]
    paragraph.style = document.styles[design.number_at.capitalize()]
    paragraph._p.extend(_elements(_PAGE_NUMBER))  # noqa: SLF001 - python-docx knows no fields


def _add_table(document: "WordDocument", before: str) -> None:
    """A sample of a data table, before the sample of that style."""
    table = document.add_table(2, 2, "Table Grid")
    texts = (("Đầu cột", "Đầu cột"), ("Ô của bảng", "Ô của bảng"))
    for row, style, cells in zip(table.rows, ("Bảng - đầu cột", "Bảng - ô"), texts, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.paragraphs[0].text = text
            cell.paragraphs[0].style = document.styles[style]
    following = next(found for found in document.paragraphs if found.style is not None and found.style.name == before)
    following._p.addprevious(table._tbl)  # noqa: SLF001 - python-docx adds at the end only


def _set_properties(document: "WordDocument", title: str) -> None:
    """A title and a language; no author, and no date but a fixed one."""
    properties = document.core_properties
    properties.author = properties.comments = properties.keywords = properties.last_modified_by = ""
    properties.title, properties.language = title, LANGUAGE
    properties.created = properties.modified = datetime(2000, 1, 1, tzinfo=UTC)


if __name__ == "__main__":
    for genre, shipped in designs().items():
        (Path(sys.argv[1]) / f"{genre}.docx").write_bytes(build_frame(shipped))
