"""The entry form of a period: what stands in it, what it says while one types, that it is the same workbook each time."""

import io
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner
from conftest import ROOT, SAMPLE, run_cchc
from forms import MAIN, calculated, fill_in, formulas, rows, sheet_parts
from lxml import etree
from packages import read, spreadsheets
from python_calamine import CalamineWorkbook

from cchc_report.catalogue import Catalogue, Indicator, Kind
from cchc_report.cli import cchc
from cchc_report.figures import Figures
from cchc_report.form import form_workbook, imprint, period_section
from cchc_report.form.layout import GUIDE_SHEET, HEADS
from cchc_report.form.typed import FIRST_HIDDEN
from cchc_report.form.validation import validation
from cchc_report.project import Project
from cchc_report.source.reading import parse
from cchc_report.values import read_value
from cchc_report.workbook.model import column_letters

Build = Callable[[Mapping[str, str | bytes]], Path]
RED = re.compile("LỆCH|SAI|xem lại")


def figures_of(path: Path) -> Figures:
    project = Project.find(path.parent)
    assert project is not None
    figures = project.quarter(path).figures
    assert figures is not None
    return figures


def whole_form(figures: Figures, notes: Mapping[str, str] | None = None) -> bytes:
    sections = [section for section in figures.catalogue.sections.values() if not section.in_unit_file]
    return form_workbook(figures, [period_section(), *sections], notes or {})


@pytest.fixture(scope="module")
def sample() -> bytes:
    return whole_form(figures_of(SAMPLE / "2024-q1.yaml"))


@pytest.fixture
def work(working_folder: Build) -> Path:
    return working_folder({"metrics/ben-tre/2024-q1.yaml": (SAMPLE / "2024-q1.yaml").read_bytes()})


def test_what_the_file_has_is_filled_in_as_it_was_reported(sample: bytes) -> None:
    found = rows(sample)
    assert {name: found[name]["Số liệu"] for name in SHOWN} == SHOWN
    assert [found["tai_chinh.giai_ngan"][head] for head in HEADS[1:4]] == [
        "Vốn đầu tư công đã giải ngân",
        "triệu đồng",
        "982.188",
    ]


SHOWN = {
    "so_hoa.hs_truc_tuyen": "27.672",
    "tai_chinh.thu_ty_le": "26,48",
    "tai_chinh.giai_ngan_ty_le": "23,80",
    "tthc.pakn_hanh_vi": "0",
    "tthc.hs_tiep_nhan": "",
    "chi_dao.ke_hoach": "8009/KH-UBND",
    "chi_dao.ke_hoach_ngay": "26-12-2023",
    "chi_dao.hai_long_cong_bo": "quý II năm 2024",
    "chi_dao.tuyen_truyen_doi_tac": "Báo Đồng Khởi\nĐài Phát thanh và Truyền hình Bến Tre",
    "bai_bao.tieu_de": "Một số kết quả cải cách hành chính nổi bật [ky.ten]",
    "bai_bao.dang_luc": "25/03/2024 - 05:48",
    "ky.tu_ngay": "",
}
"""A money's unit stands beside it, a list has an item on each line, references stay as they are."""


def test_every_indicator_of_the_period_has_one_row(sample: bytes) -> None:
    catalogue = figures_of(SAMPLE / "2024-q1.yaml").catalogue
    sections = [section for section in catalogue.sections.values() if not section.in_unit_file]
    expected = [i.id for section in sections for i in section.indicators.values()]
    assert [*rows(sample)] == ["ky.tu_ngay", "ky.den_ngay", *expected]


def test_what_is_gone_in_the_period_is_not_asked_for() -> None:
    now = rows(whole_form(figures_of(ROOT / "metrics/phuoc-hai-gia-dinh/2026-q2.yaml")))
    assert "chi_dao.kiem_tra_huyen" not in now
    assert now["tai_chinh.thu_ngan_sach"]["Kỳ trước"].replace("\N{NO-BREAK SPACE}", " ") == "4.215 tỷ đồng"


