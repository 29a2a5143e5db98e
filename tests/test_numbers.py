"""How numbers are read and written, to the letter: each spelling with its value, each slip with what is said of it."""

from decimal import Decimal
from fractions import Fraction

import pytest

from cchc_report.vietnamese import Fault
from cchc_report.vietnamese.numbers import (
    Number,
    as_decimal,
    as_plain,
    decimals_of,
    read_number,
    roman,
    round_half_up,
    write_number,
    write_shortest,
)

WRONG = "sai-cach-ghi-so"
WIDE = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{THIN SPACE}", " ", "_", "'"


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        ("0", "0", 0),
        ("1541", "1541", 0),
        ("1.541", "1541", 0),
        ("12.345.678", "12345678", 0),
        ("26,48", "26.48", 2),
        ("23,80", "23.8", 2),
        ("0,05", "0.05", 2),
        ("1.541,5", "1541.5", 1),
        ("-3", "-3", 0),
        ("-0,5", "-0.5", 1),
        ("\N{MINUS SIGN}1.541", "-1541", 0),
        ("  12 ", "12", 0),
        ("123456789012345678", "123456789012345678", 0),
        ("1234567890123456,78", "1234567890123456.78", 2),
    ],
)
def test_a_number_is_read_with_the_decimals_it_was_written_with(text: str, value: str, decimals: int) -> None:
    assert read_number(text) == Number(Decimal(value), decimals)


@pytest.mark.parametrize("text", ["1234567890123456789", "123.456.789.012.345.678.901", "12345678901234567,89"])
def test_a_number_of_more_than_eighteen_digits_is_a_slip(text: str) -> None:
    assert read_number(text) == Fault("so-qua-dai", "số có hơn 18 chữ số", "kiểm tra lại số đã ghi")


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("", "chưa ghi số", ""),
        ("   ", "chưa ghi số", ""),
        ("١٢", "«١٢» có chữ số không phải 0-9", "gõ lại bằng các chữ số thường 0-9"),
        ("1２", "«1２» có chữ số không phải 0-9", "gõ lại bằng các chữ số thường 0-9"),
        ("12 345,6", "«12 345,6» ngăn hàng nghìn không bằng dấu chấm", "viết 12.345,6"),
        ("-1 541", "«-1 541» ngăn hàng nghìn không bằng dấu chấm", "viết -1.541"),
        ("012", "«012» có số 0 thừa ở đầu", "viết 12"),
        ("-007,5", "«-007,5» có số 0 thừa ở đầu", "viết -7,5"),
        ("00,5", "«00,5» có số 0 thừa ở đầu", "viết 0,5"),
        ("01.234", "«01.234» có số 0 thừa ở đầu", "viết 1.234"),
        ("0.5", "«0.5» có dấu chấm trước phần lẻ", "viết 0,5"),
        ("-00.125", "«-00.125» có dấu chấm trước phần lẻ", "viết -0,125"),
        (
            "012.5",
            "«012.5» không rõ là số nào: dấu chấm chỉ để ngăn từng nhóm ba chữ số",
            "nếu là số lẻ, viết 12,5; nếu là số nguyên, viết 125",
        ),
        ("000", "«000» có số 0 thừa ở đầu", "viết 0"),
        ("1,234,567.5", "«1,234,567.5» viết theo lối nước ngoài", "viết 1.234.567,5"),
        ("-12,345,678", "«-12,345,678» viết theo lối nước ngoài", "viết -12.345.678"),
        (
            "26.48",
            "«26.48» không rõ là số nào: dấu chấm chỉ để ngăn từng nhóm ba chữ số",
            "nếu là số lẻ, viết 26,48; nếu là số nguyên, viết 2.648",
        ),
        (
            "-1234.5",
            "«-1234.5» không rõ là số nào: dấu chấm chỉ để ngăn từng nhóm ba chữ số",
            "nếu là số lẻ, viết -1234,5; nếu là số nguyên, viết -12.345",
        ),
        *(
            (
                text,
                f"«{text}» không phải là số",
                "chỉ ghi chữ số, dấu chấm ngăn hàng nghìn, dấu phẩy trước phần lẻ, như 1.541 hoặc 26,48",
            )
            for text in (
                "mười",
                "1e3",
                "--1",
                "+1",
                "1,",
                ",5",
                "1.541.",
                "1..541",
                "1,234.567.8",
                "x1 541",
                "1 541x",
                "0.",
                "0.5.5",
            )
        ),
    ],
)
def test_what_is_no_number_is_answered_with_the_right_spelling(text: str, message: str, hint: str) -> None:
    assert read_number(text) == Fault(WRONG, message, hint)


