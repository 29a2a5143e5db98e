"""``cchc import``: filled forms into the metrics file, as the person at the keyboard sees it."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import SAMPLE, Ran, run_cchc
from form_rows import VALUE_COLUMN, Sheets, body, filled, number, put_together, taken_apart

from cchc_report.workbook import Broken, Content

PERIOD = "2024-q2"
TTHC = "Cải cách thủ tục hành chính"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder with the sample unit and its first quarter."""
    unit = tmp_path / "metrics" / "ben-tre"
    unit.mkdir(parents=True)
    for name in ("don-vi.yaml", "2024-q1.yaml"):
        shutil.copy(SAMPLE / name, unit / name)
    return tmp_path


def form(folder: Path, *arguments: str, period: str = PERIOD) -> Sheets:
    """An empty form, as rows."""
    made = run_cchc("form", period, "--out", "bieu.xlsx", *arguments, cwd=folder)
    assert made.code == 0, made.err
    data = (folder / "bieu.xlsx").read_bytes()
    (folder / "bieu.xlsx").unlink()
    return taken_apart(data)


def sent(folder: Path, sheets: Sheets, name: str = "so-lieu.xlsx") -> str:
    (folder / name).write_bytes(put_together(sheets))
    return name


def imported(folder: Path, *arguments: str) -> Ran:
    return run_cchc("import", *arguments, cwd=folder)


def metrics(folder: Path, period: str = PERIOD) -> str:
    return (folder / "metrics" / "ben-tre" / f"{period}.yaml").read_text(encoding="utf-8")


CLEAN = {"tthc.ban_hanh_moi": "72", "tthc.sua_doi": "91", "tthc.thay_the": "23", "tthc.bai_bo": "68"}


def test_a_form_makes_the_metrics_file_of_a_new_period(folder: Path) -> None:
    ran = imported(folder, sent(folder, filled(form(folder, "--section", "tthc"), CLEAN)))
    assert "metrics/ben-tre/2024-q2.yaml: 4 số liệu mới, 0 số liệu thay đổi, 0 số liệu không đổi." in ran.out
    assert "- mới: Thủ tục hành chính bãi bỏ: 68  (so-lieu.xlsx!" in ran.out
    assert "đã tạo metrics/ben-tre/2024-q2.yaml" in ran.out
    lines = metrics(folder).splitlines()
    assert any(line.startswith("  bai_bo: 68 ") and "# Thủ tục hành chính bãi bỏ (TTHC" in line for line in lines)
    assert "tu_ngay" not in metrics(folder)


def test_a_second_import_changes_nothing(folder: Path) -> None:
    name = sent(folder, filled(form(folder, "--section", "tthc"), CLEAN))
    imported(folder, name)
    before = metrics(folder)
    again = imported(folder, name)
    assert "0 số liệu mới, 0 số liệu thay đổi, 4 số liệu không đổi." in again.out
    assert "đã" not in again.out.replace("Đã kiểm tra", "")
    assert metrics(folder) == before


def test_comments_order_and_untouched_lines_stay(folder: Path) -> None:
    path = folder / "metrics/ben-tre/2024-q1.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("  bai_bo: 68\n", "  # chờ Sở Tư pháp xác nhận\n  bai_bo:   68      # số ngày 14-3\n")
    path.write_text(text, encoding="utf-8")
    sheets = filled(form(folder, "--section", "tthc", period="2024-q1"), {"tthc.bai_bo": "69", "tthc.thay_the": "22"})
    ran = imported(folder, sent(folder, sheets))
    assert "- thay đổi: Thủ tục hành chính bãi bỏ: 68 → 69  (so-lieu.xlsx!" in ran.out
    assert "2 số liệu thay đổi" in ran.out
    expected = text.replace("bai_bo:   68      # số", "bai_bo:   69      # số").replace("thay_the: 23", "thay_the: 22")
    assert metrics(folder, "2024-q1") == expected
    assert (folder / "metrics/ben-tre/2024-q1.yaml.cu").read_text(encoding="utf-8") == text
    assert run_cchc("check", cwd=folder).code == 0


def test_a_dry_run_writes_nothing_and_checks_what_would_be(folder: Path) -> None:
    name = sent(folder, filled(form(folder, "--section", "tthc"), {**CLEAN, "tthc.cong_bo": "245"}))
    ran = imported(folder, name, "--dry-run")
    assert "sẽ có 5 số liệu mới" in ran.out
    assert "lỗi[tong-khong-khop]" in ran.out
    assert ran.code == 1
    assert not (folder / "metrics/ben-tre/2024-q2.yaml").exists()


