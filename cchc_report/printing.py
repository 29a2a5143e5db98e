"""One figure as a template prints it: whether it is there, its number, unit and date, capitals, words that people typed."""

import re
from collections.abc import Callable, Iterable
from datetime import date

from cchc_report.binding import (
    SIGN,
    Binder,
    Bound,
    Room,
    TemplateFault,
    binder_of,
    bound_in,
    figure_of,
    indicator_of,
    label_of,
)
from cchc_report.catalogue import Kind
from cchc_report.document import FigureText, Inline, Inlines, Text
from cchc_report.figures import Figure
from cchc_report.formulas import write
from cchc_report.periods import Period, PeriodType
from cchc_report.values import DocumentNumber, Quantity
from cchc_report.vietnamese.dates import write_official, write_official_month
from cchc_report.vietnamese.numbers import write_number
from cchc_report.vietnamese.wording import NO_BREAK_SPACE, capitalised, uncapitalised

_CLOSING = "”»\"'’)"
_ASPECT = re.compile(r"(?:đã|đang|sẽ|chưa|không|vừa|còn)\b", re.IGNORECASE)
"""Words that say whether something is done; after them no ``đã`` is missing."""


def co(value: object) -> bool:
    """``{% if x is co %}``: there is a figure, or the list or text has content."""
    match value:
        case Bound():
            return is_there(value)
        case Room():
            return any(_is_reported(bound) for bound in bound_in(value))
        case str() | list():
            return bool(value)
    raise TemplateFault("«is co» chỉ dùng cho chỉ tiêu, phần hoặc danh sách")


def khong(value: object) -> bool:
    """``{% if x is khong %}``: there is a figure and it is zero."""
    figure = figure_of(one_of(value, "is khong"))
    return figure is not None and figure.is_zero


def duong(value: object) -> bool:
    """``{% if x is duong %}``: there is a figure and it is not zero."""
    return co(one_of(value, "is duong")) and not khong(value)


def mot(value: object) -> bool:
    """``{% if x is mot %}``: there is a list of one item."""
    if isinstance(value, list):
        return len(value) == 1
    figure = figure_of(one_of(value, "is mot"))
    return figure is not None and isinstance(figure.value, tuple) and len(figure.value) == 1


def so(value: object) -> str:
    """``{{ x|so }}``: the number alone, without its unit."""
    bound = one_of(value, "so")
    return _print(bound, lambda figure: _bare(figure, binder_of(bound)))


def kem_don_vi(value: object) -> str:
    """``{{ x|kem_don_vi }}``: number and unit, ``68 TTHC``; a fixed space between them."""
    bound = one_of(value, "kem_don_vi")
    return str(bound) + _unit(bound)


def nhan(value: object) -> str:
    """``{{ x|nhan }}``: the label of an indicator or a section."""
    if isinstance(value, Room):
        return binder_of(value).words(label_of(value))
    bound = one_of(value, "nhan")
    return binder_of(bound).words(indicator_of(bound).label)


def van_ban(value: object) -> str:
    """``{{ x|van_ban }}``: a document with its type, ``Kế hoạch số 8009/KH-UBND``."""
    bound = one_of(value, "van_ban")
    figure = figure_of(bound)
    if figure is None or not isinstance(figure.value, DocumentNumber):
        return str(bound)
    types = binder_of(bound).figures.catalogue.document_types
    return binder_of(bound).words(f"{types.get(figure.value.type_symbol, 'Văn bản')} số ") + str(bound)


def cau(value: object) -> str:
    """``{{ x|cau }}``: a typed sentence, with the one full stop that its author may have left out or doubled."""
    return _trimmed(value, "cau", _as_sentence)


def trong_cau(value: object) -> str:
    """``{{ x|trong_cau }}``: typed words inside a sentence: without a full stop of their own, ``Đang`` as ``đang``."""
    return _trimmed(value, "trong_cau", _inside)


def da(value: object) -> str:
    """``{{ x|da }}``: what somebody did, with ``đã`` before it unless its author said so, or said ``đang``, ``chưa``."""
    figure = figure_of(one_of(value, "da"))
    said = figure is None or _ASPECT.match(_inside(figure.text))
    return ("" if said else "đã ") + _trimmed(value, "da", lambda text: uncapitalised(_inside(text)))


def hoa(value: object) -> str:
    """``{{ x|hoa }}``: the first letter a capital, for the beginning of a sentence."""
    if isinstance(value, Bound):
        return binder_of(value).sign(_capitalised(_printed(value)))
    if not isinstance(value, str):
        raise TemplateFault("«hoa» chỉ dùng cho chỉ tiêu hoặc chữ")
    if value and SIGN.fullmatch(value[0]):
        raise TemplateFault("«hoa» đặt ngay sau chỉ tiêu, trước các bộ lọc khác")
    return capitalised(value)


def in_hoa(value: object) -> str:
    """``{{ x|in_hoa }}``: all letters capital, as names of agencies stand at the head of a document."""
    if isinstance(value, Bound):
        return binder_of(value).sign(tuple(_with_words(inline, str.upper) for inline in _printed(value)))
    if not isinstance(value, str) or SIGN.search(value):
        raise TemplateFault("«in_hoa» đặt ngay sau chỉ tiêu, trước các bộ lọc khác")
    return value.upper()


