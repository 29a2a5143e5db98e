import io
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import dedent
from types import MappingProxyType

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from cchc_report.language import DOMAIN, LOCALES, write_utf8

COMPILED = LOCALES / "vi" / "LC_MESSAGES" / f"{DOMAIN}.mo"
SOURCE = COMPILED.with_suffix(".po")

PLACEHOLDER = re.compile(r"\{[^{}]*\}|%\(\w+\)\w|%\w")

ENGLISH = re.compile(
    r"\b(usage|error|options?|args?|arguments?|commands?|show|this message|exit|version|missing|invalid|no such|try"
    r"|for help|did you mean|choose|one of|is not|does not|exist|requires|takes|unexpected|extra|range|valid|required"
    r"|default|file|path|directory|text|integer|aborted)\b",
    re.IGNORECASE,
)

APP = dedent(
    """
    import sys

    from cchc_report.language import speak_vietnamese, write_utf8

    write_utf8()
    speak_vietnamese()

    import click

    quarter = click.IntRange(1, 4)
    quarter.name = "số nguyên"

    @click.group(options_metavar="[TÙY CHỌN]", subcommand_metavar="LỆNH [THAM SỐ]...")
    @click.version_option("1.2", prog_name="cchc")
    def cchc():
        "Viết bài báo cáo cải cách hành chính."

    @cchc.command(options_metavar="[TÙY CHỌN]")
    @click.argument("source", metavar="TỆP", type=click.Path(exists=True, dir_okay=False))
    @click.option("--dang", metavar="DẠNG", type=click.Choice(["docx", "txt"]), default="txt", show_default=True,
                  help="Dạng văn bản.")
    @click.option("--quy", metavar="SỐ", type=quarter, required=True, help="Quý.")
    @click.confirmation_option("--xoa", prompt="Xóa tệp cũ?")
    def viet(source, dang, quy):
        "Viết một bài."
        print("đã đọc", source)

    cchc(prog_name="cchc")
    """
)

FULL = ["viet", "--xoa", "--quy=1"]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("app") / "app.py"
    path.write_text(APP, encoding="utf-8")
    return path


def run(
    app: Path, *arguments: str, typed: bytes = b"", environment: Mapping[str, str] = MappingProxyType({})
) -> subprocess.CompletedProcess[bytes]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("LANG", "LC_", "PYTHON"))}
    machine = {"LANG": "C", "PYTHONIOENCODING": "cp1252", "PYTHONPATH": str(LOCALES.parents[1])}
    return subprocess.run(
        [sys.executable, str(app), *arguments],
        input=typed,
        cwd=app.parent,
        env={**inherited, **machine, **environment},
        capture_output=True,
        check=False,
    )


def printed(result: subprocess.CompletedProcess[bytes]) -> str:
    assert b"Traceback" not in result.stderr, result.stderr.decode()
    return (result.stdout + result.stderr).decode("utf-8").replace("\r\n", "\n")


def source_catalog() -> Catalog:
    with SOURCE.open("rb") as file:
        return read_po(file, abort_invalid=True)


def clicks_texts() -> Iterator[str | tuple[str, ...]]:
    folder = Path(click.__file__).parent
    for _, _, text, _, _ in extract_from_dir(folder):
        yield text


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def test_every_text_of_the_installed_click_is_translated() -> None:
    catalog = source_catalog()
    texts = list(clicks_texts())
    assert len(texts) > 50
    # A plural is looked up by its singular alone, so that is the part that must agree.
    missing = {forms(text)[0] for text in texts if forms(text)[0] not in catalog}
    assert not missing


def test_no_translation_is_empty_or_unsure_or_decomposed() -> None:
    for message in source_catalog():
        translations = forms(message.string)
        assert len(translations) == 1, message.id
        assert translations[0].strip() or not message.id
        assert unicodedata.is_normalized("NFC", translations[0]), message.id
        assert not message.fuzzy, message.id


def test_every_translation_keeps_the_placeholders() -> None:
    for message in source_catalog():
        if message.id:
            # Vietnamese has one form for every number; it stands for the plural, which names the number.
            wanted = PLACEHOLDER.findall(forms(message.id)[-1])
            assert sorted(PLACEHOLDER.findall(forms(message.string)[0])) == sorted(wanted), message.id


def test_the_compiled_catalog_is_what_the_source_compiles_to() -> None:
    with COMPILED.open("rb") as file:
        compiled = {forms(message.id): forms(message.string) for message in read_mo(file) if message.id}
    assert compiled == {forms(message.id): forms(message.string) for message in source_catalog() if message.id}


