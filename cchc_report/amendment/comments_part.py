"""The part of a Word file that holds its comments, extended, or made and announced to the package."""

from collections.abc import Mapping, Sequence
from itertools import count

from cchc_report.amendment.model import AUTHOR
from cchc_report.amendment.splicing import Splice, declaration, marked_up, spliced
from cchc_report.manuscript.spans import Element, parse_spans
from cchc_report.opc import CONTENT_TYPES, DOCUMENT, OFFICE_RELATIONSHIPS, W, relationships, relationships_name

_HEADING = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"


def with_comments(parts: Mapping[str, bytes], comments: Sequence[tuple[int, str]]) -> dict[str, bytes]:
    """The parts with these comments, numbers and texts, behind those that are there."""
    targets = [found.target for found in relationships(parts, DOCUMENT) if found.kind == "comments"]
    name = next((target for target in targets if target in parts), "")
    if not name:
        name = next(name for name in map("word/comments{}.xml".format, ("", *range(1, 1001))) if name not in parts)
        parts = _announced(parts, name) | {name: _HEADING + f'<w:comments xmlns:w="{W}"></w:comments>'.encode()}
    part = parts[name]
    root = parse_spans(name, part)
    names = declaration(part, root)
    return {**parts, name: _appended(part, root, b"".join(_comment(*comment, names) for comment in comments))}


def _announced(parts: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    """The parts that name all others, with a further one in them."""
    types = parts[CONTENT_TYPES]
    override = f'<Override xmlns="{_TYPES}" PartName="/{name}" ContentType="{_TYPE}"/>'
    links_name = relationships_name(DOCUMENT)
    links = parts.get(links_name, _HEADING + f'<Relationships xmlns="{_LINKS}"></Relationships>'.encode())
    used = {found.id for found in relationships(parts, DOCUMENT)}
    id_ = next(id_ for id_ in map("rIdCchcComments{}".format, count(1)) if id_ not in used)
    link = f'<Relationship xmlns="{_LINKS}" Id="{id_}" Type="{OFFICE_RELATIONSHIPS}/comments" Target="/{name}"/>'
    return {
        **parts,
        CONTENT_TYPES: _appended(types, parse_spans(CONTENT_TYPES, types), override.encode()),
        links_name: _appended(links, parse_spans(links_name, links), link.encode()),
    }


def _appended(part: bytes, root: Element, content: bytes) -> bytes:
    """The content at the end of the root, which may be one that closes itself."""
    if root.inner_end < root.end:
        return spliced(part, [Splice(root.inner_end, root.inner_end, content)])
    tag = part[root.start : root.inner]
    name = tag[1:].split(maxsplit=1)[0].rstrip(b"/>")
    return spliced(part, [Splice(root.start, root.end, tag[:-2] + b">" + content + b"</" + name + b">")])


def _comment(number: int, text: str, names: str) -> bytes:
    start = f'<w:comment{names} w:id="{number}" w:author="{AUTHOR}" w:initials="{AUTHOR}">'.encode()
    sign = b"<w:r><w:annotationRef/></w:r>"
    paragraphs = (
        b'<w:p>%b<w:r><w:t xml:space="preserve">%b</w:t></w:r></w:p>' % (sign * (index == 0), marked_up(line))
        for index, line in enumerate(text.split("\n"))
    )
    return start + b"".join(paragraphs) + b"</w:comment>"
