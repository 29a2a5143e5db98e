"""How the cells of the form look."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

FONT = "Times New Roman"
_AS_TEXT = 49
"""The number of the format «@» among those that every workbook has."""
_ENTRY = "#FFF9E5"
_HEAD = "#DDE8F3"
_WRONG, _WRONG_TEXT = "#FFC7CE", "#9C0006"
_RIGHT_TEXT = "#1E7B34"
_ASIDE = "#666666"
_BORDERED = {"border": 1, "border_color": "#8C8C8C", "valign": "vcenter"}


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: "Workbook") -> None:
        self._workbook = workbook
        self.title = self._made(bold=True, font_size=15)
        self.subtitle = self._made(bold=True, font_size=13)
        self.plain = self._made()
        self.wrapped = self._made(text_wrap=True, valign="top")
        self.aside = self._made(italic=True, font_color=_ASIDE, font_size=11)
        self.link = self._made(font_color="#0B5394", underline=1)
        self.hidden = self._made(font_color=_ASIDE)
        self.head = self._made(**_BORDERED, bold=True, text_wrap=True, align="center", bg_color=_HEAD)
        self.label = self._made(**_BORDERED, text_wrap=True, align="left", indent=1, quote_prefix=True)
        self.unit = self._made(**_BORDERED, text_wrap=True, align="center", quote_prefix=True)
        self.unit_entry = self._made(
            **_BORDERED, text_wrap=True, align="center", num_format=_AS_TEXT, locked=False, bg_color=_ENTRY
        )
        self.number_entry = self._made(
            **_BORDERED, num_format=_AS_TEXT, align="right", indent=1, locked=False, bg_color=_ENTRY
        )
        self.text_entry = self._made(
            **_BORDERED, num_format=_AS_TEXT, align="left", indent=1, locked=False, bg_color=_ENTRY, text_wrap=True
        )
        self.note_entry = self._made(
            **_BORDERED, num_format=_AS_TEXT, align="left", indent=1, locked=False, text_wrap=True, font_size=11
        )
        self.earlier = self._made(
            **_BORDERED, text_wrap=True, align="right", indent=1, font_color=_ASIDE, quote_prefix=True
        )
        self.earlier_text = self._made(
            **_BORDERED, text_wrap=True, align="left", indent=1, font_color=_ASIDE, font_size=11, quote_prefix=True
        )
        self.check = self._made(**_BORDERED, text_wrap=True, align="left", indent=1, font_color=_ASIDE, font_size=10)
        self.small = self._made(italic=True, font_color=_ASIDE, font_size=10)
        self.mark = self._made(bold=True, font_color="#C00000")
        self.wrong = self._made(bg_color=_WRONG, font_color=_WRONG_TEXT)
        self.right = self._made(font_color=_RIGHT_TEXT)

    def _made(self, **properties: object) -> "Format":
        return self._workbook.add_format({"font_name": FONT, "font_size": 12, "font_scheme": None, **properties})
