"""A cell's content as the value of its indicator."""

import re
from collections.abc import Iterator, Mapping
from collections.abc import Sequence as Series
from dataclasses import dataclass, replace

from cchc_report.catalogue import Catalogue, Indicator, Kind
from cchc_report.fields import near_code
from cchc_report.formulas import reference
from cchc_report.intake.contents import as_text
from cchc_report.intake.slots import Slot
from cchc_report.problems import Place, Problem, error
from cchc_report.source import Node, Scalar, Sequence
from cchc_report.source.characters import bad_character, bad_in
from cchc_report.source.encoding import old_letters
from cchc_report.source.lines import Lines
from cchc_report.values import HouseStyle, Quantity, Value, is_pending, read_value, write_value
from cchc_report.vietnamese import Fault
from cchc_report.vietnamese.wording import NO_BREAK_SPACE, nfc, one_line
from cchc_report.workbook import Number

MOST_UNKNOWN = 20
"""Unknown ids that are told one by one."""
_BULLET = re.compile(r"[-–•+*]\s+")
"""What people put before an item of a list; a minus has no space after it."""
_DASHES = re.compile(r"[-–•+*\s]*")
"""A line of a list without an item."""
_UNIT_BEHIND = re.compile(r"[^\W\d_][\w ]*$")
"""The unit of measure behind a number."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The value that a slot gives for its figure."""

    slot: Slot
    indicator: Indicator
    """Labelled as the part's where the figure is a part's."""
    value: Value
    text: str | tuple[str, ...]
    """As a metrics file holds it: ``27.672``, ``26,48%``, ``1.541 tỷ đồng``; each item of a list."""

    @property
    def shown(self) -> str:
        """The text on one line."""
        return "; ".join(self.text) if isinstance(self.text, tuple) else self.text

    @property
    def typed(self) -> bool:
        """Whether its decimals are the writer's: a number cell does not know of a zero at the end."""
        return not (self.slot.value is not None and isinstance(self.slot.value.content, Number))

    def is_same(self, other: Value) -> bool:
        """Whether another value says the same; zeros at the end count only where both were typed."""
        match self.value, other:
            case Quantity(number, decimals, unit), Quantity(other_number, other_decimals, other_unit):
                alike = number == other_number and unit == other_unit
                return alike and (decimals == other_decimals or not self.typed)
            case _:
                return self.value == other


def indicator_of(slot: Slot, known: Mapping[str, Indicator], catalogue: Catalogue) -> Indicator | None:
    """The indicator that the slot is for, under the name of its part; None for an id that nothing knows.

    ``known`` are the indicators that a workbook may give values for, by id.
    """
    asked = reference(slot.name)
    found = known.get(asked.id) if not asked.base else None
    return replace(found, label=catalogue.called(slot.name)) if found is not None and asked.part else found


def answer(
    slot: Slot, indicator: Indicator, catalogue: Catalogue, style: HouseStyle
) -> tuple[Answer | None, list[Problem]]:
    """The value of a slot that is filled in, or None with the reasons."""
    if slot.value is None:
        return None, []
    text = as_text(slot.value.content, indicator, slot.decimals)
    if isinstance(text, Fault):
        return None, [error(text.name, f"{indicator.label}: {text.message}", slot.place, text.hint)]
    if wrong := unfit(text, slot.place):
        return None, wrong
    node = _node(nfc(text), slot, indicator)
    if wrong_unit := _two_units(text, slot, indicator):
        return None, [wrong_unit]
    if is_pending(node) or (isinstance(node, Sequence) and not node.items):
        hint = "ghi giá trị; bằng không thì ghi 0, chưa có số liệu thì để trống ô"
        return None, [error("gia-tri-trong", f"{indicator.label}: «{text}» không phải là giá trị", slot.place, hint)]
    value, problems = read_value(node, indicator, catalogue)
    return (Answer(slot, indicator, value, _written(value, indicator, style)) if value is not None else None), problems


def unfit(text: str, place: Place) -> list[Problem]:
    """What no metrics file may hold: characters that are none, letters of old fonts."""
    old = old_letters(Lines("", text))
    return [bad_character(kind, text[index], place) for kind, index in bad_in(text)] or (
        [replace(old, place=place)] if old else []
    )


def _two_units(text: str, slot: Slot, indicator: Indicator) -> Problem | None:
    """A number with one unit of money in its cell and another beside it."""
    own, unit = _UNIT_BEHIND.search(text), one_line(slot.unit)
    if indicator.kind is not Kind.MONEY or own is None or not unit or one_line(own[0]) == unit:
        return None
    message = f"{indicator.label}: ô ghi «{text}», nhưng đơn vị tính bên cạnh là «{unit}»"
    return error("don-vi-trai-nhau", message, slot.place, "để đơn vị ở một chỗ, hoặc sửa cho khớp")


def _node(text: str, slot: Slot, indicator: Indicator) -> Node:
    """The text as the reader of metrics files takes it; it counts as quoted, since nothing in a cell is a comment."""
    if indicator.kind is Kind.TEXTS:
        lines = [
            line[found.end() :] if (found := _BULLET.match(line)) else line
            for line in map(str.strip, text.splitlines())
        ]
        items = (line for line in lines if _DASHES.fullmatch(line) is None)
        return Sequence(tuple(Scalar(item, True, slot.place, 0, 0) for item in items), slot.place)  # noqa: FBT003 - see Scalar
    return Scalar(_with_unit(text, slot, indicator), True, slot.place, 0, 0)  # noqa: FBT003 - see Scalar


def _with_unit(text: str, slot: Slot, indicator: Indicator) -> str:
    """The number with the unit from the cell beside it, unless it has one already or it is the usual one."""
    unit = one_line(slot.unit)
    bare = indicator.kind.numeric and not any(letter.isalpha() or letter == "%" for letter in text)
    return f"{text} {unit}" if bare and unit and unit != indicator.unit else text


def _written(value: Value, indicator: Indicator, style: HouseStyle) -> str | tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return write_value(value, indicator, style).replace(NO_BREAK_SPACE, " ")


def unknown_names(slots: Series[Slot], known: Mapping[str, Indicator]) -> Iterator[Problem]:
    """The problems of ids that nothing knows; of very many only the first ones, one by one."""
    yield from (_unknown(slot, known) for slot in slots[:MOST_UNKNOWN])
    if len(slots) > MOST_UNKNOWN:
        message = f"còn {len(slots) - MOST_UNKNOWN} dòng nữa có mã mà danh mục không có"
        yield error("ma-la", message, slots[MOST_UNKNOWN].place, "kiểm tra xem có nhập nhầm tệp không")


def _unknown(slot: Slot, known: Mapping[str, Indicator]) -> Problem:
    near = near_code(reference(slot.name).id, known)
    hint = f"có phải «{near}»?" if near else "lập lại biểu mẫu bằng «cchc form», hoặc thêm chỉ tiêu vào danh mục"
    return error("ma-la", f"danh mục không có chỉ tiêu «{slot.name}»", slot.place, hint)
