"""The metrics file of a period that nobody has filled in yet: every indicator on a line, with what is known of it as a comment."""

import textwrap
from collections.abc import Iterator

from cchc_report.catalogue import Catalogue, Indicator, Kind, Nature, Section, Tier
from cchc_report.figures import CUT_KEYS, Earlier, Figures
from cchc_report.formulas import PREVIOUS, YEAR_AGO, reference
from cchc_report.organisation import MAIN_SECTION
from cchc_report.periods import Period
from cchc_report.vietnamese.wording import NO_BREAK_SPACE, one_line

WIDTH = 120
"""As wide as a line gets where the words allow it."""
NARROWEST = 40
"""Letters a comment has room for, however long the key before it is."""
LEAST_COLUMN = 32
"""Where comments begin at the earliest, so that a number fits before them."""
LONGEST_TEXT = 60
"""How much of an earlier period's text is repeated, in characters."""
HOW_TO = """\
# Ghi giá trị sau dấu hai chấm, cách một dấu cách: 1.541; 26,48%. Bằng không thì ghi 0; không có số liệu thì để trống
# hoặc xóa dòng. Dòng bắt đầu bằng dấu # là số phần mềm tự tính khi có đủ số thành phần; chỉ có số tổng thì bỏ dấu #
# rồi ghi.
"""
SHOWN_BASES = {PREVIOUS: "kỳ trước", YEAR_AGO: "cùng kỳ"}
"""The earlier figures that a line shows, and what it calls them."""
_HINTS = {
    Kind.RANK: "số nguyên",
    Kind.DATE: "ngày, như 3-2-2024",
    Kind.MOMENT: "ngày giờ, như 25/03/2024 - 05:48",
    Kind.PERIOD: "kỳ, như quý II năm 2024",
    Kind.DOCUMENT: "số và ký hiệu, như 8009/KH-UBND",
    Kind.TEXT: "câu chữ",
    Kind.TEXTS: "danh sách, mỗi mục một dòng «- …» ở dưới",
    Kind.PICTURE: "tên tệp ảnh đặt cạnh tệp này",
}
"""How a value is written that is no count or measure."""
_NATURES = {Nature.CUMULATIVE: "lũy kế từ đầu năm", Nature.STATE: "cuối kỳ"}


def blank_file(figures: Figures, help_line: str, *, with_days: bool = True) -> str:
    """The text of the file, valid YAML that ``cchc check`` takes for one that is not filled in yet.

    ``figures`` are those of a period without a file: the unit's names, and the earlier periods' figures. ``help_line``
    says where the indicators are explained. ``with_days`` puts the usual days of the figures there, to be changed.
    """
    listed = [(section, _usable(section, figures)) for section in figures.catalogue.sections.values()]
    sections = [(section, indicators) for section, indicators in listed if indicators and not section.in_unit_file]
    column = max([LEAST_COLUMN, *(len(_start(i)) + 2 for _, indicators in sections for i in indicators)])
    parts = [_head(figures, help_line)]
    parts += ["\n".join(_period(figures, column))] if with_days else []
    parts += ["\n".join(_section(section, indicators, figures, column)) for section, indicators in sections]
    return "\n\n".join(parts) + "\n"


def _usable(section: Section, figures: Figures) -> list[Indicator]:
    """The section's indicators that exist in the period, required ones first."""
    existing = [i for i in section.indicators.values() if exists(i, figures.period, figures.catalogue)]
    return sorted(existing, key=lambda indicator: not indicator.required)


def exists(indicator: Indicator, period: Period, catalogue: Catalogue) -> bool:
    """Whether the indicator, and every level of government that its formula names, is there in the period."""
    if indicator.last_day is not None and indicator.last_day < period.first_day:
        return False
    names = indicator.formula.names if indicator.formula else ()
    tiers = [tier for name in names if (tier := catalogue.tiers.get(reference(name).part))]
    return all(_overlaps(tier, period) for tier in tiers)


def _overlaps(tier: Tier, period: Period) -> bool:
    return tier.exists_on(period.first_day) or tier.exists_on(period.last_day)


def _head(figures: Figures, help_line: str) -> str:
    unit = figures.known.get(f"{MAIN_SECTION}.ten")
    whose = f" của {one_line(unit.text)}" if unit else ""
    title = f"# Số liệu cải cách hành chính {figures.period.write(figures.organisation.style.dates)}{whose}."
    return f"{title}\n{HOW_TO}# {help_line}"


def _period(figures: Figures, column: int) -> Iterator[str]:
    """The days of the figures as they usually are, there to be changed."""
    yield "ky:"
    usual = "" if figures.period.days else " theo Nghị định 09/2019/NĐ-CP, Điều 12; lấy khác thì sửa"
    words = "ngày bắt đầu lấy số liệu; báo cáo nêu hai ngày này, không cần nêu thì xóa", f"ngày chốt số liệu{usual}"
    for key, day, comment in zip(CUT_KEYS, figures.period.cut, words, strict=True):
        yield from _commented(f"  {key}: {figures.organisation.style.dates.write(day)}", [comment], column)


def _section(section: Section, indicators: list[Indicator], figures: Figures, column: int) -> Iterator[str]:
    yield f"# {one_line(section.label)}"
    yield f"{section.id}:"
    for indicator in indicators:
        yield from _commented(_start(indicator), _facts(indicator, figures), column)


def _start(indicator: Indicator) -> str:
    """The line up to its comment; one that the tool computes is itself a comment."""
    return f"  # {indicator.key}:" if indicator.formula else f"  {indicator.key}:"


def _commented(start: str, facts: list[str], column: int) -> Iterator[str]:
    """The line with its comment; a fact that does not fit goes on below, whole where it can be."""
    room = max(WIDTH - column - 2, NARROWEST)
    glued = [fact.replace(" ", NO_BREAK_SPACE) if len(fact) < room else fact for fact in map(one_line, facts)]
    folded = textwrap.wrap("; ".join(glued), room, break_long_words=False, break_on_hyphens=False)
    for before, part in zip([start, *[""] * len(folded)], folded, strict=False):
        yield f"{before:<{column}}# {part.replace(NO_BREAK_SPACE, ' ')}"


def _facts(indicator: Indicator, figures: Figures) -> list[str]:
    """What is worth knowing while one fills the line in, the most important first."""
    aside = [indicator.unit, _HINTS.get(indicator.kind, ""), _NATURES.get(indicator.nature, "")]
    said = ", ".join(word for word in aside if word)
    facts = [
        f"{indicator.label} ({said})" if said else indicator.label,
        "bắt buộc" if indicator.required else "",
        f"tự tính: = {indicator.formula.text}" if indicator.formula else "",
        *(_earlier(indicator, figures, base, words) for base, words in SHOWN_BASES.items()),
    ]
    return [fact for fact in facts if fact]


def _earlier(indicator: Indicator, figures: Figures, base: str, words: str) -> str:
    text = earlier_text(indicator, figures, base)
    return f"{words}: {text}" if text else ""


def earlier_text(indicator: Indicator, figures: Figures, base: str) -> str:
    """What the unit's own earlier file gives, shortened; figures of the units that it was made of are not its own."""
    earlier = figures.earlier.get(base)
    if not isinstance(earlier, Earlier) or earlier.predecessors:
        return ""
    figure = earlier.figures.known.get(indicator.id)
    return _shortened(figure.text) if figure else ""


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT].rsplit(' ', 1)[0]}…"
