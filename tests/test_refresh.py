"""New figures in documents that a person edited: the certain ones, whole and formatted; never a wrong one, nothing else."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import pytest
from conftest import ROOT, run_cchc
from edited import p, run, word_file
from packages import body, converted, read, tools, values, zipped
from test_amendment import rejected

from cchc_report.audit import Subject, audit
from cchc_report.cli.refreshing import renew
from cchc_report.manuscript import read_manuscript
from cchc_report.problems import has_errors
from cchc_report.project import Project
from cchc_report.rendering import Rendered, Workshop
from cchc_report.renewal import Plan, plan

UNIT = "metrics/phuoc-hai-gia-dinh"
METRICS = f"{UNIT}/2026-q2.yaml"
DOCUMENT, FIGURES = "word/document.xml", "customXml/item1.xml"
Changes = tuple[tuple[str, str, str], ...]
Edit = Callable[[str], str]
FIVE: Changes = (
    ("van_ban_chi_dao", "23", "24"),
    ("phat_thanh", "12", "13"),
    ("ra_soat", "150", "151"),
    ("dao_tao", "3.640", "3.650"),
    ("phuc_vu_diem", "86,1", "87,3"),
)
"""The article prints each once, and computes nothing from them."""
SUMS: Changes = (
    ("ban_hanh_moi", "12", "15"),
    ("hs_truc_tiep", "7.260", "7.360"),
    ("hs_truoc_han", "41.800", "41.900"),
    ("thu_ngan_sach", "8.610 tỷ đồng", "8.810 tỷ đồng"),
)


def with_changes(text: str, changes: Changes) -> str:
    for key, old, new in changes:
        assert f"\n  {key}: {old}\n" in text, key
        text = text.replace(f"\n  {key}: {old}\n", f"\n  {key}: {new}\n")
    return text


def working_folder(folder: Path, changes: Changes = ()) -> Path:
    """A folder of its own with the invented province's metrics, some figures changed."""
    copytree(ROOT / UNIT, folder / UNIT, dirs_exist_ok=True)
    (folder / METRICS).write_text(with_changes((ROOT / METRICS).read_text(encoding="utf-8"), changes), encoding="utf-8")
    return folder


@dataclass(frozen=True, slots=True)
class Made:
    """A document of some metrics: what is written, and what others are held against."""

    word: bytes
    subject: Subject