def test_the_check_names_the_cells_and_the_lines(folder: Path) -> None:
    name = sent(folder, filled(form(folder, "--section", "tthc"), {**CLEAN, "tthc.cong_bo": "245"}))
    ran = imported(folder, name)
    assert ran.code == 1
    told = ran.out[ran.out.index("lỗi[tong-khong-khop]") :]
    assert "--> metrics/ben-tre/2024-q2.yaml:" in told
    assert f"--> so-lieu.xlsx!{TTHC}!" in told
    assert "= số này lấy từ ô đây" in told


def test_empty_is_missing_and_zero_is_zero(folder: Path) -> None:
    sheets = filled(form(folder, "--section", "tthc", period="2024-q1"), {"tthc.bai_bo": None, "tthc.pakn_moi": "0"})
    ran = imported(folder, sent(folder, sheets))
    assert "- ô để trống nên giữ nguyên: Thủ tục hành chính bãi bỏ: 68  (so-lieu.xlsx!" in ran.out
    assert "  bai_bo: 68\n" in metrics(folder, "2024-q1")
    assert "  pakn_moi: 0\n" in metrics(folder, "2024-q1")


def shuffled(sheets: Sheets) -> Sheets:
    """Rows sorted the other way round, a row of somebody's put between, one row twice, a column put before the values."""

    def change(rows: list[list[Content | None]]) -> list[list[Content | None]]:
        turned = [*rows[::-1], rows[0]]
        return [*turned[:3], [None] * len(rows[0]), *turned[3:]]

    found = {name: body(rows, change) if any(row[0] == "Mã" for row in rows) else rows for name, rows in sheets.items()}
    return {name: [[*row[:VALUE_COLUMN], None, *row[VALUE_COLUMN:]] for row in rows] for name, rows in found.items()}


def test_rows_are_found_by_their_ids_wherever_they_are(folder: Path) -> None:
    sheets = form(folder, "--section", "tthc")
    ran = imported(folder, sent(folder, shuffled(filled(sheets, CLEAN))))
    assert "4 số liệu mới" in ran.out
    assert "  bai_bo: 68 " in metrics(folder)


def test_a_sheet_alone_in_a_workbook_of_others_still_knows_what_it_is(folder: Path) -> None:
    sheets = filled(form(folder, "--section", "tthc,so_hoa"), CLEAN)
    merged: Sheets = {"Ghi chú": [["Phòng Kiểm soát TTHC gửi"]], TTHC: sheets[TTHC]}
    assert "4 số liệu mới" in imported(folder, sent(folder, merged)).out


def test_three_departments_make_one_period(folder: Path) -> None:
    parts = {
        "kstt.xlsx": ("tthc", CLEAN),
        "noi-vu.xlsx": ("bo_may,cong_vu", {"cong_vu.tuyen_dung": "12"}),
        "tai-chinh.xlsx": ("tai_chinh", {"tai_chinh.thu_ngan_sach": "1.541", "tai_chinh.du_toan_thu": "5.820"}),
    }
    names = [sent(folder, filled(form(folder, "--section", s), values), name) for name, (s, values) in parts.items()]
    ran = imported(folder, *names)
    assert "7 số liệu mới" in ran.out
    for written in ("  bai_bo: 68 ", "  tuyen_dung: 12 ", "  thu_ngan_sach: 1.541 tỷ đồng "):
        assert written in metrics(folder)


def test_departments_that_disagree_are_named_and_nothing_is_written(folder: Path) -> None:
    sheets = form(folder, "--section", "tthc")
    names = [
        sent(folder, filled(sheets, CLEAN), "mot.xlsx"),
        sent(folder, filled(sheets, {**CLEAN, "tthc.bai_bo": number("86")}), "hai.xlsx"),
    ]
    ran = imported(folder, *names)
    assert ran.code == 1
    assert "lỗi[hai-noi-khac-nhau]: «Thủ tục hành chính bãi bỏ» ghi 86, nhưng ở ô khác ghi 68" in ran.err
    assert f"--> hai.xlsx!{TTHC}!D" in ran.err
    assert f"--> mot.xlsx!{TTHC}!D" in ran.err
    assert "Chưa nhập gì vào metrics/ben-tre/2024-q2.yaml" in ran.err
    assert not (folder / "metrics/ben-tre/2024-q2.yaml").exists()


