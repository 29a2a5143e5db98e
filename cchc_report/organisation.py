"""The unit that reports: how it writes dates, which abbreviations it uses, since when it stands as it is.

Its names are figures like any other. What makes its figures incomparable with earlier ones is said here too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cchc_report.catalogue import Catalogue
from cchc_report.fields import Fields, near_code
from cchc_report.problems import Place, Problem, error
from cchc_report.source import Node, Scalar, Source
from cchc_report.values import HouseStyle
from cchc_report.vietnamese.dates import STYLES, DateStyle

MAIN_SECTION = "don_vi"
"""The section of ``don-vi.yaml`` that every unit fills in."""
STYLE_KEY = "cach_viet"
ABBREVIATIONS_KEY = "viet_tat"
STANDING_KEY = "to_chuc"
PREDECESSORS_KEY = "tien_than"
BREAKS_KEY = "gian_doan"
OWN_KEYS = (STYLE_KEY, ABBREVIATIONS_KEY, STANDING_KEY, BREAKS_KEY)
"""The keys of ``don-vi.yaml`` that are not sections of the catalogue."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Since when and until when there is such a unit, and the units before and after it."""

    first_day: date | None = None
    last_day: date | None = None
    predecessors: tuple[str, ...] = ()
    """The folders of the units that it was made of."""
    successor: str = ""
    """The folder of the unit that it became."""
    comparable: tuple[str, ...] = ()
    """Indicators, or whole sections, whose sum over the predecessors is the base of a comparison."""
    reason: str = "sắp xếp đơn vị hành chính"
    """Why anything else is not compared with the time before."""
    place: Place = field(default_factory=lambda: Place(""))


@dataclass(frozen=True, slots=True)
class Break:
    """A day on which the basis of figures changed, so that those before it and those after it are not compared."""

    first_day: date
    reason: str
    """As a sentence says it: ``sắp xếp đơn vị hành chính``."""
    indicators: tuple[str, ...]
    """Ids of indicators or sections; empty for all."""
    but: tuple[str, ...]
    """Those of them that stay comparable."""
    place: Place

    def concerns(self, id: str) -> bool:  # noqa: A002 - the field's own word
        """Whether the basis of that indicator changed."""
        return (not self.indicators or _among(id, self.indicators)) and not _among(id, self.but)


@dataclass(frozen=True, slots=True)
class Organisation:
    """What ``don-vi.yaml`` says beside the names."""

    style: HouseStyle = field(default_factory=HouseStyle)
    genre_dates: Mapping[str, DateStyle] = field(default_factory=dict)
    """How sentences of a genre write dates, where it differs from the unit's own way; by genre, ``bao-cao``."""
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    """Short form to full form, over and above the catalogue's."""
    standing: Standing = field(default_factory=Standing)
    breaks: tuple[Break, ...] = ()


def read_organisation(source: Source, catalogue: Catalogue) -> tuple[Organisation, list[Problem]]:
    """Read all but the sections of the file, which are read with the figures."""
    problems = list(source.problems)
    if source.root is None:
        return Organisation(), problems
    fields = Fields(source.root, source.file, problems)
    style = fields.entry(STYLE_KEY)
    house, genre_dates = _house_style(style.value, problems) if style else (HouseStyle(), {})
    entries = fields.mapping(ABBREVIATIONS_KEY)
    abbreviations = {
        entry.key.text: entry.value.text for entry in entries if isinstance(entry.value, Scalar) and entry.value.text
    }
    standing = fields.entry(STANDING_KEY)
    stands = _standing(standing.value, catalogue, problems) if standing else Standing()
    breaks = tuple(found for node in fields.items(BREAKS_KEY) if (found := _break(node, catalogue, problems)))
    return Organisation(house, genre_dates, abbreviations, stands, breaks), problems


def _standing(node: Node, catalogue: Catalogue, problems: list[Problem]) -> Standing:
    fields = Fields(node, f"«{STANDING_KEY}»", problems)
    standing = Standing(
        fields.day("tu_ngay"),
        fields.day("den_ngay"),
        fields.texts(PREDECESSORS_KEY),
        fields.text("ke_tiep"),
        _ids(fields, "so_sanh_duoc", catalogue, problems),
        fields.text("ly_do", Standing().reason),
        fields.place,
    )
    fields.leftovers()
    return standing


def _break(node: Node, catalogue: Catalogue, problems: list[Problem]) -> Break | None:
    fields = Fields(node, f"mục của «{BREAKS_KEY}»", problems)
    fields.scalar("tu_ngay", needed=True)
    day, reason = fields.day("tu_ngay"), fields.text("ly_do", needed=True)
    concerned, spared = (_ids(fields, key, catalogue, problems) for key in ("chi_tieu", "tru"))
    fields.leftovers()
    return Break(day, reason, concerned, spared, fields.place) if day and reason else None


def _ids(fields: Fields, key: str, catalogue: Catalogue, problems: list[Problem]) -> tuple[str, ...]:
    """Ids of indicators or sections, all of which must exist."""
    named = fields.items(key)
    known = [*catalogue.sections, *(indicator.id for indicator in catalogue.indicators())]
    for node in named:
        if isinstance(node, Scalar) and node.text not in known:
            near = near_code(node.text, known)
            hint = f"có phải «{near}»?" if near else "ghi mã phần hoặc mã chỉ tiêu, như tthc hoặc tthc.cong_bo"
            problems.append(error("khong-co-chi-tieu", f"danh mục không có «{node.text}»", node.place, hint))
    return fields.texts(key)


def _among(id: str, named: tuple[str, ...]) -> bool:  # noqa: A002 - the field's own word
    return id in named or id.partition(".")[0] in named


def _house_style(node: Node, problems: list[Problem]) -> tuple[HouseStyle, dict[str, DateStyle]]:
    fields = Fields(node, f"«{STYLE_KEY}»", problems)
    dates = fields.choice("ngay", STYLES, DateStyle())
    style = HouseStyle(dates, fields.choice("ngay_dang", STYLES, dates))
    report = {"bao-cao": fields.choice("ngay_bao_cao", STYLES, dates)}
    fields.leftovers()
    return style, report
