"""``cchc diff``: what the pages of cases cannot show, and what must hold of any two files."""

import json
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import SAMPLE, run_cchc
from hypothesis import given, settings
from hypothesis import strategies as st
from test_any_quarter import QUARTER, Metrics, as_yaml, desk

from cchc_report.difference import Row, compare, stretches
from cchc_report.difference.passages import _aligned
from cchc_report.figures import Figures, Part, Statement, read_figures
from cchc_report.periods import Period, PeriodType, period_of_copy, period_of_file
from cchc_report.problems import Place
from cchc_report.source import parse
from cchc_report.vietnamese.sentences import sentences_of

Build = Callable[[Mapping[str, str | bytes]], Path]
FILE = "metrics/tinh/2024-q1.yaml"
OLD = "tthc:\n  cong_bo: 12\n  thu_xin_loi: 12\n"
NEW = OLD.replace("loi: 12", "loi: 15")


def figures_of(metrics: Metrics, period: str = QUARTER) -> Figures:
    found = period_of_file(period)
    assert found is not None
    source = parse(as_yaml(metrics, tuple(desk().catalogue.sections)).encode(), period)
    statement = Statement(found, Place(period))
    return read_figures(source, desk().unit, desk().catalogue, desk().organisation, statement)[0]


NUMBERS = [name for name in desk().complete if desk().indicator(name).kind.numeric]


@st.composite
def varied(draw: st.DrawFn) -> Metrics:
    """The complete quarter with some numbers changed, some lines left out."""
    names = draw(st.lists(st.sampled_from(sorted(desk().complete)), max_size=12, unique=True))
    metrics = dict(desk().complete)
    for name in names:
        if name in NUMBERS and draw(st.booleans()):
            unit = metrics[name].lstrip("0123456789.,")
            metrics[name] = f"{draw(st.integers(0, 99))}{unit}"
        else:
            del metrics[name]
    return metrics


@settings(max_examples=25)
@given(varied(), st.sampled_from([QUARTER, "2023-q4", "2024-6t"]))
def test_a_file_does_not_differ_from_itself(metrics: Metrics, period: str) -> None:
    found = compare(figures_of(metrics, period), figures_of(metrics, period))
    assert found.is_empty
    assert found.unchanged > 0


@settings(max_examples=25)
@given(varied(), varied(), st.sampled_from([QUARTER, "2023-q4", "2024-6t"]))
def test_the_difference_is_the_mirror_image_of_the_one_the_other_way_round(
    one: Metrics, other: Metrics, period: str
) -> None:
    first, second = figures_of(one), figures_of(other, period)
    there, back = compare(first, second), compare(second, first)
    assert [name_of(row) for row in there.changed] == [name_of(row) for row in back.changed]
    assert list(map(name_of, there.added)) == list(map(name_of, back.removed))
    assert list(map(name_of, there.removed)) == list(map(name_of, back.added))
    assert [(name_of(row), row.reason) for row in there.withheld] == [
        (name_of(row), row.reason) for row in back.withheld
    ]
    assert list(map(name_of, there.worded)) == list(map(name_of, back.worded))
    assert there.unchanged == back.unchanged
    for row, turned in zip(there.changed, back.changed, strict=True):
        assert row.change is not None
        assert turned.change is not None
        assert row.change.difference().text == turned.change.difference().text
        assert row.change.direction.value == -turned.change.direction.value
        assert row.change.is_good is None or row.change.is_good is not turned.change.is_good


@settings(max_examples=25)
@given(varied(), varied())
def test_big_changes_stand_before_small_ones(one: Metrics, other: Metrics) -> None:
    sizes = [row.size for row in compare(figures_of(one), figures_of(other)).changed]
    assert sizes == sorted(sizes, reverse=True)
    assert all(0 < size <= 1 for size in sizes)


def name_of(row: Row) -> tuple[str, str]:
    return row.indicator.id, row.part


