"""Letters of a Word file replaced by others, plainly or as changes that Word can accept and reject."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cchc_report.amendment.model import AUTHOR, Change
from cchc_report.amendment.runs import Cut, RunParts, renumbered
from cchc_report.amendment.splicing import Splice, declaration, free_numbers, marked_up, spliced, start_tag
from cchc_report.manuscript.letters import Piece, Stretch
from cchc_report.manuscript.spans import Element
from cchc_report.manuscript.word import read_word
from cchc_report.opc import write_zip


@dataclass(frozen=True, slots=True)
class _Edit:
    """Letters of one text element for others."""

    piece: Piece
    start: int
    end: int
    text: str


def replaced(data: bytes, changes: Sequence[Change], *, tracked: bool = False) -> bytes:
    """The Word file with the changes in it, formatted as the first letter that each replaces; all other bytes of its parts stay.

    Raises PackageProblem for what is no Word file; ValueError where a change lies outside its passage or overlaps another.
    """
    word = read_word(data)
    edits: defaultdict[str, list[_Edit]] = defaultdict(list)
    for change in changes:
        stretches = word.passages[change.passage].stretches(change.start, change.end)
        for index, stretch in enumerate(stretches):
            for edit in _edits(stretch, change.text if index == 0 else ""):
                edits[edit.piece.part].append(edit)
    numbers = free_numbers(word.parts)
    changed = {
        name: spliced(word.parts[name], _splices(word.parts[name], found, numbers if tracked else None))
        for name, found in edits.items()
    }
    return write_zip((word.parts | changed).items())


def _edits(stretch: Stretch, text: str) -> Iterator[_Edit]:
    """The change itself, and the same in what older programs show of a text box."""
    yield _Edit(stretch.piece, stretch.start, stretch.end, text)
    yield from (_Edit(twin, stretch.start, stretch.end, text) for twin in _twins(stretch.piece))


def _twins(piece: Piece) -> Iterator[Piece]:
    """The text element in the other branch of each alternative around it, if both branches say the same."""
    alternative = piece.element.above("mc:AlternateContent")
    while alternative is not None:
        texts = [list(_texts(found)) for found in alternative.children if found.tag in {"mc:Choice", "mc:Fallback"}]
        own = next((found for found in texts if piece.element in found), [])
        for other in texts:
            if other is not own and [element.text for element in other] == [element.text for element in own]:
                twin = other[own.index(piece.element)]
                run = twin.above("w:r")
                yield from [Piece(piece.part, twin, run)] if run else []
        alternative = alternative.above("mc:AlternateContent")


def _texts(element: Element) -> Iterator[Element]:
    for below in element.children:
        if below.tag == "w:t":
            yield below
        else:
            yield from _texts(below)


def _splices(part: bytes, edits: list[_Edit], numbers: Iterator[int] | None) -> Iterator[Splice]:
    """Plain ones, or with numbers for them tracked ones; a run whose texts are not its children cannot be taken apart."""
    by_run: defaultdict[Element, defaultdict[Element, list[_Edit]]] = defaultdict(lambda: defaultdict(list))
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        by_run[edit.piece.run][edit.piece.element].append(edit)
    for run, by_element in by_run.items():
        if numbers is None or any(element.parent is not run for element in by_element):
            yield from (_plain(part, element, found) for element, found in by_element.items())
        else:
            yield _tracked(part, run, by_element, numbers)


def _plain(part: bytes, element: Element, edits: Sequence[_Edit]) -> Splice:
    text, place = "", 0
    for edit in edits:
        if edit.start < place:
            raise ValueError("two changes overlap")
        text += element.text[place : edit.start] + edit.text
        place = edit.end
    text += element.text[place:]
    return Splice(element.start, element.inner_end, start_tag(part, element, text) + marked_up(text))


def _tracked(part: bytes, run: Element, edits: Mapping[Element, Sequence[_Edit]], numbers: Iterator[int]) -> Splice:
    parts = RunParts(part, run, numbers)
    tracking = _Tracking(part, run, parts, numbers)
    cuts = {
        element: [Cut(edit.start, edit.end, tracking.markup(edit)) for edit in found]
        for element, found in edits.items()
    }
    return Splice(run.start, run.end, parts.split(cuts))


class _Tracking:
    """Writes deletions and insertions beside a run."""

    def __init__(self, part: bytes, run: Element, parts: RunParts, numbers: Iterator[int]) -> None:
        self._part = part
        self._parts = parts
        self._numbers = numbers
        self._names = declaration(part, run)
        self._insertion = run.parent if run.parent is not None and run.parent.tag == "w:ins" else None

    def markup(self, edit: _Edit) -> bytes:
        """What goes, then what comes."""
        gone = edit.piece.text[edit.start : edit.end]
        deletion = self._change("del", "delText", gone) if gone else b""
        insertion = self._change("ins", "t", edit.text) if edit.text else b""
        return deletion + (self._apart(insertion) if insertion else b"")

    def _change(self, kind: str, name: str, text: str) -> bytes:
        start = f'<w:{kind}{self._names} w:id="{next(self._numbers)}" w:author="{AUTHOR}">'
        # A text element of ours may say so itself, since the prefix of the file's runs may be another.
        content = f'<w:{name} xml:space="preserve">'.encode() + marked_up(text) + f"</w:{name}>".encode()
        return start.encode() + self._parts.wrapped(content) + f"</w:{kind}>".encode()

    def _apart(self, insertion: bytes) -> bytes:
        """Outside the insertion of somebody else, which ends before it and goes on after it: each is accepted by itself."""
        around = self._insertion
        if around is None:
            return insertion
        again = renumbered(self._part[around.start : around.inner], self._numbers)
        return self._part[around.inner_end : around.end] + insertion + again
