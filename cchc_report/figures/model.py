"""What a period's figures are, as frozen values."""

import re
from collections.abc import Iterator
from collections.abc import Mapping as Table
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from cchc_report.catalogue import Catalogue, Indicator, Kind, Nature, undeclared
from cchc_report.catalogue.reading import PERIOD_SECTION
from cchc_report.formulas import OPENING, PREVIOUS, YEAR_AGO, Interval, Reference, reference, write
from cchc_report.organisation import Organisation
from cchc_report.periods import Period
from cchc_report.problems import Place
from cchc_report.values import Quantity, Value, write_exact
from cchc_report.vietnamese.wording import as_id, name_key

PERIOD_KEY = PERIOD_SECTION
WAIVERS_KEY = "mien_tru"
DENOMINATORS_KEY = "mau_so"
PARTS_KEY = "chi_tiet"
WITHIN_YEAR = "trong_nam"
"""The file of the same year that ends last before the period does, for what only grows in a year; no formula names it."""
NEW_YEAR = "số lũy kế bắt đầu lại từ đầu năm"
"""Why a cumulative figure is not compared with the end of the year before."""
REFERENCE = re.compile(r"\[([a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)((?:\|[a-z_]+)*)\]")
"""A figure named inside a text of the metrics file, ``[tthc.bai_bo]``, perhaps with how to tell it, ``[tthc.bai_bo|xap_xi]``."""
TELLINGS = (
    *("kem_don_vi", "xap_xi", "xap_xi_tren"),
    *(
        f"{base}|{how}"
        for base in (YEAR_AGO, PREVIOUS)
        for how in ("so_voi", "tang_giam", "phan_tram", "bang", "tu_den", "muc_tu_den", "truoc")
    ),
)
"""How a text may tell a number: filters of templates that always print something where the figures are there."""


def _period_indicator(key: str, label: str, kind: Kind) -> Indicator:
    return undeclared(f"{PERIOD_KEY}.{key}", label, kind, Place(""))


CUT_KEYS = ("tu_ngay", "den_ngay")
"""The first and last day between which figures were collected, as a metrics file names them under ``ky``."""
PERIOD_INDICATORS = {
    "ten": _period_indicator("ten", "Kỳ báo cáo", Kind.PERIOD),
    "nam": _period_indicator("nam", "Năm báo cáo", Kind.RANK),
    "thang_cuoi": _period_indicator("thang_cuoi", "Tháng cuối kỳ báo cáo", Kind.PERIOD),
    "luy_ke": _period_indicator("luy_ke", "Từ đầu năm đến hết kỳ báo cáo", Kind.TEXT),
    "tu_ngay": _period_indicator("tu_ngay", "Ngày bắt đầu lấy số liệu", Kind.DATE),
    "den_ngay": _period_indicator("den_ngay", "Ngày chốt số liệu", Kind.DATE),
    PREVIOUS: _period_indicator(PREVIOUS, "Kỳ trước", Kind.PERIOD),
    YEAR_AGO: _period_indicator(YEAR_AGO, "Cùng kỳ năm trước", Kind.TEXT),
}
"""What a template may say of the period: ``ky.ten`` (``quý I năm 2024``), ``ky.nam`` (``2024``), ``ky.thang_cuoi``
(``tháng 3-2024``); where the period does not begin with the year, ``ky.luy_ke`` (``từ đầu năm đến hết quý II năm 2024``);
where the metrics file states the days between which the figures were collected, ``ky.tu_ngay`` and
``ky.den_ngay``; where there is an earlier file, ``ky.ky_truoc`` (``quý IV năm 2023``) and ``ky.cung_ky`` (``cùng kỳ năm 2023``)."""


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
    """The figures its formula uses, in the order of its names, where all of them are known."""
    computed: bool = False
    part: str = ""
    """The unit or level of government whose figure it is; empty for the whole."""
    reasoning: str = ""
    """How it was found, where no short formula tells it: ``tổng của 124 đơn vị``."""
    places: tuple[Place, ...] = ()
    """Of a list, where each item stands."""

    @property
    def exact(self) -> str:
        """The value for tools."""
        return write_exact(self.value)

    def each(self) -> tuple["Figure", ...]:
        """Each item of a list as a figure at its own place; anything else as it is."""
        if not isinstance(self.value, tuple) or len(self.value) != len(self.places):
            return (self,)
        items = zip(self.value, self.places, strict=True)
        return tuple(replace(self, value=text, text=text, place=place, places=()) for text, place in items)

    @property
    def is_zero(self) -> bool:
        """Whether it is a quantity and none."""
        return isinstance(self.value, Quantity) and self.value.value == 0

    @property
    def derivation(self) -> str:
        """The formula with the inputs' own numbers, ``72 + 91 + 23 + 68``, or the reasoning; empty where there is neither."""
        if self.reasoning:
            return self.reasoning
        if self.indicator.formula is None or not self.inputs:
            return ""
        texts = dict(zip(self.indicator.formula.names, (figure.text for figure in self.inputs), strict=True))
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
class Part:
    """The figures of one unit, or of one level of government."""

    tier: str
    """The code of the level of government or group; empty for a unit that is listed without one."""
    name: str
    """The unit's name; empty for a whole level."""
    label: str
    """How a sentence calls it: ``Sở Nội vụ``, ``phường Phước An``, ``cấp xã``."""
    known: Table[str, Figure]
    """By the indicator's full id."""

    @property
    def code(self) -> str:
        """What stands in the square brackets of a figure's id: the unit's name, or the code of the level."""
        return f"{self.name} ({self.tier})" if self.is_rest and self.tier else self.name or self.tier

    @property
    def is_rest(self) -> bool:
        """Whether it stands for all units that are not listed: it adds up, but nobody ranks it."""
        return is_rest(self.name)

    @property
    def key(self) -> str:
        """The code as it is looked up by: that of a level as it stands, a unit's name however it is spelt."""
        return name_key(self.code) if self.name else self.tier

    def answers_to(self, code: str) -> bool:
        """Whether that code is its own; a unit's name may be spelt with other capitals."""
        return (name_key(code) if self.name else code) == self.key

    def own(self, indicator: Indicator) -> Indicator:
        """The indicator as the part's: ``tthc.tong[xa]``, ``Tổng số thủ tục hành chính của cấp xã``."""
        reported = self.known.get(indicator.id)
        if reported is not None and not reported.computed and not self.is_rest:
            return reported.indicator
        label = f"{indicator.label} của {self.label}"
        phrase = label if indicator.phrase == indicator.label else indicator.phrase
        name = str(Reference(indicator.id, "", self.code))
        return replace(indicator, id=name, label=label, phrase=phrase, required=False)


