"""The catalogue checked against itself: unknown ids, cycles, mixed dimensions, bounds that contradict, idle rules."""

from collections.abc import Iterator
from fractions import Fraction

from cchc_report.catalogue.model import Catalogue, Indicator, Kind, Nature, Rule
from cchc_report.fields import near_code
from cchc_report.formulas import (
    OPENING,
    Comparison,
    Constant,
    Expression,
    Formula,
    Name,
    Operation,
    Reference,
    reference,
)
from cchc_report.problems import Place, Problem, error

Dimension = int | None
"""The power of money in an expression; None fits any, as a typed constant does."""


def review(catalogue: Catalogue) -> list[Problem]:
    """Everything that is wrong with the catalogue itself."""
    problems = [problem for indicator in catalogue.indicators() for problem in _review_indicator(catalogue, indicator)]
    problems += [problem for rule in catalogue.rules() for problem in _review_rule(catalogue, rule)]
    return [*problems, *_cycles(catalogue)]


def _review_indicator(catalogue: Catalogue, indicator: Indicator) -> Iterator[Problem]:
    if indicator.minimum is not None and indicator.maximum is not None and indicator.minimum > indicator.maximum:
        yield error(
            "gioi-han-nguoc", f"chỉ tiêu «{indicator.id}» có giới hạn dưới lớn hơn giới hạn trên", indicator.place
        )
    if indicator.kind is Kind.MONEY and catalogue.base(indicator.unit) != "đồng":
        yield error(
            "don-vi-khong-ro",
            f"«{indicator.unit}» không phải là đơn vị tiền",
            indicator.place,
            "khai báo ở «don_vi_tinh», như «tỷ đồng: 1.000.000.000 đồng»",
        )
    if (unknown := unknown_denominator(catalogue, indicator.denominator, indicator.place)) is not None:
        yield unknown
    if indicator.formula is not None:
        yield from _review_formula(catalogue, indicator, indicator.formula, indicator.formula_place or indicator.place)


def unknown_denominator(catalogue: Catalogue, what: str, place: Place) -> Problem | None:
    """What is wrong with a denominator that is written like an indicator's code; words may say anything."""
    if "." not in what or " " in what or catalogue.indicator(what) is not None:
        return None
    near = near_code(what, [indicator.id for indicator in catalogue.indicators()])
    hint = f"có phải «{near}»?" if near else "ghi mã có trong danh mục, như so_hoa.dvc_tong, hoặc viết mẫu số bằng lời"
    return error("khong-co-chi-tieu", f"mẫu số «{what}» không có trong danh mục", place, hint)


def _review_formula(catalogue: Catalogue, indicator: Indicator, formula: Formula, place: Place) -> Iterator[Problem]:
    if not indicator.kind.numeric:
        yield error("sai-cong-thuc", f"chỉ tiêu «{indicator.id}» không phải là số nên không có công thức", place)
        return
    if not formula.names:
        hint = "dùng mã của các chỉ tiêu, như = ban_hanh_moi + bai_bo"
        yield error("sai-cong-thuc", f"công thức của «{indicator.id}» không dùng chỉ tiêu nào", place, hint)
        return
    unknown = list(_unknown_names(catalogue, formula.names, place, indicator.id))
    yield from unknown
    dimension = _dimension(catalogue, formula.expression)
    if unknown or _same(dimension, _dimension_of(indicator)):
        return
    if dimension == MIXED:
        message = f"công thức của «{indicator.id}» cộng tiền với số đếm"
    else:
        message = f"công thức của «{indicator.id}» không cho ra {indicator.unit or 'số đếm'}"
    yield error(
        "lech-don-vi",
        message,
        place,
        "chỉ cộng, trừ các số cùng loại; tỷ lệ là tiền chia cho tiền, số đếm chia cho số đếm",
    )


def _review_rule(catalogue: Catalogue, rule: Rule) -> Iterator[Problem]:
    unknown = list(_unknown_names(catalogue, rule.comparison.names, rule.place))
    yield from unknown
    if unknown:
        return
    sides = (_dimension(catalogue, rule.comparison.left), _dimension(catalogue, rule.comparison.right))
    if not _same(*sides):
        yield error(
            "lech-don-vi", f"quy tắc «{rule.id}» so tiền với số đếm", rule.place, "so tiền với tiền, số đếm với số đếm"
        )
    match _foregone(catalogue, rule.comparison):
        case True:
            message = f"quy tắc «{rule.id}» không bao giờ sai nên không kiểm tra được gì"
            yield error("quy-tac-thua", message, rule.place, "xem lại hai vế, hoặc bỏ quy tắc")
        case False:
            message = f"quy tắc «{rule.id}» không bao giờ đúng, số liệu nào cũng sai"
            yield error("quy-tac-thua", message, rule.place, "xem lại hai vế, hoặc bỏ quy tắc")


def _unknown_names(catalogue: Catalogue, names: tuple[str, ...], place: Place, user: str = "") -> Iterator[Problem]:
    """The names that a formula cannot use; the indicator whose formula it is is never offered instead."""
    for name in names:
        asked, indicator = reference(name), catalogue.indicator(name)
        if indicator is None:
            near = near_code(asked.id, [known.id for known in catalogue.indicators() if known.id != user])
            message = f"công thức dùng «{asked.id}», danh mục không có chỉ tiêu này"
            yield error("khong-co-chi-tieu", message, place, f"có phải «{near}»?" if near else "")
        elif not indicator.kind.numeric:
            message = f"«{asked.id}» không phải là số nên không dùng được trong công thức"
            yield error("sai-cong-thuc", message, place)
        else:
            yield from _unusable(catalogue, asked, indicator, place)


