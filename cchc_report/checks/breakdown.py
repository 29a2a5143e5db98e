"""Units and levels of government held against the whole: sums, rates in between, and the rules inside each of them."""

from collections.abc import Iterator
from dataclasses import replace

from cchc_report.catalogue import Indicator, Kind
from cchc_report.checks.evidence import typed_inputs, waive
from cchc_report.checks.relations import UNDECIDED, Relation, mismatch, relations, undecided
from cchc_report.figures import Figure, Figures, Part
from cchc_report.figures.computing import sum_of
from cchc_report.figures.division import Division, division_of_level, division_of_whole, typed_for_parts
from cchc_report.formulas import Reference, reference
from cchc_report.problems import Place, Problem, Related, warning

MOST_NAMED = 5
"""Units that a message names one by one."""
_SILENT = {UNDECIDED, "thieu-de-kiem-tra"}
"""What is said once of the whole, and not again of each unit."""


def within_part(figures: Figures, part: Part) -> Iterator[Relation]:
    """The formulas and rules that can be decided inside one part; each message says whose figures they are."""
    view = figures.within(part)
    for relation in relations(view):
        problem = relation.problem
        if problem is None or problem.name not in _SILENT:
            yield replace(relation, problem=_named(problem, part) if problem else None)


def _named(problem: Problem, part: Part) -> Problem:
    """The problem with the part's name before it, where its message does not have it already."""
    if part.label in problem.message:
        return problem
    return replace(problem, message=f"{part.label[:1].upper()}{part.label[1:]}: {problem.message}")


def sums(figures: Figures) -> Iterator[Relation]:
    """Every count or sum of money of a level or of the whole beside the sum of its parts."""
    levels = [part for part in figures.parts if not part.name]
    for indicator in typed_for_parts(figures, figures.parts):
        id = indicator.id  # noqa: A001 - the field's own word
        for level in levels:
            found = division_of_level(figures, id, level.tier)
            yield from _sum(figures, level.own(indicator), level.known.get(id), found)
        yield from _sum(figures, indicator, figures.known.get(id), division_of_whole(figures, id))


def _sum(figures: Figures, indicator: Indicator, total: Figure | None, found: Division) -> Iterator[Relation]:
    """How a total, if there is one, stands to its parts; nothing where it is their sum itself."""
    id = reference(indicator.id).id  # noqa: A001 - the field's own word
    if not found.parts or found.unreadable or (total is not None and any(f.part != total.part for f in total.inputs)):
        return
    if total is None:
        yield from [Relation(id, frozenset({id}), None, _not_added(indicator, found))] if found.absent else []
        return
    names = [str(Reference(id, "", part.code)) for part in found.parts]
    added = sum_of(total.indicator, names, [part.known[id] for part in found.parts], figures)
    problem: Problem | None = None
    kept: bool | None = True
    if total.interval is None or added.interval is None or not total.interval.meets(added.interval):
        kept = None if found.absent and _is_below(added, total) else False
        problem = _not_checked(total, found) if kept is None else _wrong_sum(figures, total, added)
    yield Relation(id, frozenset({id, *names}), kept, problem)


def _is_below(added: Figure, total: Figure) -> bool:
    return added.interval is not None and total.interval is not None and added.interval.high < total.interval.low


def _not_checked(total: Figure, found: Division) -> Problem:
    """The parts are less than the total, and others ought to be there."""
    place = _place(total.indicator, found) if total.computed else total.place
    what = f"«{total.indicator.label}» có bằng tổng các đơn vị không"
    return undecided(f"chưa kiểm tra được {what}: chưa có số liệu của {_names(found)}", place)


def _not_added(indicator: Indicator, found: Division) -> Problem:
    message = f"chưa cộng được «{indicator.label}»: chưa có số liệu của {_names(found)}"
    return undecided(message, _place(indicator, found))


def _names(found: Division) -> str:
    more = len(found.absent) - MOST_NAMED
    return ", ".join(found.absent[:MOST_NAMED]) + (f" và {more} nơi khác" if more > 0 else "")


def _place(indicator: Indicator, found: Division) -> Place:
    return found.parts[0].known[reference(indicator.id).id].place


def _wrong_sum(figures: Figures, total: Figure, added: Figure) -> Problem:
    """The message of a formula that does not hold; a total that is computed itself is shown by what it is computed from."""
    only = added.inputs[0] if len(added.inputs) == 1 else None
    added = only if only is not None and only.computed else added
    formula = added.indicator.formula
    assert formula is not None  # noqa: S101 - a sum has one
    typed = list(typed_inputs(total))
    indicator = replace(total.indicator, formula=formula)
    joined = replace(total, indicator=indicator, place=typed[0].place, inputs=added.inputs, reasoning=added.reasoning)
    said = f"tính được {total.derivation} = {total.text}" if total.computed else ""
    problem = mismatch(figures, joined, formula.expression, said)
    others = [Related(f"«{figure.indicator.label}» ghi {figure.text}", figure.place) for figure in typed[1:]]
    problem = replace(problem, related=(*others, *problem.related))
    if "đổi chỗ" in problem.hint or not _is_below(added, total):
        return problem
    hint = f"sửa số sai; đơn vị chưa kê thì ghi chung một dòng «Các đơn vị khác»; {waive(reference(total.indicator.id).id)}"
    return replace(problem, hint=hint)


def rates(figures: Figures, broken: frozenset[str]) -> Iterator[Problem]:
    """A rate of the whole, or of a level, that is above all rates of its parts, or below all of them.

    Rates that break a formula somewhere, ``broken``, are left to that message.
    """
    ids = dict.fromkeys(
        name for part in figures.parts for name, f in part.known.items() if f.indicator.kind is Kind.PERCENT
    )
    for id in ids.keys() - broken:  # noqa: A001 - the field's own word
        for level in figures.parts:
            if not level.name and id in level.known:
                yield from _in_between(level.known[id], _all(division_of_level(figures, id, level.tier), id))
        if id in figures.known:
            yield from _in_between(figures.known[id], _all(division_of_whole(figures, id), id))


def _all(found: Division, id: str) -> list[Figure]:  # noqa: A002 - as above
    return [part.known[id] for part in found.parts] if found.complete else []


def _in_between(whole: Figure, parts: list[Figure]) -> Iterator[Problem]:
    known = [(figure, figure.interval) for figure in parts if figure.interval is not None]
    if not known or whole.interval is None:
        return
    least, low = min(known, key=lambda pair: pair[1].low)
    most, high = max(known, key=lambda pair: pair[1].high)
    outside = (
        (most, "cao hơn")
        if whole.interval.low > high.high
        else (least, "thấp hơn")
        if whole.interval.high < low.low
        else None
    )
    if outside is not None:
        nearest, how = outside
        end = how.replace("hơn", "nhất")
        verb = "tính được" if whole.computed else "ghi"
        message = (
            f"«{whole.indicator.label}» {verb} {whole.text}, {how} mọi đơn vị ({end} là {nearest.part}: {nearest.text})"
        )
        related = [] if whole.computed else [Related(f"{nearest.part}: {nearest.text}", nearest.place)]
        place = nearest.place if whole.computed else whole.place
        hint = "tỷ lệ chung phải nằm giữa tỷ lệ thấp nhất và cao nhất của các đơn vị; kiểm tra lại các tỷ lệ"
        yield warning("ty-le-ngoai-khoang", message, place, hint, related)