@cache
def made(genre: str, changes: Changes = ()) -> Made:
    with TemporaryDirectory() as folder:
        project = Project(working_folder(Path(folder), changes).resolve())
        workshop, quarter = Workshop(project), project.quarter(project.root / METRICS)
        assert quarter.figures is not None
        assert not has_errors(quarter.problems)
        document = workshop.compose(quarter, genre).document
        assert document is not None
        [file] = workshop.write(document, ["docx"])
        assert isinstance(file, Rendered)
        return Made(file.content, Subject.of(document, quarter.figures))


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What became of an edited document."""

    plan: Plan
    word: bytes

    @property
    def renewed(self) -> list[tuple[str, str]]:
        return [(one.before, one.after) for one in self.plan.renewals]

    @property
    def doubted(self) -> list[str]:
        return [one.text for one in self.plan.doubts]


def refreshed(word: bytes, changes: Changes, genre: str, *, tracked: bool = False) -> Refreshed:
    """The edited document with the figures of changed metrics."""
    found = audit(read_manuscript(word, "a.docx"), made(genre, changes).subject)
    what = plan(found)
    return Refreshed(what, renew(word, found, what, tracked=tracked))


def edited(word: bytes, *edits: Edit) -> bytes:
    """With other markup in its body; each edit must change something."""
    text = read(word)[DOCUMENT].decode()
    for edit in edits:
        before, text = text, edit(text)
        assert text != before
    return zipped(read(word) | {DOCUMENT: text.encode()})


def texts(word: bytes) -> list[str]:
    return [passage.text for passage in read_manuscript(word, "a.docx").passages]


def listed(word: bytes) -> list[tuple[str, str]]:
    """What the file says that the tool printed."""
    return [(one.indicator, re.sub(r"\s", " ", one.text)) for one in read_manuscript(word, "a.docx").origin.listed]


def runs(word: bytes) -> list[str]:
    return re.findall(r"<w:r>.*?</w:r>|<w:r .*?</w:r>", read(word)[DOCUMENT].decode(), re.DOTALL)


def bookmarked(text: str, indicator: str, number: int = 0) -> str:
    """The markup of a figure with its bookmark: the first of its indicator, or a later one."""
    pattern = rf'<w:bookmarkStart w:id="(\d+)" w:name="_cchc_\d+_{indicator}"/>.*?<w:bookmarkEnd w:id="\1"/>'
    return [found[0] for found in re.finditer(pattern, text, re.DOTALL)][number]


def saying(indicator: str, old: str, new: str, number: int = 0) -> Edit:
    """A person writes another number over a figure."""

    def edit(text: str) -> str:
        markup = bookmarked(text, indicator, number)
        assert f">{old}<" in markup
        return text.replace(markup, markup.replace(f">{old}<", f">{new}<"), 1)

    return edit


def putting(old: str, new: str) -> Edit:
    return lambda text: text.replace(old, new, 1)


def without_bookmarks(text: str) -> str:
    return re.sub(r"<w:bookmark(?:Start|End) [^>]*/>", "", text)


def paragraph_of(text: str, words: str) -> str:
    """The markup of the paragraph with these words."""
    found: list[str] = re.findall(r"<w:p>.*?</w:p>|<w:p .*?</w:p>", text, re.DOTALL)
    return next(markup for markup in found if words in markup)


def row_of(text: str, words: str) -> str:
    """The markup of the row with these words."""
    found: list[str] = re.findall(r"<w:tr>.*?</w:tr>|<w:tr .*?</w:tr>", text, re.DOTALL)
    return next(markup for markup in found if words in markup)


HAND: dict[str, tuple[Edit, ...]] = {
    "nothing": (),
    "words nearby": (putting("Các cơ quan đã rà soát", "Đến ngày ký báo cáo, các cơ quan đã rà soát được"),),
    "the sentence before": (putting("Chỉ số CCHC", "Đáng chú ý, Chỉ số CCHC"),),
    "a paragraph more": (lambda text: text.replace("<w:p>", p(run("Tỉnh có 12 xã điểm.")) + "<w:p>", 1),),
}


@pytest.mark.parametrize("genre", ["bai-bao", "bao-cao"])
@pytest.mark.parametrize(
    "changes",
    [
        FIVE,
        SUMS,
        (("ngay", "17/6/2026", "18/6/2026"), ("so", "92", "105"), ("ke_hoach", "214/KH-UBND", "216/KH-UBND")),
        (("ke_hoach_ngay", "30/12/2025", "31/12/2025"), ("hai_long_nam", "năm 2025", "năm 2024")),
        (("kiem_tra_xa", "18", "19"), ("cat_giam_ty_le", "32%", "33,5%"), ("phuc_vu_diem", "86,1", "87")),
        (("ky_luat", "6", "8"), ("tuyen_dung", "62", "72"), ("bo_nhiem", "38", "62")),
    ],
    ids=lambda changes: changes[0][0] if isinstance(changes, tuple) else changes,
)
def test_an_untouched_document_comes_to_what_is_rendered(genre: str, changes: Changes) -> None:
    found = refreshed(made(genre).word, changes, genre)
    assert found.plan.doubts == ()
    assert texts(found.word) == texts(made(genre, changes).word)
    assert refreshed(found.word, changes, genre).plan == Plan((), ())
    assert listed(found.word) == listed(made(genre, changes).word)


def test_exactly_the_runs_of_the_figures_change() -> None:
    emphasis = '<w:rPr><w:b/><w:color w:val="C00000"/><w:sz w:val="30"/></w:rPr>'
    word = edited(
        made("bai-bao").word,
        lambda text: text.replace(
            found := bookmarked(text, "chi_dao_phat_thanh"),
            re.sub(r"<w:r>(<w:rPr>.*?</w:rPr>)?", f"<w:r>{emphasis}", found),
        ),
        *HAND["words nearby"],
        *HAND["the sentence before"],
    )
    found = refreshed(word, FIVE, "bai-bao")
    assert found.renewed == [("23", "24"), ("12", "13"), ("150", "151"), ("3.640", "3.650"), ("86,1", "87,3")]
    assert found.plan.doubts == ()
    changed = [(old, new) for old, new in zip(runs(word), runs(found.word), strict=True) if old != new]
    assert [re.sub(r"<[^>]*>", "", new) for _, new in changed] == [after for _, after in found.renewed]
    assert [old.replace(f">{b}<", f">{a}<") for (old, _), (b, a) in zip(changed, found.renewed, strict=True)] == [
        new for _, new in changed
    ]
    assert emphasis in changed[1][1]
    assert re.sub(r"<w:r>.*?</w:r>", "", read(word)[DOCUMENT].decode()) == re.sub(
        r"<w:r>.*?</w:r>", "", read(found.word)[DOCUMENT].decode()
    )
    assert {name for name, part in read(word).items() if read(found.word)[name] != part} == {DOCUMENT, FIGURES}
    assert list(read(word)) == list(read(found.word))


EARLIER: Changes = (("hs_truoc_han", "41.800", "41.900"),)
RENEWED = [("54.090", "54.190"), ("10,98", "11,18"), ("41.800", "41.900")]
"""What that changes in the article: the sum, its growth, the figure itself, in one sentence."""


def moved(first: str, second: str) -> Edit:
    """Two figures in each other's place, each with its bookmark."""

    def edit(text: str) -> str:
        one, other = bookmarked(text, first), bookmarked(text, second)
        return text.replace(one, "@").replace(other, one).replace("@", other)

    return edit


