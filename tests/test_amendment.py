"""Letters exchanged and comments put into Word files of anybody's: the right letters, their formatting, and nothing else."""

import io
import re
import subprocess
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import pytest
from conftest import ROOT
from edited import LINES, bold, box, cell, deleted, field, inserted, p, row, run, table, word_file
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from packages import W, body, converted, read, root, tools, values, zipped
from test_golden import QUARTERS, composed

from cchc_report.amendment import Change, Note, commented, relisted, replaced
from cchc_report.manuscript import Where, read_manuscript
from cchc_report.opc import write_zip
from cchc_report.project import Project
from cchc_report.rendering import Rendered, Workshop

AWKWARD = {
    "ba mẩu chữ, giữa đậm": p(run("có 1."), bold("54"), run("1 hồ sơ")),
    "một mẩu": p(run("có 1.541 hồ sơ")),
    "liên kết": p(run("có "), f'<w:hyperlink w:anchor="x">{run("1.541")}</w:hyperlink>', run(" hồ sơ")),
    "điều khiển nội dung": p(
        run("có "), f"<w:sdt><w:sdtPr/><w:sdtContent>{run('1.541')}</w:sdtContent></w:sdt>", run(" hồ sơ")
    ),
    "trong phần thêm": p(run("có "), inserted(run("những 1.541 hồ")), run(" sơ")),
    "nửa trong phần thêm": p(run("có 1."), inserted(run("541")), run(" hồ sơ")),
    "cạnh phần xóa": p(run("có "), deleted("1.540"), run("1.541 hồ sơ")),
    "chú thích XML": p(run("có "), run("1.<!-- x -->541"), run(" hồ sơ")),
    "CDATA": p(run("<![CDATA[A & B có 1.541]]> hồ sơ")),
    "thực thể": p(run("A &amp; B &lt;có&gt; &#49;.541 hồ sơ")),
    "dựng sẵn và tổ hợp": p(run(unicodedata.normalize("NFD", "của thủ tục có ")), run("1.541 hồ sơ")),
    "trường": p(run("có "), field('HYPERLINK "http://a.vn"', run("1.541")), run(" hồ sơ")),
    "trường đơn": p(
        run("có "), f'<w:fldSimple w:instr=" HYPERLINK http://a.vn ">{run("1.541")}</w:fldSimple>', run(" hồ sơ")
    ),
    "nhiều phần trong mẩu": p("<w:r><w:t>có</w:t><w:tab/><w:t>1.541</w:t><w:br/><w:t>hồ sơ</w:t></w:r>"),
    "định dạng có theo dõi": p(
        run("có 1.541 hồ sơ", '<w:rPr><w:b/><w:rPrChange w:id="4" w:author="Lan"><w:rPr/></w:rPrChange></w:rPr>')
    ),
    "bảng": table(row(cell(p(run("Hồ sơ"))), cell(p(run("1.541")))), properties=LINES) + p(),
    "bảng trong bảng": table(
        row(cell(table(row(cell(p(run("x"))), cell(p(run("1.541")))), properties=LINES), p()), cell(p(run("2")))),
        properties=LINES,
    )
    + p(),
    "khung chữ": p(run("Thân bài"), box(p(run("có 1."), bold("541")))),
}
"""Paragraphs that say 1.541 once, in the ways in which Word comes to write it."""
ELSEWHERE = {
    "đầu trang": word_file(p(run("Thân bài")), header=p(run("có 1.541 hồ sơ"))),
    "chú thích": word_file(p(run("Thân bài")), note=p(run("có 1.541 hồ sơ"))),
}
FILES = {name: word_file(content, p(run("Hết."))) for name, content in AWKWARD.items()} | ELSEWHERE
EVERY_FILE = pytest.mark.parametrize("name", FILES)


def place(data: bytes, words: str) -> tuple[int, int, int]:
    """Where words stand in a file, as a change and a note name it."""
    found = [(index, text.find(words)) for index, text in enumerate(texts(data)) if words in text]
    [(passage, start)] = found
    return passage, start, start + len(words)


def texts(data: bytes) -> list[str]:
    return [passage.text for passage in read_manuscript(data, "a.docx").passages]


def changed(data: bytes, old: str, new: str, *, tracked: bool = False) -> bytes:
    return replaced(data, [Change(*place(data, old), new)], tracked=tracked)


def other_parts(data: bytes, *names: str) -> dict[str, bytes]:
    return {name: part for name, part in read(data).items() if name not in names}


