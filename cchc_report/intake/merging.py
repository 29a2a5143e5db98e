"""The slots of several workbooks as one answer for each figure; two that disagree are named with both cells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cchc_report.catalogue import Catalogue
from cchc_report.intake.answers import Answer, answer, indicator_of, unfit, unknown_names
from cchc_report.intake.fillable import fillable
from cchc_report.intake.slots import Slot
from cchc_report.problems import Problem, Related, error
from cchc_report.values import HouseStyle
from cchc_report.vietnamese.wording import name_key


@dataclass(frozen=True, slots=True)
class Intake:
    """What the workbooks say, by the figure's name."""

    answers: Mapping[str, Answer]
    empty: Mapping[str, Slot]
    """Figures whose slots are all empty: the first of each."""
    notes: Mapping[str, str]
    """Where figures come from, as far as the workbooks have a place for it; empty where nothing is written there."""
    problems: tuple[Problem, ...]


def take(slots: Iterable[Slot], catalogue: Catalogue, style: HouseStyle) -> Intake:
    """Read every slot by its indicator and merge those of one figure."""
    answers: dict[str, Answer] = {}
    empty: dict[str, Slot] = {}
    notes: dict[str, str] = {}
    problems: list[Problem] = []
    unknown: list[Slot] = []
    known = fillable(catalogue)
    for slot in slots:
        indicator = indicator_of(slot, known, catalogue)
        if indicator is None:
            unknown += [slot] if slot.value is not None else []
            continue
        name = name_key(slot.name)
        if slot.note is not None:
            problems += unfit(slot.note, slot.place)
            notes[name] = notes.get(name) or slot.note
        if slot.value is None:
            empty.setdefault(name, slot)
            continue
        found, wrong = answer(slot, indicator, catalogue, style)
        problems += wrong
        if found is not None:
            problems += _conflict(answers.get(name), found)
            answers[name] = _fuller(answers.get(name), found)
    problems += unknown_names(unknown, known)
    return Intake(
        {one.slot.name: one for one in answers.values()},
        {slot.name: slot for name, slot in empty.items() if name not in answers},
        {one.slot.name: notes[name] for name, one in answers.items() if name in notes},
        tuple(problems),
    )


def _conflict(one: Answer | None, other: Answer) -> list[Problem]:
    if one is None or one.slot.untouched is not other.slot.untouched:
        return []  # what the form's maker filled in is no word of the office's
    if one.is_same(other.value) or other.is_same(one.value):
        return []
    message = f"«{other.indicator.label}» ghi {other.shown}, nhưng ở ô khác ghi {one.shown}"
    related = [Related(f"ở đây ghi {one.shown}", one.slot.place)]
    hint = "hỏi lại các nơi gửi số liệu, để một giá trị, xóa giá trị kia"
    return [error("hai-noi-khac-nhau", message, other.slot.place, hint, related)]


def _fuller(one: Answer | None, other: Answer) -> Answer:
    """Of two, the one that somebody typed; of two that agree, the one whose decimals are the writer's."""
    if one is None or one.slot.untouched is not other.slot.untouched:
        return other if one is None or one.slot.untouched else one
    return one if one.typed or not other.typed else other
