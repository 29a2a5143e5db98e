"""Template files: the shipped ones, the working folder's, a unit's own."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from cchc_report.library import Template
from cchc_report.problems import Place, Problem, error, warning
from cchc_report.project.places import SHIPPED, TEMPLATES, shipped
from cchc_report.source.encoding import decode
from cchc_report.vietnamese.wording import nfc


def shipped_templates() -> dict[str, Template]:
    """The templates that come with the tool."""
    folder = shipped(TEMPLATES)
    found = {name: read_template(path, name, f"{SHIPPED}{TEMPLATES}/{name}") for name, path in template_files(folder)}
    return {name: template for name, template in found.items() if isinstance(template, Template)}


def read_template(path: Path, name: str, file: str) -> Template | tuple[Problem, ...]:
    """One template, in any encoding that Notepad saves, or why it cannot be read."""
    try:
        decoded = decode(path.read_bytes(), file)
    except OSError:
        return (error("khong-doc-duoc", "không đọc được mẫu này", Place(file)),)
    if decoded.text is None:
        return decoded.problems
    typed = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    text = nfc(typed)
    return Template(name, file, text, typed if typed != text else "")


def template_files(root: Path) -> Iterator[tuple[str, Path]]:
    """Names and paths of the templates below a folder; links that lead out of it are left out."""
    folder = root.resolve()
    for directory, _, files in sorted(os.walk(folder)):
        for file in sorted(files):
            path = Path(directory, file)
            if file.endswith(".j2") and path.resolve().is_relative_to(folder):
                yield path.relative_to(folder).as_posix(), path


def almost_templates(root: Path) -> Iterator[tuple[str, Path]]:
    """Files that somebody may take for templates: Notepad adds ``.txt``, and an ending is easily left out."""
    for path in sorted(root.rglob("*")) if root.is_dir() else ():
        if path.is_file() and re.search(r"\.j2\.|\.md$", path.name):
            yield path.relative_to(root).as_posix(), path


def no_template(name: str, file: str) -> Problem:
    """The warning on a file that somebody may take for a template."""
    meant = f"{name.partition('.')[0]}.md.j2"
    message = f"«{name}» không có đuôi .md.j2 nên không được dùng làm mẫu"
    return warning(
        "mau-bi-bo-qua",
        message,
        Place(file),
        f"nếu đây là mẫu, đổi tên thành {meant}; nếu không, chuyển tệp ra khỏi thư mục mẫu",
    )
