"""What a metrics file says of its own period: its name again, the days of its figures, what it is compared with."""

from collections.abc import Mapping as Table
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from cchc_report.fields import Fields, is_blank
from cchc_report.figures.model import CUT_KEYS, PERIOD_INDICATORS, PERIOD_KEY, Earlier, Figure, Withheld
from cchc_report.formulas import PREVIOUS, YEAR_AGO
from cchc_report.periods import Period, PeriodType, read_period
from cchc_report.problems import Place, Problem, error, warning
from cchc_report.source import Mapping, Node, Scalar, Source
from cchc_report.values import HouseStyle, Quantity
from cchc_report.vietnamese import Fault

FARTHEST = timedelta(days=62)
"""How far from the usual days those of the figures may be without a warning."""
NONE = "không"
"""What stands for a period to compare with where there shall be none."""


@dataclass(frozen=True, slots=True)
class Statement:
    """The ``ky:`` lines of a metrics file."""

    period: Period
    place: Place
    """Where the period is stated: the file itself, or its own line."""
    cut: Table[str, tuple[date, Place]] = field(default_factory=dict)
    """``tu_ngay`` and ``den_ngay``, the days between which figures were collected; empty where the file does not say."""
    bases: Table[str, Period | None] = field(default_factory=dict)
    """The periods to compare with, by ``ky_truoc`` and ``cung_ky``, where the file says so; None for none."""
    earlier: Table[str, Earlier | Withheld] = field(default_factory=dict)
    """What was found of them, and of the others that figures are held against."""

    def base(self, base: str) -> Period | None:
        """The period to compare with: the file's own, or the one before of the same type and the one a year ago."""
        usual = {PREVIOUS: self.period.before(), YEAR_AGO: self.period.year_ago()}
        return self.bases[base] if base in self.bases else usual[base]


def read_statement(metrics: Source, period: Period, style: HouseStyle) -> tuple[Statement, list[Problem]]:
    """Read ``ky:``, one line or several; what it says must not contradict the file's name."""
    problems: list[Problem] = []
    stated = metrics.root.get(PERIOD_KEY) if metrics.root else None
    first = Place(metrics.file, excerpt=metrics.text.splitlines()[0] if metrics.text.strip() else "")
    if stated is None:
        return Statement(period, first), problems
    if is_blank(stated):
        hint = "xóa dòng này: tên tệp đã cho biết kỳ"
        return Statement(period, first), [error("gia-tri-trong", "«ky» chưa ghi giá trị", stated.place, hint)]
    if not isinstance(stated, Mapping):
        _contradiction(stated, period, style, problems)
        return Statement(period, stated.place), problems
    fields = Fields(stated, f"«{PERIOD_KEY}»", problems)
    named = fields.scalar("ten")
    if named is not None:
        _contradiction(named, period, style, problems)
    statement = Statement(
        period, named.place if named else first, _cut(fields, period, problems), _bases(fields, period)
    )
    fields.leftovers()
    return statement, problems


def stated_period(metrics: Source) -> Period | None:
    """The period that a metrics file says it is of; None where it does not, or says so wrongly."""
    stated = metrics.root.get(PERIOD_KEY) if metrics.root else None
    named = stated.get("ten") if isinstance(stated, Mapping) else stated
    found = read_period(named.text) if isinstance(named, Scalar) else None
    return found if isinstance(found, Period) else None


def _contradiction(stated: Node, period: Period, style: HouseStyle, problems: list[Problem]) -> None:
    found = (
        read_period(stated.text)
        if isinstance(stated, Scalar)
        else Fault("sai-ky", "«ky» phải là một kỳ", "xóa dòng này: tên tệp đã cho biết kỳ")
    )
    if isinstance(found, Fault):
        problems.append(error(found.name, found.message, stated.place, found.hint))
    elif found != period:
        message = f"tệp ghi kỳ {found.write(style.dates)}, nhưng tên tệp là {period.write(style.dates)}"
        problems.append(error("ky-khong-khop", message, stated.place, "sửa dòng này hoặc đổi tên tệp cho khớp"))


