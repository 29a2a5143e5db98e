"""Files that are read whole: Word frames, shipped files, a document of the user's."""

from pathlib import Path

from cchc_report.project.folder import Project
from cchc_report.project.places import FRAMES, METRICS, TEMPLATES, shipped

LARGEST_DOCUMENT = 50_000_000


def read_frame(project: Project, genre: str) -> tuple[str, bytes]:
    """The Word frame of a genre, path for messages and content: the working folder's own, or the shipped one.

    A genre without a frame of its own uses the article's.
    """
    names = (f"{genre}.docx", "bai-bao.docx")
    folders = (project.root / TEMPLATES / FRAMES, shipped(TEMPLATES) / FRAMES)
    path = next(path for name in names for folder in folders if (path := folder / name).is_file())
    return project.display(path), path.read_bytes()


def shipped_file(name: str) -> bytes:
    """A file of the shipped ``metrics`` folder."""
    return (shipped(METRICS) / name).read_bytes()


def read_document(path: Path) -> bytes | str:
    """The content of a document of the user's, or why it cannot be read, continuing a sentence that names the file."""
    try:
        if not path.is_file():
            return "không phải là một tệp thông thường"
        if path.stat().st_size > LARGEST_DOCUMENT:
            return f"lớn hơn {LARGEST_DOCUMENT // 1_000_000} MB"
        return path.read_bytes()
    except (OSError, ValueError):
        return "không đọc được: không có quyền đọc, hoặc đang bị phần mềm khác giữ"
