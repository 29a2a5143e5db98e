"""Filters and tests that tell units and levels of government: one by one, the best and the weakest, their ranks.

A list of units is a list of bound figures of one indicator. Units are put in order by what is printed, so that two that a
reader sees equal share a rank. The line for all units that are not listed («Các đơn vị khác») adds up, but is never ranked.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from cchc_report.binding import Binder, Bound, TemplateFault, binder_of, figure_of, indicator_of, phrase
from cchc_report.catalogue import Indicator, Kind, undeclared
from cchc_report.comparison import Amount
from cchc_report.figures import Figure, Part
from cchc_report.formulas import reference
from cchc_report.printing import many_of, one_of
from cchc_report.values import Quantity
from cchc_report.vietnamese.numbers import write_number
from cchc_report.vietnamese.wording import list_of

MOST_NAMED = 5
"""Units of equal value that a sentence names; more are only counted."""


def theo_cap(value: object) -> list[Bound]:
    """``x|theo_cap``: the figure of each level of government, in the order of the catalogue."""
    return _of_parts(value, "theo_cap", lambda part: not part.name)


def theo_don_vi(value: object, tier: str = "") -> list[Bound]:
    """``x|theo_don_vi``, ``x|theo_don_vi("xa")``: the figure of each unit, or of each one of a level, in the order of the file.

    ``[x, y]|theo_don_vi`` are the units that have either figure; each item is the unit's figure of the first one.
    """
    return _of_parts(value, "theo_don_vi", lambda part: bool(part.name) and (not tier or part.tier == tier))


def tung_nhom(value: object) -> list[list[Bound]]:
    """``x|tung_nhom``: the units of each level as a list of its own; those without a level are one list too."""
    units = theo_don_vi(value)
    return [
        [unit for unit in units if _part(unit).tier == tier] for tier in dict.fromkeys(_part(u).tier for u in units)
    ]


def xep_hang(value: object) -> list[Bound]:
    """``x|xep_hang``: the units in order, the best first; where less is better, the lowest."""
    units = _units(value, "xep_hang")
    return sorted(units, key=_amount, reverse=not _less_is_better(indicator_of(units[0]))) if units else []


def cao_nhat(value: object, count: str = "1") -> list[Bound]:
    """``x|cao_nhat("3")``, ``nhom|cao_nhat``: the units with the highest values, the highest first, with all that tie with the last one."""
    return _first(_units(value, "cao_nhat"), count, highest=True)


def thap_nhat(value: object, count: str = "1") -> list[Bound]:
    """``x|thap_nhat("3")``: the units with the lowest values, the lowest first."""
    return _first(_units(value, "thap_nhat"), count, highest=False)


def ten_don_vi(value: object) -> Bound:
    """``{{ muc|ten_don_vi }}``: how a text calls the unit or level whose figure it is."""
    bound = one_of(value, "ten_don_vi")
    part = _part(bound)
    below = (figure for p in binder_of(bound).figures.parts if p.tier == part.tier for figure in p.known.values())
    place = (figure_of(bound) or next(iter(part.known.values()), None) or next(below)).place
    named = replace(indicator_of(bound), kind=Kind.TEXT, formula=None, label="Tên đơn vị")
    return replace(bound, _item=Figure(named, part.label, part.label, None, place, part=part.label))


def ten_cap(value: object) -> str:
    """``{{ nhom|ten_cap }}``: the level that the units of a list belong to, ``cấp xã``; nothing where they have none, or several."""
    level = ca_cap(value)
    return str(ten_don_vi(level)) if isinstance(level, Bound) else ""


def ca_cap(value: object) -> Bound | str:
    """``nhom|ca_cap``: the figure of the level that the units of a list belong to; nothing where they have none, or several."""
    units = many_of(value, "ca_cap")
    tiers = {_part(unit).tier for unit in units}
    level = binder_of(units[0]).figures.part(tiers.pop()) if len(tiers) == 1 else None
    return _own(_whole(units[0]), level) if level and not level.name else ""


def cung_don_vi(value: object) -> Bound:
    """``[muc, tthc.hs_ty_le]|cung_don_vi``: another figure of the same unit or level."""
    match many_of(value, "cung_don_vi"):
        case [unit, other]:
            return _own(_whole(other), _part(unit))
        case _:
            raise TemplateFault("«cung_don_vi» cần đúng hai mục: [muc, tthc.hs_ty_le]|cung_don_vi")


def hang(value: object) -> str:
    """``{{ muc|hang }}``: the unit's place among those of its level, «1», «2», «2», «4»; where less is better, the lowest is first."""
    bound = one_of(value, "hang")
    part, figure, binder = _part(bound), figure_of(bound), binder_of(bound)
    if figure is None or not part.name or part.is_rest:
        return ""
    id = reference(figure.indicator.id).id  # noqa: A001 - the field's own word
    peers = [p for p in binder.figures.parts if p.name and p.tier == part.tier and not p.is_rest and id in p.known]
    own = _exact(figure, binder)
    ahead = sum(_is_better(figure.indicator, _exact(peer.known[id], binder), own) for peer in peers)
    reasoning = f"{ahead} trong {len(peers)} đơn vị đứng trên"
    return phrase(binder, [_worked_out(figure, "hang", f"Thứ hạng của {part.label}", ahead + 1, reasoning)])


