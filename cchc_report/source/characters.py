"""The characters that must not stand in a file, and what to tell the person who typed or pasted them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cchc_report.problems import Place, Problem, error


@dataclass(frozen=True, slots=True)
class Kind:
    """A group of characters that share a fault; ``{code}`` in the message stands for the code point."""

    name: str
    characters: str
    """As inside a regular expression's square brackets."""
    message: str
    hint: str


TAB = Kind(
    "ky-tu-tab",
    r"\t",
    "ở đây có ký tự tab ({code}); tệp số liệu chỉ được dùng dấu cách",
    "xóa ký tự tab, gõ thay bằng dấu cách (thụt dòng bằng hai dấu cách)",
)
SPACE = Kind(
    "khoang-trang-la",
    "\u00a0\u202f\u2007",
    "ở đây có khoảng trắng không ngắt ({code}), thường do chép từ Word hoặc trang web; nó không thay được dấu cách",
    "xóa khoảng trắng này rồi gõ lại bằng phím cách",
)
LINE_BREAK = Kind(
    "dau-xuong-dong-la",
    "\x85\u2028\u2029",
    "ở đây có dấu xuống dòng lạ ({code}), thường do chép từ phần mềm khác",
    "xóa ký tự này (nó không hiện ra); nếu cần xuống dòng, hãy bấm phím Enter",
)
COLON = Kind(
    "hai-cham-toan-rong",
    "\uff1a",
    "sau mã là dấu hai chấm toàn chiều rộng ({code}) của bộ gõ chữ Hán, không phải dấu hai chấm thường",
    "xóa dấu này, gõ lại dấu hai chấm thường «:» và một dấu cách",
)
DIGIT = Kind(
    "chu-so-toan-rong",
    "\uff10-\uff19",
    "ở đây có chữ số toàn chiều rộng ({code}) của bộ gõ chữ Hán, không phải chữ số thường",
    "xóa chữ số này rồi gõ lại bằng các phím 0 đến 9",
)
INVISIBLE = Kind(
    "ky-tu-vo-hinh",
    "\u00ad\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001-\U000e007f",
    "ở đây có ký tự không hiện ra màn hình ({code}), thường do chép từ trang web hoặc do ghép nhiều tệp",
    "đặt con trỏ ngay sau chỗ này, bấm phím xóa lùi (Backspace) một lần, hoặc xóa cả từ rồi gõ lại",
)
DIRECTION = Kind(
    "ky-tu-doi-chieu",
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",
    "ở đây có ký tự ẩn làm đổi chiều chữ ({code}); chữ trên màn hình có thể khác chữ trong tệp",
    "xóa cả từ ở chỗ này rồi gõ lại",
)
CONTROL = Kind(
    "ky-tu-dieu-khien",
    r"\x00-\x08\x0b\x0c-\x1f\x7f-\x84\x86-\x9f",
    "ở đây có ký tự điều khiển ({code}), không phải là chữ",
    "xóa ký tự này, hoặc xóa cả từ rồi gõ lại",
)
PRIVATE = Kind(
    "ky-tu-rieng",
    "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd",
    "ở đây có ký tự riêng của một phông chữ ({code}); trên máy khác ký tự này sẽ thành ô trống",
    "xóa ký tự này; nếu là dấu đầu dòng chép từ Word thì gõ «- » thay vào",
)
BROKEN = Kind(
    "ky-tu-hong",
    "\ufffd",
    "ở đây có ký tự thay thế ({code}): chữ gốc đã bị mất khi tệp được lưu hoặc chuyển mã sai",
    "xem lại bản gốc rồi gõ lại từ này",
)
NOT_A_CHARACTER = Kind(
    "ky-tu-khong-hop-le",
    "\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(p * 0x10000 + 0xFFFE)}{chr(p * 0x10000 + 0xFFFF)}" for p in range(1, 17)),
    "ở đây có mã {code}, không ứng với ký tự nào",
    "xóa ký tự này, hoặc xóa cả từ rồi gõ lại",
)
SURROGATE = Kind(
    "ky-tu-khong-hop-le",
    "\ud800-\udfff",
    "ở đây có mã {code}, chỉ là một nửa của ký tự",
    "xóa mã này rồi gõ thẳng ký tự cần dùng",
)

