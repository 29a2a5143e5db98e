"""Catalogue files become a catalogue: the shipped one first, then the unit's own, which adds to it."""

import re
from collections.abc import Mapping as Table
from collections.abc import Sequence as Several
from dataclasses import replace
from datetime import date
from fractions import Fraction

from cchc_report.catalogue.model import Catalogue, Indicator, Kind, Rule, Section, Unit
from cchc_report.catalogue.review import review
from cchc_report.fields import Fields, wrong_shape
from cchc_report.formulas import parse_comparison, parse_formula
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
RESERVED = frozenset(
    [
        "self",
        "super",
        "loop",
        "varargs",
        "kwargs",
        "caller",
        "phan",
        "mien_tru",
        "danh_so",
        "cac_linh_vuc",
        "cho_trong",
        "tieu_muc",
        "cach_viet",
        "viet_tat",
        "true",
        "false",
        "none",
        "and",
        "or",
        "not",
        "in",
        "is",
        "if",
        "elif",
        "else",
        "endif",
        "for",
        "endfor",
        "block",
        "endblock",
        "extends",
        "include",
        "import",
        "from",
        "as",
        "with",
        "without",
        "context",
        "ignore",
        "missing",
        "recursive",
        "set",
        "macro",
        "call",
        "filter",
        "raw",
        "autoescape",
        "pluralize",
        "trans",
        "do",
        "break",
        "continue",
        "pass",
        "def",
        "class",
        "return",
        "lambda",
        "while",
        "try",
        "except",
        "finally",
        "raise",
        "assert",
        "del",
        "global",
        "nonlocal",
        "yield",
        "async",
        "await",
    ]
)
"""Words that templates, metrics files or unit files already use for something else, so that no section may be called so."""
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
            if self._good_section_id(entry.key):
                sections[entry.key.text] = self._section(entry)
        catalogue = Catalogue(
            sections,
            self._units(fields.mapping("don_vi_tinh")),
            self._vocabulary(fields.mapping("viet_tat"), self._before.abbreviations),
            (*self._before.fixed_names, *self._names(fields.items("ten_co_dinh"))),
            self._vocabulary(fields.mapping("loai_van_ban"), self._before.document_types),
        )
        fields.leftovers()
        return catalogue

    def _good_id(self, key: Scalar) -> bool:
        if _ID.fullmatch(key.text):
            return True
        meant = as_id(key.text)
        hint = (
            f"viết không dấu, chữ thường, nối bằng gạch dưới: {meant}"
            if _ID.fullmatch(meant)
            else "mã bắt đầu bằng một chữ cái, gồm chữ thường không dấu, chữ số và gạch dưới"
        )
        self._problems.append(error("ma-khong-hop-le", f"«{key.text}» không dùng làm mã được", key.place, hint))
        return False

    def _good_section_id(self, key: Scalar) -> bool:
        if key.text == PERIOD_SECTION:
            reason = "mã này dành cho kỳ báo cáo"
        elif key.text in RESERVED:
            reason = "từ này đã có nghĩa riêng trong mẫu hoặc trong tệp số liệu"
        else:
            return self._good_id(key)
        message = f"«{key.text}» không dùng làm mã phần được"
        self._problems.append(error("ma-khong-hop-le", message, key.place, f"{reason}; đặt mã khác"))
        return False

    def _vocabulary(self, entries: tuple[Entry, ...], before: Table[str, str]) -> dict[str, str]:
        """Short forms and their meanings; an earlier file's may be repeated but not changed."""
        words = dict(before)
        for entry in entries:
            text = entry.value.text.strip() if isinstance(entry.value, Scalar) else ""
            if not text:
                place = entry.value.place if not isinstance(entry.value, Scalar) else entry.key.place
                self._problems.append(
                    wrong_shape(entry.value, f"«{entry.key.text}» phải có nghĩa ghi trên cùng dòng", place=place)
                )
            elif before.get(entry.key.text, text) != text:
                self._changed(entry.key, before[entry.key.text])
            else:
                words[entry.key.text] = text
        return words

    def _changed(self, key: Scalar, before: str) -> None:
        message = f"«{key.text}» đã có trong danh mục chung với nghĩa «{before}»"
        self._problems.append(error("dinh-nghia-lai", message, key.place, "bỏ dòng này, hoặc dùng chữ khác"))

    def _names(self, items: tuple[Node, ...]) -> list[str]:
        for item in items:
            if not isinstance(item, Scalar) or not item.text:
                self._problems.append(wrong_shape(item, "mỗi tên cố định phải là một dòng chữ"))
        return [item.text for item in items if isinstance(item, Scalar) and item.text]

    def _units(self, entries: tuple[Entry, ...]) -> dict[str, Unit]:
        """Units and their factors; a unit may build on one that stands above it."""
        units = dict(self._before.units)
        for entry in entries:
            unit = self._unit(entry, units)
            before = self._before.units.get(entry.key.text)
            if unit is not None and before is not None and (unit.factor, unit.base) != (before.factor, before.base):
                self._changed(entry.key, f"{_grouped(before.factor)} {before.base}")
            elif unit is not None:
                units[unit.name] = unit
        return units

    def _unit(self, entry: Entry, units: Table[str, Unit]) -> Unit | None:
        text = entry.value.text.strip() if isinstance(entry.value, Scalar) else ""
        number, _, base = text.partition(" ")
        factor, base = read_number(number), base.strip()
        if not isinstance(factor, Number) or factor.value <= 0 or not base:
            message = f"«{entry.key.text}» phải ghi bằng bao nhiêu đơn vị gốc"
            self._problems.append(
                error("don-vi-khong-ro", message, entry.value.place, "viết như «tỷ đồng: 1.000.000.000 đồng»")
            )
            return None
        step = units.get(base)
        whole = Fraction(factor.value) * (step.factor if step else 1)
        return Unit(entry.key.text, step.base if step else base, whole, entry.key.place)

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
        indicator = self._with_formula(indicator, fields, section)
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

    def _with_formula(self, indicator: Indicator, fields: Fields, section: str) -> Indicator:
        last_day = self._last_day(fields)
        scalar = fields.scalar("cong_thuc")
        formula = parse_formula(scalar.text, section) if scalar else None
        if isinstance(formula, Fault):
            fields.fault("cong_thuc", formula)
            formula = None
        return replace(indicator, formula=formula, formula_place=scalar.place if scalar else None, last_day=last_day)

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
        statement, message = fields.scalar("quy_tac", needed=True), fields.text("thong_bao", needed=True)
        level = fields.choice("muc", _LEVELS, Level.ERROR)
        replaces = fields.flag("thay_the")
        fields.leftovers()
        comparison = parse_comparison(statement.text, section) if statement else None
        if isinstance(comparison, Fault):
            fields.fault("quy_tac", comparison)
        elif rule_id in rules and not replaces:
            hint = "đặt mã khác; nếu cố ý thay, thêm dòng «thay_the: có»"
            related = [Related("lần đầu ở đây", rules[rule_id].place)]
            message = f"quy tắc «{rule_id}» đã có trong danh mục chung"
            self._problems.append(error("dinh-nghia-lai", message, entry.key.place, hint, related))
        elif comparison is not None and statement is not None:
            rules[rule_id] = Rule(rule_id, comparison, message, level, statement.place)


def _grouped(factor: Fraction) -> str:
    return f"{int(factor):,}".replace(",", ".") if factor.denominator == 1 else str(factor)