def test_forms_of_two_periods_are_not_mixed(folder: Path) -> None:
    names = [
        sent(folder, filled(form(folder, "--section", "tthc"), CLEAN), "quy-hai.xlsx"),
        sent(folder, form(folder, "--section", "so_hoa", period="2024-q1"), "quy-mot.xlsx"),
    ]
    ran = imported(folder, *names)
    assert ran.code == 1
    assert "lỗi[bieu-mau-ky-khac]: trang này là biểu mẫu của quý I năm 2024, không phải quý II năm 2024" in ran.err
    assert "--> quy-mot.xlsx!" in ran.err
    assert "!A1" in ran.err


def test_the_period_that_was_named_holds(folder: Path) -> None:
    name = sent(folder, filled(form(folder, "--section", "tthc"), CLEAN))
    ran = imported(folder, name, "--period", "quý III năm 2024")
    assert "lỗi[bieu-mau-ky-khac]: trang này là biểu mẫu của quý II năm 2024, không phải quý III năm 2024" in ran.err


def test_a_form_of_another_unit_is_refused(folder: Path) -> None:
    shutil.copytree(folder / "metrics/ben-tre", folder / "metrics/tra-vinh")
    name = sent(folder, filled(form(folder, "--section", "tthc", "--unit", "ben-tre"), CLEAN))
    ran = imported(folder, name, "--unit", "tra-vinh")
    assert ran.code == 1
    assert "lỗi[bieu-mau-don-vi-khac]: trang này là biểu mẫu của đơn vị «ben-tre», không phải «tra-vinh»" in ran.err


def test_a_form_from_before_the_catalogue_changed_says_what_it_lacks(folder: Path) -> None:
    sheets = filled(form(folder, "--section", "tthc"), CLEAN)
    own = "phan:\n  tthc:\n    chi_tieu:\n      qua_mang_xa_hoi:\n        nhan: Hồ sơ hỏi qua mạng xã hội\n"
    (folder / "metrics/ben-tre/danh-muc.yaml").write_text(own, encoding="utf-8")
    ran = imported(folder, sent(folder, sheets))
    assert "cảnh báo[danh-muc-da-doi]" in ran.err
    assert "biểu mẫu chưa có: Hồ sơ hỏi qua mạng xã hội" in ran.err
    assert "4 số liệu mới" in ran.out


def test_a_row_that_means_something_else_now_is_refused(folder: Path) -> None:
    own = "phan:\n  tthc:\n    chi_tieu:\n      qua_mang:\n        nhan: Hồ sơ hỏi qua {}\n"
    catalogue = folder / "metrics/ben-tre/danh-muc.yaml"
    catalogue.write_text(own.format("mạng xã hội"), encoding="utf-8")
    sheets = filled(form(folder, "--section", "tthc"), {"tthc.qua_mang": "5"})
    catalogue.write_text(own.format("thư điện tử"), encoding="utf-8")
    ran = imported(folder, sent(folder, sheets))
    assert ran.code == 1
    assert "lỗi[sai-dong]: dòng này ghi «Hồ sơ hỏi qua mạng xã hội»" in ran.err
    assert "là «Hồ sơ hỏi qua thư điện tử»" in ran.err


def test_columns_sorted_without_the_hidden_ids_are_told(folder: Path) -> None:
    sheets = filled(form(folder, "--section", "tthc"), CLEAN)
    one, other = (next(row for row in sheets[TTHC] if row[0] == name) for name in ("tthc.bai_bo", "tthc.sua_doi"))
    one[1:], other[1:] = other[1:], one[1:]
    ran = imported(folder, sent(folder, sheets))
    assert ran.code == 1
    assert ran.err.count("lỗi[sai-dong]") == 2
    assert "kể cả cột A đang ẩn" in ran.err
    assert not (folder / "metrics/ben-tre/2024-q2.yaml").exists()


def test_two_columns_of_values_are_told(folder: Path) -> None:
    sheets = filled(form(folder, "--section", "tthc"), CLEAN)
    next(row for row in sheets[TTHC] if row[0] == "Mã")[6] = "Số liệu"
    ran = imported(folder, sent(folder, sheets))
    assert "lỗi[bieu-mau-hai-cot]" in ran.err
    assert f"--> so-lieu.xlsx!{TTHC}!G5" in ran.err


