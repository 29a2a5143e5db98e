"""The XML of Word documents as strings; elements stand in the order that the Open XML schema asks for."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from cchc_report.document import LANGUAGE
from cchc_report.opc import W
from cchc_report.source.pictures import Image

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
R = f"{OFFICE}/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_NAMESPACES = {
    "xmlns:w": W,
    "xmlns:r": R,
    "xmlns:wp": f"{DRAWING}/wordprocessingDrawing",
    "xmlns:a": f"{DRAWING}/main",
    "xmlns:pic": f"{DRAWING}/picture",
}
_EMU_IN_TWIP = 635
_EMU_IN_PIXEL = 9525
"""At 96 pixels an inch, as browsers and Word take a picture that does not say otherwise."""
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}
)
_SPECIAL = re.compile(r'[&<>"\n\t\r]')
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_LINES = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in _SIDES)
TABLE_LINES = f"<w:tblBorders>{_LINES}</w:tblBorders>"
"""Thin lines around a table and between its cells, as a table property."""
_BREAKS = {"\n": "<w:br/>", "\t": "<w:tab/>"}
_BREAK = re.compile(r"([\n\t])")
_KEEP_SPACE = re.compile(r"^ | $|  ")


def escaped(text: str) -> str:
    """A text for element content and attribute values alike."""
    return text if _SPECIAL.search(text) is None else text.translate(_ESCAPES)


def element(name: str, content: str = "", /, **attributes: str) -> str:
    """An element with markup as its content."""
    start = "".join([name, *(f' {key}="{escaped(value)}"' for key, value in attributes.items())])
    return f"<{start}>{content}</{name}>" if content else f"<{start}/>"


def xml(root: str) -> bytes:
    """A part with that root element."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{root}'.encode()


def document_part(body: str) -> bytes:
    """The main part of a document."""
    return xml(element("w:document", f"<w:body>{body}</w:body>", **_NAMESPACES))


@lru_cache
def run_properties(*, bold: bool, italic: bool, highlight: bool, language: bool) -> str:
    """How a run is set beside what its style says; ``language`` marks it as Vietnamese."""
    content = "<w:b/><w:bCs/>" * bold + "<w:i/><w:iCs/>" * italic
    content += '<w:highlight w:val="yellow"/>' * highlight + f'<w:lang w:val="{LANGUAGE}"/>' * language
    return f"<w:rPr>{content}</w:rPr>" if content else ""


@lru_cache(maxsize=2048)
def run(text: str, properties: str) -> str:
    """A run of text; a line break or tab in it becomes one in the document. Documents of one genre share most of theirs."""
    pieces = [_BREAKS.get(piece) or _text(piece) for piece in _BREAK.split(text) if piece]
    return f"<w:r>{properties}{''.join(pieces)}</w:r>"


def bookmarked(content: str, number: int, name: str) -> str:
    """Runs inside a bookmark; Word hides one whose name begins with an underscore."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def paragraph(content: str, properties: str = "") -> str:
    """A paragraph of ready runs."""
    return f"<w:p>{_paragraph_properties(properties)}{content}</w:p>"


def _paragraph_properties(properties: str) -> str:
    return f"<w:pPr>{properties}</w:pPr>" if properties else ""


def table(rows: Iterable[Sequence[str]], widths: Sequence[int], style: str) -> str:
    """A data table of ready cell paragraphs, the first row its header; widths in twentieths of a point."""
    # Without a style of the frame the lines must be drawn here.
    looks = f'<w:tblStyle w:val="{escaped(style)}"/>' if style else ""
    lines = "" if style else TABLE_LINES
    properties = (
        f'<w:tblPr>{looks}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{lines}<w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="0"/></w:tblPr>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines_of_cells = [_row(row, widths, header=index == 0) for index, row in enumerate(rows)]
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(lines_of_cells)}</w:tbl>"


def columns(rows: Sequence[tuple[str, str]], widths: tuple[int, int]) -> str:
    """Two columns of ready paragraphs without lines or padding, for layout only; widths in twentieths of a point."""
    margins = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("left", "right"))
    properties = (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = [_row([cell or "<w:p/>" for cell in row], widths, header=False) for row in rows]
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"


def line_below(length: int, room: int) -> str:
    """A thin line in the middle of the room, as the border of a paragraph of its own; in twentieths of a point."""
    side = max(0, room - length) // 2
    properties = (
        '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
        '<w:spacing w:before="50" w:after="0" w:line="100" w:lineRule="exact"/>'
        f'<w:ind w:left="{side}" w:right="{side}" w:firstLine="0"/>'
    )
    return paragraph("", properties)


def section_end(section: str) -> str:
    """A paragraph without height that ends a section of that page."""
    return paragraph("", f'<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>{section}')


def inline_picture(link: str, image: Image, alternative: str, number: int, room: tuple[int, int]) -> str:
    """A run with a picture, no larger than the room (width, height in twentieths of a point)."""
    across, down = _scaled(image, room)
    extent = f'cx="{across}" cy="{down}"'
    properties = element("wp:docPr", id=str(number), name=f"Ảnh {number}", descr=alternative)
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>{properties}'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_NAMESPACES["xmlns:pic"]}"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Ảnh {number}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{link}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def _text(text: str) -> str:
    space = ' xml:space="preserve"' if _KEEP_SPACE.search(text) else ""
    return f"<w:t{space}>{escaped(text)}</w:t>"


def _row(cells: Sequence[str], widths: Sequence[int], *, header: bool) -> str:
    content = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' * header}</w:trPr>{content}</w:tr>"


def _scaled(image: Image, room: tuple[int, int]) -> tuple[int, int]:
    """Width and height in EMU: the picture's own size, or less so that it fits, its proportions kept."""
    across, down = image.width * _EMU_IN_PIXEL, image.height * _EMU_IN_PIXEL
    width, height = room[0] * _EMU_IN_TWIP, room[1] * _EMU_IN_TWIP
    if across > width:
        across, down = width, down * width // across
    if down > height:
        across, down = across * height // down, height
    return max(across, 1), max(down, 1)
