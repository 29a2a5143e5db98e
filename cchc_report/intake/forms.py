"""Filled forms read back: rows by their ids, columns by their heads, wherever they have got to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cchc_report.figures import Figures
from cchc_report.form import Imprint, asked_of, imprint, version_of
from cchc_report.form.layout import ID, LABEL, NOTE, PREFILLED, UNIT, VALUE, prefill
from cchc_report.intake.slots import Slot
from cchc_report.periods import Period, period_of_file
from cchc_report.problems import Place, Problem, error, warning
from cchc_report.vietnamese.dates import DateStyle
from cchc_report.vietnamese.numbers import write_shortest
from cchc_report.vietnamese.wording import one_line
from cchc_report.workbook import Cell, Number, Sheet, Workbook

MOST_NAMED = 5
"""Indicators that a message names one by one."""


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """One sheet of a form."""

    imprint: Imprint
    place: Place
    """Where it says what it is."""
    slots: tuple[Slot, ...]


def filled_sheets(workbook: Workbook) -> tuple[list[FilledSheet], list[Problem]]:
    """The sheets of the workbook that are forms, and what is wrong with them; other sheets are nobody's business."""
    sheets: list[FilledSheet] = []
    problems: list[Problem] = []
    for sheet in workbook.sheets:
        mark, heads = _imprint(sheet), _heads(sheet)
        if mark is not None and heads is not None:
            slots, wrong = _slots(sheet, heads)
            sheets.append(FilledSheet(*mark, tuple(slots)))
            problems += wrong
        elif heads is not None:
            problems.append(_without_imprint(sheet, heads))
        elif mark is not None:
            problems.append(_without_heads(sheet, mark[1]))
        if heads is not None and heads.repeated:
            problems.append(_repeated(sheet, heads))
    if not sheets and not problems:
        hint = "lập biểu mẫu bằng «cchc form»; nếu là bảng của cơ quan thì thêm --map với tệp ánh xạ"
        message = "tệp này không có trang nào là biểu mẫu"
        problems.append(error("khong-phai-bieu-mau", message, Place(workbook.file, width=0), hint))
    return sheets, problems


def misplaced(sheet: FilledSheet, unit: str, period: Period, style: DateStyle) -> Iterator[Problem]:
    """A form of another unit or period than the figures that it is read for."""
    made_for = period_of_file(sheet.imprint.period)
    if made_for != period:
        named = made_for.write(style) if made_for else sheet.imprint.period
        message = f"trang này là biểu mẫu của {named}, không phải {period.write(style)}"
        hint = "nhập từng kỳ một; nếu đã dùng lại biểu mẫu kỳ cũ thì chép số liệu sang biểu mẫu của kỳ này (cchc form)"
        yield error("bieu-mau-ky-khac", message, sheet.place, hint)
    if sheet.imprint.unit != unit:
        message = f"trang này là biểu mẫu của đơn vị «{sheet.imprint.unit}», không phải «{unit}»"
        yield error("bieu-mau-don-vi-khac", message, sheet.place, "nhập biểu mẫu của từng đơn vị một, với --unit")


def outdated(sheet: FilledSheet, figures: Figures) -> Iterator[Problem]:
    """What has changed in the catalogue since the form was made: rows that mean something else now, and those that it lacks."""
    section = figures.catalogue.sections.get(sheet.imprint.section)
    asked = asked_of(section, figures) if section else []
    if section is None or version_of(asked) == sheet.imprint.version:
        return
    names = {slot.name for slot in sheet.slots}
    lacking = [indicator.label for indicator in asked if indicator.id not in names]
    more = f", …, cả thảy {len(lacking)}" if len(lacking) > MOST_NAMED else ""
    said = f"; biểu mẫu chưa có: {', '.join(lacking[:MOST_NAMED])}{more}" if lacking else ""
    message = f"danh mục đã thay đổi từ khi lập biểu mẫu này (phần «{section.label}»){said}"
    yield warning("danh-muc-da-doi", message, sheet.place, "nếu còn kịp, lập lại biểu mẫu bằng «cchc form»")


