"""Workbooks of Excel 2007 and later, and what LibreOffice, WPS and Google save as such."""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree as ET

from cchc_report.opc import CONTENT_TYPES, Relationship, parse, read_part, relationships, relationships_name, scan
from cchc_report.workbook.filling import Filling
from cchc_report.workbook.formats import BUILT_IN, Shown, shown_as
from cchc_report.workbook.limits import SMALL_PART, WORKBOOK, Budget, refuse
from cchc_report.workbook.model import Sheet, Workbook
from cchc_report.workbook.worksheet import NAMESPACES, Legend, SharedTexts, Worksheet

_RELATIONSHIP_IDS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_MACROS = ("vbaproject", "macroenabled")
_BINARY = "sheet.binary"
_TRUE = {"1", "true", "on"}


def read_xlsx(package: zipfile.ZipFile, file: str) -> Workbook:
    """Read a checked package; PackageProblem says in Vietnamese why it cannot be used."""
    return _Excel(package, file).workbook()


@dataclass(frozen=True)
class _Excel:
    """The parts of the workbook."""

    package: zipfile.ZipFile
    file: str

    def workbook(self) -> Workbook:
        """The sheets with cells, in the order of their tabs; charts are none."""
        self._check_content_types()
        root = self._tree(self._main)
        if _local(root) != "workbook":
            refuse("không phải là bảng tính Excel")
        budget = Budget()
        properties = _child(root, "workbookPr")
        from_1904 = properties is not None and properties.get("date1904") in _TRUE
        legend = Legend(self._shared_texts(budget), self._shown(), from_1904)
        sheets = [self._sheet(name, part, budget, legend) for name, part in self._worksheets(root).items()]
        return Workbook(self.file, tuple(sheets))

    def _sheet(self, name: str, part: str, budget: Budget, legend: Legend) -> Sheet:
        filling = Filling(self.file, name, budget)
        reader = Worksheet(budget, filling, legend)
        self._scan(part, reader)
        return filling.sheet(reader.merged)

    def _check_content_types(self) -> None:
        types = " ".join(element.get("ContentType", "") for element in self._tree(CONTENT_TYPES)).lower()
        names = " ".join(self._names)
        if _BINARY in types or "xl/workbook.bin" in names:
            refuse("là tệp Excel nhị phân (.xlsb)")
        if any(macro in types or macro in names for macro in _MACROS):
            refuse("có macro (.xlsm)", f"{WORKBOOK.mend}; tệp .xlsx không kèm macro")

    def _worksheets(self, root: ET.Element) -> dict[str, str]:
        """Names of sheets, each with its part."""
        sheets = _child(root, "sheets")
        by_id = {relation.id: relation for relation in self._relations}
        found: dict[str, str] = {}
        for element in () if sheets is None else sheets:
            relation = next((by_id[id_] for key in _RELATIONSHIP_IDS if (id_ := element.get(key)) in by_id), None)
            name = element.get("name", "")
            if relation is None or relation.external or not name:
                refuse(f"đã hỏng: không tìm thấy trang tính «{name}»")
            if relation.kind == "worksheet":
                if name in found or relation.target in found.values():
                    refuse(f"đã hỏng: trang tính «{name}» có hai lần")
                found[name] = relation.target
        return found

    def _shared_texts(self, budget: Budget) -> list[str]:
        reader = SharedTexts(budget)
        for part in self._targets("sharedStrings"):
            self._scan(part, reader)
        return reader.texts

    def _shown(self) -> list[Shown]:
        """By the number of a cell's style."""
        roots = [self._tree(part) for part in self._targets("styles")]
        if not roots or (formats := _child(roots[0], "cellXfs")) is None:
            return []
        custom = _child(roots[0], "numFmts")
        codes = BUILT_IN.copy()
        for element in () if custom is None else custom:
            codes[_whole(element.get("numFmtId"))] = element.get("formatCode", "")
        return [shown_as(codes.get(_whole(style.get("numFmtId")), "General")) for style in formats]

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """Names of parts as they are written, by their small letters: a package does not tell capitals apart."""
        return {name.lower(): name for name in self.package.namelist()}

    @cached_property
    def _main(self) -> str:
        found = [link.target for link in self._links("") if link.kind == "officeDocument" and not link.external]
        return found[0] if found else "xl/workbook.xml"

    @cached_property
    def _relations(self) -> list[Relationship]:
        return self._links(self._main)

    def _targets(self, kind: str) -> list[str]:
        """The part of a kind that the workbook refers to: none or one."""
        found = [link.target for link in self._relations if link.kind == kind and not link.external]
        return found[:1]

    def _links(self, source: str) -> list[Relationship]:
        part = relationships_name(source)
        held = {part: self._bytes(part)} if part.lower() in self._names else {}
        return relationships(held, source, WORKBOOK)

    def _tree(self, part: str) -> ET.Element:
        return parse(part, self._bytes(part), WORKBOOK)

    def _bytes(self, part: str) -> bytes:
        name = self._name(part)
        if self.package.getinfo(name).file_size > SMALL_PART:
            refuse(f"có phần {part} lớn bất thường")
        return read_part(self.package, name, WORKBOOK)

    def _scan(self, part: str, reader: Worksheet | SharedTexts) -> None:
        scan(part, read_part(self.package, self._name(part), WORKBOOK), reader, WORKBOOK)

    def _name(self, part: str) -> str:
        if part.lower() not in self._names:
            refuse(f"đã hỏng: thiếu phần {part}")
        return self._names[part.lower()]


def _child(element: ET.Element, name: str) -> ET.Element | None:
    return next((found for space in NAMESPACES if (found := element.find(f"{space}{name}")) is not None), None)


def _local(element: ET.Element) -> str:
    return next((element.tag.removeprefix(space) for space in NAMESPACES if element.tag.startswith(space)), "")


def _whole(text: str | None) -> int:
    """A number of a format; -1 for none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else -1  # noqa: PLR2004 - ids are short
