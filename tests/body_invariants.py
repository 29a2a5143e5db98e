"""The text of a Word document under the gate of ``invariants``: what may stand in what, in which order, and what belongs together."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

MARKS = "bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd proofErr ins del moveFrom moveTo"
"""What may stand between paragraphs and between runs."""


def in_order(names: str) -> str:
    """The content model of children that stand once at most, in this order."""
    return "".join(f"(?:{name} )?" for name in names.split())


def any_of(names: str) -> str:
    """The content model of children in any number and order."""
    return f"(?:(?:{'|'.join(names.split())}) )*"


BORDERS = in_order("top left start bottom right end insideH insideV")
MODELS = {
    "body": f"(?:(?:p|{'|'.join(MARKS.split())}) |tbl (?=p ))*sectPr ",
    "p": in_order("pPr") + any_of(f"r hyperlink fldSimple smartTag sdt {MARKS}"),
    "r": in_order("rPr") + any_of("t br tab drawing delText commentReference noBreakHyphen fldChar instrText"),
    "tbl": f"(?:(?:bookmarkStart|bookmarkEnd) )*tblPr tblGrid {any_of('tr bookmarkStart bookmarkEnd')}",
    "tr": f"{in_order('tblPrEx trPr')}(?:tc )+",
    "tc": f"{in_order('tcPr')}{any_of(f'p tbl {MARKS}')}(?:p )",
    "tblGrid": "(?:gridCol )+",
    "drawing": "(?:inline|anchor) ",
    "inline": "extent (?:effectExtent )?docPr (?:cNvGraphicFramePr )?graphic ",
    "pBdr": in_order("top left bottom right between bar"),
    "tblBorders": BORDERS,
    "tblCellMar": BORDERS,
    "numPr": in_order("ilvl numId"),
    "trPr": any_of("cnfStyle gridBefore gridAfter cantSplit trHeight tblHeader jc hidden ins del"),
    "pPr": in_order(
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
        "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
        "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
        "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ),
    "rPr": in_order(
        "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
        "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText "
        "vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange"
    ),
    "tblPr": in_order(
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
        "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange"
    ),
    "tcPr": in_order(
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"
    ),
    "sectPr": any_of("headerReference footerReference")
    + in_order(
        "footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote "
        "titlePg textDirection bidi rtlGutter docGrid printerSettings"
    ),
}
"""Content models as patterns over the names of the children, each with a blank behind it; what has none is not looked into."""
CHOICES = {
    ("jc", "val"): "left center right both start end distribute",
    ("highlight", "val"): "yellow green cyan magenta blue red none",
    ("tblLayout", "type"): "fixed autofit",
    ("tblW", "type"): "dxa auto pct nil",
    ("tcW", "type"): "dxa auto pct nil",
    ("spacing", "lineRule"): "exact auto atLeast",
    ("pgSz", "orient"): "portrait landscape",
    ("vMerge", "val"): "restart continue",
    ("br", "type"): "page column textWrapping",
    ("headerReference", "type"): "default first even",
    ("footerReference", "type"): "default first even",
}
"""Attributes with a closed list of values."""
STYLES = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
Elements = dict[str, list[etree._Element]]


def body_faults(document: etree._Element, styles: etree._Element | None, numbering: etree._Element | None) -> list[str]:
    """What is wrong with the main part of a document."""
    if document.tag != f"{W}document" or [child.tag for child in document] != [f"{W}body"]:
        return [f"the document is a {document.tag}"]
    found: Elements = defaultdict(list)
    for element in document.iter(etree.Element):
        found[str(element.tag)].append(element)
    return [
        *_order_faults(found),
        *_choice_faults(found),
        *_table_faults(found[f"{W}tbl"]),
        *_bookmark_faults(found),
        *_text_faults(found),
        *_style_faults(found, styles),
        *_list_faults(found, styles, numbering),
    ]


def _order_faults(found: Elements) -> Iterator[str]:
    for name, model in MODELS.items():
        namespace = DRAWING if name == "inline" else W
        for element in found.get(f"{namespace}{name}", ()):
            yield from _wrong_order(name, model, tuple([child.tag for child in element]))
    for name in ("t", "delText", "instrText"):
        yield from (f"{name} holds elements" for element in found.get(f"{W}{name}", ()) if len(element))


@lru_cache(maxsize=4096)
def _wrong_order(name: str, model: str, children: Sequence[str]) -> tuple[str, ...]:
    """Nothing, or the fault; what stands in our documents repeats, so that it is matched once."""
    written = "".join(f"{child.rpartition('}')[2]} " for child in children)
    return () if re.fullmatch(model, written) else (f"{name} holds {written.strip() or 'nothing'}"[:200],)


def _choice_faults(found: Elements) -> Iterator[str]:
    for (name, attribute), values in CHOICES.items():
        known = {*values.split(), None}
        for element in found.get(f"{W}{name}", ()):
            value = element.get(f"{W}{attribute}")
            if value not in known:
                yield f"{name} is {value}"


def _table_faults(tables: list[etree._Element]) -> Iterator[str]:
    for table in tables:
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        above: set[int] = set()
        for row in table.iterchildren(f"{W}tr"):
            at, merged = 0, set()
            for cell in row.iterchildren(f"{W}tc"):
                span, merge = cell.find(f"{W}tcPr/{W}gridSpan"), cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None:
                    if merge.get(f"{W}val") != "restart" and at not in above:
                        yield "a merged cell without a beginning"
                    merged.add(at)
                at += 1 if span is None else int(span.get(f"{W}val", "1"))
            above = merged
            if at != columns:
                yield f"a row of {at} columns in a grid of {columns}"


def _bookmark_faults(found: Elements) -> Iterator[str]:
    """Each bookmark begins and ends once, in this order, in one paragraph."""
    starts = {element.get(f"{W}id"): element for element in found.get(f"{W}bookmarkStart", ())}
    ends = {element.get(f"{W}id"): element for element in found.get(f"{W}bookmarkEnd", ())}
    if {*starts} != {*ends} or len(ends) != len(found.get(f"{W}bookmarkEnd", ())):
        yield "bookmarks do not pair"
    for number, start in starts.items():
        if number in ends and not any(later is ends[number] for later in start.itersiblings(f"{W}bookmarkEnd")):
            yield f"bookmark {number} ends elsewhere"
        if not re.fullmatch("[0-9]+", number or ""):
            yield f"bookmark number {number}"
        if not re.fullmatch("[^\\W\\d]\\w{0,39}", start.get(f"{W}name", "")):
            yield f"bookmark name {start.get(f'{W}name')}"


def _text_faults(found: Elements) -> Iterator[str]:
    """Word drops blanks at the edges of a text that does not ask for them, and breaks no line in a text."""
    for element in found.get(f"{W}t", ()):
        text = element.text or ""
        if text != text.strip(" \t\r\n") and element.get(SPACE) != "preserve":
            yield f"edge spaces {text!r}"
        if re.search(r"[\t\r\n]", text):
            yield f"a break inside a text {text!r}"


def _style_faults(found: Elements, styles: etree._Element | None) -> Iterator[str]:
    """Styles that are used exist, and are of the kind that they are used as."""
    kinds = {} if styles is None else {style.get(f"{W}styleId"): style.get(f"{W}type") for style in styles}
    for name, kind in STYLES.items():
        used = {element.get(f"{W}val") for element in found.get(f"{W}{name}", ())}
        yield from (f"{name} {style}, which is a {kinds.get(style)}" for style in used if kinds.get(style) != kind)
    for style in () if styles is None else styles.iterchildren(f"{W}style"):
        for name in ("basedOn", "next", "link"):
            other = style.find(f"{W}{name}")
            if other is not None and other.get(f"{W}val") not in kinds:
                yield f"{style.get(f'{W}styleId')} {name} {other.get(f'{W}val')}, which is not there"


def _list_faults(found: Elements, styles: etree._Element | None, numbering: etree._Element | None) -> Iterator[str]:
    """Lists that paragraphs and styles name exist; 0 takes a list away."""
    lists = [] if numbering is None else [*numbering.iterchildren(f"{W}num")]
    patterns = set() if numbering is None else {*numbering.iterchildren(f"{W}abstractNum")}
    known = {element.get(f"{W}abstractNumId") for element in patterns}
    for one in lists:
        pattern = one.find(f"{W}abstractNumId")
        if pattern is None or pattern.get(f"{W}val") not in known:
            yield f"list {one.get(f'{W}numId')} has no pattern"
    numbers = {"0", *(one.get(f"{W}numId") for one in lists)}
    used = [*found.get(f"{W}numId", ()), *(() if styles is None else styles.iter(f"{W}numId"))]
    yield from (f"list {one.get(f'{W}val')} is not there" for one in used if one.get(f"{W}val") not in numbers)
