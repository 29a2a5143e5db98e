"""Quantities: a number and perhaps a unit, read without guessing; what is not one is answered with the right spelling."""

import re
from decimal import Decimal
from fractions import Fraction

from cchc_report.catalogue import Catalogue, Indicator, Kind
from cchc_report.problems import Problem, warning
from cchc_report.source import Scalar
from cchc_report.values.model import Quantity, Value
from cchc_report.vietnamese import Fault
from cchc_report.vietnamese.numbers import MOST_DIGITS, Number, as_plain, read_number, write_number
from cchc_report.vietnamese.wording import nearest

_WRONG = "sai-cach-ghi-so"
_GROUPED_BY_SPACES = re.compile(r"(-?[0-9]+(?:[ \u00a0\u202f\u2009_'][0-9]{3})+)(?:,([0-9]+))?")
_FOREIGN = re.compile(r"(-?[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+(?=\.)|(?:,[0-9]{3}){2,}))(?:\.([0-9]+))?")
_POINT_ZERO = re.compile(r"(-?(?:[1-9][0-9]*|0))\.(00?)")
_POINT = re.compile(r"-?[0-9]+\.[0-9]+")
_USELESS_ZEROS = re.compile(r"(-?)0+(?=[0-9])(.*)")
_THREE_DECIMALS = re.compile(r"-?[1-9][0-9]{0,2},[0-9]{3}")


def read_quantity(text: str, indicator: Indicator, catalogue: Catalogue) -> Quantity | Fault:
    """The number and the unit of a text, or what is wrong with it."""
    if text.startswith("="):
        return Fault(_WRONG, f"«{text}» là công thức", "chỉ ghi số; công thức đặt trong danh mục")
    if re.fullmatch(r"[0-9.,]+\s*/\s*[0-9.,]+.*", text):
        return Fault(_WRONG, f"«{text}» gộp hai số trong một dòng", "mỗi số ghi ở một dòng riêng")
    number_text, unit = _split_unit(text)
    unit_is_wrong = _wrong_unit(text, unit, indicator, catalogue)
    number = read_number(number_text)
    if isinstance(number, Fault):
        whole = text if unit_is_wrong or not number_text else number_text
        return _explained(whole, number, indicator)
    fault = unit_is_wrong or _wrong_decimals(number, number_text, indicator)
    return fault or Quantity(number.value, number.decimals, unit or indicator.unit)


def doubts(node: Scalar, indicator: Indicator, value: Value, catalogue: Catalogue) -> list[Problem]:
    """What was read, where another reader might take the sign in the number for the other one."""
    if not isinstance(value, Quantity) or indicator.kind.exact:
        return []
    text, _ = _split_unit(node.text.strip())
    if indicator.kind is not Kind.MONEY and "." in text and "," not in text:
        plain = as_plain(value.value)
        hint = f"nếu đúng, viết {plain}; nếu là số lẻ, dùng dấu phẩy"
        return [warning("dau-cham-hang-nghin", f"«{node.text}» được đọc là {plain}", node.place, hint)]
    if _THREE_DECIMALS.fullmatch(text) and _could_be_thousands(value, indicator, catalogue):
        message = f"«{node.text}» được đọc là {text}, có ba chữ số lẻ"
        hint = f"nếu dấu phẩy ngăn hàng nghìn, viết {text.replace(',', '.')}; nếu đúng là số lẻ thì không cần sửa"
        return [warning("dau-phay-ba-chu-so", message, node.place, hint)]
    return []


def _could_be_thousands(value: Quantity, indicator: Indicator, catalogue: Catalogue) -> bool:
    """Whether the number without its comma keeps the indicator's bounds, so that nothing else tells which is meant."""
    grouped = Fraction(value.value) * 1000 * catalogue.factor(value.unit) / catalogue.factor(indicator.unit)
    return indicator.maximum is None or grouped <= indicator.maximum


def _explained(text: str, fault: Fault, indicator: Indicator) -> Fault:
    """Why the text is no number: the one right spelling where there is one, both readings where there are two."""
    if any(character.isdigit() and not character.isascii() for character in text) or fault.name != _WRONG:
        return fault
    if found := _GROUPED_BY_SPACES.fullmatch(text):
        return _written(f"«{text}» ngăn hàng nghìn không bằng dấu chấm", found, indicator)
    if found := _FOREIGN.fullmatch(text):
        return _written(f"«{text}» viết theo lối nước ngoài", found, indicator)
    if found := _POINT_ZERO.fullmatch(text):
        return _written(f"«{text}» có dấu chấm trước phần lẻ", found, indicator)
    if (found := _USELESS_ZEROS.fullmatch(text)) and isinstance(read_number(found[1] + found[2]), Number):
        return Fault(_WRONG, f"«{text}» có số 0 thừa ở đầu", f"viết {found[1]}{found[2]}")
    if indicator.kind.exact and _POINT.fullmatch(text):
        return Fault(_WRONG, f"«{text}» không phải là số nguyên", _as_whole(text))
    if _POINT.fullmatch(text):
        return fault
    return Fault(_WRONG, f"«{text}» không phải là số", _example(text, indicator))


