"""The templates as texts: their names, the genres among them, and what a copied one came from."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cchc_report.names import name_fault, printable
from cchc_report.problems import Place, Problem, error, warning

GENRE_SUFFIX = ".md.j2"
ALL_SECTIONS = "phan/tat-ca"
"""Includes the part of every section of the report that has figures, in the catalogue's order."""
ALL_UNDER_HEADINGS = "phan/tat-ca-co-tieu-muc"
"""The same, each part under a numbered heading and with its table, if there is ``bang/<section>.md.j2``."""
ONE_SECTION = "tin/linh-vuc"
"""Includes the short text of the one section that was chosen; a genre that uses it is made for a section at a time."""
SHORT_PARTS = "tin/"
DEFAULT_PART = "phan/mac-dinh.md.j2"
"""The part of a section that has none of its own; there the section is called ``phan``."""

_GENRE = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)\.md\.j2")
_COPIED = re.compile(r"\{# chép từ mẫu gốc (\S+) \(([0-9a-f]{16})\) #\}")


@dataclass(frozen=True, slots=True)
class Template:
    """One template file."""

    name: str
    """Its path inside the templates folder: ``phan/tthc.md.j2``."""
    file: str
    """Its path for messages."""
    text: str
    """Composed (NFC), with plain line ends."""
    typed: str = ""
    """As it stands in the file, where that differs."""


Templates = Mapping[str, Template]
"""All templates by name, the user's own in place of the shipped ones."""


def genres_of(templates: Templates) -> list[str]:
    """The genres: every template at the top of the folder, by names that cannot clash with a draft's or a copy's."""
    return sorted(found[1] for name in templates if (found := _GENRE.fullmatch(name)) and not name_fault(found[1]))


def needs_section(template: Template) -> bool:
    """Whether a genre tells of one section, which must be chosen."""
    return f'"{ONE_SECTION}"' in template.text or f"'{ONE_SECTION}'" in template.text


def misnamed(templates: Templates) -> Iterator[Problem]:
    """Templates at the top of the folder whose name is no genre's."""
    for name, template in templates.items():
        if "/" in name:
            continue
        fault = name_fault(name.removesuffix(GENRE_SUFFIX))
        if fault or not _GENRE.fullmatch(name):
            hint = "đặt tên gồm chữ thường không dấu, chữ số, gạch ngang, đuôi .md.j2, như tin-van.md.j2"
            message = f"tên mẫu «{printable(name)}» không dùng được{f': {fault}' if fault else ''}"
            yield error("sai-ten-mau", message, Place(template.file), hint)


def copy_of(template: Template) -> str:
    """The text of a copy to be changed; its first line remembers what it was copied from."""
    return f"{{# chép từ mẫu gốc {template.name} ({_digest(template.text)}) #}}\n{template.text}"


def outdated_copies(templates: Templates, shipped: Templates) -> Iterator[Problem]:
    """Copies whose original has changed since."""
    for template in templates.values():
        found = _COPIED.match(template.text)
        original = shipped.get(found[1]) if found else None
        if found and original and _digest(original.text) != found[2]:
            place = Place(template.file, 1, 1, len(found[0]), found[0])
            hint = f"so với mẫu gốc {original.file}, đưa phần thay đổi vào; rồi sửa mã trong ngoặc thành {_digest(original.text)}"
            yield warning("mau-goc-da-doi", f"mẫu gốc «{original.name}» đã đổi từ khi chép", place, hint)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
