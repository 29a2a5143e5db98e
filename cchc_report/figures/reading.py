"""The metrics file and the unit file read by the catalogue: figures, waivers, and what is wrong with them."""

from datetime import date

from cchc_report.catalogue import Catalogue, Indicator, Kind, Section, unknown_denominator
from cchc_report.fields import Fields, at_key_if_empty, is_blank, near_code, unknown_key, wrong_shape
from cchc_report.figures.breakdown import read_breakdown
from cchc_report.figures.division import with_parts
from cchc_report.figures.model import (
    DENOMINATORS_KEY,
    PARTS_KEY,
    PERIOD_KEY,
    WAIVERS_KEY,
    Figure,
    Figures,
    Waiver,
)
from cchc_report.figures.stating import Statement, period_figures
from cchc_report.organisation import MAIN_SECTION, OWN_KEYS, Organisation
from cchc_report.periods import Period
from cchc_report.problems import Place, Problem, error
from cchc_report.source import Entry, Mapping, Node, Scalar, Sequence, Source
from cchc_report.values import HouseStyle, interval_of, is_pending, is_unfilled, read_value, write_value
from cchc_report.vietnamese import Fault
from cchc_report.vietnamese.dates import read_date
from cchc_report.vietnamese.wording import as_id

VARIANT_KEYS = ("la", "tu_ngay", "den_ngay")
"""The keys of a value with validity dates."""


def read_figures(
    metrics: Source,
    unit: Source,
    catalogue: Catalogue,
    organisation: Organisation,
    statement: Statement,
) -> tuple[Figures, list[Problem]]:
    """Read both files and compute what can be computed. The problems of the sources themselves are included."""
    reader = _Reader(catalogue, organisation.style, statement.period)
    reader.problems += metrics.problems
    reader.sections(unit, in_unit_file=True, own_keys=OWN_KEYS)
    reader.main_section(unit)
    reader.sections(metrics, in_unit_file=False, own_keys=(PERIOD_KEY, DENOMINATORS_KEY, PARTS_KEY, WAIVERS_KEY))
    breakdown = read_breakdown(metrics, catalogue, organisation.style, statement.period)
    calculable = [
        indicator for indicator in catalogue.indicators() if indicator.formula and indicator.id not in reader.unreadable
    ]
    figures = Figures(
        statement.period,
        metrics.file,
        catalogue,
        organisation,
        period_figures(statement, organisation.style) | reader.reported,
        reader.unreadable | breakdown.unreadable,
        frozenset(reader.pending) | breakdown.pending,
        breakdown.section_places | reader.places,
        reader.waivers(metrics),
        reader.denominators(metrics),
        breakdown.parts,
        statement.earlier,
        reader.unfilled,
    )
    return with_parts(figures, calculable), [*reader.problems, *breakdown.problems]


