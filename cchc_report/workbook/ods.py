"""Workbooks of OpenDocument: what LibreOffice saves, and Excel and Google on request."""

import re
import zipfile

from cchc_report.opc import read_part, scan
from cchc_report.workbook.filling import Filling
from cchc_report.workbook.formats import Shown, content_of, duration, is_blank, iso_content
from cchc_report.workbook.limits import WORKBOOK, Budget, Scanner, refuse
from cchc_report.workbook.model import Broken, Content, Sheet, Workbook

CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_SPACES = {
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
}
_CELLS = {"table:table-cell", "table:covered-table-cell"}
_SILENT = {"text:ruby-text", "text:note"}
"""Inside a text, but not printed in its line."""
_ERROR = re.compile(r"#(?:REF!|DIV/0!|N/A|NAME\?|VALUE!|NUM!|NULL!)|Err:[0-9]{3}")
"""How a cell shows an error, also in files that do not say so otherwise."""
_TIME = re.compile(r"PT(\d{1,6})H(\d{1,6})M(\d{1,6})(?:[.,]\d{0,20})?S", re.ASCII)
_MOST_NAMES = 1000
"""Of tags and attributes that are remembered; LibreOffice uses some hundred."""
_LONGEST_TEXT = 32_767
"""Characters that a cell holds."""


def read_ods(package: zipfile.ZipFile, file: str) -> Workbook:
    """Read a checked package; PackageProblem says in Vietnamese why it cannot be used."""
    names = package.namelist()
    if _MANIFEST in names and b"encryption-data" in read_part(package, _MANIFEST, WORKBOOK):
        refuse("được đặt mật khẩu", "lưu lại tệp không có mật khẩu")
    if CONTENT not in names:
        refuse("đã hỏng: thiếu phần content.xml")
    reader = _Content(Budget(), file)
    scan(CONTENT, read_part(package, CONTENT, WORKBOOK), reader, WORKBOOK)
    if not reader.is_spreadsheet:
        refuse("là tệp OpenDocument nhưng không phải là bảng tính")
    return Workbook(file, tuple(reader.sheets))


