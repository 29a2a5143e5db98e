"""The same official report made in other ways that Word knows: nothing of it may be called wrong."""

import io
import re
import unicodedata
from collections.abc import Callable
from typing import Any

from documents import png
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from official import (
    DATE,
    MOTTO,
    NATION,
    Mutation,
    everything,
    find,
    line_under,
    set_tab,
    write,
)
from official_faults import (
    delete,
    indented_all,
    list_of_addressees,
    removed,
    said,
    second_annex,
    section,
    under,
)


def plain_runs(document: Document, beginning: str) -> Paragraph:
    """A paragraph without any formatting of its own."""
    paragraph = find(document, beginning)
    properties = paragraph._p.pPr
    if properties is not None:
        paragraph._p.remove(properties)
    for run in paragraph.runs:
        if run._r.rPr is not None:
            run._r.remove(run._r.rPr)
    return paragraph


def add_styles(document: Document, xml: str) -> None:
    for element in parse_xml(f"<w:styles {nsdecls('w')}>{xml}</w:styles>"):
        document.styles.element.append(element)


def styled(paragraph: Paragraph, style: str) -> None:
    element = OxmlElement("w:pStyle")
    element.set(qn("w:val"), style)
    paragraph._p.get_or_add_pPr().insert(0, element)


CHAIN = """
<w:style w:type="paragraph" w:styleId="Goc"><w:name w:val="Gốc"/><w:pPr><w:spacing w:after="120" w:line="240" w:lineRule="auto"/>
  <w:jc w:val="both"/></w:pPr><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="20"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Giua"><w:name w:val="Giữa"/><w:basedOn w:val="Goc"/><w:rPr><w:sz w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Than"><w:name w:val="Thân"/><w:basedOn w:val="Giua"/><w:pPr><w:ind w:firstLine="720"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Muc"><w:name w:val="Mục"/><w:basedOn w:val="Than"/><w:rPr><w:b/></w:rPr></w:style>
"""


def by_styles(document: Document) -> None:
    """Body and headings get everything from a chain of styles."""
    add_styles(document, CHAIN)
    for paragraph in list(document.paragraphs):
        if paragraph.paragraph_format.first_line_indent:
            heading = re.match(r"[IV]+\. |[12]\. C", paragraph.text)
            styled(plain_runs(document, paragraph.text), "Muc" if heading else "Than")