class _Reader:
    """Goes through the two files, collecting figures and problems."""

    def __init__(self, catalogue: Catalogue, style: HouseStyle, period: Period) -> None:
        self._catalogue = catalogue
        self._style = style
        self._period = period
        self.reported: dict[str, Figure] = {}
        self.unreadable: dict[str, Place] = {}
        self.pending: set[str] = set()
        self.unfilled: dict[str, Place] = {}
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
                self.problems.append(self._unknown_section(entry.key, [*expected, *own_keys], source.file))

    def main_section(self, unit: Source) -> None:
        """The unit's own names must be there: every document uses them."""
        section = self._catalogue.sections.get(MAIN_SECTION)
        if unit.root is None or section is None or section.id in self.places or not section.in_unit_file:
            return
        needed = [indicator.key for indicator in section.indicators.values() if indicator.required]
        key = next((entry.key for entry in unit.root.entries if entry.key.text == section.id), None)
        if needed and (key is None or is_blank(unit.root.get(section.id) or key)):
            place = key.place if key else Place(unit.file, width=0)
            hint = f"ghi «{section.id}:» rồi thụt vào bên dưới: {', '.join(needed)}"
            message = f"tệp đơn vị chưa có phần «{section.id}» ({section.label})"
            self.problems.append(error("thieu-phan", message, place, hint))

    def _unknown_section(self, key: Scalar, expected: list[str], file: str) -> Problem:
        """A key at the top that this file does not know: perhaps a section of the other file, or a label."""
        problem = unknown_key(key, expected, file)
        elsewhere = self._catalogue.sections.get(key.text)
        if elsewhere is not None:
            where = "don-vi.yaml" if elsewhere.in_unit_file else "tệp số liệu của kỳ"
            return error(problem.name, problem.message, problem.place, f"phần này ghi ở {where}")
        labelled = next((s.id for s in self._catalogue.sections.values() if as_id(s.label) == as_id(key.text)), None)
        return (
            error(problem.name, problem.message, problem.place, f"dùng mã của phần: {labelled}")
            if labelled
            else problem
        )

    def waivers(self, metrics: Source) -> tuple[Waiver, ...]:
        """The waivers, each complete: which rule, who, why, until when."""
        listed = metrics.root.get(WAIVERS_KEY) if metrics.root else None
        if listed is None or is_blank(listed):
            return ()
        if not isinstance(listed, Sequence):
            self.problems.append(
                wrong_shape(listed, f"«{WAIVERS_KEY}» phải là danh sách", "bắt đầu mỗi miễn trừ bằng «- quy_tac: …»")
            )
            return ()
        return tuple(waiver for item in listed.items if (waiver := self._waiver(item)))

    def denominators(self, metrics: Source) -> dict[str, str]:
        """What rates are rates of: each line an indicator of kind percent, then an indicator's id or words."""
        listed = metrics.root.get(DENOMINATORS_KEY) if metrics.root else None
        if listed is None or is_blank(listed):
            return {}
        if not isinstance(listed, Mapping):
            hint = "mỗi dòng ghi mã một tỷ lệ, dấu hai chấm, rồi mã hoặc tên của mẫu số"
            self.problems.append(wrong_shape(listed, f"«{DENOMINATORS_KEY}» phải gồm các dòng «mã: mẫu số»", hint))
            return {}
        return {
            e.key.text: e.value.text.strip()
            for e in listed.entries
            if self._is_denominator(e) and isinstance(e.value, Scalar)
        }

    def _is_denominator(self, entry: Entry) -> bool:
        indicator = self._catalogue.indicator(entry.key.text)
        rates = [i.id for i in self._catalogue.indicators() if i.kind is Kind.PERCENT]
        if indicator is None or indicator.kind is not Kind.PERCENT:
            self.problems.append(unknown_key(entry.key, rates, f"«{DENOMINATORS_KEY}»"))
        elif indicator.formula is not None:
            message = f"«{indicator.label}» đã có công thức nên không cần ghi mẫu số"
            self.problems.append(error("mau-so-thua", message, entry.key.place, "xóa dòng này"))
        elif not isinstance(entry.value, Scalar) or is_blank(entry.value):
            hint = "ghi mã chỉ tiêu, như so_hoa.dvc_tong, hoặc tên của mẫu số"
            self.problems.append(wrong_shape(entry.value, "mẫu số phải ghi trên cùng dòng", hint, entry.key.place))
        elif (unknown := unknown_denominator(self._catalogue, entry.value.text.strip(), entry.value.place)) is not None:
            self.problems.append(unknown)
            return True
        else:
            return True
        return False

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
        if is_blank(entry.value):
            return
        if isinstance(entry.value, Mapping):
            if section.in_unit_file or any(
                not is_unfilled(at_key_if_empty(e.value, e.key)) for e in entry.value.entries
            ):
                self.places[section.id] = entry.key.place
        else:
            hint = "dưới tên phần, mỗi chỉ tiêu một dòng thụt vào: mã, dấu hai chấm, dấu cách, giá trị"
            self.problems.append(wrong_shape(entry.value, f"phần «{section.id}» phải gồm các dòng «mã: giá trị»", hint))
            return
        self._lines(section, entry.value)

    def _lines(self, section: Section, group: Mapping) -> None:
        """Every line of a section; after the name of another one, wrongly indented, the lines belong to that one."""
        misspelt: dict[str, Place] = {}
        for line in group.entries:
            indicator = section.indicators.get(line.key.text)
            if indicator is not None:
                self._figure(indicator, line)
            elif (other := self._indented_section(section, line)) is not None:
                section = other
            else:
                self.problems.append(self._unknown(line.key, section))
                near = _labelled(section, line.key) or near_code(line.key.text, section.indicators)
                misspelt |= {f"{section.id}.{near}": line.key.place} if near else {}
        self.unreadable |= {id: place for id, place in misspelt.items() if id not in self.reported}  # noqa: A001 - the field's own word

    def _indented_section(self, section: Section, line: Entry) -> Section | None:
        """The section whose name stands on the line as if it were an indicator of the one above; reported once."""
        other = self._catalogue.sections.get(line.key.text)
        if other is None or other.in_unit_file is not section.in_unit_file:
            return None
        if not is_blank(line.value) and not isinstance(line.value, Mapping):
            return None
        message = f"«{other.id}» là tên phần nhưng bị thụt vào như một chỉ tiêu của phần «{section.id}»"
        self.problems.append(error("phan-bi-thut", message, line.key.place, "bỏ thụt dòng: đây là tên phần"))
        self.places[other.id] = line.key.place
        if isinstance(line.value, Mapping):
            self._lines(other, line.value)
        return other

    def _unknown(self, key: Scalar, section: Section) -> Problem:
        """A key that the section does not know: perhaps a label, or an indicator of another section."""
        labelled = _labelled(section, key)
        elsewhere = [i.id for i in self._catalogue.indicators() if i.key == key.text and i.section != section.id]
        problem = unknown_key(key, list(section.indicators), f"phần «{section.id}»")
        if labelled:
            return error(problem.name, problem.message, problem.place, f"dùng mã của chỉ tiêu: {labelled}")
        if elsewhere and "có phải" not in problem.hint:
            hint = f"chỉ tiêu này thuộc phần khác: {', '.join(elsewhere)}"
            return error(problem.name, problem.message, problem.place, hint)
        return problem

    def _figure(self, indicator: Indicator, line: Entry) -> None:
        node = self._valid_now(indicator, line)
        if node is None:
            return
        placed = at_key_if_empty(node, line.key)
        if is_unfilled(placed) and not self._catalogue.sections[indicator.section].in_unit_file:
            self.unfilled[indicator.id] = placed.place
            return
        value, problems = read_value(placed, indicator, self._catalogue)
        self.problems += problems
        if value is None:
            self.unreadable[indicator.id] = node.place
            if is_pending(node):
                self.pending.add(indicator.id)
            return
        text, interval = write_value(value, indicator, self._style), interval_of(value, indicator, self._catalogue)
        places = tuple(item.place for item in node.items) if isinstance(node, Sequence) else ()
        self.reported[indicator.id] = Figure(indicator, value, text, interval, node.place, places=places)

    def _valid_now(self, indicator: Indicator, line: Entry) -> Node | None:
        """Of several values with validity dates, the one that holds on the period's last day."""
        node = line.value
        if not isinstance(node, Sequence) or not any(isinstance(item, Mapping) for item in node.items):
            return node
        if (wrong := _colon_in_item(node)) is not None:
            self.unreadable[indicator.id] = line.key.place
            self.problems.append(wrong)
            return None
        variants = [variant for item in node.items if (variant := self._variant(item)) is not None]
        day = self._period.last_day
        valid = [value for value, first, last in variants if first <= day <= last]
        if len(valid) > 1:
            message = f"«{indicator.label}» có nhiều giá trị cùng có hiệu lực trong kỳ này"
            hint = "sửa «tu_ngay», «den_ngay» để các thời hạn không chồng nhau"
            self.problems.append(error("thoi-han-chong-nhau", message, valid[1].place, hint))
        between = any(last < day for _, _, last in variants) and any(first > day for _, first, _ in variants)
        if not valid and (indicator.required or between):
            self.unreadable[indicator.id] = line.key.place
            message = f"«{indicator.label}» không có giá trị nào cho kỳ này"
            hint = "sửa «tu_ngay», «den_ngay», hoặc thêm một giá trị có thời hạn gồm cả kỳ này"
            self.problems.append(error("thieu-chi-tieu", message, line.key.place, hint))
        return valid[0] if valid else None

    def _variant(self, item: Node) -> tuple[Scalar, date, date] | None:
        """A value with the first and last day on which it holds."""
        fields = Fields(item, "giá trị có thời hạn", self.problems)
        value = fields.scalar("la", needed=True)
        first, last = fields.day("tu_ngay") or date.min, fields.day("den_ngay") or date.max
        fields.leftovers()
        if first > last:
            self.problems.append(error("thoi-han-nguoc", "«tu_ngay» sau «den_ngay»", fields.place, "sửa lại hai ngày"))
        return (value, first, last) if value is not None else None


def _labelled(section: Section, key: Scalar) -> str | None:
    """The key of the indicator whose label was written for its code."""
    return next((i.key for i in section.indicators.values() if as_id(i.label) == as_id(key.text)), None)


def _colon_in_item(node: Sequence) -> Problem | None:
    """``- Báo: Đồng Khởi`` is an entry to YAML, and a line of text to its author."""
    items = [item.entries[0].key for item in node.items if isinstance(item, Mapping) and item.entries]
    key = next(
        (key for key in items if key.text not in VARIANT_KEYS and near_code(key.text, VARIANT_KEYS) is None), None
    )
    if key is None:
        return None
    text = key.place.excerpt[key.place.column - 1 :].strip()
    at = key.place.column - 1 + key.place.width
    place = Place(key.place.file, key.place.line, at + 1, 1, key.place.excerpt)
    message = "trong câu có dấu hai chấm nên câu bị hiểu nhầm thành một mục mới"
    quoted = f'"{text}"' if '"' not in text else "'" + text.replace("'", "''") + "'"
    return error("hai-cham-trong-cau", message, place, f"đặt cả câu trong dấu nháy: - {quoted}")
