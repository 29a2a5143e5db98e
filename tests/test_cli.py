"""The commands as a user runs them: each in a process and a folder of its own."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from subprocess import PIPE

import docx
import pytest
from conftest import ROOT, SAMPLE, run_cchc
from documents import png
from packages import custom_properties

from cchc_report import __version__
from cchc_report.outputs import Provenance, read_provenance

Build = Callable[[Mapping[str, str | bytes]], Path]
GOOD = "tthc:\n  cong_bo: 254\n  ban_hanh_moi: 72\n  sua_doi: 91\n  thay_the: 23\n  bai_bo: 68\n"
BROKEN = GOOD.replace("68", "86")
PENDING = GOOD + "so_hoa:\n  dvc_tong: 1.794\n"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder made by ``cchc init``."""
    folder = tmp_path_factory.mktemp("init") / "x"
    assert run_cchc("init", folder, cwd=ROOT.parent).code == 0
    return folder


def test_init_makes_a_folder_that_checks_and_renders_at_once(sample: Path) -> None:
    assert run_cchc("check", "--templates", "--strict", cwd=sample).code == 0
    ran = run_cchc("render", "metrics/ben-tre/2024-q1.yaml", cwd=sample)
    assert (ran.code, ran.out.count("đã ghi")) == (0, 8)
    made = [f"{genre}.{ending}" for genre in ("bai-bao", "bao-cao") for ending in ("docx", "html", "md", "txt")]
    assert sorted(path.name for path in (sample / "out/ben-tre/2024-q1").iterdir()) == [".cchc.json", *made]


def test_init_writes_the_sample_the_empty_catalogue_the_schema_and_the_list_of_indicators(sample: Path) -> None:
    unit = sample / "metrics/ben-tre"
    assert sorted(path.name for path in unit.iterdir()) == [
        "2024-q1.yaml",
        "chi-tieu.md",
        "danh-muc.yaml",
        "don-vi.yaml",
        "luoc-do.json",
    ]
    assert (
        (unit / "2024-q1.yaml").read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=luoc-do.json\n")
    )
    assert all(line.startswith("#") for line in (unit / "danh-muc.yaml").read_text(encoding="utf-8").splitlines())
    assert (unit / "luoc-do.json").read_text(encoding="utf-8") == run_cchc(
        "schema", "--unit", "ben-tre", cwd=sample
    ).out
    page = run_cchc("schema", "--unit", "ben-tre", "--format", "md", cwd=sample).out
    assert (unit / "chi-tieu.md").read_text(encoding="utf-8") == page


def test_the_commented_catalogue_works_once_uncommented(sample: Path, tmp_path: Path) -> None:
    folder = tmp_path / "y"
    shutil.copytree(sample, folder)
    path = folder / "metrics/ben-tre/danh-muc.yaml"
    lines = path.read_text(encoding="utf-8").split("#\n", 1)[1].splitlines()
    path.write_text("\n".join(re.sub("^# ?", "", line) for line in lines), encoding="utf-8")
    metrics = folder / "metrics/ben-tre/2024-q1.yaml"
    metrics.write_text(metrics.read_text(encoding="utf-8") + "\ny_te:\n  tram: 157\n", encoding="utf-8")
    assert run_cchc("check", cwd=folder).code == 0
    run_cchc("render", "metrics", "--to", "txt", cwd=folder)
    assert "Về y tế cơ sở, số trạm y tế là 157 trạm." in (folder / "out/ben-tre/2024-q1/bai-bao.txt").read_text(
        encoding="utf-8"
    )


