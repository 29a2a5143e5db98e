"""Nothing that a person wrote is overwritten, and every file is whole, whatever happens."""

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from cchc_report import outputs
from cchc_report.outputs import (
    RECORD,
    Outcome,
    OutputError,
    Provenance,
    Written,
    digest,
    read_provenance,
    whole,
    write_kept,
    write_new,
    write_output,
)

MADE = Provenance("metrics/x/2024-q1.yaml", "bai-bao", "", "0123456789abcdef", "m" * 64, "t" * 64, "0.1.0")


def put(folder: Path, name: str, content: bytes, made: Provenance = MADE, *, force: bool = False) -> Written:
    return write_output(folder, name, content, made, force=force)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != RECORD}


def recorded(folder: Path) -> dict[str, list[dict[str, str]]]:
    files = json.loads((folder / RECORD).read_text(encoding="utf-8"))["files"]
    assert isinstance(files, dict)
    return files


def test_a_first_output_is_written_and_recorded(tmp_path: Path) -> None:
    written = put(tmp_path / "out", "bai-bao.txt", b"one")
    assert (written.outcome, written.path.read_bytes()) == (Outcome.WRITTEN, b"one")
    made = {"metrics": "metrics/x/2024-q1.yaml", "genre": "bai-bao", "section": "", "id": "0123456789abcdef"}
    digests = {"digest": digest(b"one"), "metrics_digest": "m" * 64, "templates_digest": "t" * 64}
    assert recorded(tmp_path / "out") == {"bai-bao.txt": [{**made, **digests, "version": "0.1.0"}]}


def test_an_output_that_nobody_touched_is_replaced(tmp_path: Path) -> None:
    put(tmp_path, "bai-bao.txt", b"one")
    assert put(tmp_path, "bai-bao.txt", b"two").outcome is Outcome.WRITTEN
    assert (tmp_path / "bai-bao.txt").read_bytes() == b"two"


def test_the_same_content_is_not_written_again(tmp_path: Path) -> None:
    path = put(tmp_path, "bai-bao.txt", b"one").path
    before = path.stat().st_mtime_ns
    assert put(tmp_path, "bai-bao.txt", b"one").outcome is Outcome.UNCHANGED
    assert path.stat().st_mtime_ns == before


def test_the_record_of_unchanged_content_is_brought_up_to_date(tmp_path: Path) -> None:
    """Other templates, another version of the tool, or a record that was lost."""
    path = put(tmp_path, "bai-bao.txt", b"one").path
    before = path.stat().st_mtime_ns
    later = replace(MADE, version="0.2.0")
    assert put(tmp_path, "bai-bao.txt", b"one", later).outcome is Outcome.UNCHANGED
    assert read_provenance(path) == later
    (tmp_path / RECORD).unlink()
    assert put(tmp_path, "bai-bao.txt", b"one").outcome is Outcome.UNCHANGED
    assert (read_provenance(path), path.stat().st_mtime_ns) == (MADE, before)


@pytest.mark.parametrize("edited", [b"edited", b"", b"on"], ids=repr)
def test_an_edited_output_is_left_alone_and_the_new_one_goes_beside_it(tmp_path: Path, edited: bytes) -> None:
    put(tmp_path, "bai-bao.docx", b"one")
    (tmp_path / "bai-bao.docx").write_bytes(edited)
    later = replace(MADE, id="later")
    written = put(tmp_path, "bai-bao.docx", b"two", later)
    assert (written.outcome, written.path.name) == (Outcome.BESIDE, "bai-bao.moi.docx")
    assert (read_provenance(tmp_path / "bai-bao.docx"), read_provenance(written.path)) == (MADE, later)
    assert (tmp_path / "bai-bao.docx").read_bytes() == edited
    assert (tmp_path / "bai-bao.moi.docx").read_bytes() == b"two"


def test_the_new_one_beside_it_is_replaced_while_nobody_touched_that_one(tmp_path: Path) -> None:
    put(tmp_path, "bai-bao.txt", b"one")
    (tmp_path / "bai-bao.txt").write_bytes(b"edited")
    put(tmp_path, "bai-bao.txt", b"two")
    assert put(tmp_path, "bai-bao.txt", b"three").path.name == "bai-bao.moi.txt"
    (tmp_path / "bai-bao.moi.txt").write_bytes(b"edited too")
    assert put(tmp_path, "bai-bao.txt", b"four").path.name == "bai-bao.moi-2.txt"
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.txt")} == {
        "bai-bao.txt": b"edited",
        "bai-bao.moi.txt": b"edited too",
        "bai-bao.moi-2.txt": b"four",
    }


