"""Filters and tests that set a figure beside an earlier one, its plan, or another unit: ``{{ x|cung_ky|so_voi }}``.

Where there is nothing to compare with, or the comparison is withheld, they print nothing and no test holds, so that a
sentence that names a comparison stands the same without one.
"""

from collections.abc import Callable
from dataclasses import replace

from cchc_report.binding import (
    Bound,
    Compared,
    TemplateFault,
    binder_of,
    compared_of,
    figure_of,
    indicator_of,
    phrase,
)
from cchc_report.comparison import (
    Change,
    Direction,
    Phrase,
    against_plan,
    approximately,
    band,
    beside,
    from_to,
    in_percent,
    of_base,
    rise_or_fall,
    with_base,
)
from cchc_report.comparison.rounding import Above
from cchc_report.figures import PERIOD_KEY, Earlier, Figure, Withheld
from cchc_report.formulas import PREVIOUS, YEAR_AGO, reference
from cchc_report.printing import many_of, one_of, so, unit_of
from cchc_report.vietnamese.wording import uncapitalised

PLANS = ("kế hoạch", "dự toán", "mục tiêu", "chỉ tiêu", "định mức")
"""What plans are called: the first, unless the catalogue's ``goi`` begins with another."""


def cung_ky(value: object) -> Compared:
    """``x|cung_ky``: the figure beside that of the same period a year ago."""
    return Compared(one_of(value, "cung_ky"), YEAR_AGO)


def ky_truoc(value: object) -> Compared:
    """``x|ky_truoc``: the figure beside that of the period before; not told where that is also the one a year ago."""
    return Compared(one_of(value, "ky_truoc"), PREVIOUS)


def tang_giam(value: object) -> str:
    """``x|cung_ky|tang_giam``: ``tăng 12 hồ sơ``, ``giảm 1,25 điểm phần trăm``, ``tăng 3 bậc``, ``không đổi``."""
    return _told(value, "tang_giam", lambda change, _: rise_or_fall(change))


def phan_tram(value: object) -> str:
    """``x|cung_ky|phan_tram``: ``tăng 12,3%``; a rate in points, a rank in places."""
    return _told(value, "phan_tram", lambda change, _: in_percent(change))


def so_voi(value: object) -> str:
    """``x|cung_ky|so_voi``: ``tăng 12 hồ sơ (4,1%) so với cùng kỳ năm 2025``."""
    return _told(value, "so_voi", with_base)


def bang(value: object) -> str:
    """``x|cung_ky|bang``: ``bằng 205% so với cùng kỳ năm 2025``."""
    return _told(value, "bang", of_base)


def tu_den(value: object) -> str:
    """``x|cung_ky|tu_den``: ``tăng từ 82% lên 85%``, ``giảm từ hạng 12 xuống hạng 15``, ``giữ nguyên 82%``."""
    return _told(value, "tu_den", lambda change, _: from_to(change))


def muc_tu_den(value: object) -> str:
    """``x|cung_ky|muc_tu_den``: the same with the word for its size, ``giảm mạnh từ 720 xuống 240 hồ sơ``."""
    return _told(value, "muc_tu_den", lambda change, _: from_to(change, sized=True))


def truoc(value: object) -> str:
    """``x|cung_ky|truoc``: the earlier figure itself, without its unit, for a column of a table; a year, a name as it was."""
    bound, base = _compared(value, "truoc")
    binder = binder_of(bound)
    then = _then(bound, base)
    if then is None:
        return ""
    now, earlier = figure_of(bound), Bound(then.indicator, binder, then)
    # A column has one unit; an amount in another one says so itself.
    return so(earlier) if now is None or unit_of(now) == unit_of(then) else str(earlier)


def muc_thay_doi(value: object) -> str:
    """``x|cung_ky|muc_thay_doi``: the word for the size of the change, ``tăng nhẹ``, from the catalogue."""
    return _told(value, "muc_thay_doi", lambda change, _: band(change))


def ly_do(value: object) -> str:
    """``x|cung_ky|ly_do``: why there is an earlier figure and yet no comparison, ``sắp xếp đơn vị hành chính``."""
    bound, base = _compared(value, "ly_do")
    found = binder_of(bound).figures.base(base, indicator_of(bound).id)
    told = isinstance(found, Withheld) and found.published and figure_of(bound) is not None
    return binder_of(bound).words(found.reason) if told and isinstance(found, Withheld) else ""


def so_ke_hoach(value: object) -> str:
    """``[x, ke_hoach]|so_ke_hoach``: ``đạt 96,5% kế hoạch``, ``vượt 5,2% kế hoạch``; a rate beside its target."""
    done, plan = _two(value, "so_ke_hoach")
    words = indicator_of(plan).phrase if indicator_of(plan).phrase.startswith(PLANS) else PLANS[0]
    change = _between(done, plan)
    return phrase(binder_of(done), against_plan(change, words)) if change else ""


def hon_kem(value: object) -> str:
    """``[x, y]|hon_kem``: ``cao hơn 2,1 điểm phần trăm so với cấp xã``."""
    one, other = _two(value, "hon_kem")
    change, figure = _between(one, other), figure_of(other)
    if change is None or figure is None:
        return ""
    return phrase(binder_of(one), beside(change, figure.part or uncapitalised(indicator_of(other).label)))


