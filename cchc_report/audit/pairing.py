"""Which sentences of the rendered document a sentence of the text says again, whole, in part, or several in one."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from cchc_report.audit.subject import CELLS, Sentence, Subject

MOST = 5
"""Sentences that a person may join into one."""
_LEAST_OF_RENDERED = 0.3
"""Of a rendered sentence's weight: how much of it a text must say again to be a version of it."""
_LEAST_OF_TEXT = 0.4
"""Of the text's: where only a part of the rendered sentence is said."""
_LEAST_MORE = 0.45
"""The first of them, for each further sentence that is looked for in what is left."""
_LEAST_BETWEEN = 0.12
"""The first of them, where the sentences before and behind are versions of those before and behind."""
_LEAST_OF_WHOLE = 0.2
"""How much of the text a further sentence must explain, if only a part of it is said."""
_FEW = 4
"""Different words and quantities that a further sentence must share, lest one number make a sentence; a row has few."""
_NEAR = 0.12
"""What it is worth to follow on the neighbour's sentence, among sentences that are alike."""


@dataclass(frozen=True, slots=True)
class _Neighbours:
    """The rendered sentences that the text's sentences before and behind are versions of."""

    before: int | None
    behind: int | None

    def closeness(self, number: int) -> int:
        """To how many of the two a rendered sentence joins on."""
        after_one = self.before is not None and number == self.before + 1
        before_one = self.behind is not None and number == self.behind - 1
        return after_one + before_one


_ALONE = _Neighbours(None, None)


def pairs(sentences: Sequence[Sentence], subject: Subject) -> list[list[int]]:
    """For each sentence of a text the indices of the rendered ones, in the order in which the text says them."""
    found = [_counterparts(sentence, subject, _ALONE) for sentence in sentences]
    for at, sentence in enumerate(sentences):
        before = found[at - 1][-1] if at and found[at - 1] else None
        behind = found[at + 1][0] if at + 1 < len(found) and found[at + 1] else None
        found[at] = _counterparts(sentence, subject, _Neighbours(before, behind))
    return found


def _counterparts(sentence: Sentence, subject: Subject, neighbours: _Neighbours) -> list[int]:
    same = subject.saying.get(sentence.text)
    if same:
        return [max(same, key=lambda number: (neighbours.closeness(number), -number))]
    left, whole = Counter(sentence.bag), subject.weigh(sentence.bag)
    found: list[int] = []
    while len(found) < MOST and (best := _best(left, subject, neighbours, found)) is not None:
        number, gain = best
        is_between = not found and neighbours.closeness(number) > 1
        least = _LEAST_BETWEEN if is_between else _LEAST_MORE if found else _LEAST_OF_RENDERED
        few = 1 if CELLS in sentence.text else _FEW
        is_told = not found or (gain >= _LEAST_OF_WHOLE * whole and _common(left, subject.sentences[number]) >= few)
        explains = gain >= _LEAST_OF_TEXT * subject.weigh(left) and is_told
        if gain < least * subject.weights[number] and not explains:
            break
        found.append(number)
        left -= Counter(subject.sentences[number].bag)
    return sorted(found, key=lambda number: _position(sentence, subject.sentences[number], subject))


def _best(
    left: Mapping[str, int], subject: Subject, neighbours: _Neighbours, taken: Sequence[int]
) -> tuple[int, float] | None:
    """The rendered sentence that is the most like what is left of a text, and the weight of what both say."""
    gains: dict[int, float] = defaultdict(float)
    for key, times in left.items():
        weight = subject.weight(key)
        for number in subject.containing.get(key, ()):
            gains[number] += weight * min(times, subject.sentences[number].bag[key])
    for number in taken:
        gains.pop(number, None)
    rest = subject.weigh(left)
    if not gains or not rest:
        return None
    number = max(
        gains, key=lambda n: (gains[n] / sqrt(rest * subject.weights[n]) + _NEAR * neighbours.closeness(n), -n)
    )
    return number, gains[number]


def _common(left: Mapping[str, int], other: Sentence) -> int:
    return len(left.keys() & other.bag.keys())


def _position(sentence: Sentence, other: Sentence, subject: Subject) -> float:
    """Where in the text the words of a rendered sentence stand, the telling ones counting most."""
    places = [(at, subject.weight(token.key)) for at, token in enumerate(sentence.tokens) if token.key in other.bag]
    total = sum(weight for _, weight in places)
    return sum(at * weight for at, weight in places) / total if total else 0.0
