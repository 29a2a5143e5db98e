"""txt, md and html, and what all four formats owe each other."""

import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from documents import ARTICLE, FRAME, HOSTILE, PHOTO, PICTURE, documents, docx_texts, jpeg, png, unhurried
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cchc_report.document import (
    Bullets,
    Document,
    Heading,
    Paragraph,
    Picture,
    Role,
    Strong,
    Table,
    Text,
    paragraphs,
    text_of,
)
from cchc_report.trace import trace
from cchc_report.writers import WRITERS, PictureProblem, needs_frame

_VOID = {"meta", "img", "br"}


def plain(text: str) -> str:
    """A text as formats may be compared: composed, with ordinary spaces."""
    return unicodedata.normalize("NFC", text).replace("\N{NO-BREAK SPACE}", " ")


def wanted(document: Document) -> list[str]:
    return [plain(text_of(inlines)) for inlines in paragraphs(document)]


def write(document: Document, extension: str) -> bytes:
    return WRITERS[extension](document, FRAME.read_bytes() if needs_frame(extension) else None)


def text_texts(data: bytes, document: Document) -> list[str]:
    """The paragraphs of a plain text, told apart by the document's own blocks."""
    lines = iter(data.decode().split("\n"))
    found: list[str] = []
    for block in document.blocks:
        match block:
            case Heading() | Paragraph():
                found.append(next(lines))
            case Bullets(items):
                found += [next(lines).removeprefix("- ") for _ in items]
            case Table(_, rows):
                found += [cell for _ in range(len(rows) + 1) for cell in next(lines).split("\t")]
            case Picture():
                continue
        assert next(lines) == ""
    return [plain(text) for text in found]


def markdown_texts(data: bytes) -> list[str]:
    return [plain(text) for text in _markdown(MarkdownIt("commonmark").enable("table").parse(data.decode()))]


