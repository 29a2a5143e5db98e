"""Figures as a template sees them: each prints as one private-use character that stands for what belongs there.

Case changes, joins and slices cannot break one character, data can never act as markup, and the figure's origin goes
along to the tree. The readers of metrics files and templates refuse such characters, so none comes from outside.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from cchc_report.catalogue import Indicator, Kind, Section
from cchc_report.document import FigureText, Inlines, State, Text, leaves, text_of
from cchc_report.figures import PERIOD_INDICATORS, PERIOD_KEY, REFERENCE, TELLINGS, Figure, Figures
from cchc_report.periods import Period
from cchc_report.values import write_value
from cchc_report.vietnamese.numbers import roman
from cchc_report.vietnamese.wording import NO_BREAK_SPACE, POINTS

FIRST_SIGN = 0xF0000
"""Plane 15, private use: room for 65,534 printed figures in a document."""
MOST_SIGNS = 0xFFFE
LONGEST = 1_000_000
"""Characters that a document may have; a report of a hundred pages has a quarter of that."""
TOO_LONG = "mẫu tạo ra văn bản quá dài"
SIGN = re.compile("[\U000f0000-\U000ffffd]")

NUMBERING = "danh_so"
ALL_FIELDS = "cac_linh_vuc"
"""The sections of the report, for ``{% for %}``."""
BLANK = "cho_trong"
"""Room for a number or a day that is filled in by hand before signing."""
UNDER_HEADING = "tieu_muc"
"""Has content where a part stands under a heading of its own, which then need not be said again."""
CHOSEN_SECTION = "linh_vuc_chon"
"""The one section that a genre tells of; without content in any other genre."""
HELPERS = (ALL_FIELDS, BLANK, UNDER_HEADING, CHOSEN_SECTION)
"""Names of a template that are no section."""
_ORDINALS: dict[str, Callable[[int], str]] = {
    "muc": roman,
    "khoan": str,
    "diem": lambda number: POINTS[(number - 1) % len(POINTS)],
    "nhom": roman,
    "dong": str,
}
_BELOW = {"muc": ("khoan", "diem", "dong"), "khoan": ("diem", "dong"), "nhom": ("dong",)}
"""What is counted anew after each."""

_MARK = re.compile(r"(?:[-–•+]|[0-9]{1,2}[.)]|[a-zđ]\))\s+")
"""What people number or dash the items of a list with, which the template does itself."""

UNREADABLE = "chưa đọc được"
ABSENT = "chưa có"
DOUBT = " [cần kiểm tra]"


class TemplateFault(Exception):  # noqa: N818 - the field's own word; it never leaves compose
    """A template asks for something that has no meaning; the message is for its author."""


class Binder:
    """Keeps what each sign stands for while one document is composed."""

    def __init__(
        self,
        figures: Figures,
        genre: str,
        doubtful: frozenset[str],
        filters: Mapping[str, Callable[..., object]],
        *,
        draft: bool,
    ) -> None:
        """``doubtful`` are the ids that a draft marks; ``filters`` those that a typed text may name."""
        self.figures = figures
        style = figures.organisation.style
        self._style = replace(style, dates=figures.organisation.genre_dates.get(genre, style.dates))
        self.draft = draft
        self._doubtful = doubtful
        self._filters = filters
        self._bound: list[Inlines] = []
        self._has_gaps = False
        self._lengths: list[int] = []
        self._room = LONGEST

    def sign(self, inlines: Inlines) -> str:
        """The one character that stands for these inlines from now on."""
        length = len(text_of(inlines))
        self._room -= length
        if self._room < 0 or len(self._bound) == MOST_SIGNS:
            raise TemplateFault(TOO_LONG)
        self._lengths.append(length)
        self._bound.append(inlines)
        return chr(FIRST_SIGN + len(self._bound) - 1)

    def words(self, text: str) -> str:
        """Words of the catalogue: literal, never markup."""
        return self.sign((Text(text),)) if text else ""

    def meaning(self, sign: str) -> Inlines:
        """What a sign stands for."""
        return self._bound[ord(sign) - FIRST_SIGN]

    def length_of(self, text: str) -> int:
        """How long the text is with all that its signs stand for, each as often as it occurs."""
        return len(text) + sum(self._lengths[ord(sign) - FIRST_SIGN] for sign in SIGN.findall(text))

    def gaps_in(self, text: str) -> list[Indicator]:
        """The indicators that the text prints without a figure, whatever filters it went through."""
        if not self._has_gaps:
            return []
        signs = [self.meaning(sign) for sign in SIGN.findall(text)]
        shown = [leaf for inlines in signs for leaf in leaves(inlines) if isinstance(leaf, FigureText)]
        return [leaf.indicator for leaf in shown if leaf.state is State.MISSING]

    def is_expected(self, indicator: Indicator) -> bool:
        """Whether somebody waits for the figure: it cannot be read, or its section has begun and it has a line or is needed."""
        figures = self.figures
        waited_for = indicator.required or indicator.id in figures.unfilled
        return indicator.id in figures.unreadable or (waited_for and indicator.section in figures.section_places)

    def printed(self, figure: Figure, text: str | None = None) -> Inlines:
        """A figure as it appears in the text; a wordy one may name further figures."""
        if figure.indicator.kind in {Kind.TEXT, Kind.TEXTS}:
            return tuple(self._prose(figure, figure.text if text is None else text))
        return (self._marked(figure, self.text_of(figure) if text is None else text),)

    def text_of(self, figure: Figure) -> str:
        """A figure as this genre prints it: dates in the genre's own style, all else as anywhere."""
        if isinstance(figure.value, date | Period):
            return write_value(figure.value, figure.indicator, self._style)
        return figure.text

    def gap(self, indicator: Indicator) -> Inlines:
        """A figure that is not there: once printed an open problem, in a draft also a marked gap."""
        self._has_gaps = True
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
            yield from self._named(indicator, [name for name in found[2].split("|") if name])
            at = found.end()
        if text[at:]:
            yield self._marked(figure, text[at:])

    def _named(self, indicator: Indicator, tellings: list[str]) -> Iterator[FigureText | Text]:
        """A figure that a typed text names, told as it asks: ``[tthc.hs_tiep_nhan|cung_ky|so_voi]``."""
        named = self.figures.get(indicator.id)
        if named is None:
            yield from self._gap_in_text(indicator)
        elif "|".join(tellings) not in TELLINGS:
            yield self._marked(named, self.text_of(named))
        else:
            told: object = Bound(indicator, self)
            for telling in tellings:
                told = self._filters[telling](told)
            # Nothing to compare with is an error of the checks; a draft made all the same shows where.
            yield from self._meanings(str(told)) if told else self._gap_in_text(indicator)

    def _gap_in_text(self, indicator: Indicator) -> Iterator[FigureText | Text]:
        yield from leaves(self.gap(indicator))

    def _meanings(self, text: str) -> Iterator[FigureText | Text]:
        """What a composed text stands for, sign by sign."""
        for part in re.split(f"({SIGN.pattern})", text):
            if SIGN.fullmatch(part):
                yield from leaves(self.meaning(part))
            elif part:
                yield Text(part)

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
    _item: Figure | None = None
    """One item of a list, where it stands for that."""

    def __iter__(self) -> Iterator[object]:
        raise TemplateFault("{% for %} không chạy trên một chỉ tiêu; dùng danh sách, như tthc.cong_bo|thanh_phan")

    def __str__(self) -> str:
        figure = figure_of(self)
        return self._binder.sign(self._binder.gap(self._indicator) if figure is None else self._binder.printed(figure))


