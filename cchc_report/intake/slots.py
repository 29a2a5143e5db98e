"""Where a workbook answers for an indicator."""

from dataclasses import dataclass

from cchc_report.problems import Place
from cchc_report.workbook import Cell


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a workbook that is meant for one figure, filled in or not."""

    name: str
    """The figure as formulas name it: ``tthc.bai_bo``, ``tthc.hs_qua_han[xa]``, ``tthc.hs_qua_han[Phường Phước An]``; ``ky.tu_ngay``."""
    value: Cell | None
    """None for an empty cell, which is never a zero."""
    place: Place
    """Of the cell that holds the value, or would."""
    label: str = ""
    """What the workbook calls the figure; empty where it does not say."""
    unit: str = ""
    """The unit of measure that is written beside it; empty where none is."""
    note: str | None = None
    """What is written on where the figure comes from, on one line; None where the workbook has no place for it."""
    tier: str = ""
    """The level of government that a named unit is listed under, for ``chi_tiet``; empty for none."""
    untouched: bool = False
    """Whether a form's maker filled the value in, and nobody has changed it since."""
    decimals: int | None = None
    """To how many decimals a number cell is rounded, half up; None for not at all."""