def test_an_older_good_version_put_back_by_a_person_is_left_alone(tmp_path: Path) -> None:
    put(tmp_path, "bai-bao.txt", b"one")
    put(tmp_path, "bai-bao.txt", b"two")
    (tmp_path / "bai-bao.txt").write_bytes(b"one")
    assert put(tmp_path, "bai-bao.txt", b"three").outcome is Outcome.BESIDE


@pytest.mark.parametrize(
    "record",
    [
        "",
        "{",
        "[]",
        '{"version": 4, "files": {}}',
        '{"version": 2, "files": {}}',
        '{"version": [2], "files": {}}',
        '{"version": 2, "files": {"bai-bao.txt": {}}}',
        '{"version": 2, "files": {"bai-bao.txt": [{"digest": 1}, "x", null]}}',
        json.dumps({"version": 2, "files": {"bai-bao.txt": [digest(b"one")]}}),
        '{"version": 1, "files": []}',
        '{"version": 1, "files": {"bai-bao.txt": "x"}}',
    ],
)
def test_a_damaged_or_newer_record_means_do_not_touch(tmp_path: Path, record: str) -> None:
    put(tmp_path, "bai-bao.txt", b"one")
    (tmp_path / RECORD).write_text(record, encoding="utf-8")
    assert read_provenance(tmp_path / "bai-bao.txt") is None
    assert put(tmp_path, "bai-bao.txt", b"two").outcome is Outcome.BESIDE
    assert (tmp_path / "bai-bao.txt").read_bytes() == b"one"


@pytest.mark.parametrize("standing", [b"one", b"old"], ids=repr)
def test_a_record_of_digests_alone_is_understood(tmp_path: Path, standing: bytes) -> None:
    """As the tool's first version wrote it, here while a file was changing."""
    (tmp_path / "bai-bao.txt").write_bytes(standing)
    digests = [digest(b"old"), digest(b"one")]
    data = {"version": 1, "files": {"bai-bao.txt": digests, "bai-bao.md": digests}}
    (tmp_path / RECORD).write_text(json.dumps(data), encoding="utf-8")
    assert read_provenance(tmp_path / "bai-bao.txt") is None
    assert put(tmp_path, "bai-bao.txt", b"two").outcome is Outcome.WRITTEN
    assert read_provenance(tmp_path / "bai-bao.txt") == MADE
    assert [entry["digest"] for entry in recorded(tmp_path)["bai-bao.md"]] == digests


def test_a_file_without_a_record_belongs_to_a_person(tmp_path: Path) -> None:
    (tmp_path / "bai-bao.txt").write_bytes(b"mine")
    assert put(tmp_path, "bai-bao.txt", b"two").outcome is Outcome.BESIDE


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_or_a_link_in_the_way_is_left_alone(tmp_path: Path, force: bool) -> None:  # noqa: FBT001 - pytest passes parameters by name
    (tmp_path / "bai-bao.txt").mkdir()
    written = put(tmp_path, "bai-bao.txt", b"two", force=force)
    assert (written.outcome, written.path.name) == (Outcome.BLOCKED, "bai-bao.moi.txt")
    elsewhere = tmp_path / "elsewhere.md"
    elsewhere.write_bytes(b"mine")
    (tmp_path / "bai-bao.md").symlink_to(elsewhere)
    written = put(tmp_path, "bai-bao.md", b"two", force=force)
    assert (written.outcome, written.path.name) == (Outcome.BLOCKED, "bai-bao.moi.md")
    assert (elsewhere.read_bytes(), (tmp_path / "bai-bao.md").is_symlink()) == (b"mine", True)


