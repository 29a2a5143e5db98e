"""The theme and the font table of a shipped frame: small, but validators that follow Microsoft's ask for both in every document."""

from cchc_report.opc import W
from cchc_report.writers.wordml import DRAWING, element, xml

FONT = "Times New Roman"
"""Of every style; the theme names it too, so that a style added later in Word looks no different."""
_NAME = "cchc_report"
_COLOURS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "44546A",
    "lt2": "E7E6E6",
    "accent1": "4472C4",
    "accent2": "ED7D31",
    "accent3": "A5A5A5",
    "accent4": "FFC000",
    "accent5": "5B9BD5",
    "accent6": "70AD47",
    "hlink": "0563C1",
    "folHlink": "954F72",
}
"""Those of a new document in Word, for who draws a chart into ours."""
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_FONT_TABLE = (
    f'<w:font w:name="{FONT}"><w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/><w:family w:val="roman"/>'
    '<w:pitch w:val="variable"/></w:font>'
)


def theme_part() -> bytes:
    """The theme: Word's usual colours, one font, no effects."""
    colours = "".join(element(f"a:{name}", f'<a:srgbClr val="{colour}"/>') for name, colour in _COLOURS.items())
    faces = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface="{FONT}"/>'
    fonts = f"<a:majorFont>{faces}</a:majorFont><a:minorFont>{faces}</a:minorFont>"
    # The format asks for three of each.
    looks = (
        element("a:fillStyleLst", _FILL * 3),
        element("a:lnStyleLst", "".join(f'<a:ln w="{width}">{_FILL}</a:ln>' for width in (6350, 12700, 19050))),
        element("a:effectStyleLst", "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3),
        element("a:bgFillStyleLst", _FILL * 3),
    )
    schemes = (("clrScheme", colours), ("fontScheme", fonts), ("fmtScheme", "".join(looks)))
    content = "".join(element(f"a:{scheme}", inner, name=_NAME) for scheme, inner in schemes)
    names = {"xmlns:a": f"{DRAWING}/main", "name": _NAME}
    return xml(element("a:theme", element("a:themeElements", content), **names))


def font_table_part() -> bytes:
    """The fonts of the document, and what Word may take in place of one that a computer lacks."""
    return xml(element("w:fonts", _FONT_TABLE, **{"xmlns:w": W}))
