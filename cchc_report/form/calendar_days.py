"""Whether a typed date is in the calendar; a date in words or with the year first is left to the reader."""

from datetime import date

from cchc_report.form.cells import NOTHING, Line, Told, text, when
from cchc_report.form.pages import Row
from cchc_report.vietnamese.dates import YEARS

NO_SUCH_DAY = "xem lại cách ghi: không có ngày này"


def date_verdict(line: Line, row: Row) -> Told:
    """What the check column says of a date."""
    day = row.figure.value if row.figure and isinstance(row.figure.value, date) else None
    cell = f"$D{row.number}"
    dotted = line.put(Told(f'SUBSTITUTE(SUBSTITUTE(TRIM({cell}),"/","."),"-",".")', _dotted(row.written)))
    t = dotted.formula
    first, second = f'FIND(".",{t})', f'FIND(".",{t},FIND(".",{t})+1)'
    pieces = (f"LEFT({t},{first}-1)", f"MID({t},{first}+1,{second}-{first}-1)", f"MID({t},{second}+1,9)")
    values: tuple[int | str, ...] = (day.day, day.month, day.year) if day else ("", "", "")
    d, m, y = (
        line.put(Told(f'IFERROR(_xlfn.NUMBERVALUE({piece},",","."),"")', float(value) if value else ""))
        for piece, value in zip(pieces, values, strict=True)
    )
    usual = f"AND(COUNT({d.formula},{m.formula},{y.formula})=3,N({d.formula})<100,LEN({t})<11)"
    year = f"AND({y.formula}>={YEARS[0]},{y.formula}<={YEARS[-1]})"
    wrong = f"OR({d.formula}<1,{m.formula}<1,{m.formula}>12,{d.formula}>DAY(DATE({y.formula},{m.formula}+1,0)))"
    test = Told(f"IF(ISNUMBER({cell}),FALSE,IF({usual},IF({year},{wrong},FALSE),FALSE))", False)  # noqa: FBT003 - a date that was read is one
    return when(test, text(NO_SUCH_DAY), NOTHING)


def _dotted(written: str) -> str:
    return written.replace("/", ".").replace("-", ".")