def by_defaults(document: Document) -> None:
    """Font, size and distance from the defaults of the document."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    xml = f"""<w:docDefaults {nsdecls("w")}><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>
      <w:sz w:val="28"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120"/><w:ind w:firstLine="567"/>
      <w:jc w:val="both"/></w:pPr></w:pPrDefault></w:docDefaults>"""
    document.styles.element.replace(defaults, parse_xml(xml))
    normal = document.styles["Normal"].element
    for name in ("w:rPr", "w:pPr"):
        found = normal.find(qn(name))
        if found is not None:
            normal.remove(found)
    for beginning in ("a) ", "b) ", "- Thực hiện", "2. Thực hiện", "Trên đây"):
        plain_runs(document, beginning)
    for paragraph in everything(document):
        if paragraph._p.pPr is not None:
            shape = paragraph.paragraph_format
            shape.first_line_indent = shape.first_line_indent or Mm(0)


def by_table_style(document: Document) -> None:
    """Recipients get size and alignment from the style of their table, their first line from its first row."""
    add_styles(
        document,
        """<w:style w:type="table" w:styleId="Ky"><w:name w:val="Ký"/><w:pPr><w:jc w:val="center"/></w:pPr>
        <w:rPr><w:sz w:val="28"/></w:rPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>""",
    )
    normal = document.styles["Normal"].element.find(qn("w:rPr"))
    normal.remove(normal.find(qn("w:sz")))
    properties = document.tables[1]._tbl.tblPr
    for name in ("w:tblStyle", "w:tblLook"):
        found = properties.find(qn(name))
        if found is not None:
            properties.remove(found)
    properties.insert(0, parse_xml(f'<w:tblStyle {nsdecls("w")} w:val="Ky"/>'))
    properties.append(parse_xml(f'<w:tblLook {nsdecls("w")} w:val="0020"/>'))
    for beginning in ("TM. ỦY", "CHỦ TỊCH", "Nguyễn Văn An"):
        plain_runs(document, beginning)


def by_toggles(document: Document) -> None:
    """A style of the paragraph and one of the letters are both bold, which is not bold; and the other way about."""
    add_styles(
        document,
        """<w:style w:type="paragraph" w:styleId="Dam"><w:name w:val="Đậm"/><w:basedOn w:val="Normal"/><w:rPr><w:b/></w:rPr></w:style>
        <w:style w:type="character" w:styleId="Manh"><w:name w:val="Mạnh"/><w:rPr><w:b/></w:rPr></w:style>""",
    )
    for beginning, character in (("ỦY BAN NHÂN DÂN TỈNH", True), ("CHỦ TỊCH", False)):
        paragraph = find(document, beginning)
        styled(paragraph, "Dam")
        for run in paragraph.runs:
            run.font.bold = None
            if character:
                run._r.get_or_add_rPr().insert(0, parse_xml(f'<w:rStyle {nsdecls("w")} w:val="Manh"/>'))


def by_caps(document: Document) -> None:
    """Capitals by formatting."""
    said("I. KẾT QUẢ", "i. Kết quả thực hiện")(document)
    find(document, "i. Kết").runs[0].font.all_caps = True
    said("CHỦ TỊCH", "Chủ tịch")(document)
    find(document, "Chủ tịch").runs[0].font.all_caps = True


def by_theme(document: Document) -> None:
    """The font named by the theme only; python-docx's theme says Calibri, ours Times."""
    theme = next(part for part in document.part.package.iter_parts() if "theme" in str(part.partname))
    theme._blob = re.sub(rb'(<a:minorFont>\s*<a:latin typeface=")[^"]*', rb"\1Times New Roman", theme.blob)
    fonts = document.styles["Normal"].element.find(f".//{qn('w:rFonts')}")
    for script in ("ascii", "hAnsi"):
        fonts.attrib.pop(qn(f"w:{script}"))
        fonts.set(qn(f"w:{script}Theme"), "minorHAnsi")


def old_tones(document: Document) -> None:
    said(NATION, NATION.replace("HÒA", "HOÀ"))(document)
    said("SỞ VĂN HÓA", "SỞ VĂN HOÁ, THỂ THAO")(document)


def decomposed(document: Document) -> None:
    for element in document.element.body.iter(qn("w:t")):
        element.text = unicodedata.normalize("NFD", element.text or "")


def underscores(document: Document) -> None:
    for beginning, count in ((MOTTO, 24), ("VÀ DU LỊCH", 8), ("quý I năm", 13)):
        line = line_under(document, beginning)
        assert line._p.pPr is not None
        line._p.remove(line._p.pPr)
        write(line, "_" * count, 14)


DRAWN = """<w:r {ns}><w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
  xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" behindDoc="0" simplePos="0" relativeHeight="1" locked="0"
  layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:align>center</wp:align>
  </wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx="{length}" cy="0"/>
  <wp:wrapNone/><wp:docPr id="{id}" name="Đường kẻ"/><a:graphic><a:graphicData
  uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp
  xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:cNvCnPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/>
  <a:ext cx="{length}" cy="0"/></a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom></wps:spPr><wps:bodyPr/></wps:wsp>
  </a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"""
VML = """<w:r {ns}><w:pict><v:line xmlns:v="urn:schemas-microsoft-com:vml" from="{left}mm,0" to="{right}mm,0"
  style="position:absolute;z-index:1"/></w:pict></w:r>"""