def xap_xi(value: object) -> str:
    """``{{ x|xap_xi }}``: ``hơn 27.000``, ``gần 1.500``; a figure that is round already as it is."""
    return _roughly(one_of(value, "xap_xi"), "hơn")


def xap_xi_tren(value: object) -> str:
    """``{{ x|xap_xi_tren }}``: the same with ``trên`` for ``hơn``."""
    return _roughly(one_of(value, "xap_xi_tren"), "trên")


def is_compared(compared: Compared) -> bool:
    """``{% if x|cung_ky is co %}``: there is a comparison to tell."""
    return _change(*compared_of(compared)) is not None


def tang(value: object) -> bool:
    """``{% if x|cung_ky is tang %}``: the printed number rose; of a rank, it became better."""
    return _goes(value, "is tang", Direction.UP)


def giam(value: object) -> bool:
    """``{% if x|cung_ky is giam %}``: the printed number fell."""
    return _goes(value, "is giam", Direction.DOWN)


def giu_nguyen(value: object) -> bool:
    """``{% if x|cung_ky is giu_nguyen %}``: the printed number is the same."""
    return _goes(value, "is giu_nguyen", Direction.SAME)


def tot(value: object) -> bool:
    """``{% if x|cung_ky is tot %}``: it changed for the better, as the catalogue's ``tang_la_tot`` says."""
    change = _change(*_compared(value, "is tot"))
    return change is not None and change.is_good is True


def xau(value: object) -> bool:
    """``{% if x|cung_ky is xau %}``: it changed for the worse."""
    change = _change(*_compared(value, "is xau"))
    return change is not None and change.is_good is False


def _goes(value: object, asked: str, direction: Direction) -> bool:
    change = _change(*_compared(value, asked))
    return change is not None and change.direction is direction


def _compared(value: object, asked: str) -> tuple[Bound, str]:
    if not isinstance(value, Compared):
        raise TemplateFault(f"«{asked}» đặt sau «cung_ky» hoặc «ky_truoc», như tthc.cong_bo|cung_ky|so_voi")
    return compared_of(value)


def _change(bound: Bound, base: str) -> Change | None:
    """The change of a figure since an earlier period; None where it is unknown, withheld, or the other base tells the same."""
    now, then = figure_of(bound), _then(bound, base)
    if now is None or then is None:
        return None
    name = indicator_of(bound).id
    return Change.between(now, then, (name, _earlier(name, base)), binder_of(bound).figures.catalogue)


def _then(bound: Bound, base: str) -> Figure | None:
    """The earlier figure that a figure may be set beside."""
    figures, name = binder_of(bound).figures, indicator_of(bound).id
    if not isinstance(figures.base(base, name), Earlier) or (base == PREVIOUS and figures.has_one_base):
        return None
    return figures.get(_earlier(name, base))


def _earlier(name: str, base: str) -> str:
    """How a formula calls the earlier figure: ``cung_ky(tthc.tong[xa])``."""
    return str(replace(reference(name), base=base))


def _told(value: object, asked: str, words: Callable[[Change, Phrase], Phrase]) -> str:
    bound, base = _compared(value, asked)
    change, binder = _change(bound, base), binder_of(bound)
    return phrase(binder, words(change, (binder.figures.known[f"{PERIOD_KEY}.{base}"],))) if change else ""


def _two(value: object, asked: str) -> tuple[Bound, Bound]:
    match many_of(value, asked):
        case [one, other]:
            return one, other
        case _:
            raise TemplateFault(f"«{asked}» cần đúng hai chỉ tiêu: [một, hai]|{asked}")


def _between(one: Bound, other: Bound) -> Change | None:
    """How two figures of one period stand to each other; they must be of one kind and unit."""
    first, second = figure_of(one), figure_of(other)
    if first is None or second is None:
        return None
    ids = first.indicator.id, second.indicator.id
    change = Change.between(first, second, ids, binder_of(one).figures.catalogue)
    if change is None:
        labels = " và ".join(f"«{indicator_of(bound).label}»" for bound in (one, other))
        raise TemplateFault(f"không so được {labels}: hai đơn vị tính khác loại")
    return change


def _roughly(bound: Bound, above: Above) -> str:
    figure, binder = figure_of(bound), binder_of(bound)
    found = approximately(figure, above) if figure else None
    if found is None:
        return str(bound)
    word, round_figure = found
    return binder.words(f"{word} " if word else "") + binder.sign(binder.printed(round_figure))


COMPARING: dict[str, Callable[..., object]] = {
    "cung_ky": cung_ky,
    "ky_truoc": ky_truoc,
    "tang_giam": tang_giam,
    "phan_tram": phan_tram,
    "so_voi": so_voi,
    "bang": bang,
    "tu_den": tu_den,
    "muc_tu_den": muc_tu_den,
    "truoc": truoc,
    "muc_thay_doi": muc_thay_doi,
    "ly_do": ly_do,
    "so_ke_hoach": so_ke_hoach,
    "hon_kem": hon_kem,
    "xap_xi": xap_xi,
    "xap_xi_tren": xap_xi_tren,
}
"""The filters of this room, by the names that templates use."""

COMPARED: dict[str, Callable[[object], bool]] = {
    "tang": tang,
    "giam": giam,
    "giu_nguyen": giu_nguyen,
    "tot": tot,
    "xau": xau,
}
"""The tests of this room."""
