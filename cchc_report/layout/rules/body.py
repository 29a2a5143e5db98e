"""The running text: letters, alignment, indents, distances, headings and their order."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from cchc_report.layout.body import Kind, Passage
from cchc_report.layout.ending import last_words
from cchc_report.layout.findings import Flaw, Verdict, absent, at, judged, unknown
from cchc_report.layout.looks import decimal, letter_flaws, look_flaws, written
from cchc_report.layout.parts import Official
from cchc_report.nd30 import Align, Rule
from cchc_report.opc import TWIPS_IN_MILLIMETRE
from cchc_report.typeface import width
from cchc_report.vietnamese.wording import POINTS
from cchc_report.wordfile import Paragraph

_ROUNDING = decimal(0.4)
_LINE_ROUNDING = decimal(0.04)
_POINT = 20
"""Twips in a point."""
_FULL = 0.97
"""How much of the room a line may fill to be certainly the only one of its paragraph."""
_NONE = "văn bản không có đoạn nội dung nào để xét"


def letters(official: Official, rule: Rule) -> Verdict:
    """Size and slope of the text; a word in italics may stand out."""
    return _each(official, rule, lambda passage: _letter_flaws(passage, rule))


def alignment(official: Official, rule: Rule) -> Verdict:
    """Both margins; a paragraph of one line looks the same when it is aligned left."""
    return _each(official, rule, _alignment_flaws)


def first_line(official: Official, rule: Rule) -> Verdict:
    """Where the first line begins."""
    distance = official.file.tab_distance
    return _each(official, rule, lambda passage: _indent_flaws(passage, rule, distance))


def paragraph_gap(official: Official, rule: Rule) -> Verdict:
    """The space between paragraphs that follow each other."""
    found = [passage for passage in official.passages if passage.kind is not Kind.CAPTION]
    if not found:
        return unknown(rule, _NONE)
    return judged(rule, _gap_flaws([passage.paragraph for passage in found], rule))


def line_spacing(official: Official, rule: Rule) -> Verdict:
    """The distance of lines."""
    return _each(official, rule, lambda passage: _line_flaws(passage, rule))


def legal_bases(official: Official, rule: Rule) -> Verdict:
    """«Căn cứ …;»: each on its own line."""
    found = [passage for passage in official.passages if passage.kind is Kind.BASIS]
    if not found:
        return absent(rule, "căn cứ ban hành ghi thành từng dòng")
    flaws = [flaw for passage in found for flaw in look_flaws(passage.piece, rule)]
    for passage in found:
        end = "." if passage is found[-1] else ";"
        if not passage.text.endswith(end):
            flaws.append(Flaw(f"không kết thúc bằng «{end}»", at(passage.paragraph)))
    return judged(rule, flaws)


def roman_headings(official: Official, rule: Rule) -> Verdict:
    """«I. TIÊU ĐỀ»."""
    return _headings(official, rule, Kind.ROMAN, "đề mục đánh số La Mã")


def bold_clauses(official: Official, rule: Rule) -> Verdict:
    """«1. Tiêu đề»."""
    return _headings(official, rule, Kind.TITLED_CLAUSE, "khoản có tiêu đề")


def articles(official: Official, rule: Rule) -> Verdict:
    """«Điều 1.»; what follows may be its heading or its text."""
    found = [passage for passage in official.passages if passage.kind is Kind.ARTICLE]
    if not found:
        return absent(rule, "điều")
    marks = [(passage.paragraph, passage.piece.cut(0, len(passage.mark))) for passage in found]
    return judged(rule, (Flaw(text, at(where)) for where, runs in marks for text in letter_flaws(runs, rule)))


def heading_order(official: Official, rule: Rule) -> Verdict:
    """Roman numbers from I on; Arabic ones from 1 on under each heading, or through the whole text."""
    found = official.passages
    counted = {Kind.ROMAN, Kind.CLAUSE, Kind.TITLED_CLAUSE}
    if not any(passage.kind in counted for passage in found):
        return absent(rule, "đề mục, khoản có đánh số")
    if any(passage.unreadable for passage in found):
        return unknown(rule, "có số tự động theo kiểu không đọc được")
    return judged(rule, _order_flaws(found))


def points(official: Official, rule: Rule) -> Verdict:
    """«a)» in the order of the Vietnamese alphabet."""
    found = [passage for passage in official.passages if passage.kind is Kind.POINT]
    if not found:
        return absent(rule, "điểm a), b), c)")
    return judged(rule, _point_flaws(found))


def end_mark(official: Official, rule: Rule) -> Verdict:
    """«./.» after the last words of the text and of each annex."""
    last = last_words(official.body)
    if last is None:
        return unknown(rule, _NONE)
    flaws = [] if last.text.rstrip().endswith(rule.text) else [Flaw("câu cuối không kết thúc bằng «./.»", at(last))]
    for annex in official.annexes:
        words = [piece for piece in annex.rest if piece.text]
        if words and not words[-1].text.endswith(rule.text):
            flaws.append(Flaw("phụ lục không kết thúc bằng «./.»", at(words[-1])))
    return judged(rule, flaws)


def _each(official: Official, rule: Rule, flaws: Callable[[Passage], Iterator[Flaw]]) -> Verdict:
    found = [passage for passage in official.passages if passage.is_running]
    if not found:
        return unknown(rule, _NONE)
    return judged(rule, (flaw for passage in found for flaw in flaws(passage)))


def _headings(official: Official, rule: Rule, kind: Kind, name: str) -> Verdict:
    found = [passage for passage in official.passages if passage.kind is kind]
    if not found:
        return absent(rule, name)
    return judged(rule, (flaw for passage in found for flaw in look_flaws(passage.piece, rule)))


def _letter_flaws(passage: Passage, rule: Rule) -> Iterator[Flaw]:
    spot = at(passage.paragraph)
    sizes = dict.fromkeys(run.look.size for run in passage.paragraph.runs if run.text.strip())
    wrong = [size for size in sizes if rule.size is not None and not rule.size.allow(decimal(size))]
    if wrong and rule.size is not None:
        yield Flaw(f"cỡ chữ {', '.join(map(written, wrong))}, không phải {rule.size.text}", spot)
    if rule.italic is False and passage.piece.is_mostly("italic") and passage.kind is not Kind.BASIS:
        yield Flaw("chữ nghiêng, không phải chữ đứng", spot)


def _alignment_flaws(passage: Passage) -> Iterator[Flaw]:
    align = passage.piece.align
    if align is Align.JUSTIFY or (align is Align.LEFT and _is_one_line(passage)):
        return
    words = {Align.LEFT: "canh trái", Align.CENTER: "canh giữa", Align.RIGHT: "canh phải"}
    yield Flaw(f"{words.get(align or Align.LEFT, 'canh trái')}, không canh đều hai bên", at(passage.paragraph))


def _is_one_line(passage: Passage) -> bool:
    room = passage.piece.room
    first = passage.paragraph.shape.first / TWIPS_IN_MILLIMETRE
    return room is not None and passage.piece.width + first < room * _FULL


def _indent_flaws(passage: Passage, rule: Rule, distance: int) -> Iterator[Flaw]:
    indent = _first_letter(passage.paragraph, distance)
    if not rule.measures["thut"].allow(decimal(indent), _ROUNDING):
        yield Flaw(f"chữ đầu dòng lùi vào {written(indent)} mm", at(passage.paragraph))


def _first_letter(paragraph: Paragraph, distance: int) -> float:
    """Where the first letter of a paragraph stands, in millimetres from the margin; typed tabs and spaces count."""
    shape = paragraph.shape
    here = float(shape.left + shape.first)
    text = "".join(run.text for run in paragraph.runs)
    blank = text[: len(text) - len(text.lstrip())] if not paragraph.label else ""
    size = paragraph.runs[0].look.size if paragraph.runs else 0
    for letter in blank:
        if letter == "\t":
            stops = [stop.position for stop in shape.tabs if stop.position > here]
            here = float(min(stops, default=(int(here) // distance + 1) * distance))
        elif letter != "\f":
            here += width(" ", size) * TWIPS_IN_MILLIMETRE
    return here / TWIPS_IN_MILLIMETRE


def _gap_flaws(paragraphs: Sequence[Paragraph], rule: Rule) -> Iterator[Flaw]:
    for above, below in pairwise(paragraphs):
        if below.number != above.number + 1:
            continue
        gap = (_space(above, below, above.shape.after) + _space(below, above, below.shape.before)) / _POINT
        if not rule.measures["cach_doan"].allow(decimal(gap)):
            yield Flaw(f"cách đoạn trên {written(gap)} pt", at(below))


def _space(paragraph: Paragraph, neighbour: Paragraph, space: int) -> int:
    return 0 if paragraph.shape.close_to_same_style and paragraph.style == neighbour.style else space


def _line_flaws(passage: Passage, rule: Rule) -> Iterator[Flaw]:
    size = max((run.look.size for run in passage.paragraph.runs), default=0)
    lines = passage.paragraph.shape.line.multiple(size)
    if not rule.measures["cach_dong"].allow(decimal(lines), _LINE_ROUNDING):
        yield Flaw(f"giãn dòng {written(lines)} lần dòng đơn", at(passage.paragraph))


def _order_flaws(found: Sequence[Passage]) -> Iterator[Flaw]:
    roman = clause = 0
    fresh = True
    for passage in found:
        spot = at(passage.paragraph)
        if passage.kind is Kind.ROMAN:
            if passage.count not in {roman + 1, 1 if passage.after_part else roman + 1}:
                yield Flaw(f"đề mục «{passage.mark}» đứng sau {_before(roman, 'đề mục')}", spot)
            roman, fresh = passage.count, True
        elif passage.kind in {Kind.CLAUSE, Kind.TITLED_CLAUSE}:
            if passage.count not in {clause + 1, 1 if fresh else clause + 1}:
                yield Flaw(f"khoản «{passage.mark}» đứng sau {_before(0 if fresh else clause, 'khoản')}", spot)
            clause, fresh = passage.count, False
        elif passage.kind in {Kind.PART, Kind.ARTICLE, Kind.HEADING}:
            fresh = True


def _before(count: int, name: str) -> str:
    return f"{name} thứ {count}" if count else "chỗ bắt đầu đánh số"


def _point_flaws(found: Sequence[Passage]) -> Iterator[Flaw]:
    before = ""
    for passage in found:
        letter = passage.mark[0]
        spot = at(passage.paragraph)
        expected = _after(before)
        if passage.mark[1:] != ")":
            yield Flaw(f"«{passage.mark}» không có dấu đóng ngoặc đơn", spot)
        if letter not in POINTS:
            yield Flaw(f"«{letter}» không có trong bảng chữ cái tiếng Việt", spot)
        elif letter not in {"a", expected}:
            yield Flaw(f"điểm «{letter}» đứng sau {f'điểm «{before}»' if before else 'chỗ bắt đầu'}", spot)
        before = letter


def _after(letter: str) -> str:
    """The next letter; after one that is not Vietnamese the next that is."""
    if not letter:
        return "a"
    if letter in POINTS:
        return POINTS[min(POINTS.index(letter) + 1, len(POINTS) - 1)]
    return next((other for other in POINTS if other > letter and other != "đ"), "")
