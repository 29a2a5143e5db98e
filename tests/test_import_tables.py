"""``cchc import --map``: an office's own tables into the metrics file, seen from the command line."""

import shutil
from pathlib import Path

import pytest
from conftest import SAMPLE, Ran, run_cchc
from form_rows import Rows, number, put_together

MAP = """\
trang: Tổng hợp
bang_chi_tieu:
  - cot_nhan: Nội dung
    cot_gia_tri: Quý II
    cot_nguon: Nguồn
    chi_tieu:
      tthc.bai_bo: Bãi bỏ
      tai_chinh.thu_ngan_sach:
        dong: Thu ngân sách
        don_vi_tinh: triệu đồng
bang_don_vi:
  - trang: Các xã
    cot_ten: Đơn vị
    cap: xa
    dong_tong: Tổng số
    chi_tieu:
      tthc.hs_qua_han: Quá hạn
"""
SUMMARY: Rows = [
    ["BÁO CÁO CẢI CÁCH HÀNH CHÍNH"],
    ["TT", "Nội dung", "Quý I", "Quý II", "Nguồn"],
    [number("1"), "Bãi bỏ", number("68"), number("70"), "Sở Tư pháp"],
    [number("2"), "Thu ngân sách", number("1541000"), number("2902500.5")],
]
COMMUNES: Rows = [
    ["Đơn vị", "Tiếp nhận", "Quá hạn"],
    ["Xã Tân Phú", number("120"), number("3")],
    ["Phường: Hải Tân", number("210"), number("0")],
    ["Tổng số", number("330"), number("3")],
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    unit = tmp_path / "metrics" / "ben-tre"
    unit.mkdir(parents=True)
    shutil.copy(SAMPLE / "don-vi.yaml", unit)
    (tmp_path / "anh-xa.yaml").write_text(MAP, encoding="utf-8")
    (tmp_path / "bang.xlsx").write_bytes(put_together({"Tổng hợp": SUMMARY, "Các xã": COMMUNES}))
    return tmp_path


def imported(folder: Path, *arguments: str) -> Ran:
    return run_cchc("import", "bang.xlsx", "--map", "anh-xa.yaml", *arguments, cwd=folder)


def test_tables_go_into_the_sections_and_by_unit(folder: Path) -> None:
    ran = imported(folder, "--period", "2024-q2")
    assert "5 số liệu mới" in ran.out, ran.err
    assert "(bang.xlsx!Tổng hợp!D3)" in ran.out
    text = (folder / "metrics/ben-tre/2024-q2.yaml").read_text(encoding="utf-8")
    assert "  bai_bo: 70 " in text
    assert "  # nguồn: Sở Tư pháp\n" in text
    assert "  thu_ngan_sach: 2.902.500,5 triệu đồng " in text
    assert text.rstrip().endswith(
        'chi_tiet:\n  tthc.hs_qua_han:\n    xa:\n      Xã Tân Phú: 3\n      "Phường: Hải Tân": 0\n      tong: 3'
    )


def test_a_second_import_of_tables_changes_nothing(folder: Path) -> None:
    imported(folder, "--period", "2024-q2")
    text = (folder / "metrics/ben-tre/2024-q2.yaml").read_bytes()
    ran = imported(folder, "--period", "2024-q2")
    assert "0 số liệu mới, 0 số liệu thay đổi, 5 số liệu không đổi." in ran.out
    assert (folder / "metrics/ben-tre/2024-q2.yaml").read_bytes() == text


@pytest.mark.parametrize("name", ["Tổng cộng toàn tỉnh", "Cộng các xã, phường", "Lũy kế", "II. Trong đó: trực tuyến"])
def test_a_row_that_adds_up_others_is_no_unit(folder: Path, name: str) -> None:
    path = folder / "anh-xa.yaml"
    path.write_text(MAP.replace("    dong_tong: Tổng số\n", ""), encoding="utf-8")
    communes: Rows = [*COMMUNES[:3], [name, number("330"), number("3")]]
    (folder / "bang.xlsx").write_bytes(put_together({"Tổng hợp": SUMMARY, "Các xã": communes}))
    ran = imported(folder, "--period", "2024-q2")
    assert ran.code == 1
    assert "lỗi[tong-trong-bang]" in ran.err
    assert "--> bang.xlsx!Các xã!A4" in ran.err


def test_companies_and_the_police_are_units(folder: Path) -> None:
    path = folder / "anh-xa.yaml"
    path.write_text(MAP.replace("    dong_tong: Tổng số\n", ""), encoding="utf-8")
    communes: Rows = [
        COMMUNES[0],
        ["Tổng công ty Cấp nước", number("1"), number("1")],
        ["Công an tỉnh", None, number("2")],
    ]
    (folder / "bang.xlsx").write_bytes(put_together({"Tổng hợp": SUMMARY, "Các xã": communes}))
    imported(folder, "--period", "2024-q2")
    text = (folder / "metrics/ben-tre/2024-q2.yaml").read_text(encoding="utf-8")
    assert "      Tổng công ty Cấp nước: 1\n      Công an tỉnh: 2" in text


def test_the_period_must_be_named(folder: Path) -> None:
    ran = imported(folder)
    assert ran.code == 2
    assert "Bảng của cơ quan không cho biết kỳ: thêm --period, như --period 2026-q2." in ran.err


def test_a_wrong_mapping_is_told_and_nothing_is_written(folder: Path) -> None:
    path = folder / "anh-xa.yaml"
    path.write_text(MAP.replace("tthc.bai_bo:", "tthc.bai_bor:"), encoding="utf-8")
    ran = imported(folder, "--period", "2024-q2")
    assert ran.code == 1
    assert "--> anh-xa.yaml:7:7" in ran.err
    assert "có phải «tthc.bai_bo»?" in ran.err
    assert not (folder / "metrics/ben-tre/2024-q2.yaml").exists()


def test_a_whole_figure_of_a_level_in_the_way_of_its_units_is_told_with_the_cell(folder: Path) -> None:
    path = folder / "metrics/ben-tre/2024-q2.yaml"
    text = "tthc:\n  hs_qua_han: 3\nchi_tiet:\n  tthc.hs_qua_han:\n    xa: 3\n"
    path.write_text(text, encoding="utf-8")
    ran = imported(folder, "--period", "2024-q2")
    assert ran.code == 1
    assert "lỗi[khong-ghi-duoc]" in ran.err
    assert "--> bang.xlsx!Các xã!C2" in ran.err
    assert path.read_text(encoding="utf-8") == text
