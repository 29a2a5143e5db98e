"""``cchc render --variants``: values that may really come, totals that follow, templates that break."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import ROOT, run_cchc
from hypothesis import given
from hypothesis import strategies as st
from test_any_quarter import Metrics, as_yaml, desk

from cchc_report.catalogue import Kind
from cchc_report.comparison import Amount
from cchc_report.figures import Earlier, Figures, Statement, read_figures
from cchc_report.formulas import PREVIOUS, YEAR_AGO
from cchc_report.periods import period_of_file
from cchc_report.problems import Place
from cchc_report.project import Project
from cchc_report.rendering import Workshop
from cchc_report.source import parse
from cchc_report.values import Quantity
from cchc_report.variants import FALL, MISSING, RISE, SAME, SAME_AS_YEAR_AGO, ZERO, _moved, _variants, review

Build = Callable[[Mapping[str, str | bytes]], Path]
FILE = "metrics/tinh/2024-q1.yaml"
METRICS = "tthc:\n  cong_bo: 12\n  thu_xin_loi: 12\n"


def figures_of(metrics: Metrics, period: str = "2024-q1", earlier: Mapping[str, Figures] | None = None) -> Figures:
    found = period_of_file(period)
    assert found is not None
    source = parse(as_yaml(metrics, tuple(desk().catalogue.sections)).encode(), period)
    bases = {base: Earlier(figures) for base, figures in (earlier or {}).items()}
    statement = replace(Statement(found, Place(period)), earlier=bases)
    return read_figures(source, desk().unit, desk().catalogue, desk().organisation, statement)[0]


def variants_of(name: str, figures: Figures) -> dict[str, Figures]:
    return dict(_variants(figures, figures.known[name], compared=True))


def texts(name: str, found: Mapping[str, Figures]) -> dict[str, str]:
    return {variant: figure.text for variant, varied in found.items() if (figure := varied.get(name))}


@pytest.mark.parametrize(
    ("name", "now", "then", "expected"),
    [
        ("tthc.thu_xin_loi", "40", "50", {RISE: "56", FALL: "44", SAME: "50", ZERO: "0"}),
        ("tthc.thu_xin_loi", "40", "2", {RISE: "3", FALL: "1", SAME: "2", ZERO: "0"}),
        ("tthc.thu_xin_loi", "40", "1", {RISE: "2", SAME: "1", ZERO: "0"}),
        ("tthc.thu_xin_loi", "40", "0", {RISE: "1", SAME: "0", ZERO: "0"}),
        ("chi_dao.hai_long_ty_le", "80%", "85,25%", {RISE: "87,25%", FALL: "83,25%", SAME: "85,25%", ZERO: "0%"}),
        ("chi_dao.hai_long_ty_le", "80%", "99%", {RISE: "100%", FALL: "97%", SAME: "99%", ZERO: "0%"}),
        ("chi_dao.hai_long_ty_le", "80%", "99,5%", {RISE: "99,8%", FALL: "97,5%", SAME: "99,5%", ZERO: "0%"}),
        ("chi_dao.hai_long_ty_le", "80%", "100%", {FALL: "98%", SAME: "100%", ZERO: "0%"}),
        ("chi_dao.chi_so_hang", "9", "20", {RISE: "17", FALL: "23", SAME: "20"}),
        ("chi_dao.chi_so_hang", "9", "2", {RISE: "1", FALL: "5", SAME: "2"}),
        ("chi_dao.chi_so_hang", "9", "1", {FALL: "4", SAME: "1"}),
    ],
)
def test_a_figure_rises_and_falls_from_the_earlier_one_within_its_bounds(
    name: str, now: str, then: str, expected: Mapping[str, str]
) -> None:
    figures = figures_of({name: now}, earlier={PREVIOUS: figures_of({name: then}, "2023-q4")})
    assert texts(name, variants_of(name, figures)) == expected


def test_a_rise_is_above_both_earlier_figures_and_each_of_them_may_be_equal() -> None:
    name = "tthc.thu_xin_loi"
    earlier = {PREVIOUS: figures_of({name: "50"}, "2023-q4"), YEAR_AGO: figures_of({name: "200"}, "2023-q1")}
    found = texts(name, variants_of(name, figures_of({name: "40"}, earlier=earlier)))
    assert found == {RISE: "224", FALL: "44", SAME: "50", SAME_AS_YEAR_AGO: "200", ZERO: "0"}


def test_a_reported_total_follows_its_parts_but_stays_when_one_is_missing() -> None:
    parts = {"tthc.ban_hanh_moi": "72", "tthc.sua_doi": "91", "tthc.thay_the": "23", "tthc.bai_bo": "68"}
    found = variants_of("tthc.bai_bo", figures_of({"tthc.cong_bo": "254", **parts}))
    assert texts("tthc.cong_bo", found) == {ZERO: "186", MISSING: "254"}
    assert "tthc.bai_bo" not in found[MISSING].known


def test_the_parts_of_a_total_that_is_zero_are_zero() -> None:
    parts = {"tthc.ban_hanh_moi": "72", "tthc.sua_doi": "91", "tthc.thay_the": "23", "tthc.bai_bo": "68"}
    found = variants_of("tthc.cong_bo", figures_of({"tthc.cong_bo": "254", **parts}))[ZERO]
    assert {found.known[name].text for name in ("tthc.cong_bo", *parts)} == {"0"}


def test_nothing_of_the_period_itself_is_changed_by_its_variants() -> None:
    figures = figures_of({"tthc.cong_bo": "254", "tthc.bai_bo": "68"})
    before = dict(figures.known)
    for varied in variants_of("tthc.bai_bo", figures).values():
        assert varied.known is not figures.known
    assert figures.known == before


@given(st.sampled_from([i for i in desk().catalogue.indicators() if i.kind.numeric]), st.integers(0, 10**6), st.data())
def test_whatever_moves_stays_plausible(indicator: object, number: int, data: st.DataObject) -> None:
    found = next(i for i in desk().catalogue.indicators() if i is indicator)
    decimals = data.draw(st.integers(0, 0 if found.kind.exact else 2))
    value = Decimal(min(number, int(found.maximum * 10**decimals) if found.maximum is not None else number)).scaleb(
        -decimals
    )
    base = Quantity(max(value, Decimal(found.kind is Kind.RANK)), decimals, found.unit)
    for sign in (1, -1):
        moved = _moved(base, found, desk().catalogue, sign)
        if moved is not None:
            assert moved.value * sign > base.value * sign
            assert moved.value > 0
            assert found.maximum is None or moved.value <= found.maximum
            assert moved.value == round(moved.value, decimals)


def test_review_tells_every_reported_number_of_a_whole_quarter_once() -> None:
    figures = figures_of(desk().complete)
    found = review(figures, lambda varied: desk().composer.compose("bai-bao", varied, {}))
    numeric = [figure.indicator.id for figure in figures.reported() if Amount.of(figure, figures.catalogue)]
    assert [one.indicator.id for one in found] == numeric
    assert [fault.message for one in found for fault in one.faults] == []


def test_a_template_that_breaks_at_zero_is_a_finding_and_nothing_is_written(working_folder: Build) -> None:
    template = "# Thử\n\n{% if tthc.thu_xin_loi is duong %}\nCó {{ tthc.thu_xin_loi }} thư.\n{% else %}\nCó {{ tthc.bai_bo }}.\n{% endif %}\n"
    folder = working_folder({FILE: METRICS, "templates/bai-bao.md.j2": template})
    before = sorted(folder.rglob("*"))
    ran = run_cchc("render", FILE, "--variants", "--genre", "bai-bao", cwd=folder)
    assert ran.code == 1
    assert "bằng không, thiếu:\n    không dựng được: bài cần «Thủ tục hành chính bãi bỏ» (tthc.bai_bo)" in ran.out
    assert ran.out.endswith("1 chỗ không dựng được.\n")
    assert sorted(folder.rglob("*")) == before


def test_sound_templates_give_no_finding(working_folder: Build) -> None:
    ran = run_cchc("render", FILE, "--variants", cwd=working_folder({FILE: METRICS}))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("bai-bao, metrics/tinh/2024-q1.yaml\n")
    assert "\nbao-cao, metrics/tinh/2024-q1.yaml\n" in ran.out


@pytest.mark.parametrize("more", [("--to", "txt"), ("--out", "x"), ("--draft",)])
def test_variants_are_never_written(working_folder: Build, more: tuple[str, ...]) -> None:
    ran = run_cchc("render", FILE, "--variants", *more, cwd=working_folder({FILE: METRICS}))
    assert (ran.code, ran.out) == (2, "")
    assert "không đi cùng --to, --out, --draft" in ran.err


def test_a_quarter_with_errors_is_not_varied(working_folder: Build) -> None:
    ran = run_cchc("render", FILE, "--variants", cwd=working_folder({FILE: METRICS + "  bai_bo: 1.2\n"}))
    assert (ran.code, ran.out) == (1, "")
    assert "Không xét metrics/tinh/2024-q1.yaml: số liệu còn lỗi." in ran.err


def test_a_typed_comparison_does_not_refuse_the_other_variants() -> None:
    project = Project(ROOT)
    workshop, quarter = Workshop(project), project.quarter(ROOT / "metrics" / "phuoc-hai-gia-dinh" / "2026-q2.yaml")
    assert quarter.figures is not None
    reviews = review(quarter.figures, lambda varied: workshop.compose(replace(quarter, figures=varied), "bai-bao"))
    assert "khong-so-duoc" not in {wording.refused for one in reviews for wording in one.wordings}
