"""Type, subject and addressees."""

import re
from collections.abc import Iterator, Sequence

from cchc_report.layout.findings import Flaw, Verdict, absent, at, judged, missing, unknown
from cchc_report.layout.looks import look_flaws
from cchc_report.layout.parts import Official
from cchc_report.layout.pieces import Piece, middle, one_spelling
from cchc_report.layout.strokes import has_riddles, underline, underline_flaws
from cchc_report.nd30 import Rule
from cchc_report.opc import TWIPS_IN_MILLIMETRE

_SLACK = 5 * TWIPS_IN_MILLIMETRE
_NEED_ADDRESSEES = {"TTr"}
"""Types that always name their addressees; reports do when they go up, which cannot be seen."""


def type_name(official: Official, rule: Rule) -> Verdict:
    """The type in capitals over the whole width."""
    piece = official.title.type_name
    if piece is None and official.head.letter_subject:
        return absent(rule, "tên loại, vì là công văn")
    if piece is None:
        return missing(rule, "tên loại văn bản")
    return judged(rule, [*look_flaws(piece, rule), *_in_the_middle(official, piece)])


def subject(official: Official, rule: Rule) -> Verdict:
    """The lines under the type."""
    if official.title.type_name is None:
        return _without_type(official, rule)
    lines = official.title.subject
    if not lines:
        return missing(rule, "trích yếu nội dung")
    return judged(rule, (flaw for piece in lines for flaw in look_flaws(piece, rule)))


def line_under_subject(official: Official, rule: Rule) -> Verdict:
    """The line under the subject, a third to a half as long."""
    title = official.title
    if title.type_name is None:
        return _without_type(official, rule)
    if not title.subject:
        return unknown(rule, "không thấy trích yếu nội dung")
    remarks = [piece for piece in title.pieces if piece.text.startswith("(") and piece not in title.subject]
    for text in (title.subject, (*title.subject, *remarks)):
        found = underline(text, title.pieces)
        if found is not None:
            return judged(rule, underline_flaws(found, text, rule.measures["dai"]))
    if has_riddles(title.pieces):
        return unknown(rule, "có hình vẽ dưới trích yếu, không rõ có phải là đường kẻ không")
    return judged(rule, [Flaw("không có đường kẻ dưới trích yếu", at(title.subject[-1]))])


def letter_subject(official: Official, rule: Rule) -> Verdict:
    """«V/v …» under the number of an official letter."""
    lines = official.head.letter_subject
    if not lines:
        return absent(rule, "trích yếu «V/v», vì không phải là công văn")
    return judged(rule, (flaw for piece in lines for flaw in look_flaws(piece, rule)))


def addressees(official: Official, rule: Rule) -> Verdict:
    """«Kính gửi:» with one addressee on its line, or a list."""
    lines = official.title.addressees
    needed = official.title.short in _NEED_ADDRESSEES or bool(official.head.letter_subject)
    if not lines:
        return missing(rule, "«Kính gửi:»") if needed else absent(rule, "«Kính gửi»")
    flaws = [flaw for piece in lines for flaw in look_flaws(piece, rule)]
    flaws += [Flaw(text, at(piece)) for piece, text in _addressee_flaws(lines, rule)]
    rest = lines[0].text.partition(":")[2].strip(" .…_")
    return judged(rule, flaws, "" if rest or len(lines) > 1 else "nơi được gửi chưa ghi, còn để trống")


def _without_type(official: Official, rule: Rule) -> Verdict:
    if official.head.letter_subject:
        return absent(rule, "tên loại, vì là công văn")
    return unknown(rule, "không thấy tên loại văn bản")


def _in_the_middle(official: Official, piece: Piece) -> Iterator[Flaw]:
    stand = piece.paragraph.stand
    if piece.centre is not None and abs(piece.centre - middle(official.file.sections[stand.section])) > _SLACK:
        yield Flaw("không ở giữa trang", at(piece))


def _addressee_flaws(lines: Sequence[Piece], rule: Rule) -> Iterator[tuple[Piece, str]]:
    first, *others = lines
    if not one_spelling(first.text).startswith(rule.text):
        yield first, f"không bắt đầu bằng «{rule.text}»"
    if not others:
        return
    named = first.text.partition(":")[2].strip()
    items = [*([first] if named else []), *others]
    texts = [(piece, named if piece is first else piece.text) for piece in items]
    for piece, text in texts:
        if not re.match(r"- \S", text):
            yield piece, "đầu dòng không có gạch đầu dòng"
        last = piece is items[-1]
        if not text.endswith("." if last else ";"):
            yield piece, "dòng cuối không kết thúc bằng dấu chấm" if last else "cuối dòng không có dấu chấm phẩy"
