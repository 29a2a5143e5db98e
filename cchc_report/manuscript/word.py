"""A Word file as passages of text in reading order: body, headers, footers, notes."""

from collections.abc import Iterator, Mapping

from cchc_report.manuscript.letters import WordText
from cchc_report.manuscript.model import Where
from cchc_report.manuscript.spans import Element, parse_spans
from cchc_report.manuscript.stories import Story
from cchc_report.opc import DOCUMENT, content_types, read_parts, relationships, word_document

_STORIES = {"header": Where.HEADER, "footer": Where.FOOTER, "footnotes": Where.NOTE, "endnotes": Where.NOTE}
"""Kinds of parts that hold text beside the body, in the order in which they are read."""


def read_word(data: bytes) -> WordText:
    """Read a Word file. Raises PackageProblem, which says in Vietnamese why it cannot be read."""
    parts = read_parts(data)
    word_document(parts, content_types(parts))
    stories = list(_stories(parts))
    return WordText(
        parts,
        tuple(passage for story in stories for passage in story.passages),
        sum(story.insertions for story in stories),
        sum(story.deletions for story in stories),
    )


def _stories(parts: Mapping[str, bytes]) -> Iterator[Story]:
    body = parse_spans(DOCUMENT, parts[DOCUMENT]).child("w:body")
    assert body is not None, "word_document saw it"  # noqa: S101 - for the type checker
    yield _read(DOCUMENT, Where.BODY, [body])
    for kind, where in _STORIES.items():
        targets = [found.target for found in relationships(parts, DOCUMENT) if found.kind == kind]
        for name in dict.fromkeys(target for target in targets if target in parts):
            root = parse_spans(name, parts[name])
            yield _read(name, where, root.children if where is Where.NOTE else [root])


def _read(name: str, where: Where, containers: list[Element]) -> Story:
    story = Story(name, where)
    for container in containers:
        story.blocks(container)
    return story
