"""Zeros before days and months (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 4, điểm b)."""

import re
from collections.abc import Iterator, Sequence

from cchc_report.organisation import Organisation
from cchc_report.problems import Problem, warning
from cchc_report.proofreading.passages import Passage
from cchc_report.vietnamese.dates import DateStyle, Zeros

_WRITTEN = re.compile(
    r"(?<!\w)(?P<before>[Nn]gày )?(?(before)(?P<day>[0-9]{1,2}) )(?P<month_word>[Tt]háng) (?P<month>[0-9]{1,2})"
    r"(?P<year>(?:[/-]| năm )[0-9]{4})?(?![0-9]|[/-][0-9])"
)
_OFFICIAL_SECTIONS = re.compile(r"bao_cao|the_thuc_\w+")
_CLAUSE = "số 0 chỉ đứng trước ngày dưới 10 và tháng 1, 2 (Nghị định số 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 4, điểm b)"


def styles_of(organisation: Organisation | None, section: str) -> list[DateStyle]:
    """The ways that a date may be written there: the decree's, the report's, and outside the report the unit's own."""
    official = DateStyle("/", Zeros.OFFICIAL)
    if organisation is None:
        return [official, DateStyle()]
    house = organisation.style.dates
    report = organisation.genre_dates.get("bao-cao", house)
    return [official, report] if _OFFICIAL_SECTIONS.fullmatch(section) else [house, report, official]


def wrong_zeros(passage: Passage, styles: Sequence[DateStyle]) -> Iterator[Problem]:
    """Dates in words whose zeros fit none of the styles."""
    for found in _WRITTEN.finditer(passage.text):
        day, month = int(found["day"] or 1), int(found["month"])
        if not (1 <= day <= 31 and 1 <= month <= 12) or any(_fits(found, one, day, month) for one in styles):  # noqa: PLR2004 - the calendar
            continue
        meant = _rewritten(found, styles[0], day, month)
        message = f"«{found[0]}» ghi số 0 không đúng cách"
        yield warning("sai-so-khong-ngay-thang", message, passage.at(found[0]), f"viết «{meant}»: {_CLAUSE}")


def _fits(found: re.Match[str], style: DateStyle, day: int, month: int) -> bool:
    if found["day"] and found["day"] != _day(style, day):
        return False
    bare = not found["day"] and not found["year"] and found["month"] == str(month)
    return bare or found["month"] == _month(style, month)


def _rewritten(found: re.Match[str], style: DateStyle, day: int, month: int) -> str:
    before = f"{found['before']}{_day(style, day)} " if found["day"] else ""
    written = _month(style, month) if found["day"] or found["year"] else str(month)
    return f"{before}{found['month_word']} {written}{found['year'] or ''}"


def _day(style: DateStyle, day: int) -> str:
    return str(day) if style.zeros is Zeros.NONE else f"{day:02}"


def _month(style: DateStyle, month: int) -> str:
    return style.write_month(2000, month).partition(style.separator)[0]
