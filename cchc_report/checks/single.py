"""What can be said of each figure by itself: required and missing, out of bounds, out of date, texts that hold numbers."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from cchc_report.catalogue import Indicator, Kind
from cchc_report.checks.evidence import typed_inputs
from cchc_report.checks.references import inside, references
from cchc_report.figures import DENOMINATORS_KEY, PERIOD_KEY, Figure, Figures
from cchc_report.formulas import reference
from cchc_report.problems import Problem, Related, error, note, warning
from cchc_report.values import Quantity
from cchc_report.vietnamese.numbers import as_decimal, write_number

MOST_SHOWN = 4
"""Lines without a value that are shown one by one; of more, the first."""


ISSUED, CLOSED = "bao_cao.ngay", f"{PERIOD_KEY}.den_ngay"
"""The date of a report, and the last day of its figures."""
LATEST = timedelta(days=366)


def missing(figures: Figures) -> Iterator[Problem]:
    """Required indicators of each section that has begun."""
    for section in figures.catalogue.sections.values():
        place = figures.section_places.get(section.id)
        if place is None:
            continue
        for indicator in section.indicators.values():
            if indicator.required and indicator.id not in figures.known and indicator.id not in figures.unreadable:
                empty = figures.unfilled.get(indicator.id)
                hint = (
                    "ghi giá trị sau dấu hai chấm" if empty else f"thêm dòng «{indicator.key}: …» dưới «{section.id}:»"
                )
                yield error("thieu-chi-tieu", f"thiếu «{indicator.label}» ({indicator.id})", empty or place, hint)


def unfilled(figures: Figures) -> Iterator[Problem]:
    """How many lines wait for a value, and which of them will be needed once their section has begun; once a file.

    Those that are needed already are ``missing``.
    """
    required = [i.id for i in figures.catalogue.indicators() if i.required and i.id in figures.unfilled]
    needed = [id for id in required if id.partition(".")[0] not in figures.section_places]  # noqa: A001 - the field's own word
    waiting = [place for id, place in figures.unfilled.items() if id not in required or id in needed]  # noqa: A001 - as above
    if not waiting:
        return
    first, *others = waiting
    related = [Related("", place) for place in others] if len(others) < MOST_SHOWN else []
    message = (
        f"còn {len(waiting)} dòng chưa điền" if figures.reported() else f"chưa điền dòng nào trong {len(waiting)} dòng"
    )
    hint = "điền tiếp; kỳ này không có thì xóa dòng"
    if needed:
        hint += f"; phần nào có số liệu thì phải có: {', '.join(needed)}"
    yield warning("chua-dien", message, first, hint, related)


def out_of_bounds(figures: Figures) -> dict[str, Problem]:
    """Typed quantities outside their indicator's bounds; a warning where the indicator itself awaits confirmation."""
    return {
        figure.indicator.id: problem
        for figure in figures.everything()
        if not figure.computed and isinstance(figure.value, Quantity)
        for problem in _against_bounds(figures, figure, figure.value)
    }


def computed_out_of_bounds(
    figures: Figures, wrong: frozenset[str], broken: frozenset[frozenset[str]]
) -> Iterator[Problem]:
    """Computed quantities outside their bounds, but for those with a wrong input, or with all inputs in a broken rule."""
    for figure in figures.known.values():
        if not figure.computed or not isinstance(figure.value, Quantity):
            continue
        inputs = frozenset(reference(part.indicator.id).id for part in figure.inputs)
        typed = {part.indicator.id for part in typed_inputs(figure)}
        if typed.isdisjoint(wrong) and not any(inputs <= names for names in broken):
            yield from _against_bounds(figures, figure, figure.value)


def _against_bounds(figures: Figures, figure: Figure, value: Quantity) -> Iterator[Problem]:
    indicator = figure.indicator
    amount = Fraction(value.value) * figures.catalogue.factor(value.unit) / figures.catalogue.factor(indicator.unit)
    if indicator.minimum is not None and amount < indicator.minimum:
        yield _bound_problem(figure, f"nhỏ hơn mức thấp nhất {_bound(indicator, indicator.minimum)}")
    if indicator.maximum is not None and amount > indicator.maximum:
        yield _bound_problem(figure, f"lớn hơn mức cao nhất {_bound(indicator, indicator.maximum)}")


