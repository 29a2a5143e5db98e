"""Whatever a person did to an output, rendering again leaves that file byte for byte as it is."""

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import pytest
from conftest import run_cchc
from docx.document import Document as WordDocument
from packages import converted, read, tools, zipped

Build = Callable[[Mapping[str, str | bytes]], Path]
FIGURES = "tthc:\n  cong_bo: 254\n  ban_hanh_moi: 72\n  sua_doi: 91\n  thay_the: 23\n  bai_bo: 68\n"
LATER = FIGURES.replace("72", "73").replace("254", "255")


def rendered(folder: Path, figures: str, *options: str) -> int:
    """Render the article from these figures; the exit code."""
    (folder / "metrics/x/2024-q1.yaml").write_text(figures, encoding="utf-8")
    return run_cchc("render", "metrics", "--genre", "bai-bao", *options, cwd=folder).code


def in_word(change: Callable[[WordDocument], None]) -> Callable[[bytes], bytes]:
    """A change that a person makes in an editor, which then writes every part of the file anew."""

    def edited(data: bytes) -> bytes:
        document = docx.Document(io.BytesIO(data))
        change(document)
        buffer = io.BytesIO()
        document.save(buffer)
        return buffer.getvalue()

    return edited


def change_a_word(document: WordDocument) -> None:
    run = next(run for paragraph in document.paragraphs for run in paragraph.runs if "thủ tục" in run.text)
    run.text = run.text.replace("thủ tục", "TTHC")


def write_a_footer(document: WordDocument) -> None:
    document.sections[0].footer.paragraphs[0].text = "Lưu hành nội bộ"


def comment(document: WordDocument) -> None:
    document.add_comment(document.paragraphs[0].runs, text="Xem lại tít", author="Biên tập", initials="BT")


def only_the_body(data: bytes) -> bytes:
    """Every other part stays byte for byte, as some editors do it."""
    parts = read(data)
    body = parts["word/document.xml"].replace("thủ tục".encode(), b"TTHC", 1)
    assert body != parts["word/document.xml"]
    return zipped(parts | {"word/document.xml": body})


EDITS: dict[str, Callable[[bytes], bytes]] = {
    "a word": in_word(change_a_word),
    "a footer": in_word(write_a_footer),
    "a comment": in_word(comment),
    "nothing but saved": in_word(lambda _: None),
    "a word in the body part": only_the_body,
    "cut off": lambda data: data[:-1],
    "emptied": lambda _: b"",
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_word_file_stays_byte_for_byte(working_folder: Build, edit: str) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": FIGURES})
    article = folder / "out/x/2024-q1/bai-bao.docx"
    assert rendered(folder, FIGURES, "--to", "docx") == 0
    edited = EDITS[edit](article.read_bytes())
    article.write_bytes(edited)
    for figures in (FIGURES, LATER, FIGURES):
        assert rendered(folder, figures, "--to", "docx") == 1
        assert article.read_bytes() == edited
    assert article.with_name("bai-bao.moi.docx").is_file()
    assert rendered(folder, LATER, "--to", "docx", "--force") == 0
    assert article.with_name("bai-bao.cu.docx").read_bytes() == edited
    assert article.read_bytes() != edited


def test_a_word_file_saved_by_libreoffice_stays_byte_for_byte(working_folder: Build, tmp_path: Path) -> None:
    tools("soffice")
    folder = working_folder({"metrics/x/2024-q1.yaml": FIGURES})
    article = folder / "out/x/2024-q1/bai-bao.docx"
    assert rendered(folder, FIGURES, "--to", "docx") == 0
    saved = converted(article.read_bytes(), tmp_path, "docx").read_bytes()
    article.write_bytes(saved)
    assert (rendered(folder, LATER, "--to", "docx"), article.read_bytes()) == (1, saved)


@pytest.mark.parametrize("ending", ["txt", "md", "html", "docx"])
def test_an_older_good_file_put_back_stays(working_folder: Build, ending: str) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": FIGURES})
    article = folder / f"out/x/2024-q1/bai-bao.{ending}"
    assert rendered(folder, FIGURES, "--to", ending) == 0
    older = article.read_bytes()
    assert rendered(folder, LATER, "--to", ending) == 0
    article.write_bytes(older)
    later_still = LATER.replace("73", "74").replace("255", "256")
    assert (rendered(folder, later_still, "--to", ending), article.read_bytes()) == (1, older)


@pytest.mark.parametrize("ending", ["txt", "md", "html"])
def test_an_edited_text_stays_byte_for_byte(working_folder: Build, ending: str) -> None:
    """A word; or only the ends of lines and a byte order mark, as Notepad saves them."""
    folder = working_folder({"metrics/x/2024-q1.yaml": FIGURES})
    article = folder / f"out/x/2024-q1/bai-bao.{ending}"
    assert rendered(folder, FIGURES, "--to", ending) == 0
    made = article.read_bytes()
    for edited in (made.replace(b"254", b"245", 1), b"\xef\xbb\xbf" + made, made.replace(b"\n", b"\r\n")):
        assert edited != made
        article.write_bytes(edited)
        assert (rendered(folder, LATER, "--to", ending), article.read_bytes()) == (1, edited)