def test_a_form_does_not_undo_what_was_corrected_in_the_file_since(folder: Path) -> None:
    sheets = filled(form(folder, "--section", "tthc", period="2024-q1"), {"tthc.pakn_moi": "11"})
    path = folder / "metrics/ben-tre/2024-q1.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("bai_bo: 68", "bai_bo: 70"), encoding="utf-8")
    ran = imported(folder, sent(folder, sheets))
    assert "- tệp số liệu đã đổi từ khi lập biểu mẫu nên giữ nguyên: Thủ tục hành chính bãi bỏ: 70  (so" in ran.out
    assert "  bai_bo: 70\n" in metrics(folder, "2024-q1")
    assert "  pakn_moi: 11\n" in metrics(folder, "2024-q1")


def test_the_source_of_a_figure_that_was_replaced_goes(folder: Path) -> None:
    path = folder / "metrics/ben-tre/2024-q1.yaml"
    text = path.read_text(encoding="utf-8").replace("bai_bo: 68", "bai_bo: 68  # nguồn: báo cáo cũ")
    path.write_text(text, encoding="utf-8")
    sheets = filled(form(folder, "--section", "tthc", period="2024-q1"), {"tthc.bai_bo": "69"})
    next(row for row in sheets[TTHC] if row[0] == "tthc.bai_bo")[VALUE_COLUMN + 1] = None
    imported(folder, sent(folder, sheets))
    assert "  bai_bo: 69\n" in metrics(folder, "2024-q1")


def test_the_files_that_excel_keeps_beside_an_open_workbook_are_no_forms(folder: Path) -> None:
    (folder / "~$so-lieu.xlsx").write_bytes(b"x")
    ran = imported(folder, "~$so-lieu.xlsx")
    assert ran.code == 2
    assert "tệp tạm mà Excel đặt cạnh" in ran.err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (number("27.672"), "có phải 27.672?"),
        (Broken("#REF!"), "ô báo lỗi #REF!"),
        (date(2024, 2, 3), "ô chứa ngày 3/2/2024"),
        ("27,672", "viết 27.672"),
        ("=1+1", "là công thức"),
        (True, "ô ghi TRUE"),
    ],
)
def test_mistakes_are_told_with_their_cell(folder: Path, content: Content, told: str) -> None:
    sheets = filled(form(folder, "--section", "tthc"), {**CLEAN, "tthc.bai_bo": content})
    row = next(number for number, row in enumerate(sheets[TTHC], 1) if row[0] == "tthc.bai_bo")
    ran = imported(folder, sent(folder, sheets))
    assert ran.code == 1
    assert told in ran.err
    assert f"--> so-lieu.xlsx!{TTHC}!D{row}\n" in ran.err
    assert not (folder / "metrics/ben-tre/2024-q2.yaml").exists()


def _no_imprint(rows: list[list[Content | None]]) -> None:
    rows[0][0] = None


def _no_heads(rows: list[list[Content | None]]) -> None:
    del rows[next(number for number, row in enumerate(rows) if row[0] == "Mã")]


def _figure_without_id(rows: list[list[Content | None]]) -> None:
    rows.append([None, "Bãi bỏ", None, "12"])


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (_no_imprint, "bieu-mau-mat-dau"),
        (_no_heads, "bieu-mau-mat-cot"),
        (_figure_without_id, "dong-khong-ma"),
    ],
)
def test_a_form_that_was_taken_apart_is_refused(
    folder: Path, change: Callable[[list[list[Content | None]]], None], name: str
) -> None:
    sheets = filled(form(folder, "--section", "tthc,so_hoa"), CLEAN)
    change(sheets[TTHC])
    ran = imported(folder, sent(folder, sheets))
    assert ran.code == 1
    assert f"lỗi[{name}]" in ran.err
    assert f"--> so-lieu.xlsx!{TTHC}!" in ran.err
    assert not (folder / "metrics/ben-tre/2024-q2.yaml").exists()


def test_a_signature_below_the_table_is_no_figure(folder: Path) -> None:
    sheets = filled(form(folder, "--section", "tthc"), CLEAN)
    sheets[TTHC].append([None, None, None, "Trưởng phòng"])
    ran = imported(folder, sent(folder, sheets))
    assert "cảnh báo[dong-khong-ma]" in ran.err
    assert "4 số liệu mới" in ran.out


