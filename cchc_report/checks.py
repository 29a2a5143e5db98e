"""The figures held against the catalogue: what must be there, bounds, formulas, rules, waivers.

A check has three outcomes: kept, broken, and cannot tell, when an input is missing or too coarse. The third is shown as
a note and never counted as the first; nothing missing is ever taken for zero.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from cchc_report.catalogue import Indicator, Kind, Rule
from cchc_report.figures import PERIOD_KEY, REFERENCE, Figure, Figures, Waiver
from cchc_report.formulas import Expression, Interval, Name, Operation, compare, evaluate, write
from cchc_report.problems import Level, Place, Problem, Related, error, note, warning
from cchc_report.values import Quantity
from cchc_report.vietnamese.numbers import as_decimal, write_number
from cchc_report.vietnamese.wording import nearest

UNDECIDED = "chua-kiem-duoc"
"""The name of the notes on checks that could not be decided."""


def check(figures: Figures) -> list[Problem]:
    """Every problem of a period's figures."""
    problems = [*_missing(figures), *_out_of_bounds(figures), *_outdated(figures), *_prose(figures)]
    broken = dict(_broken(figures))
    waived = {waiver.rule: waiver for waiver in figures.waivers}
    problems += [_waived(problem, waived[rule]) if rule in waived else problem for rule, problem in broken.items()]
    return [*problems, *_waiver_faults(figures, broken), *_undecided(figures)]


def _missing(figures: Figures) -> Iterator[Problem]:
    """Required indicators of each section that has begun."""
    for section in figures.catalogue.sections.values():
        place = figures.section_places.get(section.id)
        if place is None:
            continue
        for indicator in section.indicators.values():
            if indicator.required and indicator.id not in figures.known and indicator.id not in figures.unreadable:
                hint = f"thêm dòng «{indicator.key}: …» dưới «{section.id}:»"
                yield error("thieu-chi-tieu", f"thiếu «{indicator.label}» ({indicator.id})", place, hint)


def _out_of_bounds(figures: Figures) -> Iterator[Problem]:
    """Quantities outside their indicator's bounds; a warning where the indicator itself awaits confirmation."""
    for figure in figures.known.values():
        indicator, value = figure.indicator, figure.value
        if not isinstance(value, Quantity):
            continue
        amount = Fraction(value.value) * figures.catalogue.factor(value.unit) / figures.catalogue.factor(indicator.unit)
        make = warning if indicator.unconfirmed else error
        if indicator.minimum is not None and amount < indicator.minimum:
            message = (
                f"«{indicator.label}» là {figure.text}, nhỏ hơn mức thấp nhất {_bound(indicator, indicator.minimum)}"
            )
            yield make("ngoai-gioi-han", message, figure.place, _inputs_hint(figure))
        if indicator.maximum is not None and amount > indicator.maximum:
            message = (
                f"«{indicator.label}» là {figure.text}, lớn hơn mức cao nhất {_bound(indicator, indicator.maximum)}"
            )
            yield make("ngoai-gioi-han", message, figure.place, _inputs_hint(figure))


def _bound(indicator: Indicator, bound: Fraction) -> str:
    value = as_decimal(bound)
    text = write_number(value, max(0, -int(value.normalize().as_tuple().exponent)))
    return f"{text}%" if indicator.unit == "%" else f"{text} {indicator.unit}".strip()


def _inputs_hint(figure: Figure) -> str:
    if figure.computed:
        return f"số này được tính: {figure.derivation}; kiểm tra các số thành phần"
    return "kiểm tra lại số đã ghi"


def _outdated(figures: Figures) -> Iterator[Problem]:
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


def _prose(figures: Figures) -> Iterator[Problem]:
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


def _broken(figures: Figures) -> Iterator[tuple[str, Problem]]:
    """Each formula and rule that the figures break, under its name."""
    for figure in figures.known.values():
        if figure.inputs and not figure.computed and (problem := _mismatch(figures, figure)):
            yield figure.indicator.id, problem
    for rule in figures.catalogue.rules():
        if compare(rule.comparison, figures.interval) is False:
            yield rule.id, _rule_problem(figures, rule)


