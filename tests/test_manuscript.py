"""Documents that a person may have edited, read back: the same text from every format, and what is text in them at all."""

import io
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from conftest import ROOT
from edited import LINES, bold, box, cell, deleted, field, inserted, p, row, run, table, word_file
from hypothesis import given
from hypothesis import strategies as st
from packages import converted, read, tools, zipped
from test_golden import ALONE, GENRES, QUARTERS, alone, composed

from cchc_report.manuscript import Manuscript, Mark, Where, read_manuscript
from cchc_report.opc import PackageProblem
from cchc_report.project import Project
from cchc_report.rendering import Rendered, Workshop

DOCUMENTS = [(quarter, genre) for quarter in QUARTERS for genre in GENRES]
Made = Callable[[str, str], dict[str, bytes]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A shipped document in every format, by its ending."""
    projects = {
        quarter: alone(tmp_path_factory.mktemp("alone"), quarter) if quarter in ALONE else Project(ROOT)
        for quarter in QUARTERS
    }

    def written(quarter: str, genre: str) -> dict[str, bytes]:
        document = composed(projects[quarter], quarter, genre)
        files = Workshop(projects[quarter]).write(document, ["txt", "md", "html", "docx"])
        return {Path(file.name).suffix: file.content for file in files if isinstance(file, Rendered)}

    return written


def texts(data: bytes, name: str) -> list[str]:
    """What the body says; the dash before an item of a list is typed in plain text only."""
    found = read_manuscript(data, name).passages
    return [passage.text.removeprefix("- ") for passage in found if passage.where is Where.BODY]


def body(*blocks: str) -> list[str]:
    return [passage.text for passage in read_manuscript(word_file(*blocks), "a.docx").passages]


@pytest.mark.parametrize(("quarter", "genre"), DOCUMENTS)
def test_every_format_of_a_document_reads_the_same(made: Made, quarter: str, genre: str) -> None:
    files = made(quarter, genre)
    expected = texts(files[".txt"], "a.txt")
    assert len(expected) > 15
    for ending in (".md", ".html", ".docx"):
        assert texts(files[ending], f"a{ending}") == expected, ending


@pytest.mark.parametrize(("quarter", "genre"), DOCUMENTS)
def test_a_word_file_knows_its_numbers_by_their_bookmarks(made: Made, quarter: str, genre: str) -> None:
    found = read_manuscript(made(quarter, genre)[".docx"], "a.docx")
    marked = {mark.name: passage.text[mark.start : mark.end] for passage in found.passages for mark in passage.marks}
    assert marked == {entry.bookmark: entry.text.replace("\u00a0", " ") for entry in found.origin.listed}
    assert (found.origin.metrics, found.origin.genre) == (f"metrics/{quarter}.yaml", genre)


@pytest.mark.parametrize("way", [["docx"], ["odt", "docx"]])
@pytest.mark.parametrize("genre", GENRES)
def test_libreoffice_changes_nothing_that_is_read(made: Made, tmp_path: Path, genre: str, way: list[str]) -> None:
    tools("soffice")
    data = made(QUARTERS[0], genre)[".docx"]
    expected, before = read_manuscript(data, "a.docx"), texts(data, "a.docx")
    for number, target in enumerate(way):
        data = resaved(data, tmp_path / str(number), target, way[number - 1] if number else "docx")
    found = read_manuscript(data, "a.docx")
    assert texts(data, "a.docx") == before
    assert marks_of(found) == marks_of(expected)


def resaved(data: bytes, folder: Path, target: str, source: str) -> bytes:
    folder.mkdir()
    return converted(data, folder, target, source).read_bytes()


def marks_of(found: Manuscript) -> dict[str, str]:
    return {mark.name: passage.text[mark.start : mark.end] for passage in found.passages for mark in passage.marks}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ((run("có 1."), bold("54"), run("1 hồ sơ")), "có 1.541 hồ sơ"),
        ((f'<w:hyperlink w:anchor="x">{run("26")}</w:hyperlink>', run(" xã")), "26 xã"),
        ((f"<w:sdt><w:sdtPr/><w:sdtContent>{run('26')}</w:sdtContent></w:sdt>", run(" xã")), "26 xã"),
        ((deleted("25"), inserted(run("26")), run(" xã")), "26 xã"),
        (
            (f'<w:moveFrom w:id="5">{run("25 xã")}</w:moveFrom>', f'<w:moveTo w:id="6">{run("26 xã")}</w:moveTo>'),
            "26 xã",
        ),
        ((run("26"), run("(ẩn)", "<w:rPr><w:vanish/></w:rPr>"), run(" xã")), "26 xã"),
        ((run("26", '<w:rPr><w:vanish w:val="0"/></w:rPr>'), run(" xã")), "26 xã"),
        (("<w:r><w:t>26</w:t><w:tab/><w:t>xã</w:t><w:br/><w:t>8</w:t></w:r>",), "26 xã 8"),
        (("<w:r><w:t>2024</w:t><w:noBreakHyphen/><w:t>20</w:t><w:softHyphen/><w:t>26</w:t></w:r>",), "2024-2026"),
        ((run("Đồng &amp; &#273;á &lt;26&gt;"),), "Đồng & đá <26>"),
        ((run("<![CDATA[26 < 48]]><!-- không in --> xã"),), "26 < 48 xã"),
        ((run("26\u00a0xã,\u202f8\u2009phường\u00ad"),), "26 xã, 8 phường"),
        ((run(unicodedata.normalize("NFD", "thủ tục số ")), run("26")), "thủ tục số 26"),
        ((run("thu"), bold("\u0309 tục")), "thủ tục"),
        ((run("theo "), field("REF so_lieu", run("26")), run(" xã")), "theo 26 xã"),
        ((run("trang "), field("PAGE", run("3"))), "trang "),
        ((run("trang "), f'<w:fldSimple w:instr=" NUMPAGES ">{run("9")}</w:fldSimple>'), "trang "),
        ((run("số "), f'<w:fldSimple w:instr=" DOCPROPERTY x ">{run("9")}</w:fldSimple>'), "số 9"),
    ],
)
def test_what_a_paragraph_says(content: tuple[str, ...], expected: str) -> None:
    assert body(p(*content)) == [expected]


def test_tracked_changes_are_counted() -> None:
    found = read_manuscript(word_file(p(deleted("25"), inserted(run("26"))), p(deleted("1", 9), run("2"))), "a.docx")
    assert (found.insertions, found.deletions) == (1, 2)


def test_a_row_of_a_table_is_one_passage() -> None:
    head = row(cell(p(run("Nội dung"))), cell(p(run("Số"))), properties="<w:trPr><w:tblHeader/></w:trPr>")
    data = row(cell(p(run("Hồ sơ")), p(run("trực tuyến")), p()), cell(p(bold("1.541"))))
    assert body(table(head, data), p()) == ["Nội dung\tSố", "Hồ sơ trực tuyến\t1.541"]
    assert body(table(data, properties=LINES), p()) == ["Hồ sơ trực tuyến\t1.541"]


def test_a_table_that_only_sets_paragraphs_side_by_side_is_read_by_paragraphs() -> None:
    head = row(cell(p(run("UBND TỈNH")), p(run("SỞ NỘI VỤ"))), cell(p(run("CỘNG HÒA"))))
    invisible = LINES.replace("single", "none")
    assert body(table(head, properties=invisible), p()) == ["UBND TỈNH", "SỞ NỘI VỤ", "CỘNG HÒA"]


def test_tables_inside_tables_are_read_after_the_row_around_them() -> None:
    inner = table(row(cell(p(run("a"))), cell(p(run("1"))), cell(p(run("2")))))
    outer = row(cell(p(run("ngoài")), inner, p()), cell(p(run("26"))), cell(p(run("48"))))
    assert body(table(outer, properties=LINES), p()) == ["ngoài\t26\t48", "a\t1\t2"]


def test_a_deleted_row_is_not_read() -> None:
    gone = row(cell(p(run("cũ"))), cell(p(run("1"))), properties='<w:trPr><w:del w:id="1" w:author="Lan"/></w:trPr>')
    assert body(table(gone, row(cell(p(run("mới"))), cell(p(run("2")))), properties=LINES), p()) == ["mới\t2"]


def test_headers_notes_and_text_boxes_are_passages_of_their_own() -> None:
    data = word_file(
        p(run("Thân "), box(p(run("Hộp 26"))), run("bài")), header=p(run("Đầu 48")), note=p(run("Ghi chú 71"))
    )
    found = [(passage.where, passage.text) for passage in read_manuscript(data, "a.docx").passages]
    assert found == [
        (Where.BODY, "Thân bài"),
        (Where.BOX, "Hộp 26"),
        (Where.HEADER, "Đầu 48"),
        (Where.NOTE, "Ghi chú 71"),
    ]


def test_bookmarks_may_begin_in_one_wrapper_and_end_in_another() -> None:
    start, end = '<w:bookmarkStart w:id="3" w:name="_cchc_1_x"/>', '<w:bookmarkEnd w:id="3"/>'
    other = '<w:bookmarkStart w:id="4" w:name="cua_lan"/><w:bookmarkEnd w:id="4"/>'
    data = word_file(p(run("có "), inserted(start + run("2")), other, run("6"), end, run(" xã")))
    assert read_manuscript(data, "a.docx").passages[0].marks == (Mark(3, 5, "_cchc_1_x"),)
    decomposed = word_file(p(run(unicodedata.normalize("NFD", "số hồ sơ ")), start, run("26"), end))
    assert read_manuscript(decomposed, "a.docx").passages[0].marks == (Mark(9, 11, "_cchc_1_x"),)
    around = word_file(p(run("a")), start, p(run("26")), end, p(run("b")))
    marks = [passage.marks for passage in read_manuscript(around, "a.docx").passages]
    assert marks == [(), (Mark(0, 2, "_cchc_1_x"),), ()]


def test_properties_say_where_a_document_comes_from() -> None:
    word = docx.Document()
    buffer = io.BytesIO()
    word.add_paragraph("26 xã")
    word.save(buffer)
    parts = read(buffer.getvalue())
    values = {"cchc_so_lieu": "metrics/a/2026-q1.yaml", "cchc_the_loai": "bao-cao", "cchc_linh_vuc": "", "cchc_ma": "M"}
    variant = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
    listed = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{pid}" name="{name}">'
        f"<vt:lpwstr>{value}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate(values.items(), start=2)
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
    parts["docProps/custom.xml"] = f'<Properties xmlns="{kind}" xmlns:vt="{variant}">{listed}</Properties>'.encode()
    link = f'<Relationship Id="rId99" Type="{kind.replace("/custom", "/relationships/custom")}" Target="docProps/custom.xml"/>'
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"</Relationships>", f"{link}</Relationships>".encode())
    origin = read_manuscript(zipped(parts), "a.docx").origin
    assert (origin.metrics, origin.genre, origin.section, origin.id) == ("metrics/a/2026-q1.yaml", "bao-cao", "", "M")


NEWSPAPER = """<!DOCTYPE html><html><head><title>Báo</title><meta name="cchc-so-lieu" content="metrics/a/2026-q1.yaml">
<meta name="cchc-the-loai" content="bai-bao"><script>var so = 99;</script></head><body>
<div class="wrap"><div><span>Tỉnh có&nbsp;<b><span>1.5</span>41</b>
hồ sơ</span><br>đạt 98%</div>Chữ rời <div hidden>ẩn 7</div>
<p>Đoạn không đóng thẻ 26<p>Đoạn sau 48
<table><tr><td><p>Hồ sơ</p><p>trực tuyến</p></td><td>71</td></tr></table>
<ul><li>Một<li>Hai</ul><div style="display: none">8</div><footer>Bản quyền 2026</footer></div></body></html>"""


def test_a_page_out_of_a_newspapers_system() -> None:
    found = read_manuscript(NEWSPAPER.encode(), "bai.htm")
    assert [passage.text for passage in found.passages] == [
        "Tỉnh có 1.541 hồ sơ đạt 98%",
        "Chữ rời",
        "Đoạn không đóng thẻ 26",
        "Đoạn sau 48",
        "Hồ sơ trực tuyến\t71",
        "Một",
        "Hai",
    ]
    assert [passage.line for passage in found.passages] == [3, 4, 5, 5, 6, 7, 7]
    assert (found.origin.metrics, found.origin.genre) == ("metrics/a/2026-q1.yaml", "bai-bao")


def test_a_row_that_holds_a_table_is_layout() -> None:
    page = "<table><tr><td>Ngoài<table><tr><td>a</td><td>1</td></tr></table></td><td>sau</td></tr></table>"
    assert [passage.text for passage in read_manuscript(page.encode(), "a.html").passages] == ["Ngoài", "a\t1", "sau"]


def test_tags_that_a_browser_adds_may_be_missing() -> None:
    page = "<table><tr><th>Nội dung<th>Số<tr><td>Hồ sơ<td>1.541<tr><td>Xã<td></table>sau<p>26"
    found = [passage.text for passage in read_manuscript(page.encode(), "a.html").passages]
    assert found == ["Nội dung\tSố", "Hồ sơ\t1.541", "Xã\t", "sau", "26"]


def test_conditional_comments_of_word_are_no_text() -> None:
    page = "<!--[if mso]><p>ẩn</p><![endif]--><p><![if !supportLists]>26<![endif]> xã<![lạ]></p><![cuối"
    assert [passage.text for passage in read_manuscript(page.encode(), "a.html").passages][:1] == ["26 xã"]


def test_markdown_without_its_markup() -> None:
    text = (
        "# Tiêu đề 26 #\n\n**Đậm** và *nghiêng*, 5 * 3, tên\\_tệp, 1\\. mục\n- một\n\\- hai\n\n> lời\n\n"
        "| a | b\\|c |\n| --- | ---: |\n| **1** |  |\n\n![ảnh](a.png)\n\n---\n[chữ](http://a.vn) &amp; <strong>x</strong>\n"
    )
    found = read_manuscript(text.encode(), "a.md").passages
    assert [(passage.line, passage.text) for passage in found] == [
        (1, "Tiêu đề 26"),
        (3, "Đậm và nghiêng, 5 * 3, tên_tệp, 1. mục"),
        (4, "một"),
        (5, "- hai"),
        (7, "lời"),
        (9, "a\tb|c"),
        (11, "1\t"),
        (16, "chữ & x"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_texts_as_notepad_saves_them(encoding: str, end: str) -> None:
    found = read_manuscript(f"- Thủ tục: 26{end}{end}48 xã{end}".encode(encoding), "a.txt").passages
    assert [(passage.line, passage.text) for passage in found] == [(1, "- Thủ tục: 26"), (3, "48 xã")]


@pytest.mark.parametrize("name", ["-", "bai"])
def test_a_name_without_an_ending_leaves_it_to_the_content(name: str) -> None:
    for data in (b"\n<!-- a --><p>26</p>", b"26", word_file(p(run("26")))):
        assert [passage.text for passage in read_manuscript(data, name).passages] == ["26"]


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0", ".doc kiểu cũ"),
        ("a.docx", b"\xd0\xcf\x11\xe0", "mật khẩu"),
        ("-", b"\xd0\xcf\x11\xe0", ".doc kiểu cũ"),
        ("a.pdf", b"%PDF-1.7", "PDF"),
        ("-", b"%PDF-1.7", "PDF"),
        ("a.odt", b"PK\x03\x04", ".odt"),
        ("a.docx", b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text", ".odt"),
        ("a.docx", word_file(p())[:200], "đã hỏng"),
        ("a.txt", "Thủ tục".encode("utf-16-le"), "UTF-8"),
        ("a.txt", "cải cách".encode("cp1252", "replace"), "UTF-8"),
        ("a.md", b"26\0", "tệp chữ"),
        (
            "a.docx",
            zipped(read(word_file(p(run("26")))) | {"word/document.xml": b'<?xml version="1.0" encoding="UTF-16"?>'}),
            "XML",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # pytest cannot name bytes beside Vietnamese
)
def test_what_cannot_be_read_is_refused_in_words(name: str, data: bytes, expected: str) -> None:
    with pytest.raises(PackageProblem) as refused:
        read_manuscript(data, name)
    assert expected in refused.value.message
    assert refused.value.hint


def test_parts_in_another_encoding_are_refused() -> None:
    parts = read(word_file(p(run("26"))))
    for encoding in ("UTF-16", "windows-1252"):
        text = parts["word/document.xml"].decode().replace('"UTF-8"', f'"{encoding}"')
        with pytest.raises(PackageProblem, match="UTF-8"):
            read_manuscript(zipped(parts | {"word/document.xml": text.encode(encoding)}), "a.docx")
    marked = zipped(parts | {"word/document.xml": b"\xef\xbb\xbf" + parts["word/document.xml"]})
    assert [passage.text for passage in read_manuscript(marked, "a.docx").passages] == ["26"]


DAMAGED = read(
    word_file(
        table(row(cell(p(run("a"))), cell(p(bold("1.541")))), properties=LINES),
        p(run("x "), box(p(run("26"))), field("PAGE", run("3")), inserted(run("48")), deleted("7")),
    )
)


@given(st.lists(st.tuples(st.integers(0, 10**6), st.booleans()), min_size=1, max_size=3))
def test_a_file_with_elements_or_attributes_missing_is_read_or_refused(losses: list[tuple[int, bool]]) -> None:
    text = DAMAGED["word/document.xml"].decode()
    for number, is_tag in losses:
        found = re.findall(r"<w:[^>]+/>" if is_tag else r' w:\w+="[^"]*"', text)
        text = text.replace(found[number % len(found)], "", 1) if found else text
    passages = read_manuscript(zipped(DAMAGED | {"word/document.xml": text.encode()}), "a.docx").passages
    assert passages[0].text == "a\t1.541" or tuple(passage.text for passage in passages[:2]) == ("a", "1.541")


@given(st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from("<>/&;\"'=td!-[]")), min_size=1, max_size=9))
def test_a_page_with_wrong_letters_in_it_is_read(letters: list[tuple[int, str]]) -> None:
    page = list(NEWSPAPER)
    for place, letter in letters:
        page[place % len(page)] = letter
    for name in ("a.html", "a.md"):
        assert all(passage.text.strip() for passage in read_manuscript("".join(page).encode(), name).passages)
