"""Twenty-five ways in which metrics files and templates are known to break report generators, and what must come of each.

Cases 1 to 16 are metrics files, 17 to 25 templates. Each test says what is given and what must come out: *refuse* is exit
code 1, nothing written, a message with file and line; *keep* is that it goes through unchanged. Longer lists of the same
are in ``cases/mau-la.md`` and ``test_hostile_templates.py`` (templates), ``test_source.py`` and ``test_broken_files.py`` (YAML).
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from commanded import commanded
from conftest import SAMPLE

from cchc_report.source import parse
from cchc_report.source.nodes import Mapping as MappingNode
from cchc_report.source.nodes import Node, Sequence

Build = Callable[[Mapping[str, str | bytes]], Path]
FILE = "metrics/tinh/2024-q1.yaml"
ARTICLE = "templates/bai-bao.md.j2"
STAFF = "bo_may:\n  bien_che_giao: 5\n"
ASKED = "Giao {{ bo_may.bien_che_giao|kem_don_vi }}."
PLACED = re.compile(r" --> metrics/tinh/2024-q1\.yaml:[0-9]+:[0-9]+$", re.MULTILINE)


@pytest.fixture
def article(working_folder: Build) -> Callable[..., str]:
    """What ``cchc render`` makes of a metrics file and a template: the article, or what it says instead."""

    def render(metrics: str | bytes, template: str | None = ASKED, **more: str) -> str:
        templates = {} if template is None else {ARTICLE: template}
        folder = working_folder({FILE: metrics, **templates, **more})
        (folder / "out/tinh/2024-q1/bai-bao.txt").unlink(missing_ok=True)
        done = commanded("render", "--genre", "bai-bao", "--to", "txt", str(folder / FILE), folder=folder)
        written = folder / "out/tinh/2024-q1/bai-bao.txt"
        assert done.code == (0 if written.exists() else 1)
        assert "Lỗi của phần mềm" not in done.err
        return written.read_text(encoding="utf-8") if written.exists() else f"KHÔNG DỰNG\n{done.err}"

    return render


Article = Callable[..., str]


def refused(said: str, *words: str, file: str = FILE) -> bool:
    """Whether nothing was made, and the message names the file and line and holds the words."""
    placed = re.search(rf" --> {re.escape(file)}:[0-9]+:[0-9]+$", said, re.MULTILINE)
    return said.startswith("KHÔNG DỰNG") and placed is not None and all(word in said for word in words)


def staff(value: str) -> str:
    """A metrics file with that count in its second line."""
    return f"bo_may:\n  bien_che_giao: {value}\n"


def size(node: Node | None) -> int:
    """How many nodes a tree has."""
    match node:
        case None:
            return 0
        case MappingNode():
            return 1 + sum(size(entry.value) for entry in node.entries)
        case Sequence(items):
            return 1 + sum(size(item) for item in items)
        case _:
            return 1


BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)
)


def test_1_ten_lines_of_aliases_are_refused_and_nothing_is_expanded(article: Article) -> None:
    """The lines would stand for 3.5 billion values. Events are counted as they are written, so that none is ever made."""
    assert size(parse(BOMB.encode(), FILE).root) < len(BOMB)
    assert refused(article(BOMB), "lỗi[bi-danh]", f"{FILE}:1:5")


def test_2_a_list_that_holds_itself_is_refused(article: Article) -> None:
    assert refused(article("a: &a [*a]\n"), "lỗi[bi-danh]", f"{FILE}:1:4")


def test_3_a_key_written_twice_is_refused_with_both_lines(article: Article) -> None:
    said = article(f"{STAFF}  bien_che_giao: 6\n")
    assert refused(said, "lỗi[trung-khoa]", f"{FILE}:3:3", "2 |   bien_che_giao: 5\n", "lần đầu ở đây")


def test_4_a_point_in_a_count_groups_thousands(article: Article) -> None:
    assert article(staff("1.475")) == "Giao 1.475 biên chế.\n"


@pytest.mark.parametrize(
    ("value", "instead"), [("14.75", "viết 1.475"), ("1475.0", "viết 1.475"), ("1,475", "viết 1.475")]
)
def test_4_a_point_or_comma_that_means_something_else_is_refused_with_what_to_write(
    article: Article, value: str, instead: str
) -> None:
    assert refused(article(staff(value)), f"«{value}»", instead)


@pytest.mark.parametrize("value", ["010", "12:30", "1_475", "0x1A", ".nan", ".inf", "9" * 5_000])
def test_5_what_other_loaders_take_for_other_numbers_is_refused(article: Article, value: str) -> None:
    assert refused(article(staff(value)), f"{FILE}:2:18")


@pytest.mark.parametrize("value", ["no", "on", "yes", "true", "NULL"])
def test_6_no_on_and_yes_are_refused_where_a_number_is_due(article: Article, value: str) -> None:
    said = article(staff(value))
    assert refused(said, f"«{value}»")
    assert not re.search("True|False|None", said)


@pytest.mark.parametrize("word", ["no", "on", "yes"])
def test_6_as_a_text_they_are_kept_and_as_keys_refused(article: Article, word: str) -> None:
    assert article(f"bo_may:\n  nhan_dinh: {word}\n", "{{ bo_may.nhan_dinh }}") == f"{word}\n"
    assert refused(article(f"{word}: 5\n"), f"không có «{word}»")


@pytest.mark.parametrize(
    ("text", "name", "place", "cause"),
    [
        ("bo_may:\n\tbien_che_giao: 5\n", "ky-tu-tab", "2:1", "ký tự tab"),
        ("bo_may\n  bien_che_giao: 5\n", "thieu-hai-cham", "1:1", "thiếu dấu hai chấm sau mã"),
        ("bo_may:\n  nhan_dinh: 'chưa đóng\n", "nhay-chua-dong", "2:14", "chưa được đóng"),
    ],
)
def test_7_mistakes_of_form_are_placed_and_explained(
    article: Article, text: str, name: str, place: str, cause: str
) -> None:
    assert refused(article(text), f"lỗi[{name}]", f"{FILE}:{place}", cause)


def test_8_an_unknown_key_is_refused_with_the_one_that_was_meant(article: Article) -> None:
    assert refused(article("bo_may:\n  bien_che_gaio: 5\n"), "lỗi[khoa-la]", f"{FILE}:2:3", "có phải «bien_che_giao»?")


@pytest.mark.parametrize("line", ["", "  cong_bo:\n", "  cong_bo: ~\n"], ids=["không có", "trống", "dấu ngã"])
def test_9_a_figure_that_must_be_given_is_asked_for(article: Article, line: str) -> None:
    assert refused(article(f"tthc:\n  thay_the: 5\n{line}", None), "cong_bo")


@pytest.mark.parametrize("line", ["", "  bien_che_co_mat:\n"], ids=["không có", "trống"])
def test_9_a_sentence_about_a_figure_that_need_not_be_given_is_left_out_cleanly(article: Article, line: str) -> None:
    """An optional line with ``~`` is refused: nobody can tell a blank from zero there, so the message asks."""
    told = "{% if bo_may.bien_che_co_mat is co %}Có mặt {{ bo_may.bien_che_co_mat }}, {% endif %}giao {{ bo_may.bien_che_giao }}."
    assert article(f"{STAFF}{line}", told) == "giao 5.\n"
    assert refused(article(f"{STAFF}  bien_che_co_mat: ~\n", told), "«~» không phải là giá trị")


PROCEDURES = "tthc:\n  cong_bo: 254\n  ban_hanh_moi: 72\n  sua_doi: 91\n  thay_the: 23\n  bai_bo: 68\n"


def test_10_parts_that_do_not_add_up_are_refused_with_their_sum(article: Article) -> None:
    told = "Công bố {{ tthc.cong_bo }}."
    assert article(PROCEDURES, told) == "Công bố 254.\n"
    said = article(PROCEDURES.replace("254", "255"), told)
    assert refused(said, "72 + 91 + 23 + 68 = 254", "lệch 1", f"{FILE}:2:12")


REVENUE = "tai_chinh:\n  thu_ngan_sach: 1.541 tỷ đồng\n  du_toan_thu: 5.820 tỷ đồng\n  thu_ty_le: 26,48%\n"


def test_11_a_rate_that_its_amounts_do_not_give_is_refused_with_both_intervals(article: Article) -> None:
    told = "Đạt {{ tai_chinh.thu_ty_le }}."
    assert article(REVENUE, told) == "Đạt 26,48%.\n"
    said = article(REVENUE.replace("26,48", "26,58"), told)
    assert refused(said, "1.541", "5.820", "26,58%", f"{FILE}:4:14")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("tai_chinh:\n  giai_ngan_ty_le: 123,8%\n", "100"),
        ("chi_dao:\n  nhiem_vu: -40\n", "nhỏ hơn mức thấp nhất 0"),
        ("chi_dao:\n  nhiem_vu: 40\n  nhiem_vu_xong: 41\n", "không thể"),
    ],
    ids=["quá 100%", "số âm", "phần lớn hơn toàn bộ"],
)
def test_12_what_no_figure_can_be_is_refused(article: Article, text: str, what: str) -> None:
    assert refused(article(text), what)


def test_12_what_the_catalogue_is_not_sure_of_is_a_warning(working_folder: Build) -> None:
    """An indicator with ``can_xac_nhan`` may mean something else than its label says, so its bounds stop nothing."""
    folder = working_folder({FILE: staff("-5")})
    assert commanded("check", folder=folder).code == 0
    said = commanded("check", "--strict", folder=folder)
    assert said.code == 1
    assert "cảnh báo[ngoai-gioi-han]" in said.out


def test_13_a_byte_order_mark_and_windows_line_ends_are_kept_out(article: Article) -> None:
    plain = article(STAFF)
    assert article(b"\xef\xbb\xbf" + STAFF.encode()) == plain
    assert article(STAFF.replace("\n", "\r\n")) == plain


def test_13_utf_16_is_read_with_a_note(working_folder: Build) -> None:
    folder = working_folder({FILE: STAFF.encode("utf-16"), ARTICLE: ASKED})
    done = commanded("check", folder=folder)
    assert done.code == 0
    assert "lưu ý[bang-ma-utf-16]" in done.out


def test_13_windows_1258_is_refused_with_the_way_out(article: Article) -> None:
    text = "bo_may:\n  nhan_dinh: Bộ máy gọn nhẹ, làm việc hiệu quả\n"
    letters = unicodedata.normalize("NFD", text).replace("o\u0323\u0302", "ô\u0323").replace("e\u0323\u0302", "ê\u0323")
    assert refused(article(letters.encode("cp1258")), "UTF-8")


def test_13_letters_and_marks_apart_give_the_same_article(article: Article) -> None:
    text = "bo_may:\n  nhan_dinh: Bộ máy gọn nhẹ, hiệu quả\n"
    told = "{{ bo_may.nhan_dinh|cau }}"
    assert article(unicodedata.normalize("NFD", text), told) == article(text, told)


@pytest.mark.parametrize(
    ("character", "code"),
    [(r"\0", "U+0000"), (r"\x0b", "U+000B"), (r"\ud800", "U+D800"), (r"\u202e", "U+202E"), ("\u202e", "U+202E")],
)
def test_14_what_is_no_letter_is_refused_by_its_code(article: Article, character: str, code: str) -> None:
    assert refused(article(f'bo_may:\n  nhan_dinh: "a{character}b"\n'), code, f"{FILE}:2:")


def test_15_what_is_no_metrics_file_is_refused_each_in_its_own_words(
    working_folder: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"trong": "", "hai": f"---\n{STAFF}---\n{STAFF}", "danh-sach": "- a\n- b\n", "cam": STAFF}
    folder = working_folder({f"metrics/{name}/2024-q1.yaml": text for name, text in files.items()})
    (folder / "metrics/thu-muc/2024-q1.yaml").mkdir(parents=True)
    opened = Path.open

    def forbidden(path: Path, *arguments: str, **named: str) -> object:
        if path.match("cam/2024-q1.yaml"):
            raise PermissionError
        return opened(path, *arguments, **named)  # type: ignore[call-overload] # handed on as they came

    monkeypatch.setattr(Path, "open", forbidden)
    said = {}
    for name in (*files, "thu-muc"):
        done = commanded("check", str(folder / "metrics" / name), folder=folder)
        assert done.code == 1
        found = re.findall(
            r"^lỗi\[([a-z0-9-]+)\].*\n +--> metrics/\S+/2024-q1\.yaml:[0-9]+:[0-9]+$", done.out, re.MULTILINE
        )
        said[name] = found[:1]
    assert said == {
        "trong": ["tep-trong"],
        "hai": ["nhieu-van-ban"],
        "danh-sach": ["dau-tep-khong-dung"],
        "cam": ["khong-doc-duoc"],
        "thu-muc": ["la-thu-muc"],
    }


def test_16_ten_megabytes_and_a_thousand_levels_are_refused_by_a_limit(article: Article) -> None:
    assert refused(article(STAFF + "# ghi chú\n" * 1_000_000), "lớn hơn 1 MB")
    deep = "".join(f"{' ' * level}a:\n" for level in range(1_000))
    assert refused(article(deep))
    assert refused(article(f"a: {'[' * 1_000}{']' * 1_000}\n"))


@pytest.mark.parametrize(
    "template",
    [
        "{{ cycler.__init__.__globals__.os.popen('id') }}",
        "{{ ''.__class__ }}",
        "{{ bo_may.bien_che_giao|attr('_binder') }}",
        "{{ '{0.__class__}'.format(bo_may) }}",
        "{{ '{a}'.format_map(bo_may) }}",
        # 18: nothing in a template can be called at all, so nothing that writes can be.
        "{{ bo_may.save('/tmp/a') }}",
        "{{ [bo_may.bien_che_giao].append('a') }}",
        "{{ danh_so.update(muc='b') }}",
        # 19: and what repeats or pads is not there.
        "{% for x in range(99999) %}{% for y in range(99999) %}a{% endfor %}{% endfor %}",
        "{{ 'a' * 2000000000 }}",
        "{{ 'a'.center(3000000000) }}",
        "{{ 'a'|indent(3000000000) }}",
        "{{ lipsum(n=100000) }}",
        "{% set n = namespace(a='aa') %}{% for x in [bo_may.bien_che_giao] %}{% set n.a = n.a ~ n.a %}{% endfor %}",
    ],
)
def test_17_18_19_what_reaches_the_machine_calls_or_multiplies_is_refused_at_check_time(
    working_folder: Build, template: str
) -> None:
    folder = working_folder({FILE: STAFF, ARTICLE: f"Câu đầu.\n{template}"})
    done = commanded("check", "--templates", folder=folder)
    assert done.code == 1
    assert f" --> {ARTICLE}:2:" in done.out


def test_19_loops_over_what_is_there_are_stopped_by_a_limit(article: Article) -> None:
    figures = f"[{', '.join(['bo_may.bien_che_giao'] * 300)}]"
    loops = f"{{% set l = {figures} %}}\n{{% for a in l %}}{{% for b in l %}}{{% for c in l %}}{{% endfor %}}{{% endfor %}}{{% endfor %}}."
    assert refused(article(STAFF, loops), "mẫu lặp quá nhiều lần", file=ARTICLE)


def test_20_rings_of_includes_are_refused_by_name_and_so_are_macros(article: Article) -> None:
    itself = article(STAFF, "{% include 'bai-bao.md.j2' %}")
    assert refused(itself, "bai-bao.md.j2 → bai-bao.md.j2", file=ARTICLE)
    macro = article(STAFF, "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}")
    assert refused(macro, "{% macro %}", file=ARTICLE)
    ring = {f"templates/rieng/{a}.md.j2": f"{{% include 'rieng/{b}.md.j2' %}}" for a, b in ("ab", "bc", "ca")}
    said = article(STAFF, "{% include 'rieng/a.md.j2' %}", **ring)
    assert refused(
        said, "rieng/a.md.j2 → rieng/b.md.j2 → rieng/c.md.j2 → rieng/a.md.j2", file="templates/rieng/a.md.j2"
    )


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "../metrics/tinh/don-vi.yaml", "C:/Windows/win.ini"]
)
def test_21_a_path_out_of_the_folder_is_no_template(article: Article, name: str) -> None:
    assert refused(article(STAFF, f"{{% include '{name}' %}}"), f"không có mẫu «{name}»", file=ARTICLE)


def test_21_a_link_out_of_the_folder_is_refused(working_folder: Build, tmp_path: Path) -> None:
    folder = working_folder({FILE: STAFF, ARTICLE: ASKED})
    (tmp_path / "other.txt").write_text("Của người khác.", encoding="utf-8")
    try:
        (folder / "templates/a.md.j2").symlink_to(tmp_path / "other.txt")
    except OSError:
        pytest.skip("hệ thống này không cho tạo liên kết")
    done = commanded("check", "--templates", folder=folder)
    assert done.code == 1
    assert "lỗi[mau-lien-ket]" in done.out
    assert " --> templates/a.md.j2:1:1" in done.out
    assert "Của người khác" not in done.out


UNDEFINED = "{% for x in [] %}{% else %}\n"


@pytest.mark.parametrize(
    "use", ["{{ x }}", "{{ x|hoa }}", "{{ [x]|noi }}", "{{ ['a', x]|noi }}", "{% if x is co %}a{% endif %}"]
)
def test_22_a_name_without_a_value_is_refused_wherever_it_stands(article: Article, use: str) -> None:
    """Jinja's own strict undefined prints ``[Undefined]`` for one in a list."""
    assert refused(
        article(STAFF, f"Câu đầu.\n{{{{ phan_nay }}}}{use}"), "«phan_nay» chưa được đặt", f"{ARTICLE}:2:", file=ARTICLE
    )
    assert refused(
        article(STAFF, f"{UNDEFINED}{use}{{% endfor %}}"), "«x» chưa được đặt", f"{ARTICLE}:2:", file=ARTICLE
    )
    called = {"templates/phan/mac-dinh.md.j2": f"Câu đầu.\n{use.replace('x', 'phan')}"}
    said = article(STAFF, "{% include 'phan/mac-dinh.md.j2' %}", **called)
    assert refused(said, "chưa có giá trị", "phan/mac-dinh.md.j2:2:", file="templates/phan/mac-dinh.md.j2")


