"""Every branch of the Word writer: documents and frames that lack, repeat or spoil something, and what comes of them.

Seconds long, so that the floor of its coverage is reached in a short run; the gate of ``invariants`` looks at every file made here.
"""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from operator import itemgetter

import docx
import pytest
from documents import ARTICLE, HOSTILE, NEW, PHOTO, PICTURE, docx_texts, jpeg, png, shown
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree
from packages import R, W, body, custom_properties, read, values, zipped
from test_docx import SHIPPED, bare_frame, changed, custom, plain_frame, rich_frame, with_properties
from test_report import FRAME, lines

from cchc_report import opc
from cchc_report.document import Block, Bullets, Document, Heading, Paragraph, Picture, Role, Table, Text, text_of
from cchc_report.document import paragraphs as printed_paragraphs
from cchc_report.typeface import width
from cchc_report.workbook.limits import WORKBOOK
from cchc_report.writers import FrameProblem, LineProblem, PictureProblem, check_frame
from cchc_report.writers.docx import write_docx


def row(*texts: str) -> tuple[tuple[Text, ...], ...]:
    return tuple((Text(text),) for text in texts)


WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WIDE = Table(row("STT", "Đơn vị", "Đến", "Xong", "Sớm", "Đúng", "Trễ"), (row("1", "Xã Mẫu Sơn", *"55000"),))
REPORT = Document(
    "bao-cao",
    (
        *lines(Role.SUPERIOR, "ỦY BAN NHÂN DÂN", "TỈNH BẾN TRE"),
        *lines(Role.ISSUER, "SỞ NỘI VỤ"),
        *lines(Role.NATION, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        *lines(Role.MOTTO, "Độc lập - Tự do - Hạnh phúc"),
        *lines(Role.NUMBER, "Số: 5/BC-SNV"),
        *lines(Role.PLACE_AND_DATE, "Bến Tre, ngày 25 tháng 3 năm 2024"),
        *lines(Role.TYPE, "BÁO CÁO"),
        *lines(Role.SUBJECT, "Kết quả cải cách hành chính", "quý I năm 2024"),
        *lines(Role.ADDRESSEE, "Kính gửi:", "- Bộ Nội vụ;", "- Ủy ban nhân dân tỉnh."),
        Heading(2, (Text("I. KẾT QUẢ"),)),
        Bullets(((Text("ban hành mới "), shown(NEW), Text(" thủ tục;")), (Text("bãi bỏ 4 thủ tục."),))),
        *lines(Role.BODY, "Số liệu như sau:"),
        Table(row("Chỉ tiêu", "Số"), (row("Mới", "72"),)),
        Table(row("Chỉ tiêu", "Số"), (row("Bãi bỏ", "4"),)),
        *lines(Role.BODY, "Trên đây là kết quả quý I./."),
        *lines(Role.RECIPIENTS, "Nơi nhận:"),
        *lines(Role.RECIPIENT, "- Như trên;", "- Lưu: VT."),
        *lines(Role.AUTHORITY, "GIÁM ĐỐC"),
        *lines(Role.SIGNER, "Lê Thị Mẫu"),
        *lines(Role.ANNEX, "Phụ lục"),
        WIDE,
    ),
    "Báo cáo",
)
"""Every part of an official document once; its annex ends with a table too wide for an upright page."""


def written(*blocks: Block, frame: bytes = FRAME) -> etree._Element:
    """The body of the document made of these blocks."""
    return body(write_docx(Document("bao-cao", blocks, "Báo cáo"), frame))


def without_styles() -> bytes:
    """A file that a program wrote with no part of styles at all."""
    kept = {name: part for name, part in read(bare_frame()).items() if "styles" not in name and "rels" not in name}
    return zipped(kept | {"[Content_Types].xml": kept["[Content_Types].xml"].replace(b"/word/styles.xml", b"/x.xml")})


def linked(name: str, *links: str) -> bytes:
    """The shipped frame with more links in a part of relationships."""
    return changed(name, b"</Relationships>", f"{''.join(links)}</Relationships>".encode())


def link(kind: str, target: str, id: str = "moi", mode: str = "") -> str:  # noqa: A002 - the format's own word
    return f'<Relationship Id="{id}" Type="{R[1:-1]}/{kind}" Target="{target}"{mode}/>'


FRAMES = {"shipped": lambda: FRAME, "plain": plain_frame, "bare": bare_frame}


@pytest.mark.parametrize("frame", FRAMES)
def test_a_report_and_an_article_keep_their_text_in_any_frame(frame: str) -> None:
    for document in (REPORT, ARTICLE):
        data = write_docx(document, FRAMES[frame]())
        assert docx_texts(data) == [text_of(inlines) for inlines in printed_paragraphs(document)]


def test_in_a_frame_of_other_styles_each_paragraph_looks_nearly_right() -> None:
    document = body(write_docx(REPORT, bare_frame()))
    assert values(document, "//w:pStyle/@w:val | //w:tblStyle/@w:val") == []
    assert values(document, "//w:p[w:pPr/w:outlineLvl]/w:r/w:t/text()") == [
        "Kết quả cải cách hành chính",
        "quý I năm 2024",
        "I. KẾT QUẢ",
    ]
    bold = values(document, "//w:r[w:rPr/w:b]/w:t/text()")
    assert {"SỞ NỘI VỤ", "BÁO CÁO", "GIÁM ĐỐC", "Phụ lục"} <= {*bold}
    assert "ban hành mới " not in bold, "without a style for lists their items are running text"
    assert len(values(document, "//w:tblBorders/w:top/@w:val")) == 3, "the tables of data have lines, the columns none"
    languages = values(document, "//w:r/w:rPr/w:lang/@w:val")
    assert languages == ["vi-VN"] * len(values(document, "//w:r/w:t"))


def test_what_must_stand_together_stays_on_one_page() -> None:
    document = body(write_docx(REPORT, FRAME))
    kept = values(document, "//w:p[w:pPr/w:keepNext]/w:r/w:t/text()")
    assert kept == ["Trên đây là kết quả quý I./.", "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "GIÁM ĐỐC", "Lê Thị Mẫu"]
    substitutes = body(write_docx(REPORT, bare_frame()))
    assert {*kept, "BÁO CÁO"} <= {*values(substitutes, "//w:p[count(w:pPr/w:keepNext) = 1]/w:r/w:t/text()")}


def test_lines_stand_below_the_last_line_of_a_part_only() -> None:
    document = body(write_docx(REPORT, FRAME))
    above = "//w:p[w:pPr/w:pBdr]/preceding-sibling::w:p[1]/w:r/w:t/text()"
    assert values(document, above) == ["SỞ NỘI VỤ", "Độc lập - Tự do - Hạnh phúc", "quý I năm 2024"]


def test_a_line_stands_below_the_agency_where_its_number_follows_at_once() -> None:
    document = written(*lines(Role.ISSUER, "SỞ NỘI VỤ"), *lines(Role.NUMBER, "Số: 5/BC-SNV"))
    assert values(document, "//w:tc[1]/w:p[2]/w:pPr/w:pBdr/w:top/@w:val") == ["single"]


def test_a_heading_before_the_foot_is_told_once_to_stay_with_it() -> None:
    subject, signer = lines(Role.SUBJECT, "Kết quả"), lines(Role.SIGNER, "Lê Thị Mẫu")
    kept = values(written(*subject, *signer, frame=bare_frame()), "//w:p[count(w:pPr/w:keepNext) = 1]/w:r/w:t/text()")
    assert kept == ["Kết quả", "Lê Thị Mẫu"]


def test_items_are_running_text_where_the_style_for_lists_has_no_list() -> None:
    parts = read(SHIPPED)
    parts["word/styles.xml"] = re.sub(rb"<w:numPr>.*?</w:numPr>", b"", parts["word/styles.xml"])
    items = Bullets(((Text("một;"),), (Text("hai."),)))
    assert values(written(items, frame=SHIPPED), "//w:pStyle/@w:val") == ["ListBullet"] * 2
    assert values(written(items, frame=zipped(parts)), "//w:pStyle/@w:val") == ["BodyText"] * 2


def test_tables_never_touch_and_none_ends_the_document() -> None:
    document = body(write_docx(REPORT, FRAME))
    assert values(document, "//w:tbl/following-sibling::*[1][self::w:tbl]//w:t") == []
    assert values(document, "//w:body/w:tbl[last()]/following-sibling::w:p/w:pPr/w:spacing/@w:line") == ["120"]
    gap = values(document, "//w:p[w:r/w:t='Số liệu như sau:']/w:pPr/w:spacing/@w:after")
    assert gap == ["120"], "a table has no distance of its own"


def test_a_table_without_rows_and_columns_leaves_no_trace() -> None:
    text = lines(Role.BODY, "Trước.", "Sau.")
    document = written(text[0], Table((), ()), text[1])
    assert values(document, "//w:t/text()") == ["Trước.", "Sau."]
    assert values(document, "//w:tbl//w:t") == []


def test_an_annex_alone_needs_no_section_before_it() -> None:
    first, second = (written(*before, *lines(Role.ANNEX, "Phụ lục"), WIDE) for before in ((), lines(Role.BODY, "A.")))
    assert values(first, "//w:sectPr/w:pgSz/@w:orient") == []
    assert values(second, "//w:sectPr/w:pgSz/@w:orient") == ["landscape"]


def test_each_annex_is_turned_for_its_own_tables() -> None:
    annex = lines(Role.ANNEX, "Phụ lục")
    narrow = Table(row("STT", "Số"), (row("1", "2"),))
    document = written(*lines(Role.BODY, "A."), *annex, narrow, *annex, WIDE, *annex, narrow)
    sections = document.findall(f".//{W}sectPr")
    assert [values(section, "w:pgSz/@w:orient") for section in sections] == [[], [], ["landscape"], []]
    assert [values(section, "w:pgNumType/@w:start") for section in sections][1:] == [["1"]] * 3


def test_one_addressee_stands_in_the_middle_and_several_below_each_other() -> None:
    assert values(written(*lines(Role.ADDRESSEE, "Kính gửi: Bộ Nội vụ.")), "//w:pPr/w:ind/@w:left") == []
    several = values(body(write_docx(REPORT, FRAME)), "//w:p[w:pPr/w:jc/@w:val='left']/w:pPr/w:ind/@w:left")
    assert len(several) == 3
    assert int(several[0]) < int(several[1]) == int(several[2])


def test_a_foot_without_recipients_and_a_head_without_agency_leave_their_side_empty() -> None:
    head = written(*lines(Role.NATION, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), *lines(Role.BODY, "A."))
    assert [len(values(cell, ".//w:t")) for cell in head.iter(f"{W}tc")] == [0, 1]
    foot = written(*lines(Role.BODY, "A."), *lines(Role.RECIPIENTS, "Nơi nhận:"))
    assert [len(values(cell, ".//w:t")) for cell in foot.iter(f"{W}tc")] == [1, 0]


def test_a_line_that_would_wrap_is_refused_in_a_column_and_across_the_page() -> None:
    long = "Kết quả công tác cải cách hành chính và chuyển đổi số " * 2
    for role, room in ((Role.ISSUER, "66 mm"), (Role.SUBJECT, "165 mm")):
        with pytest.raises(LineProblem, match=room) as raised:
            written(*lines(role, long))
        assert raised.value.place is None, "words of a template have no place in the metrics"
    with pytest.raises(LineProblem) as raised:
        written(Paragraph((Text(long), shown(NEW)), Role.SUBJECT))
    assert raised.value.place == NEW.place


def test_a_long_word_leaves_the_other_columns_their_words() -> None:
    table = Table(row("STT", "Tên miền"), (row("1", "x" * 300),))
    narrow, wide = map(int, values(written(table), "//w:tblGrid/w:gridCol/@w:w"))
    assert narrow * 5 < wide
    both = [int(found) for found in values(written(Table(row("y" * 300, "x" * 300), ())), "//w:gridCol/@w:w")]
    assert abs(both[0] - both[1]) <= 1


@pytest.mark.parametrize("text", HOSTILE)
def test_marks_of_xml_are_text(text: str) -> None:
    blocks = (Heading(1, (Text(text),)), Picture(PHOTO, PICTURE.data, text))
    document = written(*blocks, Table(((Text(text),),), ()))
    assert values(document, "//w:t/text()") == [text, text]
    found = document.find(f".//{WP}docPr")
    assert found is not None
    assert found.get("descr") == text


def test_spaces_at_the_ends_breaks_and_tabs_are_kept() -> None:
    data = write_docx(Document("x", (Paragraph((Text(" a\nb\tc  d "), Text(""), Text("\n"))),), ""), SHIPPED)
    assert docx_texts(data) == [" a\nb\tc  d \n"]


@pytest.mark.parametrize(
    ("data", "extent"),
    [
        (png(3, 2), (28575, 19050)),
        (jpeg(60000, 1), (5940425, 99)),
        (jpeg(1, 60000), (102, 6167755)),
        (jpeg(65535, 65535), (5940425, 5940425)),
    ],
    ids=["small", "one pixel high", "one pixel wide", "large"],
)
def test_a_picture_of_any_shape_has_a_size(data: bytes, extent: tuple[int, int]) -> None:
    document = written(Picture(PHOTO, data, ""))
    shape = document.find(f".//{WP}extent")
    assert shape is not None
    assert (int(shape.get("cx", "")), int(shape.get("cy", ""))) == extent


def test_a_picture_that_is_none_is_named_with_its_place() -> None:
    with pytest.raises(PictureProblem, match="hội nghị") as raised:
        written(Picture(PHOTO, b"GIF89a", ""))
    assert raised.value.place == PHOTO.place


def test_a_document_without_frame_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="needs a frame"):
        write_docx(REPORT, None)


def test_links_of_the_old_text_go_with_it() -> None:
    outside, theme = (
        link(kind, "https://example.vn/", kind, ' TargetMode="External"') for kind in ("hyperlink", "theme")
    )
    data = write_docx(
        ARTICLE, linked("word/_rels/document.xml.rels", outside, link("image", "media/cu.png", "cu"), theme)
    )
    assert b"example.vn" not in b"".join(read(data).values())
    assert "cu.png" not in read(data)["word/_rels/document.xml.rels"].decode()


def test_a_logo_at_head_and_foot_is_taken_once() -> None:
    frame, saved = docx.Document(io.BytesIO(rich_frame())), io.BytesIO()
    frame.sections[0].footer.paragraphs[0].add_run().add_picture(io.BytesIO(png(20, 20)))
    frame.sections[0].footer._element.find(f".//{WP}docPr").set("id", "7")
    frame.save(saved)
    data = write_docx(Document("x", (), ""), saved.getvalue())
    assert len([name for name in read(data) if name.startswith("word/media/")]) == 1
    assert int(values(body(write_docx(ARTICLE, saved.getvalue())), "//wp:docPr/@id")[0]) > 7


def test_a_frame_without_styles_is_refused() -> None:
    with pytest.raises(FrameProblem, match="không có phần kiểu trình bày") as raised:
        check_frame(without_styles())
    assert "lưu thành" in raised.value.fault.hint.lower()


def test_a_frame_that_names_properties_it_has_not_is_refused() -> None:
    frame = linked("_rels/.rels", link("custom-properties", "docProps/mat.xml"))
    with pytest.raises(FrameProblem, match=r"thiếu phần docProps/mat\.xml") as raised:
        check_frame(frame)
    assert raised.value.fault.name == "khung-khong-dung-duoc"
    check_frame(FRAME)


def test_properties_keep_what_belongs_to_the_format_and_numbers_stay_apart() -> None:
    foreign = custom(3, "Nơi", '<t:lpwstr>A</t:lpwstr><x:y xmlns:x="urn:x">B</x:y>')
    odd = custom(0, "Số", "<t:i4>5</t:i4>").replace('pid="0"', 'pid="hai"')
    stale = custom(9, "CCHC_ma", "<t:lpwstr>cũ</t:lpwstr>")
    data = write_docx(replace(ARTICLE, metrics="metrics/x/2024-q1.yaml"), with_properties(foreign, stale))
    found = custom_properties(data)
    assert found["Nơi"] == "A"
    assert "CCHC_ma" not in found
    part = read(write_docx(ARTICLE, with_properties(odd, custom(2, "Hai", "<t:i4>6</t:i4>"))))["docProps/custom.xml"]
    assert re.findall(' pid="(.*?)"', part.decode()) == ["2", "3", "4", "5"], "numbered anew, whatever they were"


def page_of(*changes: tuple[bytes, bytes]) -> etree._Element:
    """The body of an article in the shipped frame whose page says something else."""
    parts = read(SHIPPED)
    name = "word/document.xml"
    for old, new in changes:
        assert re.search(old, parts[name])
        parts[name] = re.sub(old, new, parts[name], count=1)
    return body(write_docx(ARTICLE, zipped(parts)))


def test_a_page_of_nonsense_counts_as_the_standard_one() -> None:
    (table,) = page_of((rb'w:left="\d+"', b'w:left="rong"')).iter(f"{W}tblGrid")
    assert sum(map(int, values(table, "w:gridCol/@w:w"))) in range(9069, 9073)


def test_an_annex_counts_from_one_where_the_frame_counts_on() -> None:
    frame = changed("word/document.xml", b"<w:cols", b'<w:pgNumType w:fmt="lowerRoman" w:start="5"/><w:cols')
    document = body(write_docx(REPORT, frame))
    sections = [values(section, "w:pgNumType/@*") for section in document.iter(f"{W}sectPr")]
    assert sections == [["lowerRoman", "5"], ["1"]]


def test_a_page_of_margins_only_still_has_room_for_text() -> None:
    (table,) = page_of((rb'w:left="\d+"', b'w:left="11000"')).iter(f"{W}tblGrid")
    assert sum(map(int, values(table, "w:gridCol/@w:w"))) in range(997, 1001)


def test_what_only_other_programs_and_old_edits_say_of_a_page_is_left_out() -> None:
    former = b'<w:sectPr><w:pgSz w:w="5000" w:h="5000"/><w:pgMar w:left="9"/></w:sectPr>'
    change = b'<w:sectPrChange w:id="9" w:author="x">' + former + b'</w:sectPrChange><x:y xmlns:x="urn:x"/></w:sectPr>'
    document = page_of((b"</w:sectPr>", change), (b"<w:sectPr", b'<w:sectPr xmlns:q="urn:q" q:z="1"'))
    (section,) = document.iter(f"{W}sectPr")
    assert not section.attrib
    assert {etree.QName(part).namespace for part in section.iter()} == {W[1:-1]}
    assert not values(section, ".//w:sectPrChange")
    assert values(section, "w:pgSz/@w:w") == ["11906"], "the page as it is, not as it was"


@pytest.mark.parametrize(
    ("frame", "place"),
    [(bare_frame, "footer"), (plain_frame, "footer"), (lambda: SHIPPED, "header"), (rich_frame, "footer")],
)
def test_a_marking_goes_where_the_frame_leaves_room(frame: Callable[[], bytes], place: str) -> None:
    data = write_docx(replace(ARTICLE, marking="Số liệu giả định"), frame())
    section = body(data).findall(f".//{W}sectPr")[-1]
    (part,) = [part for name, part in read(data).items() if name == "word/cchc-marking.xml"]
    links = values(section, f"w:{place}Reference[@r:id='rIdCchcMarking']/@w:type")
    assert (links, "Số liệu giả định" in part.decode()) == (["default", "first", "even"], True)


@pytest.mark.parametrize(
    ("text", "as_wide_as"),
    [
        ("ễ", "e"),
        ("Ợ", "Ơ"),
        ("a\N{NO-BREAK SPACE}b", "a b"),
        ("中", "0"),
        ("ừ", "ư"),
        ("e\u0302\u0303", "e"),
        ("½", "0"),
    ],
)
def test_marks_take_no_room_but_the_horn_does(text: str, as_wide_as: str) -> None:
    assert width(text, 14) == width(as_wide_as, 14)
    assert width("ơ", 14) > width("o", 14)


def with_zipfile(parts: list[tuple[str, bytes]]) -> bytes:
    """The same parts as Python's own module packs them, with nothing of system and clock."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, part in parts:
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.create_system, member.compress_type = 0, zipfile.ZIP_DEFLATED
            package.writestr(member, part, compresslevel=3)
            member.external_attr = 0  # writing sets it; it stands in the directory alone, which closing writes
    return buffer.getvalue()


names = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12)
packages = st.lists(
    st.tuples(names, st.binary() | st.binary(max_size=8).map(lambda data: data * 999)), unique_by=itemgetter(0)
)


@given(packages, packages)
@example([("word/ảnh.xml", b"")], [("a.xml", b"x" * 70_000), ("b.xml", b"")])
@example([], [])
def test_the_zip_is_byte_for_byte_that_of_zipfile(
    first: list[tuple[str, bytes]], second: list[tuple[str, bytes]]
) -> None:
    parts = [*first, *((name, part) for name, part in second if name not in dict(first))]
    wanted = with_zipfile(parts)
    assert opc.write_zip(parts) == wanted
    assert opc.write_zip(parts[len(first) :], opc.zipped(first)) == wanted


def test_a_package_compressed_in_a_way_that_word_does_not_know_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as package:
        for name, part in read(SHIPPED).items():
            package.writestr(name, part)
    with pytest.raises(FrameProblem, match="nén theo cách mà Word không đọc được"):
        check_frame(buffer.getvalue())


def test_a_bookmark_is_known_by_its_indicator_whatever_its_number() -> None:
    name = opc.bookmark_name(12, "tthc.tổng số." + "x" * 50)
    assert re.fullmatch("_cchc_12_[A-Za-z0-9_]{31}", name)
    assert opc.is_bookmark_of(name, "tthc.tổng số." + "x" * 50)
    assert not opc.is_bookmark_of(name, "tthc.khac")
    assert not opc.is_bookmark_of("_Toc12", "tthc.khac")


def test_a_scan_hands_on_texts_and_stops_at_what_is_no_xml() -> None:
    class Texts:
        found = ""

        def start(self, tag: str, attributes: dict[str, str], /) -> None: ...

        def end(self, tag: str, /) -> None: ...

        def data(self, text: str, /) -> None:
            self.found += text

        def doctype(self, *_: object) -> None:
            opc.refuse_doctype(WORKBOOK)

    target = Texts()
    opc.scan("a.xml", "<a>một<b>hai</b></a>".encode(), target, WORKBOOK)
    assert target.found == "mộthai"
    for part, words in ((b"<a>", "không phải là XML đúng cách"), (b"<!DOCTYPE a><a/>", "DOCTYPE")):
        with pytest.raises(opc.PackageProblem, match=words):
            opc.scan("a.xml", part, Texts(), WORKBOOK)