def test_figures_of_units_and_levels_are_told_apart() -> None:
    whole = figures_of({"tthc.cong_bo": "12"})
    part = replace(whole.known["tthc.cong_bo"], part="Sở Nội vụ")
    before = replace(whole, parts=(Part("", "Sở Nội vụ", "Sở Nội vụ", {"tthc.cong_bo": part}),))
    after = replace(whole, parts=(Part("", "Sở Y tế", "Sở Y tế", {"tthc.cong_bo": part}),))
    found = compare(before, after)
    assert [name_of(row) for row in found.added] == [("tthc.cong_bo", "Sở Y tế")]
    assert [name_of(row) for row in found.removed] == [("tthc.cong_bo", "Sở Nội vụ")]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Thu 1.541 tỷ đồng. Chi 3,5 tỷ đồng.", ["Thu 1.541 tỷ đồng.", "Chi 3,5 tỷ đồng."]),
        ("Tại TP. Bến Tre và P. An Hội có 2 điểm. Hết.", ["Tại TP. Bến Tre và P. An Hội có 2 điểm.", "Hết."]),
        ("ThS. Nguyễn Văn A. phát biểu.", ["ThS. Nguyễn Văn A. phát biểu."]),
        ("PGS.TS. Lê B nói. 12 đại biểu nghe.", ["PGS.TS. Lê B nói.", "12 đại biểu nghe."]),
        ("1. Kết quả. Đạt 5 việc.", ["1. Kết quả.", "Đạt 5 việc."]),
        ("II. Tồn tại", ["II. Tồn tại"]),
        ("Có báo cáo, kế hoạch, v.v. Các sở đã làm.", ["Có báo cáo, kế hoạch, v.v.", "Các sở đã làm."]),
        ("Có quy chế, v.v. và đã ban hành.", ["Có quy chế, v.v. và đã ban hành."]),
        ("«Rất tốt.» Ông nói thế… Đúng vậy!", ["«Rất tốt.»", "Ông nói thế…", "Đúng vậy!"]),
        ("Kết thúc năm 2024. Ủy ban họp ngày 3.2.2024.", ["Kết thúc năm 2024.", "Ủy ban họp ngày 3.2.2024."]),
        ("Xem https://chinhphu.vn. Hết.", ["Xem https://chinhphu.vn.", "Hết."]),
        ("Không có dấu chấm", ["Không có dấu chấm"]),
        ("", []),
    ],
)
def test_a_paragraph_is_cut_where_its_sentences_end(text: str, sentences: list[str]) -> None:
    assert sentences_of(text) == sentences


@given(st.text(alphabet="aBđ1.,!? TP", max_size=40))
def test_sentences_are_the_text_again(text: str) -> None:
    assert "".join("".join(sentences_of(text)).split()) == "".join(text.split())


@given(st.text(alphabet="ab1.,-% \n(«", max_size=30), st.text(alphabet="ab1.,-% \n(«", max_size=30))
def test_stretches_are_the_texts_again(before: str, after: str) -> None:
    found = stretches(before, after)
    assert "".join(stretch.before for stretch in found) == before
    assert "".join(stretch.after for stretch in found) == after


def test_only_like_sentences_are_a_change_of_one_another() -> None:
    before = ["Tỉnh có 12 hồ sơ quá hạn.", "Đã xin lỗi.", "Bỏ câu này đi thôi nhé."]
    after = ["Mới thêm một câu dài ở đầu đoạn.", "Tỉnh có 1.500 hồ sơ quá hạn.", "Đã xin lỗi bằng văn bản."]
    found = [(passage.before, passage.after) for passage in _aligned(before, after)]
    assert (before[0], after[1]) in found
    assert (before[1], after[2]) in found
    assert ("", after[0]) in found
    assert (before[2], "") in found


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("2026-q1.bak", Period(PeriodType.QUARTER, 2026, 1)),
        ("2026-q1 (1).yaml", Period(PeriodType.QUARTER, 2026, 1)),
        ("2026-Q1-cũ.yaml", Period(PeriodType.QUARTER, 2026, 1)),
        ("2026-q1.yaml.bak", Period(PeriodType.QUARTER, 2026, 1)),
        ("2026-q1-2.yaml", Period(PeriodType.QUARTER, 2026, 1)),
        ("2025-6t sửa.yaml", Period(PeriodType.HALF, 2025, 1)),
        ("2024 (2).yaml", Period(PeriodType.YEAR, 2024, 1)),
        ("2024-03-cu.yaml", Period(PeriodType.MONTH, 2024, 3)),
        ("2026-03-15.yaml", None),
        ("2026-q5.yaml", None),
        ("ban-cu.yaml", None),
        ("20260315.yaml", None),
    ],
)
def test_a_copy_is_of_the_period_that_its_name_begins_with(name: str, period: Period | None) -> None:
    assert period_of_copy(name) == period


