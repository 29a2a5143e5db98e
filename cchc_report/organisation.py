"""The unit that reports: how it writes dates and which abbreviations it uses. Its names are figures like any other."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cchc_report.fields import Fields
from cchc_report.problems import Problem
from cchc_report.source import Scalar, Source
from cchc_report.values import HouseStyle
from cchc_report.vietnamese.dates import STYLES, DateStyle

STYLE_KEY = "cach_viet"
ABBREVIATIONS_KEY = "viet_tat"
OWN_KEYS = (STYLE_KEY, ABBREVIATIONS_KEY)
"""The keys of ``don-vi.yaml`` that are not sections of the catalogue."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """What ``don-vi.yaml`` says beside the names."""

    style: HouseStyle = field(default_factory=HouseStyle)
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    """Short form to full form, over and above the catalogue's."""


def read_organisation(source: Source) -> tuple[Organisation, list[Problem]]:
    """Read house style and abbreviations; the sections of the file are read with the figures."""
    problems = list(source.problems)
    if source.root is None:
        return Organisation(), problems
    fields = Fields(source.root, source.file, problems)
    style = fields.entry(STYLE_KEY)
    house = _house_style(Fields(style.value, f"«{STYLE_KEY}»", problems)) if style else HouseStyle()
    entries = fields.mapping(ABBREVIATIONS_KEY)
    abbreviations = {
        entry.key.text: entry.value.text for entry in entries if isinstance(entry.value, Scalar) and entry.value.text
    }
    return Organisation(house, abbreviations), problems


def _house_style(fields: Fields) -> HouseStyle:
    dates = fields.choice("ngay", STYLES, DateStyle())
    style = HouseStyle(dates, fields.choice("ngay_dang", STYLES, dates))
    fields.leftovers()
    return style
