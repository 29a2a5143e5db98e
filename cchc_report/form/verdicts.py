"""The column that says while one types whether sums, ratios and rules agree.

It never says that something is wrong where ``cchc check`` would be silent; it may be silent where that is not.
"""

from collections.abc import Iterator, Sequence

from cchc_report.catalogue import Kind, Rule
from cchc_report.form.cells import (
    NOTHING,
    Line,
    Told,
    all_known,
    any_of,
    as_written,
    exceeds,
    is_empty,
    number,
    text,
    when,
)
from cchc_report.form.pages import Row
from cchc_report.form.results import Book, Ends, Results
from cchc_report.form.typed import UNREADABLE, Typed, out_of_bounds
from cchc_report.formulas import Comparison, Formula

AGREES, DIFFERS, BROKEN, UNCLEAR = "khớp", "LỆCH", "SAI", "xem lại"
"""How what it says begins."""
INCOMPLETE = "chưa đủ số thành phần"
_NO_RESULT = "không tính được: số chia bằng 0"


def verdict(line: Line, row: Row, found: Typed, book: Book) -> Told:
    """What the check column of a row says; fills the row's hidden cells that it needs."""
    results, figures = Results(line, book), book.figures
    waived = {waiver.rule for waiver in figures.waivers if waiver.last_day >= figures.period.last_day}
    said = _formula(line, row, found, results) if _is_checked(row, book, waived) else NOTHING
    for rule in reversed([*_rules(row, book, waived)]):
        broken = line.put(_broken(rule.comparison, results))
        said = when(broken, text(f"{BROKEN}: {rule.message}"), said)
    for outside, words in out_of_bounds(found, row.indicator, figures.catalogue):
        said = when(outside, text(f"{UNCLEAR}: {words}"), said)
    unreadable = Told(f"{found.state.formula}=-1", found.state.value == UNREADABLE)
    return when(unreadable, text(f"{UNCLEAR} cách ghi"), said)


def longest(row: Row, book: Book) -> str:
    """The longest text that the check column may show there."""
    messages = [f"{BROKEN}: {rule.message}" for rule in _rules(row, book, set())]
    return max([INCOMPLETE, *messages], key=len)


def _is_checked(row: Row, book: Book, waived: set[str]) -> bool:
    formula = row.indicator.formula
    return formula is not None and row.indicator.id not in waived and book.has_all(formula.names)


def _rules(row: Row, book: Book, waived: set[str]) -> Iterator[Rule]:
    """The rules that name this row's figure first and can be decided within the workbook."""
    for rule in book.figures.catalogue.rules():
        names = rule.comparison.names
        first = bool(names) and names[0] == row.indicator.id
        if first and rule.id not in waived and rule.comparison.comparator != "<>" and book.has_all(names):
            yield rule


def _broken(comparison: Comparison, results: Results) -> Told:
    """Whether the statement is surely wrong; equality of ends that must differ is let pass."""
    left, right = results.of(comparison.left), results.of(comparison.right)
    above, below = exceeds(left.low, right.high), exceeds(right.low, left.high)
    match comparison.comparator:
        case "<=" | "<":
            test = above
        case ">=" | ">":
            test = below
        case _:
            test = any_of(above, below)
    return when(all_known(left.low, left.high, right.low, right.high), test, Told("FALSE", False))  # noqa: FBT003 - what a test comes to


def _formula(line: Line, row: Row, found: Typed, results: Results) -> Told:
    formula = row.indicator.formula
    assert formula is not None  # noqa: S101 - the caller asks only for those
    ends, inputs = results.of(formula.expression), results.inputs(formula.names)
    shown = _shown(line, row, found, ends)
    agrees = any_of(exceeds(found.low, ends.high), exceeds(ends.low, found.high))
    decided = when(agrees, _said(f"{DIFFERS}: tính ra ", shown), text(AGREES))
    told = Told(f"ISNUMBER({found.point.formula})", found.point.known)
    with_value = when(told, decided, NOTHING)
    untyped = is_empty(found.state)
    complete = when(
        Told(f"ISNUMBER({ends.point.formula})", ends.point.known),
        when(untyped, _said("= ", shown), with_value),
        text(_NO_RESULT),
    )
    return when(all_known(*inputs), complete, _incomplete(untyped, inputs, formula))


def _incomplete(untyped: Told, inputs: Sequence[Told], formula: Formula) -> Told:
    """Nothing is said of a row in which nothing has been begun."""
    cells = ",".join(one.formula for one in inputs)
    begun = Told(f"COUNT({cells})=0", not any(one.known for one in inputs))
    silent = Told(f"AND({untyped.formula},{begun.formula})", bool(untyped.value and begun.value))
    return when(silent, NOTHING, text(INCOMPLETE)) if formula.names else NOTHING


def _said(words: str, shown: Told) -> Told:
    return Told(f"{text(words).formula}&{shown.formula}", f"{words}{shown.value}")


def _shown(line: Line, row: Row, found: Typed, ends: Ends) -> Told:
    """The result in the unit of the row, with as many decimals as the catalogue or the typed number has."""
    scaled = line.put(
        Told(
            f'IFERROR({ends.point.formula}/{found.factor.formula},"")',
            ends.point.number / found.factor.number if ends.point.known and found.factor.known else "",
        )
    )
    decimals = line.put(_decimals(row, found, scaled))
    rounded = round(scaled.number + 1e-12, int(decimals.number)) if scaled.known else ""
    amount = line.put(Told(f'IFERROR(ROUND({scaled.formula},{decimals.formula}),"")', rounded))
    unit = "%" if row.indicator.kind is Kind.PERCENT else ""
    written = as_written(amount, decimals)
    return line.put(Told(f"{written.formula}&{text(unit).formula}", f"{written.value}{unit}"))


def _decimals(row: Row, found: Typed, scaled: Told) -> Told:
    """Without needless zeros where it is a computed rate: ``50%`` and not ``50,00%``."""
    most = row.indicator.decimals if not row.indicator.kind.exact else 0
    typed = Told(f"MAX({found.state.formula},{most})", max(found.state.number, float(most)))
    shortest = number(most)
    fewer = range(most - 1, -1, -1) if row.indicator.kind is Kind.PERCENT else ()
    for digits in fewer:
        close = f"ABS(ROUND({scaled.formula},{digits})-ROUND({scaled.formula},{most}))<1E-9"
        value = abs(round(scaled.number, digits) - round(scaled.number, most)) < 1e-9  # noqa: PLR2004 - a computer's own rounding
        shortest = when(Told(close, scaled.known and value), number(digits), shortest)
    computed = Told(f"IFERROR({shortest.formula},0)", shortest.value if scaled.known or not fewer else 0.0)
    return when(is_empty(found.state), computed, typed)
