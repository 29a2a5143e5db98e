"""The figures of two files side by side, the biggest changes first."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction

from cchc_report.catalogue import Indicator
from cchc_report.comparison import Change, Direction
from cchc_report.figures import Earlier, Figure, Figures, why_withheld
from cchc_report.formulas import PREVIOUS, YEAR_AGO

Key = tuple[str, str]
"""An indicator's full id, and the unit or level whose figure it is; empty for the whole."""
UNREADABLE = "một tệp ghi số này chưa đúng cách"


class _Group(Enum):
    CHANGED, WITHHELD, ADDED, REMOVED, WORDED, UNCHANGED = range(6)


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator in the two files."""

    indicator: Indicator
    part: str
    """The unit or level of government whose figure it is; empty for the whole."""
    before: Figure | None
    after: Figure | None
    change: Change | None = None
    """Only of two numbers that may be compared."""
    reason: str = ""
    """Why two numbers are not compared."""

    @property
    def size(self) -> Fraction:
        """How big the change is, without a unit: the difference divided by the larger of the two amounts.

        A half and a double are equally big, as is any step to or from zero, which is 1; so the order stays when the two files
        change places.
        """
        if self.change is None:
            return Fraction(0)
        now, then = self.change.now.exact, self.change.then.exact
        return abs(now - then) / (max(abs(now), abs(then)) or 1)


@dataclass(frozen=True, slots=True)
class FigureDifference:
    """Everything that differs between two files."""

    changed: tuple[Row, ...]
    """Numbers, the biggest change first."""
    withheld: tuple[Row, ...]
    """Numbers that are not comparable, each with its reason; like the rest in the order of the catalogue."""
    added: tuple[Row, ...]
    removed: tuple[Row, ...]
    worded: tuple[Row, ...]
    """Texts, dates and lists that came, went or changed, and numbers of the same value that are written in another way."""
    unchanged: int

    @property
    def is_empty(self) -> bool:
        """Whether the two files say the same."""
        return not (self.changed or self.withheld or self.added or self.removed or self.worded)


def compare(before: Figures, after: Figures) -> FigureDifference:
    """Every figure known in either, reported or computed."""
    groups: dict[_Group, list[Row]] = {group: [] for group in _Group}
    for row in _rows(before, after):
        groups[_group(row)].append(row)
    return FigureDifference(
        tuple(sorted(groups[_Group.CHANGED], key=lambda row: -row.size)),
        tuple(groups[_Group.WITHHELD]),
        tuple(groups[_Group.ADDED]),
        tuple(groups[_Group.REMOVED]),
        tuple(groups[_Group.WORDED]),
        len(groups[_Group.UNCHANGED]),
    )


def _group(row: Row) -> _Group:
    if row.reason:
        return _Group.WITHHELD
    if row.indicator.kind.numeric and row.before is None:
        return _Group.ADDED
    if row.indicator.kind.numeric and row.after is None:
        return _Group.REMOVED
    if row.change and row.change.direction is not Direction.SAME:
        return _Group.CHANGED
    return _Group.UNCHANGED if _text(row.before) == _text(row.after) else _Group.WORDED


def _text(figure: Figure | None) -> str | None:
    return figure.text if figure else None


def _rows(before: Figures, after: Figures) -> Iterator[Row]:
    """Every figure of either file, in the order of the catalogue; the unit's names only where they changed with the time."""
    then, now = _figures(before), _figures(after)
    order = {indicator.id: place for place, indicator in enumerate(after.catalogue.indicators())}
    keys = (key for key in {**now, **then} if key[0] in order)
    for key in sorted(keys, key=lambda key: order[key[0]]):
        row = _row(key, then.get(key), now.get(key), before, after)
        if not (after.catalogue.sections[row.indicator.section].in_unit_file and _text(row.before) == _text(row.after)):
            yield row


def _figures(figures: Figures) -> dict[Key, Figure]:
    whole = {(name, ""): figure for name, figure in figures.known.items()}
    parts = {(name, part.label): figure for part in figures.parts for name, figure in part.known.items()}
    return whole | parts


def _row(key: Key, then: Figure | None, now: Figure | None, before: Figures, after: Figures) -> Row:
    name, part = key
    figure = now or then
    assert figure is not None  # noqa: S101 - a key comes from one of the two
    row = Row(figure.indicator, part, then, now)
    if then is None or now is None:
        reason = UNREADABLE if _is_unreadable(name, before) or _is_unreadable(name, after) else ""
        return replace(row, reason=reason)
    if not row.indicator.kind.numeric:
        return row
    names = f"{after.file}:{name}", f"{before.file}:{name}"
    reason = _why_not(name, before, after)
    return (
        replace(row, reason=reason)
        if reason
        else replace(row, change=Change.between(now, then, names, after.catalogue))
    )


def _is_unreadable(name: str, figures: Figures) -> bool:
    return name in figures.unreadable and name not in figures.pending


def _why_not(name: str, before: Figures, after: Figures) -> str:
    """Why the figures of two periods are not compared; two versions of one period always are."""
    if before.period == after.period:
        return ""
    then, now = sorted((before, after), key=lambda figures: (figures.period.last_day, figures.period.first_day))
    base = YEAR_AGO if now.period.year_ago() == then.period else PREVIOUS
    withheld = why_withheld(now, Earlier(then), base, name)
    return withheld.reason if withheld else ""
