"""A web page as passages: our own, or one that came out of a newspaper's system."""

import re
from html.parser import HTMLParser

from cchc_report.manuscript.letters import shown_text
from cchc_report.manuscript.model import Origin, Passage

_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt"),
    *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html"),
    *("li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead"),
    *("tr", "ul"),
}
_CELLS = {"td", "th"}
_EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
"""Elements that have no end tag."""
_UNREAD = {"del", "footer", "nav", "noscript", "script", "style", "svg", "template", "textarea", "title"}
_OWN_UNREAD = {"nguon", "den-nguon"}
"""Classes of what our writer adds to an article: the list of sources, and the link to it."""
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none")
_ABOUT = ("so-lieu", "the-loai", "linh-vuc", "ma")
"""The meta elements of our writer, less what they begin with."""
_COLLAPSING = re.compile(r"[ \t\n\r\f]+")

Attributes = list[tuple[str, str | None]]


def read_page(text: str) -> tuple[tuple[Passage, ...], Origin]:
    """The passages of a page, and what its head says of how it was made."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.finish()
    metrics, genre, section, id_ = (reader.about.get(f"cchc-{name}", "") for name in _ABOUT)
    origin = Origin(metrics, genre, section, id_)
    return tuple(reader.passages), origin


class _Reader(HTMLParser):
    """Cuts the page where a browser begins a new line; a row of a table is one passage."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.passages: list[Passage] = []
        self.about: dict[str, str] = {}
        """What its meta elements say, by name."""
        self._text = ""
        self._line = 0
        """Where the passage that is being read began."""
        self._cells: list[str] | None = None
        """Those of the row that is being read, which have ended; None outside rows."""
        self._in_cell = False
        self._unread = ("", 0)
        """The element that is left out, and how many of that name are open."""

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Begin a passage, a row, a cell, or something that is left out."""
        if self._skips(tag, 1):
            return
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.about[given.get("name", "").lower()] = given.get("content", "").strip()
        elif tag == "br":
            self._text += " "
        if tag not in _EMPTY and _is_unread(tag, given):
            self._unread = (tag, 1)
        if tag in _BLOCKS:
            self._turn(tag)
        if tag == "tr":
            self._cells = []
        elif tag in _CELLS:
            self._end_cell()
            self._in_cell = True

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        """An element that closes itself, as in XHTML; of the others a browser ignores the slash."""
        if tag in _EMPTY or self._unread[1] == 0:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """End what the element began."""
        if self._skips(tag, -1):
            return
        if tag == "tr":
            self.finish()
        elif tag in _CELLS and self._cells is not None:
            self._end_cell()
        elif tag in _BLOCKS:
            self._turn(tag)

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """What Word writes as ``<![if …]>`` is a comment to a browser; the library stops at words that it does not know."""
        return self.parse_bogus_comment(i, bool(report))

    def handle_data(self, data: str) -> None:
        """Letters of the passage, unless they are left out."""
        if self._unread[1]:
            return
        if not self._text.strip() and not self._cells:
            self._line = self.getpos()[0] + data[: len(data) - len(data.lstrip())].count("\n")
        self._text += data

    def finish(self) -> None:
        """End the passage or the row."""
        self._end_cell()
        text = _collapsed(self._text) if self._cells is None else "\t".join(self._cells)
        if text.strip():
            self.passages.append(Passage(text, line=self._line))
        self._text, self._cells = "", None

    def _end_cell(self) -> None:
        """Put what was read into the row, where the cell has not ended already; its end tag may be missing."""
        if self._cells is not None and self._in_cell:
            self._cells.append(_collapsed(self._text))
            self._text = ""
        self._in_cell = False

    def _turn(self, tag: str) -> None:
        """A new line: inside a cell a space; a table inside a cell ends the row around it, which is only layout."""
        if self._cells is None or tag in {"table", "tr", "tbody"}:
            self.finish()
        elif tag not in _CELLS:
            self._text += " "

    def _skips(self, tag: str, step: int) -> bool:
        """Whether the tag lies in what is left out, its end included."""
        name, depth = self._unread
        if not depth:
            return False
        self._unread = (name, depth + step * (tag == name))
        return True


def _is_unread(tag: str, given: dict[str, str]) -> bool:
    own = bool(_OWN_UNREAD & {*given.get("class", "").split()})
    return (
        tag in _UNREAD or own or "hidden" in given or _HIDDEN_STYLE.search(given.get("style", "").lower()) is not None
    )


def _collapsed(text: str) -> str:
    """White space as a browser shows it; no-break spaces do not collapse."""
    return shown_text(_COLLAPSING.sub(" ", text).strip(" "))
