"""What a catalogue holds, as frozen values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from cchc_report.formulas import BASES, Comparison, Formula, reference
from cchc_report.problems import Level, Place


class Kind(StrEnum):
    """How an indicator's value is read and printed; the names are the ones used in ``danh-muc.yaml``."""

    COUNT = "so_dem"
    DECIMAL = "thap_phan"
    MONEY = "tien"
    PERCENT = "phan_tram"
    RANK = "hang"
    DATE = "ngay"
    MOMENT = "thoi_diem"
    PERIOD = "ky"
    DOCUMENT = "van_ban"
    TEXT = "chu"
    TEXTS = "danh_sach"
    PICTURE = "anh"

    @property
    def numeric(self) -> bool:
        """Whether it is a quantity, which formulas can use."""
        return self in _NUMERIC

    @property
    def exact(self) -> bool:
        """Whether a written value stands for itself alone and not for all that round to it."""
        return self in {Kind.COUNT, Kind.RANK}

    @property
    def wordy(self) -> bool:
        """Whether it is text rather than a number, a date or a reference."""
        return self in _WORDY


_WORDY = {Kind.TEXT, Kind.TEXTS, Kind.PICTURE}
_NUMERIC = {Kind.COUNT, Kind.DECIMAL, Kind.MONEY, Kind.PERCENT, Kind.RANK}


class Nature(StrEnum):
    """What stretch of time a value speaks of; the names are the ones used in ``danh-muc.yaml``."""

    FLOW = "trong kỳ"
    CUMULATIVE = "lũy kế"
    """From the beginning of the year to the end of the period."""
    STATE = "cuối kỳ"
    """As things stand at the end of the period, or for the whole year, as a plan."""


class Scale(StrEnum):
    """How the size of a change is measured: counts and money in percent of what they were, rates in points."""

    PERCENT = "phan_tram"
    POINTS = "diem"


class WhenMissing(StrEnum):
    """What becomes of a rule when a figure that it needs is not there."""

    NOTE = "lưu ý"
    SKIP = "bỏ qua"
    ERROR = "lỗi"


@dataclass(frozen=True, slots=True)
class Band:
    """The words for a change of a certain size: from ``low``, up to but without ``high``."""

    low: Fraction
    high: Fraction | None
    """None for the last one."""
    rise: str
    fall: str
    place: Place


@dataclass(frozen=True, slots=True)
class Tier:
    """A level of government, or a group of units, and the days between which it exists."""

    code: str
    label: str
    first_day: date | None
    last_day: date | None
    place: Place

    def exists_on(self, day: date) -> bool:
        """Whether there is such a level on that day."""
        return (self.first_day or date.min) <= day <= (self.last_day or date.max)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure that others convert to: ``tỷ đồng`` is 1.000.000.000 ``đồng``."""

    name: str
    base: str
    factor: Fraction
    place: Place


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure or text that a metrics file or a unit file may give."""

    id: str
    """Section and indicator, joined by a dot: ``tthc.bai_bo``."""
    label: str
    """The full name, for tables, messages and the schema."""
    phrase: str
    """How a breakdown in a sentence calls it: ``bãi bỏ``."""
    kind: Kind
    unit: str
    """The unit it is counted or measured in; empty for texts and dates."""
    decimals: int
    """How many decimals a computed value shows."""
    required: bool
    """Whether it must be given once its section has any figure."""
    minimum: Fraction | None
    """In the indicator's own unit."""
    maximum: Fraction | None
    rise_is_good: bool | None
    unconfirmed: bool
    """Whether a person still has to confirm the definition."""
    description: str
    place: Place
    formula: Formula | None = None
    formula_place: Place | None = None
    """Where the formula stands."""
    last_day: date | None = None
    """The last day on which it exists, such as an indicator of a level of government that was abolished."""
    nature: Nature = Nature.FLOW
    denominator: str = ""
    """What a rate without a formula is a rate of: an indicator's id, or words."""
    change_limit: Fraction | None = None
    """By how many percent (a rate: points) it may change without a warning; None for the catalogue's own limit, zero for none."""

    @property
    def scale(self) -> Scale:
        """How a change of it is measured."""
        return Scale.POINTS if self.kind is Kind.PERCENT else Scale.PERCENT

    @property
    def section(self) -> str:
        """The id of its section."""
        return self.id.partition(".")[0]

    @property
    def key(self) -> str:
        """The id inside its section, as a metrics file writes it."""
        return self.id.partition(".")[2]