def _mismatch(figures: Figures, figure: Figure) -> Problem | None:
    """A reported figure whose interval does not meet the one its formula gives."""
    formula = figure.indicator.formula
    calculated = evaluate(formula.expression, figures.interval) if formula else None
    if formula is None or calculated is None or figure.interval is None or figure.interval.meets(calculated):
        return None
    shown = _shown_result(figures, figure, formula.expression)
    is_sum = _is_plain_sum(formula.expression)
    difference = _difference(figure, shown)
    message = f"«{figure.indicator.label}» ghi {figure.text}, nhưng {figure.derivation} = {_with_unit(figure, shown)}, lệch {difference}"
    related = [Related(f"«{part.indicator.label}» ghi {part.text}", part.place) for part in figure.inputs]
    hint = (
        _transposed(figure, shown) if is_sum else ""
    ) or "sửa số sai; nếu con số đúng như vậy, ghi lý do ở «mien_tru»"
    name = (
        "tong-khong-khop"
        if is_sum
        else "ty-le-khong-khop"
        if figure.indicator.kind is Kind.PERCENT
        else "cong-thuc-khong-khop"
    )
    make = warning if figure.indicator.unconfirmed else error
    return make(name, message, figure.place, hint, related)


def _is_plain_sum(expression: Expression) -> bool:
    match expression:
        case Name():
            return True
        case Operation("+", left, right):
            return _is_plain_sum(left) and _is_plain_sum(right)
        case _:
            return False


def _shown_result(figures: Figures, figure: Figure, expression: Expression) -> Decimal:
    """The formula's result in the reported figure's unit, from the numbers as written."""
    texts = {part.indicator.id: part for part in figure.inputs}

    def point(name: str) -> Interval | None:
        value = texts[name].value
        if not isinstance(value, Quantity):
            return None
        amount = Fraction(value.value) * figures.catalogue.factor(value.unit)
        return Interval(amount, amount)

    result = evaluate(expression, point)
    unit = figure.value.unit if isinstance(figure.value, Quantity) else ""
    return as_decimal((result.low if result else Fraction(0)) / figures.catalogue.factor(unit))


def _decimals(figure: Figure, shown: Decimal) -> int:
    """Enough decimals that the two numbers can be seen to differ."""
    reported = figure.value.decimals if isinstance(figure.value, Quantity) else 0
    for decimals in range(reported, reported + 8):
        if isinstance(figure.value, Quantity) and write_number(shown, decimals) != write_number(
            figure.value.value, decimals
        ):
            return decimals
    return reported


def _with_unit(figure: Figure, amount: Decimal) -> str:
    unit = figure.value.unit if isinstance(figure.value, Quantity) else ""
    text = write_number(amount, _decimals(figure, amount))
    if unit == "%":
        return f"{text}%"
    return f"{text} {unit}" if figure.indicator.kind is Kind.MONEY else text


def _difference(figure: Figure, shown: Decimal) -> str:
    if not isinstance(figure.value, Quantity):
        return ""
    decimals = _decimals(figure, shown)
    gap = abs(figure.value.value - Decimal(write_number(shown, decimals, grouped=False).replace(",", ".")))
    unit = (
        "điểm phần trăm"
        if figure.value.unit == "%"
        else figure.value.unit
        if figure.indicator.kind is Kind.MONEY
        else ""
    )
    return f"{write_number(gap, decimals)} {unit}".strip()


def _transposed(figure: Figure, shown: Decimal) -> str:
    """The one number that, with two digits swapped, would make the sum right."""
    if not isinstance(figure.value, Quantity):
        return ""
    excess = shown - figure.value.value
    candidates = [(part, part.value.value - excess) for part in figure.inputs if isinstance(part.value, Quantity)]
    candidates.append((figure, shown))
    swapped = [
        (part, right)
        for part, right in candidates
        if isinstance(part.value, Quantity) and _same_digits(part.value.value, right)
    ]
    if len(swapped) != 1:
        return ""
    part, right = swapped[0]
    return f"có thể hai chữ số bị đổi chỗ: «{part.indicator.label}» ghi {part.text}, nếu là {write_number(right, 0)} thì tổng khớp"


