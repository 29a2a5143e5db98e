"""What is wrong, where, how bad it is and how to mend it: values that are collected, never exceptions."""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby


class Level(StrEnum):
    """How bad a problem is. Only errors stop a document; a note says what could not be decided."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


LONGEST_EXCERPT = 400
"""Characters of a line that are shown under a problem: a text on one line may have many thousands, and many problems."""
LONGEST_QUOTATION = 200
"""Characters of what a message quotes: a value may be as long as a line."""
LONGEST_SENTENCE = 1_200
"""Characters of a message that are shown, where quotations hold others."""
_LONG_QUOTATION = re.compile(rf"«([^«»]{{{LONGEST_QUOTATION}}})[^«»]+»")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")
"""What a terminal would act on; a tab is shown as a space."""

LEVEL_WORDS = {Level.ERROR: "lỗi", Level.WARNING: "cảnh báo", Level.NOTE: "lưu ý"}


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one line of one file, or a cell of a workbook."""

    file: str
    """Path relative to the working folder, with forward slashes."""
    line: int = 1
    """From 1."""
    column: int = 1
    """From 1, in characters (code points)."""
    width: int = 1
    """How many characters the stretch covers."""
    excerpt: str = ""
    """The whole line, as it stands in the file."""
    cell: str = ""
    """In a workbook the sheet and the cell, ``Thủ tục hành chính!D10``; line and column are then the cell's, without an excerpt."""

    def __str__(self) -> str:
        return f"{self.file}!{self.cell}" if self.cell else f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that a problem involves, and what stands there."""

    message: str
    place: Place


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. The name states the fault in kebab-case without diacritics; message and hint are Vietnamese."""

    name: str
    level: Level
    message: str
    place: Place
    hint: str = ""
    related: tuple[Related, ...] = ()


def error(name: str, message: str, place: Place, hint: str = "", related: Iterable[Related] = ()) -> Problem:
    """A problem that keeps the document from being made."""
    return Problem(name, Level.ERROR, message, place, hint, tuple(related))


def warning(name: str, message: str, place: Place, hint: str = "", related: Iterable[Related] = ()) -> Problem:
    """A problem that a person should look at; ``--strict`` makes it count as an error."""
    return Problem(name, Level.WARNING, message, place, hint, tuple(related))


def note(name: str, message: str, place: Place, hint: str = "", related: Iterable[Related] = ()) -> Problem:
    """Something worth knowing that is neither right nor wrong, such as a rule without its inputs."""
    return Problem(name, Level.NOTE, message, place, hint, tuple(related))


