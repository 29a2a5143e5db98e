"""Figures held against earlier files: what must hold whatever the numbers are, and how often a doubt is a false alarm."""

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest
from conftest import ROOT, build
from hypothesis import given
from hypothesis import strategies as st

from cchc_report.catalogue import Catalogue, read_catalogue
from cchc_report.checks import check
from cchc_report.figures import WITHIN_YEAR, Earlier, Figures, Statement, read_figures
from cchc_report.formulas import PREVIOUS, YEAR_AGO, Comparison, Interval, compare, parse_comparison
from cchc_report.organisation import Organisation
from cchc_report.periods import Period, period_of_file
from cchc_report.problems import Level, Place, Problem, has_errors
from cchc_report.project import Project
from cchc_report.source import Source, parse
from cchc_report.source import read as read_source
from cchc_report.vietnamese.numbers import write_number

NOTHING = Source("don-vi.yaml", "", None, ())
LIMITS = """
bien_dong:
  phan_tram: 400
  diem: 30
phan:
  thu:
    nhan: Thử
    chi_tieu:
      dem:
        nhan: Số đếm
      rieng:
        nhan: Số đếm có mức riêng
        bien_dong: 50%
      ty_le:
        nhan: Tỷ lệ
        kieu: phan_tram
        mau_so: hồ sơ
      luy_ke:
        nhan: Tiền lũy kế
        kieu: tien
        tinh_chat: lũy kế
        bien_dong: không
"""


@cache
def small_catalogue() -> Catalogue:
    catalogue, problems = read_catalogue([parse(LIMITS.encode(), "danh-muc.yaml")])
    assert not problems
    return catalogue


def quarter(text: str, name: str, catalogue: Catalogue, earlier: Mapping[str, Figures] | None = None) -> Figures:
    period = period_of_file(name)
    assert isinstance(period, Period)
    bases = {base: Earlier(figures) for base, figures in (earlier or {}).items()}
    statement = Statement(period, Place(f"{name}.yaml"), earlier=bases)
    figures, problems = read_figures(
        parse(text.encode(), f"{name}.yaml"), NOTHING, catalogue, Organisation(), statement
    )
    assert not has_errors(problems), problems
    return figures


def problems_after(key: str, then: str, now: str) -> list[Problem]:
    before = quarter(f"thu:\n  {key}: {then}\n", "2024-q1", small_catalogue())
    earlier = {PREVIOUS: before, WITHIN_YEAR: before}
    return check(quarter(f"thu:\n  {key}: {now}\n", "2024-q2", small_catalogue(), earlier))


def named(problems: list[Problem], name: str) -> list[Problem]:
    return [problem for problem in problems if problem.name == name]


counts = st.integers(0, 100_000)
amounts = st.tuples(st.integers(0, 5_000_000), st.sampled_from(["triệu đồng", "tỷ đồng", "đồng"]))


@given(st.sampled_from(["dem", "rieng"]), counts, counts)
def test_a_change_is_as_large_one_way_as_the_other(key: str, one: int, other: int) -> None:
    there, back = (named(problems_after(key, str(a), str(b)), "bien-dong-lon") for a, b in [(one, other), (other, one)])
    assert bool(there) == bool(back)


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_rates_jump_by_points_and_the_same_both_ways(one: int, other: int) -> None:
    texts = [f"{one // 100},{one % 100:02}%", f"{other // 100},{other % 100:02}%"]
    there, back = (named(problems_after("ty_le", a, b), "bien-dong-lon") for a, b in [texts, texts[::-1]])
    assert bool(there) == bool(back)
    assert bool(there) == (abs(one - other) > 3001)  # two roundings of half a hundredth each


@pytest.mark.parametrize(
    ("then", "now", "warned"),
    [
        ("100", "500", False),
        ("100", "501", True),
        ("500", "100", False),
        ("501", "100", True),
        ("2", "19", False),
        ("2", "20", True),
        ("0", "19", False),
        ("0", "20", True),
    ],
)
def test_the_limit_is_the_last_change_without_a_warning(then: str, now: str, warned: bool) -> None:  # noqa: FBT001 - pytest passes cases by name
    assert bool(named(problems_after("dem", then, now), "bien-dong-lon")) is warned


