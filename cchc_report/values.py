"""What a scalar means: read from its raw text by the indicator's kind, and printed again the Vietnamese way."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from cchc_report.catalogue import Catalogue, Indicator, Kind
from cchc_report.formulas import Interval
from cchc_report.periods import Period, read_period
from cchc_report.problems import Problem, error, warning
from cchc_report.source import Node, Scalar, Sequence
from cchc_report.vietnamese import Fault
from cchc_report.vietnamese.dates import DateStyle, read_date, read_moment
from cchc_report.vietnamese.numbers import Number, as_plain, read_number, write_number
from cchc_report.vietnamese.wording import NO_BREAK_SPACE, list_of, nearest, nfc


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with the precision and the unit it was reported in."""

    value: Decimal
    decimals: int
    unit: str


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """Number and symbol of a document, as it carries them: ``8009/KH-UBND``, ``18-NQ/TW``."""

    text: str

    @property
    def type_symbol(self) -> str:
        """The abbreviation of the document's type: ``KH``."""
        return re.split(r"[-/]", re.sub(r"^[0-9]+[A-Za-z]?(?:/[0-9]{4})?[-/]", "", self.text))[0]


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """How a unit writes dates in a sentence and in a date line."""

    dates: DateStyle = field(default_factory=DateStyle)
    moments: DateStyle = field(default_factory=DateStyle)


Value = Quantity | DocumentNumber | Period | date | str | tuple[str, ...]
"""A read value; a moment is a ``datetime``, which is a ``date``."""

_DOCUMENT = re.compile(
    r"[0-9]{1,6}[A-Za-z]?(?:/[0-9]{4})?/[A-ZĐ][A-Za-zĐđ0-9]*(?:-[A-ZĐ0-9][A-Za-zĐđ0-9.]*)*|[0-9]{1,6}-[A-ZĐ][A-Za-zĐđ]*/[A-ZĐ][A-ZĐ0-9.]*"
)
GAP_HINT = "ghi giá trị; nếu bằng không thì ghi 0; nếu kỳ này không có số liệu thì xóa dòng này"
_NOTHING = {"", "~", "null", "none", ".nan", "nan", "?", "-", "…", "..."}
"""What people and programs write where there is nothing; never a value."""


def read_value(node: Node, indicator: Indicator, catalogue: Catalogue) -> tuple[Value | None, list[Problem]]:
    """The value a node gives for the indicator, or None with the reason."""
    value, problems = _read_value(node, indicator, catalogue)
    return _as_name(value) if catalogue.sections[indicator.section].in_unit_file else value, problems


def _as_name(value: Value | None) -> Value | None:
    """The names of a unit are no sentences: what somebody typed after one, as after a sentence, is dropped."""
    match value:
        case str():
            return value.rstrip(" .,;")
        case tuple():
            return tuple(item.rstrip(" .,;") for item in value)
        case _:
            return value


def _read_value(node: Node, indicator: Indicator, catalogue: Catalogue) -> tuple[Value | None, list[Problem]]:
    if indicator.kind is Kind.TEXTS:
        return _read_texts(node)
    if not isinstance(node, Scalar):
        return None, [
            error(
                "sai-cau-truc",
                f"«{indicator.label}» phải là một giá trị, ghi trên cùng dòng sau dấu hai chấm",
                node.place,
            )
        ]
    if lost := _lost_to_a_comment(node):
        return None, [lost]
    if is_pending(node):
        written = node.text.strip()
        message = f"«{written}» không phải là giá trị" if written else f"«{indicator.label}» chưa ghi giá trị"
        return None, [error("gia-tri-trong", message, node.place, GAP_HINT)]
    found = _read_text(node.text.strip(), indicator, catalogue)
    if isinstance(found, Fault):
        return None, [error(found.name, f"{indicator.label}: {found.message}", node.place, found.hint)]
    return found, _doubts(node, indicator, found)


def is_pending(node: Node) -> bool:
    """Whether nothing is written there yet, or only a sign that something will be."""
    return isinstance(node, Scalar) and node.text.strip().casefold() in _NOTHING


