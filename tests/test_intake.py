"""What a cell says, by the kind of its indicator; every mistake is told with the sheet and the cell."""

from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from conftest import ROOT

from cchc_report.catalogue import Catalogue, read_catalogue
from cchc_report.intake import Intake, Slot, take
from cchc_report.problems import as_text
from cchc_report.source import parse
from cchc_report.values import HouseStyle
from cchc_report.workbook import Broken, Cell, Content, Number, cell_place


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    file = ROOT / "metrics" / "danh-muc.yaml"
    found, problems = read_catalogue([parse(file.read_bytes(), "danh-muc.yaml")])
    assert not problems
    return found


def slot(name: str, content: Content | None, row: int = 10, file: str = "so-lieu.xlsx", unit: str = "") -> Slot:
    place = cell_place(file, "Thủ tục hành chính", row, 4)
    return Slot(name, Cell(content, place) if content is not None else None, place, unit=unit)


def number(text: str, *, percent: bool = False) -> Number:
    return Number(Decimal(text), percent)


def taken(catalogue: Catalogue, *slots: Slot) -> Intake:
    return take(slots, catalogue, HouseStyle())


@pytest.mark.parametrize(
    ("name", "content", "unit", "written"),
    [
        ("tthc.bai_bo", "27.672", "", "27.672"),
        ("tthc.bai_bo", "27672", "", "27.672"),
        ("tthc.bai_bo", number("27672"), "", "27.672"),
        ("tthc.bai_bo", number("0"), "", "0"),
        ("tthc.bai_bo", "\N{NO-BREAK SPACE}1.541 ", "", "1.541"),
        ("tthc.cat_giam_ty_le", "23,80", "%", "23,80%"),
        ("tthc.cat_giam_ty_le", "23,80%", "%", "23,80%"),
        ("tthc.cat_giam_ty_le", number("23.8"), "%", "23,8%"),
        ("tthc.cat_giam_ty_le", number("26.48", percent=True), "%", "26,48%"),
        ("tthc.cat_giam_ty_le", number("0.5", percent=True), "%", "0,5%"),
        ("tthc.cat_giam_ty_le", "0,5", "%", "0,5%"),
        ("tai_chinh.thu_ngan_sach", "1.541", "tỷ đồng", "1.541 tỷ đồng"),
        ("tai_chinh.thu_ngan_sach", number("1541.5"), "triệu đồng", "1.541,5 triệu đồng"),
        ("tai_chinh.thu_ngan_sach", "1.541 triệu đồng", "triệu đồng", "1.541 triệu đồng"),
        ("tai_chinh.thu_ngan_sach", "1.541 triệu đồng", "", "1.541 triệu đồng"),
        ("bao_cao.ton_tai", "-5% chỉ tiêu\n- -3 điểm", "", ("-5% chỉ tiêu", "-3 điểm")),
        ("chi_dao.ke_hoach_ngay", date(2024, 2, 3), "", "3/2/2024"),
        ("chi_dao.ke_hoach_ngay", "03/02/2024", "", "3/2/2024"),
        ("bai_bao.dang_luc", datetime(2024, 3, 25, 5, 48), "", "25/3/2024 - 05:48"),  # noqa: DTZ001 - as a cell holds it
        ("chi_dao.chi_so_nam", number("2023"), "", "năm 2023"),
        ("chi_dao.ke_hoach", "8009/KH-UBND", "", "8009/KH-UBND"),
        ("bai_bao.sapo", "Hai dòng\nmột câu [tthc.bai_bo].", "", "Hai dòng một câu [tthc.bai_bo]."),
        ("bao_cao.uu_diem", "- Thứ nhất: tốt\n\n• Thứ hai", "", ("Thứ nhất: tốt", "Thứ hai")),
        ("tthc.hs_qua_han[Xã Tân Phú]", "12", "", "12"),
        ("ky.tu_ngay", "15/12/2023", "", "15/12/2023"),
    ],
)
def test_a_cell_is_read_as_its_indicator_is(
    catalogue: Catalogue, name: str, content: Content, unit: str, written: str | tuple[str, ...]
) -> None:
    found = taken(catalogue, slot(name, content, unit=unit))
    assert as_text(found.problems) == ""
    assert found.answers[name].text == written


