"""Word files as people leave them, built from XML: runs split, tracked changes, text boxes, content controls."""

from packages import W, zipped

WORD = W[1:-1]
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:r="{_OFFICE}/relationships" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
HEADING = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'


def run(text: str, properties: str = "") -> str:
    """A run; the text is markup, so that entities can be tried."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def bold(text: str) -> str:
    return run(text, "<w:rPr><w:b/></w:rPr>")


def p(*content: str) -> str:
    return f"<w:p>{''.join(content)}</w:p>"


def inserted(content: str, number: int = 7) -> str:
    return f'<w:ins w:id="{number}" w:author="Lan" w:date="2026-04-01T08:00:00Z">{content}</w:ins>'


def deleted(text: str, number: int = 8) -> str:
    return f'<w:del w:id="{number}" w:author="Lan"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def cell(*paragraphs: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{"".join(paragraphs)}</w:tc>'


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def table(*rows: str, properties: str = "") -> str:
    widest = max(line.count("<w:tc>") for line in rows)
    grid = '<w:gridCol w:w="2000"/>' * widest
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


LINES = '<w:tblBorders><w:top w:val="single" w:sz="4"/><w:insideH w:val="single" w:sz="4"/></w:tblBorders>'


def box(*paragraphs: str) -> str:
    """A run with a text box, as Word writes it: for itself, and in the old form for others."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    shape = (
        '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="2000000" cy="400000"/>'
        '<wp:docPr id="90" name="Khung"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="400000"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>{content}</wps:txbx><wps:bodyPr/>'
        "</wps:wsp></a:graphicData></a:graphic></wp:inline>"
    )
    old = f'<w:pict><v:shape style="width:100pt;height:30pt"><v:textbox>{content}</v:textbox></v:shape></w:pict>'
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{shape}</w:drawing></mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def field(instruction: str, result: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText> {instruction} </w:instrText></w:r>{marks[1]}{result}{marks[2]}"


def word_file(*blocks: str, header: str = "", note: str = "", extra: dict[str, bytes] | None = None) -> bytes:
    """A Word file of these blocks, with a header and a footnote where they are given, and further parts."""
    references = '<w:headerReference w:type="default" r:id="rId1"/>' if header else ""
    section = SECTION.replace("<w:pgSz", f"{references}<w:pgSz")
    stories = {"document": f"<w:body>{''.join(blocks)}{section}</w:body>"}
    if header:
        stories["header1"] = header
    if note:
        stories["footnotes"] = f'<w:footnote w:id="2">{note}</w:footnote>'
    roots = {"document": ("document", "document.main"), "header1": ("hdr", "header"), "footnotes": ("footnotes",) * 2}
    parts = {
        f"word/{name}.xml": f"{HEADING}<w:{roots[name][0]} {_NAMESPACES}>{content}</w:{roots[name][0]}>".encode()
        for name, content in stories.items()
    }
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{roots[name][1]}+xml"/>' for name in stories
    )
    kinds = {"header1": ("rId1", "header"), "footnotes": ("rId2", "footnotes")}
    links = "".join(
        f'<Relationship Id="{kinds[name][0]}" Type="{_OFFICE}/relationships/{kinds[name][1]}" Target="{name}.xml"/>'
        for name in stories
        if name in kinds
    )
    first = {
        "[Content_Types].xml": f'{HEADING}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'{HEADING}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{HEADING}<Relationships xmlns="{_PACKAGE}/relationships">{links}'
        "</Relationships>",
    }
    return zipped({**{name: text.encode() for name, text in first.items()}, **parts, **(extra or {})})
