"""What a stored number means by the format of its cell: a number, a percent, a day, a time."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import Enum, auto
from functools import lru_cache

from cchc_report.workbook.model import Broken, Content, Number

BUILT_IN = {
    **dict.fromkeys([9, 10], "0%"),
    **dict.fromkeys([14, 15, 16, 17, *range(27, 32), 36, *range(50, 59)], "yyyy-mm-dd"),
    **dict.fromkeys([18, 19, 20, 21, 32, 33, 34, 35, 45, 47], "hh:mm:ss"),
    22: "yyyy-mm-dd hh:mm",
    46: "[h]:mm:ss",
}
"""Codes of the formats that Excel knows by number alone, as far as they differ from a plain number (ISO/IEC 29500-1, 18.8.30)."""
_KEPT = Context(prec=15, rounding=ROUND_HALF_UP)
"""Excel keeps fifteen significant digits, and writes 0.07 as 0.07000000000000001."""
_NUMBER = re.compile(r"[+-]?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})(?:[eE][+-]?\d{1,4})?", re.ASCII)
_LARGEST_EXPONENT = 308
"""Of a number that a spreadsheet can hold."""
_SILENT = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
"""What prints as it stands in a format, or pads, colours and chooses."""
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_UNSEEN = {"Cc", "Cf", "Zl", "Zp", "Zs"}
"""Categories of the characters that leave no ink: controls, joiners, spaces."""
_DAY_IN_SECONDS = 86_400
_LAST_DAY = 2_958_466
"""One more than the last day that Excel knows, 31 December 9999."""


class Shown(Enum):
    """What a cell shows its number as."""

    NUMBER = auto()
    PERCENT = auto()
    DAY = auto()
    TIME = auto()
    MOMENT = auto()
    DURATION = auto()


@lru_cache(maxsize=1000)
def shown_as(code: str) -> Shown:
    """What a format code such as ``dd/mm/yyyy`` or ``0.0%`` makes of a number, going by its first section."""
    section = _SILENT.sub("", code).partition(";")[0].lower()
    if "general" in section:
        return Shown.NUMBER
    if "%" in section:
        return Shown.PERCENT
    if _ELAPSED.search(section):
        return Shown.DURATION
    clock = re.search("[hs]", section) is not None
    day = re.search("[yd]", section) is not None or ("m" in section and not clock)
    if day:
        return Shown.MOMENT if clock else Shown.DAY
    return Shown.TIME if clock else Shown.NUMBER


def content_of(stored: str, shown: Shown, *, from_1904: bool = False) -> Content:
    """What a cell holds whose number is stored with a decimal point; Broken where that is no number or no day."""
    value = exact(stored)
    if value is None:
        return Broken(stored)
    if shown in {Shown.NUMBER, Shown.PERCENT}:
        return number(value, percent=shown is Shown.PERCENT)
    if not 0 <= value < _LAST_DAY:
        return Broken(stored)
    return _dated(value, shown, from_1904=from_1904)


def number(value: Decimal, *, percent: bool) -> Number:
    """A number as its cell shows it."""
    return Number(_plain(value.scaleb(2)) if percent else value, percent)


def exact(stored: str) -> Decimal | None:
    """The fifteen digits of a number in the file's own spelling, ``0.07000000000000001``; None for anything else."""
    if not _NUMBER.fullmatch(stored):
        return None
    value = _KEPT.create_decimal(stored)
    return _plain(value) if abs(value.adjusted()) <= _LARGEST_EXPONENT or not value else None


def duration(hours: int, minutes: int, seconds: int) -> str | time:
    """A length of time as its cell shows it: what is longer than a day is no time of day, but the text ``30:00:00``."""
    minutes, seconds = minutes + seconds // 60, seconds % 60
    hours, minutes = hours + minutes // 60, minutes % 60
    try:
        return time(hours, minutes, seconds)
    except ValueError:
        return f"{hours}:{minutes:02}:{seconds:02}"


def iso_content(text: str) -> Content:
    """A day or a moment as ISO 8601 spells it; Broken where there is no such day."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return Broken(text)


def is_blank(text: str) -> bool:
    """Whether nothing of a text can be seen."""
    return all(unicodedata.category(character) in _UNSEEN for character in text)


def _plain(value: Decimal) -> Decimal:
    """Without an exponent and without zeros at the end of a fraction: 100, not 1E+2 or 100.00."""
    return Decimal(f"{value.normalize():f}") if value else Decimal(0)


def _dated(value: Decimal, shown: Shown, *, from_1904: bool) -> Content:
    days, fraction = divmod(value, 1)
    seconds = int((fraction * _DAY_IN_SECONDS).to_integral_value(ROUND_HALF_UP))
    if shown is Shown.DURATION or (shown is Shown.TIME and not days):
        return duration(int(days) * 24, 0, seconds)
    try:
        moment = _first_day(int(days), from_1904=from_1904) + timedelta(int(days), seconds)
    except OverflowError:
        return Broken(str(value))
    return moment.date() if shown is Shown.DAY else moment


def _first_day(days: int, *, from_1904: bool) -> datetime:
    """Day 0. Excel counts a 29 February 1900 that never was."""
    if from_1904:
        return datetime(1904, 1, 1)  # noqa: DTZ001 - the days of a workbook are in no time zone
    return datetime(1899, 12, 30 if days >= 60 else 31)  # noqa: DTZ001, PLR2004 - as above; the false day is number 60