@pytest.mark.parametrize(
    ("template", "what"),
    [
        ("{{ bo_may.bien_che_giao", "còn lệnh chưa đóng"),
        ("{% if bo_may is co %}a", "thêm {% endif %}"),
        ("{{ bo_may.bien_che_giao|lam_tron }}", "không có bộ lọc «lam_tron»"),
        ("{{ bo_may.bien_che_giao|lam_tron(2) }}", "không có bộ lọc «lam_tron»"),
        ("{{ " + "(" * 5_000 + "bo_may.bien_che_giao" + ")" * 5_000 + " }}", "quá nhiều tầng ngoặc"),
    ],
    ids=["lỗi cú pháp", "khối chưa đóng", "bộ lọc lạ", "bộ lọc lạ có tham số", "5.000 dấu ngoặc"],
)
def test_23_what_cannot_be_read_is_refused_with_its_line(article: Article, template: str, what: str) -> None:
    said = article(STAFF, f"Câu đầu.\n{template}")
    assert refused(said, what, f"{ARTICLE}:2:", file=ARTICLE)
    assert "Traceback" not in said


def test_24_a_flood_stops_at_the_limit_with_its_line(article: Article) -> None:
    figures = f"[{', '.join(['bo_may.bien_che_giao'] * 300)}]"
    said = article(STAFF, f"Câu đầu.\n{{% for a in {figures} %}}\n{'chữ ' * 5_000}\n{{% endfor %}}")
    assert refused(said, "văn bản quá dài", file=ARTICLE)
    assert not re.search(rf"{re.escape(ARTICLE)}:1:", said)


def test_25_the_signs_of_templates_are_text_where_somebody_typed_them_as_data(article: Article) -> None:
    typed = "Ghi {{ 7*7 }}, {% if a %}, {# b #}, None và Undefined."
    assert article(f'bo_may:\n  nhan_dinh: "{typed}"\n', "{{ bo_may.nhan_dinh }}") == f"{typed}\n"


def test_25_where_data_is_nearly_the_name_of_a_figure_it_is_asked_what_was_meant(article: Article) -> None:
    """``{{ ky.ten }}`` in a text is surely a figure that somebody wanted; printing the braces would help nobody."""
    said = article('bo_may:\n  nhan_dinh: "Trong {{ ky.ten }}"\n', "{{ bo_may.nhan_dinh }}")
    assert refused(said, "sẽ in nguyên như thế", "viết [ky.ten]")


def test_every_case_has_its_test() -> None:
    tested = {
        int(number) for name in globals() for number in re.findall(r"_([0-9]+)(?=_)", name) if name.startswith("test_")
    }
    assert set(range(1, 26)) <= tested
    assert (SAMPLE / "2024-q1.yaml").is_file()
