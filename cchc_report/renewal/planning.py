"""All numbers of a document, sentence by sentence."""

from collections.abc import Sequence

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
    held = {place(one): one for one in found if isinstance(one, Doubt) and one.is_of_sentence}
    renewals = tuple(one for one in found if isinstance(one, Renewal) and place(one) not in held)
    doubts = [
        _held(one, held[place(one)], audit) if isinstance(one, Renewal) else one for one in found if one not in renewals
    ]
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
    rendered = audit.subject.sentences[one.printed.sentence].text
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


def _held(one: Renewal, why: Doubt, audit: Audit) -> Doubt:
    """A number that waits for its sentence to be written anew."""
    rendered = audit.subject.sentences[one.printed.sentence].text
    reason = f"nay là «{one.after}»; chưa thay vì {why.reason[0].lower()}{why.reason[1:]}"
    return Doubt(one.passage, one.start, one.end, one.before, one.sentence, one.offset, reason, rendered)