def test_any_other_workbook_is_no_form(folder: Path) -> None:
    ran = imported(folder, sent(folder, {"Bảng": [["Tên", "Số"], ["Bãi bỏ", number("68")]]}))
    assert ran.code == 1
    assert "lỗi[khong-phai-bieu-mau]" in ran.err
    assert "thêm --map" in ran.err


def test_an_empty_form_begins_no_metrics_file(folder: Path) -> None:
    ran = imported(folder, sent(folder, form(folder)))
    assert ran.code == 1
    assert "lỗi[bieu-mau-chua-dien]: chưa điền ô số liệu nào, nên chưa có gì để nhập" in ran.err
    assert not (folder / "metrics/ben-tre/2024-q2.yaml").exists()


def test_what_is_no_workbook_is_told(folder: Path) -> None:
    (folder / "so-lieu.xlsx").write_text("xin chào", encoding="utf-8")
    ran = imported(folder, "so-lieu.xlsx")
    assert ran.code == 1
    assert "so-lieu.xlsx" in ran.err
    assert "Traceback" not in ran.err


def test_a_metrics_file_that_cannot_be_read_is_left_alone(folder: Path) -> None:
    name = sent(folder, filled(form(folder, "--section", "tthc"), CLEAN))
    path = folder / "metrics/ben-tre/2024-q2.yaml"
    path.write_text("tthc:\n  bai_bo: 1\n  bai_bo: 2\n", encoding="utf-8")
    ran = imported(folder, name)
    assert ran.code == 1
    assert "trung-khoa" in ran.err
    assert "Chưa nhập gì" in ran.err
    assert path.read_text(encoding="utf-8") == "tthc:\n  bai_bo: 1\n  bai_bo: 2\n"


def test_where_a_figure_comes_from_goes_along(folder: Path) -> None:
    sheets = filled(form(folder, "--section", "tthc"), CLEAN)
    row = next(row for row in sheets[TTHC] if row[0] == "tthc.bai_bo")
    row[VALUE_COLUMN + 1] = "Báo cáo số 12/BC-STP"
    imported(folder, sent(folder, sheets))
    assert "# nguồn: Báo cáo số 12/BC-STP" in metrics(folder)
    again = form(folder, "--section", "tthc")
    kept = next(row for row in again[TTHC] if row[0] == "tthc.bai_bo")
    assert kept[VALUE_COLUMN : VALUE_COLUMN + 2] == ["68", "Báo cáo số 12/BC-STP"]


def test_render_takes_a_workbook_and_writes_the_metrics_file_too(folder: Path) -> None:
    name = sent(folder, filled(form(folder, "--section", "tthc"), CLEAN))
    ran = run_cchc("render", name, "--genre", "bai-bao", "--to", "txt", cwd=folder)
    assert "đã tạo metrics/ben-tre/2024-q2.yaml" in ran.out
    assert ran.code == 0
    assert "68 TTHC" in (folder / "out/ben-tre/2024-q2/bai-bao.txt").read_text(encoding="utf-8")


def test_render_of_a_workbook_names_the_cells_of_wrong_figures(folder: Path) -> None:
    name = sent(folder, filled(form(folder, "--section", "tthc"), {**CLEAN, "tthc.cong_bo": "245"}))
    ran = run_cchc("render", name, cwd=folder)
    assert ran.code == 1
    assert "lỗi[tong-khong-khop]" in ran.err
    assert f"--> so-lieu.xlsx!{TTHC}!" in ran.err


def test_json_of_problems_names_the_cell() -> None:
    from cchc_report.problems import as_json, error  # noqa: PLC0415 - of this test alone
    from cchc_report.workbook import cell_place  # noqa: PLC0415 - as above

    told = json.loads(as_json([error("a-b", "x", cell_place("a.xlsx", "Trang", 10, 28))]))
    assert told["problems"][0]["cell"] == "Trang!AB10"


def test_windows_line_ends_and_the_byte_order_mark_stay(folder: Path) -> None:
    path = folder / "metrics/ben-tre/2024-q1.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    sheets = filled(form(folder, "--section", "tthc", period="2024-q1"), {"tthc.bai_bo": "69", "tthc.thay_the": "22"})
    imported(folder, sent(folder, sheets))
    expected = text.replace("bai_bo: 68", "bai_bo: 69").replace("thay_the: 23", "thay_the: 22").replace("\n", "\r\n")
    assert path.read_bytes() == b"\xef\xbb\xbf" + expected.encode()
