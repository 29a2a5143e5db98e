"""What a value of each kind is read as, and what is said of one that cannot be: texts, to the letter."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from cchc_report.catalogue import Catalogue, Indicator, read_catalogue
from cchc_report.formulas import Interval
from cchc_report.periods import Period, PeriodType
from cchc_report.problems import Level, as_text
from cchc_report.source import Mapping as Lines
from cchc_report.source import Node, parse
from cchc_report.values import (
    DocumentNumber,
    HouseStyle,
    Quantity,
    Value,
    interval_of,
    is_pending,
    is_unfilled,
    read_value,
    write_exact,
    write_value,
)
from cchc_report.vietnamese.wording import NO_BREAK_SPACE

CATALOGUE = """\
don_vi_tinh:
  triệu đồng: 1.000.000 đồng
  tỷ đồng: 1.000.000.000 đồng
phan:
  s:
    nhan: Phần
    chi_tieu:
      dem:
        nhan: Số đơn
        don_vi: đơn
      can:
        nhan: Số cần có
        bat_buoc: có
      dai:
        nhan: Số việc
        don_vi: thủ tục
      hang:
        nhan: Thứ hạng
        kieu: hang
      le:
        nhan: Điểm
        kieu: thap_phan
        nhieu_nhat: 100
      tu_do:
        nhan: Chỉ số
        kieu: thap_phan
        nhieu_nhat: không
      ty:
        nhan: Tỷ lệ
        kieu: phan_tram
      tien:
        nhan: Số tiền
        kieu: tien
        don_vi: triệu đồng
        nhieu_nhat: 5.000
      ngay:
        nhan: Ngày
        kieu: ngay
      gio:
        nhan: Thời điểm
        kieu: thoi_diem
      ky:
        nhan: Kỳ
        kieu: ky
      vb:
        nhan: Văn bản
        kieu: van_ban
      chu:
        nhan: Lời
        kieu: chu
      ds:
        nhan: Danh sách
        kieu: danh_sach
  don_vi:
    nhan: Đơn vị
    ghi_o: don-vi.yaml
    chi_tieu:
      ten:
        nhan: Tên
        kieu: chu
      noi:
        nhan: Nơi nhận
        kieu: danh_sach
