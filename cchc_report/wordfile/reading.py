"""From the bytes of a Word file to its sections and paragraphs in reading order."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from xml.etree import ElementTree as ET

from cchc_report.opc import DOCUMENT, content_types, parse, read_parts, relationships, word_document
from cchc_report.wordfile.drawings import Box, Room
from cchc_report.wordfile.elements import check_depth, child, contents, number, switched_on, value, w
from cchc_report.wordfile.formatting import (
    Raw,
    layered,
    paragraph_properties,
    raw_shape,
    shape_of,
    theme_fonts,
)
from cchc_report.wordfile.model import Paragraph, Section, Stand, WordFile
from cchc_report.wordfile.numbering import Numbering
from cchc_report.wordfile.runs import Content, Looks, begins_page, is_removed
from cchc_report.wordfile.sections import Sheet, section_elements, sheets
from cchc_report.wordfile.styles import Layers, Styles
from cchc_report.wordfile.tables import cells

_TAB = 720
"""Between the tab stops that nobody set, where the file does not say: half an inch."""


def read_word_file(data: bytes) -> WordFile:
    """Read a Word file; PackageProblem says in Vietnamese why it cannot be used."""
    parts = read_parts(data)
    document = word_document(parts, content_types(parts))
    check_depth(document, DOCUMENT)
    package = _Package(parts)
    body = child(document, "body")
    assert body is not None, "word_document saw it"  # noqa: S101 - for the type checker
    found = sheets(list(section_elements(body)))
    flow = Flow(package.styles, package.theme, package.numbering, found)
    flow.blocks(body, flow.body_stand(), Layers())
    settings = package.part("settings")
    distance = number(value(child(settings, "defaultTabStop")), _TAB)
    return WordFile(
        tuple(_section(package, found, at) for at in range(len(found))),
        tuple(flow.paragraphs),
        switched_on(child(settings, "evenAndOddHeaders")),
        distance if distance > 0 else _TAB,
    )


@dataclass(frozen=True)
class _Package:
    """The parts of the file that the main one refers to."""

    parts: Mapping[str, bytes]

    @cached_property
    def _targets(self) -> dict[str, str]:
        """Names of parts, by kind and by the id that the main part uses."""
        found = [relation for relation in relationships(self.parts, DOCUMENT) if not relation.external]
        return {relation.kind: relation.target for relation in found} | {
            f"#{relation.id}": relation.target for relation in found
        }

    def part(self, kind: str) -> ET.Element | None:
        """The root of a part, by its kind, or by ``#`` and its id; None where there is none."""
        name = self._targets.get(kind, "")
        if name not in self.parts:
            return None
        root = parse(name, self.parts[name])
        check_depth(root, name)
        return root

    @cached_property
    def theme(self) -> dict[str, str]:
        return theme_fonts(self.part("theme"))

    @cached_property
    def styles(self) -> Styles:
        return Styles(self.part("styles"), self.theme)

    @property
    def numbering(self) -> Numbering:
        """Anew for each part that is read, because it counts."""
        return Numbering(self.part("numbering"))


