"""Edited copies of a document: the same said in other words and another order, and errors planted in it."""

from dataclasses import dataclass, replace
from random import Random

from benchmarks.errors import CHANGES, Change, Numbers, is_quantity
from benchmarks.harmless import edit, reword
from benchmarks.pieces import Draft, Kind, Passage, Planted, Sentence, cut, join
from benchmarks.samples import Source

_PROSE_FIRST = 3
"""In so many of four errors a place in running text is looked for first; an annex would else take nearly all."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a copy is to differ from its source."""

    edits: int = 0
    """Harmless edits."""
    percent: int = 0
    """Of all words, how many are changed or left out."""
    errors: int = 0
    """Errors, each in a sentence of its own."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A copy that somebody worked on."""

    passages: tuple[str, ...]
    planted: tuple[Planted, ...]
    """In reading order."""
    harmless: int
    """Harmless edits and changed words that were made; fewer than asked for where there was no place for more."""


def edited(source: Source, chance: Random, wanted: Wanted, kinds: tuple[Kind, ...] = tuple(Kind)) -> Edited:
    """A copy of the document, the same one for a generator with the same seed; errors are of the given kinds."""
    draft = cut(source.passages, source.printed)
    printed = tuple(span.figure for span in source.printed if is_quantity(span.figure))
    numbers = Numbers(source.figures, printed, chance)
    for number in range(1, wanted.errors + 1):
        draft = _with_error(draft, numbers, number, kinds)
    draft, reworded = reword(draft, wanted.percent, chance)
    draft, made = edit(draft, wanted.edits, chance)
    passages, planted = join(draft)
    return Edited(passages, planted, reworded + made)


def _with_error(draft: Draft, numbers: Numbers, number: int, kinds: tuple[Kind, ...]) -> Draft:
    """The draft with one error more, of a kind that finds a place; as it was where none does."""
    for kind in numbers.chance.sample(kinds, len(kinds)):
        for passage, sentence in _places(draft, numbers.chance):
            old = draft[passage].sentences[sentence]
            if (new := _spoilt(old, numbers, CHANGES[kind], number)) is not None:
                return _put(draft, passage, sentence, new)
    return draft


def _places(draft: Draft, chance: Random) -> list[tuple[int, int]]:
    """The sentences in which an error may be planted, by passage and place in it, the one to try first in front."""
    found = [
        (i, j)
        for i, passage in enumerate(draft)
        for j, sentence in enumerate(passage.sentences)
        if not sentence.is_wrong
    ]
    chance.shuffle(found)
    prefers_prose = chance.randrange(_PROSE_FIRST + 1) > 0
    return sorted(found, key=lambda place: not draft[place[0]].is_prose) if prefers_prose else found


def _spoilt(sentence: Sentence, numbers: Numbers, change: Change, number: int) -> Sentence | None:
    pieces = change(sentence, numbers)
    if pieces is None:
        return None
    return replace(sentence, pieces=tuple(replace(piece, number=number) if piece.kind else piece for piece in pieces))


def _put(draft: Draft, passage: int, index: int, sentence: Sentence) -> Draft:
    sentences = draft[passage].sentences
    changed = Passage((*sentences[:index], sentence, *sentences[index + 1 :]), draft[passage].is_prose)
    return (*draft[:passage], changed, *draft[passage + 1 :])