def has_errors(problems: Iterable[Problem], *, strict: bool = False) -> bool:
    """Whether any problem stops the work; in strict mode warnings do too."""
    stopping = {Level.ERROR, Level.WARNING} if strict else {Level.ERROR}
    return any(problem.level in stopping for problem in problems)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Without repetitions, notes last, by file and line, so that a reader walks each file from top to bottom."""
    unique = dict.fromkeys(problems)
    return sorted(unique, key=_reading_order)


def _reading_order(problem: Problem) -> tuple[object, ...]:
    place = problem.place
    sheet = place.cell.rpartition("!")[0]
    return problem.level is Level.NOTE, place.file, sheet, place.line, place.column, problem.name


def as_text(problems: Sequence[Problem]) -> str:
    """The problems for people: message, place, the lines with a caret under the wrong text, what to write instead."""
    texts = [_one_as_text(problem) for problem in problems]
    return "".join(text + ("\n\n" if "\n" in text else "\n") for text in texts).rstrip("\n")


def as_json(problems: Sequence[Problem]) -> str:
    """The problems for tools; see README.md for the form."""
    report = {
        "problems": [_one_as_data(problem) for problem in problems],
        "errors": count(problems, Level.ERROR),
        "warnings": count(problems, Level.WARNING),
    }
    return json.dumps(report, ensure_ascii=False, indent=2)


def count(problems: Iterable[Problem], level: Level) -> int:
    """How many problems are of the level."""
    return sum(problem.level is level for problem in problems)


def _one_as_data(problem: Problem) -> dict[str, object]:
    return {
        "name": problem.name,
        "level": problem.level.value,
        "message": problem.message,
        "hint": problem.hint,
        **_place_as_data(problem.place),
        "related": [{"message": related.message, **_place_as_data(related.place)} for related in problem.related],
    }


def _place_as_data(place: Place) -> dict[str, object]:
    found: dict[str, object] = {"file": place.file, "line": place.line, "column": place.column}
    return {**found, "cell": place.cell} if place.cell else found


def _one_as_text(problem: Problem) -> str:
    if problem.level is Level.NOTE and not problem.related:
        return f"{LEVEL_WORDS[problem.level]}[{problem.name}] {problem.place}: {_brief(problem.message)}"
    head = f"{LEVEL_WORDS[problem.level]}[{problem.name}]: {_brief(problem.message)}"
    labels = [Related("", problem.place), *problem.related]
    margin = max(len(str(label.place.line)) for label in labels)
    lines = [head]
    here = [label for label in labels if _page(label) == _page(labels[0])]
    elsewhere = [label for label in labels if label not in here]
    lines += _excerpts(problem.place, here, margin)
    for _, group in groupby(elsewhere, key=_page):
        labels_there = list(group)
        lines += _excerpts(labels_there[0].place, labels_there, margin)
    if problem.hint:
        lines.append(f"{' ' * margin} = gợi ý: {_brief(problem.hint)}")
    return "\n".join(lines)


def _brief(text: str) -> str:
    """A sentence with only the beginning of each long quotation; if that is not enough, without its middle."""
    brief = _LONG_QUOTATION.sub(r"«\1…»", text)
    return (
        brief if len(brief) <= LONGEST_SENTENCE else f"{brief[: LONGEST_SENTENCE // 2]} … {brief[-LONGEST_QUOTATION:]}"
    )


def _page(label: Related) -> tuple[str, str]:
    """What is shown under one arrow: the lines of a file; every cell by itself."""
    return label.place.file, label.place.cell


def _excerpts(start: Place, labels: list[Related], margin: int) -> list[str]:
    gutter = " " * margin
    lines = [f"{gutter}--> {start}"]
    shown = sorted((_shortened(label) for label in labels if label.place.excerpt), key=lambda label: label.place.line)
    if shown:
        lines.append(f"{gutter} |")
    for (line, excerpt), group in groupby(shown, key=lambda label: (label.place.line, label.place.excerpt)):
        same_line = list(group)
        lines.append(f"{line:>{margin}} | {_printable(excerpt)}")
        lines += [f"{gutter} | {_caret(label)}" for label in same_line]
    lines += [f"{gutter} = {label.message}" for label in labels if label.message and not label.place.excerpt]
    return lines


def _shortened(label: Related) -> Related:
    """With only what stands around the place, where its line is very long."""
    place, whole = label.place, label.place.excerpt
    if len(whole) <= LONGEST_EXCERPT:
        return label
    wrong = place.column - 1
    start = max(0, min(wrong - LONGEST_EXCERPT // 4, len(whole) - LONGEST_EXCERPT))
    end = start + LONGEST_EXCERPT
    before, after = "…" * (start > 0), "…" * (end < len(whole))
    excerpt, column = f"{before}{whole[start:end]}{after}", place.column - start + len(before)
    return Related(label.message, replace(place, excerpt=excerpt, column=column, width=min(place.width, end - wrong)))


def _caret(label: Related) -> str:
    place = label.place
    before = place.excerpt[: place.column - 1]
    marked = place.excerpt[place.column - 1 : place.column - 1 + place.width]
    return f"{' ' * _cells(before)}{'^' * max(1, _cells(marked))} {label.message}".rstrip()


def _cells(text: str) -> int:
    """How wide a text is on a terminal: combining marks take no room."""
    return sum(not unicodedata.combining(character) for character in text)


def _printable(line: str) -> str:
    """The line with a visible sign for each character that a terminal would act on."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", line.replace("\t", " "))
