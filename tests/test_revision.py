"""Other values in a metrics file: what is asked for is read there, every other letter stays."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import dedent

import pytest
from conftest import ROOT
from hypothesis import assume, given
from hypothesis import strategies as st
from test_new import beginning

from cchc_report.blank import blank_file
from cchc_report.revision import CannotReviseError, Edit, notes, revised
from cchc_report.revision.page import page_of, scalars
from cchc_report.revision.proving import prove
from cchc_report.source import Mapping, Node, Scalar, parse
from cchc_report.source import Sequence as Listed

FILES = sorted(path for path in (ROOT / "metrics").glob("*/*.yaml") if path.name != "don-vi.yaml")


def text_with(text: str, *edits: Edit) -> str:
    return revised(parse(text.encode(), "2024-q1.yaml"), edits)


def put(*path: str, value: str | tuple[str, ...] | None, note: str | None = None) -> Edit:
    return Edit(path, value, note)


def plain(node: Node | None) -> object:
    """What a file says, without places: groups in order, lists, texts."""
    match node:
        case Mapping():
            return [(entry.key.text, plain(entry.value)) for entry in node.entries]
        case Listed():
            return [plain(item) for item in node.items]
        case Scalar():
            return node.text.rstrip("\n")
    return []


def said(text: str) -> object:
    return plain(parse(text.encode(), "").root)


EXAMPLES = {
    "a number, its comment in its column": (
        """
        tthc:
          cong_bo: 254
          bai_bo: 68      # theo QĐ 51
        """,
        [put("tthc", "bai_bo", value="1.068")],
        """
        tthc:
          cong_bo: 254
          bai_bo: 1.068   # theo QĐ 51
        """,
    ),
    "a longer text moves the comment": (
        """
        tthc:
          bai_bo: 68  # theo QĐ 51
        """,
        [put("tthc", "bai_bo", value="một trăm")],
        """
        tthc:
          bai_bo: một trăm  # theo QĐ 51
        """,
    ),
    "an empty value": (
        """
        tthc:
          cong_bo:              # thủ tục
          bai_bo:
        """,
        [put("tthc", "cong_bo", value="254"), put("tthc", "bai_bo", value="0")],
        """
        tthc:
          cong_bo: 254          # thủ tục
          bai_bo: 0
        """,
    ),
    "a value taken away": (
        """
        tthc:
          cong_bo: 254  # thủ tục
          bai_bo: 68
        """,
        [put("tthc", "cong_bo", value=""), put("tthc", "bai_bo", value=())],
        """
        tthc:
          cong_bo:      # thủ tục
          bai_bo:
        """,
    ),
    "texts on several lines": (
        """
        tthc:
          mot: "câu
            dài"   # trong nháy
          hai: câu
            dài hơn
          ba: |-  # khối
            dòng một

            # không phải chú thích
          # chú thích
          bon:
            ở dưới  # tại chỗ
          nam: >
            gấp
        """,
        [put("tthc", key, value="ngắn") for key in ("mot", "hai", "ba", "bon", "nam")],
        """
        tthc:
          mot: ngắn  # trong nháy
          hai: ngắn
          ba: ngắn  # khối
          # chú thích
          bon:
            ngắn    # tại chỗ
          nam: ngắn
        """,
    ),
    "what would be read otherwise is quoted": (
        """
        a:
          mot: 1
          hai: 2
          ba: 3
          bon: 4
          nam: 5
          sau: 6
          bay: 7
        """,
        [
            put("a", "mot", value="ghi chú: xem #2"),
            put("a", "hai", value="=A1"),
            put("a", "ba", value="~"),
            put("a", "bon", value="- một"),
            put("a", "nam", value='nói "có" \\ rồi\nxuống dòng'),
            put("a", "sau", value=" có dấu cách "),
            put("a", "bay", value="[ky.ten] đạt 26,48%"),
        ],
        """
        a:
          mot: "ghi chú: xem #2"
          hai: "=A1"
          ba: "~"
          bon: "- một"
          nam: "nói \\"có\\" \\\\ rồi\\nxuống dòng"
          sau: " có dấu cách "
          bay: "[ky.ten] đạt 26,48%"
        """,
    ),
    "lists": (
        """
        bao_cao:
          mot:      # mỗi mục một dòng
            - "giữ: lại"  # mục này
            # ở giữa
            - bỏ
          # sau danh sách
          hai:
          - lề
          ba: một câu  # chú thích
          bon:      # mỗi mục
                    # một dòng
          nam: |
            cũ
          sau:
            - cũ
        """,
        [
            put("bao_cao", "mot", value=("mới", "giữ: lại")),
            put("bao_cao", "hai", value=("một", "- hai")),
            put("bao_cao", "ba", value=("một", "hai")),
            put("bao_cao", "bon", value=("một",)),
            put("bao_cao", "nam", value=("một",)),
            put("bao_cao", "sau", value="một câu"),
        ],
        """
        bao_cao:
          mot:      # mỗi mục một dòng
            - mới
            - "giữ: lại"  # mục này
          # sau danh sách
          hai:
          - một
          - "- hai"
          ba:          # chú thích
            - một
            - hai
          bon:      # mỗi mục
                    # một dòng
            - một
          nam:
            - một
          sau: một câu
        """,
    ),
    "a line that is a comment in a blank file": (
        """
        tthc:
          bai_bo:                   # bãi bỏ
          # cong_khai:              # công khai (thủ tục); tự tính: = moi
                                    # + sua_doi
          # ghi: chú của người làm

        so_hoa:
          # tong:
        """,
        [put("tthc", "cong_khai", value="182"), put("so_hoa", "tong", value="5"), put("tthc", "ghi", value="6")],
        """
        tthc:
          bai_bo:                   # bãi bỏ
          cong_khai: 182            # công khai (thủ tục); tự tính: = moi
                                    # + sua_doi
          # ghi: chú của người làm
          ghi: 6

        so_hoa:
          tong: 5
        """,
    ),
    "keys and sections that are not there": (
        """
        # Số liệu quý I.

        # Chỉ đạo
        chi_dao:
            nhiem_vu: 40
            # cuối phần

        # Thủ tục
        tthc:

        # Theo cấp
        chi_tiet:
            tthc.tong:
                xa:
                    Xã A: 1
        """,
        [
            put("chi_dao", "linh_vuc", value="7"),
            put("tthc", "tong", value="9", note="Sở Nội vụ"),
            put("so_hoa", "tong", value="8"),
            put("ky", "tu_ngay", value="1/1/2024"),
            put("ky", "den_ngay", value="31/3/2024"),
            put("chi_tiet", "tthc.tong", "xa", "Xã B: #2", value="2"),
            put("chi_tiet", "tthc.tong", "tinh", "Sở Y tế", value="3"),
            put("chi_tiet", "tthc.moi", "xa", "- Xã A", value="4"),
            put("mau_so", "so_hoa.ty_le", value="so_hoa.tong"),
        ],
        """
        # Số liệu quý I.

        ky:
            tu_ngay: 1/1/2024
            den_ngay: 31/3/2024

        # Chỉ đạo
        chi_dao:
            nhiem_vu: 40
            # cuối phần
            linh_vuc: 7

        # Thủ tục
        tthc:
            tong: 9  # nguồn: Sở Nội vụ

        so_hoa:
            tong: 8

        # Theo cấp
        chi_tiet:
            tthc.tong:
                xa:
                    Xã A: 1
                    "Xã B: #2": 2
                tinh:
                    Sở Y tế: 3
            tthc.moi:
                xa:
                    "- Xã A": 4

        mau_so:
            so_hoa.ty_le: so_hoa.tong
        """,
    ),
    "notes": (
        """
        tthc:
          mot: 1
          hai: 2  # nguồn: Sở A
          ba: 3   # chú thích
          # nguồn: Sở B
          bon: 4  # chú thích
          nam:
            - mục
          sau: 6  # nguồn: bỏ
          # nguồn: bỏ
          bay: 7  # chú thích
        """,
        [
            put("tthc", "mot", value="10", note="Công văn #5,\n trang\t2"),
            put("tthc", "hai", value=None, note="Sở C"),
            put("tthc", "ba", value="30", note="Sở D"),
            put("tthc", "bon", value="40", note="Sở E"),
            put("tthc", "nam", value=None, note="Sở G"),
            put("tthc", "sau", value="60", note=""),
            put("tthc", "bay", value="70", note=""),
            put("tthc", "khong_co", value=None, note="Sở H"),
        ],
        """
        tthc:
          mot: 10  # nguồn: Công văn #5, trang 2
          hai: 2  # nguồn: Sở C
          # nguồn: Sở D
          ba: 30  # chú thích
          # nguồn: Sở E
          bon: 40  # chú thích
          # nguồn: Sở G
          nam:
            - mục
          sau: 60
          bay: 70  # chú thích
        """,
    ),
    "a note left behind does not become that of a new key": (
        """
        tthc:
          mot: 1
          # nguồn: Sở A
        """,
        [put("tthc", "hai", value="2")],
        """
        tthc:
          mot: 1
          hai: 2
          # nguồn: Sở A
        """,
    ),
}


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("line_break", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_before_and_after(name: str, line_break: str) -> None:
    before, edits, after = EXAMPLES[name]
    before, after = (dedent(text).lstrip().replace("\n", line_break) for text in (before, after))
    assert text_with(before, *edits) == after
    assert text_with(after, *edits) == after


def test_a_new_file_is_made_from_nothing_or_from_comments() -> None:
    edits = [put("tthc", "bai_bo", value="68"), put("ky", "tu_ngay", value="1/1/2024")]
    made = "ky:\n  tu_ngay: 1/1/2024\n\ntthc:\n  bai_bo: 68\n"
    assert text_with("", *edits) == made
    assert text_with("# Quý I\n", *edits) == "# Quý I\n\n" + made
    assert text_with("# Quý I", *edits) == ("# Quý I\n\n" + made).removesuffix("\n")


def test_a_last_line_without_a_break_stays_so() -> None:
    assert text_with("tthc:\n  bai_bo: 6", put("tthc", "bai_bo", value="68")) == "tthc:\n  bai_bo: 68"
    assert text_with("tthc:\r\n  a: 6", put("tthc", "b", value="8")) == "tthc:\r\n  a: 6\r\n  b: 8"
    assert text_with("a:\n  b: |\n    c", put("a", "d", value="8")) == "a:\n  b: |\n    c\n  d: 8"


def test_files_without_empty_lines_between_sections_get_none() -> None:
    before = "ky:\n  tu_ngay: 1/1/2024\ntthc:\n  bai_bo: 6\nmau_so:\n  a.b: c\n"
    after = before.replace("mau_so", "so_hoa:\n  tong: 7\nmau_so")
    assert text_with(before, put("so_hoa", "tong", value="7")) == after


def test_values_are_composed_and_compared_as_they_are_read() -> None:
    decomposed = "Sở Nội vụ"
    before = "a:\n  b: |\n    Sở Nội vụ\n"
    assert text_with(before, put("a", "b", value=decomposed)) == before
    assert text_with("a:\n  b: x\n", put("a", "b", value=decomposed)) == "a:\n  b: Sở Nội vụ\n"


def test_a_tab_in_a_comment_stays_one_behind_an_odd_quote() -> None:
    after = text_with("a:\n  b: 1  # một\thai\n", put("a", "b", value="5' và"))
    assert after == 'a:\n  b: "5\\x27 và"  # một\thai\n'
    assert said(after) == [("a", [("b", "5' và")])]


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("a: [1, 2]\n", put("a", "b", value="1")),
        ("a: 1\n", put("a", "b", value="1")),
        ("a: {}\n", put("a", "b", value="1")),
        ("a:\n  b:\n    c: 1\n", put("a", "b", value="1")),
        ("a:\n  b:\n    - c: 1\n", put("a", "b", value="1")),
        ("a:\n  b: 1\n  b: 2\n", put("a", "c", value="1")),
        ("a:\n  b: 1\n---\nc: 1\n", put("a", "c", value="1")),
        ("? a\n: b\n", put("a", value="1")),
        ("a:\n  b: 1\n", put("a", "b", value="1\x07")),
        ("a:\n  b: 1\n", put("a", "b", value="Coâng taùc caûi caùch")),
        ("a:\n  b: 1\n", put("a", "b", value=None, note="Coâng taùc caûi caùch")),
        ("a:\n  b: 1\n", put("a", "\u202eb", value="1")),
        ("# \u2028\n", put("a", "b", value="1")),
    ],
    ids=repr,
)
def test_what_no_file_can_hold_is_refused(text: str, edit: Edit) -> None:
    with pytest.raises(CannotReviseError):
        text_with(text, edit)


def test_a_refusal_names_the_path() -> None:
    with pytest.raises(CannotReviseError) as refused:
        text_with("a:\n  b: 1\n  c: 1\n", put("a", "b", value="2"), put("a", "c", value="\x07"))
    assert refused.value.path == ("a", "c")


def test_a_refused_key_is_named() -> None:
    with pytest.raises(CannotReviseError) as refused:
        text_with("a:\n  b: 1\n", put("chi_tiet", "a.b", "\u202exã", value="1"))
    assert refused.value.path == ("chi_tiet", "a.b", "\u202exã")


def test_a_no_break_space_in_a_name_is_written_as_its_code() -> None:
    after = text_with("a:\n  b: 1\n", put("a", "Xã\u00a0A", value="1\u00a0%"))
    assert after == 'a:\n  b: 1\n  "Xã\\xa0A": 1\u00a0%\n'


def test_a_note_never_breaks_the_file() -> None:
    after = text_with("a:\n  b: 1\n", put("a", "b", value=None, note="\u202eSở\x07 A\ue000\x85１"))
    assert after == "a:\n  b: 1  # nguồn: Sở A 1\n"


def test_a_wrong_result_is_never_given_out() -> None:
    before, edits = "a:\n  b: 1  # c\n  d: 2\n", [put("a", "b", value="3")]
    wrong = {
        "a:\n  b: 1  # c\n  d: 2\n": "would be read as something else",
        "a:\n  b: 3  # c\n  d: 4\n": "other values would change",
        "a:\n  d: 2\n  b: 3  # c\n": "keys would change their order",
        "a:\n  b: 3\n  d: 2\n": "comments would be lost",
        "a:\n  b: 3  # c\n  d: 2\n  d: 2\n": "new problems",
        "a:\n  d: 2  # c\n": "the key is not there",
        "a:\n  b: 3  # c\n d: 2\n": "cannot be read",
    }
    for text, reason in wrong.items():
        pages = [page_of(parse(t.encode(), "")) for t in (before, text)]
        with pytest.raises(AssertionError, match=reason):
            prove(pages[0], pages[1], edits)


def texts(node: Node | None, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str | tuple[str, ...]]]:
    """Every text and list of texts of a file with its path; a text at the end may gain a line break."""
    for entry in node.entries if isinstance(node, Mapping) else ():
        inner = (*path, entry.key.text)
        match entry.value:
            case Scalar():
                yield inner, entry.value.text.rstrip("\n")
            case Listed():
                items = [item.text.rstrip("\n") for item in entry.value.items if isinstance(item, Scalar)]
                yield from [(inner, tuple(items))] if len(items) == len(entry.value.items) else []
            case _:
                yield from texts(entry.value, inner)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_real_files_take_every_value_and_give_it_back(path: Path) -> None:
    source = parse(path.read_bytes(), path.name)
    there = list(texts(source.root))
    assert there
    assert revised(source, [Edit(*one) for one in there]) == source.text
    others = [Edit(p, "9" if isinstance(v, str) else ("9", "8"), "Sở Nội vụ") for p, v in there]
    after = parse(revised(source, others).encode(), path.name)
    assert dict(texts(after.root)) == {edit.path: edit.value for edit in others}
    assert set(notes(after)) == {".".join(edit.path) for edit in others}
    back = revised(after, [Edit(p, v, "") for p, v in there])
    assert said(back) == plain(source.root)
    assert notes(parse(back.encode(), path.name)) == {}


def test_a_blank_file_is_filled_in_line_by_line() -> None:
    figures = beginning("2026-q2")
    blank = blank_file(figures, "Xem «cchc guide».")
    sections = [s for s in figures.catalogue.sections.values() if not s.in_unit_file]
    wanted = [i for s in sections for i in s.indicators.values() if f" {i.key}:" in blank]
    edits = [Edit((i.section, i.key), "12", "Sở Nội vụ") for i in wanted]
    after = text_with(blank, *edits)
    assert len(edits) > 100
    assert len(after.splitlines()) == len(blank.splitlines()) + len(edits)
    assert {e.path for e in edits} <= {path for path, value in texts(parse(after.encode(), "").root) if value == "12"}
    assert all(line.strip(" ") in after for line in blank.splitlines() if not line.startswith("  "))


# Files by chance: what stands there, in which style, with which comments around it.

KEYS = ("a", "b", "cong_khai", "d")
SECTIONS = ("ky", "tthc", "so_hoa", "chi_tiet", "mau_so")
WORDS = st.text(st.sampled_from("abđộ 1.,:#-'\"\\%|>=[]{}&*!~?@`\n\u00a0"), max_size=12)
SIMPLE = st.sampled_from(
    ["12", "1.541", "26,48%", "Sở Nội vụ", "a # b", "x: y", "", "- a", "null", "=1", "đạt 5 >", "a:1"]
)
NEW = st.one_of(SIMPLE, WORDS, st.lists(st.one_of(SIMPLE, WORDS), max_size=3).map(tuple))
COMMENTS = st.sampled_from(["", "", "  # chú thích", " # ngắn", "        # xa", "  # nguồn: Sở A", "  # \"lẻ'"])
VALUES = st.sampled_from(
    [
        "",
        " 12",
        "   1.541",
        ' "trong nháy"',
        " 'một # hai'",
        ' "hai\n      dòng"',
        " hai\n      dòng",
        "\n      ở dưới",
        " []",
        "\n    - một\n    - hai",
        "\n  - lề\n  - 'lề'",
        "\n    - một  # mục\n      # giữa\n    - |\n      hai",
        "\n    -\n      dưới gạch\n    -",
    ]
)
BLOCKS = st.sampled_from([" |{}\n    một\n    # hai", " >-{}\n    một\n\n    hai", " |+{}\n    một\n\n", " |{}"])
BETWEEN = st.sampled_from(
    ["", "", "", "\n", "  # cong_khai:      # tự tính\n", "      # tiếp\n", "  # nguồn: Sở B\n", "# lề\n"]
)


@st.composite
def entries(draw: st.DrawFn, key: str) -> str:
    comment = draw(COMMENTS)
    if draw(st.integers(0, 4)) == 0:
        return f"  {key}:{draw(BLOCKS).format(comment)}\n"
    value = draw(VALUES)
    head, _, rest = value.partition("\n")
    if value.startswith("\n"):
        return f"  {key}:{comment}\n{rest}\n"
    return f"  {key}:{value}{comment}\n" if not rest else f"  {key}:{head}\n{rest}{comment}\n"


@st.composite
def files(draw: st.DrawFn) -> str:
    pieces = [draw(st.sampled_from(["", "# đầu tệp\n\n", "# đầu tệp\n", "---\n"]))]
    for section in draw(st.lists(st.sampled_from(SECTIONS), unique=True, max_size=4)):
        pieces += [draw(BETWEEN), f"{section}:{draw(COMMENTS)}\n", draw(BETWEEN)]
        for key in draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=4)):
            pieces += [draw(entries(key)), draw(BETWEEN)]
    text = "".join(pieces)
    text = text if draw(st.booleans()) else text.removesuffix("\n")
    assume(is_readable(text))
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


EDITS = st.lists(
    st.builds(
        Edit,
        st.one_of(
            st.tuples(st.sampled_from(SECTIONS), st.sampled_from((*KEYS, "e"))),
            st.tuples(st.just("chi_tiet"), st.just("tthc.x"), st.sampled_from(["xa", "tinh"]), st.sampled_from("MN")),
        ),
        st.one_of(st.none(), NEW),
        st.one_of(st.none(), st.sampled_from(["", "Sở C", "CV # 5: x"])),
    ),
    max_size=6,
    unique_by=lambda edit: edit.path,
)


def is_readable(text: str) -> bool:
    source = parse(text.encode(), "")
    return source.root is not None or {problem.name for problem in source.problems} == {"tep-trong"}


def read_back(text: str, path: Sequence[str]) -> object:
    node: Node | None = parse(text.encode(), "").root
    for key in path:
        node = node.get(key) if isinstance(node, Mapping) else None
    return plain(node)


def wanted(edit: Edit) -> object:
    if isinstance(edit.value, tuple):
        return [item.rstrip("\n") for item in edit.value] or ""
    return None if edit.value is None else edit.value.rstrip("\n")


@given(files(), EDITS)
def test_edited_values_are_read_and_the_rest_is_kept(text: str, edits: list[Edit]) -> None:
    after = text_with(text, *edits)
    for edit in edits:
        if edit.value is not None:
            assert (read_back(after, edit.path) or "") == wanted(edit)
    edited = {edit.path for edit in edits if edit.value is not None}
    there = {p: v for p, v in texts(parse(text.encode(), "").root) if p not in edited and len(p) > 1}
    assert there == {p: v for p, v in texts(parse(after.encode(), "").root) if p in there}
    assert text_with(after, *edits) == after


@given(files(), st.data())
def test_no_other_line_is_touched(text: str, data: st.DataObject) -> None:
    root = parse(text.encode(), "").root
    there = [path for path, _ in texts(root)]
    assume(there)
    path = data.draw(st.sampled_from(there))
    first, last = lines_of(text, path)
    lines, after = text.splitlines(keepends=True), text_with(text, Edit(path, "7", None)).splitlines(keepends=True)
    assert after[: first - 1] == lines[: first - 1]
    assert after[len(after) - len(lines[last:]) :] == lines[last:]


def lines_of(text: str, path: Sequence[str]) -> tuple[int, int]:
    """The first and last line of an entry, from 1."""
    node: Node | None = parse(text.encode(), "").root
    first = 0
    for key in path:
        assert isinstance(node, Mapping)
        entry = next(entry for entry in node.entries if entry.key.text == key)
        first, node = entry.key.place.line, entry.value
    assert node
    ends = [
        first,
        *(scalar.place.line + text[scalar.start : scalar.end].rstrip().count("\n") for scalar in scalars(node)),
    ]
    return first, max(ends)


@given(files())
def test_without_edits_nothing_changes(text: str) -> None:
    assert text_with(text) == text
    same = [Edit(path, value) for path, value in texts(parse(text.encode(), "").root)]
    assert text_with(text, *same) == text


@given(files(), EDITS)
def test_the_order_of_edits_orders_only_new_keys(text: str, edits: list[Edit]) -> None:
    one, other = text_with(text, *edits), text_with(text, *reversed(edits))
    assert sorted(one.splitlines()) == sorted(other.splitlines())
    known = [edit for edit in edits if edit.value is None or read_back(text, edit.path) != []]
    assert text_with(text, *known) == text_with(text, *reversed(known))


@given(files(), st.sampled_from(["Sở C", "CV # 5: x"]))
def test_notes_are_read_back_and_taken_away(text: str, note: str) -> None:
    there = [path for path, _ in texts(parse(text.encode(), "").root)]
    after = text_with(text, *(Edit(path, None, note) for path in there))
    assert notes(parse(after.encode(), "")) == {".".join(path): note for path in there}
    back = text_with(after, *(Edit(path, None, "") for path in there))
    assert notes(parse(back.encode(), "")) == {}
    assert said(back) == said(text)
