"""What a Word frame says of form: its styles, its language, its page."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from cchc_report.opc import W
from cchc_report.wordfile.elements import child, value, w
from cchc_report.wordfile.styles import Styles as StyleSheet
from cchc_report.writers.wordml import R, element

LIST_STYLE = "List Bullet"
_PREFIXES = {W: "w", R: "r"}
_A4 = {
    "pgSz": {"w": 11906, "h": 16838},
    "pgMar": {"top": 1134, "right": 1134, "bottom": 1134, "left": 1701, "header": 567, "footer": 567, "gutter": 0},
}
"""The page of a frame that says nothing of it, in twentieths of a point."""
_PAGES = ("default", "first", "even")
"""The kinds of page that may have a header or footer of their own."""
_BEFORE_NUMBERING = {f"{{{W}}}{name}" for name in ("pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType")}
"""What stands before the numbering of pages in a section, by the schema."""
_LEAST = 1000
"""No page is narrower or lower, whatever its margins say."""


@dataclass(frozen=True, slots=True)
class Page:
    """The page of the frame."""

    section: str
    """Page size, margins, header and footer, as the last element of a body."""
    text_width: int
    """In twentieths of a point."""
    text_height: int
    """In twentieths of a point."""


@dataclass(frozen=True, slots=True)
class Letters:
    """How the letters of a paragraph style are set."""

    size: float
    """In points."""
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of the frame."""

    paragraph: Mapping[str, str]
    """Ids by name in small letters, and by id."""
    table: Mapping[str, str]
    """As for paragraphs."""
    letters: Mapping[str, Letters]
    """Of the paragraph styles, by id."""
    has_list: bool
    """Whether the style for list items names a list."""
    language: str
    """Of text that names none; ``vi-VN``, or empty."""


def read_styles(root: ET.Element) -> Styles:
    """The styles of a styles part."""
    found = [style for style in root.findall(w("style")) if value(style, "styleId")]
    bullets = next((style for style in found if _name(style) == LIST_STYLE.lower()), None)
    sheet = StyleSheet(root, theme={})
    looks = {id_: sheet.look(id_) for id_ in (value(style, "styleId") for style in found)}
    return Styles(
        _by_name([style for style in found if value(style, "type") == "paragraph"]),
        _by_name([style for style in found if value(style, "type") == "table"]),
        {id_: Letters(look.size, look.bold, look.italic) for id_, look in looks.items()},
        has_list=value(child(bullets, "pPr", "numPr", "numId")) not in {"", "0"},
        language=value(child(root, "docDefaults", "rPrDefault", "rPr", "lang")),
    )


def read_section(document: ET.Element) -> ET.Element:
    """The last section of a frame; the headers and footers that it takes over from earlier ones are put into it."""
    # A page that was changed while changes were tracked holds its former self.
    former = {section for change in document.iter(w("sectPrChange")) for section in change.iter(w("sectPr"))}
    sections = [section for section in document.iter(w("sectPr")) if section not in former]
    references = {_reference(part): part for section in sections for part in section if _reference(part)}
    own = [part for part in sections[-1] if not _reference(part)] if sections else []
    if not {w("pgSz"), w("pgMar")} <= {part.tag for part in own}:
        own = [ET.Element(w(name), {w(key): str(size) for key, size in sizes.items()}) for name, sizes in _A4.items()]
    result = ET.Element(w("sectPr"))
    result.extend([*references.values(), *own])
    return result


def read_page(section: ET.Element) -> Page:
    """The page of a section."""
    size, margins = _sizes(section, "pgSz"), _sizes(section, "pgMar")
    width = size["w"] - margins["left"] - margins["right"]
    height = size["h"] - abs(margins["top"]) - abs(margins["bottom"])
    return Page(_written(section), max(width, _LEAST), max(height, _LEAST))


def with_annexes(section: ET.Element) -> tuple[Page, Page]:
    """The page of an annex, upright and turned; each annex counts its pages from 1 (Nghị định 30/2020/NĐ-CP, III.1.đ)."""
    upright = copy.deepcopy(section)
    for found in upright.findall(w("pgNumType")):
        upright.remove(found)
    last = max(index for index, part in enumerate(upright) if part.tag in _BEFORE_NUMBERING)
    upright.insert(last + 1, ET.Element(w("pgNumType"), {w("start"): "1"}))
    turned = copy.deepcopy(upright)
    size = _sizes(turned, "pgSz")
    written = turned.find(w("pgSz"))
    assert written is not None  # noqa: S101 - read_section gives every section a size
    written.attrib.update({w("w"): str(size["h"]), w("h"): str(size["w"]), w("orient"): "landscape"})
    return read_page(upright), read_page(turned)


def referring(section: ET.Element, kind: str, link: str) -> ET.Element:
    """The section with one header or footer on every page, in place of those of that kind."""
    references = [ET.Element(w(f"{kind}Reference"), {w("type"): name, f"{{{R}}}id": link}) for name in _PAGES]
    result = ET.Element(section.tag)
    result.extend([*references, *(part for part in section if part.tag != w(f"{kind}Reference"))])
    return result


def _name(style: ET.Element) -> str:
    return value(child(style, "name")).lower()


def _by_name(styles: list[ET.Element]) -> dict[str, str]:
    """Ids by name and by id; where a name is another style's id, the name counts."""
    ids = [(_name(style), value(style, "styleId")) for style in styles]
    return {id_.lower(): id_ for _, id_ in ids} | {name: id_ for name, id_ in ids if name}


def _reference(part: ET.Element) -> tuple[str, str] | None:
    """Which header or footer it is, if it is one."""
    return (part.tag, value(part, "type")) if part.tag in {w("headerReference"), w("footerReference")} else None


def _sizes(section: ET.Element, name: str) -> dict[str, int]:
    """The numbers of a page element; one that is not a plain number counts as on the standard page."""
    found = section.find(w(name))
    written = {} if found is None else {key.rpartition("}")[2]: text for key, text in found.attrib.items()}
    return {
        key: int(written[key]) if written.get(key, "").removeprefix("-").isdecimal() else standard
        for key, standard in _A4[name].items()
    }


def _written(found: ET.Element) -> str:
    """The element with our prefixes, without what other namespaces and the history of editing add."""
    children = "".join(
        _written(part) for part in found if part.tag.startswith(f"{{{W}}}") and not part.tag.endswith("Change")
    )
    names = {key: _prefixed(key) for key in found.attrib}
    attributes = {name: found.attrib[key] for key, name in names.items() if name and not name.startswith("w:rsid")}
    return element(_prefixed(found.tag), children, **attributes)


def _prefixed(name: str) -> str:
    """``w:top`` for a name in braces; empty for one of any other namespace."""
    namespace, _, local = name.removeprefix("{").rpartition("}")
    return f"{_PREFIXES[namespace]}:{local}" if namespace in _PREFIXES else ""
