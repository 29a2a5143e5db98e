"""Figures named inside texts: ``[tthc.bai_bo]``. What is nearly such a name would be printed as it stands, so it is named."""

import re
from collections.abc import Iterable, Iterator

from cchc_report.catalogue import Kind
from cchc_report.fields import near_code
from cchc_report.figures import (
    PERIOD_INDICATORS,
    PERIOD_KEY,
    REFERENCE,
    TELLINGS,
    Earlier,
    Figure,
    Figures,
    Withheld,
)
from cchc_report.formulas import BASES, PREVIOUS, YEAR_AGO
from cchc_report.problems import Place, Problem, Related, error
from cchc_report.vietnamese.wording import as_id, nearest

NOTHING_TO_COMPARE = "khong-so-duoc"
"""The name of the problem that a text asks for a comparison that there is not."""
MOST_OFFERED = 3
"""Codes that a hint offers to choose from."""
_OPENED = re.compile(
    r"(?:\[+|\{+%?|［|【)\s*(?P<name>[^\s\[\]{}|［］【】%.,;:]+(?:\s*[.,]\s*[^\s\[\]{}|［］【】%.,;:]+)?)(?:\|[^{}\[\]]*)?\s*(?P<end>[\]}］】]*)"
)
_CODE = re.compile(r"(?<![\w.@/\[-])[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*(?![\w.@/\]])", re.ASCII)


def references(figures: Figures, figure: Figure) -> Iterator[Problem]:
    """What is wrong with the figures that a text names, and with what is nearly the name of one."""
    text = figure.text
    taken: set[int] = set()
    for found in REFERENCE.finditer(text):
        taken |= set(range(found.start(), found.end()))
        if (problem := _named(figures, figure, found[1]) or _told(figures, figure, found)) is not None:
            yield problem
    for found in (*_OPENED.finditer(text), *_CODE.finditer(text)):
        if taken.isdisjoint(range(found.start(), found.end())):
            problem = _nearly_named(figures, figure, found)
            taken |= set(range(found.start(), found.end())) if problem else set()
            yield from [problem] if problem else []


def _named(figures: Figures, figure: Figure, name: str) -> Problem | None:
    """What is wrong with a figure named in square brackets; brackets around anything else are just brackets."""
    place = inside(figure.place, f"[{name}]")
    named = figures.get(name)
    if named is not None:
        return _named_again(figure, named, place)
    if name in figures.unreadable:
        return None
    if figures.indicator(name) is not None:
        message, hint = (
            f"câu này cần «[{name}]» nhưng chưa có số liệu",
            "ghi số liệu của chỉ tiêu này, hoặc bỏ khỏi câu",
        )
        return error("thieu-so-lieu", message, place, hint)
    return _unknown(figures, name, f"[{name}]", place)


def _told(figures: Figures, figure: Figure, found: re.Match[str]) -> Problem | None:
    """What is wrong with how a figure is to be told: ``[tthc.cong_bo|cung_ky|so_voi]``."""
    telling, named = found[2].removeprefix("|"), figures.get(found[1])
    if not telling or named is None:
        return None
    place = inside(figure.place, found[0])
    if telling not in TELLINGS:
        near = nearest(telling, TELLINGS)
        hint = f"có phải «[{found[1]}|{near}]»?" if near else f"dùng được: {', '.join(TELLINGS)}"
        return error("nhac-sai-cach", f"không có cách kể «{telling}»", place, hint)
    if not named.indicator.kind.numeric:
        return error(
            "nhac-sai-cach", f"«{found[1]}» không phải là số nên không kể như thế được", place, f"viết [{found[1]}]"
        )
    return _without_base(figures, found, place)


