"""From the bytes of a document to its passages, by the ending of its name, else by its content."""

import re
from pathlib import PurePath

from cchc_report.manuscript.model import Manuscript
from cchc_report.manuscript.origin import read_origin
from cchc_report.manuscript.page import read_page
from cchc_report.manuscript.plain import decoded, markdown_passages, text_passages
from cchc_report.manuscript.word import read_word
from cchc_report.opc import refuse

_ENDINGS = {".docx": "docx", ".txt": "txt", ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html"}
_FOREIGN = {
    ".doc": "là tệp .doc kiểu cũ",
    ".docm": "có macro (.docm)",
    ".rtf": "là tệp .rtf",
    ".odt": "là tệp .odt của LibreOffice",
    ".pdf": "là tệp PDF, không giữ lại câu và bảng như khi soạn",
}
_SIGNATURES = {b"%PDF": ".pdf", b"\xd0\xcf\x11\xe0": ".doc", b"{\\rtf": ".rtf"}
_AS_DOCX = (
    "mở tệp bằng Word hoặc LibreOffice, chọn Lưu thành (Save As), kiểu «Word Document (*.docx)», rồi dùng tệp vừa lưu"
)
_FROM_SOURCE = "dùng tệp .docx, .txt, .md hoặc .html mà tệp PDF này được xuất ra"
_ZIP = b"PK\x03\x04"
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"
"""The first file inside an .odt, not compressed, and its content."""
_PAGE = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|meta|body|main|article|section|div|h\d|p|table|span|ul|ol)\b",
    re.DOTALL | re.IGNORECASE,
)


def read_manuscript(data: bytes, name: str) -> Manuscript:
    """Read a Word file, plain text, Markdown or web page; ``-`` is standard input.

    Raises PackageProblem, whose message continues a sentence that names the file, for what cannot be read.
    """
    match _kind(data, name):
        case "docx":
            word = read_word(data)
            passages = tuple(found.passage for found in word.passages)
            return Manuscript(name, passages, read_origin(word.parts), word.insertions, word.deletions)
        case "html":
            return Manuscript(name, *read_page(decoded(data)))
        case "md":
            return Manuscript(name, tuple(markdown_passages(decoded(data))))
        case _:
            return Manuscript(name, tuple(text_passages(decoded(data))))


def _kind(data: bytes, name: str) -> str:
    """The way to read it; refuses what is known to be something else."""
    ending = PurePath(name).suffix.lower()
    content = next((found for sign, found in _SIGNATURES.items() if data.startswith(sign)), "")
    if data.startswith(_ZIP) and _OPEN_DOCUMENT in data[:200]:
        content = ".odt"
    # A .doc in a .docx's clothes may as well be one with a password; the package knows what to say of both.
    foreign = ending if ending in _FOREIGN else content
    if foreign and not (ending == ".docx" and foreign == ".doc"):
        refuse(_FOREIGN[foreign], _FROM_SOURCE if foreign == ".pdf" else _AS_DOCX)
    return _ENDINGS.get(ending) or _kind_of(data)


def _kind_of(data: bytes) -> str:
    if data.startswith(_ZIP):
        return "docx"
    return "html" if _PAGE.match(decoded(data)) else "txt"
