"""New figures in documents that a person edited: the certain ones, whole and formatted; never a wrong one, nothing else."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import pytest
from conftest import ROOT, run_cchc
from edited import HEADING, p, run, word_file
from packages import body, converted, read, tools, values, zipped
from test_amendment import rejected

from cchc_report.audit import Subject, audit
from cchc_report.cli.refreshing import renew
from cchc_report.manuscript import read_manuscript
from cchc_report.problems import has_errors
from cchc_report.project import Project
from cchc_report.renewal import Plan, plan
from cchc_report.rendering import Rendered, Workshop

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
    return next(found for found in re.findall(r"<w:p>.*?</w:p>|<w:p .*?</w:p>", text, re.DOTALL) if words in found)


def row_of(text: str, words: str, number: int = 0) -> str:
    """The markup of the row with these words."""
    return [found for found in re.findall(r"<w:tr>.*?</w:tr>|<w:tr .*?</w:tr>", text, re.DOTALL) if words in found][
        number
    ]


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
