"""What other tools are known to lose between one run and the next: outputs cut off, replaced, written elsewhere.

What happens at each single call is tried in ``test_write_faults.py``, names in ``test_names.py``.
"""

import errno
import fcntl
import os
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import docx
import pytest
from conftest import ROOT, Ran, run_cchc

from cchc_report.outputs import (
    RECORD,
    TEMPORARY_PREFIX,
    TEMPORARY_SUFFIX,
    Outcome,
    OutputError,
    Provenance,
    Written,
    whole,
    write_kept,
    write_new,
    write_output,
)

Build = Callable[[Mapping[str, str | bytes]], Path]
GOOD = "tthc:\n  cong_bo: 254\n  ban_hanh_moi: 72\n  sua_doi: 91\n  thay_the: 23\n  bai_bo: 68\n"
MADE = Provenance("metrics/x/2024-q1.yaml", "bai-bao")
NAME, BESIDE = "bai-bao.docx", "bai-bao.moi.docx"


def render(folder: Path, *arguments: str, meddling: str = "") -> Ran:
    """``cchc render metrics``, in a Python into which the given lines were put before."""
    environment = {}
    if meddling:
        place = folder / ".python"
        place.mkdir(exist_ok=True)
        (place / "sitecustomize.py").write_text(meddling, encoding="utf-8")
        environment["PYTHONPATH"] = f"{place}{os.pathsep}{ROOT}"
    return run_cchc("render", "metrics", "--to", "txt", "--genre", "bai-bao", *arguments, cwd=folder, env=environment)


def outputs(folder: Path) -> dict[str, str]:
    there = (folder / "out/x/2024-q1").iterdir()
    return {path.name: path.read_text(encoding="utf-8") for path in there if path.name != RECORD}


def change_figures(folder: Path) -> None:
    path = folder / "metrics/x/2024-q1.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("254", "255").replace("72", "73"), encoding="utf-8")


# --- 34: killed while writing ------------------------------------------------------------------------------------------

KILL = """
import os, signal
real, calls = os.{call}, []

def killing(*arguments):
    calls.append(1)
    if len(calls) == {at}:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*arguments)

os.{call} = killing
"""


@pytest.mark.parametrize(("call", "at"), [("fsync", 1), ("replace", 2), ("replace", 3)])
def test_34_after_a_killed_run_the_next_one_makes_everything_good(working_folder: Build, call: str, at: int) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": GOOD})
    assert render(folder).code == 0
    old = outputs(folder)["bai-bao.txt"]
    change_figures(folder)
    assert render(folder, meddling=KILL.format(call=call, at=at)).code == -9
    left = outputs(folder)
    assert left["bai-bao.txt"] in {old, old.replace("254", "255").replace("72 ", "73 ")}
    assert len([name for name in left if name.startswith(TEMPORARY_PREFIX)]) == 1, "what was being written"
    assert render(folder).code == 0
    assert [*outputs(folder)] == ["bai-bao.txt"]
    assert "255" in outputs(folder)["bai-bao.txt"]


def test_34_what_a_run_beside_is_writing_is_left_to_it(tmp_path: Path) -> None:
    stray = tmp_path / f"{TEMPORARY_PREFIX}0123{TEMPORARY_SUFFIX}"
    with stray.open("wb") as file:
        whole._hold(file.fileno())
        write_output(tmp_path, NAME, b"one", MADE)
        assert stray.exists()
    write_output(tmp_path, NAME, b"two", MADE)
    assert not stray.exists()


