"""Catalogue files become a catalogue: the shipped one first, then the unit's own, which adds to it."""

import re
from collections.abc import Mapping as Table
from collections.abc import Sequence as Several
from dataclasses import replace
from datetime import date
from fractions import Fraction

from cchc_report.catalogue.model import Catalogue, Indicator, Kind, Rule, Section, Unit
from cchc_report.catalogue.review import review
from cchc_report.fields import Fields
from cchc_report.formulas import Formula, parse_comparison, parse_formula
from cchc_report.problems import Level, Problem, Related, error
from cchc_report.source import Entry, Node, Scalar, Source
from cchc_report.vietnamese import Fault
from cchc_report.vietnamese.dates import read_date
from cchc_report.vietnamese.numbers import Number, read_number
from cchc_report.vietnamese.wording import as_id

_ID = re.compile(r"[a-z][a-z0-9_]*")
_LEVELS = {"lỗi": Level.ERROR, "cảnh báo": Level.WARNING}
_FILES = {"don-vi.yaml": True, "so-lieu": False}
_DEFAULT_UNITS = {Kind.PERCENT: "%", Kind.MONEY: "đồng"}
_DEFAULT_DECIMALS = {Kind.PERCENT: 2, Kind.DECIMAL: 2}
PERIOD_SECTION = "ky"
"""The reserved section that names the period itself; no catalogue may define it."""


def read_catalogue(sources: Several[Source]) -> tuple[Catalogue, list[Problem]]:
    """Read the files in order, later ones adding to earlier ones, and check the whole.

    Redefining what an earlier file defines must be said in the entry: ``thay_the: có``.
    """
    problems = [problem for source in sources for problem in source.problems]
    catalogue = Catalogue()
    for source in sources:
        if source.root is not None:
            catalogue = _Reader(catalogue, problems).file(source.root)
    return catalogue, [*problems, *review(catalogue)]


