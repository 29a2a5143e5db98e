"""Many metrics files in one run: one bad one stops no other, and the end says what became of all of them."""

import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import ROOT, Ran, run_cchc
from runs import BROKEN, GOOD, TEXTS, article, strays, units

Build = Callable[[Mapping[str, str | bytes]], Path]
JOBS = pytest.mark.parametrize("jobs", ["1", "2"])


def render(folder: Path, *more: str, env: Mapping[str, str] | None = None) -> Ran:
    return run_cchc("render", "metrics", *TEXTS, *more, cwd=folder, env=env)


def hooked(folder: Path, code: str) -> dict[str, str]:
    """An environment in which every process of the tool first runs this code."""
    hooks = folder.parent / "hooks"
    hooks.mkdir()
    (hooks / "sitecustomize.py").write_text(code, encoding="utf-8")
    return {"PYTHONPATH": f"{hooks}{os.pathsep}{ROOT}"}


def outputs(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@JOBS
def test_two_bad_files_of_twelve_are_named_and_the_others_are_made(working_folder: Build, jobs: str) -> None:
    folder = working_folder(units(12, broken=[3, 7]))
    ran = render(folder, "--jobs", jobs)
    lines = ran.out.splitlines()
    assert ran.code == 1
    for number in range(12):
        line = f"metrics/xa-{number:02}/2024-q1.yaml: "
        line = (
            f"chưa dựng {line}số liệu hoặc mẫu còn lỗi" if number in {3, 7} else f"đã ghi    {line}2 tệp mới, 1 lưu ý"
        )
        assert lines.count(line) == 1
        assert (folder / article(number)).exists() == (number not in {3, 7})
    reason = "2024-q1.yaml:2:12: «Số thủ tục hành chính được công bố» ghi 254, nhưng 72 + 91 + 23 + 86 = 272, lệch 18"
    assert lines[12:] == [
        "",
        "Xong 12 tệp số liệu: 20 tệp mới, 0 tệp không đổi, 2 tệp số liệu chưa dựng được, 12 lưu ý (xem bằng cchc check).",
        "Chưa dựng, vì số liệu hoặc mẫu còn lỗi:",
        *(f"- metrics/xa-{number}/2024-q1.yaml: metrics/xa-{number}/{reason}" for number in ("03", "07")),
    ]
    assert ran.err.count("lỗi[tong-khong-khop]") == 2

    (folder / "metrics/xa-03/2024-q1.yaml").write_text(GOOD, encoding="utf-8")
    ran = render(folder, "--jobs", jobs)
    assert (ran.code, ran.out.count("không đổi metrics/"), ran.out.count("đã ghi")) == (1, 10, 1)
    assert "đã ghi    metrics/xa-03/2024-q1.yaml: 2 tệp mới" in ran.out
    assert strays(folder) == []


def test_beside_each_other_the_same_is_made_as_one_after_the_other(working_folder: Build) -> None:
    folder = working_folder(units(5) | {"metrics/xa-01/2024-q2.yaml": GOOD, "metrics/xa-01/2023-q4.yaml": BROKEN})
    for jobs in ("1", "3"):
        assert render(folder, "--jobs", jobs, "--out", jobs).code == 1
    assert outputs(folder / "1") == outputs(folder / "3")
    assert len(outputs(folder / "1")) == 6 * 3


def test_one_file_is_told_in_full_whatever_the_number_of_processes(working_folder: Build) -> None:
    folder = working_folder(units(1))
    ran = render(folder, "--jobs", "4")
    assert (ran.code, ran.out) == (
        0,
        "đã ghi    out/xa-00/2024-q1/bai-bao.txt\nđã ghi    out/xa-00/2024-q1/bai-bao.md\n",
    )


def test_a_file_named_twice_is_made_once(working_folder: Build) -> None:
    folder = working_folder(units(2))
    ran = run_cchc("render", "metrics/xa-00", "metrics", "metrics/xa-00/2024-q1.yaml", *TEXTS, cwd=folder)
    assert (ran.code, ran.out.count("đã ghi")) == (0, 2)


def test_warnings_are_told_and_notes_are_counted(working_folder: Build) -> None:
    """What is not rendered again is told all the same."""
    files = units(3) | {"metrics/xa-01/2024-q1.yaml": GOOD + "  cong_khai: 300\n"}
    folder = working_folder(files)
    for jobs in ("2", "1"):
        ran = render(folder, "--jobs", jobs)
        assert (ran.code, ran.err.count("cảnh báo[")) == (0, 1)
        assert "lưu ý" not in ran.err
        assert sum(line.endswith(", 1 lưu ý") for line in ran.out.splitlines()) == 2
        assert ran.out.splitlines()[-1].endswith(", 2 lưu ý (xem bằng cchc check).")


def test_an_edited_output_is_named_at_the_end(working_folder: Build) -> None:
    folder = working_folder(units(3))
    render(folder)
    (folder / article(1)).write_text("đã sửa", encoding="utf-8")
    (folder / "metrics/xa-01/2024-q1.yaml").write_text(GOOD.replace("254", "255").replace("72", "73"), encoding="utf-8")
    ran = render(folder, "--jobs", "2")
    assert ran.code == 1
    assert "đã ghi    metrics/xa-01/2024-q1.yaml: 1 tệp mới, 1 tệp đặt bên cạnh, 1 lưu ý" in ran.out
    assert "chạy lại với --force" in ran.err
    assert ran.out.splitlines()[-2:] == [
        "Bản mới đặt bên cạnh, vì tệp ở đó đã được người sửa hoặc không do phần mềm tạo:",
        "- out/xa-01/2024-q1/bai-bao.moi.txt",
    ]
    assert (folder / article(1)).read_text(encoding="utf-8") == "đã sửa"


FAULT = """
import cchc_report.project.folder as folder
sound = folder.proofread
def proofread(source, *others):
    if "xa-02" in source.file:
        {fault}
    return sound(source, *others)
folder.proofread = proofread
"""


@JOBS
def test_a_fault_of_the_tool_in_one_file_is_told_and_the_others_are_made(working_folder: Build, jobs: str) -> None:
    folder = working_folder(units(6))
    ran = render(folder, "--jobs", jobs, env=hooked(folder, FAULT.format(fault="raise KeyError('xyz')")))
    assert (ran.code, "Traceback" in ran.err) == (3, False)
    assert [(folder / article(number)).exists() for number in range(6)] == [number != 2 for number in range(6)]
    assert ran.out.splitlines()[-1] == "- metrics/xa-02/2024-q1.yaml: KeyError: 'xyz'"
    assert "Lỗi của phần mềm, không phải của số liệu" in ran.out


def test_a_process_that_the_system_kills_costs_its_file_alone(working_folder: Build) -> None:
    folder = working_folder(units(6))
    killed = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    ran = render(folder, "--jobs", "2", env=hooked(folder, FAULT.format(fault=killed)))
    assert (ran.code, "Traceback" in ran.err) == (3, False)
    assert [(folder / article(number)).exists() for number in range(6)] == [number != 2 for number in range(6)]
    assert "metrics/xa-02/2024-q1.yaml: tiến trình dựng tệp này bị hệ thống dừng (mã -9)" in ran.out


def test_a_terminal_shows_how_far_it_is_and_the_lines_stay_readable(working_folder: Build) -> None:
    folder = working_folder(units(3))
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "cchc_report", "render", "metrics", *TEXTS]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"}
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        shown = _all_of(ours)
        assert process.stdout is not None
        lines = process.stdout.read().decode().splitlines()
    assert process.returncode == 0
    assert lines[-1].startswith("Xong 3 tệp số liệu: 6 tệp mới, ")
    states = shown.split("\r")
    assert any(state.startswith("[--------------------] 0/3  metrics/xa-00") for state in states)
    assert any("2/3  còn khoảng" in state for state in states)
    assert states[-1] == "", "nothing of it stays"
    assert all(len(state) < 100 for state in states)


