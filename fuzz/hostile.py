"""Strings that files of the tool's formats, its inputs and Vietnamese keyboards may hold, harmless or not."""

import unicodedata
from random import Random

PIECES = (
    # XML and Word
    *("<b>x</b>", "</w:t></w:r><w:r><w:br/>", "&amp;", "&lt;", "&#0;", "&#x1F;", "&x;", "]]>", "<![CDATA[", "<?xml version='1.0'?>", "<!--", "-->"),
    *("<!DOCTYPE x>", "A & B", "<5%", ">=10", "xml:space", "_x000D_", "_x0041_", "\\n", "%s", "{0}", "$1", "\\1"),
    # HTML
    *("<script>alert(1)</script>", '" onmouseover="x', "' x='", "javascript:alert(1)", "</title>", "</style>", "&nbsp;", "<br>", "<img src=x>", "&copy", "<del>x</del>"),
    # Markdown, and the templates' own
    *("**đậm**", "*nghiêng*", "__x__", "_x_", "`x`", "```", "~~~", "~~x~~", "# a", "## b", "#", "- a", "+ a", "* a", "1. a", "1) a", "> a", "| a | b |", "|", "| - |"),
    *("[a](b)", "![a](b)", "[a]: b", "<http://x>", "http://x.vn/a_b_c", "a@b.vn", "***", "---", "___", "===", "\\", "\\*", "\\\\", "  ", ":::", "::: sapo", "3*4*5", "a_b_c"),
    # Jinja
    *("{{ 7*7 }}", "{{ ky.ten }}", "{% if x %}", "{% raw %}", "{# a #}", "{{", "}}", "{%", "%}", "#}"),
    # YAML and what metrics files give a meaning
    *(": ", " #", "a: b", "- ", "&a", "*a", "!!int 5", "%", "@", "`", "? ", "'", '"', "''", "~", "null", "yes", "1.541", "26,48%", "26-12-2023", "=1+1"),
    *("[tthc", "]", "[]", "[a.b", "(", ")", "()", "{", "}", ",", ".", "...", ";", "«x»", "“x”", "‘x’", "–", "—", "−", "…", "№", "§", "°C", "m²", "½"),
    # Vietnamese
    *("Ủy ban nhân dân", "hòa", "hoà", "thủy", "thuỷ", "quý", "qúy", "đ", "Đ", "Ð", "ð", "Ệ", "ữ", "ƯƠ", "Đắk Lắk", "xã Ia Đal", "Kế hoạch số 5/KH-UBND", "CCHC", "UBND"),
    *("e\u0302\u0323", "e\u0323\u0302", "u\u031b\u0303", "a\u0306\u0301", "o\u0300a", "D\u0335", "ẹ\u0302", "â\u0323", "n\u0303", "\u0301a", "a\u0301\u0301\u0301", "ơ\u0309"),
    # Unicode
    *("🙂", "👍🏽", "🇻🇳", "❤\ufe0f", "𝟙𝟚", "𝐀", "ﬁ", "ß", "ı", "İ", "ǅ", "Ω", "Ω", "Å", "Å", "漢字", "שלום", "مرحبا", "ไทย", "각", "가\u11a8", "Ⅳ", "①", "２", "٣", "²"),
    *("\u2003", "\u3000", "\u00a0", "\u202f", "\u2009", "\u0300", "\u20dd", "\u0e33", "\u1e9e", "\ufe0f", "\u0387", "\u212a", "\u2126", "\u0344", "\u0958"),
)  # fmt: skip
BAD = (
    *("\0", "\a", "\b", "\t", "\v", "\f", "\r", "\x1b[31m", "\x1f", "\x7f", "\x80", "\x85", "\x9f", "\u00ad", "\u061c", "\u180e", "\u200b", "\u200c", "\u200d", "\u200e"),
    *("\u2028", "\u2029", "\u202a", "\u202e", "\u2060", "\u2061", "\u2064", "\u2066", "\u2069", "\u206a", "\u206f", "\ufeff", "\ufff9", "\ufffb", "\ufffd", "\ufffe", "\uffff"),
    *("\ufdd0", "\U0001fffe", "\U0010ffff", "\ud800", "\udfff", "\ud83d\ude42", "\ue000", "\uf8ff", "\U000f0000", "\U0010fffd", "\U000e0001", "\U000e0041", "\U0001d173"),
)  # fmt: skip
"""With characters that no text may hold."""
_WORDS = [
    "tỉnh",
    "đã",
    "ban",
    "hành",
    "quyết",
    "định",
    "về",
    "việc",
    "cải",
    "cách",
    "thủ",
    "tục",
    "hành",
    "chính",
    "trong",
    "quý",
    "này",
]
_NUMBER_SIGNS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
"""Of the category of invisible characters, but seen: they stand around Arabic and Kaithi numbers."""
_SHARE_BAD = 0.15
_SHARE_ANY = 0.1


def hostile_string(chance: Random) -> str:
    """One to five pieces among words; one in seven with a character that must be refused."""
    pieces = [_piece(chance) for _ in range(chance.choice((1, 1, 2, 3, 5)))]
    if chance.random() < 0.5:  # noqa: PLR2004 - even odds
        pieces.insert(chance.randrange(len(pieces) + 1), " ".join(chance.sample(_WORDS, 3)))
    text = chance.choice(("", " ", " ", "\n")).join(pieces)
    return text * chance.choice((1,) * 60 + (80, 2_000))


def _piece(chance: Random) -> str:
    way = chance.random()
    if way < _SHARE_BAD:
        return chance.choice(BAD)
    if way < _SHARE_BAD + _SHARE_ANY:
        return chr(chance.randrange(0x21, chance.choice((0x250, 0x3000, 0x110000))))
    return chance.choice(PIECES)


def forbidden(text: str) -> set[str]:
    """The characters that nobody sees or that have no meaning, by what Unicode says of them, and not by the tool's own list."""
    return {character for character in text if _is_forbidden(character)}


def _is_forbidden(character: str) -> bool:
    category = unicodedata.category(character)
    is_no_character = ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF  # noqa: PLR2004 - these are all there are
    is_invisible = category in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} and character not in f"\r\n{_NUMBER_SIGNS}"
    return is_invisible or is_no_character or character == "\ufffd"


def as_yaml(text: str, chance: Random) -> str:
    """The string between double quotes, what must be escaped and perhaps more of it escaped."""
    everything = chance.random() < 0.5  # noqa: PLR2004 - even odds
    return f'"{"".join(_escaped(character, everything=everything) for character in text)}"'


def _escaped(character: str, *, everything: bool) -> str:
    code = ord(character)
    if character in '"\\':
        return f"\\{character}"
    if character == "\n":
        return "\\n"
    if unicodedata.category(character) == "Cs" or (everything and not character.isascii()) or character == "\r":
        return f"\\U{code:08X}" if code > 0xFFFF else f"\\u{code:04X}"  # noqa: PLR2004 - four digits reach so far
    return character