def test_each_sheet_says_by_itself_whose_it_is(sample: bytes) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(sample))
    first, *others = book.sheet_names
    assert first == GUIDE_SHEET
    assert all(len(name) <= 31 for name in others)
    marks = [imprint(str(book.get_sheet_by_name(name).to_python()[0][0])) for name in others]
    assert [(mark.unit, mark.period) for mark in marks if mark] == [("ben-tre", "2024-q1")] * len(others)
    assert [mark.section for mark in marks if mark][:2] == ["ky", "bao_cao"]
    assert "Đơn vị: Tỉnh Bến Tre. Kỳ báo cáo: quý I năm 2024." in str(book.get_sheet_by_name(others[3]).to_python()[2])


def test_the_same_figures_give_the_same_bytes(sample: bytes) -> None:
    assert whole_form(figures_of(SAMPLE / "2024-q1.yaml")) == sample


def test_notes_stand_beside_their_figures() -> None:
    found = rows(whole_form(figures_of(SAMPLE / "2024-q1.yaml"), {"tthc.bai_bo": "Công văn 12/SNV"}))
    assert found["tthc.bai_bo"]["Nguồn số liệu"] == "Công văn 12/SNV"


def test_only_what_is_typed_is_unlocked_and_kept_as_text(sample: bytes) -> None:
    parts = read(sample)
    styles = etree.fromstring(parts["xl/styles.xml"])
    formats = next(styles.iter(f"{MAIN}cellXfs"))
    text_format = "49"  # what Excel calls «@»
    unlocked = {
        str(number)
        for number, style in enumerate(formats)
        if any(one.get("locked") == "0" for one in style) and style.get("numFmtId") == text_format
    }
    sheet = etree.fromstring(parts[sheet_parts(sample)["Cải cách tài chính công"]])
    assert sheet.find(f"{MAIN}sheetProtection") is not None
    open_columns = {cell.get("r", "")[0] for cell in sheet.iter(f"{MAIN}c") if cell.get("s") in unlocked}
    assert open_columns == {"C", "D", "E"}


def test_texts_that_look_like_formulas_stay_texts(working_folder: Build) -> None:
    catalogue = "phan:\n  y_te:\n    nhan: Y tế [a/b] rất dài, dài hơn một tên trang tính được phép\n    chi_tieu:\n      tram:\n        nhan: =1+1 trạm\n"
    more = (
        catalogue
        + "  khac:\n    nhan: Y tế [a/b] rất dài, dài hơn một tên trang tính được\n    chi_tieu:\n      so:\n        nhan: Số\n"
    )
    files = {"metrics/ben-tre/danh-muc.yaml": more, "metrics/ben-tre/2024-q1.yaml": "y_te:\n  tram: 5\n"}
    form = whole_form(figures_of(working_folder(files) / "metrics/ben-tre/2024-q1.yaml"))
    assert rows(form)["y_te.tram"]["Chỉ tiêu"] == "=1+1 trạm"
    assert [*sheet_parts(form)][-2:] == ["Y tế a b rất dài, dài hơn một", "Y tế a b rất dài, dài hơn (2)"]


def test_prompts_and_rules_fit_into_what_excel_takes() -> None:
    catalogue = figures_of(SAMPLE / "2024-q1.yaml").catalogue
    for indicator in catalogue.indicators():
        asked = validation(indicator, catalogue, "D999")
        assert len(str(asked["input_title"])) <= 32
        assert all(len(str(asked.get(key, ""))) <= 255 for key in ("input_message", "error_message", "value"))
        assert asked["validate"] == "custom" or indicator.kind.wordy or indicator.kind is Kind.PERIOD


# What the check column says


def said(form: bytes) -> dict[str, str]:
    return {name: row["Kiểm tra"] for name, row in rows(form).items() if row["Kiểm tra"]}


def test_what_is_stored_is_what_libreoffice_works_out(sample: bytes, tmp_path: Path) -> None:
    spreadsheets()
    for form in (sample, whole_form(figures_of(ROOT / "metrics/phuoc-hai-gia-dinh/2026-q2.yaml"))):
        stored, worked_out = said(form), said(calculated(form, tmp_path))
        assert stored == worked_out
        assert not [text for text in worked_out.values() if RED.search(text)]