class Reader(HTMLParser):
    """Checks that tags are closed in order, and collects them and the words."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_page_is_whole_needs_no_other_file_and_marks_words(working_folder: Build) -> None:
    folder = working_folder({FILE: NEW + "  nhan_dinh: Tốt <b>&\n", "cu.yaml": OLD + "  nhan_dinh: Khá <i>\n"})
    ran = run_cchc("diff", "cu.yaml", FILE, "--format", "html", cwd=folder)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith('<!doctype html>\n<html lang="vi">')
    reader = Reader()
    reader.feed(ran.out)
    reader.close()
    assert reader.open == []
    tags = {tag for tag, _ in reader.seen}
    assert {"table", "del", "ins", "style"} <= tags
    assert not tags & {"script", "link", "img", "b", "i", "iframe"}
    assert not {"src", "href"} & {name for _, attributes in reader.seen for name in attributes}
    assert "url(" not in ran.out
    assert "Các cơ quan đã có <del>12 </del><ins>15 </ins>văn bản" in ran.out
    assert "<del>Khá </del><ins>Tốt </ins>&lt;<del>i</del><ins>b</ins>&gt;" in ran.out


def test_json_has_the_promised_form(working_folder: Build) -> None:
    folder = working_folder({FILE: NEW, "cu.yaml": OLD})
    ran = run_cchc("diff", "cu.yaml", FILE, "--format", "json", cwd=folder)
    data = json.loads(ran.out)
    assert list(data) == [
        *("before", "after", "changed", "withheld", "added", "removed", "texts", "unchanged", "sentences", "obstacle")
    ]
    assert data["before"] == {"file": "cu.yaml", "period": "quý I năm 2024"}
    (row,) = data["changed"]
    assert row == {
        "indicator": "tthc.thu_xin_loi",
        "label": "Số văn bản xin lỗi vì giải quyết hồ sơ quá hạn",
        "part": "",
        "before": {
            "text": "12",
            "value": "12",
            "unit": "văn bản",
            "computed": False,
            "file": "cu.yaml",
            "line": 3,
            "column": 16,
        },
        "after": {
            "text": "15",
            "value": "15",
            "unit": "văn bản",
            "computed": False,
            "file": FILE,
            "line": 3,
            "column": 16,
        },
        "difference": "3",
        "difference_unit": "văn bản",
        "percentage": "25",
        "good": False,
        "reason": "",
    }
    back = json.loads(run_cchc("diff", FILE, "cu.yaml", "--format", "json", cwd=folder).out)
    assert (back["changed"][0]["difference"], back["changed"][0]["percentage"]) == ("-3", "-20")
    assert data["sentences"] == [
        {"before": passage["after"], "after": passage["before"]} for passage in back["sentences"]
    ]


@pytest.mark.parametrize("form", ["text", "html", "json"])
def test_the_same_file_twice_has_no_difference(working_folder: Build, form: str) -> None:
    folder = working_folder({FILE: OLD})
    ran = run_cchc("diff", FILE, FILE, "--format", form, cwd=folder)
    assert (ran.code, ran.err) == (0, "")
    assert ('"changed": []' if form == "json" else "Hai tệp không khác nhau.") in ran.out


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("cu.yaml", "moi.yaml", "Ít nhất một trong hai tệp phải là tệp số liệu đặt trong metrics/<đơn vị>/"),
        ("khong-co.yaml", FILE, "Không có «khong-co.yaml»"),
        (FILE, "metrics/khac/2024-q1.yaml", "Hai tệp thuộc hai đơn vị: tinh, khac"),
        (FILE, "metrics/khac/ban sao.yaml", "Hai tệp thuộc hai đơn vị: tinh, khac"),
    ],
)
def test_files_that_cannot_be_compared_are_wrong_usage(
    working_folder: Build, first: str, second: str, said: str
) -> None:
    names = ("cu.yaml", "moi.yaml", FILE, "metrics/khac/2024-q1.yaml", "metrics/khac/ban sao.yaml")
    folder = working_folder(dict.fromkeys(names, OLD))
    ran = run_cchc("diff", first, second, cwd=folder)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize(
    "content",
    [b"", b"# ch\n", b"tthc:\n\tx\n", b"\x00\xff", b"a: [1", "ky: quý IX năm 2024\n".encode()],
    ids=repr,
)
def test_a_file_that_cannot_be_read_is_a_problem_and_no_table(working_folder: Build, content: bytes) -> None:
    folder = working_folder({FILE: OLD, "cu.yaml": content})
    ran = run_cchc("diff", "cu.yaml", FILE, cwd=folder)
    assert ran.code == 1
    assert ran.err.startswith("lỗi[")
    assert "cu.yaml" in ran.err
    assert "Traceback" not in ran.err


def test_a_folder_is_no_file(working_folder: Build) -> None:
    folder = working_folder({FILE: OLD})
    ran = run_cchc("diff", "metrics", FILE, cwd=folder)
    assert ran.code == 1
    assert "lỗi[la-thu-muc]" in ran.err


def test_a_file_with_errors_is_compared_and_the_errors_are_told(working_folder: Build) -> None:
    folder = working_folder({FILE: NEW, "cu.yaml": OLD + "  khong_co: 5\n"})
    ran = run_cchc("diff", "cu.yaml", FILE, cwd=folder)
    assert ran.code == 1
    assert "lỗi[" in ran.err
    assert "tăng 3 văn bản" in ran.out
    assert "Chưa so được câu chữ của bài báo: tệp cu.yaml còn lỗi" in ran.out


def test_a_template_that_breaks_leaves_the_table(working_folder: Build) -> None:
    folder = working_folder({FILE: NEW, "cu.yaml": OLD, "templates/bai-bao.md.j2": "# Thử\n\n{{ tthc.bai_bo }}\n"})
    ran = run_cchc("diff", "cu.yaml", FILE, cwd=folder)
    assert ran.code == 0
    assert "tăng 3 văn bản" in ran.out
    assert "Chưa so được câu chữ của bài báo: chưa dựng được bài từ tệp cu.yaml: bài cần" in ran.out


def test_a_copy_in_another_working_folder_is_read_with_the_unit_of_the_later_file(working_folder: Build) -> None:
    folder = working_folder({FILE: NEW, f"sao-luu/{FILE}": OLD})
    ran = run_cchc("diff", f"sao-luu/{FILE}", FILE, cwd=folder)
    assert (ran.code, ran.err) == (0, "")
    assert "tăng 3 văn bản" in ran.out


def test_a_copy_under_another_name_in_the_unit_s_folder_is_a_version(working_folder: Build) -> None:
    folder = working_folder({FILE: NEW, "metrics/tinh/2024-q1-cu.yaml": OLD})
    ran = run_cchc("diff", "metrics/tinh/2024-q1-cu.yaml", FILE, cwd=folder)
    assert ran.code == 0
    assert "tăng 3 văn bản" in ran.out
    assert "metrics/tinh/2024-q1-cu.yaml (quý I năm 2024)" in ran.out


def test_a_copy_that_states_its_period_is_of_that_period(working_folder: Build) -> None:
    folder = working_folder({FILE: NEW, "cu.yaml": "ky: quý IV năm 2023\n" + OLD})
    assert "cu.yaml (quý IV năm 2023)" in run_cchc("diff", "cu.yaml", FILE, cwd=folder).out


def test_nothing_is_written(working_folder: Build) -> None:
    folder = working_folder({FILE: NEW, "cu.yaml": OLD})
    before = sorted(folder.rglob("*"))
    run_cchc("diff", "cu.yaml", FILE, cwd=folder)
    assert sorted(folder.rglob("*")) == before


def test_random_bytes_never_make_it_fail(working_folder: Build) -> None:
    chance = random.Random(4)  # noqa: S311 - no secret
    sample = (SAMPLE / "2024-q1.yaml").read_bytes()
    files = {
        "metrics/ben-tre/2024-q1.yaml": sample,
        "metrics/ben-tre/don-vi.yaml": (SAMPLE / "don-vi.yaml").read_bytes(),
    }
    for _ in range(5):
        at = chance.randrange(len(sample))
        folder = working_folder({**files, "cu.yaml": sample[:at] + bytes([chance.randrange(256)]) + sample[at + 1 :]})
        ran = run_cchc("diff", "cu.yaml", "metrics/ben-tre/2024-q1.yaml", cwd=folder)
        assert ran.code in {0, 1}, ran.err
