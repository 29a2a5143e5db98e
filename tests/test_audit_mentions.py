"""What a text mentions: which numbers are figures, and which are dates, documents, or belong to a name."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_report.audit.mentions import Hedge, Mention, Sort, tokens

PIECES = (
    "1.541 56,5 27 672 0 00 -3 − 24/7 05:48 12/2024/NĐ-CP 18-NQ/TW 31/12/2025 1/13/2025 32/1/2025 ngày tháng năm quý IV"
    " 6 đầu % điểm phần trăm nghìn tỷ triệu đồng hơn chưa đến trên cao ISO 9001:2015 Điều khoá XII một năm"
    " 1. 2.3. ) ( ; … « ½ ① ٣ 1a"
)
AWKWARD = st.lists(st.one_of(st.sampled_from(PIECES.split()), st.text(max_size=6)), max_size=30)


def told(text: str, *, is_row: bool = False) -> list[tuple[Sort, str]]:
    return [(found.sort, found.at(text)) for found in tokens(text, is_row=is_row) if isinstance(found, Mention)]


def figures(text: str) -> list[str]:
    return [shown for sort, shown in told(text) if sort is Sort.NUMBER]


@pytest.mark.parametrize(
    ("text", "sort", "shown"),
    [
        ("theo Điều 5 của Luật", Sort.LABEL, "5"),
        ("theo khoản 2 của Luật", Sort.LABEL, "2"),
        ("đạt tiêu chuẩn ISO 9001:2015", Sort.LABEL, "ISO 9001:2015"),
        ("TCVN ISO 9001:2015", Sort.LABEL, "ISO 9001:2015"),
        ("theo ISO/IEC 27001", Sort.LABEL, "ISO/IEC 27001"),
        ("dịch COVID-19", Sort.LABEL, "19"),
        ("Đề án 06 của Chính phủ", Sort.LABEL, "06"),
        ("hội nghị lần thứ 3", Sort.LABEL, "3"),
        ("kỳ họp thứ 12", Sort.LABEL, "12"),
        ("dịch vụ công mức độ 4", Sort.LABEL, "4"),
        ("dự án nhóm 2", Sort.LABEL, "2"),
        ("xem trang 12", Sort.LABEL, "12"),
        ("xem phụ lục 2", Sort.LABEL, "2"),
        ("lúc 05:48", Sort.LABEL, "05:48"),
        ("lúc 7h30", Sort.LABEL, "7h30"),
        ("lúc 17 giờ 30", Sort.LABEL, "17 giờ 30"),
        ("tiếp nhận 24/7", Sort.LABEL, "24/7"),
        ("phục vụ 24/24 giờ", Sort.LABEL, "24/24"),
        ("tổng đài 0275.3822.145", Sort.LABEL, "0275.3822.145"),
        ("số điện thoại 0913 456 789", Sort.LABEL, "0913 456 789"),
        ("thủ tục mã 1.004253", Sort.LABEL, "1.004253"),
        ("quốc lộ 57B", Sort.LABEL, "57B"),
        ("1. Công tác chỉ đạo", Sort.LABEL, "1"),
        ("2.3. Cải cách thể chế", Sort.LABEL, "2.3"),
        ("2.3 Cải cách thể chế", Sort.LABEL, "2.3"),
        ("4) Kiến nghị", Sort.LABEL, "4"),
        ("ngày 1/7/2025", Sort.DATE, "1/7/2025"),
        ("từ 01-7-2025", Sort.DATE, "01-7-2025"),
        ("ngày 15/6", Sort.DATE, "15/6"),
        ("ngày 15 tháng 6 năm 2026", Sort.DATE, "15 tháng 6 năm 2026"),
        ("Phước Hải, 15 tháng 6 năm 2026", Sort.DATE, "15 tháng 6 năm 2026"),
        ("năm 2026", Sort.PERIOD, "2026"),
        ("giai đoạn 2021-2030", Sort.PERIOD, "2021-2030"),
        ("giai đoạn 2021 – 2025", Sort.PERIOD, "2021 – 2025"),
        ("Quý 4/2024", Sort.PERIOD, "Quý 4/2024"),
        ("trong quý II", Sort.PERIOD, "quý II"),
        ("tháng 6/2026", Sort.PERIOD, "tháng 6/2026"),
        ("6 tháng đầu năm", Sort.PERIOD, "6 tháng đầu năm"),
        ("9 tháng đầu năm 2026", Sort.PERIOD, "9 tháng đầu năm 2026"),
        ("Nghị định số 12/2024/NĐ-CP", Sort.DOCUMENT, "12/2024/NĐ-CP"),
        ("Nghị quyết số 18-NQ/TW", Sort.DOCUMENT, "18-NQ/TW"),
        ("Luật số 63/2025/QH15", Sort.DOCUMENT, "63/2025/QH15"),
        ("Quyết định số 766 của Thủ tướng", Sort.DOCUMENT, "766"),
    ],
)
def test_what_is_no_figure_is_never_taken_for_one(text: str, sort: Sort, shown: str) -> None:
    assert told(text) == [(sort, shown)]


@pytest.mark.parametrize("text", ["Đại hội Đảng bộ tỉnh khoá XII", "Nghị quyết Đại hội XIV", "Phần II"])
def test_a_roman_number_belongs_to_its_name(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "value", "unit", "scale"),
    [
        ("27 672 hồ sơ", "27672", "", 1),
        ("27.672 hồ sơ", "27672", "", 1),
        ("27672 hồ sơ", "27672", "", 1),
        ("05 xã", "5", "", 1),
        ("đạt 82,5%", "82.5", "%", 1),
        ("đạt 82,5 phần trăm", "82.5", "%", 1),
        ("tăng 1,22 điểm phần trăm", "1.22", "điểm phần trăm", 1),
        ("tăng 1,22 điểm %", "1.22", "điểm phần trăm", 1),
        ("đạt 88,15 điểm", "88.15", "", 1),
        ("giảm -3,5%", "-3.5", "%", 1),
        ("57 nghìn hồ sơ", "57", "", 1000),
        ("57 ngàn hồ sơ", "57", "", 1000),
        ("1,2 triệu lượt", "1.2", "", 10**6),
        ("1,5 nghìn tỷ đồng", "1.5", "tỷ đồng", 1000),
        ("1,5 nghìn tỉ đồng", "1.5", "tỷ đồng", 1000),
        ("500 triệu đồng", "500", "triệu đồng", 1),
        ("500.000 đồng", "500000", "đồng", 1),
        ("làm 5 đồng thời", "5", "", 1),
        ("có năm đơn vị", "5", "", 1),
        ("bảy xã", "7", "", 1),
        ("danh mục 254 thủ tục", "254", "", 1),
        ("Bảng điểm có 12 mục tiêu", "12", "", 1),
    ],
)
def test_a_figure_has_its_value_and_its_unit(text: str, value: str, unit: str, scale: int) -> None:
    [found] = [found for found in tokens(text) if isinstance(found, Mention)]
    assert (found.sort, str(found.value), found.unit, found.scale) == (Sort.NUMBER, value, unit, scale)


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("hơn 56.000 hồ sơ", Hedge.ABOVE),
        ("Trên 56.000 hồ sơ", Hedge.PERHAPS_ABOVE),
        ("gần 57.000 hồ sơ", Hedge.BELOW),
        ("chưa đến 57.000 hồ sơ", Hedge.BELOW),
        ("dưới 57.000 hồ sơ", Hedge.BELOW),
        ("khoảng 57.000 hồ sơ", Hedge.ABOUT),
        ("cao hơn 56.000 hồ sơ", None),
        ("nhiệm vụ cấp trên 56 việc", None),
    ],
)
def test_a_word_before_a_number_may_make_it_a_rough_one(text: str, hedge: Hedge | None) -> None:
    [found] = [found for found in tokens(text) if isinstance(found, Mention)]
    assert found.hedge is hedge


def test_both_numbers_of_a_pair_are_figures_and_share_their_unit() -> None:
    first, second = [found for found in tokens("đạt 1.541/5.820 tỷ đồng") if isinstance(found, Mention)]
    assert (first.unit, second.unit) == ("tỷ đồng", "tỷ đồng")
    assert figures("244 trên 1.475 dịch vụ; 26/164 xã") == ["244", "1.475", "26", "164"]


def test_the_number_of_a_row_is_none_of_its_figures() -> None:
    assert told("12\tHồ sơ\t1.541\t82,5%", is_row=True)[0] == (Sort.LABEL, "12")
    assert figures("12 xã\t1.541") == ["12", "1.541"]


@given(AWKWARD)
def test_any_text_is_cut_in_order_and_inside_itself(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for is_row in (False, True):
        found = tokens(text, is_row=is_row)
        assert all(0 <= token.start < token.end <= len(text) for token in found)
        assert all(before.end <= after.start for before, after in pairwise(found))
        assert all(t.start < t.digits <= t.end for t in found if isinstance(t, Mention))
        assert all(text[t.start : t.digits] == t.text for t in found if isinstance(t, Mention))
