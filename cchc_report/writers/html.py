"""One self-contained page: the article, then the source of every number, for the screen only."""

import base64
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import assert_never

from cchc_report.document import (
    Block,
    Bullets,
    Document,
    Emphasis,
    FigureText,
    Heading,
    Inline,
    Inlines,
    Paragraph,
    Picture,
    Role,
    State,
    Strong,
    Table,
    Text,
    facts,
)
from cchc_report.trace import Entry, is_number, trace
from cchc_report.writers.columns import Columns, arranged
from cchc_report.writers.picture import read_image
from cchc_report.writers.runs import is_numeric_cell

_CSS = """
:root { color-scheme: light dark; }
body { margin: 0; padding: 1.5rem 1rem 3rem; font: 1.125rem/1.6 "Times New Roman", "Liberation Serif", Times, serif;
  background: Canvas; color: CanvasText; }
main, .nguon { max-width: 42em; margin: 0 auto; overflow-wrap: break-word; }
h1 { font-size: 1.6em; line-height: 1.3; text-align: center; text-wrap: balance; }
h2, h3, h4 { margin: 1.2em 0 .5em; font-size: 1em; }
h2 { font-size: 1.2em; }
p { margin: .6em 0; }
.ngay-dang { font-style: italic; text-align: center; }
.sapo { font-weight: bold; }
.tac-gia { font-weight: bold; text-align: right; }
.hai-cot { display: grid; grid-template-columns: auto auto; gap: .3em 1em; text-align: center; }
.cuoi-van-ban { grid-template-columns: 1fr 1fr; margin-top: 1.5em; }
.hai-cot p { margin: 0; }
.co-quan, .quoc-hieu, .tieu-ngu, .quyen-han, .nguoi-ky, .ten-loai, .phu-luc, .ten-phu-luc { font-weight: bold; }
.dia-danh-ngay, .kem-theo, .noi-nhan { font-style: italic; }
.noi-nhan { font-weight: bold; }
.noi-nhan, .tung-noi-nhan { text-align: left; font-size: .85em; }
.ten-loai, .trich-yeu, .kinh-gui, .phu-luc, .ten-phu-luc, .kem-theo { margin: 0; text-align: center; }
.ten-loai { margin-top: 1.5em; }
.trich-yeu + .kinh-gui, .kem-theo + table { margin-top: 1em; }
@media (min-width: 36em) { .hai-cot:not(.cuoi-van-ban) p { white-space: nowrap; } }
h1.trich-yeu { font-size: 1em; }
.tieu-ngu::after, .co-quan:last-child::after, .trich-yeu::after { content: ""; display: block; width: 30%;
  margin: .15em auto 0; border-top: 1px solid currentColor; }
.tieu-ngu::after { width: 14em; max-width: 100%; }
div.hai-cot p.nguoi-ky { margin-top: 4.5em; }
.phu-luc { margin-top: 3em; break-before: page; }
.danh-dau { max-width: 42em; margin: 2em auto 0; font-style: italic; text-align: center; }
.ban-nhap { padding: .5em .75em; border: 2px solid currentColor; font-weight: bold; }
p.anh, figcaption { font-style: italic; text-align: center; }
figure { margin: 1em 0; text-align: center; }
img { max-width: 100%; height: auto; }
ul { list-style-type: "–  "; padding-left: 1.5em; }
table { width: 100%; border-collapse: collapse; margin: 1em 0; font-size: .95em; line-height: 1.4; }
th, td { padding: .3em .5em; border: 1px solid color-mix(in srgb, currentColor 45%, transparent);
  text-align: left; vertical-align: top; font-weight: normal; }
th[scope="col"] { text-align: center; font-weight: bold; }
td.so { text-align: right; white-space: nowrap; }
mark { padding: 0 .15em; background: #ffe58a; color: #1a1a1a; }
mark.con-thieu { background: #ffc9b8; }
:target { outline: 2px solid currentColor; outline-offset: 2px; }
.nguon { margin-top: 3em; border-top: 1px solid currentColor; }
.nguon table { font-size: .8em; overflow-wrap: anywhere; }
.den-nguon { position: absolute; left: -100vw; }
.den-nguon:focus { position: static; }
@page { size: A4; margin: 20mm 20mm 20mm 30mm; }
@media print {
  :root { color-scheme: light; }
  .no-print { display: none; }
  body { padding: 0; font-size: 13pt; line-height: 1.4; }
  main { max-width: none; }
  h1 { font-size: 16pt; }
  main p:not([class]) { text-align: justify; text-indent: 1cm; }
  h1, h2, h3, h4 { break-after: avoid; }
  figure, tr, .hai-cot { break-inside: avoid; }
  .hai-cot { font-size: 12pt; }
}
""".strip()
_MARKS = {State.DOUBTFUL: "con-nghi", State.MISSING: "con-thieu"}


def write_html(document: Document) -> bytes:
    """A complete page in UTF-8 that needs no other file and runs no script."""
    entries = trace(document)
    head = (
        f'<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"{_facts(document)}<title>{escape(document.title)}</title>\n<style>\n{_CSS}{_page_marking(document.marking)}\n</style>"
    )
    skip = '<a class="den-nguon no-print" href="#nguon">Tới nguồn số liệu</a>\n' if entries else ""
    article = "\n".join(_Article(entries).blocks(document.blocks))
    marking = f'<footer class="danh-dau no-print">{escape(document.marking)}</footer>\n' if document.marking else ""
    body = f"{skip}<main>\n<article>\n{article}\n</article>\n</main>\n{marking}{_sources(entries)}"
    return f'<!doctype html>\n<html lang="vi">\n<head>\n{head}\n</head>\n<body>\n{body}</body>\n</html>\n'.encode()


