"""Reading YAML: what comes out, and which mistake is reported where."""

import os
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_report.problems import Level, Place, Problem, as_text, error
from cchc_report.source import Mapping, Node, Scalar, Sequence, Source, events, parse, read
from cchc_report.source.encoding import LIMIT
from cchc_report.source.legacy import TCVN3, is_syllable

HAS_C_PARSER = hasattr(yaml, "CSafeLoader")


@pytest.fixture(
    autouse=True,
    params=[
        pytest.param("c", marks=pytest.mark.skipif(not HAS_C_PARSER, reason="PyYAML without libyaml")),
        "python",
    ],
)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every test with either parser."""
    if request.param == "python":
        monkeypatch.setattr(events, "FAST_PARSER", None)


def source_of(text: str) -> Source:
    return parse(text.encode(), "m.yaml")


def root_of(text: str) -> Mapping:
    source = source_of(text)
    assert source.problems == ()
    assert source.root is not None
    return source.root


def plain(node: Node) -> object:
    """The node as nested dicts and lists; recursion is fine here, the reader limits the depth."""
    match node:
        case Scalar():
            return node.text
        case Mapping():
            return {entry.key.text: plain(entry.value) for entry in node.entries}
        case Sequence():
            return [plain(item) for item in node.items]


def stretch(problem: Problem) -> str:
    """The wrong stretch, cut out of the excerpt as an editor would mark it."""
    place = problem.place
    return place.excerpt[place.column - 1 : place.column - 1 + place.width]


def found(source: Source) -> list[tuple[str, int, int, str]]:
    return [(p.name, p.place.line, p.place.column, stretch(p)) for p in source.problems]


def only_problem(text: str) -> Problem:
    source = source_of(text)
    assert len(source.problems) == 1, source.problems
    return source.problems[0]


# What is read


def test_reads_mappings_sequences_and_scalars_as_text() -> None:
    text = "tong: 1.541\nky: 'I'\nten:\n  - Bến Tre\n  - b: no\n    c: 012\nrong:\n"
    assert plain(root_of(text)) == {
        "tong": "1.541",
        "ky": "I",
        "ten": ["Bến Tre", {"b": "no", "c": "012"}],
        "rong": "",
    }


def test_a_scalar_knows_its_raw_stretch_and_its_place() -> None:
    text = 'a: 1\nb:\n  c: "Bến \\"Tre\\""  # ghi chú\n'
    outer = root_of(text).get("b")
    assert isinstance(outer, Mapping)
    value = outer.get("c")
    assert isinstance(value, Scalar)
    assert (value.text, value.quoted) == ('Bến "Tre"', True)
    assert text[value.start : value.end] == '"Bến \\"Tre\\""'
    place = value.place
    assert (place.file, place.line, place.column, place.width) == ("m.yaml", 3, 6, 13)
    assert place.excerpt == '  c: "Bến \\"Tre\\""  # ghi chú'


def test_nothing_written_is_empty_and_unquoted() -> None:
    root = root_of("a:\nb: ''\n")
    a, b = root.get("a"), root.get("b")
    assert isinstance(a, Scalar)
    assert isinstance(b, Scalar)
    assert (a.text, a.quoted, a.place.line, a.place.column, a.place.width) == ("", False, 1, 3, 0)
    assert (b.text, b.quoted) == ("", True)


def test_get_of_a_missing_key_is_none() -> None:
    assert root_of("a: 1\n").get("b") is None


def test_empty_brackets_are_empty_collections() -> None:
    root = root_of("a: []\nb: {}\n")
    a, b = root.get("a"), root.get("b")
    assert isinstance(a, Sequence)
    assert isinstance(b, Mapping)
    assert (a.items, b.entries) == ((), ())


def test_block_text_keeps_its_lines_and_its_signs() -> None:
    root = root_of("a: |\n  Sở: # không phải chú thích\n  [x], \u00a0y\nb: >\n  một\n  hai\n")
    assert plain(root) == {"a": "Sở: # không phải chú thích\n[x], \u00a0y\n", "b": "một hai\n"}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_line_ending_counts_the_same(newline: str) -> None:
    source = source_of(newline.join(["a: 1", "# x", "b: x: y", ""]))
    assert found(source) == [("hai-cham-trong-cau", 3, 5, ":")]
    assert source.problems[0].place.excerpt == "b: x: y"


def test_a_line_is_not_split_at_other_separators() -> None:
    source = source_of("a: x\x0cy\nb: z\u2028w\nc: 1\nc: 2\n")
    assert [(p.name, p.place.line) for p in source.problems] == [
        ("ky-tu-dieu-khien", 1),
        ("dau-xuong-dong-la", 2),
        ("trung-khoa", 4),
    ]


def test_decomposed_text_is_composed_but_keeps_its_places() -> None:
    text = unicodedata.normalize("NFD", "xã: Bến Tre\n")
    (entry,) = root_of(text).entries
    assert entry.key.text == "xã"
    assert isinstance(entry.value, Scalar)
    assert entry.value.text == "Bến Tre"
    assert text[entry.value.start : entry.value.end] == unicodedata.normalize("NFD", "Bến Tre")
    assert entry.value.place.width == len(unicodedata.normalize("NFD", "Bến Tre"))


def test_a_utf_8_mark_is_dropped() -> None:
    source = parse("\ufeffa: 1\n".encode(), "m.yaml")
    assert (source.text, source.problems) == ("a: 1\n", ())


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_with_a_mark_is_read_with_a_note(codec: str) -> None:
    source = parse("\ufefftỉnh: Bến Tre\n".encode(codec), "m.yaml")
    assert source.root is not None
    assert plain(source.root) == {"tỉnh": "Bến Tre"}
    assert found(source) == [("bang-ma-utf-16", 1, 1, "tỉnh: Bến Tre")]
    assert source.problems[0].level is Level.NOTE


def test_three_dashes_at_the_top_are_fine() -> None:
    assert plain(root_of("# đầu\n---\na: 1\n...\n# hết")) == {"a": "1"}


# Code pages


def only_code_page_problem(data: bytes) -> Problem:
    source = parse(data, "m.yaml")
    assert (source.root, source.text, len(source.problems)) == (None, "", 1)
    assert source.problems[0].level is Level.ERROR
    return source.problems[0]


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_named(codec: str) -> None:
    problem = only_code_page_problem("tỉnh: Bến Tre\nky: I\n".encode(codec))
    assert problem.name == "sai-bang-ma"
    assert "UTF-16" in problem.message
    assert problem.place.excerpt == "tỉnh: Bến Tre"


def test_a_broken_utf_16_file_is_placed_where_it_breaks() -> None:
    problem = only_code_page_problem("\ufeffa: 1\nb: 2".encode("utf-16-le") + b"\x00")
    assert (problem.name, problem.place.line, problem.place.column) == ("sai-bang-ma", 2, 5)


def test_utf_32_is_named() -> None:
    assert "UTF-32" in only_code_page_problem("\ufeffa: 1\n".encode("utf-32-le")).message


def as_windows_1258(text: str) -> bytes:
    """Vietnamese Windows keeps â, ê, ô, ă, ơ, ư, đ whole and writes each tone behind its letter."""
    pieces = []
    for character in text:
        try:
            pieces.append(character.encode("cp1258"))
        except UnicodeEncodeError:
            bare = unicodedata.normalize("NFD", character)
            tone = next(c for c in bare if c in "\u0300\u0301\u0303\u0309\u0323")
            pieces.append((unicodedata.normalize("NFC", bare.replace(tone, "")) + tone).encode("cp1258"))
    return b"".join(pieces)


def test_windows_1258_is_named_with_the_way_out() -> None:
    problem = only_code_page_problem(as_windows_1258("ky: I\nco_quan: Sở Nội vụ tỉnh Bến Tre\n"))
    assert problem.name == "sai-bang-ma"
    assert "Windows-1258" in problem.message
    assert "Notepad" in problem.hint
    assert (problem.place.line, problem.place.column, stretch(problem)) == (2, 10, "Sở")


def as_tcvn3(text: str) -> bytes:
    codes = {letter: code for code, letter in TCVN3.items()}
    return bytes(codes.get(character, ord(character)) for character in text)


def test_tcvn3_bytes_are_named_with_the_way_out() -> None:
    problem = only_code_page_problem(as_tcvn3("ky: I\nco_quan: Sở Nội vụ tỉnh Bến Tre\n"))
    assert problem.name == "sai-bang-ma"
    assert "TCVN3" in problem.message
    assert "UniKey" in problem.hint
    assert (problem.place.line, problem.place.column, stretch(problem)) == (2, 10, "Sở")


def test_any_other_bytes_are_placed_at_the_first_bad_one() -> None:
    problem = only_code_page_problem("tỉnh: Bến Tre\nxã: Phú ".encode() + b"\xff\xfe Nhu\xe2n\n")
    assert (problem.name, problem.place.line, problem.place.column) == ("sai-bang-ma", 2, 9)
    assert "0xFF" in problem.message
    assert stretch(problem) == "\ufffd"


def test_old_font_text_pasted_into_unicode_is_found() -> None:
    source = source_of("ky: I\nco_quan: S« Néi vô\n")
    assert found(source) == [("phong-chu-tcvn3", 2, 10, "S«")]
    assert "UniKey" in source.problems[0].hint


def test_the_letter_for_a_soft_hyphen_is_reported_with_its_font_only() -> None:
    pasted = as_tcvn3("Trường Dương").decode("latin-1")
    assert "\xad" in pasted
    assert found(source_of(f"a: {pasted}\n")) == [("phong-chu-tcvn3", 1, 4, pasted.split()[0])]


@pytest.mark.parametrize(
    "text",
    [
        "«Quý I», «ba» và «ông Ba»",
        "120 m², 30 m³, 5 °C, ±2, 10 µm, N·m, kW·h",
        "© 2024, ®, § 5, ½ ngày, 3×4",
        "Nguyễn Văn É, café, Orléans, naïve",
        "Đúng «là», được «hơn», ¶",
    ],
)
def test_ordinary_signs_are_not_an_old_font(text: str) -> None:
    assert plain(root_of(f'a: "{text}"\n')) == {"a": text}


@pytest.mark.parametrize("word", ["nghiêng", "Quý", "GIẢI", "thuở", "khuya", "Đắk", "yêu", "ươm", "xoong", "giặc"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["Néi", "bă", "nghgh", "ấầ", "strong", "", "w"])
def test_not_syllables(word: str) -> None:
    assert not is_syllable(word)


# Files


def test_read_a_file(tmp_path: Path) -> None:
    path = tmp_path / "q1.yaml"
    path.write_bytes("a: é\n".encode())
    source = read(path, "metrics/q1.yaml")
    assert source.root is not None
    assert source.root.place.file == "metrics/q1.yaml"


def test_read_a_missing_file(tmp_path: Path) -> None:
    assert [p.name for p in read(tmp_path / "x.yaml", "x.yaml").problems] == ["khong-thay-tep"]


def test_read_an_impossible_name() -> None:
    assert [p.name for p in read(Path("a\0b"), "x.yaml").problems] == ["khong-thay-tep"]


def test_read_a_folder(tmp_path: Path) -> None:
    assert [p.name for p in read(tmp_path, "x.yaml").problems] == ["la-thu-muc"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_read_does_not_wait_for_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert [p.name for p in read(tmp_path / "pipe", "x.yaml").problems] == ["khong-doc-duoc"]


def test_read_a_forbidden_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    (tmp_path / "x.yaml").touch()
    monkeypatch.setattr(Path, "open", refuse)
    assert [p.name for p in read(tmp_path / "x.yaml", "x.yaml").problems] == ["khong-doc-duoc"]


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"a: " + b"x" * LIMIT)
    assert [p.name for p in read(path, "x.yaml").problems] == ["tep-qua-lon"]


def test_a_file_of_the_limit_is_read() -> None:
    assert parse(b"a: " + b"x" * (LIMIT - 3), "x.yaml").problems == ()


# Characters


@pytest.mark.parametrize(
    ("text", "name", "line", "column", "wrong"),
    [
        ("a: 1\n\tb: 2\n", "ky-tu-tab", 2, 1, "\t"),
        ("a:\t1\n", "ky-tu-tab", 1, 3, "\t"),
        ("a: 1\t# x\n", "ky-tu-tab", 1, 5, "\t"),
        ('a: "x # \ty"\n', "ky-tu-tab", 1, 9, "\t"),
        ("a: |\n  x # \ty\n", "ky-tu-tab", 2, 7, "\t"),
        ("a:\n\u00a0\u00a0b: 1\n", "khoang-trang-la", 2, 1, "\u00a0"),
        ("a:\u00a01541\n", "khoang-trang-la", 1, 3, "\u00a0"),
        ("a: \u202f1541\n", "khoang-trang-la", 1, 4, "\u202f"),
        ("a:\n  -\u2007x\n", "khoang-trang-la", 2, 4, "\u2007"),
        ("a: x\x85y\n", "dau-xuong-dong-la", 1, 5, "\x85"),
        ("a: x\u2028y\n", "dau-xuong-dong-la", 1, 5, "\u2028"),
        ("a: x\u2029y\n", "dau-xuong-dong-la", 1, 5, "\u2029"),
        ("a: 1\u200b\n", "ky-tu-vo-hinh", 1, 5, "\u200b"),
        ("a: x\u200dy\n", "ky-tu-vo-hinh", 1, 5, "\u200d"),
        ("a: 1\n\ufeffb: 2\n", "ky-tu-vo-hinh", 2, 1, "\ufeff"),
        ("a: x\u2061y\n", "ky-tu-vo-hinh", 1, 5, "\u2061"),
        ("a: x\u206fy\n", "ky-tu-vo-hinh", 1, 5, "\u206f"),
        ("a: x\ufff9y\n", "ky-tu-vo-hinh", 1, 5, "\ufff9"),
        ("a: x\U000e0041y\n", "ky-tu-vo-hinh", 1, 5, "\U000e0041"),
        ("a: x\u202ey\n", "ky-tu-doi-chieu", 1, 5, "\u202e"),
        ("a: x # \u2066y\n", "ky-tu-doi-chieu", 1, 8, "\u2066"),
        ("a: x\x00y\n", "ky-tu-dieu-khien", 1, 5, "\x00"),
        ("a: x\x1by\n", "ky-tu-dieu-khien", 1, 5, "\x1b"),
        ("a: x\x7fy\n", "ky-tu-dieu-khien", 1, 5, "\x7f"),
        ("Kỳ báo cáo： I\n", "hai-cham-toan-rong", 1, 11, "："),
        ("a: １２\n", "chu-so-toan-rong", 1, 4, "１"),
        ("a: \uf0b7 x\n", "ky-tu-rieng", 1, 4, "\uf0b7"),
        ("a: \U000f0001\n", "ky-tu-rieng", 1, 4, "\U000f0001"),
        ("a: \U00100001\n", "ky-tu-rieng", 1, 4, "\U00100001"),
        ("a: \ufdd0\n", "ky-tu-khong-hop-le", 1, 4, "\ufdd0"),
        ("a: \uffff\n", "ky-tu-khong-hop-le", 1, 4, "\uffff"),
        ("a: T\ufffdnh\n", "ky-tu-hong", 1, 5, "\ufffd"),
    ],
)
def test_a_wrong_character_is_named_by_its_code(text: str, name: str, line: int, column: int, wrong: str) -> None:
    problem = only_problem(text)
    place = problem.place
    assert (problem.name, place.line, place.column, stretch(problem)) == (name, line, column, wrong)
    assert f"U+{ord(wrong):04X}" in problem.message
    assert problem.hint
    assert problem.level is Level.ERROR


@pytest.mark.parametrize(
    ("escape", "name", "code"),
    [
        (r"\ud800", "ky-tu-khong-hop-le", "U+D800"),
        (r"\0", "ky-tu-dieu-khien", "U+0000"),
        (r"\x0b", "ky-tu-dieu-khien", "U+000B"),
        (r"\t", "ky-tu-tab", "U+0009"),
        (r"\r", "ky-tu-dieu-khien", "U+000D"),
        (r"\L", "dau-xuong-dong-la", "U+2028"),
        (r"\u200B", "ky-tu-vo-hinh", "U+200B"),
        (r"\uE000", "ky-tu-rieng", "U+E000"),
        (r"\U0010FFFF", "ky-tu-khong-hop-le", "U+10FFFF"),
    ],
)
def test_a_wrong_character_written_as_an_escape(escape: str, name: str, code: str) -> None:
    problem = only_problem(f'a: "x {escape} y"\n')
    assert (problem.name, problem.place.column, stretch(problem)) == (name, 7, escape)
    assert code in problem.message


def test_other_escapes_are_fine() -> None:
    assert plain(root_of(r'a: "x\ny \u1ebf \\ud800 \" \_z"' + "\n")) == {"a": 'x\ny ế \\ud800 " \u00a0z'}


@pytest.mark.parametrize("text", ["a: 1 # x\ty\n", "# \tx\na: 1\n", "a: 1 # １\n", "a: 1 # x：y\n"])
def test_comments_may_hold_tabs_and_wide_signs(text: str) -> None:
    assert plain(root_of(text)) == {"a": "1"}


@pytest.mark.parametrize("value", ["10\u00a0tỷ", "Sở Nội vụ:\u00a0đã ký", "x：y"])
def test_signs_inside_text_are_kept(value: str) -> None:
    assert plain(root_of(f'a: "{value}"\n')) == {"a": value}


def test_of_a_very_long_line_a_report_shows_what_stands_around_the_place() -> None:
    problem = only_problem(f'a: "{"trước " * 5_000}đây\u200b{" sau" * 5_000}"\n')
    assert len(problem.place.excerpt) > 40_000
    shown, caret = as_text([problem]).split("\n")[3:5]
    assert len(shown) < 450
    assert (shown[:12], shown[-5:]) == ("1 | … trước ", "u sa…")
    assert shown[: caret.index("^")].endswith("trước đây")


def test_of_a_very_long_value_a_message_shows_the_beginning() -> None:
    wrong = error("sai-so", f"«{'x' * 5_000}» không phải là số", Place("m.yaml"), f"có phải «{'y' * 200}»?")
    assert as_text([wrong]).split("\n") == [
        f"lỗi[sai-so]: «{'x' * 200}…» không phải là số",
        " --> m.yaml:1:1",
        f"  = gợi ý: có phải «{'y' * 200}»?",
    ]


def test_of_quotations_in_a_very_long_quotation_a_message_loses_the_middle() -> None:
    (said, _) = as_text([error("sai-so", f"«{'«x» ' * 5_000}» không phải là số", Place("m.yaml"))]).split("\n")
    assert said.startswith("lỗi[sai-so]: ««x» «x»")
    assert said.endswith("«x» » không phải là số")
    assert len(said) < 1_000


def test_both_ends_of_a_very_long_line_are_shown_as_they_are() -> None:
    first, last = (only_problem(text) for text in (f"\u200ba: {'x ' * 500}y\n", f"a: {'x ' * 500}y\u200b\n"))
    shown, caret = as_text([first]).split("\n")[3:5]
    assert (shown[:8], shown[-3:], caret) == ("1 | \u200ba: ", "x …", "  | ^")
    shown, caret = as_text([last]).split("\n")[3:5]
    assert (shown[:5], shown[-3:], len(caret)) == ("1 | …", " y\u200b", len(shown))


def test_one_problem_per_kind_and_line() -> None:
    assert [p.name for p in source_of("a: x\u200by\u200bz\ue000\nb: \u200b1\n").problems] == [
        "ky-tu-vo-hinh",
        "ky-tu-rieng",
        "ky-tu-vo-hinh",
    ]


def test_many_wrong_characters_are_counted() -> None:
    problems = source_of("".join(f"k{n}: x\u200b\n" for n in range(33))).problems
    assert [p.name for p in problems] == ["ky-tu-vo-hinh"] * 20 + ["con-nua"]
    assert "13" in problems[-1].message
    assert problems[-1].place.line == 21


def test_what_follows_from_a_wrong_character_is_not_reported_again() -> None:
    source = source_of("a: １２\u200b\nb: 1\n")
    assert source.root is not None
    assert plain(source.root) == {"a": "12", "b": "1"}


def test_a_doubtful_layout_gives_no_root_but_the_other_blocks_are_checked() -> None:
    source = source_of("a:\n\tb: 1\nc:\n  d: x: y\n")
    assert source.root is None
    assert found(source) == [("ky-tu-tab", 2, 1, "\t"), ("hai-cham-trong-cau", 4, 7, ":")]


# Structure


def test_a_repeated_key_points_at_the_first_value_and_keeps_it() -> None:
    source = source_of("a: 1\nb: 2\na: 3\n")
    assert found(source) == [("trung-khoa", 3, 1, "a")]
    (related,) = source.problems[0].related
    assert (related.message, related.place.line, related.place.column) == ("lần đầu ở đây", 1, 4)
    assert source.root is not None
    assert plain(source.root) == {"a": "1", "b": "2"}


def test_keys_that_only_differ_in_composition_are_the_same() -> None:
    assert [p.name for p in source_of(f"xã: 1\n{unicodedata.normalize('NFD', 'xã')}: 2\n").problems] == ["trung-khoa"]


def test_the_same_key_in_two_mappings_is_fine() -> None:
    assert plain(root_of("a:\n  x: 1\nb:\n  x: 1\n")) == {"a": {"x": "1"}, "b": {"x": "1"}}


@pytest.mark.parametrize(
    ("text", "name", "line", "column", "wrong"),
    [
        ("a: [1.541, 26,48]\n", "dang-gon", 1, 4, "[1.541, 26,48]"),
        ("a: {b: 1}  # x\n", "dang-gon", 1, 4, "{b: 1}"),
        ("a: {{ ten }}\n", "dang-gon", 1, 4, "{{ ten }}"),
        ("a: [x] y\n", "dang-gon", 1, 4, "[x]"),
        ("a: &x 1\n", "bi-danh", 1, 4, "&x 1"),
        ("a: *x\n", "bi-danh", 1, 4, "*x"),
        ("a: &x [*x]\n", "bi-danh", 1, 4, "&x ["),
        ("a: !!python/object:os.system x\n", "the-kieu", 1, 4, "!!python/object:os.system x"),
        ("a: !7\n", "the-kieu", 1, 4, "!7"),
        ("<<: x\n", "khoa-gop", 1, 1, "<<"),
        ("? [a]\n: b\n", "khoa-phuc-tap", 1, 3, "["),
        ("? a: 1\n: b\n", "khoa-phuc-tap", 1, 3, "a"),
        (": 1\n", "thieu-ten-muc", 1, 1, ":"),
        ("a:\n  : 1\n", "thieu-ten-muc", 2, 3, ":"),
        ("%YAML 1.1\n---\na: 1\n", "chi-thi", 1, 1, "%YAML 1.1"),
        ("%x: 1\n", "chi-thi", 1, 1, "%x: 1"),
        ("%TAG ! x\n", "chi-thi", 1, 1, "%TAG ! x"),
        ("a: 1\n---\nb: 2\n", "nhieu-van-ban", 2, 1, "---"),
        ("a: 1\n...\nb: 2\n", "nhieu-van-ban", 2, 1, "..."),
        ("- a\n- b\n", "dau-tep-khong-dung", 1, 1, "-"),
        ("Bến Tre\n", "thieu-hai-cham", 1, 1, "Bến Tre"),
        ("a:1\n", "thieu-dau-cach", 1, 2, ":"),
        ("", "tep-trong", 1, 1, ""),
        ("# chỉ có chú thích\n", "tep-trong", 1, 1, "# chỉ có chú thích"),
        ("---\n", "tep-trong", 1, 1, "---"),
    ],
)
def test_structure_that_is_refused(text: str, name: str, line: int, column: int, wrong: str) -> None:
    first = source_of(text).problems[0]
    assert (first.name, first.place.line, first.place.column, stretch(first)) == (name, line, column, wrong)
    assert first.hint
    assert first.level is Level.ERROR


def test_what_was_misread_gives_no_root() -> None:
    assert source_of("a: [26,48]\nb: 1\n").root is None


def test_a_second_document_is_not_read() -> None:
    source = source_of("a: 1\n---\nb: x: y\n")
    assert source.root is not None
    assert plain(source.root) == {"a": "1"}
    assert [p.name for p in source.problems] == ["nhieu-van-ban"]


def nested(levels: int) -> str:
    return "".join(f"{'  ' * level}a:\n" for level in range(levels))


def test_thirty_two_levels_are_read() -> None:
    assert root_of(nested(32)).entries


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        (nested(33), 33, 65),
        ("[" * 100_000, 1, 33),
        ("- " * 100_000, 1, 65),
        ("{a: " * 100_000, 1, 129),
        ("".join(" " * level + "a:\n" for level in range(1400)), 33, 33),
    ],
    ids=["33", "brackets", "dashes", "braces", "staircase"],
)
def test_deeper_levels_are_refused_where_they_begin(text: str, line: int, column: int) -> None:
    problem = only_problem(text)
    assert (problem.name, problem.place.line, problem.place.column) == ("long-qua-sau", line, column)


def test_too_many_entries_are_refused() -> None:
    assert only_problem("".join(f"k{n}: 1\n" for n in range(30_000))).name == "qua-nhieu-muc"


def test_too_many_mistakes_end_the_reading() -> None:
    problems = source_of("a: 1\n" * 1000).problems
    assert problems[-1].name == "con-nua"
    assert len(problems) == 51


# Syntax


@pytest.mark.parametrize(
    ("text", "name", "line", "column", "wrong"),
    [
        ("a: 1\nanh: Bài, ảnh: Đăng Phong\n", "hai-cham-trong-cau", 2, 14, ":"),
        ("a: x:\n", "hai-cham-trong-cau", 1, 5, ":"),
        ("a: 1\nb:2\nc: 3\n", "thieu-dau-cach", 2, 2, ":"),
        ("a:\n  b:1\n  c: 2\n", "thieu-dau-cach", 2, 4, ":"),
        ("a:\n  b:1\nc: 2\n", "thieu-dau-cach", 2, 4, ":"),
        ("a: 1\nBến Tre\nc: 3\n", "thieu-hai-cham", 2, 1, "Bến Tre"),
        ("a: 1\nb\n", "thieu-hai-cham", 2, 1, "b"),
        ('a: "abc\nb: 1\n', "nhay-chua-dong", 1, 4, '"abc'),
        ('a: "abc\nb: "x"\nc: 1\n', "nhay-chua-dong", 1, 4, '"abc'),
        ("a: 'abc\n", "nhay-chua-dong", 1, 4, "'abc"),
        ("a: 'x' y\n", "chu-sau-nhay", 1, 8, "y"),
        ('a: "x" b: c\n', "chu-sau-nhay", 1, 8, "b: c"),
        ("a: [1, 2\nb: 3\n", "ngoac-chua-dong", 1, 4, "["),
        ("a: {x\nb: 3\n", "ngoac-chua-dong", 1, 4, "{"),
        ("a: {\n", "ngoac-chua-dong", 1, 4, "{"),
        (" a: 1\nb: 2\n", "thut-dong-sai", 1, 2, "a:"),
        ("a: 1\n  b: 2\n", "thut-dong-sai", 2, 3, "b:"),
        ("a:\n   b: 1\n  c: 2\n", "thut-dong-sai", 3, 3, "c:"),
        ("a:\n  - x\n - y\n", "thut-dong-sai", 3, 2, "-"),
        ("a: 1\n- b\n", "lan-danh-sach", 2, 1, "-"),
        ("- a\nb: 1\n", "lan-danh-sach", 2, 1, "b"),
        ("a: @x\n", "ky-tu-dau", 1, 4, "@"),
        ("a: %x\n", "ky-tu-dau", 1, 4, "%"),
        ("a: `x`\n", "ky-tu-dau", 1, 4, "`"),
        ("a: & x\n", "ky-tu-dau", 1, 4, "&"),
        ("a: *\n", "ky-tu-dau", 1, 4, "*"),
        ("a: !a!b x\n", "ky-tu-dau", 1, 4, "!"),
        ("a: |x y\n", "ky-tu-dau", 1, 4, "|"),
        ("a: >5 tỷ\n", "ky-tu-dau", 1, 4, ">"),
        ("a: |#x\n", "ky-tu-dau", 1, 4, "|"),
        ("a: - b\n", "ky-tu-dau", 1, 4, "- "),
        ("a: ? b\n", "ky-tu-dau", 1, 4, "? "),
        ("a: ]\n", "ky-tu-dau", 1, 4, "]"),
        ("- a: @x\n", "ky-tu-dau", 1, 6, "@"),
        ('a: "C:\\Ke"\n', "ma-ky-tu-sai", 1, 7, "\\K"),
        ('a: "\\UFFFFFFFF"\n', "ma-ky-tu-sai", 1, 5, "\\UFFFFFFFF"),
    ],
)
def test_syntax_errors_are_told_apart(text: str, name: str, line: int, column: int, wrong: str) -> None:
    source = source_of(text)
    first = source.problems[0]
    assert (first.name, first.place.line, first.place.column, stretch(first)) == (name, line, column, wrong)
    assert first.hint
    assert source.root is None


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("anh: Bài, ảnh: Đăng Phong\n", 'anh: "Bài, ảnh: Đăng Phong"'),
        ("  - a: x: y  # z\n", '- a: "x: y"'),
        ('a: Báo "Dân": x\n', "a: 'Báo \"Dân\": x'"),
        ("a: @x\n", 'a: "@x"'),
        ("a:1\n", "a: 1"),
        ('a: "abc\n', 'a: "abc"'),
        ("a: *ghi chú\n", 'a: "*ghi chú"'),
        ("a: [x]\n", 'a: "[x]"'),
    ],
)
def test_the_hint_shows_the_line_mended(text: str, fixed: str) -> None:
    hint = source_of(text).problems[0].hint
    assert hint.endswith(fixed)


def test_the_mended_line_can_be_read() -> None:
    hint = only_problem("a: Báo \"Dân\" 'x': y\n").hint
    assert plain(root_of(hint.split(": ", 1)[1])) == {"a": "Báo \"Dân\" 'x': y"}


def test_an_unknown_alias_within_a_sentence_is_reported_once() -> None:
    assert only_problem("a: *ghi chú\n").name == "bi-danh"


def test_all_blocks_are_checked_after_a_syntax_error() -> None:
    source = source_of('a: x: y\nb: 1\nc:\n  - "x\nd: @z\nb: 1\ne: 1\ne: 2\n')
    assert source.root is None
    assert [(p.name, p.place.line) for p in source.problems] == [
        ("hai-cham-trong-cau", 1),
        ("nhay-chua-dong", 4),
        ("ky-tu-dau", 5),
        ("trung-khoa", 8),
    ]


@pytest.mark.parametrize("text", ["a: x: y\n", "a: [\n", 'a: "\n', "a: !\x00<\n", "a: \\\n- b\n? c: [d\n"])
def test_no_english_is_shown(text: str) -> None:
    for problem in source_of(text).problems:
        assert not {"expected", "found", "while", "allowed"} & set(f"{problem.message} {problem.hint}".split())


# Properties

SAME_FOR_EVERY_EXAMPLE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
SIGNS = "b:\n\r\"'[]{},#|>%\\\t\x00\u00a0\u2028\ufeffế："
MARKS = ["a: ", "- ", "\n  ", "&x", "*x", "!t", "? ", "---\n", "...\n", "\\ud800", "\\UFFFFFFFF", "e\u0301", "S« Néi "]
PIECES = st.sampled_from([*SIGNS, *MARKS])
SYLLABLES = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạếềểễệÁÀẢÃẠĂÂĐÊÔƠƯ0123456789 .,:;-?!#&*%@`'\"\\/()[]{}|<>“”–…²°")
KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)


def assert_sound(source: Source) -> None:
    assert source.root is not None or source.problems
    for problem in source.problems:
        place = problem.place
        assert place.line >= 1
        assert 1 <= place.column <= len(place.excerpt) + 1
        assert len(stretch(problem)) == place.width
        assert problem.message
        assert problem.hint


@SAME_FOR_EVERY_EXAMPLE
@given(st.binary(max_size=200))
def test_any_bytes_give_a_source(data: bytes) -> None:
    assert_sound(parse(data, "m.yaml"))


@SAME_FOR_EVERY_EXAMPLE
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=100) | st.lists(PIECES, max_size=20).map("".join))
def test_any_text_gives_a_source(text: str) -> None:
    assert_sound(source_of(text))


@pytest.mark.skipif(not HAS_C_PARSER, reason="PyYAML without libyaml")
@SAME_FOR_EVERY_EXAMPLE
@given(text=st.lists(PIECES, max_size=20).map("".join))
def test_both_parsers_give_the_same_source(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(events, "FAST_PARSER", yaml.CSafeLoader)
        fast = source_of(text)
        patch.setattr(events, "FAST_PARSER", None)
        assert source_of(text) == fast


@SAME_FOR_EVERY_EXAMPLE
@given(st.dictionaries(KEYS, SYLLABLES, min_size=1, max_size=8), st.sampled_from(["NFC", "NFD"]))
def test_quoted_vietnamese_reads_back(entries: dict[str, str], form: str) -> None:
    def line(key: str, value: str) -> str:
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'{key}: "{escaped}"\n'

    written = "".join(line(key, value) for key, value in entries.items())
    decomposed = written if form == "NFC" else unicodedata.normalize("NFD", written)
    assert plain(root_of(decomposed)) == {key: unicodedata.normalize("NFC", value) for key, value in entries.items()}
