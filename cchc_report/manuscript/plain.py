"""Plain text and Markdown as passages, one a line."""

import codecs
import html
import re
from collections.abc import Iterator

from cchc_report.manuscript.letters import shown_text
from cchc_report.manuscript.model import Passage
from cchc_report.opc import refuse

_AS_UTF_8 = "mở tệp bằng Notepad, chọn Tệp → Lưu thành (Save as), ở ô Mã hóa (Encoding) chọn UTF-8 rồi bấm Lưu"
_RULE = re.compile(r"(?=.*-)[|:\s-]+|(?:\* *){3,}|(?:_ *){3,}")
"""The line below the head of a table, or a line across the page."""
_HEADING = re.compile(r"#{1,6}(?: +|$)")
_CLOSING = re.compile(r"(?:^| +)#+$")
_ITEM = re.compile(r"[-*+] +")
_QUOTATION = re.compile(r"(?:> ?)+")
_INLINE = re.compile(
    r"""\\(?P<escaped>[!-/:-@\[-`{-~])
    |(?P<picture>!\[(?:\\.|[^\]\\])*\]\([^)]*\))
    |\[(?P<link>(?:\\.|[^\]\\])*)\]\([^)]*\)
    |(?P<tag></?[A-Za-z][^<>]*>)
    |(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]*);)
    |(?<!\S)(?P<star>\*+)(?!\S)
    |(?P<mark>\*+)""",
    re.VERBOSE,
)


def decoded(data: bytes) -> str:
    """A text in UTF-8, or in UTF-16 with a byte order mark; every line end is a line feed. Raises PackageProblem for anything else."""
    is_utf_16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if is_utf_16 else "utf-8-sig")
    except UnicodeDecodeError:
        refuse("không được lưu bằng mã UTF-8", _AS_UTF_8)
    if "\0" in text:
        refuse("không phải là tệp chữ", "chọn tệp .docx, .txt, .md hoặc .html")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def text_passages(text: str) -> Iterator[Passage]:
    """Each line that is not empty, as it was typed."""
    yield from _passages(text.split("\n"))


def markdown_passages(text: str) -> Iterator[Passage]:
    """Each line that is not empty, without its markup; numbers before lines were typed and stay."""
    yield from _passages([_without_markup(line) for line in text.split("\n")])


def _passages(lines: list[str]) -> Iterator[Passage]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield Passage(shown_text(line), line=number)


def _without_markup(line: str) -> str:
    line = _QUOTATION.sub("", line.strip(), count=1) if line.lstrip().startswith(">") else line.strip()
    if not line or _RULE.fullmatch(line):
        return ""
    if line.startswith("|"):
        return "\t".join(_inline(cell.strip()) for cell in _cells(line))
    if heading := _HEADING.match(line):
        return _inline(_CLOSING.sub("", line[heading.end() :]))
    return _inline(_ITEM.sub("", line, count=1) if _ITEM.match(line) else line)


def _cells(line: str) -> list[str]:
    """The cells between bars that no backslash stands before."""
    inner = re.sub(r"(?<!\\)\|$", "", line.removeprefix("|"))
    return re.split(r"(?<!\\)\|", inner)


def _inline(text: str) -> str:
    return _INLINE.sub(_plain, text)


def _plain(found: re.Match[str]) -> str:
    """What a piece of markup reads as."""
    if found["link"] is not None:
        return _inline(found["link"])
    if found["entity"]:
        return html.unescape(found["entity"])
    if found["tag"]:
        return " " * found["tag"].lower().startswith("<br")
    return found["escaped"] or found["star"] or ""