def _unusable(catalogue: Catalogue, asked: Reference, indicator: Indicator, place: Place) -> Iterator[Problem]:
    """A level of government that there is not; the end of the period before for what is no state."""
    if asked.part and asked.part not in catalogue.tiers:
        near = near_code(asked.part, catalogue.tiers)
        hint = f"có phải «{near}»?" if near else f"dùng được: {', '.join(catalogue.tiers) or 'chưa khai báo cấp nào'}"
        yield error("khong-co-cap", f"«{asked}» nêu cấp «{asked.part}», danh mục không có cấp này", place, hint)
    if asked.base == OPENING and indicator.nature is Nature.FLOW:
        message = f"«{asked}» lấy số cuối kỳ liền trước, nhưng «{indicator.label}» là số phát sinh trong kỳ"
        hint = f"dùng ky_truoc(…), hoặc khai báo «tinh_chat: {Nature.STATE}» hay «{Nature.CUMULATIVE}» cho {asked.id}"
        yield error("sai-cong-thuc", message, place, hint)


def _cycles(catalogue: Catalogue) -> Iterator[Problem]:
    """One problem for each ring of formulas that comes back to itself."""
    reach = {indicator.id: _reachable(catalogue, indicator) for indicator in catalogue.indicators()}
    for indicator in catalogue.indicators():
        ring = [name for name in reach if name in reach[indicator.id] and indicator.id in reach[name]]
        if ring and ring[0] == indicator.id:
            message = f"công thức quay vòng: {' → '.join([*ring, indicator.id])}"
            yield error(
                "cong-thuc-vong", message, indicator.formula_place or indicator.place, "bỏ bớt một công thức trong vòng"
            )


def _reachable(catalogue: Catalogue, indicator: Indicator) -> set[str]:
    """Every figure of the same period and scope that a formula uses, directly or through other formulas."""
    found: set[str] = set()
    waiting = list(indicator.formula.names) if indicator.formula else []
    while waiting:
        name = waiting.pop()
        if name not in found and name == reference(name).id:
            found.add(name)
            used = catalogue.indicator(name)
            waiting += used.formula.names if used and used.formula else ()
    return found


def _same(left: Dimension, right: Dimension) -> bool:
    return left is None or right is None or left == right


def _dimension_of(indicator: Indicator | None) -> Dimension:
    return int(indicator is not None and indicator.kind is Kind.MONEY)


MIXED = -99
"""The dimension of a sum of unlike things; no indicator has it."""


def _dimension(catalogue: Catalogue, expression: Expression) -> Dimension:
    match expression:
        case Constant():
            return None
        case Name(id):
            return _dimension_of(catalogue.indicator(id))
        case Operation(operator, left, right):
            first, second = _dimension(catalogue, left), _dimension(catalogue, right)
            if operator in "+-":
                return (second if first is None else first) if _same(first, second) else MIXED
            if operator == "*":
                return None if first is None and second is None else (first or 0) + (second or 0)
            return None if first is None and second is None else (first or 0) - (second or 0)


def _foregone(catalogue: Catalogue, comparison: Comparison) -> bool | None:
    """Whether the bounds of the indicators alone already make the statement true, or false; None where neither."""
    difference = _linear(catalogue, Operation("-", comparison.left, comparison.right))
    if difference is None:
        return None
    low, high = _range(catalogue, difference)
    below, at_most = high is not None and high < 0, high is not None and high <= 0
    above, at_least = low is not None and low > 0, low is not None and low >= 0
    always, never = {
        "<=": (at_most, above),
        "<": (below, at_least),
        ">=": (at_least, below),
        ">": (above, at_most),
        "=": (low == high == 0, below or above),
        "<>": (below or above, low == high == 0),
    }[comparison.comparator]
    return True if always else False if never else None


Linear = dict[str, Fraction]
"""Coefficients by id, in base units; the constant stands under the empty id."""


def _linear(catalogue: Catalogue, expression: Expression) -> Linear | None:
    """The expression as a weighted sum, or None where it is not one."""
    match expression:
        case Constant(value):
            return {"": value}
        case Name(id):
            return {id: Fraction(1)}
        case Operation(operator, left, right):
            first, second = _linear(catalogue, left), _linear(catalogue, right)
            if first is None or second is None:
                return None
            return _combine(operator, first, second)


def _combine(operator: str, left: Linear, right: Linear) -> Linear | None:
    if operator in "+-":
        sign = 1 if operator == "+" else -1
        return {id: left.get(id, Fraction(0)) + sign * right.get(id, Fraction(0)) for id in left | right}  # noqa: A001 - the field's own word
    factor = right.get("", Fraction(0))
    if set(right) == {""} and (operator == "*" or factor != 0):
        return {id: value * factor if operator == "*" else value / factor for id, value in left.items()}  # noqa: A001 - as above
    return None


def _range(catalogue: Catalogue, linear: Linear) -> tuple[Fraction | None, Fraction | None]:
    """The least and greatest value of a weighted sum, None where it has no end."""
    low: Fraction | None = Fraction(0)
    high: Fraction | None = Fraction(0)
    for name, coefficient in linear.items():
        if coefficient == 0:
            continue
        ends = _bounds(catalogue, name)
        least, most = ends if coefficient > 0 else (ends[1], ends[0])
        low = None if low is None or least is None else low + coefficient * least
        high = None if high is None or most is None else high + coefficient * most
    return low, high


def _bounds(catalogue: Catalogue, name: str) -> tuple[Fraction | None, Fraction | None]:
    indicator = catalogue.indicator(name)
    if indicator is None:
        return Fraction(1), Fraction(1)
    factor = catalogue.factor(indicator.unit)
    least = None if indicator.minimum is None else indicator.minimum * factor
    most = None if indicator.maximum is None else indicator.maximum * factor
    return least, most
