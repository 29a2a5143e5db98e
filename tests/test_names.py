"""Names of units, periods and genres become names of files; none leads elsewhere, none is lost on another system."""

import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import run_cchc
from hypothesis import given
from hypothesis import strategies as st

from cchc_report.names import MOST_BYTES, name_fault, printable, twins

Build = Callable[[Mapping[str, str | bytes]], Path]
GOOD = "tthc:\n  cong_bo: 254\n"

USABLE = [
    "ben-tre",
    "Sở Nội vụ",
    "x",
    "2024",
    "so.noi.vu",
    "Phường 1 (cũ)",
    "a_b",
    "A & B",
    "com10",
    "console",
    "ư" * 100,
]
WRONG = {
    "": "không có chữ nào",
    ".": "không có chữ nào",
    "..": "không có chữ nào",
    " ": "không có chữ nào",
    "../x": "«/»",
    "a/b": "«/»",
    "a\\b": "«\\»",
    "C:": "«:»",
    "a:b": "«:»",
    "a*": "«*»",
    "a?": "«?»",
    'a"b': '«"»',
    "a<b": "«<»",
    "a|b": "«|»",
    "a\0b": "U+0000",
    "a\nb": "U+000A",
    "a\tb": "U+0009",
    "a\x7f": "U+007F",
    "a\u202egpj.exe": "U+202E",
    "a\u2066b": "U+2066",
    "a\u200bb": "U+200B",
    "a\ufeff": "U+FEFF",
    "a\u00a0b": "U+00A0",
    "a\u2028b": "U+2028",
    "a\ud800b": "U+D800",
    "a\ue000b": "U+E000",
    "S\udce1\udcbb\udc9f": "PYTHONUTF8=1",
    "-rf": "bắt đầu bằng «-»",
    ".an": "bắt đầu bằng «.»",
    " x": "bắt đầu bằng dấu cách",
    "x.": "kết thúc bằng «.»",
    "x ": "kết thúc bằng dấu cách",
    "CON": "dành riêng",
    "nul": "dành riêng",
    "Aux.txt": "dành riêng",
    "COM1.docx": "dành riêng",
    "com¹": "dành riêng",
    "LPT9": "dành riêng",
    "prn .x": "dành riêng",
    "CONIN$": "dành riêng",
    "ư" * 101: "quá dài (202 byte",
    "x" * 300: "quá dài (300 byte",
}
"""Names, and what is said of them."""


@pytest.mark.parametrize("name", USABLE)
def test_ordinary_names_are_usable(name: str) -> None:
    assert name_fault(name) == ""


@pytest.mark.parametrize(("name", "said"), WRONG.items(), ids=[ascii(name)[:20] for name in WRONG])
def test_a_name_that_some_system_cannot_hold_is_refused_with_the_reason(name: str, said: str) -> None:
    assert said in name_fault(name)
    assert name_fault(name).isprintable(), "what cannot be seen is told by its code"


@given(st.text(max_size=80))
def test_a_usable_name_is_one_step_below_its_folder_and_stays_what_it_is(name: str) -> None:
    if name_fault(name):
        return
    path = Path("/out") / name
    assert path.parts == ("/", "out", name)
    assert (len(name.encode()) <= MOST_BYTES, name.strip(" ."), name.isprintable()) == (True, name.strip(), True)


def test_names_that_some_systems_take_for_one_are_found() -> None:
    decomposed = unicodedata.normalize("NFD", "Bến")
    assert list(twins(["a", "B", "Bến", decomposed, "b", "bẾN", "c"])) == [
        ["B", "b"],
        sorted(["Bến", decomposed, "bẾN"]),
    ]
    assert list(twins(["Tân Hòa", "Tân Hoa", "a"])) == []


@pytest.mark.parametrize("name", ["COM1.x", "a\u202eb"], ids=ascii)
def test_a_unit_of_an_unusable_name_is_refused_by_every_command(working_folder: Build, name: str) -> None:
    folder = working_folder({f"metrics/{name}/2024-q1.yaml": GOOD})
    for command in ("check", "render"):
        ran = run_cchc(command, "metrics", cwd=folder)
        assert (ran.code, "sai-ten-don-vi" in ran.out + ran.err, "\u202e" in ran.out.split("-->")[0]) == (
            1,
            True,
            False,
        )
    assert run_cchc("check", f"metrics/{name}/don-vi.yaml", cwd=folder).code == 1
    for arguments in (["new", "2024-q2"], ["form", "2024-q2", f"--unit={name}", "--out", "a.xlsx"]):
        ran = run_cchc(*arguments, cwd=folder)
        assert (ran.code, "Tên thư mục đơn vị" in ran.err) == (2, True), arguments
    assert sorted(path.name for path in folder.iterdir()) == ["metrics"]
    assert sorted(path.name for path in (folder / "metrics" / name).iterdir()) == ["2024-q1.yaml", "don-vi.yaml"]


