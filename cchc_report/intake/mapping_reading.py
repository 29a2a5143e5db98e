"""A mapping file is read and checked against the catalogue; see docs/anh-xa.md for its form."""

import re
from collections.abc import Mapping as Table
from dataclasses import replace

from cchc_report.catalogue import Catalogue, Indicator
from cchc_report.fields import Fields, is_blank, near_code, unknown_key
from cchc_report.formulas import Reference
from cchc_report.intake.fillable import fillable
from cchc_report.intake.grid import column_named
from cchc_report.intake.mapping import Column, IndicatorTable, Mapping, Row, SingleCell, Target, UnitTable
from cchc_report.problems import Problem, Related, error
from cchc_report.source import Entry, Node, Scalar, Source
from cchc_report.source import Mapping as MappingNode
from cchc_report.vietnamese.wording import as_id, name_key, nearest
from cchc_report.workbook.model import LAST_ROW

CELLS_KEY, INDICATOR_TABLES_KEY, UNIT_TABLES_KEY = "chi_tieu", "bang_chi_tieu", "bang_don_vi"
_SHEET, _CELL, _COLUMN, _ROW, _TIER, _TOTAL = "trang", "o", "cot", "dong", "cap", "dong_tong"
_LABELS, _VALUES, _NOTES, _NAMES = "cot_nhan", "cot_gia_tri", "cot_nguon", "cot_ten"
_FIRST_ROW, _LAST_ROW = "tu_dong", "den_dong"
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_DECIMALS: dict[str, int | None] = {str(n): n for n in range(7)}


def read_mapping(source: Source, catalogue: Catalogue) -> tuple[Mapping, list[Problem]]:
    """Read the file: what can be used of it, and what is wrong, each with its line."""
    problems = list(source.problems)
    if source.root is None:
        return Mapping(), problems
    return _Reader(catalogue, problems).file(source.root), problems


