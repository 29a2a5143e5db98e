"""Which numbers of an edited document are to be renewed after the metrics changed, and which a person must look at.

A number is renewed only where it is certain which figure it is: where the bookmark that the tool put around it and the
words around it agree, and it still reads as the tool printed it; or, without a bookmark, where its whole sentence is
word for word the rendered one. Everything else is listed, with the reason.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from cchc_report.audit import Audit, Finding, Printed, Subject, Verdict
from cchc_report.audit.mentions import Mention, Sort, Word, tokens
from cchc_report.audit.wording import telling
from cchc_report.manuscript import Listed, Mark


@dataclass(frozen=True, slots=True)
class Renewal:
    """A number that is replaced; the letters from start to end of the passage, without its unit."""

    passage: int
    start: int
    end: int
    before: str
    after: str
    sentence: str
    printed: Printed
    bookmark: str
    """Empty where there is none around it."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A number that does not agree, or may not, and is left as it is."""

    passage: int
    start: int
    end: int
    text: str
    sentence: str
    reason: str
    rendered: str
    """The sentence as it is rendered now; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done with a document."""

    renewals: tuple[Renewal, ...]
    doubts: tuple[Doubt, ...]


def plan(audit: Audit) -> Plan:
    """Sort the numbers of a document by what is to be done with them; those that agree need nothing."""
    listed = {one.bookmark: one for one in audit.manuscript.origin.listed}
    found = [decision for finding in audit.findings if (decision := _decided(finding, audit, listed)) is not None]
    renewals = tuple(one for one in found if isinstance(one, Renewal))
    contrary = (
        Doubt(
            one.passage,
            one.start,
            one.end,
            one.word,
            one.sentence,
            "câu chữ trái với số liệu",
            audit.subject.sentences[one.printed.sentence].text,
        )
        for one in audit.conflicts
    )
    return Plan(renewals, (*(one for one in found if isinstance(one, Doubt)), *contrary))


def _decided(finding: Finding, audit: Audit, listed: Mapping[str, Listed]) -> Renewal | Doubt | None:
    mark = _mark(finding, audit)
    known = listed.get(mark.name) if mark else None
    if finding.verdict in {Verdict.AGREES, Verdict.ROUNDED}:
        return _moved(finding, audit, known)
    if finding.verdict is Verdict.UNSOURCED or finding.printed is None:
        return _lost(finding, audit, known)
    reason = _why_not(finding, audit, known)
    if reason:
        return _doubt(finding, audit, reason)
    start = finding.start
    mention, printed = finding.mention, finding.printed
    end = start + len(mention.text)
    name = mark.name if mark and known else ""
    return Renewal(finding.passage, start, end, mention.text, printed.mention.text, finding.sentence, printed, name)


def _why_not(finding: Finding, audit: Audit, known: Listed | None) -> str:
    """Why a number that does not agree is not simply replaced; empty where it is."""
    printed = finding.printed
    assert printed is not None  # noqa: S101 - the caller looked
    if printed.figure is None:
        return "đây là chữ của mẫu, không phải số liệu"
    return (
        _unlike(finding.mention, printed.mention)
        or _uncertain(finding, printed, audit, known)
        or ("" if _tells_alike(finding, printed, audit.subject) else "số thay đổi làm câu chữ phải viết khác")
    )


def _unlike(said: Mention, printed: Mention) -> str:
    """Why the one cannot stand in the place of the other."""
    if said.spelled or said.hedge is not printed.hedge:
        return "số viết bằng chữ, hoặc làm tròn bằng lời"
    if said.sort is not printed.sort or (said.unit, said.scale) != (printed.unit, printed.scale):
        return "đơn vị hoặc cách ghi trong văn bản khác với số liệu"
    if _is_zero(said) or _is_zero(printed):
        return "số bằng không, câu chữ phải viết khác"
    return ""


def _uncertain(finding: Finding, printed: Printed, audit: Audit, known: Listed | None) -> str:
    """Why it is not certain which figure it is, or that a person did not mean what stands there."""
    assert printed.figure is not None  # noqa: S101 - the caller looked
    said, meant = finding.mention.text, printed.figure.indicator.id
    if known is not None and known.indicator != meant:
        return f"dấu trang trong tệp chỉ «{known.indicator}», câu văn lại nói về «{meant}»"
    if known is not None and said not in _numbers(known.text):
        return f"số này đã được sửa tay: phần mềm ghi {_plain(known.text)}"
    if known is None and not _is_word_for_word(finding, printed, audit.subject):
        return "không có dấu trang, và câu đã được sửa nên chưa chắc là số nào"
    if known is None and not _was_ours(finding, audit):
        return f"số này đã được sửa tay: phần mềm chưa từng ghi {said} cho chỉ tiêu này"
    return ""