MISTAKES: dict[str, tuple[str, Content, str, str]] = {
    "so-le-trong-o": ("tthc.bai_bo", number("27.672"), "ô ghi 27,672, nhưng chỉ tiêu này đếm bằng số nguyên", "có phải 27.672?"),
    "so-le-trong-o, số không cuối mất": ("tthc.bai_bo", number("1.5"), "ô ghi 1,5, nhưng", "có phải 1.500?"),
    "so-le-trong-o, không đoán được": ("tthc.bai_bo", number("2.47665"), "ô ghi 2,47665, nhưng", "ghi số nguyên"),
    "phan-tram-khong-ro": ("tthc.cat_giam_ty_le", number("0.82"), "không rõ là 82% hay 0,82%", "nếu là 82%, ghi 82;"),
    "phan-tram-khong-ro, một": ("tthc.cat_giam_ty_le", number("1"), "không rõ là 100% hay 1%", "ghi 100;"),
    "qua-nhieu-so-le": ("tthc.cat_giam_ty_le", number("26.4776632302406"), "có 13 chữ số lẻ", "có phải 26,48?"),
    "so-qua-dai": ("tthc.bai_bo", number("123456789012345000"), "Excel chỉ giữ 15 chữ số", "kiểm tra lại số đã ghi"),
    "o-sai-kieu": ("tthc.bai_bo", True, "ô ghi TRUE, không phải là số liệu", "ghi lại giá trị"),
    "o-sai-kieu, phần trăm": ("tthc.bai_bo", number("82", percent=True), "ô ở dạng phần trăm (82%)", "dạng Number"),
    "o-sai-kieu, giờ": ("tthc.bai_bo", time(5, 48), "ô chứa giờ 05:48", "dạng Text"),
    "o-sai-kieu, số trong câu chữ": ("bai_bao.sapo", number("12.5"), "ô chứa số 12,5, nhưng chỉ tiêu này ghi bằng chữ", "Text"),
    "o-bao-loi": ("tthc.bai_bo", Broken("#REF!"), "ô báo lỗi #REF!, không có giá trị", "sửa công thức trong ô"),
    "o-chua-tinh": ("tthc.bai_bo", Broken(""), "ô có công thức nhưng chưa được tính", "lưu lại rồi nhập"),
    "o-thanh-ngay": ("tthc.bai_bo", date(2024, 2, 3), "ô chứa ngày 3/2/2024, nhưng chỉ tiêu này không phải là ngày", "Text"),
    "o-thanh-ngay, kỳ": ("chi_dao.chi_so_cong_bo", date(2024, 3, 1), "ô chứa ngày 1/3/2024, nhưng", "gõ lại"),
    "cong-thuc-trong-o": ("bai_bao.sapo", '=HYPERLINK("http://x","y")', "là công thức, không phải câu chữ", "ghi thẳng câu chữ"),
    "gia-tri-trong": ("tthc.bai_bo", "…", "«…» không phải là giá trị", "bằng không thì ghi 0, chưa có số liệu thì để trống ô"),
    "sai-cach-ghi-so": ("tthc.bai_bo", "27,672", "có phần lẻ", "nếu dấu phẩy ngăn hàng nghìn, viết 27.672"),
    "sai-cach-ghi-so, công thức": ("tthc.bai_bo", "=1+2", "«=1+2» là công thức", "chỉ ghi số"),
    "sai-cach-ghi-so, dấu chấm": ("tthc.cat_giam_ty_le", "26.48", "không rõ là số nào", "nếu là số lẻ, viết 26,48"),
    "sai-ngay": ("chi_dao.ke_hoach_ngay", "31/2/2024", "không có ngày 31 tháng 2", "kiểm tra lại ngày và tháng"),
    "thieu-gio": ("bai_bao.dang_luc", date(2024, 3, 25), "chưa có giờ", "ghi cả giờ"),
    "ky-tu-vo-hinh": ("bai_bao.sapo", "một\u200bhai", "ký tự không hiện ra màn hình (U+200B)", "Backspace"),
    "ma-la": ("tthc.bai_bor", "12", "danh mục không có chỉ tiêu «tthc.bai_bor»", "có phải «tthc.bai_bo»?"),
    "gia-tri-trong, danh sách": ("bao_cao.uu_diem", "-\n", "không phải là giá trị", "để trống ô"),
    "phong-chu-tcvn3": ("bai_bao.sapo", "tæ chøc bé m¸y hµnh chÝnh", "thuộc phông cũ kiểu .VnTime", "UniKey"),
    "ma-la, của kỳ khác": ("ky_truoc(tthc.bai_bo)", "12", "danh mục không có chỉ tiêu «ky_truoc(tthc.bai_bo)»", "cchc form"),
    "ma-la, của tệp đơn vị": ("don_vi.ten", "tỉnh X", "danh mục không có chỉ tiêu «don_vi.ten»", "cchc form"),
}  # fmt: skip


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_told_with_its_cell(catalogue: Catalogue, case: str) -> None:
    name, content, message, hint = MISTAKES[case]
    found = taken(catalogue, slot(name, content))
    told = as_text(found.problems)
    assert told.startswith(f"lỗi[{case.partition(',')[0]}]: ")
    assert " --> so-lieu.xlsx!Thủ tục hành chính!D10\n" in told
    assert message in told.splitlines()[0]
    assert hint in told.splitlines()[-1]
    assert not found.answers


