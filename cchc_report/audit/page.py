"""An audit as one page that needs no other file: the text with each figure coloured, and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from cchc_report.audit.auditing import Audit
from cchc_report.audit.finding import Conflict, Finding
from cchc_report.audit.judging import Verdict
from cchc_report.audit.report import Coverage, as_text, why

_CSS = """
:root { color-scheme: light dark; }
body { margin: 0; padding: 1.5rem 1rem 3rem; font: 1.05rem/1.6 "Times New Roman", "Liberation Serif", Times, serif;
  background: Canvas; color: CanvasText; }
main { max-width: 50em; margin: 0 auto; overflow-wrap: break-word; }
h1 { font-size: 1.4em; line-height: 1.3; }
h2 { margin: 2em 0 .5em; font-size: 1.15em; border-top: 1px solid currentColor; padding-top: 1em; }
p { margin: 0 0 .8em; }
pre { white-space: pre-wrap; font: inherit; }
small { opacity: .75; margin-right: .5em; }
mark { padding: 0 .15em; border-radius: .15em; color: #1a1a1a; background: #d3efcb; }
mark.khop-nho-lam-tron { background: #fbeaa6; }
mark.khong-khop, mark.trai-so-lieu { background: #ffb9a6; outline: 2px solid #b3261e; font-weight: bold; }
mark.khong-co-nguon { background: #d9dcf7; text-decoration: underline dotted; }
ins { display: block; margin: .1em 0 .3em 1.5em; padding-left: .6em; border-left: 3px solid #b3261e; text-decoration: none;
  font-size: .9em; }
.chu-giai { display: flex; flex-wrap: wrap; gap: .4em 1.2em; margin: 1em 0; }
@page { size: A4; margin: 18mm; }
@media print { :root { color-scheme: light; } body { padding: 0; font-size: 11.5pt; } main { max-width: none; }
  mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; } ins, h2 { break-inside: avoid; } }
""".strip()
_CLASSES = {
    Verdict.AGREES: "khop",
    Verdict.ROUNDED: "khop-nho-lam-tron",
    Verdict.DIFFERS: "khong-khop",
    Verdict.UNSOURCED: "khong-co-nguon",
}
_CONTRARY = "trai-so-lieu"
_TITLE = "Đối chiếu văn bản với số liệu"


def as_html(audits: Sequence[Audit]) -> str:
    """A complete page in Vietnamese without a script, one part for each document."""
    head = (
        f'<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_TITLE}</title>\n<style>\n{_CSS}\n</style>"
    )
    body = "\n".join(line for audit in audits for line in _parts(audit))
    return (
        f'<!doctype html>\n<html lang="vi">\n<head>\n{head}\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>'
    )


def _parts(audit: Audit) -> Iterator[str]:
    yield f"<h1>{_TITLE}: {escape(audit.manuscript.name)}</h1>"
    yield f"<p>Số liệu: {escape(audit.subject.figures.file)}</p>"
    yield f"<pre>{escape(str(Coverage.of(audit)))}</pre>"
    shown = (*((name, verdict.value) for verdict, name in _CLASSES.items()), (_CONTRARY, "câu chữ trái với số liệu"))
    yield f'<div class="chu-giai">{"".join(f"<mark class={name!r}>{what}</mark>" for name, what in shown)}</div>'
    by_passage = _by_passage(audit)
    for number, passage in enumerate(audit.manuscript.passages):
        found = by_passage[number]
        yield f"<p><small>{number + 1}</small>{_marked(passage.text, found)}</p>"
        yield from (f"<ins>{escape(why(one))}</ins>" for one in found if _needs_a_look(one))
    _, _, listed = as_text(audit).partition("\n\n")
    yield f"<h2>Danh sách</h2>\n<pre>{escape(listed)}</pre>"


def _by_passage(audit: Audit) -> defaultdict[int, list[Finding | Conflict]]:
    found: defaultdict[int, list[Finding | Conflict]] = defaultdict(list)
    everything: list[Finding | Conflict] = [*audit.findings, *audit.conflicts]
    for one in everything:
        found[one.passage].append(one)
    return found


def _needs_a_look(found: Finding | Conflict) -> bool:
    return isinstance(found, Conflict) or found.verdict is Verdict.DIFFERS


def _marked(text: str, found: Iterable[Finding | Conflict]) -> str:
    """The text with its quantities and telling words set apart."""
    pieces, last = [], 0
    for one in sorted(found, key=lambda one: one.start):
        if one.start < last:
            continue
        name = _CLASSES[one.verdict] if isinstance(one, Finding) else _CONTRARY
        title = escape(why(one))
        shown = escape(text[one.start : one.end])
        pieces += [escape(text[last : one.start]), f'<mark class="{name}" title="{title}">{shown}</mark>']
        last = one.end
    return "".join([*pieces, escape(text[last:])]).replace("\t", " | ")
