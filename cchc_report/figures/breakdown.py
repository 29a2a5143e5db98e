"""``chi_tiet`` of a metrics file: values by level of government and by unit, read by the catalogue."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations

from cchc_report.catalogue import Catalogue, Indicator, Tier
from cchc_report.fields import at_key_if_empty, is_blank, near_code, unknown_key, wrong_shape
from cchc_report.figures.model import PARTS_KEY, Figure, Part, is_rest
from cchc_report.formulas import Reference
from cchc_report.periods import Period
from cchc_report.problems import Place, Problem, Related, error, warning
from cchc_report.source import Entry, Mapping, Scalar, Source
from cchc_report.values import HouseStyle, interval_of, is_pending, read_value, write_value
from cchc_report.vietnamese.wording import as_id, inside_sentence, name_key, uncapitalised

OWN_TOTAL = "tong"
"""Under a level, beside its units: the value of the whole level."""
TOTALS = {"tong", "tong_so", "tong_cong", "cong", "toan_tinh", "ca_tinh", "chung"}
"""What people call the sum of a list, as ids."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """What the file says of units and levels of government."""

    parts: tuple[Part, ...] = ()
    """Each once: the levels in the catalogue's order, units in the file's."""
    unreadable: dict[str, Place] = field(default_factory=dict)
    """By full id, ``tthc.tong[xa]``."""
    pending: frozenset[str] = frozenset()
    """Those of them where nothing is written yet."""
    section_places: dict[str, Place] = field(default_factory=dict)
    """Where a section is first named there."""
    problems: tuple[Problem, ...] = ()


def read_breakdown(metrics: Source, catalogue: Catalogue, style: HouseStyle, period: Period) -> Breakdown:
    """Read ``chi_tiet``: under an indicator's id the levels and units, each with its value."""
    listed = metrics.root.get(PARTS_KEY) if metrics.root else None
    if listed is None or is_blank(listed):
        return Breakdown()
    if not isinstance(listed, Mapping):
        hint = "mỗi dòng ghi mã một chỉ tiêu, như tthc.tong; các cấp, các đơn vị thụt vào bên dưới"
        return Breakdown(problems=(wrong_shape(listed, f"«{PARTS_KEY}» phải gồm mã các chỉ tiêu", hint),))
    reader = _Reader(catalogue, style, period)
    for entry in listed.entries:
        reader.indicator(entry)
    return reader.breakdown()