def undeclared(id: str, label: str, kind: Kind, place: Place, unit: str = "") -> Indicator:  # noqa: A002 - the field's own word
    """The indicator of a number that no catalogue declares: the period's own, or one that is worked out from others."""
    return Indicator(
        id=id,
        label=label,
        phrase=label,
        kind=kind,
        unit=unit,
        decimals=0,
        required=False,
        minimum=None,
        maximum=None,
        rise_is_good=None,
        unconfirmed=False,
        description="",
        place=place,
    )


@dataclass(frozen=True, slots=True)
class Rule:
    """A statement that the figures must satisfy, with the message to give when they do not."""

    id: str
    comparison: Comparison
    message: str
    level: Level
    place: Place
    when_missing: WhenMissing = WhenMissing.NOTE


@dataclass(frozen=True, slots=True)
class Section:
    """A field of the report: indicators and rules that belong together."""

    id: str
    label: str
    in_unit_file: bool
    """Whether its values stand in ``don-vi.yaml`` and not in the metrics files."""
    reported: bool
    """Whether it is a field of the report; the unit's names and an article's own data are not."""
    indicators: Mapping[str, Indicator]
    """By key."""
    rules: tuple[Rule, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All sections in the order of the report, and the vocabulary around them."""

    sections: Mapping[str, Section] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    """The units that convert; a unit that is only counted needs no entry."""
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    """Short form to full form: ``CCHC`` to ``cải cách hành chính``."""
    fixed_names: tuple[str, ...] = ()
    """Names with digits that a template may hold as they are."""
    document_types: Mapping[str, str] = field(default_factory=dict)
    """The abbreviation in a document's symbol to its type: ``KH`` to ``Kế hoạch``."""
    tiers: Mapping[str, Tier] = field(default_factory=dict)
    """Levels of government and groups of units, by code, in order."""
    bands: Mapping[Scale, tuple[Band, ...]] = field(default_factory=dict)
    """Words for a change by its size."""
    change_limits: Mapping[Scale, Fraction] = field(default_factory=dict)
    """By how much any indicator may change without a warning."""

    def indicator(self, name: str) -> Indicator | None:
        """The indicator with that full id, or the one that a name in a formula asks for."""
        section_id, _, key = reference(name).id.partition(".")
        section = self.sections.get(section_id)
        return section.indicators.get(key) if section else None

    def called(self, name: str) -> str:
        """How a message or a table calls what a formula names: ``Tổng số hồ sơ, kỳ trước``; the name itself if unknown."""
        asked, indicator = reference(name), self.indicator(name)
        if indicator is None:
            return name
        tier = self.tiers.get(asked.part)
        parts = [indicator.label, tier.label if tier else asked.part, BASES.get(asked.base, "")]
        return ", ".join(part for part in parts if part)

    def indicators(self) -> Iterator[Indicator]:
        """All indicators, in order."""
        for section in self.sections.values():
            yield from section.indicators.values()

    def rules(self) -> Iterator[Rule]:
        """All rules, in order."""
        for section in self.sections.values():
            yield from section.rules

    def factor(self, unit: str) -> Fraction:
        """How many base units one of this unit is."""
        if unit == "%":
            return Fraction(1, 100)
        return self.units[unit].factor if unit in self.units else Fraction(1)

    def base(self, unit: str) -> str:
        """The unit that this one converts to; its own base where it converts to none."""
        return self.units[unit].base if unit in self.units else unit

    def convertible(self, unit: str) -> tuple[str, ...]:
        """The units that a value of this unit may be given in."""
        base = self.base(unit)
        others = (name for name in self.units if self.base(name) == base)
        return tuple(dict.fromkeys(name for name in (unit, base, *others) if name))

    def unit_names(self) -> tuple[str, ...]:
        """Every unit that a figure may carry, each once."""
        used = [indicator.unit for indicator in self.indicators() if indicator.unit]
        return tuple(dict.fromkeys([*used, *self.units]))