class Flow:
    """Reads blocks one after another; sections and automatic numbers advance with them."""

    def __init__(
        self, styles: Styles, theme: Mapping[str, str], numbering: Numbering, found: list[Sheet], section: int = 0
    ) -> None:
        self.paragraphs: list[Paragraph] = []
        self._styles = styles
        self._theme = theme
        self._numbering = numbering
        self._sheets = found
        self._section = section
        self._tables = 0
        self._boxes = 0

    @property
    def _sheet(self) -> Sheet:
        return self._sheets[min(self._section, len(self._sheets) - 1)]

    def body_stand(self) -> Stand:
        """Where a paragraph of the running text stands at present."""
        sheet = self._sheet
        return Stand(self._section, 0, max(0, sheet.width - sheet.left - sheet.right))

    def blocks(self, container: ET.Element, stand: Stand, layers: Layers) -> None:
        """Read the paragraphs and tables in a body, cell, header or text box."""
        for element in contents(container):
            if element.tag == w("p"):
                self._paragraph(element, stand, layers)
                if child(element, "pPr", "sectPr") is not None and stand.table is None and stand.box is None:
                    self._section = min(self._section + 1, len(self._sheets) - 1)
                    stand = self.body_stand()
            elif element.tag == w("tbl"):
                self._table(element, stand)

    def _table(self, element: ET.Element, stand: Stand) -> None:
        index = self._tables
        self._tables += 1
        outer = index if stand.outer is None else stand.outer
        for cell in cells(element, self._styles, stand.left, stand.width):
            inside = replace(
                stand, left=cell.left, width=cell.width, table=index, outer=outer, row=cell.row, column=cell.column
            )
            self.blocks(cell.element, inside, cell.layers)

    def _paragraph(self, element: ET.Element, stand: Stand, layers: Layers) -> None:
        if is_removed(element):
            return
        direct = raw_shape(paragraph_properties(element))
        style = self._styles.paragraph_style(direct.get("pStyle", ""))
        raw, label = self._shape(style, direct, layers.shape)
        looks = Looks(self._styles, self._theme, layers.look, self._styles.layers(style).look)
        content = Content()
        content.read(element, looks, self._room(stand))
        shape = shape_of(raw)
        self.paragraphs.append(
            Paragraph(
                number=len(self.paragraphs) + 1,
                label=label,
                runs=tuple(content.runs),
                shape=replace(shape, starts_page=shape.starts_page or begins_page(element)),
                stand=stand,
                style=style,
                fields=tuple(content.fields),
                strokes=tuple(content.strokes),
                pictures=content.pictures,
                odd_drawings=content.odd,
            )
        )
        for box in content.boxes:
            self._box(box, stand)

    def _box(self, box: Box, stand: Stand) -> None:
        index = self._boxes
        self._boxes += 1
        inside = Stand(stand.section, box.left, box.width, stand.table, stand.outer, stand.row, stand.column, index)
        self.blocks(box.content, inside, Layers())

    def _room(self, stand: Stand) -> Room:
        sheet = self._sheet
        return Room(stand.left, stand.width, sheet.left, sheet.width, max(0, sheet.width - sheet.left - sheet.right))

    def _shape(self, style: str, direct: Raw, table: Raw) -> tuple[Raw, str]:
        """All layers of a paragraph's formatting, and its automatic label."""
        layers = [self._styles.base_shape, table]
        instance, depth = "", 0
        for element in self._styles.chain(style):
            own = raw_shape(paragraph_properties(element))
            if "numPr.numId" in own or "numPr.ilvl" in own:
                instance = own.get("numPr.numId", instance)
                kept = self._numbering.depth_of_style(instance, value(element, "styleId"))
                depth = kept if kept is not None else number(own.get("numPr.ilvl", ""), depth)
                layers.append(self._indents(instance, depth))
            layers.append(own)
        if "numPr.numId" in direct or "numPr.ilvl" in direct:
            instance = direct.get("numPr.numId", instance)
            depth = number(direct.get("numPr.ilvl", ""), depth)
            layers.append(self._indents(instance, depth))
        layers.append(direct)
        label = self._numbering.label(instance, depth) if instance not in {"", "0"} else ""
        return layered(layers), label

    def _indents(self, instance: str, depth: int) -> Raw:
        level = self._numbering.level(instance, depth)
        return level.shape if level is not None else {}


def _section(package: _Package, found: list[Sheet], at: int) -> Section:
    sheet = found[at]
    return Section(
        width=sheet.width,
        height=sheet.height,
        top=sheet.top,
        bottom=sheet.bottom,
        left=sheet.left,
        right=sheet.right,
        own_first_page=sheet.own_first_page,
        first_number=sheet.first_number,
        number_format=sheet.number_format,
        headers={kind: _header(package, found, at, id_) for kind, id_ in sheet.headers.items()},
        footers={kind: _header(package, found, at, id_) for kind, id_ in sheet.footers.items()},
    )


def _header(package: _Package, found: list[Sheet], at: int, id_: str) -> tuple[Paragraph, ...]:
    root = package.part(f"#{id_}")
    if root is None:
        return ()
    flow = Flow(package.styles, package.theme, package.numbering, found, at)
    flow.blocks(root, flow.body_stand(), Layers())
    return tuple(flow.paragraphs)