TYPED = {
    "tthc.bai_bo": "70",
    "the_che.kiem_tra": "",
    "the_che.tu_kiem_tra": "1.025",
    "tthc.pakn_quy_dinh_xu_ly": "12",
    "tthc.tong": "12.000",
    "tthc.tong_tinh": "9000",
    "tthc.tong_xa": "3.500",
    "tthc.hs_truc_tuyen": "12.00",
    "so_hoa.dvc_tong": "0",
    "so_hoa.dvc_truc_tuyen": "0",
    "so_hoa.dvc_phat_sinh": "0",
    "so_hoa.tich_hop_ty_le": "184",
    "tai_chinh.du_toan_thu": "5.820.000 triệu đồng",
    "tai_chinh.giai_ngan_ty_le": "23,9%",
    "tai_chinh.ke_hoach_von": "4.127",
    "chi_dao.nhiem_vu_xong": "=17",
    "chi_dao.ke_hoach_ngay": "30/2/2024",
    "chi_dao.chi_so_ke_hoach_ngay": "ngày 31-2-2024",
    "bo_may.dvsn_truoc": "3",
}
TOLD = {
    "tthc.cong_bo": "LỆCH: tính ra 256",
    "the_che.kiem_tra": "= 1.052",
    "the_che.theo_tham_quyen": "khớp",
    "tthc.pakn_quy_dinh_xu_ly": "SAI: Phản ánh, kiến nghị về quy định đã xử lý không thể lớn hơn số tiếp nhận",
    "tthc.tong_tinh": "SAI: Thủ tục hành chính cấp tỉnh và cấp xã cộng lại không thể lớn hơn tổng số",
    "tthc.hs_truc_tuyen": "xem lại cách ghi",
    "so_hoa.dvc_ty_le": "không tính được: số chia bằng 0",
    "so_hoa.tich_hop_ty_le": "xem lại: lớn hơn mức cao nhất 100",
    "tai_chinh.thu_ty_le": "khớp",
    "tai_chinh.giai_ngan_ty_le": "LỆCH: tính ra 23,80%",
    "chi_dao.nhiem_vu_ty_le": "= 42,5%",
    "chi_dao.ke_hoach_ngay": "xem lại cách ghi: không có ngày này",
    "bo_may.dvsn_sau": "= 1",
    "bo_may.dvsn_giam_ty_le": "= 66,67%",
    "bo_may.bien_che_giam": "khớp",
    "tthc.pakn_tiep_nhan": "khớp",
    "the_che.vbqppl_tinh": "chưa đủ số thành phần",
}
"""Across rows, units and notations; a date in words is left to the reader."""


def test_it_tells_while_one_types_what_does_not_agree(sample: bytes, tmp_path: Path) -> None:
    spreadsheets()
    units = fill_in(fill_in(sample, TYPED), {"tai_chinh.ke_hoach_von": "tỷ đồng"}, "C")
    found = said(calculated(units, tmp_path))
    assert {name: text for name, text in found.items() if name in TOLD or RED.search(text)} == TOLD


SPELLINGS = [
    *(
        "0",
        "7",
        "12",
        "1541",
        "1.541",
        "27.672",
        "982.188",
        "1.000.000",
        "123.456.789",
        "1.234.567.890.123",
        "-3",
        "-1.541",
    ),
    *(
        "26,48",
        "23,80",
        "0,5",
        "1.541,25",
        "12,000",
        "26,48%",
        "-0,5",
        "\N{MINUS SIGN}3",
        " 12 ",
        "12\N{NO-BREAK SPACE}",
    ),
    *("1 541", "12.00", "26.48", "1.54", "1541.000", "15.41.000", "1,541,000", "1,541.5", "007", "0.541", "12,", ",5"),
    *(
        "1e5",
        "12a",
        "mười hai",
        "5 tỷ đồng",
        "5 tỉ đồng",
        "1.475/1.794",
        "khoảng 12",
        "12..5",
        "--3",
        "1.541.",
        ".541",
        "50%5",
    ),
]
"""Numbers as people write them, right and wrong."""