@lru_cache(maxsize=8192)
def is_rest(name: str) -> bool:
    """Whether a name stands for all units that are not listed: ``Các đơn vị khác``. Each level has its own."""
    return as_id(name) in _RESTS


def is_rest_code(code: str) -> bool:
    """Whether what stands in the square brackets of a figure's id is such a name, perhaps with its level: ``Các đơn vị khác (xa)``."""
    return is_rest(code.partition(" (")[0])


_RESTS = {
    f"{what}{which}"
    for what in ("", "don_vi_", "cac_don_vi_", "co_quan_", "cac_co_quan_", "noi_", "cac_noi_")
    for which in ("khac", "con_lai")
}
"""What people call the units that they do not list, as ids."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The figures of another period, and whether they are this unit's."""

    figures: "Figures"
    predecessors: tuple[str, ...] = ()
    """The units whose figures these are, where this one did not exist yet."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """Why a comparison is not made, though there is an earlier file."""

    reason: str
    """As a sentence says it, after ``do``: ``sắp xếp đơn vị hành chính``."""
    place: Place
    """Where that is said."""
    published: bool = True
    """Whether a document may say so; not of a file that is missing or has errors."""


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
    """Those of them where only a sign stands that something will be written: ``?``, ``-``."""
    section_places: Table[str, Place]
    """Where each section begins in the files, if anything is filled in below it."""
    waivers: tuple[Waiver, ...] = ()
    denominators: Table[str, str] = field(default_factory=dict)
    """What the file says a rate is a rate of, by the rate's id: an indicator's id, or words."""
    parts: tuple[Part, ...] = ()
    """Levels of government in the order of the catalogue, units in that of the file."""
    earlier: Table[str, Earlier | Withheld] = field(default_factory=dict)
    """Other periods' figures, by what a formula calls them: ``ky_truoc``, ``cung_ky``, ``dau_ky``."""
    unfilled: Table[str, Place] = field(default_factory=dict)
    """Where the metrics file names an indicator and gives nothing for it yet, by full id; a line like one that is not there."""
    _levels: Table[str, Part] = field(init=False, repr=False, compare=False)
    _units: Table[str, Part] = field(init=False, repr=False, compare=False)
    """The parts by their keys; of two equal ones the first."""

    def __post_init__(self) -> None:
        backwards = self.parts[::-1]
        object.__setattr__(self, "_levels", {part.key: part for part in backwards if not part.name})
        object.__setattr__(self, "_units", {part.key: part for part in backwards if part.name})

    def get(self, name: str) -> Figure | None:
        """The figure of that indicator, or the one that a name in a formula asks for."""
        found = self.known.get(name)
        if found is not None:
            return found
        asked = reference(name)
        if asked.base and is_rest_code(asked.part):
            return None  # whoever is left over now need not be who was left over then
        if asked.base:
            base = self.base(asked.base, asked.id)
            return base.figures.get(str(replace(asked, base=""))) if isinstance(base, Earlier) else None
        part = self.part(asked.part) if asked.part else None
        return part.known.get(asked.id) if part else None

    def part(self, code: str) -> Part | None:
        """The level of government with that code, or the unit of that name."""
        return self._levels.get(code) or self._units.get(name_key(code))

    def within(self, part: Part) -> "Figures":
        """The figures of one part as if it were the whole, so that formulas and rules can be held against them."""
        earlier: dict[str, Earlier | Withheld] = {}
        for base, found in self.earlier.items():
            then = found.figures.part(part.code) if isinstance(found, Earlier) else None
            if isinstance(found, Withheld):
                earlier[base] = found
            elif then is not None:
                earlier[base] = replace(found, figures=found.figures.within(then))
        unreadable = {
            asked.id: p for name, p in self.unreadable.items() if part.answers_to((asked := reference(name)).part)
        }
        return replace(self, known=part.known, unreadable=unreadable, parts=(), earlier=earlier)

    def everything(self) -> Iterator[Figure]:
        """The figures of the whole, then those of each part."""
        yield from self.known.values()
        for part in self.parts:
            yield from part.known.values()

    def base(self, base: str, id: str) -> Earlier | Withheld | None:  # noqa: A002 - the field's own word
        """The earlier figures that a figure may be compared with, or why it is not; None where there is no earlier file."""
        earlier = self.earlier.get(base)
        if not isinstance(earlier, Earlier):
            return earlier
        return why_withheld(self, earlier, base, reference(id).id) or earlier

    @property
    def has_one_base(self) -> bool:
        """Whether the period before is also the one a year ago, as it is of six months or a year."""
        previous, year_ago = self.earlier.get(PREVIOUS), self.earlier.get(YEAR_AGO)
        both = isinstance(previous, Earlier) and isinstance(year_ago, Earlier)
        return both and previous.figures.period == year_ago.figures.period  # type: ignore[union-attr]

    def denominator(self, id: str) -> str:  # noqa: A002 - as above
        """What a rate is a rate of, as the file or else the catalogue says; empty where nobody does, or a formula does."""
        indicator = self.catalogue.indicator(id)
        return self.denominators.get(id) or (indicator.denominator if indicator else "")

    def indicator(self, name: str) -> Indicator | None:
        """An indicator of the catalogue or of the period itself."""
        section, _, key = name.partition(".")
        return PERIOD_INDICATORS.get(key) if section == PERIOD_KEY else self.catalogue.indicator(name)

    def interval(self, name: str) -> Interval | None:
        """The values that the figure may stand for."""
        figure = self.get(name)
        return figure.interval if figure else None

    def abbreviations(self) -> dict[str, str]:
        """Full names by what is written for them; where the catalogue and the unit differ, the unit's."""
        return {**self.catalogue.abbreviations, **self.organisation.abbreviations}

    def reported(self) -> list[Figure]:
        """The figures that stand in the metrics file itself."""
        return [
            figure
            for figure in self.everything()
            if figure.place.file == self.file and not figure.computed and figure.indicator.section != PERIOD_KEY
        ]


