"""What each quantity of a sentence is taken to be: the one in its place, or, where that disagrees, what a further look finds."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain

from cchc_report.audit.alignment import behind, clause
from cchc_report.audit.context import is_of_other_period, is_planned, is_summed, quoted
from cchc_report.audit.judging import AGREES, UNSOURCED, Judgement, Slip, Verdict, judge
from cchc_report.audit.mentions import Sort, kind_of
from cchc_report.audit.reading import Reading
from cchc_report.audit.subject import CELLS, Printed
from cchc_report.audit.unprinted import unprinted

_CLEARLY = 0.15
"""By how much the surroundings of another place must be more alike for a number to belong there."""
_SLIGHTLY = 0.05
_HALF = 0.5
_FAINT = 0.12
"""Surroundings less alike than this say nothing."""
_LEAST_ALIKE = 0.3
"""How alike two clauses are whose numbers may be the same in spite of their order."""
_VERY = 0.85
"""How alike two clauses are in which a word or two were changed."""
_TELLING_WORDS = 3
"""Behind a number, so that they tell what is counted."""
_COUNTED = re.compile(r" [^\W\d_]")
"""What follows a number in a sentence that tells what is counted; a cell of a table may leave its unit to the head."""
_MISREAD = {Slip.DIGITS, Slip.TRANSPOSED}


@dataclass(frozen=True, slots=True)
class Taken:
    """What a quantity is taken to be, and what is said of it then."""

    judgement: Judgement
    printed: Printed | None

    @property
    def is_open(self) -> bool:
        """Whether a further look may find something better."""
        return self.judgement.verdict in {Verdict.DIFFERS, Verdict.UNSOURCED}


Places = Mapping[int, Taken]
Look = Callable[[Reading, int, Taken, Places], Taken | None]


def taken(reading: Reading) -> dict[int, Taken]:
    """For each quantity of a sentence, by its place; each look is at those only that still disagree or have no source."""
    in_place = reading.in_place()
    if reading.is_verbatim:
        return {at: Taken(AGREES, in_place.get(at)) for at, _ in reading.mentions()}
    found = {at: _in_place(reading, at, in_place.get(at)) for at, _ in reading.mentions()}
    for look in _LOOKS:
        for at, one in found.items():
            if one.is_open and (other := look(reading, at, one, found)) is not None:
                found[at] = other
    for at, one in found.items():
        if one.judgement.verdict is Verdict.AGREES and (other := _misnamed(reading, at, one)) is not None:
            found[at] = other
    return found


def _in_place(reading: Reading, at: int, printed: Printed | None) -> Taken:
    if printed is None:
        return Taken(UNSOURCED, None)
    judgement = judge(reading.mention(at), printed, reading.subject.figures)
    is_doubtful = judgement.verdict is Verdict.DIFFERS and _is_doubtful(reading, at, printed, judgement)
    return Taken(UNSOURCED, None) if is_doubtful or judgement is UNSOURCED else Taken(judgement, printed)


def _is_doubtful(reading: Reading, at: int, printed: Printed, judgement: Judgement) -> bool:
    """Whether a quantity that differs may well be another one: a word, another document, a number of another unit and other digits."""
    said = reading.mention(at)
    if said.spelled:
        return printed.figure is None or reading.likeness(at, printed) < 2 * _FAINT
    if said.sort is Sort.DOCUMENT:
        return _is_another_document(said.text, printed.mention.text)
    is_measured = said.unit != "" or _COUNTED.match(reading.sentence.text, said.end) is not None
    is_of_other_unit = is_measured and kind_of(said.unit) != kind_of(printed.mention.unit)
    return said.sort is Sort.NUMBER and is_of_other_unit and judgement.slip in _MISREAD


def _is_another_document(said: str, printed: str) -> bool:
    """Whether neither number nor symbol are the same: ``8567/UBND-KSTT`` is no slip for ``8009/KH-UBND``."""
    ours, theirs = (re.split("[/-]", text.casefold(), maxsplit=1) for text in (said, printed))
    return ours[0] != theirs[0] and ours[1:] != theirs[1:]


def _elsewhere(reading: Reading, at: int, one: Taken, _: Places) -> Taken | None:
    """The quantity of that value whose surroundings are more alike than those of the one in its place, or whose clause is the same."""
    said, figures = reading.mention(at), reading.subject.figures
    alike = [p for p in reading.alike(at) if judge(said, p, figures).verdict is not Verdict.DIFFERS]
    near = reading.likeness(at, one.printed) + _CLEARLY if one.printed else _FAINT
    best = max(alike, key=lambda printed: reading.likeness(at, printed), default=None)
    if best is None or reading.likeness(at, best) < near:
        best = next((printed for printed in alike if _is_in_its_clause(reading, at, printed, one.printed)), None)
    return Taken(AGREES, best) if best is not None else None


def _is_in_its_clause(reading: Reading, at: int, printed: Printed, instead_of: Printed | None) -> bool:
    """Whether the quantity stands in the very clause of the rendered one, as where a list was put in another order."""
    is_near = printed.sentence in reading.rendered and len(clause(reading.sentence, at)) > 1
    alike = reading.shared(at, printed) if is_near else 0
    return alike >= _VERY and alike > reading.shared(at, instead_of) + _SLIGHTLY


def _left_out(reading: Reading, at: int, one: Taken, found: Places) -> Taken | None:
    """A quantity of the paired sentences that nothing else gives, and that it agrees with, if only rounded.

    So it is where a number was left out, and its neighbour stands in its place.
    """
    said, instead_of = reading.mention(at), one.printed
    is_open = instead_of is not None and not _is_claimed(instead_of, found)
    if instead_of is not None and is_open and instead_of.mention.key in reading.sentence.bag:
        return None
    near = min(reading.likeness(at, instead_of), _HALF) - _SLIGHTLY if instead_of and is_open else _FAINT
    free = [printed for printed in reading.candidates() if not _is_claimed(printed, found)]
    judged = [Taken(judge(said, printed, reading.subject.figures), printed) for printed in free]
    close = [other for other in judged if other.printed and reading.likeness(at, other.printed) >= near]
    agreeing = (other for other in close if not other.is_open)
    same_digits = (o for o in judged if o.judgement.slip in {Slip.UNIT, Slip.SEPARATOR} and not said.spelled)
    misrounded = (other for other in close if other.judgement.slip is Slip.HEDGE)
    return next(chain(agreeing, same_digits, misrounded), None)


def _is_claimed(printed: Printed, found: Places) -> bool:
    return any(one.printed is printed and not one.is_open for one in found.values())


def _restated(reading: Reading, at: int, one: Taken, _: Places) -> Taken | None:
    """The figure that a rough number restates, wherever it is printed: ``hơn 56,5 nghìn`` has no number in common."""
    said, instead_of = reading.mention(at), one.printed
    is_rough = said.sort is Sort.NUMBER and not said.spelled and (said.hedge is not None or said.scale > 1)
    if not is_rough or one.judgement.slip is Slip.HEDGE:
        return None
    near = max(2 * _FAINT, reading.likeness(at, instead_of) - _CLEARLY if instead_of else 0)
    figures = reading.subject.figures
    judged = (Taken(judge(said, p, figures), p) for p in reading.subject.printed.values() if p.figure)
    ranked = [(reading.likeness(at, o.printed), o) for o in judged if not o.is_open and o.printed]
    likeness, best = max(ranked, key=lambda found: found[0], default=(0.0, None))
    return best if likeness >= near else None


def _name_of_a_quoted(reading: Reading, at: int, _: Taken, found: Places) -> Taken | None:
    """The name of an earlier period whose figure is rightly quoted behind it."""
    start = reading.mention(at).start
    quotations = (
        quoted(reading.sentence, other, found[place].printed, reading.subject.figures)
        for place, other in reading.mentions()
        if place != at and other.sort is Sort.NUMBER and found[place].is_open
    )
    return Taken(AGREES, None) if any(name is not None and start in name for name in quotations) else None


def _quoted(reading: Reading, at: int, one: Taken, _: Places) -> Taken | None:
    """An earlier period's figure, rightly quoted."""
    said, figures = reading.mention(at), reading.subject.figures
    is_quoted = said.sort is Sort.NUMBER and quoted(reading.sentence, said, one.printed, figures) is not None
    return Taken(AGREES, None) if is_quoted else None