def _all_of(terminal: int) -> str:
    read = b""
    try:
        while piece := os.read(terminal, 1000):
            read += piece
    except OSError:  # how a terminal says that nobody writes to it any more
        pass
    os.close(terminal)
    return read.decode()


@pytest.mark.parametrize("jobs", ["0", "-1", "hai"])
def test_a_number_of_processes_that_is_none_is_wrong_usage(working_folder: Build, jobs: str) -> None:
    ran = render(working_folder(units(1)), "--jobs", jobs)
    assert (ran.code, ran.out) == (2, "")


def test_a_link_to_another_unit_s_file_is_a_file_of_the_unit_in_whose_folder_it_lies(working_folder: Build) -> None:
    other = "tthc:\n  cong_bo: 300\n"
    folder = working_folder(units(1) | {"metrics/xa-00/2024-q2.yaml": other})
    (folder / "metrics/xa-zz").mkdir()
    (folder / "metrics/xa-zz/don-vi.yaml").write_bytes((folder / "metrics/xa-00/don-vi.yaml").read_bytes())
    (folder / "metrics/xa-zz/2024-q2.yaml").symlink_to("../xa-00/2024-q1.yaml")
    run_cchc("render", "metrics", "--to", "txt", cwd=folder)
    texts = {path.parent.parent.name: path.read_text("utf-8") for path in folder.glob("out/*/2024-q2/bai-bao.txt")}
    assert ("254" in texts["xa-zz"], "300" in texts["xa-00"], "254" in texts["xa-00"]) == (True, True, False)


def test_a_folder_of_results_that_links_to_itself_is_wrong_usage(working_folder: Build) -> None:
    folder = working_folder(units(1))
    (folder / "out").symlink_to("out")
    ran = render(folder)
    assert (ran.code, "liên kết dẫn về chính nó" in ran.err) == (2, True)


def test_pipes_are_no_pictures_and_no_records(working_folder: Build) -> None:
    folder = working_folder({"metrics/xa/2024-q1.yaml": f"{GOOD}bai_bao:\n  anh: a.png\n"})
    (folder / "out/xa/2024-q1").mkdir(parents=True)
    for pipe in ("metrics/xa/a.png", "out/xa/2024-q1/.cchc.json"):
        os.mkfifo(folder / pipe)
    assert "ảnh «a.png» không phải là tệp" in render(folder).err
    (folder / "metrics/xa/2024-q1.yaml").write_text(GOOD, encoding="utf-8")
    assert render(folder).code == 0


def test_what_cannot_be_read_is_not_taken_for_missing(working_folder: Build, unprivileged: list[str]) -> None:
    folder = working_folder({**units(2), "templates/phan/bo_may.md.j2": "Phần của đơn vị."})
    for closed in ("templates/phan", "metrics/xa-01"):
        (folder / closed).chmod(0)
        command = [*unprivileged, sys.executable, "-m", "cchc_report", "render", "metrics", "--to", "txt"]
        done = subprocess.run(
            command, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False
        )
        (folder / closed).chmod(0o755)
        said = (done.stdout + done.stderr).decode()
        assert (done.returncode, closed.rpartition("/")[2] in said, "không cho đọc" in said) == (1, True, True), said
        assert "Lỗi của phần mềm" not in said


@pytest.fixture
def unprivileged() -> list[str]:
    """What a command is begun with so that a closed folder is closed to it, even where the tests run as root."""
    if os.geteuid() != 0:
        return []
    if not shutil.which("setpriv"):
        pytest.skip("setpriv is not installed, and root may read anything")
    return ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]
