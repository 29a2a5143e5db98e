"""Word files taken apart: their parts, and what LibreOffice makes of them."""

import io
import os
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
