"""A period's figures: reported in the metrics file or computed by the catalogue's formulas, each with its inputs and place."""

import re
from collections.abc import Mapping as Table
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from cchc_report.catalogue import Catalogue, Indicator, Kind, Section
from cchc_report.catalogue.reading import PERIOD_SECTION
from cchc_report.fields import Fields, unknown_key, wrong_shape
from cchc_report.formulas import Interval, evaluate, write
from cchc_report.organisation import OWN_KEYS, Organisation
from cchc_report.periods import Period, read_period
from cchc_report.problems import Place, Problem, error
from cchc_report.source import Entry, Mapping, Node, Scalar, Sequence, Source
from cchc_report.values import HouseStyle, Quantity, Value, interval_of, read_value, write_exact, write_value
from cchc_report.vietnamese import Fault
from cchc_report.vietnamese.dates import read_date
from cchc_report.vietnamese.numbers import as_decimal

PERIOD_KEY = PERIOD_SECTION
WAIVERS_KEY = "mien_tru"
REFERENCE = re.compile(r"\[([a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)\]")
"""A figure named inside a text of the metrics file: ``[tthc.bai_bo]``."""


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

    def reported(self) -> list[Figure]:
        """The figures that stand in the metrics file itself."""
        return [f for f in self.known.values() if f.place.file == self.file and f.indicator.section != PERIOD_KEY]


def read_figures(
    metrics: Source, unit: Source, catalogue: Catalogue, organisation: Organisation, period: Period
) -> tuple[Figures, list[Problem]]:
    """Read both files and compute what can be computed. The problems of the sources themselves are included."""
    reader = _Reader(catalogue, organisation.style, period)
    reader.problems += metrics.problems
    reader.sections(unit, in_unit_file=True, own_keys=OWN_KEYS)
    reader.sections(metrics, in_unit_file=False, own_keys=(PERIOD_KEY, WAIVERS_KEY))
    place = reader.period_place(metrics)
    waivers = reader.waivers(metrics)
    calculable = [
        indicator for indicator in catalogue.indicators() if indicator.formula and indicator.id not in reader.unreadable
    ]
    known = _period_figures(period, organisation.style, place) | _with_computed(
        reader.reported, calculable, catalogue, organisation.style
    )
    figures = Figures(period, metrics.file, catalogue, organisation, known, reader.unreadable, reader.places, waivers)
    return figures, reader.problems


class _Reader:
    """Goes through the two files, collecting figures and problems."""

    def __init__(self, catalogue: Catalogue, style: HouseStyle, period: Period) -> None:
        self._catalogue = catalogue
        self._style = style
        self._period = period
        self.reported: dict[str, Figure] = {}
        self.unreadable: dict[str, Place] = {}
        self.places: dict[str, Place] = {}
        self.problems: list[Problem] = []

    def sections(self, source: Source, *, in_unit_file: bool, own_keys: tuple[str, ...]) -> None:
        """Read every section that belongs into this file; name every key that does not."""
        expected = {
            section.id: section for section in self._catalogue.sections.values() if section.in_unit_file is in_unit_file
        }
        for entry in source.root.entries if source.root else ():
            section = expected.get(entry.key.text)
            if section is not None:
                self._section(section, entry)
            elif entry.key.text not in own_keys:
                self.problems.append(unknown_key(entry.key, [*expected, *own_keys], source.file))

    def period_place(self, metrics: Source) -> Place:
        """Where the period is stated: the file itself, or its ``ky:`` line, which must not contradict the name."""
        stated = metrics.root.get(PERIOD_KEY) if metrics.root else None
        if stated is None:
            return Place(metrics.file, excerpt=metrics.text.splitlines()[0] if metrics.text.strip() else "")
        period = read_period(stated.text) if isinstance(stated, Scalar) else Fault("sai-ky", "«ky» phải là một kỳ")
        if isinstance(period, Fault):
            self.problems.append(error(period.name, period.message, stated.place, period.hint))
        elif period != self._period:
            message = f"tệp ghi kỳ {period.write(self._style.dates)}, nhưng tên tệp là {self._period.write(self._style.dates)}"
            self.problems.append(
                error("ky-khong-khop", message, stated.place, "sửa dòng này hoặc đổi tên tệp cho khớp")
            )
        return stated.place

    def waivers(self, metrics: Source) -> tuple[Waiver, ...]:
        """The waivers, each complete: which rule, who, why, until when."""
        if metrics.root is None or metrics.root.get(WAIVERS_KEY) is None:
            return ()
        listed = metrics.root.get(WAIVERS_KEY)
        if not isinstance(listed, Sequence):
            self.problems.append(
                wrong_shape(
                    listed or metrics.root, f"«{WAIVERS_KEY}» phải là danh sách, mỗi mục bắt đầu bằng «- quy_tac: …»"
                )
            )
            return ()
        return tuple(waiver for item in listed.items if (waiver := self._waiver(item)))

    def _waiver(self, item: Node) -> Waiver | None:
        fields = Fields(item, "miễn trừ", self.problems)
        rule, reason, approver, until = (
            fields.text(key, needed=True) for key in ("quy_tac", "ly_do", "nguoi_duyet", "den_ngay")
        )
        fields.leftovers()
        last_day = read_date(until) if until else None
        if isinstance(last_day, Fault):
            fields.fault("den_ngay", last_day)
            return None
        return (
            Waiver(rule, reason, approver, last_day, fields.place)
            if last_day and rule and reason and approver
            else None
        )

    def _section(self, section: Section, entry: Entry) -> None:
        self.places[section.id] = entry.key.place
        if isinstance(entry.value, Scalar) and not entry.value.text:
            return
        if not isinstance(entry.value, Mapping):
            self.problems.append(wrong_shape(entry.value, f"phần «{section.id}» phải gồm các dòng «chỉ tiêu: giá trị»"))
            return
        for line in entry.value.entries:
            indicator = section.indicators.get(line.key.text)
            if indicator is None:
                self.problems.append(self._unknown(line.key, section))
            else:
                self._figure(indicator, line)

    def _unknown(self, key: Scalar, section: Section) -> Problem:
        elsewhere = [
            other.id for other in self._catalogue.indicators() if other.key == key.text and other.section != section.id
        ]
        problem = unknown_key(key, list(section.indicators), f"phần «{section.id}»")
        if elsewhere and "có phải" not in problem.hint:
            return error(
                problem.name, problem.message, problem.place, f"chỉ tiêu này thuộc phần khác: {', '.join(elsewhere)}"
            )
        return problem

    def _figure(self, indicator: Indicator, line: Entry) -> None:
        node = self._valid_now(line.value)
        if node is None:
            return
        value, problems = read_value(_placed(node, line.key), indicator, self._catalogue)
        self.problems += problems
        if value is None:
            self.unreadable[indicator.id] = node.place
            return
        text, interval = write_value(value, indicator, self._style), interval_of(value, indicator, self._catalogue)
        self.reported[indicator.id] = Figure(indicator, value, text, interval, node.place)

    def _valid_now(self, node: Node) -> Node | None:
        """Of several values with validity dates, the one that holds on the period's last day."""
        if not isinstance(node, Sequence) or not any(isinstance(item, Mapping) for item in node.items):
            return node
        return next((value for item in node.items if (value := self._variant(item)) is not None), None)

    def _variant(self, item: Node) -> Node | None:
        fields = Fields(item, "giá trị có thời hạn", self.problems)
        value = fields.scalar("la", needed=True)
        first, last = self._day(fields, "tu_ngay"), self._day(fields, "den_ngay")
        fields.leftovers()
        day = self._period.last_day
        return value if (first is None or first <= day) and (last is None or day <= last) else None

    def _day(self, fields: Fields, key: str) -> date | None:
        text = fields.text(key)
        day = read_date(text) if text else None
        if isinstance(day, Fault):
            fields.fault(key, day)
            return None
        return day


