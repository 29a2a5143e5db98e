"""What a genre says when one figure after the other rises, falls, stays, is zero or is missing: for review of its wording."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import SequenceMatcher
from fractions import Fraction

from cchc_report.catalogue import Catalogue, Indicator, Kind
from cchc_report.checks import NOTHING_TO_COMPARE, check
from cchc_report.compose import Composition
from cchc_report.document import Bullets, Document, Heading, Inlines, Paragraph, text_of
from cchc_report.figures import Earlier, Figure, Figures
from cchc_report.figures.computing import with_computed
from cchc_report.formulas import PREVIOUS, YEAR_AGO, Expression, Operation, Reference, reference
from cchc_report.formulas.expressions import names_in
from cchc_report.problems import Level, Problem
from cchc_report.values import Quantity, interval_of, write_value
from cchc_report.vietnamese.numbers import as_decimal, round_half_up
from cchc_report.vietnamese.wording import NO_BREAK_SPACE

Compose = Callable[[Figures], Composition]
RISE, FALL, SAME, SAME_AS_YEAR_AGO = "tăng", "giảm", "giữ nguyên", "giữ nguyên so với cùng kỳ"
ZERO, MISSING = "bằng không", "thiếu"
_SHARE, _POINTS, _PLACES = Decimal("0.12"), Decimal(2), Decimal(3)
"""By how much a figure rises or falls: of a count or an amount a share of it, of a rate points, of a rank places."""
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")


@dataclass(frozen=True, slots=True)
class Wording:
    """What one or several variants of a figure make of the document."""

    variants: list[str]
    """``tăng``, ``bằng không``."""
    came: tuple[str, ...]
    """The paragraphs that the unvaried document does not have; such as differ from its own in numbers alone do not count."""
    went: tuple[str, ...]
    """The paragraphs of it for which none came."""
    faults: tuple[Problem, ...]
    """Why the document could not be composed."""
    refused: str
    """The problem that keeps such figures from being rendered at all; empty where they pass the checks, or change no wording."""


@dataclass(frozen=True, slots=True)
class Review:
    """One indicator and every wording that its variants gave."""

    indicator: Indicator
    wordings: tuple[Wording, ...]

    @property
    def faults(self) -> tuple[Problem, ...]:
        """What is wrong with the templates: a document that cannot be composed of figures that pass the checks."""
        return tuple(fault for wording in self.wordings if not wording.refused for fault in wording.faults)


def has_base(figures: Figures) -> bool:
    """Whether there is an earlier file to rise or fall from."""
    return any(isinstance(figures.earlier.get(base), Earlier) for base in (PREVIOUS, YEAR_AGO))


def review(figures: Figures, compose: Compose) -> list[Review]:
    """Every number that the metrics file reports, varied by itself; the unvaried figures must be without errors."""
    watched, asked = _watched(figures)
    whole = _paragraphs(compose(watched).document)
    reported = [figure for figure in figures.reported() if figure.indicator.kind.numeric]
    reviews = []
    for figure in reported:
        compared = not asked.isdisjoint(_resting_on({figure.indicator.id}, figures.catalogue))
        variants = _variants(figures, figure, compared=compared)
        reviews.append(Review(figure.indicator, _wordings(variants, compose, whole)))
    return reviews


class _Asked(Mapping[str, Figure]):
    """An earlier period's figures; remembers which of them a document was interested in."""

    def __init__(self, known: Mapping[str, Figure], names: set[str]) -> None:
        self._known, self._names = known, names

    def __getitem__(self, name: str) -> Figure:
        self._names.add(reference(name).id)
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def _watched(figures: Figures) -> tuple[Figures, set[str]]:
    """The figures, and the ids of the earlier ones that will have been asked for once a document is composed of them."""
    names: set[str] = set()
    earlier = {
        base: replace(found, figures=replace(found.figures, known=_Asked(found.figures.known, names)))
        if isinstance(found, Earlier)
        else found
        for base, found in figures.earlier.items()
    }
    return replace(figures, earlier=earlier), names


def _wordings(variants: Iterable[tuple[str, Figures]], compose: Compose, whole: list[str]) -> tuple[Wording, ...]:
    found: dict[object, Wording] = {}
    for name, varied in variants:
        wording = _wording(name, varied, compose(varied), whole)
        alike = tuple(map(_masked, wording.came)), wording.went, wording.faults, wording.refused
        found.setdefault(alike, replace(wording, variants=[])).variants.append(name)
    return tuple(found.values())


