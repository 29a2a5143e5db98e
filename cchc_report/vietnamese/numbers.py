"""Numbers as Vietnamese people write them: a dot groups thousands, a comma marks decimals.

Reading never guesses: what is not exactly this notation is a fault that shows what to write.
Formatting is Babel's, after rounding half up (Babel itself rounds half to even).
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache

from cchc_report.vietnamese import Fault

LOCALE = "vi"
MOST_DIGITS = 18
"""Longer numbers are slips of the keyboard: the budget of the country in đồng has 16 digits."""

_WELL_FORMED = re.compile(r"-?(?:0|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]*)(?:,[0-9]+)?", re.ASCII)
_SPACES = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}_']"
_PLAIN = Context(prec=28, rounding=ROUND_HALF_UP)
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
"""Wide enough that no quotient of two readable numbers rounds differently from its exact value."""


_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the precision it was written with."""

    value: Decimal
    decimals: int
    """Digits after the comma, zeros included: ``23,80`` has two."""


def read_number(text: str) -> Number | Fault:
    """Read ``1541``, ``1.541``, ``26,48``, ``1.541,5``, ``-3``; anything else is a fault with the right spelling."""
    text = text.strip().replace("\N{MINUS SIGN}", "-")
    if not _WELL_FORMED.fullmatch(text):
        return _explain(text)
    if sum(character.isdigit() for character in text) > MOST_DIGITS:
        return Fault("so-qua-dai", f"số có hơn {MOST_DIGITS} chữ số", "kiểm tra lại số đã ghi")
    whole, _, decimals = text.partition(",")
    return Number(
        Decimal(f"{whole.replace('.', '')}.{decimals}" if decimals else whole.replace(".", "")),
        len(decimals),
    )


@lru_cache(maxsize=16_384)
def write_number(value: Decimal, decimals: int, *, grouped: bool = True) -> str:
    """Format with the given number of decimals, rounded half up: ``1541`` as ``1.541``, ``26.485`` as ``26,49``."""
    from babel.numbers import format_decimal  # noqa: PLC0415 - a check without problems formats nothing

    pattern = ("#,##0" if grouped else "0") + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(round_half_up(value, decimals), format=pattern, locale=LOCALE))


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """Round as people do at school: 26,485 to 26,49 and 2,5 to 3."""
    return value.quantize(Decimal(1).scaleb(-decimals), context=_EXACT)


def as_decimal(value: Fraction) -> Decimal:
    """An exact rational number as a decimal: exact where it ends, else to 60 digits."""
    return _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))


def as_plain(value: Decimal) -> str:
    """The exact value for tools: digits and a point, no exponent, no needless zeros, at most 28 significant digits."""
    text = format(_PLAIN.plus(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def decimals_of(value: Decimal) -> int:
    """How many digits after the comma a number needs: two for 26,48, none for 1500."""
    return len(as_plain(value).partition(".")[2])


def write_shortest(value: Decimal, *, grouped: bool = True) -> str:
    """The number with the decimals that it needs: ``26,5``, ``1.500``."""
    return write_number(value, decimals_of(value), grouped=grouped)


def _explain(text: str) -> Fault:
    name = "sai-cach-ghi-so"
    if not text:
        return Fault(name, "chưa ghi số")
    if any(character.isdigit() and not character.isascii() for character in text):
        return Fault(name, f"«{text}» có chữ số không phải 0-9", "gõ lại bằng các chữ số thường 0-9")
    if re.fullmatch(rf"-?[0-9]+(?:{_SPACES}+[0-9]{{3}})+(?:,[0-9]+)?", text):
        return Fault(name, f"«{text}» ngăn hàng nghìn không bằng dấu chấm", f"viết {re.sub(_SPACES, '.', text)}")
    meant = re.sub(r"^(-?)0+(?=[0-9])", r"\1", text)
    if meant != text and _WELL_FORMED.fullmatch(meant):
        return Fault(name, f"«{text}» có số 0 thừa ở đầu", f"viết {meant}")
    if re.fullmatch(r"-?0\.[0-9]+", meant):
        return Fault(name, f"«{text}» có dấu chấm trước phần lẻ", f"viết {meant.replace('.', ',')}")
    if re.fullmatch(r"-?[0-9]{1,3}(?:,[0-9]{3}){2,}(?:\.[0-9]+)?", text):
        return Fault(name, f"«{text}» viết theo lối nước ngoài", f"viết {text.translate({44: '.', 46: ','})}")
    if re.fullmatch(r"-?[0-9]+\.[0-9]+", meant):
        message = f"«{text}» không rõ là số nào: dấu chấm chỉ để ngăn từng nhóm ba chữ số"
        return Fault(name, message, _two_readings(meant))
    return Fault(
        name,
        f"«{text}» không phải là số",
        "chỉ ghi chữ số, dấu chấm ngăn hàng nghìn, dấu phẩy trước phần lẻ, như 1.541 hoặc 26,48",
    )


def _two_readings(text: str) -> str:
    grouped = write_number(Decimal(text.replace(".", "")), 0)
    return f"nếu là số lẻ, viết {text.replace('.', ',')}; nếu là số nguyên, viết {grouped}"


def roman(number: int) -> str:
    """``IV`` for 4; from 1 to 3999."""
    parts = []
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        parts.append(sign * times)
    return "".join(parts)