def test_34_where_a_drive_knows_no_locks_age_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lockless(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(fcntl, "flock", lockless)
    old, young = (tmp_path / f"{TEMPORARY_PREFIX}{name}{TEMPORARY_SUFFIX}" for name in ("old", "young"))
    for stray in (old, young):
        stray.write_bytes(b"half")
    long_ago = young.stat().st_mtime - 2 * whole.STALE
    os.utime(old, (long_ago, long_ago))
    write_output(tmp_path, NAME, b"one", MADE)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([RECORD, NAME, young.name])


def test_34_a_run_whose_temporary_file_was_swept_writes_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the moment between writing and moving a run beside takes it for a stray."""
    real, moved = os.replace, []

    def swept(source: Path, target: Path) -> None:
        moved.append(target)
        if len(moved) == 1:
            source.unlink()
        real(source, target)

    monkeypatch.setattr(os, "replace", swept)
    assert write_output(tmp_path, NAME, b"one", MADE).outcome is Outcome.WRITTEN
    assert sorted(path.name for path in tmp_path.iterdir()) == [RECORD, NAME]


def test_34_only_strays_are_swept(tmp_path: Path) -> None:
    theirs = [f"{TEMPORARY_PREFIX}folder{TEMPORARY_SUFFIX}", f"{TEMPORARY_PREFIX}link{TEMPORARY_SUFFIX}", "a.tmp"]
    (tmp_path / theirs[0]).mkdir()
    (tmp_path / theirs[1]).symlink_to(tmp_path)
    (tmp_path / theirs[2]).write_bytes(b"")
    write_output(tmp_path, NAME, b"one", MADE)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([RECORD, NAME, *theirs])


# --- 35: the disk refuses ----------------------------------------------------------------------------------------------

REFUSE = """
import os

def refusing(*_):
    raise OSError({code}, "refused")

os.{call} = refusing
"""
REFUSALS = {
    errno.ENOSPC: "ổ đĩa đã đầy, hoặc hết dung lượng được cấp",
    errno.EDQUOT: "ổ đĩa đã đầy, hoặc hết dung lượng được cấp",
    errno.EIO: "ổ đĩa hoặc kết nối tới ổ đĩa mạng gặp lỗi",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
}


@pytest.mark.parametrize(("code", "said"), REFUSALS.items(), ids=[errno.errorcode[code] for code in REFUSALS])
def test_35_why_the_disk_refuses_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, said: str) -> None:
    def refuse(_: int) -> None:
        raise OSError(code, "refused")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OutputError, match=said):
        write_output(tmp_path, NAME, b"one", MADE)


def test_35_a_full_disk_ends_the_run_and_the_old_file_stays_whole(working_folder: Build) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": GOOD})
    render(folder)
    before = outputs(folder)
    change_figures(folder)
    ran = render(folder, meddling=REFUSE.format(code=errno.ENOSPC, call="fsync"))
    assert (ran.code, REFUSALS[errno.ENOSPC] in ran.err, ran.out, outputs(folder)) == (1, True, "", before)


def test_35_a_folder_that_goes_meanwhile_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def vanishing(source: Path, _: Path) -> None:
        shutil.rmtree(tmp_path / "out")
        source.stat()

    monkeypatch.setattr(os, "replace", vanishing)
    with pytest.raises(OutputError, match="vừa bị xóa hoặc dời đi"):
        write_output(tmp_path / "out/x/2024-q1", NAME, b"one", MADE)


def test_35_a_path_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="quá dài"):
        write_output(tmp_path / ("x" * 200), f"{'y' * 300}.docx", b"one", MADE)


# --- 36: the file is open ----------------------------------------------------------------------------------------------


@dataclass
class Windows:
    """Refuses to replace files that are held, as Windows does; remembers how long was waited for them."""

    held: set[str] = field(default_factory=lambda: {NAME})
    waited: list[float] = field(default_factory=list)
    meanwhile: Callable[[], object] = lambda: None
    """What happens during the first wait."""

    def replace(self, source: Path, target: Path) -> None:
        if target.name in self.held:
            raise PermissionError(errno.EACCES, "The process cannot access the file")
        os.rename(source, target)  # noqa: PTH104 - stands for os.replace

    def sleep(self, seconds: float) -> None:
        if not self.waited:
            self.meanwhile()
        self.waited.append(seconds)


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Windows:
    """The tool's own file is there and open in Word."""
    simulated = Windows()
    monkeypatch.setattr(os, "replace", simulated.replace)
    monkeypatch.setattr(whole, "sleep", simulated.sleep)
    return simulated


def put(folder: Path, content: bytes, *, force: bool = False) -> Written:
    return write_output(folder, NAME, content, MADE, force=force)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != RECORD}


@pytest.fixture
def opened(tmp_path: Path, windows: Windows) -> Path:
    windows.held.clear()
    put(tmp_path, b"old")
    windows.held.add(NAME)
    return tmp_path


