"""``cchc new``: the blank file of a period is there at once, is accepted as it is, and takes the figures of that period."""

import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import ROOT, run_cchc

from cchc_report.blank import WIDTH, blank_file
from cchc_report.figures import Figures
from cchc_report.periods import Period, period_of_file, read_period
from cchc_report.project import Project
from cchc_report.starter import new_folder

Build = Callable[[Mapping[str, str | bytes]], Path]
PERIODS = {
    "2026-06": "2026-06",
    "6-2026": "2026-06",
    "2026-q2": "2026-q2",
    "quý II năm 2026": "2026-q2",
    "quý II/2026": "2026-q2",
    "6 tháng đầu năm 2026": "2026-6t",
    "2026-9t": "2026-9t",
    "năm 2026": "2026",
    "2026-01-05_2026-02-20": "2026-01-05_2026-02-20",
    "từ ngày 5-1-2026 đến ngày 20-2-2026": "2026-01-05_2026-02-20",
}
CATALOGUE = "phan:\n  y_te:\n    nhan: Y tế\n    chi_tieu:\n      tram:\n        nhan: Số trạm y tế\n"


@pytest.fixture
def sample(working_folder: Build) -> Path:
    """A folder as ``cchc init`` makes it."""
    return working_folder(dict(new_folder()))


def beginning(name: str) -> Figures:
    period = period_of_file(name)
    assert isinstance(period, Period)
    return Project(ROOT).beginning("ben-tre", period)


@pytest.mark.parametrize(("written", "name"), PERIODS.items(), ids=PERIODS)
def test_a_period_in_any_spelling_gets_a_file_that_is_accepted_as_it_is(sample: Path, written: str, name: str) -> None:
    ran = run_cchc("new", written, cwd=sample)
    assert (ran.code, ran.out) == (0, f"đã tạo metrics/ben-tre/{name}.yaml\n")
    assert f"cchc check metrics/ben-tre/{name}.yaml" in ran.err
    checked = run_cchc("check", f"metrics/ben-tre/{name}.yaml", cwd=sample)
    assert (checked.code, re.findall(r"^(?:lỗi|cảnh báo|lưu ý)\[([a-z-]+)\]", checked.out, re.MULTILINE)) == (
        0,
        ["chua-dien"],
    )
    assert "chưa điền dòng nào" in checked.out
    assert run_cchc("check", cwd=sample).code == 0


def test_a_file_that_is_there_is_kept(sample: Path) -> None:
    path = sample / "metrics/ben-tre/2024-q1.yaml"
    before = path.read_bytes()
    ran = run_cchc("new", "2024-q1", cwd=sample)
    assert (ran.code, path.read_bytes()) == (1, before)
    assert "đã có; không ghi đè" in ran.err


def test_the_unit_is_named_where_there_are_several_or_none(working_folder: Build) -> None:
    folder = working_folder({f"metrics/{unit}/2024-q1.yaml": "tthc:\n" for unit in ("a", "b")})
    ran = run_cchc("new", "2024-q2", cwd=folder)
    assert (ran.code, "--unit" in ran.err, "a, b" in ran.err) == (2, True, True)
    assert run_cchc("new", "2024-q2", "--unit", "b", cwd=folder).out == "đã tạo metrics/b/2024-q2.yaml\n"
    for unit in ("a", "b"):
        shutil.rmtree(folder / "metrics" / unit)
    assert run_cchc("new", "2024-q2", cwd=folder).code == 2


def test_editors_and_people_are_told_where_the_indicators_are_explained(sample: Path) -> None:
    run_cchc("new", "2024-q2", cwd=sample)
    with_files = (sample / "metrics/ben-tre/2024-q2.yaml").read_text(encoding="utf-8")
    assert with_files.startswith("# yaml-language-server: $schema=luoc-do.json\n# Số liệu")
    assert "tệp chi-tieu.md cạnh tệp này" in with_files
    (sample / "metrics/ben-tre/luoc-do.json").unlink()
    (sample / "metrics/ben-tre/chi-tieu.md").unlink()
    run_cchc("new", "2024-q3", cwd=sample)
    without = (sample / "metrics/ben-tre/2024-q3.yaml").read_text(encoding="utf-8")
    assert without.startswith("# Số liệu cải cách hành chính quý III năm 2024 của tỉnh Bến Tre.\n")
    assert "lệnh cchc schema --unit ben-tre --format md" in without


