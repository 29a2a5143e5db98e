"""The list of figures in a Word file brought up to date, so that the file still knows what is printed in it."""

import re
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape

from cchc_report.amendment.splicing import Splice, spliced
from cchc_report.manuscript.origin import figures_part
from cchc_report.manuscript.spans import Element, parse_spans
from cchc_report.opc import read_parts, write_zip

_ATTRIBUTE = re.compile(rb"""([^\s=<>/"']+)\s*=\s*(?:"[^"]*"|'[^']*')""")
_ESCAPES = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}


def relisted(data: bytes, texts: Mapping[str, str], values: Mapping[str, str] | None = None) -> bytes:
    """The Word file with other printed texts, and exact values, in its list of figures, each by the name of its bookmark.

    A file that has lost its list stays as it is. Raises PackageProblem for what is no Word file.
    """
    parts = read_parts(data)
    name = figures_part(parts)
    if not name:
        return data
    wanted = {"text": texts, "value": values or {}}
    root = parse_spans(name, parts[name])
    splices = [splice for figure in root.children for splice in _splices(parts[name], figure, wanted)]
    return write_zip((parts | {name: spliced(parts[name], splices)}).items())


def _splices(part: bytes, figure: Element, wanted: Mapping[str, Mapping[str, str]]) -> Iterator[Splice]:
    bookmark = figure.value("bookmark")
    # Behind the name of the element, which could be followed by an equals sign in no well-formed part.
    for found in _ATTRIBUTE.finditer(part, figure.start, figure.inner):
        key = found[1].decode()
        if bookmark in wanted.get(key, {}):
            value = escape(wanted[key][bookmark], _ESCAPES)
            yield Splice(found.start(), found.end(), f'{key}="{value}"'.encode())
