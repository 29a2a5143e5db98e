"""Word files and workbooks damaged: as a zip, in the set of their parts, in the XML of a part."""

import io
import re
import warnings
import zipfile
from random import Random

from fuzz.damage import SIGNS, damaged_bytes

_ELEMENT = re.compile(rb"<(/?)([\w:]+)([^<>]*?)(/?)>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_TEXT = re.compile(rb">([^<>]+)<")
ODD = (
    *(b"", b"0", b"-1", b"1", b"99999999999", b"4294967296", b"-99999999999", b"1.5", b"1e9", b"NaN", b"abc", b"on", b"off", b"true"),
    *(b"auto", b"none", b"FFFFFF", b"rId1", b"rId9999", b"../../x", b"/", b"xl/worksheets/sheet1.xml", b"word/document.xml", b"\xe1\xbb\x87", b"&#0;", b"&amp;", b"&x;"),
    *(b"A1", b"XFD1048576", b"ZZZ9", b"a0", b"s", b"inlineStr", b"n", b"d", b"e", b"Normal", b"Heading1", b"A1:XFD1048576", b"1:1"),
)  # fmt: skip
"""Values of attributes that no writer gives."""


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a sound package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts: list[tuple[str, bytes]]) -> bytes:
    """A package of the parts, whose names may repeat."""
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        warnings.simplefilter("ignore")  # a name that repeats is one of the damages
        for name, part in parts:
            package.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def damaged_package(parts: dict[str, bytes], chance: Random) -> bytes:
    """The package with something wrong in it: mostly in the XML of one part."""
    listed = list(parts.items())
    way = chance.random()
    if way < 0.1:  # noqa: PLR2004 - how often each way is taken matters to nobody
        return damaged_bytes(zipped(listed), chance)
    if way < 0.25:  # noqa: PLR2004 - as above
        return zipped(_other_parts(listed, chance))
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    large = [
        name
        for name in names
        if name.rpartition("/")[2] in {"document.xml", "sheet1.xml", "sheet2.xml", "sharedStrings.xml", "styles.xml"}
    ]
    for _ in range(chance.choice((1, 1, 2, 4))):
        name = chance.choice(large if chance.random() < 0.7 else names)  # noqa: PLR2004 - most of a file is there
        parts = {**parts, name: damaged_xml(parts[name], chance)}
    return zipped(list(parts.items()))


def _other_parts(listed: list[tuple[str, bytes]], chance: Random) -> list[tuple[str, bytes]]:
    at = chance.randrange(len(listed))
    name, part = listed[at]
    match chance.randrange(6):
        case 0:
            return [*listed[:at], *listed[at + 1 :]]
        case 1:
            return [*listed, (name, part)]
        case 2:
            return [
                *listed[:at],
                (chance.choice((name.upper(), f"/{name}", f"../{name}", f"{name}\\x", "word/vbaProject.bin")), part),
                *listed[at + 1 :],
            ]
        case 3:
            return [*listed[:at], (name, chance.choice(listed)[1]), *listed[at + 1 :]]
        case 4:
            return [*listed[:at], (name, b""), *listed[at + 1 :]]
        case _:
            return [*listed[:at], (name, damaged_bytes(part, chance)), *listed[at + 1 :]]


def damaged_xml(part: bytes, chance: Random) -> bytes:
    """An element lost, doubled, moved or unwrapped, an attribute changed or lost, a text changed; or a DOCTYPE put in."""
    way = chance.randrange(9)
    if way == 0:
        return _with_text(part, chance)
    if way <= 3:  # noqa: PLR2004 - a third of the ways
        return _with_attribute(part, chance)
    if way == 4 and chance.random() < 0.2:  # noqa: PLR2004 - a DOCTYPE is refused at once
        return re.sub(rb"(\?>)", rb'\1<!DOCTYPE x [<!ENTITY x "y">]>', part, count=1)
    return _with_elements(part, chance)


def _with_text(part: bytes, chance: Random) -> bytes:
    found = _chosen(_TEXT, part, chance)
    if found is None:
        return part
    text = chance.choice(SIGNS).encode("utf-8", "surrogatepass").replace(b"&", b"&amp;").replace(b"<", b"&lt;")
    at = chance.randrange(found.start(1), found.end(1) + 1)
    return part[:at] + text * chance.choice((1, 1, 40)) + part[at + chance.choice((0, 1, 5)) :]


def _with_attribute(part: bytes, chance: Random) -> bytes:
    found = _chosen(_ATTRIBUTE, part, chance)
    if found is None:
        return part
    name, value = found.groups()
    other = _chosen(_ATTRIBUTE, part, chance)
    values = (chance.choice(ODD), chance.choice(ODD), other[2] if other else b"", value * 50, value[:-1])
    changed = b"" if chance.random() < 0.2 else name + b'="' + chance.choice(values) + b'"'  # noqa: PLR2004 - one in five is lost
    return part[: found.start()] + changed + part[found.end() :]


def _with_elements(part: bytes, chance: Random) -> bytes:
    start, end = _element(part, chance)
    element = part[start:end]
    match chance.randrange(5):
        case 0:
            return part[:start] + part[end:]
        case 1:
            return part[:end] + element * chance.choice((1, 1, 3, 200)) + part[end:]
        case 2:
            to, _ = _element(part, chance)
            return part[:to] + element + part[to:] if chance.random() < 0.5 else part[:start] + part[end:]  # noqa: PLR2004 - even odds
        case 3:
            depth = chance.choice((1, 3, 160))
            name = re.match(rb"<([\w:]+)", element)
            return (
                part
                if name is None
                else part[:start] + b"<%s>" % name[1] * depth + element + b"</%s>" % name[1] * depth + part[end:]
            )
        case _:
            return part[:start] + re.sub(rb"^<[^<>]*>|</[^<>]*>$", b"", element) + part[end:]


def _element(part: bytes, chance: Random) -> tuple[int, int]:
    """Where an element begins and ends."""
    found = _chosen(_ELEMENT, part, chance)
    while found is not None and (found[1] or part[found.start() : found.start() + 2] == b"<?"):
        found = _ELEMENT.search(part, found.end())
    if found is None:
        return 0, 0
    if found[4]:
        return found.span()
    depth = 0
    for tag in _ELEMENT.finditer(part, found.start()):
        if tag[2] == found[2] and not tag[4]:
            depth += -1 if tag[1] else 1
            if depth == 0:
                return found.start(), tag.end()
    return found.span()


def _chosen(pattern: re.Pattern[bytes], part: bytes, chance: Random) -> re.Match[bytes] | None:
    """One of the matches, found from a place by chance."""
    return pattern.search(part, chance.randrange(len(part) + 1)) or pattern.search(part)
