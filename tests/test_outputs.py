"""Nothing that a person wrote is overwritten, and every file is whole, whatever happens."""

import errno
import json
import os
import tempfile
from pathlib import Path

import pytest

from cchc_report import outputs
from cchc_report.outputs import RECORD, Outcome, OutputError, write_new, write_output


def test_a_first_output_is_written_and_recorded(tmp_path: Path) -> None:
    written = write_output(tmp_path / "out", "bai-bao.txt", b"one")
    assert (written.outcome, written.path.read_bytes()) == (Outcome.WRITTEN, b"one")
    assert list(json.loads((tmp_path / "out" / RECORD).read_text(encoding="utf-8"))["files"]) == ["bai-bao.txt"]


def test_an_output_that_nobody_touched_is_replaced(tmp_path: Path) -> None:
    write_output(tmp_path, "bai-bao.txt", b"one")
    assert write_output(tmp_path, "bai-bao.txt", b"two").outcome is Outcome.WRITTEN
    assert (tmp_path / "bai-bao.txt").read_bytes() == b"two"


def test_the_same_content_is_not_written_again(tmp_path: Path) -> None:
    path = write_output(tmp_path, "bai-bao.txt", b"one").path
    before = path.stat().st_mtime_ns
    assert write_output(tmp_path, "bai-bao.txt", b"one").outcome is Outcome.UNCHANGED
    assert path.stat().st_mtime_ns == before


@pytest.mark.parametrize("edited", [b"edited", b"", b"on"], ids=repr)
def test_an_edited_output_is_left_alone_and_the_new_one_goes_beside_it(tmp_path: Path, edited: bytes) -> None:
    write_output(tmp_path, "bai-bao.docx", b"one")
    (tmp_path / "bai-bao.docx").write_bytes(edited)
    written = write_output(tmp_path, "bai-bao.docx", b"two")
    assert (written.outcome, written.path.name) == (Outcome.BESIDE, "bai-bao.moi.docx")
    assert (tmp_path / "bai-bao.docx").read_bytes() == edited
    assert (tmp_path / "bai-bao.moi.docx").read_bytes() == b"two"


def test_the_new_one_beside_it_is_replaced_while_nobody_touched_that_one(tmp_path: Path) -> None:
    write_output(tmp_path, "bai-bao.txt", b"one")
    (tmp_path / "bai-bao.txt").write_bytes(b"edited")
    write_output(tmp_path, "bai-bao.txt", b"two")
    assert write_output(tmp_path, "bai-bao.txt", b"three").path.name == "bai-bao.moi.txt"
    (tmp_path / "bai-bao.moi.txt").write_bytes(b"edited too")
    assert write_output(tmp_path, "bai-bao.txt", b"four").path.name == "bai-bao.moi-2.txt"
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.txt")} == {
        "bai-bao.txt": b"edited",
        "bai-bao.moi.txt": b"edited too",
        "bai-bao.moi-2.txt": b"four",
    }


def test_an_older_good_version_put_back_by_a_person_is_left_alone(tmp_path: Path) -> None:
    write_output(tmp_path, "bai-bao.txt", b"one")
    write_output(tmp_path, "bai-bao.txt", b"two")
    (tmp_path / "bai-bao.txt").write_bytes(b"one")
    assert write_output(tmp_path, "bai-bao.txt", b"three").outcome is Outcome.BESIDE


@pytest.mark.parametrize(
    "record",
    [
        "",
        "{",
        "[]",
        '{"version": 2, "files": {}}',
        '{"version": 1, "files": []}',
        '{"version": 1, "files": {"bai-bao.txt": "x"}}',
    ],
)
def test_a_damaged_or_newer_record_means_do_not_touch(tmp_path: Path, record: str) -> None:
    write_output(tmp_path, "bai-bao.txt", b"one")
    (tmp_path / RECORD).write_text(record, encoding="utf-8")
    assert write_output(tmp_path, "bai-bao.txt", b"two").outcome is Outcome.BESIDE
    assert (tmp_path / "bai-bao.txt").read_bytes() == b"one"


def test_a_file_without_a_record_belongs_to_a_person(tmp_path: Path) -> None:
    (tmp_path / "bai-bao.txt").write_bytes(b"mine")
    assert write_output(tmp_path, "bai-bao.txt", b"two").outcome is Outcome.BESIDE


def test_a_folder_or_a_link_in_the_way_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "bai-bao.txt").mkdir()
    assert write_output(tmp_path, "bai-bao.txt", b"two").path.name == "bai-bao.moi.txt"
    elsewhere = tmp_path / "elsewhere.md"
    elsewhere.write_bytes(b"mine")
    (tmp_path / "bai-bao.md").symlink_to(elsewhere)
    assert write_output(tmp_path, "bai-bao.md", b"two").path.name == "bai-bao.moi.md"
    assert elsewhere.read_bytes() == b"mine"


STEPS = ("mkstemp", "fsync", "replace")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("at", [1, 2, 3])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_a_fault_at_any_step_leaves_the_old_or_the_new_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, at: int, code: int
) -> None:
    write_output(tmp_path, "bai-bao.txt", b"old")
    module = tempfile if step == "mkstemp" else os
    real, calls = getattr(module, step), []

    def failing(*arguments: object, **settings: object) -> object:
        calls.append(step)
        if len(calls) == at:
            raise OSError(code, os.strerror(code))
        return real(*arguments, **settings)

    with monkeypatch.context() as patch:
        patch.setattr(module, step, failing)
        with pytest.raises(OutputError, match="không ghi được"):
            write_output(tmp_path, "bai-bao.txt", b"new")
    assert (tmp_path / "bai-bao.txt").read_bytes() in {b"old", b"new"}
    assert not list(tmp_path.glob(f"{outputs.TEMPORARY_PREFIX}*"))
    assert write_output(tmp_path, "bai-bao.txt", b"newer").outcome is Outcome.WRITTEN


def test_what_a_killed_run_left_behind_is_swept_away(tmp_path: Path) -> None:
    """A temporary file of today may belong to a run that is still going; an old one does not."""
    old, young = (tmp_path / f"{outputs.TEMPORARY_PREFIX}{name}{outputs.TEMPORARY_SUFFIX}" for name in ("a", "b"))
    for stray in (old, young):
        stray.write_bytes(b"half")
    long_ago = young.stat().st_mtime - 2 * outputs.STALE
    os.utime(old, (long_ago, long_ago))
    write_output(tmp_path, "bai-bao.txt", b"one")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([RECORD, young.name, "bai-bao.txt"])


def test_a_file_where_a_folder_is_due_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(OutputError, match="trùng tên"):
        write_output(tmp_path / "out" / "ben-tre", "bai-bao.txt", b"one")


def test_a_new_file_never_replaces_one(tmp_path: Path) -> None:
    write_new(tmp_path / "a" / "b.txt", b"one")
    with pytest.raises(OutputError, match="không ghi đè"):
        write_new(tmp_path / "a" / "b.txt", b"two")
    assert (tmp_path / "a" / "b.txt").read_bytes() == b"one"