@given(amounts, amounts)
def test_a_cumulative_amount_that_may_be_the_same_or_more_is_never_accused(
    then: tuple[int, str], now: tuple[int, str]
) -> None:
    factors = {"triệu đồng": 10**6, "tỷ đồng": 10**9, "đồng": 1}
    catalogue = Project(ROOT).catalogue(None)[0]
    texts = [f"tai_chinh:\n  thu_ngan_sach: {number} {unit}\n" for number, unit in (then, now)]
    before = quarter(texts[0], "2024-q1", catalogue)
    found = named(check(quarter(texts[1], "2024-q2", catalogue, {WITHIN_YEAR: before})), "luy-ke-giam")
    most, least = (2 * now[0] + 1) * factors[now[1]], (2 * then[0] - 1) * factors[then[1]]
    assert bool(found) == (most < least)


@given(st.integers(0, 100), st.integers(0, 100))
def test_parts_of_a_hundred_percent(first: int, second: int) -> None:
    rule = parse_comparison("a + b = 100%", "thu")
    assert isinstance(rule, Comparison)
    values = {"thu.a": Fraction(first, 100), "thu.b": Fraction(second, 100)}
    assert compare(rule, lambda name: Interval(values[name], values[name])) is (first + second == 100)


def jittered(text: str, random: Random, spread: float) -> str:
    """Each whole number of three digits or more changed by up to a share of itself; the rest as it is."""

    def changed(found: re.Match[str]) -> str:
        number = int(found[2].replace(".", ""))
        grown = Decimal(round(number * (1 + random.uniform(-spread, spread))))
        return f"{found[1]}{write_number(grown, 0)}{found[3] or ''}"

    return re.sub(r"(?m)^(  \w+: )([0-9]{3}|[0-9]{1,3}(?:\.[0-9]{3})+)( (?:tỷ|triệu) đồng)?$", changed, text)


@pytest.mark.parametrize("spread", [0.01, 0.03, 0.1])
def test_swapped_digits_are_rarely_seen_where_there_are_none(spread: float) -> None:
    folder = ROOT / "metrics" / "phuoc-hai-gia-dinh"
    catalogue = Project(ROOT).catalogue(None)[0]
    text = (folder / "2026-q1.yaml").read_text(encoding="utf-8")
    random, seen, alarms = Random(4), 0, 0  # noqa: S311 - no secret
    for _ in range(60):
        earlier = {
            base: quarter(jittered(text, random, spread), name, catalogue)
            for base, name in ((PREVIOUS, "2025-q4"), (YEAR_AGO, "2025-q1"))
        }
        figures = quarter(text, "2026-q1", catalogue, earlier)
        seen += len([one for one in figures.reported() if one.interval])
        alarms += len(named(check(figures), "chu-so-dao"))
    assert alarms / seen < 0.01


def test_each_file_is_read_twice_at_most_and_its_problems_are_told_once(tmp_path: Path) -> None:
    names = ["2023-q4", "2024-q1", "2024-q2", "2024-q3", "2024-q4"]
    files: dict[str, str | bytes] = {
        f"metrics/tinh/{name}.yaml": "chi_dao:\n  nhiem_vu: 40\n  linh_vuc: 7\n" for name in names
    }
    files["metrics/tinh/2024-q1.yaml"] = "chi_dao:\n  nhiem_vu: 40\n  linh_vuc: -7\n"
    project, opened = Project(build(tmp_path, files)), []

    def read(path: Path, file: str) -> Source:
        opened.append(file)
        return read_source(path, file)

    with patch("cchc_report.project.folder.read", read):
        quarters = [project.quarter(file) for file in project.metrics_files(project.root / "metrics")]
    metrics = [file for file in opened if "/20" in file]
    assert all(metrics.count(file) <= 2 for file in metrics)  # by itself, and as what another one is compared with
    errors = [problem for one in quarters for problem in one.problems if problem.level is Level.ERROR]
    assert [problem.place.file for problem in errors if problem.name == "ngoai-gioi-han"] == [
        "metrics/tinh/2024-q1.yaml"
    ]
    unusable = [
        one.path.stem for one in quarters for problem in one.problems if problem.name == "ky-khac-chua-dung-duoc"
    ]
    assert unusable == ["2024-q2"]
