"""Word files: the package holds together, opens everywhere, is the same every time; frames are the user's."""

import io
import os
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import docx
import pytest
from documents import ARTICLE, FRAME, PHOTO, documents, docx_texts, jpeg, png, unhurried
from docx.shared import Mm
from hypothesis import given
from invariants import faults
from packages import R, W, body, converted, custom_properties, read, root, tools, values, zipped

from cchc_report.document import (
    Document,
    Heading,
    Paragraph,
    Picture,
    Text,
    paragraphs,
    text_of,
)
from cchc_report.trace import trace
from cchc_report.vietnamese import Fault
from cchc_report.writers import FrameProblem
from cchc_report.writers.designs import designs
from cchc_report.writers.docx import write_docx
from cchc_report.writers.frame import build_frame

ROOT = Path(__file__).parents[1]
FIGURES = "{urn:cchc_report:figures:1}"
SHIPPED = FRAME.read_bytes()


@unhurried
@given(documents)
def test_every_document_makes_a_sound_package(document: Document) -> None:
    assert faults(write_docx(document, SHIPPED)) == []


def test_the_article_is_a_sound_package() -> None:
    data = write_docx(ARTICLE, SHIPPED)
    assert faults(data) == []
    assert docx_texts(data) == [text_of(inlines) for inlines in paragraphs(ARTICLE)]


def test_each_number_is_in_a_bookmark_and_in_the_list() -> None:
    data = write_docx(ARTICLE, SHIPPED)
    entries = trace(ARTICLE)
    names = values(body(data), "//w:bookmarkStart/@w:name")
    assert names[0] == "_cchc_1_tthc_tong_so"
    assert names[5] == "_cchc_6_tai_chinh_ty_le_thu_ngan_sach_so"
    printed = values(body(data), "//w:bookmarkStart/following-sibling::w:r[1]/w:t/text()")
    assert printed == [entry.text for entry in entries]
    listed = root(read(data)["customXml/item1.xml"])
    assert (listed.tag, listed.get("genre")) == (f"{FIGURES}figures", "bai-bao")
    assert [dict(element.attrib) for element in listed] == [
        {
            "bookmark": name,
            "indicator": entry.figure.indicator.id,
            "value": entry.figure.exact,
            "text": entry.text,
            "file": entry.figure.place.file,
            "line": str(entry.figure.place.line),
            "column": "12",
        }
        for name, entry in zip(names, entries, strict=True)
    ]


def test_styles_lists_tables_and_states() -> None:
    document = body(write_docx(ARTICLE, SHIPPED))
    styles = ["BanNhap", "Title", "NgayDang", "Sapo", "Anh", "Caption", "Heading2", "BodyText", "ListBullet"]
    assert [*dict.fromkeys(values(document, "//w:pStyle/@w:val"))][:9] == styles
    assert values(document, "//w:r[w:rPr/w:highlight]/w:t/text()") == ["91", "[thiếu: bãi bỏ]"]
    assert values(document, "//w:tr[w:trPr/w:tblHeader]//w:t/text()") == ["Chỉ tiêu", "Đơn vị", "Kết quả"]
    assert values(document, "//w:tc[w:p/w:pPr/w:jc/@w:val='right']//w:t/text()") == ["72", "1.541\xa0tỷ đồng", "26,48%"]
    assert values(document, "//w:r[w:rPr/w:b]/w:t/text()") == ["72", " thủ tục", "quan tâm"]


def test_breaks_and_spaces_in_a_text_are_kept() -> None:
    data = write_docx(Document("x", (Paragraph((Text("a\nb\tc "), Text(" d"))),), ""), SHIPPED)
    assert docx_texts(data) == ["a\nb\tc  d"]


@pytest.mark.parametrize(
    ("picture", "extent"),
    [
        (png(96, 48), (914400, 457200)),
        (jpeg(4000, 2000), (5760085, 2880042)),
        (jpeg(1000, 4000), (1541938, 6167755)),
    ],
    ids=["small", "wide", "tall"],
)
def test_pictures_fit_the_page_and_keep_their_proportions(picture: bytes, extent: tuple[int, int]) -> None:
    data = write_docx(Document("x", (Picture(PHOTO, picture, 'a "b" <c>'),) * 2, ""), SHIPPED)
    assert faults(data) == []
    inline = [(int(shape.width), int(shape.height)) for shape in docx.Document(io.BytesIO(data)).inline_shapes]
    assert inline == [extent] * 2
    assert values(body(data), "//wp:docPr/@descr") == ['a "b" <c>'] * 2
    media = [part for name, part in read(data).items() if name.startswith("word/media/")]
    assert media == [picture] * 2