def test_init_refuses_a_folder_that_is_not_empty(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_bytes(b"")
    ran = run_cchc("init", tmp_path, cwd=tmp_path)
    assert (ran.code, [path.name for path in tmp_path.iterdir()]) == (2, ["mine.txt"])
    assert "không trống" in ran.err


def test_a_copied_template_is_used_and_its_origin_watched(sample: Path, tmp_path: Path) -> None:
    folder = tmp_path / "y"
    shutil.copytree(sample, folder)
    assert run_cchc("init", "--copy", "phan/bo_may.md.j2", cwd=folder).code == 0
    path = folder / "templates/phan/bo_may.md.j2"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Việc sắp xếp các cơ quan", "Việc sắp đặt các cơ quan"), encoding="utf-8")
    assert run_cchc("check", "--templates", "--strict", cwd=folder).code == 0
    run_cchc("render", "metrics", "--to", "txt", "--out", "o", cwd=folder)
    assert "việc sắp đặt các cơ quan" in (folder / "o/ben-tre/2024-q1/bai-bao.txt").read_text(encoding="utf-8")
    path.write_text(re.sub(r"\([0-9a-f]{16}\)", "(0123456789abcdef)", text), encoding="utf-8")
    ran = run_cchc("check", "--templates", cwd=folder)
    assert (ran.code, "mau-goc-da-doi" in ran.out) == (0, True)
    assert run_cchc("check", "--templates", "--strict", cwd=folder).code == 1
    assert run_cchc("init", "--copy", "phan/bo_may.md.j2", cwd=folder).code == 1


def test_check_reports_on_stdout_and_exits_1(working_folder: Build) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": BROKEN})
    ran = run_cchc("check", cwd=folder)
    assert (ran.code, ran.err) == (1, "")
    assert "72 + 91 + 23 + 86 = 272, lệch 18" in ran.out
    assert "metrics/x/2024-q1.yaml:2:12" in ran.out


def test_check_as_json_has_the_promised_form(working_folder: Build) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": BROKEN})
    report = json.loads(run_cchc("check", "--format", "json", cwd=folder).out)
    assert (report["errors"], report["warnings"]) == (1, 0)
    problem = report["problems"][0]
    assert set(problem) == {"name", "level", "message", "hint", "file", "line", "column", "related"}
    assert (problem["name"], problem["level"], problem["file"], problem["line"], problem["column"]) == (
        "tong-khong-khop",
        "error",
        "metrics/x/2024-q1.yaml",
        2,
        12,
    )
    assert [set(related) for related in problem["related"]] == [{"message", "file", "line", "column"}] * 4
    assert problem["related"][-1]["line"] == 6


def test_check_takes_files_of_every_kind(sample: Path) -> None:
    for name in ("2024-q1.yaml", "danh-muc.yaml", "don-vi.yaml", "."):
        assert run_cchc("check", f"metrics/ben-tre/{name}", cwd=sample).code == 0, name


def test_places_are_relative_to_the_working_folder_wherever_one_stands(working_folder: Build, tmp_path: Path) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": BROKEN})
    for place in (folder, folder / "metrics/x", tmp_path):
        ran = run_cchc("check", folder / "metrics/x/2024-q1.yaml", cwd=place)
        assert "--> metrics/x/2024-q1.yaml:2:12" in ran.out
    assert "--> metrics/x/2024-q1.yaml:2:12" in run_cchc("check", "--project", folder, cwd=tmp_path).out


def test_render_writes_nothing_for_a_file_with_errors_and_renders_the_others(working_folder: Build) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": BROKEN, "metrics/x/2024-q2.yaml": GOOD})
    ran = run_cchc("render", "metrics", "--genre", "bai-bao", "--to", "txt", cwd=folder)
    refused, made, *_ = ran.out.splitlines()
    assert (ran.code, refused) == (1, "chưa dựng metrics/x/2024-q1.yaml: số liệu hoặc mẫu còn lỗi")
    assert made == "đã ghi    metrics/x/2024-q2.yaml: 1 tệp mới, 1 lưu ý"
    assert "tong-khong-khop" in ran.err
    assert not (folder / "out/x/2024-q1").exists()


def test_render_strict_stops_at_warnings(working_folder: Build) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": GOOD + "  cong_khai: 300\n"})
    assert run_cchc("render", "metrics", "--to", "txt", "--strict", cwd=folder).code == 1
    assert not (folder / "out").exists()
    assert run_cchc("render", "metrics", "--to", "txt", cwd=folder).code == 0


def test_a_draft_says_so_in_its_first_line_and_marks_what_is_open(working_folder: Build) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": PENDING})
    assert run_cchc("render", "metrics", "--to", "txt", cwd=folder).code == 1
    ran = run_cchc("render", "metrics", "--genre", "bai-bao", "--draft", cwd=folder)
    assert ran.code == 1
    assert sorted(path.name for path in (folder / "out/x/2024-q1").iterdir() if path.name[0] != ".") == [
        f"bai-bao.nhap.{end}" for end in ("docx", "html", "md", "txt")
    ]
    text = (folder / "out/x/2024-q1/bai-bao.nhap.txt").read_text(encoding="utf-8")
    assert text.splitlines()[0].startswith("BẢN NHÁP - còn 1 vấn đề")
    assert "[chưa có: Số dịch vụ công trực tuyến đã cung cấp]" in text


def test_a_draft_of_clean_figures_is_no_draft(working_folder: Build) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": GOOD})
    assert run_cchc("render", "metrics", "--draft", "--to", "txt", cwd=folder).code == 0
    assert (folder / "out/x/2024-q1/bai-bao.txt").exists()


def test_a_value_still_to_come_is_absent_in_a_draft_and_one_that_cannot_be_read_is_called_so(
    working_folder: Build,
) -> None:
    metrics = GOOD.replace("cong_bo: 254", "cong_bo:").replace("bai_bo: 68", "bai_bo: sáu mươi tám")
    folder = working_folder({"metrics/x/2024-q1.yaml": metrics})
    assert run_cchc("render", "metrics", "--draft", "--to", "txt", cwd=folder).code == 1
    text = (folder / "out/x/2024-q1/bai-bao.nhap.txt").read_text(encoding="utf-8")
    assert "[chưa có: Số thủ tục hành chính được công bố]" in text
    assert "[chưa đọc được: Thủ tục hành chính bãi bỏ]" in text


def test_a_draft_with_warnings_alone_is_marked_and_succeeds(working_folder: Build) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": GOOD + "  cong_khai: 300\n"})
    assert run_cchc("render", "metrics", "--draft", "--to", "txt", cwd=folder).code == 0
    text = (folder / "out/x/2024-q1/bai-bao.nhap.txt").read_text(encoding="utf-8")
    assert text.startswith("BẢN NHÁP - còn 1 vấn đề")
    assert "300 [cần kiểm tra] TTHC" in text


def test_doubtful_figures_are_marked_in_a_draft(working_folder: Build) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": BROKEN})
    run_cchc("render", "metrics", "--draft", "--to", "txt,html", cwd=folder)
    text = (folder / "out/x/2024-q1/bai-bao.nhap.txt").read_text(encoding="utf-8")
    assert "86 [cần kiểm tra] TTHC bãi bỏ" in text
    assert "<mark" in (folder / "out/x/2024-q1/bai-bao.nhap.html").read_text(encoding="utf-8")


def test_an_edited_output_is_kept_and_the_command_says_where_the_new_one_is(working_folder: Build) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": GOOD})
    run_cchc("render", "metrics", "--to", "txt", cwd=folder)
    article = folder / "out/x/2024-q1/bai-bao.txt"
    article.write_text("tôi sửa", encoding="utf-8")
    ran = run_cchc("render", "metrics", "--to", "txt", cwd=folder)
    assert (ran.code, article.read_text(encoding="utf-8")) == (1, "tôi sửa")
    assert "bai-bao.moi.txt" in ran.out
    assert "không ghi đè bai-bao.txt" in ran.out
    assert "--force" in ran.err
    assert "cchc refresh" not in ran.err, "only Word files can be refreshed"


def test_what_can_be_done_about_an_edited_word_file_is_said(working_folder: Build) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": GOOD})
    article = folder / "out/x/2024-q1/bai-bao.docx"
    article.parent.mkdir(parents=True)
    article.write_bytes(b"mine")
    ran = run_cchc("render", "metrics", "--to", "docx", cwd=folder)
    assert 'cchc refresh "out/x/2024-q1/bai-bao.docx"' in ran.err
    assert "chạy lại với --force" in ran.err


def test_a_folder_in_the_place_of_an_output_is_named_and_not_replaced_by_force(working_folder: Build) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": GOOD, "out/x/2024-q1/bai-bao.txt/a": "mine"})
    ran = run_cchc("render", "metrics", "--to", "txt", "--force", cwd=folder)
    assert (ran.code, "thư mục hoặc liên kết" in ran.out, "dời out/x/2024-q1/bai-bao.txt đi" in ran.err) == (
        1,
        True,
        True,
    )
    assert "--force" not in ran.err
    assert (folder / "out/x/2024-q1/bai-bao.moi.txt").is_file()


def test_by_force_an_edited_output_is_replaced_and_the_command_says_where_it_is_kept(working_folder: Build) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": GOOD})
    run_cchc("render", "metrics", "--to", "txt,md", cwd=folder)
    article = folder / "out/x/2024-q1/bai-bao.txt"
    made = article.read_bytes()
    article.write_text("tôi sửa", encoding="utf-8")
    ran = run_cchc("render", "metrics", "--to", "txt,md", "--force", cwd=folder)
    assert (ran.code, article.read_bytes(), "--force" in ran.err) == (0, made, False)
    assert "out/x/2024-q1/bai-bao.txt  (tệp cũ cất ở out/x/2024-q1/bai-bao.cu.txt)" in ran.out
    assert article.with_name("bai-bao.cu.txt").read_text(encoding="utf-8") == "tôi sửa"
    assert "không đổi" in ran.out, "what nobody changed stays as it is"


def test_the_record_says_what_each_output_was_made_of(working_folder: Build) -> None:
    files = {"metrics/x/2024-q1.yaml": GOOD, "templates/phan/tthc.md.j2": "Có {{ tthc.cong_bo }} thủ tục."}
    folder = working_folder(files)

    def made() -> Provenance:
        run_cchc("render", "metrics", "--to", "docx", "--genre", "bai-bao", cwd=folder)
        found = read_provenance(folder / "out/x/2024-q1/bai-bao.docx")
        assert found is not None
        return found

    first = made()
    assert (first.metrics, first.genre, first.section) == ("metrics/x/2024-q1.yaml", "bai-bao", "")
    assert first.version == __version__
    (folder / "metrics/x/2024-q1.yaml").write_text(f"{GOOD}# ghi chú\n", encoding="utf-8")
    noted = made()
    assert (noted.id, noted.templates_digest) == (first.id, first.templates_digest)
    assert noted.metrics_digest != first.metrics_digest
    (folder / "templates/phan/tthc.md.j2").write_text("Đã có {{ tthc.cong_bo }} thủ tục.", encoding="utf-8")
    worded = made()
    assert worded.metrics_digest == noted.metrics_digest
    assert worded.id != noted.id
    assert worded.templates_digest != noted.templates_digest


def test_a_document_names_its_metrics_file_where_the_folder_of_metrics_is_a_link(working_folder: Build) -> None:
    """As where the figures lie on a shared drive."""
    unit = (SAMPLE / "don-vi.yaml").read_bytes()
    folder = working_folder({"so-lieu-chung/x/2024-q1.yaml": GOOD, "so-lieu-chung/x/don-vi.yaml": unit})
    (folder / "metrics").rmdir()
    (folder / "metrics").symlink_to(folder / "so-lieu-chung")
    run_cchc("render", "metrics/x/2024-q1.yaml", "--to", "docx", "--genre", "bai-bao", cwd=folder)
    told = custom_properties((folder / "out/x/2024-q1/bai-bao.docx").read_bytes())
    assert told["cchc_so_lieu"] == "metrics/x/2024-q1.yaml"


def test_trace_names_the_figure_its_formula_and_its_inputs(working_folder: Build) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": GOOD})
    entries = json.loads(
        run_cchc("trace", "metrics/x/2024-q1.yaml", "--genre", "bai-bao", "--format", "json", cwd=folder).out
    )
    keys = {"genre", "paragraph", "text", "indicator", "label", "value", "formula", "inputs", "file", "line", "column"}
    assert {frozenset(entry) for entry in entries} == {frozenset(keys)}
    total = next(entry for entry in entries if entry["indicator"] == "tthc.cong_bo")
    assert (total["text"], total["value"], total["formula"], total["line"], total["column"]) == (
        "254",
        "254",
        "ban_hanh_moi + sua_doi + thay_the + bai_bo",
        2,
        12,
    )
    assert [(part["indicator"], part["text"], part["line"]) for part in total["inputs"]][-1] == ("tthc.bai_bo", "68", 6)


@pytest.mark.parametrize("genre", ["bai-bao", "bao-cao"])
def test_every_number_of_the_sample_is_traced_or_a_fixed_name(sample: Path, genre: str) -> None:
    run_cchc("render", "metrics", "--to", "txt", "--out", "traced", cwd=sample)
    text = (sample / f"traced/ben-tre/2024-q1/{genre}.txt").read_text(encoding="utf-8")
    text = re.sub(r"^(?:\d+\. |\d+\t)", "", text, flags=re.MULTILINE)  # the numbers of headings and rows
    command = ("trace", "metrics/ben-tre/2024-q1.yaml", "--genre", genre, "--format", "json")
    entries = json.loads(run_cchc(*command, cwd=sample).out)
    at = 0
    rest = ""
    for entry in entries:
        found = text.index(entry["text"], at)
        rest += text[at:found]
        at = found + len(entry["text"])
    rest += text[at:]
    assert re.findall(r"\d+", rest.replace("Nghị quyết số 18-NQ/TW", "").replace("Nghị quyết số 19-NQ/TW", "")) == []


WRONG = [
    ["no-such-command"],
    ["check", "nowhere.yaml"],
    ["check", "--xyz"],
    ["check", "--format", "xml"],
    ["render"],
    ["render", "metrics", "--to", "pdf"],
    ["render", "metrics", "--genre", "tho"],
    ["render", "metrics", "--genre", ","],
    ["render", "metrics", "--to", ""],
    ["render", "metrics", "--out", "metrics/out"],
    ["trace"],
    ["schema", "--unit", "khong-co"],
    ["schema", "--format", "xml"],
    ["new"],
    ["new", "quý V năm 2024"],
    ["new", "2024-q2", "--unit", "khong-co"],
    ["init"],
    ["init", "--copy", "khong-co.j2"],
    ["check", "--project", "nowhere"],
    ["layout"],
    ["layout", "nowhere.docx"],
    ["layout", "metrics", "--format", "xml"],
]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_usage_exits_2_and_says_so_in_vietnamese(sample: Path, arguments: list[str]) -> None:
    ran = run_cchc(*arguments, cwd=sample, env={"LANG": "C", "PYTHONIOENCODING": "cp1252"})
    assert (ran.code, ran.out) == (2, "")
    assert re.search("[ạảãàáăằắâầấêềếôồốơờớưừứđịủ]", ran.err)
    assert not re.search(r"\b(Error|Usage|Try|Missing|Invalid|No such|option|argument|Traceback)\b", ran.err)


def test_outside_any_working_folder_the_way_out_is_named(tmp_path: Path) -> None:
    ran = run_cchc("check", cwd=tmp_path)
    assert (ran.code, "cchc init" in ran.err) == (2, True)


def test_paths_of_two_working_folders_are_refused(sample: Path, working_folder: Build) -> None:
    other = working_folder({"metrics/x/2024-q1.yaml": GOOD})
    ran = run_cchc("check", sample / "metrics", other / "metrics", cwd=ROOT)
    assert (ran.code, "nhiều thư mục làm việc" in ran.err) == (2, True)


def test_a_path_decides_the_working_folder_wherever_one_stands(sample: Path, working_folder: Build) -> None:
    other = working_folder({"metrics/x/2024-q1.yaml": GOOD})
    assert run_cchc("render", other / "metrics/x/2024-q1.yaml", "--to", "txt", cwd=sample).code == 0
    assert (other / "out/x/2024-q1/bai-bao.txt").exists()


def test_rendering_goes_on_when_nobody_reads_its_lines_any_more(working_folder: Build) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": GOOD, "metrics/y/2024-q1.yaml": GOOD})
    command = [sys.executable, "-m", "cchc_report", "render", "metrics", "--to", "txt,md"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=PIPE, stderr=PIPE) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.wait() == 0
    assert (folder / "out/y/2024-q1/bai-bao.md").exists()


@pytest.mark.parametrize("name", ["2024-q1.yml", "2024-Q1.YAML", "2024-q1.yaml.txt", "quý I năm 2024.yaml"])
def test_a_metrics_file_of_a_wrong_name_is_named_and_not_overlooked(working_folder: Build, name: str) -> None:
    folder = working_folder({f"metrics/x/{name}": GOOD})
    ran = run_cchc("check", cwd=folder)
    assert (ran.code, "sai-ten-tep" in ran.out, "2024-q1.yaml" in ran.out) == (1, True, True)


def test_a_fault_of_the_tool_exits_3_without_a_traceback(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import cchc_report.checks as c\ndef check(_): raise RuntimeError('x')\nc.check = check\n", encoding="utf-8"
    )
    ran = run_cchc("check", cwd=sample, env={"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"})
    assert (ran.code, "Traceback" in ran.err) == (3, False)
    assert "Lỗi của phần mềm" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [["--help"], *([command, "--help"] for command in ("check", "render", "trace", "schema", "new", "init", "layout"))],
    ids=" ".join,
)
def test_help_is_vietnamese_throughout(arguments: list[str]) -> None:
    ran = run_cchc(*arguments, cwd=ROOT, env={"LANG": "C"})
    assert ran.code == 0
    assert not re.search(r"\b(Usage|Options|Commands|Show|OPTIONS|ARGS|COMMAND|TEXT|PATH|INTEGER|default)\b", ran.out)


