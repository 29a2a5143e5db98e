"""Comparisons in words: the table ``docs/cach-noi-so-sanh.md`` case by case, and what must hold of any two numbers.

The first five columns of the table are what is compared; the others are what the tool says. ``make accept`` rewrites
those; read them as an officer would.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from cchc_report.catalogue import Catalogue, Indicator, Kind
from cchc_report.comparison import (
    Change,
    Direction,
    Phrase,
    against_plan,
    approximately,
    from_to,
    in_percent,
    of_base,
    rise_or_fall,
    with_base,
)
from cchc_report.figures import Figure
from cchc_report.problems import Place
from cchc_report.project import Project
from cchc_report.source import Scalar
from cchc_report.values import HouseStyle, Quantity, interval_of, read_value, write_value
from cchc_report.vietnamese.numbers import Number, read_number
from cchc_report.vietnamese.wording import NO_BREAK_SPACE

PAGE = ROOT / "docs" / "cach-noi-so-sanh.md"
KINDS = {"số đếm": (Kind.COUNT, "hồ sơ"), "tiền": (Kind.MONEY, "tỷ đồng"), "tỷ lệ": (Kind.PERCENT, "%")} | {
    "điểm": (Kind.DECIMAL, "điểm"),
    "hạng": (Kind.RANK, ""),
}
GOOD = {"tốt": True, "xấu": False, "-": None}
BASE: Phrase = ("cùng kỳ",)


@cache
def catalogue() -> Catalogue:
    return Project(ROOT).catalogue(None)[0]


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    cells: tuple[str, ...]

    @property
    def change(self) -> Change:
        now, then, kind, good, _ = self.cells[:5]
        found = Change.between(
            figure(now, kind, GOOD[good]), figure(then, kind, GOOD[good]), ("tthc.a", "cung_ky(tthc.a)"), catalogue()
        )
        assert found is not None, self.cells
        return found

    @property
    def said(self) -> tuple[str, ...]:
        change = self.change
        judged = {True: "tốt", False: "xấu", None: "-"}[change.is_good]
        rough = approximately(change.now.figure)
        return (
            printed(with_base(change, BASE)),
            printed(in_percent(change)),
            printed(of_base(change, BASE)),
            printed(from_to(change)),
            printed(from_to(change, sized=True)),
            printed(against_plan(change, "kế hoạch")),
            printed(rough) if rough else "-",
            judged,
        )


def indicator(kind: Kind, unit: str, *, good: bool | None) -> Indicator:
    return Indicator("tthc.a", "A", "A", kind, unit, 2, False, None, None, good, False, "", Place("a"))  # noqa: FBT003 - fields in order


def figure(text: str, kind: str, good: bool | None) -> Figure:  # noqa: FBT001 - a column of the table
    what = indicator(*KINDS[kind], good=good)
    value, problems = read_value(Scalar(text, False, Place("a"), 0, 0), what, catalogue())  # noqa: FBT003 - unquoted
    assert value is not None, problems
    return made(value, what)


def made(value: object, what: Indicator) -> Figure:
    assert isinstance(value, Quantity)
    return Figure(
        what, value, write_value(value, what, HouseStyle()), interval_of(value, what, catalogue()), Place("a")
    )


def printed(phrase: Phrase) -> str:
    words = "".join(part if isinstance(part, str) else f" {part.text}" for part in phrase)
    return re.sub(" +", " ", words.replace(NO_BREAK_SPACE, " ").replace("( ", "(")).strip()


def rows() -> list[Row]:
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    return [Row(tuple(cell.strip() for cell in line.strip("|").split("|"))) for line in lines[1:]]


def test_the_table_shows_what_is_said(accept: bool) -> None:  # noqa: FBT001 - pytest passes fixtures by name
    wanted = [(*row.cells[:5], *row.said) for row in rows()]
    if accept:
        head = PAGE.read_text(encoding="utf-8").split("|---")[0]
        rule = "|---" * len(wanted[0]) + "|\n"
        PAGE.write_text(head + rule + "".join(f"| {' | '.join(cells)} |\n" for cells in wanted), encoding="utf-8")
        return
    assert [row.cells for row in rows()] == wanted


def test_the_table_is_large_enough() -> None:
    found = rows()
    assert len(found) >= 60
    assert {row.cells[2] for row in found} == set(KINDS)
    assert {row.cells[3] for row in found} == set(GOOD)


FORBIDDEN = re.compile(r"(?:tăng|giảm|hơn|vượt) (?:-|0(?:%| |$))|--")


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.cells[0]} và {row.cells[1]}, {row.cells[2]}")
def test_no_case_says_what_is_not_so(row: Row) -> None:
    change, texts = row.change, row.said[:6]
    for text in texts:
        assert not FORBIDDEN.search(text), text
    up, down = change.direction is Direction.UP, change.direction is Direction.DOWN
    assert ("tăng" in texts[0]) == up
    assert ("giảm" in texts[0]) == down
    if change.indicator.kind is Kind.PERCENT:
        gap = texts[0].removesuffix(" so với cùng kỳ")
        assert "%" not in gap
        assert ("điểm phần trăm" in gap) == (up or down)


# --- what must hold of any two numbers -------------------------------------------------------------------------------

AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False)
CASES = st.tuples(
    st.sampled_from(list(KINDS.values())),
    AMOUNTS,
    AMOUNTS,
    st.integers(0, 2),
    st.integers(0, 2),
    st.sampled_from([True, False, None]),
)


def change_of(case: tuple[tuple[Kind, str], Decimal, Decimal, int, int, bool | None]) -> Change:
    (kind, unit), now, then, first, second, good = case
    what = indicator(kind, unit, good=good)
    places = (0, 0) if kind.exact else (first, second)
    one, other = (
        made(Quantity(round(amount % 101 if kind is Kind.PERCENT else amount, place), place, unit), what)
        for amount, place in zip((now, then), places, strict=True)
    )
    found = Change.between(one, other, ("tthc.a", "cung_ky(tthc.a)"), catalogue())
    assert found is not None
    return found


def number_in(text: str) -> Decimal:
    found = re.search(r"-?[0-9.]+(?:,[0-9]+)?", text)
    assert found, text
    number = read_number(found[0])
    assert isinstance(number, Number)
    return number.value


@given(CASES)
def test_a_reader_who_subtracts_gets_the_printed_difference(
    case: tuple[tuple[Kind, str], Decimal, Decimal, int, int, bool | None],
) -> None:
    change = change_of(case)
    now, then = number_in(change.now.figure.text), number_in(change.then.figure.text)
    assert number_in(change.difference().text) == abs(now - then)
    assert (change.direction is Direction.SAME) == (now == then)


@given(CASES)
def test_words_never_contradict_the_numbers(
    case: tuple[tuple[Kind, str], Decimal, Decimal, int, int, bool | None],
) -> None:
    change = change_of(case)
    texts = [
        printed(phrase)
        for phrase in (
            rise_or_fall(change),
            in_percent(change),
            with_base(change, BASE),
            of_base(change, BASE),
            from_to(change),
            against_plan(change, "kế hoạch"),
        )
    ]
    for text in texts:
        assert not FORBIDDEN.search(text), text
    if change.indicator.kind in {Kind.PERCENT, Kind.RANK}:
        assert change.percentage() is None
        assert change.ratio() is None


@given(CASES)
def test_the_other_way_round_is_the_opposite(
    case: tuple[tuple[Kind, str], Decimal, Decimal, int, int, bool | None],
) -> None:
    kind, now, then, first, second, good = case
    change, back = change_of(case), change_of((kind, then, now, second, first, good))
    assert change.direction.value == -back.direction.value
    assert number_in(change.difference().text) == number_in(back.difference().text)
    assert change.is_good is None or change.is_good is not back.is_good


@given(CASES)
def test_a_rough_number_is_true(case: tuple[tuple[Kind, str], Decimal, Decimal, int, int, bool | None]) -> None:
    exact = change_of(case).now.figure
    rough = approximately(exact)
    if rough is None:
        assert exact.indicator.kind is Kind.RANK
        return
    word, near = rough
    now, said = number_in(exact.text), number_in(near.text)
    assert {"hơn": now > said, "gần": now < said, "": now == said}[word]


@given(CASES)
def test_every_number_of_a_change_names_both_figures(
    case: tuple[tuple[Kind, str], Decimal, Decimal, int, int, bool | None],
) -> None:
    change = change_of(case)
    for figure in (change.difference(), change.percentage(), change.ratio()):
        if figure is not None:
            assert set(figure.inputs) == {change.now.figure, change.then.figure}
            assert figure.derivation