def so_don_vi_dat(value: object) -> str:
    """``{{ [x, nguong]|so_don_vi_dat }}``: how many of the units reach a threshold, ``3/5``; nothing where not all units are listed."""
    match many_of(value, "so_don_vi_dat"):
        case [bound, threshold]:
            units, limit, binder = theo_don_vi(bound), figure_of(threshold), binder_of(bound)
        case _:
            raise TemplateFault("«so_don_vi_dat» cần đúng hai chỉ tiêu: [chỉ tiêu, ngưỡng]|so_don_vi_dat")
    if limit is None or not units or any(_part(unit).is_rest for unit in units):
        return ""
    if indicator_of(threshold).kind is not indicator_of(bound).kind:
        labels = " và ".join(f"«{indicator_of(one).label}»" for one in (bound, threshold))
        raise TemplateFault(f"không so được {labels}: hai chỉ tiêu khác loại")
    indicator = indicator_of(bound)
    reached = sum(not _is_better(indicator, _amount(threshold), _amount(unit)) for unit in units)
    figures = [figure for unit in units if (figure := figure_of(unit))]
    what = "không quá" if _less_is_better(indicator) else "từ"
    rule = f"{what} {limit.text}{'' if _less_is_better(indicator) else ' trở lên'}"
    count = _worked_out(
        figures[0],
        "so_don_vi_dat",
        f"Số đơn vị có «{indicator.label}» {rule}",
        reached,
        f"{reached} trong {len(units)} đơn vị {rule}",
    )
    count = replace(count, inputs=(*figures, limit))
    return phrase(binder, [count, "/", _number_of(units)])


def ke_don_vi(value: object) -> str:
    """``{{ x|cao_nhat("3")|ke_don_vi }}``: units with their values, ``Sở Nội vụ (100%), Sở Y tế và Sở Công Thương (98,5%)``."""
    bounds = many_of(value, "ke_don_vi")
    groups = [list(group) for _, group in groupby(bounds, key=_amount)]
    return list_of([_named(group) for group in groups])


def bang_nhau(value: object) -> bool:
    """``{% if x|theo_don_vi is bang_nhau %}``: all units have the same printed value, so that none is the best."""
    return len({_amount(bound) for bound in _ranked(many_of(value, "is bang_nhau"))}) == 1


def _named(group: Sequence[Bound]) -> str:
    """Units of one value: by name and with the value in brackets; very many of them only counted."""
    binder, amount = binder_of(group[0]), figure_of(group[0])
    assert amount is not None  # noqa: S101 - listed units have figures
    value = phrase(binder, [amount])
    if len(group) > MOST_NAMED:
        return phrase(binder, [_number_of(group), " đơn vị cùng mức "]) + value
    same = binder.words("cùng ") if len(group) > 1 else ""
    return f"{list_of([str(ten_don_vi(bound)) for bound in group])} ({same}{value})"


def _number_of(units: Sequence[Bound]) -> Figure:
    """How many units a list has, as a figure."""
    figures = [figure for unit in units if (figure := figure_of(unit))]
    counted = _worked_out(figures[0], "so_don_vi", "Số đơn vị", len(units), f"{len(units)} đơn vị có số liệu")
    return replace(counted, inputs=tuple(figures))


