"""A Word frame made ready: everything of it that every document shares, zipped once, and what the writer must know of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from xml.etree import ElementTree as ET

from cchc_report.document import LANGUAGE
from cchc_report.opc import (
    CONTENT_TYPES,
    DOCUMENT,
    FIGURES_NAMESPACE,
    PackageProblem,
    Relationship,
    W,
    Zipped,
    content_types,
    parse,
    read_parts,
    refuse,
    relationships,
    relationships_name,
    without_elements,
    word_document,
    zipped,
)
from cchc_report.vietnamese import Fault
from cchc_report.writers.failure import FrameProblem
from cchc_report.writers.formatting import Page, Styles, read_page, read_section, read_styles, referring, with_annexes
from cchc_report.writers.properties import CUSTOM, Properties, read_properties
from cchc_report.writers.wordml import OFFICE, element, paragraph, run, xml

CORE = "docProps/core.xml"
APP = "docProps/app.xml"

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_OWN_TYPES = {
    f"/{DOCUMENT}": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    f"/{CORE}": "application/vnd.openxmlformats-package.core-properties+xml",
    f"/{APP}": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    f"/{CUSTOM}": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
_ITEM_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_DEFAULT_TYPES = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "png": "image/png",
    "jpeg": "image/jpeg",
}
_MARKING = "word/cchc-marking.xml"
_MARKING_KINDS = {False: "footer", True: "header"}
_MARKING_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_STORE_ID = "{5B1C7E2A-7C0B-5C5E-9B64-3D0C5A9E2F11}"
"""Of our custom XML part; fixed, since there is one in a document."""
_KEPT = {"styles", "numbering", "settings", "webSettings", "fontTable", "theme", "footnotes", "endnotes", "customXml"}
"""What a document rests on without its body saying so; pictures, comments and the like leave with the old body."""
_UNWANTED_SETTINGS = ("attachedTemplate", "mailMerge", "saveThroughXslt", "rsids")
"""They point out of the file, or tell of its editing."""


@dataclass(frozen=True, slots=True)
class Package:
    """A frame, opened and cleaned."""

    ready: Zipped
    """The parts that every document shares."""
    relationships: str
    """What the document part rests on, as XML; the writer adds its pictures."""
    page: Page
    annex: Page
    wide_annex: Page
    """The page of an annex whose table needs the long side of the paper."""
    styles: Styles
    has_bullets: bool
    """Whether the style for list items comes with a list."""
    language_is_default: bool
    """Whether text that names no language is Vietnamese."""
    first_id: int
    """The first number free for bookmarks and drawings."""
    item: str
    """The name of the custom XML part to write, ``customXml/item1.xml``."""
    properties: Properties
    """Custom properties to write before the document's own."""


@lru_cache(maxsize=4)
def open_package(frame: bytes, marking: str = "") -> Package:
    """Make a frame ready, with a marking on every page if there is one; the same is made ready once. Raises FrameProblem."""
    try:
        return _made_ready(frame, marking)
    except PackageProblem as problem:
        fault = Fault("khung-khong-dung-duoc", f"khung Word {problem.message}", problem.hint)
        raise FrameProblem(fault) from problem


def _made_ready(frame: bytes, marking: str) -> Package:
    parts = read_parts(frame)
    types = content_types(parts)
    document = word_document(parts, types)
    section = read_section(document)
    own = [found for found in relationships(parts, DOCUMENT) if _is_kept(found, parts, section)]
    kept = _reachable(parts, own)
    targets = {
        found.kind: parse(found.target, kept[found.target]) for found in own if found.kind in {"styles", "numbering"}
    }
    if "styles" not in targets:
        # Word gives every file some; without them its letters would be those of the reader's computer.
        refuse("không có phần kiểu trình bày (styles)")
    styles = read_styles(targets["styles"])
    item = next(
        name for name in map("customXml/item{}.xml".format, count(1)) if not {name, _properties_of(name)} & {*kept}
    )
    own_links = [_link(found) for found in own] + [link("rIdCchcFigures", "customXml", f"/{item}")]
    if marking:
        # At the foot, unless the frame has something there and nothing at the head.
        kind = _MARKING_KINDS[_refers(section, "footer") and not _refers(section, "header")]
        kept[_MARKING], types[f"/{_MARKING}"] = _marking_part(marking, kind), _MARKING_TYPE.format(kind)
        own_links.append(link("rIdCchcMarking", kind, f"/{_MARKING}"))
        section = referring(section, kind, "rIdCchcMarking")
    annex, wide_annex = with_annexes(section)
    return Package(
        zipped(_ready_parts(kept, types, item)),
        "".join(own_links),
        read_page(section),
        annex,
        wide_annex,
        styles,
        has_bullets="numbering" in targets and styles.has_list,
        language_is_default=styles.language == LANGUAGE,
        first_id=_first_id(kept),
        item=item,
        properties=_properties(parts),
    )


def _refers(section: ET.Element, kind: str) -> bool:
    return section.find(f"{{{W}}}{kind}Reference") is not None


def _marking_part(marking: str, kind: str) -> bytes:
    """A header or footer of one centred line."""
    content = paragraph(run(marking, "<w:rPr><w:i/><w:iCs/></w:rPr>"), '<w:jc w:val="center"/>')
    return xml(element("w:hdr" if kind == "header" else "w:ftr", content, **{"xmlns:w": W}))


def link(id: str, kind: str, target: str) -> str:  # noqa: A002 - the format's own word
    """A relationship of an Office kind as XML; the target is absolute (``/word/media/…``)."""
    return element("Relationship", Id=id, Type=f"{OFFICE}/relationships/{kind}", Target=target)