def test_another_unit_of_measure_is_told(catalogue: Catalogue) -> None:
    found = taken(catalogue, slot("tai_chinh.thu_ngan_sach", "1.541", unit="tỷ"))
    assert "lỗi[don-vi-la]" in as_text(found.problems)


def test_a_unit_in_the_cell_and_another_beside_it_are_told(catalogue: Catalogue) -> None:
    found = taken(catalogue, slot("tai_chinh.thu_ngan_sach", "3.020 tỷ đồng", unit="triệu đồng"))
    assert "lỗi[don-vi-trai-nhau]" in as_text(found.problems)
    assert "ô ghi «3.020 tỷ đồng», nhưng đơn vị tính bên cạnh là «triệu đồng»" in as_text(found.problems)
    assert not found.answers


def test_a_count_is_never_rounded(catalogue: Catalogue) -> None:
    found = taken(catalogue, replace(slot("tthc.bai_bo", number("27.672")), decimals=0))
    assert "lỗi[so-le-trong-o]" in as_text(found.problems)


def test_what_nobody_touched_gives_way_to_what_somebody_typed(catalogue: Catalogue) -> None:
    typed, left = slot("tthc.bai_bo", "26"), replace(slot("tthc.bai_bo", "25", row=11), untouched=True)
    for order in ([typed, left], [left, typed]):
        found = taken(catalogue, *order)
        assert as_text(found.problems) == ""
        assert found.answers["tthc.bai_bo"].text == "26"


def test_of_very_many_unknown_ids_the_first_are_named(catalogue: Catalogue) -> None:
    found = taken(catalogue, *(slot(f"tthc.khong_co_{n}", "1", row=n) for n in range(1, 1001)))
    assert len(found.problems) == 21
    assert "còn 980 dòng nữa có mã mà danh mục không có" in as_text(found.problems)


def test_a_source_in_old_letters_is_told_with_its_cell(catalogue: Catalogue) -> None:
    found = taken(catalogue, replace(slot("tthc.bai_bo", "12"), note="tæ chøc bé m¸y hµnh chÝnh"))
    assert "lỗi[phong-chu-tcvn3]" in as_text(found.problems)
    assert "--> so-lieu.xlsx!Thủ tục hành chính!D10" in as_text(found.problems)


def test_three_decimals_in_a_number_cell_of_money_are_doubted(catalogue: Catalogue) -> None:
    found = taken(catalogue, slot("tai_chinh.thu_ngan_sach", number("1.541"), unit="tỷ đồng"))
    assert "cảnh báo[dau-phay-ba-chu-so]: «1,541" in as_text(found.problems)
    assert found.answers


def test_an_empty_cell_is_no_zero_and_no_answer(catalogue: Catalogue) -> None:
    found = taken(catalogue, slot("tthc.bai_bo", None), slot("tthc.ban_hanh_moi", "0"))
    assert list(found.empty) == ["tthc.bai_bo"]
    assert list(found.answers) == ["tthc.ban_hanh_moi"]


def test_two_forms_that_say_the_same_agree(catalogue: Catalogue) -> None:
    slots = [slot("tthc.cat_giam_ty_le", number("23.8")), slot("tthc.cat_giam_ty_le", "23,80", file="khac.xlsx")]
    for order in (slots, slots[::-1]):
        found = taken(catalogue, *order, slot("tthc.cat_giam_ty_le", None, row=30))
        assert as_text(found.problems) == ""
        assert found.answers["tthc.cat_giam_ty_le"].text == "23,80%"
        assert not found.empty


def test_two_forms_that_disagree_are_named_with_both_cells(catalogue: Catalogue) -> None:
    found = taken(catalogue, slot("tthc.bai_bo", "254"), slot("tthc.bai_bo", number("245"), row=12, file="stp.ods"))
    assert as_text(found.problems) == (
        "lỗi[hai-noi-khac-nhau]: «Thủ tục hành chính bãi bỏ» ghi 245, nhưng ở ô khác ghi 254\n"
        "  --> stp.ods!Thủ tục hành chính!D12\n"
        "  --> so-lieu.xlsx!Thủ tục hành chính!D10\n"
        "   = ở đây ghi 254\n"
        "   = gợi ý: hỏi lại các nơi gửi số liệu, để một giá trị, xóa giá trị kia"
    )
