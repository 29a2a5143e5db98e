"""What stands where in the workbook: a sheet for each section, a row for each indicator that exists in the period."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from cchc_report.blank import earlier_text, exists
from cchc_report.catalogue import Indicator, Section
from cchc_report.figures import CUT_KEYS, PERIOD_INDICATORS, PERIOD_KEY, Figure, Figures
from cchc_report.form.layout import GUIDE_SHEET, Imprint
from cchc_report.formulas import PREVIOUS
from cchc_report.problems import Place
from cchc_report.values import HouseStyle, Quantity, Value, write_amount, write_value

FIRST_ROW = 6
"""Of the indicators, from 1; above them stand the title and the heads of the columns."""
LONGEST_NAME = 31
"""Characters of a sheet's name."""
PERIOD_SHEET = "Kỳ báo cáo"


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator on a sheet."""

    indicator: Indicator
    number: int
    """Of the row, from 1."""
    figure: Figure | None
    """The figure that stands in the metrics file already."""
    written: str
    """It as the form's reader reads it again; empty where there is none."""
    unit: str
    note: str
    earlier: str
    """What the period before has."""


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet of one section."""

    section: Section
    name: str
    """Of the sheet."""
    rows: tuple[Row, ...]
    imprint: Imprint

    @property
    def last_row(self) -> int:
        """The last row of an indicator, from 1."""
        return FIRST_ROW + len(self.rows) - 1

    def column(self, letters: str) -> str:
        """A column of the rows, as a formula on any sheet names it."""
        quoted = self.name.replace("'", "''")
        return f"'{quoted}'!${letters}${FIRST_ROW}:${letters}${self.last_row}"


def period_section() -> Section:
    """The days between which the figures were collected, as if they were a section of the catalogue."""
    indicators = {key: PERIOD_INDICATORS[key] for key in CUT_KEYS}
    return Section(PERIOD_KEY, PERIOD_SHEET, False, False, indicators, (), Place(""))  # noqa: FBT003 - fields in their order


def pages(figures: Figures, sections: Sequence[Section], notes: Mapping[str, str]) -> list[Page]:
    """The sheets of the sections that have any indicator in the period."""
    taken = {GUIDE_SHEET.casefold()}
    unit = PurePosixPath(figures.file).parent.name
    return [
        _page(section, rows, taken, figures, unit) for section in sections if (rows := _rows(section, figures, notes))
    ]


def _page(section: Section, rows: tuple[Row, ...], taken: set[str], figures: Figures, unit: str) -> Page:
    mark = Imprint(unit, str(figures.period), section.id, version_of(row.indicator for row in rows))
    return Page(section, _sheet_name(section.label, taken), rows, mark)


def _rows(section: Section, figures: Figures, notes: Mapping[str, str]) -> tuple[Row, ...]:
    asked = asked_of(section, figures)
    return tuple(_row(i, number, figures, notes.get(i.id, "")) for number, i in enumerate(asked, FIRST_ROW))


def _row(indicator: Indicator, number: int, figures: Figures, note: str) -> Row:
    known = figures.known.get(indicator.id)
    figure = known if known is not None and not known.computed else None
    written = write_typed(figure.value, indicator, figures.organisation.style) if figure else ""
    unit = figure.value.unit if figure and isinstance(figure.value, Quantity) else indicator.unit
    return Row(indicator, number, figure, written, unit, note, earlier_text(indicator, figures, PREVIOUS))


def write_typed(value: Value, indicator: Indicator, style: HouseStyle) -> str:
    """A value as it is typed into the form: without its unit, a list with one item on each line."""
    match value:
        case Quantity():
            return write_amount(value, indicator)
        case tuple():
            return "\n".join(value)
        case _:
            return write_value(value, indicator, style)


def asked_of(section: Section, figures: Figures) -> list[Indicator]:
    """The indicators of the section that a form of the period asks for."""
    return [i for i in section.indicators.values() if exists(i, figures.period, figures.catalogue)]


def version_of(indicators: Iterable[Indicator]) -> str:
    """What a form says of the catalogue that it was made from: another one as soon as a row would be another."""
    facts = "\n".join(f"{i.id}|{i.label}|{i.kind}|{i.unit}" for i in indicators)
    return hashlib.sha256(facts.encode()).hexdigest()[:12]


def _sheet_name(label: str, taken: set[str]) -> str:
    """The section's name as Excel allows it, unlike any other; cut between words where it is too long."""
    plain = " ".join(re.sub(r"[\[\]:*?/\\]", " ", label).split()).strip("' ") or "Phần"
    name = next(name for name in _candidates(plain) if name.casefold() not in taken)
    taken.add(name.casefold())
    return name


def _candidates(plain: str) -> Iterator[str]:
    yield _cut(plain, LONGEST_NAME)
    for number in range(2, 1000):
        yield f"{_cut(plain, LONGEST_NAME - 6)} ({number})"


def _cut(name: str, longest: int) -> str:
    if len(name) <= longest:
        return name
    shortened = name[: longest + 1].rpartition(" ")[0] or name[:longest]
    return shortened.rstrip(" ,;.-'")
