"""What a Word file comes to: frozen values, lengths in twips, sizes of letters in points."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from cchc_report.vietnamese.wording import nfc

SINGLE = 240
"""One line of line spacing, in Word's 240ths."""


class LineRule(StrEnum):
    """How the distance of lines is given; the names are those of the file."""

    AUTO = "auto"
    EXACT = "exact"
    AT_LEAST = "atLeast"


class HeaderKind(StrEnum):
    """On which pages of a section a header or footer stands; the names are those of the file."""

    DEFAULT = "default"
    FIRST = "first"
    EVEN = "even"


@dataclass(frozen=True, slots=True)
class Look:
    """The formatting of letters."""

    font: str
    """Of the letters of ASCII."""
    high_font: str
    """Of all other letters, those with Vietnamese marks among them."""
    size: float
    """In points."""
    bold: bool
    italic: bool
    underlined: bool
    colour: str
    """Six hexadecimal digits, or ``auto``."""

    def fonts(self, text: str) -> set[str]:
        """The fonts that the letters of a text use."""
        return {self.font if letter.isascii() else self.high_font for letter in text if not letter.isspace()}


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one look: as printed, so ``w:caps`` has made them capitals; a tab is a tab, a new line a line feed."""

    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class Line:
    """The distance of lines: 240ths of a line with AUTO, twips otherwise."""

    value: int
    rule: LineRule

    def multiple(self, size: float) -> float:
        """How many single lines of Times New Roman letters the distance is; the size is in points."""
        if self.rule is LineRule.AUTO:
            return self.value / SINGLE
        natural = size * 20 * _TALL
        multiple = self.value / natural if natural else 1.0
        return multiple if self.rule is LineRule.EXACT else max(1.0, multiple)


_TALL = 1.15
"""How much higher than its letters' size a single line of Times New Roman is."""


@dataclass(frozen=True, slots=True)
class Border:
    """A line above or below a paragraph."""

    kind: str
    """Word's name: ``single``, ``dashed``."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab stop, measured from the left edge of the room for text."""

    position: int
    kind: str
    """``left``, ``center``, ``right``."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The formatting of a paragraph."""

    align: str
    """``left``, ``center``, ``right`` or ``both``."""
    left: int
    right: int
    first: int
    """How much further in the first line begins than the others; negative when it hangs out."""
    before: int
    after: int
    close_to_same_style: bool
    """Whether the space to a neighbour of the same style is left out."""
    line: Line
    top: Border | None
    bottom: Border | None
    tabs: tuple[Tab, ...]
    starts_page: bool


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a paragraph stands."""

    section: int
    """Index of its section."""
    left: int | None
    """From the left margin of the page to the room that the paragraph has; None where it cannot be known."""
    width: int | None
    """Of that room."""
    table: int | None = None
    """Index of the innermost table around it."""
    outer: int | None = None
    """Index of the outermost table around it."""
    row: int = 0
    column: int = 0
    box: int | None = None
    """Index of the text box around it."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field, such as the page number."""

    code: str
    """The first word of its instruction, in capitals: ``PAGE``."""
    look: Look
    tabs_before: int
    """How many tabs stand before it in its paragraph."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A drawn horizontal line that is anchored in a paragraph."""

    length: int
    left: int | None
    """From the left margin of the page, where that can be known."""
    solid: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as printed: tracked insertions count, deletions and hidden letters do not."""

    number: int
    """From 1 in reading order; in headers and footers from 1 again."""
    label: str
    """What Word numbers it with: ``I.``, ``a)``, ``-``; empty where it does not."""
    runs: tuple[Run, ...]
    shape: Shape
    stand: Stand
    style: str
    fields: tuple[Field, ...]
    strokes: tuple[Stroke, ...]
    pictures: int
    odd_drawings: int
    """Drawings that are neither pictures, text boxes nor lines."""

    @property
    def text(self) -> str:
        """The letters in composed form, without the automatic label."""
        return nfc("".join(run.text for run in self.runs))


@dataclass(frozen=True, slots=True)
class Section:
    """Pages of one make."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    """With the gutter, where the file has one."""
    right: int
    own_first_page: bool
    """Whether the first page has a header and footer of its own."""
    first_number: int | None
    """Of its first page, where numbering starts anew."""
    number_format: str
    """``decimal``, ``upperRoman``."""
    headers: Mapping[HeaderKind, tuple[Paragraph, ...]]
    footers: Mapping[HeaderKind, tuple[Paragraph, ...]]

    @property
    def landscape(self) -> bool:
        """Whether the page is wider than high."""
        return self.width > self.height

    @property
    def text_width(self) -> int:
        """Between the margins."""
        return max(0, self.width - self.left - self.right)


@dataclass(frozen=True, slots=True)
class WordFile:
    """Everything that is printed, in reading order."""

    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    even_pages_differ: bool
    tab_distance: int
    """Between the tab stops that nobody set."""
