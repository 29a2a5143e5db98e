"""Periods: how they are named, which lies before which, the days of their figures; and what the sample's five quarters say."""

import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from shutil import copy

import pytest
from conftest import ROOT, build
from hypothesis import given
from hypothesis import strategies as st

from cchc_report.document import paragraphs, text_of
from cchc_report.figures import Earlier, Withheld
from cchc_report.periods import Period, PeriodType, period_of_file, read_period
from cchc_report.project import Project
from cchc_report.rendering import Workshop
from cchc_report.trace import Entry, trace
from cchc_report.vietnamese.dates import STYLES, DateStyle
from cchc_report.vietnamese.wording import NO_BREAK_SPACE

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2090, 12, 31))
RANGES = st.tuples(DAYS, DAYS).map(lambda days: Period(PeriodType.RANGE, max(days).year, 1, (min(days), max(days))))
USUAL = st.builds(
    lambda kind, year, number: Period(kind, year, 1 + number % {"thang": 12, "quy": 4}.get(kind.value, 1)),
    st.sampled_from([kind for kind in PeriodType if kind is not PeriodType.RANGE]),
    st.integers(2000, 2090),
    st.integers(0, 11),
)
SAMPLE_UNIT = ROOT / "metrics" / "phuoc-hai-gia-dinh"
QUARTERS = ("2025-q2", "2025-q3", "2025-q4", "2026-q1", "2026-q2")


@given(st.one_of(USUAL, RANGES))
def test_a_file_name_is_read_back(period: Period) -> None:
    assert period_of_file(str(period)) == period


@given(st.one_of(USUAL, RANGES), st.sampled_from(list(STYLES.values())))
def test_a_name_in_a_sentence_is_read_back(period: Period, style: DateStyle) -> None:
    assert read_period(period.write(style)) == period


@given(USUAL)
def test_months_and_quarters_follow_each_other(period: Period) -> None:
    before = period.before()
    assert before is not None
    if period.type in {PeriodType.MONTH, PeriodType.QUARTER}:
        assert before.last_day + timedelta(days=1) == period.first_day
        assert before.cut[1] + timedelta(days=1) == period.cut[0]
    else:
        assert before == period.year_ago()


@given(st.one_of(USUAL, RANGES))
def test_a_year_ago_is_the_same_period(period: Period) -> None:
    ago = period.year_ago()
    assert (ago.type, ago.number) == (period.type, period.number)
    assert ago.last_day.year == period.last_day.year - 1
    assert ago.first_day.month == period.first_day.month


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("2026-01", "2025-12-15", "2026-01-14"),
        ("2026-03", "2026-02-15", "2026-03-14"),
        ("2026-q1", "2025-12-15", "2026-03-14"),
        ("2026-q3", "2026-06-15", "2026-09-14"),
        ("2026-6t", "2025-12-15", "2026-06-14"),
        ("2026", "2025-12-15", "2026-12-14"),
    ],
)
def test_the_days_of_the_decree(name: str, first: str, last: str) -> None:
    """Nghị định 09/2019/NĐ-CP, Điều 12."""
    period = period_of_file(name)
    assert period is not None
    assert period.cut == (date.fromisoformat(first), date.fromisoformat(last))


# --- the sample's five quarters -------------------------------------------------------------------------------------

FORMS = {
    "difference of a count, with its percentage": r"tăng 10\.500 hồ sơ \(22,82%\) so với cùng kỳ năm 2025",
    "percentage alone": r"tăng 10,98% so với quý I năm 2026",
    "points": r"tăng 3,89 điểm phần trăm so với quý I năm 2026",
    "ratio": r"bằng 143,49% so với cùng kỳ năm 2025",
    "from and to": r"tăng từ 92% lên 94%",
    "from and to with a word for its size": r"giảm mạnh từ 720 xuống 240 hồ sơ",
    "rank": r"tăng 3 bậc so với quý III năm 2025",
    "plan, reached in part": r"đạt 52,18% dự toán",
    "plan, exceeded": r"vượt 2,41% dự toán",
    "target, exceeded": r"vượt mục tiêu 80% là 1,22 điểm phần trăm",
    "target, met": r"bằng mục tiêu 70,5%",
    "target, missed": r"chưa đạt mục tiêu 95%, thấp hơn 3,64 điểm phần trăm",
    "approximate": r"gần 57\.000 hồ sơ",
    "unchanged": r"không đổi so với quý I năm 2026",
    "praise": r"là kết quả tích cực",
    "withheld, with the reason": r"không so với cùng kỳ do số tỉnh, thành phố được xếp hạng giảm từ 63 còn 34",
}


