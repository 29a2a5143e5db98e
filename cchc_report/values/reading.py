"""What a scalar means: read from its raw text by the indicator's kind."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from cchc_report.catalogue import Catalogue, Indicator, Kind
from cchc_report.periods import read_period
from cchc_report.problems import Problem, error
from cchc_report.source import Node, Scalar, Sequence
from cchc_report.values.model import DocumentNumber, Value
from cchc_report.values.quantities import doubts, read_quantity
from cchc_report.vietnamese import Fault
from cchc_report.vietnamese.dates import read_date, read_moment
from cchc_report.vietnamese.wording import nfc

_DOCUMENT = re.compile(
    r"[0-9]{1,6}[A-Za-z]?(?:/[0-9]{4})?/[A-ZĐ][A-Za-zĐđ0-9]*(?:-[A-ZĐ0-9][A-Za-zĐđ0-9.]*)*|[0-9]{1,6}-[A-ZĐ][A-Za-zĐđ]*/[A-ZĐ][A-ZĐ0-9.]*"
)
_DASH = re.compile("[\u2010-\u2015\u2212]")
_NOTHING = {"", "~", "null", "none", ".nan", "nan", "?", "-", "…", "..."}
"""What people and programs write where there is nothing; never a value."""


def read_value(node: Node, indicator: Indicator, catalogue: Catalogue) -> tuple[Value | None, list[Problem]]:
    """The value a node gives for the indicator, or None with the reason."""
    value, problems = _read_value(node, indicator, catalogue)
    section = catalogue.sections.get(indicator.section)
    return _as_name(value) if section is not None and section.in_unit_file else value, problems


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
        return _read_texts(node, indicator)
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
        return None, [error("gia-tri-trong", message, node.place, _gap_hint(indicator))]
    found = _read_text(node.text.strip(), indicator, catalogue)
    if isinstance(found, Fault):
        return None, [error(found.name, f"{indicator.label}: {found.message}", node.place, found.hint)]
    return found, doubts(node, indicator, found, catalogue)


def is_pending(node: Node) -> bool:
    """Whether nothing is written there yet, or only a sign that something will be."""
    return isinstance(node, Scalar) and node.text.strip().casefold() in _NOTHING


def is_unfilled(node: Node) -> bool:
    """Whether nothing at all is written there: no sign, no empty quotes, nothing that YAML took for a comment."""
    return isinstance(node, Scalar) and not node.quoted and not node.text.strip() and _lost_to_a_comment(node) is None


def _gap_hint(indicator: Indicator) -> str:
    """What to do about a line without a value: nothing counts as zero, and what is needed cannot be left out."""
    ways = ["ghi giá trị"]
    if indicator.kind.numeric:
        ways.append("nếu bằng không thì ghi 0")
    if not indicator.required:
        ways.append("nếu kỳ này không có thì xóa dòng này")
    return "; ".join(ways)


def _lost_to_a_comment(node: Scalar) -> Problem | None:
    """``Phòng số #7``: to YAML the rest is a comment. A comment that is meant has a space after its sign.

    An empty value stands at the place of its key.
    """
    rest = node.place.excerpt[node.place.column - 1 + node.place.width :]
    found = re.match(r"\s+(#[^\s#].*)" if node.text else r":\s+(#[^\s#].*)", rest)
    if node.quoted or not found:
        return None
    place = replace(node.place, column=len(node.place.excerpt) - len(found[1]) + 1, width=len(found[1]))
    message = f"phần từ «{found[1]}» bị coi là chú thích nên không được đọc"
    return error(
        "mat-chu-sau-dau-thang",
        message,
        place,
        "đặt cả câu trong dấu nháy kép; nếu là chú thích thì để một dấu cách sau dấu #",
    )


def _read_texts(node: Node, indicator: Indicator) -> tuple[Value | None, list[Problem]]:
    if isinstance(node, Scalar) and not node.text.strip():
        return None, [error("gia-tri-trong", "danh sách chưa có mục nào", node.place, _gap_hint(indicator))]
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
            return _wrong_dash(text, read_date) or read_date(text)
        case Kind.MOMENT:
            return _read_moment(text)
        case Kind.PERIOD:
            return read_period(text)
        case Kind.DOCUMENT:
            return _read_document(text)
        case _:
            return read_quantity(text, indicator, catalogue)


def _read_moment(text: str) -> datetime | Fault:
    """A date with its time of day, which is never made up."""
    if (fault := _wrong_dash(text, read_moment)) is not None:
        return fault
    if isinstance(read_date(text), Fault):
        return read_moment(text)
    return Fault("thieu-gio", f"«{text}» chưa có giờ", f"ghi cả giờ, như {text} - 05:48")


def _wrong_dash(text: str, read: Callable[[str], date | Fault]) -> Fault | None:
    """A date with a dash that word processors put for a hyphen, and the same date with hyphens."""
    found = _DASH.search(text)
    if found is None or isinstance(read(meant := _DASH.sub("-", text)), Fault):
        return None
    return Fault("sai-dau-gach", f"«{text}» có dấu «{found[0]}», không phải dấu gạch nối «-»", f"viết {meant}")


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
