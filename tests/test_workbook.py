"""Workbooks of anybody's: what Excel and LibreOffice save is read cell by cell, what is damaged or hostile is refused."""

import io
import random
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
import xlsxwriter
from packages import converted, read, spreadsheets, zipped

from cchc_report.problems import Problem, as_text
from cchc_report.workbook import Broken, Content, Number, Workbook, excel_missing, limits, read_workbook
from cchc_report.workbook.formats import Shown, exact, is_blank, shown_as

SHEET = "Thủ tục hành chính"
FORMATS = ("xlsx", "lo.xlsx", "ods", "xls")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def number(text: str, *, percent: bool = False) -> Number:
    return Number(Decimal(text), percent)


# --- What the programs of an office save -------------------------------------------------------------------------------

REAL: dict[str, Content] = {
    "A1": "Tên chỉ tiêu",
    "B1": number("12.5"),
    "C1": number("26.48", percent=True),
    "D1": date(2024, 3, 2),
    "E1": time(3, 4, 5),
    "F1": "30:00:00",
    "G1": datetime(2024, 3, 2, 4, 5),  # noqa: DTZ001 - the days of a workbook are in no time zone
    "A2": "12.000",
    "B2": Broken("#DIV/0!"),
    "C2": number("25"),
    "D2": "=A1",
    "E2": number("12.5", percent=True),
    "A3": "in đậm một phần",
    "B3": "trộn ba ô",
    "E3": number("0.3"),
    "F3": number("-1"),
    "G3": number("123456789012346000"),
    "A4": "dòng 1\ndòng 2",
    "B4": number("7", percent=True),
    "C4": "  có  khoảng trắng ",
    "D4": number("50", percent=True),
    "IV4": "xa",
}


def real_workbook() -> bytes:
    """A table as an office makes one: formats, formulas, merged cells, formatted columns and cells far out."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    looks = {code: book.add_format({"num_format": code}) for code in ("0.00%", "dd/mm/yyyy", "hh:mm:ss", "[h]:mm", "@")}
    moment, bold = book.add_format({"num_format": "dd/mm/yyyy hh:mm"}), book.add_format({"bold": True})
    sheet = book.add_worksheet(SHEET)
    sheet.write_row(0, 0, ["Tên chỉ tiêu", 12.5])
    sheet.write(0, 2, 0.2648, looks["0.00%"])
    sheet.write_datetime(0, 3, datetime(2024, 3, 2), looks["dd/mm/yyyy"])  # noqa: DTZ001 - as above
    sheet.write_datetime(0, 4, time(3, 4, 5), looks["hh:mm:ss"])
    sheet.write_datetime(0, 5, timedelta(hours=30), looks["[h]:mm"])
    sheet.write_datetime(0, 6, datetime(2024, 3, 2, 4, 5), moment)  # noqa: DTZ001 - as above
    sheet.write_string(1, 0, "12.000", looks["@"])
    sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
    sheet.write_formula(1, 2, "=B1*2", None, 25)
    sheet.write_string(1, 3, "=A1")
    sheet.write_formula(1, 4, "=B1/100", looks["0.00%"], 0.125)
    sheet.write_rich_string(2, 0, "in ", bold, "đậm", " một phần")
    sheet.merge_range(2, 1, 2, 3, "trộn ba ô", bold)
    sheet.write_row(2, 4, [0.1 + 0.2, -1, 123456789012345678])
    sheet.write_string(3, 0, "dòng 1\ndòng 2")
    sheet.write(3, 1, 0.07, looks["0.00%"])
    sheet.write_string(3, 2, "  có  khoảng trắng ")
    sheet.write(3, 3, 0.5, book.add_format({"num_format": 9}))
    sheet.write_string(3, 255, "xa")
    sheet.write_string(4, 0, " \u200b\u00a0 ")
    sheet.set_column("J:XFD", 10, looks["dd/mm/yyyy"])
    sheet.write_blank(60000, 0, None, looks["0.00%"])
    sheet.set_row(0, None, None, {"hidden": True})
    hidden = book.add_worksheet("Ẩn")
    hidden.hide()
    hidden.write(4, 4, 1)
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": f"='{SHEET}'!$B$1:$C$1"})
    book.add_chartsheet("Biểu đồ").set_chart(chart)
    book.close()
    return buffer.getvalue()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The same table as XlsxWriter writes it and as LibreOffice saves it in each format."""
    spreadsheets()
    folder, data = tmp_path_factory.mktemp("bang"), real_workbook()
    saved = {ending: converted(data, folder, ending, "xlsx").read_bytes() for ending in ("xlsx", "ods", "xls")}
    return {"xlsx": data, "lo.xlsx": saved["xlsx"], "ods": saved["ods"], "xls": saved["xls"]}