def with_lines(make: Callable[[float, float], str]) -> Mutation:
    """Draw the three lines in the paragraph of the text above them; make gets room and length in millimetres."""

    def change(document: Document) -> None:
        for beginning, room, length in ((MOTTO, 99, 60), ("VÀ DU LỊCH", 66, 15), ("quý I năm", 165, 14)):
            delete(line_under(document, beginning)._p)
            find(document, beginning)._p.append(parse_xml(make(room, length)))
        find(document, "Kính gửi").paragraph_format.space_before = Pt(6)

    return change


def drawn(_: float, length: float) -> str:
    return DRAWN.format(ns=nsdecls("w"), length=int(length * 36000), id=1)


def drawn_in_two_ways(room: float, length: float) -> str:
    """A new drawing with an old one for old programs, of which one is shown."""
    run = parse_xml(drawn(room, length))
    inner = run[0]
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    xml = "".join(re.findall(r"<w:pict>.*</w:pict>", vml(room, 3 * length), re.DOTALL))
    from lxml import etree  # noqa: PLC0415 - only this needs it

    drawing = etree.tostring(inner, encoding="unicode")
    return (
        f'<w:r {nsdecls("w")} xmlns:mc="{mc}" xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent>'
        f'<mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{xml}</mc:Fallback></mc:AlternateContent></w:r>'
    )


def vml(room: float, length: float) -> str:
    return VML.format(ns=nsdecls("w"), left=(room - length) / 2, right=(room + length) / 2)


def own_border(document: Document) -> None:
    """The line is the border of the motto's own paragraph."""
    delete(line_under(document, MOTTO)._p)
    motto = find(document, MOTTO)
    border = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
    )
    motto._p.get_or_add_pPr().insert(0, border)
    motto.paragraph_format.left_indent = motto.paragraph_format.right_indent = Mm(18)


def underlined(document: Document) -> None:
    delete(line_under(document, MOTTO)._p)
    find(document, MOTTO).runs[0].underline = True


def line_breaks(document: Document) -> None:
    """Lines of one part in one paragraph."""
    for upper, lower in ((NATION, MOTTO), ("SỞ VĂN HÓA", "VÀ DU LỊCH"), ("Kết quả công", "quý I năm")):
        above, below = find(document, upper), find(document, lower)
        above.add_run().add_break()
        for run in below.runs:
            above._p.append(run._r)
        delete(below._p)


def tabs_in_head(document: Document) -> None:
    """The head without a table: centred tab stops, lines drawn."""
    table = document.tables[0]._tbl
    lines = [
        (("ỦY BAN NHÂN DÂN TỈNH", 13, False, False), (NATION, 13, True, False)),
        (("SỞ VĂN HÓA, THỂ THAO", 13, True, False), (MOTTO, 14, True, False)),
        (("VÀ DU LỊCH", 13, True, False), ("", 14, False, False)),
        (("Số: 05/BC-UBND", 13, False, False), (DATE, 13, False, True)),
    ]
    for left, right in lines:
        paragraph = document.add_paragraph()
        for words, size, bold, italic in (left, right):
            paragraph.add_run("\t")
            run = paragraph.add_run(words)
            run.font.size, run.font.bold, run.font.italic = Pt(size), bold, italic
        set_tab(paragraph, 33)
        set_tab(paragraph, 115)
        table.addprevious(paragraph._p)
        if right[0] == MOTTO:
            paragraph._p.append(parse_xml(VML.format(ns=nsdecls("w"), left=85, right=145)))
        if left[0] == "VÀ DU LỊCH":
            paragraph._p.append(parse_xml(VML.format(ns=nsdecls("w"), left=25, right=41)))
    delete(table)


BOX = """<w:r {ns}><w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
  xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><wp:positionH relativeFrom="margin"><wp:posOffset>{left}</wp:posOffset>
  </wp:positionH><wp:extent cx="{width}" cy="900000"/><a:graphic><a:graphicData uri="x"><wps:wsp
  xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:spPr/><wps:txbx><w:txbxContent/></wps:txbx>
  </wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"""