def why_withheld(now: Figures, earlier: Earlier, base: str, id: str) -> Withheld | None:  # noqa: A002 - the field's own word
    """Why two figures of an indicator are not comparable: its basis changed, or it counts what happened in periods unlike in length."""
    changed = _changed_basis(now, earlier, base, id)
    indicator = now.catalogue.indicator(id)
    if changed is not None or indicator is None or base == OPENING or indicator.nature is not Nature.FLOW:
        return changed
    if indicator.kind in {Kind.PERCENT, Kind.RANK} or now.period.is_alike_in_length(earlier.figures.period):
        return None
    return Withheld("hai kỳ dài ngắn khác nhau", now.known[f"{PERIOD_KEY}.ten"].place)


def _changed_basis(now: Figures, earlier: Earlier, base: str, id: str) -> Withheld | None:  # noqa: A002 - as above
    """Why what an indicator says changed between two periods, or what one says that it is computed from."""
    indicator = now.catalogue.indicator(id)
    if indicator is None:
        return None
    then, standing = earlier.figures, now.organisation.standing
    if earlier.predecessors and not _declared_comparable(now, indicator):
        return Withheld(standing.reason, standing.place)
    for change in now.organisation.breaks:
        begun = {Nature.STATE: then.period.last_day, Nature.CUMULATIVE: date(then.period.year, 1, 1)}
        before = begun.get(indicator.nature, then.period.first_day)
        if before < change.first_day <= now.period.last_day and change.concerns(id):
            return Withheld(change.reason, change.place)
    if base in {PREVIOUS, OPENING} and indicator.nature is Nature.CUMULATIVE and then.period.year != now.period.year:
        return Withheld(NEW_YEAR, indicator.place)
    rates = now.denominator(id), then.denominator(id)
    if all(rates) and rates[0] != rates[1]:
        return Withheld("mẫu số đã thay đổi", now.known[id].place if id in now.known else indicator.place)
    inputs = indicator.formula.names if indicator.formula else ()
    plain = (name for name in inputs if name == reference(name).id)
    return next((found for name in plain if (found := _changed_basis(now, earlier, base, name))), None)


def _declared_comparable(now: Figures, indicator: Indicator) -> bool:
    """Whether the unit file says so of the indicator, or of everything that it is computed from."""
    declared = now.organisation.standing.comparable
    if indicator.id in declared or indicator.section in declared:
        return True
    parts = [now.catalogue.indicator(name) for name in indicator.formula.names] if indicator.formula else []
    return bool(parts) and all(part is not None and _declared_comparable(now, part) for part in parts)
