"""The XML of a part with the place of every element in its bytes, so that a few of them can be changed and no others."""

import re
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from cchc_report.opc import DEEPEST, W, refuse

_PREFIXES = {
    W: "w",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/package/2006/content-types": "ct",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
}
"""Files may name these as they like; here each has one name."""
_START_TAG = re.compile(rb"""<[^"'>]*(?:(?:"[^"]*"|'[^']*')[^"'>]*)*>""")
_ENCODING = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']""")


@dataclass(slots=True, eq=False)
class Element:
    """An element; its places are counted in bytes from the beginning of the part."""

    tag: str
    """``w:t``, whatever prefix the file uses; of a namespace that has no name here, ``}`` and the local name."""
    attributes: dict[str, str]
    parent: "Element | None"
    start: int
    """Of the start tag."""
    inner: int
    """Behind the start tag."""
    inner_end: int = 0
    """Of the end tag; as ``end`` for an element that closes itself."""
    end: int = 0
    """Behind the end tag."""
    text: str = ""
    """The characters directly in it."""
    children: list["Element"] = field(default_factory=list)

    def child(self, *tags: str) -> "Element | None":
        """The element at the end of a path of names."""
        found: Element | None = self
        for tag in tags:
            found = next((below for below in found.children if below.tag == tag), None) if found else None
        return found

    def value(self, name: str = "w:val") -> str:
        """An attribute, empty where it is missing."""
        return self.attributes.get(name, "")

    def above(self, tag: str) -> "Element | None":
        """The nearest element of that name around this one."""
        found = self.parent
        while found is not None and found.tag != tag:
            found = found.parent
        return found


def parse_spans(name: str, data: bytes) -> Element:
    """The root of a part in UTF-8. Raises PackageProblem for another encoding, a DOCTYPE and what is not well-formed."""
    declared = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
    if declared and declared[1].upper() not in {b"UTF-8", b"UTF8", b"US-ASCII", b"ASCII"}:
        refuse(f"có phần {name} được ghi bằng mã {declared[1].decode('ascii', 'replace')}, không phải UTF-8")
    if b"\0" in data:
        # The parser would follow UTF-16 whatever it is told.
        refuse(f"có phần {name} được ghi bằng mã UTF-16, không phải UTF-8")
    return _Builder(name, data).built()


class _Builder:
    """Puts the tree together as the parser reports it."""

    def __init__(self, name: str, data: bytes) -> None:
        self._name = name
        self._data = data
        self._root: Element | None = None
        self._open: list[Element] = []
        self._parser = expat.ParserCreate("UTF-8", namespace_separator="}")
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._finish
        self._parser.CharacterDataHandler = self._letters
        self._parser.StartDoctypeDeclHandler = self._doctype

    def built(self) -> Element:
        try:
            self._parser.Parse(self._data, True)  # noqa: FBT003 - the parser takes it by place only
        except expat.ExpatError:
            refuse(f"đã hỏng: phần {self._name} không phải là XML đúng cách, ghi bằng mã UTF-8")
        assert self._root is not None, "a well-formed part has a root"  # noqa: S101 - for the type checker
        return self._root

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) == DEEPEST:
            refuse(f"đã hỏng: phần {self._name} có các thành phần lồng nhau quá sâu")
        parent = self._open[-1] if self._open else None
        start = self._parser.CurrentByteIndex
        tag = _START_TAG.match(self._data, start)
        assert tag is not None, "the parser saw a tag here"  # noqa: S101 - for the type checker
        given = {_short(key): value for key, value in attributes.items()}
        element = Element(_short(name), given, parent, start, tag.end())
        if parent is None:
            self._root = element
        else:
            parent.children.append(element)
        self._open.append(element)

    def _finish(self, _: str) -> None:
        element = self._open.pop()
        if self._data[element.inner - 2 : element.inner] == b"/>":
            element.inner_end = element.end = element.inner
        else:
            element.inner_end = self._parser.CurrentByteIndex
            element.end = self._data.index(b">", element.inner_end) + 1

    def _letters(self, text: str) -> None:
        self._open[-1].text += text

    def _doctype(self, *_: object) -> NoReturn:
        refuse("chứa khai báo DOCTYPE, điều không có trong tệp do Word tạo ra")


def _short(name: str) -> str:
    """The name of an element or attribute with the prefix of its namespace."""
    namespace, separator, local = name.rpartition("}")
    prefix = _PREFIXES.get(namespace, "")
    return f"{prefix}:{local}" if prefix else f"{separator}{local}"
