"""Word files taken apart: their parts, what would make Word complain, and what LibreOffice makes of them."""

import io
import os
import posixpath
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def read(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return buffer.getvalue()


def root(part: bytes) -> etree._Element:
    return etree.fromstring(part)


def body(data: bytes) -> etree._Element:
    return root(read(data)["word/document.xml"])


def values(tree: etree._Element, path: str) -> list[str]:
    """The attributes or texts that an XPath finds."""
    names = {"w": W[1:-1], "r": R[1:-1], "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"}
    found = tree.xpath(path, namespaces=names)
    assert isinstance(found, list)
    return [str(value) for value in found]


def custom_properties(data: bytes) -> dict[str, str]:
    """The properties that are not of the format's own set, by name."""
    links = root(read(data)["_rels/.rels"])
    named = [link.get("Target", "").lstrip("/") for link in links if link.get("Type", "").endswith("custom-properties")]
    return {
        found.get("name", ""): "".join(map(str, found.itertext())) for name in named for found in root(read(data)[name])
    }


def faults(data: bytes) -> list[str]:
    """What would make Word complain, or change a file on opening; see the checks one by one."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
    parts = read(data)
    trees = {name: root(part) for name, part in parts.items() if name.endswith((".xml", ".rels"))}
    document = trees["word/document.xml"]
    found = ["names repeat"] * (len({*names}) < len(names)) + ["types not first"] * (names[0] != "[Content_Types].xml")
    found += _type_faults(trees["[Content_Types].xml"], names) + _link_faults(trees, names) + _table_faults(document)
    known = {*values(trees["word/styles.xml"], "//w:style/@w:styleId")}
    used = values(document, "//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val")
    found += [f"unknown style {style}" for style in used if style not in known]
    everywhere = [tree for name, tree in trees.items() if name.startswith("word/")]
    for path in ("//w:bookmarkStart/@w:id", "//w:bookmarkStart/@w:name", "//wp:docPr/@id"):
        ids = [value for tree in everywhere for value in values(tree, path)]
        found += [f"{path} repeats"] * (len({*ids}) < len(ids))
    starts, ends = values(document, "//w:bookmarkStart/@w:id"), values(document, "//w:bookmarkEnd/@w:id")
    found += ["bookmarks do not pair"] * (starts != ends)
    bookmarks = values(document, "//w:bookmarkStart/@w:name")
    found += [f"bookmark {name}" for name in bookmarks if not re.fullmatch("[A-Za-z_][A-Za-z0-9_]{0,39}", name)]
    found += [
        f"edge spaces {text!r}" for text in values(document, "//w:t[not(@xml:space)]/text()") if text != text.strip(" ")
    ]
    last = document[0][-1].tag
    found += [f"body ends with {last}"] * (last != f"{W}sectPr")
    dates = [
        element.text or "" for element in trees["docProps/core.xml"] if element.tag.endswith(("created", "modified"))
    ]
    found += [f"dates {dates}"] * (
        [re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", date) is None for date in dates] != [False] * 2
    )
    return found


def _type_faults(types: etree._Element, names: list[str]) -> list[str]:
    defaults = {element.get("Extension") for element in types}
    overrides = [element.get("PartName", "") for element in types if element.get("PartName")]
    untyped = [name for name in names if name.rpartition(".")[2] not in defaults and f"/{name}" not in overrides]
    gone = [name for name in overrides if name.lstrip("/") not in names]
    return [f"type of {name}" for name in (*untyped[(untyped[:1] == ["[Content_Types].xml"]) :], *gone)]


def _link_faults(trees: dict[str, etree._Element], names: list[str]) -> list[str]:
    found = []
    for name, tree in trees.items():
        folder, file = posixpath.split(name)
        links = trees.get(posixpath.join(folder, "_rels", f"{file}.rels"))
        ids = [] if links is None else [link.get("Id") for link in links]
        found += [f"{name} repeats a link"] * (len({*ids}) < len(ids))
        found += [f"{name} misses {id_}" for id_ in values(tree, "//@r:id | //@r:embed") if id_ not in ids]
        source = posixpath.dirname(folder)
        for link in tree if name.endswith(".rels") else ():
            if link.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", source, link.get("Target", "")))
                found += [f"{name} points to {target}"] * (target.lstrip("/") not in names)
    return found


def _table_faults(document: etree._Element) -> list[str]:
    found = ["cell without a last paragraph" for cell in document.iter(f"{W}tc") if cell[-1].tag != f"{W}p"]
    for table in document.iter(f"{W}tbl"):
        columns = len([*table.iter(f"{W}gridCol")])
        found += [
            "cells do not match the grid" for row in table.iter(f"{W}tr") if len(row.findall(f"{W}tc")) != columns
        ]
        following = table.getnext()
        found += ["table joins what follows"] * (following is None or following.tag != f"{W}p")
    return found


def tools(*names: str) -> None:
    """Skip where a program is missing; on the build server nothing may be."""
    skip_without([name for name in names if shutil.which(name) is None])


def spreadsheets() -> None:
    """The same for LibreOffice's spreadsheet: its word processor is often installed alone."""
    tools("soffice")
    program = Path(shutil.which("soffice") or "").resolve().parent
    skip_without([] if any(program.glob("*sclo.*")) else ["libreoffice-calc"])


def skip_without(missing: list[str]) -> None:
    """Skip, and say what is missing, if anything is; on the build server fail."""
    if missing:
        assert "CI" not in os.environ, f"missing: {missing}"
        pytest.skip(f"not installed: {', '.join(missing)}")


def converted(data: bytes, folder: Path, target: str, ending: str = "docx") -> Path:
    """The file as LibreOffice saves it in another format."""
    source = folder / f"bai.{ending}"
    source.write_bytes(data)
    command = ["soffice", f"-env:UserInstallation=file://{folder / 'profile'}", "--headless"]
    command += ["--convert-to", target, "--outdir", str(folder / "out"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / "out" / f"bai.{target}"
