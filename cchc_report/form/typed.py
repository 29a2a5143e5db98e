"""What is typed into a value cell, worked out by hidden formulas: the number, its precision, the values it may stand for.

The formulas read what ``vietnamese.numbers.read_number`` reads and nothing else, whatever the region of the computer.
"""

from dataclasses import dataclass
from fractions import Fraction

from cchc_report.catalogue import Catalogue, Indicator
from cchc_report.form.cells import Line, Told, exceeds, grouped, literal, number, when
from cchc_report.form.layout import HEADS
from cchc_report.form.pages import Row
from cchc_report.values import Quantity
from cchc_report.vietnamese.numbers import as_decimal, write_shortest
from cchc_report.workbook.model import column_letters

FIRST_HIDDEN = len(HEADS) + 1
_STEPS = ("text", "unit", "figures", "body", "whole", "rest", "state", "amount", "factor", "low", "point", "high")
"""The hidden columns, in their order."""
STATE, LOW, POINT, HIGH = (
    column_letters(FIRST_HIDDEN + _STEPS.index(step)) for step in ("state", "low", "point", "high")
)
"""The columns that other rows look into."""
UNREADABLE, UNTOLD = -1.0, -2.0
"""States of a value beside its number of decimals: no number; one of which nothing is said."""
_NO = Told("FALSE", False)  # noqa: FBT003 - what a test comes to
_PENDING = ("-", "…", "...", "?", "~")
_MOST_DIGITS = 15
"""A computer's number holds no more."""
_MOST_DECIMALS = 8
"""Of a number that was pasted."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The cells that say what is typed in a row."""

    state: Told
    """How many decimals; or unreadable, or nothing to tell; empty where nothing is typed."""
    factor: Told
    """How many base units one of its unit is."""
    low: Told
    point: Told
    high: Told
    """In base units."""


@dataclass(frozen=True, slots=True)
class _Pieces:
    """The cells that take a typed text apart."""

    clean: Told
    unit: Told
    figures: Told
    body: Told
    """The figures without their sign."""
    whole: Told
    rest: Told
    """Behind the comma."""


def typed(line: Line, row: Row, catalogue: Catalogue) -> Typed:
    """Fill the first hidden cells of a numeric row."""
    exact, cell, quantity = row.indicator.kind.exact, f"$D{row.number}", _quantity(row)
    pieces = _pieces(line, row, catalogue)
    is_long = row.written and quantity is None
    decimals: float | str = float(quantity.decimals) if quantity else UNTOLD if is_long else ""
    state = line.put(Told(_state(cell, pieces, exact=exact), decimals))
    shown = line.put(Told(_amount(cell, pieces, state), float(quantity.value) if quantity else ""))
    factor = line.put(_factor(pieces.unit, row, catalogue))
    half = "0" if exact else f"0.5*10^-{state.formula}"
    width = 0.0 if exact or quantity is None else 0.5 * 10.0**-quantity.decimals
    low, point, high = (line.put(_end(shown, factor, sign, half, width)) for sign in (-1, 0, 1))
    return Typed(state, factor, low, point, high)


def _quantity(row: Row) -> Quantity | None:
    """The number that stands there already, unless a computer's own numbers cannot hold it."""
    value = row.figure.value if row.figure else None
    digits = sum(character.isdigit() for character in row.written)
    return value if isinstance(value, Quantity) and digits <= _MOST_DIGITS else None


def _pieces(line: Line, row: Row, catalogue: Catalogue) -> _Pieces:
    unsigned = row.written.removeprefix("-")
    clean = line.put(Told(_clean(f"$D{row.number}"), row.written))
    unit = line.put(Told(_unit_in(clean.formula, row.indicator, catalogue), ""))
    figures = line.put(Told(f"TRIM(LEFT({clean.formula},LEN({clean.formula})-LEN({unit.formula})))", row.written))
    f = figures.formula
    body = line.put(Told(f'IF(LEFT({f})="-",MID({f},2,99),{f})', unsigned))
    b = body.formula
    whole = line.put(Told(f'LEFT({b},FIND(",",{b}&",")-1)', unsigned.partition(",")[0]))
    rest = line.put(Told(f"MID({b},LEN({whole.formula})+2,99)", unsigned.partition(",")[2]))
    return _Pieces(clean, unit, figures, body, whole, rest)


def _amount(cell: str, pieces: _Pieces, state: Told) -> str:
    """The number in its own unit."""
    signed = f'IF(LEFT({pieces.figures.formula})="-",-1,1)*_xlfn.NUMBERVALUE({pieces.body.formula},",",".")'
    return f'IF(ISNUMBER({state.formula}),IF({state.formula}<0,"",IF(ISNUMBER({cell}),{_pasted(cell)},{signed})),"")'


