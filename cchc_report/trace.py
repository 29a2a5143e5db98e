"""The tree read back: this number in the text is that figure, from that line, by that formula."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from cchc_report.document import Document, FigureText, Text, leaves, paragraphs
from cchc_report.figures import Figure
from cchc_report.problems import Place
from cchc_report.vietnamese.wording import NO_BREAK_SPACE

_DIGIT = re.compile(r"\d")
MOST_SHOWN = 60
"""Characters of a printed text that fit into a line of a terminal."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One number of the text and the figure it is."""

    genre: str
    paragraph: int
    """From 1, in reading order, cells counted as paragraphs."""
    text: str
    """As printed."""
    figure: Figure

    @property
    def source(self) -> str:
        """In one line: label, derivation, place."""
        derivation = f" = {self.figure.derivation}" if self.figure.derivation else ""
        return f"{self.figure.indicator.label}{derivation}; {self.figure.place}"


def is_number(leaf: Text | FigureText) -> TypeGuard[FigureText]:
    """Whether a printed figure is a number, a date or a reference, and so must be traceable."""
    if not isinstance(leaf, FigureText) or leaf.figure is None:
        return False
    return not leaf.indicator.kind.wordy or _DIGIT.search(leaf.text) is not None


def trace(document: Document) -> list[Entry]:
    """Every number of the document, in reading order."""
    return [
        Entry(document.name, number, leaf.text, leaf.figure)
        for number, inlines in enumerate(paragraphs(document), start=1)
        for leaf in leaves(inlines)
        if is_number(leaf) and isinstance(leaf, FigureText) and leaf.figure is not None
    ]


def as_text(entries: Sequence[Entry]) -> str:
    """The trace for people: one number a line, then what it rests on."""
    return "\n".join(line for entry in entries for line in _lines(entry))


def as_data(entries: Sequence[Entry]) -> list[dict[str, object]]:
    """The trace for tools; see README.md for the form."""
    return [_data(entry) for entry in entries]


def as_json(entries: Sequence[Entry]) -> str:
    """The trace as JSON text."""
    return json.dumps(as_data(entries), ensure_ascii=False, indent=2)


def _lines(entry: Entry) -> list[str]:
    figure = entry.figure
    text = _spaced(entry.text)
    printed = text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…"
    lines = [f"đoạn {entry.paragraph}: {printed}  ← {figure.indicator.id} ({figure.indicator.label}), {figure.place}"]
    return [*lines, *_derived(figure, "        ")]


def _derived(figure: Figure, margin: str) -> Iterator[str]:
    """The formula in numbers, then each number in it; one that is itself computed with what it rests on."""
    if figure.derivation:
        yield f"{margin}= {_spaced(figure.derivation)}"
        for part in figure.inputs:
            yield f"{margin}{_spaced(part.text)}  ← {part.indicator.id}, {part.place}"
            if part.computed:
                yield from _derived(part, f"{margin}    ")


def _data(entry: Entry) -> dict[str, object]:
    figure = entry.figure
    return {
        "genre": entry.genre,
        "paragraph": entry.paragraph,
        "text": _spaced(entry.text),
        "indicator": figure.indicator.id,
        "label": figure.indicator.label,
        "value": figure.exact,
        "formula": figure.indicator.formula.text if figure.indicator.formula else "",
        "inputs": [_input(part) for part in figure.inputs],
        **_place(figure.place),
    }


def _input(figure: Figure) -> dict[str, object]:
    """A number that a formula uses; one that is itself computed with its own inputs."""
    data = {"indicator": figure.indicator.id, "text": _spaced(figure.text), **_place(figure.place)}
    return {**data, "inputs": [_input(part) for part in figure.inputs]} if figure.computed else data


def _spaced(text: str) -> str:
    """With plain spaces, as the txt output has them, so that a search finds it there."""
    return text.replace(NO_BREAK_SPACE, " ")


def _place(place: Place) -> dict[str, object]:
    return {"file": place.file, "line": place.line, "column": place.column}
