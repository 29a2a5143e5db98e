"""What is known to go wrong with Word files that programs write, case by case.

| case | what | shown |
|---|---|---|
| 26 | marks of XML in every field: title, header, table cell, properties | here |
| 27 | tables of no row, one, 500; a cell of 5,000 characters, a word of 60 | here; their pages in `test_printed` |
| 28 | every unit, period and genre passes the gate and openxml-audit | here; printed in `test_printed` |
| 29 | the gate finds each of 24 broken files, and others | `test_invariants` |
| 30 | the same bytes with another clock, zone, language, folder, user | `test_determinism` |
| 31 | title, language, order of headings, header rows, texts for pictures | here; in the PDF in `test_printed` |
| 32 | one family of fonts, every Vietnamese letter in the PDF | `test_printed` |
| 33 | frames with macros, outside links, DOCTYPE, a bomb | here; 25 kinds in `test_docx` |
"""

from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from broken_packages import swapped
from conftest import ROOT, build, run_cchc
from documents import FRAME, docx_texts, png
from invariants import faults
from lxml import etree
from packages import W, body, read, root, values, zipped
from samples import samples
from second_opinion import errors

from cchc_report.document import Block, Document, Heading, Paragraph, Table, Text, paragraphs, text_of
from cchc_report.project import Project
from cchc_report.rendering import Rendered, Workshop, with_banner
from cchc_report.writers.docx import write_docx

Build = Callable[[Mapping[str, str | bytes]], Path]
GENRES = ("bai-bao", "bao-cao")
MARKS = ("&", "<", ">", '"', "]]>", "&lt;")
UNIT = """\
don_vi:
  ten: 'xã M {0} ẫu'
  cap: xã
  dia_danh: Mẫu Sơn
  uy_ban: UBND xã
  chu_tich: Chủ tịch UBND xã
  noi_vu: Văn phòng
  so_nganh: các phòng
  danh_dau: 'Số liệu {0} giả định'

the_thuc_bao_cao:
  co_quan:
    - 'UBND {0} X'
  ten_day_du: 'Ủy ban {0} xã'
  ky_hieu: BC-UBND
  luu: VT
  noi_nhan:
    - 'Như {0} trên'
  quyen_han:
    - Chủ tịch
  nguoi_ky: 'Lê {0} Văn'
"""
CATALOGUE = """\
phan:
  tthc:
    chi_tieu:
      rieng:
        nhan: 'Số {0} việc'
        don_vi: 'việc {0} nhỏ'
"""
METRICS = """\
bai_bao:
  tieu_de: 'Cải cách {0} [ky.ten]'
  sapo: 'Mở {0} đầu.'
  anh: cho.png
  chu_thich: 'Chợ {0} phiên.'
  bai_anh: 'Trần {0} Thị'
bao_cao:
  trich_yeu: 'Kết quả {0} tốt'
  uu_diem:
    - 'Việc {0} tốt.'
tthc:
  cong_bo: 12
  ban_hanh_moi: 12
  sua_doi: 0
  thay_the: 0
  bai_bo: 0
  cong_khai: 12
  rieng: 5
"""
PRINTED = {
    "bai-bao": ("Cải cách {0} quý", "Mở {0} đầu.", "Chợ {0} phiên.", "Trần {0} Thị", "Số {0} việc", "xã M {0} ẫu"),
    "bao-cao": ("UBND {1} X", "Như {0} trên", "Lê {0} Văn", "Kết quả {0} tốt", "Việc {0} tốt.", "việc {0} nhỏ"),
}
"""Where the mark is found in the text: ``{1}`` where the decree asks for capitals."""


def composed(folder: Path, genre: str) -> tuple[Document, bytes]:
    """The document and its Word file from the one metrics file of a working folder."""
    project = Project(folder.resolve())
    (path,) = project.metrics_files(project.root / "metrics" / "x")
    workshop = Workshop(project)
    document = workshop.compose(project.quarter(path), genre).document
    assert document is not None
    (file,) = workshop.write(document, ["docx"])
    assert isinstance(file, Rendered)
    return document, file.content