@pytest.mark.parametrize("name", ["tthc.tong", "tai_chinh.thu_ngan_sach", "tai_chinh.thu_ty_le", "chi_dao.chi_so_diem"])
def test_the_form_refuses_what_the_reader_refuses(sample: bytes, tmp_path: Path, name: str) -> None:
    """Each spelling stands in a copy of the row's own hidden cells."""
    spreadsheets()
    catalogue = figures_of(SAMPLE / "2024-q1.yaml").catalogue
    indicator = catalogue.indicator(name)
    assert indicator is not None
    refused = {spelling for spelling in SPELLINGS if is_refused(spelling, indicator, catalogue)}
    verdicts = states(sample, name, tmp_path)
    assert {spelling for spelling, state in verdicts.items() if state == -1} == refused


def is_refused(spelling: str, indicator: Indicator, catalogue: Catalogue) -> bool:
    root = parse(f"a: '{spelling}'\n".encode(), "so-lieu.yaml").root
    node = root.get("a") if root else None
    assert node is not None
    return read_value(node, indicator, catalogue)[0] is None


def states(form: bytes, name: str, folder: Path) -> dict[str, object]:
    """What the row's hidden cell that judges a number says of each spelling."""
    row, hidden = formulas(form, name)
    steps = [column_letters(FIRST_HIDDEN + number) for number in range(7)]
    cells = {
        f"{column}{at}": "=" + re.sub(rf"(?<=\$[A-Z]){row}\b", str(at), hidden[column])
        for column in steps
        for at in range(1, len(SPELLINGS) + 1)
    }
    lines = worked_out(cells, {f"D{at}": spelling for at, spelling in enumerate(SPELLINGS, 1)}, folder)
    return {spelling: line[-1] for spelling, line in zip(SPELLINGS, lines, strict=True)}


