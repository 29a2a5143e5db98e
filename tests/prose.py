"""What must never stand in a Vietnamese article: ``faults(text)`` names every such thing it finds."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

ABBREVIATIONS = {"CCHC": "cải cách hành chính", "TTHC": "thủ tục hành chính", "DVC": "dịch vụ công"}
OPENING, CLOSING = "([{«“", ")]}»”"
DANGLING = (
    "trong đó|gồm|và|với|đạt|của|tại|ngày|số|từ|thuộc|bằng|trên|theo|về|là|đã|trong|tháng|quý|năm|hoặc|nhờ|chiếm|"
    "xuống còn|vào|lên|cho|do"
)
"""Words that need something after them."""
COMPLETE = (
    "văn bản số|đa số|mã số|chữ số|hệ số|ký số|chính quyền số|chuyển đổi số|hằng năm|hằng quý|hằng tháng|hằng ngày|"
    "trong năm|cả năm|cuối năm|đầu năm|kế hoạch năm|tiếp theo|kèm theo|tổng số|phần mềm|bên trên|bên trong|nêu trên"
)
"""Phrases that may end with such a word."""
LEFTOVERS = (
    (r"\bNone\b|\bUndefined\b|\bnan\b|\bNaN\b|\bnull\b|\bTrue\b|\bFalse\b", "chữ của máy"),
    (r"\{\{|\}\}|\{%|%\}|\{#|#\}|:::", "dấu của mẫu"),
    (r"\[chưa có|\[chưa đọc được|\[cần kiểm tra", "chỗ đánh dấu của bản nháp"),
    (r"\*\*|(?<!\w)__|`", "dấu định dạng"),
    (r"\bđã đã\b|\bcó có\b|\blà là\b|[Vv]ề [^,.;]*, về ", "từ lặp"),
    (r"\) \(", "hai ngoặc liền nhau"),
    (r": [^.;\n]*: ", "hai dấu hai chấm trong một câu"),
    (r"\d,0+%", "số không thừa sau dấu phẩy"),
    (r"trong đó[^.;\n]*trong đó", "hai lần «trong đó» trong một câu"),
    (r"  ", "hai dấu cách"),
    (r"\t", "dấu tab"),
    (r"\s[,.;:!?)\]»”]", "dấu cách trước dấu câu"),
    (r"[(\[«“]\s", "dấu cách sau ngoặc mở"),
    (
        r"[,;:!?](?=[^\W\d_])|(?<=[^\W\d_])[,;:](?=\d)|(?<=[^\W_])\.(?=[^\W\d_])(?!com|vn|gov)",
        "thiếu dấu cách sau dấu câu",
    ),
    (r"\)(?=\w)|\w\((?!\w\))", "thiếu dấu cách quanh ngoặc"),
    (r"[,;:]\s*[,;:.!?)]|\.\s*[,;:]|\.\s*\.(?!\.)|\(\s*[,;:.]", "hai dấu câu liền nhau"),
    (r"\(\s*\)|\[\s*\]|«\s*»|“\s*”", "ngoặc rỗng"),
    (rf"\b(?<!\w)(?:{DANGLING})(?=\s*(?:[,.;:!?)]|$))", "từ bỏ lửng"),
    (r"(?<![\d.,:/%-])(?<!: )(?<!là )0(?:,0+)? ?(?:%|[^\W\d_]{2,})", "số không viết bằng chữ số"),
    (r"(?<=là )0(?:,0+)? ?[^\W\d_]{2,}", "số không viết bằng chữ số"),
    (r"(?<![\d.,])0/\d", "số không viết bằng chữ số"),
    (r"(?<!\d)[+-]\d|\d[eE][+-]?\d", "số không viết theo lối thường"),
)
DATE_LINE = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{4}(?: - \d{1,2}:\d{2})?")
BYLINE = re.compile(r"(?:Bài|Ảnh|Bài, ảnh): [^\n]+")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=\S)")


def faults(text: str, *, caption: str = "") -> list[str]:
    """Everything wrong with an article in plain text, title first, paragraphs separated by blank lines."""
    text = unicodedata.normalize("NFC", text).replace("\N{NO-BREAK SPACE}", " ").strip()
    paragraphs = [part.strip("\n") for part in re.split(r"\n\s*\n", text)]
    body = [part for part in paragraphs[1:] if not _is_furniture(part, caption)]
    return [
        *_strange_characters(text),
        *(fault for paragraph in paragraphs for fault in _in_paragraph(paragraph)),
        *(fault for paragraph in body for fault in _in_body(paragraph)),
        *_repeated(body),
        *_abbreviations([*body, *([] if body else paragraphs)]),
    ]


def _is_furniture(paragraph: str, caption: str) -> bool:
    return bool(DATE_LINE.fullmatch(paragraph) or BYLINE.fullmatch(paragraph)) or paragraph == caption


def _strange_characters(text: str) -> Iterator[str]:
    for character in dict.fromkeys(text):
        if character != "\n" and unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}:
            yield f"ký tự lạ U+{ord(character):04X}"


def _in_paragraph(paragraph: str) -> Iterator[str]:
    for pattern, name in LEFTOVERS:
        for found in re.finditer(pattern, paragraph, re.IGNORECASE if name == "từ bỏ lửng" else 0):
            before = paragraph[: found.end()]
            if name == "từ bỏ lửng" and re.search(rf"(?:{COMPLETE})$", before, re.IGNORECASE):
                continue
            yield f"{name}: «{_around(paragraph, found.start(), found.end())}»"
    yield from _brackets(paragraph)


def _in_body(paragraph: str) -> Iterator[str]:
    if not paragraph.endswith((".", "!", "?", "…")):
        yield f"đoạn không kết thúc bằng dấu chấm: «…{paragraph[-40:]}»"
    for sentence in sentences(paragraph):
        if sentence[0].islower():
            yield f"câu bắt đầu bằng chữ thường: «{sentence[:40]}…»"
        if len(sentence.split()) < 3:
            yield f"câu cụt: «{sentence}»"
    if paragraph[0] in ",.;:)":
        yield f"đoạn bắt đầu bằng dấu câu: «{paragraph[:40]}…»"


def _brackets(paragraph: str) -> Iterator[str]:
    waiting: list[str] = []
    for character in paragraph:
        if character in OPENING:
            waiting.append(CLOSING[OPENING.index(character)])
        elif character in CLOSING and (not waiting or waiting.pop() != character):
            yield f"ngoặc không khớp: «{paragraph[:60]}…»"
            return
    if waiting:
        yield f"ngoặc chưa đóng: «{paragraph[:60]}…»"


def _repeated(body: list[str]) -> Iterator[str]:
    counted = Counter(sentence for paragraph in body for sentence in sentences(paragraph))
    yield from (f"câu lặp lại: «{sentence}»" for sentence, times in counted.items() if times > 1)


def _abbreviations(body: list[str]) -> Iterator[str]:
    running = "\n".join(body)
    for short, full in ABBREVIATIONS.items():
        introduced = [found.start() for found in re.finditer(rf"(?i:{full}) \({short}\)", running)]
        used = [found.start() for found in re.finditer(rf"(?<!\w){short}(?!\w)", running)]
        if len(introduced) > 1:
            yield f"{short} được giải thích hai lần"
        if used and (not introduced or used[0] < introduced[0]):
            yield f"{short} dùng trước khi được giải thích: «{_around(running, used[0], used[0] + len(short))}»"
        if re.search(rf"(?i:{full}) {short}\b|\({short}\) \({short}\)", running):
            yield f"{short} đứng ngay sau tên đầy đủ"


def sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph, each with its full stop."""
    return [part for part in SENTENCE_END.split(paragraph) if part]


def _around(text: str, start: int, end: int) -> str:
    return text[max(0, start - 25) : end + 15].replace("\n", " ")
