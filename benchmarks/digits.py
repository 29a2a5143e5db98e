"""Printed numbers and dates as strings of digits, and the ways in which people get them wrong."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_DAY = re.compile(r"(\d{1,2})(?:[-/.]| tháng )(\d{1,2})(?:[-/.]| năm )(\d{4})")
_YEARS = range(2010, 2040)


def core(text: str) -> str:
    """The digits of a printed number, with points and commas between: ``982.188`` of ``982.188 triệu đồng``; empty without any."""
    found = _NUMBER.search(text)
    return found[0] if found else ""


def value(digits: str) -> Decimal:
    """What a Vietnamese reader reads."""
    return Decimal(digits.replace(".", "").replace(",", "."))


def is_rounding(digits: str, true: str) -> bool:
    """Whether a number of fewer decimals is the true one rounded half up, and so not wrong."""
    place = Decimal(1).scaleb(-len(digits.partition(",")[2]))
    return value(digits) == value(true).quantize(place, ROUND_HALF_UP)


def frame(text: str) -> str:
    """What stands around the digits: the unit."""
    return text.replace(core(text), "", 1)


def digit_changes(digits: str) -> Iterator[str]:
    """Each digit in turn as each other one; a number never begins with 0."""
    for at, old in enumerate(digits):
        for new in "0123456789" if old.isdigit() else "":
            if new != old and not (at == 0 and new == "0"):
                yield digits[:at] + new + digits[at + 1 :]


def transpositions(digits: str) -> Iterator[str]:
    """Each two neighbouring digits in turn the other way round."""
    places = [at for at, character in enumerate(digits) if character.isdigit()]
    for first, second in pairwise(places):
        changed = list(digits)
        changed[first], changed[second] = digits[second], digits[first]
        if changed[0] != "0":
            yield "".join(changed)


def exchanges(digits: str) -> Iterator[str]:
    """A comma for the point or back, where there is one of them in all."""
    if len(re.findall(r"[.,]", digits)) == 1:
        yield digits.translate(str.maketrans(".,", ",."))


def other_references(text: str) -> list[str]:
    """The text with one digit of its day, or else of its first number changed; a date stays one."""
    day = _DAY.search(text)
    found = day or _NUMBER.search(text)
    start, end = found.span() if found else (0, 0)
    changed = [text[:start] + other + text[end:] for other in digit_changes(text[start:end])]
    return [other for other in changed if _is_possible(other)] if day else changed


def _is_possible(text: str) -> bool:
    """Whether it holds a date of these years, such as nobody notices at once."""
    found = _DAY.search(text)
    try:
        return found is not None and date(int(found[3]), int(found[2]), int(found[1])).year in _YEARS
    except ValueError:
        return False