def _without_base(figures: Figures, found: re.Match[str], place: Place) -> Problem | None:
    """A comparison in a text that would print nothing, since there is nothing to compare with."""
    base = found[2].split("|")[1]
    if base not in BASES:
        return None
    earlier = figures.base(base, found[1])
    if base == PREVIOUS and figures.has_one_base:
        return error(NOTHING_TO_COMPARE, "kỳ trước của kỳ này cũng là cùng kỳ năm trước", place, f"dùng {YEAR_AGO}")
    if isinstance(earlier, Earlier) and figures.get(f"{base}({found[1]})") is not None:
        return None
    hint = f"bỏ phần so sánh, hoặc bổ sung số liệu của {BASES[base]}"
    if isinstance(earlier, Withheld):
        return error(
            NOTHING_TO_COMPARE,
            f"không so được với {BASES[base]}: {earlier.reason}",
            place,
            hint,
            [Related("", earlier.place)],
        )
    return error(NOTHING_TO_COMPARE, f"không có số liệu {BASES[base]} để so", place, hint)


def _named_again(figure: Figure, named: Figure, place: Place) -> Problem | None:
    """A text that names figures cannot stand inside another one, or inside itself."""
    is_text = named.indicator.kind in {Kind.TEXT, Kind.TEXTS}
    if not is_text or (named.indicator.id != figure.indicator.id and not REFERENCE.search(named.text)):
        return None
    message = f"«[{named.indicator.id}]» phải là số liệu, không phải câu có nhắc số liệu khác"
    return error("nhac-cau-co-nhac", message, place, "chép thẳng nội dung câu đó vào đây, hoặc bỏ khỏi câu")


def _unknown(figures: Figures, name: str, written: str, place: Place) -> Problem | None:
    """A name in a section there is, of an indicator there is not."""
    section = name.partition(".")[0]
    if section not in {*figures.catalogue.sections, PERIOD_KEY}:
        return None
    near = near_code(name, _codes(figures))
    hint = f"có phải «[{near}]»?" if near else ""
    if section == PERIOD_KEY:
        hint = f"dùng được: {', '.join(f'{PERIOD_KEY}.{key}' for key in PERIOD_INDICATORS)}"
    return error("khong-co-chi-tieu", f"câu này nhắc «{written}», danh mục không có chỉ tiêu này", place, hint)


def _nearly_named(figures: Figures, figure: Figure, found: re.Match[str]) -> Problem | None:
    """A name without its brackets, with other brackets, capitals, marks, spaces, or without its section."""
    written = found[0].strip()
    name = found.groupdict().get("name", written)
    place = inside(figure.place, written)
    meant = list(_meant(figures, name))
    if meant:
        hint = "viết " + " hoặc ".join(f"[{code}]" for code in meant[:MOST_OFFERED])
        message = f"«{written}» sẽ in nguyên như thế, không được thay bằng số liệu"
        return error("nhac-sai-cach", message, place, hint)
    is_code = found.groupdict().get("end") and re.fullmatch(r"[^\W\d]\w*\.\w+", name)
    return _unknown(figures, as_code(name), written, place) if is_code else None


def _meant(figures: Figures, name: str) -> Iterable[str]:
    """The codes that a name may stand for; a word without a dot, an underscore or a hyphen is only a word."""
    codes = _codes(figures)
    code = as_code(name)
    if code in codes:
        return [code]
    if "." in code or not re.search(r"[_\-]", name):
        return []
    joined = [known for known in codes if known.replace(".", "_") == code]
    return joined or [known for known in codes if known.partition(".")[2] == code]


def as_code(name: str) -> str:
    """The code somebody meant: ``TTHC. bãi_bỏ`` becomes ``tthc.bai_bo``."""
    return ".".join(as_id(part) for part in re.split("[.,]", name))


def _codes(figures: Figures) -> list[str]:
    own = [f"{PERIOD_KEY}.{key}" for key in PERIOD_INDICATORS]
    return [*own, *(indicator.id for indicator in figures.catalogue.indicators())]


def inside(place: Place, wrong: str) -> Place:
    """The wrong words within the text that stands at a place; the whole text where they cannot be found on its line."""
    at = place.excerpt.find(wrong, place.column - 1)
    return Place(place.file, place.line, at + 1, len(wrong), place.excerpt) if at >= 0 else place