def test_properties_come_from_the_document() -> None:
    properties = docx.Document(io.BytesIO(write_docx(ARTICLE, SHIPPED))).core_properties
    assert (properties.title, properties.author, properties.language) == (ARTICLE.title, ARTICLE.author, "vi-VN")
    assert properties.created is not None
    assert properties.created.replace(tzinfo=None) == ARTICLE.created
    zoned = replace(ARTICLE, created=datetime.fromisoformat("2024-03-25T05:48:00+07:00"), author="")
    core = read(write_docx(zoned, SHIPPED))["docProps/core.xml"].decode()
    assert core.count(">2024-03-24T22:48:00Z<") == 2
    assert "creator" not in core
    core = read(write_docx(replace(ARTICLE, created=None), SHIPPED))["docProps/core.xml"].decode()
    assert core.count(">2000-01-01T00:00:00Z<") == 2


def test_nothing_tells_of_the_tools_behind() -> None:
    everything = b"".join(read(write_docx(ARTICLE, SHIPPED)).values()) + b"".join(read(SHIPPED).values())
    assert b"python-docx" not in everything.lower()
    assert b"rsid" not in b"".join(read(write_docx(ARTICLE, SHIPPED)).values())


def test_the_frame_is_needed() -> None:
    with pytest.raises(ValueError, match="needs a frame"):
        write_docx(ARTICLE, None)


def frame_of(genre: str) -> bytes:
    return (ROOT / "templates" / "khung" / f"{genre}.docx").read_bytes()


@pytest.mark.parametrize("genre", designs())
def test_a_shipped_frame_is_up_to_date(genre: str) -> None:
    assert read(build_frame(designs()[genre])) == read(frame_of(genre)), "run make frame"


@pytest.mark.parametrize("genre", designs())
def test_a_shipped_frame_is_small_and_vietnamese(genre: str) -> None:
    shipped = frame_of(genre)
    parts = read(shipped)
    assert len(shipped) < 20_000
    styles = root(parts["word/styles.xml"])
    assert {*values(styles, "//w:rFonts/@*")} == {"Times New Roman"}
    assert values(styles, "//w:docDefaults//w:lang/@w:val") == ["vi-VN"]
    assert values(root(parts["word/settings.xml"]), "//w:compatSetting/@w:val") == ["15"]
    shown_styles = {style.name for style in docx.Document(io.BytesIO(shipped)).styles if style.type == 1}
    assert {style.name for style in designs()[genre].styles} <= shown_styles
    with zipfile.ZipFile(io.BytesIO(shipped)) as package:
        marks = {(info.date_time, info.create_system, info.external_attr) for info in package.infolist()}
    assert marks == {((1980, 1, 1, 0, 0, 0), 0, 0)}


def test_nothing_of_system_or_clock_is_in_the_zip() -> None:
    with zipfile.ZipFile(io.BytesIO(write_docx(ARTICLE, SHIPPED))) as package:
        marks = {(info.date_time, info.create_system, info.external_attr) for info in package.infolist()}
    assert marks == {((1980, 1, 1, 0, 0, 0), 0, 0)}


def saved(frame: "docx.document.Document") -> bytes:
    buffer = io.BytesIO()
    frame.save(buffer)
    return buffer.getvalue()


def plain_frame() -> bytes:
    return saved(docx.Document())


def rich_frame() -> bytes:
    """A frame with sections, a logo and a link in its header, old text with a picture, and properties of its own."""
    frame = docx.Document()
    header = frame.sections[0].header.paragraphs[0]
    header.add_run().add_picture(io.BytesIO(png(20, 20)))
    header.part.relate_to("https://example.vn/", f"{R[1:-1]}/hyperlink", is_external=True)
    frame.add_picture(io.BytesIO(png(30, 30)))
    frame.add_paragraph("văn bản cũ")
    frame.add_section().page_width = Mm(297)
    frame.core_properties.author = "người cũ"
    return saved(frame)


def bare_frame() -> bytes:
    """The least that is a Word document: no styles, no section."""
    types = (
        b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/styles.xml" '
        b'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>'
    )
    document = f'<x:document xmlns:x="{W[1:-1]}"><x:body><x:p/></x:body></x:document>'.encode()
    styles = f'<x:styles xmlns:x="{W[1:-1]}"/>'.encode()
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="{R[1:-1]}/styles" Target="styles.xml"/></Relationships>'
    ).encode()
    parts = {"[Content_Types].xml": types, "word/document.xml": document}
    return zipped(parts | {"word/styles.xml": styles, "word/_rels/document.xml.rels": links})