def renamed(first: str, second: str) -> Edit:
    """The bookmarks of two figures name each other's."""

    def edit(text: str) -> str:
        one, other = (re.findall(rf'"(_cchc_\d+_{name})"', text)[0] for name in (first, second))
        return text.replace(f'"{one}"', "@").replace(f'"{other}"', f'"{one}"').replace("@", f'"{other}"')

    return edit


def split(text: str) -> str:
    """As Word leaves a number after spelling and editing."""
    markup = bookmarked(text, "tthc_hs_truoc_han")
    [number] = re.findall(r"<w:r>.*?</w:r>", markup)
    pieces = [number.replace(">41.800<", f">{piece}<") for piece in ("41", ".80", "0")]
    return text.replace(markup, markup.replace(number, '<w:proofErr w:type="spellStart"/>'.join(pieces)))


def corrected_under_tracking(text: str) -> str:
    """Somebody's tracked change inside a number: 41.800 became 41.777."""
    markup = bookmarked(text, "tthc_hs_truoc_han")
    [number] = re.findall(r"<w:r>.*?</w:r>", markup)
    tracked = (
        number.replace(">41.800<", ">41.<")
        + '<w:del w:id="9001" w:author="Lan"><w:r><w:delText>800</w:delText></w:r></w:del>'
        + f'<w:ins w:id="9002" w:author="Lan">{run("777")}</w:ins>'
    )
    return text.replace(markup, markup.replace(number, tracked))


def marked_around(text: str) -> str:
    """A bookmark of a person's own over the whole paragraph, as Word makes for a cross-reference."""
    paragraph = paragraph_of(text, ">41.800<")
    around = '<w:bookmarkStart w:id="9003" w:name="_Ref1"/>'
    inside = paragraph.replace("<w:bookmarkStart", f"{around}<w:bookmarkStart", 1)
    return text.replace(paragraph, inside.replace("</w:p>", '<w:bookmarkEnd w:id="9003"/></w:p>'))


def before(indicator: str, markup: str) -> Edit:
    """A person writes something before a figure."""
    return lambda text: text.replace(found := bookmarked(text, indicator), markup + found)


def of_another_period(text: str) -> str:
    """The sentence compares with another quarter than the rendered one."""
    markup = bookmarked(text, "ky_ky_truoc")
    return text.replace(markup, re.sub(r">quý\sI\s", ">quý IV ", markup))


