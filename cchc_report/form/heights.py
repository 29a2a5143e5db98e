"""How high the rows must be at first; a row grows by itself as soon as somebody types more into it.

Neither Excel nor LibreOffice works this out for a file that it did not make.
"""

import io
import zipfile
from collections.abc import Iterable

from cchc_report.opc import write_zip
from cchc_report.typeface import width

_DIGIT = 2.117
"""The width of a digit at 12 points, by which columns are measured, in millimetres."""
_PADDING = 2.5
"""What a cell needs beside its text, in millimetres."""
_LINE = 1.32
"""The height of a line, in sizes of its letters."""
SPARE = 3.0
"""Above and below the lines, in points."""
_HIGHEST = 409.0
"""What Excel allows, in points."""
_LOWEST = 18.0


def row_height(cells: Iterable[tuple[str, float, float]]) -> float:
    """Points that the highest of the cells needs: each its text, the width of its column in digits, the size in points."""
    heights = (_lines(text, digits, size) * size * _LINE + SPARE for text, digits, size in cells if text)
    return min(_HIGHEST, max([_LOWEST, *(round(height, 1) for height in heights)]))


def _lines(text: str, digits: float, size: float) -> int:
    return sum(_wrapped(line, digits * _DIGIT - _PADDING, size) for line in text.split("\n"))


def _wrapped(line: str, room: float, size: float) -> int:
    """How many lines one paragraph takes."""
    lines, used = 1, 0.0
    for word in line.split(" "):
        needed = width(f"{word} ", size)
        if used and used + needed > room:
            lines, used = lines + 1, 0.0
        used += needed
    return lines


def growing(data: bytes) -> bytes:
    """The workbook with heights that are only a beginning: XlsxWriter marks each as set by hand, which then stays."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [(name, package.read(name)) for name in package.namelist()]
    return write_zip((name, _unfixed(part) if "/worksheets/" in name else part) for name, part in parts)


def _unfixed(part: bytes) -> bytes:
    return part.replace(b' customHeight="1"', b"")