HEAVY = {"docx", "lxml", "jinja2", "xlsxwriter", "python_calamine", "xlrd", "multiprocessing"}


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["check"], ["check", str(SAMPLE / "2024-q1.yaml")], ["schema"], ["schema", "--format", "md"]],
    ids=" ".join,
)
def test_quick_commands_import_nothing_heavy(arguments: list[str]) -> None:
    script = (
        "import sys, atexit\n"
        "from cchc_report.cli import main\n"
        f"sys.argv = ['cchc', *{arguments!r}]\n"
        f"atexit.register(lambda: print('HEAVY', sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr))\n"
        "main()\n"
    )
    assert _python(script).rstrip().endswith("HEAVY []")


def _python(script: str) -> str:
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True)
    return done.stderr.decode("utf-8")


def test_output_is_utf_8_whatever_the_terminal_says(sample: Path) -> None:
    ran = run_cchc(
        "check", cwd=sample, env={"PYTHONIOENCODING": "cp1258", "LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"}
    )
    assert "Đã kiểm tra 1 tệp số liệu" in ran.out


def test_a_picture_goes_into_html_and_word_and_a_missing_one_is_a_problem(working_folder: Build) -> None:
    metrics = GOOD + "bai_bao:\n  sapo: Mở đầu.\n  anh: hop.png\n  chu_thich: Một cuộc họp.\n"
    folder = working_folder({"metrics/x/2024-q1.yaml": metrics})
    ran = run_cchc("check", cwd=folder)
    assert (ran.code, "anh-khong-dung-duoc" in ran.out, "2024-q1.yaml:9:8" in ran.out) == (1, True, True)
    (folder / "metrics/x/hop.png").write_bytes(b"not a picture")
    assert "không phải là PNG hoặc JPEG" in run_cchc("check", cwd=folder).out
    (folder / "metrics/x/hop.png").write_bytes(png(640, 400))
    assert run_cchc("render", "metrics", cwd=folder).code == 0
    page = (folder / "out/x/2024-q1/bai-bao.html").read_text(encoding="utf-8")
    assert re.search(r'<img[^>]+alt="Một cuộc họp\."', page)
    assert "word/media/" in " ".join(zipfile.ZipFile(folder / "out/x/2024-q1/bai-bao.docx").namelist())
    assert "hop.png" not in (folder / "out/x/2024-q1/bai-bao.txt").read_text(encoding="utf-8")


