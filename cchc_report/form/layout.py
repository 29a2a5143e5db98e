"""Where things stand in a form: what the maker writes and the reader finds again, by its words and never by its position."""

from dataclasses import dataclass

ID, LABEL, UNIT, VALUE, NOTE, EARLIER, CHECK = (
    "Mã",
    "Chỉ tiêu",
    "Đơn vị tính",
    "Số liệu",
    "Nguồn số liệu",
    "Kỳ trước",
    "Kiểm tra",
)
"""The heads of the columns; the one of ids is hidden."""
HEADS = (ID, LABEL, UNIT, VALUE, NOTE, EARLIER, CHECK)
"""From column A on."""
GUIDE_SHEET = "Hướng dẫn"
_MARK = "cchc-bieu-mau"


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a sheet of a form says of itself, in its first cell, which is hidden."""

    unit: str
    """The folder of the unit."""
    period: str
    """As a file name spells it: ``2024-q1``."""
    section: str
    """The id of the section, ``ky`` for the days of the figures."""
    version: str
    """Of the section as the catalogue had it: digits and letters that change with any id, label, kind or unit of measure."""

    def __str__(self) -> str:
        return f"{_MARK}|1|{self.unit}|{self.period}|{self.section}|{self.version}"


def imprint(text: str) -> Imprint | None:
    """The imprint that a cell holds, or None."""
    parts = text.strip().split("|")
    if parts[:2] != [_MARK, "1"] or len(parts) != 6:  # noqa: PLR2004 - the parts of an imprint, see Imprint.__str__
        return None
    return Imprint(*parts[2:])
