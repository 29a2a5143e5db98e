"""Annexes: label, title, the line that ties them to the document, page numbers."""

import re
from collections.abc import Iterator

from cchc_report.layout.ending import Annex, last_words
from cchc_report.layout.findings import Flaw, Verdict, absent, at, judged
from cchc_report.layout.looks import look_flaws
from cchc_report.layout.parts import Official, mentions
from cchc_report.nd30 import Rule
from cchc_report.vietnamese.numbers import roman
from cchc_report.wordfile import Section

_NAME = "phụ lục"
_REFERENCE = re.compile(r"\(Kèm theo .*\bsố\b.*/.*\bngày\b.*\btháng\b.*\bnăm\b.*\bcủa\b.*\)", re.DOTALL)


def label(official: Official, rule: Rule) -> Verdict:
    """«Phụ lục», with a Roman number where there are several."""
    if not official.annexes:
        return absent(rule, _NAME)
    flaws = [flaw for annex in official.annexes for flaw in look_flaws(annex.label, rule)]
    return judged(rule, [*flaws, *_label_flaws(official.annexes, rule)])


def title(official: Official, rule: Rule) -> Verdict:
    """The title under the label."""
    if not official.annexes:
        return absent(rule, _NAME)
    flaws = [Flaw("phụ lục không có tiêu đề", at(annex.label)) for annex in official.annexes if not annex.title]
    flaws += [flaw for annex in official.annexes for piece in annex.title for flaw in look_flaws(piece, rule)]
    return judged(rule, flaws)


def reference(official: Official, rule: Rule) -> Verdict:
    """«(Kèm theo …)»; its blanks are filled in on paper only."""
    if not official.annexes:
        return absent(rule, _NAME)
    return judged(rule, (flaw for annex in official.annexes for flaw in _reference_flaws(annex, rule)))


def mention(official: Official, rule: Rule) -> Verdict:
    """The text refers to its annexes."""
    if not official.annexes:
        return absent(rule, _NAME)
    if mentions(official.body, "phu luc", "kem theo"):
        return judged(rule, ())
    return judged(rule, [Flaw("trong văn bản không có chỗ nào dẫn đến phụ lục", at(official.annexes[0].label))])


def page_numbers(official: Official, rule: Rule) -> Verdict:
    """Each annex is a section of its own whose pages are counted from 1."""
    if not official.annexes:
        return absent(rule, _NAME)
    return judged(rule, (flaw for annex in official.annexes for flaw in _number_flaws(official, annex)))


def _label_flaws(annexes: tuple[Annex, ...], rule: Rule) -> Iterator[Flaw]:
    for place, annex in enumerate(annexes, 1):
        number, spot = roman(place), at(annex.label)
        if annex.label.text.removesuffix(annex.number).strip() != rule.text:
            yield Flaw(f"ghi «{annex.label.text}», không phải «{rule.text}» trên một dòng riêng", spot)
        elif len(annexes) > 1 and annex.number != number:
            yield Flaw(f"phụ lục không ghi số {number}", spot)
        elif annex.number and annex.number != number:
            yield Flaw(f"số «{annex.number}» không phải là {number}", spot)


def _reference_flaws(annex: Annex, rule: Rule) -> Iterator[Flaw]:
    line = annex.reference
    if line is None:
        yield Flaw("phụ lục không có dòng «(Kèm theo …)»", at(annex.label))
        return
    yield from look_flaws(line, rule)
    following = " ".join(piece.text for piece in annex.rest[:2])
    if not (_REFERENCE.fullmatch(line.text) or _REFERENCE.match(f"{line.text} {following}")):
        yield Flaw("không ghi đủ «(Kèm theo … số …/… ngày … tháng … năm … của …)»", at(line))


def _number_flaws(official: Official, annex: Annex) -> Iterator[Flaw]:
    paragraph = annex.label.paragraph
    index = paragraph.stand.section
    before = last_words(official.file.paragraphs[: paragraph.number - 1])
    if before is not None and before.stand.section == index:
        yield Flaw(
            "phụ lục không bắt đầu ở một phần (section) mới, nên số trang đếm tiếp theo văn bản", at(annex.label)
        )
    elif not _counts_anew(official.file.sections[index]):
        yield Flaw("số trang của phụ lục không đánh lại từ 1", at(annex.label))


def _counts_anew(section: Section) -> bool:
    return section.first_number == 1
