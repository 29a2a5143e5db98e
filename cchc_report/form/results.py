"""What formulas of the catalogue come to, worked out by hidden cells: the lowest value, the one from the numbers as written, the highest.

Each step has three cells of its own in the row, and figures are looked up by their ids, so that rows may be sorted. Where
a figure stands twice in an expression the ends are looser than those of ``formulas.evaluate``, never tighter.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cchc_report.figures import Figures
from cchc_report.form.cells import Line, Told, all_known, is_empty, literal, number, when
from cchc_report.form.pages import Page
from cchc_report.form.typed import HIGH, LOW, POINT, STATE, Typed
from cchc_report.formulas import Constant, Expression, Name, Operation


@dataclass(frozen=True, slots=True)
class Ends:
    """Three cells: the lowest value, the one from the numbers as written, the highest; empty where it cannot be told."""

    low: Told
    point: Told
    high: Told


class Book:
    """Where every figure of the workbook stands, and what is typed there now."""

    def __init__(self, pages: Sequence[Page], figures: Figures) -> None:
        self.figures = figures
        self.typed: dict[str, Typed] = {}
        """By id; there before any formula is made of it."""
        self._pages = {row.indicator.id: page for page in pages for row in page.rows if row.indicator.kind.numeric}

    def has_all(self, names: Sequence[str]) -> bool:
        """Whether each is a number of this period that the workbook asks for."""
        return all(name in self._pages for name in names)

    def look_up(self, name: str, column: str, value: Told) -> Told:
        """A cell of the figure's row; what is there now is known already."""
        page = self._pages[name]
        found = f"INDEX({page.column(column)},MATCH({literal(name)},{page.column('A')},0))"
        return Told(f'IFERROR({found},"")', value.value)


class Results:
    """The results of one row's formulas."""

    def __init__(self, line: Line, book: Book) -> None:
        self._line = line
        self._book = book
        self._found: dict[str, Ends] = {}

    def of(self, expression: Expression) -> Ends:
        """The ends of an expression all of whose figures are in the workbook."""
        match expression:
            case Constant(value):
                constant = number(float(value))
                return Ends(constant, constant, constant)
            case Name(id):
                if id not in self._found:
                    self._found[id] = self._figure(id)
                return self._found[id]
            case Operation(operator, left, right):
                return self._joined(operator, self.of(left), self.of(right))

    def inputs(self, names: Sequence[str]) -> list[Told]:
        """The cells of the figures as written."""
        return [self.of(Name(name)).point for name in names]

    def _figure(self, name: str) -> Ends:
        """What is typed; where nothing is, what the figure's own formula gives."""
        here, formula = self._book.typed[name], self._formula(name)
        columns = ((LOW, here.low), (POINT, here.point), (HIGH, here.high))
        typed = [self._book.look_up(name, column, value) for column, value in columns]
        if formula is None:
            return self._put(*typed)
        state = self._line.put(self._book.look_up(name, STATE, here.state))
        computed = self.of(formula)
        ends = (computed.low, computed.point, computed.high)
        return self._put(*(when(is_empty(state), end, told) for end, told in zip(ends, typed, strict=True)))

    def _formula(self, name: str) -> Expression | None:
        indicator = self._book.figures.catalogue.indicator(name)
        if indicator is None or indicator.formula is None or not self._book.has_all(indicator.formula.names):
            return None
        return indicator.formula.expression

    def _joined(self, operator: str, left: Ends, right: Ends) -> Ends:
        match operator:
            case "+" | "-":
                ends = (right.low, right.high) if operator == "+" else (right.high, right.low)
                return self._put(
                    _two(operator, left.low, ends[0]),
                    _two(operator, left.point, right.point),
                    _two(operator, left.high, ends[1]),
                )
            case _:
                return self._scaled(operator, left, right)

    def _scaled(self, operator: str, left: Ends, right: Ends) -> Ends:
        """A product or quotient: its ends are among the four of the ends."""
        corners = [self._line.put(_two(operator, a, b)) for a in (left.low, left.high) for b in (right.low, right.high)]
        usable = all_known(*corners)
        low, high = _extreme("MIN", min, corners), _extreme("MAX", max, corners)
        nothing, point = Told('""', ""), _two(operator, left.point, right.point)
        if operator == "/":
            zero = Told(
                f"AND({right.low.formula}<=0,{right.high.formula}>=0)", right.low.number <= 0 <= right.high.number
            )
            low, point, high = (when(zero, nothing, end) for end in (low, point, high))
        return self._put(*(when(usable, end, nothing) for end in (low, point, high)))

    def _put(self, low: Told, point: Told, high: Told) -> Ends:
        return Ends(self._line.put(low), self._line.put(point), self._line.put(high))


def _two(operator: str, one: Told, other: Told) -> Told:
    """Two cells joined; nothing where one of them has nothing, or a divisor is zero."""
    known = all_known(one, other)
    divided = operator == "/" and other.number == 0
    value: float | str = "" if not known.value or divided else _operate(operator, one.number, other.number)
    joined = f"{one.formula}{operator}{other.formula}"
    return Told(f'IFERROR(IF(COUNT({one.formula},{other.formula})=2,{joined},""),"")', value)


def _operate(operator: str, one: float, other: float) -> float:
    match operator:
        case "+":
            return one + other
        case "-":
            return one - other
        case "*":
            return one * other
        case _:
            return one / other


def _extreme(function: str, which: Callable[[list[float]], float], corners: list[Told]) -> Told:
    cells = ",".join(corner.formula for corner in corners)
    value: float | str = which([corner.number for corner in corners]) if all(c.known for c in corners) else ""
    return Told(f"{function}({cells})", value)