@pytest.mark.parametrize("other", ["Ben-Tre", unicodedata.normalize("NFD", "bến-tre")], ids=ascii)
def test_two_units_whose_outputs_would_be_one_folder_are_refused(working_folder: Build, other: str) -> None:
    name = "bến-tre" if "\u0301" in other else "ben-tre"
    folder = working_folder({f"metrics/{one}/2024-q1.yaml": GOOD for one in (name, other)})
    ran = run_cchc("render", "metrics", cwd=folder)
    assert (ran.code, ran.err.count("don-vi-trung-ten"), (folder / "out").exists()) == (1, 2, False)
    assert run_cchc("new", "2024-q2", "--unit", name, cwd=folder).code == 2


@pytest.mark.parametrize("unit", ["..", ""], ids=repr)
def test_a_unit_is_never_a_way_out(working_folder: Build, tmp_path: Path, unit: str) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": GOOD})
    for command in (["new", "2024-q2"], ["form", "2024-q2", "--out", "a.xlsx"]):
        assert run_cchc(*command, f"--unit={unit}", cwd=folder).code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["work"]


def test_a_unit_that_is_a_link_leads_nowhere(working_folder: Build, tmp_path: Path) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": GOOD})
    elsewhere = tmp_path / "elsewhere"
    (folder / "metrics/x").rename(elsewhere)
    (folder / "metrics/y").symlink_to(elsewhere)
    ran = run_cchc("check", "metrics/y/2024-q1.yaml", cwd=folder)
    assert (ran.code, "liên kết sang nơi khác" in ran.out) == (1, True)
    assert run_cchc("new", "2024-q2", "--unit", "y", cwd=folder).code == 2
    assert sorted(path.name for path in elsewhere.iterdir()) == ["2024-q1.yaml", "don-vi.yaml"]


@pytest.mark.parametrize("genre", ["con", "aux", "com1", "a" * 201])
def test_a_template_whose_outputs_some_system_cannot_hold_is_no_genre(working_folder: Build, genre: str) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": GOOD, f"templates/{genre}.md.j2": "Có {{ tthc.cong_bo }}."})
    ran = run_cchc("check", "--templates", cwd=folder)
    assert (ran.code, "sai-ten-mau" in ran.out) == (1, True)
    assert run_cchc("render", "metrics", "--genre", genre, cwd=folder).code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["init", "con"],
        ["init", "ư" * 130],
        ["render", "metrics", "--out", "x "],
        ["form", "2024-q2", "--unit", "x", "--out", "a:b.xlsx"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_nothing_new_is_made_under_an_unusable_name(working_folder: Build, arguments: list[str]) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": GOOD})
    ran = run_cchc(*arguments, cwd=folder)
    assert (ran.code, "chọn tên khác" in ran.err) == (2, True)
    assert [path.name for path in folder.iterdir()] == ["metrics"]


@pytest.mark.parametrize("name", ["x" * 300, "a\u202eb"], ids=len)
def test_a_path_that_cannot_be_is_nowhere(working_folder: Build, name: str) -> None:
    ran = run_cchc("check", name, cwd=working_folder({"metrics/x/2024-q1.yaml": GOOD}))
    assert (ran.code, ran.err.startswith(("Cách dùng", "Lỗi")), "\u202e" in ran.err) == (2, True, False)


@pytest.mark.parametrize("linked", ["out/x", "out/x/2024-q1"])
def test_outputs_do_not_follow_a_link_out_of_their_folder(working_folder: Build, tmp_path: Path, linked: str) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": GOOD})
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder / linked).parent.mkdir(parents=True)
    (folder / linked).symlink_to(elsewhere)
    ran = run_cchc("render", "metrics", "--to", "txt", cwd=folder)
    assert (ran.code, f"{linked} là liên kết sang nơi khác" in ran.err, [*elsewhere.iterdir()]) == (1, True, [])


def test_the_folder_of_outputs_may_be_a_link_of_the_office_s_own(working_folder: Build, tmp_path: Path) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": GOOD})
    (tmp_path / "o-dia-chung").mkdir()
    (folder / "out").symlink_to(tmp_path / "o-dia-chung")
    assert run_cchc("render", "metrics", "--to", "txt", cwd=folder).code == 0
    assert (tmp_path / "o-dia-chung/x/2024-q1/bai-bao.txt").is_file()


def test_a_name_for_messages_shows_what_it_hides() -> None:
    assert printable("a\u202eb\ud800") == "a<U+202E>b<U+D800>"