CERTAIN: dict[str, tuple[Edit, ...]] = {
    **HAND,
    "words in the sentence": (putting("hồ sơ trước hạn", "hồ sơ được giải quyết trước hạn"),),
    "no bookmarks": (without_bookmarks,),
    "a number in three runs": (split,),
    "a number in three runs, no bookmarks": (split, without_bookmarks),
    "a bookmark of a person's": (marked_around,),
    "another sentence's numbers retyped": (saying("tthc_thu_xin_loi", "205", "206"),),
}


@pytest.mark.parametrize("tracked", [False, True], ids=["plain", "tracked"])
@pytest.mark.parametrize("edits", CERTAIN.values(), ids=CERTAIN)
def test_what_is_certain_is_renewed(edits: tuple[Edit, ...], tracked: bool) -> None:  # noqa: FBT001 - pytest passes parameters by name
    word = edited(made("bai-bao").word, *edits)
    found = refreshed(word, EARLIER, "bai-bao", tracked=tracked)
    assert found.renewed == RENEWED
    expected = texts(word)
    for before, after in RENEWED:
        expected = [text.replace(before, after) for text in expected]
    assert texts(found.word) == expected
    assert refreshed(found.word, EARLIER, "bai-bao").plan.renewals == ()
    if tracked:
        assert {*values(body(found.word), "//w:ins/@w:author | //w:del/@w:author")} == {"cchc"}
        assert texts(rejected(found.word)) == texts(word)
        again = refreshed(rejected(found.word), EARLIER, "bai-bao")
        if "_cchc_" in read(word)[DOCUMENT].decode():
            assert again.renewed == [], "who rejected the changes meant it"


ONLY_THE_OTHERS = [("54.090", "54.190"), ("10,98", "11,18")]
UNCERTAIN: dict[str, tuple[tuple[Edit, ...], list[tuple[str, str]], str]] = {
    "retyped": ((saying("tthc_hs_truoc_han", "41.800", "41.777"),), ONLY_THE_OTHERS, "41.777"),
    "retyped under tracking": ((corrected_under_tracking,), ONLY_THE_OTHERS, "41.777"),
    "a digit before it": ((putting(">41.800<", ">141.800<"),), ONLY_THE_OTHERS, "141.800"),
    "retyped, no bookmarks": ((saying("tthc_hs_truoc_han", "41.800", "41.777"), without_bookmarks), [], "41.777"),
    "the sentence edited, no bookmarks": ((without_bookmarks, putting("trước hạn,", "sớm,")), [], "41.800"),
    "moved": ((moved("tthc_hs_truoc_han", "tthc_hs_dung_han"),), ONLY_THE_OTHERS, "41.800"),
    "bookmarks of another": ((renamed("tthc_hs_truoc_han", "tthc_hs_dung_han"),), ONLY_THE_OTHERS, "41.800"),
    "called rough": ((before("tthc_hs_truoc_han", run("hơn ")),), ONLY_THE_OTHERS, "41.800"),
    "another period": ((of_another_period,), [], "41.800"),
}


@pytest.mark.parametrize(("edits", "renewed", "doubted"), UNCERTAIN.values(), ids=UNCERTAIN)
def test_what_is_uncertain_is_listed_and_left(
    edits: tuple[Edit, ...], renewed: list[tuple[str, str]], doubted: str
) -> None:
    word = edited(made("bai-bao").word, *edits)
    found = refreshed(word, EARLIER, "bai-bao")
    assert found.renewed == renewed
    [doubt] = [one for one in found.plan.doubts if one.text == doubted]
    assert doubt.reason
    assert "41.900 hồ sơ trước hạn" in doubt.rendered
    assert doubted in "".join(texts(found.word))
    assert refreshed(found.word, EARLIER, "bai-bao").plan.renewals == ()


SWAPPED_VALUES: dict[str, tuple[Changes, list[tuple[str, str]]]] = {
    "each has the other's old value": (
        (("hs_truoc_han", "41.800", "12.050"), ("hs_dung_han", "12.050", "41.800")),
        [("41.800", "12.050"), ("12.050", "41.800")],
    ),
    "one has the other's old value": (
        (("sua_doi", "38", "25"), ("bai_bo", "25", "28")),
        [("84", "74"), ("38", "25"), ("25", "28")],
    ),
    "two were equal": ((("pakn_quy_dinh_xu_ly", "12", "11"),), [("12", "11")]),
}