def _written(message: str, found: re.Match[str], indicator: Indicator) -> Fault:
    """A fault with its mending: the digits grouped, the decimals kept where the indicator has any."""
    digits, decimals = re.sub(r"[^-0-9]", "", found[1]), found[2] or ""
    if len(digits) > MOST_DIGITS:
        return Fault(_WRONG, message, "kiểm tra lại số đã ghi")
    whole = write_number(Decimal(digits), 0)
    needless = indicator.kind.exact and not decimals.strip("0")
    return Fault(_WRONG, message, f"viết {whole}" if needless or not decimals else f"viết {whole},{decimals}")


def _as_whole(text: str) -> str:
    """``14.75`` where only a whole number will do: the dot may be at a wrong place, or the decimals too many."""
    if len(text) > MOST_DIGITS:
        return "chỉ tiêu này đếm bằng số nguyên; kiểm tra lại số đã ghi"
    grouped = write_number(Decimal(text.replace(".", "")), 0)
    return f"chỉ tiêu này đếm bằng số nguyên: nếu dấu chấm đặt nhầm chỗ, viết {grouped}; nếu là số lẻ ({text.replace('.', ',')}), ghi số đếm đúng"


def _example(text: str, indicator: Indicator) -> str:
    if not any(character.isdigit() for character in text):
        return "ghi bằng chữ số, như 12 hoặc 1.541" if indicator.kind.exact else "ghi bằng chữ số, như 1.541 hoặc 26,48"
    if indicator.kind.exact:
        return "chỉ ghi số, dấu chấm ngăn hàng nghìn, như 1.541; đơn vị, nếu có, đứng sau một dấu cách"
    return "chỉ ghi chữ số, dấu chấm ngăn hàng nghìn, dấu phẩy trước phần lẻ, như 1.541 hoặc 26,48; đơn vị, nếu có, đứng sau một dấu cách"


def _split_unit(text: str) -> tuple[str, str]:
    """The number and what follows it, from the first letter or percent sign on."""
    start = next((i for i, character in enumerate(text) if character.isalpha() or character == "%"), len(text))
    return text[:start].strip(), " ".join(text[start:].split())


def _wrong_unit(text: str, unit: str, indicator: Indicator, catalogue: Catalogue) -> Fault | None:
    usable = catalogue.convertible(indicator.unit)
    if not unit or unit in usable:
        return None
    if re.match(r"-?[0-9.,]*[^\W\d_]", text):
        hint = "chỉ ghi chữ số; đơn vị, nếu có, đứng sau một dấu cách"
        return Fault(_WRONG, f"«{text}» không phải là số", hint)
    message = f"«{unit}» không phải là đơn vị của chỉ tiêu này"
    meant = next((name for name in usable if _plain_unit(name) == _plain_unit(unit)), None)
    if meant:
        return Fault("don-vi-la", message, f"viết «{meant}»")
    if indicator.kind is Kind.MONEY:
        return Fault("don-vi-la", message, f"ghi đủ một đơn vị tiền: {', '.join(usable)}")
    return Fault("don-vi-la", message, _unit_hint(unit, usable, indicator))


def _plain_unit(unit: str) -> str:
    """A unit in small letters, ``tỷ`` also where somebody wrote ``tỉ``."""
    return unit.casefold().replace("tỉ", "tỷ")


def _unit_hint(unit: str, usable: tuple[str, ...], indicator: Indicator) -> str:
    near = nearest(unit, usable)
    if near:
        return f"có phải «{near}»?"
    return f"chỉ ghi số, hoặc số kèm «{indicator.unit}»" if indicator.unit else "chỉ ghi số"


def _wrong_decimals(number: Number, text: str, indicator: Indicator) -> Fault | None:
    if not number.decimals or not indicator.kind.exact:
        return None
    digits = text.replace(",", ".")
    is_grouped = re.fullmatch(r"-?[0-9]{1,3}(?:\.[0-9]{3})+", digits)
    hint = f"nếu dấu phẩy ngăn hàng nghìn, viết {digits}" if is_grouped else "ghi số nguyên"
    return Fault(_WRONG, f"«{text}» có phần lẻ, nhưng chỉ tiêu này đếm bằng số nguyên", hint)
