"""Reporting periods: a month, a quarter, six or nine months, a year; how a file names them and how a text does."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cchc_report.vietnamese import Fault
from cchc_report.vietnamese.dates import YEARS, DateStyle

ROMAN = ("I", "II", "III", "IV")
FILE_NAMES = "2024-03 (tháng), 2024-q1 (quý), 2024-6t (6 tháng đầu năm), 2024-9t (9 tháng đầu năm), 2024 (năm)"
"""How file names spell periods, for messages."""


class PeriodType(StrEnum):
    """The kinds of period that reports cover."""

    MONTH = "thang"
    QUARTER = "quy"
    HALF = "6t"
    NINE_MONTHS = "9t"
    YEAR = "nam"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of calendar months within one year."""

    type: PeriodType
    year: int
    number: int = 1
    """The month or quarter, from 1; 1 for the others."""

    def __str__(self) -> str:
        """As a file name spells it: ``2024-q1``."""
        match self.type:
            case PeriodType.MONTH:
                return f"{self.year}-{self.number:02}"
            case PeriodType.QUARTER:
                return f"{self.year}-q{self.number}"
            case PeriodType.HALF | PeriodType.NINE_MONTHS:
                return f"{self.year}-{self.type.value}"
            case PeriodType.YEAR:
                return str(self.year)

    @property
    def first_day(self) -> date:
        """The first day of the period's calendar months."""
        months = {PeriodType.MONTH: self.number, PeriodType.QUARTER: 3 * self.number - 2}
        return date(self.year, months.get(self.type, 1), 1)

    @property
    def last_day(self) -> date:
        """The last day of the period's calendar months; validity dates and waivers are compared with it."""
        months = {
            PeriodType.MONTH: self.number,
            PeriodType.QUARTER: 3 * self.number,
            PeriodType.HALF: 6,
            PeriodType.NINE_MONTHS: 9,
        }
        month = months.get(self.type, 12)
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    def write(self, style: DateStyle) -> str:
        """As a sentence names it: ``quý I năm 2024``, ``tháng 3-2024``, ``6 tháng đầu năm 2024``."""
        match self.type:
            case PeriodType.MONTH:
                return f"tháng {style.write_month(self.year, self.number)}"
            case PeriodType.QUARTER:
                return f"quý {ROMAN[self.number - 1]} năm {self.year}"
            case PeriodType.HALF:
                return f"6 tháng đầu năm {self.year}"
            case PeriodType.NINE_MONTHS:
                return f"9 tháng đầu năm {self.year}"
            case PeriodType.YEAR:
                return f"năm {self.year}"


_FORMS = (
    (PeriodType.QUARTER, r"(?P<year>\d{4})-?q(?P<number>[1-4])"),
    (PeriodType.QUARTER, r"quý (?P<roman>iv|iii|ii|i|[1-4])(?:/| năm |-| )(?P<year>\d{4})"),
    (PeriodType.HALF, r"(?P<year>\d{4})-6t|6 tháng(?: đầu năm| năm)? (?P<other>\d{4})"),
    (PeriodType.NINE_MONTHS, r"(?P<year>\d{4})-9t|9 tháng(?: đầu năm| năm)? (?P<other>\d{4})"),
    (PeriodType.MONTH, r"(?P<year>\d{4})-(?P<number>0[1-9]|1[0-2])"),
    (PeriodType.MONTH, r"(?:tháng )?(?P<number>0?[1-9]|1[0-2])(?:-|/|\.| năm )(?P<year>\d{4})"),
    (PeriodType.YEAR, r"(?:năm )?(?P<year>\d{4})"),
)
_PATTERNS = tuple((period_type, re.compile(form, re.ASCII | re.IGNORECASE)) for period_type, form in _FORMS)


def period_of_file(stem: str) -> Period | None:
    """The period that a metrics file's name spells (without ``.yaml``), or None."""
    found = read_period(stem)
    return found if isinstance(found, Period) and str(found) == stem else None


def read_period(text: str) -> Period | Fault:
    """Read ``quý I năm 2024``, ``quý I/2024``, ``3-2024``, ``tháng 3-2024``, ``năm 2023`` or a file name's form."""
    text = " ".join(text.split())
    for period_type, pattern in _PATTERNS:
        if (found := pattern.fullmatch(text)) and _year(found) in YEARS:
            return _period(period_type, {name: part for name, part in found.groupdict().items() if part})
    return Fault(
        "sai-ky", f"«{text}» không phải là kỳ", "viết như quý II năm 2024, tháng 3-2024, 6 tháng đầu năm 2024, năm 2024"
    )


def _year(found: re.Match[str]) -> int:
    parts = found.groupdict()
    return int(parts["year"] or parts["other"])


def _period(period_type: PeriodType, parts: dict[str, str]) -> Period:
    year = int(parts.get("year") or parts["other"])
    roman = parts.get("roman", "").upper()
    number = ROMAN.index(roman) + 1 if roman in ROMAN else int(roman or parts.get("number", "1"))
    return Period(period_type, year, number)
