"""The whole workbook: instructions, then a sheet for each section."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from cchc_report.catalogue import Section
from cchc_report.figures import Figures
from cchc_report.form.heights import growing, row_height
from cchc_report.form.layout import GUIDE_SHEET
from cchc_report.form.looks import FONT, Looks
from cchc_report.form.pages import Page, pages
from cchc_report.form.results import Book
from cchc_report.form.sheets import prepare, print_setup, write_page
from cchc_report.form.wording import instructions, subject

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_CREATED = datetime(2020, 1, 1)  # noqa: DTZ001 - a file says no time zone; always the same, so that its bytes are
_WIDTH = 92
"""Of the instructions, in digits."""


def form_workbook(figures: Figures, sections: Sequence[Section], notes: Mapping[str, str]) -> bytes:
    """The entry form of a period as an Excel workbook, the same bytes for the same input.

    ``figures`` are the period's, those that its file has already or those of one without a file; ``notes`` say where a
    figure comes from, by its indicator's full id. Raises ImportError where XlsxWriter is not installed.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - only this command needs it

    buffer = io.BytesIO()
    standard = {"font_name": FONT, "font_size": 12}
    workbook = Workbook(buffer, {"in_memory": True, "default_format_properties": standard})
    workbook.set_properties(
        {"title": "Biểu số liệu cải cách hành chính", "subject": subject(figures), "created": _CREATED}
    )
    _fill(workbook, pages(figures, sections, notes), figures)
    workbook.close()
    return growing(buffer.getvalue())


def _fill(workbook: "Workbook", made: list[Page], figures: Figures) -> None:
    looks, book = Looks(workbook), Book(made, figures)
    _guide(workbook, made, figures, looks)
    lines = [prepare(page, book) for page in made]
    for page, hidden in zip(made, lines, strict=True):
        write_page(workbook, page, hidden, book, looks)


def _guide(workbook: "Workbook", made: list[Page], figures: Figures, looks: Looks) -> None:
    """The sheet of instructions, with a link to each of the others."""
    sheet = workbook.add_worksheet(GUIDE_SHEET)
    sheet.set_column(0, 0, _WIDTH)
    sheet.hide_gridlines(2)
    print_setup(sheet)
    sheet.set_portrait()
    sheet.write_string(0, 0, "Hướng dẫn ghi biểu số liệu cải cách hành chính", looks.title)
    sheet.write_string(1, 0, subject(figures), looks.subtitle)
    at = 3
    for heading, paragraphs in instructions(figures):
        sheet.write_string(at, 0, heading, looks.subtitle)
        for offset, paragraph in enumerate(paragraphs, 1):
            sheet.set_row(at + offset, row_height([(paragraph, _WIDTH, 12)]))
            sheet.write_string(at + offset, 0, paragraph, looks.wrapped)
        at += len(paragraphs) + 2
    sheet.write_string(at, 0, "Các trang tính", looks.subtitle)
    for number, page in enumerate(made, 1):
        quoted = page.name.replace("'", "''")
        sheet.write_url(at + number, 0, f"internal:'{quoted}'!D6", looks.link, page.section.label)
    sheet.print_area(0, 0, at + len(made), 0)
    sheet.protect("", {"format_columns": True, "format_rows": True})