def _moved(finding: Finding, audit: Audit, known: Listed | None) -> Doubt | None:
    """A number that agrees with one figure, while its bookmark is another's, whose value changed: chance, perhaps."""
    printed, said = finding.printed, finding.mention.text
    if known is None or printed is None or printed.figure is None or printed.figure.indicator.id == known.indicator:
        return None
    now = _numbers_now(known.indicator, audit.subject)
    if not now or said in now or said not in _numbers(known.text):
        return None
    return _doubt(finding, audit, f"dấu trang trong tệp chỉ «{known.indicator}», nay là {_either(now)}")


def _lost(finding: Finding, audit: Audit, known: Listed | None) -> Doubt | None:
    """A number of the tool's whose sentence is not rendered any more, or was rewritten beyond recognition."""
    if known is None:
        return None
    now = _numbers_now(known.indicator, audit.subject)
    if finding.mention.text in now:
        return None
    after = f"nay là {_either(now)}" if now else "bản dựng mới không còn số này"
    return _doubt(finding, audit, f"câu đã được viết lại; dấu trang trong tệp chỉ «{known.indicator}», {after}")


def _either(numbers: set[str]) -> str:
    return " hoặc ".join(sorted(numbers))


def _doubt(finding: Finding, audit: Audit, reason: str) -> Doubt:
    printed = finding.printed
    rendered = audit.subject.sentences[printed.sentence].text if printed and printed.sentence >= 0 else ""
    text = finding.mention.at(finding.sentence)
    return Doubt(finding.passage, finding.start, finding.end, text, finding.sentence, reason, rendered)


def _mark(finding: Finding, audit: Audit) -> Mark | None:
    """The tool's bookmark around a number."""
    marks = audit.manuscript.passages[finding.passage].marks
    digits_end = finding.start + len(finding.mention.text)
    return next((mark for mark in marks if mark.start < digits_end and finding.start < mark.end), None)


def _numbers(text: str) -> set[str]:
    """The numbers, dates and the like of a printed figure, without their units."""
    return {token.text for token in tokens(_plain(text)) if isinstance(token, Mention)}


def _numbers_now(indicator: str, subject: Subject) -> set[str]:
    """Those of an indicator, as the tool prints them now."""
    printed = subject.printed.values()
    return {one.mention.text for one in printed if one.figure is not None and one.figure.indicator.id == indicator}


def _plain(text: str) -> str:
    return re.sub(r"\s", " ", text)


def _is_zero(mention: Mention) -> bool:
    return mention.sort is Sort.NUMBER and mention.value == 0


def _is_word_for_word(finding: Finding, printed: Printed, subject: Subject) -> bool:
    """Whether all words of the sentence are those of the rendered one, and of no other."""
    words = _words(finding.sentence)
    alike = [number for number, sentence in enumerate(subject.sentences) if _words(sentence.text) == words]
    return alike == [printed.sentence]


def _words(text: str) -> list[str]:
    return [token.key for token in tokens(text) if isinstance(token, Word)]


def _was_ours(finding: Finding, audit: Audit) -> bool:
    """Whether the tool printed that number for that figure, where the file still knows what the tool printed."""
    listed, printed = audit.manuscript.origin.listed, finding.printed
    own = [one for one in listed if printed and printed.figure and one.indicator == printed.figure.indicator.id]
    return not listed or any(finding.mention.text in _numbers(one.text) for one in own)


def _tells_alike(finding: Finding, printed: Printed, subject: Subject) -> bool:
    """Whether the words before both numbers tell the same rise or fall, and of the same size."""
    rendered = subject.sentences[printed.sentence].text
    bands = subject.figures.catalogue.bands.values()
    phrases = tuple({phrase for found in bands for band in found for phrase in (band.rise, band.fall)})
    return telling(finding.sentence, finding.mention.start, phrases) == telling(
        rendered, printed.mention.start, phrases
    )