def _bound_problem(figure: Figure, how: str) -> Problem:
    make = warning if figure.indicator.unconfirmed else error
    if figure.computed:
        typed = list(typed_inputs(figure))
        related = [Related(f"«{part.indicator.label}» ghi {part.text}", part.place) for part in typed[1:]]
        message = f"«{figure.indicator.label}» tính được {figure.derivation} = {figure.text}, {how}"
        return make("ngoai-gioi-han", message, typed[0].place, "kiểm tra lại các số thành phần", related)
    hint = "kiểm tra lại số đã ghi"
    if "." in figure.text and figure.indicator.kind in {Kind.DECIMAL, Kind.PERCENT}:
        hint = f"dấu chấm ngăn hàng nghìn; nếu là số lẻ, viết {figure.text.replace('.', ',')}"
    return make("ngoai-gioi-han", f"«{figure.indicator.label}» là {figure.text}, {how}", figure.place, hint)


def _bound(indicator: Indicator, bound: Fraction) -> str:
    value = as_decimal(bound)
    text = write_number(value, max(0, -int(value.normalize().as_tuple().exponent)))
    return f"{text}%" if indicator.unit == "%" else f"{text} {indicator.unit}".strip()


def undeclared(figures: Figures) -> Iterator[Problem]:
    """Typed rates of which nobody says what they are rates of."""
    for figure in figures.reported():
        indicator = figure.indicator
        if indicator.kind is Kind.PERCENT and indicator.formula is None and not figures.denominator(indicator.id):
            message = f"chưa rõ «{indicator.label}» tính trên tổng số nào: ghi ở «{DENOMINATORS_KEY}» cuối tệp dòng «{indicator.id}: …» (tên hoặc mã của mẫu số), hoặc ghi «mau_so» của chỉ tiêu trong danh mục"
            yield note("mau-so-chua-ro", message, figure.place)


def issued(figures: Figures) -> Iterator[Problem]:
    """A report dated before its figures were closed, or long after the period."""
    figure, closed = figures.get(ISSUED), figures.get(CLOSED)
    day = figure.value if figure else None
    last = closed.value if closed else figures.period.cut[1]
    if figure is None or not isinstance(day, date) or not isinstance(last, date):
        return
    if day < last:
        message = f"báo cáo đề ngày {figure.text}, trước ngày chốt số liệu {last.day}-{last.month}-{last.year}"
        yield warning("ngay-ban-hanh-la", message, figure.place, "kiểm tra lại ngày, tháng, năm")
    elif day > figures.period.last_day + LATEST:
        message = f"báo cáo đề ngày {figure.text}, hơn một năm sau khi kỳ báo cáo kết thúc"
        yield warning("ngay-ban-hanh-la", message, figure.place, "kiểm tra lại ngày, tháng, năm")


def outdated(figures: Figures) -> Iterator[Problem]:
    """Figures of indicators that no longer exist in the period."""
    first = {reference(figure.indicator.id).id: figure for figure in reversed([*figures.everything()])}
    for figure in first.values():
        last_day = figure.indicator.last_day
        if last_day is not None and figures.period.first_day > last_day:
            until = f"{last_day.day}-{last_day.month}-{last_day.year}"
            yield error(
                "het-hieu-luc",
                f"«{figure.indicator.label}» chỉ dùng đến ngày {until}",
                figure.place,
                "xóa dòng này, hoặc ghi vào chỉ tiêu của cấp hiện nay",
            )


def prose(figures: Figures) -> Iterator[Problem]:
    """Texts that name a figure there is not, or hold a number that ought to be one."""
    units = "|".join(re.escape(unit) for unit in sorted(figures.catalogue.unit_names(), key=len, reverse=True))
    typed = re.compile(rf"(?<![\w/.,-])[0-9][0-9.,]* ?(?:{units})(?!\w)")
    texts = (figure for figure in figures.known.values() if figure.indicator.kind in {Kind.TEXT, Kind.TEXTS})
    for whole in texts:
        for figure in whole.each():
            yield from references(figures, figure)
            for found in typed.finditer(figure.text):
                hint = "ghi con số vào chỉ tiêu của nó, rồi trong câu dùng tên trong ngoặc vuông, như [tthc.cong_bo]"
                yield warning(
                    "so-tran",
                    f"số «{found[0]}» gõ thẳng trong câu nên không được kiểm tra",
                    inside(figure.place, found[0]),
                    hint,
                )