@pytest.mark.parametrize("genre", GENRES)
@pytest.mark.parametrize("mark", MARKS)
def test_26_marks_of_xml_are_kept_in_every_field(mark: str, genre: str, tmp_path: Path) -> None:
    files = {"don-vi.yaml": UNIT, "danh-muc.yaml": CATALOGUE, "2026-q1.yaml": METRICS}
    typed = {f"metrics/x/{name}": text.replace("{0}", mark) for name, text in files.items()}
    document, data = composed(build(tmp_path / "work", {**typed, "metrics/x/cho.png": png(30, 20)}), genre)
    texts = docx_texts(data)
    assert texts == [text_of(inlines) for inlines in paragraphs(document)]
    for words in PRINTED[genre]:
        assert any(words.replace("{0}", mark).replace("{1}", mark.upper()) in text for text in texts), words
    parts = read(data)
    foot = "".join(values(root(parts["word/cchc-marking.xml"]), "//w:t/text()"))
    assert foot == f"Số liệu {mark} giả định"
    core = {str(found.tag).rpartition("}")[2]: found.text for found in root(parts["docProps/core.xml"])}
    assert (core["title"], core["creator"]) == (document.title, f"xã M {mark} ẫu")
    if genre == "bai-bao":
        assert (
            docx_texts(data)[0] == core["title"] == f"Cải cách {mark} quý\N{NO-BREAK SPACE}I năm\N{NO-BREAK SPACE}2026"
        )
        assert values(root(parts["word/document.xml"]), "//wp:docPr/@descr") == [f"Chợ {mark} phiên."]


def table(*rows: tuple[str, ...]) -> bytes:
    """A document with one table of two columns."""
    cells = tuple(tuple((Text(text),) for text in row) for row in rows)
    blocks: tuple[Block, ...] = (Heading(1, (Text("Bảng"),)), Table(((Text("Tên"),), (Text("Nội dung"),)), cells))
    return write_docx(Document("x", blocks, "Bảng"), FRAME.read_bytes())


LONG_CELL, LONG_WORD = "nội dung dài " * 384 + "nội dung", "đ" * 60
TABLES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "no row": (),
    "one row": (("a", "b"),),
    "500 rows": tuple((f"Hàng {row}", "ngắn") for row in range(500)),
    "a cell of 5,000 characters": (("a", LONG_CELL),),
    "a word of 60 letters": (("Một hồ sơ", LONG_WORD),),
}


@pytest.mark.parametrize("case", TABLES)
def test_27_a_table_of_any_size_is_sound_and_no_wider_than_the_page(case: str) -> None:
    data = table(*TABLES[case])
    assert errors(data) == []
    document = body(data)
    assert (
        len(values(document, "//w:tr/w:trPr/w:cantSplit/..//w:tblHeader/@w:val | //w:tbl/w:tblPr/w:tblStyle/@w:val"))
        == 1
    )
    headers = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in document.iter(f"{W}tr")]
    assert headers == [True, *[False] * len(TABLES[case])]
    room = 11906 - sum(map(int, values(document, "//w:pgMar/@w:left | //w:pgMar/@w:right")))
    assert room - 2 <= sum(map(int, values(document, "//w:gridCol/@w:w"))) <= room
    assert docx_texts(data)[3:] == [text for row in TABLES[case] for text in row]


def test_27_a_long_word_takes_no_room_from_the_words_beside_it() -> None:
    beside = [
        values(body(table(("Một hồ sơ", word))), "//w:gridCol/@w:w")[0] for word in (LONG_WORD * 2, LONG_WORD * 9)
    ]
    assert beside[0] == beside[1]
    assert int(beside[0]) > 600


def of_all_genres() -> Mapping[str, bytes]:
    """Each unit and period in the two main genres, and one news item."""
    found = {name: sample["docx"] for name, sample in samples().items()}
    return {
        name: data for name, data in found.items() if name.endswith(GENRES) or name == "ben-tre/2024-q1/tin-ngan-tthc"
    }


def test_28_every_sample_has_no_error_in_openxml_audit() -> None:
    assert len(of_all_genres()) == 25
    assert {name: found for name, data in of_all_genres().items() if (found := errors(data))} == {}


def test_28_a_draft_with_missing_and_doubtful_figures_has_none_either(tmp_path: Path) -> None:
    typed = (ROOT / "metrics/ben-tre/2024-q1.yaml").read_text(encoding="utf-8")
    wrong = typed.replace("  cong_bo: 254\n", "  cong_bo: 255\n").replace("  dvsn_giam:", "  # dvsn_giam:")
    project = Project(build(tmp_path / "work", {"metrics/x/2024-q1.yaml": wrong}).resolve())
    quarter = project.quarter(project.root / "metrics/x/2024-q1.yaml")
    workshop = Workshop(project)
    for genre in GENRES:
        document = workshop.compose(quarter, genre, draft=True).document
        assert document is not None
        (file,) = workshop.write(with_banner(document, [*quarter.problems]), ["docx"], draft=True)
        assert isinstance(file, Rendered)
        assert file.name == f"{genre}.nhap.docx"
        assert values(body(file.content), "//w:highlight/@w:val")
        assert (faults(file.content), errors(file.content)) == ([], [])


