"""Paper, margins, fonts, page numbers."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from cchc_report.layout.findings import Flaw, Spot, Verdict, at, judged
from cchc_report.layout.looks import decimal, letter_flaws, written
from cchc_report.layout.parts import Official
from cchc_report.nd30 import Align, Limits, Rule
from cchc_report.opc import TWIPS_IN_MILLIMETRE
from cchc_report.wordfile import Field, HeaderKind, Paragraph, Run, Section

_ROUNDING = decimal(0.4)
"""Millimetres that programs lose when they turn centimetres into their own units."""
_PAPER_ROUNDING = decimal(1.5)
"""Printers' A4 may be a millimetre off."""
_BLACK = {"auto", "000000"}
_ONE_PAGE = 1500
"""Letters that may fit on one page, which shows no number."""
_SIDES = {"tren": "trên", "duoi": "dưới", "trai": "trái", "phai": "phải"}
_PLAIN_NUMBERS = {"decimal", ""}


def paper(official: Official, rule: Rule) -> Verdict:
    """Every page is A4, whichever way it lies."""
    return judged(rule, _paper_flaws(official.file.sections, rule))


def orientation(official: Official, rule: Rule) -> Verdict:
    """A page lies on its side only for a table of data; those that set the head and the signature side by side are none."""
    own = official.own_paragraphs
    layout_tables = {p.stand.table for p in official.file.paragraphs if p.number in own}
    with_table = {p.stand.section for p in official.file.paragraphs if p.stand.table not in {None, *layout_tables}}
    flaws = (
        Flaw("trang xoay ngang mà không có bảng, biểu", section_spot(at_))
        for at_, section in enumerate(official.file.sections)
        if section.landscape and at_ not in with_table
    )
    return judged(rule, flaws)


def margins(official: Official, rule: Rule) -> Verdict:
    """The four margins; on a page turned on its side those of the upright page may have turned with it."""
    return judged(rule, (flaw for at_, s in enumerate(official.file.sections) for flaw in _margin_flaws(s, at_, rule)))


def fonts(official: Official, rule: Rule) -> Verdict:
    """The font and colour of all text but that of data tables, which is not regulated."""
    own = official.own_paragraphs
    judged_here = [p for p in official.file.paragraphs if p.stand.table is None or p.number in own]
    flaws = [flaw for paragraph in judged_here for flaw in _font_flaws(paragraph, rule.text, at(paragraph))]
    for index, section in enumerate(official.file.sections):
        for kind, name in ((section.headers, "đầu trang"), (section.footers, "chân trang")):
            spot = Spot(None, f"{name}, {section_spot(index)}")
            flaws += [f for p in _shown(section, kind, official) for f in _font_flaws(p, rule.text, spot)]
    return judged(rule, flaws)


def page_numbers(official: Official, rule: Rule) -> Verdict:
    """The numbers of the document itself; annexes count by themselves."""
    sections = official.file.sections
    first_annex = official.annexes[0].label.paragraph.stand.section if official.annexes else len(sections)
    own = sections[: max(1, first_annex)]
    flaws = [flaw for at_, section in enumerate(own) for flaw in _number_flaws(official, section, at_, rule)]
    letters = sum(len(paragraph.text) for paragraph in official.file.paragraphs)
    if letters < _ONE_PAGE and not any(_has_number(official, section) for section in own):
        return judged(rule, (), "không có số trang; văn bản ngắn, có thể chỉ gồm một trang")
    return judged(rule, flaws)


def section_spot(index: int) -> Spot:
    """A section as a place, counted from 1."""
    return Spot(None, f"phần {index + 1} của tệp")


def _paper_flaws(sections: tuple[Section, ...], rule: Rule) -> Iterator[Flaw]:
    short, long = rule.measures["rong"], rule.measures["cao"]
    for index, section in enumerate(sections):
        sides = sorted((section.width / TWIPS_IN_MILLIMETRE, section.height / TWIPS_IN_MILLIMETRE))
        if not (_allows(short, sides[0], _PAPER_ROUNDING) and _allows(long, sides[1], _PAPER_ROUNDING)):
            yield Flaw(f"khổ giấy {sides[0]:.0f} mm x {sides[1]:.0f} mm", section_spot(index))