def test_by_force_a_person_s_file_is_replaced_and_kept(tmp_path: Path) -> None:
    put(tmp_path, "bai-bao.docx", b"one")
    (tmp_path / "bai-bao.docx").write_bytes(b"edited")
    later = replace(MADE, id="later")
    written = put(tmp_path, "bai-bao.docx", b"two", later, force=True)
    assert written == Written(
        tmp_path / "bai-bao.docx", tmp_path / "bai-bao.docx", Outcome.REPLACED, tmp_path / "bai-bao.cu.docx"
    )
    assert contents(tmp_path) == {"bai-bao.docx": b"two", "bai-bao.cu.docx": b"edited"}
    assert read_provenance(tmp_path / "bai-bao.docx") == later
    assert read_provenance(tmp_path / "bai-bao.cu.docx") == MADE, "the record knows what the kept file was made of"
    assert put(tmp_path, "bai-bao.docx", b"three").outcome is Outcome.WRITTEN, "it is the tool's own again"


def test_no_kept_file_is_replaced_by_another(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / "bai-bao.txt").write_bytes(f"edited {number}".encode())
        put(tmp_path, "bai-bao.txt", b"one", force=True)
    (tmp_path / "bai-bao.txt").write_bytes(b"edited 1")
    assert put(tmp_path, "bai-bao.txt", b"one", force=True).backup == tmp_path / "bai-bao.cu-2.txt", "kept already"
    kept = {"bai-bao.cu.txt": b"edited 0", "bai-bao.cu-2.txt": b"edited 1", "bai-bao.cu-3.txt": b"edited 2"}
    assert contents(tmp_path) == {"bai-bao.txt": b"one", **kept}


def test_a_person_s_file_of_the_name_of_a_kept_one_stays(tmp_path: Path) -> None:
    (tmp_path / "bai-bao.txt").write_bytes(b"edited")
    (tmp_path / "bai-bao.cu.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "bai-bao.cu-2.txt").mkdir()
    (tmp_path / "bai-bao.cu-3.txt").write_bytes(b"mine")
    assert put(tmp_path, "bai-bao.txt", b"one", force=True).backup == tmp_path / "bai-bao.cu-4.txt"
    assert (tmp_path / "bai-bao.cu-3.txt").read_bytes() == b"mine"
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("found", [None, b"one", b"two"], ids=repr)
def test_force_keeps_nothing_where_no_person_s_file_is(tmp_path: Path, found: bytes | None) -> None:
    if found:
        put(tmp_path, "bai-bao.txt", found)
    assert put(tmp_path, "bai-bao.txt", b"two", force=True).backup is None
    assert contents(tmp_path) == {"bai-bao.txt": b"two"}


STEPS = {"open": 3, "fsync": 1, "replace": 3}
"""How often each occurs while one file is written: the record, the file, the record; only the file is synced."""
AT_ANY_STEP = [(step, at) for step, times in STEPS.items() for at in range(1, times + 1)]
AT_ANY_STEP_OF_TWO = [*AT_ANY_STEP, *((step, times + 1) for step, times in STEPS.items())]
"""The same where a person's file is kept first."""


@contextmanager
def fault(step: str, at: int, code: int) -> Iterator[None]:
    """The file system refuses the given step of writing a file, from the ``at``-th time on."""
    real, calls = getattr(os, step), []

    def failing(*arguments: object, **settings: object) -> object:
        calls.append(step)
        if len(calls) >= at:
            raise OSError(code, os.strerror(code))
        return real(*arguments, **settings)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, step, failing)
        patch.setattr(whole, "sleep", lambda _: None)
        with pytest.raises(OutputError, match="không ghi được"):
            yield


@pytest.mark.parametrize(("step", "at"), AT_ANY_STEP)
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_a_fault_at_any_step_leaves_the_old_or_the_new_file_whole(
    tmp_path: Path, step: str, at: int, code: int
) -> None:
    put(tmp_path, "bai-bao.txt", b"old")
    with fault(step, at, code):
        put(tmp_path, "bai-bao.txt", b"new", replace(MADE, id="new"))
    found = (tmp_path / "bai-bao.txt").read_bytes()
    assert found in {b"old", b"new"}
    told = read_provenance(tmp_path / "bai-bao.txt")
    assert told is not None
    assert told.id == ("new" if found == b"new" else MADE.id), "the record tells which of the two it is"
    assert not list(tmp_path.glob(f"{outputs.TEMPORARY_PREFIX}*"))
    assert put(tmp_path, "bai-bao.txt", b"newer").outcome is Outcome.WRITTEN


