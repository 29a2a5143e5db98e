"""The official report as a Word file: head and foot in columns, lines, pages, annex, and what an office may bring along."""

import io
import re
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from conftest import ROOT, run_cchc
from documents import docx_texts
from invariants import faults
from lxml import etree
from packages import W, body, converted, read, root, tools, values

from cchc_report.document import Document, FigureText, Paragraph, Role, State, Table, Text, paragraphs, text_of
from cchc_report.nd30 import decree
from cchc_report.project import Project
from cchc_report.rendering import Workshop
from cchc_report.typeface import width
from cchc_report.writers.columns import Columns, arranged
from cchc_report.writers.docx import write_docx
from cchc_report.writers.failure import LineProblem

Build = Callable[[Mapping[str, str | bytes]], Path]
FRAME = (ROOT / "templates" / "khung" / "bao-cao.docx").read_bytes()
REPORTS = ("ben-tre/2024-q1", "phuoc-hai-gia-dinh/2026-q1")
TWIPS = 1440 / 25.4


@cache
def report(quarter: str) -> Document:
    project = Project(ROOT)
    document = Workshop(project).compose(project.quarter(ROOT / "metrics" / f"{quarter}.yaml"), "bao-cao").document
    assert document is not None
    return document


def made(*blocks: Paragraph | Table) -> bytes:
    return write_docx(Document("bao-cao", blocks, "Báo cáo"), FRAME)


def attributes(element: etree._Element, path: str) -> list[str]:
    """What an XPath finds below an element of python-docx, which knows no namespaces but its own."""
    return values(root(etree.tostring(element)), path)


def lines(role: Role, *texts: str) -> list[Paragraph]:
    return [Paragraph((Text(text),), role) for text in texts]


@pytest.mark.parametrize("quarter", REPORTS)
def test_the_report_is_a_sound_package_with_all_its_text(quarter: str) -> None:
    data = write_docx(report(quarter), FRAME)
    assert faults(data) == []
    assert docx_texts(data) == [text_of(inlines) for inlines in paragraphs(report(quarter))]


def test_head_and_foot_stand_in_two_columns_in_the_order_of_the_text() -> None:
    head, foot = (block for block in arranged(report(REPORTS[1]).blocks) if isinstance(block, Columns))
    roles = [[{paragraph.role for paragraph in cell} for cell in row] for row in head.rows]
    assert roles == [
        [{Role.SUPERIOR, Role.ISSUER}, {Role.NATION, Role.MOTTO}],
        [{Role.NUMBER}, {Role.PLACE_AND_DATE}],
    ]
    assert [[cell[0].role for cell in row] for row in foot.rows] == [[Role.RECIPIENTS, Role.AUTHORITY]]


def test_columns_are_for_layout_only() -> None:
    tables = body(write_docx(report(REPORTS[0]), FRAME)).iter(f"{W}tbl")
    columns = [table for table in tables if not values(table, "w:tblPr/w:tblStyle/@w:val")]
    assert len(columns) == 2
    assert not [value for table in columns for value in values(table, ".//w:tblHeader | .//w:tblBorders/*/@w:val")]


@pytest.mark.parametrize("rule", ["ke_tieu_ngu", "ke_co_quan", "ke_trich_yeu"])
def test_a_line_below_a_text_is_as_long_as_the_decree_says(rule: str) -> None:
    role, style = {
        "ke_tieu_ngu": (Role.MOTTO, "tieu_ngu"),
        "ke_co_quan": (Role.ISSUER, "co_quan_ban_hanh"),
        "ke_trich_yeu": (Role.SUBJECT, "trich_yeu"),
    }[rule]
    text = "Độc lập - Tự do - Hạnh phúc"
    document = body(made(*lines(role, text)))
    (left,), (right,) = (values(document, f"//w:p[w:pPr/w:pBdr]/w:pPr/w:ind/@w:{side}") for side in ("left", "right"))
    cells = values(document, "//w:tc[w:p/w:pPr/w:pBdr]/w:tcPr/w:tcW/@w:w") or [str(165 * TWIPS)]
    size = decree()[style].size
    assert size is not None
    share = (float(cells[0]) - int(left) - int(right)) / TWIPS / width(text, float(size.chosen), bold=True)
    low, high = decree()[rule].measures["dai"].ranges[0]
    assert high is not None
    assert float(low) <= round(share, 2) <= float(high)


def test_a_line_that_would_wrap_is_refused_with_its_place() -> None:
    with pytest.raises(LineProblem, match="rộng 108 mm, chỗ của nó chỉ rộng 66 mm") as raised:
        made(*lines(Role.ISSUER, "BAN QUẢN LÝ CÁC DỰ ÁN ĐẦU TƯ XÂY DỰNG 1"))
    assert "nhiều dòng" in raised.value.fault.hint
    made(*lines(Role.ISSUER, "BAN QUẢN LÝ CÁC DỰ ÁN", "ĐẦU TƯ XÂY DỰNG"))