def opened(data: bytes, file: str = "so-lieu.xlsx") -> Workbook:
    found = read_workbook(data, file)
    assert isinstance(found, Workbook), found
    return found


def contents(data: bytes, sheet: str = SHEET) -> dict[str, Content]:
    """By ``D10``."""
    found = opened(data).sheet(sheet)
    assert found is not None
    return {cell.place.cell.rpartition("!")[2]: cell.content for cell in found.cells.values()}


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_gives_the_same_cells(files: Mapping[str, bytes], ending: str) -> None:
    found = contents(files[ending])
    assert found == REAL
    assert [type(found[cell]) for cell in REAL] == [type(content) for content in REAL.values()]


@pytest.mark.parametrize("ending", FORMATS)
def test_hidden_sheets_are_read(files: Mapping[str, bytes], ending: str) -> None:
    assert contents(files[ending], "Ẩn") == {"E5": number("1")}


def test_a_chart_is_no_sheet() -> None:
    assert [sheet.name for sheet in opened(real_workbook()).sheets] == [SHEET, "Ẩn"]


@pytest.mark.parametrize("ending", ["xlsx", "lo.xlsx", "ods"])
def test_results_of_formulas_are_known(files: Mapping[str, bytes], ending: str) -> None:
    sheet = opened(files[ending]).sheets[0]
    found = {cell.place.cell.rpartition("!")[2] for cell in sheet.cells.values() if cell.formula}
    assert found == {"B2", "C2", "E2"}


def test_a_cell_says_where_it_stands() -> None:
    found = opened(real_workbook(), "phieu/so-lieu.xlsx").sheets[0].cells[3, 2].place
    assert str(found) == "phieu/so-lieu.xlsx!Thủ tục hành chính!B3"
    assert (found.line, found.column) == (3, 2)


# --- Small sheets, written by hand -------------------------------------------------------------------------------------


def excel(rows: str, namespace: str = MAIN, **inner: str) -> bytes:
    """A workbook of the inner XML of its rows, and of other places: ``shared``, ``styles``, ``after``, ``book``."""
    shared, styles, after, book = (inner.get(place, "") for place in ("shared", "styles", "after", "book"))
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="a" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{namespace}" xmlns:r="{office}">{book}<sheets><sheet name="{SHEET}" sheetId="1" r:id="s"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="s" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="t" Type="{office}/sharedStrings" Target="SharedStrings.xml"/><Relationship Id="u" Type="{office}/styles" Target="/xl/styles.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{namespace}"><sheetData>{rows}</sheetData>{after}</worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{namespace}" count="9" uniqueCount="99999999999999">{shared}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{namespace}">{styles}</styleSheet>',
    }
    return zipped({name: part.encode("utf-8") for name, part in parts.items()})


STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="0.0&quot; %&quot;"/><numFmt numFmtId="165" formatCode="&quot;Ngày &quot;dd"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="14"/></cellXfs>'
)
ROWS: list[tuple[str, dict[str, Content]]] = [
    ('<row><c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c><c><v>1</v></c></row>', {"A1": "ab", "B1": number("1")}),
    ('<row r="7"><c r="C7" t="s"><v>0</v></c></row>', {"C7": "mộthai"}),
    ('<row r="7"><c r="C7" t="s"><v>1</v></c></row>', {"C7": "a\nb_xD800_"}),
    ('<row r="2"><c r="A2" t="b"><v>0</v></c><c r="B2" t="e"><v>#REF!</v></c></row>', {"A2": False, "B2": Broken("#REF!")}),
    ('<row r="1"><c r="A1"><f>B1</f></c></row>', {"A1": Broken("")}),
    ('<row r="1"><c r="A1"><f>B1</f><v></v></c></row>', {"A1": Broken("")}),
    ('<row r="1"><c r="A1" t="str"><f>IF(B1="","",B1)</f><v></v></c></row>', {}),
    ('<row r="1"><c r="A1" t="str"><v>\u200b \u00a0</v></c><c r="B1" s="1"/></row>', {}),
    ('<row r="1"><c r="A1" t="d"><v>2024-03-02</v></c></row>', {"A1": date(2024, 3, 2)}),
    ('<row r="1"><c r="A1" t="d"><v>2024-02-31</v></c></row>', {"A1": Broken("2024-02-31")}),
    ('<row r="1"><c r="A1" s="1"><v>0.26479999999999998</v></c></row>', {"A1": number("26.48", percent=True)}),
    ('<row r="1"><c r="A1" s="2"><v>26.5</v></c></row>', {"A1": number("26.5")}),
    ('<row r="1"><c r="A1" s="3"><v>45353</v></c></row>', {"A1": date(2024, 3, 2)}),
    ('<row r="1"><c r="A1" s="4"><v>59</v></c><c r="B1" s="4"><v>61</v></c></row>', {"A1": date(1900, 2, 28), "B1": date(1900, 3, 1)}),
    ('<row r="1"><c r="A1" s="4"><v>-1</v></c><c r="B1" s="4"><v>1e300</v></c></row>', {"A1": Broken("-1"), "B1": Broken("1e300")}),
    ('<row r="1"><c r="A1" s="99"><v>5</v></c></row>', {"A1": number("5")}),
    ('<row r="1"><c r="A1"><v>NaN</v></c><c r="B1"><v>1e9999</v></c></row>', {"A1": Broken("NaN"), "B1": Broken("1e9999")}),
    ('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', {"XFD1048576": number("1")}),
]  # fmt: skip
SHARED = "<si><r><t>một</t></r><rPh><t>mot</t></rPh><r><t>hai</t></r></si><si><t>a_x000D_&#10;b_xD800_</t></si>"


