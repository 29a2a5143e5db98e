"""The texts that somebody typed, each with its place."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cchc_report.catalogue import Catalogue, Kind
from cchc_report.figures import Figures
from cchc_report.problems import Place
from cchc_report.source import Mapping, Node, Scalar, Sequence, Source

_TEXTS = {Kind.TEXT, Kind.TEXTS}
_DATED_VALUE = "la"
"""The key of the text itself, in a value with validity dates."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of one line or more, of which the first stands at the place."""

    text: str
    place: Place
    section: str = ""

    def at(self, wrong: str) -> Place:
        """The place of some of its words; of the whole, where they cannot be found on its line."""
        start = self.place.excerpt.find(wrong, self.place.column - 1)
        return replace(self.place, column=start + 1, width=len(wrong)) if start >= 0 else self.place


def within(passage: Passage, text: str) -> Passage:
    """A part of the passage at the same place."""
    return replace(passage, text=text)


def passages(source: Source, catalogue: Catalogue) -> Iterator[Passage]:
    """Every text of a metrics file or a unit file, each item of a list by itself."""
    for section in source.root.entries if source.root else ():
        known = catalogue.sections.get(section.key.text)
        if known is None or not isinstance(section.value, Mapping):
            continue
        for line in section.value.entries:
            indicator = known.indicators.get(line.key.text)
            if indicator is not None and indicator.kind in _TEXTS:
                yield from (Passage(one.text, one.place, known.id) for one in _scalars(line.value))


def _scalars(node: Node) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case Sequence(items):
            for item in items:
                yield from _scalars(item)
        case Mapping():
            value = node.get(_DATED_VALUE)
            yield from _scalars(value) if value is not None else ()


def passages_of(figures: Figures) -> Iterator[Passage]:
    """The texts of another period's figures."""
    for figure in figures.reported():
        if figure.indicator.kind in _TEXTS:
            yield Passage(figure.text, figure.place, figure.indicator.section)