def test_a_broken_catalogue_is_told_and_nothing_written(working_folder: Build) -> None:
    folder = working_folder({"metrics/x/don-vi.yaml": "", "metrics/danh-muc.yaml": CATALOGUE + "        kieu: so\n"})
    ran = run_cchc("new", "2024-q2", cwd=folder)
    assert (ran.code, "gia-tri-la" in ran.err, (folder / "metrics/x/2024-q2.yaml").exists()) == (1, True, False)


def test_a_broken_earlier_file_is_told(working_folder: Build) -> None:
    files = {"metrics/x/2024-q1.yaml": "y_te:\n  tram: ba\n", "metrics/danh-muc.yaml": CATALOGUE}
    folder = working_folder(files)
    ran = run_cchc("new", "2024-q2", cwd=folder)
    assert (ran.code, ran.err.count("metrics/x/2024-q1.yaml còn lỗi")) == (0, 1)


def test_the_figures_of_predecessors_are_not_the_unit_s_own(working_folder: Build) -> None:
    folder = working_folder(
        {
            "metrics/danh-muc.yaml": CATALOGUE,
            "metrics/cu/2025-q1.yaml": "y_te:\n  tram: 157\n",
            "metrics/moi/don-vi.yaml": "to_chuc:\n  tu_ngay: 1-7-2025\n  tien_than:\n    - cu\n",
        }
    )
    assert run_cchc("new", "2026-q1", "--unit", "moi", cwd=folder).code == 0
    assert "157" not in (folder / "metrics/moi/2026-q1.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["2024-03", "2024-q2", "2024-6t", "2024-9t", "2025", "2025-q3", "2025-01-05_2025-08-20"]
)
def test_every_indicator_of_the_period_has_its_line_and_no_other_has(name: str) -> None:
    figures = beginning(name)
    found: dict[str, list[str]] = {}
    for line in blank_file(figures, "").splitlines():
        if section := re.fullmatch(r"(\w+):", line):
            keys = found.setdefault(section[1], [])
        elif key := re.match(r"  (?:# )?(\w+):", line):
            keys.append(key[1])
    assert found.pop("ky") == ["tu_ngay", "den_ngay"]
    expected = {
        section.id: [
            i for i in section.indicators.values() if i.last_day is None or i.last_day >= figures.period.first_day
        ]
        for section in figures.catalogue.sections.values()
        if not section.in_unit_file
    }
    assert found == {
        section: [i.key for i in listed if i.required] + [i.key for i in listed if not i.required]
        for section, listed in expected.items()
    }


def test_lines_are_not_wider_than_a_page() -> None:
    text = blank_file(beginning("2025-q1"), "Giải thích.")
    assert max(map(len, text.splitlines())) <= WIDTH
    columns = {line.index("# ", 4) for line in text.splitlines() if re.match(r"  (?:# )?\w+:", line)}
    assert len(columns) == 1


@pytest.mark.parametrize(("unit", "name"), [("ben-tre", "2024-q1"), ("phuoc-hai-gia-dinh", "2026-q1")])
def test_filled_in_it_gives_the_same_documents(tmp_path: Path, working_folder: Build, unit: str, name: str) -> None:
    source = ROOT / "metrics" / unit
    filled = (source / f"{name}.yaml").read_text(encoding="utf-8")
    period = read_period(name)
    assert isinstance(period, Period)
    blank = blank_file(Project(ROOT).beginning(unit, period), "")
    stated = "\n".join(blank.split("\n\n")[1].splitlines())
    texts: list[list[str]] = []
    for metrics in (f"{filled}\n{stated}\n", fill_in(blank, filled)):
        folder = working_folder(
            {
                f"metrics/{unit}/{name}.yaml": metrics,
                f"metrics/{unit}/don-vi.yaml": (source / "don-vi.yaml").read_bytes(),
            }
        )
        out = tmp_path / str(len(texts))
        ran = run_cchc("render", "metrics", "--to", "txt", "--out", out, cwd=folder)
        assert ran.code == 0, ran.err
        texts.append(
            [(out / unit / name / f"{genre}.txt").read_text(encoding="utf-8") for genre in ("bai-bao", "bao-cao")]
        )
    assert texts[0] == texts[1]