@pytest.mark.parametrize("edits", [(), (without_bookmarks,)], ids=["bookmarks", "no bookmarks"])
@pytest.mark.parametrize(("changes", "renewed"), SWAPPED_VALUES.values(), ids=SWAPPED_VALUES)
def test_equal_values_are_not_confused(
    edits: tuple[Edit, ...], changes: Changes, renewed: list[tuple[str, str]]
) -> None:
    found = refreshed(edited(made("bai-bao").word, *edits), changes, "bai-bao")
    assert found.renewed == renewed
    assert texts(found.word) == texts(made("bai-bao", changes).word)


def test_a_rise_that_became_a_fall_is_listed_with_its_new_sentence() -> None:
    found = refreshed(made("bai-bao").word, (("nhiem_vu_xong", "27", "20"),), "bai-bao")
    assert found.plan.renewals == (), "the sentence waits as a whole"
    assert {"27", "51,92%", "tăng"} <= {*found.doubted}
    [rendered] = {one.rendered for one in found.plan.doubts}
    assert "đã hoàn thành 20 nhiệm vụ của kế hoạch, đạt 38,46%, giảm" in rendered


@pytest.mark.parametrize(
    ("genre", "changes", "old", "rendered"),
    [
        ("bao-cao", (("lien_thong_cac_cap", "14", "24"), ("tong_xa", "410", "400")), "14", "24\t14\ttăng 10 TTHC"),
        ("bai-bao", (("thanh_toan_ty_le", "58%", "59%"),), "58%", "tăng 1 điểm phần trăm"),
    ],
    ids=["a row", "a sentence"],
)
def test_what_did_not_change_and_does_now_is_listed(genre: str, changes: Changes, old: str, rendered: str) -> None:
    found = refreshed(made(genre).word, changes, genre)
    doubts = [one for one in found.plan.doubts if rendered in one.rendered]
    assert old in [one.text for one in doubts]
    assert {one.sentence for one in doubts} & {one.sentence for one in found.plan.renewals} == set()


@pytest.mark.parametrize(
    ("change", "old", "new", "doubted"),
    [
        (("thanh_toan_ty_le", "58%", "57%"), ", không đổi so với ", ", giữ vững như ", "58%"),
        (
            ("hai_long_ty_le", "91,36%", "91,06%"),
            " (chưa đạt mục tiêu ",
            " (đã về sát mục tiêu ",
            "91,36%",
        ),
    ],
    ids=["as before", "the target"],
)
def test_a_comparison_in_the_writers_own_words_waits(
    change: tuple[str, str, str], old: str, new: str, doubted: str
) -> None:
    """Nobody but the writer knows whether it still holds."""
    found = refreshed(edited(made("bai-bao").word, unbroken(old, new)), (change,), "bai-bao")
    assert found.plan.renewals == ()
    assert doubted in found.doubted


def unbroken(old: str, new: str) -> Edit:
    """Words in a run, whichever spaces the tool made there."""
    pattern = re.escape(old).replace("\\ ", "[ \N{NO-BREAK SPACE}]")
    return lambda text: re.sub(pattern, new, text, count=1)


def test_an_old_number_in_words_of_the_writers_own_is_listed() -> None:
    said = p(run("Hội trường lớn nhất đón được 3.640 lượt khách."))
    found = refreshed(
        edited(made("bai-bao").word, lambda text: text.replace("<w:p>", said + "<w:p>", 1)), FIVE, "bai-bao"
    )
    assert "3.640" in found.doubted
    assert ("3.640", "3.650") in found.renewed


def test_a_zero_is_listed() -> None:
    changes: Changes = (("ky_luat", "6", "0"),)
    article = refreshed(made("bai-bao").word, changes, "bai-bao")
    assert (article.renewed, article.doubted) == ([], ["6"])


def test_parts_that_are_no_longer_all_parts_are_listed() -> None:
    changes: Changes = (("dvc_mot_phan", "556", "540"),)
    found = refreshed(made("bai-bao").word, changes, "bai-bao")
    assert found.renewed == []
    assert "(có 1.340 DVC toàn trình" in found.plan.doubts[0].rendered


