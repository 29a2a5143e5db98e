"""Documents to write: one with every kind of node, and strategies for hostile ones."""

import struct
import zlib
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import docx
from docx.table import Table as WordTable
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from cchc_report.catalogue import Indicator, Kind
from cchc_report.document import (
    Block,
    Bullets,
    Document,
    Emphasis,
    FigureText,
    Heading,
    Inline,
    Inlines,
    Paragraph,
    Picture,
    Role,
    State,
    Strong,
    Table,
    Text,
    text_of,
)
from cchc_report.figures import Figure
from cchc_report.formulas import Formula, parse_formula
from cchc_report.problems import Place
from cchc_report.values import Quantity, Value

FRAME = Path(__file__).parents[1] / "templates/khung/bai-bao.docx"
METRICS = "metrics/ben-tre/2024-q1.yaml"


def png(width: int, height: int) -> bytes:
    """A picture that fades from one side to the other."""
    row = b"\0" + b"".join(bytes((60 + 150 * x // width, 140, 190)) for x in range(width))
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(row * height)))
    body = b"".join(_chunk(kind, data) for kind, data in (*chunks, (b"IEND", b"")))
    return b"\x89PNG\r\n\x1a\n" + body


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def jpeg(width: int, height: int) -> bytes:
    """The header of a photograph: enough for its size, as no test looks at the picture itself."""
    sizes = struct.pack(">HBHHB", 17, 8, height, width, 3) + b"\1\x11\0\2\x11\1\3\x11\1"
    return b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xff\xc0" + sizes + b"\xff\xd9"


def indicator(id: str, label: str, kind: Kind = Kind.COUNT, unit: str = "", formula: str = "") -> Indicator:  # noqa: A002
    parsed = parse_formula(formula, id.partition(".")[0]) if formula else None
    assert parsed is None or isinstance(parsed, Formula)
    return Indicator(
        id=id,
        label=label,
        phrase=label.lower(),
        kind=kind,
        unit=unit,
        decimals=2,
        required=False,
        minimum=None,
        maximum=None,
        rise_is_good=None,
        unconfirmed=False,
        description="",
        place=Place("metrics/danh-muc.yaml", 7, 5),
        formula=parsed,
    )


def figure(of: Indicator, value: Value, text: str, line: int = 1, inputs: tuple[Figure, ...] = ()) -> Figure:
    place = Place("metrics/danh-muc.yaml" if inputs else METRICS, line, 12)
    return Figure(of, value, text, None, place, inputs, computed=bool(inputs))


def count(id: str, label: str, number: int, line: int) -> Figure:  # noqa: A002
    text = f"{number:,}".replace(",", ".")
    return figure(indicator(id, label), Quantity(Decimal(number), 0, ""), text, line)


def shown(of: Figure, state: State = State.SOUND) -> FigureText:
    return FigureText(of.indicator, of, of.text, state)


NEW = count("tthc.ban_hanh_moi", "Thủ tục hành chính ban hành mới", 72, 12)
CHANGED = count("tthc.sua_doi_bo_sung", "Thủ tục hành chính sửa đổi, bổ sung", 91, 13)
TOTAL = figure(
    indicator("tthc.tong_so", "Tổng số thủ tục hành chính công bố", formula="= ban_hanh_moi + sua_doi_bo_sung"),
    Quantity(Decimal(163), 0, ""),
    "163",
    30,
    (NEW, CHANGED),
)
RATE = figure(
    indicator("tai_chinh.ty_le_thu_ngan_sach_so_voi_du_toan_trung_uong_giao", "Tỷ lệ thu ngân sách", Kind.PERCENT, "%"),
    Quantity(Decimal("26.48"), 2, "%"),
    "26,48%",
    40,
)
MONEY = figure(
    indicator("tai_chinh.thu", "Thu ngân sách", Kind.MONEY, "tỷ đồng"),
    Quantity(Decimal(1541), 0, "tỷ đồng"),
    "1.541\N{NO-BREAK SPACE}tỷ đồng",
    41,
)
UNIT = figure(indicator("don_vi.ten", "Tên cơ quan", Kind.TEXT), "Sở Nội vụ tỉnh Bến Tre", "Sở Nội vụ tỉnh Bến Tre", 2)
PHOTO = figure(indicator("anh.tep", "Ảnh", Kind.PICTURE), "anh/hội nghị (1).png", "anh/hội nghị (1).png", 50)
MISSING = indicator("tthc.bai_bo", "Thủ tục hành chính bãi bỏ")

PICTURE = Picture(PHOTO, png(640, 400), "Quang cảnh hội nghị «một cửa» & khách mời")

ARTICLE = Document(
    genre="bai-bao",
    blocks=(
        Paragraph((Text("BẢN NHÁP: còn số liệu cần kiểm tra, chưa được phép phát hành"),), Role.DRAFT),
        Heading(
            1, (Text("Một số kết quả cải cách hành chính nổi bật quý\N{NO-BREAK SPACE}I năm\N{NO-BREAK SPACE}2024"),)
        ),
        Paragraph((Text("25/03/2024 - 05:48"),), Role.DATE_LINE),
        Paragraph(
            (
                Text("Trong quý\N{NO-BREAK SPACE}I, "),
                shown(UNIT),
                Text(" đã tham mưu công bố "),
                shown(TOTAL),
                Text(" thủ tục hành chính, tạo thuận lợi cho người dân và doanh nghiệp."),
            ),
            Role.LEAD,
        ),
        PICTURE,
        Paragraph((Text("Quang cảnh hội nghị đánh giá kết quả quý\N{NO-BREAK SPACE}I."),), Role.CAPTION),
        Heading(2, (Text("Cải cách thủ tục hành chính"),)),
        Paragraph(
            (
                Text("Trong tổng số đó, ban hành mới "),
                Strong((shown(NEW), Text(" thủ tục"))),
                Text(", sửa đổi, bổ sung "),
                shown(CHANGED, State.DOUBTFUL),
                Text(" thủ tục, bãi bỏ "),
                FigureText(MISSING, None, "[thiếu: bãi bỏ]", State.MISSING),
                Text(" thủ tục. Công tác này "),
                Emphasis((Text("được "), Strong((Text("quan tâm"),)), Text(" đúng mức"))),
                Text(", đáp ứng nhu cầu phục vụ người dân và doanh nghiệp trên địa bàn tỉnh."),
            )
        ),
        Bullets(
            (
                (Text("Cấp tỉnh giải quyết "), shown(NEW), Text(" hồ sơ, không có hồ sơ quá hạn;")),
                (Text("1. Cấp xã: R&D <50 > 3; 3*4*5 = 60, tên_tệp `x`."),),
            )
        ),
        Heading(3, (Text("Tài chính công"),)),
        Paragraph(
            (Text("Thu ngân sách đạt "), shown(MONEY), Text(", bằng "), shown(RATE), Text(" dự toán được giao."))
        ),
        Table(
            ((Text("Chỉ tiêu"),), (Text("Đơn vị"),), (Text("Kết quả"),)),
            (
                ((Text("Thủ tục ban hành mới"),), (Text("thủ tục"),), (shown(NEW),)),
                ((Text("Thu ngân sách nhà nước trên địa bàn tỉnh"),), (), (shown(MONEY),)),
                ((Text("Tỷ lệ so với dự toán"),), (Text("%"),), (shown(RATE),)),
            ),
        ),
        Paragraph((Text("Bài, ảnh: Đăng Phong"),), Role.BYLINE),
    ),
    title="Một số kết quả cải cách hành chính nổi bật quý I năm 2024",
    author="Sở Nội vụ tỉnh Bến Tre",
    created=datetime(2024, 3, 25, 5, 48),  # noqa: DTZ001 - as a metrics file gives it
)
"""Every kind of node once, in the order of an article."""

HOSTILE = (
    "R&D <50 > 3",
    "]]>",
    "&lt; &amp; &nbsp; &#0; &copy",
    "{{ x }} {% raw %}",
    "<script>alert(1)</script>",
    '" onmouseover="x',
    "'",
    "1. Công tác",
    "30) Số",
    "# x #",
    "##",
    "+ Cấp tỉnh",
    "- - -",
    "* * *",
    "***",
    "___",
    "===",
    "> trích",
    "| a | b |",
    "|---|",
    "`mã` ``",
    "```",
    "~~~",
    "~~x~~",
    "[x](y)",
    "[x]: y",
    "![x](y)",
    "[ ] việc",
    "<http://x.vn>",
    "https://x.vn",
    "a_b_c *d* **e** __f__",
    "\\",
    "\\| \\* \\\\",
    "a\\",
    "&",
    "::: sapo",
    "tỷ\N{NO-BREAK SPACE}đồng",
    "\u0309dấu rời",
    "tiếng Việt dựng sẵn",
    "\N{HEBREW LETTER ALEF}\N{ARABIC LETTER BEH} 12",
    "👩🏽\u200d💻",
    "𝒜",
    "x" * 300,
    "“ngoặc”",
    "100%",
    "a  b",
)
"""Texts that some format or engine takes for something else."""

_letters = st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn", "Zl", "Zp"])
texts = st.one_of(
    st.sampled_from(HOSTILE), st.text("ab .,-*_`#|<>&\\[]()!~+=1", max_size=12), st.text(_letters, max_size=12)
)
ids = st.from_regex(r"[a-z][a-z0-9_]{0,30}\.[a-z][a-z0-9_]{0,30}", fullmatch=True)


@st.composite
def figure_texts(draw: st.DrawFn) -> FigureText:
    kind = draw(st.sampled_from([Kind.COUNT, Kind.TEXT, Kind.DATE, Kind.PERCENT]))
    about = indicator(draw(ids), draw(texts), kind)
    text = draw(texts)
    value: Value = text if kind is Kind.TEXT else Quantity(Decimal(draw(st.integers(0, 10**9))), 0, "")
    known = draw(st.booleans())
    return FigureText(about, figure(about, value, text) if known else None, text, draw(st.sampled_from(State)))


_leaves: st.SearchStrategy[Inline] = st.one_of(st.builds(Text, texts), figure_texts())


def _around(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    children = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(st.builds(Strong, children), st.builds(Emphasis, children))


_inlines: st.SearchStrategy[Inlines] = st.lists(st.recursive(_leaves, _around, max_leaves=4), max_size=4).map(tuple)
cells = _inlines.filter(lambda cell: text_of(cell) == text_of(cell).strip())
lines = cells.filter(text_of)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 4))
    row = st.lists(cells, min_size=width, max_size=width).map(tuple)
    return Table(draw(row), tuple(draw(st.lists(row, max_size=3))))


