"""The answers held against the metrics file as it stands: what is new, what changes, what stays though its cell is empty."""

from dataclasses import dataclass

from cchc_report.catalogue import Catalogue
from cchc_report.figures import PARTS_KEY
from cchc_report.figures.breakdown import OWN_TOTAL
from cchc_report.formulas import reference
from cchc_report.intake.answers import Answer, indicator_of
from cchc_report.intake.fillable import fillable
from cchc_report.intake.merging import Intake
from cchc_report.intake.slots import Slot
from cchc_report.problems import Problem, error
from cchc_report.revision import Edit, notes
from cchc_report.source import Mapping, Node, Scalar, Sequence, Source
from cchc_report.values import is_pending, read_value
from cchc_report.vietnamese.wording import name_key, one_line


@dataclass(frozen=True, slots=True)
class Change:
    """One figure of the metrics file that is written or written anew."""

    answer: Answer
    path: tuple[str, ...]
    """The keys that lead to it in the metrics file."""
    before: str
    """What stands there; empty where nothing does."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What an intake does to a metrics file."""

    changes: tuple[Change, ...]
    unchanged: int
    noted: tuple[tuple[Answer, str], ...]
    """Figures that stay as they are, of which only the source is written anew."""
    kept: tuple[tuple[Slot, str, str], ...]
    """Empty cells of figures that the file has: the slot, the figure's label, what stands in the file."""
    stale: tuple[tuple[Answer, str], ...]
    """Figures that the file has otherwise since the form was made, and that nobody touched in the form; what stands in the file."""
    edits: tuple[Edit, ...]
    problems: tuple[Problem, ...]


def changes_of(intake: Intake, metrics: Source, catalogue: Catalogue) -> Changes:
    """Compare every answer with what stands in the file."""
    found: list[Change] = []
    noted: list[tuple[Answer, str]] = []
    stale: list[tuple[Answer, str]] = []
    edits: list[Edit] = []
    problems: list[Problem] = []
    known = notes(metrics)
    divided = frozenset((reference(name).id, one.slot.tier) for name, one in intake.answers.items() if one.slot.tier)
    for name, answer in intake.answers.items():
        path = _path(metrics, answer.slot, divided)
        node = _at(metrics.root, path)
        if isinstance(node, Mapping) or _is_blocked(metrics.root, path):
            problems.append(_blocked(answer, path))
            continue
        note = intake.notes.get(name)
        note = None if note == known.get(".".join(path), "") else note
        before = _shown(node)
        if before and answer.slot.untouched and not _is_same(answer, node, catalogue):
            stale.append((answer, before))
        elif before and _is_same(answer, node, catalogue):
            noted += [(answer, note)] if note else []
            edits += [Edit(path, None, note)] if note else []
        else:
            found.append(Change(answer, path, before))
            edits.append(Edit(path, answer.text, note))
    unchanged = len(intake.answers) - len(found) - len(problems) - len(stale)
    kept = _kept(intake, metrics, catalogue)
    return Changes(tuple(found), unchanged, tuple(noted), kept, tuple(stale), tuple(edits), tuple(problems))


def _is_same(answer: Answer, node: Node | None, catalogue: Catalogue) -> bool:
    value = read_value(node, answer.indicator, catalogue)[0] if node is not None else None
    return value is not None and answer.is_same(value)


def _kept(intake: Intake, metrics: Source, catalogue: Catalogue) -> tuple[tuple[Slot, str, str], ...]:
    kept, known = [], fillable(catalogue)
    for slot in intake.empty.values():
        indicator = indicator_of(slot, known, catalogue)
        before = _shown(_at(metrics.root, _path(metrics, slot)))
        if before and indicator is not None:
            kept.append((slot, indicator.label, before))
    return tuple(kept)


def _path(metrics: Source, slot: Slot, divided: frozenset[tuple[str, str]] = frozenset()) -> tuple[str, ...]:
    """The keys of a figure; a unit's under the level, and in the spelling, in which the file lists it already.

    ``divided`` are the indicators and levels whose units come too, so that the level's own figure is one line among theirs.
    """
    asked = reference(slot.name)
    if not asked.part:
        section, _, key = asked.id.partition(".")
        return section, key
    top = (PARTS_KEY, asked.id)
    is_divided = (asked.id, asked.part) in divided
    listed = _at(metrics.root, top)
    for entry in listed.entries if isinstance(listed, Mapping) else ():
        if entry.key.text == asked.part:
            whole = (*top, asked.part)
            return (*whole, OWN_TOTAL) if isinstance(entry.value, Mapping) or is_divided else whole
        if name_key(entry.key.text) == name_key(asked.part):
            return *top, entry.key.text
        for below in entry.value.entries if isinstance(entry.value, Mapping) else ():
            if name_key(below.key.text) == name_key(asked.part):
                return *top, entry.key.text, below.key.text
    if slot.tier:
        return *top, slot.tier, asked.part
    return (*top, asked.part, OWN_TOTAL) if is_divided else (*top, asked.part)


def _at(root: Mapping | None, path: tuple[str, ...]) -> Node | None:
    node: Node | None = root
    for key in path:
        node = node.get(key) if isinstance(node, Mapping) else None
    return node


def _is_blocked(root: Mapping | None, path: tuple[str, ...]) -> bool:
    """Whether a value stands where the path has to lead on."""
    above = (_at(root, path[:depth]) for depth in range(1, len(path)))
    return any(isinstance(node, Sequence) or (isinstance(node, Scalar) and node.text.strip()) for node in above)


def _blocked(answer: Answer, path: tuple[str, ...]) -> Problem:
    message = (
        f"«{answer.indicator.label}» không ghi được vào tệp số liệu: ở «{' → '.join(path[:-1])}» đang có nội dung khác"
    )
    return error("khong-ghi-duoc", message, answer.slot.place, "sửa chỗ đó trong tệp số liệu rồi nhập lại")


def _shown(node: Node | None) -> str:
    """What stands in the file, on one line; empty where nothing is written, or only a sign that something will be."""
    match node:
        case Scalar() if not is_pending(node):
            return one_line(node.text)
        case Sequence(items):
            return "; ".join(item.text for item in items if isinstance(item, Scalar))
        case _:
            return ""
