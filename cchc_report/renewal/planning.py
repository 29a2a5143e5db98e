"""All numbers of a document, sentence by sentence."""

from collections.abc import Collection, Mapping, Sequence

from cchc_report.audit import Audit, Conflict, Finding, Verdict
from cchc_report.audit.mentions import Sort
from cchc_report.renewal.bookmarks import Bookmarks
from cchc_report.renewal.deciding import decide, doubt, offset_of
from cchc_report.renewal.model import Doubt, Plan, Renewal

_Place = tuple[int, int]
"""Of a sentence: its passage, and where it begins there."""


def plan(audit: Audit) -> Plan:
    """Sort the numbers of a document by what is to be done with them; those that agree need nothing."""
    bookmarks = Bookmarks(audit)
    decided = [one for finding in audit.findings if (one := decide(finding, audit, bookmarks)) is not None]
    others = _of_other_periods(audit.findings, decided, audit)
    told = {(one.passage, one.start) for one in others}
    found = [one for one in decided if (one.passage, one.start) not in told]
    found += [*others, *(_contrary(one, audit) for one in audit.conflicts)]
    held = _held_sentences(found)
    kept = {place(one) for one in found if isinstance(one, Doubt)}
    waiting = {one: why for one in found if isinstance(one, Renewal) and (why := _why(one, held, kept))}
    renewals = tuple(one for one in found if isinstance(one, Renewal) and one not in waiting)
    doubts = [one for one in found if isinstance(one, Doubt)]
    doubts += [_waiting(one, why, audit) for one, why in waiting.items()]
    return Plan(renewals, tuple(sorted(doubts, key=lambda one: (one.passage, one.start))))


def place(one: Renewal | Doubt) -> _Place:
    """Which sentence it stands in."""
    return one.passage, one.offset


def _of_other_periods(findings: Sequence[Finding], found: Sequence[Renewal | Doubt], audit: Audit) -> list[Doubt]:
    """The sentences with numbers to renew that tell of another period than the rendered one: from another document, perhaps."""
    renewed = {(one.passage, one.start) for one in found if isinstance(one, Renewal)}
    sentences = {place(one) for one in found if isinstance(one, Renewal)}
    return [
        doubt(one, audit, "câu nói về kỳ khác với kỳ của số liệu", is_of_sentence=True)
        for one in findings
        if one.mention.sort is Sort.PERIOD
        and one.verdict is Verdict.DIFFERS
        and (one.passage, offset_of(one)) in sentences
        and not any(passage == one.passage and one.start <= start < one.end for passage, start in renewed)
    ]


def _contrary(one: Conflict, audit: Audit) -> Doubt:
    rendered = audit.subject.around(one.printed)
    return Doubt(
        one.passage,
        one.start,
        one.end,
        one.word,
        one.sentence,
        one.offset,
        "câu chữ trái với số liệu",
        rendered,
        is_of_sentence=True,
    )


def _held_sentences(found: Sequence[Renewal | Doubt]) -> dict[_Place, str]:
    """The sentences that must be written anew, and why."""
    return {place(one): one.reason for one in found if isinstance(one, Doubt) and one.is_of_sentence}


def _why(one: Renewal, held: Mapping[_Place, str], doubted: Collection[_Place]) -> str:
    """Why a number that could be renewed is not; empty where it is."""
    if place(one) in held:
        return held[place(one)]
    if not one.is_marked and place(one) in doubted:
        # Perhaps the whole sentence is out of another document, whose number is ours by chance.
        return "câu không có dấu trang và còn số khác chưa chắc"
    return ""


def _waiting(one: Renewal, why: str, audit: Audit) -> Doubt:
    """A number that waits for a person to look at its sentence."""
    rendered = audit.subject.around(one.printed)
    reason = f"nay là «{one.after}»; chưa thay vì {why}"
    return Doubt(one.passage, one.start, one.end, one.before, one.sentence, one.offset, reason, rendered)