UNBROKEN = (Role.SUPERIOR, Role.ISSUER, Role.NATION, Role.MOTTO, Role.NUMBER, Role.PLACE_AND_DATE)
"""Roles whose lines must fit into their column; a longer one is refused, which a test of its own shows."""
short_lines = lines.filter(lambda line: len(text_of(line)) <= 12)

blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, st.integers(1, 4), lines),
    st.builds(Paragraph, lines, st.sampled_from([role for role in Role if role not in UNBROKEN])),
    st.builds(Paragraph, short_lines, st.sampled_from(UNBROKEN)),
    st.builds(Bullets, st.lists(lines, min_size=1, max_size=3).map(tuple)),
    tables(),
    st.builds(Picture, st.just(PHOTO), st.just(PICTURE.data), texts),
)
documents = st.builds(
    Document,
    st.just("bai-bao"),
    st.lists(blocks, max_size=5).map(tuple),
    texts,
    texts,
    st.none() | st.datetimes(),
)

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
"""No test measures time."""


def docx_texts(data: bytes) -> list[str]:
    """The paragraphs and cells that python-docx finds, without paragraphs that only hold a picture or nothing.

    The columns of head and foot have no header row: what stands in them are paragraphs.
    """
    found: list[str] = []
    for block in docx.Document(BytesIO(data)).iter_inner_content():
        if isinstance(block, WordTable) and block._tbl.xpath(".//w:tblHeader"):
            found += [cell.text for row in block.rows for cell in row.cells]
        elif isinstance(block, WordTable):
            within = [paragraph.text for row in block.rows for cell in row.cells for paragraph in cell.paragraphs]
            found += [text for text in within if text]
        elif block.text:
            found.append(block.text)
    return found