def test_one_interruption_after_another_does_not_make_our_own_file_a_person_s(tmp_path: Path) -> None:
    put(tmp_path, "bai-bao.txt", b"old")
    for content in (b"new", b"newer", b"newest"):
        with fault("replace", 2, errno.EIO):
            put(tmp_path, "bai-bao.txt", content)
    assert (tmp_path / "bai-bao.txt").read_bytes() == b"old"
    assert put(tmp_path, "bai-bao.txt", b"last").outcome is Outcome.WRITTEN


@pytest.mark.parametrize(("step", "at"), AT_ANY_STEP_OF_TWO)
def test_a_fault_at_any_step_of_a_forced_writing_keeps_the_person_s_file(tmp_path: Path, step: str, at: int) -> None:
    put(tmp_path, "bai-bao.txt", b"old")
    (tmp_path / "bai-bao.txt").write_bytes(b"edited")
    with fault(step, at, errno.EIO):
        put(tmp_path, "bai-bao.txt", b"new", force=True)
    there = contents(tmp_path)
    assert there["bai-bao.txt"] in {b"edited", b"new"}
    assert b"edited" in there.values()
    put(tmp_path, "bai-bao.txt", b"newer", force=True)
    assert contents(tmp_path) == {"bai-bao.txt": b"newer", "bai-bao.cu.txt": b"edited"}
    assert read_provenance(tmp_path / "bai-bao.cu.txt") == MADE


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("at", [1, 2])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES])
def test_a_fault_while_a_person_s_file_is_replaced_keeps_it(tmp_path: Path, step: str, at: int, code: int) -> None:
    path = tmp_path / "bai-bao.docx"
    path.write_bytes(b"edited")
    with fault(step, at, code):
        write_kept(path, b"renewed", b"edited")
    assert path.read_bytes() == b"edited"
    assert {*contents(tmp_path)} <= {"bai-bao.docx", "bai-bao.cu.docx"}
    assert write_kept(path, b"renewed", b"edited") == tmp_path / "bai-bao.cu.docx"
    assert contents(tmp_path) == {"bai-bao.docx": b"renewed", "bai-bao.cu.docx": b"edited"}


def test_a_file_saved_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "bai-bao.docx"
    path.write_bytes(b"edited again")
    with pytest.raises(OutputError, match="vừa được người khác sửa"):
        write_kept(path, b"renewed", b"edited")
    assert contents(tmp_path) == {"bai-bao.docx": b"edited again"}


def test_a_file_where_a_folder_is_due_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(OutputError, match="trùng tên"):
        put(tmp_path / "out" / "ben-tre", "bai-bao.txt", b"one")


def test_a_new_file_never_replaces_one(tmp_path: Path) -> None:
    write_new(tmp_path / "a" / "b.txt", b"one")
    with pytest.raises(OutputError, match="không ghi đè"):
        write_new(tmp_path / "a" / "b.txt", b"two")
    assert (tmp_path / "a" / "b.txt").read_bytes() == b"one"


def test_a_renamed_document_is_known_by_its_id(tmp_path: Path) -> None:
    put(tmp_path, "bai-bao.txt", b"text", replace(MADE, version="text"))
    put(tmp_path, "bai-bao.docx", b"one")
    put(tmp_path, "bao-cao.docx", b"report", replace(MADE, genre="bao-cao", id="another"))
    renamed = (tmp_path / "bai-bao.docx").rename(tmp_path / "gửi Tỉnh ủy.docx")
    assert read_provenance(renamed) is None
    assert read_provenance(renamed, MADE.id) == MADE
    renamed.rename(tmp_path / "bao-cao.docx")
    assert read_provenance(tmp_path / "bao-cao.docx", MADE.id) == MADE, "a name that was another document's"
    assert read_provenance(tmp_path / "bao-cao.docx", "unknown") is None


def test_where_there_is_no_record_nothing_is_known(tmp_path: Path) -> None:
    (tmp_path / RECORD).mkdir()
    assert read_provenance(tmp_path / "bai-bao.docx", MADE.id) is None
    assert read_provenance(tmp_path / "nowhere" / "bai-bao.docx") is None