def boxes_in_head(document: Document) -> None:
    """The two sides of the head in text boxes."""
    table = document.tables[0]
    anchor = document.add_paragraph()
    for column, left, width in ((0, 0, 66), (1, 66, 104)):
        box = parse_xml(BOX.format(ns=nsdecls("w"), left=left * 36000, width=width * 36000))
        content = under(box, "w:txbxContent")
        for row in table.rows:
            for paragraph in row.cells[column].paragraphs:
                content.append(paragraph._p)
        anchor._p.append(box)
    table._tbl.addprevious(anchor._p)
    delete(table._tbl)


def signature_by_tabs(document: Document) -> None:
    """Recipients and signer without a table."""
    table = document.tables[1]._tbl
    lines = [
        (("Nơi nhận:", 12, True, True), ("TM. ỦY BAN NHÂN DÂN", 14, True, False)),
        (("- Như trên;", 11, False, False), ("CHỦ TỊCH", 14, True, False)),
        (("- Các sở, ban, ngành tỉnh;", 11, False, False), ("", 11, False, False)),
        (("- Lưu: VT, KSTTHC.", 11, False, False), ("Nguyễn Văn An", 14, True, False)),
    ]
    for left, right in lines:
        paragraph = document.add_paragraph()
        for at, (words, size, bold, italic) in enumerate((left, right)):
            run = paragraph.add_run("\t" * at + words)
            run.font.size, run.font.bold, run.font.italic = Pt(size), bold, italic
        set_tab(paragraph, 115)
        table.addprevious(paragraph._p)
    delete(table)


def tracked(document: Document) -> None:
    """A deletion that would be wrong, and an insertion that is needed."""
    paragraph = find(document, "a) ")
    deleted = '<w:del {ns} w:id="1" w:author="x"><w:r><w:rPr><w:sz w:val="50"/></w:rPr><w:delText>chữ to</w:delText></w:r></w:del>'
    paragraph._p.append(parse_xml(deleted.format(ns=nsdecls("w"))))
    last = find(document, "Trên đây")
    words = last.runs[0].text
    last.runs[0].text = words.removesuffix("./.")
    inserted = '<w:ins {ns} w:id="2" w:author="x"><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t>./.</w:t></w:r></w:ins>'
    last._p.append(parse_xml(inserted.format(ns=nsdecls("w"))))


def in_controls(document: Document) -> None:
    """A paragraph and some letters in content controls."""
    paragraph = find(document, "b) ")._p
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
    paragraph.addprevious(control)
    control[1].append(paragraph)
    number = find(document, "Số: 05")._p
    inner = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
    run = number.findall(qn("w:r"))[1]
    run.addprevious(inner)
    inner[1].append(run)


def typed_indents(document: Document) -> None:
    """The first line moved in by a tab, the tab stops half an inch apart."""
    for beginning in ("a) ", "2. Thực hiện"):
        paragraph = find(document, beginning)
        paragraph.paragraph_format.first_line_indent = Mm(0)
        paragraph.runs[0].text = f"\t{paragraph.runs[0].text}"


NUMBERING = """<w:abstractNum {ns} w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>
  <w:lvlText w:val="%1."/><w:pPr><w:ind w:left="1134" w:hanging="567"/></w:pPr></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/>
  <w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/><w:pPr><w:ind w:left="0" w:firstLine="567"/></w:pPr></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/><w:pPr><w:ind w:left="0"
  w:firstLine="567"/></w:pPr></w:lvl></w:abstractNum>"""


