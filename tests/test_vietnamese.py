"""Numbers, dates, periods and words, by example and by property."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_report.periods import Period, PeriodType, period_of_file, read_period
from cchc_report.vietnamese import Fault
from cchc_report.vietnamese.dates import STYLES, DateStyle, read_date, read_moment
from cchc_report.vietnamese.numbers import Number, as_decimal, as_plain, read_number, round_half_up, write_number
from cchc_report.vietnamese.wording import NO_BREAK_SPACE, as_id, capitalised, list_of, nearest, unbreakable

DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**11), max_value=10**11, places=4)
PERIODS = st.one_of(
    st.builds(Period, st.just(PeriodType.MONTH), st.integers(2000, 2099), st.integers(1, 12)),
    st.builds(Period, st.just(PeriodType.QUARTER), st.integers(2000, 2099), st.integers(1, 4)),
    st.builds(
        Period, st.sampled_from([PeriodType.HALF, PeriodType.NINE_MONTHS, PeriodType.YEAR]), st.integers(2000, 2099)
    ),
)


@given(DECIMALS, st.integers(0, 4))
def test_a_written_number_reads_back_as_the_rounded_one(value: Decimal, decimals: int) -> None:
    number = read_number(write_number(value, decimals))
    assert isinstance(number, Number)
    assert (number.value, number.decimals) == (round_half_up(value, decimals), decimals)


@given(DECIMALS, st.integers(0, 4))
def test_rounding_is_half_up_and_exact(value: Decimal, decimals: int) -> None:
    assert abs(Fraction(round_half_up(value, decimals)) - Fraction(value)) <= Fraction(1, 2 * 10**decimals)
    assert round_half_up(value, decimals) == value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_a_fault_with_words(text: str) -> None:
    found = read_number(text)
    assert isinstance(found, Number) or found.message


@given(st.integers(0, 10**15))
def test_a_point_and_a_comma_never_change_places(value: int) -> None:
    written = write_number(Decimal(value), 0)
    assert read_number(written) == Number(Decimal(value), 0)
    assert isinstance(read_number(f"{written},5"), Number)
    assert not isinstance(read_number(f"{value}.5"), Number)


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("26.48", "26,48"),
        ("1 541", "1.541"),
        ("1\u00a0541", "1.541"),
        ("1_541", "1.541"),
        ("1,234,567.5", "1.234.567,5"),
        ("012", "12"),
        ("14.75", "14,75"),
    ],
)
def test_a_wrong_notation_shows_the_right_one(written: str, hint: str) -> None:
    found = read_number(written)
    assert isinstance(found, Fault)
    assert hint in found.hint


@pytest.mark.parametrize(
    "written",
    ["", "1.54.1", "1..541", "1e3", "0x1A", ".nan", "١٢", "１２", "1" * 19, "--1", "1,", ",5", "1.541.", "+1", "½"],
)
def test_what_is_no_number_is_a_fault(written: str) -> None:
    assert isinstance(read_number(written), Fault)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("1541", 0, "1.541"),
        ("26.485", 2, "26,49"),
        ("2.5", 0, "3"),
        ("23.8", 2, "23,80"),
        ("-1234.5", 1, "-1.234,5"),
        ("0", 0, "0"),
    ],
)
def test_numbers_print_the_vietnamese_way(value: str, decimals: int, text: str) -> None:
    assert write_number(Decimal(value), decimals) == text


@given(st.fractions(min_value=0, max_value=10**6, max_denominator=10**9))
def test_exact_values_for_tools_have_digits_and_a_point_only(value: Fraction) -> None:
    text = as_plain(as_decimal(value))
    assert set(text) <= set("0123456789.")
    assert abs(Fraction(text) - value) <= max(Fraction(1, 10**20), value / 10**26)


@given(st.dates(date(1945, 1, 1), date(2099, 12, 31)), st.sampled_from(list(STYLES.values())))
def test_a_written_date_reads_back(day: date, style: DateStyle) -> None:
    assert read_date(style.write(day)) == day
    assert read_date(day.isoformat()) == day


@given(st.datetimes(datetime(1945, 1, 1), datetime(2099, 12, 31)), st.sampled_from(list(STYLES.values())))  # noqa: DTZ001 - local times as printed
def test_a_written_moment_reads_back(moment: datetime, style: DateStyle) -> None:
    moment = moment.replace(second=0, microsecond=0)
    assert read_moment(style.write_moment(moment)) == moment


@pytest.mark.parametrize(
    "text",
    [
        "30-2-2024",
        "3-2-24",
        "2024",
        "32/1/2024",
        "3-2/2024",
        "hôm nay",
        "0-1-2024",
        "3-13-2024",
        "3-2-20245",
        "3-2-0001",
        "",
    ],
)
def test_what_is_no_date_is_a_fault(text: str) -> None:
    assert isinstance(read_date(text), Fault)


@given(st.text(max_size=30))
def test_any_text_is_a_date_moment_period_or_a_fault(text: str) -> None:
    assert all(isinstance(read(text), Fault | date | Period) for read in (read_date, read_moment, read_period))


@given(PERIODS, st.sampled_from(list(STYLES.values())))
def test_a_period_reads_back_from_its_file_name_and_from_a_sentence(period: Period, style: DateStyle) -> None:
    assert period_of_file(str(period)) == period
    assert read_period(period.write(style)) == period
    assert period.first_day <= period.last_day


@pytest.mark.parametrize(
    "stem", ["2024-13", "2024-q5", "2024-Q1", "q1-2024", "2024-3", "24-q1", "2024-12t", "danh-muc", "", "2024-q1 "]
)
def test_other_file_names_are_no_period(stem: str) -> None:
    assert period_of_file(stem) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("quý II/2024", "2024-q2"),
        ("Quý IV năm 2023", "2023-q4"),
        ("3-2024", "2024-03"),
        ("tháng 12 năm 2023", "2023-12"),
        ("năm 2023", "2023"),
        ("9 tháng năm 2024", "2024-9t"),
    ],
)
def test_periods_as_people_write_them(text: str, name: str) -> None:
    assert str(read_period(text)) == name


def test_lists_and_capitals() -> None:
    assert [list_of(items) for items in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == ["", "A", "A và B", "A, B và C"]
    assert capitalised("đơn vị Sở Nội vụ") == "Đơn vị Sở Nội vụ"


def test_the_nearest_name_forgives_marks_capitals_and_slips() -> None:
    known = ["bai_bo", "ban_hanh_moi", "cong_bo"]
    assert [nearest(name, known) for name in ("bãi_bỏ", "BAI_BO", "bai bo", "bai_boo", "xyz")] == ["bai_bo"] * 4 + [
        None
    ]
    assert as_id("Đơn vị-tính") == "don_vi_tinh"


def test_numbers_stay_with_their_units() -> None:
    text = unbreakable("ngày 3-2-2024 có 5 TTHC, quý I năm 2024, số 12/KH; 5 TTHCX", ("TTHC",))
    assert text == "ngày 3-2-2024 có 5 TTHC, quý I năm 2024, số 12/KH; 5 TTHCX".replace(
        "ngày 3", f"ngày{NO_BREAK_SPACE}3"
    ).replace("5 TTHC,", f"5{NO_BREAK_SPACE}TTHC,").replace("quý I", f"quý{NO_BREAK_SPACE}I").replace(
        "năm 2024", f"năm{NO_BREAK_SPACE}2024"
    ).replace("số 12", f"số{NO_BREAK_SPACE}12")


@given(st.text(max_size=60))
def test_no_break_spaces_change_no_other_character(text: str) -> None:
    assert unbreakable(text, ("hồ sơ",)).replace(NO_BREAK_SPACE, " ") == text.replace(NO_BREAK_SPACE, " ")
