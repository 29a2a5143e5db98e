"""Drawings in a paragraph, of either make (DrawingML, VML): lines, text boxes, pictures, and what is none of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from cchc_report.opc import TWIPS_IN_MILLIMETRE
from cchc_report.wordfile.elements import contents, local, number, w
from cchc_report.wordfile.model import Stroke

_EMU = 635
"""DrawingML's units in a twip."""
_THIN = 60
"""How high a horizontal line may be drawn at most, in twips."""
_LINES = {"line", "straightConnector1"}
_UNITS = {"pt": 20.0, "in": 1440.0, "mm": TWIPS_IN_MILLIMETRE, "cm": 10 * TWIPS_IN_MILLIMETRE, "px": 15.0, "": 20.0}
_PADDING = 144
"""Between the edge of a text box and its text, in twips."""
_CONNECTOR = "_x0000_t32"
_VML_LINE_NAMES = {"line"}
_DASHED = re.compile("dash|dot", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Room:
    """What a drawing is placed against: the room for text of its paragraph and of its page, in twips."""

    left: int | None
    width: int | None
    page_left: int
    """The left margin of the page."""
    page_width: int
    """The whole width of the page."""
    text_width: int
    """Of the page between its margins."""


@dataclass(frozen=True, slots=True)
class Box:
    """A text box: its content, and where its text stands."""

    content: ET.Element
    left: int | None
    width: int | None


@dataclass(frozen=True, slots=True)
class Drawings:
    """What the drawings of one run come to."""

    strokes: tuple[Stroke, ...] = ()
    boxes: tuple[Box, ...] = ()
    pictures: int = 0
    odd: int = 0


def drawings(element: ET.Element, room: Room) -> Drawings:
    """Read a ``w:drawing``, ``w:pict`` or ``w:object``."""
    if local(element) == "drawing":
        return _modern(element, room)
    return _vml(element, room)


def _modern(element: ET.Element, room: Room) -> Drawings:
    frame = next((part for part in contents(element) if local(part) in {"anchor", "inline"}), None)
    if frame is None:
        return Drawings()
    extent = _first(frame, "extent")
    length = _twips(extent.get("cx", "") if extent is not None else "")
    height = _twips(extent.get("cy", "") if extent is not None else "")
    left = _modern_left(_first(frame, "positionH"), length, room)
    boxes = tuple(_box(content, left, length) for content in _box_contents(frame))
    if boxes:
        return Drawings(boxes=boxes)
    if any(local(part) == "pic" for part in _printed(frame)):
        return Drawings(pictures=1)
    if height <= _THIN and length > _THIN and _is_line(frame):
        return Drawings(strokes=(Stroke(length, left, solid=not _is_dashed(frame)),))
    return Drawings(odd=1)


def _is_line(frame: ET.Element) -> bool:
    shapes = [part for part in _printed(frame) if local(part) == "prstGeom"]
    return not shapes or any(shape.get("prst") in _LINES or shape.get("prst") == "rect" for shape in shapes)


def _is_dashed(frame: ET.Element) -> bool:
    marks = [part.get("val", "") for part in _printed(frame) if local(part) == "prstDash"]
    return any(_DASHED.search(mark) for mark in marks)


def _modern_left(position: ET.Element | None, length: int, room: Room) -> int | None:
    if position is None:
        return room.left
    start, width = _reference(position.get("relativeFrom", ""), room)
    if start is None:
        return None
    offset, align = _first(position, "posOffset"), _first(position, "align")
    if offset is not None:
        return start + _twips(offset.text or "")
    word = (align.text or "").strip() if align is not None else ""
    return _aligned(word, start, width, length)


def _reference(name: str, room: Room) -> tuple[int | None, int | None]:
    match name:
        case "page":
            return -room.page_left, room.page_width
        case "margin":
            return 0, room.text_width
        case "column":
            return room.left, room.width
        case _:
            return None, None


def _aligned(word: str, start: int, width: int | None, length: int) -> int | None:
    match word:
        case "left":
            return start
        case "center" if width is not None:
            return start + (width - length) // 2
        case "right" if width is not None:
            return start + width - length
        case _:
            return None


def _vml(element: ET.Element, room: Room) -> Drawings:
    found = Drawings()
    for shape in contents(element):
        if local(shape) in {"shapetype", "OLEObject", "control", "shapedefaults"}:
            continue
        one = _vml_shape(shape, room)
        found = Drawings(
            found.strokes + one.strokes, found.boxes + one.boxes, found.pictures + one.pictures, found.odd + one.odd
        )
    return found


def _vml_shape(shape: ET.Element, room: Room) -> Drawings:
    style = _css(shape.get("style", ""))
    length = _measure(style.get("width", ""))
    left = _vml_left(style, length, room)
    boxes = tuple(_box(content, left, length) for content in _box_contents(shape))
    if boxes:
        return Drawings(boxes=boxes)
    if any(local(part) == "imagedata" for part in _printed(shape)):
        return Drawings(pictures=1)
    solid = not any(_DASHED.search(part.get("dashstyle", "")) for part in _printed(shape))
    if local(shape) in _VML_LINE_NAMES:
        return _vml_line(shape, style, room, solid=solid)
    is_rule = shape.get("{urn:schemas-microsoft-com:office:office}hr") in {"t", "true"}
    if (is_rule or _CONNECTOR in shape.get("type", "")) and length > _THIN:
        return Drawings(strokes=(Stroke(length, left, solid),))
    return Drawings(odd=1)


def _vml_line(shape: ET.Element, style: dict[str, str], room: Room, *, solid: bool) -> Drawings:
    start, end = (_point(shape.get(name, "")) for name in ("from", "to"))
    if start is None or end is None or abs(start[1] - end[1]) > _THIN:
        return Drawings(odd=1)
    length = abs(end[0] - start[0])
    centred = style.get("mso-position-horizontal") == "center"
    left = _vml_left(style, length, room) if centred else _moved(room.left, min(start[0], end[0]))
    return Drawings(strokes=(Stroke(length, left, solid),))


def _vml_left(style: dict[str, str], length: int, room: Room) -> int | None:
    if "margin-left" not in style and "mso-position-horizontal" not in style:
        return room.left if style.get("position") != "absolute" else None
    reference = style.get("mso-position-horizontal-relative", "text")
    start, width = _reference({"text": "column"}.get(reference, reference), room)
    word = style.get("mso-position-horizontal", "absolute")
    if start is None or word == "absolute":
        return _moved(start, _measure(style.get("margin-left", "")))
    return _aligned(word, start, width, length)


def _moved(start: int | None, offset: int) -> int | None:
    return None if start is None else start + offset


def _box(content: ET.Element, left: int | None, length: int) -> Box:
    return Box(content, _moved(left, _PADDING), max(0, length - 2 * _PADDING) or None)


def _box_contents(element: ET.Element) -> Iterator[ET.Element]:
    """The contents of text boxes, those within text boxes left to whoever reads the outer one."""
    for part in contents(element):
        if part.tag == w("txbxContent"):
            yield part
        else:
            yield from _box_contents(part)


def _printed(element: ET.Element) -> Iterator[ET.Element]:
    for part in contents(element):
        yield part
        yield from _printed(part)


def _first(element: ET.Element, name: str) -> ET.Element | None:
    return next((part for part in element if local(part) == name), None)


def _twips(emu: str) -> int:
    try:
        return number(str(int(emu.strip()) // _EMU))
    except ValueError:
        return 0


def _css(text: str) -> dict[str, str]:
    pairs = (item.partition(":") for item in text.split(";"))
    return {name.strip().lower(): found.strip() for name, _, found in pairs}


def _measure(text: str) -> int:
    found = re.fullmatch(r"(-?[0-9]{0,6}(?:\.[0-9]{0,6})?)([a-z]*)", text.strip())
    if not found or not any(map(str.isdigit, found[1])):
        return 0
    return number(str(float(found[1]) * _UNITS.get(found[2], 0.0)))


def _point(text: str) -> tuple[int, int] | None:
    parts = text.split(",")
    return (_measure(parts[0]), _measure(parts[1])) if len(parts) == 2 else None  # noqa: PLR2004 - x and y
