"""One part of a Word file read from top to bottom: its paragraphs and rows as passages, its text boxes after the paragraph that holds them."""

from collections.abc import Iterator
from dataclasses import dataclass

from cchc_report.manuscript.letters import Letter, Piece, WordPassage, composed, shown_letters
from cchc_report.manuscript.model import Mark, Passage, Where
from cchc_report.manuscript.spans import Element
from cchc_report.manuscript.tables import branch, printed, reads_as_rows, row_cells, table_rows
from cchc_report.opc import BOOKMARK

_THROUGH = {"w:ins", "w:moveTo", "w:hyperlink", "w:smartTag", "w:customXml", "w:dir", "w:bdo", "w:sdtContent", "w:sdt"}
_INSERTED = {"w:ins", "w:moveTo"}
_DELETED = {"w:del", "w:moveFrom"}
_DRAWN = {"w:drawing", "w:pict", "w:object"}
_SPACES = {"w:tab", "w:ptab", "w:cr"}
_SIGNS = {"w:noBreakHyphen": "-"}
_PAGE_NUMBERS = {"PAGE", "NUMPAGES", "SECTIONPAGES"}
"""Fields whose results Word counts itself; they are no text that anybody wrote."""
_JOINT = Letter(" ")
"""Between the paragraphs of a cell."""
_OFF = {"0", "false", "off", "none"}


@dataclass(slots=True)
class _Field:
    """A field that has begun: its instruction so far, and whether its result is being read."""

    instruction: str = ""
    in_result: bool = False

    @property
    def shows(self) -> bool:
        return self.in_result and not _counts_pages(self.instruction)