def test_a_unit_without_its_file_is_told_so_once(working_folder: Build) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": GOOD})
    (folder / "metrics/x/don-vi.yaml").unlink()
    report = json.loads(run_cchc("check", "--format", "json", cwd=folder).out)
    assert [problem["name"] for problem in report["problems"] if problem["level"] != "note"] == ["thieu-tep-don-vi"]


def test_an_empty_folder_is_told_so(working_folder: Build) -> None:
    assert "chua-co-tep-so-lieu" in run_cchc("check", cwd=working_folder({})).out


def test_a_template_beyond_all_measure_is_refused(working_folder: Build) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": GOOD, "templates/bai-bao.md.j2": "a" * 200_001})
    ran = run_cchc("check", "--templates", cwd=folder)
    assert (ran.code, "mau-qua-lon" in ran.out) == (1, True)


def test_a_template_saved_by_notepad_is_read_and_one_in_an_old_encoding_named(working_folder: Build) -> None:
    text = "# Tin vắn\r\n\r\nĐã công bố {{ tthc.cong_bo }}.\r\n"
    for encoding in ("utf-8-sig", "utf-16"):
        folder = working_folder({"metrics/x/2024-q1.yaml": GOOD, "templates/bai-bao.md.j2": text.encode(encoding)})
        assert run_cchc("render", "metrics", "--to", "txt", "--out", encoding, cwd=folder).code == 0
        assert (folder / encoding / "x/2024-q1/bai-bao.txt").read_text(
            encoding="utf-8"
        ) == "Tin vắn\n\nĐã công bố 254.\n"
    folder = working_folder(
        {"templates/bai-bao.md.j2": unicodedata.normalize("NFD", "# Tỉnh ủy").encode("cp1258", "replace")}
    )
    assert "sai-bang-ma" in run_cchc("check", "--templates", cwd=folder).out


