"""Sections: paper, margins, numbering of pages, and which part of the package holds which header."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from cchc_report.opc import OFFICE_RELATIONSHIPS
from cchc_report.wordfile.elements import child, number, switched_on, value, w
from cchc_report.wordfile.model import HeaderKind

_ID = f"{{{OFFICE_RELATIONSHIPS}}}id"
_LETTER = ("12240", "15840")
"""The paper of a section that names none."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a ``w:sectPr`` says; lengths in twips."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    own_first_page: bool
    first_number: int | None
    number_format: str
    headers: dict[HeaderKind, str]
    """The ids of relationships; those of the section before hold where a kind is missing."""
    footers: dict[HeaderKind, str]


def section_elements(body: ET.Element) -> Iterator[ET.Element]:
    """The sections of the body in order; one more is made up where the file ends without any."""
    found = [element for element in _walk(body) if element.tag == w("sectPr")]
    yield from found
    if not len(body) or body[-1].tag != w("sectPr"):
        yield ET.Element(w("sectPr"))


def sheets(elements: list[ET.Element]) -> list[Sheet]:
    """The sections, each with the headers it takes over from the one before."""
    found: list[Sheet] = []
    for element in elements:
        before = found[-1] if found else None
        found.append(_sheet(element, before))
    return found


def _sheet(element: ET.Element, before: Sheet | None) -> Sheet:
    size, margins, pages = (child(element, name) for name in ("pgSz", "pgMar", "pgNumType"))
    start = value(pages, "start")
    return Sheet(
        width=number(value(size, "w", _LETTER[0])),
        height=number(value(size, "h", _LETTER[1])),
        top=abs(number(value(margins, "top", "1440"))),
        bottom=abs(number(value(margins, "bottom", "1440"))),
        left=number(value(margins, "left", "1440")) + number(value(margins, "gutter", "0")),
        right=number(value(margins, "right", "1440")),
        own_first_page=switched_on(child(element, "titlePg")),
        first_number=number(start) if start else None,
        number_format=value(pages, "fmt", "decimal"),
        headers=(before.headers if before else {}) | _references(element, "headerReference"),
        footers=(before.footers if before else {}) | _references(element, "footerReference"),
    )


def _references(element: ET.Element, name: str) -> dict[HeaderKind, str]:
    kinds = set(HeaderKind)
    return {
        HeaderKind(value(found, "type")): found.get(_ID, "")
        for found in element.findall(w(name))
        if value(found, "type") in kinds
    }


def _walk(element: ET.Element) -> Iterator[ET.Element]:
    """Through the body, but not into text boxes and not into what sections were before a tracked change."""
    for part in element:
        if part.tag not in {w("sectPrChange"), w("txbxContent")}:
            yield part
            yield from _walk(part)
