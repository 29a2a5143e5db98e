"""What can be said of each figure by itself: required and missing, out of bounds, out of date, texts that hold numbers."""

import re
from collections.abc import Iterator
from fractions import Fraction

from cchc_report.catalogue import Indicator, Kind
from cchc_report.figures import PERIOD_KEY, REFERENCE, Figure, Figures
from cchc_report.problems import Place, Problem, Related, error, warning
from cchc_report.values import Quantity
from cchc_report.vietnamese.numbers import as_decimal, write_number
from cchc_report.vietnamese.wording import nearest


def missing(figures: Figures) -> Iterator[Problem]:
    """Required indicators of each section that has begun."""
    for section in figures.catalogue.sections.values():
        place = figures.section_places.get(section.id)
        if place is None:
            continue
        for indicator in section.indicators.values():
            if indicator.required and indicator.id not in figures.known and indicator.id not in figures.unreadable:
                hint = f"thêm dòng «{indicator.key}: …» dưới «{section.id}:»"
                yield error("thieu-chi-tieu", f"thiếu «{indicator.label}» ({indicator.id})", place, hint)


def out_of_bounds(figures: Figures, broken: frozenset[frozenset[str]]) -> Iterator[Problem]:
    """Quantities outside their indicator's bounds; a warning where the indicator itself awaits confirmation.

    A computed figure is not accused where a broken rule already names all its inputs.
    """
    for figure in figures.known.values():
        inputs = frozenset(part.indicator.id for part in figure.inputs)
        if isinstance(figure.value, Quantity) and not (figure.computed and any(inputs <= names for names in broken)):
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
        typed = list(_typed_inputs(figure))
        related = [Related(f"«{part.indicator.label}» ghi {part.text}", part.place) for part in typed[1:]]
        message = f"«{figure.indicator.label}» tính được {figure.derivation} = {figure.text}, {how}"
        return make("ngoai-gioi-han", message, typed[0].place, "kiểm tra lại các số thành phần", related)
    hint = "kiểm tra lại số đã ghi"
    if "." in figure.text and figure.indicator.kind in {Kind.DECIMAL, Kind.PERCENT}:
        hint = f"dấu chấm ngăn hàng nghìn; nếu là số lẻ, viết {figure.text.replace('.', ',')}"
    return make("ngoai-gioi-han", f"«{figure.indicator.label}» là {figure.text}, {how}", figure.place, hint)


def _typed_inputs(figure: Figure) -> Iterator[Figure]:
    """The figures somebody typed that a computed one rests on."""
    for part in figure.inputs:
        if part.computed:
            yield from _typed_inputs(part)
        else:
            yield part


def _bound(indicator: Indicator, bound: Fraction) -> str:
    value = as_decimal(bound)
    text = write_number(value, max(0, -int(value.normalize().as_tuple().exponent)))
    return f"{text}%" if indicator.unit == "%" else f"{text} {indicator.unit}".strip()


def outdated(figures: Figures) -> Iterator[Problem]:
    """Figures of indicators that no longer exist in the period."""
    for figure in figures.known.values():
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
    for figure in figures.known.values():
        if figure.indicator.kind in {Kind.TEXT, Kind.TEXTS}:
            yield from (
                problem for found in REFERENCE.finditer(figure.text) if (problem := _named(figures, figure, found[1]))
            )
            for found in typed.finditer(figure.text):
                hint = "ghi con số vào chỉ tiêu của nó, rồi trong câu dùng tên trong ngoặc vuông, như [tthc.cong_bo]"
                yield warning(
                    "so-tran",
                    f"số «{found[0]}» gõ thẳng trong câu nên không được kiểm tra",
                    _inside(figure.place, found[0]),
                    hint,
                )


def _named(figures: Figures, figure: Figure, name: str) -> Problem | None:
    """What is wrong with a figure named in square brackets; brackets around anything else are just brackets."""
    place = _inside(figure.place, f"[{name}]")
    if name in figures.known or name in figures.unreadable:
        return None
    if figures.indicator(name) is not None:
        return error(
            "thieu-so-lieu",
            f"câu này cần «[{name}]» nhưng chưa có số liệu",
            place,
            "ghi số liệu của chỉ tiêu này, hoặc bỏ khỏi câu",
        )
    if name.partition(".")[0] not in {*figures.catalogue.sections, PERIOD_KEY}:
        return None
    near = nearest(name, [indicator.id for indicator in figures.catalogue.indicators()])
    return error(
        "khong-co-chi-tieu",
        f"câu này nhắc «[{name}]», danh mục không có chỉ tiêu này",
        place,
        f"có phải «[{near}]»?" if near else "",
    )


def _inside(place: Place, wrong: str) -> Place:
    """The wrong words within the text that stands at a place; the whole text where they cannot be found on its line."""
    at = place.excerpt.find(wrong, place.column - 1)
    return Place(place.file, place.line, at + 1, len(wrong), place.excerpt) if at >= 0 else place
