"""What a period's figures are, as frozen values."""

import re
from collections.abc import Mapping as Table
from dataclasses import dataclass
from datetime import date

from cchc_report.catalogue import Catalogue, Indicator, Kind
from cchc_report.catalogue.reading import PERIOD_SECTION
from cchc_report.formulas import Interval, write
from cchc_report.organisation import Organisation
from cchc_report.periods import Period
from cchc_report.problems import Place
from cchc_report.values import Quantity, Value, write_exact

PERIOD_KEY = PERIOD_SECTION
WAIVERS_KEY = "mien_tru"
REFERENCE = re.compile(r"\[([a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)\]")
"""A figure named inside a text of the metrics file: ``[tthc.bai_bo]``."""


def _period_indicator(key: str, label: str, kind: Kind) -> Indicator:
    place = Place("")
    return Indicator(f"{PERIOD_KEY}.{key}", label, label, kind, "", 0, False, None, None, None, False, "", place)  # noqa: FBT003 - fields in order


PERIOD_INDICATORS = {
    "ten": _period_indicator("ten", "Kỳ báo cáo", Kind.PERIOD),
    "nam": _period_indicator("nam", "Năm báo cáo", Kind.RANK),
    "thang_cuoi": _period_indicator("thang_cuoi", "Tháng cuối kỳ báo cáo", Kind.PERIOD),
}
"""What a template may say of the period: ``ky.ten`` (``quý I năm 2024``), ``ky.nam`` (``2024``), ``ky.thang_cuoi`` (``tháng 3-2024``)."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of one indicator, with everything that tells where it comes from."""

    indicator: Indicator
    value: Value
    text: str
    """As a sentence prints it."""
    interval: Interval | None
    """The values it may stand for, in base units; None for texts and dates."""
    place: Place
    """Where it was typed; for a computed figure, where its formula stands."""
    inputs: tuple["Figure", ...] = ()
    """The figures its formula uses, where all of them are known."""
    computed: bool = False

    @property
    def exact(self) -> str:
        """The value for tools."""
        return write_exact(self.value)

    @property
    def is_zero(self) -> bool:
        """Whether it is a quantity and none."""
        return isinstance(self.value, Quantity) and self.value.value == 0

    @property
    def derivation(self) -> str:
        """The formula with the inputs' own numbers, ``72 + 91 + 23 + 68``; empty where there is none."""
        if self.indicator.formula is None or not self.inputs:
            return ""
        texts = {figure.indicator.id: figure.text for figure in self.inputs}
        return write(self.indicator.formula.expression, texts.__getitem__)


@dataclass(frozen=True, slots=True)
class Waiver:
    """A rule that is broken for a good reason: which, who says so, why, until when."""

    rule: str
    reason: str
    approver: str
    last_day: date
    place: Place


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything a period's documents and checks rest on."""

    period: Period
    file: str
    catalogue: Catalogue
    organisation: Organisation
    known: Table[str, Figure]
    """By full id: reported, computed, and the period's own."""
    unreadable: Table[str, Place]
    """Indicators that stand in the file but could not be read."""
    pending: frozenset[str]
    """Those of them where nothing is written yet."""
    section_places: Table[str, Place]
    """Where each section begins in the files."""
    waivers: tuple[Waiver, ...] = ()

    def get(self, id: str) -> Figure | None:  # noqa: A002 - the field's own word
        """The figure of that indicator."""
        return self.known.get(id)

    def indicator(self, id: str) -> Indicator | None:  # noqa: A002 - as above
        """An indicator of the catalogue or of the period itself."""
        section, _, key = id.partition(".")
        return PERIOD_INDICATORS.get(key) if section == PERIOD_KEY else self.catalogue.indicator(id)

    def interval(self, id: str) -> Interval | None:  # noqa: A002 - as above
        """The values that the figure of that indicator may stand for."""
        figure = self.known.get(id)
        return figure.interval if figure else None

    def abbreviations(self) -> dict[str, str]:
        """Full names by what is written for them; where the catalogue and the unit differ, the unit's."""
        return {**self.catalogue.abbreviations, **self.organisation.abbreviations}

    def reported(self) -> list[Figure]:
        """The figures that stand in the metrics file itself."""
        return [f for f in self.known.values() if f.place.file == self.file and f.indicator.section != PERIOD_KEY]
