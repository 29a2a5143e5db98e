"""What is typed into a value cell, worked out by hidden formulas: the number, its precision, the values it may stand for.

The formulas read what ``vietnamese.numbers.read_number`` reads and nothing else, whatever the region of the computer.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from cchc_report.catalogue import Catalogue, Indicator
from cchc_report.form.cells import Line, Told, exceeds, grouped, literal, number, when
from cchc_report.form.layout import HEADS
from cchc_report.form.pages import Row
from cchc_report.values import Quantity
from cchc_report.vietnamese.numbers import as_decimal, as_plain, write_number
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


def typed(line: Line, row: Row, catalogue: Catalogue) -> Typed:
    """Fill the first hidden cells of a numeric row."""
    indicator = row.indicator
    value = row.figure.value if row.figure else None
    quantity = value if isinstance(value, Quantity) else None
    amount = float(quantity.value) if quantity else ""
    cell, unit_cell = f"$D{row.number}", f"$C{row.number}"
    clean = line.put(Told(_clean(cell), row.written))
    unit = line.put(Told(_unit_in(clean.formula, indicator, catalogue), ""))
    figure = line.put(Told(f"TRIM(LEFT({clean.formula},LEN({clean.formula})-LEN({unit.formula})))", row.written))
    unsigned = row.written.removeprefix("-")
    body = line.put(Told(f'IF(LEFT({figure.formula})="-",MID({figure.formula},2,99),{figure.formula})', unsigned))
    b = body.formula
    whole = line.put(Told(f'LEFT({b},FIND(",",{b}&",")-1)', unsigned.partition(",")[0]))
    rest = line.put(Told(f"MID({b},LEN({whole.formula})+2,99)", unsigned.partition(",")[2]))
    state = line.put(
        Told(
            _state(cell, clean.formula, b, whole.formula, rest.formula, indicator),
            float(quantity.decimals) if quantity else "",
        )
    )
    signed = f'IF(LEFT({figure.formula})="-",-1,1)*_xlfn.NUMBERVALUE({b},",",".")'
    shown = line.put(
        Told(
            f'IF(N({state.formula})<0,"",IF({state.formula}="","",IF(ISNUMBER({cell}),{_pasted(cell)},{signed})))',
            amount,
        )
    )
    factor = line.put(_factor(unit.formula, unit_cell, row, catalogue))
    half = "0" if indicator.kind.exact else f"0.5*10^-{state.formula}"
    width = 0.0 if indicator.kind.exact or quantity is None else 0.5 * 10.0**-quantity.decimals
    ends = [line.put(_end(shown, factor, sign, half, width)) for sign in (-1, 0, 1)]
    return Typed(state, factor, ends[0], ends[1], ends[2])


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


def _factor(unit: str, unit_cell: str, row: Row, catalogue: Catalogue) -> Told:
    units = catalogue.convertible(row.indicator.unit)
    own = float(catalogue.factor(row.unit))
    if len(units) < 2:  # noqa: PLR2004 - nothing to choose from
        return number(own)
    formula = '""'
    stated = f'IF({unit}<>"",{unit},IF({unit_cell}="",{literal(row.indicator.unit)},TRIM({unit_cell})))'
    for name in units:
        formula = f"IF({stated}={literal(name)},{number(float(catalogue.factor(name))).formula},{formula})"
    return Told(formula, own)


def _state(cell: str, clean: str, body: str, whole: str, rest: str, indicator: Indicator) -> str:
    """How many decimals the number has that is typed, if it is one."""
    value = f'_xlfn.NUMBERVALUE({whole},",",".")'
    is_whole = f'OR({whole}=TEXT({value},"0"),{whole}={grouped(value)})'
    digits = f'IF({rest}="",TRUE,{rest}=TEXT(_xlfn.NUMBERVALUE({rest},",","."),REPT("0",LEN({rest}))))'
    comma = f'LEN({body})=LEN({whole})+LEN({rest})+IF({rest}="",0,1)'
    tests = [is_whole, digits, comma, *([f'{rest}=""'] if indicator.kind.exact else [])]
    read = f"IFERROR(IF(AND({','.join(tests)}),LEN({rest}),-1),-1)"
    too_long = f'LEN(SUBSTITUTE({whole},".",""))+LEN({rest})>{_MOST_DIGITS}'
    pasted = _pasted_decimals(cell, indicator)
    return f'IF(ISNUMBER({cell}),{pasted},IF({clean}="","",IF({too_long},-2,{read})))'


def _pasted(cell: str) -> str:
    """The number of a number cell as it shows it: a hundredfold where its format is a percent."""
    return f'ROUND({cell}*IF(LEFT(CELL("format",{cell}))="P",100,1),{_MOST_DECIMALS})'


def _pasted_decimals(cell: str, indicator: Indicator) -> str:
    shown = _pasted(cell)
    formula = "-2"
    for decimals in range(0 if indicator.kind.exact else 4, -1, -1):
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
    whole, _, rest = as_plain(as_decimal(bound)).partition(".")
    return f"{write_number(Decimal(whole), 0)},{rest}" if rest else write_number(Decimal(whole), 0)
