"""What CONTRIBUTING promises about a new genre and a new format, tried in a working folder."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import run_cchc

from cchc_report import writers
from cchc_report.cli import cchc, render
from cchc_report.document import Document, paragraphs, text_of

Build = Callable[[Mapping[str, str | bytes]], Path]
METRICS = "tthc:\n  cong_bo: 254\n"


def test_a_genre_is_one_template(working_folder: Build) -> None:
    genre = "# Tin vắn {{ ky.ten }}\n\nĐã công bố {{ tthc.cong_bo|kem_don_vi }}.\n"
    folder = working_folder({"metrics/x/2024-q1.yaml": METRICS, "templates/tin-van.md.j2": genre})
    assert run_cchc("check", "--templates", cwd=folder).code == 0
    ran = run_cchc("render", "metrics", "--genre", "tin-van", cwd=folder)
    assert (ran.code, ran.out.count("tin-van.")) == (0, 4)
    text = (folder / "out/x/2024-q1/tin-van.txt").read_text(encoding="utf-8")
    assert text == "Tin vắn quý I năm 2024\n\nĐã công bố 254 thủ tục hành chính (TTHC).\n"


def test_without_a_choice_all_genres_are_rendered(working_folder: Build) -> None:
    folder = working_folder({"metrics/x/2024-q1.yaml": METRICS, "templates/tin-van.md.j2": "# Tin vắn\n"})
    ran = run_cchc("render", "metrics", "--to", "txt", cwd=folder)
    assert ("bai-bao.txt" in ran.out, "tin-van.txt" in ran.out) == (True, True)


def test_a_format_is_a_function_and_a_row(
    working_folder: Build, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def write_lines(document: Document, _: bytes | None) -> bytes:
        return "|".join(text_of(inlines) for inlines in paragraphs(document)).encode()

    folder = working_folder({"metrics/x/2024-q1.yaml": METRICS, "templates/tin-van.md.j2": "# Tin vắn\n\nMột câu.\n"})
    monkeypatch.setattr("cchc_report.rendering.WRITERS", {**writers.WRITERS, "dong": write_lines})
    monkeypatch.setattr(render, "FORMATS", (*render.FORMATS, "dong"))
    with pytest.raises(SystemExit) as ended:
        cchc.main(
            ["render", str(folder / "metrics"), "--project", str(folder), "--genre", "tin-van", "--to", "dong"],
            standalone_mode=False,
        )
    assert ended.value.code == 0
    assert (folder / "out/x/2024-q1/tin-van.dong").read_bytes().decode() == "Tin vắn|Một câu."
    assert "tin-van.dong" in capsys.readouterr().out