def _worked_out(figure: Figure, key: str, label: str, number: int, reasoning: str) -> Figure:
    """A count of units that is found by comparing, not by a formula."""
    place = figure.place
    id = f"{reference(figure.indicator.id).id}.{key}"  # noqa: A001 - the field's own word
    indicator = undeclared(id, label, Kind.COUNT, place)
    value = Quantity(Decimal(number), 0, "")
    return Figure(
        indicator, value, write_number(value.value, 0), None, place, (figure,), computed=True, reasoning=reasoning
    )


def _of_parts(value: object, asked: str, wanted: Callable[[Part], bool]) -> list[Bound]:
    bounds = [value] if isinstance(value, Bound) else many_of(value, asked)
    ids = [indicator_of(bound).id for bound in bounds]
    parts = binder_of(bounds[0]).figures.parts if bounds else ()
    return [_own(bounds[0], part) for part in parts if wanted(part) and any(id in part.known for id in ids)]  # noqa: A001 - the field's own word


def _whole(bound: Bound) -> Bound:
    """The indicator of a unit's figure, as the whole's."""
    indicator = binder_of(bound).figures.catalogue.indicator(indicator_of(bound).id)
    return Bound(indicator or indicator_of(bound), binder_of(bound))


def _own(bound: Bound, part: Part) -> Bound:
    """The indicator as that part's."""
    return Bound(part.own(indicator_of(bound)), binder_of(bound))


def _part(bound: Bound) -> Part:
    asked = reference(indicator_of(bound).id)
    part = binder_of(bound).figures.part(asked.part) if asked.part else None
    if part is None:
        raise TemplateFault("bộ lọc này đặt sau một mục của «theo_don_vi» hoặc «theo_cap», như muc|ten_don_vi")
    return part


def _units(value: object, asked: str) -> list[Bound]:
    """The units to choose from: those of an indicator, or those of a list."""
    return _ranked(theo_don_vi(value) if isinstance(value, Bound) else many_of(value, asked))


def _ranked(bounds: Sequence[Bound]) -> list[Bound]:
    return [bound for bound in bounds if figure_of(bound) is not None and not _part(bound).is_rest]


def _first(bounds: list[Bound], count: str, *, highest: bool) -> list[Bound]:
    if not bounds:
        return []
    falls = highest is not (indicator_of(bounds[0]).kind is Kind.RANK)
    in_order = sorted(bounds, key=_amount, reverse=falls)
    last = _amount(in_order[min(int(count), len(in_order)) - 1])
    return [bound for bound in in_order if (_amount(bound) >= last if falls else _amount(bound) <= last)]


def _amount(bound: Bound) -> Fraction:
    """The printed value in base units."""
    figure = figure_of(bound)
    if figure is None:
        raise TemplateFault(f"«{indicator_of(bound).label}» không có số liệu nên không xếp thứ tự được")
    return _exact(figure, binder_of(bound))


def _exact(figure: Figure, binder: Binder) -> Fraction:
    amount = Amount.of(figure, binder.figures.catalogue)
    if amount is None:
        raise TemplateFault(f"«{figure.indicator.label}» không phải là số nên không xếp thứ tự được")
    return amount.exact


def _less_is_better(indicator: Indicator) -> bool:
    return indicator.kind is Kind.RANK or indicator.rise_is_good is False


def _is_better(indicator: Indicator, one: Fraction, other: Fraction) -> bool:
    return one < other if _less_is_better(indicator) else one > other


RANKING: dict[str, Callable[..., object]] = {
    "theo_cap": theo_cap,
    "theo_don_vi": theo_don_vi,
    "tung_nhom": tung_nhom,
    "xep_hang": xep_hang,
    "cao_nhat": cao_nhat,
    "thap_nhat": thap_nhat,
    "ten_don_vi": ten_don_vi,
    "ten_cap": ten_cap,
    "ca_cap": ca_cap,
    "cung_don_vi": cung_don_vi,
    "hang": hang,
    "so_don_vi_dat": so_don_vi_dat,
    "ke_don_vi": ke_don_vi,
}
"""The filters of this room, by the names that templates use."""

RANKED: dict[str, Callable[[object], bool]] = {"bang_nhau": bang_nhau}
"""The tests of this room."""