def test_a_frame_of_the_unit_s_own_is_used_and_a_broken_one_is_a_problem(working_folder: Build) -> None:
    frame = io.BytesIO()
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Đầu trang riêng"
    document.save(frame)
    folder = working_folder({"metrics/x/2024-q1.yaml": GOOD, "templates/khung/bai-bao.docx": frame.getvalue()})
    assert run_cchc("render", "metrics", "--to", "docx", cwd=folder).code == 0
    made = docx.Document(str(folder / "out/x/2024-q1/bai-bao.docx"))
    assert made.sections[0].header.paragraphs[0].text == "Đầu trang riêng"
    (folder / "templates/khung/bai-bao.docx").write_bytes(b"hello")
    ran = run_cchc("render", "metrics", "--to", "docx,txt", "--out", "again", cwd=folder)
    assert (ran.code, "khung-khong-dung-duoc" in ran.err, "templates/khung/bai-bao.docx" in ran.err) == (1, True, True)


def test_one_output_that_cannot_be_written_does_not_stop_the_others(working_folder: Build) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": GOOD, "metrics/y/2024-q1.yaml": GOOD, "out/x": "a file"})
    ran = run_cchc("render", "metrics", "--genre", "bai-bao", "--to", "txt", cwd=folder)
    assert (ran.code, ran.out.splitlines()[:2]) == (
        1,
        [
            "chưa ghi  metrics/x/2024-q1.yaml: 1 tệp không ghi được, 1 lưu ý",
            "đã ghi    metrics/y/2024-q1.yaml: 1 tệp mới, 1 lưu ý",
        ],
    )
    for told in (ran.err, ran.out.split("Không ghi được:")[1]):
        assert "out/x/2024-q1/bai-bao.txt: trên đường dẫn có một tệp trùng tên thư mục" in told