def _same_digits(written: Decimal, right: Decimal) -> bool:
    return right > 0 and written != right and sorted(str(written)) == sorted(str(right))


def _rule_problem(figures: Figures, rule: Rule) -> Problem:
    parts = [figures.known[name] for name in rule.comparison.names]
    texts = {part.indicator.id: part.text for part in parts}
    shown = " ".join(
        (
            write(rule.comparison.left, texts.__getitem__),
            rule.comparison.comparator,
            write(rule.comparison.right, texts.__getitem__),
        )
    )
    related = [Related(f"«{part.indicator.label}» ghi {part.text}", part.place) for part in parts[1:]]
    make = error if rule.level is Level.ERROR else warning
    hint = f"quy tắc «{rule.id}»: sửa số sai; nếu con số đúng như vậy, ghi lý do ở «mien_tru»"
    return make("sai-quy-tac", f"{rule.message}: {shown} là sai", parts[0].place, hint, related)


def _waived(problem: Problem, waiver: Waiver) -> Problem:
    day = waiver.last_day
    message = f"được miễn trừ «{waiver.rule}» đến ngày {day.day}-{day.month}-{day.year} ({waiver.approver}: {waiver.reason}); {problem.message}"
    return note("mien-tru", message, waiver.place, related=[Related("", problem.place)])


def _waiver_faults(figures: Figures, broken: dict[str, Problem]) -> Iterator[Problem]:
    """Expired waivers, waivers of nothing, and waivers of a rule that holds."""
    names = {rule.id for rule in figures.catalogue.rules()} | {
        i.id for i in figures.catalogue.indicators() if i.formula
    }
    for waiver in figures.waivers:
        if waiver.rule not in names:
            near = nearest(waiver.rule, names)
            yield error(
                "mien-tru-la",
                f"không có quy tắc «{waiver.rule}» để miễn trừ",
                waiver.place,
                f"có phải «{near}»?" if near else "",
            )
        elif waiver.last_day < figures.period.last_day:
            day = waiver.last_day
            yield error(
                "mien-tru-het-han",
                f"miễn trừ «{waiver.rule}» chỉ đến ngày {day.day}-{day.month}-{day.year}, trước khi kỳ này kết thúc",
                waiver.place,
                "sửa số cho khớp, hoặc xin gia hạn và sửa «den_ngay»",
            )
        elif waiver.rule not in broken:
            yield warning(
                "mien-tru-thua",
                f"miễn trừ «{waiver.rule}» không còn cần: quy tắc không bị vi phạm",
                waiver.place,
                "xóa miễn trừ này",
            )


def _undecided(figures: Figures) -> Iterator[Problem]:
    """Formulas of reported figures and rules that lack an input, where something of them is known."""
    for figure in figures.known.values():
        formula = figure.indicator.formula
        if formula is None or figure.computed:
            continue
        if evaluate(formula.expression, figures.interval) is None:
            yield note(
                UNDECIDED,
                f"chưa kiểm tra được «{figure.indicator.label}» = {_in_words(figures, formula.names, formula.text)}",
                figure.place,
            )
    for rule in figures.catalogue.rules():
        known = [figures.known[name] for name in rule.comparison.names if name in figures.known]
        if known and compare(rule.comparison, figures.interval) is None:
            yield note(
                UNDECIDED,
                f"chưa kiểm tra được quy tắc {_in_words(figures, rule.comparison.names, rule.comparison.text)}",
                known[0].place,
            )


def _in_words(figures: Figures, names: tuple[str, ...], text: str) -> str:
    missing = [name for name in names if name not in figures.known]
    return (
        f"{text}: thiếu {', '.join(missing)}" if missing else f"{text}: số liệu chưa đủ chính xác hoặc số chia bằng 0"
    )
