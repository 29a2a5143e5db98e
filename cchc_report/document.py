"""The document as a tree, between the templates and the formats; it knows neither."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cchc_report.catalogue import Indicator
from cchc_report.figures import Figure

LANGUAGE = "vi-VN"


class State(StrEnum):
    """How far a printed figure can be trusted; only drafts hold anything but sound ones."""

    SOUND = "sound"
    DOUBTFUL = "doubtful"
    MISSING = "missing"


class Role(StrEnum):
    """What a paragraph is for; the names are those of the named blocks in templates."""

    BODY = "than-bai"
    DATE_LINE = "ngay-dang"
    LEAD = "sapo"
    CAPTION = "anh"
    BYLINE = "tac-gia"
    DRAFT = "ban-nhap"
    SUPERIOR = "co-quan-chu-quan"
    ISSUER = "co-quan"
    NATION = "quoc-hieu"
    MOTTO = "tieu-ngu"
    NUMBER = "so-ky-hieu"
    PLACE_AND_DATE = "dia-danh-ngay"
    TYPE = "ten-loai"
    SUBJECT = "trich-yeu"
    ADDRESSEE = "kinh-gui"
    RECIPIENTS = "noi-nhan"
    RECIPIENT = "tung-noi-nhan"
    AUTHORITY = "quyen-han"
    SIGNER = "nguoi-ky"
    ANNEX = "phu-luc"
    ANNEX_TITLE = "ten-phu-luc"
    ANNEX_REFERENCE = "kem-theo"

    @property
    def official(self) -> bool:
        """Whether it is a part of an official document (Nghị định 30/2020/NĐ-CP); each line of it is a paragraph."""
        return self in _OFFICIAL


_ARTICLE = {Role.BODY, Role.DATE_LINE, Role.LEAD, Role.CAPTION, Role.BYLINE, Role.DRAFT}
_OFFICIAL = set(Role) - _ARTICLE


@dataclass(frozen=True, slots=True)
class Text:
    """Words of the template or the catalogue."""

    text: str


@dataclass(frozen=True, slots=True)
class FigureText:
    """What stands in the text for a figure: a number, a date, a name, or a marked gap in a draft."""

    indicator: Indicator
    figure: Figure | None
    """None for a gap."""
    text: str
    """All that is printed, marks of a draft included."""
    state: State = State.SOUND


@dataclass(frozen=True, slots=True)
class Strong:
    """Bold."""

    children: tuple["Inline", ...]

    @property
    def text(self) -> str:
        """What a reader sees of it."""
        return text_of(self.children)


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Italic."""

    children: tuple["Inline", ...]

    @property
    def text(self) -> str:
        """What a reader sees of it."""
        return text_of(self.children)


Inline = Text | FigureText | Strong | Emphasis
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A title (level 1) or a heading below it."""

    level: int
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in one of the roles."""

    inlines: Inlines
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, one paragraph an item."""

    items: tuple[Inlines, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A data table: one header row, then rows of as many cells."""

    header: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph; its caption is the paragraph after it."""

    figure: Figure
    """Names the file, relative to the metrics file."""
    data: bytes
    """The file's content: PNG or JPEG."""
    alternative: str
    """What the picture shows, for those who do not see it."""


Block = Heading | Paragraph | Bullets | Table | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """One genre of one period, ready for any format."""

    genre: str
    blocks: tuple[Block, ...]
    title: str
    author: str = ""
    """The unit that issues it, for the document properties."""
    created: datetime | None = None
    """When it is published, for the document properties; never the clock."""
    marking: str = ""
    """What stands on every page, such as that the figures are invented; empty for most."""
    section: str = ""
    """The one section that it tells of; empty for a document of all."""
    metrics: str = ""
    """The metrics file that it was made of, relative to the working folder: ``metrics/ben-tre/2024-q1.yaml``."""

    @property
    def id(self) -> str:
        """Names this document among all that were ever made: 16 hexadecimal digits, the same for the same words."""
        words = (self.metrics, self.genre, self.section, *(text_of(inlines) for inlines in paragraphs(self)))
        return hashlib.sha256("\0".join(words).encode(errors="backslashreplace")).hexdigest()[:16]

    @property
    def name(self) -> str:
        """What its files are called, without their endings: ``bai-bao``, ``tin-ngan-tthc``."""
        return f"{self.genre}-{self.section.replace('_', '-')}" if self.section else self.genre


def facts(document: Document) -> dict[str, str]:
    """What a file says of its document to whoever reads it back, by name; what is empty is left out."""
    named = {"ma": document.id, "so_lieu": document.metrics, "the_loai": document.genre, "linh_vuc": document.section}
    return {name: text for name, text in named.items() if text}


def paragraphs(document: Document) -> Iterator[Inlines]:
    """The paragraphs and cells in reading order; their numbers, from 1, are the trace's."""
    for block in document.blocks:
        match block:
            case Heading(_, inlines) | Paragraph(inlines):
                yield inlines
            case Bullets(items):
                yield from items
            case Table(header, rows):
                for row in (header, *rows):
                    yield from row
            case Picture():
                pass


def leaves(inlines: Inlines) -> list[Text | FigureText]:
    """The texts and figures of a paragraph, without bold and italic around them."""
    found: list[Text | FigureText] = []
    for inline in inlines:
        if isinstance(inline, Strong | Emphasis):
            found += leaves(inline.children)
        else:
            found.append(inline)
    return found


def text_of(inlines: Inlines) -> str:
    """What a reader sees of a paragraph."""
    return "".join([inline.text for inline in inlines])
