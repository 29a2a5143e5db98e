"""Word files broken in known ways, each made from a good one: what a gate that lets any of them through would be worth nothing for."""

import io
import random
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator

from lxml import etree
from packages import W, read, root, zipped

DOCUMENT, CORE = "word/document.xml", "docProps/core.xml"
Break = Callable[[bytes], bytes]


def within(name: str, change: Callable[[bytes], bytes]) -> Break:
    """A change of one part, which must change it."""

    def broken(good: bytes) -> bytes:
        parts = read(good)
        changed = change(parts[name])
        assert changed != parts[name]
        return zipped(parts | {name: changed})

    return broken


def swapped(old: bytes, new: bytes, name: str = DOCUMENT) -> Break:
    """The first such bytes of a part replaced."""
    return within(name, lambda part: part.replace(old, new, 1))


def pattern(old: bytes, new: bytes, name: str = DOCUMENT) -> Break:
    """The same by a pattern."""
    return within(name, lambda part: re.sub(old, new, part, count=1, flags=re.DOTALL))


def without(*names: str) -> Break:
    """Parts left out."""
    return lambda good: zipped({name: part for name, part in read(good).items() if name not in names})


def twice(good: bytes) -> bytes:
    """The document stands in the file two times."""
    buffer = io.BytesIO(good)
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "a") as package:
        warnings.simplefilter("ignore")
        package.writestr(DOCUMENT, read(good)[DOCUMENT])
    return buffer.getvalue()


