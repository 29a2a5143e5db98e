"""Automatic numbers: what Word prints before a paragraph, and how far it moves it."""

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from cchc_report.vietnamese.numbers import roman
from cchc_report.wordfile.elements import child, number, value, w
from cchc_report.wordfile.formatting import Raw, paragraph_properties, raw_shape

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""Stands for a number in a notation that is not read here."""
_LEVELS = 9
_MOST = 3999


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list."""

    start: int
    form: str
    """Word's name of the notation: ``upperRoman``."""
    pattern: str
    """``%1.``: the numbers of this level and those above, and what stands between them."""
    shape: Raw


class Numbering:
    """The lists of a file and where their counting stands; paragraphs must come in reading order."""

    def __init__(self, root: ET.Element | None) -> None:
        lists = root.findall(w("abstractNum")) if root is not None else []
        self._lists = {value(element, "abstractNumId"): element for element in lists}
        instances = root.findall(w("num")) if root is not None else []
        self._instances = {value(element, "numId"): element for element in instances}
        self._counts: dict[str, list[int]] = {}
        self._started: set[tuple[str, int]] = set()

    def level(self, instance: str, depth: int) -> Level | None:
        """A level of a list, with what the instance of the list changes in it."""
        element = self._instances.get(instance)
        found = self._list(instance)
        override = _at(element, "lvlOverride", depth)
        level = child(override, "lvl")
        if level is None:
            level = _at(found, "lvl", depth)
        if level is None:
            return None
        start = value(child(override, "startOverride")) or value(child(level, "start")) or "1"
        form = value(child(level, "numFmt"), default="decimal")
        return Level(number(start, 1), form, value(child(level, "lvlText")), raw_shape(paragraph_properties(level)))

    def depth_of_style(self, instance: str, style: str) -> int | None:
        """The level that a list keeps for a style."""
        found = self._list(instance)
        for level in found.findall(w("lvl")) if found is not None else ():
            if value(child(level, "pStyle")) == style:
                return number(value(level, "ilvl"))
        return None

    def label(self, instance: str, depth: int) -> str:
        """The next label of a level; deeper levels begin anew after it."""
        level = self.level(instance, depth)
        if level is None or not 0 <= depth < _LEVELS:
            return ""
        key = value(child(self._instances.get(instance), "abstractNumId"))
        counts = self._counts.setdefault(key, [0] * _LEVELS)
        counts[depth] = self._next(instance, depth, level, counts[depth])
        counts[depth + 1 :] = [0] * (_LEVELS - depth - 1)
        if level.form in {"bullet", "none"}:
            return level.pattern
        label = level.pattern
        for at in range(depth + 1):
            above = self.level(instance, at)
            if above is not None:
                label = label.replace(f"%{at + 1}", written(counts[at] or above.start, above.form))
        return label

    def _next(self, instance: str, depth: int, level: Level, count: int) -> int:
        override = child(_at(self._instances.get(instance), "lvlOverride", depth), "startOverride")
        first_here = (instance, depth) not in self._started
        self._started.add((instance, depth))
        return level.start if count == 0 or (first_here and override is not None) else count + 1

    def _list(self, instance: str) -> ET.Element | None:
        return self._lists.get(value(child(self._instances.get(instance), "abstractNumId")))


def written(count: int, form: str) -> str:
    """A number in one of Word's notations."""
    if not 0 < count <= _MOST:
        return UNKNOWN
    match form:
        case "decimal":
            return str(count)
        case "decimalZero":
            return f"{count:02}"
        case "upperRoman":
            return roman(count)
        case "lowerRoman":
            return roman(count).lower()
        case "lowerLetter":
            return _letters(count)
        case "upperLetter":
            return _letters(count).upper()
        case _:
            return UNKNOWN


def _letters(count: int) -> str:
    """Word's letters: a to z of the English alphabet, then aa, bb."""
    times, at = divmod(count - 1, 26)
    return "abcdefghijklmnopqrstuvwxyz"[at] * (times + 1)


def _at(element: ET.Element | None, name: str, depth: int) -> ET.Element | None:
    found = element.findall(w(name)) if element is not None else ()
    return next((part for part in found if value(part, "ilvl") == str(depth)), None)
