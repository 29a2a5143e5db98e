"""Templates that mean harm, or were written by somebody who knows Jinja too well: each is refused with file, line and reason.

What fits on a page is in ``cases/mau-la.md``, with the exact messages. Here every one of them goes through the commands,
and those follow that are too long, too deep, too many or too slow to be shown.
"""

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

import pytest
from commanded import commanded
from conftest import build
from hypothesis import given
from hypothesis import strategies as st
from test_cases import CASES, cases

from cchc_report.binding import Binder, Bound, Compared, Room, TemplateFault, names
from cchc_report.compose import Composer
from cchc_report.constructs import review_templates
from cchc_report.constructs.bounds import LARGEST, LARGEST_TOGETHER, LONGEST_LIST, MOST_BRANCHES, MOST_TEMPLATES
from cchc_report.constructs.metering import MOST_STEPS, Meter
from cchc_report.figures import Figures
from cchc_report.filters import FILTERS, TESTS
from cchc_report.library import Template
from cchc_report.problems import has_errors
from cchc_report.project import Project, shipped_templates
from cchc_report.writers import WRITERS

Build = Callable[[Mapping[str, str | bytes]], Path]
METRICS = "metrics/tinh/2024-q1.yaml"
ARTICLE = "templates/bai-bao.md.j2"
FIGURES = "bo_may:\n  bien_che_giao: 5\n"
X = "bo_may.bien_che_giao"
LIST = f"[{', '.join([X] * LONGEST_LIST)}]"
PLACED = re.compile(r" --> \S+:[0-9]+:[0-9]+$", re.MULTILINE)
REFUSED = [case for case in cases() if case.page.stem == "mau-la" and "lỗi[" in case.text]


def render(folder: Path) -> tuple[int, str]:
    """Exit code and words of ``cchc render`` of the article."""
    done = commanded("render", "--genre", "bai-bao", "--to", "txt", str(folder / METRICS), folder=folder)
    return done.code, done.out + done.err


def assert_refused(folder: Path, *words: str) -> None:
    """Whether by the review or by the run: exit code 1, file, line and reason, and nothing is written."""
    code, said = render(folder)
    assert code == 1, said
    assert PLACED.search(said), said
    assert not (folder / "out").exists()
    for word in words:
        assert word in said
    assert "Lỗi của phần mềm" not in said


@pytest.mark.parametrize("kind", ["loi", "txt"])
def test_what_stands_on_the_page_is_refused_by_the_commands(kind: str, tmp_path: Path) -> None:
    """One that the review refuses, and one that only the run can."""
    case = next(case for case in REFUSED if kind in case.expected)
    folder = build(tmp_path / "work", case.files)
    assert_refused(folder)
    assert commanded("check", "--templates", folder=folder).code == (1 if kind == "loi" else 0)


def test_the_page_has_as_many_hostile_templates_as_were_promised() -> None:
    assert (CASES / "mau-la.md").is_file()
    assert len(REFUSED) >= 60


