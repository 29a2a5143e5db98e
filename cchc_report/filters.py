"""What a template may do with figures: the filters and tests, under the Vietnamese names that templates use.

Here are those that put several figures into a clause; those of a single one are ``printing``'s.
"""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction

from cchc_report.binding import (
    Binder,
    Bound,
    Compared,
    Room,
    TemplateFault,
    binder_of,
    bound_in,
    figure_of,
    indicator_of,
    items_of,
    label_of,
)
from cchc_report.catalogue import Kind
from cchc_report.comparing import COMPARED, COMPARING, is_compared
from cchc_report.document import FigureText
from cchc_report.formulas import reference
from cchc_report.printing import (
    cach_tinh,
    cau,
    co,
    da,
    don_vi,
    duong,
    hai_chu_so,
    hoa,
    in_hoa,
    is_there,
    kem_don_vi,
    khong,
    many_of,
    mot,
    ngay_thang,
    nhan,
    one_of,
    so,
    trong_cau,
    unit_of,
    van_ban,
)
from cchc_report.ranking import RANKED, RANKING
from cchc_report.values import Quantity
from cchc_report.vietnamese.wording import capitalised, list_of, uncapitalised

MAXIMAL_TEXT = 200_000
"""Characters that one list may join to; an article has six thousand."""
LEAD_BEGINS, LEAD_ENDS = "\ue001", "\ue002"
"""Stand around words that lead into a sentence which can also stand without them."""
_LAST = " và "
"""The longest that a sentence puts between items."""
_MANY = 3
"""Items of a list from which commas inside them would be taken for commas between them."""


def is_known(value: object) -> bool:
    """``{% if x is co %}``: there is a figure, a text, a list with content, or a comparison to tell."""
    return is_compared(value) if isinstance(value, Compared) else co(value)


def thanh_phan(value: object) -> list[Bound]:
    """``{{ x|thanh_phan }}``: the parts that the formula of a total adds up."""
    bound = one_of(value, "thanh_phan")
    formula, binder = indicator_of(bound).formula, binder_of(bound)
    names = formula.names if formula else ()
    own = binder.figures.part(reference(indicator_of(bound).id).part)
    parts = [part for name in names if (part := binder.figures.catalogue.indicator(name)) is not None]
    return [Bound(own.own(part) if own else part, binder) for part in parts]


def ke_nhan(value: object) -> list[str]:
    """``[a, b]|ke_nhan``: each with its words first, ``ban hành mới 72 TTHC``; what is missing or zero is left out."""
    return [binder_of(bound).words(f"{indicator_of(bound).phrase} ") + kem_don_vi(bound) for bound in _telling(value)]


def ke_so(value: object) -> list[str]:
    """``[a, b]|ke_so``: each with its number first, ``8 biên chế công chức``; what is missing or zero is left out."""
    return [kem_don_vi(bound) + _phrase_after(bound) for bound in _telling(value)]


def liet_ke(value: object) -> str:
    """``[a, b]|liet_ke``: as ``ke_so``, joined: ``A, B và C``, or ``A; B; C`` where the items themselves have commas."""
    return _joined(_telling(value))


def chia_ra(value: object) -> str:
    """``{{ tong|chia_ra }}``, ``{{ [tong, a, b]|chia_ra }}``: how a total falls into its known parts.

    ``gồm A và B`` where they make it up, ``trong đó có A`` where they do not, ``đều là …`` where one part is the whole.
    """
    return _division(value, "gồm ", "trong đó có ")


def chia_nho(value: object) -> str:
    """``({{ tong|chia_nho }})``: the same for brackets: ``A và B``, ``có A``, ``đều là …``."""
    return _division(value, "", "có ")


def ke(value: object) -> list[str]:
    """``phan|ke``: every figure of a section or list by its label, ``Số trạm y tế là 5 trạm``, ``không có giường bệnh``.

    Sentences typed by people are no figures: they are ``phan|loi_van``. The first item begins with a capital.
    """
    told = [bound for bound in _all(value, "ke") if indicator_of(bound).kind not in {Kind.TEXT, Kind.PICTURE}]
    return [_told(bound, begins=number == 0) for number, bound in enumerate(told)]


def loi_van(value: object) -> list[Bound]:
    """``{% for loi in phan|loi_van %}``: the sentences typed for a section."""
    return [bound for bound in _all(value, "loi_van") if indicator_of(bound).kind is Kind.TEXT]