def _wording(name: str, varied: Figures, composition: Composition, whole: list[str]) -> Wording:
    faults = tuple(problem for problem in composition.problems if problem.level is Level.ERROR)
    came, went = ((), ()) if faults else _difference(whole, _paragraphs(composition.document))
    refused = _refused(varied) if came or went or faults else ""
    return Wording([name], came, went, faults, refused)


def _refused(varied: Figures) -> str:
    """The first error of such figures by themselves, without those that they are held against."""
    found = [problem for problem in check(replace(varied, earlier={})) if problem.level is Level.ERROR]
    return next((problem.name for problem in found if problem.name != NOTHING_TO_COMPARE), "")


def _difference(before: list[str], after: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The paragraphs that came, and those that went without another in their place."""
    matcher = SequenceMatcher(None, [*map(_masked, before)], [*map(_masked, after)], autojunk=False)
    changed = [codes[1:] for codes in matcher.get_opcodes() if codes[0] != "equal"]
    came = tuple(text for _, _, c, d in changed for text in after[c:d])
    return came, tuple(text for a, b, c, d in changed if c == d for text in before[a:b])


def _masked(text: str) -> str:
    """Its words: every number alike but zero, which ought to be said in words."""
    return _NUMBER.sub(lambda found: "#" if found[0].strip("0.,") else "0", text)


def _paragraphs(document: Document | None) -> list[str]:
    """The document's text without its tables, which list figures by their names."""
    inlines = [part for block in (document.blocks if document else ()) for part in _inlines(block)]
    return [text_of(part).replace(NO_BREAK_SPACE, " ") for part in inlines]


def _inlines(block: object) -> tuple[Inlines, ...]:
    match block:
        case Heading(_, inlines) | Paragraph(inlines):
            return (inlines,)
        case Bullets(items):
            return items
        case _:
            return ()


def _variants(figures: Figures, figure: Figure, *, compared: bool) -> Iterator[tuple[str, Figures]]:
    """The period's figures with one of them changed, by what became of it; it moves only where the document compares it."""
    indicator, catalogue = figure.indicator, figures.catalogue
    for name, value in _moves(figures, indicator) if compared else ():
        yield name, _varied(figures, {indicator.id: value})
    if indicator.kind is not Kind.RANK and not (indicator.minimum or 0) > 0:
        yield ZERO, _varied(figures, dict.fromkeys(_zero_with(indicator, catalogue), 0) | {indicator.id: 0})
    yield MISSING, _without(figures, indicator.id)


def _moves(figures: Figures, indicator: Indicator) -> Iterator[tuple[str, Quantity]]:
    """Values above, below and at those of the earlier periods; of a rank, a smaller number is above."""
    found = [figures.get(str(Reference(indicator.id, base))) for base in (PREVIOUS, YEAR_AGO)]
    bases = [figure.value if figure and isinstance(figure.value, Quantity) else None for figure in found]
    known = [base for base in bases if base is not None]
    if not known:
        return
    up = -1 if indicator.kind is Kind.RANK else 1

    def height(value: Quantity) -> Fraction:
        return up * Fraction(value.value) * figures.catalogue.factor(value.unit)

    for name, base, sign in ((RISE, max(known, key=height), up), (FALL, min(known, key=height), -up)):
        value = _moved(base, indicator, figures.catalogue, sign)
        if value is not None:
            yield name, value
    for name, same in zip((SAME, SAME_AS_YEAR_AGO), bases, strict=True):
        if same is not None and (name == SAME or bases[0] is None or height(bases[0]) != height(same)):
            yield name, same


def _moved(base: Quantity, indicator: Indicator, catalogue: Catalogue, sign: int) -> Quantity | None:
    """A plausible larger or smaller value within the indicator's bounds; None where there is no room, or only for zero."""
    step = {Kind.PERCENT: _POINTS, Kind.RANK: _PLACES}.get(indicator.kind, abs(base.value) * _SHARE)
    moved = round_half_up(base.value + sign * max(step, Decimal(1).scaleb(-base.decimals)), base.decimals)
    lowest = max(indicator.minimum or Fraction(0), Fraction(1)) if indicator.kind is Kind.RANK else indicator.minimum
    bound = indicator.maximum if sign > 0 else lowest
    if bound is not None:
        limit = as_decimal(bound * catalogue.factor(indicator.unit) / catalogue.factor(base.unit))
        if sign * moved > sign * limit:
            halfway = round_half_up((base.value + limit) / 2, base.decimals)
            moved = limit if halfway == base.value else halfway
    return replace(base, value=moved) if sign * moved > sign * base.value and moved else None


def _zero_with(indicator: Indicator, catalogue: Catalogue) -> set[str]:
    """What must be zero where this is: the parts of a sum and theirs, the numerator of a ratio."""
    if indicator.formula is None:
        return set()
    names = set(_vanishing(indicator.formula.expression))
    parts = [part for name in names if (part := catalogue.indicator(name)) is not None and part.id == name]
    return {part.id for part in parts}.union(*(_zero_with(part, catalogue) for part in parts))


def _vanishing(expression: Expression) -> Iterator[str]:
    match expression:
        case Operation("/", left, _):
            yield from names_in(left)
        case Operation("+", left, right):
            yield from names_in(left)
            yield from names_in(right)


def _varied(figures: Figures, values: Mapping[str, Quantity | int]) -> Figures:
    """With these values for the reported ones; whatever is computed from them is computed anew, even where it was reported."""
    resting = _resting_on(set(values), figures.catalogue)
    known = {name: figure for name, figure in figures.known.items() if name not in resting}
    changed = {n: _with_value(figures.known[n], value, figures) for n, value in values.items() if n in figures.known}
    return _computed(figures, known | changed, resting)


def _without(figures: Figures, name: str) -> Figures:
    """Without this figure; a total that was reported stays, as it does in a file that does not know a part of it."""
    resting = _resting_on({name}, figures.catalogue)
    known = {other: figure for other, figure in figures.known.items() if other not in resting}
    reported = {n: replace(figures.known[n], inputs=()) for n in resting & set(figures.known) if n != name}
    return _computed(figures, known | {n: figure for n, figure in reported.items() if not figure.computed}, resting)


def _computed(figures: Figures, known: Mapping[str, Figure], names: set[str]) -> Figures:
    """With those of these names that have a formula computed, or joined to what they are computed from."""
    found = [i for i in figures.catalogue.indicators() if i.id in names and i.formula]
    return with_computed(replace(figures, known=known), [i for i in found if i.id not in figures.unreadable])


def _with_value(figure: Figure, value: Quantity | int, figures: Figures) -> Figure:
    unit = figure.value.unit if isinstance(figure.value, Quantity) else ""
    quantity = value if isinstance(value, Quantity) else Quantity(Decimal(value), 0, unit)
    text = write_value(quantity, figure.indicator, figures.organisation.style)
    return replace(
        figure, value=quantity, text=text, interval=interval_of(quantity, figure.indicator, figures.catalogue)
    )


def _resting_on(names: set[str], catalogue: Catalogue) -> set[str]:
    """These and everything that is computed from them."""
    more = {i.id for i in catalogue.indicators() if i.formula and names & set(i.formula.names)} - names
    return _resting_on(names | more, catalogue) if more else names


def as_text(genre: str, figures: Figures, reviews: list[Review]) -> str:
    """The wordings for people, indicator by indicator."""
    lines = [f"{genre}, {figures.file}"]
    if not has_base(figures):
        lines.append("Không có tệp kỳ trước hay cùng kỳ để so: chỉ xét số bằng không và số bị thiếu.")
    else:
        lines.append("Số nào bài không so với kỳ trước hay cùng kỳ thì chỉ xét bằng không và bị thiếu.")
    faults = sum(len(one.faults) for one in reviews)
    blocks = ["\n".join(lines), *map(_indicator_text, reviews)]
    return "\n\n".join([*blocks, f"Đã xét {len(reviews)} chỉ tiêu: {faults} chỗ không dựng được."])


def _indicator_text(one: Review) -> str:
    wordings = (line for wording in one.wordings for line in _wording_lines(wording))
    return "\n".join([f"{one.indicator.id} ({one.indicator.label})", *wordings])


def _wording_lines(wording: Wording) -> Iterator[str]:
    refused = f" (cchc check báo lỗi «{wording.refused}»)" if wording.refused else ""
    head = f"  {', '.join(wording.variants)}{refused}:"
    if not (wording.came or wording.went or wording.faults):
        yield f"{head} câu chữ như hiện nay"
        return
    yield head
    yield from (f"    không dựng được: {fault.message} ({fault.hint})" for fault in wording.faults)
    yield from (f"    {text}" for text in wording.came)
    yield from (f"    bỏ: {text}" for text in wording.went)
