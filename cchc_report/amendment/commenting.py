"""Comments put into a Word file: ranges around letters, and the part that holds what they say."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cchc_report.amendment.comments_part import with_comments
from cchc_report.amendment.model import Note
from cchc_report.amendment.runs import Cut, RunParts
from cchc_report.amendment.splicing import Splice, declaration, free_numbers, spliced
from cchc_report.manuscript.letters import Piece, Stretch, WordPassage, WordText
from cchc_report.manuscript.model import Where
from cchc_report.manuscript.spans import Element
from cchc_report.manuscript.word import read_word
from cchc_report.opc import DOCUMENT, write_zip

_LONGEST = 60
"""Characters of a passage that name it in a comment that stands elsewhere."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A comment and where it stands: from the first to the last stretch, or at a whole paragraph."""

    number: int
    text: str
    stretches: tuple[Stretch, ...]
    paragraph: Element | None = None


def commented(data: bytes, notes: Sequence[Note]) -> bytes:
    """A copy of the Word file with a comment at each note; all other bytes of its parts stay.

    Word has no comments in text boxes, headers, footers and notes: these stand at the paragraph that holds the box, or at the
    first of the body, and name the place. A body without any letters takes none of them. Raises PackageProblem for what is no
    Word file, ValueError for a note outside its passage.
    """
    word = read_word(data)
    numbers = free_numbers(word.parts)
    placed = [found for note in notes for found in _placed(word, note, numbers)]
    if not placed:
        return data
    document = spliced(word.parts[DOCUMENT], _splices(word.parts[DOCUMENT], placed, numbers))
    parts = word.parts | {DOCUMENT: document}
    return write_zip(with_comments(parts, [(found.number, found.text) for found in placed]).items())


def _placed(word: WordText, note: Note, numbers: Iterator[int]) -> Iterator[_Placed]:
    passage = word.passages[note.passage]
    if not 0 <= note.start <= note.end <= len(passage.letters):
        raise ValueError(f"no characters {note.start} to {note.end} in passage {note.passage}")
    if passage.passage.where is Where.BODY:
        stretches = _stretches(passage, note)
        if stretches:
            yield _Placed(next(numbers), note.text, stretches)
            return
    paragraph = _paragraph(word, passage)
    if paragraph is not None:
        yield _Placed(next(numbers), f"{_place(passage, note)}: {note.text}", (), paragraph)


def _stretches(passage: WordPassage, note: Note) -> tuple[Stretch, ...]:
    try:
        return tuple(passage.stretches(note.start, note.end))
    except ValueError:
        # A tab or a hyphen has no letters; the paragraph is near enough.
        return ()


def _place(passage: WordPassage, note: Note) -> str:
    text = passage.passage.text
    words = text[note.start : note.end] or text[:_LONGEST].strip()
    return f"Ở {passage.passage.where.value}, chỗ «{words}»"


def _paragraph(word: WordText, passage: WordPassage) -> Element | None:
    """The paragraph of the body nearest to a passage: the one around its text box, else the first that has letters."""
    bodies = (found for found in word.passages if found.passage.where is Where.BODY and found.pieces)
    first = next(bodies, None)
    near = passage if passage.pieces and passage.pieces[0].part == DOCUMENT else first
    if near is None:
        return None
    run = near.pieces[0].run
    while (box := run.above("w:txbxContent")) is not None:
        run = box
    return run.above("w:p")


def _splices(part: bytes, placed: Sequence[_Placed], numbers: Iterator[int]) -> Iterator[Splice]:
    cuts: defaultdict[Element, list[tuple[Piece, int, int, bytes]]] = defaultdict(list)
    for found in placed:
        if found.paragraph is not None:
            yield from _around(part, found.paragraph, found.number)
            continue
        first, last = found.stretches[0], found.stretches[-1]
        is_empty = first.piece is last.piece and first.start == last.end
        start, end = _start(part, first.piece.run, found.number), _end(part, last.piece.run, found.number)
        # At one place comments end before others begin; an empty one ends after it has begun.
        cuts[first.piece.run].append((first.piece, first.start, 1, start))
        cuts[last.piece.run].append((last.piece, last.end, 2 if is_empty else 0, end))
    for run, wanted in cuts.items():
        yield from _split(part, run, wanted, numbers)


def _split(
    part: bytes, run: Element, wanted: list[tuple[Piece, int, int, bytes]], numbers: Iterator[int]
) -> Iterator[Splice]:
    """A run with the ends of comments between its letters; around it where it cannot be taken apart."""
    by_element: defaultdict[Element, list[Cut]] = defaultdict(list)
    for piece, place, rank, markup in sorted(wanted, key=lambda cut: cut[1:3]):
        if piece.element.parent is run:
            by_element[piece.element].append(Cut(place, place, markup))
        else:
            edge = run.start if rank == 1 else run.end
            yield Splice(edge, edge, markup)
    if by_element:
        yield Splice(run.start, run.end, RunParts(part, run, numbers).split(by_element))


def _around(part: bytes, paragraph: Element, number: int) -> Iterator[Splice]:
    """At a whole paragraph, which is not empty."""
    properties = paragraph.child("w:pPr")
    start = properties.end if properties else paragraph.inner
    yield Splice(start, start, _start(part, paragraph, number))
    yield Splice(paragraph.inner_end, paragraph.inner_end, _end(part, paragraph, number))


def _start(part: bytes, near: Element, number: int) -> bytes:
    return f'<w:commentRangeStart{declaration(part, near)} w:id="{number}"/>'.encode()


def _end(part: bytes, near: Element, number: int) -> bytes:
    names = declaration(part, near)
    return (
        f'<w:commentRangeEnd{names} w:id="{number}"/><w:r{names}><w:commentReference w:id="{number}"/></w:r>'
    ).encode()