def _markdown(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        assert token.type not in {"html_block", "code_block", "fence", "hr", "blockquote_open", "ordered_list_open"}
        if token.type == "inline" and not any(child.type == "image" for child in token.children or ()):
            yield "".join(child.content for child in token.children or () if child.type != "html_inline")
            assert {child.type for child in token.children or ()} <= {
                "text",
                "text_special",
                "strong_open",
                "strong_close",
                "em_open",
                "em_close",
                "html_inline",
            }


class Page(HTMLParser):
    """Reads a page, insists that its tags nest, and collects the texts of the article."""

    def __init__(self, data: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.pieces: dict[str, str] = {}
        self.feed(data.decode())
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in _VOID:
            self.open.append(tag)
        if tag in {"p", "h1", "h2", "h3", "h4", "li", "th", "td", "figcaption"} and "article" in self.open:
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if {"p", "h1", "h2", "h3", "h4", "li", "th", "td", "figcaption"} & {*self.open} and "article" in self.open:
            self.texts[-1] += data
        elif self.open:
            self.pieces[self.open[-1]] = self.pieces.get(self.open[-1], "") + data

    def named(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


def html_texts(data: bytes) -> list[str]:
    return [plain(text) for text in Page(data).texts]


@unhurried
@given(documents)
def test_plain_text_holds_the_document(document: Document) -> None:
    assert text_texts(write(document, "txt"), document) == wanted(document)


@unhurried
@given(documents)
def test_markdown_reads_back_as_the_document(document: Document) -> None:
    assert markdown_texts(write(document, "md")) == wanted(document)


@unhurried
@given(documents)
def test_html_holds_the_document(document: Document) -> None:
    assert html_texts(write(document, "html")) == wanted(document)


@unhurried
@given(documents)
def test_docx_holds_the_document(document: Document) -> None:
    assert [plain(text) for text in docx_texts(write(document, "docx"))] == wanted(document)


def test_the_article_is_the_same_in_all_formats() -> None:
    assert list(WRITERS) == ["txt", "md", "html", "docx"]
    found = [
        text_texts(write(ARTICLE, "txt"), ARTICLE),
        markdown_texts(write(ARTICLE, "md")),
        html_texts(write(ARTICLE, "html")),
        [plain(text) for text in docx_texts(write(ARTICLE, "docx"))],
    ]
    assert found == [wanted(ARTICLE)] * 4


def test_only_docx_needs_a_frame() -> None:
    assert [extension for extension in WRITERS if needs_frame(extension)] == ["docx"]


def test_the_table_of_writers_is_light() -> None:
    code = "import sys, cchc_report.writers; print({'docx', 'lxml', 'jinja2', 'zipfile'} & {*sys.modules})"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


def test_plain_text_of_the_article() -> None:
    text = write(ARTICLE, "txt").decode()
    assert text.endswith("Bài, ảnh: Đăng Phong\n")
    assert "\n\n- Cấp tỉnh giải quyết 72 hồ sơ, không có hồ sơ quá hạn;\n- 1. Cấp xã" in text
    assert "\nThu ngân sách nhà nước trên địa bàn tỉnh\t\t1.541 tỷ đồng\n" in text
    assert "\N{NO-BREAK SPACE}" not in text
    assert "hội nghị «một cửa»" not in text


def test_markdown_of_the_article() -> None:
    text = write(ARTICLE, "md").decode()
    assert text.startswith("**BẢN NHÁP: ")
    assert "\n\n# Một số kết quả cải cách hành chính nổi bật quý I năm 2024\n\n*25/03/2024 - 05:48*\n\n" in text
    assert "\n\n![Quang cảnh hội nghị «một cửa» & khách mời](anh/hội%20nghị%20%281%29.png)\n\n*Quang" in text
    assert "ban hành mới **72 thủ tục**, sửa đổi" in text
    assert "*được* ***quan tâm*** *đúng mức*" in text
    assert "\n- 1\\. Cấp xã: R&D \\<50 > 3; 3\\*4\\*5 = 60, tên\\_tệp \\`x\\`.\n" in text
    assert "| Chỉ tiêu | Đơn vị | Kết quả |\n| --- | --- | ---: |\n| Thủ tục ban hành mới | thủ tục | 72 |\n" in text


def test_markdown_pictures_keep_path_and_description() -> None:
    tokens = MarkdownIt("commonmark").parse(write(Document("x", (PICTURE,), ""), "md").decode())
    image = (tokens[1].children or [])[0]
    assert (image.type, image.content) == ("image", PICTURE.alternative)


@unhurried
@given(st.lists(st.tuples(st.sampled_from(HOSTILE), st.booleans()), min_size=1, max_size=4))
def test_markdown_keeps_bold_as_bold(pieces: list[tuple[str, bool]]) -> None:
    inlines = tuple(Strong((Text(text),)) if bold else Text(text) for text, bold in pieces)
    rendered = MarkdownIt("commonmark").render(write(Document("x", (Paragraph(inlines),), ""), "md").decode())
    bold_text = "".join(re.findall(r"<strong>(.*?)</strong>", rendered))
    found = html_texts(f"<article><p>{bold_text}</p></article>".encode())
    assert found == [plain("".join(text for text, bold in pieces if bold))]


def test_html_numbers_know_value_and_source() -> None:
    page = Page(write(ARTICLE, "html"))
    entries = trace(ARTICLE)
    numbers = page.named("data")
    assert [number["value"] for number in numbers] == [entry.figure.exact for entry in entries]
    assert [number["data-indicator"] for number in numbers] == [entry.figure.indicator.id for entry in entries]
    assert numbers[0]["title"] == "Tổng số thủ tục hành chính công bố = 72 + 91; metrics/danh-muc.yaml:30:12"
    assert [mark["class"] for mark in page.named("mark")] == ["con-nghi", "con-thieu"]


def test_html_lists_the_source_of_every_number_linked_both_ways() -> None:
    data = write(ARTICLE, "html")
    page, sources = Page(data), data.decode().partition("</article>")[2]
    rows = [row["id"] for row in page.named("tr") if "id" in row]
    assert [number["aria-describedby"] for number in page.named("data")] == rows
    assert [link["href"] for link in page.named("a")][1:] == [f"#{number['id']}" for number in page.named("data")]
    for entry in trace(ARTICLE):
        for text in (entry.text, entry.figure.indicator.label, entry.figure.derivation, str(entry.figure.place)):
            assert text in sources
    assert page.named("section") == [{"class": "nguon no-print", "aria-labelledby": "nguon"}]


def test_html_is_one_file_for_vietnamese_readers() -> None:
    data = write(ARTICLE, "html")
    page = Page(data)
    assert data.startswith(b"<!doctype html>\n")
    assert page.named("html") == [{"lang": "vi"}]
    assert page.pieces["title"] == ARTICLE.title
    assert [image["alt"] for image in page.named("img")] == [PICTURE.alternative]
    assert page.named("img")[0]["src"].startswith("data:image/png;base64,")
    assert [tag for tag, _ in page.tags if tag in {"script", "link", "iframe", "style"}] == ["style"]
    assert "url(" not in data.decode()
    assert "@import" not in data.decode()


@unhurried
@given(st.sampled_from(HOSTILE), st.sampled_from(HOSTILE))
def test_html_escapes_everywhere(text: str, title: str) -> None:
    blocks = (Paragraph((Text(text),)), Picture(PHOTO, PICTURE.data, text), Paragraph((Text(text),), Role.CAPTION))
    page = Page(write(Document("x", blocks, title), "html"))
    assert (page.texts, page.pieces["title"]) == ([text, text], title)
    assert page.named("img")[0]["alt"] == text
    assert {tag for tag, _ in page.tags} <= {
        *("html", "head", "meta", "title", "style", "body", "main", "article", "p", "figure", "img", "figcaption")
    }


@pytest.mark.parametrize(("make", "size"), [(png, (3, 2)), (jpeg, (400, 300))])
def test_the_size_of_a_picture_is_read_from_its_header(
    make: Callable[[int, int], bytes], size: tuple[int, int]
) -> None:
    data = make(*size)
    image = Page(write(Document("x", (Picture(PHOTO, data, ""),), ""), "html")).named("img")[0]
    assert (int(image["width"]), int(image["height"])) == size


NO_PICTURES = {
    "empty": b"",
    "gif": b"GIF89a",
    "png cut off": png(3, 2)[:20],
    "png of no width": png(0, 2),
    "jpeg cut off": jpeg(4, 3)[:25],
    "jpeg of markers": b"\xff\xd8\xff" * 9,
}


@pytest.mark.parametrize("extension", ["html", "docx"])
@pytest.mark.parametrize("kind", NO_PICTURES)
def test_what_is_no_picture_is_named(kind: str, extension: str) -> None:
    data = NO_PICTURES[kind]
    with pytest.raises(PictureProblem, match="không phải là ảnh PNG hoặc JPEG") as raised:
        write(Document("x", (Picture(PHOTO, data, ""),), ""), extension)
    assert raised.value.place == PHOTO.place


def test_the_printed_page_leaves_out_the_sources(tmp_path: Path) -> None:
    if not all(map(shutil.which, ("chromium", "pdftotext"))):
        assert "CI" not in os.environ
        pytest.skip("chromium or pdftotext is not installed")
    page, pdf = tmp_path / "bai.html", tmp_path / "bai.pdf"
    page.write_bytes(write(ARTICLE, "html"))
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    options += [f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={pdf}", "--no-pdf-header-footer"]
    subprocess.run(["chromium", *options, page.as_uri()], check=True, capture_output=True, timeout=120)
    printed = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True, text=True).stdout
    assert "Bài, ảnh: Đăng Phong" in printed
    assert "Nguồn số liệu" not in printed
    assert "nguồn số liệu" not in printed
