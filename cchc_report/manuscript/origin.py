"""What a Word file knows of how it was made: properties of the tool, and its list of figures."""

from collections import Counter
from collections.abc import Mapping
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET

from cchc_report.manuscript.model import Listed, Origin
from cchc_report.opc import FIGURES_NAMESPACE, parse, relationships
from cchc_report.periods import period_of_file

_METRICS, _GENRE, _SECTION, _ID = "cchc_so_lieu", "cchc_the_loai", "cchc_linh_vuc", "cchc_ma"
"""Names of properties that the Word writer gives."""
_FIGURES = f"{{{FIGURES_NAMESPACE}}}"


def figures_part(parts: Mapping[str, bytes]) -> str:
    """The name of the part that lists the figures of a document; empty where it is gone."""
    names = [name for name in parts if name.startswith("customXml/") and name.endswith(".xml")]
    return next((name for name in names if parse(name, parts[name]).tag == f"{_FIGURES}figures"), "")


def read_origin(parts: Mapping[str, bytes]) -> Origin:
    """What is left of it; programs other than Word lose the list, some lose the properties."""
    properties = _properties(parts)
    name = figures_part(parts)
    root = parse(name, parts[name]) if name else ET.Element("figures")
    figures = root.findall(f"{_FIGURES}figure")
    listed = (Listed(f.get("bookmark", ""), f.get("indicator", ""), f.get("text", "")) for f in figures)
    return Origin(
        properties.get(_METRICS) or _commonest_file(figures),
        properties.get(_GENRE) or root.attrib.get("genre", ""),
        properties.get(_SECTION, ""),
        properties.get(_ID, ""),
        tuple(listed),
    )


def _properties(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The custom properties that are texts."""
    targets = [found.target for found in relationships(parts, "") if found.kind == "custom-properties"]
    found = (element for name in targets if name in parts for element in parse(name, parts[name]))
    return {element.get("name", ""): "".join(element.itertext()).strip() for element in found}


def _commonest_file(figures: list[ET.Element]) -> str:
    """The metrics file of most figures; those of unit files and the catalogue, and of earlier periods, are fewer or none."""
    files = Counter(file for figure in figures if _is_metrics(file := figure.get("file", "")))
    return max(files, key=lambda file: files[file], default="")


def _is_metrics(file: str) -> bool:
    return file.startswith("metrics/") and period_of_file(PurePosixPath(file).stem) is not None
