"""Formatting as the file writes it, flat, so that a later layer simply overrides an earlier one; then what it comes to.

``{"sz": "28", "ind.left": "567", "b": "1"}``: the element's name, and the attribute's where it has several.
"""

from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

from cchc_report.wordfile.elements import child, local, number, switched_on, value, w
from cchc_report.wordfile.model import SINGLE, Border, Line, LineRule, Look, Shape, Tab

Raw = dict[str, str]
TOGGLES = frozenset({"b", "i", "caps", "smallCaps", "vanish"})
"""Properties that a paragraph style and a character style switch together: twice on is off."""
_SWITCHES = frozenset({"contextualSpacing", "pageBreakBefore"})
_MANY = frozenset({"ind", "spacing"})
"""Elements whose attributes override one by one."""
_AUTOMATIC = 280
"""The space before and after that Word gives to paragraphs from web pages: 14 points."""
_ALIGNMENTS = {"start": "left", "end": "right", "distribute": "both", "middle": "center"}
_SIDES = {"ind.start": "ind.left", "ind.end": "ind.right"}
_BLACK = "auto"


def raw_look(properties: ET.Element | None, theme: Mapping[str, str]) -> Raw:
    """The formatting of letters that one ``w:rPr`` gives."""
    found: Raw = {}
    for element in properties if properties is not None else ():
        name = local(element)
        if name in TOGGLES:
            found[name] = "1" if switched_on(element) else ""
        elif name == "rFonts":
            found |= _raw_fonts(element, theme)
        elif name in {"sz", "color", "u", "rStyle"}:
            found[name] = value(element)
    return found


def raw_shape(properties: ET.Element | None) -> Raw:
    """The formatting of a paragraph that one ``w:pPr`` gives."""
    found: Raw = {}
    for element in properties if properties is not None else ():
        name = local(element)
        if name in _SWITCHES:
            found[name] = "1" if switched_on(element) else ""
        elif name in _MANY:
            found |= _raw_attributes(name, element)
        elif name in {"jc", "pStyle"}:
            found[name] = value(element)
        elif name == "numPr":
            found |= {f"numPr.{local(part)}": value(part) for part in element}
        elif name == "pBdr":
            found |= {f"pBdr.{local(side)}": value(side) for side in element}
        elif name == "tabs":
            found |= {f"tab.{value(tab, 'pos')}": value(tab) for tab in element}
        elif name == "framePr":
            found["frame"] = value(element, "xAlign") or "somewhere"
    return found


def layered(layers: Iterable[Raw]) -> Raw:
    """The layers from the lowest to the highest as one."""
    result: Raw = {}
    for layer in layers:
        if "ind.hanging" in layer or "ind.firstLine" in layer:
            result.pop("ind.hanging", None)
            result.pop("ind.firstLine", None)
        result |= layer
    return result


def toggled(base: Raw, styles: Iterable[Raw]) -> Raw:
    """Layers of different kinds of styles over the defaults of the document: what two of them switch on is off."""
    levels = list(styles)
    result = layered([base, *levels])
    for name in TOGGLES:
        on = sum(bool(level.get(name)) for level in levels) % 2 == 1
        result[name] = "1" if on or base.get(name) else ""
    return result


def look_of(raw: Raw) -> Look:
    """What the layers come to for letters."""
    return Look(
        font=raw.get("font.ascii", "Times New Roman"),
        high_font=raw.get("font.hAnsi", "Times New Roman"),
        size=number(raw.get("sz", ""), 20) / 2,
        bold=bool(raw.get("b")),
        italic=bool(raw.get("i")),
        underlined=raw.get("u", "none") not in {"", "none"},
        colour=raw.get("color") or _BLACK,
    )


def shape_of(raw: Raw) -> Shape:
    """What the layers come to for a paragraph."""
    align = raw.get("jc") or "left"
    frame = raw.get("frame", "")
    hanging = number(raw.get("ind.hanging", ""))
    return Shape(
        align=frame if frame in {"center", "right"} else _ALIGNMENTS.get(align, align),
        left=number(raw.get("ind.left", "")),
        right=number(raw.get("ind.right", "")),
        first=-hanging if hanging else number(raw.get("ind.firstLine", "")),
        before=_space(raw, "before"),
        after=_space(raw, "after"),
        close_to_same_style=bool(raw.get("contextualSpacing")),
        line=_line(raw),
        top=_border(raw, "top"),
        bottom=_border(raw, "bottom"),
        tabs=_tabs(raw),
        starts_page=bool(raw.get("pageBreakBefore")),
    )


def theme_fonts(theme: ET.Element | None) -> dict[str, str]:
    """The fonts that a theme gives, by the names that styles call them: ``minorHAnsi``."""
    found: dict[str, str] = {}
    for kind in ("major", "minor"):
        for element in theme.iter() if theme is not None else ():
            if local(element) == f"{kind}Font":
                latin = next((part.get("typeface", "") for part in element if local(part) == "latin"), "")
                found |= {f"{kind}Ascii": latin, f"{kind}HAnsi": latin}
    return found


def run_properties(element: ET.Element | None) -> ET.Element | None:
    """The formatting of letters of a style, run or level."""
    return child(element, "rPr")


def paragraph_properties(element: ET.Element | None) -> ET.Element | None:
    """The formatting of a paragraph, style or level."""
    return child(element, "pPr")


def _raw_fonts(element: ET.Element, theme: Mapping[str, str]) -> Raw:
    found: Raw = {}
    for script in ("ascii", "hAnsi"):
        name = theme.get(value(element, f"{script}Theme"), "") or value(element, script)
        if name:
            found[f"font.{script}"] = name
    return found


def _raw_attributes(name: str, element: ET.Element) -> Raw:
    prefix = w("")
    found: Raw = {f"{name}.{key.removeprefix(prefix)}": text for key, text in element.attrib.items()}
    found = {_SIDES.get(key, key): text for key, text in found.items()}
    if "spacing.line" in found:
        found.setdefault("spacing.lineRule", LineRule.AUTO.value)
    return found


def _space(raw: Raw, side: str) -> int:
    if raw.get(f"spacing.{side}Autospacing", "0") not in {"0", "false", "off"}:
        return _AUTOMATIC
    if f"spacing.{side}" in raw:
        return number(raw[f"spacing.{side}"])
    return number(raw.get(f"spacing.{side}Lines", "")) * SINGLE // 100


def _line(raw: Raw) -> Line:
    rule = raw.get("spacing.lineRule", "")
    known = LineRule(rule) if rule in set(LineRule) else LineRule.AUTO
    return Line(abs(number(raw.get("spacing.line", ""), SINGLE)) or SINGLE, known)


def _border(raw: Raw, side: str) -> Border | None:
    kind = raw.get(f"pBdr.{side}", "none")
    return Border(kind) if kind not in {"none", "nil", ""} else None


def _tabs(raw: Raw) -> tuple[Tab, ...]:
    stops = {number(key.partition(".")[2]): kind for key, kind in raw.items() if key.startswith("tab.")}
    kinds = {"start": "left", "end": "right"}
    return tuple(Tab(at, kinds.get(kind, kind)) for at, kind in sorted(stops.items()) if kind not in {"clear", "bar"})
