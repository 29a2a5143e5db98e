"""Telling apart the code pages in which Vietnamese was written before Unicode."""

import re
import unicodedata
from collections.abc import Iterator

_BYTES = (
    "A1 A2 A3 A4 A5 A6 A7 A8 A9 AA AB AC AD AE "
    "B5 B6 B7 B8 B9 BB BC BD BE C6 C7 C8 C9 CA CB CC CE CF D0 D1 D2 D3 D4 D5 D6 "
    "D7 D8 DC DD DE DF E1 E2 E3 E4 E5 E6 E7 E8 E9 EA EB EC ED EE EF F1 F2 F3 F4 F5 F6 F7 F8 F9 FA FB FC FD FE"
)
_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
TCVN3 = dict(zip(bytes.fromhex(_BYTES), _LETTERS, strict=True))
"""The letter of a .VnTime font for each byte, which is also its code point where such text was pasted."""

_ONSET = "(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|n|ngh?|nh|ph?|qu|r|s|th?|tr|v|x)?"
_CODA = "(?:ch?|k|m|ngh?|nh?|p|t)"
_NEEDS_CODA = "(?:ă|â|iê|yê|uô|ươ|oă|uâ|uyê|oo)"
_TAKES_CODA = "(?:[aeêioôơuưy]|oa|oe|uê|uơ|uy|ue)"
_ENDS = "(?:ia|ua|ưa|uya|ai|ao|au|ay|âu|ây|eo|êu|iu|iêu|yêu|oi|ôi|ơi|oai|oay|oeo|oao|ui|ưi|ưu|uôi|ươi|ươu|uây|uao|uyu)"
_SYLLABLE = re.compile(f"{_ONSET}(?:{_NEEDS_CODA}{_CODA}|{_TAKES_CODA}{_CODA}?|{_ENDS})")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_LETTER_RUN = re.compile(r"[^\W\d_]+")
_LETTERS_AND_SIGNS = re.compile(r"[A-Za-z\u0080-\U0010ffff]+")
# What can only be a sign in real text, but is a letter in a .VnTime font.
_SIGNS = re.compile("[\u00a1-\u00ae\u00b5-\u00be\u00d7\u00f7]")
# Units that the table would turn into something like a syllable.
_UNITS = frozenset({"µm", "N·m", "C·m", "A·m"})
_TONE_MARKS = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_HAT_MARKS = {"â": "", **dict(zip("áàåãä", "\u0301\u0300\u0309\u0303\u0323", strict=True))}
_BREVE_MARKS = {"ê": "", **dict(zip("éèúüë", "\u0301\u0300\u0309\u0303\u0323", strict=True))}
_VNI_PAIRS = {
    **{
        vowel + mark: meant + tone
        for vowel, meant in zip("aeouyôö", "aeouyơư", strict=True)
        for mark, tone in _TONE_MARKS.items()
    },
    **{vowel + mark: f"{vowel}\u0302{tone}" for vowel in "aeo" for mark, tone in _HAT_MARKS.items()},
    **{f"a{mark}": f"a\u0306{tone}" for mark, tone in _BREVE_MARKS.items()},
}
"""What a vowel and the mark behind it stand for in a VNI font."""
_VNI_LETTERS = {ord(letter): meant for letter, meant in zip("ôöñæóòîÔÖÑÆÓÒÎ", "ơưđỉĩịỵƠƯĐỈĨỊỴ", strict=True)}
_VNI_MARKED = re.compile("|".join(_VNI_PAIRS), re.IGNORECASE)
_VNI_LIKE = re.compile(
    "".join(f"[{''.join(sorted({*letters, *map(str.upper, letters)}))}]" for letters in zip(*_VNI_PAIRS, strict=True))
)
"""A letter and a letter behind it, one of which may be its mark; asked of every file, so that the pairs need not be tried."""
_MISREAD = re.compile(r"(?<![A-Za-z])[A-Za-z]*+(?:[\u00c3-\u00c6\u00e1][\u0080-\u00bf\u0152-\u2122]{1,2}[A-Za-z]*+)+")
_VIETNAMESE = frozenset("àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")
_PLAUSIBLE = 0.7
_FEWEST_WORDS = 2