def mo_dau(value: object) -> str:
    """``{{ tthc|mo_dau }}``: ``Về cải cách TTHC, `` before the section's first sentence, whichever that is.

    It is put before each paragraph that may be the first; ``typesetting`` keeps it once.
    """
    if isinstance(value, Room):
        return _lead(label_of(value), binder_of(value))
    bounds = many_of(value, "mo_dau")
    if not bounds:
        return ""
    binder = binder_of(bounds[0])
    section = binder.figures.catalogue.sections.get(indicator_of(bounds[0]).section)
    if section is None:
        raise TemplateFault("«mo_dau» chỉ dùng cho một phần của danh mục hoặc chỉ tiêu của phần ấy")
    return _lead(section.label, binder)


def noi(value: object, separator: str = "") -> str:
    """``{{ x|ke_nhan|noi }}``: joined as a sentence does, ``A, B và C``, or by the separator given."""
    if not isinstance(value, list) or not all(isinstance(item, str | Bound) for item in value):
        raise TemplateFault("«noi» chỉ dùng cho danh sách")
    items = [str(item) for item in value]
    between = max(len(separator), len(_LAST)) * len(items)
    if sum(len(item) for item in items) + between > MAXIMAL_TEXT:
        raise TemplateFault("danh sách nối ra quá dài")
    return separator.join(items) if separator else list_of(items)


def tren(value: object) -> str:
    """``{{ [a, b]|tren }}``: part over whole, ``1.541/5.820 tỷ đồng``; the part alone where the whole is missing."""
    part, whole = _pair(value)
    if not _comparable(part, whole):
        labels = " và ".join(f"«{indicator_of(bound).label}»" for bound in (part, whole))
        raise TemplateFault(f"«tren» không đặt được {labels} lên nhau: hai đơn vị tính khác loại")
    if not is_there(whole):
        return str(part)
    first, second = figure_of(part), figure_of(whole)
    units = {unit_of(figure) for figure in (first, second) if figure and figure.indicator.kind is Kind.MONEY}
    return f"{part} trên {whole}" if len(units) > 1 else f"{so(part)}/{whole}"


def tung_muc(value: object) -> list[Bound]:
    """``{% for muc in x|tung_muc %}``: each item of a list by itself."""
    return items_of(one_of(value, "tung_muc"))


def so_lieu(value: object) -> list[Bound]:
    """``phan|so_lieu``: every figure of a section that is not prose, for a table."""
    if not isinstance(value, Room):
        raise TemplateFault("«so_lieu» chỉ dùng cho một phần, như phan|so_lieu")
    return [bound for bound in bound_in(value) if not indicator_of(bound).kind.wordy and is_there(bound)]


FILTERS: Mapping[str, Callable[..., object]] = {
    "so": so,
    "kem_don_vi": kem_don_vi,
    "nhan": nhan,
    "van_ban": van_ban,
    "thanh_phan": thanh_phan,
    "ke_nhan": ke_nhan,
    "ke_so": ke_so,
    "liet_ke": liet_ke,
    "chia_ra": chia_ra,
    "chia_nho": chia_nho,
    "ke": ke,
    "loi_van": loi_van,
    "mo_dau": mo_dau,
    "noi": noi,
    "tren": tren,
    "hoa": hoa,
    "cau": cau,
    "trong_cau": trong_cau,
    "da": da,
    "in_hoa": in_hoa,
    "tung_muc": tung_muc,
    "hai_chu_so": hai_chu_so,
    "ngay_thang": ngay_thang,
    "don_vi": don_vi,
    "cach_tinh": cach_tinh,
    "so_lieu": so_lieu,
    **COMPARING,
    **RANKING,
}
"""Every filter of a template."""

TESTS: Mapping[str, Callable[[object], bool]] = {
    "co": is_known,
    "khong": khong,
    "duong": duong,
    "mot": mot,
    **COMPARED,
    **RANKED,
}
"""Every test of a template."""


def _pair(value: object) -> tuple[Bound, Bound]:
    match many_of(value, "tren"):
        case [part, whole]:
            return part, whole
        case _:
            raise TemplateFault("«tren» cần đúng hai chỉ tiêu: [phần, tổng]|tren")


def _telling(value: object) -> list[Bound]:
    """The items that have something to tell: there, and not zero."""
    return [bound for bound in many_of(value, "ke_nhan") if is_there(bound) and not khong(bound)]