@dataclass(frozen=True, slots=True)
class Compared:
    """One indicator beside its figure of an earlier period; only the filters that tell a change can print it."""

    _bound: Bound
    _base: str
    """``ky_truoc`` or ``cung_ky``."""


def compared_of(compared: Compared) -> tuple[Bound, str]:
    """The bound indicator and the name of the earlier period behind a comparison."""
    return compared._bound, compared._base  # noqa: SLF001 - hidden from templates, not from this module's friends


def figure_of(bound: Bound) -> Figure | None:
    """The figure behind a bound indicator."""
    return bound._item or bound._binder.figures.get(bound._indicator.id)  # noqa: SLF001 - hidden from templates, not from this module's friends


def items_of(bound: Bound) -> list[Bound]:
    """Each item of a list by itself; where nothing is known, the bound one, so that printing it names the gap."""
    figure = figure_of(bound)
    if figure is None or not isinstance(figure.value, tuple):
        return [bound]
    items = ((item, _MARK.sub("", item.text)) for item in figure.each())
    return [replace(bound, _item=replace(item, value=text, text=text)) for item, text in items]


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
    _bound: dict[str, Bound] = field(default_factory=dict, compare=False)
    """Those that were asked for; templates ask for most of them several times."""

    def __getitem__(self, key: str) -> Bound:
        if key not in self._bound:
            self._bound[key] = Bound(self._indicators[key], self._binder)
        return self._bound[key]

    def __iter__(self) -> Iterator[object]:
        raise TemplateFault("{% for %} không chạy trên cả một phần; dùng danh sách, như tthc.cong_bo|thanh_phan")


