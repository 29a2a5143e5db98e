"""Damage to any file: to its bytes, its characters, its lines. Every function gives another version by chance."""

import unicodedata
from collections.abc import Callable, Sequence
from random import Random

Damage = Callable[[str, Random], str]

HOSTILE_BYTES = (
    *(
        b"\0",
        b"\xff",
        b"\xfe",
        b"\x80",
        b"\xc3",
        b"\xe1\xba",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\xef\xbb\xbf",
        b"\xc0\xaf",
    ),
    *(
        b"\x1b[31m",
        b"\x07",
        b"\x0b",
        b"\x0c",
        b"\r",
        b"\x7f",
        b"\xc2\x85",
        b"\xe2\x80\xa8",
        b"\xe2\x80\xae",
        b"\xf3\xbf\xbf\xbd",
    ),
)
SIGNS = (
    *("'", '"', ":", ": ", " #", "#", "-", "- ", "\t", "\r", "\r\n", "\n", ",", "[", "]", "{", "}", "|", ">", "&a ", "*a", "!", "%", "@", "`"),
    *("? ", "---\n", "...\n", "<<: ", "!!int ", "~", "=", "\\", "[ky.ten]", "[tthc.tong]", "[", "**", ":::", "{{", "%}"),
    *("\u00a0", "\u202f", "\u2009", "\u3000", "\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff", "\u0085", "\u2028", "\u2029"),
    *("\u061c", "\u200e", "\u202a", "\u202e", "\u2066", "\u2069", "\u0000", "\u0007", "\u001b", "\u007f", "\u009f", "\ufffd"),
    *("\ufffe", "\uffff", "\ufdd0", "\U0001fffe", "\ue000", "\U000f0000", "\U0010fffd", "🙂", "𝟙", "\u0301", "\u0323\u0302", "\u034f"),
    *("：", "１", "٣", "²", "Ⅳ", "−", "–", "—", "’", "“", "”", "…", "«", "»", "đ", "Đ", "ơ", "ư", "Ệ", "ﬁ", "ß", "ı", "İ"),
    *('"\\ud800"', '"\\uFFFE"', '"\\x1b"', '"\\0"', '"\\U000F0000"', '"\\e"', '"\\q"', '"\\u12"', "''", '""'),
)  # fmt: skip
"""What YAML, Markdown, templates, Word and the Vietnamese keyboard have to offer."""
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_INDENTS = ("", " ", "  ", "   ", "    ", "      ", "\t", "\u00a0", "  - ", "- ")


def damaged_bytes(data: bytes, chance: Random) -> bytes:
    """Bits turned, bytes lost, doubled or put in, an end too soon, another encoding."""
    at = chance.randrange(len(data) + 1)
    match chance.randrange(6):
        case 0:
            return data[:at] + bytes(byte ^ (1 << chance.randrange(8)) for byte in data[at : at + 1]) + data[at + 1 :]
        case 1:
            return data[:at] + data[at + chance.choice((1, 1, 2, 3, 40)) :]
        case 2:
            return data[:at] + chance.choice(HOSTILE_BYTES) * chance.choice((1, 1, 3)) + data[at:]
        case 3:
            return data[:at]
        case 4:
            return data[: at + chance.choice((1, 3, 200))] + data[at:]
        case _:
            return _recoded(data, chance)


def _recoded(data: bytes, chance: Random) -> bytes:
    text = data.decode("utf-8", "replace")
    encoding = chance.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "cp1258", "cp1252", "utf-7"))
    if encoding == "cp1258":
        text = unicodedata.normalize("NFD", text)
    return text.encode(encoding, "replace") + chance.choice((b"", b"", b"\0", b"\xff"))


def damaged_text(text: str, chance: Random, damages: Sequence[Damage] = ()) -> str:
    """One to three changes to the characters and lines, or of the further kinds given."""
    choices = (*CHARACTERS, *LINES, *damages, *damages, *damages)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        text = chance.choice(choices)(text, chance)
    return text


def _sign_put_in(text: str, chance: Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(SIGNS) * chance.choice((1, 1, 1, 2, 9)) + text[at:]


def _sign_instead(text: str, chance: Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(SIGNS) + text[at + 1 :]


def _character_lost(text: str, chance: Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at + chance.choice((1, 1, 2, 7)) :]


def _characters_swapped(text: str, chance: Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


def _tone_moved(text: str, chance: Random) -> str:
    """The mark of a tone on another letter, as old keyboards put it: ``hòa`` and ``hoà``."""
    decomposed = list(unicodedata.normalize("NFD", text))
    marks = [at for at, character in enumerate(decomposed) if character in _TONES]
    if not marks:
        return text
    at = chance.choice(marks)
    mark = decomposed.pop(at)
    decomposed.insert(min(len(decomposed), at + chance.choice((-1, 1, 2))), mark)
    return unicodedata.normalize("NFC", "".join(decomposed))


def _decomposed(text: str, chance: Random) -> str:
    start = chance.randrange(len(text) + 1)
    end = start + chance.choice((5, 60, len(text)))
    return text[:start] + unicodedata.normalize(chance.choice(("NFD", "NFKD")), text[start:end]) + text[end:]


def _case_changed(text: str, chance: Random) -> str:
    start = chance.randrange(len(text) + 1)
    end = start + chance.choice((1, 4, 30))
    changed = chance.choice((str.upper, str.lower, str.swapcase))
    return text[:start] + changed(text[start:end]) + text[end:]


def _line_ends(text: str, chance: Random) -> str:
    return text.replace("\n", chance.choice(("\r\n", "\r", "\n\n", "\r\r\n", "\n\r")))


def _line_lost(text: str, chance: Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    return "\n".join([*lines[:at], *lines[at + chance.choice((1, 1, 2, 8)) :]])


def _line_doubled(text: str, chance: Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    return "\n".join([*lines[: at + chance.choice((1, 1, 2, 8))], *lines[at:]])


def _lines_swapped(text: str, chance: Random) -> str:
    lines = text.split("\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def _line_moved(text: str, chance: Random) -> str:
    lines = text.split("\n")
    line = lines.pop(chance.randrange(len(lines)))
    lines.insert(chance.randrange(len(lines) + 1), line)
    return "\n".join(lines)


def _line_indented(text: str, chance: Random) -> str:
    lines = text.split("\n")
    first = chance.randrange(len(lines))
    for at in range(first, min(len(lines), first + chance.choice((1, 1, 2, 6)))):
        lines[at] = chance.choice(_INDENTS) + (lines[at].lstrip() if chance.random() < 0.7 else lines[at])  # noqa: PLR2004 - mostly another indent, else a deeper one
    return "\n".join(lines)


def _lines_joined(text: str, chance: Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    return "\n".join([*lines[:at], chance.choice(("", " ", ", ")).join(lines[at : at + 2]), *lines[at + 2 :]])


def _line_broken(text: str, chance: Random) -> str:
    at = chance.randrange(len(text) + 1)
    return f"{text[:at]}\n{chance.choice(_INDENTS)}{text[at:]}"


CHARACTERS: tuple[Damage, ...] = (
    *(_sign_put_in, _sign_instead, _sign_put_in, _character_lost, _characters_swapped),
    *(_tone_moved, _decomposed, _case_changed, _line_ends),
)
LINES: tuple[Damage, ...] = (
    *(_line_lost, _line_doubled, _lines_swapped, _line_moved, _line_indented, _lines_joined, _line_broken),
)
