"""The gate that every Word file of ours passes: ``faults(data)`` names what would make Word repair, refuse or change it.

The package is judged here, the text of the document in ``body_invariants``. A validator sees other things, so that both are asked
where it matters; this one costs a millisecond or two, ten times that for a long report, and ``conftest`` lets it look at
each file that any test makes.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from urllib.parse import unquote

from body_invariants import R, W, body_faults
from lxml import etree

TYPES = "[Content_Types].xml"
MAIN = "word/document.xml"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    "officeDocument": f"{WORD}.document.main+xml",
    "core-properties": "application/vnd.openxmlformats-package.core-properties+xml",
    "custom-properties": f"{OFFICE}.custom-properties+xml",
    "extended-properties": f"{OFFICE}.extended-properties+xml",
    "customXmlProps": f"{OFFICE}.customXmlProperties+xml",
    "theme": f"{OFFICE}.theme+xml",
    **{kind: f"{WORD}.{kind}+xml" for kind in ("styles", "numbering", "settings", "webSettings", "fontTable")},
    **{kind: f"{WORD}.{kind}+xml" for kind in ("header", "footer", "footnotes", "endnotes", "comments")},
}
"""The content type of what a relationship of that kind leads to; of an unknown kind nothing is asked."""
NEEDED = {"": {"officeDocument", "core-properties", "custom-properties"}, MAIN: {"styles", "customXml"}}
"""Kinds of relationships that no document of ours lacks, by their source."""
PICTURES = {"png": b"\x89PNG\r\n", "jpeg": b"\xff\xd8\xff", "jpg": b"\xff\xd8\xff"}
"""What pictures begin with, by the ending of their names."""
_SMALL = 20_000
"""Bytes of a part that is kept once it was read."""
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError)

Trees = Mapping[str, etree._Element]


def faults(data: bytes) -> list[str]:
    """What is wrong with a Word file; nothing with a sound one, whatever the bytes are."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            parts = {name: package.read(name) for name in names}
    except _UNREADABLE as problem:
        return [f"not a zip: {problem}"]
    found = [*_name_faults(names)]
    trees: dict[str, etree._Element] = {}
    for name in filter(_is_xml, parts):
        tree = _parsed(parts[name])
        if isinstance(tree, str):
            found.append(f"{name} is no XML: {tree}")
        else:
            trees[name] = tree
    missing = [name for name in (TYPES, MAIN) if name not in trees]
    if found or missing:
        return [*found, *(f"no {name}" for name in missing)]
    links = {name: _links(trees[name]) for name in names if name.endswith(".rels")}
    found += [*_type_faults(trees[TYPES], names), *_link_faults(trees, links, names)]
    found += [*_id_faults(trees), *_property_faults(trees), *_picture_faults(parts)]
    found += body_faults(trees[MAIN], trees.get("word/styles.xml"), trees.get("word/numbering.xml"))
    return [*found, *_figure_faults(trees)]


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _parsed(part: bytes) -> etree._Element | str:
    """The root of a part, or what is wrong with it; small parts, which many files share, are read once."""
    return _kept(part) if len(part) < _SMALL else _read(part)


@lru_cache(maxsize=64)
def _kept(part: bytes) -> etree._Element | str:
    return _read(part)


def _read(part: bytes) -> etree._Element | str:
    if b"<!DOCTYPE" in part or part.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "a DOCTYPE, or not UTF-8"
    try:
        return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as problem:
        return str(problem)


def _name_faults(names: list[str]) -> Iterator[str]:
    repeated = [name for name, times in Counter(name.lower() for name in names).items() if times > 1]
    yield from (f"the name {name} repeats" for name in repeated)
    if names[:1] != [TYPES]:
        yield "types not first"
    for name in names:
        if name.startswith("/") or name.endswith("/") or "\\" in name or {"", ".", ".."} & {*name.split("/")}:
            yield f"odd name {name!r}"


def _type_faults(types: etree._Element, names: list[str]) -> Iterator[str]:
    """Every part has a type, and every type a part."""
    defaults = {element.get("Extension", "").lower() for element in types}
    overrides = Counter(element.get("PartName", "").lstrip("/") for element in types if element.get("PartName"))
    for name in names:
        if name != TYPES and name not in overrides and name.rpartition(".")[2].lower() not in defaults:
            yield f"{name} has no type"
    yield from (f"a type of {name}, which is not there" for name in overrides if name not in names)
    yield from (f"two types of {name}" for name, times in overrides.items() if times > 1)


def _links(tree: etree._Element) -> list[dict[str, str]]:
    """The relationships of a part, as attributes."""
    return [{str(key): str(text) for key, text in link.attrib.items()} for link in tree]