def _writers_own(reading: Reading, at: int, one: Taken, _: Places) -> Taken | None:
    """A plan, a number of six months where quarters are told, or a sum of others: no figure, and no slip."""
    said, sentence, figures = reading.mention(at), reading.sentence, reading.subject.figures
    if one.printed is None or said.sort is not Sort.NUMBER:
        return None
    others = [*(m for _, m in reading.mentions() if m is not said), *(p.mention for p in reading.candidates())]
    is_own = (
        is_planned(sentence, said, reading.subject.sentences[one.printed.sentence])
        or is_of_other_period(sentence, said, figures)
        or is_summed(sentence, said, others, figures)
    )
    return Taken(UNSOURCED, None) if is_own else None


def _named(reading: Reading, at: int, one: Taken, _: Places) -> Taken | None:
    """The figure of that value that the sentence names, printed or not, unless two of its numbers may have been swapped."""
    if one.printed is not None and (CELLS in reading.sentence.text or _may_be_swapped(reading, at, one.printed)):
        return None
    found = unprinted(at, reading.sentence, reading.subject.figures, one.printed.figure if one.printed else None)
    if found is None:
        return None
    same = (printed for printed in reading.alike(at) if printed.figure is found.figure)
    return Taken(AGREES, next(same, found))


def _may_be_swapped(reading: Reading, at: int, printed: Printed) -> bool:
    """Whether the rendered sentences give the number, and this one the number that stands in its place there."""
    key = reading.sentence.tokens[at].key
    is_rendered = any(one.mention.key == key for one in reading.candidates())
    return is_rendered and printed.mention.key in reading.sentence.bag


