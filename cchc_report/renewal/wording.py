"""Sentences beside the rendered ones: whether their words are equal, and whether they tell the same of a number."""

import re

from cchc_report.audit import Audit, Finding, Printed, Subject
from cchc_report.audit.mentions import Mention, Sort, Token, tokens
from cchc_report.audit.subject import CELLS
from cchc_report.audit.wording import Telling, compares, telling, tellings

_UNCHANGED = re.compile(r"(?<!\w)(?:không đổi|giữ nguyên)(?!\w)", re.IGNORECASE)
"""No number stands behind these words that could tell that they are wrong now."""
_ALL_PARTS = re.compile(r"(?<!\w)gồm(?!\w)|\((?=[0-9])", re.IGNORECASE)
_SOME_PARTS = re.compile(r"(?<!\w)trong đó(?!\w)|\(có (?=[0-9])", re.IGNORECASE)


def counterpart(finding: Finding, subject: Subject) -> Printed | None:
    """What stands in the number's place in the one rendered sentence whose words are all the same; None where there is none."""
    found = tokens_of(finding.sentence)
    shape = _shape(found)
    length = len(found)
    alike = [
        number
        for number, sentence in enumerate(subject.sentences)
        if len(sentence.tokens) == length and _shape(sentence.tokens) == shape
    ]
    at = next(at for at, token in enumerate(found) if token.start == finding.mention.start)
    return subject.printed.get((alike[0], at)) if len(alike) == 1 else None


def tokens_of(sentence: str) -> tuple[Token, ...]:
    """Its words and quantities."""
    return tokens(sentence, is_row=CELLS in sentence)


def unlike(said: Mention, printed: Mention) -> str:
    """Why the one cannot stand in the place of the other; empty where it can."""
    if said.spelled or said.hedge is not printed.hedge:
        return "số viết bằng chữ, hoặc từ làm tròn («hơn», «gần») phải viết khác"
    if said.sort is not printed.sort or (said.unit, said.scale) != (printed.unit, printed.scale):
        return "đơn vị hoặc cách ghi trong văn bản khác với số liệu"
    return ""


def must_be_reworded(finding: Finding, printed: Printed, subject: Subject) -> str:
    """Why the sentence cannot keep its words with the new number; empty where it can."""
    rendered = subject.around(printed)
    is_in_cells = CELLS in finding.sentence and CELLS in rendered
    if not is_in_cells and (_is_zero(finding.mention) or _is_zero(printed.mention)):
        return "số bằng không, câu chữ phải viết khác"
    if len(_UNCHANGED.findall(finding.sentence)) != len(_UNCHANGED.findall(rendered)):
        return "có số không đổi nay thay đổi, hoặc ngược lại, câu chữ phải viết khác"
    if not _tells_alike(finding, printed, subject):
        return "số thay đổi làm câu chữ phải viết khác"
    if _claims_a_sum(finding.sentence, rendered):
        return "các số sau «gồm» không còn cộng lại bằng số trước đó, phải viết «trong đó có»"
    return ""


def is_told_otherwise(finding: Finding, printed: Printed, audit: Audit) -> bool:
    """Whether a comparison that the rendered sentence makes is made in the writer's own words, which nothing can check.

    ``vượt mục tiêu`` may have become ``hoàn thành mục tiêu``, of a number that misses it now. The sentence may have been
    split, and a comparison may have been left out.
    """
    pieces = {
        one.sentence for one in audit.findings if one.printed is not None and one.printed.sentence == printed.sentence
    } | {finding.sentence}
    told = frozenset[Telling]().union(*map(tellings, pieces))
    return not tellings(audit.subject.around(printed)) <= told and any(map(compares, pieces))


def _claims_a_sum(text: str, rendered: str) -> bool:
    """Whether the text gives as all the parts what the rendered sentence gives as some of them."""
    claims_more = len(_ALL_PARTS.findall(text)) > len(_ALL_PARTS.findall(rendered))
    return claims_more and len(_SOME_PARTS.findall(rendered)) > len(_SOME_PARTS.findall(text))


def _tells_alike(finding: Finding, printed: Printed, subject: Subject) -> bool:
    """Whether the words before both numbers tell the same rise or fall, and of the same size."""
    rendered = subject.around(printed)
    bands = subject.figures.catalogue.bands.values()
    phrases = tuple({phrase for found in bands for band in found for phrase in (band.rise, band.fall)})
    said = telling(finding.sentence, finding.mention.start, phrases)
    return said == telling(rendered, printed.mention.start, phrases)


def _shape(found: tuple[Token, ...]) -> list[str | Sort]:
    """The words, and what sort of quantity stands between them."""
    return [token.sort if isinstance(token, Mention) else token.key for token in found]


def _is_zero(mention: Mention) -> bool:
    return mention.sort is Sort.NUMBER and mention.value == 0
