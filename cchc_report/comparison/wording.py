"""A change in words: verbs, differences and percentages agree with the two printed numbers and with each other.

A phrase is a sequence of words and figures; who prints it keeps the figures' origin.
"""

from cchc_report.catalogue import Band, Kind
from cchc_report.comparison.amounts import Change, Direction
from cchc_report.figures import Figure
from cchc_report.vietnamese.wording import NO_BREAK_SPACE

Phrase = tuple[str | Figure, ...]
"""Words, and figures between them."""

_VERBS = {Direction.UP: "tăng", Direction.DOWN: "giảm"}
_TOWARDS = {Direction.UP: "lên", Direction.DOWN: "xuống"}


def rise_or_fall(change: Change) -> Phrase:
    """``tăng 12 hồ sơ``, ``giảm 1,25 điểm phần trăm``, ``tăng 3 bậc``, ``không đổi``, ``giữ nguyên thứ hạng``."""
    if change.direction is Direction.SAME:
        return (_unchanged(change),)
    difference = change.difference()
    return (f"{_VERBS[change.direction]} ", difference, *_unit_after(difference))


def in_percent(change: Change) -> Phrase:
    """``tăng 12,3%``; where there is no percentage, as ``rise_or_fall``."""
    percentage = change.percentage()
    return rise_or_fall(change) if percentage is None else (f"{_VERBS[change.direction]} ", percentage)


def with_base(change: Change, base: Phrase) -> Phrase:
    """``tăng 12 hồ sơ (4,1%) so với cùng kỳ năm 2025``; scores, and what is too small to be said, without a percentage."""
    if change.direction is Direction.SAME:
        return (f"{_unchanged(change)} so với ", *base)
    percentage = change.percentage() if change.indicator.kind in {Kind.COUNT, Kind.MONEY} else None
    bracket: Phrase = (" (", percentage, ")") if percentage is not None and percentage.text[0].isdigit() else ()
    return (*rise_or_fall(change), *bracket, " so với ", *base)


def of_base(change: Change, base: Phrase) -> Phrase:
    """``bằng 205% so với cùng kỳ năm 2025``; where there is no percentage, or none that differs, the change and its base."""
    ratio = change.ratio()
    if ratio is None or not ratio.text[0].isdigit() or change.direction is Direction.SAME:
        return with_base(change, base)
    return ("bằng ", ratio, " so với ", *base)


def from_to(change: Change, *, sized: bool = False) -> Phrase:
    """``tăng từ 82% lên 85%``, ``giảm từ hạng 12 xuống hạng 15``, ``giữ nguyên 82%``; sized, ``giảm mạnh từ 720 xuống 240 hồ sơ``."""
    then, now = change.then.figure, change.now.figure
    rank = "hạng " if change.indicator.kind is Kind.RANK else ""
    unit = _unit_after(now)
    if change.direction is Direction.SAME:
        return (f"giữ nguyên {rank}", now, *unit)
    verb: Phrase = band(change) if sized else (_VERBS[change.direction],)
    towards = _TOWARDS[change.direction]
    first = () if change.then.unit == change.now.unit else _unit_after(then)
    return (*verb, f" từ {rank}", then, *first, f" {towards} {rank}", now, *unit)


def band(change: Change) -> Phrase:
    """The word for the size of the change, ``tăng nhẹ``; the bare verb where the catalogue has no words for it."""
    if change.direction is Direction.SAME:
        return (_unchanged(change),)
    found = _band(change)
    if found is None:
        return (_VERBS[change.direction],)
    return (found.rise if change.direction is Direction.UP else found.fall,)


def beside(change: Change, other: str) -> Phrase:
    """One unit beside another: ``cao hơn 2,1 điểm phần trăm so với cấp xã``, ``ít hơn 12 hồ sơ so với Sở Nội vụ``."""
    if change.direction is Direction.SAME:
        return (f"bằng {other}",)
    higher, lower = ("nhiều hơn", "ít hơn") if change.indicator.kind is Kind.COUNT else ("cao hơn", "thấp hơn")
    difference = change.difference()
    word = higher if change.direction is Direction.UP else lower
    return (f"{word} ", difference, *_unit_after(difference), f" so với {other}")


def against_plan(change: Change, plan: str) -> Phrase:
    """The figure beside its plan or target, called ``plan``; whether more is better is the indicator's to say.

    ``đạt 96,5% kế hoạch``, ``đạt 100% kế hoạch``, ``vượt 5,2% kế hoạch``; of a rate ``bằng mục tiêu 95%``,
    ``vượt mục tiêu 95% là 1,2 điểm phần trăm``, ``chưa đạt mục tiêu 95%, thấp hơn 3,64 điểm phần trăm``. Nothing of a
    plan that is zero.
    """
    if change.then.exact <= 0:
        return ()
    if change.indicator.kind in {Kind.PERCENT, Kind.DECIMAL, Kind.RANK}:
        return _against_target(change, plan)
    ratio, excess = change.ratio(), change.percentage()
    rise_is_bad = change.indicator.rise_is_good is False
    match change.direction:
        case Direction.UP if excess is not None and not rise_is_bad:
            return ("vượt ", excess, f" {plan}") if excess.text[0].isdigit() else (f"vượt {plan}",)
        case _ if ratio is None:
            return _against_target(change, plan)
        case _ if rise_is_bad:
            return ("bằng ", ratio, f" {plan}")
        case _:
            return ("đạt ", ratio, f" {plan}")


def _against_target(change: Change, plan: str) -> Phrase:
    target = change.then.figure
    is_rank = change.indicator.kind is Kind.RANK
    named: Phrase = (f"{plan} hạng " if is_rank else f"{plan} ", target, *_unit_after(target))
    if change.direction is Direction.SAME:
        return ("bằng ", *named)
    difference = change.difference()
    gap: Phrase = (difference, *_unit_after(difference))
    above = change.direction is Direction.UP
    match change.is_good:
        case None:
            return ("cao hơn " if above else "thấp hơn ", *named, " là ", *gap)
        case True:
            return ("vượt ", *named, " là ", *gap) if above else ("trong mức ", *named, ", thấp hơn ", *gap)
        case False:
            return ("chưa đạt ", *named, ", cao hơn " if above else ", thấp hơn ", *gap)


def _unchanged(change: Change) -> str:
    return "giữ nguyên thứ hạng" if change.indicator.kind is Kind.RANK else "không đổi"


def _unit_after(figure: Figure) -> Phrase:
    """A fixed space and the unit, for kinds whose text does not carry it already."""
    unit = getattr(figure.value, "unit", "")
    return (f"{NO_BREAK_SPACE}{unit}",) if unit and figure.indicator.kind in {Kind.COUNT, Kind.DECIMAL} else ()


def _band(change: Change) -> Band | None:
    size = change.size
    if size is None:
        return None
    return next(
        (
            b
            for b in change.catalogue.bands.get(change.indicator.scale, ())
            if b.low <= size and (b.high is None or size < b.high)
        ),
        None,
    )
