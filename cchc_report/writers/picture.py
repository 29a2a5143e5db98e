"""What a picture file says about itself: its format and its size, read from the header without any image library."""

import struct
from dataclasses import dataclass

from cchc_report.document import Picture
from cchc_report.vietnamese import Fault
from cchc_report.writers.failure import PictureProblem

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_FRAME_HEADERS = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""The JPEG markers that carry the size: every start of frame, not the tables that share their range."""


@dataclass(frozen=True, slots=True)
class Image:
    """Format and size of a picture."""

    extension: str
    """``png`` or ``jpeg``, which is the MIME subtype too."""
    width: int
    """In pixels."""
    height: int
    """In pixels."""


def read_image(picture: Picture) -> Image:
    """The format and size of a picture; raises PictureProblem where the file is neither PNG nor JPEG."""
    size = _png_size(picture.data) or _jpeg_size(picture.data)
    if size is None or 0 in size:
        message = f"«{picture.figure.text}» không phải là ảnh PNG hoặc JPEG, hoặc tệp ảnh bị hỏng"
        hint = "mở ảnh bằng một phần mềm xem ảnh rồi lưu lại dạng JPEG"
        raise PictureProblem(Fault("anh-hong", message, hint), picture.figure.place)
    return Image("png" if picture.data.startswith(_PNG) else "jpeg", *size)


def _png_size(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(_PNG) or data[12:16] != b"IHDR" or len(data) < len(_PNG) + 16:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Go from segment to segment up to the one with the size."""
    if not data.startswith(_JPEG):
        return None
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004 - every marker begins with this byte
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker in _FRAME_HEADERS:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        # A byte before a marker may be filled with FF; then the next byte is the marker.
        at += 1 if marker == 0xFF else 2 + length  # noqa: PLR2004 - as above
    return None
