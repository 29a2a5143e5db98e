"""Where things stand in a form: what the maker writes and the reader finds again, by its words and never by its position."""

from dataclasses import dataclass

from cchc_report.vietnamese.wording import one_line

ID, LABEL, UNIT, VALUE, NOTE, EARLIER, CHECK, PREFILLED = (
    "Mã",
    "Chỉ tiêu",
    "Đơn vị tính",
    "Số liệu",
    "Nguồn số liệu",
    "Kỳ trước",
    "Kiểm tra",
    "Điền sẵn",
)
"""The heads of the columns; those of ids and of what was filled in beforehand are hidden."""
HEADS = (ID, LABEL, UNIT, VALUE, NOTE, EARLIER, CHECK, PREFILLED)
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


def prefill(value: str, unit: str) -> str:
    """What stands beside a value that the maker filled in, so that the reader knows whether somebody has touched it since."""
    return one_line(f"{value} {unit}") if value else ""