FRAMES: dict[str, Callable[[], bytes]] = {
    "plain": plain_frame,
    "rich": rich_frame,
    "bare": bare_frame,
    "output": lambda: write_docx(ARTICLE, SHIPPED),
}


@pytest.mark.parametrize("name", FRAMES)
def test_any_ordinary_word_file_is_a_frame(name: str) -> None:
    data = write_docx(ARTICLE, FRAMES[name]())
    assert faults(data) == []
    assert docx_texts(data) == [text_of(inlines) for inlines in paragraphs(ARTICLE)]


def test_a_frame_keeps_its_page_and_header_and_loses_its_text() -> None:
    data = write_docx(ARTICLE, rich_frame())
    section = docx.Document(io.BytesIO(data)).sections[-1]
    assert section.page_width is not None
    assert round(section.page_width.mm) == 297
    assert not section.header.is_linked_to_previous
    parts = read(data)
    assert len([name for name in parts if name.startswith("word/media/")]) == 2, "the logo and the article's picture"
    assert not any(name.startswith("docProps/thumbnail") for name in parts)
    everything = b"".join(parts.values()).decode(errors="replace")
    assert "văn bản cũ" not in everything
    assert "người cũ" not in everything
    assert "https://example.vn/" in everything


def test_a_frame_without_vietnamese_gets_its_runs_marked() -> None:
    document = body(write_docx(ARTICLE, plain_frame()))
    assert len(values(document, "//w:r[w:t]")) == len(values(document, "//w:lang[@w:val='vi-VN']"))
    assert not values(body(write_docx(ARTICLE, SHIPPED)), "//w:lang")


def test_a_frame_without_our_styles_still_looks_like_an_article() -> None:
    document = body(write_docx(ARTICLE, bare_frame()))
    assert values(document, "//w:pStyle") == []
    assert values(document, "//w:outlineLvl/@w:val") == ["0", "1", "2"]
    assert len(values(document, "//w:tblBorders")) == 1
    assert values(document, "//w:pgSz/@w:w") == ["11906"]


def test_a_document_made_from_an_output_lists_its_own_figures_only() -> None:
    short = Document("bao-cao", (Heading(1, (Text("Tiêu đề"),)),), "Tiêu đề")
    parts = read(write_docx(short, write_docx(ARTICLE, SHIPPED)))
    assert [name for name in parts if name.startswith("customXml/item") and name.endswith("1.xml")] == [
        "customXml/itemProps1.xml",
        "customXml/item1.xml",
    ]
    assert len(root(parts["customXml/item1.xml"])) == 0
    assert not any(name.startswith("word/media/") for name in parts)


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def with_properties(*properties: str) -> bytes:
    """The shipped frame with custom properties, in a part of an unusual name and with unusual prefixes."""
    parts = read(SHIPPED)
    link = f'<Relationship Id="x" Type="{OFFICE}/relationships/custom-properties" Target="docProps/rieng.xml"/>'
    type_ = '<Override PartName="/docProps/rieng.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>'
    part = f'<c:Properties xmlns:c="{OFFICE}/custom-properties" xmlns:t="{OFFICE}/docPropsVTypes">{"".join(properties)}</c:Properties>'
    changed = {
        "_rels/.rels": parts["_rels/.rels"].replace(b"</Relationships>", f"{link}</Relationships>".encode()),
        "[Content_Types].xml": parts["[Content_Types].xml"].replace(b"</Types>", f"{type_}</Types>".encode()),
        "docProps/rieng.xml": part.encode(),
    }
    return zipped(parts | changed)


def custom(number: int, name: str, value: str) -> str:
    return f'<c:property fmtid="{FORMAT}" pid="{number}" name="{name}">{value}</c:property>'


MADE = replace(ARTICLE, metrics="metrics/ben-tre/2024-q1.yaml", section="tthc")
TOLD = {
    "cchc_ma": MADE.id,
    "cchc_so_lieu": "metrics/ben-tre/2024-q1.yaml",
    "cchc_the_loai": MADE.genre,
    "cchc_linh_vuc": "tthc",
}


def test_a_document_says_what_it_was_made_of() -> None:
    data = write_docx(MADE, SHIPPED)
    assert (faults(data), custom_properties(data)) == ([], TOLD)
    whole = custom_properties(write_docx(replace(MADE, section=""), SHIPPED))
    assert "cchc_linh_vuc" not in whole, "a document of all sections"


