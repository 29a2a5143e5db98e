"""Mapping files: which cells of an office's own tables are which figures, and every way in which that goes wrong."""

import re
from datetime import date, datetime, time
from functools import cache

import pytest
from conftest import ROOT
from sheets import book, sheet

from cchc_report.catalogue import Catalogue, read_catalogue
from cchc_report.intake import Slot, mapped, read_mapping
from cchc_report.problems import Problem, as_text, in_order
from cchc_report.source import parse, read
from cchc_report.workbook import Broken, Number, Workbook

CASES = [
    line
    for line in (ROOT / "tests" / "mapping_problems.txt").read_text(encoding="utf-8").split("\n====\n")
    if line.strip()
]
LIST = sheet(
    "Biểu 2",
    """
Nội dung | Kỳ trước | KH | Thực hiện | Nguồn
Đã công bố | 1 | 2 | 30 |
Bãi bỏ | 1 | 2 | 12 | Quyết\\n định  số 5
Quá hạn | 1 | 2 | 3 |
Quá hạn | 1 | 2 | |
""",
)
MONEY = sheet("Biểu 5", "Nội dung | Số tiền\nThu | 1234.567")
UNITS = sheet(
    "Biểu 3",
    """
STT | Đơn vị | Tiếp nhận | Đã giải quyết | | Đang giải quyết |
| | | Tổng số | Quá hạn | Tổng số | Quá hạn
A | B | (1) | (2)=(3) | (3) | (4) | (5)
Tổng số | | 300 | 250 | 5 | 50 | 1
1 | Phường Phước An | 100 | 80 | | 20 |
2 | Xã  Tân\\n Hòa | 200 | 170 | 5 | 30 | 1

Người lập | | | | | Giám đốc
""",
)
FAULTY = sheet(
    "Biểu lỗi",
    """
Đơn vị | Tiếp nhận
Cấp xã |
Xã A[1] | 5
12 | 3
x | 3
x | 3
x | 3
x | 3
2024 | 3
xã a | 3
Xã A | 4
I. Cấp huyện |
TỔNG CỘNG (I+II): | 3
 | 3

Xã B | 9
""",
    A5=date(2024, 2, 3),
    A6=Broken("#REF!"),
    A7=time(7),
    A8=True,
    A9="2024",
)
BOOK = book(LIST, MONEY, UNITS, FAULTY, sheet("Biểu tổng", "Đơn vị | Số\nXã A | 1\nTổng số | 1\nTổng số | 1"))


@cache
def catalogue() -> Catalogue:
    return read_catalogue([read(ROOT / "metrics" / "danh-muc.yaml", "metrics/danh-muc.yaml")])[0]


def followed(text: str, workbook: Workbook = BOOK) -> tuple[list[Slot], list[Problem]]:
    mapping, problems = read_mapping(parse(text.encode(), "anh-xa.yaml"), catalogue())
    slots, more = mapped(mapping, workbook)
    return slots, in_order([*problems, *more])


def written(slot: Slot) -> str:
    match slot.value.content if slot.value else None:
        case None:
            value = "trống"
        case Number(number):
            value = str(number)
        case content:
            value = str(content)
    return f"{slot.place.cell} {slot.name} = {value}"


def test_the_example_of_the_guide_gives_these_slots() -> None:
    guide = (ROOT / "docs" / "anh-xa.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(.*?)```", guide, re.DOTALL)
    assert example
    slots, problems = followed(example[1])
    assert [problem.name for problem in problems] == ["chung-mot-o"]  # its D3 is the row «Bãi bỏ» of this small table
    assert [written(slot) for slot in slots] == [
        "Biểu 2!D3 tthc.tong = 12",
        "Biểu 5!B2 tai_chinh.thu_ngan_sach = 1234.567",
        "Biểu 2!D2 tthc.cong_bo = 30",
        "Biểu 2!D3 tthc.bai_bo = 12",
        "Biểu 3!C5 tthc.hs_tiep_nhan[Phường Phước An] = 100",
        "Biểu 3!E5 tthc.hs_qua_han[Phường Phước An] = trống",
        "Biểu 3!C6 tthc.hs_tiep_nhan[Xã Tân Hòa] = 200",
        "Biểu 3!E6 tthc.hs_qua_han[Xã Tân Hòa] = 5",
        "Biểu 3!C4 tthc.hs_tiep_nhan[xa] = 300",
        "Biểu 3!E4 tthc.hs_qua_han[xa] = 5",
    ]
    money, removed, unit, whole = slots[1], slots[3], slots[4], slots[8]
    assert (money.unit, money.decimals) == ("triệu đồng", 2)
    assert removed.note == "Quyết định số 5"
    assert (unit.tier, whole.tier) == ("xa", "")


def test_capitals_are_letters_of_a_column_only_as_far_as_the_sheet_reaches() -> None:
    slots, problems = followed("trang: Biểu 2\nchi_tieu:\n  tthc.tong:\n    cot: KH\n    dong: 2\n")
    assert not problems
    assert [written(slot) for slot in slots] == ["Biểu 2!C2 tthc.tong = 2"]


def test_the_total_of_a_table_without_a_level_is_the_whole() -> None:
    text = "bang_don_vi:\n  - cot_ten: B\n    tu_dong: 5\n    dong_tong: 4\n    chi_tieu:\n      tthc.hs_tiep_nhan: C\n"
    slots, problems = followed(text, book(UNITS))
    assert not problems
    assert [slot.name for slot in slots][-1] == "tthc.hs_tiep_nhan"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.split("\n----\n")[0].splitlines()[0].strip("# "))
def test_a_wrong_mapping_is_told(case: str) -> None:
    text, expected = case.split("\n----\n")
    assert as_text(followed(text + "\n")[1]).strip() == expected.strip()


def test_a_sum_right_below_the_heads_is_not_taken_for_the_row_that_numbers_columns() -> None:
    table = sheet("Biểu", "TT | Đơn vị | Số\nTổng số | | 5\n1 | Xã A | 5")
    _, problems = followed("bang_don_vi:\n  - cot_ten: Đơn vị\n    chi_tieu:\n      tthc.tong: Số\n", book(table))
    assert [problem.name for problem in problems] == ["tong-trong-bang"]


def test_a_moment_is_no_name_either() -> None:
    table = sheet("Biểu", "Đơn vị | Số\nx | 1", A2=datetime(2024, 2, 3))  # noqa: DTZ001 - a workbook's times have no zone
    _, problems = followed("bang_don_vi:\n  - cot_ten: Đơn vị\n    chi_tieu:\n      tthc.tong: Số\n", book(table))
    assert [problem.message for problem in problems] == ["ô này phải là tên đơn vị, nhưng đang là một ngày"]
