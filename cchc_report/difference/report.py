"""The difference for people, as a text table, and for tools, as JSON."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cchc_report.comparison import Change, Direction, rise_or_fall
from cchc_report.difference.amounts import FigureDifference, Row
from cchc_report.difference.passages import Passage
from cchc_report.figures import Figure
from cchc_report.values import Quantity
from cchc_report.vietnamese.wording import NO_BREAK_SPACE

NOTHING, UNREAD = "không có", "chưa đọc được"
UNEVEN = "Hai kỳ dài ngắn khác nhau: số trong kỳ tăng, giảm có thể chỉ do độ dài của kỳ."


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two files."""

    file: str
    period: str
    """As a sentence names it."""

    def __str__(self) -> str:
        return f"{self.file} ({self.period})"


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that differs between two files."""

    before: Side
    after: Side
    figures: FigureDifference
    passages: tuple[Passage, ...]
    """Of the article."""
    obstacle: str = ""
    """Why the articles cannot be compared; empty where they were."""
    is_uneven: bool = False
    """Whether the one period is so much longer that figures of a period tell of its length."""

    @property
    def summary(self) -> str:
        """How much changed, in one line."""
        found = self.figures
        counts = (
            (len(found.changed), "số thay đổi"),
            (len(found.withheld), "số không so sánh được"),
            (len(found.added), "số thêm"),
            (len(found.removed), "số bớt"),
            (len(found.worded), "câu chữ, ngày hoặc danh sách thay đổi"),
            (found.unchanged, "chỉ tiêu giữ nguyên"),
        )
        return f"{'; '.join(f'{count} {what}' for count, what in counts if count) or 'Không có số liệu'}."


def told(change: Change) -> str:
    """``tăng 12 hồ sơ``, ``giảm 1,25 điểm phần trăm``; the sign is in the verb."""
    return _plain("".join(part if isinstance(part, str) else part.text for part in rise_or_fall(change)))


def share(change: Change) -> str:
    """By how many percent; empty for rates and ranks, and where there was nothing before."""
    percentage = change.percentage()
    return percentage.text if percentage else ""


def verdict(change: Change) -> str:
    """Whether that is for the better, as the catalogue says; empty where it does not."""
    return {True: "tốt lên", False: "kém đi", None: ""}[change.is_good]


def shown(row: Row) -> tuple[str, str]:
    """Both figures as printed."""
    absent = UNREAD if row.reason else NOTHING
    before, after = (_plain(figure.text) if figure else absent for figure in (row.before, row.after))
    return before, after


def title(row: Row) -> str:
    """The indicator's full name and whose figure it is."""
    return f"{row.indicator.label}, {row.part}" if row.part else row.indicator.label


