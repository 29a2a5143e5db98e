"""The tree into files: one writer a format, none of which reads another's output."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from cchc_report.document import Document
from cchc_report.writers.failure import FrameProblem, LineProblem, PictureProblem, WriterProblem
from cchc_report.writers.html import write_html
from cchc_report.writers.text import write_markdown, write_text

__all__ = [
    "WRITERS",
    "FrameProblem",
    "LineProblem",
    "PictureProblem",
    "Writer",
    "WriterProblem",
    "check_frame",
    "needs_frame",
]

Writer = Callable[[Document, bytes | None], bytes]
"""Takes the document and, for formats that need one, the Word frame's content; gives the file's content."""


def _docx(document: Document, frame: bytes | None) -> bytes:
    from cchc_report.writers.docx import write_docx  # noqa: PLC0415 - the zip and XML modules are for this format alone

    return write_docx(document, frame)


WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        "txt": lambda document, _: write_text(document),
        "md": lambda document, _: write_markdown(document),
        "html": lambda document, _: write_html(document),
        "docx": _docx,
    }
)
"""By file extension, in the order in which formats are listed and written."""


def check_frame(frame: bytes) -> None:
    """Raises FrameProblem where the Word frame cannot be used."""
    from cchc_report.writers.package import open_package  # noqa: PLC0415 - as in _docx

    open_package(frame)


def needs_frame(extension: str) -> bool:
    """Whether the writer of that format must be given a Word frame."""
    return extension == "docx"