"""


def catalogue() -> Catalogue:
    found, problems = read_catalogue([parse(CATALOGUE.encode(), "danh-muc.yaml")])
    assert not problems, as_text(problems)
    return found


KNOWN = catalogue()


def indicator(key: str) -> Indicator:
    found = KNOWN.indicator(key if "." in key else f"s.{key}")
    assert found is not None, key
    return found


def node(text: str) -> Node:
    """What stands behind the colon of a line."""
    source = parse(f"x: {text}\n".encode(), "q")
    assert isinstance(source.root, Lines), as_text(source.problems)
    return source.root.entries[0].value


def read(key: str, text: str) -> tuple[Value | None, list[tuple[Level, str, str, str]]]:
    value, problems = read_value(node(text), indicator(key), KNOWN)
    assert all(problem.place.file == "q" and problem.place.line for problem in problems)
    return value, [(problem.level, problem.name, problem.message, problem.hint) for problem in problems]


def number(text: str, unit: str = "") -> Quantity:
    return Quantity(Decimal(text), len(text.partition(".")[2]), unit)


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("dem", "12 đơn", number("12", "đơn")),
        ("le", "1.541,5", number("1541.5", "")),
        ("le", "26,485", number("26.485", "")),
        ("le", "1,541", number("1.541", "")),
        ("le", "0,485", number("0.485", "")),
        ("le", "10,000", number("10.000", "")),
        ("le", "100,000", number("100.000", "")),
        ("le", "0,100", number("0.100", "")),
        ("le", "26,4850", number("26.4850", "")),
        ("ty", "26,485%", number("26.485", "%")),
        ("ty", "1,234%", number("1.234", "%")),
        ("tien", "1.541", number("1541", "triệu đồng")),
        ("tien", "1.541 triệu đồng", number("1541", "triệu đồng")),
        ("tien", "5 tỷ đồng", number("5", "tỷ đồng")),
        ("hang", "1.541", number("1541", "")),
        ("hang", "3", number("3", "")),
        ("dem", "0", number("0", "đơn")),
        ("dem", "-5", number("-5", "đơn")),
        ("ds", "một mục", ("một mục",)),
        ("chu", "Phòng # ghi chú", "Phòng"),
        ("chu", '"Phòng" #7', "Phòng"),
        ("ngay", "3-2-2024", date(2024, 2, 3)),
        ("gio", "3-2-2024 - 05:48", datetime(2024, 2, 3, 5, 48)),  # noqa: DTZ001 - a local time as printed
        ("ky", "quý I/2024", Period(PeriodType.QUARTER, 2024, 1)),
        ("vb", "8009/KH-UBND", DocumentNumber("8009/KH-UBND")),
        ("vb", "số 8009/KH-UBND", DocumentNumber("8009/KH-UBND")),
        ("vb", "18-NQ/TW", DocumentNumber("18-NQ/TW")),
        ("vb", "12a/2024/NQ-HĐND", DocumentNumber("12a/2024/NQ-HĐND")),
        ("vb", "12/2024/NĐ-CP", DocumentNumber("12/2024/NĐ-CP")),
        ("ty", "50", number("50", "%")),
        ("ty", "50 %", number("50", "%")),
        ("gio", "3-2-2024 05:48", datetime(2024, 2, 3, 5, 48)),  # noqa: DTZ001 - a local time as printed
        ("tien", "5,125 tỷ đồng", number("5.125", "tỷ đồng")),
        ("tien", "4.999", number("4999", "triệu đồng")),
        ("vb", '"Số: 8009/KH-UBND"', DocumentNumber("8009/KH-UBND")),
        ("don_vi.ten", "Sở Nội vụ.", "Sở Nội vụ"),
        ("ds", "\n  - một,\n  - hai.", ("một,", "hai.")),
        ("don_vi.noi", "\n  - Như trên;\n  - Lưu.", ("Như trên", "Lưu")),
        ("chu", "|\n  Dòng một \n\n   dòng hai", "Dòng một dòng hai"),
    ],
)
def test_a_value_is_read_by_its_kind(key: str, text: str, value: Value) -> None:
    assert read(key, text) == (value, [])


@pytest.mark.parametrize(
    ("key", "text", "name", "message", "hint"),
    [
        (
            "le",
            "1.541",
            "dau-cham-hang-nghin",
            "«1.541» được đọc là 1541",
            "nếu đúng, viết 1541; nếu là số lẻ, dùng dấu phẩy",
        ),
        (
            "le",
            "-1.541",
            "dau-cham-hang-nghin",
            "«-1.541» được đọc là -1541",
            "nếu đúng, viết -1541; nếu là số lẻ, dùng dấu phẩy",
        ),
        (
            "le",
            "-1,541",
            "dau-phay-ba-chu-so",
            "«-1,541» được đọc là -1,541, có ba chữ số lẻ",
            "nếu dấu phẩy ngăn hàng nghìn, viết -1.541; nếu đúng là số lẻ thì không cần sửa",
        ),
        (
            "ty",
            "1.541%",
            "dau-cham-hang-nghin",
            "«1.541%» được đọc là 1541",
            "nếu đúng, viết 1541; nếu là số lẻ, dùng dấu phẩy",
        ),
        (
            "tien",
            "1,541 triệu đồng",
            "dau-phay-ba-chu-so",
            "«1,541 triệu đồng» được đọc là 1,541, có ba chữ số lẻ",
            "nếu dấu phẩy ngăn hàng nghìn, viết 1.541; nếu đúng là số lẻ thì không cần sửa",
        ),
        (
            "le",
            "26.000",
            "dau-cham-hang-nghin",
            "«26.000» được đọc là 26000",
            "nếu đúng, viết 26000; nếu là số lẻ, dùng dấu phẩy",
        ),
        (
            "le",
            "99.999",
            "dau-cham-hang-nghin",
            "«99.999» được đọc là 99999",
            "nếu đúng, viết 99999; nếu là số lẻ, dùng dấu phẩy",
        ),
    ],
)
def test_a_number_that_another_reader_takes_for_another_is_read_with_a_warning(
    key: str, text: str, name: str, message: str, hint: str
) -> None:
    value, problems = read(key, text)
    assert isinstance(value, Quantity)
    assert problems == [(Level.WARNING, name, message, hint)]


@pytest.mark.parametrize("text", ["5,001 triệu đồng", "4,999 triệu đồng"])
def test_three_decimals_are_doubted_only_where_their_thousands_keep_the_bound(text: str) -> None:
    assert len(read("tien", text)[1]) == (text < "5,000")


def test_three_decimals_are_doubted_where_there_is_no_bound() -> None:
    assert [name for _, name, _, _ in read("tu_do", "26,485")[1]] == ["dau-phay-ba-chu-so"]


@pytest.mark.parametrize(
    ("key", "text", "name", "message", "hint"),
    [
        (
            "dem",
            "= 1 + 2",
            "sai-cach-ghi-so",
            "Số đơn: «= 1 + 2» là công thức",
            "chỉ ghi số; công thức đặt trong danh mục",
        ),
        ("dem", "3 / 5", "sai-cach-ghi-so", "Số đơn: «3 / 5» gộp hai số trong một dòng", "mỗi số ghi ở một dòng riêng"),
        (
            "dem",
            "3,5/4 hồ sơ",
            "sai-cach-ghi-so",
            "Số đơn: «3,5/4 hồ sơ» gộp hai số trong một dòng",
            "mỗi số ghi ở một dòng riêng",
        ),
        ("dem", "12 Đơn", "don-vi-la", "Số đơn: «Đơn» không phải là đơn vị của chỉ tiêu này", "viết «đơn»"),
        (
            "dem",
            "12 đơm",
            "don-vi-la",
            "Số đơn: «đơm» không phải là đơn vị của chỉ tiêu này",
            "chỉ ghi số, hoặc số kèm «đơn»",
        ),
        (
            "dem",
            "12 cái",
            "don-vi-la",
            "Số đơn: «cái» không phải là đơn vị của chỉ tiêu này",
            "chỉ ghi số, hoặc số kèm «đơn»",
        ),
        ("can", "12 cái", "don-vi-la", "Số cần có: «cái» không phải là đơn vị của chỉ tiêu này", "chỉ ghi số"),
        (
            "dem",
            "12cái",
            "sai-cach-ghi-so",
            "Số đơn: «12cái» không phải là số",
            "chỉ ghi chữ số; đơn vị, nếu có, đứng sau một dấu cách",
        ),
        (
            "dem",
            "1a2",
            "sai-cach-ghi-so",
            "Số đơn: «1a2» không phải là số",
            "chỉ ghi chữ số; đơn vị, nếu có, đứng sau một dấu cách",
        ),
        ("dem", "1 541", "sai-cach-ghi-so", "Số đơn: «1 541» ngăn hàng nghìn không bằng dấu chấm", "viết 1.541"),
        ("dem", "1 541,0", "sai-cach-ghi-so", "Số đơn: «1 541,0» ngăn hàng nghìn không bằng dấu chấm", "viết 1.541"),
        (
            "dem",
            "1 541,50",
            "sai-cach-ghi-so",
            "Số đơn: «1 541,50» ngăn hàng nghìn không bằng dấu chấm",
            "viết 1.541,50",
        ),
        ("le", "1 541,0", "sai-cach-ghi-so", "Điểm: «1 541,0» ngăn hàng nghìn không bằng dấu chấm", "viết 1.541,0"),
        ("le", "1 541", "sai-cach-ghi-so", "Điểm: «1 541» ngăn hàng nghìn không bằng dấu chấm", "viết 1.541"),
        ("dem", "1,234,567", "sai-cach-ghi-so", "Số đơn: «1,234,567» viết theo lối nước ngoài", "viết 1.234.567"),
        ("le", "1,234,567.50", "sai-cach-ghi-so", "Điểm: «1,234,567.50» viết theo lối nước ngoài", "viết 1.234.567,50"),
        ("le", "1,234.5", "sai-cach-ghi-so", "Điểm: «1,234.5» viết theo lối nước ngoài", "viết 1.234,5"),
        ("dem", "1,234.0", "sai-cach-ghi-so", "Số đơn: «1,234.0» viết theo lối nước ngoài", "viết 1.234"),
        (
            "dem",
            "1,234",
            "sai-cach-ghi-so",
            "Số đơn: «1,234» có phần lẻ, nhưng chỉ tiêu này đếm bằng số nguyên",
            "nếu dấu phẩy ngăn hàng nghìn, viết 1.234",
        ),
        ("dem", "12.0", "sai-cach-ghi-so", "Số đơn: «12.0» có dấu chấm trước phần lẻ", "viết 12"),
        (
            "dem",
            "14.75",
            "sai-cach-ghi-so",
            "Số đơn: «14.75» không phải là số nguyên",
            "chỉ tiêu này đếm bằng số nguyên: nếu dấu chấm đặt nhầm chỗ, viết 1.475; nếu là số lẻ (14,75), ghi số đếm đúng",
        ),
        (
            "dem",
            "1234567890123456.75",
            "sai-cach-ghi-so",
            "Số đơn: «1234567890123456.75» không phải là số nguyên",
            "chỉ tiêu này đếm bằng số nguyên; kiểm tra lại số đã ghi",
        ),
        (
            "dem",
            "12345678901234567.5",
            "sai-cach-ghi-so",
            "Số đơn: «12345678901234567.5» không phải là số nguyên",
            "chỉ tiêu này đếm bằng số nguyên; kiểm tra lại số đã ghi",
        ),
        (
            "dem",
            "1 234 567 890 123 456 789",
            "sai-cach-ghi-so",
            "Số đơn: «1 234 567 890 123 456 789» ngăn hàng nghìn không bằng dấu chấm",
            "kiểm tra lại số đã ghi",
        ),
        ("dem", "12345678901234567890", "so-qua-dai", "Số đơn: số có hơn 18 chữ số", "kiểm tra lại số đã ghi"),
        ("le", "0.5", "sai-cach-ghi-so", "Điểm: «0.5» có dấu chấm trước phần lẻ", "viết 0,5"),
        ("le", "26.0", "sai-cach-ghi-so", "Điểm: «26.0» có dấu chấm trước phần lẻ", "viết 26,0"),
        (
            "le",
            "26.48",
            "sai-cach-ghi-so",
            "Điểm: «26.48» không rõ là số nào: dấu chấm chỉ để ngăn từng nhóm ba chữ số",
            "nếu là số lẻ, viết 26,48; nếu là số nguyên, viết 2.648",
        ),
        (
            "dem",
            "26,48",
            "sai-cach-ghi-so",
            "Số đơn: «26,48» có phần lẻ, nhưng chỉ tiêu này đếm bằng số nguyên",
            "ghi số nguyên",
        ),
        (
            "dem",
            "1.541,50",
            "sai-cach-ghi-so",
            "Số đơn: «1.541,50» có phần lẻ, nhưng chỉ tiêu này đếm bằng số nguyên",
            "ghi số nguyên",
        ),
        (
            "dem",
            "1234,567",
            "sai-cach-ghi-so",
            "Số đơn: «1234,567» có phần lẻ, nhưng chỉ tiêu này đếm bằng số nguyên",
            "ghi số nguyên",
        ),
        ("dem", "mười", "sai-cach-ghi-so", "Số đơn: «mười» không phải là số", "ghi bằng chữ số, như 12 hoặc 1.541"),
        ("le", "mười", "sai-cach-ghi-so", "Điểm: «mười» không phải là số", "ghi bằng chữ số, như 1.541 hoặc 26,48"),
        (
            "dem",
            "1..5",
            "sai-cach-ghi-so",
            "Số đơn: «1..5» không phải là số",
            "chỉ ghi số, dấu chấm ngăn hàng nghìn, như 1.541; đơn vị, nếu có, đứng sau một dấu cách",
        ),
        (
            "le",
            "1..5",
            "sai-cach-ghi-so",
            "Điểm: «1..5» không phải là số",
            "chỉ ghi chữ số, dấu chấm ngăn hàng nghìn, dấu phẩy trước phần lẻ, như 1.541 hoặc 26,48; đơn vị, nếu có, đứng sau một dấu cách",
        ),
        ("dem", "012", "sai-cach-ghi-so", "Số đơn: «012» có số 0 thừa ở đầu", "viết 12"),
        ("dem", "-012", "sai-cach-ghi-so", "Số đơn: «-012» có số 0 thừa ở đầu", "viết -12"),
        ("le", "00", "sai-cach-ghi-so", "Điểm: «00» có số 0 thừa ở đầu", "viết 0"),
        ("dem", "١٢", "sai-cach-ghi-so", "Số đơn: «١٢» có chữ số không phải 0-9", "gõ lại bằng các chữ số thường 0-9"),
        (
            "tien",
            "5 tỉ đồng",
            "don-vi-la",
            "Số tiền: «tỉ đồng» không phải là đơn vị của chỉ tiêu này",
            "viết «tỷ đồng»",
        ),
        (
            "tien",
            "5 Tỷ Đồng",
            "don-vi-la",
            "Số tiền: «Tỷ Đồng» không phải là đơn vị của chỉ tiêu này",
            "viết «tỷ đồng»",
        ),
        (
            "tien",
            "5 nghìn",
            "don-vi-la",
            "Số tiền: «nghìn» không phải là đơn vị của chỉ tiêu này",
            "ghi đủ một đơn vị tiền: triệu đồng, đồng, tỷ đồng",
        ),
        (
            "dem",
            "~",
            "gia-tri-trong",
            "«~» không phải là giá trị",
            "ghi giá trị; nếu bằng không thì ghi 0; nếu kỳ này không có thì xóa dòng này",
        ),
        (
            "dem",
            "…",
            "gia-tri-trong",
            "«…» không phải là giá trị",
            "ghi giá trị; nếu bằng không thì ghi 0; nếu kỳ này không có thì xóa dòng này",
        ),
        ("can", "~", "gia-tri-trong", "«~» không phải là giá trị", "ghi giá trị; nếu bằng không thì ghi 0"),
        ("chu", "~", "gia-tri-trong", "«~» không phải là giá trị", "ghi giá trị; nếu kỳ này không có thì xóa dòng này"),
        ("chu", "", "gia-tri-trong", "«Lời» chưa ghi giá trị", "ghi giá trị; nếu kỳ này không có thì xóa dòng này"),
        ("can", "", "gia-tri-trong", "«Số cần có» chưa ghi giá trị", "ghi giá trị; nếu bằng không thì ghi 0"),
        ("ds", "", "gia-tri-trong", "danh sách chưa có mục nào", "ghi giá trị; nếu kỳ này không có thì xóa dòng này"),
        (
            "chu",
            "Phòng #7",
            "mat-chu-sau-dau-thang",
            "phần từ «#7» bị coi là chú thích nên không được đọc",
            "đặt cả câu trong dấu nháy kép; nếu là chú thích thì để một dấu cách sau dấu #",
        ),
        (
            "ngay",
            "3–2–2024",
            "sai-dau-gach",
            "Ngày: «3–2–2024» có dấu «–», không phải dấu gạch nối «-»",
            "viết 3-2-2024",
        ),
        ("ngay", "hôm–nay", "sai-ngay", "Ngày: «hôm–nay» không phải là ngày", "viết ngày-tháng-năm, như 3-2-2024"),
        ("gio", "3-2-2024", "thieu-gio", "Thời điểm: «3-2-2024» chưa có giờ", "ghi cả giờ, như 3-2-2024 - 05:48"),
        (
            "gio",
            "3–2–2024 - 05:48",
            "sai-dau-gach",
            "Thời điểm: «3–2–2024 - 05:48» có dấu «–», không phải dấu gạch nối «-»",
            "viết 3-2-2024 - 05:48",
        ),
        ("gio", "mai", "sai-ngay", "Thời điểm: «mai» không phải là ngày", "viết ngày rồi giờ, như 25/03/2024 - 05:48"),
        (
            "vb",
            "8009/kh-ubnd",
            "sai-so-van-ban",
            "Văn bản: «8009/kh-ubnd» không phải là số và ký hiệu văn bản",
            "viết 8009/KH-UBND",
        ),
        (
            "vb",
            "8009 KH - UBND",
            "sai-so-van-ban",
            "Văn bản: «8009 KH - UBND» không phải là số và ký hiệu văn bản",
            "viết 8009/KH-UBND",
        ),
        (
            "vb",
            "8009\\KH–UBND",
            "sai-so-van-ban",
            "Văn bản: «8009\\KH–UBND» không phải là số và ký hiệu văn bản",
            "viết 8009/KH-UBND",
        ),
        (
            "vb",
            "kế hoạch",
            "sai-so-van-ban",
            "Văn bản: «kế hoạch» không phải là số và ký hiệu văn bản",
            "viết số, dấu gạch chéo rồi ký hiệu, như 8009/KH-UBND; ngày ghi ở dòng riêng",
        ),
        (
            "vb",
            "1234567/KH",
            "sai-so-van-ban",
            "Văn bản: «1234567/KH» không phải là số và ký hiệu văn bản",
            "viết số, dấu gạch chéo rồi ký hiệu, như 8009/KH-UBND; ngày ghi ở dòng riêng",
        ),
        (
            "vb",
            "8009/KH - UBND ngày 1-1",
            "sai-so-van-ban",
            "Văn bản: «8009/KH - UBND ngày 1-1» không phải là số và ký hiệu văn bản",
            "viết số, dấu gạch chéo rồi ký hiệu, như 8009/KH-UBND; ngày ghi ở dòng riêng",
        ),
        ("le", "1_541,5", "sai-cach-ghi-so", "Điểm: «1_541,5» ngăn hàng nghìn không bằng dấu chấm", "viết 1.541,5"),
        ("dem", "-1 541", "sai-cach-ghi-so", "Số đơn: «-1 541» ngăn hàng nghìn không bằng dấu chấm", "viết -1.541"),
        ("le", "-26.00", "sai-cach-ghi-so", "Điểm: «-26.00» có dấu chấm trước phần lẻ", "viết -26,00"),
        (
            "dem",
            "-0.5",
            "sai-cach-ghi-so",
            "Số đơn: «-0.5» không phải là số nguyên",
            "chỉ tiêu này đếm bằng số nguyên: nếu dấu chấm đặt nhầm chỗ, viết -5; nếu là số lẻ (-0,5), ghi số đếm đúng",
        ),
        (
            "tien",
            "5 tỷ đồng/năm",
            "don-vi-la",
            "Số tiền: «tỷ đồng/năm» không phải là đơn vị của chỉ tiêu này",
            "ghi đủ một đơn vị tiền: triệu đồng, đồng, tỷ đồng",
        ),
        (
            "tien",
            "tỷ đồng",
            "sai-cach-ghi-so",
            "Số tiền: «tỷ đồng» không phải là số",
            "ghi bằng chữ số, như 1.541 hoặc 26,48",
        ),
        ("le", "5 điểm", "don-vi-la", "Điểm: «điểm» không phải là đơn vị của chỉ tiêu này", "chỉ ghi số"),
        ("dem", "3/5%", "sai-cach-ghi-so", "Số đơn: «3/5%» gộp hai số trong một dòng", "mỗi số ghi ở một dòng riêng"),
        ("le", "1.2/3", "sai-cach-ghi-so", "Điểm: «1.2/3» gộp hai số trong một dòng", "mỗi số ghi ở một dòng riêng"),
        (
            "dai",
            "5 thu tuc",
            "don-vi-la",
            "Số việc: «thu tuc» không phải là đơn vị của chỉ tiêu này",
            "có phải «thủ tục»?",
        ),
    ],
)
def test_a_value_that_cannot_be_read_is_answered_with_what_to_write(
    key: str, text: str, name: str, message: str, hint: str
) -> None:
    assert read(key, text) == (None, [(Level.ERROR, name, message, hint)])


@pytest.mark.parametrize(
    ("key", "text", "message"),
    [
        ("dem", "\n  - 1", "«Số đơn» phải là một giá trị, ghi trên cùng dòng sau dấu hai chấm"),
        ("ds", "\n  - một\n  - ''", "mỗi mục của danh sách phải là một dòng bắt đầu bằng «- » và có nội dung"),
        ("ds", "\n  - một\n  -\n    - hai", "mỗi mục của danh sách phải là một dòng bắt đầu bằng «- » và có nội dung"),
        ("ds", "\n  a: một", "mỗi mục của danh sách phải là một dòng bắt đầu bằng «- » và có nội dung"),
    ],
)
def test_a_value_of_another_shape_is_answered_with_the_shape(key: str, text: str, message: str) -> None:
    assert read(key, text) == (None, [(Level.ERROR, "sai-cau-truc", message, "")])


def test_each_item_that_yaml_cut_off_is_told() -> None:
    value, problems = read("ds", "\n  - Phòng #7\n  - Nhà\n  - Tổ #8 và #9")
    assert value is None
    assert [message for _, _, message, _ in problems] == [
        "phần từ «#7» bị coi là chú thích nên không được đọc",
        "phần từ «#8 và #9» bị coi là chú thích nên không được đọc",
    ]


def test_the_caret_stands_under_what_yaml_cut_off() -> None:
    _, (problem,) = read_value(node("Phòng số #7 và 8"), indicator("chu"), KNOWN)
    shown = problem.place.excerpt[problem.place.column - 1 :]
    assert (shown, problem.place.width) == ("#7 và 8", len("#7 và 8"))


@pytest.mark.parametrize("text", ["", "~", "null", "None", ".nan", "NaN", "'?'", "…", "...", "'-'", "' '"])
def test_what_people_write_for_nothing_is_pending(text: str) -> None:
    assert is_pending(node(text))


def test_a_gap_is_unfilled_only_where_nothing_at_all_is_written() -> None:
    written = ["", "~", "''", "0", "\n  - 1"]
    assert [is_unfilled(node(text)) for text in written] == [True, False, False, False, False]
    assert [is_pending(node(text)) for text in written] == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("key", "text", "printed", "exact"),
    [
        ("dem", "1.541 đơn", "1.541", "1541"),
        ("hang", "1.541", "1541", "1541"),
        ("le", "26,50", "26,50", "26.5"),
        ("ty", "26,48%", "26,48%", "26.48"),
        ("tien", "5 tỷ đồng", f"5{NO_BREAK_SPACE}tỷ đồng", "5"),
        ("vb", "18-NQ/TW", "18-NQ/TW", "18-NQ/TW"),
        ("ngay", "3-2-2024", "3/2/2024", "2024-02-03"),
        ("gio", "3-2-2024 05:48", "3/2/2024 - 05:48", "2024-02-03T05:48:00"),
        ("ky", "quý I/2024", "quý I năm 2024", "2024-q1"),
        ("chu", "Đạt", "Đạt", "Đạt"),
        ("ds", "\n  - một\n  - hai\n  - ba", "một, hai và ba", "một; hai; ba"),
    ],
)
def test_a_value_is_printed_for_people_and_for_tools(key: str, text: str, printed: str, exact: str) -> None:
    value, problems = read_value(node(text), indicator(key), KNOWN)
    assert value is not None, as_text(problems)
    assert (write_value(value, indicator(key), HouseStyle()), write_exact(value)) == (printed, exact)


@pytest.mark.parametrize(
    ("key", "text", "low", "high"),
    [
        ("dem", "12", "12", "12"),
        ("hang", "3", "3", "3"),
        ("le", "5", "4.5", "5.5"),
        ("le", "26,48", "26.475", "26.485"),
        ("ty", "26,5%", "0.2645", "0.2655"),
        ("tien", "5 tỷ đồng", "4500000000", "5500000000"),
        ("tien", "2,5 triệu đồng", "2450000", "2550000"),
    ],
)
def test_a_number_stands_for_all_that_round_to_it(key: str, text: str, low: str, high: str) -> None:
    value, _ = read_value(node(text), indicator(key), KNOWN)
    assert value is not None
    assert interval_of(value, indicator(key), KNOWN) == Interval(Fraction(low), Fraction(high))


def test_a_text_stands_for_no_number() -> None:
    assert interval_of("12", indicator("chu"), KNOWN) is None


@pytest.mark.parametrize(
    ("text", "symbol"),
    [("8009/KH-UBND", "KH"), ("18-NQ/TW", "NQ"), ("12/2024/NĐ-CP", "NĐ"), ("12a/QĐ-UBND", "QĐ"), ("5/2024/TT", "TT")],
)
def test_the_type_of_a_document_is_told_by_its_symbol(text: str, symbol: str) -> None:
    assert DocumentNumber(text).type_symbol == symbol