def as_text(report: Report) -> str:
    """A table whose last column, the indicator, is as wide as it needs."""
    found = report.figures
    head = [f"Trước: {report.before}", f"Sau:   {report.after}"]
    blocks = [
        [*head, UNEVEN] if report.is_uneven else head,
        _table("Số thay đổi, lớn nhất xếp trước", [_changed_cells(row) for row in found.changed]),
        _table("Số không so sánh được", [_cells(row, row.reason) for row in found.withheld], "Lý do"),
        _table("Số chỉ có ở tệp sau", [_cells(row) for row in found.added]),
        _table("Số chỉ có ở tệp trước", [_cells(row) for row in found.removed]),
        _listed("Câu chữ, ngày, danh sách thay đổi", [_worded_lines(row) for row in found.worded]),
        _listed("Câu trong bài báo thay đổi", [_passage_lines(passage) for passage in report.passages]),
        [f"Chưa so được câu chữ của bài báo: {report.obstacle}"] if report.obstacle else [],
        ["Hai tệp không khác nhau."] if found.is_empty and not report.passages else [],
        [report.summary],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


_NUMERIC_COLUMNS = (0, 1, 3)


def _changed_cells(row: Row) -> tuple[str, ...]:
    change = row.change
    return _cells(row, told(change), share(change), verdict(change)) if change else _cells(row)


def _cells(row: Row, what: str = "", rate: str = "", judged: str = "") -> tuple[str, ...]:
    return *shown(row), what, rate, judged, f"{title(row)} ({row.indicator.id})"


def _table(heading: str, rows: Sequence[tuple[str, ...]], what: str = "Thay đổi") -> list[str]:
    """Heading, titles and rows; a column in which nothing stands is left out."""
    if not rows:
        return []
    header = ("Trước", "Sau", what, "Phần trăm", "Đánh giá", "Chỉ tiêu")
    columns = [n for n in range(len(header)) if any(row[n] for row in rows)]
    whole = [header, *rows]
    widths = {n: max(len(row[n]) for row in whole) for n in columns}
    lines = ("  ".join(_aligned(row[n], n, widths[n]) for n in columns).rstrip() for row in whole)
    return [f"{heading}:", *lines]


def _aligned(text: str, column: int, width: int) -> str:
    return text.rjust(width) if column in _NUMERIC_COLUMNS else text.ljust(width)


def _listed(heading: str, items: Sequence[list[str]]) -> list[str]:
    return [f"{heading}:", *(line for item in items for line in ("", *item))] if items else []


def _worded_lines(row: Row) -> list[str]:
    before, after = (_plain(figure.text) if figure else "" for figure in (row.before, row.after))
    return [f"{title(row)} ({row.indicator.id})", *_passage_lines(Passage(before, after))]


def _passage_lines(passage: Passage) -> list[str]:
    return [f"{sign} {text}" for sign, text in (("-", passage.before), ("+", passage.after)) if text]


def as_json(report: Report) -> str:
    """The difference for tools; see README.md for the form."""
    found = report.figures
    data = {
        "before": _side_data(report.before),
        "after": _side_data(report.after),
        "changed": list(map(_row_data, found.changed)),
        "withheld": list(map(_row_data, found.withheld)),
        "added": list(map(_row_data, found.added)),
        "removed": list(map(_row_data, found.removed)),
        "texts": list(map(_row_data, found.worded)),
        "unchanged": found.unchanged,
        "sentences": [{"before": passage.before, "after": passage.after} for passage in report.passages],
        "obstacle": report.obstacle,
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _side_data(side: Side) -> dict[str, object]:
    return {"file": side.file, "period": side.period}


def _row_data(row: Row) -> dict[str, object]:
    return {
        "indicator": row.indicator.id,
        "label": row.indicator.label,
        "part": row.part,
        "before": _figure_data(row.before),
        "after": _figure_data(row.after),
        **dict(_change_data(row.change)),
        "reason": row.reason,
    }


def _figure_data(figure: Figure | None) -> dict[str, object] | None:
    if figure is None:
        return None
    place = figure.place
    return {
        "text": _plain(figure.text),
        "value": figure.exact,
        "unit": figure.value.unit if isinstance(figure.value, Quantity) else "",
        "computed": figure.computed,
        "file": place.file,
        "line": place.line,
        "column": place.column,
    }


def _change_data(change: Change | None) -> Iterator[tuple[str, object]]:
    """Differences carry the sign of the amount, so that a rank that became better has a negative one."""
    difference = change.difference() if change and change.direction is not Direction.SAME else None
    percentage = change.percentage() if change else None
    sign = "-" if change and change.now.exact < change.then.exact else ""
    yield "difference", f"{sign}{difference.exact}" if difference else ""
    yield "difference_unit", getattr(difference.value, "unit", "") if difference else ""
    yield "percentage", f"{sign}{percentage.exact}" if percentage else ""
    yield "good", change.is_good if change else None


def _plain(text: str) -> str:
    """With plain spaces, on one line."""
    return " ".join(text.replace(NO_BREAK_SPACE, " ").split())