@cache
def texts(genre: str) -> str:
    project = Project(ROOT)
    workshop = Workshop(project)
    composed = [workshop.compose(project.quarter(SAMPLE_UNIT / f"{name}.yaml"), genre).document for name in QUARTERS]
    lines = [text_of(inlines) for document in composed if document for inlines in paragraphs(document)]
    return "\n".join(lines).replace(NO_BREAK_SPACE, " ")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("genre", ["bai-bao", "bao-cao"])
def test_the_sample_carries_every_form(genre: str, form: str) -> None:
    assert re.search(FORMS[form], texts(genre)), form


@pytest.mark.parametrize("genre", ["bai-bao", "bao-cao"])
def test_a_change_names_its_figures_in_both_files(genre: str) -> None:
    project = Project(ROOT)
    document = Workshop(project).compose(project.quarter(SAMPLE_UNIT / "2026-q2.yaml"), genre).document
    assert document is not None
    changes = [entry for entry in trace(document) if re.search(r"(?:ky_truoc|cung_ky)\(", _formula(entry))]
    assert len(changes) > 10
    for entry in changes:
        assert entry.figure.derivation
        files = {part.place.file for part in entry.figure.inputs if not part.computed}
        assert len(files) == 2 or any(part.computed for part in entry.figure.inputs)


def _formula(entry: Entry) -> str:
    return entry.figure.indicator.formula.text if entry.figure.indicator.formula else ""


def test_without_earlier_files_nothing_is_compared(tmp_path: Path) -> None:
    folder = build(tmp_path, {}) / "metrics" / "phuoc-hai-gia-dinh"
    folder.mkdir()
    for name in ("2026-q2.yaml", "don-vi.yaml"):
        copy(SAMPLE_UNIT / name, folder)
    text = re.sub(r"\[[a-z_.]+\|cung_ky\|[a-z_]+\]", "", (folder / "2026-q2.yaml").read_text(encoding="utf-8"))
    (folder / "2026-q2.yaml").write_text(text, encoding="utf-8")
    project = Project(tmp_path.resolve())
    quarter = project.quarter(folder / "2026-q2.yaml")
    for genre in ("bai-bao", "bao-cao"):
        document = Workshop(project).compose(quarter, genre).document
        assert document is not None
        said = "\n".join(text_of(inlines) for inlines in paragraphs(document))
        assert not re.search(r"cùng kỳ|so với (?:quý|năm)|Tăng, giảm", said)


def test_a_file_with_errors_is_never_a_base(tmp_path: Path) -> None:
    files = {
        f"metrics/tinh/{name}.yaml": f"so_hoa:\n  dvc_truc_tuyen: {value}\n"
        for name, value in (("2023-q4", "1,5"), ("2024-q1", "9"))
    }
    project = Project(build(tmp_path, files).resolve())
    figures = project.quarter(tmp_path / "metrics" / "tinh" / "2024-q1.yaml").figures
    assert figures is not None
    base = figures.base("ky_truoc", "so_hoa.dvc_truc_tuyen")
    assert isinstance(base, Withheld)
    assert not base.published


def test_the_period_that_ends_the_day_before_is_the_opening(tmp_path: Path) -> None:
    files = {f"metrics/tinh/{name}.yaml": "bo_may:\n  bien_che_giao: 5\n" for name in ("2024-6t", "2024-q1", "2024-q3")}
    project = Project(build(tmp_path, files).resolve())
    figures = project.quarter(tmp_path / "metrics" / "tinh" / "2024-q3.yaml").figures
    assert figures is not None
    opening = figures.base("dau_ky", "bo_may.bien_che_giao")
    assert isinstance(opening, Earlier)
    assert str(opening.figures.period) == "2024-6t"
    assert "ky_truoc" not in figures.earlier
