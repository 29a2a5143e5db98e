"""The country's name and motto, the agencies, number and symbol, place and date."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from cchc_report.layout.findings import Flaw, Verdict, absent, at, judged, missing, unknown
from cchc_report.layout.looks import letter_flaws, look_flaws, written
from cchc_report.layout.parts import Official
from cchc_report.layout.pieces import Piece, middle, one_spelling
from cchc_report.layout.strokes import has_riddles, underline, underline_flaws
from cchc_report.layout.wording import TYPES
from cchc_report.nd30 import Rule
from cchc_report.opc import TWIPS_IN_MILLIMETRE

_SLACK = 5 * TWIPS_IN_MILLIMETRE
_BLANKS = " ._…-–"
"""What stands where a number is written in by hand."""
_GROUP = re.compile(r"[A-ZĐ0-9]+|TTr|CTr|QyĐ|QyC")
_SINGLE = (0.95, 1.05)
"""Single line spacing, in lines."""
_MOST_GAP = 60
"""Twips between the country's name and the motto that nobody sees."""
_LEAP_YEAR = 2024
"""Stands for a year that is still to be written in."""


def nation(official: Official, rule: Rule) -> Verdict:
    """Quốc hiệu: spelling, look, on one line at the right."""
    piece = official.head.nation
    if piece is None:
        return missing(rule, "Quốc hiệu")
    return judged(
        rule, [*_spelling(piece, rule), *look_flaws(piece, rule), *_one_line(piece), *_on_side(official, piece)]
    )


def motto(official: Official, rule: Rule) -> Verdict:
    """Tiêu ngữ: spelling, look, right under the country's name."""
    piece = official.head.motto
    if piece is None:
        return missing(rule, "tiêu ngữ")
    above = official.head.nation
    flaws = [*_spelling(piece, rule), *look_flaws(piece, rule), *_one_line(piece)]
    if above is not None and not _stands_under(official.head.pieces, piece, above):
        flaws.append(Flaw("không ở ngay dưới Quốc hiệu", at(piece)))
    return judged(rule, flaws)


def line_under_motto(official: Official, rule: Rule) -> Verdict:
    """The line under the motto, as long as the motto."""
    piece = official.head.motto
    return _line_under(official, rule, (piece,) if piece is not None else (), "tiêu ngữ")


def gap_under_nation(official: Official, rule: Rule) -> Verdict:
    """The motto follows the country's name at the distance of a single line."""
    above, below = official.head.nation, official.head.motto
    if above is None or below is None:
        return unknown(rule, "không thấy đủ Quốc hiệu và tiêu ngữ")
    if not _stands_under(official.head.pieces, below, above):
        return unknown(rule, "tiêu ngữ không ở ngay dưới Quốc hiệu")
    return judged(rule, _gap_flaws(above, below))


def superior(official: Official, rule: Rule) -> Verdict:
    """The name of the agency above, where there is one."""
    lines = official.head.superior
    if not lines:
        return absent(rule, "tên cơ quan chủ quản")
    flaws = [flaw for piece in lines for flaw in (*look_flaws(piece, rule), *_on_side(official, piece, left=True))]
    return judged(rule, flaws)


def issuer(official: Official, rule: Rule) -> Verdict:
    """The name of the issuing agency, under that of the agency above."""
    lines, above = official.head.issuer, official.head.superior
    if not lines:
        return missing(rule, "tên cơ quan ban hành văn bản")
    flaws = [flaw for piece in lines for flaw in (*look_flaws(piece, rule), *_on_side(official, piece, left=True))]
    if above and not _stands_under(official.head.pieces, lines[0], above[-1]):
        flaws.append(Flaw("không ở ngay dưới tên cơ quan chủ quản", at(lines[0])))
    return judged(rule, flaws)


def line_under_issuer(official: Official, rule: Rule) -> Verdict:
    """The line under the issuing agency's name, a third to a half as long."""
    return _line_under(official, rule, official.head.issuer, "tên cơ quan ban hành")


def number(official: Official, rule: Rule) -> Verdict:
    """«Số:» and the number."""
    piece = official.head.number
    if piece is None:
        return missing(rule, "dòng «Số: …/…»")
    before, slash, _ = piece.text.partition("/")
    word, colon, given = _number_parts(before)
    given = given if slash else given.partition(" ")[0]
    flaws = [
        *(Flaw(text, at(piece)) for text in _number_flaws(word, colon, given)),
        *look_flaws(_up_to_slash(piece), rule),
    ]
    above = official.head.issuer
    if above and not _is_under(piece, above[-1]):
        flaws.append(Flaw("không ở dưới tên cơ quan ban hành", at(piece)))
    return judged(rule, flaws, "" if given else "số chưa ghi, còn để trống")


