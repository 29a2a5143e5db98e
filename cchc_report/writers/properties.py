"""The custom properties of a Word file: the frame's own, and what document it is, for whoever reads it back.

Word and LibreOffice keep them on saving, through OpenDocument too, where a part of custom XML is lost.
"""

from dataclasses import dataclass
from itertools import count
from xml.etree import ElementTree as ET

from cchc_report.document import Document, facts
from cchc_report.opc import parse
from cchc_report.writers.wordml import OFFICE, element, escaped, xml

CUSTOM = "docProps/custom.xml"
_PROPERTIES, _TYPES = f"{OFFICE}/custom-properties", f"{OFFICE}/docPropsVTypes"
_PREFIXES = {_PROPERTIES: "", _TYPES: "vt:"}
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set of properties that users define; the format asks for it at each of them."""
_FIRST_NUMBER = 2
"""The least that the format allows."""
_OURS = "cchc_"


@dataclass(frozen=True, slots=True)
class Properties:
    """Those of a frame that every document made in it keeps."""

    written: str = ""
    """As XML."""
    next_number: int = _FIRST_NUMBER


def read_properties(name: str, part: bytes) -> Properties:
    """What an office defined itself, such as a classification label; what an earlier document said of itself is dropped."""
    own = [found for found in parse(name, part).findall(f"{{{_PROPERTIES}}}property") if not _is_ours(found)]
    for number, found in enumerate(own, _FIRST_NUMBER):
        # Nothing refers to these numbers, and in a damaged file they may be too small, equal or none.
        found.set("pid", str(number))
    return Properties("".join(map(_written, own)), _FIRST_NUMBER + len(own))


def properties_part(own: Properties, document: Document) -> bytes:
    """The part of a document: the frame's properties, then ours (``cchc_so_lieu``)."""
    ours = "".join(_property(number, *fact) for number, fact in zip(count(own.next_number), facts(document).items()))
    return xml(element("Properties", own.written + ours, **{"xmlns": _PROPERTIES, "xmlns:vt": _TYPES}))


def _property(number: int, name: str, text: str) -> str:
    value = element("vt:lpwstr", escaped(text))
    return element("property", value, fmtid=_FORMAT, pid=str(number), name=f"{_OURS}{name}")


def _is_ours(found: ET.Element) -> bool:
    return found.get("name", "").lower().startswith(_OURS)


def _written(found: ET.Element) -> str:
    """A property with our prefixes."""
    namespace, _, local = found.tag.removeprefix("{").rpartition("}")
    if namespace not in _PREFIXES:
        return ""
    attributes = {key: text for key, text in found.attrib.items() if not key.startswith("{")}
    content = "".join(map(_written, found)) or escaped(found.text or "")
    return element(f"{_PREFIXES[namespace]}{local}", content, **attributes)