def _cut(fields: Fields, period: Period, problems: list[Problem]) -> dict[str, tuple[date, Place]]:
    """The days the file states; the one that it leaves out is the usual one (Nghị định 09/2019/NĐ-CP, Điều 12)."""
    stated = {
        key: (day, scalar.place) for key in CUT_KEYS if (scalar := fields.scalar(key)) and (day := fields.day(key))
    }
    if not stated:
        return {}
    place = next(iter(stated.values()))[1]
    first, last = stated.get("tu_ngay", (period.cut[0], place)), stated.get("den_ngay", (period.cut[1], place))
    usual = f"kỳ này thường lấy số liệu từ {_short(period.cut[0])} đến {_short(period.cut[1])}"
    if first[0] > last[0]:
        problems.append(error("ngay-chot-sai", "ngày bắt đầu lấy số liệu sau ngày chốt", first[1], usual))
    elif first[0] > period.last_day or last[0] < period.first_day:
        problems.append(error("ngay-chot-sai", "ngày lấy số liệu nằm ngoài kỳ báo cáo", place, usual))
    else:
        for day, where, expected in ((*first, period.cut[0]), (*last, period.cut[1])):
            if abs(day - expected) > FARTHEST:
                message = f"ngày {_short(day)} cách xa ngày lấy số liệu thường lệ của kỳ này"
                problems.append(warning("ngay-chot-la", message, where, usual))
    return {"tu_ngay": first, "den_ngay": last}


def _short(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


def _bases(fields: Fields, period: Period) -> dict[str, Period | None]:
    bases: dict[str, Period | None] = {}
    for key in (PREVIOUS, YEAR_AGO):
        text = fields.text(key)
        found = read_period(text) if text and text != NONE else None
        if isinstance(found, Fault):
            fields.fault(key, found)
        elif found is not None and found.last_day >= period.last_day:
            message = f"«{text}» không phải là kỳ trước {period}"
            fields.fault(key, Fault("sai-ky", message, f"ghi một kỳ kết thúc sớm hơn, hoặc «{NONE}»"))
        elif text:
            bases[key] = found
    return bases


def period_figures(statement: Statement, style: HouseStyle) -> dict[str, Figure]:
    """The period itself as figures, so that a year in a sentence is as traceable as a count."""
    period, place = statement.period, statement.place
    year = Quantity(Decimal(period.year), 0, "")
    month = Period(PeriodType.MONTH, period.year, period.last_day.month)
    figures = {
        "ten": Figure(PERIOD_INDICATORS["ten"], period, period.write(style.dates), None, place),
        "nam": Figure(PERIOD_INDICATORS["nam"], year, str(period.year), None, place),
        "thang_cuoi": Figure(PERIOD_INDICATORS["thang_cuoi"], month, month.write(style.dates), None, place),
    }
    if (period.first_day.month, period.first_day.day) != (1, 1):
        since = f"từ đầu năm đến hết {period.write(style.dates)}"
        figures["luy_ke"] = Figure(PERIOD_INDICATORS["luy_ke"], since, since, None, place)
    for key, (day, where) in statement.cut.items():
        figures[key] = Figure(PERIOD_INDICATORS[key], day, style.dates.write(day), None, where)
    for key in (PREVIOUS, YEAR_AGO):
        base = statement.earlier.get(key)
        if isinstance(base, Earlier):
            figures[key] = _base_figure(key, base, statement.period, style)
    return {f"{PERIOD_KEY}.{key}": figure for key, figure in figures.items()}


def _base_figure(key: str, base: Earlier, now: Period, style: HouseStyle) -> Figure:
    named = replace(base.figures.known[f"{PERIOD_KEY}.ten"], indicator=PERIOD_INDICATORS[key])
    period = base.figures.period
    if key == YEAR_AGO:
        text = period.write_as_year_ago() if period == now.year_ago() else period.write(style.dates)
        return replace(named, value=text, text=text)
    return replace(named, text=period.write(style.dates))
