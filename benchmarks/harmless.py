"""Edits after which a document says the same of its figures: other words, other order, other cuts."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from benchmarks.pieces import Draft, Passage, Piece, Pieces, Sentence
from benchmarks.words import DATED, NEUTRAL, PHRASES, SENTENCES, SYNONYMS, is_kept

_TOKEN = re.compile(r"\s+|\S+")
_WORD = re.compile(r"(\W*)([^\W\d_]+)(\W*)")
_UNIT_LENGTH = 2
"""Words behind a number that may be its unit, where the indicator names no longer one."""
_DROPPED = 2
"""One changed word in so many of those that may be missing is left out instead of replaced."""
_SHORTEST_PART = 4
"""Words that each part of a sentence split in two must have."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A word of a draft that may change: indexes of passage, sentence, piece, and token of the piece."""

    passage: int
    sentence: int
    piece: int
    token: int


def reword(draft: Draft, percent: int, chance: Random) -> tuple[Draft, int]:
    """So many of a hundred of all words changed, or all that may change; and how many those are."""
    words = sum(len(passage.text.split()) for passage in draft)
    spots = list(_spots(draft))
    chosen = chance.sample(spots, min(len(spots), words * percent // 100))
    return _changed(draft, chosen, chance), len(chosen)


def edit(draft: Draft, count: int, chance: Random) -> tuple[Draft, int]:
    """So many edits of any kind, each where it can be done; and how many those are."""
    done = 0
    for _ in range(count * 10):  # an edit that finds no place in the passage that it fell on is tried elsewhere
        if done == count:
            break
        made = chance.choice(EDITS)(draft, chance)
        if made is not None and made != draft:
            draft, done = made, done + 1
    return draft, done


def one_word(draft: Draft, chance: Random) -> Draft | None:
    """Another word for one, or one word less."""
    spots = list(_spots(draft))
    return _changed(draft, [chance.choice(spots)], chance) if spots else None


def one_phrase(draft: Draft, chance: Random) -> Draft | None:
    """Another expression for one of several words."""
    old, new = chance.choice(tuple(PHRASES.items()))
    return _respelt(draft, chance, lambda text: _other_phrase(text, old, new), words=True)


def shuffle(draft: Draft, chance: Random) -> Draft | None:
    """The sentences of a paragraph in another order; the spaces stay where they are."""
    index = _prose(draft, chance, least=2)
    if index is None:
        return None
    groups = _groups(draft[index].sentences)
    mixed = [sentence for group in chance.sample(groups, len(groups)) for sentence in group]
    gaps = [sentence.gap for sentence in draft[index].sentences]
    return _with(draft, index, tuple(replace(sentence, gap=gap) for sentence, gap in zip(mixed, gaps, strict=True)))


def merge_sentences(draft: Draft, chance: Random) -> Draft | None:
    """Two sentences as one."""
    index = _prose(draft, chance, least=2)
    if index is None:
        return None
    sentences = draft[index].sentences
    at = chance.randrange(len(sentences) - 1)
    first, second = sentences[at], sentences[at + 1]
    last, beginning = first.pieces[-1], second.pieces[0]
    if not (last.is_words and last.text.endswith(".") and beginning.is_words):
        return None
    joined = replace(last, text=f"{last.text[:-1]}, đồng thời ")
    small = replace(beginning, text=_small(beginning.text))
    pieces = (*first.pieces[:-1], joined, small, *second.pieces[1:])
    return _with(draft, index, (*sentences[:at], Sentence(pieces, second.gap, first.follows), *sentences[at + 2 :]))


def split_sentence(draft: Draft, chance: Random) -> Draft | None:
    """One sentence as two, at a comma or semicolon outside of brackets."""
    index = _prose(draft, chance)
    if index is None:
        return None
    sentences = draft[index].sentences
    at = chance.randrange(len(sentences))
    cuts = list(_cuts(sentences[at].pieces))
    if not cuts:
        return None
    first, second = chance.choice(cuts)
    old = sentences[at]
    parts = (Sentence(first, " ", old.follows), Sentence(second, old.gap, follows=True))
    return _with(draft, index, (*sentences[:at], *parts, *sentences[at + 1 :]))


def move(draft: Draft, chance: Random) -> Draft | None:
    """A paragraph elsewhere among the paragraphs."""
    prose = [index for index, passage in enumerate(draft) if passage.is_prose]
    if len(prose) < 2:  # noqa: PLR2004 - one paragraph has nowhere to go
        return None
    source, target = chance.sample(prose, 2)
    rest = (*draft[:source], *draft[source + 1 :])
    return (*rest[:target], draft[source], *rest[target:])


def merge_paragraphs(draft: Draft, chance: Random) -> Draft | None:
    """Two paragraphs that follow each other as one."""
    pairs = [at for at in range(len(draft) - 1) if draft[at].is_prose and draft[at + 1].is_prose]
    if not pairs:
        return None
    at = chance.choice(pairs)
    *before, last = draft[at].sentences
    merged = Passage((*before, replace(last, gap=" "), *draft[at + 1].sentences), is_prose=True)
    return (*draft[:at], merged, *draft[at + 2 :])


def add_sentence(draft: Draft, chance: Random) -> Draft | None:
    """A sentence more, without figures."""
    return _added(draft, chance.choice(SENTENCES), chance)


def add_dated_sentence(draft: Draft, chance: Random) -> Draft | None:
    """A sentence more, with a document number and a date that are new."""
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(2019, 2023)
    return _added(draft, DATED.format(number=chance.randint(1000, 9999), day=day, month=month, year=year), chance)


def space_percent(draft: Draft, chance: Random) -> Draft | None:
    """``82 %`` for ``82%``."""
    return _respelt(draft, chance, lambda text: re.sub(r"(?<=\d)%", " %", text), words=False)


def space_words(draft: Draft, chance: Random) -> Draft | None:
    """Two spaces between two words."""
    return _respelt(draft, chance, lambda text: re.sub(r"(?<=\w) (?=[^\W\d])", "  ", text, count=1), words=True)


EDITS: tuple[Callable[[Draft, Random], Draft | None], ...] = (
    *(
        one_word,
        one_phrase,
        shuffle,
        merge_sentences,
        split_sentence,
        move,
        merge_paragraphs,
        add_sentence,
        add_dated_sentence,
    ),
    *(space_percent, space_words),
)


def _prose(draft: Draft, chance: Random, least: int = 1) -> int | None:
    """A paragraph of at least so many sentences."""
    found = [i for i, passage in enumerate(draft) if passage.is_prose and len(passage.sentences) >= least]
    return chance.choice(found) if found else None


def _groups(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    """The sentences, those together that are never parted."""
    groups: list[list[Sentence]] = []
    for sentence in sentences:
        if sentence.follows and groups:
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    return groups


def _with(draft: Draft, index: int, sentences: tuple[Sentence, ...]) -> Draft:
    return (*draft[:index], replace(draft[index], sentences=sentences), *draft[index + 1 :])


def _added(draft: Draft, text: str, chance: Random) -> Draft | None:
    index = _prose(draft, chance)
    if index is None:
        return None
    *before, last = draft[index].sentences
    return _with(draft, index, (*before, replace(last, gap=" "), Sentence((Piece(text),))))


def _small(text: str) -> str:
    """With a small first letter, unless it is an abbreviation's."""
    return text[0].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def _cuts(pieces: Pieces) -> Iterator[tuple[Pieces, Pieces]]:
    """The ways to make two sentences of one."""
    whole = "".join(piece.text for piece in pieces)
    position = 0
    for index, piece in enumerate(pieces):
        for found in re.finditer(r"[,;] (?=[^\W\d])", piece.text) if piece.is_words else ():
            before, after = whole[: position + found.start()], whole[position + found.end() :]
            is_open = before.count("(") > before.count(")")
            if not is_open and min(len(before.split()), len(after.split())) >= _SHORTEST_PART:
                rest = piece.text[found.end() :]
                second = replace(piece, text=rest[0].upper() + rest[1:])
                first = replace(piece, text=f"{piece.text[: found.start()]}.")
                yield (*pieces[:index], first), (second, *pieces[index + 1 :])
        position += len(piece.text)


def _respelt(draft: Draft, chance: Random, spell: Callable[[str], str], *, words: bool) -> Draft | None:
    """One piece spelt otherwise: one of words, or one of a figure."""
    places = [
        (i, j, k)
        for i, passage in enumerate(draft)
        for j, sentence in enumerate(passage.sentences)
        for k, piece in enumerate(sentence.pieces)
        if piece.is_words is words and spell(piece.text) != piece.text
    ]
    if not places:
        return None
    i, j, k = chance.choice(places)
    return _put(draft, i, j, k, spell(draft[i].sentences[j].pieces[k].text))


def _other_phrase(text: str, old: str, new: str) -> str:
    """With the first such phrase replaced, unless it may be the unit of a number before the text."""
    pattern = rf"(?i)(?<!^ )(?<!^ \w\w )\b{old}\b"
    return re.sub(pattern, lambda found: new.capitalize() if found[0][0].isupper() else new, text, count=1)


def _put(draft: Draft, passage: int, sentence: int, piece: int, text: str) -> Draft:
    """The draft with another text in one piece."""
    sentences = draft[passage].sentences
    pieces = sentences[sentence].pieces
    changed = (*pieces[:piece], replace(pieces[piece], text=text), *pieces[piece + 1 :])
    new = replace(sentences[sentence], pieces=changed)
    return _with(draft, passage, (*sentences[:sentence], new, *sentences[sentence + 1 :]))


def _spots(draft: Draft) -> Iterator[Spot]:
    for i, passage in enumerate(draft):
        for j, sentence in enumerate(passage.sentences):
            for k, piece in enumerate(sentence.pieces):
                if piece.is_words:
                    yield from (Spot(i, j, k, token) for token in _changeable(sentence.pieces, k))


def _changeable(pieces: Pieces, index: int) -> Iterator[int]:
    """The tokens of a piece of words that no figure hangs on."""
    tokens = _TOKEN.findall(pieces[index].text)
    is_unit = index > 0 and tokens[0].isspace() and not pieces[index - 1].is_words
    left = _unit_length(pieces[index - 1]) if is_unit else 0
    for number, token in enumerate(tokens):
        if token.isspace():
            continue
        found = _WORD.fullmatch(token)
        if left == 0 and found and not is_kept(found[2]):
            yield number
        left = max(0, left - 1)


def _unit_length(piece: Piece) -> int:
    unit = piece.figure.indicator.unit if piece.figure else ""
    return max(_UNIT_LENGTH, len(unit.split()))


def _changed(draft: Draft, spots: Sequence[Spot], chance: Random) -> Draft:
    by_piece: dict[tuple[int, int, int], set[int]] = {}
    for spot in spots:
        by_piece.setdefault((spot.passage, spot.sentence, spot.piece), set()).add(spot.token)
    for (i, j, k), tokens in by_piece.items():
        draft = _put(draft, i, j, k, _other_words(draft[i].sentences[j].pieces[k].text, tokens, chance))
    return draft


def _other_words(text: str, changing: set[int], chance: Random) -> str:
    tokens: list[str] = _TOKEN.findall(text)
    for number in sorted(changing):
        is_droppable = tokens[number] in SYNONYMS and tokens[number + 1 : number + 2] == [" "]
        if is_droppable and chance.randrange(_DROPPED) == 0:
            tokens[number] = tokens[number + 1] = ""
        else:
            tokens[number] = _other_word(tokens[number], chance)
    return "".join(tokens)


def _other_word(token: str, chance: Random) -> str:
    """A synonym where there is one, or any neutral word; signs around it and its capital stay."""
    found = _WORD.fullmatch(token)
    if found is None:
        raise ValueError(f"{token!r} is no word with signs around it")
    before, word, after = found.groups()
    others = [other for other in NEUTRAL if other != word.lower()]
    new = SYNONYMS.get(word.lower()) or chance.choice(others)
    return f"{before}{new[0].upper() + new[1:] if word[0].isupper() else new}{after}"
