r"""Composed text becomes the tree. The markup is small and closed; everything else stays what was typed.

# Title                 ## Heading
a paragraph: lines up to the next blank line of the template, joined by a space
- an item of a list
| a | table |           the first row is the header; a row of dashes is skipped
**bold**  *italic*      ``3*4*5`` and ``1. Công tác`` are neither; ``\*`` is a star
::: sapo                a named block, up to the line ``:::``; in the parts of an official document each line is a paragraph
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from cchc_report.binding import TemplateFault
from cchc_report.document import (
    Block,
    Bullets,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    Paragraph,
    Role,
    Strong,
    Table,
    Text,
)

BREAK = "\ue000"
"""Stands for a blank line of the template. Lines that are empty only because a condition failed break no paragraph."""
NAMED_BLOCKS = {role.value: role for role in Role if role not in {Role.BODY, Role.DRAFT}}
"""What may follow ``:::`` in a template."""

MOST_STARS = 200
"""In one paragraph, item or cell: each may begin what is bold, and is looked for to the paragraph's end."""

Meaning = Callable[[str], Inlines]
"""What a private-use sign stands for."""

_HEADING = re.compile(r"(#{1,4}) +(.*)")
_ITEM = re.compile(r"- +(.*)")
_ROW = re.compile(r"\|.*\|")
_RULE = re.compile(r"\|[\s:|-]+\|")
_SPACES = re.compile(r" {2,}")
_BAR = re.compile(r"(?<!\\)\|")
_MARK = re.compile(r"[\\*]")
"""What bold, italic and an escape begin with; most paragraphs have none of them."""
_SIGN = re.compile(r"([\U000f0000-\U000ffffd])")
_MARKS = re.compile(
    r"(?P<escape>\\[\\*#|:\-])"
    r"|\*\*(?P<strong>(?=\S).+?(?<=\S))\*\*"
    r"|(?<![\w*\U000f0000-\U000ffffd])\*(?P<emphasis>(?=[^\s*]).*?(?<=[^\s*]))\*(?![\w*\U000f0000-\U000ffffd])"
    r"|(?P<sign>[\U000f0000-\U000ffffd])"
)


def with_breaks(template: str) -> str:
    """A template's text with its blank lines marked, before any condition leaves further ones."""
    return "\n".join(line if line.strip() else BREAK for line in template.split("\n"))


def parse(text: str, meaning: Meaning) -> tuple[Block, ...]:
    """Read the blocks of a composed text, whose paragraphs are separated by ``BREAK``."""
    reader = _Reader(meaning)
    for line in text.split("\n"):
        reader.line(line)
    reader.flush()
    return tuple(reader.blocks)


def inlines(text: str, meaning: Meaning) -> Inlines:
    """Read one paragraph's text. Runs of spaces in a template are one space: an ``{% if %}`` left them."""
    text = text.strip()
    if len(text) == 1 and _SIGN.match(text) and len(alone := meaning(text)) == 1:
        return alone
    if text.count("*") > MOST_STARS:
        raise TemplateFault(f"một đoạn văn có quá {MOST_STARS} dấu «*»")
    text = _SPACES.sub(" ", text)
    return _plain(text, meaning) if _MARK.search(text) is None else tuple(_merged(_inlines(text, meaning)))


@dataclass(slots=True)
class _Reader:
    """Collects lines until a block is complete."""

    meaning: Meaning
    blocks: list[Block] = field(default_factory=list)
    role: Role = Role.BODY
    paragraph: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)

    def line(self, line: str) -> None:
        """Take in a line; ``{%-`` or ``-%}`` beside a blank line of the template leaves text on both sides of a break."""
        first, *further = line.split(BREAK)
        self._part(first.strip(" \t\r"))
        for part in further:
            self.flush()
            self._part(part.strip(" \t\r"))

    def _part(self, line: str) -> None:
        if line.startswith(":::"):
            self.flush()
            self.role = NAMED_BLOCKS.get(line.removeprefix(":::").strip(), Role.BODY)
        elif line and self.role.official:
            self.blocks.append(Paragraph(inlines(line, self.meaning), self.role))
        elif not line:
            return
        elif line[0] == "#" and (found := _HEADING.fullmatch(line)):
            self.flush()
            self.blocks.append(Heading(len(found[1]), inlines(found[2], self.meaning)))
        elif line[0] == "-" and (found := _ITEM.fullmatch(line)):
            self._keep(self.items).append(found[1])
        elif line[0] == "|" and _ROW.fullmatch(line):
            self._keep(self.rows).append(line)
        elif self.items:
            self.items[-1] += f" {line}"
        else:
            self._keep(self.paragraph).append(line)

    def flush(self) -> None:
        """Finish the block that is open."""
        if self.paragraph and (content := inlines(" ".join(self.paragraph), self.meaning)):
            self.blocks.append(Paragraph(content, self.role))
        if self.items:
            self.blocks.append(Bullets(tuple(inlines(item, self.meaning) for item in self.items)))
        if self.rows:
            self.blocks.append(self._table())
        for collected in (self.paragraph, self.items, self.rows):
            collected.clear()

    def _keep(self, collected: list[str]) -> list[str]:
        """The list for this kind of line; another kind of block before it is finished."""
        if not collected:
            self.flush()
        return collected

    def _table(self) -> Table:
        rows = [self._cells(row) for row in self.rows if not _RULE.fullmatch(row)]
        header, *body = rows or [()]
        width = max((len(row) for row in rows), default=0)
        padded = [(*row, *((),) * (width - len(row))) for row in (header, *body)]
        return Table(padded[0], tuple(padded[1:]))

    def _cells(self, row: str) -> tuple[Inlines, ...]:
        return tuple(inlines(cell, self.meaning) for cell in _BAR.split(row)[1:-1])


def _plain(text: str, meaning: Meaning) -> Inlines:
    """A text in which only figures are set apart, neighbouring texts as one."""
    held, *rest = _SIGN.split(text)
    found: list[Inline] = []
    for sign, following in zip(rest[::2], rest[1::2], strict=True):
        for inline in meaning(sign):
            if isinstance(inline, Text):
                held += inline.text
                continue
            if held:
                found.append(Text(held))
                held = ""
            found.append(inline)
        held += following
    return (*found, Text(held)) if held else tuple(found)


def _inlines(text: str, meaning: Meaning) -> Iterator[Inline]:
    at = 0
    for found in _MARKS.finditer(text):
        if text[at : found.start()]:
            yield Text(text[at : found.start()])
        at = found.end()
        match found.lastgroup:
            case "escape":
                yield Text(found["escape"][1:])
            case "strong":
                yield Strong(tuple(_merged(_inlines(found["strong"], meaning))))
            case "emphasis":
                yield Emphasis(tuple(_merged(_inlines(found["emphasis"], meaning))))
            case _:
                yield from meaning(found["sign"])
    if text[at:]:
        yield Text(text[at:])


def _merged(parts: Iterator[Inline]) -> Iterator[Inline]:
    """Neighbouring texts as one."""
    held = ""
    for part in parts:
        if isinstance(part, Text):
            held += part.text
            continue
        if held:
            yield Text(held)
            held = ""
        yield part
    if held:
        yield Text(held)