class _Reader:
    """Adds one file to what the files before it gave."""

    def __init__(self, before: Catalogue, problems: list[Problem]) -> None:
        self._before = before
        self._problems = problems

    def file(self, root: Node) -> Catalogue:
        fields = Fields(root, "danh mục", self._problems)
        sections = dict(self._before.sections)
        for entry in fields.mapping("phan"):
            if self._good_id(entry.key):
                sections[entry.key.text] = self._section(entry)
        units = {entry.key.text: unit for entry in fields.mapping("don_vi_tinh") if (unit := self._unit(entry))}
        catalogue = Catalogue(
            sections,
            {**self._before.units, **units},
            {**self._before.abbreviations, **self._texts(fields.mapping("viet_tat"))},
            (*self._before.fixed_names, *self._names(fields.items("ten_co_dinh"))),
            {**self._before.document_types, **self._texts(fields.mapping("loai_van_ban"))},
        )
        fields.leftovers()
        return catalogue

    def _good_id(self, key: Scalar) -> bool:
        if _ID.fullmatch(key.text) and key.text != PERIOD_SECTION:
            return True
        hint = (
            "«ky» dành cho kỳ báo cáo"
            if key.text == PERIOD_SECTION
            else f"viết không dấu, chữ thường, nối bằng gạch dưới: {as_id(key.text)}"
        )
        self._problems.append(error("ma-khong-hop-le", f"«{key.text}» không dùng làm mã được", key.place, hint))
        return False

    def _texts(self, entries: tuple[Entry, ...]) -> dict[str, str]:
        return {
            entry.key.text: entry.value.text
            for entry in entries
            if isinstance(entry.value, Scalar) and entry.value.text
        }

    def _names(self, items: tuple[Node, ...]) -> list[str]:
        return [item.text for item in items if isinstance(item, Scalar) and item.text]

    def _unit(self, entry: Entry) -> Unit | None:
        text = entry.value.text if isinstance(entry.value, Scalar) else ""
        number, _, base = text.partition(" ")
        factor = read_number(number)
        if not isinstance(factor, Number) or factor.value <= 0 or not base.strip():
            message = f"«{entry.key.text}» phải ghi bằng bao nhiêu đơn vị gốc"
            self._problems.append(
                error("don-vi-khong-ro", message, entry.value.place, "viết như «tỷ đồng: 1.000.000.000 đồng»")
            )
            return None
        return Unit(entry.key.text, base.strip(), Fraction(factor.value), entry.key.place)

    def _section(self, entry: Entry) -> Section:
        before = self._before.sections.get(entry.key.text)
        fields = Fields(entry.value, f"phần «{entry.key.text}»", self._problems)
        label = fields.text("nhan", before.label if before else "", needed=before is None)
        in_unit_file = fields.choice("ghi_o", _FILES, before.in_unit_file if before else False)
        reported = fields.flag("la_linh_vuc", default=before.reported if before else True)
        indicators = self._indicators(fields, entry.key.text, before.indicators if before else {})
        rules = self._rules(fields, entry.key.text, before.rules if before else ())
        fields.leftovers()
        return Section(entry.key.text, label, in_unit_file, reported, indicators, rules, entry.key.place)

    def _indicators(self, fields: Fields, section: str, before: Table[str, Indicator]) -> dict[str, Indicator]:
        indicators = dict(before)
        for entry in fields.mapping("chi_tieu"):
            if not self._good_id(entry.key):
                continue
            indicator, replaces = self._indicator(entry, section)
            if entry.key.text in before and not replaces:
                self._problems.append(self._redefined(entry.key, before[entry.key.text]))
            else:
                indicators[entry.key.text] = indicator
        return indicators

    def _redefined(self, key: Scalar, earlier: Indicator) -> Problem:
        related = [Related(f"«{earlier.label}»", earlier.place)]
        hint = "đặt mã khác; nếu cố ý thay, thêm dòng «thay_the: có»"
        return error("dinh-nghia-lai", f"chỉ tiêu «{earlier.id}» đã có trong danh mục chung", key.place, hint, related)

    def _indicator(self, entry: Entry, section: str) -> tuple[Indicator, bool]:
        key = entry.key.text
        fields = Fields(entry.value, f"chỉ tiêu «{section}.{key}»", self._problems)
        label = fields.text("nhan", key, needed=True)
        kind = fields.choice("kieu", {kind.value: kind for kind in Kind}, Kind.COUNT)
        replaces = fields.flag("thay_the")
        indicator = Indicator(
            id=f"{section}.{key}",
            label=label,
            phrase=fields.text("goi", label),
            kind=kind,
            unit=fields.text("don_vi", _DEFAULT_UNITS.get(kind, "")),
            decimals=self._decimals(fields, kind),
            required=fields.flag("bat_buoc"),
            minimum=self._bound(fields, "it_nhat", Fraction(0) if kind.numeric else None),
            maximum=self._bound(fields, "nhieu_nhat", Fraction(100) if kind is Kind.PERCENT else None),
            rise_is_good=fields.choice("tang_la_tot", {"có": True, "không": False}, None),
            unconfirmed=fields.flag("can_xac_nhan"),
            description=fields.text("ghi_chu"),
            place=entry.key.place,
        )
        indicator = replace(indicator, formula=self._formula(fields, section), last_day=self._last_day(fields))
        fields.leftovers()
        return indicator, replaces

    def _decimals(self, fields: Fields, kind: Kind) -> int:
        return fields.choice("so_le", {str(n): n for n in range(7)}, _DEFAULT_DECIMALS.get(kind, 0))

    def _bound(self, fields: Fields, key: str, default: Fraction | None) -> Fraction | None:
        text = fields.text(key)
        if not text:
            return default
        if text == "không":
            return None
        match read_number(text):
            case Number(value):
                return Fraction(value)
            case Fault() as fault:
                fields.fault(key, fault)
                return default

    def _formula(self, fields: Fields, section: str) -> Formula | None:
        text = fields.text("cong_thuc")
        if not text:
            return None
        formula = parse_formula(text, section)
        if isinstance(formula, Formula):
            return formula
        fields.fault("cong_thuc", formula)
        return None

    def _last_day(self, fields: Fields) -> date | None:
        text = fields.text("den_ngay")
        day = read_date(text) if text else None
        if isinstance(day, Fault):
            fields.fault("den_ngay", day)
            return None
        return day

    def _rules(self, fields: Fields, section: str, before: tuple[Rule, ...]) -> tuple[Rule, ...]:
        rules = {rule.id: rule for rule in before}
        for entry in fields.mapping("kiem_tra"):
            if self._good_id(entry.key):
                self._add_rule(rules, entry, section)
        return tuple(rules.values())

    def _add_rule(self, rules: dict[str, Rule], entry: Entry, section: str) -> None:
        rule_id = f"{section}.{entry.key.text}"
        fields = Fields(entry.value, f"quy tắc «{rule_id}»", self._problems)
        text, message = fields.text("quy_tac", needed=True), fields.text("thong_bao", needed=True)
        level = fields.choice("muc", _LEVELS, Level.ERROR)
        replaces = fields.flag("thay_the")
        fields.leftovers()
        comparison = parse_comparison(text, section) if text else None
        if isinstance(comparison, Fault):
            fields.fault("quy_tac", comparison)
        elif rule_id in rules and not replaces:
            hint = "đặt mã khác; nếu cố ý thay, thêm dòng «thay_the: có»"
            self._problems.append(
                error("dinh-nghia-lai", f"quy tắc «{rule_id}» đã có trong danh mục chung", entry.key.place, hint)
            )
        elif comparison is not None:
            rules[rule_id] = Rule(rule_id, comparison, message, level, entry.key.place)
