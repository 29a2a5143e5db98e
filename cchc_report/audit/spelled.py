"""Numbers written as words: ``sáu``, ``sáu mươi hai``, ``hai nghìn không trăm hai mươi``; and fractions, which are none."""

from decimal import Decimal

DIGITS = {
    word: number for number, word in enumerate(("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"), start=1)
} | {"bẩy": 7}
TEN = "mười"
_LATER = {**DIGITS, "không": 0, "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
"""Digits behind another word of the number."""
_SMALL = {"mươi": 10, "trăm": 100}
_LARGE = {"nghìn": 1000, "ngàn": 1000, "triệu": 10**6}
_FIRST = f"(?:{'|'.join((*DIGITS, TEN))})"
_MORE = f"(?:{'|'.join((*_LATER, TEN, *_SMALL, *_LARGE, 'linh', 'lẻ'))})"
FRACTION = rf"{_FIRST} phần (?:{'|'.join((*_LATER, TEN))})"
SPELLED = rf"(?:{_FIRST}(?: (?:mươi|trăm)|(?: (?:nghìn|ngàn)(?= (?:không|{_FIRST}) trăm)))(?: {_MORE}(?!\w))*|{TEN} (?:{'|'.join(_LATER)})|{_FIRST})"
"""A number of one or more words; ``hai năm`` is two of years, ``hai triệu`` two of millions."""


def value_of(written: str) -> Decimal:
    """What such a number counts."""
    total = hundreds = last = 0
    for word in written.lower().split():
        if word in _SMALL:
            hundreds, last = hundreds + last * _SMALL[word], 0
        elif word in _LARGE:
            total, hundreds, last = total + (hundreds + last) * _LARGE[word], 0, 0
        elif word == TEN:
            hundreds, last = hundreds + 10, 0
        else:
            last = _LATER.get(word, 0)
    return Decimal(total + hundreds + last)
