"""The quantities that a text mentions: numbers with their units, dates, periods, documents; and the words between them.

Whatever looks like a number is taken, and told apart by what stands around it, so that a year, a date, the number of a
document or of a paragraph is never taken for a figure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from cchc_report.audit.spelled import FRACTION, SPELLED, value_of
from cchc_report.comparison.amounts import POINTS
from cchc_report.vietnamese.numbers import Number, read_number


class Sort(StrEnum):
    """What a mention is of."""

    NUMBER = "số"
    DATE = "ngày"
    PERIOD = "kỳ"
    DOCUMENT = "số văn bản"
    LABEL = "số thứ tự"
    """What counts paragraphs, articles, congresses, tells the time, calls a telephone, or belongs to a name."""


class Hedge(StrEnum):
    """What a word before a number says of it."""

    ABOVE = "hơn"
    BELOW = "gần"
    ABOUT = "khoảng"
    PERHAPS_ABOVE = "trên"
    """More than so many, or out of so many: ``244 dịch vụ trên 1.475``."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One quantity in a text."""

    start: int
    end: int
    """With its unit, where the unit belongs to the number: percent, points, money, thousands."""
    digits: int
    """Where the number alone ends."""
    sort: Sort
    text: str
    """The number alone, as written."""
    value: Decimal | None = None
    """As written, before its unit; None for what is no number, or is not written as one."""
    decimals: int = 0
    unit: str = ""
    scale: int = 1
    """What a word such as ``nghìn`` multiplies it by."""
    hedge: Hedge | None = None
    spelled: bool = False
    """Whether it is a word, which may well mean something else."""
    parts: tuple[str, ...] = ()
    """Of a date day, month, year; of a period what it is and its year; empty ones are not said."""

    @property
    def key(self) -> str:
        """Equal for mentions that are written alike, however they are grouped or spelled."""
        amount = self.text.lower() if self.value is None else str((self.value * self.scale).normalize())
        return "/".join((self.sort, *(self.parts or (amount, self.unit))))

    def at(self, text: str) -> str:
        """The whole of it in its text."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Word:
    """A word between the quantities, in small letters."""

    start: int
    end: int
    key: str


def kind_of(unit: str) -> str:
    """What units must share so that amounts can be compared; all money is one."""
    return "đồng" if unit.endswith("đồng") else unit


Token = Word | Mention

_HEDGES = {
    "hơn": Hedge.ABOVE,
    "trên": Hedge.PERHAPS_ABOVE,
    **dict.fromkeys(("gần", "chưa đến", "chưa tới", "chưa đầy", "dưới"), Hedge.BELOW),
    **dict.fromkeys(("khoảng", "xấp xỉ", "ước", "chừng"), Hedge.ABOUT),
}
_HEDGE = re.compile(rf"(?<!\w)({'|'.join(sorted(_HEDGES, key=len, reverse=True))}) +$", re.IGNORECASE)
_NO_HEDGE = re.compile(r"(?:cao|thấp|nhiều|ít|lớn|nhỏ|nhanh|chậm|sớm|tốt|muộn) +hơn +$|cấp +trên +$", re.IGNORECASE)
"""``cao hơn 2,1``, ``nhiệm vụ cấp trên giao``."""
_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_UNIT = re.compile(
    r" ?(?:(?P<points>điểm (?:phần trăm|%)|% điểm)|(?P<percent>%|phần trăm\b)"
    r"|(?<= )(?P<scale>(?:nghìn|ngàn) (?:tỷ|tỉ)|nghìn|ngàn|triệu|tỷ|tỉ)(?P<money> đồng)?(?!\w)|(?<= )(?P<dong>đồng)(?!\w| (?:bộ|thời|loạt|ý|hành|thuận|chí|tình|đều|nhất)(?!\w)))",
    re.IGNORECASE,
)
_YEAR = r"(?:19[4-9][0-9]|20[0-9]{2})(?![0-9%]|[.,][0-9])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_DATES = (
    re.compile(rf"(?P<d>{_DAY})([-/.])(?P<m>{_MONTH})\2(?P<y>{_YEAR})"),
    re.compile(rf"(?P<d>{_DAY}) tháng (?P<m>{_MONTH})(?: năm (?P<y>{_YEAR}))?", re.IGNORECASE),
    re.compile(rf"(?P<d>{_DAY})[-/](?P<m>{_MONTH})(?P<y>)(?![0-9/])"),
)
_PERIODS = (
    re.compile(rf"quý (?P<q>iv|iii|ii|i|[1-4])(?!\w)(?:(?: năm |/|-| )(?P<y>{_YEAR}))?", re.IGNORECASE),
    re.compile(rf"(?P<h>[69] tháng) (?:đầu|cuối) năm(?: (?P<y>{_YEAR}))?", re.IGNORECASE),
    re.compile(rf"(?P<m>tháng {_MONTH})(?![0-9])(?:(?: năm |[-/])(?P<y>{_YEAR}))?(?![0-9])", re.IGNORECASE),
    re.compile(rf"(?P<y>{_YEAR})"),
)
_QUARTERS = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_GROUPED = r"[0-9]{1,3}(?: [0-9]{3})+(?![0-9]|[.,/][0-9])"
_SCAN = re.compile(
    r"(?P<document>(?<![\w.,/])(?:[0-9]+[a-zđ]?(?:/[0-9]{4})?/[a-zđ][a-zđ0-9]*(?:-[a-zđ0-9.]*[a-zđ0-9])*"
    r"|[0-9]{1,6}-[a-zđ]+/[a-zđ][a-zđ0-9]*))"
    r"|(?P<time>(?<![\w.,/])(?:[0-9]{1,2}(?::|h| giờ )[0-5][0-9](?!\w)|[0-9]{1,2} giờ(?!\w)|24/(?:7|24(?= ?(?:giờ|h)))(?![\w/])))"
    rf"|(?P<date>(?<![\w.,/]){_DAY}([-/.]){_MONTH}\4{_YEAR}|(?<![\w.,/]){_DAY} tháng {_MONTH} năm {_YEAR}"
    rf"|(?<=ngày ){_DAY}(?: tháng {_MONTH}|[-/]{_MONTH}(?![0-9/])))"
    rf"|(?P<span>(?<![\w.,/]){_YEAR} ?[-\u2013] ?{_YEAR})"
    rf"|(?P<period>(?<!\w)quý (?:iv|iii|ii|i|[1-4])(?!\w)(?:(?: năm |/|-| ){_YEAR})?|(?<![\w.,/])[69] tháng (?:đầu|cuối) năm(?: {_YEAR})?"
    rf"|(?<!\w)tháng {_MONTH}(?![0-9])(?:(?: năm |[-/]){_YEAR})?|(?<![\w.,/]){_YEAR}(?!/))"
    r"|(?P<label>(?<![\w.,/])(?:0[0-9]{2,4}(?:[ .][0-9]{3,4}){1,3}|[0-9]\.[0-9]{6})(?![0-9])|(?<![\w.,/])(?-i:[0-9]{1,3}[A-ZĐ])(?!\w)"
    r"|(?<!\w)(?:iso|tcvn|qcvn)(?:/[a-z]+)? [0-9]+(?:[:-][0-9]+)*|(?<=[^\W\d_])[0-9]+(?:[.,][0-9]+)*|(?<=[^\W\d_]-)[0-9]+(?:[.,][0-9]+)*)"
    rf"|(?P<number>(?:(?<![\w)\]])[-\u2212])?(?:{_GROUPED}|[0-9]+(?:[.,][0-9]+)*))"
    rf"|(?P<fraction>(?<!\w){FRACTION}(?!\w))|(?P<spelled>(?<!\w){SPELLED}(?!\w)(?! {_YEAR}))"
    r"|(?P<word>[^\W\d_]+)",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?<!\w)(?:điều|khoản|(?<!danh )(?<!chuyên )(?<!hạng )mục|phần|chương|bảng|biểu|phụ lục|kỳ họp thứ|lần thứ|nhóm|mức độ|khóa|khoá|trang|đề án|iso|tcvn|ngày) $",
    re.IGNORECASE,
)
_LABEL_DIGITS = 2
"""Of an article, a section, a congress; ``danh mục 254 thủ tục`` is another thing."""
_DOCUMENT_BEFORE = re.compile(
    r"(?:nghị quyết|quyết định|kế hoạch|chỉ thị|công văn|thông tư|nghị định|luật|báo cáo|thông báo|tờ trình|công điện"
    r"|kết luận|chương trình|hướng dẫn|văn bản|quy định|pháp lệnh) số $",
    re.IGNORECASE,
)
_COUNTING = re.compile(r"\s*(?:(?:[0-9]{1,2}\.)*[0-9]{1,2}[.)](?=\s|$)|(?:[0-9]{1,2}\.)+[0-9]{1,2}(?=\s[^\W\d_]))")
"""What counts a paragraph at its beginning: ``1.``, ``2.3.``, ``4)``, ``2.3 Kết quả``."""
_ROW_NUMBER = re.compile(r"\s*[0-9]{1,3}\.?(?=\t)")
"""What counts a row of a table."""


def tokens(text: str, *, is_row: bool = False) -> tuple[Token, ...]:
    """The words and quantities of a text in order; what counts paragraphs or rows is a label."""
    found = (_ROW_NUMBER if is_row else _COUNTING).match(text)
    counted = found.end() if found else 0
    return tuple(_with_pairs([*_scanned(text, counted)], text))


def _scanned(text: str, counted: int) -> Iterator[Token]:
    position = 0
    while found := _SCAN.search(text, position):
        position = found.end()
        kind = found.lastgroup or ""
        if kind == "word":
            yield Word(found.start(), found.end(), found[0].lower())
            continue
        mention = _mention(kind, found, text, counted)
        position = mention.end
        yield mention


def _mention(kind: str, found: re.Match[str], text: str, counted: int) -> Mention:
    start, end, written = found.start(), found.end(), found[0]
    match kind:
        case "document":
            return Mention(start, end, end, Sort.DOCUMENT, written)
        case "date":
            return Mention(start, end, end, Sort.DATE, written, parts=_date(written))
        case "period":
            return Mention(start, end, end, Sort.PERIOD, written, parts=_period(written))
        case "span":
            return Mention(start, end, end, Sort.PERIOD, written, parts=("", re.sub(r"[^0-9]+", "-", written)))
        case "time" | "label" | "fraction":
            return Mention(start, end, end, Sort.LABEL, written)
        case "spelled":
            value = value_of(written)
            return _measured(Mention(start, end, end, Sort.NUMBER, written, value, spelled=True), text)
        case _:
            return _number(start, end, written, text, counted)


def _number(start: int, end: int, written: str, text: str, counted: int) -> Mention:
    before = text[max(0, start - 40) : start]
    if end <= counted:
        return Mention(start, end, end, Sort.LABEL, written)
    if _DOCUMENT_BEFORE.search(before):
        return Mention(start, end, end, Sort.DOCUMENT, written)
    value, decimals = _value(written)
    measured = _measured(Mention(start, end, end, Sort.NUMBER, written, value, decimals), text)
    if len(written) <= _LABEL_DIGITS and _LABELLED.search(before) and measured.end == end:
        return Mention(start, end, end, Sort.LABEL, written)
    return measured


def _value(written: str) -> tuple[Decimal | None, int]:
    """As a Vietnamese reader reads it; zeros before a number below ten and spaces between thousands are forgiven."""
    plain = re.sub(r"^0(?=[1-9]$)", "", written).replace("\u2212", "-").replace(" ", ".")
    number = read_number(plain)
    return (number.value, number.decimals) if isinstance(number, Number) else (None, 0)


def _measured(mention: Mention, text: str) -> Mention:
    """With the unit behind it and the hedge before it."""
    before = text[max(0, mention.start - 40) : mention.start]
    hedge = _HEDGE.search(before)
    if hedge and not _NO_HEDGE.search(before):
        mention = replace(mention, hedge=_HEDGES[hedge[1].lower()])
    found = _UNIT.match(text, mention.end)
    if found is None or (mention.spelled and found["dong"]):
        return mention
    unit, scale = _unit(found)
    return replace(mention, end=found.end(), unit=unit, scale=scale)


def _unit(found: re.Match[str]) -> tuple[str, int]:
    if found["points"]:
        return POINTS, 1
    if found["percent"]:
        return "%", 1
    if found["dong"]:
        return "đồng", 1
    words = found["scale"].lower().replace("tỉ", "tỷ").replace("ngàn", "nghìn").split()
    if found["money"]:
        return f"{words[-1]} đồng", _SCALES[words[0]] if len(words) > 1 else 1
    scale = 1
    for word in words:
        scale *= _SCALES[word]
    return "", scale


def _date(written: str) -> tuple[str, ...]:
    found = next(found for pattern in _DATES if (found := pattern.fullmatch(written)))
    return tuple(str(int(part)) if part else "" for part in (found["d"], found["m"], found["y"]))


def _period(written: str) -> tuple[str, ...]:
    found = next(found for pattern in _PERIODS if (found := pattern.fullmatch(written)))
    parts = found.groupdict()
    quarter = (parts.get("q") or "").lower()
    month = re.sub(r" 0", " ", (parts.get("m") or "").lower())
    what = f"quý {_QUARTERS.get(quarter, quarter)}" if quarter else (parts.get("h") or "").lower() or month
    return what, parts["y"] or ""


def _with_pairs(found: list[Token], text: str) -> list[Token]:
    """``1.541/5.820 tỷ đồng``: the unit of money behind the second number is the first one's too."""
    for at, (first, second) in enumerate(pairwise(found)):
        if isinstance(first, Mention) and isinstance(second, Mention) and text[first.end : second.start] == "/":
            is_money = second.unit.endswith("đồng") or second.scale > 1
            if first.sort is Sort.NUMBER and not first.unit and is_money:
                found[at] = replace(first, unit=second.unit, scale=second.scale)
    return found