def hai_chu_so(value: object) -> str:
    """``{{ x|hai_chu_so }}``: a document's number, with a zero before those below 10 (Nghị định 30/2020, II.3.a)."""
    return _print(one_of(value, "hai_chu_so"), lambda figure: figure.text.zfill(2))


def ngay_thang(value: object) -> str:
    """``{{ x|ngay_thang }}``: as an official document is dated, ``ngày 05 tháng 01 năm 2024``; a month ``tháng 01 năm 2024``."""
    return _print(one_of(value, "ngay_thang"), _official_date)


def don_vi(value: object) -> str:
    """``{{ x|don_vi }}``: the unit alone, for a column of a table."""
    bound = one_of(value, "don_vi")
    figure = figure_of(bound)
    return binder_of(bound).words(unit_of(figure) if figure else indicator_of(bound).unit)


def cach_tinh(value: object) -> str:
    """``{{ x|cach_tinh }}``: the formula in words, ``ban hành mới + sửa đổi, bổ sung``; nothing where there is none."""
    bound = one_of(value, "cach_tinh")
    figure, catalogue = figure_of(bound), binder_of(bound).figures.catalogue
    formula = figure.indicator.formula if figure else indicator_of(bound).formula
    if formula is None:
        return ""
    if figure is not None and figure.reasoning:
        return binder_of(bound).words(f"= {figure.reasoning}")
    if figure is not None and any(part.part != figure.part for part in figure.inputs):
        return binder_of(bound).words(f"= {' + '.join(part.part for part in figure.inputs)}")
    words = write(formula.expression, lambda name: uncapitalised(catalogue.called(name)))
    return binder_of(bound).words(f"= {words}")


def one_of(value: object, asked: str) -> Bound:
    """The one indicator that a filter or test asks for."""
    if not isinstance(value, Bound):
        raise TemplateFault(f"«{asked}» chỉ dùng cho một chỉ tiêu, như tthc.bai_bo")
    return value


def many_of(value: object, asked: str) -> list[Bound]:
    """The indicators of a list."""
    if not isinstance(value, Iterable) or isinstance(value, str | Room):
        raise TemplateFault(f"«{asked}» chỉ dùng cho danh sách chỉ tiêu, như [tthc.thay_the, tthc.bai_bo]")
    return [one_of(item, asked) for item in value]


def is_there(bound: Bound) -> bool:
    """Known; in a draft also what must be given or could not be read, so that the gap shows."""
    binder = binder_of(bound)
    return figure_of(bound) is not None or (binder.draft and binder.is_expected(indicator_of(bound)))


def unit_of(figure: Figure) -> str:
    """The unit a figure was reported in."""
    return figure.value.unit if isinstance(figure.value, Quantity) else ""


def _is_reported(bound: Bound) -> bool:
    figure = figure_of(bound)
    return (figure is not None and not figure.computed) or is_there(bound)


def _trimmed(value: object, asked: str, change: Callable[[str], str]) -> str:
    return _print(one_of(value, asked), lambda figure: change(figure.text))


def _as_sentence(text: str) -> str:
    text = text.rstrip(" ,;:")
    found = re.search(r"(?<!\.)(\.\.?|[!?…])$", text)
    text = text[: found.start()].rstrip() + found[1].replace("..", ".") if found else text
    return text if text.rstrip(_CLOSING).endswith((".", "!", "?", "…")) else f"{text}."


def _inside(text: str) -> str:
    text = text.rstrip(" .,;:…")
    return uncapitalised(text) if _ASPECT.match(text) else text


def _printed(bound: Bound) -> Inlines:
    figure, binder = figure_of(bound), binder_of(bound)
    return binder.gap(indicator_of(bound)) if figure is None else binder.printed(figure)


def _official_date(figure: Figure) -> str:
    match figure.value:
        case Period(PeriodType.MONTH, year, month):
            return write_official_month(year, month)
        case date() as day:
            return write_official(day)
        case _:
            return figure.text


def _print(bound: Bound, text: Callable[[Figure], str]) -> str:
    figure, binder = figure_of(bound), binder_of(bound)
    return str(bound) if figure is None else binder.sign(binder.printed(figure, text(figure)))


def _bare(figure: Figure, binder: Binder) -> str:
    if isinstance(figure.value, Quantity) and figure.indicator.kind is not Kind.RANK:
        return write_number(figure.value.value, figure.value.decimals)
    return binder.text_of(figure)


def _unit(bound: Bound) -> str:
    """A fixed space and the unit, for kinds whose print does not carry it already."""
    indicator, figure = indicator_of(bound), figure_of(bound)
    if figure is None or indicator.kind not in {Kind.COUNT, Kind.DECIMAL}:
        return ""
    unit = unit_of(figure)
    return NO_BREAK_SPACE + binder_of(bound).words(unit) if unit else ""


def _capitalised(inlines: Inlines) -> Inlines:
    if not inlines:
        return inlines
    first, *rest = inlines
    return (_with_words(first, capitalised), *rest)


def _with_words(inline: Inline, change: Callable[[str], str]) -> Inline:
    match inline:
        case Text(text):
            return Text(change(text))
        case FigureText(indicator, figure, text, state):
            return FigureText(indicator, figure, change(text), state)
        case _:
            return inline