TOO_DEEP = "mẫu có quá nhiều tầng ngoặc hoặc điều kiện"
TOO_LONG = "mẫu tạo ra văn bản quá dài"
TOO_OFTEN = "mẫu lặp quá nhiều lần nên không dựng hết được"
THREE_LOOPS = f"{{% set l = {LIST} %}}{{% for a in l %}}{{% for b in l %}}{{% for c in l %}}"
ENDED = "{% endfor %}{% endfor %}{% endfor %}a"
EXCESSIVE = {
    "5.000 dấu ngoặc": ("{{ " + "(" * 5_000 + X + ")" * 5_000 + " }}", TOO_DEEP),
    "danh sách lồng 250 tầng": ("{% set a = " + "[" * 250 + X + "]" * 250 + " %}a", TOO_DEEP),
    "1.000 điều kiện lồng nhau": ("{% if bo_may is co %}" * 1_000 + "a" + "{% endif %}" * 1_000, TOO_DEEP),
    "100 điều kiện lồng nhau": ("{% if bo_may is co %}" * 100 + "a" + "{% endif %}" * 100, TOO_DEEP),
    "90 lệnh with lồng nhau": ("{% with a = 'b' %}" * 90 + "a" + "{% endwith %}" * 90, TOO_DEEP),
    "3.000 vế nối bằng and": ("{% if " + " and ".join(["bo_may is co"] * 3_000) + " %}a{% endif %}", TOO_DEEP),
    "300 vế nối bằng and": ("{% if " + " and ".join(["bo_may is co"] * 300) + " %}a{% endif %}", TOO_DEEP),
    "5.000 lần not": ("{% if " + "not " * 5_000 + "bo_may is co %}a{% endif %}", TOO_DEEP),
    "200 if … else": ("{{ " + "'a' if bo_may is co else " * 200 + "'b' }}", TOO_DEEP),
    "2.000 bộ lọc": ("{{ 'a'" + "|hoa" * 2_000 + " }}", TOO_DEEP),
    "20.000 dấu trừ": ("{{ " + "-" * 20_000 + X + " }}", TOO_DEEP),
    "20.000 phép ghép chữ": ("{{ 'a'" + "~'a'" * 20_000 + " }}", "biểu thức «~»"),
    "nhiều nhánh elif": (
        "{% if bo_may is co %}a" + "{% elif bo_may is co %}a" * (MOST_BRANCHES + 1) + "{% endif %}",
        "điều kiện có quá 100 nhánh {% elif %}",
    ),
    "danh sách dài": ("{% set a = [" + f"{X}, " * (LONGEST_LIST + 1) + "] %}a", "danh sách trong mẫu có quá 300 mục"),
    "mẫu dài quá mức": ("chữ " * (LARGEST // 4 + 1), "mẫu dài hơn 100000 ký tự"),
    "mẫu 10 MB": ("a " * 5_000_000, "tệp lớn hơn 1 MB"),
    "40.000 lệnh chưa đóng": ("{{" * 40_000, TOO_DEEP),
    "30.000 ghi chú chưa đóng": ("{#" * 30_000, "mẫu viết sai cú pháp"),
    "5.000 tên lạ": ("{{ x.y }}\n" * 5_000, "ngoài 20 chỗ đã nêu"),
    "ba vòng lặp không in gì": (
        f"{THREE_LOOPS}{ENDED}",
        TOO_OFTEN,
    ),
    "ba vòng lặp chỉ hỏi": (
        f"{THREE_LOOPS}{{% if c|cung_ky is tang %}}b{{% endif %}}{ENDED}",
        TOO_OFTEN,
    ),
    "hỏi cả phần trong ba vòng lặp": (
        f"{THREE_LOOPS}{{% if tthc is co %}}b{{% endif %}}{ENDED}",
        TOO_OFTEN,
    ),
    "in số liệu trong hai vòng lặp": (
        f"{{% set l = {LIST} %}}{{% for a in l %}}{{% for b in l %}}{{{{ b }}}}{{% endfor %}}{{% endfor %}}",
        TOO_LONG,
    ),
    "in chữ trong vòng lặp": (f"{{% for a in {LIST} %}}{'chữ ' * 4_000}{{% endfor %}}", TOO_LONG),
    "giữ nhãn trong ba vòng lặp": (
        f"{{% set l = {LIST} %}}{{% for a in l %}}{{% for b in l %}}{{% set d = b|nhan %}}{{% endfor %}}{{% endfor %}}a",
        TOO_LONG,
    ),
    "nối bằng chữ rất dài": (
        "{% set s = 'a' %}{{ [" + "s, " * 300 + "]|noi('" + "b" * 90_000 + "') }}",
        "nối ra quá dài",
    ),
    "giữ nghìn chữ rất dài": (
        "{% set s = '" + "a" * 50_000 + "' %}" + "".join(f"{{% set s{n} = s|in_hoa %}}" for n in range(1_000)) + "a",
        TOO_OFTEN,
    ),
    "dấu sao trong hai vòng lặp": (
        f"{{% set l = {LIST} %}}{{% for a in l %}}**a {{% endfor %}}",
        "một đoạn văn có quá 200 dấu «*»",
    ),
}
"""By what they are: the template and the reason that is given."""


@pytest.mark.parametrize(("text", "reason"), EXCESSIVE.values(), ids=EXCESSIVE.keys())
def test_what_is_too_deep_too_long_or_never_ends(working_folder: Build, text: str, reason: str) -> None:
    assert_refused(working_folder({METRICS: FIGURES, ARTICLE: text}), ARTICLE, reason)


def test_a_line_too_long_to_be_read_is_not_shown(working_folder: Build) -> None:
    folder = working_folder({METRICS: FIGURES, ARTICLE: "chữ " * 10_000 + "{{ x }}"})
    _, said = render(folder)
    assert "mẫu dùng tên «x» chưa được đặt" in said
    assert len(said) < 1_000


def test_an_included_template_costs_each_time(working_folder: Build) -> None:
    empty = f"{{% set l = {LIST} %}}{{% for a in l %}}{{% for b in l %}}{{% include 'rieng/a.md.j2' %}}{{% endfor %}}{{% endfor %}}a"
    folder = working_folder({METRICS: FIGURES, ARTICLE: empty, "templates/rieng/a.md.j2": "{# trống #}"})
    assert_refused(folder, TOO_OFTEN)


def test_thirty_levels_of_two_includes_are_refused_before_they_run(working_folder: Build) -> None:
    levels = {f"templates/rieng/a{n}.md.j2": f"{{% include 'rieng/a{n + 1}.md.j2' %}}" * 2 for n in range(30)}
    last = {"templates/rieng/a30.md.j2": "a"}
    folder = working_folder({METRICS: FIGURES, ARTICLE: "{% include 'rieng/a0.md.j2' %}", **levels, **last})
    assert_refused(folder, "mẫu gọi quá 2000 mẫu khác")


def test_a_thousand_includes_of_one_template_are_fine(working_folder: Build) -> None:
    folder = working_folder(
        {METRICS: FIGURES, ARTICLE: "{% include 'rieng/a.md.j2' %}\n" * 1_000, "templates/rieng/a.md.j2": "câu"}
    )
    code, said = render(folder)
    assert code == 0, said


@pytest.mark.parametrize("count", [MOST_TEMPLATES, LARGEST_TOGETHER // (LARGEST - 1) + 1])
def test_too_many_templates_or_too_much_in_them(working_folder: Build, count: int) -> None:
    text = "a" * min(LARGEST - 1, 2 * LARGEST_TOGETHER // count)
    folder = working_folder({METRICS: FIGURES, **{f"templates/rieng/a{n}.md.j2": text for n in range(count)}})
    assert_refused(folder, "lỗi[mau-qua-lon]")


LONG_TEXT = f"bo_may:\n  bien_che_giao: 5\n  nhan_dinh: '{'ă' * 100_000}'\n"
LONG_TEXTS = f"{LONG_TEXT}cong_vu:\n  nhan_dinh: '{'[bo_may.nhan_dinh]' * 1_000}'\n"
SPACED = f"bo_may:\n  bien_che_giao: 5\n  nhan_dinh: 'a{' ' * 90_000}b'\n"


@pytest.mark.parametrize(
    ("metrics", "text"),
    [
        (LONG_TEXT, f"{{% for a in {LIST} %}}{{{{ bo_may.nhan_dinh }}}}{{% endfor %}}"),
        (LONG_TEXT, f"{{% set s = bo_may.nhan_dinh|in_hoa %}}{{% for a in {LIST} %}}{{{{ s }}}}{{% endfor %}}"),
        (LONG_TEXT, f"{{% set s = [bo_may.nhan_dinh|hoa] %}}{{% for a in {LIST} %}}{{{{ s|noi }}}}{{% endfor %}}"),
        (LONG_TEXTS, "{{ cong_vu.nhan_dinh }}"),
    ],
    ids=[
        "in một câu nhiều lần",
        "giữ một câu rồi in nhiều lần",
        "nối một câu nhiều lần",
        "câu nhắc câu khác nhiều lần",
    ],
)
def test_a_long_text_in_the_figures_is_no_way_around(working_folder: Build, metrics: str, text: str) -> None:
    assert_refused(working_folder({METRICS: metrics, ARTICLE: text}), ARTICLE, TOO_LONG)


def test_a_text_of_spaces_is_read_once_and_not_from_each_space_again(working_folder: Build) -> None:
    folder = working_folder({METRICS: SPACED, ARTICLE: "{{ bo_may.nhan_dinh|cau }} {{ bo_may.nhan_dinh|da }}"})
    code, said = render(folder)
    assert code == 0, said


@pytest.mark.parametrize(
    "name",
    ["a\x1b[31m.md.j2", "a\n.md.j2", "a'b.md.j2", 'a"b.md.j2', "a{{b}}.md.j2", "a\\b.md.j2", "a\u202eb.md.j2",
     "e\u0302\u0300.md.j2", "a\udcff.md.j2"],
    ids=["mã màu", "xuống dòng", "dấu nháy đơn", "dấu nháy kép", "dấu của lệnh", "gạch chéo ngược", "đổi chiều chữ",
         "dấu tách rời", "không phải UTF-8"],
)  # fmt: skip
def test_a_template_with_an_odd_name(working_folder: Build, name: str) -> None:
    folder = working_folder({METRICS: FIGURES, ARTICLE: "Giao {{ bo_may.bien_che_giao }}."})
    try:
        (folder / "templates" / "rieng").mkdir()
        (folder / "templates" / "rieng" / name).write_text("a", encoding="utf-8")
    except (OSError, ValueError):
        pytest.skip("hệ thống này không cho đặt tên tệp như vậy")
    assert_refused(folder, "lỗi[sai-ten-mau]", "đặt tên gồm chữ thường không dấu")
    _, said = render(folder)
    assert said.replace("\n", "").isprintable()


def link(path: Path, target: Path) -> None:
    """A symbolic link, where the system lets anybody make one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.symlink_to(target)
    except OSError:
        pytest.skip("hệ thống này không cho tạo liên kết")


OUTSIDE = "Bí mật của người khác."


@pytest.mark.parametrize(
    "place", ["templates/bai-bao.md.j2", "templates/rieng/a.md.j2", "metrics/tinh/templates/a.md.j2"]
)
def test_a_linked_template_that_leads_outside(working_folder: Build, tmp_path: Path, place: str) -> None:
    folder = working_folder({METRICS: FIGURES})
    (tmp_path / "secret.txt").write_text(OUTSIDE, encoding="utf-8")
    link(folder / place, tmp_path / "secret.txt")
    assert_refused(
        folder, f"lỗi[mau-lien-ket]: liên kết này dẫn ra ngoài thư mục mẫu nên không được dùng\n --> {place}:1:1"
    )
    assert OUTSIDE not in render(folder)[1]


def test_a_linked_folder_that_leads_outside(working_folder: Build, tmp_path: Path) -> None:
    folder = working_folder({METRICS: FIGURES})
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "tthc.md.j2").write_text(OUTSIDE, encoding="utf-8")
    link(folder / "templates" / "phan", tmp_path / "other")
    assert_refused(folder, "lỗi[mau-lien-ket]", "templates/phan:1:1")


def test_links_in_a_ring(working_folder: Build) -> None:
    folder = working_folder({METRICS: FIGURES})
    link(folder / "templates/a.md.j2", folder / "templates/b.md.j2")
    link(folder / "templates/b.md.j2", folder / "templates/a.md.j2")
    assert_refused(folder, "lỗi[mau-lien-ket]", "templates/a.md.j2:1:1")


def test_a_link_inside_the_folder_is_a_template_like_any_other(working_folder: Build) -> None:
    folder = working_folder({METRICS: FIGURES, "templates/rieng/a.md.j2": "Giao {{ bo_may.bien_che_giao }}."})
    link(folder / ARTICLE, folder / "templates/rieng/a.md.j2")
    code, said = render(folder)
    assert code == 0, said
    assert (folder / "out/tinh/2024-q1/bai-bao.txt").read_text(encoding="utf-8") == "Giao 5.\n"


def test_a_pipe_among_the_templates_is_not_waited_for(working_folder: Build) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("hệ thống này không có ống dẫn mang tên tệp")
    folder = working_folder({METRICS: FIGURES, "templates/rieng/a.md.j2": "a"})
    os.mkfifo(folder / "templates/rieng/b.md.j2")
    assert_refused(folder, "lỗi[khong-doc-duoc]", "templates/rieng/b.md.j2:1:1")


class Desk:
    """Composes one template after another from the sample's figures."""

    def __init__(self, folder: Path) -> None:
        project = Project(folder)
        quarter = project.quarter(folder / "metrics/ben-tre/2024-q1.yaml")
        assert quarter.figures is not None
        self.figures = quarter.figures
        self.pictures = quarter.pictures
        self.catalogue = quarter.figures.catalogue

    def outcome(self, text: str) -> str:
        """The article that comes of a template; empty where it is refused, by the review or while it runs."""
        templates = {**shipped_templates(), "bai-bao.md.j2": Template("bai-bao.md.j2", ARTICLE, text)}
        if has_errors(review_templates({"bai-bao.md.j2": templates["bai-bao.md.j2"]}, self.catalogue)):
            return ""
        document = Composer(templates, self.catalogue).compose("bai-bao", self.figures, self.pictures).document
        return WRITERS["txt"](document, None).decode() if document else ""


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk(CASES.parent.parent)


EXPRESSIONS = (
    "tthc.bai_bo", "tthc.hs_dung_han", "bai_bao.sapo", "chi_dao.ke_hoach_ngay", "ky.ten", "chi_dao.ke_hoach", "tthc",
    "cac_linh_vuc", "'chữ'", "''", "danh_so.muc", "[]", "[tthc.bai_bo]", "[tthc.bai_bo, 'chữ']", "[[tthc.bai_bo], []]",
    "tthc.bai_bo|cung_ky", "tthc.bai_bo|theo_don_vi", "cho_trong", "linh_vuc_chon", "tieu_muc", "phan", "x", "y",
)  # fmt: skip
"""One of each kind that a template may name, and names that may have no value."""


def values(figures: Figures) -> dict[str, object]:
    """What templates hand to filters and tests, one of each kind."""
    binder = Binder(figures, "bai-bao", frozenset(), FILTERS, draft=False)
    known = names(binder, "")
    tthc, chi_dao, ky = (known[section] for section in ("tthc", "chi_dao", "ky"))
    assert isinstance(tthc, Room)
    assert isinstance(chi_dao, Room)
    assert isinstance(ky, Room)
    bounds = {
        "một số": tthc["bai_bo"],
        "một số chưa có": tthc["hs_dung_han"],
        "một tỷ lệ": tthc["hs_ty_le"],
        "một ngày": chi_dao["ke_hoach_ngay"],
        "một văn bản": chi_dao["ke_hoach"],
        "một câu": chi_dao["trien_khai"],
        "một kỳ": ky["ten"],
    }
    return {
        **bounds,
        "một phần": tthc,
        "mọi phần": known["cac_linh_vuc"],
        "chữ": "chữ",
        "chữ trống": "",
        "dấu của một số": str(tthc["bai_bo"]),
        "danh sách trống": [],
        "mọi chỉ tiêu": list(bounds.values()),
        **{f"hai lần {name}": [bound, bound] for name, bound in bounds.items()},
        **{f"cùng {name}": [tthc["bai_bo"], bound] for name, bound in bounds.items()},
        "chỉ tiêu và chữ": [tthc["bai_bo"], "chữ"],
        "danh sách trong danh sách": [[tthc["bai_bo"]], []],
        "so với cùng kỳ": FILTERS["cung_ky"](tthc["bai_bo"]),
        "các đơn vị": FILTERS["theo_don_vi"](tthc["tong"]),
        "các cấp": FILTERS["theo_cap"](tthc["tong"]),
        "một cấp": [*cast("list[object]", FILTERS["theo_cap"](tthc["tong"])), None][0],
        "không có gì": None,
    }


@pytest.mark.parametrize("name", [*FILTERS, *TESTS])
def test_a_filter_or_test_answers_whatever_it_is_given(desk: Desk, name: str) -> None:
    """By a text, a figure, a list, yes or no, or by a fault of the template: never by an exception of the machine."""
    call = FILTERS.get(name) or TESTS[name]
    for value in values(desk.figures).values():
        try:
            result = call(value)
        except TemplateFault:
            continue
        assert isinstance(result, str | list | bool | Bound | Compared)
        assert isinstance(result, list | bool | Compared) or not NO_WORDS.search(str(result))


NO_WORDS = re.compile(r"Undefined|None|\{[{%#]|[}%#]\}|<[a-z_.]+ object|\[\]")
"""What a mishap would print."""

_expressions = st.recursive(
    st.sampled_from(EXPRESSIONS),
    lambda inner: st.one_of(
        st.builds("{}|{}".format, inner, st.sampled_from(sorted(FILTERS))),
        st.builds("[{}, {}]".format, inner, inner),
        st.builds("{} if {} is {} else {}".format, inner, inner, st.sampled_from(sorted(TESTS)), inner),
    ),
    max_leaves=5,
)
_templates = st.recursive(
    st.builds("{{{{ {} }}}} ".format, _expressions),
    lambda inner: st.one_of(
        st.builds("{{% if {} is {} %}}{}{{% else %}}{}{{% endif %}}".format, _expressions, st.sampled_from(sorted(TESTS)), inner, inner),
        st.builds("{{% for {} in {} %}}{}{{% else %}}{}{{% endfor %}}".format, st.sampled_from("xy"), _expressions, inner, inner),
        st.builds("{{% set {} = {} %}}{}".format, st.sampled_from("xy"), _expressions, inner),
        st.builds("{{% with {} = {} %}}{}{{% endwith %}}".format, st.sampled_from("xy"), _expressions, inner),
        st.builds("{}{}".format, inner, inner),
    ),
    max_leaves=6,
)  # fmt: skip


# What is put together at random is mostly refused; so half of it is put together with some sense.
_figures = st.sampled_from(("tthc.bai_bo", "tthc.cong_bo", "chi_dao.ke_hoach_ngay", "ky.ten", "chi_dao.ke_hoach"))
_lists = st.one_of(
    st.builds("[{}, {}]".format, _figures, _figures),
    st.builds("[{}, {}]|ke_so".format, _figures, _figures),
    st.sampled_from(("tthc.cong_bo|thanh_phan", "tthc|ke", "tthc.cong_bo|theo_don_vi", "[]", "chi_dao|loi_van")),
)
_printed = st.one_of(
    _figures,
    st.builds("{}|{}".format, _figures, st.sampled_from(sorted(FILTERS))),
    st.builds("{}|noi('; ')".format, _lists),
    st.builds("{}|{}".format, _lists, st.sampled_from(sorted(FILTERS))),
)
_tests = st.builds("{} is {}".format, st.one_of(_figures, _lists), st.sampled_from(sorted(TESTS)))
_sensible = st.recursive(
    st.builds("{{{{ {} }}}} ".format, _printed),
    lambda inner: st.one_of(
        st.builds("{{% if {} %}}{}{{% else %}}{}{{% endif %}}".format, _tests, inner, inner),
        st.builds("{{% for x in {} %}}{{{{ x }}}}, {}{{% endfor %}}".format, _lists, inner),
        st.builds("{{% set y = {} %}}{{{{ y }}}} {}".format, _printed, inner),
        st.builds("{}{}".format, inner, inner),
    ),
    max_leaves=4,
)


@given(text=st.one_of(_templates, _sensible))
def test_no_template_prints_a_word_of_the_machine(text: str) -> None:
    """Whatever is put together of what a template may hold: it is refused, or prints words of the office."""
    assert not NO_WORDS.search(_desk().outcome(text))


_DESKS: list[Desk] = []


def _desk() -> Desk:
    """The desk for hypothesis, which calls a test many times and would warn of a fixture."""
    if not _DESKS:
        _DESKS.append(Desk(CASES.parent.parent))
    return _DESKS[0]


def test_a_large_report_is_far_from_the_limit(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample's report costs less than a fiftieth of the steps that a document may cost."""
    meters: list[Meter] = []
    spend = Meter.spend

    def spending(meter: Meter, steps: int) -> None:
        meters[:] = [meter]
        spend(meter, steps)

    monkeypatch.setattr(Meter, "spend", spending)
    composer = Composer(shipped_templates(), desk.catalogue)
    assert composer.compose("bao-cao", desk.figures, desk.pictures).document is not None
    assert 0 < meters[0].spent < MOST_STEPS // 50