def links_part(links: Iterable[str]) -> bytes:
    """A relationships part."""
    return xml(element("Relationships", "".join(links), xmlns=_PACKAGE))


def _is_kept(found: Relationship, parts: Mapping[str, bytes], section: ET.Element) -> bool:
    if found.external:
        return False
    if found.kind in {"header", "footer"}:
        return any(found.id in child.attrib.values() for child in section)
    if found.kind == "customXml" and found.target in parts:
        return not parse(found.target, parts[found.target]).tag.startswith(f"{{{FIGURES_NAMESPACE}}}")
    return found.kind in _KEPT


def _reachable(parts: Mapping[str, bytes], own: list[Relationship]) -> dict[str, bytes]:
    """The parts that the kept ones need, each with its relationships; nothing of the frame's old text."""
    kept: dict[str, bytes] = {}
    waiting = [*own]
    while waiting:
        found = waiting.pop()
        if found.target in kept:
            continue
        if found.target not in parts:
            refuse(f"đã hỏng: thiếu phần {found.target}")
        kept[found.target], further = _cleaned(parts, found)
        if further:
            kept[relationships_name(found.target)] = links_part(map(_link, further))
        waiting += [target for target in further if not target.external]
    return kept


def _properties(parts: Mapping[str, bytes]) -> Properties:
    """The custom properties of a frame."""
    found = next((found for found in relationships(parts, "") if found.kind == "custom-properties"), None)
    if found is None:
        return Properties()
    if found.target not in parts:
        refuse(f"đã hỏng: thiếu phần {found.target}")
    return read_properties(found.target, parts[found.target])


def _cleaned(parts: Mapping[str, bytes], found: Relationship) -> tuple[bytes, list[Relationship]]:
    """A part and what it refers to; settings lose what points out of the file, any other part may only link."""
    part, further = parts[found.target], relationships(parts, found.target)
    if found.kind == "settings":
        part = without_elements(part, _UNWANTED_SETTINGS)
        parse(found.target, part)
        return part, [target for target in further if not target.external]
    foreign = [target for target in further if target.external and target.kind != "hyperlink"]
    if foreign:
        refuse(
            f"lấy nội dung từ ngoài tệp ({foreign[0].target})",
            "chèn hẳn ảnh hoặc nội dung đó vào tệp, không để dạng liên kết",
        )
    return part, further


def _link(found: Relationship) -> str:
    """A relationship as XML; parts are named from the root, so that it reads the same from any folder."""
    mode = {"TargetMode": "External"} if found.external else {}
    return element("Relationship", Id=found.id, Type=found.type, Target=found.address, **mode)


def _ready_parts(kept: Mapping[str, bytes], types: Mapping[str, str], item: str) -> Iterator[tuple[str, bytes]]:
    """The shared parts of the result, in the order of the zip."""
    item_properties = _properties_of(item)
    yield CONTENT_TYPES, _content_types_part(kept, types, f"/{item_properties}")
    yield "_rels/.rels", _root_links()
    reference = element("ds:schemaRefs", element("ds:schemaRef", **{"ds:uri": FIGURES_NAMESPACE}))
    store = element("ds:datastoreItem", reference, **{"ds:itemID": _STORE_ID, "xmlns:ds": _CUSTOM_XML})
    application = element("Properties", element("Application", "cchc_report"), xmlns=f"{OFFICE}/extended-properties")
    own = {
        APP: xml(application),
        item_properties: xml(store),
        relationships_name(item): links_part([link("rId1", "customXmlProps", f"/{item_properties}")]),
    }
    yield from sorted({**kept, **own}.items())


def _properties_of(item: str) -> str:
    """The part that says of a custom XML part which store it is."""
    return item.replace("item", "itemProps")


def _root_links() -> bytes:
    core = element("Relationship", Id="rId2", Type=f"{_PACKAGE}/metadata/core-properties", Target=f"/{CORE}")
    document, app = link("rId1", "officeDocument", f"/{DOCUMENT}"), link("rId3", "extended-properties", f"/{APP}")
    return links_part([document, core, app, link("rId4", "custom-properties", f"/{CUSTOM}")])


def _content_types_part(kept: Mapping[str, bytes], types: Mapping[str, str], item_properties: str) -> bytes:
    extensions = {name.rpartition(".")[2].lower() for name in kept}
    defaults = {extension: types[extension] for extension in extensions if extension in types} | _DEFAULT_TYPES
    overrides = {f"/{name}": types[f"/{name}"] for name in kept if f"/{name}" in types}
    overrides |= {**_OWN_TYPES, item_properties: _ITEM_PROPERTIES_TYPE}
    entries = [element("Default", Extension=name, ContentType=type_) for name, type_ in sorted(defaults.items())]
    entries += [element("Override", PartName=name, ContentType=type_) for name, type_ in sorted(overrides.items())]
    return xml(element("Types", "".join(entries), xmlns=_TYPES))


def _first_id(kept: Mapping[str, bytes]) -> int:
    """One more than any number that a header, footer or note uses for a bookmark or drawing."""
    numbers = [0]
    for name, part in kept.items():
        if name.startswith("word/") and name.endswith(".xml"):
            for found in parse(name, part).iter():
                local = found.tag.rpartition("}")[2]
                number = (
                    found.get("id")
                    if local == "docPr"
                    else found.get(f"{{{W}}}id")
                    if local == "bookmarkStart"
                    else None
                )
                numbers += [int(number)] if number and number.isdecimal() else []
    return max(numbers) + 1
