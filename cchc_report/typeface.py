"""How wide a line is in Times New Roman, so that nothing wraps by chance and lines under text get their length."""

import unicodedata

_EM = 2048
"""The units in which the widths below are given: so many make the size of the letters."""
_POINT = 25.4 / 72
"""In millimetres."""
_HORN = "\N{COMBINING HORN}"
_REGULAR = {
    369: "'",
    410: "|",
    512: " ,.",
    569: "/:;\\ijlt",
    682: "!()-I[]`fr‘’",
    797: "Js",
    836: '"',
    909: "?acez“”",
    961: "^",
    983: "{}",
    1083: "ơ",
    1108: "~",
    1110: "ư",
    1139: "FPS",
    1155: "+<=>",
    1251: "ELTZ",
    1366: "BCR",
    1479: "ADGHKNOQUVXYwĐƠ",
    1589: "Ư",
    1593: "&m",
    1706: "%",
    1821: "M",
    1886: "@",
    1933: "W",
    2048: "—…",
}
_BOLD = {
    451: "|",
    512: " ,.",
    569: "'/\\il",
    682: "!()-:;[]`fjt‘’",
    797: "Is",
    807: "{}",
    909: "cerz",
    1065: "~",
    1134: "ơ",
    1137: '"',
    1139: "Sbdhknpquđ",
    1167: "+<=>",
    1190: "^",
    1229: "ư",
    1251: "FP",
    1366: "BELTZ",
    1479: "ACDNRUVXYwĐ",
    1593: "GHKOQƠ",
    1630: "Ư",
    1706: "&m",
    1905: "@",
    1933: "M",
    2048: "%W—…",
}
_ITALIC = {
    438: "'",
    512: " ,.",
    563: "|",
    569: "/\\fijlt",
    682: "!()-:;I`‘’",
    797: "[]rsz",
    819: "{}",
    860: '"',
    864: "^",
    909: "Jcekvxy",
    1093: "ơ",
    1108: "~",
    1117: "ư",
    1139: "LTYZ“”",
    1251: "ABEFPRVX",
    1366: "CKNw",
    1382: "+<=>",
    1479: "DGHOQUmĐƠ",
    1544: "Ư",
    1593: "&",
    1706: "%MW",
    1821: "—…",
    1884: "@",
}
_OTHER = 1024
"""Half the size of the letters: digits and most small letters are as wide, and what is not listed comes near."""


def _by_letter(widths: dict[int, str]) -> dict[str, int]:
    return {letter: width for width, letters in widths.items() for letter in letters}


def width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """The width of a line in millimetres, at a size in points."""
    units = sum(map(_LETTERS[bold, italic].__getitem__, unicodedata.normalize("NFC", text)))
    return units * size * _POINT / _EM


class _Letters(dict[str, int]):
    """The widths of letters; that of a letter with marks is worked out when it is first met."""

    def __missing__(self, letter: str) -> int:
        self[letter] = self._width(letter)
        return self[letter]

    def _width(self, letter: str) -> int:
        """Marks take no room, but for the horn of ``ơ`` and ``ư``, which have widths of their own."""
        if letter == "\N{NO-BREAK SPACE}":
            return self[" "]
        spread = unicodedata.normalize("NFD", letter)
        kept = unicodedata.normalize("NFC", "".join(p for p in spread if p == _HORN or not unicodedata.combining(p)))
        return _OTHER if kept == letter else sum(self[part] for part in kept)


_BOLD_LETTERS = _Letters(_by_letter(_BOLD))
_LETTERS = {
    (False, False): _Letters(_by_letter(_REGULAR)),
    (True, False): _BOLD_LETTERS,
    (False, True): _Letters(_by_letter(_ITALIC)),
    (True, True): _BOLD_LETTERS,
}
"""By bold and italic; bold italic is about as wide as bold."""