def _link_faults(trees: Trees, links: Mapping[str, list[dict[str, str]]], names: list[str]) -> Iterator[str]:
    reached = {TYPES, *links}
    types = {element.get("PartName", "").lstrip("/"): element.get("ContentType", "") for element in trees[TYPES]}
    by_source = {_source(name): found for name, found in links.items()}
    for source, found in by_source.items():
        if source and source not in names:
            yield f"links of {source}, which is not there"
        ids = Counter(link.get("Id", "") for link in found)
        yield from (f"link {id_} of {source or 'the package'} repeats" for id_, times in ids.items() if times > 1)
        kinds = Counter(link.get("Type", "").rpartition("/")[2] for link in found)
        yield from (f"{source or 'the package'} has no {kind}" for kind in NEEDED.get(source, set()) - {*kinds})
        for link in found:
            if link.get("TargetMode") == "External":
                continue
            target = _target(source, link.get("Target", ""))
            reached.add(target)
            kind = link.get("Type", "").rpartition("/")[2]
            if target not in names:
                yield f"{source or 'the package'} points to {target}, which is not there"
            elif kind in KINDS and types.get(target) != KINDS[kind]:
                yield f"{target} is a {kind} by its link, {types.get(target)} by its type"
    yield from (f"nothing points to {name}" for name in names if name not in reached)
    for name, tree in trees.items():
        known = {link.get("Id", ""): link.get("Type", "").rpartition("/")[2] for link in by_source.get(name, [])}
        yield from (f"{name} misses {used}" for used in _used_links(tree) if used not in known)


def _source(name: str) -> str:
    """The part whose relationships these are; empty for the package itself."""
    folder, _, file = name.rpartition("_rels/")
    return folder + file.removesuffix(".rels")


def _target(source: str, target: str) -> str:
    return unquote(posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target))).lstrip("/")


def _used_links(tree: etree._Element) -> list[str]:
    found = _LINKS(tree)
    assert isinstance(found, list)
    return [str(value) for value in found]


_LINKS = etree.XPath("//@r:id | //@r:embed | //@r:link | //@r:pict", namespaces={"r": R[1:-1]})


def _id_faults(trees: Trees) -> Iterator[str]:
    """Bookmarks and drawings are numbered through all parts of the text."""
    texts = [tree for name, tree in trees.items() if name.startswith("word/")]
    starts = [element for tree in texts for element in tree.iter(f"{W}bookmarkStart")]
    found = Counter(("bookmark number", element.get(f"{W}id", "")) for element in starts)
    found.update(("bookmark name", element.get(f"{W}name", "").lower()) for element in starts)
    found.update(("drawing", element.get("id", "")) for tree in texts for element in tree.iter("{*}docPr"))
    yield from (f"{kind} {text!r} repeats" for (kind, text), times in found.items() if times > 1)


def _picture_faults(parts: Mapping[str, bytes]) -> Iterator[str]:
    """A picture is of the kind that its name says."""
    for name, part in parts.items():
        beginning = PICTURES.get(name.rpartition(".")[2].lower())
        if beginning is not None and not part.startswith(beginning):
            yield f"{name} is no such picture"


def _property_faults(trees: Trees) -> Iterator[str]:
    """Title, language and dates in the form that the format asks for; numbers of custom properties."""
    core = trees.get("docProps/core.xml")
    if core is None:
        yield "no docProps/core.xml"
        return
    texts = {str(element.tag).rpartition("}")[2]: element.text or "" for element in core}
    if len(texts) < len(core):
        yield "a core property repeats"
    if texts.get("language") != "vi-VN":
        yield f"language {texts.get('language')}"
    yield from (
        f"{name} {texts.get(name)!r} is no date" for name in ("created", "modified") if not _is_date(texts, name)
    )
    for element in trees.get("docProps/custom.xml", ()):
        if not re.fullmatch("[0-9]+", element.get("pid", "")) or int(element.get("pid", "")) < 2 or len(element) != 1:
            yield f"custom property {element.get('name')!r}"
    numbers = [element.get("pid") for element in trees.get("docProps/custom.xml", ())]
    names = [element.get("name", "").lower() for element in trees.get("docProps/custom.xml", ())]
    if len({*numbers}) < len(numbers) or len({*names}) < len(names):
        yield "a custom property repeats"


def _is_date(texts: Mapping[str, str], name: str) -> bool:
    """W3CDTF, to the second, in UTC."""
    try:
        datetime.strptime(texts.get(name, ""), "%Y-%m-%dT%H:%M:%SZ")  # noqa: DTZ007 - only its form is of interest
    except ValueError:
        return False
    return True


def _figure_faults(trees: Trees) -> Iterator[str]:
    """The list of figures names the bookmarks of the text, one by one."""
    lists = [tree for name, tree in trees.items() if name.startswith("customXml/item") and "figures" in str(tree.tag)]
    listed = [str(element.get("bookmark")) for tree in lists for element in tree]
    marked = [element.get(f"{W}name", "") for element in trees[MAIN].iter(f"{W}bookmarkStart")]
    if listed != [name for name in marked if name.startswith("_cchc_")]:
        yield "the list of figures is not that of the bookmarks"