class Numbering:
    """Numbers of headings and rows, counted where they are printed, so that a part left out leaves no gap.

    ``danh_so.muc`` prints I, II, III, ``khoan`` 1, 2, 3 anew in each mục, ``diem`` a, b, c, d, đ anew in each khoản
    (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 6, điểm đ). In a table ``nhom`` prints I, II, III and ``dong``
    1, 2, 3 anew in each nhóm and below each heading.
    """

    KEYS = ("muc", "khoan", "diem", "nhom", "dong")

    def __init__(self, binder: Binder) -> None:
        self._binder = binder
        self._counts = dict.fromkeys(self.KEYS, 0)

    def __getitem__(self, key: str) -> str:
        self._counts[key] += 1
        self._counts.update(dict.fromkeys(_BELOW.get(key, ()), 0))
        return self._binder.words(_ORDINALS[key](self._counts[key]))


def bound_in(room: Room) -> list[Bound]:
    """Every indicator of a section."""
    return [room[key] for key in room._indicators]  # noqa: SLF001 - as above


def size_of(room: Room) -> int:
    """How many indicators a section has."""
    return len(room._indicators)  # noqa: SLF001 - as above


def label_of(room: Room) -> str:
    """The section's name."""
    return room._label  # noqa: SLF001 - as above


def phrase(binder: Binder, parts: Iterable[str | Figure]) -> str:
    """Words and figures as a template prints them: the words literal, the figures with their origin."""
    return "".join(binder.words(part) if isinstance(part, str) else binder.sign(binder.printed(part)) for part in parts)


def names(binder: Binder, chosen: str) -> dict[str, object]:
    """Everything a template can name: the sections of the catalogue, the period, and what helps to set a document."""
    sections: list[Section] = list(binder.figures.catalogue.sections.values())
    named = {section.id: Room(dict(section.indicators), section.label, binder) for section in sections}
    return {
        **named,
        PERIOD_KEY: Room(dict(PERIOD_INDICATORS), "Kỳ báo cáo", binder),
        NUMBERING: Numbering(binder),
        ALL_FIELDS: [named[section.id] for section in sections if section.reported and _has_figure(binder, section)],
        BLANK: binder.words(NO_BREAK_SPACE * 6),
        UNDER_HEADING: "",
        CHOSEN_SECTION: named.get(chosen, ""),
    }


def _has_figure(binder: Binder, section: Section) -> bool:
    return any(f"{section.id}.{key}" in binder.figures.known for key in section.indicators)