class _Reader:
    """Goes through the indicators, collecting units as they are named."""

    def __init__(self, catalogue: Catalogue, style: HouseStyle, period: Period) -> None:
        self._catalogue = catalogue
        self._style = style
        self._period = period
        self._parts: dict[str, Part] = {}
        """By code of the level, or key of the unit's name."""
        self._known: dict[str, dict[str, Figure]] = {}
        """The figures of each, by the indicator's full id."""
        self._keys: dict[str, Scalar] = {}
        """Where each is named first."""
        self._spellings: dict[str, Scalar] = {}
        """Every way in which a unit is written, and where first."""
        self._together: list[set[str]] = []
        """The units under each indicator."""
        self._unreadable: dict[str, Place] = {}
        self._pending: set[str] = set()
        self._places: dict[str, Place] = {}
        self._problems: list[Problem] = []

    def breakdown(self) -> Breakdown:
        """Everything that was read."""
        order = ["", *self._catalogue.tiers]
        listed = sorted(self._parts, key=lambda key: order.index(self._parts[key].tier))
        parts = tuple(replace(self._parts[key], known=self._known[key]) for key in listed)
        problems = (*self._problems, *self._spelt_differently(), *self._nearly_the_same())
        return Breakdown(parts, self._unreadable, frozenset(self._pending), self._places, problems)

    def indicator(self, entry: Entry) -> None:
        """One indicator with the lines below it."""
        indicator = self._catalogue.indicator(entry.key.text)
        wrong = self._unusable(entry, indicator)
        if wrong is not None or indicator is None or not isinstance(entry.value, Mapping):
            self._problems += [wrong] if wrong else []
            return
        self._places.setdefault(indicator.section, entry.key.place)
        self._together.append(set())
        lines = entry.value.entries
        levels = [line for line in lines if line.key.text in self._catalogue.tiers]
        loose = [line for line in lines if line not in levels and self._is_unit(indicator, line)]
        for line in lines:
            if line in levels:
                self._level(indicator, self._catalogue.tiers[line.key.text], line)
            elif line in loose and not levels:
                self._unit(indicator, "", line)
        if levels and loose:
            self._problems.append(_without_level(loose[0], levels[0]))
            self._unreadable[str(Reference(indicator.id, "", loose[0].key.text))] = loose[0].key.place

    def _unusable(self, entry: Entry, indicator: Indicator | None) -> Problem | None:
        """Why nothing can be read under this key."""
        if indicator is None or indicator.id != entry.key.text:
            return self._unknown(entry.key)
        if not indicator.kind.numeric:
            message = f"«{indicator.label}» không phải là số nên không chia theo cấp, theo đơn vị được"
            return error(
                "khong-chia-duoc", message, entry.key.place, "ghi ở phần của chỉ tiêu, hoặc xóa khỏi «chi_tiet»"
            )
        if is_blank(entry.value):
            hint = (
                "thụt vào bên dưới: mỗi dòng tên một đơn vị hoặc mã một cấp, dấu hai chấm, giá trị; hoặc xóa dòng này"
            )
            return error("gia-tri-trong", f"«{entry.key.text}» chưa có số liệu nào bên dưới", entry.key.place, hint)
        if not isinstance(entry.value, Mapping):
            hint = f"số của toàn đơn vị ghi ở phần «{indicator.section}»; ở đây mỗi cấp, mỗi đơn vị một dòng thụt vào"
            message = f"«{entry.key.text}» phải gồm các dòng «tên đơn vị: giá trị» hoặc «mã cấp: giá trị»"
            return wrong_shape(entry.value, message, hint)
        return None

    def _unknown(self, key: Scalar) -> Problem:
        """A key that is no indicator: perhaps one without its section, or a section."""
        numeric = [indicator for indicator in self._catalogue.indicators() if indicator.kind.numeric]
        problem = unknown_key(key, [indicator.id for indicator in numeric], f"«{PARTS_KEY}»")
        meant = [indicator.id for indicator in numeric if indicator.key == key.text]
        inside = next((indicator.id for indicator in numeric if indicator.section == key.text), None)
        if meant:
            return error(problem.name, problem.message, problem.place, f"viết đủ mã: {', '.join(meant)}")
        if inside:
            hint = f"ở đây viết đủ mã của từng chỉ tiêu, như {inside}"
            return error(problem.name, problem.message, problem.place, hint)
        return problem

    def _is_unit(self, indicator: Indicator, line: Entry) -> bool:
        """Whether the line names a unit; if it names a level wrongly, or a total, that is reported."""
        key, code = line.key, as_id(line.key.text)
        tiers = self._catalogue.tiers
        meant = next((tier for tier in tiers.values() if code in {tier.code, as_id(tier.label)}), None)
        near = near_code(key.text, tiers) if isinstance(line.value, Mapping) or key.text == code else None
        if meant or near:
            message = f"«{key.text}» không phải là mã của một cấp"
            hint = f"viết mã: {meant.code}" if meant else f"có phải «{near}»?"
            self._problems.append(error("khong-co-cap", message, key.place, hint))
        elif isinstance(line.value, Mapping):
            hint = f"các cấp: {self._levels()}; đơn vị thì ghi giá trị trên cùng dòng"
            self._problems.append(error("khong-co-cap", f"danh mục không có cấp «{key.text}»", key.place, hint))
        elif code in TOTALS:
            hint = (
                f"tổng của toàn đơn vị ghi ở phần «{indicator.section}»; tổng của một cấp ghi «{OWN_TOTAL}» dưới cấp đó"
            )
            self._problems.append(
                error("tong-trong-chi-tiet", f"«{key.text}» không phải là tên đơn vị", key.place, hint)
            )
        elif "[" in key.text or "]" in key.text:
            message = f"tên đơn vị «{key.text}» có dấu ngoặc vuông"
            self._problems.append(error("ten-khong-hop-le", message, key.place, "bỏ dấu ngoặc vuông"))
        else:
            return True
        self._unreadable[str(Reference(indicator.id, "", as_id(key.text)))] = key.place
        return False

    def _level(self, indicator: Indicator, tier: Tier, line: Entry) -> None:
        if not tier.exists_on(self._period.last_day):
            self._problems.append(self._no_such_level(tier, line.key))
            self._unreadable[str(Reference(indicator.id, "", tier.code))] = line.key.place
            return
        part = self._parts.setdefault(tier.code, Part(tier.code, "", tier.label, {}))
        self._known.setdefault(tier.code, {})
        if not isinstance(line.value, Mapping):
            self._value(indicator, part, line)
            return
        for below in line.value.entries:
            if below.key.text == OWN_TOTAL:
                self._value(indicator, part, below)
            elif self._is_unit(indicator, below):
                self._unit(indicator, tier.code, below)

    def _no_such_level(self, tier: Tier, key: Scalar) -> Problem:
        ended = tier.last_day is not None and tier.last_day < self._period.last_day
        limit = tier.last_day if ended else tier.first_day
        written = f"{limit.day}-{limit.month}-{limit.year}" if limit else ""
        when = f"chỉ có đến ngày {written}" if ended else f"từ ngày {written} mới có"
        return error("het-hieu-luc", f"{tier.label} {when}", key.place, f"ghi vào cấp của kỳ này: {self._levels()}")

    def _levels(self) -> str:
        """The levels of government at the end of the period."""
        there = [tier for tier in self._catalogue.tiers.values() if tier.exists_on(self._period.last_day)]
        return ", ".join(f"{tier.code} ({tier.label})" for tier in there) or "chưa khai báo cấp nào"

    def _unit(self, indicator: Indicator, tier: str, line: Entry) -> None:
        part = self._named(" ".join(line.key.text.split()), tier)
        key, name = name_key(part.code), " ".join(line.key.text.split())
        first = self._keys.setdefault(key, line.key)
        part = self._parts.get(key, part)
        if part.tier and tier and part.tier != tier:
            labels = [self._catalogue.tiers[code].label for code in (part.tier, tier)]
            related = [Related(f"ở đây thuộc {labels[0]}", first.place)]
            message = f"«{name}» ghi ở {labels[1]}, nhưng chỗ khác ghi ở {labels[0]}"
            self._problems.append(
                error("don-vi-hai-cap", message, line.key.place, "xếp mỗi đơn vị vào một cấp", related)
            )
            self._unreadable[str(Reference(indicator.id, "", name))] = line.key.place
            return
        self._parts[key] = replace(part, tier=part.tier or tier)
        self._together[-1].add(key)
        if indicator.id not in self._known.setdefault(key, {}):
            self._spellings.setdefault(name, line.key)
        self._value(indicator, part, line)

    def _named(self, name: str, tier: str) -> Part:
        """A unit that is not known yet; those that are not listed are another one in each level."""
        if not is_rest(name):
            return Part(tier, name, inside_sentence(name), {})
        level = f" của {self._catalogue.tiers[tier].label}" if tier else ""
        return Part(tier, name, uncapitalised(name) + level, {})

    def _value(self, indicator: Indicator, part: Part, line: Entry) -> None:
        own, key = part.own(indicator), name_key(part.code) if part.name else part.tier
        before = self._known[key].get(indicator.id)
        if before is not None:
            related = [Related(f"đã ghi {before.text}", before.place)]
            message = f"«{line.key.text}» ghi hai lần cho «{indicator.label}»"
            self._problems.append(error("don-vi-lap", message, line.key.place, "xóa một trong hai dòng", related))
            return
        value, problems = read_value(at_key_if_empty(line.value, line.key), own, self._catalogue)
        self._problems += problems
        if value is None:
            self._unreadable[own.id] = line.value.place
            self._pending |= {own.id} if is_pending(line.value) else set()
            return
        text, interval = write_value(value, own, self._style), interval_of(value, own, self._catalogue)
        self._known[key][indicator.id] = Figure(own, value, text, interval, line.value.place, part=part.label)

    def _spelt_differently(self) -> Iterator[Problem]:
        """One unit under two spellings that differ in capitals or in where the tone mark stands."""
        for name, key in self._spellings.items():
            part = self._parts.get(name_key(name))
            if part is not None and part.name != name:
                yield _two_spellings(key, f"«{name}» là «{part.name}» viết khác", self._keys[name_key(name)])

    def _nearly_the_same(self) -> Iterator[Problem]:
        """Two units whose names differ in diacritics only, and which no indicator lists side by side."""
        alike: dict[str, list[str]] = {}
        for key, part in self._parts.items():
            if part.name and not part.is_rest:
                alike.setdefault(as_id(part.name), []).append(key)
        for one, other in (pair for keys in alike.values() for pair in combinations(keys, 2)):
            if not any({one, other} <= listed for listed in self._together):
                names = f"«{self._parts[other].name}» chỉ khác «{self._parts[one].name}» ở dấu"
                yield _two_spellings(self._keys[other], names, self._keys[one])


def _two_spellings(key: Scalar, message: str, first: Scalar) -> Problem:
    hint = "nếu là một đơn vị thì viết giống nhau ở mọi chỗ"
    return warning("don-vi-hai-cach-viet", message, key.place, hint, [Related("lần đầu viết thế này", first.place)])


def _without_level(line: Entry, level: Entry) -> Problem:
    """A unit beside levels: nobody can tell whether it is counted in one of them."""
    related = [Related("ở đây là một cấp", level.key.place)]
    message = f"«{line.key.text}» đứng ngang hàng với các cấp, không rõ đã tính trong cấp nào chưa"
    return error("lan-cap-don-vi", message, line.key.place, "thụt tên đơn vị vào dưới cấp của nó", related)