class Story:
    """Reads blocks one after another into passages."""

    def __init__(self, part: str, where: Where) -> None:
        self.passages: list[WordPassage] = []
        self.insertions = 0
        self.deletions = 0
        self._part = part
        self._where = where
        self._letters: list[Letter] = []
        """Of the passage that is being read."""
        self._pieces: list[Piece] = []
        self._marks: list[Mark] = []
        self._open_marks: dict[str, Mark] = {}
        """Bookmarks that have begun, by their ids; they may lie over the end of a passage."""
        self._fields: list[_Field] = []
        self._boxes: list[Element] = []

    def blocks(self, container: Element) -> None:
        """Read the paragraphs and tables of a body, header, note, cell or text box, each a passage of its own."""
        for element in printed(container):
            if element.tag == "w:p":
                self._inlines(element)
                self._finish()
            elif element.tag == "w:tbl":
                self._table(element)
            else:
                self._mark(element)

    def _table(self, table: Element) -> None:
        by_rows = reads_as_rows(table)
        for row in table_rows(table):
            if row.child("w:trPr", "w:del"):
                self.deletions += 1
            elif by_rows:
                self._row(row)
            else:
                for cell in row_cells(row):
                    self.blocks(cell)

    def _row(self, row: Element) -> None:
        """One passage; a table in one of its cells comes after it."""
        inner: list[Element] = []
        for number, cell in enumerate(row_cells(row)):
            self._letters += [Letter("\t")] * bool(number)
            start = len(self._letters)
            for element in printed(cell):
                if element.tag == "w:p":
                    self._letters += [_JOINT] * (len(self._letters) > start)
                    self._inlines(element)
                elif element.tag == "w:tbl":
                    inner.append(element)
                else:
                    self._mark(element)
            # What joins an empty paragraph to the text before it joins nothing.
            while len(self._letters) > start and self._letters[-1] == _JOINT:
                self._letters.pop()
        self._finish()
        for table in inner:
            self._table(table)

    def _inlines(self, container: Element) -> None:
        for element in container.children:
            self.insertions += element.tag in _INSERTED
            self.deletions += element.tag in _DELETED
            if element.tag == "w:r":
                self._run(element)
            elif element.tag in _THROUGH:
                self._inlines(element)
            elif element.tag == "mc:AlternateContent":
                self._inlines(branch(element))
            elif element.tag == "w:fldSimple":
                if not _counts_pages(element.value("w:instr")):
                    self._inlines(element)
            else:
                self._mark(element)

    def _run(self, run: Element) -> None:
        is_hidden = _is_on(run.child("w:rPr", "w:vanish"))
        self._run_parts(run, run, is_hidden=is_hidden)

    def _run_parts(self, container: Element, run: Element, *, is_hidden: bool) -> None:
        for element in container.children:
            if element.tag == "mc:AlternateContent":
                self._run_parts(branch(element), run, is_hidden=is_hidden)
            elif element.tag == "w:fldChar":
                self._field(element.value("w:fldCharType"))
            elif element.tag == "w:instrText":
                if self._fields:
                    self._fields[-1].instruction += element.text
            elif not is_hidden and all(field.shows for field in self._fields):
                self._run_part(element, run)

    def _run_part(self, element: Element, run: Element) -> None:
        if element.tag == "w:t":
            self._letters += shown_letters(element.text, len(self._pieces))
            self._pieces.append(Piece(self._part, element, run))
        elif element.tag in _SPACES or (element.tag == "w:br" and element.value("w:type") not in {"page", "column"}):
            self._letters.append(Letter(" "))
        elif element.tag in _SIGNS:
            self._letters.append(Letter(_SIGNS[element.tag]))
        elif element.tag in _DRAWN:
            self._boxes += _boxes(element)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _mark(self, element: Element) -> None:
        """Begin or end one of our bookmarks."""
        key = element.value("w:id")
        if element.tag == "w:bookmarkStart" and element.value("w:name").startswith(BOOKMARK):
            self._open_marks[key] = Mark(len(self._letters), 0, element.value("w:name"))
        elif element.tag == "w:bookmarkEnd" and key in self._open_marks:
            mark = self._open_marks.pop(key)
            self._marks.append(Mark(mark.start, len(self._letters), mark.name))

    def _finish(self) -> None:
        """End the passage; a bookmark that is open ends with it, one that began behind its last letter goes on."""
        for key, mark in list(self._open_marks.items()):
            if mark.start < len(self._letters):
                self._marks.append(Mark(mark.start, len(self._letters), mark.name))
                del self._open_marks[key]
            else:
                self._open_marks[key] = Mark(0, 0, mark.name)
        self.passages += self._passage()
        boxes, self._boxes = self._boxes, []
        self._letters, self._pieces, self._marks = [], [], []
        for box in boxes:
            self._box(box)

    def _passage(self) -> Iterator[WordPassage]:
        letters = tuple(composed(self._letters))
        text = "".join(letter.text for letter in letters)
        if text.strip():
            marks = self._marks if len(letters) == len(self._letters) else map(self._moved, self._marks)
            yield WordPassage(Passage(text, self._where, tuple(marks)), tuple(self._pieces), letters)

    def _moved(self, mark: Mark) -> Mark:
        """A bookmark in the composed text."""
        start, end = (sum(1 for _ in composed(self._letters[:place])) for place in (mark.start, mark.end))
        return Mark(start, end, mark.name)

    def _box(self, box: Element) -> None:
        inside = Story(self._part, Where.BOX)
        inside.blocks(box)
        self.passages += inside.passages
        self.insertions += inside.insertions
        self.deletions += inside.deletions


def _boxes(drawing: Element) -> Iterator[Element]:
    """The contents of the text boxes of a drawing, of groups too; a box inside a box is found when that one is read."""
    if drawing.tag == "w:txbxContent":
        yield drawing
        return
    inside = branch(drawing) if drawing.tag == "mc:AlternateContent" else drawing
    for element in inside.children:
        yield from _boxes(element)


def _counts_pages(instruction: str) -> bool:
    name, _, _ = instruction.strip().partition(" ")
    return name.upper() in _PAGE_NUMBERS


def _is_on(switch: Element | None) -> bool:
    return switch is not None and switch.value().lower() not in _OFF
