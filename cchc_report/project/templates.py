"""Template files: the shipped ones, the working folder's, a unit's own."""

import re
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

from cchc_report.library import Template
from cchc_report.problems import Place, Problem, error, warning
from cchc_report.project.places import SHIPPED, TEMPLATES, below, shipped
from cchc_report.source.encoding import LIMIT, decode
from cchc_report.vietnamese.wording import nfc

_ENDING = ".j2"
_UNSAFE = re.compile(r"""[\\'"{}%#<>:|?*]""")
"""What no name may hold: signs of templates, and what Windows forbids."""


def shipped_templates() -> dict[str, Template]:
    """The templates that come with the tool."""
    folder = shipped(TEMPLATES)
    found = {name: read_template(path, name, f"{SHIPPED}{TEMPLATES}/{name}") for name, path in template_files(folder)}
    return {name: template for name, template in found.items() if isinstance(template, Template)}


def read_template(path: Path, name: str, file: str) -> Template | tuple[Problem, ...]:
    """One template, in any encoding that Notepad saves, or why it cannot be read."""
    try:
        # Opening a pipe or a device could wait for ever; a huge file is not read to its end.
        with path.open("rb") if path.is_file() else nullcontext(None) as stream:
            data = stream.read(LIMIT + 1) if stream else None
    except OSError:
        data = None
    if data is None:
        return (error("khong-doc-duoc", "không đọc được mẫu này", Place(file)),)
    decoded = decode(data, file)
    if decoded.text is None:
        return decoded.problems
    typed = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    text = nfc(typed)
    return Template(name, file, text, typed if typed != text else "")


def template_files(root: Path) -> Iterator[tuple[str, Path]]:
    """Names and paths of the templates below a folder; those that ``unusable_templates`` tells of are left out."""
    folder = root.resolve()
    for path in below(folder):
        name = path.relative_to(folder).as_posix()
        if path.name.endswith(_ENDING) and not path.is_dir() and not _leads_out(path, folder) and _is_plain(name):
            yield name, path


def unusable_templates(root: Path, show: Callable[[Path], str]) -> Iterator[Problem]:
    """Links among the templates that lead out of their folder, or to another folder, and names that no message could show."""
    folder = root.resolve()
    for path in below(folder):
        # The link is shown where it lies, not where it leads.
        file = f"{show(path.parent)}/{path.name}"
        if (path.is_symlink() and path.is_dir()) or (path.name.endswith(_ENDING) and _leads_out(path, folder)):
            hint = "xóa liên kết này; cần mẫu ấy thì chép hẳn tệp vào thư mục mẫu"
            yield error("mau-lien-ket", "liên kết này dẫn ra ngoài thư mục mẫu nên không được dùng", _shown(file), hint)
        elif path.name.endswith(_ENDING) and not _is_plain(path.relative_to(folder).as_posix()):
            hint = "đặt tên gồm chữ thường không dấu, chữ số, gạch ngang, đuôi .md.j2, như tin-van.md.j2"
            message = f"tên mẫu «{_visible(path.name)}» không dùng được"
            yield error("sai-ten-mau", message, _shown(file), hint)


def _leads_out(path: Path, folder: Path) -> bool:
    """Whether a link ends outside the folder, or in a ring of links."""
    try:
        return not path.resolve().is_relative_to(folder)
    except (OSError, RuntimeError):
        return True


def _is_plain(name: str) -> bool:
    """Whether the name can be shown, and written between quotes in a template."""
    return name.isprintable() and name == nfc(name) and not _UNSAFE.search(name)


def _shown(file: str) -> Place:
    return Place(_visible(file))


def _visible(name: str) -> str:
    """A name as a message may show it."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in name)


def almost_templates(root: Path) -> Iterator[tuple[str, Path]]:
    """Files that somebody may take for templates: Notepad adds ``.txt``, and an ending is easily left out."""
    for path in sorted(below(root)):
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