def test_36_a_file_that_is_open_stays_and_the_new_one_goes_beside_it(opened: Path, windows: Windows) -> None:
    written = put(opened, b"new")
    assert (written.outcome, written.path.name) == (Outcome.HELD, BESIDE)
    assert contents(opened) == {NAME: b"old", BESIDE: b"new"}
    assert windows.waited == [0.05, 0.1, 0.2, 0.4, 0.8], "a scan for viruses would have ended"
    windows.held.clear()
    assert put(opened, b"new").outcome is Outcome.WRITTEN, "closed again, it is still known as the tool's own"


def test_36_a_file_that_is_held_for_a_moment_is_replaced(opened: Path, windows: Windows) -> None:
    windows.meanwhile = windows.held.clear
    assert (put(opened, b"new").outcome, windows.waited) == (Outcome.WRITTEN, [0.05])
    assert contents(opened) == {NAME: b"new"}


def test_36_what_a_person_saves_during_the_wait_is_not_replaced(opened: Path, windows: Windows) -> None:
    def save_and_close() -> None:
        (opened / NAME).write_bytes(b"edited")
        windows.held.clear()

    windows.meanwhile = save_and_close
    assert put(opened, b"new").outcome is Outcome.BESIDE
    assert contents(opened) == {NAME: b"edited", BESIDE: b"new"}


def test_36_by_force_too_an_open_file_is_left_alone(opened: Path, windows: Windows) -> None:
    (opened / NAME).write_bytes(b"edited")
    assert put(opened, b"new", force=True).outcome is Outcome.HELD
    assert contents(opened) == {NAME: b"edited", BESIDE: b"new", "bai-bao.cu.docx": b"edited"}
    windows.held.clear()
    assert put(opened, b"new", force=True).outcome is Outcome.REPLACED
    assert contents(opened)[NAME] == b"new"


@pytest.mark.parametrize("mark", ["~$i-bao.docx", "~$bai-bao.docx", ".~lock.bai-bao.docx#"])
@pytest.mark.parametrize("force", [False, True])
def test_36_the_mark_of_word_or_libreoffice_is_heeded_where_the_system_would_allow_it(
    tmp_path: Path,
    mark: str,
    force: bool,  # noqa: FBT001 - pytest passes parameters by name
) -> None:
    put(tmp_path, b"old")
    if force:
        (tmp_path / NAME).write_bytes(b"edited")
    (tmp_path / mark).write_bytes(b"")
    written = put(tmp_path, b"new", force=force)
    assert (written.outcome, written.path.name, written.open_mark) == (Outcome.HELD, BESIDE, tmp_path / mark)
    assert contents(tmp_path) == {NAME: b"edited" if force else b"old", BESIDE: b"new", mark: b""}


def test_36_an_open_file_that_is_up_to_date_is_no_trouble(opened: Path) -> None:
    (opened / "~$i-bao.docx").write_bytes(b"")
    assert put(opened, b"old").outcome is Outcome.UNCHANGED


def test_36_a_record_that_is_held_ends_the_writing_with_a_message(opened: Path, windows: Windows) -> None:
    windows.held = {RECORD}
    with pytest.raises(OutputError, match="đang mở trong chương trình khác"):
        put(opened, b"new")
    assert contents(opened) == {NAME: b"old"}


def test_36_a_folder_in_which_nothing_can_be_replaced_is_told_at_once(tmp_path: Path, windows: Windows) -> None:
    windows.held = {NAME, BESIDE}
    with pytest.raises(OutputError, match="không có quyền ghi"):
        put(tmp_path, b"new")
    assert contents(tmp_path) == {}


def test_36_a_person_s_own_document_that_is_open_is_not_amended(opened: Path) -> None:
    with pytest.raises(OutputError, match="đang mở trong chương trình khác"):
        write_kept(opened / NAME, b"new", b"old")
    assert contents(opened)[NAME] == b"old"


def test_36_the_command_says_so_and_how_to_go_on(working_folder: Build) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": GOOD})
    render(folder)
    change_figures(folder)
    mark = folder / "out/x/2024-q1/.~lock.bai-bao.txt#"
    mark.write_bytes(b"")
    ran = render(folder)
    assert ran.code == 1
    assert "out/x/2024-q1/bai-bao.moi.txt  (không ghi đè bai-bao.txt: tệp này đang mở" in ran.out
    assert "đóng out/x/2024-q1/bai-bao.txt rồi chạy lại (nếu không còn mở ở đâu thì xóa .~lock.bai-bao.txt#)" in ran.err
    mark.unlink()
    assert render(folder).code == 0
    assert "255" in outputs(folder)["bai-bao.txt"]


