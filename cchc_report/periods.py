"""Reporting periods: a month, a quarter, six or nine months, a year, any stretch of days; how files and texts name them.

Each has the one before it and the one a year ago, and the days between which its figures are collected
(Nghị định 09/2019/NĐ-CP, Điều 12).
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from cchc_report.vietnamese import Fault
from cchc_report.vietnamese.dates import YEARS, DateStyle, read_date

ROMAN = ("I", "II", "III", "IV")
FILE_NAMES = "2024-03 (tháng), 2024-q1 (quý), 2024-6t (6 tháng đầu năm), 2024-9t (9 tháng đầu năm), 2024 (năm), 2024-01-05_2024-02-20 (từ ngày đến ngày)"
"""How file names spell periods, for messages."""
CUT_DAY = 14
"""The last day of a month whose figures a periodic report takes in (Nghị định 09/2019/NĐ-CP, Điều 12)."""


class PeriodType(StrEnum):
    """The kinds of period that reports cover."""

    MONTH = "thang"
    QUARTER = "quy"
    HALF = "6t"
    NINE_MONTHS = "9t"
    YEAR = "nam"
    RANGE = "tuy-chon"


_MONTHS = {
    PeriodType.MONTH: 1,
    PeriodType.QUARTER: 3,
    PeriodType.HALF: 6,
    PeriodType.NINE_MONTHS: 9,
    PeriodType.YEAR: 12,
}
"""How many months each takes in."""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of calendar months within one year, or of days."""

    type: PeriodType
    year: int
    """For a stretch of days, the year of the last one."""
    number: int = 1
    """The month or quarter, from 1; 1 for the others."""
    days: tuple[date, date] | None = None
    """The first and last day of a stretch of days; None for the others."""

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
            case PeriodType.RANGE:
                return f"{self.first_day}_{self.last_day}"

    @property
    def first_day(self) -> date:
        """The first day of the period."""
        return self.days[0] if self.days else date(self.year, self._last_month - _MONTHS[self.type] + 1, 1)

    @property
    def last_day(self) -> date:
        """The last day of the period; validity dates and waivers are compared with it."""
        month = self._last_month
        return self.days[1] if self.days else date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def _last_month(self) -> int:
        return self.number * _MONTHS.get(self.type, 1)

    @property
    def cut(self) -> tuple[date, date]:
        """The first and last day whose figures the period's report takes in: 15 December to 14 March for quý I.

        Nghị định 09/2019/NĐ-CP, Điều 12; nine months, which it does not name, in the same way. A stretch of days is its own.
        """
        if self.days:
            return self.days
        before = self.first_day - timedelta(days=1)
        return before.replace(day=CUT_DAY + 1), self.last_day.replace(day=CUT_DAY)

    def is_alike_in_length(self, other: "Period") -> bool:
        """Whether the longer of the two is at most a quarter longer: months and quarters are, a quarter and six months are not."""
        short, long = sorted((period.last_day - period.first_day).days + 1 for period in (self, other))
        return 4 * long <= 5 * short

    def before(self) -> "Period | None":
        """The period before of the same type; None for a stretch of days, which has none of its own."""
        match self.type:
            case PeriodType.MONTH | PeriodType.QUARTER if self.number == 1:
                return Period(self.type, self.year - 1, 12 // _MONTHS[self.type])
            case PeriodType.MONTH | PeriodType.QUARTER:
                return Period(self.type, self.year, self.number - 1)
            case PeriodType.RANGE:
                return None
            case _:
                return self.year_ago()

    def year_ago(self) -> "Period":
        """The same period a year earlier; 29 February becomes 28."""
        days = (_year_before(self.days[0]), _year_before(self.days[1])) if self.days else None
        return Period(self.type, self.year - 1, self.number, days)

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
            case PeriodType.RANGE:
                return f"giai đoạn từ ngày {style.write(self.first_day)} đến ngày {style.write(self.last_day)}"

    def write_as_year_ago(self) -> str:
        """As a sentence names it that has just named the same period of a later year: ``cùng kỳ năm 2023``."""
        return f"năm {self.year}" if self.type is PeriodType.YEAR else f"cùng kỳ năm {self.year}"


def _year_before(day: date) -> date:
    last = calendar.monthrange(day.year - 1, day.month)[1]
    return date(day.year - 1, day.month, min(day.day, last))


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
_RANGE = re.compile(r"(?:(?:giai đoạn )?từ (?:ngày )?)?(\S+)(?:_| đến (?:ngày )?)(\S+)", re.IGNORECASE)


def period_of_file(stem: str) -> Period | None:
    """The period that a metrics file's name spells (without ``.yaml``), or None."""
    found = read_period(stem)
    return found if isinstance(found, Period) and str(found) == stem else None


_COPY = re.compile(r"\d{4}-(?:q[1-4]|[69]t)(?![^\W_])|\d{4}-\d\d(?![^\W_]|-\d)|\d{4}(?![\w-])", re.ASCII)
"""What the name of a copy begins with; ``2026-03-15`` is a day on which somebody made one, and no month."""


def period_of_copy(name: str) -> Period | None:
    """The period that the name of a metrics file's copy begins with: ``2026-q1 (1).yaml``, ``2026-q1.yaml.bak``."""
    whole = period_of_file(name.rpartition(".")[0])
    found = _COPY.match(name.lower())
    return whole or (period_of_file(found[0]) if found else None)


def read_period(text: str) -> Period | Fault:
    """Read ``quý I năm 2024``, ``quý I/2024``, ``3-2024``, ``tháng 3-2024``, ``năm 2023`` or a file name's form."""
    text = " ".join(text.split())
    for period_type, pattern in _PATTERNS:
        if (found := pattern.fullmatch(text)) and _year(found) in YEARS:
            return _period(period_type, {name: part for name, part in found.groupdict().items() if part})
    if found := _RANGE.fullmatch(text):
        return _range(text, read_date(found[1]), read_date(found[2]))
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


def _range(text: str, first: date | Fault, last: date | Fault) -> Period | Fault:
    """A stretch of days, from the one to the other."""
    if isinstance(first, Fault):
        return first
    if isinstance(last, Fault):
        return last
    if first > last:
        return Fault("sai-ky", f"trong «{text}», ngày đầu sau ngày cuối", "ghi ngày đầu kỳ trước, ngày cuối kỳ sau")
    return Period(PeriodType.RANGE, last.year, 1, (first, last))