def without_letters(part: bytes) -> bytes:
    """The part without what stands in its text elements."""
    return re.sub(rb"(<w:t)[^>]*>.*?</w:t>", rb"\1/>", part, flags=re.DOTALL)


@EVERY_FILE
def test_a_number_is_replaced_and_only_text_elements_change(name: str) -> None:
    before = FILES[name]
    after = changed(before, "1.541", "1.600")
    assert texts(after) == [text.replace("1.541", "1.600") for text in texts(before)]
    assert list(read(after)) == list(read(before))
    for part, content in read(after).items():
        assert without_letters(content) == without_letters(read(before)[part])


@EVERY_FILE
def test_a_tracked_change_accepted_is_the_new_text_and_rejected_the_old(name: str) -> None:
    before = FILES[name]
    after = changed(before, "1.541", "1.600", tracked=True)
    assert texts(after) == [text.replace("1.541", "1.600") for text in texts(before)]
    assert texts(rejected(after)) == texts(before)
    assert faults(after) == []
    assert after == changed(before, "1.541", "1.600", tracked=True)


@EVERY_FILE
def test_a_comment_stands_at_its_letters_and_changes_no_text(name: str) -> None:
    before = FILES[name]
    after = commented(before, [Note(*place(before, "1.541"), "Kho số liệu ghi 1.600.\nXem lại.")])
    assert texts(after) == texts(before)
    assert faults(after) == []
    [said] = comments(after)
    [covered] = ranges(after).values()
    where = next(found.where for found in read_manuscript(before, "a.docx").passages if "1.541" in found.text)
    if where is Where.BODY:
        assert (said, covered) == ("Kho số liệu ghi 1.600.\nXem lại.", "1.541")
    else:
        assert said == f"Ở {where.value}, chỗ «1.541»: Kho số liệu ghi 1.600.\nXem lại."
        assert covered == "Thân bài"


