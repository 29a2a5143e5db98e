"""``cchc audit`` as an officer or another program calls it: forms of the result, comments, what goes wrong, exit codes."""

import json
import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from shutil import copytree

import docx
import pytest
from audited import audited
from conftest import ROOT, Ran, run_cchc
from packages import converted, tools

from cchc_report.amendment import Change, replaced
from cchc_report.audit import as_html, as_json
from cchc_report.manuscript import read_manuscript

METRICS = "metrics/phuoc-hai-gia-dinh/2026-q2.yaml"
WRONG = "Tỉnh đã tuyển dụng 26 người, bổ nhiệm 38 người.\n"
RIGHT = "Tỉnh đã tuyển dụng 62 người, bổ nhiệm 38 người.\n"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with the metrics and, in ``out``, what was rendered of them."""
    folder = tmp_path_factory.mktemp("phong")
    copytree(ROOT / "metrics", folder / "metrics")
    made = run_cchc("render", METRICS, cwd=folder)
    assert made.code == 0, made.err
    (folder / "sai.txt").write_text(WRONG, encoding="utf-8")
    (folder / "dung.txt").write_text(RIGHT, encoding="utf-8")
    (folder / "sua.docx").write_bytes(with_a_wrong_figure(article(folder).read_bytes()))
    return folder


def article(folder: Path) -> Path:
    return folder / "out" / "phuoc-hai-gia-dinh" / "2026-q2" / "bai-bao.docx"


def with_a_wrong_figure(data: bytes) -> bytes:
    texts = [passage.text for passage in read_manuscript(data, "a.docx").passages]
    [number] = [number for number, text in enumerate(texts) if "tuyển dụng 62 người" in text]
    at = texts[number].index("62 người")
    return replaced(data, [Change(number, at, at + 2, "26")])


def from_standard_input(data: bytes, *arguments: str, cwd: Path) -> Ran:
    command = [sys.executable, "-m", "cchc_report", "audit", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, input=data, cwd=cwd, env=environment, capture_output=True, check=False)
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


@pytest.mark.parametrize("genre", ["bai-bao", "bao-cao"])
@pytest.mark.parametrize("ending", ["txt", "md", "html", "docx"])
def test_what_was_rendered_is_found_right_without_naming_the_metrics(office: Path, genre: str, ending: str) -> None:
    file = article(office).with_name(f"{genre}.{ending}")
    ran = run_cchc("audit", file, cwd=office)
    assert (ran.code, ran.err) == (0, "")
    assert f" - so với {METRICS}, {genre}\n" in ran.out
    assert ", 0 không khớp, " in ran.out


def test_a_wrong_figure_is_told_and_ends_with_one(office: Path) -> None:
    before = (office / "sua.docx").read_bytes()
    ran = run_cchc("audit", "sua.docx", cwd=office)
    assert (ran.code, ran.err) == (1, "")
    assert "KHÔNG KHỚP SỐ LIỆU (1)\n- đoạn " in ran.out
    assert "văn bản: 26; số liệu: 62 (đảo chữ số); Số công chức, viên chức được tuyển dụng" in ran.out
    assert (office / "sua.docx").read_bytes() == before


def test_a_text_that_knows_no_metrics_needs_them_named(office: Path) -> None:
    ran = run_cchc("audit", "dung.txt", cwd=office)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith(
        "Lỗi: Không rõ «dung.txt» dựng từ số liệu nào (văn bản không ghi tệp số liệu): "
        "thêm --metrics, như --metrics metrics/ben-tre/2024-q1.yaml.\n"
    )
    assert run_cchc("audit", "dung.txt", "--metrics", METRICS, cwd=office).code == 0


def test_a_document_whose_metrics_are_gone_needs_them_named(office: Path, tmp_path: Path) -> None:
    copytree(office, tmp_path / "phong")
    (tmp_path / "phong" / METRICS).rename(tmp_path / "phong" / "metrics" / "phuoc-hai-gia-dinh" / "2026-q3.yaml")
    ran = run_cchc("audit", "sua.docx", cwd=tmp_path / "phong")
    assert (ran.code, ran.out) == (2, "")
    assert f"(tệp số liệu {METRICS} không còn ở đó): thêm --metrics" in ran.err


def test_standard_input_may_be_text_or_a_word_file(office: Path) -> None:
    text = from_standard_input(WRONG.encode(), "-", "--metrics", METRICS, cwd=office)
    assert (text.code, text.err) == (1, "")
    assert text.out.startswith(f"- - so với {METRICS}, ")
    assert "\n- dòng 1: Tỉnh đã tuyển dụng «26» người" in text.out
    word = from_standard_input((office / "sua.docx").read_bytes(), "-", cwd=office)
    assert (word.code, word.err) == (1, "")
    unnamed = from_standard_input(WRONG.encode(), "-", cwd=office)
    assert (unnamed.code, "Không rõ «-»" in unnamed.err) == (2, True)


def test_of_several_documents_one_that_is_wrong_or_unreadable_counts(office: Path) -> None:
    both = run_cchc("audit", "dung.txt", "sai.txt", "--metrics", METRICS, cwd=office)
    assert both.code == 1
    assert [line.split(" - ")[0] for line in both.out.splitlines() if " - so với " in line] == ["dung.txt", "sai.txt"]
    (office / "hong.docx").write_bytes(b"abc")
    broken = run_cchc("audit", "dung.txt", "hong.docx", "--metrics", METRICS, cwd=office)
    assert broken.code == 1
    assert broken.err.startswith("Lỗi: tệp hong.docx không phải là tệp .docx, hoặc đã hỏng; ")
    assert broken.out.startswith("dung.txt - so với ")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.pdf", b"%PDF-1.7\n", "là tệp PDF"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "là tệp .doc kiểu cũ"),
        ("a.txt", "Tỉnh".encode("utf-16-le"), "không"),
        ("a.docx", b"PK\x03\x04", "không phải là tệp .docx, hoặc đã hỏng"),
    ],
    ids=["PDF", "Word 97", "UTF-16", "cụt"],
)
def test_an_unreadable_document_is_named_with_the_reason(office: Path, name: str, content: bytes, told: str) -> None:
    (office / name).write_bytes(content)
    ran = run_cchc("audit", name, "--metrics", METRICS, cwd=office)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"Lỗi: tệp {name} ")
    assert told in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_document_that_is_not_there_is_named(office: Path) -> None:
    ran = run_cchc("audit", "khong-co.docx", cwd=office)
    assert (ran.code, ran.err.splitlines()[-1]) == (2, "Lỗi: Không có «khong-co.docx».")


def test_metrics_with_errors_are_told_before_anything_is_held_against_them(office: Path, tmp_path: Path) -> None:
    copytree(office, tmp_path / "phong")
    text = (tmp_path / "phong" / METRICS).read_text(encoding="utf-8")
    (tmp_path / "phong" / METRICS).write_text(text.replace("  tuyen_dung: 62", "  tuyen_dung: rất nhiều"), "utf-8")
    ran = run_cchc("audit", "sua.docx", cwd=tmp_path / "phong")
    assert (ran.code, ran.out) == (1, "")
    assert f"\n --> {METRICS}:" in ran.err
    assert ran.err.endswith(f"Chưa đối chiếu được: tệp số liệu {METRICS} còn lỗi.\n")


def test_json_has_these_keys_and_adds_up(office: Path) -> None:
    ran = run_cchc("audit", "sua.docx", "--format", "json", cwd=office)
    [found] = json.loads(ran.out)["audits"]
    assert [*found] == [
        *("document", "metrics", "genre", "coverage", "tracked", "findings", "conflicts", "rules", "unmentioned")
    ]
    counts = found["coverage"]
    assert [*counts] == ["seen", "agreeing", "rounded", "differing", "unsourced", "printed", "unmentioned"]
    assert counts["seen"] == sum(counts[key] for key in ("agreeing", "rounded", "differing", "unsourced"))
    assert counts["seen"] == len(found["findings"])
    [wrong] = [one for one in found["findings"] if one["verdict"] == "differs"]
    assert (wrong["text"], wrong["slip"], wrong["expected"], wrong["where"]) == ("26", "transposed", "62", "body")
    assert (wrong["indicator"], wrong["file"]) == ("cong_vu.tuyen_dung", METRICS)
    passage = read_manuscript((office / "sua.docx").read_bytes(), "a.docx").passages[wrong["paragraph"] - 1]
    assert passage.text[wrong["start"] : wrong["end"]] == "26"
    line = (office / METRICS).read_text(encoding="utf-8").splitlines()[wrong["line"] - 1]
    assert line[wrong["column"] - 1 :] == "62"


def test_json_tells_contrary_words_and_broken_rules() -> None:
    less = "Tỉnh đã tiếp nhận 56.510 hồ sơ TTHC, giảm 10.500 hồ sơ so với cùng kỳ năm 2025."
    more = "Tỉnh đã giải quyết 54.090 hồ sơ TTHC, gồm 41.900 hồ sơ trước hạn, 12.050 hồ sơ đúng hạn."
    [found] = json.loads(as_json([audited(less, more)]))["audits"]
    [word] = found["conflicts"]
    assert (word["paragraph"], less[word["start"] : word["end"]], word["text"]) == (1, "giảm", "giảm")
    assert "tăng 10.500 hồ sơ" in word["expected"]
    assert found["rules"] == ["«Số hồ sơ đã giải quyết» ghi 54.090, nhưng 41.900 + 12.050 + 240 = 54.190, lệch 100"]
    assert {one["indicator"] for one in found["unmentioned"]} >= {"cong_vu.tuyen_dung", "cong_vu.bo_nhiem"}


class Marks(HTMLParser):
    """The text of each mark of a page by its class; refuses elements that do not pair."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.marks: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "meta":
            return
        self.open.append(tag)
        if tag == "mark":
            self.marks.append((dict(attrs)["class"] or "", ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "mark":
            name, text = self.marks[-1]
            self.marks[-1] = (name, text + data)


LEGEND = 5
"""Marks that explain the colours."""


def marks(page: str) -> list[tuple[str, str]]:
    reader = Marks()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader.marks[LEGEND:]


def test_the_page_is_well_formed_and_every_figure_is_marked(office: Path) -> None:
    ran = run_cchc("audit", "sua.docx", "--format", "html", cwd=office)
    assert ran.code == 1
    found = json.loads(run_cchc("audit", "sua.docx", "--format", "json", cwd=office).out)["audits"][0]
    marked = marks(ran.out)
    assert [text for _, text in marked] == [one["text"] for one in found["findings"]]
    assert [text for name, text in marked if name == "khong-khop"] == ["26"]
    assert "<ins>không khớp; văn bản: 26; số liệu: 62 (đảo chữ số);" in ran.out


def test_nothing_of_a_text_gets_into_the_page_as_markup() -> None:
    hostile = "Tuyển dụng <script>alert(26)</script> & 26 \"người\", bổ nhiệm 38 </p></mark>'người'."
    page = as_html([audited(hostile)])
    assert "<script" not in page
    assert "&lt;script&gt;alert(" in page
    assert "&amp; " in page
    assert [text for _, text in marks(page)] == ["26", "26", "38"]


def test_a_copy_is_annotated_where_something_is_wrong(office: Path, tmp_path: Path) -> None:
    copy = tmp_path / "chu-thich.docx"
    ran = run_cchc("audit", "sua.docx", "--annotate", copy, cwd=office)
    assert ran.code == 1
    assert ran.err.endswith("chu-thich.docx: 1 chú thích\n")
    [comment] = docx.Document(str(copy)).comments
    assert comment.text.startswith("không khớp; văn bản: 26; số liệu: 62 (đảo chữ số);")
    [paragraph] = [one for one in docx.Document(str(copy)).paragraphs if "đã tuyển dụng" in one.text]
    xml = paragraph._p.xml
    commented = xml[xml.index("<w:commentRangeStart") : xml.index("<w:commentRangeEnd")]
    assert commented.count("<w:t>26</w:t>") + commented.count('<w:t xml:space="preserve">26</w:t>') == 1
    before = [passage.text for passage in read_manuscript((office / "sua.docx").read_bytes(), "a.docx").passages]
    assert [passage.text for passage in read_manuscript(copy.read_bytes(), "a.docx").passages] == before


def test_libreoffice_opens_an_annotated_copy(office: Path, tmp_path: Path) -> None:
    tools("soffice")
    copy = tmp_path / "chu-thich.docx"
    run_cchc("audit", "sua.docx", "--annotate", copy, cwd=office)
    again = docx.Document(str(converted(copy.read_bytes(), tmp_path, "docx")))
    assert [comment.text[:10] for comment in again.comments] == ["không khớp"]


def test_a_copy_never_overwrites_anything(office: Path) -> None:
    before = (office / "sua.docx").read_bytes()
    ran = run_cchc("audit", "sua.docx", "--annotate", "sua.docx", cwd=office)
    assert (ran.code, ran.err) == (1, "Lỗi: sua.docx đã có; không ghi đè\n")
    assert (office / "sua.docx").read_bytes() == before


@pytest.mark.parametrize("arguments", [("sai.txt", "--annotate", "b.docx"), ("sua.docx", "--annotate", "b.txt")])
def test_only_a_word_file_can_be_annotated(office: Path, arguments: tuple[str, ...]) -> None:
    ran = run_cchc("audit", *arguments, cwd=office)
    assert (ran.code, ran.out) == (2, "")
    assert "--annotate dùng cho một văn bản .docx, bản sao cũng có đuôi .docx." in ran.err