LAYOUT_KINDS = (TAB, SPACE, LINE_BREAK, COLON)
"""Those that change how the lines are understood, so that what stands around them cannot be trusted."""

_BAD_IN_TEXT = (TAB, LINE_BREAK, DIGIT, INVISIBLE, DIRECTION, CONTROL, PRIVATE, BROKEN, NOT_A_CHARACTER, SURROGATE)
_ANYWHERE = (*_BAD_IN_TEXT, SPACE, COLON)

SUSPICIOUS = re.compile("|".join(f"([{kind.characters}])" for kind in _ANYWHERE))
_BAD = re.compile("|".join(f"([{kind.characters}])" for kind in _BAD_IN_TEXT))
# Whether there are any at all is asked of every file and value, and one class answers it twenty times faster.
_ANY_SUSPICIOUS = re.compile("[" + "".join(kind.characters for kind in _ANYWHERE) + "]")
_ANY_BAD = re.compile("[" + "".join(kind.characters for kind in _BAD_IN_TEXT) + "]")
_DROPPED = (LINE_BREAK, INVISIBLE, DIRECTION, CONTROL, NOT_A_CHARACTER, SURROGATE)
_DROP = re.compile("[" + "".join(kind.characters for kind in _DROPPED) + "]")
_REFUSED_BY_PARSERS = re.compile(f"(?!\r)[{CONTROL.characters}{LINE_BREAK.characters}\ufeff\ufffe\uffff]")
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.|\Z))", re.DOTALL)
_NAMED_ESCAPES = dict(zip("0abtvfreNLP", "\0\a\b\t\v\f\r\x1b\x85\u2028\u2029", strict=True))
_FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)}


def kind_of(found: re.Match[str]) -> Kind:
    """Return the kind that a match of SUSPICIOUS stands for."""
    return _ANYWHERE[(found.lastindex or 1) - 1]


def bad_escapes(raw: str) -> Iterator[tuple[Kind, str, int, int]]:
    """Find the first escape of each kind in a double-quoted text: kind, character and where the escape stands."""
    seen: set[Kind] = set()
    for found in _ESCAPE.finditer(raw):
        digits = found.group(1) or found.group(2) or found.group(3)
        character = chr(int(digits, 16)) if digits else _NAMED_ESCAPES.get(found.group(4), "")
        bad = _BAD.match(character)
        kind = None if bad is None else _BAD_IN_TEXT[(bad.lastindex or 1) - 1]
        if kind is not None and kind not in seen:
            seen.add(kind)
            yield kind, character, found.start(), found.end()


def bad_in(text: str) -> Iterator[tuple[Kind, int]]:
    """The first character of each kind that no text may hold, with its index; a tab is no fault outside YAML."""
    seen: set[Kind] = {TAB}
    for found in _BAD.finditer(text):
        kind = _BAD_IN_TEXT[(found.lastindex or 1) - 1]
        if kind not in seen:
            seen.add(kind)
            yield kind, found.start()


def has_bad(text: str) -> bool:
    """Whether any character of a value belongs to a kind of fault."""
    return _ANY_BAD.search(text) is not None


def has_suspicious(text: str) -> bool:
    """Whether any character of a file may be a fault, depending on where it stands."""
    return _ANY_SUSPICIOUS.search(text) is not None


def cleaned(text: str) -> str:
    """Return the text as it was meant, so that one reported fault does not make a second one further on."""
    return _DROP.sub("", text).replace("\t", " ").translate(_FULL_WIDTH)


def parsable(text: str) -> str:
    """Put a zero-width space, which parsers keep and ``cleaned`` drops, for what parsers refuse; lengths stay."""
    return _REFUSED_BY_PARSERS.sub("\u200b", text)


def bad_character(kind: Kind, character: str, place: Place) -> Problem:
    """Report a character by its kind and its code point."""
    return error(kind.name, kind.message.format(code=f"U+{ord(character):04X}"), place, kind.hint)