@pytest.mark.parametrize(
    ("arguments", "status", "expected"),
    [
        (["--help"], 0, "Cách dùng: cchc [TÙY CHỌN] LỆNH [THAM SỐ]...\n"),
        (["--help"], 0, "Tùy chọn:\n"),
        (["--help"], 0, "Lệnh:\n"),
        (["--help"], 0, "Hiện hướng dẫn này rồi thoát.\n"),
        (["--help"], 0, "Hiện phiên bản rồi thoát.\n"),
        (["--version"], 0, "cchc, phiên bản 1.2\n"),
        (["viet", "--help"], 0, "[mặc định: txt]"),
        (["viet", "--help"], 0, "[1<=x<=4; bắt buộc]"),
        (["viet", "--help"], 0, "Thực hiện luôn, không hỏi lại."),
        (["--sai"], 2, "Gõ 'cchc --help' để xem hướng dẫn.\n\nLỗi: Không có tùy chọn '--sai'.\n"),
        (["--versio"], 2, "Lỗi: Không có tùy chọn '--versio'. Có phải ý bạn là '--version'?\n"),
        (["đọc"], 2, "Lỗi: Không có lệnh 'đọc'.\n"),
        (FULL, 2, "Lỗi: Thiếu tham số 'TỆP'.\n"),
        (["viet", "--xoa", "app.py"], 2, "Lỗi: Thiếu tùy chọn '--quy'.\n"),
        ([*FULL, "vắng.yaml"], 2, "Lỗi: Giá trị của 'TỆP' không hợp lệ: Tệp 'vắng.yaml' không tồn tại.\n"),
        ([*FULL, "."], 2, "Tệp '.' thực ra là một thư mục.\n"),
        ([*FULL, "--dang=odt", "app.py"], 2, "'odt' không thuộc các giá trị cho phép: 'docx', 'txt'.\n"),
        (["viet", "--xoa", "--quy=5", "app.py"], 2, "5 không nằm trong khoảng 1<=x<=4.\n"),
        (["viet", "--xoa", "--quy=hai", "app.py"], 2, "'hai' không phải là số nguyên hợp lệ.\n"),
        (["viet", "--quy"], 2, "Lỗi: Tùy chọn '--quy' cần 1 giá trị.\n"),
        (["viet", "--xoa=1"], 2, "Lỗi: Tùy chọn '--xoa' không nhận giá trị.\n"),
        ([*FULL, "app.py", "thừa"], 2, "Lỗi: Thừa tham số (thừa)\n"),
        (["viet", "--quy=1", "app.py"], 1, "Đã hủy!\n"),
        ([*FULL, "app.py"], 0, "đã đọc app.py\n"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_click_speaks_only_vietnamese(app: Path, arguments: list[str], status: int, expected: str) -> None:
    result = run(app, *arguments)
    text = printed(result)
    assert expected in text
    assert result.returncode == status
    names = re.compile(r"--?\w+")
    assert not ENGLISH.findall(names.sub("", text))


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "en_US.UTF-8", "LANGUAGE": "en_US:en"},
        {"LANG": "fr_FR.UTF-8", "LANGUAGE": "fr"},
        {"LANG": "vi_VN.UTF-8", "PYTHONIOENCODING": "utf-8"},
        {"LANG": "", "PYTHONIOENCODING": "ascii"},
    ],
    ids=str,
)
def test_the_machines_language_does_not_matter(app: Path, environment: dict[str, str]) -> None:
    result = run(app, "--help", environment=environment)
    assert printed(result) == printed(run(app, "--help"))
    assert result.stderr == b""


def test_a_wrong_answer_to_a_question_is_told_in_vietnamese(app: Path) -> None:
    text = printed(run(app, "viet", "--quy=1", "app.py", typed="có\ny\n".encode()))
    assert text == "Xóa tệp cũ? [y/N]: Lỗi: Nội dung đã nhập không hợp lệ\nXóa tệp cũ? [y/N]: đã đọc app.py\n"


def test_both_streams_write_utf8_and_escape_half_a_surrogate_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO(), io.BytesIO()
    for name, buffer in zip(("stdout", "stderr"), written, strict=True):
        monkeypatch.setattr(sys, name, io.TextIOWrapper(buffer, encoding="cp1252", newline="\n"))
    write_utf8()
    for stream in (sys.stdout, sys.stderr):
        print("Quý \udcff", file=stream, flush=True)
    assert [buffer.getvalue() for buffer in written] == ["Quý \\udcff\n".encode()] * 2


def test_a_stream_that_cannot_change_stays_as_it_is_and_one_that_is_missing_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = io.StringIO()
    monkeypatch.setattr(sys, "stdout", plain)
    monkeypatch.setattr(sys, "stderr", None)
    write_utf8()
    assert sys.stdout is plain
    sys.stderr.write("Quý")
    assert isinstance(sys.stderr, io.StringIO)
