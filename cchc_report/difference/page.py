"""The difference as one page that needs no other file, on the screen and on paper."""

from collections.abc import Iterable, Sequence
from html import escape

from cchc_report.difference.amounts import Row
from cchc_report.difference.passages import stretches
from cchc_report.difference.report import UNEVEN, Report, share, shown, title, told, verdict

_CSS = """
:root { color-scheme: light dark; }
body { margin: 0; padding: 1.5rem 1rem 3rem; font: 1rem/1.5 "Times New Roman", "Liberation Serif", Times, serif;
  background: Canvas; color: CanvasText; }
main { max-width: 60em; margin: 0 auto; overflow-wrap: break-word; }
h1 { font-size: 1.5em; line-height: 1.3; }
h2 { margin: 1.5em 0 .5em; font-size: 1.2em; }
dl { display: grid; grid-template-columns: max-content auto; gap: .2em 1em; margin: 0; }
dd { margin: 0; }
table { width: 100%; border-collapse: collapse; line-height: 1.35; }
th, td { padding: .3em .5em; border: 1px solid color-mix(in srgb, currentColor 45%, transparent);
  text-align: left; vertical-align: top; font-weight: normal; }
thead th { text-align: center; font-weight: bold; }
td.so { text-align: right; white-space: nowrap; }
code { font: .8em monospace; display: block; }
del { margin-right: .15em; text-decoration: line-through; background: #ffc9b8; color: #1a1a1a; }
ins { text-decoration: underline; background: #c9f0c0; color: #1a1a1a; }
.noi { overflow-x: auto; }
@page { size: A4; margin: 15mm; }
@media print {
  :root { color-scheme: light; }
  body { padding: 0; font-size: 11pt; }
  main { max-width: none; }
  .noi { overflow: visible; }
  h2 { break-after: avoid; }
  tr, li { break-inside: avoid; }
  del, ins { background: none; }
}
""".strip()


def as_html(report: Report) -> str:
    """A complete page in Vietnamese without a script."""
    name = "So hai tệp số liệu"
    head = (
        f'<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{name}</title>\n<style>\n{_CSS}\n</style>"
    )
    body = "\n".join([f"<h1>{name}</h1>", *_parts(report), f"<p>{escape(report.summary)}</p>"])
    return (
        f'<!doctype html>\n<html lang="vi">\n<head>\n{head}\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>'
    )


def _parts(report: Report) -> Iterable[str]:
    found = report.figures
    sides = (("Trước", report.before), ("Sau", report.after))
    yield f"<dl>{''.join(f'<dt>{name}</dt><dd>{escape(str(side))}</dd>' for name, side in sides)}</dl>"
    if report.is_uneven:
        yield f"<p>{UNEVEN}</p>"
    titles = ("Chỉ tiêu", "Trước", "Sau", "Thay đổi", "Phần trăm", "Đánh giá")
    yield from _table("Số thay đổi, lớn nhất xếp trước", titles, [_changed(row) for row in found.changed])
    yield from _table(
        "Số không so sánh được", (*titles[:3], "Lý do"), [_row(row, row.reason) for row in found.withheld]
    )
    yield from _table("Số chỉ có ở tệp sau", titles[:3], [_row(row) for row in found.added])
    yield from _table("Số chỉ có ở tệp trước", titles[:3], [_row(row) for row in found.removed])
    words = [f"<tr>{_head(row)}<td>{_woven(*_words(row))}</td></tr>" for row in found.worded]
    yield from _table("Câu chữ, ngày, danh sách thay đổi", ("Chỉ tiêu", "Trước và sau"), words)
    if report.passages:
        items = "\n".join(f"<li>{_woven(passage.before, passage.after)}</li>" for passage in report.passages)
        yield f"<h2>Câu trong bài báo thay đổi</h2>\n<ul>\n{items}\n</ul>"
    if report.obstacle:
        yield f"<p>Chưa so được câu chữ của bài báo: {escape(report.obstacle)}</p>"
    if found.is_empty and not report.passages:
        yield "<p>Hai tệp không khác nhau.</p>"


def _table(heading: str, titles: Sequence[str], rows: Sequence[str]) -> Iterable[str]:
    if not rows:
        return
    head = "".join(f'<th scope="col">{name}</th>' for name in titles)
    table = "\n".join(["<table>", f"<thead><tr>{head}</tr></thead>", "<tbody>", *rows, "</tbody>", "</table>"])
    yield f'<h2>{heading}</h2>\n<div class="noi">\n{table}\n</div>'


def _changed(row: Row) -> str:
    change = row.change
    assert change is not None  # noqa: S101 - what makes it a changed row
    rate = f'<td class="so">{escape(share(change))}</td>'
    return f"<tr>{_head(row)}{_values(row)}<td>{escape(told(change))}</td>{rate}<td>{verdict(change)}</td></tr>"


def _row(row: Row, what: str = "") -> str:
    return f"<tr>{_head(row)}{_values(row)}{f'<td>{escape(what)}</td>' if what else ''}</tr>"


def _head(row: Row) -> str:
    return f'<th scope="row">{escape(title(row))} <code>{escape(row.indicator.id)}</code></th>'


def _values(row: Row) -> str:
    """Both values, each with its place as a hint for the mouse."""
    places = [f' title="{escape(str(figure.place))}"' if figure else "" for figure in (row.before, row.after)]
    texts = map(escape, shown(row))
    return "".join(f'<td class="so"{place}>{text}</td>' for place, text in zip(places, texts, strict=True))


def _words(row: Row) -> tuple[str, str]:
    """Both texts; what is not there is no text."""
    before, after = shown(row)
    return before if row.before else "", after if row.after else ""


def _woven(before: str, after: str) -> str:
    """A text once, with what went and what came where it stood."""
    pieces = []
    for stretch in stretches(before, after):
        if stretch.before == stretch.after:
            pieces.append(escape(stretch.after))
            continue
        pieces += [f"<del>{escape(stretch.before)}</del>"] * bool(stretch.before)
        pieces += [f"<ins>{escape(stretch.after)}</ins>"] * bool(stretch.after)
    return "".join(pieces)