def _facts(document: Document) -> str:
    """What the document says of itself, for whoever reads it back."""
    named = ((name.replace("_", "-"), text) for name, text in facts(document).items())
    return "".join(f'<meta name="cchc-{name}" content="{escape(text)}">\n' for name, text in named)


def _page_marking(marking: str) -> str:
    """What stands at the foot of every printed page; each letter that could end the string is written by its code."""
    if not marking:
        return ""
    words = "".join(letter if letter.isalnum() or letter in " ,.-" else f"\\{ord(letter):x} " for letter in marking)
    return f'\n@page {{ @bottom-center {{ content: "{words}"; font: italic 11pt serif; }} }}'


class _Article:
    """Writes the blocks in order, since numbers are matched with the trace by counting."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = enumerate(entries, start=1)

    def blocks(self, blocks: Sequence[Block]) -> Iterator[str]:
        """The markup of each block; a picture and the caption after it are one figure."""
        caption: Block | Columns | None = None
        for block, following in pairwise([*arranged(blocks), None]):
            if block is None or block is caption:
                continue
            if isinstance(block, Picture) and isinstance(following, Paragraph) and following.role is Role.CAPTION:
                caption = following
                text = f"<figcaption>{self._inlines(following.inlines)}</figcaption>"
                yield f"<figure>\n{_image(block)}\n{text}\n</figure>"
            else:
                yield self._block(block)

    def _block(self, block: Block | Columns) -> str:
        match block:
            case Columns():
                return self._columns(block)
            case Heading(level, inlines):
                return f"<h{level}>{self._inlines(inlines)}</h{level}>"
            case Paragraph(inlines, Role.SUBJECT):
                return f'<h1 class="{Role.SUBJECT}">{self._inlines(inlines)}</h1>'
            case Paragraph(inlines, role):
                attribute = "" if role is Role.BODY else f' class="{role.value}"'
                return f"<p{attribute}>{self._inlines(inlines)}</p>"
            case Bullets(items):
                return "\n".join(["<ul>", *(f"<li>{self._inlines(item)}</li>" for item in items), "</ul>"])
            case Table():
                return self._table(block)
            case Picture():
                return f"<figure>\n{_image(block)}\n</figure>"
            case _:
                assert_never(block)

    def _columns(self, columns: Columns) -> str:
        cells = ["\n".join(map(self._block, cell)) for row in columns.rows for cell in row]
        kind = "" if columns.head else " cuoi-van-ban"
        return "\n".join([f'<div class="hai-cot{kind}">', *(f"<div>{cell}</div>" for cell in cells), "</div>"])

    def _table(self, table: Table) -> str:
        head = "".join(f'<th scope="col">{self._inlines(cell)}</th>' for cell in table.header)
        rows = [f"<tr>{''.join(map(self._cell, row))}</tr>" for row in table.rows]
        return "\n".join(["<table>", f"<thead><tr>{head}</tr></thead>", "<tbody>", *rows, "</tbody>", "</table>"])

    def _cell(self, inlines: Inlines) -> str:
        attribute = ' class="so"' if is_numeric_cell(inlines) else ""
        return f"<td{attribute}>{self._inlines(inlines)}</td>"

    def _inlines(self, inlines: Inlines) -> str:
        return "".join(map(self._inline, inlines))

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text(text):
                return escape(text)
            case FigureText():
                return self._figure(inline)
            case Strong(children):
                return f"<strong>{self._inlines(children)}</strong>"
            case Emphasis(children):
                return f"<em>{self._inlines(children)}</em>"
            case _:
                assert_never(inline)

    def _figure(self, leaf: FigureText) -> str:
        """A number knows its value and source, and says where the page lists them."""
        text = escape(leaf.text)
        if is_number(leaf):
            number, entry = next(self._entries)
            figure = entry.figure
            attributes = (
                f'id="so-{number}" value="{escape(figure.exact)}" data-indicator="{escape(figure.indicator.id)}" '
                f'title="{escape(entry.source)}" aria-describedby="nguon-{number}"'
            )
            text = f"<data {attributes}>{text}</data>"
        return f'<mark class="{_MARKS[leaf.state]}">{text}</mark>' if leaf.state in _MARKS else text


def _image(picture: Picture) -> str:
    image = read_image(picture)
    data = base64.b64encode(picture.data).decode()
    size = f'width="{image.width}" height="{image.height}"'
    return f'<img src="data:image/{image.extension};base64,{data}" {size} alt="{escape(picture.alternative)}">'


def _sources(entries: Sequence[Entry]) -> str:
    """Every number with its label, formula and place; each row links back to the number in the text.

    The numbers point here by ``aria-describedby`` and not by links, which an editor would copy into the published page.
    """
    if not entries:
        return ""
    titles = ("Trong bài", "Chỉ tiêu", "Cách tính", "Nơi ghi")
    head = "".join(f'<th scope="col">{title}</th>' for title in titles)
    rows = [_source(number, entry) for number, entry in enumerate(entries, start=1)]
    table = "\n".join(["<table>", f"<thead><tr>{head}</tr></thead>", "<tbody>", *rows, "</tbody>", "</table>"])
    heading = '<h2 id="nguon">Nguồn số liệu</h2>'
    return f'<section class="nguon no-print" aria-labelledby="nguon">\n{heading}\n{table}\n</section>\n'


def _source(number: int, entry: Entry) -> str:
    figure = entry.figure
    cells = "".join(
        f"<td>{escape(text)}</td>" for text in (figure.indicator.label, figure.derivation, str(figure.place))
    )
    link = f'<a href="#so-{number}">{escape(entry.text)}</a>'
    return f'<tr id="nguon-{number}"><th scope="row">{link}</th>{cells}</tr>'