def numbered(document: Document, upto: str = "d") -> None:
    """Automatic numbers in place of typed ones, the letters as far as Word's alphabet is the Vietnamese one."""
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(NUMBERING.format(ns=nsdecls("w"))))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for paragraph in list(document.paragraphs):
        found = re.match(r"([IV]+\. )|([12]\. )|([a-zđ]\) )", paragraph.text)
        if not found or not paragraph.paragraph_format.first_line_indent:
            continue
        if found[3] and found[3][0] not in "abcdđe"[: "abcdđe".index(upto) + 1]:
            delete(paragraph._p)
            continue
        level = next(at for at in range(3) if found[at + 1])
        paragraph.runs[0].text = paragraph.runs[0].text.removeprefix(found[0])
        paragraph.paragraph_format.first_line_indent = None
        properties = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(properties))


def lying_with_table(document: Document) -> None:
    document.sections[1].orientation = WD_ORIENT.LANDSCAPE
    document.sections[1].page_width, document.sections[1].page_height = Mm(297), Mm(210)


def lying_with_turned_margins(document: Document) -> None:
    lying_with_table(document)
    part = document.sections[1]
    part.top_margin, part.bottom_margin = Mm(30), Mm(15)
    part.left_margin, part.right_margin = Mm(20), Mm(20)


def tight_style(document: Document) -> None:
    """Space before instead of after; Word adds the two."""
    for paragraph in document.paragraphs:
        if paragraph.paragraph_format.first_line_indent:
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)


def captions(document: Document) -> None:
    """A table in the text with its caption and unit."""
    anchor = find(document, "II. ĐÁNH GIÁ")._p
    table = document.add_table(rows=1, cols=2)._tbl
    for words, align in (("Bảng 1. Số hồ sơ đã giải quyết", "CENTER"), ("(Đơn vị tính: hồ sơ)", "RIGHT")):
        caption = write(document.add_paragraph(), words, 13, "italic", align=align)
        caption.paragraph_format.space_before = Pt(6)
        anchor.addprevious(caption._p)
    anchor.addprevious(table)


def arial_in_table(document: Document) -> None:
    cell = document.tables[-1].rows[0].cells[0].paragraphs[0].runs[0]
    cell.font.name, cell.font.size = "Arial", Pt(10)


def exactly_18(document: Document) -> None:
    for paragraph in document.paragraphs:
        if paragraph.paragraph_format.first_line_indent:
            paragraph.paragraph_format.line_spacing = Pt(18)


def wrapped_recipient(document: Document) -> None:
    said("- Các sở", "- Các sở, ban, ngành tỉnh và Ủy ban nhân dân")(document)
    line = write(document.add_paragraph(), "các huyện, thành phố;", 11, align="LEFT")
    find(document, "- Các sở")._p.addnext(line._p)


def addressee_behind_tab(document: Document) -> None:
    said("Kính gửi", "Kính gửi:\tỦy ban nhân dân tỉnh Bến Tre.")(document)


def free_signature(document: Document) -> None:
    """Neither table nor tabs: the signature on the right, the recipients below it on the left."""
    table = document.tables[1]._tbl
    lines = [("TM. ỦY BAN NHÂN DÂN", 14, "bold"), ("CHỦ TỊCH", 14, "bold"), ("", 14, ""), ("Nguyễn Văn An", 14, "bold")]
    lines += [("Nơi nhận:", 12, "bold italic"), ("- Như trên;", 11, ""), ("- Lưu: VT.", 11, "")]
    for words, size, look in lines:
        on_the_right = size == 14
        paragraph = write(document.add_paragraph(), words, size, look, "CENTER" if on_the_right else "LEFT")
        paragraph.paragraph_format.left_indent = Mm(70 if on_the_right else 0)
        table.addprevious(paragraph._p)
    delete(table)


def number_in_frame(document: Document) -> None:
    """The page number in a frame, as old versions of Word put it."""
    header = document.sections[0].header.paragraphs[0]
    header.alignment = None
    header._p.get_or_add_pPr().insert(0, parse_xml(f'<w:framePr {nsdecls("w")} w:wrap="around" w:xAlign="center"/>'))


