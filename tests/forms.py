"""Entry forms as somebody fills them in: texts typed into their cells, recalculated by LibreOffice, read back."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from lxml import etree
from packages import converted, read, zipped
from python_calamine import CalamineWorkbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ALWAYS_CALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""

Rows = dict[str, dict[str, str]]
"""By id: what stands under each head of a column, as text."""


def sheet_parts(data: bytes) -> dict[str, str]:
    """The part of each sheet, by the sheet's name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        book = etree.fromstring(package.read("xl/workbook.xml"))
    names = [sheet.get("name", "") for sheet in book.iter(f"{MAIN}sheet")]
    return {name: f"xl/worksheets/sheet{number}.xml" for number, name in enumerate(names, 1)}


def rows(data: bytes) -> Rows:
    """Every indicator of the form."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    found: Rows = {}
    for name in book.sheet_names:
        lines = [
            [str(value) for value in line] for line in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        ]
        heads = next((line for line in lines if line[:1] == ["Mã"]), None)
        if heads is not None:
            found |= {line[0]: dict(zip(heads, line, strict=True)) for line in lines[lines.index(heads) + 1 :]}
    return found


def fill_in(data: bytes, typed: Mapping[str, str], column: str = "D") -> bytes:
    """The form with these texts in the cells of the column, by the indicator's id; a number where it begins with ``=``."""
    parts = read(data)
    shared = ["".join(map(str, item.itertext())) for item in etree.fromstring(parts["xl/sharedStrings.xml"])]
    left = dict(typed)
    for part in sheet_parts(data).values():
        tree = etree.fromstring(parts[part])
        for row in tree.iter(f"{MAIN}row"):
            cells = {cell.get("r", "").rstrip("0123456789"): cell for cell in row}
            name = shared[int(cells["A"].findtext(f"{MAIN}v") or 0)] if "A" in cells else ""
            if name in left:
                _type(cells[column], left.pop(name))
        parts[part] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    assert not left, f"not in the form: {', '.join(left)}"
    return zipped(parts)


def formulas(data: bytes, name: str) -> tuple[str, dict[str, str]]:
    """The number of an indicator's row, and its formulas by column."""
    parts = read(data)
    shared = ["".join(map(str, item.itertext())) for item in etree.fromstring(parts["xl/sharedStrings.xml"])]
    for part in sheet_parts(data).values():
        for row in etree.fromstring(parts[part]).iter(f"{MAIN}row"):
            found = {cell.get("r", "").rstrip("0123456789"): cell for cell in row}
            if "A" in found and shared[int(found["A"].findtext(f"{MAIN}v") or 0)] == name:
                return row.get("r", ""), {column: cell.findtext(f"{MAIN}f") or "" for column, cell in found.items()}
    raise AssertionError(name)


def _type(cell: etree._Element, text: str) -> None:
    for child in [*cell]:
        cell.remove(child)
    if text.startswith("="):
        cell.set("t", "n")
        etree.SubElement(cell, f"{MAIN}v").text = text[1:]
    else:
        cell.set("t", "inlineStr")
        holder = etree.SubElement(etree.SubElement(cell, f"{MAIN}is"), f"{MAIN}t")
        holder.text = text


def calculated(data: bytes, folder: Path) -> bytes:
    """The workbook as LibreOffice saves it after working out every formula anew."""
    settings = folder / "profile" / "user"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "registrymodifications.xcu").write_text(ALWAYS_CALCULATE, encoding="utf-8")
    return converted(data, folder, "xlsx", "xlsx").read_bytes()