def is_syllable(word: str) -> bool:
    """Whether a word is built like a Vietnamese syllable with at most one tone."""
    bare, tones = _TONES.subn("", unicodedata.normalize("NFD", word.lower()))
    return tones <= 1 and _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)) is not None


def from_windows_1258(data: bytes) -> str | None:
    """Return the text when the bytes are plausible Vietnamese in Windows-1258."""
    try:
        text = unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        return None
    return text if _is_plausible(text) else None


def from_tcvn3(data: bytes) -> str | None:
    """Return the text when the bytes are plausible Vietnamese in TCVN3, the code page of the .VnTime fonts."""
    text = data.decode("latin-1").translate(TCVN3)
    return text if _is_plausible(text) else None


Mistaken = tuple[int, str, str]
"""Where a word in an old code page stands, as it stands and as it was meant."""


def pasted_vni(text: str) -> Mistaken | None:
    """Find text of a VNI font in Unicode text: ``Coâng taùc``, where a mark is a letter behind the vowel."""
    if _VNI_LIKE.search(text) is None:
        return None
    return _first_of_two(
        (found.start(), found.group(), meant)
        for found in _LETTER_RUN.finditer(text)
        if not found.group().isascii() and not is_syllable(found.group())
        if is_syllable(meant := _from_vni(found.group())) and not meant.isascii()
    )


def _from_vni(word: str) -> str:
    marked = _VNI_MARKED.sub(lambda found: _VNI_PAIRS[found[0].lower()], word)
    return unicodedata.normalize("NFC", marked.translate(_VNI_LETTERS).lower())


def misread_utf_8(text: str) -> Mistaken | None:
    """Find UTF-8 that was once read as Latin letters: ``cÃ´ng tÃ¡c``."""
    return _first_of_two(
        (found.start(), found.group(), meant)
        for found in _MISREAD.finditer(text)
        if (meant := _read_again(found.group())) is not None
    )


def _read_again(word: str) -> str | None:
    """The word by its UTF-8 bytes, where they give Vietnamese letters."""
    try:
        data = b"".join(_byte(character) for character in word)
        meant = unicodedata.normalize("NFC", data.decode("utf-8"))
    except UnicodeError:
        return None
    return meant if any(c in _VIETNAMESE for c in meant.lower()) and all(c.isalpha() for c in meant) else None


def _byte(character: str) -> bytes:
    return character.encode("latin-1" if ord(character) < 0x100 else "cp1252")  # noqa: PLR2004 - what Latin-1 holds


def _first_of_two(words: Iterator[Mistaken]) -> Mistaken | None:
    """The first of at least two different words: one alone may be a name, a unit or a quotation."""
    first, seen = None, set[str]()
    for mistaken in words:
        first = first or mistaken
        seen.add(mistaken[1].lower())
        if len(seen) >= _FEWEST_WORDS:
            return first
    return None


def pasted_tcvn3(text: str) -> Mistaken | None:
    """Find .VnTime text in Unicode text: index, word as it stands and word as it was meant.

    A single odd word may be a unit or a quotation mark; two of them, one with a sign for a letter, are a font.
    """
    if _SIGNS.search(text) is None:
        return None
    words = list(_mistaken_words(text))
    different = {word for _, word, _ in words}
    if len(different) < _FEWEST_WORDS or not any(_SIGNS.search(word) for word in different):
        return None
    return words[0]


def _mistaken_words(text: str) -> Iterator[tuple[int, str, str]]:
    for found in _LETTERS_AND_SIGNS.finditer(text):
        word = found.group()
        index = found.start() + len(word) - len(word.lstrip("«"))
        word = word.lstrip("«").rstrip("»")
        # A letter alone may be named in any text.
        if (
            len(word) > 1
            and not word.isascii()
            and word not in _UNITS
            and all(c.isascii() or ord(c) in TCVN3 for c in word)
        ):
            meant = word.translate(TCVN3)
            if not is_syllable(word) and is_syllable(meant):
                yield index, word, meant


def _is_plausible(text: str) -> bool:
    words = [word for word in _LETTER_RUN.findall(text) if not word.isascii()]
    good = {word for word in words if is_syllable(word)}
    return len(good) >= _FEWEST_WORDS and sum(word in good for word in words) >= _PLAUSIBLE * len(words)