def test_the_id_is_that_of_the_words_the_genre_and_the_metrics_file() -> None:
    other = (Paragraph((Text("Khác"),)), *MADE.blocks)
    changes: list[Document] = [
        MADE,
        replace(MADE, blocks=other),
        replace(MADE, genre="bao-cao"),
        replace(MADE, section=""),
        replace(MADE, metrics="metrics/x/2024-q1.yaml"),
    ]
    assert len({document.id for document in changes}) == len(changes)
    assert replace(MADE, author="Khác", marking="Số liệu giả định").id == MADE.id
    assert re.fullmatch("[0-9a-f]{16}", MADE.id)


def test_a_frame_keeps_the_properties_of_its_office() -> None:
    """A label, a date, one with markup of its own; not what an earlier document said of itself."""
    label = custom(7, "Độ mật", "<t:lpwstr>Thường &amp; &lt;nội bộ&gt;</t:lpwstr>")
    day = custom(3, "Ngày", "<t:filetime>2024-01-02T00:00:00Z</t:filetime>")
    several = custom(4, "Nơi", '<t:vector size="1" baseType="lpwstr"><t:lpwstr>A</t:lpwstr></t:vector>')
    stale = custom(5, "cchc_linh_vuc", "<t:lpwstr>so_hoa</t:lpwstr>")
    whole = replace(MADE, section="")
    data = write_docx(whole, with_properties(label, stale, day, several))
    assert faults(data) == []
    assert custom_properties(data) == {
        "Độ mật": "Thường & <nội bộ>",
        "Ngày": "2024-01-02T00:00:00Z",
        "Nơi": "A",
        "cchc_ma": whole.id,
        "cchc_so_lieu": whole.metrics,
        "cchc_the_loai": whole.genre,
    }
    properties = root(read(data)["docProps/custom.xml"])
    assert [found.get("pid") for found in properties] == ["2", "3", "4", "5", "6", "7"]
    assert [found[0].tag.rpartition("}")[2] for found in properties][:3] == ["lpwstr", "filetime", "vector"]


def test_an_output_as_a_frame_passes_nothing_of_itself_on() -> None:
    data = write_docx(replace(MADE, section="", genre="bao-cao"), write_docx(MADE, SHIPPED))
    assert custom_properties(data)["cchc_the_loai"] == "bao-cao"
    assert "cchc_linh_vuc" not in custom_properties(data)
    assert faults(data) == []


@pytest.mark.parametrize("ways", [("docx",), ("odt", "docx")], ids=" ".join)
def test_what_a_document_was_made_of_survives_a_save_in_libreoffice(ways: tuple[str, ...], tmp_path: Path) -> None:
    tools("soffice")
    label = custom(2, "Độ mật", "<t:lpwstr>Thường</t:lpwstr>")
    data, ending = write_docx(MADE, with_properties(label)), "docx"
    for number, way in enumerate(ways):
        folder = tmp_path / str(number)
        folder.mkdir()
        data, ending = converted(data, folder, way, ending).read_bytes(), way
    assert {"Độ mật": "Thường", **TOLD}.items() <= custom_properties(data).items()


def test_settings_do_not_point_out_of_the_file() -> None:
    parts = read(SHIPPED)
    template = (
        f'<w:attachedTemplate r:id="rId1" xmlns:r="{R[1:-1]}"/><w:rsids><w:rsid w:val="00AA"/></w:rsids>'.encode()
    )
    settings = parts["word/settings.xml"].replace(b"<w:defaultTabStop", template + b"<w:defaultTabStop", 1)
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{R[1:-1]}/attachedTemplate" Target="http://example.vn/x.dotm" TargetMode="External"/></Relationships>'
    ).encode()
    changed = parts | {"word/settings.xml": settings, "word/_rels/settings.xml.rels": links}
    assert read(write_docx(ARTICLE, zipped(changed)))["word/settings.xml"] == parts["word/settings.xml"]
    assert faults(write_docx(ARTICLE, zipped(changed))) == []


def changed(name: str, old: bytes, new: bytes) -> bytes:
    parts = read(SHIPPED)
    assert old in parts[name]
    return zipped(parts | {name: parts[name].replace(old, new, 1)})


def encrypted() -> bytes:
    data = bytearray(SHIPPED)
    data[data.index(b"PK\1\2") + 8] |= 1
    return bytes(data)


def with_outside_picture() -> bytes:
    frame = docx.Document()
    part = frame.sections[0].header.part
    part.relate_to("http://example.vn/logo.png", f"{R[1:-1]}/image", is_external=True)
    return saved(frame)


DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "b">]>'
HOSTILE_FRAMES: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "không phải là tệp .docx"),
    "text": (lambda: b"xin chao", "không phải là tệp .docx"),
    "cut off": (lambda: SHIPPED[:-50], "không phải là tệp .docx"),
    "damaged": (lambda: SHIPPED[:200] + b"xxxx" + SHIPPED[204:], "hỏng"),
    "password": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "mật khẩu"),
    "encrypted zip": (encrypted, "mật khẩu"),
    "docm": (
        lambda: changed(
            "[Content_Types].xml",
            b"openxmlformats-officedocument.wordprocessingml.document.main",
            b"ms-word.document.macroEnabled.main",
        ),
        "macro",
    ),
    "macro part": (lambda: zipped(read(SHIPPED) | {"word/vbaProject.bin": b"x"}), "macro"),
    "doctype": (lambda: changed("word/document.xml", b"<w:document", DOCTYPE + b"<w:document"), "DOCTYPE"),
    "doctype in a footer": (lambda: changed("word/footer1.xml", b"<w:ftr", DOCTYPE + b"<w:ftr"), "DOCTYPE"),
    "doctype in links": (lambda: changed("_rels/.rels", b"<Relationships", DOCTYPE + b"<Relationships"), "DOCTYPE"),
    "doctype in UTF-16": (
        lambda: zipped(read(SHIPPED) | {"word/x.xml": (DOCTYPE + b"<x/>").decode().encode("utf-16")}),
        "DOCTYPE",
    ),
    "too large": (lambda: zipped(read(SHIPPED) | {"word/x.bin": os.urandom(600_000) * 84}), "giải nén"),
    "bomb": (lambda: zipped(read(SHIPPED) | {"word/x.bin": b"\0" * 2_000_000}), "giải nén"),
    "many parts": (lambda: zipped(read(SHIPPED) | {f"x/{n}.bin": b"" for n in range(1000)}), "tệp con"),
    "no document": (
        lambda: zipped({name: part for name, part in read(SHIPPED).items() if "document" not in name}),
        "word/document.xml",
    ),
    "no types": (
        lambda: zipped({name: part for name, part in read(SHIPPED).items() if "Types" not in name}),
        "word/document.xml",
    ),
    "not well-formed": (lambda: changed("word/styles.xml", b"</w:styles>", b""), "word/styles.xml"),
    "unknown encoding": (lambda: changed("word/styles.xml", b"UTF-8", b"UTF-9"), "word/styles.xml"),
    "strict": (
        lambda: changed("word/document.xml", W[1:-1].encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"),
        "Strict",
    ),
    "missing part": (
        lambda: zipped({name: part for name, part in read(SHIPPED).items() if "footer" not in name}),
        "word/footer1.xml",
    ),
    "same name twice": (lambda: zipped(read(SHIPPED) | {"WORD/document.xml": b"x"}), "trùng"),
    "name outside": (lambda: zipped(read(SHIPPED) | {"../x.xml": b"<x/>"}), "không hợp lệ"),
    "picture from outside": (with_outside_picture, "từ ngoài tệp"),
}


@pytest.mark.parametrize("case", HOSTILE_FRAMES)
def test_a_frame_that_cannot_be_used_is_refused(case: str) -> None:
    make, words = HOSTILE_FRAMES[case]
    with pytest.raises(FrameProblem, match=re.escape(words)) as raised:
        write_docx(ARTICLE, make())
    assert isinstance(raised.value.fault, Fault)
    assert raised.value.fault.name == "khung-khong-dung-duoc"
    assert raised.value.fault.hint


def test_a_frame_saved_by_libreoffice_is_a_frame(tmp_path: Path) -> None:
    tools("soffice")
    frame = converted(SHIPPED, tmp_path, "docx").read_bytes()
    data = write_docx(ARTICLE, frame)
    assert faults(data) == []
    assert docx_texts(data) == [text_of(inlines) for inlines in paragraphs(ARTICLE)]
    names = {style.style_id: style.name for style in docx.Document(io.BytesIO(frame)).styles}
    used = {names[style] for style in values(body(data), "//w:pStyle/@w:val")}
    assert {"Bản nháp", "Title", "Ngày đăng", "Sapo", "Body Text", "Tác giả", "List Bullet"} <= used


def test_figures_survive_a_save_in_libreoffice(tmp_path: Path) -> None:
    tools("soffice")
    data = converted(write_docx(ARTICLE, SHIPPED), tmp_path, "docx").read_bytes()
    assert [name for name in values(body(data), "//w:bookmarkStart/@w:name") if name.startswith("_cchc_")]