@pytest.mark.parametrize("character", ["\x0b", "\x07", "\x0c", "\x00", "\ufffe", "\u200b", "\u202e"])
def test_a_template_holds_no_character_that_a_word_file_cannot(working_folder: Build, character: str) -> None:
    text = f"# Tin\n\nĐã công{character} bố {{{{ tthc.cong_bo }}}}.\n"
    folder = working_folder({"metrics/x/2024-q1.yaml": GOOD, "templates/bai-bao.md.j2": text})
    ran = run_cchc("check", "--templates", cwd=folder)
    assert (ran.code, "templates/bai-bao.md.j2:3:8" in ran.out) == (1, True)
    assert run_cchc("render", "metrics", "--genre", "bai-bao", cwd=folder).code == 1
    assert not (folder / "out").exists()


def test_a_frame_that_cannot_be_used_is_found_by_check(working_folder: Build) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": GOOD, "templates/khung/bao-cao.docx": b"hello"})
    ran = run_cchc("check", "--templates", cwd=folder)
    assert (ran.code, "khung-khong-dung-duoc" in ran.out, "templates/khung/bao-cao.docx" in ran.out) == (1, True, True)


@pytest.mark.parametrize(
    "written", ["{{ %s }}", "{{ %s|kem_don_vi }}", "{{ %s|so }}", "{{ %s|hoa }}", "{{ [%s]|noi }}"]
)
def test_a_figure_that_is_printed_and_missing_is_a_problem_through_any_filter(
    working_folder: Build, written: str
) -> None:
    text = f"# Tin\n\nCó {written % 'bo_may.bien_che_giao'}.\n"
    folder = working_folder({"metrics/x/2024-q1.yaml": GOOD, "templates/bai-bao.md.j2": text})
    ran = run_cchc("render", "metrics", "--genre", "bai-bao", cwd=folder)
    assert (ran.code, "bo_may.bien_che_giao" in ran.err, (folder / "out").exists()) == (1, True, False)
