"""What a mapping file says, as frozen values: which cells of an office's own workbook are which figures."""

from collections.abc import Mapping as Table
from dataclasses import dataclass, field

from cchc_report.problems import Place
from cchc_report.source import Scalar

Row = int | Scalar
"""A row by its number, or by the label that stands in it."""
Column = int | Scalar
"""A column by its number; or as written, its letters or its head: which of the two, the sheet tells."""


@dataclass(frozen=True, slots=True)
class Target:
    """An indicator, and how the numbers that stand for it are to be read."""

    key: Scalar
    """Its full id, where the mapping file names it."""
    unit: str = ""
    """The unit of measure of the numbers there; empty for the indicator's own."""
    decimals: int | None = None
    """To how many decimals a number cell is rounded, half up; None for not at all."""

    @property
    def id(self) -> str:
        """The indicator's full id: ``tthc.bai_bo``."""
        return self.key.text


@dataclass(frozen=True, slots=True)
class SingleCell:
    """One figure that stands by itself."""

    target: Target
    sheet: Scalar | None
    """None for the only sheet."""
    row: Row
    column: Column


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """A table whose rows are indicators."""

    sheet: Scalar | None
    labels: Scalar
    """The column of the rows' labels."""
    values: Scalar
    notes: Scalar | None
    """The column that says where figures come from."""
    rows: tuple[tuple[Target, Row], ...]
    first_row: int | None
    """From which row on labels are looked for; None for the top of the sheet, or below the head of the labels."""
    last_row: int | None


@dataclass(frozen=True, slots=True)
class UnitTable:
    """A table whose rows are units and whose columns are indicators."""

    sheet: Scalar | None
    names: Scalar
    """The column of the units' names."""
    columns: tuple[tuple[Target, Scalar], ...]
    tier: str
    """The level of government of its units, by code; empty for none."""
    total: Row | None
    """The row that sums up: of the whole, or of the level where there is one."""
    first_row: int | None
    """The first unit's; None for below the heads."""
    last_row: int | None
    """The last unit's; None for up to the first row without a name."""
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping file as read; what was wrong in it is left out."""

    cells: tuple[SingleCell, ...] = ()
    indicator_tables: tuple[IndicatorTable, ...] = ()
    unit_tables: tuple[UnitTable, ...] = ()
    levels: Table[str, str] = field(default_factory=dict)
    """The codes of the levels of government, by what people call a level, as ids: ``xa`` by ``cap_xa``."""
    place: Place = field(default_factory=lambda: Place(""))
    """Where the file begins."""
