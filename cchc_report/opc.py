"""A package of parts, as Word files and workbooks are: read from a zip that may be hostile, written so that the same parts give the same bytes."""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NoReturn, Protocol
from urllib.parse import unquote
from xml.etree import ElementTree as ET

CONTENT_TYPES = "[Content_Types].xml"
DOCUMENT = "word/document.xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FIGURES_NAMESPACE = "urn:cchc_report:figures:1"
"""Of the custom XML part that lists the figures of a document of ours."""
BOOKMARK = "_cchc_"
"""What the names of the bookmarks begin with that the tool puts around figures; Word hides those with an underscore first."""
DEEPEST = 150
"""Levels of elements in a part; a table in a table in a text box needs some forty."""
_LONGEST_NAME = 40
"""Characters that Word allows in a bookmark's name."""
TWIPS_IN_MILLIMETRE = 1440 / 25.4
"""A twip is the twentieth part of a point, the unit of lengths in a Word file."""
_HEADER, _ENTRY, _END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s4H2LH")
"""What stands in a zip before a member, in its directory, and at its end."""
_VERSION = 20
"""Of the format, times ten, that knows of compression."""
_FIRST_DAY = 33
"""1 January 1980, the first day that a zip can name, given to every member."""
_NAME_IS_UTF8 = 0x800
_LEVEL = 3
"""How hard parts are compressed: files are a twelfth larger than at the usual 6, in less than half the time."""
_MAX_MEMBERS = 1000
_CHUNK = 4_194_304
"""Bytes of a part that are parsed at a time: a few, to stop soon at a DOCTYPE; but an unfinished tag is looked at again with each."""
_OLE = b"\xd0\xcf\x11\xe0"
"""What an encrypted .docx and an old .doc begin with."""
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
"""What zipfile raises on a damaged file."""
_XML_EXTENSIONS = (".xml", ".rels", ".vml")
_AS_DOCX = "mở tệp bằng Word, chọn Lưu thành (Save As), kiểu «Word Document (*.docx)», rồi dùng tệp vừa lưu"


@dataclass(frozen=True, slots=True)
class PackageKind:
    """How messages speak of packages of one kind, and how large one may be."""

    name: str
    """``tệp .docx``."""
    reader: str
    """The program that opens it."""
    makers: str
    """The programs that write it."""
    mend: str
    """The hint for a file that cannot be used: how to save it anew."""
    max_bytes: int
    """Of all its parts, unpacked."""
    max_ratio: int
    """How many times its size a file may hold unpacked."""


WORD = PackageKind("tệp .docx", "Word", "Word", _AS_DOCX, 50_000_000, 100)


class PackageProblem(Exception):  # noqa: N818 - a finding for the user, in the words of problems.py, not a fault of the tool
    """A file that is no sound Word document; the message continues a sentence that names the file."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Relationship:
    """What one part says of another."""

    id: str
    kind: str
    """The last word of its type: ``styles``, ``header``."""
    type: str
    target: str
    """The part's name; for an external one the address."""
    address: str
    """The same as a relationships part writes it, from the root: ``/word/styles.xml``."""
    external: bool


def refuse(message: str, hint: str = _AS_DOCX) -> NoReturn:
    """Say why the file cannot be used."""
    raise PackageProblem(message, hint)


def read_parts(data: bytes) -> dict[str, bytes]:
    """The parts of a Word file by name, every XML part well-formed and without a DOCTYPE."""
    if data.startswith(_OLE):
        refuse("được đặt mật khẩu, hoặc là tệp .doc kiểu cũ", f"gỡ mật khẩu, hoặc {_AS_DOCX}")
    package = open_package(data)
    parts = {name: read_part(package, name) for name in package.namelist() if not name.endswith("/")}
    for name, part in parts.items():
        if name.lower().endswith(_XML_EXTENSIONS):
            parse(name, part)
    return parts