KNOWN: dict[str, Break] = {
    "a bare ampersand": swapped(b"<w:t>", b"<w:t>& "),
    "a control character": swapped(b"<w:t>", b"<w:t>\x0b"),
    "a control character by its number": swapped(b"<w:t>", b"<w:t>&#x0b;"),
    "an empty file": lambda _: b"",
    "a text that is no zip": lambda _: b"hello",
    "half of the file": lambda good: good[: len(good) // 2],
    "no content types": without("[Content_Types].xml"),
    "no header": without("word/header1.xml"),
    "a link to nowhere": swapped(b'r:embed="rIdCchc1"', b'r:embed="rIdCchc9"'),
    "a part twice": twice,
    "the grid before the table's properties": pattern(
        rb"(<w:tblPr>.*?</w:tblPr>)(<w:tblGrid>.*?</w:tblGrid>)", rb"\2\1"
    ),
    "the paragraph's properties after its text": pattern(rb"(<w:p>)(<w:pPr>.*?</w:pPr>)(<w:r>.*?</w:r>)", rb"\1\3\2"),
    "a paragraph in a paragraph": swapped(b"<w:p><w:pPr>", b"<w:p><w:p/><w:pPr>"),
    "an unknown element": swapped(b"<w:r>", b"<w:r><w:khong_co/>"),
    "a value that is none": swapped(b'<w:jc w:val="right"/>', b'<w:jc w:val="phai"/>'),
    "a wrong order of a run's properties": swapped(b"<w:b/><w:bCs/>", b"<w:bCs/><w:b/>"),
    "a bookmark number twice": swapped(b'<w:bookmarkStart w:id="3"', b'<w:bookmarkStart w:id="1"'),
    "a picture number twice": pattern(rb"(<w:p>(?:(?!<w:p>).)*<wp:docPr.*?</w:p>)", rb"\1\1"),
    "a cell without a paragraph": pattern(rb"(</w:tcPr>)<w:p>.*?</w:p>(</w:tc>)", rb"\1\2"),
    "a cell that ends with a table": pattern(
        rb"</w:tc>",
        rb"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:tc>",
    ),
    "an unknown style": swapped(b'w:val="BodyText"', b'w:val="BodyTxt"'),
    "a column too few in the grid": pattern(rb"<w:gridCol [^>]*>", b""),
    "no section at the end": pattern(rb"<w:sectPr>.*</w:sectPr>", b""),
    "a date that is none": pattern(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"25/03/2024", CORE),
}
"""Those that validators, readers and schemas were compared by; not one of these finds all."""

FURTHER: dict[str, Break] = {
    "edge spaces that are not kept": swapped(b' xml:space="preserve"', b""),
    "a bookmark without an end": pattern(rb"<w:bookmarkEnd [^>]*/>", b""),
    "a bookmark over two paragraphs": pattern(rb'(<w:bookmarkEnd w:id="1"/>)(.*?</w:p><w:p>.*?)(</w:p>)', rb"\2\1\3"),
    "a bookmark name with a blank": swapped(b'w:name="_cchc_1_', b'w:name="_cchc 1_'),
    "a merged cell without a beginning": swapped(b"</w:tcPr>", b"<w:vMerge/></w:tcPr>"),
    "a cell of two columns too many": swapped(b"</w:tcPr>", b'<w:gridSpan w:val="2"/></w:tcPr>'),
    "a row without cells": pattern(rb"(<w:tr>)<w:trPr>.*?(</w:tr>)", rb"\1\2"),
    "two tables that touch": pattern(rb"(<w:tbl>.*?</w:tbl>)", rb"\1\1"),
    "a table at the end": pattern(rb"(<w:tbl>.*</w:tbl>)(.*)(<w:sectPr>)", rb"\2\1\3"),
    "a DOCTYPE": swapped(b"<w:document", b"<!DOCTYPE w><w:document"),
    "a surrogate": swapped(b"<w:t>", b"<w:t>\xed\xa0\x80"),
    "a noncharacter": swapped(b"<w:t>", b"<w:t>\xef\xbf\xbe"),
    "a line break inside a text": swapped(b"<w:t>", b"<w:t>a\nb"),
    "an unclosed element": swapped(b"</w:body>", b""),
    "a list that is not there": swapped(b'<w:numId w:val="1"/>', b'<w:numId w:val="7"/>', "word/styles.xml"),
    "a style based on none": swapped(b'w:basedOn w:val="Normal"', b'w:basedOn w:val="Norma"', "word/styles.xml"),
    "a paragraph's style for a table": swapped(b'tblStyle w:val="TableGrid"', b'tblStyle w:val="Title"'),
    "another type of the main part": swapped(b".document.main+xml", b".template.main+xml", "[Content_Types].xml"),
    "a figure that is not listed": pattern(rb"<figure .*?/>", b"", "customXml/item1.xml"),
    "a property number twice": swapped(b'pid="3"', b'pid="2"', "docProps/custom.xml"),
    "no date": pattern(rb"<dcterms:created.*?</dcterms:created>", b"", CORE),
    "a date of the thirtieth of February": pattern(rb"2024-03-25T", b"2024-02-30T", CORE),
    "a name from the root": lambda good: zipped(read(good) | {"/word/x.xml": b"<x/>"}),
    "a part that nothing points to": lambda good: zipped(read(good) | {"word/x.xml": b"<x/>"}),
    "the types last": lambda good: zipped(dict([*[*read(good).items()][1:], *[*read(good).items()][:1]])),
}
"""Further ways, which each other part of the gate is there for."""


def unseen(good: bytes) -> Iterator[tuple[str, bytes]]:
    """Whatever a program or a disk may do to a file: one thing of each left out, emptied, repeated, cut or flipped."""
    parts = read(good)
    for name in parts:
        yield f"without {name}", without(name)(good)
        yield f"{name} empty", zipped(parts | {name: b""})
    for name in (name for name in parts if name.endswith((".rels", "_Types].xml"))):
        yield from ((f"{name} without {id_}", zipped(parts | {name: part})) for id_, part in _one_less(parts, name))
    for tenth in range(1, 10):
        yield f"cut after {tenth} tenths", good[: len(good) * tenth // 10]
    yield from ((f"a flipped bit at {at}", _flipped(good, at)) for at in _packed_bytes(good))
    yield from ((f"{name} in another order", zipped(parts | {DOCUMENT: part})) for name, part in _reordered(parts))


def _one_less(parts: dict[str, bytes], name: str) -> Iterator[tuple[str, bytes]]:
    """A list of links or types without one of them; a type of files that are not there is not missed."""
    tree = root(parts[name])
    for at, element in enumerate(tree):
        extension = element.get("Extension")
        if extension and not any(other.endswith(f".{extension}") for other in parts):
            continue
        copy = root(parts[name])
        copy.remove(copy[at])
        yield str(element.get("Id") or element.get("PartName") or extension), etree.tostring(copy)


def _packed_bytes(good: bytes) -> list[int]:
    """Places inside the packed content of parts, one each."""
    chance = random.Random(1)  # noqa: S311 - places to damage, not a secret
    with zipfile.ZipFile(io.BytesIO(good)) as package:
        members = [
            (member.header_offset + 30 + len(member.filename), member.compress_size) for member in package.infolist()
        ]
    return [start + chance.randrange(size) for start, size in members]


def _flipped(good: bytes, at: int) -> bytes:
    data = bytearray(good)
    data[at] ^= 16
    return bytes(data)


def _reordered(parts: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The document with the children of one kind of element turned round, where the order of these counts."""
    for name in ("pPr", "rPr", "tblPr", "tbl", "body", "sectPr", "p", "r", "tc", "tr"):
        tree = root(parts[DOCUMENT])
        element = next((found for found in tree.iter(f"{W}{name}") if len({child.tag for child in found}) > 1), None)
        if element is not None:
            element[:] = list(reversed(element))
            yield name, etree.tostring(tree)
