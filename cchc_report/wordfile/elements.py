"""Looking into the XML of a Word file: names, values that may be missing or nonsense, wrappers that print nothing."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from cchc_report.opc import DEEPEST, W, refuse

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
LONGEST = 31680
"""The widest page that Word knows, in twips; what is longer is nonsense."""
_OFF = {"0", "false", "off", "none"}
_INNER = {f"{{{W}}}{name}" for name in ("ins", "moveTo", "smartTag", "customXml", "hyperlink", "dir", "bdo")}
_CONTROL, _CONTROL_CONTENT = f"{{{W}}}sdt", f"{{{W}}}sdtContent"
_ALTERNATE, _CHOICE, _FALLBACK = f"{{{MC}}}AlternateContent", f"{{{MC}}}Choice", f"{{{MC}}}Fallback"


def w(name: str) -> str:
    """The full name of an element or attribute of WordprocessingML."""
    return f"{{{W}}}{name}"


def local(element: ET.Element) -> str:
    """The name without its namespace; empty for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: ET.Element | None, *names: str) -> ET.Element | None:
    """The element at the end of a path of WordprocessingML names, where there is one."""
    for name in names:
        element = element.find(w(name)) if element is not None else None
    return element


def value(element: ET.Element | None, name: str = "val", default: str = "") -> str:
    """An attribute of WordprocessingML."""
    return element.get(w(name), default) if element is not None else default


def switched_on(element: ET.Element | None) -> bool:
    """Whether an element that switches something is there and does not say no."""
    return element is not None and value(element, default="1").lower() not in _OFF


def number(text: str, default: int = 0) -> int:
    """A whole number; halves, as some writers give them, are cut off, and nonsense is the default."""
    try:
        found = int(float(text))
    except (ValueError, OverflowError):
        return default
    return max(-LONGEST, min(LONGEST, found))


def contents(element: ET.Element) -> Iterator[ET.Element]:
    """The children that are printed: through insertions, links and content controls, one branch of an alternative, no deletions."""
    for found in element:
        if found.tag in _INNER:
            yield from contents(found)
        elif found.tag == _CONTROL:
            for content in found.findall(_CONTROL_CONTENT):
                yield from contents(content)
        elif found.tag == _ALTERNATE:
            yield from contents(_branch(found))
        else:
            yield found


def check_depth(root: ET.Element, part: str) -> None:
    """Refuse a part whose elements lie in each other deeper than any writer of Word files makes them."""
    level = [root]
    for _ in range(DEEPEST):
        level = [below for element in level for below in element]
        if not level:
            return
    refuse(f"đã hỏng: phần {part} có các thành phần lồng nhau quá sâu")


def _branch(alternative: ET.Element) -> ET.Element:
    for name in (_CHOICE, _FALLBACK):
        found = alternative.find(name)
        if found is not None:
            return found
    return ET.Element("empty")