# --- 37, 38: whose file it is ------------------------------------------------------------------------------------------


def test_37_an_edited_document_stays_and_its_differences_are_told(working_folder: Build) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": GOOD})
    render(folder, "--to", "docx")
    path = folder / "out/x/2024-q1" / NAME
    edited = docx.Document(str(path))
    for paragraph in edited.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("254", "264")
    edited.save(str(path))
    before = path.read_bytes()
    change_figures(folder)
    ran = render(folder, "--to", "docx")
    assert (ran.code, path.read_bytes(), path.with_name(BESIDE).exists()) == (1, before, True)
    assert "264" in ran.err
    assert "cchc refresh" in ran.err


def test_38_an_untouched_output_follows_its_template_and_is_not_written_anew_without_need(
    working_folder: Build,
) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": GOOD, "templates/bai-bao.md.j2": "Có {{ tthc.cong_bo }}.\n"})
    render(folder)
    path = folder / "out/x/2024-q1/bai-bao.txt"
    os.utime(path, ns=(1, 1))
    assert render(folder).code == 0
    assert path.stat().st_mtime_ns == 1
    (folder / "templates/bai-bao.md.j2").write_text("Đã có {{ tthc.cong_bo }}.\n", encoding="utf-8")
    assert render(folder).code == 0
    assert outputs(folder) == {"bai-bao.txt": "Đã có 254.\n"}


# --- 39, 40: where it goes ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [["--genre", "../x"], ["--genre", "con"], ["--section", "../x"], ["--to", "bai-bao/../../x"]],
    ids=" ".join,
)
def test_39_no_option_makes_a_name_that_leads_out(working_folder: Build, tmp_path: Path, arguments: list[str]) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": GOOD})
    assert run_cchc("render", "metrics", *arguments, cwd=folder).code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["work"]
    assert [path.name for path in folder.iterdir()] == ["metrics"]


WHERE = {
    "a file": (["render", "metrics", "--out", "mine.txt"], 1, "trùng tên thư mục"),
    "below a file": (["render", "metrics", "--out", "mine.txt/out"], 1, "trùng tên thư mục"),
    "the metrics file": (["render", "metrics", "--out", "metrics/x/2024-q1.yaml"], 2, "nơi để số liệu"),
    "the folder of metrics": (["render", "metrics", "--out", "metrics"], 2, "nơi để số liệu"),
    "the metrics through a link": (["render", "metrics", "--out", "link"], 2, "nơi để số liệu"),
    "a form over a folder": (["form", "2024-q1", "--out", "d.xlsx"], 1, "đã có; không ghi đè"),
    "a form over a link": (["form", "2024-q1", "--out", "l.xlsx"], 1, "đã có; không ghi đè"),
    "a new folder over a file": (["init", "mine.txt"], 2, "đã có"),
}


@pytest.mark.parametrize(("arguments", "code", "said"), WHERE.values(), ids=WHERE)
def test_40_what_is_in_the_way_is_never_replaced(
    working_folder: Build, arguments: list[str], code: int, said: str
) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": GOOD, "mine.txt": "mine", "d.xlsx/a": "mine"})
    (folder / "link").symlink_to(folder / "metrics")
    (folder / "l.xlsx").symlink_to(folder / "mine.txt")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    ran = run_cchc(*arguments, cwd=folder)
    assert (ran.code, said in ran.err) == (code, True)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_40_a_copy_with_comments_is_not_the_document_itself(working_folder: Build) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": GOOD})
    render(folder, "--to", "docx")
    path = folder / "out/x/2024-q1" / NAME
    before = path.read_bytes()
    ran = run_cchc("audit", path, "--annotate", path, cwd=folder)
    assert (ran.code, path.read_bytes()) == (1, before)
    assert re.search("đã có; không ghi đè", ran.err)


def test_40_a_file_that_comes_meanwhile_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def slow(descriptor: int) -> None:
        (tmp_path / NAME).write_bytes(b"mine")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", slow)
    with pytest.raises(OutputError, match="đã có; không ghi đè"):
        write_new(tmp_path / NAME, b"one")
    assert put(tmp_path, b"two").outcome is Outcome.BESIDE
    assert (tmp_path / NAME).read_bytes() == b"mine"
