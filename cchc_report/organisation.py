"""The unit that reports: how it writes dates and which abbreviations it uses. Its names are figures like any other."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cchc_report.fields import Fields
from cchc_report.problems import Problem
from cchc_report.source import Node, Scalar, Source
from cchc_report.values import HouseStyle
from cchc_report.vietnamese.dates import STYLES, DateStyle

MAIN_SECTION = "don_vi"
"""The section of ``don-vi.yaml`` that every unit fills in."""
STYLE_KEY = "cach_viet"
ABBREVIATIONS_KEY = "viet_tat"
OWN_KEYS = (STYLE_KEY, ABBREVIATIONS_KEY)
"""The keys of ``don-vi.yaml`` that are not sections of the catalogue."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """What ``don-vi.yaml`` says beside the names."""

    style: HouseStyle = field(default_factory=HouseStyle)
    genre_dates: Mapping[str, DateStyle] = field(default_factory=dict)
    """How sentences of a genre write dates, where it differs from the unit's own way; by genre, ``bao-cao``."""
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    """Short form to full form, over and above the catalogue's."""


def read_organisation(source: Source) -> tuple[Organisation, list[Problem]]:
    """Read house style and abbreviations; the sections of the file are read with the figures."""
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
    return Organisation(house, genre_dates, abbreviations), problems


def _house_style(node: Node, problems: list[Problem]) -> tuple[HouseStyle, dict[str, DateStyle]]:
    fields = Fields(node, f"«{STYLE_KEY}»", problems)
    dates = fields.choice("ngay", STYLES, DateStyle())
    style = HouseStyle(dates, fields.choice("ngay_dang", STYLES, dates))
    report = {"bao-cao": fields.choice("ngay_bao_cao", STYLES, dates)}
    fields.leftovers()
    return style, report
