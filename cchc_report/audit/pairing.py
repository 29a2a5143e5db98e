"""Which sentences of the rendered document a sentence of the text says again, whole, in part, or several in one."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import sqrt

from cchc_report.audit.subject import Sentence, Subject

MOST = 5
"""Sentences that a person may join into one."""
_LEAST_OF_RENDERED = 0.3
"""Of a rendered sentence's weight: how much of it a text must say again to be a version of it."""
_LEAST_OF_TEXT = 0.4
"""Of the text's: where only a part of the rendered sentence is said."""
_LEAST_MORE = 0.45
"""The first of them, for each further sentence that is looked for in what is left."""
_NEAR = 0.12
"""What the neighbour of the sentence before is worth, among sentences that are alike."""


def counterparts(sentence: Sentence, subject: Subject, after: int) -> list[int]:
    """Indices of rendered sentences, in the order in which the text says them; ``after`` is the one found last."""
    same = subject.saying.get(sentence.text)
    if same:
        return [min(same, key=lambda number: (number <= after, number))]
    left = Counter(sentence.bag)
    whole = _weight(left, subject)
    found: list[int] = []
    while len(found) < MOST and whole:
        best = _best(left, subject, after, found)
        if best is None:
            break
        number, gain = best
        theirs = _weight(subject.sentences[number].bag, subject)
        least = _LEAST_MORE if found else _LEAST_OF_RENDERED
        rest = _weight(left, subject)
        enough = gain >= least * theirs or (gain >= _LEAST_OF_TEXT * rest and (not found or gain >= 0.2 * whole))
        if not enough:
            break
        found.append(number)
        left -= Counter(subject.sentences[number].bag)
    return sorted(found, key=lambda number: _position(sentence, subject.sentences[number], subject))


def _best(left: Counter[str], subject: Subject, after: int, taken: Sequence[int]) -> tuple[int, float] | None:
    gains: dict[int, float] = defaultdict(float)
    for key, times in left.items():
        for number in subject.containing.get(key, ()):
            gains[number] += subject.weight(key) * min(times, subject.sentences[number].bag[key])
    for number in taken:
        gains.pop(number, None)
    if not gains:
        return None
    rest = _weight(left, subject)

    def likeness(number: int) -> float:
        theirs = _weight(subject.sentences[number].bag, subject)
        near = _NEAR if abs(number - after) <= 1 else 0
        return gains[number] / sqrt(rest * theirs) + near

    number = max(gains, key=lambda n: (likeness(n), -n))
    return number, gains[number]


def _weight(bag: Mapping[str, int], subject: Subject) -> float:
    return sum(subject.weight(key) * times for key, times in bag.items())


def _position(sentence: Sentence, other: Sentence, subject: Subject) -> float:
    """Where in the text the words of a rendered sentence stand, the telling ones counting most."""
    places = [(at, subject.weight(token.key)) for at, token in enumerate(sentence.tokens) if token.key in other.bag]
    total = sum(weight for _, weight in places)
    return sum(at * weight for at, weight in places) / total if total else 0.0