def test_a_gap_of_a_draft_may_be_long() -> None:
    issuer = next(b for b in report(REPORTS[1]).blocks if isinstance(b, Paragraph) and b.role is Role.ISSUER)
    figure = issuer.inlines[0]
    assert isinstance(figure, FigureText)
    gap = replace(figure, figure=None, text=f"[chưa có: {'Cơ quan ban hành báo cáo ' * 3}]", state=State.MISSING)
    assert faults(made(Paragraph((gap,), Role.ISSUER))) == []


def test_the_annex_counts_its_own_pages_and_is_turned_where_its_table_is_wide() -> None:
    annex = lines(Role.ANNEX, "Phụ lục")
    for columns, turned in ((6, False), (7, True)):
        row = ((Text("1"),),) * columns
        data = made(*lines(Role.BODY, "Nội dung."), *annex, Table(row, (row,)), *lines(Role.BODY, "Hết./."))
        first, second = docx.Document(io.BytesIO(data)).sections
        assert (first.page_width, first.page_height) == (second.page_height, second.page_width) or not turned
        assert attributes(second._sectPr, "//w:pgNumType/@w:start") == ["1"]
        assert attributes(first._sectPr, "//w:pgNumType/@w:start") == []
        assert (second.orientation == 1) is turned
        assert faults(data) == []


def test_page_one_of_each_section_carries_no_number_and_the_others_do() -> None:
    data = write_docx(report(REPORTS[0]), FRAME)
    for section in docx.Document(io.BytesIO(data)).sections:
        assert section.different_first_page_header_footer
        assert attributes(section.header._element, "//w:fldSimple/@w:instr | //w:instrText/text()") == [" PAGE "]
        assert not section.first_page_header.paragraphs[0].text


@pytest.mark.parametrize("genre", ["bai-bao", "bao-cao"])
def test_the_marking_of_an_invented_unit_is_on_every_page(genre: str) -> None:
    project = Project(ROOT)
    quarter = project.quarter(ROOT / "metrics" / f"{REPORTS[1]}.yaml")
    document = Workshop(project).compose(quarter, genre).document
    assert document is not None
    frame = (ROOT / "templates" / "khung" / f"{genre}.docx").read_bytes()
    data = write_docx(document, frame)
    assert faults(data) == []
    for section in docx.Document(io.BytesIO(data)).sections:
        kinds = (section.header, section.footer, section.first_page_header, section.first_page_footer)
        texts = [" ".join(paragraph.text for paragraph in kind.paragraphs) for kind in kinds]
        on_first = section.different_first_page_header_footer
        assert document.marking in texts[:2]
        assert not on_first or document.marking in texts[2:]


def test_headings_lead_from_level_to_level() -> None:
    document = docx.Document(io.BytesIO(write_docx(report(REPORTS[1]), FRAME)))
    levels = []
    for paragraph in document.paragraphs:
        assert paragraph.style is not None
        levels += [int(level) for level in attributes(paragraph.style.element, "//w:pPr/w:outlineLvl/@w:val")]
    assert levels[0] == 0
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_every_data_table_has_a_header_row_that_is_repeated() -> None:
    for table in body(write_docx(report(REPORTS[1]), FRAME)).iter(f"{W}tbl"):
        if values(table, "w:tblPr/w:tblStyle/@w:val"):
            assert table.xpath("w:tr[1]/w:trPr/w:tblHeader", namespaces={"w": W[1:-1]})


def test_several_addressees_stand_below_each_other() -> None:
    document = body(made(*lines(Role.ADDRESSEE, "Kính gửi:", "- Bộ Nội vụ;", "- Ủy ban nhân dân tỉnh.")))
    assert values(document, "//w:p/w:pPr/w:jc/@w:val") == ["left"] * 3
    head, *dashes = (int(value) for value in values(document, "//w:p/w:pPr/w:ind/@w:left"))
    assert len({*dashes}) == 1
    assert dashes[0] > head
    assert values(body(made(*lines(Role.ADDRESSEE, "Kính gửi: Bộ Nội vụ."))), "//w:p/w:pPr/w:jc/@w:val") == []