def write_value(value: Value, indicator: Indicator, style: HouseStyle) -> str:
    """The value as a sentence prints it; money and percent carry their unit, the rest do not."""
    match value:
        case Quantity(number, decimals, unit):
            text = write_number(number, decimals, grouped=indicator.kind is not Kind.RANK)
            return (
                f"{text}%" if unit == "%" else f"{text}{NO_BREAK_SPACE}{unit}" if indicator.kind is Kind.MONEY else text
            )
        case DocumentNumber(text):
            return text
        case Period():
            return value.write(style.dates)
        case datetime():
            return style.moments.write_moment(value)
        case date():
            return style.dates.write(value)
        case str():
            return value
        case tuple():
            return list_of(value)


def write_exact(value: Value) -> str:
    """The value for tools: a plain decimal number, an ISO date, a period as files name it, or the text."""
    match value:
        case Quantity(number):
            return as_plain(number)
        case DocumentNumber(text):
            return text
        case date():
            return value.isoformat()
        case tuple():
            return "; ".join(value)
        case _:
            return str(value)


def interval_of(value: Value, indicator: Indicator, catalogue: Catalogue) -> Interval | None:
    """All values, in base units, that round to the written one; a count stands for itself; None for texts and dates."""
    if not isinstance(value, Quantity):
        return None
    half = Fraction(0) if indicator.kind.exact else Fraction(1, 2 * 10**value.decimals)
    exact, factor = Fraction(value.value), catalogue.factor(value.unit)
    return Interval((exact - half) * factor, (exact + half) * factor)


def _lost_to_a_comment(node: Scalar) -> Problem | None:
    """``Phòng số #7``: to YAML the rest is a comment. A comment that is meant has a space after its sign."""
    rest = node.place.excerpt[node.place.column - 1 + node.place.width :]
    found = re.match(r"\s+(#[^\s#].*)", rest)
    if node.quoted or not found or not node.text:
        return None
    place = replace(node.place, column=len(node.place.excerpt) - len(found[1]) + 1, width=len(found[1]))
    message = f"phần từ «{found[1]}» bị coi là chú thích nên không được đọc"
    return error(
        "mat-chu-sau-dau-thang",
        message,
        place,
        "đặt cả câu trong dấu nháy kép; nếu là chú thích thì để một dấu cách sau dấu #",
    )


def _read_texts(node: Node) -> tuple[Value | None, list[Problem]]:
    if isinstance(node, Scalar) and not node.text.strip():
        return None, [error("gia-tri-trong", "danh sách chưa có mục nào", node.place, GAP_HINT)]
    items = node.items if isinstance(node, Sequence) else (node,)
    wrong = [item for item in items if not isinstance(item, Scalar) or not item.text.strip()]
    if wrong or not items:
        place = wrong[0].place if wrong else node.place
        return None, [
            error("sai-cau-truc", "mỗi mục của danh sách phải là một dòng bắt đầu bằng «- » và có nội dung", place)
        ]
    lost = [problem for item in items if isinstance(item, Scalar) and (problem := _lost_to_a_comment(item))]
    return (None, lost) if lost else (tuple(_one_line(item.text) for item in items if isinstance(item, Scalar)), [])


def _read_text(text: str, indicator: Indicator, catalogue: Catalogue) -> Value | Fault:
    match indicator.kind:
        case Kind.TEXT | Kind.TEXTS | Kind.PICTURE:
            return _one_line(text)
        case Kind.DATE:
            return read_date(text)
        case Kind.MOMENT:
            return read_moment(text)
        case Kind.PERIOD:
            return read_period(text)
        case Kind.DOCUMENT:
            return _read_document(text)
        case _:
            return _read_quantity(text, indicator, catalogue)


def _one_line(text: str) -> str:
    return " ".join(line.strip() for line in nfc(text).splitlines() if line.strip())


def _read_document(text: str) -> DocumentNumber | Fault:
    text = re.sub(r"^[Ss]ố:?\s+", "", text)
    if _DOCUMENT.fullmatch(text):
        return DocumentNumber(text)
    message = f"«{text}» không phải là số và ký hiệu văn bản"
    mended = re.sub(r"\s*[/\\]\s*|(?<=[0-9])\s+", "/", re.sub(r"\s*[-‐‑–—]\s*", "-", text))
    for candidate in (mended, mended.upper()):
        if _DOCUMENT.fullmatch(candidate):
            return Fault("sai-so-van-ban", message, f"viết {candidate}")
    return Fault(
        "sai-so-van-ban", message, "viết số, dấu gạch chéo rồi ký hiệu, như 8009/KH-UBND; ngày ghi ở dòng riêng"
    )


