"""The styles of a Word file: what a paragraph, its letters and a table's cells have before anything is set directly."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from cchc_report.wordfile.elements import child, number, value, w
from cchc_report.wordfile.formatting import (
    Raw,
    layered,
    look_of,
    paragraph_properties,
    raw_look,
    raw_shape,
    run_properties,
)
from cchc_report.wordfile.model import Look

_LONGEST_CHAIN = 100
"""Styles based on each other; Word gives up sooner."""


@dataclass(frozen=True, slots=True)
class Layers:
    """What one style, with all it is based on, gives."""

    look: Raw = field(default_factory=dict)
    shape: Raw = field(default_factory=dict)


class Styles:
    """The style sheet; every question about a style that is not there, or goes in a circle, has an answer."""

    def __init__(self, root: ET.Element | None, theme: Mapping[str, str]) -> None:
        self._theme = theme
        elements = root.findall(w("style")) if root is not None else []
        self._styles = {value(element, "styleId"): element for element in elements}
        self._defaults = {
            value(element, "type"): value(element, "styleId")
            for element in elements
            if value(element, "default") in {"1", "true", "on"}
        }
        defaults = child(root, "docDefaults")
        self.base_look = raw_look(child(defaults, "rPrDefault", "rPr"), theme)
        self.base_shape = raw_shape(child(defaults, "pPrDefault", "pPr"))
        self._read: dict[str, Layers] = {}

    def paragraph_style(self, name: str) -> str:
        """The style itself, or the default one where a paragraph names none that exists."""
        return name if name in self._styles else self._defaults.get("paragraph", "")

    def table_style(self, name: str) -> str:
        """The style itself, or the default one where a table names none that exists."""
        return name if name in self._styles else self._defaults.get("table", "")

    def chain(self, name: str) -> list[ET.Element]:
        """The style after all those that it is based on."""
        found: list[ET.Element] = []
        seen: set[str] = set()
        while name in self._styles and name not in seen and len(seen) < _LONGEST_CHAIN:
            seen.add(name)
            found.insert(0, self._styles[name])
            name = value(child(self._styles[name], "basedOn"))
        return found

    def layers(self, name: str) -> Layers:
        """What a paragraph or character style gives; numbering is not in it."""
        if name not in self._read:
            self._read[name] = self._merged(self.chain(name))
        return self._read[name]

    def look(self, name: str) -> Look:
        """How a style sets letters, over the defaults of the document."""
        return look_of(layered([self.base_look, self.layers(name).look]))

    def table_layers(self, name: str, conditions: list[str]) -> Layers:
        """What a table style gives to a cell that meets the conditions, the most particular condition last."""
        chain = self.chain(name)
        parts = [*chain, *(part for condition in conditions for part in _conditional(chain, condition))]
        return self._merged(parts)

    def table_margins(self, name: str) -> dict[str, int]:
        """The margins of cells, by side, that a table style gives."""
        found: dict[str, int] = {}
        for element in self.chain(name):
            found |= cell_margins(child(element, "tblPr", "tblCellMar"))
        return found

    def _merged(self, elements: list[ET.Element]) -> Layers:
        looks = [raw_look(run_properties(element), self._theme) for element in elements]
        shapes = [raw_shape(paragraph_properties(element)) for element in elements]
        return Layers(layered(looks), layered(shapes))


def cell_margins(element: ET.Element | None) -> dict[str, int]:
    """Left and right margins of cells in twips, where they are given."""
    found = {}
    for side, names in (("left", ("left", "start")), ("right", ("right", "end"))):
        for name in names:
            text = value(child(element, name), "w")
            if text:
                found[side] = max(0, number(text))
    return found


def heading_conditions(look: ET.Element | None, row: int, column: int, rows: int, columns: int) -> list[str]:
    """The conditions that a cell of a table meets, in the order in which Word applies them."""
    parts = {"firstRow": row == 0, "lastRow": row == rows - 1, "firstColumn": column == 0}
    parts["lastColumn"] = column == columns - 1
    wanted = {name for name, holds in parts.items() if holds and _looks_for(look, name)}
    names = {"firstColumn": "firstCol", "lastColumn": "lastCol", "firstRow": "firstRow", "lastRow": "lastRow"}
    return [name for part, name in names.items() if part in wanted]


_BITS = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100}


def _looks_for(look: ET.Element | None, name: str) -> bool:
    said = value(look, name)
    if said:
        return said in {"1", "true", "on"}
    try:
        return bool(int(value(look) or "0", 16) & _BITS[name])
    except ValueError:
        return False


def _conditional(chain: list[ET.Element], condition: str) -> Iterator[ET.Element]:
    for style in chain:
        for part in style.findall(w("tblStylePr")):
            if value(part, "type") == condition:
                yield part
