"""The formula language and its intervals."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cchc_report.formulas import (
    Comparison,
    Constant,
    Formula,
    Interval,
    Name,
    Reference,
    compare,
    evaluate,
    parse_comparison,
    parse_formula,
    reference,
    write,
)
from cchc_report.vietnamese import Fault
from cchc_report.vietnamese.numbers import as_decimal, round_half_up

COUNTS = st.integers(0, 10**6)


def formula(text: str) -> Formula:
    found = parse_formula(text, "s")
    assert isinstance(found, Formula), found
    return found


def comparison(text: str) -> Comparison:
    found = parse_comparison(text, "s")
    assert isinstance(found, Comparison), found
    return found


def exact(value: int | Fraction) -> Interval:
    return Interval(Fraction(value), Fraction(value))


def rounded(value: Fraction, decimals: int) -> Interval:
    """The interval that a correctly rounded figure stands for."""
    shown, half = Fraction(round_half_up(as_decimal(value), decimals)), Fraction(1, 2 * 10**decimals)
    return Interval(shown - half, shown + half)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("= 1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("10 - 2 - 3", 5),
        ("12 / 4 / 3", 1),
        ("1.541 × 2", 3082),
        ("3 ÷ 2", Fraction(3, 2)),
        ("0,5 * 4", 2),
        ("a + s.b", 30),
        ("a-b", -10),
    ],
)
def test_formulas_read_as_in_excel(text: str, value: Fraction) -> None:
    values = {"s.a": exact(10), "s.b": exact(20)}
    assert evaluate(formula(text).expression, values.get) == exact(Fraction(value))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "=",
        "a +",
        "+ a",
        "a b",
        "(a",
        "a)",
        "a ** b",
        "a <= b",
        "__import__('os')",
        "a; b",
        "a.b.c",
        "SUM(a)",
        "a[0]",
        "1.54",
        "'a'",
        "a % b",
        "(" * 5000 + "a" + ")" * 5000,
        "tổng + a",
    ],
)
def test_what_is_no_formula_is_a_fault(text: str) -> None:
    assert isinstance(parse_formula(text, "s"), Fault)


@pytest.mark.parametrize("text", ["a", "a <", "<= a", "a <= b <= c", "a == b", "a != b", "a = "])
def test_what_is_no_rule_is_a_fault(text: str) -> None:
    assert isinstance(parse_comparison(text, "s"), Fault)


@given(st.text(max_size=40))
def test_any_text_is_a_formula_or_a_fault(text: str) -> None:
    assert isinstance(parse_formula(text, "s"), Formula | Fault)
    assert isinstance(parse_comparison(text, "s"), Comparison | Fault)


@given(COUNTS, COUNTS, st.integers(0, 4))
def test_a_correctly_rounded_ratio_of_counts_is_never_an_alarm(part: int, whole: int, decimals: int) -> None:
    assume(whole > 0)
    result = evaluate(formula("a / b").expression, {"s.a": exact(part), "s.b": exact(whole)}.get)
    assert result is not None
    assert rounded(Fraction(part, whole), decimals).meets(result)


@given(
    st.lists(st.fractions(0, 10**6, max_denominator=10**4), min_size=1, max_size=8),
    st.integers(0, 3),
    st.integers(0, 3),
)
def test_a_correctly_rounded_sum_of_rounded_parts_is_never_an_alarm(
    parts: list[Fraction], decimals: int, total_decimals: int
) -> None:
    values = {f"s.p{n}": rounded(part, decimals) for n, part in enumerate(parts)}
    result = evaluate(formula(" + ".join(f"p{n}" for n in range(len(parts)))).expression, values.get)
    assert result is not None
    assert rounded(sum(parts, Fraction(0)), total_decimals).meets(result)


@given(
    st.fractions(1, 10**4, max_denominator=100),
    st.fractions(1, 10**4, max_denominator=100),
    st.integers(0, 2),
    st.integers(0, 3),
)
def test_a_share_of_a_whole_that_holds_the_part_is_judged_by_its_ends(
    part: Fraction, rest: Fraction, decimals: int, shown: int
) -> None:
    values = {"s.p": rounded(part, decimals), "s.q": rounded(rest, decimals)}
    share = evaluate(formula("p / (p + q)").expression, values.get)
    assert share is not None
    assert rounded(part / (part + rest), shown).meets(share)
    loose = evaluate(
        formula("p / w").expression,
        {
            "s.p": values["s.p"],
            "s.w": Interval(values["s.p"].low + values["s.q"].low, values["s.p"].high + values["s.q"].high),
        }.get,
    )
    assert loose is not None
    assert loose.low <= share.low <= share.high <= loose.high


@given(
    st.lists(st.integers(-50, 50), min_size=4, max_size=4), st.sampled_from(["a * a", "a * (p - a)", "a * a - p * a"])
)
def test_a_figure_that_stands_twice_in_a_product_is_never_judged_too_tightly(ends: list[int], text: str) -> None:
    """Such an expression may have its ends inside the interval, where no corner finds them."""
    low, high = sorted(ends[:2])
    first, second = sorted(ends[2:])
    values = {"s.a": Interval(Fraction(low), Fraction(high)), "s.p": Interval(Fraction(first), Fraction(second))}
    result = evaluate(formula(text).expression, values.get)
    assert result is not None
    for a in range(low, high + 1):
        inside = evaluate(formula(text).expression, {"s.a": exact(a), "s.p": exact(first)}.get)
        assert inside is not None
        assert result.low <= inside.low <= result.high


@given(COUNTS, COUNTS, st.integers(1, 10**6))
def test_a_wrong_sum_is_always_an_alarm(first: int, second: int, slip: int) -> None:
    values = {"s.a": exact(first), "s.b": exact(second), "s.t": exact(first + second + slip)}
    assert compare(comparison("a + b = t"), values.get) is False


def test_the_ratios_of_the_sample() -> None:
    values = {
        "s.n": Interval(Fraction("1540.5"), Fraction("1541.5")),
        "s.d": Interval(Fraction("5819.5"), Fraction("5820.5")),
    }
    share = evaluate(formula("n / d").expression, values.get)
    assert share is not None
    judged = {text: rounded(Fraction(text), 4).meets(share) for text in ("0.2648", "0.2684", "0.2646", "0.2650")}
    assert judged == {"0.2648": True, "0.2684": False, "0.2646": False, "0.2650": False}


@pytest.mark.parametrize("text", ["a / b", "1 / (b - b)", "a / (b - 5)"])
def test_a_divisor_that_may_be_zero_cannot_be_told(text: str) -> None:
    assert evaluate(formula(text).expression, {"s.a": exact(1), "s.b": Interval(Fraction(0), Fraction(10))}.get) is None


@pytest.mark.parametrize("sign", ["<=", "<", ">=", ">", "=", "<>"])
def test_a_missing_input_cannot_be_told_and_is_never_zero(sign: str) -> None:
    assert compare(comparison(f"a {sign} b"), {"s.a": exact(0)}.get) is None


@given(COUNTS, COUNTS)
def test_comparisons_of_counts_are_what_they_say(a: int, b: int) -> None:
    values = {"s.a": exact(a), "s.b": exact(b)}
    said = {sign: compare(comparison(f"a {sign} b"), values.get) for sign in ("<=", "<", ">=", ">", "=", "<>")}
    assert said == {"<=": a <= b, "<": a < b, ">=": a >= b, ">": a > b, "=": a == b, "<>": a != b}


def test_overlapping_intervals_are_too_coarse_to_order() -> None:
    values = {"s.a": Interval(Fraction(1), Fraction(3)), "s.b": Interval(Fraction(2), Fraction(4))}
    assert [compare(comparison(f"a {sign} b"), values.get) for sign in ("<=", "<", ">=", ">", "<>")] == [None] * 5


@pytest.mark.parametrize(
    "text",
    ["a + b * c", "(a + b) * c", "a - (b + c)", "a - (b - c)", "a / (b * c)", "a / (b / c)", "a * b / c", "a + b - c"],
)
def test_a_formula_written_out_has_the_same_value(text: str) -> None:
    values = {"s.a": exact(7), "s.b": exact(3), "s.c": exact(2)}
    read = formula(text)
    written = write(read.expression, lambda name: name.removeprefix("s."))
    assert evaluate(formula(written).expression, values.get) == evaluate(read.expression, values.get)
    assert written == text


def test_a_decimal_ends_where_the_fraction_does() -> None:
    assert as_decimal(Fraction(1, 8)) == Decimal("0.125")


USUAL = "viết như trong Excel: = a + b, = a / b; quy tắc: a <= b"
INSIDE = "viết như ky_truoc(tong) hoặc tong[xa]"
BASES = "dùng được: ky_truoc(…), cung_ky(…), dau_ky(…)"
UNFINISHED = "công thức còn thiếu phần sau"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("", UNFINISHED, USUAL),
        ("=", UNFINISHED, USUAL),
        ("a +", UNFINISHED, USUAL),
        ("+ a", "không hiểu «+» trong công thức", USUAL),
        ("a b", "không hiểu «b» trong công thức", USUAL),
        ("a ;", "không hiểu «;» trong công thức", USUAL),
        ("a)", "không hiểu «)» trong công thức", USUAL),
        ("(a", "thiếu dấu đóng ngoặc trong công thức", USUAL),
        ("a[xa", "thiếu dấu đóng ngoặc trong công thức", USUAL),
        ("ky_truoc(a", "thiếu dấu đóng ngoặc trong công thức", USUAL),
        ("(" * 31 + "a" + ")" * 31, "công thức có quá nhiều tầng dấu ngoặc", USUAL),
        (
            " + ".join(["a"] * 201),
            "công thức quá dài",
            "tách thành nhiều chỉ tiêu, mỗi chỉ tiêu một công thức ngắn",
        ),
        ("SUM(a)", "công thức không có hàm «SUM»", BASES),
        ("ky_truoc(", "trong ngoặc phải là mã chỉ tiêu", INSIDE),
        ("ky_truoc(3)", "trong ngoặc phải là mã chỉ tiêu", INSIDE),
        ("a[]", "trong ngoặc phải là mã cấp hành chính", INSIDE),
        ("a.b.c", "«a.b.c» không phải là mã chỉ tiêu", USUAL),
        ("TỔNG.SỐ", "«TỔNG.SỐ» không phải là mã chỉ tiêu", "viết mã không dấu, chữ thường: tong.so"),
        (
            "26.48",
            "trong công thức, «26.48» không rõ là số nào: dấu chấm chỉ để ngăn từng nhóm ba chữ số",
            "nếu là số lẻ, viết 26,48; nếu là số nguyên, viết 2.648",
        ),
    ],
)
def test_a_formula_with_a_slip_is_answered_with_what_to_write(text: str, message: str, hint: str) -> None:
    assert parse_formula(text, "s") == Fault("sai-cong-thuc", message, hint)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("a", "quy tắc thiếu dấu so sánh", "viết như: a <= b (dùng được <=, <, >=, >, =, <>)"),
        ("a != b", "quy tắc thiếu dấu so sánh", "viết như: a <= b (dùng được <=, <, >=, >, =, <>)"),
        ("a <", UNFINISHED, USUAL),
        ("a <= b <= c", "không hiểu «<=» trong công thức", USUAL),
    ],
)
def test_a_rule_with_a_slip_is_answered_with_what_to_write(text: str, message: str, hint: str) -> None:
    assert parse_comparison(text, "s") == Fault("sai-cong-thuc", message, hint)


@pytest.mark.parametrize("text", ["(" * 30 + "a" + ")" * 30, " + ".join(["a"] * 200)])
def test_a_formula_may_be_as_deep_and_as_long_as_that(text: str) -> None:
    assert formula(f" = {text} ") == Formula(formula(text).expression, text)


@pytest.mark.parametrize(
    ("written", "comparator"),
    [
        ("<=", "<="),
        ("≤", "<="),
        ("<", "<"),
        (">=", ">="),
        ("≥", ">="),
        (">", ">"),
        ("=", "="),
        ("<>", "<>"),
        ("≠", "<>"),
    ],
)
def test_a_rule_reads_every_sign_of_comparison(written: str, comparator: str) -> None:
    text = f"a {written} t.b"
    assert comparison(f" {text} ") == Comparison(comparator, Name("s.a"), Name("t.b"), text)  # type: ignore[arg-type]  # one of the six


@pytest.mark.parametrize(("text", "value"), [("50%", "1/2"), ("0,5 %", "1/200"), ("100", "100"), ("1.541,5", "3083/2")])
def test_a_percentage_in_a_formula_is_a_part_of_one(text: str, value: str) -> None:
    assert formula(text).expression == Constant(Fraction(value), text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tong", Reference("s.tong")),
        ("t.tong", Reference("t.tong")),
        ("tong[xa]", Reference("s.tong", "", "xa")),
        ("ky_truoc(tong)", Reference("s.tong", "ky_truoc")),
        ("cung_ky(t.tong[xa])", Reference("t.tong", "cung_ky", "xa")),
        ("dau_ky(tong)", Reference("s.tong", "dau_ky")),
    ],
)
def test_a_name_may_ask_for_an_earlier_period_and_for_a_part(text: str, found: Reference) -> None:
    assert formula(text).names == (str(found),)
    assert reference(str(found)) == found


def test_a_name_that_is_no_reference_stands_for_itself() -> None:
    assert reference("a b") == Reference("a b")
    assert reference("tong[Sở Nội vụ]") == Reference("tong", "", "Sở Nội vụ")


def test_each_name_is_listed_once_in_order() -> None:
    assert formula("b + a * b - c.a").names == ("s.b", "s.a", "c.a")
    assert comparison("b + a <= a + 1 - c").names == ("s.b", "s.a", "s.c")


@pytest.mark.parametrize(
    "text", ["(a + b) / c", "a / (b + c)", "a * (b + c)", "a + b * c + 2", "a / (b * c)", "(a - b) * c", "a * b * c"]
)
def test_a_formula_is_written_out_with_the_brackets_that_it_needs(text: str) -> None:
    assert write(formula(text).expression, lambda name: name.removeprefix("s.")) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [("(a * b) + c", "a * b + c"), ("a + (b + c)", "a + b + c"), ("((a))", "a"), ("a * (b * c)", "a * b * c")],
)
def test_a_formula_is_written_out_without_needless_brackets(text: str, written: str) -> None:
    assert write(formula(text).expression, lambda name: name.removeprefix("s.")) == written


def between(low: int | str, high: int | str) -> Interval:
    return Interval(Fraction(low), Fraction(high))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("a + b", 11, 25),
        ("a - b", -19, -5),
        ("a * b", 10, 100),
        ("b / a", 2, 20),
        ("a / b", "1/20", "1/2"),
        ("(0 - a) * b", -100, -10),
        ("(0 - a) / b", "-1/2", "-1/20"),
        ("a - a", 0, 0),
        ("a / a", 1, 1),
        ("(a + b) / a", 3, 21),
        ("a / (a + b)", "1/21", "1/3"),
        ("2 * a - a", -3, 9),  # no sum of names times constants on their right: loose
        ("a * 2 - a", 1, 5),
        ("a / 2 + a", "3/2", "15/2"),
        ("(a + a * 2) / b * 100", 15, 150),
        ("(a - a) * 100 / 5", 0, 0),
        ("a * a", 1, 25),
        ("a * (b - a)", 5, 95),  # loose: the ends may lie inside
    ],
)
def test_all_values_that_a_formula_may_take(text: str, low: int | str, high: int | str) -> None:
    values = {"s.a": between(1, 5), "s.b": between(10, 20)}
    assert evaluate(formula(text).expression, values.get) == between(low, high)


def test_the_ends_are_sought_at_the_corners_of_eight_names_and_no_more() -> None:
    values = {f"s.n{k}": between(1, 2) for k in range(9)}
    for count, found in ((8, between(0, 0)), (9, between(-9, 9))):
        names = [f"n{k}" for k in range(count)]
        text = f"{' + '.join(names)} - {' - '.join(names)}"
        assert evaluate(formula(text).expression, values.get) == found


def test_exact_names_are_no_corners() -> None:
    values = {f"s.n{k}": exact(k) for k in range(20)} | {"s.a": between(1, 5)}
    rest = " + ".join(f"n{k} - n{k}" for k in range(20))
    assert evaluate(formula(f"a - a + {rest}").expression, values.get) == exact(0)


@pytest.mark.parametrize("text", ["a / (a - b)", "b / (b - b)", "1 / (a - a)", "(a + b) / a"])
def test_a_divisor_that_is_zero_at_a_corner_cannot_be_told(text: str) -> None:
    values = {"s.a": between(0, 5), "s.b": between(5, 6)}
    assert evaluate(formula(text).expression, values.get) is None


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        # touching, apart, the same point, inside one another; <=, <, >=, >, =, <>
        ((1, 2), (2, 3), (True, None, None, False, True, None)),
        ((2, 3), (1, 2), (None, False, True, None, True, None)),
        ((1, 2), (3, 4), (True, True, False, False, False, True)),
        ((3, 4), (1, 2), (False, False, True, True, False, True)),
        ((2, 2), (2, 2), (True, False, True, False, True, False)),
        ((1, 4), (2, 3), (None, None, None, None, True, None)),
        ((1, 2), (2, 2), (True, None, None, False, True, None)),
        ((2, 2), (1, 3), (None, None, None, None, True, None)),
    ],
)
def test_what_two_figures_stand_for_decides_how_they_compare(
    left: tuple[int, int], right: tuple[int, int], found: tuple[bool | None, ...]
) -> None:
    values = {"s.a": between(*left), "s.b": between(*right)}
    assert tuple(compare(comparison(f"a {sign} b"), values.get) for sign in ("<=", "<", ">=", ">", "=", "<>")) == found


def test_a_rule_without_one_side_cannot_be_told() -> None:
    values = {"s.a": exact(1)}
    assert compare(comparison("a = b"), values.get) is None
    assert compare(comparison("b = a"), values.get) is None
    assert compare(comparison("a = a / 0"), values.get) is None