def open_package(data: bytes, kind: PackageKind = WORD) -> zipfile.ZipFile:
    """A zip whose members have been checked, to be read with ``read_part``."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except _UNREADABLE:
        refuse(f"không phải là {kind.name}, hoặc đã hỏng", kind.mend)
    _check_members([member for member in package.infolist() if not member.filename.endswith("/")], len(data), kind)
    return package


def read_part(package: zipfile.ZipFile, name: str, kind: PackageKind = WORD) -> bytes:
    """The bytes of a part of a checked package."""
    try:
        return package.read(name)
    except _UNREADABLE:
        refuse(f"không phải là {kind.name}, hoặc đã hỏng", kind.mend)


def parse(name: str, part: bytes, kind: PackageKind = WORD) -> ET.Element:
    """The root of an XML part."""
    root: ET.Element = _fed(name, part, _Builder(kind), kind)
    return root


def scan(name: str, part: bytes, target: "Target", kind: PackageKind) -> None:
    """Hand the elements and texts of an XML part to a target, as they come."""
    _fed(name, part, target, kind)


def refuse_doctype(kind: PackageKind) -> NoReturn:
    """Stop before any entity of a DOCTYPE is read."""
    refuse(f"chứa khai báo DOCTYPE, điều không có trong tệp do {kind.makers} tạo ra", kind.mend)


@lru_cache(maxsize=4096)
def bookmark_name(number: int, indicator: str) -> str:
    """Of the bookmark around the figure with that number in the document; only letters, digits and ``_`` are allowed in it."""
    return f"{BOOKMARK}{number}_{re.sub('[^A-Za-z0-9_]', '_', indicator)}"[:_LONGEST_NAME]


def is_bookmark_of(name: str, indicator: str) -> bool:
    """Whether a bookmark's name is one of that indicator, whichever its number."""
    found = re.match(rf"{BOOKMARK}([0-9]+)_", name)
    return found is not None and name == bookmark_name(int(found[1]), indicator)


