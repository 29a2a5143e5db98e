"""Figures as a template sees them: each prints as one private-use character that stands for what belongs there.

Case changes, joins and slices cannot break one character, data can never act as markup, and the figure's origin goes
along to the tree. The readers of metrics files and templates refuse such characters, so none comes from outside.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cchc_report.catalogue import Indicator, Kind, Section
from cchc_report.document import FigureText, Inlines, State, Text
from cchc_report.figures import PERIOD_INDICATORS, PERIOD_KEY, REFERENCE, Figure, Figures

FIRST_SIGN = 0xF0000
"""Plane 15, private use: room for 65,534 printed figures in a document."""
SIGN = re.compile("[\U000f0000-\U000ffffd]")

UNREADABLE = "chưa đọc được"
ABSENT = "chưa có"
DOUBT = " [cần kiểm tra]"


class TemplateFault(Exception):  # noqa: N818 - the field's own word; it never leaves compose
    """A template asks for something that has no meaning; the message is for its author."""


class Binder:
    """Keeps what each sign stands for while one document is composed."""

    def __init__(self, figures: Figures, doubtful: frozenset[str], *, draft: bool) -> None:
        """``doubtful`` are the ids that a draft marks."""
        self.figures = figures
        self.draft = draft
        self.gaps: list[Indicator] = []
        """Indicators printed without a figure, in order."""
        self._doubtful = doubtful
        self._bound: list[Inlines] = []

    def sign(self, inlines: Inlines) -> str:
        """The one character that stands for these inlines from now on."""
        self._bound.append(inlines)
        return chr(FIRST_SIGN + len(self._bound) - 1)

    def words(self, text: str) -> str:
        """Words of the catalogue: literal, never markup."""
        return self.sign((Text(text),)) if text else ""

    def meaning(self, sign: str) -> Inlines:
        """What a sign stands for."""
        return self._bound[ord(sign) - FIRST_SIGN]

    def printed(self, figure: Figure, text: str | None = None) -> Inlines:
        """A figure as it appears in the text; a wordy one may name further figures."""
        if figure.indicator.kind in {Kind.TEXT, Kind.TEXTS}:
            return tuple(self._prose(figure, figure.text if text is None else text))
        return (self._marked(figure, figure.text if text is None else text),)

    def gap(self, indicator: Indicator) -> Inlines:
        """A figure that is not there: an open problem, and in a draft a marked gap."""
        self.gaps.append(indicator)
        figures = self.figures
        wrong = indicator.id in figures.unreadable and indicator.id not in figures.pending
        reason = UNREADABLE if wrong else ABSENT
        return (FigureText(indicator, None, f"[{reason}: {indicator.label}]", State.MISSING),)

    def _prose(self, figure: Figure, text: str) -> Iterator[FigureText | Text]:
        at = 0
        for found in REFERENCE.finditer(text):
            indicator = self.figures.indicator(found[1])
            if indicator is None:
                continue
            if text[at : found.start()]:
                yield self._marked(figure, text[at : found.start()])
            named = self.figures.get(indicator.id)
            if named is None:
                yield from (leaf for leaf in self.gap(indicator) if isinstance(leaf, FigureText))
            else:
                yield self._marked(named, named.text)
            at = found.end()
        if text[at:]:
            yield self._marked(figure, text[at:])

    def _marked(self, figure: Figure, text: str) -> FigureText:
        if self.draft and self.is_doubtful(figure):
            return FigureText(figure.indicator, figure, text + DOUBT, State.DOUBTFUL)
        return FigureText(figure.indicator, figure, text)

    def is_doubtful(self, figure: Figure) -> bool:
        """Whether a problem concerns the figure or one that it is computed from."""
        return figure.indicator.id in self._doubtful or (
            figure.computed and any(self.is_doubtful(part) for part in figure.inputs)
        )


@dataclass(frozen=True, slots=True)
class Bound:
    """One indicator as a template sees it; it has no public attribute, so filters and tests alone can look inside."""

    _indicator: Indicator
    _binder: Binder

    def __iter__(self) -> Iterator[object]:
        raise TemplateFault("{% for %} không chạy trên một chỉ tiêu; dùng danh sách, như tthc.cong_bo|thanh_phan")

    def __str__(self) -> str:
        figure = figure_of(self)
        return self._binder.sign(self._binder.gap(self._indicator) if figure is None else self._binder.printed(figure))


def figure_of(bound: Bound) -> Figure | None:
    """The figure behind a bound indicator."""
    return bound._binder.figures.get(bound._indicator.id)  # noqa: SLF001 - hidden from templates, not from this module's friends


def indicator_of(bound: Bound) -> Indicator:
    """The indicator behind a bound one."""
    return bound._indicator  # noqa: SLF001 - as above


def binder_of(bound: "Bound | Room") -> Binder:
    """Where a bound indicator or a section prints."""
    return bound._binder  # noqa: SLF001 - as above


@dataclass(frozen=True, slots=True)
class Room:
    """One section as a template sees it: ``tthc.bai_bo`` asks for its indicator ``bai_bo``."""

    _indicators: dict[str, Indicator]
    _label: str
    _binder: Binder

    def __getitem__(self, key: str) -> Bound:
        return Bound(self._indicators[key], self._binder)

    def __iter__(self) -> Iterator[object]:
        raise TemplateFault("{% for %} không chạy trên cả một phần; dùng danh sách, như tthc.cong_bo|thanh_phan")


def bound_in(room: Room) -> list[Bound]:
    """Every indicator of a section."""
    return [room[key] for key in room._indicators]  # noqa: SLF001 - as above


def label_of(room: Room) -> str:
    """The section's name."""
    return room._label  # noqa: SLF001 - as above


def rooms(binder: Binder) -> dict[str, Room]:
    """Everything a template can name: the sections of the catalogue and the period."""
    sections: list[Section] = list(binder.figures.catalogue.sections.values())
    named = {section.id: Room(dict(section.indicators), section.label, binder) for section in sections}
    return {**named, PERIOD_KEY: Room(dict(PERIOD_INDICATORS), "Kỳ báo cáo", binder)}
