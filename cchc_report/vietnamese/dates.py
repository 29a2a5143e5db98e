"""Dates and moments: read in the notations offices use, written in the unit's house style."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from cchc_report.vietnamese import Fault

_DAY_FIRST = re.compile(r"(?:[Nn]gày )?([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]+)", re.ASCII)
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", re.ASCII)
_MOMENT = re.compile(r"(.+?)(?:,? +-? *|T)([0-9]{1,2})[:hg]([0-9]{2})", re.ASCII)
YEARS = range(1945, 2100)
"""The years that a report can speak of."""


_PADDED_MONTHS = (1, 2)
"""Written 01 and 02 in official documents (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 4, điểm b)."""


class Zeros(Enum):
    """Where a zero stands before a single digit; the values are the examples that ``don-vi.yaml`` names a style by."""

    NONE = "3{0}2{0}2024"
    ALL = "03{0}02{0}2024"
    OFFICIAL = "05{0}3{0}2024"


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How a unit writes dates, as an example shows it: ``3-2-2024``, ``3/2/2024``, ``03/02/2024``, ``05/3/2024``."""

    separator: str = "/"
    zeros: Zeros = Zeros.NONE

    def write(self, day: date) -> str:
        """The date in this style."""
        first = str(day.day) if self.zeros is Zeros.NONE else f"{day.day:02}"
        return f"{first}{self.separator}{self.write_month(day.year, day.month)}"

    def write_month(self, year: int, month: int) -> str:
        """The month in this style: ``3-2024``."""
        padded = self.zeros is Zeros.ALL or (self.zeros is Zeros.OFFICIAL and month in _PADDED_MONTHS)
        return f"{month:02}{self.separator}{year}" if padded else f"{month}{self.separator}{year}"

    def write_moment(self, moment: datetime) -> str:
        """Date and time of day, as a newspaper's page gives them: ``25/03/2024 - 05:48``."""
        return f"{self.write(moment)} - {moment:%H:%M}"


def write_official(day: date) -> str:
    """``ngày 05 tháng 01 năm 2020``: a zero before days below 10 and before months 1 and 2 only.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 4, điểm b.
    """
    return f"ngày {day.day:02} {write_official_month(day.year, day.month)}"


def write_official_month(year: int, month: int) -> str:
    """``tháng 01 năm 2020``, ``tháng 3 năm 2020``; the clause is that of ``write_official``."""
    return f"tháng {month:02} năm {year}" if month in _PADDED_MONTHS else f"tháng {month} năm {year}"


STYLES = {zeros.value.format(mark): DateStyle(mark, zeros) for zeros in Zeros for mark in "-/."}
"""Each style under the example that names it in ``don-vi.yaml``."""


def read_date(text: str) -> date | Fault:
    """Read ``3-2-2024``, ``3/2/2024``, ``03.02.2024`` or ``2024-02-03``; the day must be in the calendar."""
    text = text.strip()
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = found[1], found[3], found[4]
    elif found := _YEAR_FIRST.fullmatch(text):
        year, month, day = found.groups()
    else:
        return Fault("sai-ngay", f"«{text}» không phải là ngày", "viết ngày-tháng-năm, như 3-2-2024")
    if len(year) != len("2024"):
        return Fault(
            "sai-ngay",
            f"năm «{year}» trong «{text}» không có đúng bốn chữ số",
            f"viết năm bằng bốn chữ số, như {day}-{month}-2024",
        )
    return _in_calendar(text, int(year), int(month), int(day))


def read_moment(text: str) -> datetime | Fault:
    """Read a date with a time of day: ``25/03/2024 - 05:48``; a date alone stands for its midnight."""
    text = text.strip()
    found = _MOMENT.fullmatch(text)
    day = read_date(found[1] if found else text)
    if isinstance(day, Fault):
        return Fault(day.name, day.message, day.hint if found else "viết ngày rồi giờ, như 25/03/2024 - 05:48")
    hour, minute = (int(found[2]), int(found[3])) if found else (0, 0)
    if hour > 23 or minute > 59:  # noqa: PLR2004 - the last hour and minute of a day
        return Fault("sai-gio", f"không có giờ {hour}:{minute:02}", "giờ từ 00:00 đến 23:59")
    return datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001 - local time as printed, never compared


def _in_calendar(text: str, year: int, month: int, day: int) -> date | Fault:
    if year not in YEARS:
        return Fault("sai-ngay", f"năm {year} trong «{text}» ngoài khoảng {YEARS[0]}-{YEARS[-1]}", "kiểm tra lại năm")
    try:
        return date(year, month, day)
    except ValueError:
        return Fault(
            "sai-ngay", f"không có ngày {day} tháng {month} năm {year} trong lịch", "kiểm tra lại ngày và tháng"
        )
