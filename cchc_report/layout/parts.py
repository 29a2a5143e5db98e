"""The parts of an official document, found by their words and where they stand; never by the names of styles."""

from collections.abc import Sequence
from dataclasses import dataclass

from cchc_report.layout.body import Passage, find_passages
from cchc_report.layout.ending import Annex, Ending, find_annexes, find_ending
from cchc_report.layout.head import Head, find_head
from cchc_report.layout.pieces import Piece, fold, pieces_of
from cchc_report.layout.title import Title, find_title
from cchc_report.wordfile import Paragraph, WordFile


@dataclass(frozen=True, slots=True)
class Official:
    """A Word file taken apart as an official document; a part that was not found is None or empty."""

    file: WordFile
    pieces: tuple[Piece, ...]
    head: Head
    title: Title
    body: tuple[Paragraph, ...]
    """The running text, without what stands in tables and text boxes."""
    passages: tuple[Passage, ...]
    """The same, divided into headings, clauses, captions and so on; blank paragraphs left out."""
    ending: Ending
    annexes: tuple[Annex, ...]

    @property
    def own_paragraphs(self) -> set[int]:
        """The numbers of the paragraphs that belong to a part with its own rules, in tables or not."""
        found = [*self.head.pieces, *self.title.pieces, *self.ending.pieces]
        return {piece.paragraph.number for piece in found}


def find_parts(file: WordFile) -> Official:
    """Take a file apart."""
    pieces = pieces_of(file)
    head = find_head(pieces)
    title = find_title(pieces, head.end)
    annexes = find_annexes(pieces, title.end)
    last = pieces.index(annexes[0].label) if annexes else len(pieces)
    ending = find_ending(pieces[:last], title.end)
    body = _body(pieces[title.end : ending.start])
    passages = tuple(find_passages(body, _beside_tables(file, ending)))
    return Official(file, pieces, head, title, body, passages, ending, annexes)


def _body(pieces: Sequence[Piece]) -> tuple[Paragraph, ...]:
    paragraphs = dict.fromkeys(piece.paragraph for piece in pieces)
    return tuple(p for p in paragraphs if p.stand.table is None and p.stand.box is None)


def _beside_tables(file: WordFile, ending: Ending) -> set[int]:
    """The numbers of paragraphs right above or below a table or picture; the table of the signature is none."""
    found = set()
    for paragraph in file.paragraphs:
        if paragraph.stand.table is not None or paragraph.pictures:
            found |= {paragraph.number - 1, paragraph.number + 1}
    signature = ending.pieces[0].paragraph.number if ending.pieces else 0
    return found - {signature - 1}


def mentions(body: Sequence[Paragraph], *words: str) -> bool:
    """Whether the body says any of the words, given folded."""
    text = fold(" ".join(paragraph.text for paragraph in body))
    return any(word in text for word in words)
