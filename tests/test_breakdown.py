"""Values by unit and level: sums, ranks with ties, the best and the weakest, the same unit of an earlier file."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import ROOT, build, run_cchc
from documents import docx_texts
from hypothesis import given
from hypothesis import strategies as st

from cchc_report.binding import SIGN, Binder, Bound, figure_of
from cchc_report.document import FigureText, leaves
from cchc_report.figures import Figures
from cchc_report.filters import FILTERS
from cchc_report.project import Project
from cchc_report.ranking import cao_nhat, hang, ke_don_vi, thap_nhat, theo_don_vi, tung_nhom, xep_hang
from cchc_report.rendering import Workshop
from cchc_report.values import Quantity
from cchc_report.vietnamese.wording import inside_sentence, name_key
from cchc_report.writers import WRITERS

QUARTER = "metrics/tinh/2026-q1.yaml"
RATE = "so_hoa.so_hoa_hs_ty_le"
COUNT = "the_che.vbqppl_xa"
LATE = "tthc.hs_qua_han"
RATES = st.lists(st.integers(0, 6), min_size=1, max_size=9)
"""Percentages between 90% and 96%, so that many tie."""


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Figures]:
    """The figures of one file, with the catalogue read once."""
    folder = build(tmp_path_factory.mktemp("parts"), {QUARTER: "the_che:\n  kiem_tra: 1\n"})
    project = Project(folder.resolve())

    def figures(text: str) -> Figures:
        (folder / QUARTER).write_text(text, encoding="utf-8")
        found = Project(project.root, project._vocabularies).quarter(folder / QUARTER).figures
        assert found is not None
        return found

    return figures


def listed(indicator: str, values: list[int], level: str = "", suffix: str = "") -> str:
    indent = "      " if level else "    "
    lines = "\n".join(f"{indent}Đơn vị {number}: {value}{suffix}" for number, value in enumerate(values))
    return f"chi_tiet:\n  {indicator}:\n" + (f"    {level}:\n" if level else "") + lines + "\n"


def bound(figures: Figures, name: str) -> Bound:
    indicator = figures.catalogue.indicator(name)
    assert indicator is not None
    return Bound(indicator, Binder(figures, "bai-bao", frozenset(), FILTERS, draft=False))


def amounts(units: list[Bound]) -> list[Decimal]:
    values = [figure.value for unit in units if (figure := figure_of(unit))]
    return [value.value for value in values if isinstance(value, Quantity)]


def printed(unit: Bound, text: str) -> list[FigureText]:
    signs = [unit._binder.meaning(sign) for sign in SIGN.findall(text)]
    return [leaf for inlines in signs for leaf in leaves(inlines) if isinstance(leaf, FigureText)]


@given(values=RATES)
def test_a_rank_counts_those_that_are_better(read: Callable[[str], Figures], values: list[int]) -> None:
    units = theo_don_vi(bound(read(listed(RATE, [90 + value for value in values], suffix="%")), RATE))
    ranks = [printed(unit, hang(unit))[0] for unit in units]
    assert [rank.text for rank in ranks] == [str(1 + sum(other > value for other in values)) for value in values]
    assert all(rank.figure and figure_of(unit) in rank.figure.inputs for rank, unit in zip(ranks, units, strict=True))


def test_ties_share_a_rank_and_the_next_one_is_left_out(read: Callable[[str], Figures]) -> None:
    units = theo_don_vi(bound(read(listed(RATE, [97, 99, 97, 90], suffix="%")), RATE))
    assert [printed(unit, hang(unit))[0].text for unit in units] == ["2", "1", "2", "4"]


def test_where_less_is_better_the_lowest_is_first(read: Callable[[str], Figures]) -> None:
    name = bound(read(listed(LATE, [4, 0, 9])), LATE)
    assert [printed(unit, hang(unit))[0].text for unit in theo_don_vi(name)] == ["2", "1", "3"]
    assert amounts(xep_hang(name)) == [0, 4, 9]
    assert amounts(cao_nhat(name)) == [9]


def test_units_are_ranked_among_those_of_their_own_level(read: Callable[[str], Figures]) -> None:
    lines = (
        "chi_tiet:\n  so_hoa.so_hoa_hs_ty_le:\n    tinh:\n      Sở A: 90%\n      Sở B: 80%\n    xa:\n      Xã A: 85%\n"
    )
    name = bound(read(lines), RATE)
    assert [printed(unit, hang(unit))[0].text for unit in theo_don_vi(name)] == ["1", "2", "1"]
    assert [amounts(group) for group in tung_nhom(name)] == [[90, 80], [85]]


@given(values=RATES, number=st.integers(1, 10))
def test_the_first_ones_include_all_that_tie_with_the_last(
    read: Callable[[str], Figures], values: list[int], number: int
) -> None:
    rates = [90 + value for value in values]
    name = bound(read(listed(RATE, rates, suffix="%")), RATE)
    border = sorted(rates, reverse=True)[min(number, len(rates)) - 1]
    assert amounts(cao_nhat(name, str(number))) == sorted((rate for rate in rates if rate >= border), reverse=True)
    border = sorted(rates)[min(number, len(rates)) - 1]
    assert amounts(thap_nhat(name, str(number))) == sorted(rate for rate in rates if rate <= border)


def test_the_highest_rank_is_the_smallest_number(read: Callable[[str], Figures]) -> None:
    name = bound(read(listed("chi_dao.chi_so_hang", [12, 3, 7])), "chi_dao.chi_so_hang")
    assert amounts(cao_nhat(name, "2")) == [3, 7]
    assert amounts(thap_nhat(name)) == [12]


def test_the_line_for_all_others_is_never_the_best(read: Callable[[str], Figures]) -> None:
    lines = "chi_tiet:\n  so_hoa.so_hoa_hs_ty_le:\n    Sở A: 90%\n    Các đơn vị khác: 99%\n"
    name = bound(read(lines), RATE)
    assert amounts(cao_nhat(name, "9")) == [90]
    assert [hang(unit) for unit in theo_don_vi(name)][1] == ""


def test_many_that_tie_are_counted_and_not_named(read: Callable[[str], Figures]) -> None:
    name = bound(read(listed(RATE, [95] * 6, suffix="%")), RATE)
    assert [leaf.text for leaf in printed(name, ke_don_vi(cao_nhat(name)))] == ["6", "95%"]


@given(values=st.lists(st.integers(0, 10**6), min_size=1, max_size=30), level=st.sampled_from(["", "tinh", "xa"]))
def test_a_total_that_nobody_typed_is_the_sum(read: Callable[[str], Figures], values: list[int], level: str) -> None:
    figures = read(listed(COUNT, values, level))
    total = figures.get(COUNT)
    assert total is not None
    assert total.exact == str(sum(values))
    assert total.computed
    assert total.derivation
    assert level == "" or figures.get(f"{COUNT}[{level}]") in total.inputs


def test_a_unit_is_the_same_in_an_earlier_file_however_it_is_spelt(
    working_folder: Callable[[Mapping[str, str | bytes]], Path],
) -> None:
    template = (
        "# Tin\n\n{% for muc in the_che.vbqppl_xa|theo_cap %}{{ muc|ten_don_vi|hoa }} {{ muc|cung_ky|so_voi }}.{% endfor %}\n"
        "{% for muc in the_che.vbqppl_xa|theo_don_vi %}{{ muc|ten_don_vi|hoa }} {{ muc|cung_ky|so_voi }}.{% endfor %}\n"
    )
    now = "chi_tiet:\n  the_che.vbqppl_xa:\n    xa:\n      Xã Tân Hòa: 12\n      Xã Mỹ An: 8\nthe_che:\n  kiem_tra: 1\n"
    then = now.replace("Xã Tân Hòa: 12", "xã  Tân Hoà: 10").replace("Mỹ An", "Mỹ Lợi")
    folder = working_folder(
        {QUARTER: now, "metrics/tinh/2025-q1.yaml": then, "templates/bai-bao.md.j2": template},
    )
    project = Project(folder.resolve())
    quarter = project.quarter(folder / QUARTER)
    composition = Workshop(project).compose(quarter, "bai-bao")
    assert composition.document is not None, composition.problems
    text = WRITERS["txt"](composition.document, None).decode()
    assert "Cấp xã tăng 2 văn bản (11,11%) so với cùng kỳ năm 2025." in text
    assert "Xã Tân Hòa tăng 2 văn bản (20%) so với cùng kỳ năm 2025." in text
    assert "Xã Mỹ An ." in text


def test_a_hundred_communes_are_one_table_whose_header_is_repeated(
    working_folder: Callable[[Mapping[str, str | bytes]], Path],
) -> None:
    lines = [f"      Xã An Hòa {number}: {number}" for number in range(1, 125)]
    text = "tthc:\n  cong_bo: 4\nchi_tiet:\n  tthc.hs_giai_quyet:\n    xa:\n" + "\n".join(lines) + "\n"
    unit = (ROOT / "metrics" / "phuoc-hai-gia-dinh" / "don-vi.yaml").read_bytes()
    folder = working_folder({QUARTER: text, "metrics/tinh/don-vi.yaml": unit})
    done = run_cchc("render", QUARTER, "--genre", "bao-cao", "--to", "docx,txt", cwd=folder)
    assert done.code == 0, done.err
    rows = docx_texts((folder / "out/tinh/2026-q1/bao-cao.docx").read_bytes())
    assert rows.count("Xã An Hòa 124") == 1
    checked = run_cchc("check", QUARTER, cwd=folder)
    assert "125 số liệu" in checked.out


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Sở Nội vụ", "sở  nội vụ", True),
        ("xã Tân Hòa", "xã Tân Hoà", True),
        ("phường Thủy An", "phường Thuỷ An", True),
        ("xã Tân Hòa", "xã Tân Hoa", False),
        ("xã Long Hòa", "xã Long Hóa", False),
    ],
)
def test_which_spellings_are_one_name(one: str, other: str, same: bool) -> None:  # noqa: FBT001 - a table of cases
    assert (name_key(one) == name_key(other)) is same


@pytest.mark.parametrize(
    ("typed", "in_a_sentence"),
    [
        ("Phường Phước An", "phường Phước An"),
        ("Sở Nội vụ", "Sở Nội vụ"),
        ("Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("Tỉnh ủy", "Tỉnh ủy"),
        ("Phường 5", "Phường 5"),
    ],
)
def test_a_units_name_inside_a_sentence(typed: str, in_a_sentence: str) -> None:
    assert inside_sentence(typed) == in_a_sentence
