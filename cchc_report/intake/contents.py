"""What a cell holds as the text that a metrics file would hold: numbers and dates of Excel written the Vietnamese way, or why they cannot be."""

from datetime import date, datetime, time
from decimal import Decimal

from cchc_report.catalogue import Indicator, Kind
from cchc_report.vietnamese import Fault
from cchc_report.vietnamese.dates import DateStyle
from cchc_report.vietnamese.numbers import decimals_of, round_half_up, write_number, write_shortest
from cchc_report.workbook import Broken, Content, Number

MOST_DECIMALS = 4
"""More of them come from a division and not from a report."""
EXACT_BELOW = Decimal(10) ** 15
"""Excel keeps fifteen digits of a number and puts zeros for the rest."""
_AS_TEXT = "đặt ô ở dạng Text (Văn bản) rồi gõ lại"
_DATES = DateStyle()


def as_text(content: Content, indicator: Indicator, decimals: int | None) -> str | Fault:
    """The text for the indicator; ``decimals`` is to how many a number is rounded, half up, where somebody asked for it."""
    match content:
        case str():
            return _typed(content, indicator)
        case Number():
            return _number(content, indicator, decimals)
        case bool():
            written = "TRUE" if content else "FALSE"
            return Fault("o-sai-kieu", f"ô ghi {written}, không phải là số liệu", "ghi lại giá trị của chỉ tiêu")
        case date():
            return _day(content, indicator)
        case time():
            return Fault("o-sai-kieu", f"ô chứa giờ {content:%H:%M}, không phải là số liệu", _AS_TEXT)
        case Broken(""):
            hint = "mở tệp bằng Excel hoặc LibreOffice, lưu lại rồi nhập; hoặc ghi thẳng giá trị"
            return Fault("o-chua-tinh", "ô có công thức nhưng chưa được tính nên không có giá trị", hint)
        case Broken(text):
            hint = "sửa công thức trong ô, hoặc ghi thẳng giá trị"
            return Fault("o-bao-loi", f"ô báo lỗi {text}, không có giá trị", hint)


def _typed(text: str, indicator: Indicator) -> str | Fault:
    """A text as typed; a number's grammar is read later."""
    plain = text.replace("\N{NO-BREAK SPACE}", " ").replace("\t", " ").strip()
    if indicator.kind.wordy and plain.startswith("="):
        hint = "ghi thẳng câu chữ; nếu muốn dùng công thức, đặt ô ở dạng General (Chung) rồi gõ lại"
        return Fault("cong-thuc-trong-o", f"«{plain[:40]}» là công thức, không phải câu chữ", hint)
    return plain


def _number(number: Number, indicator: Indicator, decimals: int | None) -> str | Fault:
    # A count is never rounded: its fraction is a point that Excel took for the other sign.
    decimals = None if indicator.kind.exact else decimals
    value = number.value if decimals is None else round_half_up(number.value, decimals)
    if indicator.kind.numeric:
        return _unlike(value, number, indicator) or write_number(
            value, decimals_of(value) if decimals is None else decimals
        )
    if indicator.kind.wordy:
        return Fault("o-sai-kieu", f"ô chứa số {write_shortest(value)}, nhưng chỉ tiêu này ghi bằng chữ", _AS_TEXT)
    return write_shortest(value, grouped=False)


def _unlike(value: Decimal, number: Number, indicator: Indicator) -> Fault | None:
    """Why a number cell cannot be the indicator's value as it stands."""
    if abs(value) >= EXACT_BELOW:
        message = f"ô ghi {write_shortest(value)}; Excel chỉ giữ 15 chữ số nên các chữ số cuối có thể đã mất"
        return Fault("so-qua-dai", message, "kiểm tra lại số đã ghi, hoặc dùng đơn vị lớn hơn")
    if indicator.kind is Kind.PERCENT:
        return _unclear_rate(value, number) or _too_precise(value, indicator)
    if number.percent:
        message = f"ô ở dạng phần trăm ({write_shortest(value)}%), nhưng chỉ tiêu này không phải là tỷ lệ"
        return Fault("o-sai-kieu", message, "đặt ô ở dạng Number (Số) rồi ghi lại số")
    if indicator.kind.exact and value != value.to_integral_value():
        return _not_whole(value)
    return _too_precise(value, indicator)


def _unclear_rate(value: Decimal, number: Number) -> Fault | None:
    """0,82 in a cell that is not formatted as a percent may be 82% or 0,82%."""
    if number.percent or not 0 < abs(value) <= 1:
        return None
    hundredfold, single = write_shortest(value * 100), write_shortest(value)
    hint = f"nếu là {hundredfold}%, ghi {hundredfold}; nếu đúng là {single}%, đặt ô ở dạng Text rồi ghi {single}%"
    return Fault("phan-tram-khong-ro", f"ô ghi {single}, không rõ là {hundredfold}% hay {single}%", hint)


def _not_whole(value: Decimal) -> Fault:
    """``27.672`` typed where the point marks decimals became a fraction; the number that was meant is offered, not taken."""
    message = f"ô ghi {write_shortest(value)}, nhưng chỉ tiêu này đếm bằng số nguyên"
    thousandfold = value * 1000
    if thousandfold != thousandfold.to_integral_value():
        return Fault("so-le-trong-o", message, "ghi số nguyên")
    hint = (
        f"có phải {write_shortest(thousandfold)}? Excel trên máy đó hiểu dấu chấm là dấu thập phân; "
        f"đặt ô ở dạng Text rồi gõ lại {write_shortest(thousandfold)}"
    )
    return Fault("so-le-trong-o", message, hint)


def _too_precise(value: Decimal, indicator: Indicator) -> Fault | None:
    if decimals_of(value) <= MOST_DECIMALS:
        return None
    rounded = write_number(value, indicator.decimals or 2)
    hint = f"có phải {rounded}? ghi thẳng số đã làm tròn, hoặc dùng hàm ROUND trong Excel"
    return Fault("qua-nhieu-so-le", f"ô ghi {write_shortest(value)}, có {decimals_of(value)} chữ số lẻ", hint)


def _day(day: date, indicator: Indicator) -> str | Fault:
    """A date, where the indicator is one; elsewhere Excel has made one of something else that was typed."""
    if indicator.kind is Kind.DATE:
        return _DATES.write(day)
    if indicator.kind is Kind.MOMENT:
        return _DATES.write_moment(day) if isinstance(day, datetime) else _DATES.write(day)
    message = f"ô chứa ngày {_DATES.write(day)}, nhưng chỉ tiêu này không phải là ngày; Excel có thể đã tự đổi chữ gõ vào thành ngày"
    return Fault("o-thanh-ngay", message, _AS_TEXT)