def test_31_a_screen_reader_finds_title_language_headings_tables_and_pictures(tmp_path: Path) -> None:
    typed = {"metrics/x/2024-q1.yaml": (ROOT / "metrics/ben-tre/2024-q1.yaml").read_text(encoding="utf-8")}
    with_picture = typed["metrics/x/2024-q1.yaml"].replace("  ma_bao: BDK\n", "  ma_bao: BDK\n  anh: a.png\n")
    folder = build(tmp_path / "work", {"metrics/x/2024-q1.yaml": with_picture, "metrics/x/a.png": png(30, 20)})
    found = {**of_all_genres(), "with a picture": composed(folder, "bai-bao")[1]}
    assert {name: missing for name, data in found.items() if (missing := unheard(data))} == {}
    assert b"descr=" in read(found["with a picture"])["word/document.xml"]


def unheard(data: bytes) -> list[str]:
    """What a screen reader would miss in a Word file."""
    parts = read(data)
    document, styles = root(parts["word/document.xml"]), root(parts["word/styles.xml"])
    core = {str(element.tag).rpartition("}")[2]: element.text for element in root(parts["docProps/core.xml"])}
    found = [] if core.get("title") else ["no title"]
    found += [] if core.get("language") == "vi-VN" else ["no language"]
    languages = {*values(styles, "//w:docDefaults//w:lang/@w:val"), *values(document, "//w:lang/@w:val")}
    found += [] if languages == {"vi-VN"} else [f"languages {languages}"]
    levels = heading_levels(document, styles)
    found += [] if levels[:1] == [1] else [f"headings {levels}"]
    found += [f"a heading {later} below {earlier}" for earlier, later in pairwise(levels) if later > earlier + 1]
    found += ["a picture without a text"] * (len(values(document, "//wp:docPr[not(@descr) or @descr='']/@id")))
    for one in document.iter(f"{W}tbl"):
        of_data = bool(values(one, "w:tblPr/w:tblStyle/@w:val"))
        rows = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in one.iterchildren(f"{W}tr")]
        found += [] if rows == [of_data, *[False] * (len(rows) - 1)] else [f"header rows {rows}"]
    return found


def heading_levels(document: etree._Element, styles: etree._Element) -> list[int]:
    """The levels of the headings in order, as their styles give them; 1 is the title."""
    outline = {
        style.get(f"{W}styleId"): int(level.get(f"{W}val", "")) + 1
        for style in styles
        for level in style.iter(f"{W}outlineLvl")
    }
    return [outline[style] for style in values(document, "//w:pStyle/@w:val") if style in outline]


def with_macros() -> bytes:
    return zipped(read(FRAME.read_bytes()) | {"word/vbaProject.bin": b"x"})


def with_an_outside_picture() -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    link = f'<Relationship Id="x" Type="{kind}" Target="http://example.vn/x.png" TargetMode="External"/>'
    beginning = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    parts = read(FRAME.read_bytes()) | {"word/_rels/footer1.xml.rels": f"{beginning}{link}</Relationships>".encode()}
    return zipped(parts)


FRAMES: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "macros": (with_macros, "macro"),
    "an outside picture": (with_an_outside_picture, "từ ngoài tệp"),
    "a DOCTYPE": (lambda: swapped(b"<w:document", b"<!DOCTYPE w><w:document")(FRAME.read_bytes()), "DOCTYPE"),
    "a bomb": (lambda: zipped(read(FRAME.read_bytes()) | {"word/x.bin": b"\0" * 2_000_000}), "giải nén"),
}


@pytest.mark.parametrize("case", FRAMES)
def test_33_a_dangerous_frame_is_refused_and_nothing_is_written(case: str, working_folder: Build) -> None:
    make, words = FRAMES[case]
    metrics = (ROOT / "metrics" / "ben-tre" / "2024-q1.yaml").read_bytes()
    folder = working_folder({"metrics/x/2024-q1.yaml": metrics, "templates/khung/bai-bao.docx": make()})
    ran = run_cchc("render", "metrics", "--genre", "bai-bao", "--to", "docx", cwd=folder)
    assert ran.code == 1
    assert words in ran.err
    assert "templates/khung/bai-bao.docx" in ran.err
    assert not [*folder.rglob("out/**/*.docx")]


def test_a_document_without_content_is_sound() -> None:
    data = write_docx(Document("x", (), ""), FRAME.read_bytes())
    assert (faults(data), docx_texts(data)) == ([], [])
    assert faults(write_docx(Document("x", (Paragraph(()),), ""), FRAME.read_bytes())) == []