class _Reader:
    """Goes through the file, remembering which figures have their place already."""

    def __init__(self, catalogue: Catalogue, problems: list[Problem]) -> None:
        self._catalogue = catalogue
        self._problems = problems
        self._known = fillable(catalogue)
        self._taken: dict[str, Scalar] = {}
        """Figures that one place gives, by name, and where that is said."""
        self._sheet: Scalar | None = None
        """Where nothing else is said."""

    def file(self, root: Node) -> Mapping:
        fields = Fields(root, "tệp ánh xạ", self._problems)
        self._sheet = fields.scalar(_SHEET)
        cells = [self._single(entry) for entry in fields.mapping(CELLS_KEY)]
        indicator_tables = [self._indicator_table(node) for node in fields.items(INDICATOR_TABLES_KEY)]
        unit_tables = [self._unit_table(node) for node in fields.items(UNIT_TABLES_KEY)]
        fields.leftovers()
        if not [*cells, *indicator_tables, *unit_tables] and not self._problems:
            hint = f"ghi các ô vào «{CELLS_KEY}», các bảng vào «{INDICATOR_TABLES_KEY}» hoặc «{UNIT_TABLES_KEY}»"
            message = "tệp ánh xạ chưa nói ô nào là chỉ tiêu nào"
            self._problems.append(error("anh-xa-trong", message, fields.place, hint))
        return Mapping(
            tuple(cell for cell in cells if cell),
            tuple(table for table in indicator_tables if table),
            tuple(table for table in unit_tables if table),
            _levels(self._catalogue),
            fields.place,
        )

    def _single(self, entry: Entry) -> SingleCell | None:
        fields = self._details(entry, _CELL, "ghi ô, như D10")
        if fields is None:
            return None
        sheet = fields.scalar(_SHEET) or self._sheet
        spot = self._spot(fields)
        target = self._target(entry.key, fields)
        fields.leftovers()
        if target is None or spot is None or not self._is_first(target.key):
            return None
        row, column = spot
        return SingleCell(target, sheet, row, column)

    def _spot(self, fields: Fields) -> tuple[Row, Column] | None:
        """The cell: by its address, or where a row and a column meet."""
        address, column, row = fields.entry(_CELL), fields.entry(_COLUMN), fields.entry(_ROW)
        if address is not None:
            other = column or row
            if other is not None:
                message = f"đã ghi «{_CELL}» thì không ghi «{_COLUMN}», «{_ROW}» nữa"
                self._contradict(message, other.key, "giữ một trong hai cách chỉ ô")
                return None
            text = fields.scalar(_CELL)
            return self._address(text) if text else None
        if column is None and row is None:
            if fields.is_mapping:
                hint = f"ghi «{_CELL}: D10», hoặc ghi «{_COLUMN}» và «{_ROW}»"
                self._problems.append(error("thieu-khoa", "chưa ghi ô nào", fields.place, hint))
            return None
        head, label = fields.scalar(_COLUMN, needed=True), fields.scalar(_ROW, needed=True)
        return (_row(label), head) if head and label else None

    def _address(self, scalar: Scalar) -> tuple[int, int] | None:
        found = _ADDRESS.fullmatch(scalar.text.strip())
        column = column_named(found[1].upper()) if found else None
        if found is None or column is None or not 1 <= int(found[2]) <= LAST_ROW:
            own_sheet = "!" in scalar.text
            hint = (
                f"trang ghi ở dòng «{_SHEET}», ô ghi ở dòng «{_CELL}»"
                if own_sheet
                else "ghi chữ cái của cột rồi số của dòng, như D10"
            )
            self._problems.append(error("o-khong-dung", f"«{scalar.text}» không phải là một ô", scalar.place, hint))
            return None
        return int(found[2]), column

    def _indicator_table(self, node: Node) -> IndicatorTable | None:
        fields = Fields(node, f"mục của «{INDICATOR_TABLES_KEY}»", self._problems)
        sheet = fields.scalar(_SHEET) or self._sheet
        labels, values = fields.scalar(_LABELS, needed=True), fields.scalar(_VALUES, needed=True)
        notes = fields.scalar(_NOTES)
        self._are_distinct({_LABELS: labels, _VALUES: values, _NOTES: notes})
        first_row, last_row = self._rows(fields)
        rows = [(target, _row(where)) for target, where in self._inside(fields, _ROW, "ghi nhãn của dòng")]
        fields.leftovers()
        if labels is None or values is None:
            return None
        rows = [(target, row) for target, row in rows if self._is_first(target.key)]
        return IndicatorTable(sheet, labels, values, notes, tuple(rows), first_row, last_row)

    def _unit_table(self, node: Node) -> UnitTable | None:
        fields = Fields(node, f"mục của «{UNIT_TABLES_KEY}»", self._problems)
        sheet = fields.scalar(_SHEET) or self._sheet
        names, tier, total = fields.scalar(_NAMES, needed=True), self._tier(fields), fields.scalar(_TOTAL)
        first_row, last_row = self._rows(fields)
        inside = self._inside(fields, _COLUMN, "ghi tiêu đề hoặc chữ cái của cột")
        columns = [(target, head) for target, head in inside if self._is_divisible(target.key)]
        for target, head in columns:
            self._are_distinct({_NAMES: names, target.id: head})
            if total is not None:
                self._is_first(target.key, tier)
        fields.leftovers()
        if names is None:
            return None
        row = _row(total) if total else None
        return UnitTable(sheet, names, tuple(columns), tier, row, first_row, last_row, fields.place)

    def _inside(self, fields: Fields, key: str, advice: str) -> list[tuple[Target, Scalar]]:
        """The indicators of a table, each with its row or its column as written."""
        entries = fields.mapping(CELLS_KEY)
        if not entries and fields.is_mapping:
            hint = f"thêm «{CELLS_KEY}:», bên dưới mỗi dòng một mã chỉ tiêu; {advice}"
            self._problems.append(error("thieu-khoa", f"bảng chưa có «{CELLS_KEY}» nào", fields.place, hint))
        found = []
        for entry in entries:
            details = self._details(entry, key, advice)
            if details is None:
                continue
            where, target = details.scalar(key, needed=True), self._target(entry.key, details)
            details.leftovers()
            if where is not None and target is not None:
                found.append((target, where))
        return found

    def _details(self, entry: Entry, key: str, advice: str) -> Fields | None:
        """What is said of one indicator; a text alone is short for the key."""
        value = entry.value
        if is_blank(value):
            message = f"sau «{entry.key.text}:» chưa ghi gì"
            self._problems.append(error("gia-tri-trong", message, entry.key.place, advice))
            return None
        if isinstance(value, Scalar):
            value = MappingNode((Entry(replace(entry.key, text=key), value),), value.place)
        return Fields(value, f"«{entry.key.text}»", self._problems)

    def _target(self, key: Scalar, fields: Fields) -> Target | None:
        decimals = fields.choice("so_le", _DECIMALS, None)
        indicator = self._known.get(key.text)
        if indicator is None:
            self._problems.append(self._unknown(key))
            fields.entry("don_vi_tinh")
            return None
        if decimals is not None and not indicator.kind.numeric:
            hint = "xóa dòng «so_le»"
            self._contradict(f"«{indicator.label}» không phải là số nên không làm tròn được", key, hint)
        return Target(key, self._unit_of_measure(fields, indicator), decimals)

    def _unit_of_measure(self, fields: Fields, indicator: Indicator) -> str:
        scalar = fields.scalar("don_vi_tinh")
        if scalar is None:
            return ""
        usable = self._catalogue.convertible(indicator.unit) if indicator.kind.numeric else ()
        text = " ".join(scalar.text.split())
        if text in usable:
            return text
        near = next((unit for unit in usable if unit.startswith(text)), None) or nearest(text, usable)
        hint = f"có phải «{near}»?" if near else f"dùng được: {', '.join(usable)}" if usable else "xóa dòng này"
        message = f"«{text}» không phải là đơn vị của «{indicator.label}»"
        self._problems.append(error("don-vi-la", message, scalar.place, hint))
        return ""

    def _unknown(self, key: Scalar) -> Problem:
        indicator = self._catalogue.indicator(key.text)
        if indicator is not None and indicator.id == key.text:
            message = f"«{indicator.label}» ghi trong don-vi.yaml, không lấy từ bảng tính"
            return error("khoa-la", message, key.place, "xóa dòng này")
        problem = unknown_key(key, list(self._known), "danh mục chỉ tiêu")
        meant = [known.id for known in self._known.values() if known.key == key.text]
        return replace(problem, hint=f"viết đủ mã: {', '.join(meant)}") if meant else problem

    def _is_first(self, key: Scalar, tier: str = "") -> bool:
        """Whether no other place was said to give this figure; if one was, that is reported."""
        name = str(Reference(key.text, part=tier))
        first = self._taken.setdefault(name, key)
        if first is not key:
            message, related = f"«{name}» lấy ở hai chỗ", [Related("đã ghi ở đây", first.place)]
            self._problems.append(error("trung-chi-tieu", message, key.place, "giữ một chỗ", related))
        return first is key

    def _is_divisible(self, key: Scalar) -> bool:
        indicator = self._known[key.text]
        if not indicator.kind.numeric:
            message = f"«{indicator.label}» không phải là số nên không chia theo đơn vị được"
            self._problems.append(error("khong-chia-duoc", message, key.place, f"ghi ô của nó vào «{CELLS_KEY}»"))
        return indicator.kind.numeric

    def _are_distinct(self, columns: Table[str, Scalar | None]) -> None:
        """Report a column that is to be two things at once."""
        first: dict[str, str] = {}
        for key, scalar in columns.items():
            other = first.setdefault(name_key(scalar.text), key) if scalar else key
            if scalar is not None and other != key:
                message = f"«{key}» và «{other}» cùng là cột «{scalar.text}»"
                self._contradict(message, scalar, "mỗi thứ một cột")

    def _tier(self, fields: Fields) -> str:
        tiers = self._catalogue.tiers
        scalar = fields.scalar(_TIER)
        if scalar is None or scalar.text in tiers:
            return scalar.text if scalar else ""
        meant = _levels(self._catalogue).get(as_id(scalar.text)) or near_code(scalar.text, tiers)
        hint = f"viết mã: {meant}" if meant else f"các cấp: {', '.join(tiers) or 'chưa khai báo cấp nào'}"
        message = f"danh mục không có cấp «{scalar.text}»"
        self._problems.append(error("khong-co-cap", message, scalar.place, hint))
        return ""

    def _rows(self, fields: Fields) -> tuple[int | None, int | None]:
        """The first row and the last one of a table, where they are said."""
        first, last = (self._row_number(fields, key) for key in (_FIRST_ROW, _LAST_ROW))
        entry = fields.entry(_LAST_ROW)
        if first and last and entry and first > last:
            self._contradict(f"«{_LAST_ROW}» đứng trên «{_FIRST_ROW}»", entry.key, "xem lại hai số dòng")
            return None, None
        return first, last

    def _row_number(self, fields: Fields, key: str) -> int | None:
        scalar = fields.scalar(key)
        row = _row(scalar) if scalar else None
        if scalar is None or (isinstance(row, int) and 1 <= row <= LAST_ROW):
            return row if isinstance(row, int) else None
        message = f"«{scalar.text}» không phải là số của một dòng"
        self._problems.append(error("o-khong-dung", message, scalar.place, "ghi số đứng ở lề trái của trang, như 6"))
        return None

    def _contradict(self, message: str, scalar: Scalar, hint: str) -> None:
        self._problems.append(error("anh-xa-trai-nhau", message, scalar.place, hint))


def _levels(catalogue: Catalogue) -> dict[str, str]:
    return {as_id(name): tier.code for tier in catalogue.tiers.values() for name in (tier.code, tier.label)}


def _row(scalar: Scalar) -> Row:
    """A row by its number where there are only digits."""
    text = scalar.text.strip()
    return int(text) if re.fullmatch(r"[0-9]{1,7}", text) else scalar
