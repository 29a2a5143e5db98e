"""Two ways of placing a tone mark, «hòa» and «hoà»: either is right, both in one unit's texts are not."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cchc_report.problems import Problem, Related, warning
from cchc_report.proofreading.passages import Passage
from cchc_report.vietnamese.wording import nfc

_WORD = re.compile(r"[^\W\d_]+")
_ON_FIRST = re.compile(r"(?:[òóỏõọ][ae]|(?<!q)[ùúủũụ]y)$", re.IGNORECASE)
_ON_SECOND = re.compile(r"(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])$", re.IGNORECASE)
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_BEGINNING = re.compile(r"(?:^|[.!?:;…]\s+|[\"“«(\-]\s*)$")
_COMMITTEE = {"ủy", "uỷ"}
"""A word that is capital in the middle of a sentence without being a name: «Ủy ban nhân dân»."""


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    on_first: bool
    passage: Passage


def mixed(here: Sequence[Passage], beside: Sequence[Passage], file: str | None = None) -> Iterator[Problem]:
    """Each word written the way that fewer of the unit's words are; of two ways alike, ours is that of the templates.

    ``beside`` only counts. Where ``file`` is given, what stands in another one is told without its words, so that it is told
    once however many files are checked.
    """
    own = [word for passage in here for word in _words(passage)]
    known = [*own, *(word for passage in beside for word in _words(passage))]
    firsts = sum(word.on_first for word in known)
    if firsts in {0, len(known)}:
        return
    on_first = firsts * 2 >= len(known)
    usual = next(word for word in known if word.on_first is on_first)
    told: set[tuple[str, str]] = set()
    for word in own:
        key = word.text.lower(), word.passage.place.file
        if word.on_first is not on_first and key not in told:
            told.add(key)
            yield _told(word, usual, file)


def _told(word: _Word, usual: _Word, file: str | None) -> Problem:
    place, hint = (
        word.passage.at(word.text),
        f"viết «{_moved(word.text)}» cho thống nhất; nếu là tên riêng thì viết hoa",
    )
    name = "dau-thanh-khong-thong-nhat"
    if file is not None and place.file != file:
        return warning(name, f"«{word.text}» đặt dấu thanh khác phần lớn câu chữ khác của đơn vị", place, hint)
    related = [Related(f"ở đây viết «{usual.text}»", usual.passage.at(usual.text))]
    message = f"«{word.text}» đặt dấu thanh khác với «{usual.text}» và phần lớn câu chữ khác"
    return warning(name, message, place, hint, related)


def _words(passage: Passage) -> Iterator[_Word]:
    """The words that can be written in two ways, but for names and the national title, which are written as they are."""
    for found in _WORD.finditer(passage.text):
        first, second = _ON_FIRST.search(found[0]), _ON_SECOND.search(found[0])
        if (first or second) and not _is_name(passage.text, found):
            yield _Word(found[0], first is not None, passage)


def _is_name(text: str, found: re.Match[str]) -> bool:
    word = found[0]
    if not word[0].isupper() or word.lower() in _COMMITTEE:
        return False
    return word.isupper() or _BEGINNING.search(text[: found.start()]) is None


def _moved(word: str) -> str:
    """The word with its tone mark on the other vowel."""
    plain = "".join(one for one in unicodedata.normalize("NFD", word[-2:]) if one not in _TONES)
    tone = next(one for one in unicodedata.normalize("NFD", word[-2:]) if one in _TONES)
    first = _ON_FIRST.search(word) is not None
    return word[:-2] + nfc(plain[0] + plain[1] + tone if first else plain[0] + tone + plain[1])
