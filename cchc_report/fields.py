"""The fields of a YAML mapping, read by kind; what is wrong with them is collected, not raised."""

from collections.abc import Iterable
from collections.abc import Mapping as Table
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher
from typing import TypeVar

from cchc_report.problems import Place, Problem, error
from cchc_report.source import Entry, Mapping, Node, Scalar, Sequence
from cchc_report.vietnamese import Fault
from cchc_report.vietnamese.dates import read_date
from cchc_report.vietnamese.wording import as_id, nearest

MOST_NAMED = 12
"""Known codes that fit into a line of advice."""
LEAST_LIKENESS = 0.78
"""How alike two codes must be for the one to be offered for the other; farther ones only mislead."""
YES_OR_NO = {"có": True, "không": False}

T = TypeVar("T")


class Fields:
    """One mapping whose keys are known beforehand. Ask for each field, then for the leftovers."""

    def __init__(self, node: Node, what: str, problems: list[Problem]) -> None:
        """``what`` names the thing described, for messages."""
        self.place = node.place
        self._what = what
        self._problems = problems
        self._asked: list[str] = []
        if not isinstance(node, Mapping):
            problems.append(wrong_shape(node, f"{what} phải gồm các dòng «mã: giá trị»"))
        self.is_mapping = isinstance(node, Mapping)
        self._entries = {entry.key.text: entry for entry in node.entries} if isinstance(node, Mapping) else {}

    def entry(self, key: str) -> Entry | None:
        """The entry as it stands, or None where the key is not there."""
        if key not in self._asked:
            self._asked.append(key)
        return self._entries.get(key)

    def scalar(self, key: str, *, needed: bool = False) -> Scalar | None:
        """A field that is one text; a needed one must be there and not be empty."""
        entry = self.entry(key)
        if entry is None:
            if needed and self.is_mapping:
                self._problems.append(
                    error("thieu-khoa", f"{self._what} thiếu «{key}»", self.place, f"thêm dòng «{key}: …»")
                )
            return None
        if not isinstance(entry.value, Scalar):
            self._problems.append(wrong_shape(entry.value, f"«{key}» phải là một giá trị trên một dòng"))
            return None
        if not entry.value.text.strip():
            hint = "ghi giá trị" if needed else "ghi giá trị, hoặc xóa dòng này"
            self._problems.append(error("gia-tri-trong", f"«{key}» chưa ghi giá trị", entry.key.place, hint))
            return None
        return entry.value

    def text(self, key: str, default: str = "", *, needed: bool = False) -> str:
        """A text field."""
        scalar = self.scalar(key, needed=needed)
        return scalar.text.strip() if scalar else default

    def choice(self, key: str, choices: Table[str, T], default: T, *, needed: bool = False) -> T:
        """A field with a closed list of values."""
        scalar = self.scalar(key, needed=needed)
        if scalar is None:
            return default
        if scalar.text.strip() in choices:
            return choices[scalar.text.strip()]
        near = nearest(scalar.text, choices)
        hint = f"có phải «{near}»?" if near else f"dùng một trong: {', '.join(choices)}"
        self._problems.append(error("gia-tri-la", f"«{scalar.text}» không dùng được cho «{key}»", scalar.place, hint))
        return default

    def flag(self, key: str, *, default: bool = False) -> bool:
        """A field that is ``có`` or ``không``."""
        return self.choice(key, YES_OR_NO, default)

    def day(self, key: str) -> date | None:
        """A field that is a date; None where it is missing or cannot be read."""
        text = self.text(key)
        day = read_date(text) if text else None
        if isinstance(day, Fault):
            self.fault(key, day)
            return None
        return day

    def mapping(self, key: str) -> tuple[Entry, ...]:
        """The entries of a field that is itself a mapping; none where it is missing or empty."""
        entry = self.entry(key)
        if entry is None or is_blank(entry.value):
            return ()
        if isinstance(entry.value, Mapping):
            return entry.value.entries
        self._problems.append(wrong_shape(entry.value, f"«{key}» phải gồm các dòng «mã: giá trị»"))
        return ()

    def items(self, key: str) -> tuple[Node, ...]:
        """The items of a field that is a list; none where it is missing or empty."""
        entry = self.entry(key)
        if entry is None or is_blank(entry.value):
            return ()
        if isinstance(entry.value, Sequence):
            return entry.value.items
        self._problems.append(wrong_shape(entry.value, f"«{key}» phải là danh sách, mỗi dòng bắt đầu bằng «- »"))
        return ()

    def texts(self, key: str) -> tuple[str, ...]:
        """The items of a list of texts; what is no text is a problem."""
        items = self.items(key)
        self._problems.extend(
            wrong_shape(item, f"mỗi mục của «{key}» phải là một dòng chữ")
            for item in items
            if not isinstance(item, Scalar)
        )
        return tuple(item.text.strip() for item in items if isinstance(item, Scalar))

    def fault(self, key: str, fault: Fault) -> None:
        """Report that the field could be found but not read."""
        place = self._entries[key].value.place if key in self._entries else self.place
        self._problems.append(error(fault.name, fault.message, place, fault.hint))

    def leftovers(self) -> None:
        """Report every key that nobody asked for, with the nearest right name."""
        for key, entry in self._entries.items():
            if key not in self._asked:
                self._problems.append(unknown_key(entry.key, self._asked, self._what))


def at_key_if_empty(node: Node, key: Scalar) -> Node:
    """An empty value has no place of its own worth pointing at; point at its key."""
    return replace(node, place=key.place) if isinstance(node, Scalar) and not node.text.strip() else node


def is_blank(node: Node) -> bool:
    """Whether nothing was written after the colon."""
    return isinstance(node, Scalar) and not node.text.strip()


def near_code(code: str, known: Iterable[str]) -> str | None:
    """The code that a misspelt one most likely stands for: the same key in another section first, never itself."""
    others = [one for one in known if one != code]
    same_key = [one for one in others if "." in code and one.partition(".")[2] == as_id(code.partition(".")[2])]
    near = nearest(code, same_key) or (same_key[0] if same_key else nearest(code, others))
    if near is None or near in same_key:
        return near
    return near if SequenceMatcher(None, as_id(code), as_id(near)).ratio() >= LEAST_LIKENESS else None


def unknown_key(key: Scalar, known: list[str], where: str) -> Problem:
    """The problem of a key that nothing knows, with the right spelling where one is near."""
    near = near_code(key.text, known)
    if near and as_id(key.text) == near:
        hint = f"mã viết không dấu, chữ thường, nối bằng gạch dưới: {near}"
    elif near:
        hint = f"có phải «{near}»?"
    else:
        more = ", …" if len(known) > MOST_NAMED else ""
        hint = f"ở đây dùng được: {', '.join(known[:MOST_NAMED])}{more}"
    return error("khoa-la", f"không có «{key.text}» trong {where}", key.place, hint)


def wrong_shape(node: Node, message: str, hint: str = "", place: Place | None = None) -> Problem:
    """The problem of a list where one value is due, or the like; at the node's place unless another is given."""
    return error("sai-cau-truc", message, place or node.place, hint)