def worked_out(cells: Mapping[str, str], texts: Mapping[str, str], folder: Path) -> list[list[object]]:
    """What LibreOffice makes of formulas and texts on a sheet of their own."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("a")
    for cell, text in texts.items():
        sheet.write_string(cell, text)
    for cell, formula in cells.items():
        sheet.write_formula(cell, formula)
    book.close()
    done = CalamineWorkbook.from_filelike(io.BytesIO(calculated(buffer.getvalue(), folder)))
    return [[*line] for line in done.get_sheet_by_name("a").to_python()]


ALLOWED = {
    "tthc.tong": (["0", "1541", "1.541", "1.234.567"], ["-1", "1,5", "12.00", "1 541", "mười"]),
    "tai_chinh.thu_ngan_sach": (["1.541", "1.541,25", "1.000.000.000.000"], ["-1", "12.5", "1 541", "nhiều"]),
    "tai_chinh.giai_ngan_ty_le": (["0", "26,48", "23,80", "100"], ["100,5", "26.48", "-1"]),
    "chi_dao.chi_so_hang": (["1", "63"], ["0", "1,5"]),
    "chi_dao.ke_hoach_ngay": (["3-2-2024", "03/02/2024", "31.12.2024", "5/3/2024"], ["3-13-2024", "3-2-24", "hôm nay"]),
    "bai_bao.dang_luc": (["25/03/2024 - 05:48"], ["25/03/2024"]),
    "chi_dao.ke_hoach": (["8009/KH-UBND", "18-NQ/TW"], ["8009"]),
}
"""What Excel lets pass as it is typed, and what it stops."""


def test_what_is_stopped_as_it_is_typed(tmp_path: Path) -> None:
    spreadsheets()
    catalogue = figures_of(SAMPLE / "2024-q1.yaml").catalogue
    cells: dict[str, str] = {}
    texts: dict[str, str] = {}
    expected: list[tuple[str, str, bool]] = []
    for name, (right, wrong) in ALLOWED.items():
        indicator = catalogue.indicator(name)
        assert indicator is not None
        for text in (*right, *wrong):
            at = len(expected) + 1
            rule = str(validation(indicator, catalogue, f"A{at}")["value"])
            texts[f"A{at}"], cells[f"B{at}"] = text, f"=IFERROR({rule[1:]},FALSE)"
            expected.append((name, text, text in right))
    lines = worked_out(cells, texts, tmp_path)
    assert [(name, text, bool(line[1])) for (name, text, _), line in zip(expected, lines, strict=True)] == expected


# The command


def test_the_command_makes_the_form_and_says_what_comes_next(work: Path) -> None:
    ran = run_cchc("form", "2024-q1", "--out", "bieu/so-lieu.xlsx", cwd=work)
    assert (ran.code, ran.out) == (0, "đã tạo bieu/so-lieu.xlsx\n")
    assert "gửi tệp cho nơi giữ số liệu" in ran.err
    assert rows((work / "bieu/so-lieu.xlsx").read_bytes())["tthc.bai_bo"]["Số liệu"] == "68"
    again = run_cchc("form", "quý I năm 2024", "--out", "bieu/so-lieu.xlsx", cwd=work)
    assert again.code == 1
    assert "đã có; không ghi đè" in again.err


def test_a_period_without_a_file_gets_an_empty_form(work: Path) -> None:
    assert run_cchc("form", "2024-q2", "--out", "a.xlsx", cwd=work).code == 0
    found = rows((work / "a.xlsx").read_bytes())
    assert not [name for name, row in found.items() if row["Số liệu"] or row["Kiểm tra"]]
    assert found["tthc.bai_bo"]["Kỳ trước"] == "68"


def test_only_the_named_sections_stand_in_it(work: Path) -> None:
    assert run_cchc("form", "2024-q1", "--section", "so_hoa,tthc", "--out", "a.xlsx", cwd=work).code == 0
    assert {name.partition(".")[0] for name in rows((work / "a.xlsx").read_bytes())} == {"tthc", "so_hoa"}
    ran = run_cchc("form", "2024-q1", "--section", "don_vi", "--out", "b.xlsx", cwd=work)
    assert (ran.code, "Không có phần «don_vi»" in ran.err) == (2, True)


def test_what_could_not_be_read_is_left_empty_and_said(work: Path) -> None:
    path = work / "metrics/ben-tre/2024-q1.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("bai_bo: 68", "bai_bo: 6.8"), encoding="utf-8")
    ran = run_cchc("form", "2024-q1", "--out", "a.xlsx", cwd=work)
    assert ran.code == 0
    assert "để trống trong biểu mẫu: Thủ tục hành chính bãi bỏ (tthc.bai_bo)" in ran.err
    assert rows((work / "a.xlsx").read_bytes())["tthc.bai_bo"]["Số liệu"] == ""


def test_a_broken_catalogue_or_another_ending_makes_no_form(work: Path) -> None:
    assert run_cchc("form", "2024-q1", "--out", "a.xls", cwd=work).code == 2
    (work / "metrics/ben-tre/danh-muc.yaml").write_text("phan: [\n", encoding="utf-8")
    for period in ("2024-q1", "2024-q2"):
        assert run_cchc("form", period, "--out", "a.xlsx", cwd=work).code == 1
    assert not (work / "a.xlsx").exists()


def test_without_the_library_it_says_what_to_install(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    monkeypatch.chdir(work)
    done = CliRunner().invoke(cchc, ["form", "2024-q1", "--out", "a.xlsx"])
    assert done.exit_code == 1
    assert "cchc_report[excel]" in done.output


def test_what_is_waived_is_not_red(work: Path) -> None:
    path = work / "metrics/ben-tre/2024-q1.yaml"
    wrong = path.read_text(encoding="utf-8").replace("bai_bo: 68", "bai_bo: 70")
    path.write_text(wrong, encoding="utf-8")
    assert said(whole_form(figures_of(path)))["tthc.cong_bo"] == "LỆCH: tính ra 256"
    waiver = "- quy_tac: tthc.cong_bo\n    ly_do: sửa hai lần\n    nguoi_duyet: Trưởng phòng\n    den_ngay: 30-6-2024\n"
    path.write_text(f"{wrong}mien_tru:\n  {waiver}", encoding="utf-8")
    assert "tthc.cong_bo" not in said(whole_form(figures_of(path)))