@pytest.mark.parametrize("space", WIDE)
def test_thousands_parted_by_anything_but_a_dot_are_shown_with_dots(space: str) -> None:
    found = read_number(f"1{space}234{space}567")
    assert isinstance(found, Fault)
    assert found.hint == "viết 1.234.567"


@pytest.mark.parametrize(
    ("value", "decimals", "grouped", "text"),
    [
        ("1541", 0, True, "1.541"),
        ("1541", 0, False, "1541"),
        ("1234567.5", 1, True, "1.234.567,5"),
        ("1234567.5", 2, False, "1234567,50"),
        ("999", 0, True, "999"),
        ("0.125", 2, True, "0,13"),
        ("-0.125", 2, True, "-0,13"),
        ("0.5", 0, True, "1"),
        ("1.5", 0, True, "2"),
        ("2.5", 0, True, "3"),
    ],
)
def test_a_number_is_written_with_so_many_decimals(value: str, decimals: int, grouped: bool, text: str) -> None:  # noqa: FBT001 - a column of the table
    assert write_number(Decimal(value), decimals, grouped=grouped) == text


def test_a_number_is_grouped_unless_it_says_otherwise() -> None:
    assert write_number(Decimal(12345), 0) == "12.345"
    assert write_shortest(Decimal("12345.50")) == "12.345,5"
    assert write_shortest(Decimal("12345.50"), grouped=False) == "12345,5"


@pytest.mark.parametrize(("value", "decimals"), [("26.48", 2), ("1500", 0), ("26.50", 1), ("1E+3", 0), ("0.001", 3)])
def test_a_number_needs_as_many_decimals_as_it_has_without_zeros_at_the_end(value: str, decimals: int) -> None:
    assert decimals_of(Decimal(value)) == decimals


def test_rounding_is_exact_where_a_quotient_has_many_digits() -> None:
    long = "123456789012345678901234567890"
    assert round_half_up(Decimal(f"{long}.4999"), 0) == Decimal(long)
    assert round_half_up(Decimal(f"{long[:-1]}0.5"), 0) == Decimal(f"{long[:-1]}1")
    assert str(as_decimal(Fraction(2, 3))) == "0." + "6" * 59 + "7"
    assert str(as_decimal(Fraction(1, 8))) == "0.125"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1500", "1500"),
        ("1E+3", "1000"),
        ("26.480", "26.48"),
        ("100.0", "100"),
        ("-0.50", "-0.5"),
        ("0.00000012", "0.00000012"),
        ("1." + "4" * 27 + "5", "1." + "4" * 26 + "5"),
        ("1." + "4" * 27 + "4", "1." + "4" * 27),
        ("0." + "1" * 27 + "25", "0." + "1" * 27 + "3"),
        ("0." + "1" * 27 + "249", "0." + "1" * 27 + "2"),
    ],
)
def test_exact_values_for_tools_have_at_most_28_digits(value: str, text: str) -> None:
    assert as_plain(Decimal(value)) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        *enumerate(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"), start=1),
        *((40, "XL"), (90, "XC"), (400, "CD"), (900, "CM"), (1986, "MCMLXXXVI"), (3999, "MMMCMXCIX")),
        *((50, "L"), (100, "C"), (500, "D"), (1000, "M")),
    ],
)
def test_parts_are_counted_with_roman_numbers(number: int, text: str) -> None:
    assert roman(number) == text