def number_in_control(document: Document) -> None:
    """The page number in a content control, as new versions of Word put it."""
    header = document.sections[0].header.paragraphs[0]._p
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
    header.addprevious(control)
    control[1].append(header)


def number_behind_tab(document: Document) -> None:
    """The page number behind a centred tab stop."""
    header = document.sections[0].header.paragraphs[0]
    style: Any = header.style
    for stops in list(style.element.iter(qn("w:tabs"))):
        delete(stops)
    header.alignment = WD_ALIGN_PARAGRAPH.LEFT
    header.runs[0]._r.addprevious(parse_xml(f"<w:r {nsdecls('w')}><w:tab/></w:r>"))
    set_tab(header, 82.5)


def partly_underlined(document: Document) -> None:
    """The line under the agency's name is the underline of some of its letters."""
    delete(line_under(document, "VÀ DU LỊCH")._p)
    said("VÀ DU LỊCH", "SỞ VĂN HÓA, ")(document)
    removed("SỞ VĂN HÓA, THỂ")(document)
    name = find(document, "SỞ VĂN HÓA, ")
    write(name, "THỂ THAO", 13, "bold")
    name.runs[1].underline = True
    write(name, " VÀ DU LỊCH", 13, "bold")


def blank_lines_in_head(document: Document) -> None:
    for beginning in ("SỞ VĂN HÓA", "VÀ DU", MOTTO):
        find(document, beginning)._p.addprevious(parse_xml(f"<w:p {nsdecls('w')}/>"))


def draft_notice(document: Document) -> None:
    """A line above the head that says that this is a draft."""
    notice = write(document.add_paragraph(), "BẢN NHÁP - còn 2 vấn đề phải xem lại trước khi trình ký", 14, "bold")
    document.tables[0]._tbl.addprevious(notice._p)


def head_in_two_tables(document: Document) -> None:
    first: Any = document.tables[0]._tbl
    second = parse_xml(first.xml)
    first.addnext(second)
    first.addnext(parse_xml(f"<w:p {nsdecls('w')}/>"))
    delete(first.findall(qn("w:tr"))[1])
    delete(second.findall(qn("w:tr"))[0])


def head_in_one_row(document: Document) -> None:
    table = document.tables[0]
    upper, lower = table.rows
    for column in (0, 1):
        for paragraph in lower.cells[column].paragraphs:
            upper.cells[column]._tc.append(paragraph._p)
    delete(lower._tr)


def title_in_one_paragraph(document: Document) -> None:
    first = find(document, "BÁO CÁO")
    for beginning in ("Kết quả công", "quý I năm"):
        paragraph = find(document, beginning)
        first.add_run().add_break()
        for run in paragraph.runs:
            first._p.append(run._r)
        delete(paragraph._p)


def remark(before: str) -> Mutation:
    """The period in brackets, before or behind the line under the subject."""

    def change(document: Document) -> None:
        words = "(Từ ngày 15 tháng 12 năm 2023 đến ngày 14 tháng 3 năm 2024)"
        paragraph = write(document.add_paragraph(), words, 14, "italic")
        line = line_under(document, "quý I năm")._p
        (line.addprevious if before == "trước" else line.addnext)(paragraph._p)

    return change


def deputy(document: Document) -> None:
    said("TM. ỦY", "KT. CHỦ TỊCH")(document)
    said("CHỦ TỊCH", "PHÓ CHỦ TỊCH")(document)


def office_of_the_committee(document: Document) -> None:
    """A name whose second line begins with another agency's."""
    said("SỞ VĂN HÓA", "VĂN PHÒNG")(document)
    said("VÀ DU", "ỦY BAN NHÂN DÂN TỈNH")(document)


def picture(document: Document) -> None:
    anchor = find(document, "II. ĐÁNH GIÁ")._p
    shown = document.add_paragraph()
    shown.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shown.add_run().add_picture(io.BytesIO(png(30, 20)))
    caption = write(document.add_paragraph(), "Hình 1. Tỷ lệ hồ sơ đúng hạn", 13, "italic")
    caption.paragraph_format.space_before = Pt(6)
    for paragraph in (shown, caption):
        anchor.addprevious(paragraph._p)