def fill_in(blank: str, filled: str) -> str:
    """The values of a metrics file typed into the blank one, before its comments; computed lines are uncommented."""
    values: dict[tuple[str, str], str] = {}
    section, key = "", ""
    for line in filled.splitlines():
        if found := re.fullmatch(r"(\w+):", line):
            section = found[1]
        elif found := re.match(r"  (\w+):(.*)", line):
            key = found[1]
            values[section, key] = found[2]
        elif line.startswith("    - "):
            values[section, key] += f"\n{line}"
    lines: list[str] = []
    for line in blank.splitlines():
        if found := re.fullmatch(r"(\w+):", line):
            section = found[1]
        elif (found := re.match(r"  (?:# )?(\w+):( +# .*)", line)) and (section, found[1]) in values:
            value = values.pop((section, found[1]))
            lines.append(f"  {found[1]}:{value}" if "\n" in value else f"  {found[1]}:{value}{found[2]}")
            continue
        lines.append(line)
    assert not values
    return "\n".join(lines) + "\n"


def test_a_blank_file_can_be_seen_as_a_draft(sample: Path) -> None:
    run_cchc("new", "2024-q2", cwd=sample)
    ran = run_cchc("render", "metrics/ben-tre/2024-q2.yaml", "--to", "txt", "--draft", cwd=sample)
    assert (ran.code, ran.out.count("đã ghi"), ran.err.count("cảnh báo[")) == (0, 2, 1)
    texts = [path.read_text(encoding="utf-8") for path in (sample / "out/ben-tre/2024-q2").glob("*.txt")]
    assert len(texts) == 2
    assert all("[chưa có" not in text for text in texts)


def test_a_draft_shows_every_line_still_empty_in_a_section_that_has_begun(sample: Path) -> None:
    run_cchc("new", "2024-q2", cwd=sample)
    path = sample / "metrics/ben-tre/2024-q2.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("  tuyen_dung:   ", "  tuyen_dung: 12"), encoding="utf-8")
    assert run_cchc("render", "metrics/ben-tre/2024-q2.yaml", "--to", "txt", "--draft", cwd=sample).code == 0
    text = (sample / "out/ben-tre/2024-q2/bai-bao.nhap.txt").read_text(encoding="utf-8")
    labels = re.findall(r"\[chưa có: ([^\]]+)\]", text)
    catalogue, _ = Project(ROOT).catalogue("ben-tre")
    assert labels
    assert set(labels) <= {i.label for i in catalogue.sections["cong_vu"].indicators.values()}


def test_a_file_without_figures_is_rendered_as_a_draft_only(sample: Path) -> None:
    run_cchc("new", "2024-q2", cwd=sample)
    ran = run_cchc("render", "metrics/ben-tre/2024-q2.yaml", "--to", "txt", cwd=sample)
    assert ran.code == 1
    assert "lỗi[chua-co-so-lieu]" in ran.err
    assert not (sample / "out").exists()


def test_an_opening_line_is_nothing_to_tell_but_sentences_of_an_assessment_are(sample: Path) -> None:
    path = sample / "metrics/ben-tre/2024-q2.yaml"
    path.write_text("bai_bao:\n  sapo: Kết quả quý II.\n", encoding="utf-8")
    ran = run_cchc("render", "metrics/ben-tre/2024-q2.yaml", "--to", "txt", cwd=sample)
    assert (ran.code, "lỗi[chua-co-so-lieu]" in ran.err) == (1, True)
    path.write_text("bao_cao:\n  ton_tai:\n    - Còn hồ sơ trễ hạn ở một số xã\n", encoding="utf-8")
    ran = run_cchc("render", "metrics/ben-tre/2024-q2.yaml", "--genre", "bao-cao", "--to", "txt", cwd=sample)
    assert "chua-co-so-lieu" not in ran.err


def test_a_very_long_key_has_a_comment_too(working_folder: Build) -> None:
    key = "a" * 150
    catalogue = f"phan:\n  y_te:\n    nhan: Y tế\n    chi_tieu:\n      {key}:\n        nhan: Số trạm y tế của tỉnh\n"
    folder = working_folder({"metrics/b/danh-muc.yaml": catalogue})
    assert run_cchc("new", "2024-q2", cwd=folder).code == 0
