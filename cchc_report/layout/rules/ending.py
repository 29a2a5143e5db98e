"""Who signs, and who gets the document."""

import re
from collections.abc import Iterator, Sequence

from cchc_report.layout.ending import has_dash
from cchc_report.layout.findings import Flaw, Verdict, at, judged, missing, unknown
from cchc_report.layout.looks import look_flaws
from cchc_report.layout.parts import Official
from cchc_report.layout.pieces import Piece, fold, middle, one_spelling
from cchc_report.layout.wording import COLLECTIVES, ON_BEHALF
from cchc_report.nd30 import Rule

_SLASHED = re.compile(r"(?:T/M|K/T|T/L|T/U/?Q)\b")
_ABBREVIATION = re.compile(r"(?:TM|KT|TL|TUQ|Q)\. ?\S")
_DEGREE = re.compile(
    r"(?:GS|PGS|TS|ThS|Th\.S|CN|KS|BS|DS|LS|NGND|NGƯT|NSND|NSƯT|Giáo sư|Phó Giáo sư|Tiến sĩ|Thạc sĩ|Cử nhân|Kỹ sư|Bác sĩ|Ông|Bà)[. ]"
)
_MAY_NAME_DEGREES = re.compile(r"TRƯỜNG|HỌC VIỆN|VIỆN|BỆNH VIỆN|Y TẾ|CÔNG AN|QUÂN|TRUNG TÂM|ĐẠI HỌC")
"""Agencies of education, science, health and the forces, whose signers may put degrees and ranks before their names."""


def authority(official: Official, rule: Rule) -> Verdict:
    """In what capacity somebody signs."""
    lines = official.ending.authority
    if not lines:
        return missing(rule, "quyền hạn, chức vụ của người ký")
    flaws = [flaw for piece in lines for flaw in look_flaws(piece, rule)]
    flaws += [Flaw(text, at(lines[0])) for text in _authority_flaws(lines)]
    return judged(rule, flaws)


def signer(official: Official, rule: Rule) -> Verdict:
    """Who signs; on a document still to be signed nobody does."""
    piece = official.ending.signer
    if piece is None:
        return unknown(rule, "chưa có họ và tên người ký")
    flaws = list(look_flaws(piece, rule))
    agency = " ".join(line.text.upper() for line in official.head.issuer)
    if _DEGREE.match(piece.text) and not _MAY_NAME_DEGREES.search(agency):
        flaws.append(Flaw("trước họ tên có học hàm, học vị hoặc danh xưng", at(piece)))
    return judged(rule, flaws)


def recipients_title(official: Official, rule: Rule) -> Verdict:
    """«Nơi nhận:» at the left, level with the authority."""
    piece = official.ending.recipients_title
    if piece is None:
        return missing(rule, "«Nơi nhận:»")
    flaws = list(look_flaws(piece, rule))
    if one_spelling(piece.text) != rule.text:
        flaws.append(Flaw(f"ghi «{piece.text}», không phải «{rule.text}»", at(piece)))
    return judged(rule, [*flaws, *_place_flaws(official, piece)])


def recipients(official: Official, rule: Rule) -> Verdict:
    """The list under «Nơi nhận:»."""
    ending = official.ending
    if not ending.recipients:
        if ending.recipients_title is None:
            return unknown(rule, "không thấy «Nơi nhận:»")
        return missing(rule, "các nơi nhận")
    items = _items(ending.recipients)
    flaws = [flaw for piece in ending.recipients for flaw in look_flaws(piece, rule)]
    flaws += [Flaw(text, at(pieces[0])) for pieces, text in _item_flaws(items)]
    first = fold(_text(items[0])).lstrip("-–+ ")
    if official.title.addressees and not first.startswith("nhu tren"):
        flaws.append(Flaw("có «Kính gửi» mà dòng đầu không phải «- Như trên;»", at(items[0][0])))
    return judged(rule, flaws)


def _authority_flaws(lines: Sequence[Piece]) -> Iterator[str]:
    first = lines[0].text
    for line in lines:
        if found := _SLASHED.match(line.text.upper()):
            yield f"«{found[0]}» viết có dấu gạch chéo; viết «{found[0].replace('/', '')}.»"
    if ON_BEHALF.match(first):
        if not _ABBREVIATION.match(first.upper()):
            yield f"«{first}» thiếu dấu chấm sau chữ viết tắt"
    elif COLLECTIVES.match(one_spelling(first).upper()):
        yield "ký thay mặt tập thể mà không ghi «TM.»"


def _place_flaws(official: Official, piece: Piece) -> Iterator[Flaw]:
    beside = official.ending.authority
    mine = piece.paragraph.stand
    if piece.centre is not None and piece.centre >= middle(official.file.sections[mine.section]):
        yield Flaw("không ở bên trái trang", at(piece))
    other = beside[0].paragraph.stand if beside else None
    if other is not None and mine.table is not None and other.table == mine.table and other.row != mine.row:
        yield Flaw("không ngang hàng với quyền hạn, chức vụ của người ký", at(piece))


def _items(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces by recipient: a line without a dash goes on with the one above, if that has not ended."""
    found: list[list[Piece]] = []
    for piece in pieces:
        if found and not has_dash(piece) and not _text(found[-1]).endswith((";", ".")):
            found[-1].append(piece)
        else:
            found.append([piece])
    return found


def _text(item: Sequence[Piece]) -> str:
    return " ".join(piece.text for piece in item)


def _item_flaws(items: Sequence[Sequence[Piece]]) -> Iterator[tuple[Sequence[Piece], str]]:
    for item in items[:-1]:
        yield from ((item, text) for text in _line_flaws(_text(item), ";", "dấu chấm phẩy"))
    last = items[-1]
    yield from ((last, text) for text in _line_flaws(_text(last), ".", "dấu chấm"))
    if not fold(_text(last)).lstrip("-–+ ").startswith("luu"):
        yield last, "dòng cuối không phải là «- Lưu: VT, …»"


def _line_flaws(text: str, end: str, name: str) -> Iterator[str]:
    if not re.match(r"- ?\S", text):
        yield "đầu dòng không có gạch đầu dòng"
    if not text.endswith(end):
        yield f"cuối dòng không có {name}"