def _end(shown: Told, factor: Told, sign: int, half: str, width: float) -> Told:
    """The lowest or highest value, or the one written itself."""
    amount = shown.formula if sign == 0 else f"({shown.formula}{'-' if sign < 0 else '+'}{half})"
    value: float | str = (shown.number + sign * width) * factor.number if shown.known and factor.known else ""
    return Told(f'IF(COUNT({shown.formula},{factor.formula})=2,{amount}*{factor.formula},"")', value)


def _clean(cell: str) -> str:
    """What is typed, with plain spaces and a plain minus; nothing for a number, or for a sign that a value will come."""
    plain = f'TRIM(CLEAN(SUBSTITUTE(SUBSTITUTE({cell},_xlfn.UNICHAR(160)," "),_xlfn.UNICHAR(8722),"-")))'
    pending = ",".join(f"{plain}={literal(sign)}" for sign in _PENDING)
    return f'IFERROR(IF(OR({cell}="",ISNUMBER({cell}),{pending}),"",{plain}),"")'


def _unit_in(clean: str, indicator: Indicator, catalogue: Catalogue) -> str:
    """The unit of measure that is typed behind the number."""
    formula = '""'
    for unit in sorted(catalogue.convertible(indicator.unit), key=len):
        formula = f"IF(RIGHT({clean},{len(unit)})={literal(unit)},{literal(unit)},{formula})"
    return formula


def _factor(typed_unit: Told, row: Row, catalogue: Catalogue) -> Told:
    """How many base units one of the unit is that is typed behind the number or stands beside it."""
    units = catalogue.convertible(row.indicator.unit)
    own = float(catalogue.factor(row.unit))
    if len(units) < 2:  # noqa: PLR2004 - nothing to choose from
        return number(own)
    beside, unit, formula = f"$C{row.number}", typed_unit.formula, '""'
    stated = f'IF({unit}<>"",{unit},IF({beside}="",{literal(row.indicator.unit)},TRIM({beside})))'
    for name in units:
        formula = f"IF({stated}={literal(name)},{number(float(catalogue.factor(name))).formula},{formula})"
    return Told(formula, own)


def _state(cell: str, pieces: _Pieces, *, exact: bool) -> str:
    """How many decimals the number has that is typed, if it is one."""
    body, whole, rest = pieces.body.formula, pieces.whole.formula, pieces.rest.formula
    value = f'_xlfn.NUMBERVALUE({whole},",",".")'
    is_whole = f'OR({whole}=TEXT({value},"0"),{whole}={grouped(value)})'
    digits = f'IF({rest}="",TRUE,{rest}=TEXT(_xlfn.NUMBERVALUE({rest},",","."),REPT("0",LEN({rest}))))'
    comma = f'LEN({body})=LEN({whole})+LEN({rest})+IF({rest}="",0,1)'
    unsigned = f'ISERROR(FIND("-",{body}))'
    tests = [is_whole, digits, comma, unsigned, *([f'{rest}=""'] if exact else [])]
    too_long = f'LEN(SUBSTITUTE({whole},".",""))+LEN({rest})>{_MOST_DIGITS}'
    read = f"IFERROR(IF({too_long},IF(ISNUMBER({value}),-2,-1),IF(AND({','.join(tests)}),LEN({rest}),-1)),-1)"
    return f'IF(ISNUMBER({cell}),{_pasted_decimals(cell, exact=exact)},IF({pieces.clean.formula}="","",{read}))'


def _pasted(cell: str) -> str:
    """The number of a number cell as it shows it: a hundredfold where its format is a percent."""
    return f'ROUND({cell}*IF(LEFT(CELL("format",{cell}))="P",100,1),{_MOST_DECIMALS})'


def _pasted_decimals(cell: str, *, exact: bool) -> str:
    shown = _pasted(cell)
    formula = "-2"
    for decimals in range(0 if exact else 4, -1, -1):
        formula = f"IF(ABS(ROUND({shown},{decimals})-{shown})<1E-9,{decimals},{formula})"
    return formula


def out_of_bounds(found: Typed, indicator: Indicator, catalogue: Catalogue) -> list[tuple[Told, str]]:
    """Whether the number is below or above what the indicator allows, each with the words for it."""
    scale = catalogue.factor(indicator.unit)
    bounds: list[tuple[Told, str]] = []
    if indicator.minimum is not None:
        words = f"nhỏ hơn mức thấp nhất {_bound(indicator.minimum)}"
        bounds.append((exceeds(number(float(indicator.minimum * scale)), found.point), words))
    if indicator.maximum is not None:
        words = f"lớn hơn mức cao nhất {_bound(indicator.maximum)}"
        bounds.append((exceeds(found.point, number(float(indicator.maximum * scale))), words))
    return [
        (when(Told(f"ISNUMBER({found.point.formula})", found.point.known), test, _NO), words) for test, words in bounds
    ]


def _bound(bound: Fraction) -> str:
    return write_shortest(as_decimal(bound))