def content_types(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Content types by part name (``/word/document.xml``) and by extension (``png``)."""
    if CONTENT_TYPES not in parts or DOCUMENT not in parts:
        refuse("không có phần word/document.xml")
    root = parse(CONTENT_TYPES, parts[CONTENT_TYPES])
    return {found.get("PartName") or found.get("Extension", "").lower(): found.get("ContentType", "") for found in root}


def word_document(parts: Mapping[str, bytes], types: Mapping[str, str]) -> ET.Element:
    """The root of the main part of an ordinary Word document, one without macros."""
    if any("macroenabled" in text.lower() or "vbaproject" in text.lower() for text in (*types.values(), *parts)):
        refuse("có macro (.docm)", "mở bằng Word rồi lưu lại thành .docx, không kèm macro")
    document = parse(DOCUMENT, parts[DOCUMENT])
    if document.tag != f"{{{W}}}document" or document.find(f"{{{W}}}body") is None:
        refuse("không phải là văn bản Word thường, hoặc được lưu theo dạng «Strict Open XML»")
    return document


def without_elements(part: bytes, names: Iterable[str]) -> bytes:
    """A well-formed part in UTF-8 without the elements of these local names, none of which may hold itself; the rest stays byte for byte."""
    choice = "|".join(names)
    pattern = rf"""<((?:\w+:)?(?:{choice}))(?=[\s/>])(?:"[^"]*"|'[^']*'|[^"'>])*?(?:/>|>.*?</\1\s*>)"""
    return re.sub(pattern.encode(), b"", part, flags=re.DOTALL)


def relationships(parts: Mapping[str, bytes], source: str, kind: PackageKind = WORD) -> list[Relationship]:
    """What a part refers to; the empty source is the package itself."""
    name = relationships_name(source)
    if name not in parts:
        return []
    folder = posixpath.dirname(source)
    found = []
    for element in parse(name, parts[name], kind):
        type_, target = element.get("Type", ""), element.get("Target", "")
        external = element.get("TargetMode") == "External"
        address = target if external else posixpath.normpath(posixpath.join("/", folder, target))
        name = target if external else unquote(address).lstrip("/")
        found.append(Relationship(element.get("Id", ""), type_.rpartition("/")[2], type_, name, address, external))
    return found


def relationships_name(source: str) -> str:
    """The part that holds the relationships of a part: ``word/_rels/document.xml.rels``."""
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


@dataclass(frozen=True, slots=True)
class Zipped:
    """Parts as they stand in a zip, so that those which many files share are compressed once."""

    members: bytes = b""
    """One after the other, each behind its header."""
    directory: bytes = b""
    count: int = 0


def zipped(parts: Iterable[tuple[str, bytes]], ready: Zipped = Zipped()) -> Zipped:
    """The parts in the given order, after those that are ready; no clock, user or system enters them (APPNOTE.TXT, 4.3)."""
    members, directory, count = [ready.members], [ready.directory], ready.count
    offset = len(ready.members)
    for name, part in parts:
        encoded = name.encode()
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        packed = packer.compress(part) + packer.flush()
        flags = 0 if name.isascii() else _NAME_IS_UTF8
        shared = (_VERSION, flags, zipfile.ZIP_DEFLATED, 0, _FIRST_DAY, zlib.crc32(part), len(packed), len(part))
        members += [_HEADER.pack(b"PK\3\4", *shared, len(encoded), 0), encoded, packed]
        directory += [_ENTRY.pack(b"PK\1\2", _VERSION, *shared, len(encoded), 0, 0, 0, 0, 0, offset), encoded]
        offset += _HEADER.size + len(encoded) + len(packed)
        count += 1
    return Zipped(b"".join(members), b"".join(directory), count)


def write_zip(parts: Iterable[tuple[str, bytes]], ready: Zipped = Zipped()) -> bytes:
    """A zip of the parts in the given order, after those that are ready."""
    found = zipped(parts, ready)
    end = _END.pack(b"PK\5\6", 0, 0, found.count, found.count, len(found.directory), len(found.members), 0)
    return found.members + found.directory + end


class Target(Protocol):
    """What takes in the elements of a part; tags as ElementTree spells them, ``{namespace}name``."""

    def start(self, tag: str, attributes: dict[str, str], /) -> object:
        """An element begins."""

    def end(self, tag: str, /) -> object:
        """An element ends."""

    def data(self, text: str, /) -> object:
        """Text, in pieces of any length."""

    def doctype(self, name: str, public: str, system: str, /) -> object:
        """A DOCTYPE begins: to be refused, see ``refuse_doctype``."""


class _Builder(ET.TreeBuilder):
    """Makes the tree of a part."""

    def __init__(self, kind: PackageKind) -> None:
        super().__init__()
        self._kind = kind

    def doctype(self, *_: object) -> None:
        """Refuse the part."""
        refuse_doctype(self._kind)


def _fed(name: str, part: bytes, target: "Target | _Builder", kind: PackageKind) -> Any:  # noqa: ANN401 - whatever the target makes
    parser = ET.XMLParser(target=target)  # noqa: S314 - the target refuses the DOCTYPE that every known attack needs
    try:
        for at in range(0, len(part), _CHUNK):
            parser.feed(part[at : at + _CHUNK])
        return parser.close()
    except (ET.ParseError, ValueError, LookupError):
        refuse(f"đã hỏng: phần {name} không phải là XML đúng cách", kind.mend)


def _check_members(members: list[zipfile.ZipInfo], size: int, kind: PackageKind) -> None:
    """Refuse what would not fit into memory, and names that no writer of such files gives."""
    if len(members) > _MAX_MEMBERS:
        refuse(f"có {len(members)} tệp con; chỉ nhận đến {_MAX_MEMBERS}", kind.mend)
    total = sum(member.file_size for member in members)
    if total > kind.max_bytes or total > kind.max_ratio * size:
        limits = f"{kind.max_bytes} byte và {kind.max_ratio} lần"
        refuse(f"giải nén ra {total} byte từ {size} byte; chỉ nhận đến {limits}", kind.mend)
    if any(member.flag_bits & 1 for member in members):
        refuse("được đặt mật khẩu", "lưu lại tệp không có mật khẩu")
    if any(member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for member in members):
        refuse(f"được nén theo cách mà {kind.reader} không đọc được", kind.mend)
    names = [member.filename for member in members]
    if len({name.lower() for name in names}) < len(names) or any(_is_odd(name) for name in names):
        refuse("đã hỏng: tên các phần trong tệp bị trùng hoặc không hợp lệ", kind.mend)


def _is_odd(name: str) -> bool:
    return not name or name.startswith("/") or "\\" in name or ".." in name.split("/")
