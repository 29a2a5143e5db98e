"""What stands in one paragraph: letters with their looks, fields, drawings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from cchc_report.wordfile.drawings import Box, Room, drawings
from cchc_report.wordfile.elements import child, contents, local, value, w
from cchc_report.wordfile.formatting import Raw, layered, look_of, raw_look, run_properties, toggled
from cchc_report.wordfile.model import Field, Look, Run, Stroke
from cchc_report.wordfile.styles import Styles

_LETTERS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_DRAWN = {"drawing", "pict", "object"}


@dataclass(frozen=True, slots=True)
class Looks:
    """The looks that letters can have in one paragraph."""

    styles: Styles
    theme: Mapping[str, str]
    table: Raw
    """What the style of the table around gives."""
    paragraph: Raw
    """What the style of the paragraph gives."""

    def look(self, properties: ET.Element | None) -> tuple[Look, Raw]:
        """The look of letters with these direct properties, and the layers that it comes from."""
        direct = raw_look(properties, self.theme)
        own = self.styles.layers(direct["rStyle"]).look if "rStyle" in direct else {}
        raw = layered([toggled(self.styles.base_look, (self.table, self.paragraph, own)), direct])
        if raw.get("u") == "":
            raw["u"] = "single"
        return look_of(raw), raw


@dataclass(slots=True)
class Content:
    """What a paragraph was found to hold, collected from left to right."""

    runs: list[Run] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    pictures: int = 0
    odd: int = 0
    _open: list[str] = field(default_factory=list)
    """The instructions of the fields that have begun and not ended; those that show their result are empty."""

    def read(self, paragraph: ET.Element, looks: Looks, room: Room) -> None:
        """Collect everything that a paragraph holds."""
        for element in contents(paragraph):
            if element.tag == w("r"):
                self._run(element, looks, room)
            elif element.tag == w("fldSimple"):
                inner = next(element.iter(w("r")), None)
                self._field(value(element, "instr"), looks.look(run_properties(inner))[0])
                self.read(element, looks, room)

    def _run(self, element: ET.Element, looks: Looks, room: Room) -> None:
        look, raw = looks.look(run_properties(element))
        if raw.get("vanish"):
            return
        for part in contents(element):
            self._part(part, look, room, capitals=bool(raw.get("caps") or raw.get("smallCaps")))

    def _part(self, part: ET.Element, look: Look, room: Room, *, capitals: bool) -> None:
        name = local(part)
        if name == "fldChar":
            self._mark(value(part, "fldCharType"), look)
        elif name == "instrText":
            if self._open:
                self._open[-1] += part.text or ""
        elif name in _DRAWN:
            self._drawing(part, room)
        elif not any(self._open):
            text = letters_of(part)
            if text:
                self.runs.append(Run(text.upper() if capitals else text, look))

    def _mark(self, kind: str, look: Look) -> None:
        """Between its beginning and its separator a field has its instruction, then its result."""
        if kind == "begin":
            self._open.append(" ")
        elif kind in {"separate", "end"} and self._open:
            instruction = self._open.pop()
            if instruction:
                self._field(instruction, look)
            if kind == "separate":
                self._open.append("")

    def _field(self, instruction: str, look: Look) -> None:
        words = instruction.split()
        tabs = sum(run.text.count("\t") for run in self.runs)
        if words:
            self.fields.append(Field(words[0].upper(), look, tabs))

    def _drawing(self, element: ET.Element, room: Room) -> None:
        found = drawings(element, room)
        self.strokes += found.strokes
        self.boxes += found.boxes
        self.pictures += found.pictures
        self.odd += found.odd


def letters_of(part: ET.Element) -> str:
    """What one part of a run prints."""
    name = local(part)
    if name == "t":
        return part.text or ""
    if name == "br":
        return "\n" if value(part, "type", "textWrapping") == "textWrapping" else "\f"
    if name == "sym":
        return _symbol(value(part, "char"))
    return _LETTERS.get(name, "")


def begins_page(paragraph: ET.Element) -> bool:
    """Whether a page break stands before the first letters of a paragraph."""
    for part in _parts(paragraph):
        if local(part) == "br" and value(part, "type") == "page":
            return True
        if local(part) == "t" and (part.text or "").strip():
            return False
    return False


def _parts(paragraph: ET.Element) -> Iterator[ET.Element]:
    for element in contents(paragraph):
        if element.tag == w("r"):
            yield from contents(element)


def _symbol(code: str) -> str:
    try:
        return chr(int(code, 16)) if code else ""
    except (ValueError, OverflowError):
        return ""


def is_removed(paragraph: ET.Element) -> bool:
    """Whether a tracked change has removed the paragraph with its mark, so that nothing of it is printed."""
    mark = child(paragraph, "pPr", "rPr")
    gone = any(child(mark, name) is not None for name in ("del", "moveFrom"))
    return gone and not any(element.tag == w("r") for element in contents(paragraph))