@pytest.mark.parametrize("namespace", [MAIN, STRICT], ids=["thường", "strict"])
@pytest.mark.parametrize(("rows", "expected"), ROWS)
def test_cells_as_a_file_may_spell_them(rows: str, expected: dict[str, Content], namespace: str) -> None:
    assert contents(excel(rows, namespace, shared=SHARED, styles=STYLES)) == expected


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    data = excel('<row><c s="4"><v>43891</v></c></row>', styles=STYLES, book='<workbookPr date1904="1"/>')
    assert contents(data) == {"A1": date(2024, 3, 2)}


def test_what_a_merged_range_hides_is_not_read() -> None:
    rows = "".join(f"<row>{'<c><v>1</v></c>' * 3}</row>" for _ in range(3))
    merged = '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="C2:C1048576"/></mergeCells>'
    assert sorted(contents(excel(rows, after=merged))) == ["A1", "A3", "B3", "C1", "C2"]


SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
ONE = '<table:table-cell office:value-type="float" office:value="1"'


def open_document(tables: str, manifest: str = "<a/>") -> bytes:
    """A workbook of the inner XML of its spreadsheet."""
    content = f"<office:document-content {SPACES}><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    return zipped({"content.xml": content.encode("utf-8"), "META-INF/manifest.xml": manifest.encode("utf-8")})


def table(rows: str) -> str:
    return f'<table:table table:name="{SHEET}">{rows}</table:table>'


def cell(text: str, attributes: str = "") -> str:
    return f'<table:table-row><table:table-cell office:value-type="string" {attributes}>{text}</table:table-cell></table:table-row>'