def test_a_unit_s_own_frame_gives_the_report_its_look(working_folder: Build) -> None:
    frame = docx.Document(io.BytesIO(FRAME))
    frame.styles["Body Text"].font.size = docx.shared.Pt(13)
    frame.sections[0].header.paragraphs[0].insert_paragraph_before("Biểu trưng của tỉnh")
    saved = io.BytesIO()
    frame.save(saved)
    metrics = (ROOT / "metrics" / "ben-tre" / "2024-q1.yaml").read_bytes()
    folder = working_folder({"metrics/x/2024-q1.yaml": metrics, "templates/khung/bao-cao.docx": saved.getvalue()})
    assert run_cchc("render", "metrics", "--genre", "bao-cao", "--to", "docx", cwd=folder).code == 0
    data = (folder / "out/x/2024-q1/bao-cao.docx").read_bytes()
    assert faults(data) == []
    document = docx.Document(io.BytesIO(data))
    assert document.sections[0].header.paragraphs[0].text == "Biểu trưng của tỉnh"
    assert document.styles["Body Text"].font.size.pt == 13


COMMUNE = """\
don_vi:
  ten: xã Mẫu Sơn (giả định)
  cap: xã
  dia_danh: Mẫu Sơn
  uy_ban: UBND xã
  chu_tich: Chủ tịch UBND xã
  noi_vu: Văn phòng HĐND và UBND xã
  so_nganh: các phòng, đơn vị của xã

the_thuc_bao_cao:
  co_quan:
    - Ủy ban nhân dân
    - xã Mẫu Sơn (giả định)
  ten_day_du: Ủy ban nhân dân xã Mẫu Sơn (giả định)
  ky_hieu: BC-UBND
  luu: VT
  quyen_han:
    - TM. Ủy ban nhân dân
    - KT. Chủ tịch
    - Phó Chủ tịch
"""
LONG = COMMUNE.replace(
    "  co_quan:\n    - Ủy ban nhân dân\n    - xã Mẫu Sơn (giả định)\n",
    "  chu_quan:\n    - Ủy ban nhân dân\n    - tỉnh Phước Hải (giả định)\n"
    "  co_quan:\n    - Ban Quản lý\n    - các khu công nghiệp\n    - và khu kinh tế\n",
)
HALF = "tthc:\n  cong_bo: 12\n  ban_hanh_moi: 12\n  sua_doi: 0\n  thay_the: 0\n  bai_bo: 0\nbo_may:\n  dvsn_giam: 0\n"


@pytest.mark.parametrize("unit", [COMMUNE, LONG], ids=["commune", "long names"])
def test_a_report_of_a_commune_or_with_long_names_is_printed_without_an_empty_page(
    working_folder: Build, tmp_path: Path, unit: str
) -> None:
    tools("soffice", "pdftotext")
    folder = working_folder({"metrics/x/don-vi.yaml": unit, "metrics/x/2026-q1.yaml": HALF})
    assert run_cchc("render", "metrics", "--genre", "bao-cao", "--to", "docx,txt", cwd=folder).code == 0
    pages = printed((folder / "out/x/2026-q1/bao-cao.docx").read_bytes(), tmp_path)
    assert [len(page.strip()) > 0 for page in pages] == [True, True]
    assert "Phụ lục" in pages[1]


def printed(data: bytes, folder: Path) -> list[str]:
    """The text of each page, as LibreOffice prints it."""
    pdf = converted(data, folder, "pdf")
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
    return text.split("\f")[:-1]


@pytest.mark.parametrize("quarter", REPORTS)
def test_the_report_is_printed_whole(quarter: str, tmp_path: Path) -> None:
    tools("soffice", "pdftotext", "pdffonts")
    pages = printed(write_docx(report(quarter), FRAME), tmp_path)
    assert all(page.strip() for page in pages)
    nation = next(line for line in pages[0].splitlines() if "CỘNG HÒA" in line)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in nation
    assert not re.match(r"\s*\d+\s*$", pages[0].splitlines()[0])
    assert pages[1].splitlines()[0].strip() == "2"
    annex = next(index for index, page in enumerate(pages) if "Phụ lục" in page and "STT" in page)
    assert pages[annex + 1].splitlines()[0].strip() == "2"
    assert "STT" in pages[annex + 1]
    signed = next(index for index, page in enumerate(pages) if "Nơi nhận:" in page)
    assert "./." in pages[signed]
    found = re.sub(r"\s", "", "".join(pages))
    for inlines in paragraphs(report(quarter)):
        for word in text_of(inlines).split():
            assert word in found, word


def test_all_parts_of_the_report_name_vietnamese() -> None:
    parts = read(write_docx(report(REPORTS[0]), FRAME))
    assert values(root(parts["word/styles.xml"]), "//w:docDefaults//w:lang/@w:val") == ["vi-VN"]
    properties = docx.Document(io.BytesIO(write_docx(report(REPORTS[0]), FRAME))).core_properties
    title = "Báo cáo kết quả thực hiện công tác cải cách hành chính quý I năm 2024"
    assert (properties.title.replace("\N{NO-BREAK SPACE}", " "), properties.language) == (title, "vi-VN")
