"""Rendering beside an edited file says which figures in it are not those of the metrics any more."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import Ran, run_cchc
from packages import read, zipped

Build = Callable[[Mapping[str, str | bytes]], Path]
FIGURES = "tthc:\n  cong_bo: 254\n  ban_hanh_moi: 72\n  sua_doi: 91\n  thay_the: 23\n  bai_bo: 68\n  cong_khai: 201\n"
LATER = FIGURES.replace("72", "78").replace("254", "260")
LINES = [
    "    «254» trong tệp, số liệu mới là «260» (Số thủ tục hành chính được công bố)",
    "    «72» trong tệp, số liệu mới là «78» (Thủ tục hành chính ban hành mới)",
]


def edited(data: bytes, name: str) -> bytes:
    """A person changes a word."""
    if not name.endswith(".docx"):
        return data.replace("thủ tục".encode(), "các thủ tục".encode(), 1)
    part = "word/document.xml"
    return zipped(read(data) | {part: read(data)[part].replace("thủ tục".encode(), "các thủ tục".encode(), 1)})


def rendered_again(folder: Path, name: str, figures: str) -> Ran:
    """The article after a person changed it and the metrics changed too."""
    ending = name.rpartition(".")[2]
    command = ("render", "metrics", "--genre", "bai-bao", "--to", ending)
    assert run_cchc(*command, cwd=folder).code == 0
    article = folder / "out/x/2024-q1" / name
    before = article.read_bytes()
    article.write_bytes(edited(before, name))
    assert article.read_bytes() != before
    (folder / "metrics/x/2024-q1.yaml").write_text(figures, encoding="utf-8")
    return run_cchc(*command, cwd=folder)


def told(ran: Ran) -> list[str]:
    """The lines about the file, up to what can be done."""
    return [line for line in ran.err.splitlines() if line.startswith(("    «", "    …"))]


@pytest.mark.parametrize("name", ["bai-bao.txt", "bai-bao.md", "bai-bao.html", "bai-bao.docx"])
def test_the_figures_that_differ_are_named(working_folder: Build, name: str) -> None:
    ran = rendered_again(working_folder({"metrics/x/2024-q1.yaml": FIGURES}), name, LATER)
    assert ran.code == 1
    assert told(ran) == LINES
    assert ran.err.index(LINES[1]) < ran.err.index("  → ")


def test_at_most_five_are_named(working_folder: Build) -> None:
    others = (("254", "267"), ("72", "78"), ("91", "92"), ("23", "24"), ("68", "73"), ("201", "222"))
    figures = FIGURES
    for old, new in others:
        figures = figures.replace(old, new)
    ran = rendered_again(working_folder({"metrics/x/2024-q1.yaml": FIGURES}), "bai-bao.txt", figures)
    assert [line.partition(" trong tệp")[0] for line in told(ran)[:5]] == [f"    «{old}»" for old, _ in others[:5]]
    assert told(ran)[5:] == ["    … và 1 số nữa"]


def test_where_no_figure_differs_none_is_named(working_folder: Build) -> None:
    ran = rendered_again(working_folder({"metrics/x/2024-q1.yaml": FIGURES}), "bai-bao.docx", FIGURES)
    assert (ran.code, told(ran)) == (1, [])
    assert "cchc refresh" in ran.err


@pytest.mark.parametrize("content", [b"mine", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b""], ids=repr)
def test_of_a_file_that_cannot_be_read_nothing_is_said(working_folder: Build, content: bytes) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": FIGURES, "out/x/2024-q1/bai-bao.docx": content})
    ran = run_cchc("render", "metrics", "--genre", "bai-bao", "--to", "docx", cwd=folder)
    assert (ran.code, told(ran)) == (1, [])
    assert ran.err.splitlines() == [line for line in ran.err.splitlines() if line.startswith("  → ")]