EMPTY_ROWS = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
ODS_ROWS: list[tuple[str, dict[str, Content]]] = [
    (cell("<text:p>a<text:s text:c='3'/>b<text:tab/>c\n  d</text:p><text:p>e<text:line-break/>f</text:p>"), {"A1": "a   b\tc d\ne\nf"}),
    (cell("<text:p>a<text:span>b<text:a>c</text:a></text:span></text:p>"), {"A1": "abc"}),
    (cell("<office:annotation><text:p>ghi chú</text:p></office:annotation><text:p>a</text:p>"), {"A1": "a"}),
    (cell("<draw:frame><draw:text-box><text:p>khung</text:p></draw:text-box></draw:frame><text:p>a</text:p>"), {"A1": "a"}),
    (cell("<text:p>a<draw:frame><text:p>khung</text:p></draw:frame>b</text:p>"), {"A1": "ab"}),
    (cell("<text:p>1<text:ruby><text:ruby-base>2</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby></text:p>"), {"A1": "12"}),
    (cell("<text:p>#REF!</text:p>", 'table:formula="of:=x"'), {"A1": Broken("#REF!")}),
    (cell("<text:p>#REF!</text:p>"), {"A1": "#REF!"}),
    (cell("<text:p>Err:508</text:p>", 'calcext:value-type="error" table:formula="of:=("'), {"A1": Broken("Err:508")}),
    ('<table:table-row><table:table-cell table:formula="of:=[.B1]"/></table:table-row>', {"A1": Broken("")}),
    ('<table:table-row><table:table-cell office:value-type="boolean" office:boolean-value="true"/></table:table-row>', {"A1": True}),
    ('<table:table-row><table:table-cell office:value-type="currency" office:value="1.5"/></table:table-row>', {"A1": number("1.5")}),
    ('<table:table-row><table:table-cell office:value-type="float"/></table:table-row>', {"A1": Broken("")}),
    (f'<table:table-row table:number-rows-repeated="2">{ONE} table:number-columns-repeated="2"/></table:table-row>' + EMPTY_ROWS,
     {cell: number("1") for cell in ("A1", "B1", "A2", "B2")}),
    (f'<table:table-row-group><table:table-row table:number-rows-repeated="3"/><table:table-row>{ONE}/></table:table-row></table:table-row-group>', {"A4": number("1")}),
    (f"<table:shapes><draw:frame><table:table><table:table-row>{ONE}/></table:table-row></table:table></draw:frame></table:shapes><table:table-row>{ONE}/></table:table-row>", {"A1": number("1")}),
    (f'<table:table-row><table:table-cell table:number-columns-repeated="3"/>{ONE}/></table:table-row>', {"D1": number("1")}),
    ("<table:table-row>" + cell("<text:p>a</text:p>")[17:-18] + "<table:covered-table-cell><text:p>che</text:p></table:covered-table-cell></table:table-row>", {"A1": "a"}),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), ODS_ROWS)
def test_cells_as_opendocument_may_spell_them(rows: str, expected: dict[str, Content]) -> None:
    assert contents(open_document(table(rows))) == expected


def test_what_is_remembered_of_another_file_is_no_sheet() -> None:
    other = f'<table:table table:name="\'file:///x.ods\'#A" table:style-name="ta_extref"><table:table-row>{ONE}/></table:table-row></table:table>'
    assert [sheet.name for sheet in opened(open_document(other + table(""))).sheets] == [SHEET]


def test_links_to_other_files_give_the_values_last_saved() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.add_worksheet(SHEET).write_formula(0, 0, "='/khong-co/[khac.xlsx]A'!$A$1", None, 5)
    book.close()
    parts = read(buffer.getvalue())
    links = parts["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="http://x/externalLink" Target="file:///khong-co/khac.xlsx" TargetMode="External"/></Relationships>',
    )
    assert contents(zipped(parts | {"xl/_rels/workbook.xml.rels": links})) == {"A1": number("5")}


# --- Numbers and their formats -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", Shown.NUMBER), ("#,##0.00", Shown.NUMBER), ("0.00E+00", Shown.NUMBER), ("@", Shown.NUMBER),
        ('#,##0" ngày"', Shown.NUMBER), (r"0\%", Shown.NUMBER), ('0"%"', Shown.NUMBER), ("0_%", Shown.NUMBER),
        ("[Red]0", Shown.NUMBER), ("0%", Shown.PERCENT), ("0.0 %;[Red]-0.0 %", Shown.PERCENT),
        ("[$-42A]dd/mm/yyyy", Shown.DAY), ("mmm", Shown.DAY), ('"Quý" q', Shown.NUMBER), ("mm:ss", Shown.TIME),
        ("h:mm AM/PM", Shown.TIME), ("dd/mm/yyyy hh:mm", Shown.MOMENT), ("[h]:mm:ss", Shown.DURATION), ("[mm]:ss", Shown.DURATION),
    ],
)  # fmt: skip
def test_what_a_format_shows(code: str, shown: Shown) -> None:
    assert shown_as(code) is shown


@pytest.mark.parametrize(
    ("stored", "value"),
    [
        ("0.07000000000000001", "0.07"), ("0.30000000000000004", "0.3"), ("1E+2", "100"), ("100.00", "100"), ("-0", "0"),
        ("1234567890123456789", "1234567890123460000"), ("1.5e-3", "0.0015"), (".5", "0.5"),
    ],
)  # fmt: skip
def test_numbers_keep_what_excel_keeps(stored: str, value: str) -> None:
    assert str(exact(stored)) == value


@pytest.mark.parametrize("stored", ["", "abc", "1,5", "nan", "Infinity", "1_000", "１２", "1e400", "1" * 500])
def test_no_number(stored: str) -> None:
    assert exact(stored) is None


@pytest.mark.parametrize(
    ("text", "blank"), [("", True), ("\u200b\ufeff \u00a0\n\t", True), ("0", False), ("\u0301", False)]
)
def test_blank(text: str, *, blank: bool) -> None:
    assert is_blank(text) is blank