def rejected(data: bytes) -> bytes:
    """The file after the tool's tracked changes were rejected in it."""
    parts = read(data)
    for name in [name for name in parts if name.startswith("word/") and name.endswith(".xml")]:
        tree = root(parts[name])
        for change in [*tree.iter(f"{W}ins", f"{W}del")]:
            if change.get(f"{W}author") == "cchc":
                parent = change.getparent()
                assert parent is not None
                kept = list(change) if change.tag == f"{W}del" else []
                for text in change.iter(f"{W}delText"):
                    text.tag = f"{W}t"
                at = parent.index(change)
                parent[at : at + 1] = kept
        parts[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8")
    return write_zip(parts.items())


def comments(data: bytes) -> list[str]:
    """What the comments say, in the order of their part."""
    found = root(read(data)["word/comments.xml"])
    return ["\n".join(map(str, (line.xpath("string()") for line in comment.iter(f"{W}p")))) for comment in found]


def ranges(data: bytes) -> dict[str, str]:
    """The letters that each comment covers, by its number; those in text boxes left out."""
    found: dict[str, str] = {}
    open_ranges: set[str] = set()
    for element in body(data).iter():
        number = element.get(f"{W}id", "")
        if element.tag == f"{W}commentRangeStart":
            open_ranges.add(number)
            found[number] = ""
        elif element.tag == f"{W}commentRangeEnd":
            open_ranges.remove(number)
        elif element.tag == f"{W}t" and not any(above.tag == f"{W}txbxContent" for above in element.iterancestors()):
            for number in open_ranges:
                found[number] += element.text or ""
    assert not open_ranges
    return found


LEVELS = {"p", "ins", "hyperlink", "sdtContent", "fldSimple", "del"}
"""What may hold runs and changes."""


def faults(data: bytes) -> list[str]:
    """What would make Word call the file damaged."""
    found = []
    for name, part in read(data).items():
        if not name.startswith("word/") or not name.endswith(".xml"):
            continue
        tree = root(part)
        for element in tree.iter(f"{W}r", f"{W}ins", f"{W}del", f"{W}commentRangeStart", f"{W}commentRangeEnd"):
            above = element.getparent()
            assert above is not None
            if above.tag.removeprefix(W) not in LEVELS:
                found.append(f"{element.tag} in {above.tag}")
        found += ["text in a deletion"] * bool(values(tree, "//w:del//w:t"))
        found += ["deleted text in no deletion"] * bool(values(tree, "//w:delText[not(ancestor::w:del)]"))
        changes = "//w:ins/@w:id | //w:del/@w:id | //w:rPrChange/@w:id"
        # Whatever was split in two keeps its number in one part only.
        numbers = values(tree, f"({changes})[not(ancestor::*[local-name()='Fallback'])]")
        found += [f"number {number} repeats" for number in {*numbers} if numbers.count(number) > 1]
    return found


def test_the_new_text_has_the_formatting_of_the_first_letter() -> None:
    data = word_file(p(run("có "), bold("1."), run("541 hồ sơ")))
    for tracked in (False, True):
        after = body(changed(data, "1.541", "1.600", tracked=tracked))
        runs = values(after, "//w:r[w:rPr/w:b]/w:t/text()")
        assert runs == ["1.600"]
        assert values(after, "//w:r[not(w:rPr/w:b)]/w:t/text()") == ["có ", " hồ sơ"]


def test_a_letter_whose_marks_stand_in_other_runs_goes_as_a_whole() -> None:
    data = word_file(p(run("xe"), bold("\u0323"), run("\u0301y")))
    [text] = texts(data)
    for tracked in (False, True):
        after = replaced(data, [Change(0, 1, len(text) - 1, "a")], tracked=tracked)
        assert texts(after) == ["xay"]
        assert faults(after) == []


def test_several_changes_in_one_text() -> None:
    data = word_file(p(run("26 xã, 8 phường, 71 thôn")))
    wanted = [Change(*place(data, "71"), "72"), Change(*place(data, "26"), "127"), Change(0, 7, 7, "đúng ")]
    for tracked in (False, True):
        after = replaced(data, wanted, tracked=tracked)
        assert texts(after) == ["127 xã, đúng 8 phường, 72 thôn"]
        assert faults(after) == []


def test_changes_that_overlap_or_lie_outside_are_refused() -> None:
    data = word_file(p(run("26 xã")), p(run("48 xã")))
    for tracked in (False, True):
        for wanted in ([Change(0, 0, 2, "a"), Change(0, 1, 3, "b")], [Change(0, 0, 99, "a")]):
            with pytest.raises(ValueError, match=r"overlap|no characters"):
                replaced(data, wanted, tracked=tracked)


def test_spaces_at_the_edges_are_kept_and_signs_are_escaped() -> None:
    data = word_file(p("<w:r><w:t>26</w:t></w:r>", run(" xã")))
    for tracked in (False, True):
        assert texts(changed(data, "26", "< 26 & ", tracked=tracked)) == ["< 26 &  xã"]
    assert values(body(changed(data, "26", "26 ")), "//w:t/@xml:space") == ["preserve", "preserve"]
    assert b"<w:t>27</w:t>" in read(changed(data, "26", "27"))["word/document.xml"]


def test_the_old_form_of_a_text_box_follows() -> None:
    for tracked, expected in ((False, "có 1.600"), (True, "1.600")):
        after = body(changed(FILES["khung chữ"], "1.541", "1.600", tracked=tracked))
        assert [text for text in values(after, "//w:txbxContent//w:t/text()") if "1.600" in text] == [expected] * 2


def test_a_change_inside_somebodys_insertion_stands_beside_it() -> None:
    after = body(changed(FILES["trong phần thêm"], "1.541", "1.600", tracked=True))
    authors = values(after, "//w:ins/@w:author")
    assert authors == ["Lan", "cchc", "Lan"]
    assert values(after, "//w:ins[@w:author='Lan']/w:del/@w:author") == ["cchc"]


def test_files_that_give_the_namespace_another_name() -> None:
    parts = read(FILES["ba mẩu chữ, giữa đậm"])
    renamed = (
        parts["word/document.xml"]
        .replace(b"w:", b"n:")
        .replace(b"xmlns:n:", b"xmlns:")
        .replace(b"xmlns:w=", b"xmlns:n=")
    )
    data = zipped(parts | {"word/document.xml": renamed})
    for after in (
        changed(data, "1.541", "1.600"),
        changed(data, "1.541", "1.600", tracked=True),
        commented(changed(data, "1.541", "1.600"), [Note(0, 0, 2, "x")]),
    ):
        assert texts(after) == ["có 1.600 hồ sơ", "Hết."]
        assert faults(after) == []


def test_comments_on_the_same_letters_and_on_neighbours() -> None:
    data = FILES["một mẩu"]
    notes = [Note(0, 3, 8, "a"), Note(0, 3, 8, "b"), Note(0, 0, 5, "c"), Note(0, 8, 11, "d"), Note(0, 3, 3, "e")]
    after = commented(data, notes)
    assert texts(after) == texts(data)
    assert comments(after) == ["a", "b", "c", "d", "e"]
    numbers = values(root(read(after)["word/comments.xml"]), "//w:comment/@w:id")
    covered = ranges(after)
    assert [covered[number] for number in numbers] == ["1.541", "1.541", "có 1.", " hồ", ""]
    assert sorted(values(body(after), "//w:commentReference/@w:id")) == sorted(numbers)


def test_a_body_without_letters_takes_no_comment() -> None:
    data = word_file(p(), header=p(run("có 1.541 hồ sơ")))
    assert commented(data, [Note(0, 3, 8, "x")]) == data


def test_comments_of_others_stay() -> None:
    once = commented(FILES["một mẩu"], [Note(0, 3, 8, "một")])
    twice = commented(once, [Note(0, 0, 2, "hai")])
    assert comments(twice) == ["một", "hai"]
    assert other_parts(twice, "word/document.xml", "word/comments.xml") == other_parts(
        once, "word/document.xml", "word/comments.xml"
    )
    before, after = read(once)["word/comments.xml"], read(twice)["word/comments.xml"]
    assert after.startswith(before.removesuffix(b"</w:comments>"))


def test_a_comment_adds_to_the_parts_that_name_others_and_to_nothing_else() -> None:
    before = FILES["đầu trang"]
    after = commented(before, [Note(*place(before, "Thân"), "x")])
    touched = ("[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml", "word/comments.xml")
    assert other_parts(after, *touched) == other_parts(before, *touched)
    assert list(read(after)) == [*read(before), "word/comments.xml"]
    word = docx.Document(io.BytesIO(after))
    assert [comment.text for comment in word.comments] == ["x"]
    assert [comment.author for comment in word.comments] == ["cchc"]


@pytest.fixture(scope="module")
def report() -> bytes:
    """A shipped report as a Word file."""
    project = Project(ROOT)
    [file] = Workshop(project).write(composed(project, QUARTERS[2], "bao-cao"), ["docx"])
    assert isinstance(file, Rendered)
    return file.content


def test_every_number_of_a_report_can_be_replaced_by_its_bookmark(report: bytes) -> None:
    before = read_manuscript(report, "a.docx")
    wanted = [
        Change(index, mark.start, mark.end, f"<{mark.name}>")
        for index, passage in enumerate(before.passages)
        for mark in passage.marks
    ]
    for tracked in (False, True):
        after = read_manuscript(replaced(report, wanted, tracked=tracked), "a.docx")
        found = {m.name: passage.text[m.start : m.end] for passage in after.passages for m in passage.marks}
        assert found == {entry.bookmark: f"<{entry.bookmark}>" for entry in before.origin.listed}
        assert other_parts(replaced(report, wanted, tracked=tracked), "word/document.xml") == other_parts(
            report, "word/document.xml"
        )
    assert faults(replaced(report, wanted, tracked=True)) == []


def test_nothing_asked_for_changes_nothing(report: bytes) -> None:
    assert read(replaced(report, [])) == read(report)
    assert read(commented(report, [])) == read(report)
    assert read(relisted(report, {})) == read(report)


def test_the_list_of_figures_is_brought_up_to_date(report: bytes) -> None:
    first, second = read_manuscript(report, "a.docx").origin.listed[:2]
    after = relisted(report, {first.bookmark: 'a "b" & <c>'}, {second.bookmark: "7,5"})
    listed = read_manuscript(after, "a.docx").origin.listed
    assert (listed[0].text, listed[1]) == ('a "b" & <c>', second)
    [name] = [name for name, part in read(report).items() if read(after)[name] != part]
    assert values(root(read(after)[name]), f"//*[@bookmark='{second.bookmark}']/@value") == ["7,5"]
    assert relisted(FILES["một mẩu"], {first.bookmark: "1"}) == FILES["một mẩu"]


WRAPPERS: dict[str, Callable[[str, int], str]] = {
    "trần": lambda text, _: run(text),
    "đậm": lambda text, _: bold(text),
    "thêm": lambda text, number: inserted(run(text), number),
    "thêm hai mẩu": lambda text, number: inserted(run(text) + bold("mới"), number),
    "xóa": deleted,
    "liên kết": lambda text, _: f'<w:hyperlink w:anchor="x">{run(text)}</w:hyperlink>',
    "điều khiển": lambda text, number: f"<w:sdt><w:sdtContent>{inserted(run(text), number)}</w:sdtContent></w:sdt>",
    "nhiều mẩu": lambda text, _: f'<w:r><w:t>{text}</w:t><w:tab/><w:t xml:space="preserve"> {text}</w:t></w:r>',
    "trường": lambda text, _: field("HYPERLINK x", run(text) + bold(text)),
    "khung chữ": lambda text, _: box(p(run(text))),
}
WORDS = st.sampled_from(["1.541", "hồ sơ", " ", "A &amp; B", "e\u0301\u0323", "\u0323", "u\u031b", "5\u00a0", "&lt;"])
CONTENT = st.lists(st.tuples(st.sampled_from(sorted(WRAPPERS)), WORDS), min_size=1, max_size=6)


@given(CONTENT, st.data())
def test_any_letters_of_any_paragraph_can_be_changed_and_commented_on(
    content: list[tuple[str, str]], data: st.DataObject
) -> None:
    before = word_file(p(*(WRAPPERS[name](text, 100 + at) for at, (name, text) in enumerate(content))), p(run("Hết.")))
    passages = texts(before)
    number = data.draw(st.integers(0, len(passages) - 1))
    # A letter with two marks that no composed form holds is one to a reader.
    edges = [at for at, letter in enumerate(f"{passages[number]}.") if not unicodedata.combining(letter)]
    start = data.draw(st.sampled_from(edges[:-1] or [0]))
    end = data.draw(st.sampled_from([at for at in edges if at > start]))
    new = data.draw(st.sampled_from(["1.600", "", " & ", "<b>"]))
    expected = [*passages]
    expected[number] = unicodedata.normalize("NFC", passages[number][:start] + new + passages[number][end:])
    for tracked in (False, True):
        try:
            after = replaced(before, [Change(number, start, end, new)], tracked=tracked)
        except ValueError:
            assert not passages[number][start:end].strip()
            continue
        assert compared(texts(after)) == compared(expected)
        assert faults(after) == []
        if tracked:
            assert texts(rejected(after)) == passages
    noted = commented(before, [Note(number, start, end, "x")])
    assert texts(noted) == passages
    assert faults(noted) == []
    assert len(ranges(noted)) == 1


def compared(found: Sequence[str]) -> str:
    """The letters of passages; a tab inside a changed stretch stays, and a passage may lose all its letters."""
    return "".join(found).replace(" ", "")


Way = Callable[[bytes, tuple[int, int, int]], bytes]
WAYS: dict[str, Way] = {
    "thay": lambda data, at: replaced(data, [Change(*at, "1.600")]),
    "theo dõi": lambda data, at: replaced(data, [Change(*at, "1.600")], tracked=True),
    "ghi chú": lambda data, at: commented(data, [Note(*at, "Kho số liệu ghi 1.600.")]),
}


@pytest.mark.parametrize("way", WAYS)
def test_libreoffice_opens_and_prints_the_results(tmp_path: Path, way: str) -> None:
    tools("soffice", "pdftotext")
    data = word_file(*AWKWARD.values(), p(run("Hết.")), header=p(run("đầu 99")))
    at = [
        (index, passage.text.index("1.541"), passage.text.index("1.541") + 5)
        for index, passage in enumerate(read_manuscript(data, "a.docx").passages)
        if "1.541" in passage.text
    ]
    assert len(at) == len(AWKWARD)
    for one in reversed(at):
        data = WAYS[way](data, one)
    assert docx.Document(io.BytesIO(data)).paragraphs
    again = converted(data, tmp_path, "docx").read_bytes()
    assert said(texts(again)) == said(texts(data))
    pdf = converted(data, tmp_path, "pdf")
    printed = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True).stdout.decode()
    assert printed.count("1.541" if way == "ghi chú" else "1.600") >= len(AWKWARD)
    plain = converted(data, tmp_path, "txt").read_bytes()
    # LibreOffice writes no text boxes into plain text.
    assert plain.count(b"1.541" if way == "ghi chú" else b"1.600") >= len(AWKWARD) - 1
    if way == "thay":
        assert "1.541" not in printed
        assert b"1.541" not in plain


def said(found: Sequence[str]) -> list[str]:
    """The words of passages, in any order; LibreOffice moves text boxes, and joins nothing."""
    return sorted(word for text in found for word in text.split())
