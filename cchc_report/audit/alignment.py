"""Two sentences word by word: which quantity stands where which one stood; and how alike their surroundings are."""

from collections.abc import Sequence

from cchc_report.audit.mentions import Mention, Sort, Token, kind_of
from cchc_report.audit.subject import Sentence

_GAP = -0.12
_OTHER_WORD = -0.05
_WORD = 1.0
_SAME, _OTHER = 1.2, 0.7
"""For quantities of one sort; two that were swapped are worth more than one that fits."""
_OTHER_UNIT = 0.65
"""A little less, so that among numbers that all differ one of the same unit is taken."""
_SIMILAR = 0.05
_FOLLOWING = 0.05
_SPELLED = 0.35
_APART = -1.0
_BREAKS = frozenset(",;()\t")
_JOINING = frozenset(("và", "gồm"))
"""Words that join the items of a list and belong to none."""
_EMPTY = frozenset(("còn", "trong", "đó", "là"))
"""Words that say nothing of a number beside them."""
_REACH = 5
"""Words to each side that make the surroundings of a quantity."""


def aligned(text: Sequence[Token], rendered: Sequence[Token]) -> list[int | None]:
    """For each token of the text the index of the rendered one that stands in its place."""
    rows, columns = len(text), len(rendered)
    scores = [[_GAP * j for j in range(columns + 1)]]
    for i, token in enumerate(text):
        above, row = scores[i], [_GAP * (i + 1)]
        left = row[0]
        for j, other in enumerate(rendered):
            pair = above[j] + (_score(token, other) + _joint(text, i, rendered, j))
            left = max(pair, above[j + 1] + _GAP, left + _GAP)
            row.append(left)
        scores.append(row)
    return _traced(scores, text, rendered, rows, columns)


def _traced(
    scores: list[list[float]], text: Sequence[Token], rendered: Sequence[Token], i: int, j: int
) -> list[int | None]:
    found: list[int | None] = [None] * i
    while i and j:
        here = scores[i][j]
        pair = _score(text[i - 1], rendered[j - 1]) + _joint(text, i - 1, rendered, j - 1)
        if here == scores[i - 1][j - 1] + pair:
            i, j = i - 1, j - 1
            if _score(text[i], rendered[j]) > 0:
                found[i] = j
        elif here == scores[i - 1][j] + _GAP:
            i -= 1
        else:
            j -= 1
    return found


def _joint(text: Sequence[Token], i: int, rendered: Sequence[Token], j: int) -> float:
    """What it is worth that two quantities follow the same word."""
    if not (i and j and isinstance(text[i], Mention) and isinstance(rendered[j], Mention)):
        return 0.0
    return _FOLLOWING if text[i - 1].key == rendered[j - 1].key else 0.0


def _score(first: Token, second: Token) -> float:
    if not isinstance(first, Mention):
        return (
            _OTHER_WORD
            if isinstance(second, Mention) and not second.spelled
            else (_WORD if first.key == second.key else _OTHER_WORD)
        )
    if not isinstance(second, Mention):
        return _OTHER_WORD if first.spelled else _APART
    if first.key == second.key:
        return _SAME
    if first.spelled or second.spelled:
        return (
            _SAME if first.value == second.value else _SPELLED if Sort.NUMBER is first.sort is second.sort else _APART
        )
    if first.sort is not second.sort:
        return _APART
    if kind_of(first.unit) != kind_of(second.unit):
        return _OTHER_UNIT
    return _OTHER + _SIMILAR * _is_similar(first, second)


def _is_similar(first: Mention, second: Mention) -> bool:
    """Whether two numbers are as long and begin alike, or have the same digits: one may be the other, mistyped or rounded."""
    begin_alike = first.text[:1] == second.text[:1] and len(first.text) == len(second.text)
    return first.unit == second.unit and (begin_alike or sorted(first.text) == sorted(second.text))


def likeness(text: Sequence[Token], at: int, rendered: Sequence[Token], place: int) -> float:
    """How alike the words around two quantities are, from 0 to 1; each side by itself, near words counting most."""
    score = total = 0.0
    for step in (-1, 1):
        ours, theirs = _around(text, at, step), _around(rendered, place, step)
        score += sum(min(near, ours[key]) for key, near in theirs.items() if key in ours)
        total += sum(theirs.values())
    return score / total if total else 0.0


def _around(tokens: Sequence[Token], at: int, step: int) -> dict[str, float]:
    """The words on one side and how near they are."""
    found: dict[str, float] = {}
    place, near = at + step, 1.0
    while 0 <= place < len(tokens) and len(found) < _REACH:
        token = tokens[place]
        if not isinstance(token, Mention):
            found.setdefault(token.key, near)
            near *= 0.8
        place += step
    return found


def clause(sentence: Sentence, at: int) -> frozenset[str]:
    """The words that stand with a quantity between two commas, semicolons, brackets, or other quantities; a colon joins."""
    return frozenset(_side(sentence, at, -1) + _side(sentence, at, 1)) - _EMPTY


def behind(sentence: Sentence, at: int) -> frozenset[str]:
    """The words of the clause behind a quantity: what is counted, ``thủ tục hành chính cấp xã``."""
    return frozenset(_side(sentence, at, 1)) - _EMPTY


def _side(sentence: Sentence, at: int, step: int) -> list[str]:
    found: list[str] = []
    here = sentence.tokens[at]
    for token in sentence.tokens[at + step :: step] if at + step >= 0 else ():
        first, second = (here, token) if step > 0 else (token, here)
        if isinstance(token, Mention) or not _BREAKS.isdisjoint(sentence.text[first.end : second.start]):
            break
        if token.key in _JOINING:
            break
        found.append(token.key)
        here = token
    return found
