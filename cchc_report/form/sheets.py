"""One sheet of the form: title, heads, a row for each indicator, hidden cells that work out the checks."""

from typing import TYPE_CHECKING

from cchc_report.catalogue import Indicator, Kind
from cchc_report.figures import Figures
from cchc_report.form.calendar_days import date_verdict
from cchc_report.form.cells import NOTHING, Line, Told
from cchc_report.form.heights import SPARE, row_height
from cchc_report.form.layout import CHECK, HEADS, PREFILLED, prefill
from cchc_report.form.looks import Looks
from cchc_report.form.pages import FIRST_ROW, Page, Row
from cchc_report.form.results import Book
from cchc_report.form.typed import FIRST_HIDDEN, typed
from cchc_report.form.validation import validation
from cchc_report.form.verdicts import AGREES, BROKEN, DIFFERS, UNCLEAR, longest, verdict
from cchc_report.form.wording import legend, subject
from cchc_report.formulas import write
from cchc_report.workbook.model import column_letters

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_NUMBERS, _MIXED, _TEXTS = (10, 46, 15, 18, 24, 16, 36), (10, 40, 15, 34, 24, 18, 34), (10, 30, 12, 62, 24, 24, 24)
"""The widths of the columns, in digits: of sections with numbers, with some texts, with texts above all."""
_MOST_LISTED = 255
"""Characters of a list to choose from."""
INDENT = 2
"""Digits of a column's width that the distance from the border takes."""
_A4 = 9
_ALLOWED = {
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
"""What a person may do on a protected sheet; there is no password."""


def prepare(page: Page, book: Book) -> dict[int, Line]:
    """The hidden cells that say what is typed, by row; those of all pages are there before any check is made."""
    lines = {row.number: Line(row.number, FIRST_HIDDEN) for row in page.rows}
    numeric = [row for row in page.rows if row.indicator.kind.numeric]
    book.typed |= {row.indicator.id: typed(lines[row.number], row, book.figures.catalogue) for row in numeric}
    return lines


def write_page(workbook: "Workbook", page: Page, lines: dict[int, Line], book: Book, looks: Looks) -> None:
    """Add the sheet of a section."""
    sheet, figures, widths = workbook.add_worksheet(page.name), book.figures, _widths(page)
    _heads(sheet, page, figures, looks)
    for row in page.rows:
        line, at = lines[row.number], row.number - 1
        told = _verdict(line, row, book)
        _row(sheet, row, figures, looks)
        _told(sheet, at, told, looks)
        sheet.set_row(at, _height(row, longest(row, book), widths, figures))
        for column, cell in line.cells.items():
            sheet.write_formula(at, column - 1, f"={cell.formula}", looks.hidden, cell.value)
    _dress(sheet, page, widths, max(line.next_column - 1 for line in lines.values()), looks)


def _verdict(line: Line, row: Row, book: Book) -> Told:
    if row.indicator.kind.numeric:
        return verdict(line, row, book.typed[row.indicator.id], book)
    return date_verdict(line, row) if row.indicator.kind is Kind.DATE else NOTHING


def _widths(page: Page) -> tuple[int, ...]:
    texts = sum(row.indicator.kind.wordy for row in page.rows)
    return _TEXTS if 2 * texts > len(page.rows) else _MIXED if texts else _NUMBERS


def _height(row: Row, said: str, widths: tuple[int, ...], figures: Figures) -> float:
    """Enough for what the row holds now, and for what its check may say: no program lets a row grow with a result."""
    computed = _computed(row.indicator, figures)
    label_room, unit_room, *rooms = (width - INDENT for width in widths[1:])
    label = row_height([(f"{row.indicator.label} *", label_room, 12)])
    if computed:
        label += row_height([(computed, label_room, 10)]) - SPARE
    texts = zip((row.written, row.note, row.earlier, said), rooms, (12, 11, 11, 10), strict=True)
    return max(label, row_height([(row.unit, unit_room + INDENT, 12), *texts]))


def _told(sheet: "Worksheet", at: int, told: Told, looks: Looks) -> None:
    if told != NOTHING:
        sheet.write_formula(at, 6, f"={told.formula}", looks.check, told.value)
    else:
        sheet.write_blank(at, 6, None, looks.check)


def _heads(sheet: "Worksheet", page: Page, figures: Figures, looks: Looks) -> None:
    """The title, which says everything that a sheet by itself must say, and the heads of the columns."""
    for at, height in enumerate((22, 20, 18, 17, 22)):
        sheet.set_row(at, height)
    sheet.write_string(0, 0, str(page.imprint), looks.hidden)
    sheet.write_string(0, 1, "Biểu số liệu cải cách hành chính", looks.title)
    sheet.write_string(1, 1, page.section.label, looks.subtitle)
    sheet.write_string(2, 1, subject(figures), looks.plain)
    sheet.write_string(3, 1, legend(page), looks.aside)
    for column, head in enumerate(HEADS):
        sheet.write_string(FIRST_ROW - 2, column, head, looks.head)


def _row(sheet: "Worksheet", row: Row, figures: Figures, looks: Looks) -> None:
    at, indicator = row.number - 1, row.indicator
    sheet.write_string(at, 0, indicator.id, looks.hidden)
    _label(sheet, at, indicator, figures, looks)
    _unit(sheet, at, row, figures, looks)
    is_short = indicator.kind.numeric or indicator.kind is Kind.DATE
    _text(sheet, at, 3, row.written, looks.number_entry if is_short else looks.text_entry)
    sheet.data_validation(at, 3, at, 3, validation(indicator, figures.catalogue, f"D{row.number}"))
    _text(sheet, at, 4, row.note, looks.note_entry)
    _text(sheet, at, 5, row.earlier, looks.earlier if is_short else looks.earlier_text)
    _text(sheet, at, HEADS.index(PREFILLED), prefill(row.written, row.unit), looks.hidden)


def _text(sheet: "Worksheet", at: int, column: int, text: str, look: "Format") -> None:
    """A text that no program takes for a formula; an empty cell keeps its looks."""
    if text:
        sheet.write_string(at, column, text, look)
    else:
        sheet.write_blank(at, column, None, look)


def _label(sheet: "Worksheet", at: int, indicator: Indicator, figures: Figures, looks: Looks) -> None:
    """The name, a mark where it is required, and how the tool computes it itself."""
    parts: list[object] = [indicator.label]
    if indicator.required:
        parts += [looks.mark, " *"]
    if indicator.formula is not None:
        parts += [looks.small, f"\n{_computed(indicator, figures)}"]
    if len(parts) > 1:
        sheet.write_rich_string(at, 1, looks.plain, *parts, looks.label)
    else:
        sheet.write_string(at, 1, indicator.label, looks.label)


def _computed(indicator: Indicator, figures: Figures) -> str:
    """How the tool computes it, in words; empty where it does not."""
    if indicator.formula is None:
        return ""
    return f"tự tính, không bắt buộc ghi: = {write(indicator.formula.expression, figures.catalogue.called)}"


def _unit(sheet: "Worksheet", at: int, row: Row, figures: Figures, looks: Looks) -> None:
    """The unit of measure; one to choose where there are several."""
    units = figures.catalogue.convertible(row.indicator.unit)
    if len(units) < 2 or not row.indicator.kind.numeric:  # noqa: PLR2004 - nothing to choose from
        _text(sheet, at, 2, row.unit, looks.unit)
        return
    _text(sheet, at, 2, row.unit, looks.unit_entry)
    if len(",".join(units)) <= _MOST_LISTED and not any("," in unit for unit in units):
        asked = {"input_title": "Đơn vị tính", "input_message": "Chọn đúng đơn vị của số ghi bên cạnh."}
        wrong = {"error_title": "Đơn vị tính", "error_message": f"Chọn một trong: {', '.join(units)}."[:255]}
        sheet.data_validation(at, 2, at, 2, {"validate": "list", "source": [*units], **asked, **wrong})


def _dress(sheet: "Worksheet", page: Page, widths: tuple[int, ...], last_column: int, looks: Looks) -> None:
    for at, digits in enumerate(widths):
        sheet.set_column(at, at, digits, None, {"hidden": at == 0})
    sheet.set_column(HEADS.index(PREFILLED), max(last_column, len(HEADS)) - 1, 12, None, {"hidden": True})
    first, last = FIRST_ROW, page.last_row
    wrong = ",".join(f'LEFT($G{first},{len(word)})="{word}"' for word in (DIFFERS, BROKEN, UNCLEAR))
    for column in ("D", "G"):
        area = f"{column}{first}:{column}{last}"
        sheet.conditional_format(area, {"type": "formula", "criteria": f"=OR({wrong})", "format": looks.wrong})
    right = {"type": "formula", "criteria": f'=$G{first}="{AGREES}"', "format": looks.right}
    sheet.conditional_format(f"G{first}:G{last}", right)
    sheet.ignore_errors({"number_stored_as_text": f"C{first}:{column_letters(last_column)}{last}"})
    sheet.freeze_panes(first - 1, 2)
    sheet.protect("", _ALLOWED)
    print_setup(sheet)
    sheet.repeat_rows(first - 2)
    sheet.print_area(0, 1, last - 1, HEADS.index(CHECK))
    sheet.set_selection(first - 1, 3, first - 1, 3)


def print_setup(sheet: "Worksheet") -> None:
    """A4 across, one page wide, with page numbers."""
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_margins(left=0.6, right=0.6, top=0.6, bottom=0.7)
    sheet.set_footer('&L&"Times New Roman,Regular"&10&A&R&"Times New Roman,Regular"&10Trang &P/&N')
