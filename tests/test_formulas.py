"""The formula language and its intervals."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cchc_report.formulas import (
    Comparison,
    Formula,
    Interval,
    compare,
    evaluate,
    parse_comparison,
    parse_formula,
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
