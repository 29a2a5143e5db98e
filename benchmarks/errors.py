"""The errors of people who edit figures, each planted as a piece that knows what is wrong with it.

Each function looks at one sentence and gives it with one error, or None where this error cannot be made in it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from random import Random

from benchmarks.digits import (
    core,
    digit_changes,
    exchanges,
    frame,
    is_rounding,
    other_references,
    transpositions,
    value,
)
from benchmarks.pieces import Kind, Piece, Pieces, Sentence
from cchc_report import catalogue
from cchc_report.figures import PERIOD_KEY, Earlier, Figure, Figures
from cchc_report.formulas import PREVIOUS, YEAR_AGO
from cchc_report.values import Quantity

_HEDGE = re.compile(r"(?i)\b(?:gần|hơn|trên|dưới|khoảng|xấp xỉ|chừng|ít nhất|tới) $")
_VERB = re.compile(r"(?i)(?<!cắt )\b(?:tăng|giảm)(?= (?:mạnh |nhẹ |thêm )?(?:từ )?$)")
_REACHED = re.compile(r"(?i)\b(?:chưa |mới )?đạt(?= (mục tiêu )?$)")
_MONEY = {"tỷ": "triệu", "triệu": "tỷ"}
_POINTS = " điểm phần trăm"
_FORM = "bao_cao"
"""The section of the report's own number and date."""
_WORDS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_PLAN = 100
"""Percent of a plan that is the plan."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What wrong values are taken from."""

    figures: Figures
    printed: tuple[Figure, ...]
    """All numbers of the document."""
    chance: Random


Change = Callable[[Sentence, Numbers], Pieces | None]


def digit_changed(sentence: Sentence, numbers: Numbers) -> Pieces | None:
    """One digit is another one."""
    return _other_digits(sentence, numbers, Kind.DIGIT, digit_changes)


def transposed(sentence: Sentence, numbers: Numbers) -> Pieces | None:
    """Two neighbouring digits change places."""
    return _other_digits(sentence, numbers, Kind.TRANSPOSED, transpositions)


def separators_exchanged(sentence: Sentence, numbers: Numbers) -> Pieces | None:
    """A point for a comma or back, in a number that has one of them."""
    return _other_digits(sentence, numbers, Kind.SEPARATOR, exchanges)


def swapped(sentence: Sentence, numbers: Numbers) -> Pieces | None:
    """Two unlike figures of one kind and unit change places."""
    pieces, usable = sentence.pieces, list(_usable(sentence))
    pairs = [(i, j) for i in usable for j in usable if i < j and _can_swap(pieces[i], pieces[j])]
    if not pairs:
        return None
    first, second = numbers.chance.choice(pairs)
    changed = list(pieces)
    changed[first] = replace(pieces[first], text=pieces[second].text, kind=Kind.SWAPPED)
    changed[second] = replace(pieces[second], text=pieces[first].text, kind=Kind.SWAPPED)
    return tuple(changed)


def unit_changed(sentence: Sentence, numbers: Numbers) -> Pieces | None:
    """Thousands of millions for millions, or back, right behind the number."""
    pieces = sentence.pieces
    found = [i for i in _usable(sentence) if re.search(r"\d (?:tỷ|triệu)\b", pieces[i].text)]
    if not found:
        return None
    index = numbers.chance.choice(found)
    text = re.sub(r"tỷ|triệu", lambda unit: _MONEY[unit[0]], pieces[index].text)
    return _put(pieces, index, replace(pieces[index], text=text, kind=Kind.UNIT))


def of_an_earlier_period(sentence: Sentence, numbers: Numbers) -> Pieces | None:
    """The value that was right last time."""
    choices = [
        (index, then)
        for index in _usable(sentence)
        for then in _earlier(sentence.pieces[index], numbers.figures)
        if _is_news(sentence, index, core(then.text))
    ]
    return _with_value(sentence, numbers, Kind.EARLIER, choices)


def of_another_indicator(sentence: Sentence, numbers: Numbers) -> Pieces | None:
    """The value of something else that the document tells of."""
    choices = [
        (index, other)
        for index in _usable(sentence)
        for other in numbers.printed
        if _is_alike(sentence.pieces[index].figure, other) and _is_news(sentence, index, core(other.text))
    ]
    return _with_value(sentence, numbers, Kind.OTHER, choices)