SAME: list[tuple[str, Mutation]] = [
    ("kiểu kế thừa", by_styles),
    ("mặc định của tệp", by_defaults),
    ("kiểu của bảng", by_table_style),
    ("kiểu đậm hai lần", by_toggles),
    ("in hoa bằng định dạng", by_caps),
    ("phông của chủ đề", by_theme),
    ("HOÀ", old_tones),
    ("dựng sẵn và tổ hợp", decomposed),
    ("kẻ bằng dấu gạch dưới", underscores),
    ("kẻ vẽ", with_lines(drawn)),
    ("kẻ vẽ kiểu cũ", with_lines(vml)),
    ("kẻ vẽ hai cách", with_lines(drawn_in_two_ways)),
    ("kẻ là viền của dòng chữ", own_border),
    ("gạch chân tiêu ngữ", underlined),
    ("gạch chân một phần tên cơ quan", partly_underlined),
    ("ngắt dòng trong một đoạn", line_breaks),
    ("đầu trang bằng tab", tabs_in_head),
    ("đầu trang trong khung", boxes_in_head),
    ("chữ ký bằng tab", signature_by_tabs),
    ("theo dõi sửa đổi", tracked),
    ("ô điều khiển nội dung", in_controls),
    ("thụt bằng tab", typed_indents),
    ("đánh số tự động", numbered),
    ("phụ lục xoay ngang có bảng", lying_with_table),
    ("phụ lục xoay ngang, lề xoay theo", lying_with_turned_margins),
    ("cách đoạn trên và dưới", tight_style),
    ("tên bảng và đơn vị tính", captions),
    ("bảng dùng phông khác", arial_in_table),
    ("dòng đúng 18 pt", exactly_18),
    ("nơi nhận hai dòng", wrapped_recipient),
    ("ký hiệu có đơn vị soạn thảo", said("Số: 05", "Số: 105/BC-SVHTTDL")),
    ("tháng 01", said("Bến Tre, ngày", "Bến Tre, ngày 05 tháng 01 năm 2024")),
    ("lề 20, 25, 35, 15", section(top_margin=Mm(25), left_margin=Mm(35))),
    ("nhiều nơi gửi", list_of_addressees("- Ủy ban nhân dân tỉnh;", "- Sở Nội vụ.")),
    ("hai phụ lục", second_annex("Phụ lục II", "Phụ lục I")),
    ("nơi gửi sau tab", addressee_behind_tab),
    ("chữ ký không bảng không tab", free_signature),
    ("số trang trong khung", number_in_frame),
    ("số trang trong ô điều khiển", number_in_control),
    ("số trang sau tab", number_behind_tab),
    ("đầu trang có dòng trống", blank_lines_in_head),
    ("dòng báo bản nháp", draft_notice),
    ("đầu trang hai bảng", head_in_two_tables),
    ("đầu trang một hàng", head_in_one_row),
    ("tên loại và trích yếu một đoạn", title_in_one_paragraph),
    ("kỳ báo cáo sau đường kẻ", remark("sau")),
    ("kỳ báo cáo trước đường kẻ", remark("trước")),
    ("ký thay", deputy),
    ("văn phòng ủy ban", office_of_the_committee),
    ("ảnh và chú thích", picture),
    ("tên loại dài", said("BÁO CÁO", "BÁO CÁO TỔNG HỢP")),
    ("trích yếu bắt đầu bằng Thực hiện", said("Kết quả công", "Thực hiện công tác cải cách hành chính")),
    ("chủ quản viết tắt", said("ỦY BAN NHÂN DÂN TỈNH", "UBND TỈNH BẾN TRE")),
    ("thụt 12,7 mm", indented_all(12.7)),
]