def _margin_flaws(section: Section, index: int, rule: Rule) -> list[Flaw]:
    found = {"tren": section.top, "duoi": section.bottom, "trai": section.left, "phai": section.right}
    turned = {"tren": section.left, "duoi": section.right, "trai": section.bottom, "phai": section.top}
    other = {"tren": section.right, "duoi": section.left, "trai": section.top, "phai": section.bottom}
    wrong = _wrong_sides(found, rule)
    if wrong and section.landscape and not (_wrong_sides(turned, rule) and _wrong_sides(other, rule)):
        return []
    return [Flaw(text, section_spot(index)) for text in wrong]


def _wrong_sides(found: dict[str, int], rule: Rule) -> list[str]:
    in_millimetres = {side: twips / TWIPS_IN_MILLIMETRE for side, twips in found.items()}
    return [
        f"lề {_SIDES[side]} {written(length)} mm, không phải {rule.measures[side].text}"
        for side, length in in_millimetres.items()
        if not _allows(rule.measures[side], length, _ROUNDING)
    ]


def _allows(limits: Limits, length: float, tolerance: Decimal) -> bool:
    return limits.allow(decimal(length), tolerance)


def _font_flaws(paragraph: Paragraph, wanted: str, spot: Spot) -> Iterator[Flaw]:
    for run in paragraph.runs:
        others = {font for font in run.look.fonts(run.text) if font.casefold() != wanted.casefold()}
        yield from (Flaw(f"phông chữ {font}", spot) for font in sorted(others))
        if run.text.strip() and run.look.colour.lower() not in _BLACK:
            yield Flaw(f"chữ màu #{run.look.colour.upper()}, không phải màu đen", spot)


def _shown(
    section: Section, parts: Mapping[HeaderKind, tuple[Paragraph, ...]], official: Official
) -> Iterator[Paragraph]:
    """The paragraphs of the headers or footers that are printed."""
    for kind in _kinds(section, official):
        yield from parts.get(kind, ())


def _kinds(section: Section, official: Official) -> list[HeaderKind]:
    even = [HeaderKind.EVEN] if official.file.even_pages_differ else []
    return [HeaderKind.DEFAULT, *even, *([HeaderKind.FIRST] if section.own_first_page else [])]


def _numbers(paragraphs: tuple[Paragraph, ...]) -> list[tuple[Paragraph, Field]]:
    return [(paragraph, field) for paragraph in paragraphs for field in paragraph.fields if field.code == "PAGE"]


def _has_number(official: Official, section: Section) -> bool:
    return any(
        _numbers(parts.get(kind, ()))
        for parts in (section.headers, section.footers)
        for kind in _kinds(section, official)
    )


def _number_flaws(official: Official, section: Section, index: int, rule: Rule) -> Iterator[Flaw]:
    spot = section_spot(index)
    kinds = _kinds(section, official)
    if any(_numbers(section.footers.get(kind, ())) for kind in kinds):
        yield Flaw("số trang ở cuối trang, không ở lề trên", spot)
    else:
        for kind in kinds:
            if kind is not HeaderKind.FIRST and not _numbers(section.headers.get(kind, ())):
                yield Flaw("không có số trang", spot)
    if index == 0:
        yield from _first_page_flaws(section, spot)
    if section.number_format not in _PLAIN_NUMBERS:
        yield Flaw("số trang không phải là chữ số Ả Rập", spot)
    for kind in kinds:
        for paragraph, field in _numbers(section.headers.get(kind, ())):
            yield from (Flaw(f"số trang: {found}", spot) for found in _look(paragraph, field, section, rule))


def _first_page_flaws(section: Section, spot: Spot) -> Iterator[Flaw]:
    first = HeaderKind.FIRST if section.own_first_page else HeaderKind.DEFAULT
    if _numbers(section.headers.get(first, ())):
        yield Flaw("trang đầu có hiển thị số trang", spot)
    if section.first_number not in {None, 1}:
        yield Flaw(f"số trang bắt đầu từ {section.first_number}, không phải từ 1", spot)


def _look(paragraph: Paragraph, field: Field, section: Section, rule: Rule) -> Iterator[str]:
    yield from letter_flaws([Run("1", field.look)], rule)
    if paragraph.stand.box is None and rule.align is Align.CENTER and not _is_centred(paragraph, field, section):
        yield "không canh giữa"


def _is_centred(paragraph: Paragraph, field: Field, section: Section) -> bool:
    shape = paragraph.shape
    if not field.tabs_before:
        return shape.align == "center"
    stop = shape.tabs[field.tabs_before - 1] if field.tabs_before <= len(shape.tabs) else None
    return (
        stop is not None
        and stop.kind == "center"
        and abs(stop.position - section.text_width / 2) < 10 * TWIPS_IN_MILLIMETRE
    )
