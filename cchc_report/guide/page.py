"""The page put together: the words that always stand, then tables from the catalogue."""

from collections.abc import Iterator
from fractions import Fraction

from cchc_report.catalogue import Catalogue, Indicator, Kind, Rule, Section, Tier, WhenMissing
from cchc_report.guide.writing import CATALOGUE, FIGURES, KINDS, OTHER_KEYS, UNIT
from cchc_report.problems import LEVEL_WORDS
from cchc_report.vietnamese.dates import DateStyle
from cchc_report.vietnamese.numbers import as_decimal, write_number

KIND_WORDS = {
    Kind.COUNT: "số đếm",
    Kind.DECIMAL: "số có phần lẻ",
    Kind.MONEY: "số tiền",
    Kind.PERCENT: "tỷ lệ",
    Kind.RANK: "thứ hạng, số thứ tự",
    Kind.DATE: "ngày",
    Kind.MOMENT: "ngày và giờ",
    Kind.PERIOD: "kỳ",
    Kind.DOCUMENT: "văn bản",
    Kind.TEXT: "câu chữ",
    Kind.TEXTS: "danh sách",
    Kind.PICTURE: "ảnh",
}
"""How the page calls each kind; the table of kinds explains them."""
_DATES = DateStyle("-")
_POLICIES = {WhenMissing.SKIP: "thiếu số liệu thì bỏ qua", WhenMissing.ERROR: "thiếu số liệu thì báo lỗi"}
HEAD = """\
| mã | tên | kiểu | đơn vị | tính chất | công thức, mẫu số | ghi chú |
|---|---|---|---|---|---|---|"""


def as_page(catalogue: Catalogue) -> str:
    """The page in Markdown."""
    words = [FIGURES, KINDS, OTHER_KEYS, UNIT, CATALOGUE, _vocabulary(catalogue), "## Các chỉ tiêu\n"]
    return "\n".join([*words, *(_section(section) for section in catalogue.sections.values())])


def _vocabulary(catalogue: Catalogue) -> str:
    """The units that convert and the levels of government there are."""
    units = ", ".join(f"{unit.name} = {_number(unit.factor)} {unit.base}" for unit in catalogue.units.values())
    tiers = ", ".join(_tier(tier) for tier in catalogue.tiers.values())
    return f"Trong danh mục này, đơn vị đổi được: {units or 'không có'}. Cấp: {tiers or 'không có'}.\n"


def _tier(tier: Tier) -> str:
    first = f", từ {_DATES.write(tier.first_day)}" if tier.first_day else ""
    last = f", đến {_DATES.write(tier.last_day)}" if tier.last_day else ""
    return f"`{tier.code}` ({tier.label}{first}{last})"


def _section(section: Section) -> str:
    where = " (ghi ở don-vi.yaml)" if section.in_unit_file else ""
    lines = [f"### `{section.id}`: {_cell(section.label)}{where}\n", HEAD]
    lines += [_row(indicator) for indicator in section.indicators.values()]
    if section.rules:
        lines += ["\nQuy tắc:\n", *(_rule(rule) for rule in section.rules)]
    return "\n".join(lines) + "\n"


def _row(indicator: Indicator) -> str:
    numeric = indicator.kind.numeric
    cells = [
        f"`{indicator.key}`",
        indicator.label,
        KIND_WORDS[indicator.kind],
        indicator.unit,
        indicator.nature.value if numeric else "",
        _calculation(indicator),
        "; ".join(_remarks(indicator)),
    ]
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _calculation(indicator: Indicator) -> str:
    if indicator.formula:
        return f"`= {indicator.formula.text}`"
    return f"mẫu số: {indicator.denominator}" if indicator.denominator else ""


def _remarks(indicator: Indicator) -> Iterator[str]:
    if indicator.required:
        yield "**bắt buộc**"
    yield from _bounds(indicator)
    if indicator.rise_is_good is not None:
        yield "tăng là tốt" if indicator.rise_is_good else "giảm là tốt"
    if indicator.change_limit is not None:
        yield _change_limit(indicator, indicator.change_limit)
    if indicator.last_day:
        yield f"chỉ dùng đến ngày {_DATES.write(indicator.last_day)}"
    if indicator.unconfirmed:
        yield "cần xác nhận"
    if indicator.description:
        yield indicator.description


def _bounds(indicator: Indicator) -> Iterator[str]:
    """The bounds where they are not the usual ones: from 0, and a rate up to 100."""
    usual = Fraction(100) if indicator.kind is Kind.PERCENT else None
    if indicator.kind.numeric and indicator.minimum != 0:
        yield "có thể nhỏ hơn 0" if indicator.minimum is None else f"ít nhất {_number(indicator.minimum)}"
    if indicator.maximum != usual:
        yield "có thể hơn 100%" if indicator.maximum is None else f"nhiều nhất {_number(indicator.maximum)}"


def _change_limit(indicator: Indicator, limit: Fraction) -> str:
    if limit == 0:
        return "không cảnh báo khi hơn kém kỳ trước nhiều"
    measure = "điểm phần trăm" if indicator.kind is Kind.PERCENT else "%"
    amount = f"{_number(limit)}%" if measure == "%" else f"{_number(limit)} {measure}"
    return f"hơn kém kỳ trước quá {amount} thì cảnh báo"


def _rule(rule: Rule) -> str:
    policy = _POLICIES.get(rule.when_missing, "")
    aside = ", ".join(word for word in (LEVEL_WORDS[rule.level], policy) if word)
    return f"- `{rule.id}`: {_one_line(rule.message)}: `{rule.comparison.text}` ({aside})"


def _number(value: Fraction) -> str:
    number = as_decimal(value)
    return write_number(number, max(0, -int(number.normalize().as_tuple().exponent)))


def _cell(text: str) -> str:
    """Text that keeps a table whole."""
    return _one_line(text).replace("|", "\\|")


def _one_line(text: str) -> str:
    return " ".join(text.split())