# --- What is refused ---------------------------------------------------------------------------------------------------


def changed(data: bytes, **parts: bytes) -> bytes:
    """The package with other bytes in the parts whose names begin so."""
    held = read(data)
    for begin, part in parts.items():
        held |= dict.fromkeys([name for name in held if begin in name] or [begin], part)
    return zipped(held)


def types(kind: str) -> bytes:
    return f'<Types xmlns="x"><Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>'.encode()


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package, package.open("xl/media/x.bin", "w") as part:
        for _ in range(40):
            part.write(bytes(4_000_000))
    return buffer.getvalue()


def nameless() -> bytes:
    """A member whose name begins with NUL, where zipfile cuts it."""
    return zipped({"a.xml": b""}).replace(b"a.xml", b"\0.xml")


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
HOSTILE: dict[str, tuple[bytes, str]] = {
    "trống": (b"", "không có gì trong đó"),
    "chữ": (b"a;b;c\n1;2;3\n", "không phải là bảng tính"),
    "trang web": (b"\xef\xbb\xbf\n<html><table><tr><td>1</td></tr></table></html>", "trang web"),
    "zip cụt": (excel("")[:300], "đã hỏng"),
    "văn bản Word": (zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}), "thiếu phần xl/workbook.xml"),
    "zip khác": (zipped({"a.txt": b"a"}), "không phải là bảng tính Excel hay OpenDocument"),
    "văn bản OpenDocument": (zipped({"content.xml": b"<a/>"}), "không phải là bảng tính"),
    "tệp .doc": (b"\xd0\xcf\x11\xe0" + bytes(600) + "WordDocument".encode("utf-16-le"), "không phải là bảng tính Excel"),
    "xls hỏng": (b"\xd0\xcf\x11\xe0" + bytes(600) + "Workbook".encode("utf-16-le"), "đã hỏng"),
    "xls quá lớn": (b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le") + bytes(21_000_000), "quá lớn"),
    "mật khẩu xlsx": (b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    "mật khẩu ods": (open_document("", "<m:file-entry xmlns:m='x'><m:encryption-data/></m:file-entry>"), "mật khẩu"),
    "xlsb": (changed(excel(""), **{"[Content_Types]": types("application/vnd.ms-excel.sheet.binary.macroEnabled.main")}), ".xlsb"),
    "xlsm": (changed(excel(""), **{"[Content_Types]": types("application/vnd.ms-excel.sheet.macroEnabled.main+xml")}), "macro"),
    "vbaProject": (changed(excel(""), **{"xl/vbaProject.bin": b"x"}), "macro"),
    "bom nén": (bomb(), "giải nén ra"),
    "tên rỗng": (nameless(), "tên các phần"),
    "trỏ ra ngoài": (zipped({"../a.xml": b""}), "tên các phần"),
    "billion laughs": (changed(excel(""), sheet1=f'<!DOCTYPE a [<!ENTITY a0 "a">{LAUGHS}]><a>&a11;</a>'.encode()), "DOCTYPE"),
    "XXE": (changed(excel(""), workbook=b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'), "DOCTYPE"),
    "XXE ods": (changed(open_document(""), content=b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'), "DOCTYPE"),
    "XML hỏng": (excel("<row>"), "không phải là XML đúng cách"),
    "mất trang tính": (changed(excel(""), **{"xl/_rels": b"<a/>"}), f"không tìm thấy trang tính «{SHEET}»"),
    "một trang hai lần": (changed(excel(""), **{"xl/workbook.xml": read(excel(""))["xl/workbook.xml"].replace(b"<sheets>", b'<sheets><sheet name="A" r:id="s"/>')}), "có hai lần"),
    "mất đoạn chữ": (excel('<row><c t="s"><v>5</v></c></row>'), "đoạn chữ không có trong tệp"),
    "địa chỉ sai": (excel('<row><c r="1B"><v>5</v></c></row>'), "không có địa chỉ đúng cách"),
    "ngoài bảng": (excel('<row><c r="XFE1"><v>5</v></c></row>'), "nằm ngoài bảng"),
    "ô trộn chồng nhau": (
        excel("<row>" + "<c><v>1</v></c>" * 9000 + "</row>",
              after="<mergeCells>" + '<mergeCell ref="A2:XFD9999"/>' * 3000 + "</mergeCells>"), "chồng lên nhau"),
    "lặp cột ods": (open_document(table(f'<table:table-row>{ONE} table:number-columns-repeated="999999999"/></table:table-row>')), "nằm ngoài bảng"),
    "lặp dòng ods": (open_document(table(f'<table:table-row table:number-rows-repeated="999999999">{ONE}/></table:table-row>')), "ô có nội dung"),
    "dấu cách ods": (open_document(table(cell("<text:p>" + "<text:s text:c='999999999'/>" * 2000 + "</text:p>"))), "nhiều chữ hơn"),
}  # fmt: skip


def refused(data: bytes, file: str = "so-lieu.xlsx") -> Problem:
    found = read_workbook(data, file)
    assert isinstance(found, Problem), found
    return found


@pytest.mark.parametrize("case", HOSTILE)
def test_what_cannot_be_used_is_refused_with_the_reason(case: str) -> None:
    data, reason = HOSTILE[case]
    problem = refused(data)
    assert (problem.name, reason in problem.message) == ("bang-tinh-khong-dung-duoc", True), problem.message
    assert problem.hint
    text = as_text([problem])
    assert "so-lieu.xlsx" in text
    assert unicodedata.is_normalized("NFC", text)
    assert not re.search(r"\b(?:Word|docx|the|not|error|None)\b", text)


@pytest.mark.parametrize("limit", ["_MOST_CELLS", "_MOST_ELEMENTS", "_MOST_LETTERS"])
def test_a_table_beyond_a_limit_is_refused(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = f"<row>{'<c><v>1000</v></c>' * 30}</row>"
    assert len(contents(excel(rows))) == 30
    monkeypatch.setattr(limits, limit, 20)
    assert "quá lớn" in refused(excel(rows)).message


def test_a_large_part_is_not_held_as_a_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cchc_report.workbook.xlsx.SMALL_PART", 100)
    assert "lớn bất thường" in refused(excel("")).message


def test_ten_thousand_columns_are_read() -> None:
    found = contents(excel(f"<row>{'<c><v>1</v></c>' * 10_000}</row>"))
    assert (len(found), found["NTP1"]) == (10_000, number("1"))


# --- What is not installed, and when it is loaded ----------------------------------------------------------------------


def test_an_old_file_needs_the_extra(files: Mapping[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlrd", None)
    problem = refused(files["xls"], "cu.xls")
    assert problem == excel_missing("cu.xls", "để đọc tệp .xls")
    assert 'pip install "cchc_report[excel]"' in problem.hint
    assert contents(files["ods"]) == REAL


def test_reading_loads_nothing_of_the_extra_before_it_is_needed() -> None:
    code = "import sys, cchc_report.workbook; print({'xlrd', 'xlsxwriter', 'python_calamine'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "set()"


# --- Damage ------------------------------------------------------------------------------------------------------------

DAMAGED = 500
NUMBERS = (b"-1", b"0", b"99999999999999999999", b"4294967296", b"1048577", b"abc", b"", b"2147483647")


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, cut out, doubled; a number made another."""
    left = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(left))
        match chance.randrange(5):
            case 0:
                left[at] = chance.randrange(256)
            case 1:
                del left[at : at + chance.randrange(1, min(60, len(left)))]
            case 2:
                left[at:at] = left[chance.randrange(len(left)) :][: chance.randrange(1, 80)]
            case 3:
                left[at : at + 4] = chance.choice([b"\xff" * 4, bytes(4), b"\x7f\xff\xff\xff"])
            case _ if found := list(re.finditer(rb"\d+", left)):
                number_ = chance.choice(found)
                left[number_.start() : number_.end()] = chance.choice(NUMBERS)
    return bytes(left)


def damaged_file(data: bytes, chance: random.Random) -> bytes:
    """Damage to the file, to one XML part of a sound zip, or an end too soon."""
    way = chance.choice(["bytes", "part", "cut"])
    if way == "cut":
        return data[: chance.randrange(len(data))]
    if way == "bytes" or not data.startswith(b"PK"):
        return damaged(data, chance)
    parts = read(data)
    name = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    return zipped(parts | {name: damaged(parts[name], chance)})


def test_damaged_files_give_a_problem_or_a_workbook(
    files: Mapping[str, bytes], capfd: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(20240325)  # noqa: S311 - seeded, so that a failure can be seen again
    outcomes = {type(read_workbook(damaged_file(files[FORMATS[n % 4]], chance), "x")) for n in range(DAMAGED)}
    assert outcomes == {Problem, Workbook}
    assert capfd.readouterr() == ("", "")