def renamed(sheet: FilledSheet, figures: Figures) -> Iterator[Problem]:
    """Rows whose hidden id and visible name are not of one indicator: the catalogue has changed, or only some columns were sorted."""
    for slot in sheet.slots:
        indicator = figures.indicator(slot.name)
        if slot.value is not None and indicator is not None and not slot.label.startswith(one_line(indicator.label)):
            message = f"dòng này ghi «{slot.label}», nhưng mã của dòng ({slot.name}) là «{indicator.label}»"
            hint = "nếu đã xếp lại hay chép dòng thì làm với cả dòng, kể cả cột A đang ẩn; nếu danh mục đã đổi thì ghi vào biểu mẫu mới lập bằng «cchc form»"
            yield error("sai-dong", message, slot.place, hint)


@dataclass(frozen=True, slots=True)
class _Heads:
    """The row of heads, and the columns by what stands there."""

    row: int
    columns: dict[str, int]
    repeated: int
    """Another column under the head of values; 0 for none."""


def _imprint(sheet: Sheet) -> tuple[Imprint, Place] | None:
    cells = (cell for cell in sheet.cells.values() if isinstance(cell.content, str))
    return next(((found, cell.place) for cell in cells if (found := imprint(str(cell.content)))), None)


def _heads(sheet: Sheet) -> _Heads | None:
    """The first row that has the heads of ids and of values."""
    for row, cells in sheet.rows():
        columns = {_one_line(cell).casefold(): column for column, cell in reversed(cells.items())}
        if {ID.casefold(), VALUE.casefold()} <= columns.keys():
            values = [column for column, cell in cells.items() if _one_line(cell).casefold() == VALUE.casefold()]
            return _Heads(row, columns, values[1] if len(values) > 1 else 0)
    return None


def _one_line(cell: Cell | None) -> str:
    """What a cell says, on one line; nothing where it is an error."""
    match cell.content if cell else "":
        case str(text):
            return one_line(text)
        case Number(value):
            return write_shortest(value)
        case date() as day:
            return DateStyle().write(day)
        case _:
            return ""


def _slots(sheet: Sheet, heads: _Heads) -> tuple[list[Slot], list[Problem]]:
    slots: list[Slot] = []
    problems: list[Problem] = []
    value_column = heads.columns[VALUE.casefold()]
    for row, cells in sheet.rows():
        if row <= heads.row:
            continue
        name, value = _text(cells, heads, ID), cells.get(value_column)
        if name:
            place = sheet.place(row, value_column)
            label, unit, note = (_text(cells, heads, head) for head in (LABEL, UNIT, NOTE))
            before, now = _text(cells, heads, PREFILLED), prefill(_one_line(value), unit)
            slots.append(Slot(name, value, place, label, unit, note, untouched=bool(before) and before == now))
        elif value is not None:
            problems.append(_without_id(value))
    return slots, problems


def _text(cells: dict[int, Cell], heads: _Heads, head: str) -> str:
    return _one_line(cells.get(heads.columns.get(head.casefold(), 0)))


def _without_id(value: Cell) -> Problem:
    """A figure of nobody's is an error; a word below the table, such as a signature, is only mentioned."""
    counts = not isinstance(value.content, str) or any(letter.isdigit() for letter in value.content)
    hint = "mỗi dòng phải có mã ở cột A (đang ẩn); chép cả dòng chứ không chỉ ô, hoặc xóa dòng này"
    message = "dòng này không có mã chỉ tiêu nên không biết ô là số liệu của chỉ tiêu nào; ô không được nhập"
    return (error if counts else warning)("dong-khong-ma", message, value.place, hint)


def _without_imprint(sheet: Sheet, heads: _Heads) -> Problem:
    message = f"trang «{sheet.name}» giống biểu mẫu nhưng không còn ghi kỳ và đơn vị (ô A1, đang ẩn)"
    hint = "chép số liệu sang biểu mẫu mới lập bằng «cchc form»"
    return error("bieu-mau-mat-dau", message, sheet.place(heads.row, heads.columns[ID.casefold()]), hint)


def _repeated(sheet: Sheet, heads: _Heads) -> Problem:
    message = f"trang «{sheet.name}» có hai cột «{VALUE}», không rõ lấy số ở cột nào"
    hint = "để một cột; cột kia xóa hoặc đổi tiêu đề"
    return error("bieu-mau-hai-cot", message, sheet.place(heads.row, heads.repeated), hint)


def _without_heads(sheet: Sheet, place: Place) -> Problem:
    message = f"trang «{sheet.name}» là biểu mẫu nhưng không còn dòng tiêu đề có cột «{ID}» và «{VALUE}»"
    return error("bieu-mau-mat-cot", message, place, "khôi phục dòng tiêu đề của bảng, hoặc lập lại biểu mẫu")
