"""Word files as a reader sees them: styles, tables, numbering, fields, drawings, tracked changes, sections."""

import io
import unicodedata
import zipfile
from collections.abc import Mapping
from typing import Any

import docx
import pytest
from docx.oxml.ns import nsdecls

from cchc_report.opc import PackageProblem
from cchc_report.wordfile import HeaderKind, Line, LineRule, Paragraph, Tab, WordFile, read_word_file
from cchc_report.wordfile.numbering import written

NAMES = " ".join(
    [
        nsdecls("w", "r", "wp", "a", "pic"),
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
        'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"',
    ]
)
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:left="1701" w:right="850" w:top="1134" w:bottom="1134"/></w:sectPr>'
TEXT_WIDTH = 11906 - 1701 - 850
TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
THEME = """<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme><a:majorFont>
<a:latin typeface="Cambria"/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>"""


def word(body: str, section: str = SECTION, **parts: str) -> WordFile:
    """Read a file made of the inner XML of its parts: ``styles``, ``numbering``, ``settings``, ``header1``."""
    roots = {"styles": "styles", "numbering": "numbering", "settings": "settings"}
    files = {
        f"word/{name}.xml": f"<w:{roots.get(name, 'hdr')} {NAMES}>{xml}</w:{roots.get(name, 'hdr')}>"
        for name, xml in parts.items()
        if name != "theme"
    }
    files |= {"word/theme.xml": parts["theme"]} if "theme" in parts else {}
    kinds = {name: "header" if name.startswith("header") else name for name in parts}
    links = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{name}.xml"/>' for name, kind in kinds.items()
    )
    files["word/document.xml"] = f"<w:document {NAMES}><w:body>{body}{section}</w:body></w:document>"
    files["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    )
    return read_word_file(packed({"[Content_Types].xml": TYPES, **files}))


def packed(files: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return buffer.getvalue()


def p(text: str = "x", shape: str = "", look: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{shape}</w:pPr><w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def only(file: WordFile) -> Paragraph:
    (paragraph,) = file.paragraphs
    return paragraph


def style(name: str, inner: str, based: str = "", kind: str = "paragraph", *, default: bool = False) -> str:
    first = ' w:default="1"' if default else ""
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}"{first}><w:name w:val="{name}"/>{base}{inner}</w:style>'


def fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


# --- Letters ---------------------------------------------------------------------------------------------------------

STYLES = (
    "<w:docDefaults><w:rPrDefault><w:rPr>" + fonts("Arial") + '<w:sz w:val="20"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:after="200" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    + style("Thuong", '<w:rPr><w:sz w:val="26"/></w:rPr>', default=True)
    + style("Goc", f"<w:rPr>{fonts('Times New Roman')}<w:b/></w:rPr><w:pPr><w:jc w:val='both'/></w:pPr>", "Thuong")
    + style("Con", '<w:rPr><w:i/></w:rPr><w:pPr><w:ind w:firstLine="567"/></w:pPr>', "Goc")
    + style("Dam", "<w:rPr><w:b/></w:rPr>", kind="character")
    + style("Thoi", '<w:rPr><w:b w:val="0"/></w:rPr>', "Con")
    + style("Vong1", '<w:rPr><w:sz w:val="30"/></w:rPr>', "Vong2")
    + style("Vong2", "<w:rPr><w:i/></w:rPr>", "Vong1")
)

LOOKS: list[tuple[str, str, str, dict[str, Any]]] = [
    ("kiểu mặc định", "", "", {"font": "Arial", "size": 13.0, "bold": False}),
    (
        "kiểu kế thừa",
        '<w:pStyle w:val="Con"/>',
        "",
        {"font": "Times New Roman", "size": 13.0, "bold": True, "italic": True},
    ),
    ("tắt ở kiểu con", '<w:pStyle w:val="Thoi"/>', "", {"bold": False, "italic": True}),
    ("kiểu không có", '<w:pStyle w:val="KhongCo"/>', "", {"size": 13.0}),
    ("kiểu đi vòng", '<w:pStyle w:val="Vong1"/>', "", {"size": 15.0, "italic": True}),
    ("hai lần đậm", '<w:pStyle w:val="Goc"/>', '<w:rStyle w:val="Dam"/>', {"bold": False}),
    ("kiểu ký tự", "", '<w:rStyle w:val="Dam"/>', {"bold": True}),
    ("trực tiếp thắng", '<w:pStyle w:val="Goc"/>', '<w:rStyle w:val="Dam"/><w:b/>', {"bold": True}),
    (
        "trực tiếp tắt",
        '<w:pStyle w:val="Goc"/>',
        '<w:b w:val="false"/><w:sz w:val="27"/>',
        {"bold": False, "size": 13.5},
    ),
    ("gạch chân", "", '<w:u w:val="single"/>', {"underlined": True}),
    ("không gạch chân", "", '<w:u w:val="none"/>', {"underlined": False}),
    ("màu", "", '<w:color w:val="FF0000"/>', {"colour": "FF0000"}),
    ("phông chủ đề", "", '<w:rFonts w:ascii="Arial" w:asciiTheme="minorHAnsi"/>', {"font": "Calibri"}),
    ("phông chủ đề lạ", "", '<w:rFonts w:ascii="Tahoma" w:asciiTheme="khongCo"/>', {"font": "Tahoma"}),
]


@pytest.mark.parametrize(("shape", "look", "expected"), [x[1:] for x in LOOKS], ids=[x[0] for x in LOOKS])
def test_the_look_of_letters_comes_from_all_layers(shape: str, look: str, expected: dict[str, Any]) -> None:
    run = only(word(p("x", shape, look), styles=STYLES, theme=THEME)).runs[0]
    assert {name: getattr(run.look, name) for name in expected} == expected


def test_letters_with_marks_may_have_another_font() -> None:
    run = only(word(p("aữ", look='<w:rFonts w:ascii="A" w:hAnsi="B"/>'))).runs[0]
    assert run.look.fonts(run.text) == {"A", "B"}
    assert run.look.fonts("a ") == {"A"}


def test_capitals_by_formatting_are_capitals() -> None:
    assert only(word(p("Ủy ban", look="<w:caps/>"))).text == "ỦY BAN"


def test_hidden_letters_are_not_there() -> None:
    assert only(word(p("x", look="<w:vanish/>"))).text == ""


def test_text_is_composed_across_runs() -> None:
    text = unicodedata.normalize("NFD", "Hòa")
    runs = "".join(f"<w:r><w:t>{letter}</w:t></w:r>" for letter in text)
    assert only(word(f"<w:p>{runs}</w:p>")).text == "Hòa"


def test_breaks_tabs_and_hyphens_are_letters() -> None:
    inner = "<w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:noBreakHyphen/><w:cr/><w:sym w:font='Symbol' w:char='00B7'/>"
    assert only(word(f"<w:p><w:r>{inner}</w:r></w:p>")).text == "a\nb\t-\n·"


# --- Paragraphs ------------------------------------------------------------------------------------------------------

SHAPES: list[tuple[str, str, dict[str, Any]]] = [
    ("mặc định", "", {"after": 200, "line": Line(276, LineRule.AUTO), "align": "left"}),
    ("kiểu", '<w:pStyle w:val="Con"/>', {"align": "both", "first": 567, "after": 200}),
    ("treo", '<w:pStyle w:val="Con"/><w:ind w:left="567" w:hanging="283"/>', {"left": 567, "first": -283}),
    ("chỉ đổi trên", '<w:spacing w:before="120"/>', {"before": 120, "after": 200}),
    ("đúng 18 pt", '<w:spacing w:line="360" w:lineRule="exact"/>', {"line": Line(360, LineRule.EXACT)}),
    ("bỏ quy tắc dòng", '<w:spacing w:line="240"/>', {"line": Line(240, LineRule.AUTO)}),
    ("tự động", '<w:spacing w:before="0" w:beforeAutospacing="1"/>', {"before": 280}),
    ("theo dòng", '<w:spacing w:beforeLines="50"/>', {"before": 120}),
    (
        "đầu và cuối",
        '<w:ind w:start="100" w:end="200"/><w:jc w:val="end"/>',
        {"left": 100, "right": 200, "align": "right"},
    ),
    ("khung giữa", '<w:framePr w:xAlign="center"/>', {"align": "center"}),
    ("sang trang", "<w:pageBreakBefore/>", {"starts_page": True}),
    ("liền nhau", "<w:contextualSpacing/>", {"close_to_same_style": True}),
    ("số lẻ", '<w:ind w:left="566.9"/>', {"left": 566}),
    ("vô nghĩa", '<w:ind w:left="abc"/><w:jc w:val="lạ"/>', {"left": 0, "align": "lạ"}),
    (
        "điểm tab",
        '<w:tabs><w:tab w:val="center" w:pos="4000"/><w:tab w:val="clear" w:pos="720"/></w:tabs>',
        {"tabs": (Tab(4000, "center"),)},
    ),
]


@pytest.mark.parametrize(("shape", "expected"), [x[1:] for x in SHAPES], ids=[x[0] for x in SHAPES])
def test_the_shape_of_a_paragraph_comes_from_all_layers(shape: str, expected: dict[str, Any]) -> None:
    found = only(word(p("x", shape), styles=STYLES)).shape
    assert {name: getattr(found, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("line", "multiple"),
    [
        (Line(360, LineRule.AUTO), 1.5),
        (Line(322, LineRule.EXACT), 1.0),
        (Line(200, LineRule.AT_LEAST), 1.0),
        (Line(483, LineRule.AT_LEAST), 1.5),
    ],
)
def test_every_distance_of_lines_is_so_many_single_lines(line: Line, multiple: float) -> None:
    assert round(line.multiple(14), 2) == multiple


def test_borders_are_known_by_side_and_kind() -> None:
    borders = '<w:pBdr><w:top w:val="single"/><w:bottom w:val="nil"/></w:pBdr>'
    shape = only(word(p("", borders))).shape
    assert (shape.top is not None and shape.top.kind, shape.bottom) == ("single", None)


def test_a_page_break_before_the_letters_starts_a_page() -> None:
    broken = "<w:p><w:r><w:br w:type='page'/><w:t>x</w:t></w:r></w:p>"
    ended = "<w:p><w:r><w:t>x</w:t><w:br w:type='page'/></w:r></w:p>"
    assert [each.shape.starts_page for each in word(broken + ended).paragraphs] == [True, False]


# --- What counts as text -----------------------------------------------------------------------------------------------


def test_insertions_count_and_deletions_do_not() -> None:
    inner = (
        "<w:ins><w:r><w:t>a</w:t></w:r></w:ins><w:del><w:r><w:delText>b</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>c</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>d</w:t></w:r></w:moveTo>"
    )
    gone = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>e</w:delText></w:r></w:del></w:p>"
    assert only(word(f"<w:p>{inner}</w:p>{gone}")).text == "ad"


def test_links_and_content_controls_are_looked_through() -> None:
    inner = "<w:hyperlink><w:r><w:t>a</w:t></w:r></w:hyperlink><w:sdt><w:sdtContent><w:r><w:t>b</w:t></w:r></w:sdtContent></w:sdt>"
    body = f"<w:sdt><w:sdtContent><w:p>{inner}</w:p></w:sdtContent></w:sdt>"
    assert only(word(body)).text == "ab"


def test_of_two_alternatives_one_is_read() -> None:
    both = "<mc:AlternateContent><mc:Choice><w:t>a</w:t></mc:Choice><mc:Fallback><w:t>b</w:t></mc:Fallback></mc:AlternateContent>"
    last = "<mc:AlternateContent><mc:Fallback><w:t>c</w:t></mc:Fallback></mc:AlternateContent>"
    assert only(word(f"<w:p><w:r>{both}{last}</w:r></w:p>")).text == "ac"


COMPLEX = (
    "<w:p><w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> PA</w:instrText></w:r>"
    "<w:r><w:instrText>GE \\* ROMAN</w:instrText></w:r><w:r><w:rPr><w:b/></w:rPr><w:fldChar w:fldCharType='separate'/></w:r>"
    "<w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"
)


@pytest.mark.parametrize(
    "xml",
    [COMPLEX, "<w:p><w:r><w:tab/></w:r><w:fldSimple w:instr=' page '><w:r><w:t>2</w:t></w:r></w:fldSimple></w:p>"],
)
def test_fields_have_a_code_and_a_result(xml: str) -> None:
    paragraph = only(word(xml))
    assert [(field.code, field.tabs_before) for field in paragraph.fields] == [("PAGE", 1)]
    assert paragraph.text == "\t2"


def test_a_field_that_never_ends_does_not_swallow_the_next_paragraph() -> None:
    open_ = "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>TOC</w:instrText></w:r></w:p>"
    assert [paragraph.text for paragraph in word(open_ + p("sau")).paragraphs] == ["", "sau"]


# --- Tables ------------------------------------------------------------------------------------------------------------


def table(rows: str, properties: str = "", grid: tuple[int, ...] = (2000, 3000)) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


NO_MARGINS = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'

PLACES: list[tuple[str, str, list[tuple[int | None, int | None]]]] = [
    ("lề ô mặc định", table(row(cell("a"), cell("b"))), [(115, 1770), (2115, 2770)]),
    ("không lề ô", table(row(cell("a"), cell("b")), NO_MARGINS), [(0, 2000), (2000, 3000)]),
    (
        "bảng ở giữa",
        table(row(cell("a"), cell("b")), '<w:jc w:val="center"/>' + NO_MARGINS),
        [((TEXT_WIDTH - 5000) // 2, 2000), ((TEXT_WIDTH - 5000) // 2 + 2000, 3000)],
    ),
    ("bảng thụt", table(row(cell("a")), '<w:tblInd w:w="-100" w:type="dxa"/>' + NO_MARGINS), [(-100, 2000)]),
    ("ô gộp", table(row(cell("a", '<w:gridSpan w:val="2"/>')), NO_MARGINS), [(0, 5000)]),
    ("độ rộng riêng", table(row(cell("a", '<w:tcW w:w="1500" w:type="dxa"/>'), cell("b")), NO_MARGINS), [(0, 1500), (1500, 3000)]),
    ("phần trăm", table(row(cell("a", '<w:tcW w:w="2500" w:type="pct"/>')), NO_MARGINS, ()), [(0, TEXT_WIDTH // 2)]),
    ("bỏ cột đầu", table(row('<w:trPr><w:gridBefore w:val="1"/></w:trPr>', cell("b")), NO_MARGINS), [(2000, 3000)]),
    ("không biết", table(row(cell("a")), NO_MARGINS, ()), [(0, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("xml", "expected"), [x[1:] for x in PLACES], ids=[x[0] for x in PLACES])
def test_cells_know_their_room(xml: str, expected: list[tuple[int | None, int | None]]) -> None:
    assert [(each.stand.left, each.stand.width) for each in word(xml).paragraphs] == expected


def test_rows_columns_and_nesting_are_known() -> None:
    inner = table(row(cell("c")), NO_MARGINS, (1000,))
    rows = f"<w:tr>{cell('a')}<w:tc>{inner}{p('d')}</w:tc></w:tr><w:tr>{cell('e')}{cell('f')}</w:tr>"
    found = word(table(rows)).paragraphs
    assert [(x.text, x.stand.table, x.stand.outer, x.stand.row, x.stand.column) for x in found] == [
        ("a", 0, 0, 0, 0),
        ("c", 1, 0, 0, 0),
        ("d", 0, 0, 0, 1),
        ("e", 0, 0, 1, 0),
        ("f", 0, 0, 1, 1),
    ]


TABLE_STYLE = style(
    "Bang",
    '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="22"/></w:rPr>'
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>'
    '<w:tblStylePr w:type="firstCol"><w:rPr><w:i/></w:rPr></w:tblStylePr>',
    kind="table",
)


@pytest.mark.parametrize(
    ("look", "expected"),
    [
        ('w:val="00A0"', [(True, True), (True, False), (False, True), (False, False)]),
        ('w:firstRow="1" w:firstColumn="0"', [(True, False), (True, False), (False, False), (False, False)]),
        ('w:val="xyz"', [(False, False)] * 4),
    ],
)
def test_a_table_style_dresses_first_row_and_column(look: str, expected: list[tuple[bool, bool]]) -> None:
    rows = row(cell("a"), cell("b")) * 2
    file = word(table(rows, f'<w:tblStyle w:val="Bang"/><w:tblLook {look}/>'), styles=TABLE_STYLE)
    assert [(x.runs[0].look.bold, x.runs[0].look.italic) for x in file.paragraphs] == expected
    assert {(x.shape.align, x.runs[0].look.size) for x in file.paragraphs} == {("center", 11.0)}


def test_a_paragraph_style_wins_over_a_table_style() -> None:
    styles = TABLE_STYLE + style("Thuong", '<w:rPr><w:sz w:val="28"/></w:rPr>', default=True)
    file = word(table(row(cell("a")), '<w:tblStyle w:val="Bang"/>'), styles=styles)
    assert only(file).runs[0].look.size == 14.0


# --- Automatic numbers ---------------------------------------------------------------------------------------------------


def level(at: int, form: str, pattern: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/>{more}</w:lvl>'


LISTS = (
    '<w:abstractNum w:abstractNumId="1">'
    + level(0, "upperRoman", "%1.", '<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr>')
    + level(1, "decimal", "%1.%2.")
    + level(2, "lowerLetter", "%3)")
    + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="2">' + level(0, "bullet", "-") + level(1, "vietnameseCounting", "%2.") + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="3">' + level(0, "decimal", "%1.", '<w:pStyle w:val="Muc"/>') + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="3"/></w:num>'
)  # fmt: skip


def item(instance: int, at: int = 0, more: str = "") -> str:
    return p("x", f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{instance}"/></w:numPr>{more}')


def labels(body: str, styles: str = "") -> list[str]:
    return [paragraph.label for paragraph in word(body, numbering=LISTS, styles=styles).paragraphs]


def test_labels_are_counted_level_by_level() -> None:
    body = item(1) + item(1, 1) + item(1, 1) + item(1, 2) + item(1) + item(1, 1) + item(0) + item(1)
    assert labels(body) == ["I.", "I.1.", "I.2.", "a)", "II.", "II.1.", "", "III."]


def test_an_instance_may_start_elsewhere() -> None:
    assert labels(item(1) + item(3) + item(3)) == ["I.", "V.", "VI."]


def test_bullets_are_their_sign_and_strange_notations_are_marked() -> None:
    assert labels(item(2) + item(2, 1) + item(99) + item(1, 8)) == ["-", "\N{REPLACEMENT CHARACTER}.", "", ""]


def test_a_style_may_number() -> None:
    styles = style("Muc", '<w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr>') + style("Con", "", "Muc")
    body = p("x", '<w:pStyle w:val="Muc"/>') + p("x", '<w:pStyle w:val="Con"/>')
    body += p("x", '<w:pStyle w:val="Muc"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert labels(body, styles) == ["1.", "2.", ""]


def test_a_list_moves_its_paragraphs_unless_they_say_otherwise() -> None:
    file = word(item(1) + item(1, 0, '<w:ind w:left="100" w:firstLine="50"/>'), numbering=LISTS)
    assert [(x.shape.left, x.shape.first) for x in file.paragraphs] == [(720, -360), (100, 50)]


@pytest.mark.parametrize(
    ("count", "form", "text"),
    [
        (4, "upperRoman", "IV"),
        (1999, "lowerRoman", "mcmxcix"),
        (28, "lowerLetter", "bb"),
        (5, "decimalZero", "05"),
        (0, "decimal", "\N{REPLACEMENT CHARACTER}"),
        (10**9, "decimal", "\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_numbers_are_written_as_word_does(count: int, form: str, text: str) -> None:
    assert written(count, form) == text


# --- Drawings ------------------------------------------------------------------------------------------------------------


def anchored(inner: str, width: int, height: int = 0, position: str = "<wp:align>center</wp:align>") -> str:
    """A drawing of a size in millimetres, placed against the column."""
    return (
        f'<w:p><w:r><w:drawing><wp:anchor><wp:positionH relativeFrom="column">{position}</wp:positionH>'
        f'<wp:extent cx="{width * 36000}" cy="{height * 36000}"/><a:graphic><a:graphicData>{inner}</a:graphicData></a:graphic>'
        "</wp:anchor></w:drawing></w:r></w:p>"
    )


LINE = '<wps:wsp><wps:cNvCnPr/><wps:spPr><a:prstGeom prst="line"/>{}</wps:spPr></wps:wsp>'


def test_a_drawn_line_has_length_and_place() -> None:
    (stroke,) = only(word(anchored(LINE.format(""), 60))).strokes
    assert (stroke.length, stroke.solid) == (3401, True)
    assert stroke.left == (TEXT_WIDTH - 3401) // 2


def test_a_dashed_line_is_not_solid() -> None:
    (stroke,) = only(word(anchored(LINE.format('<a:ln><a:prstDash val="sysDash"/></a:ln>'), 60))).strokes
    assert not stroke.solid


def test_a_picture_is_a_picture_and_a_circle_is_neither() -> None:
    assert only(word(anchored("<pic:pic/>", 60, 40))).pictures == 1
    assert only(word(anchored('<wps:wsp><a:prstGeom prst="ellipse"/></wps:wsp>', 60, 40))).odd_drawings == 1


def test_a_text_box_is_read_once_after_its_anchor() -> None:
    box = f"<wps:wsp><wps:txbx><w:txbxContent>{p('trong')}</w:txbxContent></wps:txbx></wps:wsp>"
    drawing = anchored(box, 60, 40, "<wp:posOffset>360000</wp:posOffset>")
    fallback = f"<w:pict><v:shape><v:textbox><w:txbxContent>{p('cũ')}</w:txbxContent></v:textbox></v:shape></w:pict>"
    inner = drawing.partition("<w:r>")[2].rpartition("</w:r>")[0]
    both = f"<mc:AlternateContent><mc:Choice>{inner}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    anchor, boxed, after = word(f"<w:p><w:r>{both}<w:t>neo</w:t></w:r></w:p>{p('sau')}").paragraphs
    assert (anchor.text, boxed.text, after.text) == ("neo", "trong", "sau")
    assert (boxed.stand.box, boxed.stand.left, boxed.stand.width) == (0, 566 + 144, 3401 - 288)


OLD_LINES = [
    '<v:line from="10mm,0" to="70mm,0"/>',
    '<v:line from="28.35pt,0" to="198.43pt,0"/>',
    '<v:shape type="#_x0000_t32" style="position:absolute;margin-left:10mm;width:60mm;height:0"/>',
]


@pytest.mark.parametrize("xml", OLD_LINES)
def test_lines_of_the_old_make(xml: str) -> None:
    (stroke,) = only(word(f"<w:p><w:r><w:pict>{xml}</w:pict></w:r></w:p>")).strokes
    assert stroke.length in {3401, 3402}
    assert stroke.left in {566, 567}


@pytest.mark.parametrize("xml", ['<v:line from="a" to="b"/>', '<v:line from="0,0" to="0,60mm"/>', "<v:oval/>"])
def test_what_is_no_line_of_the_old_make(xml: str) -> None:
    paragraph = only(word(f"<w:p><w:r><w:pict>{xml}</w:pict></w:r></w:p>"))
    assert (paragraph.strokes, paragraph.odd_drawings) == ((), 1)


# --- Sections and headers ------------------------------------------------------------------------------------------------

HEADERS = (
    '<w:headerReference w:type="default" r:id="header1"/><w:headerReference w:type="first" r:id="header2"/>'
    '<w:headerReference w:type="khong" r:id="header2"/><w:footerReference w:type="default" r:id="khong-co"/>'
)


def test_sections_follow_each_other_and_take_over_headers() -> None:
    first = f'<w:p><w:pPr><w:sectPr>{HEADERS}<w:pgSz w:w="11906" w:h="16838"/><w:titlePg/></w:sectPr></w:pPr></w:p>'
    lying = '<w:sectPr><w:pgSz w:w="16838" w:h="11906"/><w:pgMar w:left="1000" w:gutter="200"/><w:pgNumType w:start="1" w:fmt="upperRoman"/></w:sectPr>'
    file = word(p("a") + first + p("b"), lying, header1=p("hai"), header2=p("một"), settings="<w:evenAndOddHeaders/>")
    upright, turned = file.sections
    assert [paragraph.stand.section for paragraph in file.paragraphs] == [0, 0, 1]
    assert (upright.landscape, upright.own_first_page, turned.landscape, turned.own_first_page) == (
        False,
        True,
        True,
        False,
    )
    assert (turned.left, turned.first_number, turned.number_format) == (1200, 1, "upperRoman")
    assert {kind: texts[0].text for kind, texts in turned.headers.items()} == {
        HeaderKind.DEFAULT: "hai",
        HeaderKind.FIRST: "một",
    }
    assert file.even_pages_differ
    assert upright.footers == {HeaderKind.DEFAULT: ()}


def test_a_file_without_a_section_has_one() -> None:
    file = word(p("a"), "")
    assert len(file.sections) == 1
    assert (file.sections[0].width, file.tab_distance) == (12240, 720)


def test_what_a_section_was_before_a_change_does_not_count() -> None:
    changed = SECTION.replace(
        "</w:sectPr>", '<w:sectPrChange><w:sectPr><w:pgSz w:w="1"/></w:sectPr></w:sectPrChange></w:sectPr>'
    )
    assert [section.width for section in word(p("a"), changed).sections] == [11906]


def test_a_tab_distance_of_nothing_is_the_usual_one() -> None:
    assert word(p("a"), settings='<w:defaultTabStop w:val="0"/>').tab_distance == 720
    assert word(p("a"), settings='<w:defaultTabStop w:val="567"/>').tab_distance == 567


# --- Files -------------------------------------------------------------------------------------------------------------------


def test_a_file_of_another_program_is_read_the_same() -> None:
    document = docx.Document()
    document.add_paragraph("xin chào").runs[0].bold = True
    buffer = io.BytesIO()
    document.save(buffer)
    paragraph = only(read_word_file(buffer.getvalue()))
    assert (paragraph.text, paragraph.runs[0].look.bold, paragraph.number) == ("xin chào", True, 1)


def test_elements_that_lie_in_each_other_too_deeply_are_refused() -> None:
    with pytest.raises(PackageProblem, match="lồng nhau quá sâu"):
        word("<w:ins>" * 400 + "</w:ins>" * 400)
    with pytest.raises(PackageProblem, match=r"word/styles\.xml"):
        word(p("a"), styles="<w:style>" * 400 + "</w:style>" * 400)