def symbol(official: Official, rule: Rule) -> Verdict:
    """What follows the number: groups of capitals."""
    piece = official.head.number
    if piece is None:
        return unknown(rule, "không thấy dòng «Số: …/…»")
    before, slash, after = piece.text.partition("/")
    flaws = [Flaw(text, at(piece)) for text in _symbol_flaws(before, slash, after, official.title.short)]
    letters = "".join(run.text for run in piece.runs)
    flaws += [Flaw(f"ký hiệu: {text}", at(piece)) for text in letter_flaws(piece.cut(letters.find("/") + 1), rule)]
    return judged(rule, flaws, "" if after.strip(_BLANKS) else "ký hiệu chưa ghi, còn để trống")


def place_and_date(official: Official, rule: Rule) -> Verdict:
    """Where and when, on the line of the number."""
    piece = official.head.date
    if piece is None:
        return missing(rule, "địa danh và thời gian ban hành")
    flaws = [*(Flaw(text, at(piece)) for text in _place_flaws(piece.text)), *look_flaws(piece, rule)]
    flaws += _on_side(official, piece)
    beside = official.head.number
    if beside is not None and not _on_one_line(piece, beside):
        flaws.append(Flaw("không cùng một dòng với số, ký hiệu", at(piece)))
    return judged(rule, flaws, "" if _place_of(piece.text) else "địa danh chưa ghi, còn để trống")


def date_form(official: Official, rule: Rule) -> Verdict:
    """The date written out, with zeros where they belong."""
    piece = official.head.date
    if piece is None:
        return unknown(rule, "không thấy địa danh và thời gian ban hành")
    found = re.search(r"\bngày(.*?)\btháng(.*?)\bnăm(.*)", piece.text, re.IGNORECASE)
    if not found:
        return judged(rule, [Flaw("ngày ban hành không viết đủ «ngày … tháng … năm …»", at(piece))])
    day, month, year = (part.strip(_BLANKS) for part in found.groups())
    unsure = "" if day and month and year else "ngày ban hành chưa ghi đủ, còn để trống"
    return judged(rule, (Flaw(text, at(piece)) for text in _date_flaws(day, month, year)), unsure)


def _spelling(piece: Piece, rule: Rule) -> Iterator[Flaw]:
    if one_spelling(piece.text) != one_spelling(rule.text):
        yield Flaw(f"ghi «{piece.text}», không phải «{rule.text}»", at(piece))


def _one_line(piece: Piece) -> Iterator[Flaw]:
    room = piece.room
    if room is not None and piece.width > room + 1:
        yield Flaw(f"dòng chữ dài {written(piece.width)} mm, chỗ rộng {written(room)} mm nên bị ngắt dòng", at(piece))


def _on_side(official: Official, piece: Piece, *, left: bool = False) -> Iterator[Flaw]:
    if piece.centre is None:
        return
    beside = piece.centre - middle(official.file.sections[piece.paragraph.stand.section])
    if left and beside >= 0:
        yield Flaw("không ở bên trái trang", at(piece))
    if not left and beside <= 0:
        yield Flaw("không ở bên phải trang", at(piece))


def _is_under(lower: Piece, upper: Piece) -> bool:
    """Whether two pieces stand in one column of the page; what cannot be known is taken for good."""
    if lower.place == upper.place or lower.centre is None or upper.centre is None:
        return True
    return abs(lower.centre - upper.centre) <= _SLACK


def _stands_under(pieces: Sequence[Piece], lower: Piece, upper: Piece) -> bool:
    """Whether a piece follows another in its column with no letters between."""
    start, end = pieces.index(upper), pieces.index(lower)
    between = [piece for piece in pieces[start + 1 : end] if piece.text and piece.place == upper.place]
    return start < end and not between and _is_under(lower, upper)


def _line_under(official: Official, rule: Rule, text: Sequence[Piece], name: str) -> Verdict:
    if not text:
        return unknown(rule, f"không thấy {name}")
    around = official.head.pieces
    found = underline(text, around)
    if found is not None:
        unsure = "" if found.length is not None else "không đo được đường kẻ"
        return judged(rule, underline_flaws(found, text, rule.measures["dai"]), unsure)
    if has_riddles(around):
        return unknown(rule, "có hình vẽ ở đầu văn bản, không rõ có phải là đường kẻ không")
    return judged(rule, [Flaw(f"không có đường kẻ dưới {name}", at(text[-1]))])


