"""What a picture says of itself and whether it is whole, told from its bytes without any image library."""

import re
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

from cchc_report.vietnamese import Fault

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes."""
LARGEST_SIDE = 20_000
"""Pixels; a page in print quality is not a quarter as wide."""
MOST_PIXELS = 100_000_000
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_HEADER = 13
_FRAME_HEADERS = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""The JPEG markers that carry the size."""
_START_OF_SCAN = 0xDA
_DAMAGED = "bị hỏng hoặc chưa được chép hết"


@dataclass(frozen=True, slots=True)
class Image:
    """Format and size of a whole picture."""

    extension: str
    """``png`` or ``jpeg``, which is the MIME subtype too."""
    width: int
    """In pixels."""
    height: int
    """In pixels."""


def read_image(content: bytes) -> Image | None:
    """The format and size of a picture; None where it is neither PNG nor JPEG, or not whole."""
    is_png = content.startswith(_PNG)
    size = _png_size(content) if is_png else _jpeg_size(content)
    return Image("png" if is_png else "jpeg", *size) if size is not None and 0 not in size else None


def picture_fault(content: bytes) -> str:
    """Why a picture cannot be used, as the end of a sentence; empty where it can."""
    if not content.startswith((_PNG, _JPEG)):
        return "không phải là PNG hoặc JPEG"
    image = read_image(content)
    if image is None:
        return _DAMAGED
    if max(image.width, image.height) > LARGEST_SIDE or image.width * image.height > MOST_PIXELS:
        return f"có kích thước {image.width} × {image.height} điểm ảnh, quá lớn"
    return ""


def _png_size(content: bytes) -> tuple[int, int] | None:
    """The size of a PNG whose chunks are all there, the last one included, with right checksums."""
    size, has_data, at = None, False, len(_PNG)
    while (chunk := _chunk(content, at)) is not None:
        kind, data = chunk
        if size is None:
            if kind != b"IHDR" or len(data) != _HEADER:
                return None
            size = struct.unpack(">II", data[:8])
        has_data = has_data or (kind == b"IDAT" and bool(data))
        if kind == b"IEND":
            return size if has_data else None
        at += 12 + len(data)
    return None


def _chunk(content: bytes, at: int) -> tuple[bytes, bytes] | None:
    """Kind and data of the chunk there, or None where it is cut off or damaged."""
    length = int.from_bytes(content[at : at + 4], "big")
    kind, data, checksum = content[at + 4 : at + 8], content[at + 8 : at + 8 + length], content[at + 8 + length :][:4]
    is_whole = len(checksum) == 4 and zlib.crc32(kind + data) == int.from_bytes(checksum, "big")  # noqa: PLR2004 - four bytes
    return (kind, data) if is_whole else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """The size of a JPEG that has its end; the segments are gone through up to the one with the size."""
    if not content.startswith(_JPEG):
        return None
    at, end = 2, content.rfind(b"\xff\xd9")
    while at + 9 <= len(content) and content[at] == 0xFF:  # noqa: PLR2004 - every marker begins with this byte
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if marker in _FRAME_HEADERS:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            # A small picture inside the header may have an end of its own.
            return (width, height) if end > at else None
        if marker == _START_OF_SCAN:
            return None
        # A byte before a marker may be filled with FF; then the next byte is the marker.
        at += 1 if marker == 0xFF else 2 + length  # noqa: PLR2004 - as above
    return None


def read_picture(folder: Path, name: str) -> bytes | Fault:
    """The content of a picture that lies beside the metrics file, or why it cannot be used."""
    if _leads_elsewhere(name):
        return _unusable(name, "không nằm cạnh tệp số liệu", "chỉ ghi tên tệp, đặt cạnh tệp số liệu")
    try:
        # Reading a pipe or a device could wait for ever, or never end.
        if (folder / name).exists() and not (folder / name).is_file():
            return _unusable(name, "không phải là tệp", "đặt ảnh PNG hoặc JPEG cạnh tệp số liệu rồi ghi đúng tên")
        if (folder / name).stat().st_size > LARGEST_FILE:
            return _unusable(name, "lớn hơn 20 MB", "lưu lại ảnh ở kích thước nhỏ hơn")
        content = (folder / name).read_bytes()
    except FileNotFoundError:
        return _unusable(name, "không có trong thư mục", "đặt ảnh PNG hoặc JPEG cạnh tệp số liệu rồi ghi đúng tên")
    except (OSError, ValueError):
        return _unusable(name, "không đọc được", "đặt ảnh PNG hoặc JPEG cạnh tệp số liệu rồi ghi đúng tên")
    wrong = picture_fault(content)
    return _unusable(name, wrong, "mở ảnh bằng phần mềm xem ảnh, lưu lại dạng JPEG") if wrong else content


def _unusable(name: str, why: str, hint: str) -> Fault:
    return Fault("anh-khong-dung-duoc", f"ảnh «{name}» {why}", hint)


def _leads_elsewhere(name: str) -> bool:
    """Whether a picture's name is a path out of the folder, on this system or another one."""
    return name.startswith(("/", "\\", "~")) or ":" in name or ".." in re.split(r"[/\\]", name)
