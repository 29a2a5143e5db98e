"""What Excel and LibreOffice ask of a value as it is typed, and the words they say it with.

A rule is looser than the reader where a formula of 255 characters cannot be as strict; the check column sees the rest.
"""

from fractions import Fraction

from cchc_report.catalogue import Catalogue, Indicator, Kind

LONGEST_TITLE, LONGEST_MESSAGE = 32, 255
"""Characters that Excel takes."""
LONGEST_FORMULA = 255
_EMPTY = "Chưa có số liệu thì để trống."
_TITLES = {
    Kind.COUNT: "Số nguyên",
    Kind.DECIMAL: "Số",
    Kind.MONEY: "Số tiền",
    Kind.PERCENT: "Tỷ lệ phần trăm",
    Kind.RANK: "Số thứ tự",
    Kind.DATE: "Ngày",
    Kind.MOMENT: "Ngày và giờ",
    Kind.PERIOD: "Kỳ",
    Kind.DOCUMENT: "Số và ký hiệu văn bản",
    Kind.TEXT: "Câu chữ",
    Kind.TEXTS: "Danh sách",
    Kind.PICTURE: "Tên tệp ảnh",
}
_HOW = {
    Kind.COUNT: "Ghi số nguyên, dấu chấm ngăn hàng nghìn: 1.541. Bằng không thì ghi 0.",
    Kind.DECIMAL: "Dấu phẩy trước phần lẻ, dấu chấm ngăn hàng nghìn: 88,37. Bằng không thì ghi 0.",
    Kind.MONEY: "Dấu chấm ngăn hàng nghìn, dấu phẩy trước phần lẻ: 1.541,5. Đơn vị tiền chọn ở cột «Đơn vị tính».",
    Kind.PERCENT: "Dấu phẩy trước phần lẻ, không cần dấu %: 26,48. Bằng không thì ghi 0.",
    Kind.RANK: "Ghi số nguyên: 12.",
    Kind.DATE: "Ghi ngày-tháng-năm, năm đủ bốn chữ số: 3-2-2024.",
    Kind.MOMENT: "Ghi ngày rồi giờ: 25/03/2024 - 05:48.",
    Kind.PERIOD: "Ghi như trong câu: quý II năm 2024, tháng 3-2024, năm 2024.",
    Kind.DOCUMENT: "Ghi số, dấu gạch chéo, ký hiệu: 8009/KH-UBND. Ngày ban hành ghi ở dòng riêng.",
    Kind.TEXT: "Ghi câu chữ.",
    Kind.TEXTS: "Mỗi mục một dòng trong ô; xuống dòng bằng Alt+Enter (LibreOffice: Ctrl+Enter).",
    Kind.PICTURE: "Ghi tên tệp PNG hoặc JPEG gửi kèm.",
}


def validation(indicator: Indicator, catalogue: Catalogue, cell: str) -> dict[str, object]:
    """What XlsxWriter is told of the value cell, ``D6``."""
    formula = _formula(indicator, catalogue, cell)
    asked: dict[str, object] = {
        "input_title": _TITLES[indicator.kind],
        "input_message": _prompt(indicator),
        "ignore_blank": True,
    }
    if not formula or len(formula) > LONGEST_FORMULA - len("=IFERROR(,FALSE)"):
        return {**asked, "validate": "any"}
    return {
        **asked,
        "validate": "custom",
        "value": f"=IFERROR({formula},FALSE)",
        "error_title": "Xem lại cách ghi",
        "error_message": _shortened(f"{_HOW[indicator.kind]}{_allowed(indicator)}"),
    }


def _prompt(indicator: Indicator) -> str:
    aside = (
        f" {indicator.description[:1].upper()}{indicator.description[1:].rstrip('.')}." if indicator.description else ""
    )
    return _shortened(f"{_HOW[indicator.kind]} {_EMPTY}{aside}")


def _allowed(indicator: Indicator) -> str:
    """The bounds in words; those of money depend on the unit that is chosen."""
    if not indicator.kind.numeric or indicator.kind is Kind.MONEY:
        return ""
    words = [
        f"{which} {_plain(bound).replace('.', ',')}"
        for which, bound in (("từ", indicator.minimum), ("đến", indicator.maximum))
        if bound is not None
    ]
    return f" Giá trị {' '.join(words)}." if words else ""


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_MESSAGE else f"{text[: LONGEST_MESSAGE - 1].rpartition(' ')[0]}…"


def _formula(indicator: Indicator, catalogue: Catalogue, cell: str) -> str:
    match indicator.kind:
        case Kind.DATE:
            return _date(cell)
        case Kind.MOMENT:
            times = ",".join(f'ISNUMBER(FIND("{mark}",{cell}))' for mark in (":", "g", "h"))
            return f"OR(ISNUMBER({cell}),AND(LEN({cell})>12,OR({times})))"
        case Kind.DOCUMENT:
            return f'ISNUMBER(FIND("/",{cell}))'
        case _ if indicator.kind.numeric:
            return _number(indicator, catalogue, cell)
        case _:
            return ""


def _number(indicator: Indicator, catalogue: Catalogue, cell: str) -> str:
    """A number in Vietnamese notation within its bounds: no spaces, and three digits after the last dot."""
    value = f'_xlfn.NUMBERVALUE({cell},",",".")'
    tests = [_within(indicator, catalogue, value), f'ISERROR(FIND(" ",{cell}))']
    if indicator.kind.exact:
        tests.append(f'ISERROR(FIND(",",{cell}))')
    group = f'OR(ISERROR(FIND(".",{cell})),MID("    "&{cell},FIND(",",{cell}&","),1)=".")'
    return f"OR(ISNUMBER({cell}),AND({','.join((*tests, group))}))"


def _within(indicator: Indicator, catalogue: Catalogue, value: str) -> str:
    low, high = indicator.minimum, indicator.maximum
    if len(catalogue.convertible(indicator.unit)) > 1:
        low, high = (Fraction(0) if low == 0 else None), None
    if low is not None and high is not None:
        return f"MEDIAN({_plain(low)},{value},{_plain(high)})={value}"
    if low is not None:
        return f"{value}>={_plain(low)}"
    return f"{value}<={_plain(high)}" if high is not None else f"ISNUMBER({value})"


def _plain(bound: Fraction) -> str:
    return repr(float(bound)).removesuffix(".0")


def _date(cell: str) -> str:
    """Day, month and year, each within its bounds; the check column knows the calendar."""
    dotted = f'SUBSTITUTE(SUBSTITUTE({cell},"/","."),"-",".")'
    month = f'_xlfn.NUMBERVALUE(RIGHT(LEFT({dotted},LEN({cell})-5),2),",",".")'
    return f"OR(ISNUMBER({cell}),AND(ABS(RIGHT({cell},4)-2022)<78,ABS({month}-6.5)<6))"
