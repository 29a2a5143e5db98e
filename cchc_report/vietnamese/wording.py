"""Words: lists, capitals, the nearest right name, and the spaces that must not break."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from cchc_report.vietnamese.numbers import LOCALE

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
POINTS = "abcdđeghiklmnopqrstuvxy"
"""The letters that count points (điểm): the Vietnamese alphabet without the vowels that carry a mark."""
_BEFORE_NUMBER = re.compile(r"(?<!\w)(?:[Ss]ố|[Nn]gày|[Tt]háng|[Qq]uý|[Nn]ăm|[Đđ]iều|[Kk]hoản|[Kk]hóa)\Z")
_LONGEST_BEFORE_NUMBER = len("tháng")
_SPACE_BEFORE_NUMBER = re.compile(r" (?=[0-9]|[IVX]+\b)")
_ADMINISTRATIVE = re.compile(r"(?:Xã|Phường|Thị trấn|Thị xã|Đặc khu|Huyện|Quận|Thành phố|Tỉnh) ")
_ALWAYS_CAPITAL = "Thành phố Hồ Chí Minh"
_TONES = "\u0300\u0301\u0303\u0309\u0323"
"""The marks of the five tones, which people put on one vowel or on another."""


def nfc(text: str) -> str:
    """The composed form, in which Vietnamese texts are compared here."""
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """Composed, on one line, with single plain spaces, whatever kinds of space and line ends it had."""
    return " ".join(nfc(text).split())


def list_of(items: Sequence[str]) -> str:
    """``A``, ``A và B``, ``A, B và C``."""
    from babel.lists import format_list  # noqa: PLC0415 - only documents need it, checks do not

    return str(format_list(items, style="standard", locale=LOCALE)) if items else ""


def capitalised(text: str) -> str:
    """The first letter a capital, the rest as it is (``str.capitalize`` would lower it)."""
    return text[:1].upper() + text[1:]


def inside_sentence(name: str) -> str:
    """A unit's name inside a sentence: ``Phường Phước An`` as ``phường Phước An`` (Nghị định 30/2020, Phụ lục II, III.2)."""
    found = _ADMINISTRATIVE.match(name)
    is_common = found is not None and name[found.end() :][:1].isupper() and name != _ALWAYS_CAPITAL
    return uncapitalised(name) if is_common else name


def uncapitalised(text: str) -> str:
    """The first letter small, for words that go on inside a sentence; an abbreviation or a name of several capitals stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def without_marks(text: str) -> str:
    """Small letters without diacritics, as ids are written: ``Bãi bỏ`` becomes ``bai bo``."""
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def as_id(text: str) -> str:
    """The id somebody meant: no diacritics, no capitals, ``_`` for spaces and hyphens."""
    return re.sub(r"[\s\-_]+", "_", without_marks(text).strip())


@lru_cache(maxsize=8192)
def name_key(name: str) -> str:
    """Equal for one name however it is spelt: capitals, spaces, ``hòa`` or ``hoà``. ``Tân Hòa`` and ``Tân Hoa`` are two."""
    return " ".join(_tone_last(word) for word in unicodedata.normalize("NFD", name.casefold()).split())


def _tone_last(word: str) -> str:
    return "".join(c for c in word if c not in _TONES) + "".join(c for c in word if c in _TONES)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that a misspelt one most likely stands for, or None when nothing is near."""
    candidates = list(known)
    wanted = as_id(name)
    same = [candidate for candidate in candidates if as_id(candidate) == wanted]
    if same:
        return same[0]
    folded = {as_id(candidate): candidate for candidate in candidates}
    close = difflib.get_close_matches(wanted, folded, n=1, cutoff=0.7)
    return folded[close[0]] if close else None


@lru_cache(maxsize=8)
def _before_unit(units: tuple[str, ...]) -> re.Pattern[str] | None:
    names = "|".join(re.escape(unit) for unit in sorted(units, key=len, reverse=True))
    return re.compile(rf" (?:(?<=[0-9] )|(?<=[0-9]% ))(?=(?:{names})(?!\w))") if names else None


def unbreakable(text: str, units: tuple[str, ...]) -> str:
    """Put no-break spaces where a line must not end: after ``số``, ``ngày``, ``quý`` and before a unit.

    The length of the text stays the same, character for character.
    """
    if " " not in text:
        return text
    text = _SPACE_BEFORE_NUMBER.sub(_bound_to_number, text)
    pattern = _before_unit(units)
    return pattern.sub(NO_BREAK_SPACE, text) if pattern else text


def _bound_to_number(space: re.Match[str]) -> str:
    """What stands between a word and a number. Looking back from the few such spaces is faster than looking for the words."""
    at = space.start()
    found = _BEFORE_NUMBER.search(space.string, max(0, at - _LONGEST_BEFORE_NUMBER), at)
    return NO_BREAK_SPACE if found else " "
