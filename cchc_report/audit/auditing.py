"""A text held against a rendered document: sentences are paired, aligned inside, then looked at by their surroundings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from cchc_report.audit.alignment import aligned, clause, likeness, shared
from cchc_report.audit.consequences import broken_rules
from cchc_report.audit.context import is_of_other_period, is_planned, is_summed, quoted
from cchc_report.audit.finding import Conflict, Finding
from cchc_report.audit.judging import AGREES, UNSOURCED, Judgement, Slip, Verdict, judge
from cchc_report.audit.mentions import Mention, Sort, Token, kind_of
from cchc_report.audit.pairing import pairs
from cchc_report.audit.subject import CELLS, Printed, Sentence, Subject, sentences_in
from cchc_report.audit.unprinted import unprinted
from cchc_report.audit.wording import conflicts, untrue
from cchc_report.manuscript import Manuscript
from cchc_report.problems import Problem

_CLEARLY = 0.15
"""By how much the surroundings of another place must be more alike for a number to belong there."""
_SLIGHTLY = 0.05
_LEAST_ALIKE = 0.3
"""How alike two clauses are whose numbers may be the same in spite of their order."""
_VERY = 0.85
"""How alike two clauses are in which a word or two were changed."""
_OPEN = {Verdict.DIFFERS, Verdict.UNSOURCED}
_COUNTED = re.compile(r" [^\W\d_]")
"""What follows a number in a sentence that tells what is counted; a cell of a table may leave its unit to the head."""
_FAINT = 0.12
"""Surroundings less alike than this say nothing."""


@dataclass(frozen=True, slots=True)
class Audit:
    """What was found in a text."""

    manuscript: Manuscript
    subject: Subject
    findings: tuple[Finding, ...]
    """Every quantity, in reading order."""
    conflicts: tuple[Conflict, ...]
    broken: tuple[Problem, ...]
    """The catalogue's rules that the figures keep and the text's own numbers break."""

    @property
    def alarms(self) -> tuple[Finding | Conflict, ...]:
        """What a person must look at."""
        wrong = (finding for finding in self.findings if finding.verdict is Verdict.DIFFERS)
        return (*wrong, *self.conflicts)

    @property
    def expected(self) -> list[Printed]:
        """The figures of the rendered document."""
        everything = self.subject.printed.values()
        return [p for p in everything if p.figure and p.mention.sort is not Sort.LABEL and not p.mention.spelled]

    @property
    def unmentioned(self) -> list[Printed]:
        """Those of them that the text does not give."""
        said = {(f.printed.sentence, f.printed.token) for f in self.findings if f.printed is not None}
        return [printed for printed in self.expected if (printed.sentence, printed.token) not in said]


def audit(manuscript: Manuscript, subject: Subject) -> Audit:
    """Judge every quantity of a text."""
    findings: list[Finding] = []
    contrary: list[Conflict] = []
    sentences = [s for number, p in enumerate(manuscript.passages) for s in sentences_in(p.text, number)]
    for sentence, rendered in zip(sentences, pairs(sentences, subject), strict=True):
        reading = _Reading(sentence, subject, rendered)
        findings += reading.findings()
        meant = {at: printed for at, (_, printed) in reading.judged.items() if printed is not None}
        contrary += [*conflicts(sentence, subject, meant), *untrue(sentence, subject, meant)]
    broken = broken_rules(tuple(findings), subject.figures)
    return Audit(manuscript, subject, tuple(findings), tuple(contrary), tuple(broken))


class _Reading:
    """One sentence of the text beside those that it says again."""

    def __init__(self, sentence: Sentence, subject: Subject, rendered: list[int]) -> None:
        self._sentence = sentence
        self._subject = subject
        self._rendered = rendered
        self._pairs = self._paired()
        self.judged = self._judged()
        """For each quantity of the sentence, by its index, what is said of it and what it is taken to be."""

    def _paired(self) -> dict[int, Printed]:
        places = [
            (number, at) for number in self._rendered for at in range(len(self._subject.sentences[number].tokens))
        ]
        tokens = tuple(chain.from_iterable(self._subject.sentences[number].tokens for number in self._rendered))
        if tokens == self._sentence.tokens:
            found: list[int | None] = list(range(len(tokens)))
        else:
            found = aligned(self._sentence.tokens, tokens) if tokens else []
        printed = self._subject.printed
        return {
            at: printed[places[place]]
            for at, place in enumerate(found)
            if place is not None and places[place] in printed
        }

    def findings(self) -> Iterator[Finding]:
        """A verdict for each quantity but words that are no number here."""
        for at, (judgement, printed) in sorted(self.judged.items()):
            token = self._sentence.tokens[at]
            assert isinstance(token, Mention)  # noqa: S101 - only quantities are judged
            if token.spelled and (
                printed is None
                or printed.figure is None
                or (printed.mention.key == token.key and printed.mention.spelled)
            ):
                continue
            start, end = self._sentence.offset + token.start, self._sentence.offset + token.end
            place = self._sentence.passage, start, end
            yield Finding(*place, token, self._sentence.text, judgement.verdict, judgement.slip, printed)

    def _judged(self) -> dict[int, tuple[Judgement, Printed | None]]:
        """The quantities by their places: first by the alignment, then, where that disagrees, by the surroundings."""
        found = {at: self._by_alignment(at, token) for at, token in self._mentions()}
        for at, (judgement, printed) in found.items():
            if judgement.verdict in _OPEN and (elsewhere := self._elsewhere(at, printed)):
                found[at] = AGREES, elsewhere
        for at, (judgement, printed) in found.items():
            if judgement.verdict in _OPEN and (other := self._unclaimed(at, printed, found)):
                found[at] = other
        for at, (judgement, printed) in found.items():
            is_missing = judgement.verdict in _OPEN and judgement.slip is not Slip.HEDGE
            if is_missing and (other := self._restated(at, printed)):
                found[at] = other
        self._excuse(found)
        for at, (judgement, printed) in found.items():
            if judgement.verdict in _OPEN and (unseen := self._unprinted(at, printed)):
                found[at] = AGREES, unseen
        return {at: self._swapped(at, judgement, printed) for at, (judgement, printed) in found.items()}

    def _excuse(self, found: dict[int, tuple[Judgement, Printed | None]]) -> None:
        """Numbers that differ from what stands in their place because the writer says another thing there."""
        named: list[range] = []
        for at, token in self._mentions():
            judgement, printed = found[at]
            if token.sort is not Sort.NUMBER or judgement.verdict not in _OPEN:
                continue
            if (name := quoted(self._sentence, token, printed, self._subject.figures)) is not None:
                found[at] = AGREES, None
                named.append(name)
            elif printed is not None and self._is_own(token, printed):
                found[at] = UNSOURCED, None
        for at, token in self._mentions():
            if any(token.start in name for name in named) and found[at][0].verdict in _OPEN:
                found[at] = AGREES, None

    def _is_own(self, token: Mention, printed: Printed) -> bool:
        """Whether a number is the writer's: a plan, of six months where quarters are told, or a sum of others."""
        rendered = self._subject.sentences[printed.sentence]
        written = (other for _, other in self._mentions() if other is not token)
        others = [*written, *(candidate.mention for candidate in self._candidates())]
        figures = self._subject.figures
        if is_planned(self._sentence, token, rendered) or is_of_other_period(self._sentence, token, figures):
            return True
        return is_summed(self._sentence, token, others, figures)

    def _unprinted(self, at: int, printed: Printed | None) -> Printed | None:
        """The figure of that value that the sentence names, unless two numbers of the sentence may have been swapped."""
        token = self._sentence.tokens[at]
        if printed is not None and (CELLS in self._sentence.text or self._may_be_swapped(token, printed)):
            return None
        found = unprinted(at, self._sentence, self._subject.figures, printed.figure if printed else None)
        alike = (one for one in self._subject.printed.values() if found and one.figure is found.figure)
        return next((one for one in alike if one.mention.key == token.key), found)

    def _may_be_swapped(self, token: Token, printed: Printed) -> bool:
        """Whether the rendered sentences give the number, and this one the number that stands in its place there."""
        is_rendered = any(one.mention.key == token.key for one in self._candidates())
        return is_rendered and printed.mention.key in self._sentence.bag

    def _swapped(self, at: int, judgement: Judgement, printed: Printed | None) -> tuple[Judgement, Printed | None]:
        """Whether a number that differs is that of a neighbour; or stands beside that one's words, in another order."""
        key = self._sentence.tokens[at].key
        if printed is None or judgement.slip not in {Slip.DIGITS, Slip.TRANSPOSED}:
            return judgement, printed
        neighbours = [other for other in self._candidates() if other.mention.key == key and other is not printed]
        near = max(_LEAST_ALIKE, self._clause_likeness(at, printed) + 2 * _SLIGHTLY)
        reordered = next((other for other in self._alike(key) if self._clause_likeness(at, other) >= near), None)
        if reordered is not None:
            return AGREES, reordered
        return (replace(judgement, slip=Slip.SWAPPED) if neighbours else judgement), printed

    def _clause_likeness(self, at: int, printed: Printed) -> float:
        """How many of the words of two clauses that are known are in both, the telling ones counting most, from 0 to 1."""
        known = self._subject.containing.keys()
        ours = clause(self._sentence, at) & known
        theirs = clause(self._subject.sentences[printed.sentence], printed.token)
        shared, all_ = (self._subject.weigh(dict.fromkeys(words, 1)) for words in (ours & theirs, ours | theirs))
        return shared / all_ if all_ else 0.0

    def _mentions(self) -> Iterator[tuple[int, Mention]]:
        for at, token in enumerate(self._sentence.tokens):
            if isinstance(token, Mention) and token.sort is not Sort.LABEL:
                yield at, token

    def _by_alignment(self, at: int, token: Mention) -> tuple[Judgement, Printed | None]:
        printed = self._pairs.get(at)
        if printed is None:
            return UNSOURCED, None
        judgement = judge(token, printed, self._subject.figures)
        is_doubtful = judgement.verdict is Verdict.DIFFERS and self._is_doubtful(at, token, printed, judgement)
        return (UNSOURCED, None) if is_doubtful or judgement is UNSOURCED else (judgement, printed)

    def _is_doubtful(self, at: int, token: Mention, printed: Printed, judgement: Judgement) -> bool:
        """Whether a quantity that differs may well be another one: a word, or a number of another unit and other digits."""
        if token.spelled:
            return printed.figure is None or self._likeness(at, printed) < 2 * _FAINT
        is_measured = token.unit != "" or _COUNTED.match(self._sentence.text, token.end) is not None
        is_of_other_unit = is_measured and kind_of(token.unit) != kind_of(printed.mention.unit)
        return token.sort is Sort.NUMBER and is_of_other_unit and judgement.slip in {Slip.DIGITS, Slip.TRANSPOSED}

    def _elsewhere(self, at: int, instead_of: Printed | None) -> Printed | None:
        """The rendered quantity of that value whose surroundings are the most alike, if more than where it was looked for."""
        near = self._likeness(at, instead_of) + _CLEARLY if instead_of else _FAINT
        key = self._sentence.tokens[at].key
        candidates = list(self._alike(key))
        best = max(candidates, key=lambda printed: self._likeness(at, printed), default=None)
        if best is not None and self._likeness(at, best) >= near:
            return best
        return next((one for one in candidates if self._is_its_clause(at, one, instead_of)), None)

    def _is_its_clause(self, at: int, printed: Printed, instead_of: Printed | None) -> bool:
        """Whether the quantity stands in the very clause of the rendered one, as where a list was put in another order."""
        ours = clause(self._sentence, at)
        theirs, other = (self._clause_of(one) for one in (printed, instead_of))
        is_near = printed.sentence in self._rendered and len(ours) > 1
        alike = shared(ours, theirs)
        return is_near and alike >= _VERY and alike > shared(ours, other) + _SLIGHTLY

    def _clause_of(self, printed: Printed | None) -> frozenset[str]:
        return clause(self._subject.sentences[printed.sentence], printed.token) if printed else frozenset()

    def _alike(self, key: str) -> Iterator[Printed]:
        """The rendered quantities of one value, wherever they stand."""
        for number in self._subject.containing.get(key, ()):
            for place, other in enumerate(self._subject.sentences[number].tokens):
                if other.key == key:
                    yield self._subject.printed[number, place]

    def _restated(self, at: int, instead_of: Printed | None) -> tuple[Judgement, Printed] | None:
        """The figure that a rough number restates, wherever it is printed: ``hơn 56,5 nghìn`` has no number in common."""
        token = self._sentence.tokens[at]
        assert isinstance(token, Mention)  # noqa: S101 - only quantities are judged
        if token.sort is not Sort.NUMBER or token.spelled or (token.hedge is None and token.scale == 1):
            return None
        near = max(2 * _FAINT, self._likeness(at, instead_of) - _CLEARLY if instead_of else 0)
        judged = [(judge(token, p, self._subject.figures), p) for p in self._subject.printed.values() if p.figure]
        agreeing = [(j, p) for j, p in judged if j.verdict not in _OPEN]
        best = max(agreeing, key=lambda one: self._likeness(at, one[1]), default=None)
        return best if best is not None and self._likeness(at, best[1]) >= near else None

    def _unclaimed(
        self, at: int, instead_of: Printed | None, found: dict[int, tuple[Judgement, Printed | None]]
    ) -> tuple[Judgement, Printed] | None:
        """A quantity of the paired sentences that nothing else in this one gives, and that it agrees with, if only rounded.

        So it is where a number was left out, and its neighbour stands in its place.
        """
        token = self._sentence.tokens[at]
        assert isinstance(token, Mention)  # noqa: S101 - only quantities are judged
        said = {token.key for token in self._sentence.tokens}
        if instead_of is not None and instead_of.mention.key in said and not self._is_taken(instead_of, found):
            return None
        is_open = instead_of is not None and not self._is_taken(instead_of, found)
        near = min(self._likeness(at, instead_of), 0.5) - _SLIGHTLY if instead_of and is_open else _FAINT
        free = [printed for printed in self._candidates() if not self._is_taken(printed, found)]
        judged = [(judge(token, printed, self._subject.figures), printed) for printed in free]
        agreeing = ((j, p) for j, p in judged if j.verdict not in _OPEN and self._likeness(at, p) >= near)
        same_digits = ((j, p) for j, p in judged if j.slip in {Slip.UNIT, Slip.SEPARATOR} and not token.spelled)
        near_by = ((j, p) for j, p in judged if j.slip is Slip.HEDGE and self._likeness(at, p) >= near)
        return next(chain(agreeing, same_digits, near_by), None)

    def _candidates(self) -> Iterator[Printed]:
        for number in self._rendered:
            for place in range(len(self._subject.sentences[number].tokens)):
                if (number, place) in self._subject.printed:
                    yield self._subject.printed[number, place]

    @staticmethod
    def _is_taken(printed: Printed, found: dict[int, tuple[Judgement, Printed | None]]) -> bool:
        return any(p is printed and judgement.verdict not in _OPEN for judgement, p in found.values())

    def _likeness(self, at: int, printed: Printed) -> float:
        rendered = self._subject.sentences[printed.sentence].tokens
        return likeness(self._sentence.tokens, at, rendered, printed.token)