class _Content(Scanner):
    """The part with all sheets."""

    def __init__(self, budget: Budget, file: str) -> None:
        super().__init__(budget)
        self.sheets: list[Sheet] = []
        self.is_spreadsheet = False
        self._file = file
        self._path: list[str] = []
        self._names: dict[str, str] = {}
        """Short names of tags and attributes, as they are met."""
        self._filling: Filling | None = None
        """None outside sheets."""
        self._depth = 0
        """Of the cell that is being read, or 0."""
        self._row = self._column = 0
        self._row_count = 1
        self._attributes: dict[str, str] = {}
        self._paragraphs: list[str] = []
        self._pieces: list[str] = []
        self._spaced = True
        """Whether a space just written swallows the next, as at the beginning of a paragraph."""
        self._silent = 0
        """The depth of what is not printed, or 0."""

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """An element begins."""
        self.budget.element()
        name = self._short(tag)
        self._path.append(name)
        if self._depth:
            self._start_inside_cell(name, attributes)
        elif name == "table:table" and self._path[-2:-1] == ["office:spreadsheet"]:
            self._start_sheet(self._named(attributes))
        elif self._filling is not None:
            self._start_inside_sheet(name, attributes)
        elif name == "office:spreadsheet":
            self.is_spreadsheet = True

    def end(self, tag: str, /) -> None:  # noqa: ARG002 - the path knows it
        """An element ends."""
        depth = len(self._path)
        name = self._path.pop()
        if depth == self._silent:
            self._silent = 0
        elif self._depth:
            self._end_inside_cell(name, depth)
        elif self._filling is not None and name == "table:table-row" and not self._silent:
            self._row += self._row_count
        elif self._filling is not None and self._path[-1:] == ["office:spreadsheet"]:
            self.sheets.append(self._filling.sheet())
            self._filling = None

    def data(self, text: str, /) -> None:
        """Text of a paragraph."""
        if self._depth and not self._silent and "text:p" in self._path[self._depth : self._depth + 1]:
            self.budget.letters(len(text))
            piece = re.sub("[ \t\r\n]+", " ", text)
            self._pieces.append(piece.removeprefix(" ") if self._spaced else piece)
            self._spaced = piece.endswith(" ")

    def _start_sheet(self, attributes: dict[str, str]) -> None:
        name = attributes.get("table:name", "")
        linked = attributes.get("table:style-name") == "ta_extref" or name.startswith("'file:")
        if not linked:  # what LibreOffice remembers of another file is no sheet of this one
            self._filling = Filling(self._file, name, self.budget)
            self._row = 1

    def _start_inside_sheet(self, name: str, attributes: dict[str, str]) -> None:
        if self._silent:
            return
        if name == "table:shapes":
            self._silent = len(self._path)
        elif name == "table:table-row":
            self._row_count = _repeated(self._named(attributes), "table:number-rows-repeated")
            self._column = 1
        elif name in _CELLS and self._path[-2] == "table:table-row":
            self._depth = len(self._path)
            self._attributes = self._named(attributes)
            self._paragraphs = []

    def _start_inside_cell(self, name: str, attributes: dict[str, str]) -> None:
        inside = len(self._path) - self._depth
        if inside == 1 and name == "text:p":
            self._pieces = []
            self._spaced = True
        elif not self._silent and (inside == 1 or name in _SILENT or not name.startswith("text:")):
            self._silent = len(self._path)
        elif name == "text:s":
            self._spaces(self._named(attributes))
        elif name in {"text:tab", "text:line-break"}:
            self._piece("\t" if name == "text:tab" else "\n")

    def _end_inside_cell(self, name: str, depth: int) -> None:
        if depth == self._depth:
            self._end_cell(name)
        elif depth == self._depth + 1 and name == "text:p":
            self._paragraphs.append("".join(self._pieces))

    def _spaces(self, attributes: dict[str, str]) -> None:
        count = min(_repeated(attributes, "text:c"), _LONGEST_TEXT)
        self.budget.letters(count)
        self._piece(" " * count)

    def _piece(self, text: str) -> None:
        """What an element stands for."""
        if not self._silent:
            self._pieces.append(text)
            self._spaced = False

    def _end_cell(self, name: str) -> None:
        self._depth = 0
        columns = _repeated(self._attributes, "table:number-columns-repeated")
        content = _content(self._attributes, "\n".join(self._paragraphs)) if name == "table:table-cell" else None
        if content is not None and not (isinstance(content, str) and is_blank(content)):
            self._put(content, columns)
        self._column += columns

    def _put(self, content: Content, columns: int) -> None:
        assert self._filling is not None, "a cell stands in a sheet"  # noqa: S101 - for the type checker
        formula = "table:formula" in self._attributes
        for row in range(self._row, self._row + self._row_count):
            for column in range(self._column, self._column + columns):
                self._filling.put(row, column, content, formula=formula)

    def _named(self, attributes: dict[str, str]) -> dict[str, str]:
        return {self._short(key): value for key, value in attributes.items()}

    def _short(self, tag: str) -> str:
        """``table:table-cell`` for the tag of any such cell; other namespaces as they are."""
        if tag in self._names:
            return self._names[tag]
        space, _, local = tag.removeprefix("{").rpartition("}")
        name = f"{_SPACES.get(space, space)}:{local}"
        if len(self._names) < _MOST_NAMES:
            self._names[tag] = name
        return name


def _repeated(attributes: dict[str, str], name: str) -> int:
    """How often something stands: once where nothing sensible is said."""
    text = attributes.get(name, "1")
    return max(1, int(text)) if re.fullmatch("[0-9]{1,9}", text) else 1


def _content(attributes: dict[str, str], text: str) -> Content | None:
    """None for an empty cell."""
    formula = "table:formula" in attributes
    kind = attributes.get("office:value-type") or attributes.get("calcext:value-type")
    if attributes.get("calcext:value-type") == "error" or (formula and _ERROR.fullmatch(text)):
        return Broken(text)
    match kind:
        case "float" | "currency" | "percentage":
            return content_of(
                attributes.get("office:value", ""), Shown.PERCENT if kind == "percentage" else Shown.NUMBER
            )
        case "date":
            return iso_content(attributes.get("office:date-value", ""))
        case "time":
            return _time(attributes.get("office:time-value", ""))
        case "boolean":
            return attributes.get("office:boolean-value") == "true"
        case None if formula and not text:
            return Broken("")
    return text or attributes.get("office:string-value")


def _time(stored: str) -> Content:
    found = _TIME.fullmatch(stored)
    return Broken(stored) if found is None else duration(int(found[1]), int(found[2]), int(found[3]))