def _reordered(reading: Reading, at: int, one: Taken, _: Places) -> Taken | None:
    """The quantity of that value beside whose words it stands, in another order; else it is noted that it is a neighbour's."""
    printed = one.printed
    if printed is None or one.judgement.slip not in _MISREAD:
        return None
    near = max(_LEAST_ALIKE, reading.shared_weight(at, printed) + 2 * _SLIGHTLY)
    if same := next((other for other in reading.alike(at) if reading.shared_weight(at, other) >= near), None):
        return Taken(AGREES, same)
    key = reading.sentence.tokens[at].key
    is_neighbours = any(other.mention.key == key and other is not printed for other in reading.candidates())
    return Taken(Judgement(Verdict.DIFFERS, Slip.SWAPPED), printed) if is_neighbours else None


def _misnamed(reading: Reading, at: int, one: Taken) -> Taken | None:
    """Another quantity of the rendered sentences whose very words stand beside a number that agrees with its own place.

    ``410 thủ tục cấp tỉnh`` where it was ``1.566 thủ tục cấp tỉnh, 410 thủ tục cấp xã``: the words were swapped, not the numbers.
    """
    said = reading.mention(at)
    if one.printed not in reading.candidates() or said.sort is not Sort.NUMBER or CELLS in reading.sentence.text:
        return None
    counted, sentences = behind(reading.sentence, at), reading.subject.sentences
    same = [p for p in reading.candidates() if p.figure and behind(sentences[p.sentence], p.token) == counted]
    if len(counted) < _TELLING_WORDS or not same or any(p.mention.key == said.key for p in same):
        return None
    return Taken(Judgement(Verdict.DIFFERS, Slip.SWAPPED), same[0])


_LOOKS: tuple[Look, ...] = (
    _elsewhere,
    _left_out,
    _restated,
    _name_of_a_quoted,
    _quoted,
    _writers_own,
    _named,
    _reordered,
)
