"""The sentences of two documents side by side: which went, which came, which changed, and in which words."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from cchc_report.document import Document, paragraphs, text_of
from cchc_report.vietnamese.sentences import sentences_of
from cchc_report.vietnamese.wording import NO_BREAK_SPACE

LEAST_LIKENESS = 500
"""Of 1000: how much of two sentences must be the same words for the one to be a change of the other."""
_TOKENS = re.compile(r"(?:[\w.,/-]*\w%?|[^\w\s]|\s)\s*")
"""Words and signs with the spaces behind them, numbers whole; together they are the text again."""
_DIGITS = re.compile(r"[0-9][0-9.,]*")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that went, came or changed."""

    before: str
    """Empty for one that came."""
    after: str
    """Empty for one that went."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words of a changed sentence, as they were and as they are; equal where they stayed."""

    before: str
    after: str


def compare_documents(before: Document, after: Document) -> list[Passage]:
    """What differs, in reading order."""
    first, second = _sentences(before), _sentences(after)
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return [
        passage
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
        for passage in _aligned(first[a:b], second[c:d])
    ]


def stretches(before: str, after: str) -> list[Stretch]:
    """Two texts in stretches of words that stayed or changed; joined, they are the texts again."""
    first, second = _TOKENS.findall(before), _TOKENS.findall(after)
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return [Stretch("".join(first[a:b]), "".join(second[c:d])) for _, a, b, c, d in matcher.get_opcodes()]


def _sentences(document: Document) -> list[str]:
    texts = (text_of(inlines).replace(NO_BREAK_SPACE, " ") for inlines in paragraphs(document))
    return [sentence for text in texts for sentence in sentences_of(text)]


def _aligned(first: Sequence[str], second: Sequence[str]) -> Iterator[Passage]:
    """Both in their order, the pairs chosen so that the likeness of all together is the greatest."""
    bags, others = [_bag(sentence) for sentence in first], [_bag(sentence) for sentence in second]
    likeness = [[_likeness(bag, other) for other in others] for bag in bags]
    best = [[0] * (len(second) + 1) for _ in range(len(first) + 1)]
    for i in reversed(range(len(first))):
        for j in reversed(range(len(second))):
            paired = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] >= LEAST_LIKENESS else 0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(first) or j < len(second):
        if i < len(first) and (j == len(second) or best[i][j] == best[i + 1][j]):
            yield Passage(first[i], "")
            i += 1
        elif j < len(second) and (i == len(first) or best[i][j] == best[i][j + 1]):
            yield Passage("", second[j])
            j += 1
        else:
            yield Passage(first[i], second[j])
            i, j = i + 1, j + 1


def _bag(sentence: str) -> Counter[str]:
    """Its words, every number alike: the same sentence of another period has other numbers."""
    return Counter(re.findall(r"\w+", _DIGITS.sub("0", sentence).casefold()))


def _likeness(first: Counter[str], second: Counter[str]) -> int:
    return 2000 * (first & second).total() // max(1, first.total() + second.total())
