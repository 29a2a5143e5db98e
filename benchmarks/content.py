"""What every engine prints, as plain strings: the same paragraphs and tables in the same styles. Knows nothing of the tool."""

import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph


@dataclass(frozen=True, slots=True)
class Printed:
    """A paragraph as Word holds it."""

    style: str
    """The style's id."""
    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """Words, or one figure."""

    text: str
    is_figure: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph outside the tables."""

    style: str
    spans: Sequence[Span]

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of texts."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    head_style: str
    cell_style: str


Content = Sequence[Line | Grid]


def printed(file: bytes) -> list[Printed]:
    """The paragraphs and cells of a Word file in reading order, without empty ones, which only keep a distance."""
    document = docx.Document(io.BytesIO(file))
    found = [Paragraph(element, document._body) for element in document.element.body.iter(qn("w:p"))]  # noqa: SLF001 - a paragraph needs to know where it stands
    return [Printed(paragraph._p.style or "", paragraph.text) for paragraph in found if paragraph.text]  # noqa: SLF001 - the id; the property gives a whole style


def as_json(contents: Iterable[Content]) -> str:
    """Contents as text, for an engine in a process of its own."""
    return json.dumps([[asdict(part) for part in content] for content in contents], ensure_ascii=False)


def from_json(text: str) -> list[Content]:
    """What ``as_json`` gave."""
    return [[_part(data) for data in content] for content in json.loads(text)]


def _part(data: dict[str, list[dict[str, object]]]) -> Line | Grid:
    if "spans" not in data:
        return Grid(**data)  # type: ignore[arg-type]  # what as_json wrote
    return Line(data["style"], [Span(**span) for span in data["spans"]])  # type: ignore[arg-type]  # as above