def _all(value: object, asked: str) -> list[Bound]:
    """Whatever is known of a section or list."""
    return [
        bound for bound in (bound_in(value) if isinstance(value, Room) else many_of(value, asked)) if is_there(bound)
    ]


def _told(bound: Bound, *, begins: bool) -> str:
    """A figure by its label, as a clause."""
    figure, indicator, binder = figure_of(bound), indicator_of(bound), binder_of(bound)
    label = uncapitalised(indicator.label)
    if indicator.kind is Kind.COUNT and khong(bound):
        clause, rest = f"không có {re.sub('^(?:tổng )?số (?:lượng )?', '', label)}", ""
    elif indicator.kind in {Kind.MONEY, Kind.DECIMAL} and khong(bound):
        clause, rest = f"{label} bằng không", ""
    elif figure is not None and isinstance(figure.value, tuple) and len(figure.value) > 1:
        clause, rest = f"{label} gồm ", str(bound)
    else:
        clause, rest = f"{label} là ", kem_don_vi(bound) if indicator.kind is not Kind.DOCUMENT else van_ban(bound)
    return binder.words(capitalised(clause) if begins else clause) + rest


def _division(value: object, complete: str, partial: str) -> str:
    total, parts = (value, thanh_phan(value)) if isinstance(value, Bound) else _total_and_parts(value)
    telling = _telling(parts)
    if not telling:
        return ""
    if not _make_up(total, telling):
        return partial + _joined(telling)
    return complete + _joined(telling) if len(telling) > 1 else _whole(telling[0])


def _total_and_parts(value: object) -> tuple[Bound, list[Bound]]:
    match many_of(value, "chia_ra"):
        case [total, *parts] if parts:
            return total, parts
        case _:
            raise TemplateFault("«chia_ra» cần tổng rồi các thành phần: [tổng, a, b]|chia_ra")


def _make_up(total: Bound, parts: list[Bound]) -> bool:
    """Whether the parts are all of the total, by what is known of them."""
    amounts = [_amount(bound) for bound in parts]
    known = [amount for amount in amounts if amount is not None]
    return len(known) == len(amounts) and sum(known, Fraction(0)) == _amount(total)


def _amount(bound: Bound) -> Fraction | None:
    figure = figure_of(bound)
    if figure is None or not isinstance(figure.value, Quantity):
        return None
    return Fraction(figure.value.value) * binder_of(bound).figures.catalogue.factor(figure.value.unit)


def _whole(bound: Bound) -> str:
    """``đều là TTHC bãi bỏ``: the figure in words, since its number has just been said."""
    figure, indicator, binder = figure_of(bound), indicator_of(bound), binder_of(bound)
    phrase = f" {indicator.phrase}" if indicator.phrase != indicator.label else ""
    words = f"{unit_of(figure) if figure else ''}{phrase}".strip()
    return "đều là " + binder.sign((FigureText(indicator, figure, words or uncapitalised(indicator.label)),))


def _joined(bounds: list[Bound]) -> str:
    items = ke_so(bounds)
    words = [f"{indicator_of(bound).unit} {indicator_of(bound).phrase}" for bound in bounds]
    nested = (len(items) >= _MANY and any("," in word for word in words)) or any(" và " in word for word in words)
    return noi(items, "; " if nested else "")


def _lead(label: str, binder: Binder) -> str:
    """The words that lead into a section; what is abbreviated everywhere else is so here too."""
    for short, full in binder.figures.abbreviations().items():
        label = label.replace(full, short)
    return binder.words(f"{LEAD_BEGINS}Về {uncapitalised(label)}, {LEAD_ENDS}")


def _comparable(part: Bound, whole: Bound) -> bool:
    """Whether one may stand over the other: the same unit, one that converts to it, or a narrower one (``DVC trực tuyến``)."""
    first, second = indicator_of(part), indicator_of(whole)
    catalogue = binder_of(part).figures.catalogue
    return first.kind is second.kind and (
        first.unit in catalogue.convertible(second.unit) or f"{first.unit} ".startswith(f"{second.unit} ")
    )


def _phrase_after(bound: Bound) -> str:
    indicator = indicator_of(bound)
    return " " + binder_of(bound).words(indicator.phrase) if indicator.phrase != indicator.label else ""