def _read_quantity(text: str, indicator: Indicator, catalogue: Catalogue) -> Quantity | Fault:
    if text.startswith("="):
        return Fault("sai-cach-ghi-so", f"«{text}» là công thức", "chỉ ghi số; công thức đặt trong danh mục")
    if re.fullmatch(r"[0-9.,]+\s*/\s*[0-9.,]+.*", text):
        return Fault("sai-cach-ghi-so", f"«{text}» gộp hai số trong một dòng", "mỗi số ghi ở một dòng riêng")
    number_text, unit = _split_unit(text)
    number = _read_amount(text, number_text, indicator)
    if isinstance(number, Fault):
        return number
    fault = _wrong_unit(text, unit, indicator, catalogue) or _wrong_decimals(number, number_text, indicator)
    return fault or Quantity(number.value, number.decimals, unit or indicator.unit)


def _read_amount(text: str, number_text: str, indicator: Indicator) -> Number | Fault:
    """The number of a quantity; in a whole-number field the advice is for whole numbers."""
    if not number_text:
        return Fault("sai-cach-ghi-so", f"«{text}» không phải là số", "ghi bằng chữ số, như 12 hoặc 1.541")
    number = read_number(number_text)
    if isinstance(number, Fault) and indicator.kind.exact and re.fullmatch(r"-?[0-9]+\.[0-9]+", number_text):
        return Fault(
            number.name,
            f"«{number_text}» không phải là số nguyên",
            "chỉ tiêu này đếm bằng số nguyên; dấu chấm chỉ ngăn từng nhóm ba chữ số, như 1.541",
        )
    return number


def _split_unit(text: str) -> tuple[str, str]:
    """The number and what follows it, from the first letter or percent sign on."""
    start = next((i for i, character in enumerate(text) if character.isalpha() or character == "%"), len(text))
    return text[:start].strip(), " ".join(text[start:].split())


def _wrong_unit(text: str, unit: str, indicator: Indicator, catalogue: Catalogue) -> Fault | None:
    if not unit or unit in (usable := catalogue.convertible(indicator.unit)):
        return None
    if re.match(r"-?[0-9.,]*[^\W\d_]", text):
        return Fault(
            "sai-cach-ghi-so", f"«{text}» không phải là số", "chỉ ghi chữ số; đơn vị, nếu có, đứng sau một dấu cách"
        )
    message = f"«{unit}» không phải là đơn vị của chỉ tiêu này"
    if indicator.kind is Kind.MONEY:
        return Fault("don-vi-la", message, f"ghi đủ một đơn vị tiền: {', '.join(usable)}")
    near = nearest(unit, usable)
    return Fault(
        "don-vi-la",
        message,
        f"có phải «{near}»?"
        if near
        else f"chỉ ghi số, hoặc số kèm «{indicator.unit}»"
        if indicator.unit
        else "chỉ ghi số",
    )


def _wrong_decimals(number: Number, text: str, indicator: Indicator) -> Fault | None:
    if not number.decimals or not indicator.kind.exact:
        return None
    digits = text.replace(",", ".")
    hint = (
        f"nếu dấu phẩy ngăn hàng nghìn, viết {digits}"
        if re.fullmatch(r"-?[0-9]{1,3}(?:\.[0-9]{3})+", digits)
        else "ghi số nguyên"
    )
    return Fault("sai-cach-ghi-so", f"«{text}» có phần lẻ, nhưng chỉ tiêu này đếm bằng số nguyên", hint)


def _doubts(node: Scalar, indicator: Indicator, value: Value) -> list[Problem]:
    """A dot in a decimal field groups thousands; say so, since another reader might take it for a decimal point."""
    if (
        not isinstance(value, Quantity)
        or indicator.kind not in {Kind.DECIMAL, Kind.PERCENT}
        or "." not in node.text
        or "," in node.text
    ):
        return []
    plain = as_plain(value.value)
    return [
        warning(
            "dau-cham-hang-nghin",
            f"«{node.text}» được đọc là {plain}",
            node.place,
            f"nếu đúng, viết {plain}; nếu là số lẻ, dùng dấu phẩy",
        )
    ]