def verb_turned(sentence: Sentence, numbers: Numbers) -> Pieces | None:
    """A rise where there was a fall, or back."""
    found = [
        (index - 1, verb)
        for index in _usable(sentence, hedged=True)
        if index and sentence.pieces[index - 1].is_words and (verb := _VERB.search(sentence.pieces[index - 1].text))
    ]
    if not found:
        return None
    index, verb = numbers.chance.choice(found)
    turned = "giảm" if verb[0].lower() == "tăng" else "tăng"
    return _with_words(sentence.pieces, index, verb, turned, Kind.VERB)


def percent_for_points(sentence: Sentence, numbers: Numbers) -> Pieces | None:
    """A difference of two rates told as if it were a share."""
    pieces = sentence.pieces
    found = [i for i in _usable(sentence) if i + 1 < len(pieces) and pieces[i + 1].text.startswith(_POINTS)]
    if not found:
        return None
    index = numbers.chance.choice(found)
    wrong = replace(pieces[index], text=f"{pieces[index].text}%", kind=Kind.POINTS)
    rest = pieces[index + 1].text.removeprefix(_POINTS)
    after = (replace(pieces[index + 1], text=rest),) if rest else ()
    return (*pieces[:index], wrong, *after, *pieces[index + 2 :])


def plan_exceeded(sentence: Sentence, numbers: Numbers) -> Pieces | None:
    """A plan told as exceeded that was not even reached."""
    pieces = sentence.pieces
    found = [
        (index - 1, verb)
        for index in _usable(sentence)
        if index and pieces[index - 1].is_words and (verb := _REACHED.search(pieces[index - 1].text))
        if _is_below_plan(pieces, index, verb)
    ]
    if not found:
        return None
    index, verb = numbers.chance.choice(found)
    return _with_words(pieces, index, verb, "vượt", Kind.PLAN)


def reference_changed(sentence: Sentence, numbers: Numbers) -> Pieces | None:
    """A date or a document's number with another digit."""
    pieces = sentence.pieces
    found = [i for i, piece in enumerate(pieces) if piece.kind is None and piece.figure and _is_reference(piece.figure)]
    if not found:
        return None
    index = numbers.chance.choice(found)
    text = pieces[index].text
    others = [other for other in other_references(text) if other != text]
    if not others:
        return None
    return _put(pieces, index, replace(pieces[index], text=numbers.chance.choice(others), kind=Kind.REFERENCE))


def worded(sentence: Sentence, numbers: Numbers) -> Pieces | None:
    """A small count written in words, as another one; never beside a slash or in a cell."""
    pieces = sentence.pieces
    found = [
        i
        for i in _usable(sentence)
        if (figure := pieces[i].figure) and figure.indicator.kind is catalogue.Kind.COUNT
        if pieces[i].text.isdigit() and 1 <= int(pieces[i].text) <= len(_WORDS) and "\t" not in sentence.text
        if i + 1 < len(pieces) and pieces[i + 1].text[0] == " " and (i == 0 or pieces[i - 1].text[-1] == " ")
    ]
    if not found:
        return None
    index = numbers.chance.choice(found)
    words = [word for value, word in enumerate(_WORDS, 1) if value != int(pieces[index].text)]
    return _put(pieces, index, replace(pieces[index], text=numbers.chance.choice(words), kind=Kind.WORDED))


CHANGES: dict[Kind, Change] = {
    Kind.DIGIT: digit_changed,
    Kind.TRANSPOSED: transposed,
    Kind.SWAPPED: swapped,
    Kind.UNIT: unit_changed,
    Kind.SEPARATOR: separators_exchanged,
    Kind.EARLIER: of_an_earlier_period,
    Kind.OTHER: of_another_indicator,
    Kind.VERB: verb_turned,
    Kind.POINTS: percent_for_points,
    Kind.PLAN: plan_exceeded,
    Kind.REFERENCE: reference_changed,
    Kind.WORDED: worded,
}


def _put(pieces: Pieces, index: int, *new: Piece) -> Pieces:
    return (*pieces[:index], *new, *pieces[index + 1 :])


def is_quantity(figure: Figure) -> bool:
    """Whether it is a number that can be larger or smaller; a year or the number of a document is not."""
    section = figure.indicator.section
    return isinstance(figure.value, Quantity) and section not in {PERIOD_KEY, _FORM}