def _placed(node: Node, key: Scalar) -> Node:
    """An empty value has no place of its own worth pointing at; point at its key."""
    if isinstance(node, Scalar) and not node.text.strip():
        return Scalar(node.text, node.quoted, key.place, node.start, node.end)
    return node


def _period_figures(period: Period, style: HouseStyle, place: Place) -> dict[str, Figure]:
    """The period itself as figures, so that a year in a sentence is as traceable as a count."""
    year = Quantity(Decimal(period.year), 0, "")
    return {
        "ky.ten": Figure(PERIOD_INDICATORS["ten"], period, period.write(style.dates), None, place),
        "ky.nam": Figure(PERIOD_INDICATORS["nam"], year, str(period.year), None, place),
    }


def _period_indicator(key: str, label: str, kind: Kind) -> Indicator:
    place = Place("")
    return Indicator(f"{PERIOD_KEY}.{key}", label, label, kind, "", 0, False, None, None, None, False, "", place)  # noqa: FBT003 - fields in order


PERIOD_INDICATORS = {
    "ten": _period_indicator("ten", "Kỳ báo cáo", Kind.PERIOD),
    "nam": _period_indicator("nam", "Năm báo cáo", Kind.RANK),
}
"""What a template may say of the period: ``ky.ten`` (``quý I năm 2024``) and ``ky.nam`` (``2024``)."""


def _with_computed(
    reported: dict[str, Figure], remaining: list[Indicator], catalogue: Catalogue, style: HouseStyle
) -> dict[str, Figure]:
    """The reported figures, those with a formula joined to their inputs, and every figure that can be computed."""
    known = dict(reported)
    while remaining:
        ready = [indicator for indicator in remaining if all(name in known for name in indicator.formula.names)]  # type: ignore[union-attr]
        if not ready:
            return known
        for indicator in ready:
            _compute(indicator, known, catalogue, style)
        remaining = [indicator for indicator in remaining if indicator not in ready]
    return known


def _compute(indicator: Indicator, known: dict[str, Figure], catalogue: Catalogue, style: HouseStyle) -> None:
    assert indicator.formula is not None  # noqa: S101 - the caller selects indicators with a formula
    inputs = tuple(known[name] for name in indicator.formula.names)
    figure = known.get(indicator.id)
    if figure is not None:
        known[indicator.id] = Figure(indicator, figure.value, figure.text, figure.interval, figure.place, inputs)
        return
    shown = evaluate(indicator.formula.expression, lambda name: _point(known[name], catalogue))
    interval = evaluate(indicator.formula.expression, lambda name: known[name].interval)
    if shown is None or interval is None:
        return
    factor = catalogue.factor(indicator.unit)
    value = Quantity(as_decimal(shown.low / factor), indicator.decimals, indicator.unit)
    known[indicator.id] = Figure(
        indicator, value, write_value(value, indicator, style), interval, indicator.place, inputs, computed=True
    )


def _point(figure: Figure, catalogue: Catalogue) -> Interval | None:
    """The written value itself, in base units."""
    if not isinstance(figure.value, Quantity):
        return None
    value = Fraction(figure.value.value) * catalogue.factor(figure.value.unit)
    return Interval(value, value)
