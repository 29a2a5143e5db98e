"""The last touches on the tree: words that lead into a section, abbreviations at their first use, spaces that must not break.

Only words of templates and of the catalogue change; what somebody typed into a metrics file stays as it is.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from cchc_report.document import (
    Block,
    Bullets,
    Emphasis,
    FigureText,
    Heading,
    Inline,
    Inlines,
    Paragraph,
    Picture,
    Role,
    Strong,
    Table,
    Text,
    text_of,
)
from cchc_report.filters import LEAD_BEGINS, LEAD_ENDS
from cchc_report.vietnamese.wording import capitalised, unbreakable, uncapitalised

_LEAVES = (Text, FigureText)
LeafChange = Callable[[Text | FigureText], Text | FigureText]

_LEAD = re.compile(rf"{LEAD_BEGINS}([^{LEAD_ENDS}]*){LEAD_ENDS}\s*")


def led_in(blocks: Iterable[Block]) -> Iterator[Block]:
    """Keep each lead before the first sentence that follows one, which then goes on with a small letter."""
    said: set[str] = set()
    for block in blocks:
        match block:
            case Heading(level, inlines):
                yield Heading(level, _led(inlines, said))
            case Paragraph(inlines, role):
                text = text_of(inlines)
                if (_LEAD.sub("", text) if LEAD_BEGINS in text else text).strip():
                    yield Paragraph(_led(inlines, said), role)
            case Bullets(items):
                yield Bullets(tuple(_led(item, said) for item in items))
            case _:
                yield block


def _led(inlines: Inlines, said: set[str]) -> Inlines:
    if LEAD_BEGINS not in text_of(inlines):
        return inlines
    led = False

    def change(leaf: Text | FigureText) -> Text | FigureText:
        nonlocal led
        if isinstance(leaf, FigureText):
            small, led = led, False
            return _as_typed(leaf) if small else leaf
        parts = []
        for number, part in enumerate(_LEAD.split(leaf.text)):
            if number % 2:
                led = part not in said
                said.add(part)
                parts += [part] if led else []
            elif part.strip():
                parts += [uncapitalised(part.lstrip()) if led else part]
                led = False
            else:
                parts += [] if led else [part]
        return Text("".join(parts))

    return _mapped(inlines, change)


def _as_typed(leaf: FigureText) -> FigureText:
    """A name that a template began a sentence with, back as its unit writes it."""
    figure = leaf.figure
    return replace(leaf, text=figure.text) if figure and capitalised(figure.text) == leaf.text else leaf


def introduce(blocks: Iterable[Block], abbreviations: Mapping[str, str]) -> Iterator[Block]:
    """Write the first ``CCHC`` of the running text as ``cải cách hành chính (CCHC)``, later ones as they are.

    Titles, captions and the head of an official document neither introduce nor count. Where somebody typed ``(CCHC)`` themselves, that is the introduction.
    """
    introduction = _Introduction(abbreviations)
    for block in blocks:
        match block:
            case Paragraph(inlines, role) if role is not Role.CAPTION and not role.official:
                yield Paragraph(introduction.paragraph(inlines), role)
            case Bullets(items):
                yield Bullets(tuple(introduction.paragraph(item) for item in items))
            case Table(header, rows):
                yield Table(
                    _cells(header, introduction.paragraph), tuple(_cells(row, introduction.paragraph) for row in rows)
                )
            case _:
                yield block


def without_bad_breaks(blocks: Iterable[Block], units: tuple[str, ...]) -> Iterator[Block]:
    """Put no-break spaces between number and unit, after ``số``, ``ngày``, ``quý`` and their like."""

    def bound(inlines: Inlines) -> Inlines:
        plain = text_of(inlines)
        text = unbreakable(plain, units)
        if text == plain:
            return inlines
        at = 0

        def cut(leaf: Text | FigureText) -> Text | FigureText:
            nonlocal at
            at += len(leaf.text)
            own = text[at - len(leaf.text) : at]
            return leaf if own == leaf.text else _with_text(leaf, own)

        return _mapped(inlines, cut)

    for block in blocks:
        match block:
            case Heading(level, inlines):
                yield Heading(level, bound(inlines))
            case Paragraph(inlines, role):
                yield Paragraph(bound(inlines), role)
            case Bullets(items):
                yield Bullets(_cells(items, bound))
            case Table(header, rows):
                yield Table(_cells(header, bound), tuple(_cells(row, bound) for row in rows))
            case Picture():
                yield block


class _Introduction:
    """Remembers which abbreviations the reader has met."""

    def __init__(self, abbreviations: Mapping[str, str]) -> None:
        self._full = dict(abbreviations)
        self._unmet = set(abbreviations)
        short = "|".join(re.escape(name) for name in sorted(self._full, key=len, reverse=True))
        self._pattern = re.compile(rf"(?<!\w)(?:{short})(?!\w)") if short else None

    def paragraph(self, inlines: Inlines) -> Inlines:
        if not any(map(text_of(inlines).__contains__, self._unmet)):
            return inlines
        before = ""

        def change(leaf: Text | FigureText) -> Text | FigureText:
            nonlocal before
            changed = Text(self._words(leaf.text, before)) if isinstance(leaf, Text) else leaf
            self._unmet -= {name for name in self._unmet if f"({name})" in changed.text}
            before += changed.text
            return changed

        return _mapped(inlines, change)

    def _words(self, text: str, before: str) -> str:
        if self._pattern is None:
            return text
        parts, at = [], 0
        for found in self._pattern.finditer(text):
            parts += [text[at : found.start()], self._word(found[0], before + text[: found.start()])]
            at = found.end()
        return "".join([*parts, text[at:]])

    def _word(self, short: str, before: str) -> str:
        if short not in self._unmet or before.endswith("("):
            return short
        self._unmet.remove(short)
        full = self._full[short]
        begins = not before.strip() or before.rstrip().endswith((".", "!", "?"))
        return f"{capitalised(full) if begins else full} ({short})"


def _cells(cells: tuple[Inlines, ...], change: Callable[[Inlines], Inlines]) -> tuple[Inlines, ...]:
    return tuple([change(cell) for cell in cells])


def _mapped(inlines: Inlines, change: LeafChange) -> Inlines:
    """The same structure with every leaf changed, in reading order."""
    return tuple(
        [change(inline) if isinstance(inline, _LEAVES) else _mapped_within(inline, change) for inline in inlines]
    )


def _mapped_within(inline: Strong | Emphasis, change: LeafChange) -> Inline:
    match inline:
        case Strong(children):
            return Strong(_mapped(children, change))
        case Emphasis(children):
            return Emphasis(_mapped(children, change))


def _with_text(leaf: Text | FigureText, text: str) -> Text | FigureText:
    match leaf:
        case Text():
            return Text(text)
        case FigureText(indicator, figure, _, state):
            return FigureText(indicator, figure, text, state)