def test_last_years_figure_in_the_place_of_this_years() -> None:
    """Both have one indicator; the order of the list tells them apart."""
    changes: Changes = (("hs_truoc_han", "41.800", "45.800"), ("hs_dung_han", "12.050", "15.050"))
    words = "Chất lượng giải quyết TTHC tiếp tục được nâng lên"

    def exchanged(text: str) -> str:
        paragraph = paragraph_of(text, words)
        old, new = bookmarked(paragraph, "tthc_hs_ty_le"), bookmarked(paragraph, "tthc_hs_ty_le", 1)
        return text.replace(paragraph, paragraph.replace(old, "@").replace(new, old).replace("@", new))

    usual = refreshed(made("bao-cao").word, changes, "bao-cao")
    found = refreshed(edited(made("bao-cao").word, exchanged), changes, "bao-cao")
    assert [one.after for one in usual.plan.renewals if words in one.sentence] == ["99,61"]
    assert [one for one in found.plan.renewals if words in one.sentence] == []
    assert "99,56%" in [one.text for one in found.plan.doubts if words in one.sentence]
    assert any("từ 99,56% lên 98,34%" in text for text in texts(found.word))


def test_rows_in_another_order_keep_their_figures() -> None:
    changes: Changes = (("tuyen_dung", "62", "64"), ("dao_tao", "3.640", "3.650"))

    def exchanged(text: str) -> str:
        one, other = row_of(text, "Số công chức, viên chức được tuyển dụng"), row_of(text, "bồi dưỡng</w:t>")
        return text.replace(one, "@").replace(other, one).replace("@", other)

    for edits in ((exchanged,), (exchanged, without_bookmarks)):
        found = refreshed(edited(made("bao-cao").word, *edits), changes, "bao-cao")
        assert found.plan.doubts == ()
        assert sorted(texts(found.word)) == sorted(texts(edited(made("bao-cao", changes).word, exchanged)))


def test_a_sentence_put_elsewhere_keeps_its_figures() -> None:
    """Word leaves the bookmarks where the sentence was, or takes them along where it was cut."""

    def copied(text: str) -> str:
        paragraph = paragraph_of(text, ">3.640<")
        return text.replace("<w:sectPr", without_bookmarks(paragraph) + "<w:sectPr", 1)

    def cut(text: str) -> str:
        paragraph = paragraph_of(text, ">3.640<")
        return text.replace(paragraph, "").replace("<w:sectPr", paragraph + "<w:sectPr", 1)

    for edit, times in ((copied, 2), (cut, 1)):
        found = refreshed(edited(made("bai-bao").word, edit), FIVE, "bai-bao")
        assert found.renewed.count(("3.640", "3.650")) == times
        assert found.plan.doubts == ()


def test_of_a_paragraph_out_of_another_document_nothing_is_renewed_but_what_is_equal() -> None:
    """Its bookmarks are called as this document's are; a number that both have is this document's figure."""

    def foreign(text: str) -> str:
        paragraph = paragraph_of(text, ">84<")
        return text.replace(paragraph, paragraph.replace(">84<", ">91<").replace(">38<", ">45<"))

    found = refreshed(edited(made("bai-bao").word, foreign), SUMS, "bai-bao")
    assert ("12", "15") in found.renewed
    assert {"91", "45"} <= {*found.doubted}
    bare = refreshed(edited(made("bai-bao").word, foreign, without_bookmarks), SUMS, "bai-bao")
    assert ("12", "15") not in bare.renewed
    assert {"91", "45", "12"} <= {*bare.doubted}


