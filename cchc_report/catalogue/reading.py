"""Catalogue files become a catalogue: the shipped one first, then the unit's own, which adds to it."""

import re
from collections.abc import Mapping as Table
from collections.abc import Sequence as Several
from dataclasses import replace
from fractions import Fraction

from cchc_report.catalogue.model import Catalogue, Indicator, Kind, Nature, Rule, Section, WhenMissing
from cchc_report.catalogue.review import review
from cchc_report.catalogue.vocabulary import Vocabulary, read_limit
from cchc_report.fields import Fields
from cchc_report.formulas import parse_comparison, parse_formula
from cchc_report.problems import Level, Problem, Related, error
from cchc_report.source import Entry, Node, Scalar, Source
from cchc_report.vietnamese import Fault
from cchc_report.vietnamese.numbers import Number, read_number
from cchc_report.vietnamese.wording import as_id

_ID = re.compile(r"[a-z][a-z0-9_]*")
_LEVELS = {"lỗi": Level.ERROR, "cảnh báo": Level.WARNING}
_FILES = {"don-vi.yaml": True, "so-lieu": False}
_DEFAULT_UNITS = {Kind.PERCENT: "%", Kind.MONEY: "đồng"}
_DEFAULT_DECIMALS = {Kind.PERCENT: 2, Kind.DECIMAL: 2}
_TAKEN = """
mien_tru mau_so chi_tiet cach_viet viet_tat to_chuc gian_doan phan danh_so cac_linh_vuc
cho_trong tieu_muc self super loop varargs kwargs caller true false none and or not in is if
elif else endif for endfor block endblock extends include import from as with without context
ignore missing recursive set macro call filter raw autoescape pluralize trans do break continue
pass def class return lambda while try except finally raise assert del global nonlocal yield
async await
"""
RESERVED = frozenset(_TAKEN.split())
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
        words = Vocabulary(self._before, self._problems)
        catalogue = Catalogue(
            sections,
            words.units(fields.mapping("don_vi_tinh")),
            words.meanings(fields.mapping("viet_tat"), self._before.abbreviations),
            (*self._before.fixed_names, *words.names(fields.items("ten_co_dinh"))),
            words.meanings(fields.mapping("loai_van_ban"), self._before.document_types),
            words.tiers(fields.mapping("cap")),
            words.bands(fields.entry("muc_thay_doi")),
            words.limits(fields.entry("bien_dong")),
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
            nature=fields.choice("tinh_chat", {nature.value: nature for nature in Nature}, Nature.FLOW),
            denominator=fields.text("mau_so"),
            change_limit=self._change_limit(fields),
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

    def _change_limit(self, fields: Fields) -> Fraction | None:
        """By how much it may change without a warning: percent, or points for a rate; zero switches the warning off."""
        if fields.text("bien_dong") == "không":
            return Fraction(0)
        return read_limit(fields, "bien_dong")

    def _with_formula(self, indicator: Indicator, fields: Fields, section: str) -> Indicator:
        last_day = fields.day("den_ngay")
        scalar = fields.scalar("cong_thuc")
        formula = parse_formula(scalar.text, section) if scalar else None
        if isinstance(formula, Fault):
            fields.fault("cong_thuc", formula)
            formula = None
        return replace(indicator, formula=formula, formula_place=scalar.place if scalar else None, last_day=last_day)

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
        when_missing = fields.choice("khi_thieu", {policy.value: policy for policy in WhenMissing}, WhenMissing.NOTE)
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
            rules[rule_id] = Rule(rule_id, comparison, message, level, statement.place, when_missing)
