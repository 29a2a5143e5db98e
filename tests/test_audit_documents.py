"""Whole documents: nothing is wrong with what the tool wrote itself, and an edited one is judged alike in every form."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from audited import SAMPLE, shown, subject
from conftest import ROOT
from edited import LINES, box, cell, deleted, inserted, p, row, run, table, word_file
from packages import converted, read, tools, zipped
from test_golden import GENRES, QUARTERS

from benchmarks.samples import Sample, composed
from cchc_report.amendment import Change, replaced
from cchc_report.audit import Audit, Coverage, Slip, Verdict, as_text, audit
from cchc_report.manuscript import read_manuscript
from cchc_report.project import Project
from cchc_report.rendering import Rendered, Workshop

FORMATS = ("txt", "md", "html", "docx")
EDITS = {
    "41.800 hồ sơ trước hạn": "41.900 hồ sơ trước hạn",
    "tăng 10.500 hồ sơ": "giảm 10.500 hồ sơ",
    "56.510 hồ sơ TTHC, tăng 12,93 điểm phần trăm": "56.510 hồ sơ TTHC, tăng 12,93%",
    "15 vấn đề, đã xử lý 12 vấn đề": "12 vấn đề, đã xử lý 15 vấn đề",
    "30/12/2025": "31/12/2025",
    "3.640 lượt người": "hơn 3.600 lượt người",
}
"""What a person changed in the article, for the better or the worse."""


@cache
def rendered(sample: Sample, form: str) -> bytes:
    """A shipped document in one format."""
    [file] = Workshop(Project(ROOT)).write(composed(sample)[0], [form])
    assert isinstance(file, Rendered)
    return file.content


def audited_file(data: bytes, name: str, sample: Sample = SAMPLE) -> Audit:
    return audit(read_manuscript(data, name), subject(sample))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("genre", GENRES)
@pytest.mark.parametrize("quarter", QUARTERS)
def test_nothing_is_wrong_with_a_document_as_it_was_written(quarter: str, genre: str, form: str) -> None:
    sample = Sample(quarter, genre)
    found = audited_file(rendered(sample, form), f"a.{form}", sample)
    counts = Coverage.of(found)
    assert (found.alarms, found.broken, found.unmentioned) == ((), (), [])
    assert counts.seen == counts.agreeing + counts.unsourced > 60
    assert counts.unsourced < counts.seen / 20


def edited(tracked: bool = False) -> bytes:  # noqa: FBT001, FBT002 - both are read at the call
    """The article as a Word file with the edits in it."""
    data = rendered(SAMPLE, "docx")
    for before, after in EDITS.items():
        texts = [passage.text for passage in read_manuscript(data, "a.docx").passages]
        [(number, at)] = [(number, text.index(before)) for number, text in enumerate(texts) if before in text]
        data = replaced(data, [Change(number, at, at + len(before), after)], tracked=tracked)
    return data


def told(found: Audit) -> list[tuple[str, str, str]]:
    """What is said of the quantities that a person must look at, and the figure that each is taken for."""
    wrong = [one for one in found.findings if one.verdict is not Verdict.AGREES]
    return [(shown(one), one.slip or one.verdict, one.printed.text if one.printed else "") for one in wrong] + [
        (one.word, "câu chữ", one.printed.text) for one in found.conflicts
    ]


EXPECTED = [
    ("31/12/2025", Slip.DATE, "30/12/2025"),
    ("12", Slip.SWAPPED, "15"),
    ("15", Slip.SWAPPED, "12"),
    ("41.900", Slip.DIGITS, "41.800"),
    ("3.600", Verdict.ROUNDED, "3.640"),
    ("12,93%", Slip.POINTS, "12,93 điểm phần trăm"),
    ("giảm", "câu chữ", "10.500"),
]


def test_each_edit_is_judged_by_what_it_says() -> None:
    assert told(audited_file(edited(), "a.docx")) == EXPECTED


def without_bookmarks(data: bytes) -> bytes:
    parts = read(data)
    document = re.sub(rb"<w:bookmark(?:Start|End)\b[^>]*/>", b"", parts["word/document.xml"])
    assert document != parts["word/document.xml"]
    return zipped({**parts, "word/document.xml": document})


def copied_out(data: bytes) -> bytes:
    """The text as a person copies it into a mail: Windows line ends, empty lines between."""
    texts = [passage.text for passage in read_manuscript(data, "a.docx").passages]
    return "\r\n\r\n".join(texts).encode("utf-16")


WAYS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "không còn dấu trang": ("a.docx", without_bookmarks),
    "chép ra tệp chữ": ("a.txt", copied_out),
}


@pytest.mark.parametrize("way", WAYS)
def test_an_edited_document_is_judged_alike_in_another_form(way: str) -> None:
    name, change = WAYS[way]
    assert told(audited_file(change(edited()), name)) == EXPECTED


def test_tracked_changes_are_judged_as_if_they_were_accepted() -> None:
    found = audited_file(edited(tracked=True), "a.docx")
    assert told(found) == EXPECTED
    assert found.manuscript.insertions >= len(EDITS)
    assert found.manuscript.deletions >= len(EDITS)
    notice = f"{found.manuscript.insertions} chỗ thêm được tính, {found.manuscript.deletions} chỗ xóa không tính."
    assert f"\n\nVăn bản đang theo dõi sửa đổi: {notice}\n\n" in as_text(found)


@pytest.mark.parametrize("way", [["docx"], ["odt", "docx"], ["txt"]])
def test_libreoffice_changes_nothing_of_what_is_found(tmp_path: Path, way: list[str]) -> None:
    tools("soffice")
    data, before = edited(), "docx"
    for number, target in enumerate(way):
        folder = tmp_path / str(number)
        folder.mkdir()
        data, before = converted(data, folder, target, before).read_bytes(), target
    assert told(audited_file(data, f"a.{before}")) == EXPECTED


@pytest.mark.parametrize(
    ("blocks", "place"),
    [
        ([p(run("Tỉnh đã tuyển dụng "), run("2"), run("6 người, bổ nhiệm 38 người."))], "đoạn 1"),
        ([p(), p(box(p(run("Tỉnh đã tuyển dụng 26 người, bổ nhiệm 38 người."))))], "khung chữ, đoạn "),
        ([p(run("Đã tuyển dụng "), deleted("62"), inserted(run("26")), run(" người, bổ nhiệm 38 người."))], "đoạn 1"),
        (
            [
                p(run("Công vụ")),
                table(
                    row(cell(p(run("Đã tuyển dụng"))), cell(p(run("26 người, bổ nhiệm 38 người")))), properties=LINES
                ),
                p(),
            ],
            "đoạn 2: Đã tuyển dụng | «26» người",
        ),
    ],
)
def test_a_wrong_figure_is_found_wherever_it_stands_in_a_word_file(blocks: list[str], place: str) -> None:
    found = audited_file(word_file(*blocks), "a.docx")
    assert told(found) == [("26", Slip.TRANSPOSED, "62")]
    assert f"\n- {place}" in as_text(found)


@pytest.mark.parametrize(("part", "place"), [("header", "đầu trang"), ("note", "chú thích")])
def test_headers_and_notes_are_read_and_named(part: str, place: str) -> None:
    story = p(run("Tỉnh đã tuyển dụng 26 người, bổ nhiệm 38 người."))
    data = word_file(p(run("Báo cáo.")), **{part: story})  # type: ignore[arg-type]  # one of two texts
    found = audited_file(data, "a.docx")
    assert told(found) == [("26", Slip.TRANSPOSED, "62")]
    assert f"\n- {place}, đoạn " in as_text(found)


def test_a_line_of_a_text_file_is_named_as_its_editor_counts_it() -> None:
    found = audited_file("\n\nTỉnh đã tuyển dụng 26 người, bổ nhiệm 38 người.\n".encode(), "a.txt")
    assert "\n- dòng 3: Tỉnh đã tuyển dụng «26» người" in as_text(found)


def test_paragraphs_in_another_order_are_no_error() -> None:
    found = read_manuscript(rendered(SAMPLE, "docx"), "a.docx")
    turned = replace(found, passages=tuple(reversed(found.passages)))
    assert audit(turned, subject(SAMPLE)).alarms == ()


def test_a_document_of_another_kind_has_the_same_figures() -> None:
    """The article held against the report of the same period: other words around, in part, but the same figures."""
    found = audited_file(rendered(SAMPLE, "docx"), "a.docx", Sample(SAMPLE.period, "bao-cao"))
    assert found.alarms == ()


def test_the_document_is_only_read() -> None:
    data = edited()
    copy = io.BytesIO(data)
    audited_file(copy.getvalue(), "a.docx")
    assert copy.getvalue() == data
    assert zipfile.ZipFile(copy).testzip() is None