def test_a_document_that_never_was_the_tools_is_left() -> None:
    """A sentence may well be word for word the tool's: who knows what the number was."""
    said = next(text for text in texts(made("bai-bao").word) if "41.800 hồ sơ" in text)
    word = word_file(p(run("Báo cáo của xã")), p(run(said)), p(run("Có 12 cuộc họp.")))
    found = refreshed(word, EARLIER, "bai-bao")
    assert found.plan.renewals == ()
    assert found.word == word
    assert "41.800" in found.doubted


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A working folder whose metrics changed, and in it a document that a person edited."""
    folder = working_folder(tmp_path / "x", EARLIER)
    (folder / "gửi Tỉnh ủy.docx").write_bytes(edited(made("bai-bao").word, *HAND["words nearby"]))
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


NAME = "gửi Tỉnh ủy.docx"
BACKUP = "gửi Tỉnh ủy.cu.docx"


def test_the_command_renews_keeps_the_earlier_file_and_is_done(desk: Path) -> None:
    before = contents(desk)
    (desk / NAME).chmod(0o640)
    ran = run_cchc("refresh", NAME, cwd=desk)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == f"Thay 3 con số trong {NAME} theo {METRICS}:"
    assert f"«41.800» thành «41.900»; Hồ sơ giải quyết trước hạn [tthc.hs_truoc_han], {METRICS}:87:17" in lines[3]
    assert lines[4] == f"đã ghi    {NAME}  (bản trước cất ở {BACKUP})"
    after = contents(desk)
    assert after[BACKUP] == before[NAME]
    assert sorted(after) == sorted([*before, BACKUP])
    assert texts(after[NAME]) == [
        text.replace("54.090", "54.190").replace("10,98", "11,18").replace("41.800", "41.900")
        for text in texts(before[NAME])
    ]
    assert (desk / NAME).stat().st_mode & 0o777 == 0o640, "whoever could read it still can"
    again = run_cchc("refresh", NAME, cwd=desk)
    assert (again.code, again.out) == (0, f"Không có con số nào cần thay trong {NAME} theo {METRICS}.\n")
    assert contents(desk) == after


def test_a_dry_run_writes_nothing(desk: Path) -> None:
    before = contents(desk)
    ran = run_cchc("refresh", NAME, "--dry-run", cwd=desk)
    assert (ran.code, ran.out.splitlines()[0]) == (0, f"Sẽ thay 3 con số trong {NAME} theo {METRICS}:")
    assert contents(desk) == before


def test_what_is_uncertain_is_told_with_its_sentence(desk: Path) -> None:
    word = edited((desk / NAME).read_bytes(), saying("tthc_hs_truoc_han", "41.800", "41.777"))
    (desk / NAME).write_bytes(word)
    ran = run_cchc("refresh", NAME, cwd=desk)
    assert ran.code == 1
    _, doubts = ran.out.split("cần người xem (1):\n")
    place, reason, rendered, *_ = doubts.splitlines()
    assert "gồm 41.777 hồ sơ trước hạn" in place
    assert "phần mềm ghi «41.800», nay là «41.900»" in reason
    assert "câu dựng từ số liệu mới: Tỉnh đã giải quyết 54.190 hồ sơ TTHC" in rendered


@pytest.mark.parametrize(
    ("metrics", "period"),
    [(f"{UNIT}/2026-q1.yaml", "quý I năm 2026"), ("metrics/ben-tre/2024-q1.yaml", "quý I năm 2024")],
)
def test_metrics_of_another_period_or_unit_are_refused(desk: Path, metrics: str, period: str) -> None:
    copytree(ROOT / "metrics/ben-tre", desk / "metrics/ben-tre")
    before = contents(desk)
    ran = run_cchc("refresh", NAME, "--metrics", metrics, cwd=desk)
    assert (ran.code, ran.out) == (2, "")
    assert "là văn bản của quý II năm 2026" in ran.err
    assert f"--metrics chỉ số liệu của {period} ({metrics})" in ran.err
    assert contents(desk) == before
    assert run_cchc("refresh", NAME, "--metrics", METRICS, cwd=desk).code == 0


def locked_by_libreoffice(path: Path) -> None:
    path.with_name(f".~lock.{path.name}#").write_text("Lan")


def locked_by_word(path: Path) -> None:
    path.with_name(f"~${path.name[2:]}").write_bytes(b"Lan")


def read_only(path: Path) -> None:
    path.chmod(0o444)


def linked(path: Path) -> None:
    path.symlink_to(path.rename(path.with_name("thật.docx")))


def of_another_kind(path: Path) -> None:
    path.write_text("Không phải Word")


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


TROUBLE: dict[str, tuple[Callable[[Path], None], str]] = {
    "open in LibreOffice": (locked_by_libreoffice, "tệp đang mở trong Word hoặc LibreOffice"),
    "open in Word": (locked_by_word, "tệp đang mở trong Word hoặc LibreOffice"),
    "read-only": (read_only, "tệp được đặt chỉ đọc"),
    "a link": (linked, "đó là thư mục hoặc liên kết"),
    "no Word file": (of_another_kind, "không phải là tệp .docx, hoặc đã hỏng"),
    "a folder": (a_folder, "không phải là một tệp thông thường"),
}


@pytest.mark.parametrize(("trouble", "told"), TROUBLE.values(), ids=TROUBLE)
def test_a_file_that_cannot_be_replaced_stays_and_is_told(
    desk: Path, trouble: Callable[[Path], None], told: str
) -> None:
    trouble(desk / NAME)
    before = contents(desk)
    ran = run_cchc("refresh", NAME, cwd=desk)
    assert ran.code == 1
    assert "Lỗi: " in ran.err
    assert told in ran.err
    assert contents(desk) == before


def test_libreoffice_shows_the_new_figures_and_the_rest_as_it_was(tmp_path: Path) -> None:
    tools("soffice")
    word = edited(made("bao-cao").word, *HAND["words nearby"], split)
    found = refreshed(word, EARLIER, "bao-cao")
    before, after = shown(word, tmp_path / "before"), shown(found.word, tmp_path / "after")
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [new for _, new in changed] == [after for _, after in found.renewed if len(after) > 0]
    assert [old for old, _ in changed] == [before for before, _ in found.renewed]


def shown(word: bytes, folder: Path) -> list[str]:
    """The words and numbers of the document as LibreOffice saves it as text."""
    folder.mkdir()
    return re.findall(r"\d[\d.,]*\d|\w+|\S", converted(word, folder, "txt").read_text(encoding="utf-8-sig"))


def test_a_document_saved_by_libreoffice_is_renewed_as_well(tmp_path: Path) -> None:
    tools("soffice")
    for genre in ("bai-bao", "bao-cao"):
        usual = refreshed(made(genre).word, EARLIER, genre)
        (tmp_path / genre).mkdir()
        word = converted(edited(made(genre).word, *HAND["words nearby"]), tmp_path / genre, "docx").read_bytes()
        for edits in ((), (without_bookmarks,)):
            found = refreshed(edited(word, *edits), EARLIER, genre)
            assert found.renewed == usual.renewed
            assert found.plan.doubts == ()
            assert {name for name, part in read(word).items() if read(found.word)[name] != part} == {DOCUMENT, FIGURES}


def test_a_document_that_went_through_opendocument_has_lost_the_list(tmp_path: Path) -> None:
    """Bookmark and words tell which figure it is; without the bookmark only the whole sentence does."""
    tools("soffice")
    (tmp_path / "there").mkdir()
    (tmp_path / "back").mkdir()
    there = converted(edited(made("bai-bao").word, *HAND["words nearby"]), tmp_path / "there", "odt").read_bytes()
    word = converted(there, tmp_path / "back", "docx", "odt").read_bytes()
    assert listed(word) == []
    renewed = [("23", "24"), ("12", "13"), ("150", "151"), ("3.640", "3.650"), ("86,1", "87,3")]
    found = refreshed(word, FIVE, "bai-bao")
    assert (found.renewed, found.doubted) == (renewed, [])
    bare = refreshed(edited(word, without_bookmarks), FIVE, "bai-bao")
    assert (bare.renewed, bare.doubted) == ([one for one in renewed if one[0] != "150"], ["150"])


@pytest.mark.parametrize("edits", [(), (without_bookmarks,)], ids=["bookmarks", "no bookmarks"])
def test_figures_that_change_again_are_renewed_again(edits: tuple[Edit, ...]) -> None:
    later: Changes = (("hs_truoc_han", "41.800", "42.100"),)
    word = refreshed(edited(made("bao-cao").word, *edits), EARLIER, "bao-cao").word
    found = refreshed(word, later, "bao-cao")
    assert ("41.900", "42.100") in found.renewed
    assert found.plan.doubts == ()
    assert texts(found.word) == texts(made("bao-cao", later).word)