def _gap_flaws(above: Piece, below: Piece) -> Iterator[Flaw]:
    for piece in (above, below):
        size = max((run.look.size for run in piece.runs), default=0)
        lines = piece.paragraph.shape.line.multiple(size)
        if not _SINGLE[0] <= lines <= _SINGLE[1]:
            yield Flaw(f"giãn dòng {lines:.2f} lần dòng đơn".replace(".", ","), at(piece))
    gap = above.paragraph.shape.after + below.paragraph.shape.before
    if above.paragraph is not below.paragraph and gap > _MOST_GAP:
        yield Flaw(f"hai dòng cách nhau thêm {written(gap / 20)} pt", at(below))


def _number_parts(text: str) -> tuple[str, str, str]:
    """The word, the colon and the number of ``Số: 05``."""
    found = re.match(r"(\w*) ?(:?)(.*)", text)
    assert found is not None  # noqa: S101 - every part of the pattern may be empty
    return found[1], found[2], found[3].strip(_BLANKS)


def _number_flaws(word: str, colon: str, given: str) -> Iterator[str]:
    if word != "Số":
        yield f"ghi «{word}», không phải «Số»"
    if not colon:
        yield "sau chữ «Số» không có dấu hai chấm"
    if given and not (given.isascii() and given.isdigit()):
        yield f"«{given}» không phải là số Ả Rập"
    elif given and len(given) == 1:
        yield f"số {given} nhỏ hơn 10 mà không có số 0 phía trước"


def _up_to_slash(piece: Piece) -> Piece:
    """The piece without the symbol."""
    letters = "".join(run.text for run in piece.runs)
    runs = piece.cut(0, letters.find("/") if "/" in letters else None)
    return replace(piece, runs=runs)


def _symbol_flaws(before: str, slash: str, after: str, short: str) -> Iterator[str]:
    if not slash:
        yield "không có dấu gạch chéo giữa số và ký hiệu"
        return
    given = after.strip(_BLANKS)
    if not given:
        return
    if " " in given or after.startswith(" ") or (before.endswith(" ") and _number_parts(before)[2]):
        yield f"ký hiệu «{after.strip()}» có dấu cách"
    groups = [group.strip() for group in given.split("-")]
    wrong = [group for group in groups if not _GROUP.fullmatch(group.replace(" ", ""))]
    if wrong:
        yield f"ký hiệu có «{wrong[0]}», không phải chữ in hoa nối bằng dấu gạch nối"
    elif short and groups[0] in TYPES.values() and groups[0] != short:
        yield f"ký hiệu có «{groups[0]}», không phải «{short}» như tên loại văn bản"


def _place_of(text: str) -> str:
    """What stands before the date, without the comma."""
    return re.split(r"\bngày\b", text, maxsplit=1, flags=re.IGNORECASE)[0].rstrip(" ,").strip(_BLANKS)


def _place_flaws(text: str) -> Iterator[str]:
    place, *rest = re.split(r"\bngày\b", text, maxsplit=1, flags=re.IGNORECASE)
    if not rest:
        return
    if _place_of(text) and not place.rstrip().endswith(","):
        yield "sau địa danh không có dấu phẩy"
    name = _place_of(text)
    if name and name[0] != name[0].upper():
        yield "địa danh không bắt đầu bằng chữ in hoa"
    if len(name) > len("Huế") and name == name.upper():
        yield "địa danh viết toàn chữ in hoa"
    if "ngày" not in text:
        yield "chữ «ngày» không viết thường"


def _on_one_line(piece: Piece, beside: Piece) -> bool:
    mine, other = piece.paragraph.stand, beside.paragraph.stand
    if mine.box is not None or other.box is not None or piece.paragraph is beside.paragraph:
        return True
    if mine.outer is None and other.outer is None:
        return False
    return mine.outer != other.outer or mine.table != other.table or mine.row == other.row


def _date_flaws(day: str, month: str, year: str) -> Iterator[str]:
    wrong = [part for part in (day, month, year) if part and not (part.isascii() and part.isdigit())]
    if wrong:
        yield f"«{wrong[0]}» không phải là số Ả Rập"
        return
    if day and len(day) < 2:  # noqa: PLR2004 - digits
        yield f"ngày {day} nhỏ hơn 10 mà không có số 0 phía trước"
    if month and len(month) < 2 and int(month) < 3:  # noqa: PLR2004 - digits, and the months with a zero
        yield f"tháng {month} không có số 0 phía trước"
    if month.startswith("0") and int(month) > 2:  # noqa: PLR2004 - the months with a zero
        yield f"tháng {month} thừa số 0; chỉ tháng 01, 02 có số 0"
    if year and len(year) != len("2024"):
        yield f"năm {year} không có bốn chữ số"
    elif not _exists(day or "1", month or "1", year or str(_LEAP_YEAR)):
        yield f"không có ngày {day} tháng {month} trong lịch"


def _exists(day: str, month: str, year: str) -> bool:
    try:
        return bool(date(int(year), int(month), int(day)))
    except (ValueError, OverflowError):
        return False