def _usable(sentence: Sentence, *, hedged: bool = False) -> Iterator[int]:
    """The numbers printed as they are; a rounded one may be right in more ways than one."""
    for index, piece in enumerate(sentence.pieces):
        if piece.figure is None or piece.kind is not None or not is_quantity(piece.figure):
            continue
        is_hedged = index > 0 and _HEDGE.search(sentence.pieces[index - 1].text) is not None
        if hedged or (not is_hedged and core(piece.text) == core(piece.figure.text)):
            yield index


def _is_news(sentence: Sentence, index: int, digits: str) -> bool:
    """Whether the digits tell another value, not the same one rounded, and not that of another number of the sentence."""
    others = {core(piece.text) for piece in sentence.pieces if piece.figure}
    true = core(sentence.pieces[index].text)
    return digits not in others and value(digits) != value(true) and not is_rounding(digits, true)


def _other_digits(
    sentence: Sentence, numbers: Numbers, kind: Kind, ways: Callable[[str], Iterator[str]]
) -> Pieces | None:
    choices = [
        (index, digits)
        for index in _usable(sentence)
        for digits in ways(core(sentence.pieces[index].text))
        if _is_news(sentence, index, digits)
    ]
    if not choices:
        return None
    index = numbers.chance.choice(sorted({index for index, _ in choices}))
    digits = numbers.chance.choice([digits for at, digits in choices if at == index])
    return _put(sentence.pieces, index, _wrong(sentence.pieces[index], digits, kind))


def _wrong(piece: Piece, digits: str, kind: Kind) -> Piece:
    return replace(piece, text=piece.text.replace(core(piece.text), digits, 1), kind=kind)


def _can_swap(first: Piece, second: Piece) -> bool:
    if first.figure is None or second.figure is None:
        return False
    same_kind = first.figure.indicator.kind is second.figure.indicator.kind and frame(first.text) == frame(second.text)
    return same_kind and value(core(first.text)) != value(core(second.text))


def _is_alike(figure: Figure | None, other: Figure) -> bool:
    """Whether one could be taken for the other: of one kind, in one unit, of another indicator."""
    if figure is None or figure.indicator.id == other.indicator.id:
        return False
    return figure.indicator.kind is other.indicator.kind and frame(figure.text) == frame(other.text)


def _earlier(piece: Piece, figures: Figures) -> Iterator[Figure]:
    """The values of earlier periods in the same unit, where the piece tells this period's."""
    name = piece.figure.indicator.id if piece.figure else ""
    now = figures.get(name)
    if now is None or now != piece.figure:
        return
    for base in (PREVIOUS, YEAR_AGO):
        found = figures.base(base, name)
        then = found.figures.get(name) if isinstance(found, Earlier) else None
        if then is not None and frame(then.text) == frame(now.text):
            yield then


def _with_value(sentence: Sentence, numbers: Numbers, kind: Kind, choices: list[tuple[int, Figure]]) -> Pieces | None:
    if not choices:
        return None
    index, other = numbers.chance.choice(choices)
    return _put(sentence.pieces, index, _wrong(sentence.pieces[index], core(other.text), kind))


def _with_words(pieces: Pieces, index: int, found: re.Match[str], words: str, kind: Kind) -> Pieces:
    """The words that were found in a piece of words replaced by wrong ones."""
    text = pieces[index].text
    wrong = words.capitalize() if found[0][0].isupper() else words
    cut = (Piece(text[: found.start()]), Piece(wrong, kind=kind), Piece(text[found.end() :]))
    return _put(pieces, index, *(piece for piece in cut if piece.text))


def _is_below_plan(pieces: Pieces, index: int, verb: re.Match[str]) -> bool:
    figure = pieces[index].figure
    if figure is None or figure.indicator.kind is not catalogue.Kind.PERCENT or value(core(figure.text)) >= _PLAN:
        return False
    after = pieces[index + 1].text if index + 1 < len(pieces) else ""
    is_short_of_aim = bool(verb[1]) and verb[0].lower().startswith("chưa")
    return is_short_of_aim or re.match(r" (?:kế hoạch|dự toán)", after) is not None


def _is_reference(figure: Figure) -> bool:
    kind, section = figure.indicator.kind, figure.indicator.section
    return kind in {catalogue.Kind.DATE, catalogue.Kind.MOMENT, catalogue.Kind.DOCUMENT} or section == _FORM
