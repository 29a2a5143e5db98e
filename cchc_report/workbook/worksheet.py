"""The parts of a workbook of Excel that may be large: one sheet, and the texts that sheets share."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cchc_report.workbook.filling import Corners, Filling
from cchc_report.workbook.formats import Shown, content_of, iso_content
from cchc_report.workbook.limits import Budget, Scanner, refuse
from cchc_report.workbook.model import Broken, Content, column_number

NAMESPACES = (
    "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
    "{http://purl.oclc.org/ooxml/spreadsheetml/main}",
)
"""Of ordinary files and of those saved as «Strict Open XML»."""
_READ = ("row", "c", "v", "f", "is", "t", "si", "rPh", "mergeCell")
_NAMES = {f"{space}{name}": name for space in NAMESPACES for name in _READ}
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_FIRST_SURROGATE, _LAST_SURROGATE = 0xD800, 0xDFFF


class SharedTexts(Scanner):
    """The table of texts, in the order in which cells number them."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._inside = False
        self._spoken = False
        """Inside a phonetic guide, which is printed above the text."""

    def start(self, tag: str, attributes: dict[str, str], /) -> None:  # noqa: ARG002 - nothing of them is needed
        """An element begins."""
        self.budget.element()
        match _NAMES.get(tag):
            case "si":
                self._pieces = []
            case "rPh":
                self._spoken = True
            case "t":
                self._inside = not self._spoken

    def end(self, tag: str, /) -> None:
        """An element ends."""
        match _NAMES.get(tag):
            case "si":
                self.texts.append(_unescaped("".join(self._pieces)))
            case "rPh":
                self._spoken = False
            case "t":
                self._inside = False

    def data(self, text: str, /) -> None:
        """Text of a run."""
        if self._inside:
            self.budget.letters(len(text))
            self._pieces.append(text)


@dataclass(frozen=True, slots=True)
class Legend:
    """What the cells of all sheets refer to."""

    shared: Sequence[str]
    """Texts by their numbers."""
    shown: Sequence[Shown]
    """By the number of a style."""
    from_1904: bool
    """Whether days are counted from 1904, as Excel for the Macintosh did."""


class Worksheet(Scanner):
    """The cells of one sheet, as they come."""

    def __init__(self, budget: Budget, filling: Filling, legend: Legend) -> None:
        super().__init__(budget)
        self.merged: list[Corners] = []
        self._filling = filling
        self._legend = legend
        self._row = self._column = 0
        self._type = ""
        self._style = -1
        self._value: list[str] = []
        self._formula = self._inline = self._inside = self._spoken = False

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """An element begins."""
        self.budget.element()
        match _NAMES.get(tag):
            case "c":
                self._begin_cell(attributes)
            case "row":
                row = attributes.get("r", "")
                self._row = int(row) if re.fullmatch("[0-9]{1,7}", row) else self._row + 1
                self._column = 0
            case "v":
                self._inside = True
            case "f":
                self._formula = True
            case "is":
                self._inline = True
            case "rPh":
                self._spoken = True
            case "t":
                self._inside = self._inline and not self._spoken
            case "mergeCell":
                self._merge(attributes.get("ref", ""))

    def end(self, tag: str, /) -> None:
        """An element ends."""
        match _NAMES.get(tag):
            case "c":
                self._end_cell()
            case "v" | "t":
                self._inside = False
            case "is":
                self._inline = False
            case "rPh":
                self._spoken = False

    def data(self, text: str, /) -> None:
        """Text of a value."""
        if self._inside:
            self.budget.letters(len(text))
            self._value.append(text)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            self._row, self._column = _position(reference)
        self._type = attributes.get("t", "n")
        style = attributes.get("s", "0")
        self._style = int(style) if re.fullmatch("[0-9]{1,7}", style) else -1
        self._value = []
        self._formula = False

    def _end_cell(self) -> None:
        stored = "".join(self._value)
        content = Broken("") if self._formula and self._type == "n" and not stored.strip() else self._content(stored)
        if content is not None:
            self._filling.put(self._row, self._column, content, formula=self._formula)

    def _content(self, stored: str) -> Content | None:
        """None for an empty cell."""
        match self._type:
            case "s":
                return self._shared_text(stored)
            case "str" | "inlineStr":
                return _unescaped(stored)
            case "b":
                return stored.strip() in {"1", "true"} if stored.strip() else None
            case "e":
                return Broken(stored.strip() or "#N/A")
            case "d":
                return iso_content(stored.strip()) if stored.strip() else None
        return self._number(stored.strip()) if stored.strip() else None

    def _number(self, stored: str) -> Content:
        shown = self._legend.shown[self._style] if 0 <= self._style < len(self._legend.shown) else Shown.NUMBER
        return content_of(stored, shown, from_1904=self._legend.from_1904)

    def _shared_text(self, stored: str) -> str | None:
        if not stored.strip():
            return None
        if not re.fullmatch("[0-9]{1,9}", stored.strip()) or int(stored) >= len(self._legend.shared):
            refuse("đã hỏng: một ô nhắc đến đoạn chữ không có trong tệp")
        return self._legend.shared[int(stored)]

    def _merge(self, range_: str) -> None:
        first, _, last = range_.partition(":")
        (top, left), (bottom, right) = _position(first), _position(last or first)
        self.merged.append((min(top, bottom), min(left, right), max(top, bottom), max(left, right)))


def _position(reference: str) -> tuple[int, int]:
    """Row and column of ``D10``."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        refuse("đã hỏng: một ô không có địa chỉ đúng cách")
    return int(found[2]), column_number(found[1].upper())


def _unescaped(text: str) -> str:
    """A text with the characters that Excel writes as ``_x000D_``, and one kind of line break."""
    if "_x" in text:
        text = _ESCAPED.sub(_character, text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return found[0] if _FIRST_SURROGATE <= code <= _LAST_SURROGATE else chr(code)
