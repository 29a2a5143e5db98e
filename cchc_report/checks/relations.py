"""What figures say of each other: formulas and rules, each kept, broken, or undecided."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from cchc_report.catalogue import Kind, Rule, WhenMissing
from cchc_report.checks.arithmetic import worked_out
from cchc_report.checks.evidence import evidence, typed_inputs, waive
from cchc_report.figures import Figure, Figures, Withheld
from cchc_report.figures.computing import point_of
from cchc_report.formulas import Expression, Formula, Name, Operation, compare, evaluate, reference
from cchc_report.problems import Level, Place, Problem, Related, error, note, warning
from cchc_report.values import Quantity
from cchc_report.vietnamese.numbers import as_decimal, round_half_up, write_number

UNDECIDED = "chua-kiem-duoc"
"""The name of the notes on relations that could not be decided."""

_OPPOSITE = {"<=": ">", "<": "≥", ">=": "<", ">": "≤", "=": "≠", "<>": "="}


@dataclass(frozen=True, slots=True)
class Relation:
    """One formula of a reported figure, or one rule, held against the figures."""

    id: str
    """The id of the indicator or rule, as a waiver names it."""
    names: frozenset[str]
    """The figures it speaks of."""
    kept: bool | None
    """None where it cannot be told."""
    problem: Problem | None
    """Why it is broken, or what keeps it from being decided."""

    def without_consequences(self, figures: Figures, wrong: frozenset[str]) -> "Relation":
        """The relation, silent where it rests on a figure that is itself wrong."""
        known = (figure for name in self.names if (figure := figures.get(name)))
        return replace(self, problem=None) if any(_rests_on(figure, wrong) for figure in known) else self

    def told_of_parts(self, figures: Figures, inside: Sequence["Relation"]) -> "Relation":
        """The relation, silent where its figures are only sums of parts one of which breaks it too."""
        known = [figure for name in self.names if (figure := figures.get(name))]
        summed = all(figure.computed and any(part.part != figure.part for part in figure.inputs) for figure in known)
        told = any(other.id == self.id and other.kept is False for other in inside)
        return replace(self, problem=None) if summed and told and self.kept is False else self


def _rests_on(figure: Figure, wrong: frozenset[str]) -> bool:
    return figure.indicator.id in wrong or (figure.computed and any(_rests_on(part, wrong) for part in figure.inputs))


def relations(figures: Figures) -> Iterator[Relation]:
    """Every formula of a reported figure and every rule of which something is known."""
    for figure in figures.known.values():
        if figure.indicator.formula is not None and not figure.computed:
            yield _formula(figures, figure)
    for rule in figures.catalogue.rules():
        if _concerns(figures, rule):
            yield _rule(figures, rule)


def _concerns(figures: Figures, rule: Rule) -> bool:
    """Whether the file gives something that the rule speaks of, and the earlier files that it speaks of are there."""
    asked = [reference(name) for name in rule.comparison.names]
    here = any(figures.get(str(one)) for one in asked if not one.base)
    return here and all(figures.base(one.base, one.id) is not None for one in asked if one.base)


def _formula(figures: Figures, figure: Figure) -> Relation:
    formula, id = figure.indicator.formula, reference(figure.indicator.id).id  # noqa: A001 - the field's own word
    assert formula is not None  # noqa: S101 - the caller asks only for those
    names = frozenset({id, *formula.names})
    calculated = evaluate(formula.expression, figures.interval)
    if calculated is None and all(figures.get(name) for name in formula.names):
        message = f"không tính được «{figure.indicator.label}» = {figure.derivation or formula.text}: số chia bằng 0"
        hint = "kiểm tra lại số chia; nếu đúng bằng 0 thì xóa dòng tỷ lệ"
        return Relation(id, names, None, warning("chia-cho-khong", message, figure.place, hint))
    if calculated is None:
        exceeded = _exceeded(figures, figure, formula)
        undecided = exceeded or _undecided(figures, _called(figures, id), formula.names, figure.place)
        return Relation(id, names, False if exceeded else None, undecided)
    problem = (
        None if figure.interval and figure.interval.meets(calculated) else mismatch(figures, figure, formula.expression)
    )
    return Relation(id, names, problem is None, problem)


def _exceeded(figures: Figures, figure: Figure, formula: Formula) -> Problem | None:
    """The known parts of a total already more than it, though others are missing: no part is less than nothing."""
    indicators = [figures.catalogue.indicator(name) for name in formula.names]
    if not _is_plain_sum(formula.expression) or any(
        one is None or one.minimum is None or one.minimum < 0 for one in indicators
    ):
        return None
    known = {name: part for name in formula.names if (part := figures.get(name)) and part.interval}
    least = sum((part.interval.low for part in known.values() if part.interval), Fraction(0))
    if not known or figure.interval is None or least <= figure.interval.high:
        return None
    texts = " + ".join(part.text for part in known.values())
    message = f"«{figure.indicator.label}» ghi {figure.text}, nhưng riêng các số thành phần đã ghi ({texts}) đã lớn hơn"
    related = [one for name, part in known.items() for one in _said(figures, name, part)]
    make = warning if figure.indicator.unconfirmed else error
    hint = f"sửa số sai; {waive(reference(figure.indicator.id).id)}"
    return make("tong-khong-khop", message, figure.place, hint, related)


def _rule(figures: Figures, rule: Rule) -> Relation:
    names, kept = rule.comparison.names, compare(rule.comparison, figures.interval)
    known = {name: figure for name in names if (figure := figures.get(name))}
    problem = None
    if kept is None:
        problem = _not_decided(figures, rule, list(known.values()))
    elif not kept:
        problem = _rule_problem(figures, rule, known)
    return Relation(rule.id, frozenset(names), kept, problem)


def _not_decided(figures: Figures, rule: Rule, known: list[Figure]) -> Problem | None:
    """What the rule itself says of a figure that is missing: a note, nothing, or an error."""
    typed = [part for figure in sorted(known, key=lambda one: one.computed) for part in typed_inputs(figure)]
    place = (typed or known)[0].place
    undecided = _undecided(figures, f"quy tắc «{rule.id}»", rule.comparison.names, place)
    missing = [name for name in rule.comparison.names if figures.get(name) is None]
    match rule.when_missing:
        case WhenMissing.SKIP:
            return None
        case WhenMissing.ERROR if undecided is not None and missing:
            message = f"{rule.message}, nhưng thiếu {', '.join(_called(figures, name) for name in missing)}"
            return error("thieu-de-kiem-tra", message, undecided.place, "ghi số liệu còn thiếu")
        case _:
            return undecided


def _undecided(figures: Figures, what: str, names: tuple[str, ...], place: Place) -> Problem | None:
    """Why a relation cannot be decided; None where an unreadable figure or file, itself told of, is the reason."""
    missing = [name for name in names if figures.get(name) is None]
    if any(name in figures.unreadable for name in missing):
        return None
    asked = [reference(name) for name in missing]
    if any(isinstance(figures.earlier.get(one.base), Withheld) for one in asked):
        return None  # the file that cannot be used is told of once, not once for each rule
    withheld = next((base for one in asked if isinstance(base := figures.base(one.base, one.id), Withheld)), None)
    if withheld is not None:
        related = [Related(withheld.reason, withheld.place)]
        return note(UNDECIDED, f"chưa kiểm tra được {what}: {withheld.reason}", place, related=related)
    reason = (
        f"thiếu {', '.join(_called(figures, name) for name in missing)}"
        if missing
        else "số chia bằng 0, hoặc số liệu làm tròn quá nhiều"
    )
    return undecided(f"chưa kiểm tra được {what}: {reason}", place)


def undecided(message: str, place: Place) -> Problem:
    """What could not be told of figures."""
    return note(UNDECIDED, message, place)


def _called(figures: Figures, name: str) -> str:
    return f"«{figures.catalogue.called(name)}» ({name})" if figures.indicator(name) else f"«{name}»"


def mismatch(figures: Figures, figure: Figure, expression: Expression, said: str = "") -> Problem:
    """A figure whose interval does not meet the one that the formula beside it gives; ``said`` is how the figure came."""
    shown = _shown_result(figures, figure, expression)
    is_sum = _is_plain_sum(expression)
    message = f"«{figure.indicator.label}» {said or f'ghi {figure.text}'}, nhưng {figure.derivation} {_equals(figure, shown)} {_with_unit(figure, shown)}, lệch {_difference(figure, shown)}"
    hint = (_transposed(figure, shown) if is_sum else "") or f"sửa số sai; {waive(reference(figure.indicator.id).id)}"
    fault = (
        "tong-khong-khop"
        if is_sum
        else "ty-le-khong-khop"
        if figure.indicator.kind is Kind.PERCENT
        else "cong-thuc-khong-khop"
    )
    make = warning if figure.indicator.unconfirmed else error
    named = zip(figure.indicator.formula.names if figure.indicator.formula else (), figure.inputs, strict=True)
    inputs = [related for name, part in named for related in _said(figures, name, part)]
    if figure.reasoning:
        inputs = [Related(figure.reasoning, figure.inputs[0].place)]
    return make(fault, message, figure.place, hint, inputs)


def _said(figures: Figures, name: str, figure: Figure) -> list[Related]:
    return evidence(figures.catalogue.called(name), figure)


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
    names = figure.indicator.formula.names if figure.indicator.formula else ()
    parts = dict(zip(names, figure.inputs, strict=True))
    result = evaluate(expression, lambda name: point_of(parts[name], figures.catalogue))
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


def _equals(figure: Figure, amount: Decimal) -> str:
    """The sign before a result: ``≈`` where the shown one is rounded."""
    return "=" if round_half_up(amount, _decimals(figure, amount)) == amount else "≈"


def _with_unit(figure: Figure, amount: Decimal) -> str:
    unit = figure.value.unit if isinstance(figure.value, Quantity) else ""
    text = write_number(amount, _decimals(figure, amount))
    if unit == "%":
        return f"{text}%"
    return f"{text} {unit}" if figure.indicator.kind is Kind.MONEY else text


def _difference(figure: Figure, shown: Decimal) -> str:
    assert isinstance(figure.value, Quantity)  # noqa: S101 - only quantities have formulas
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
    assert isinstance(figure.value, Quantity)  # noqa: S101 - as above
    excess = shown - figure.value.value
    typed = [part for part in figure.inputs if not part.computed]
    candidates = [(part, part.value.value - excess) for part in typed if isinstance(part.value, Quantity)]
    candidates += [] if figure.computed else [(figure, shown)]
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


def _rule_problem(figures: Figures, rule: Rule, known: dict[str, Figure]) -> Problem:
    left, right = (
        worked_out(side, other, known, figures.catalogue)
        for side, other in (
            (rule.comparison.left, rule.comparison.right),
            (rule.comparison.right, rule.comparison.left),
        )
    )
    make = error if rule.level is Level.ERROR else warning
    hint = f"sửa số sai; {waive(rule.id)}"
    message = f"{rule.message}, nhưng {left} {_OPPOSITE[rule.comparison.comparator]} {right}"
    said = {name: _said(figures, name, figure) for name, figure in known.items()}
    here = [name for name in known if not reference(name).base]
    first = next((name for name in here if not known[name].computed), here[0])
    (start, *rest) = said.pop(first)
    # A typed number needs no words under itself; of a computed one they say what was added up.
    own = [start] if known[first].computed else []
    elsewhere = [one for more in (rest, *said.values()) for one in more if one.place != start.place]
    return make("sai-quy-tac", message, start.place, hint, [*own, *elsewhere])
