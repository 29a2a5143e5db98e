"""The list of indicators in ``docs``: it is up to date, names every key that a file may hold, and its examples work."""

import re
from pathlib import Path

import pytest
from conftest import ROOT, SAMPLE, build

from cchc_report.catalogue import Catalogue, Kind, Nature, read_catalogue
from cchc_report.fields import Fields
from cchc_report.figures.model import TELLINGS
from cchc_report.guide import as_page
from cchc_report.guide.page import KIND_WORDS
from cchc_report.problems import as_text
from cchc_report.project import Project
from cchc_report.source import parse

PAGE = ROOT / "docs" / "chi-tieu.md"
EXAMPLE = re.compile(r"^```yaml (?P<file>\S+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
FILES = {"so-lieu": "2024-q1.yaml", "don-vi": "don-vi.yaml", "danh-muc": "danh-muc.yaml"}


def shipped() -> Catalogue:
    catalogue, _ = Project(ROOT).catalogue(None)
    return catalogue


def test_the_page_in_the_docs_is_up_to_date(accept: bool) -> None:  # noqa: FBT001 - pytest passes fixtures by name
    text = as_page(shipped())
    if accept:
        PAGE.write_text(text, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == text


def test_every_indicator_and_rule_is_listed_once() -> None:
    catalogue, text = shipped(), as_page(shipped())
    for section in catalogue.sections.values():
        part = text.split(f"### `{section.id}`: ")[1].split("### ")[0]
        for indicator in section.indicators.values():
            assert part.count(f"\n| `{indicator.key}` | ") == 1, indicator.id
        for rule in section.rules:
            assert part.count(f"\n- `{rule.id}`: ") == 1, rule.id


def test_every_kind_and_nature_is_explained() -> None:
    text = as_page(shipped())
    assert all(f"| `{kind.value}` | {KIND_WORDS[kind]} | " in text for kind in Kind)
    assert all(f"**{nature.value}**" in text for nature in Nature)


def test_every_way_to_tell_a_number_is_named() -> None:
    text = as_page(shipped())
    assert [
        word for told in TELLINGS for word in told.split("|") if f"`{word}`" not in text and f"|{word}]`" not in text
    ] == []


def test_every_key_that_is_read_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    entry = Fields.entry

    def recorded(fields: Fields, key: str) -> object:
        asked.add(key)
        return entry(fields, key)

    monkeypatch.setattr(Fields, "entry", recorded)
    for number, found in enumerate(EXAMPLE.finditer(as_page(shipped()))):
        _checked(tmp_path / str(number), found["file"], found["text"])
    text = as_page(shipped())
    explained = set(re.findall(r"`(\w+)[`:]", text)) | set(re.findall(r"^[ -]*(\w+):", text, re.MULTILINE))
    assert asked, "nothing was read"
    assert asked <= explained, asked - explained


def test_every_example_is_accepted(tmp_path: Path) -> None:
    examples = list(EXAMPLE.finditer(as_page(shipped())))
    assert {found["file"] for found in examples} == set(FILES)
    for number, found in enumerate(examples):
        problems = _checked(tmp_path / str(number), found["file"], found["text"])
        assert "lỗi[" not in problems, problems


def _checked(folder: Path, kind: str, example: str) -> str:
    """What the checks say of an example in the place that it is meant for, beside the sample's other files."""
    files = {name: (SAMPLE / name).read_bytes() for name in ("2024-q1.yaml", "don-vi.yaml")}
    if kind == "don-vi":
        # The sample's own names, but for those that the example gives.
        kept = "" if example.startswith("don_vi:") else (SAMPLE / "don-vi.yaml").read_text(encoding="utf-8")
        example += kept or "".join(
            f"  {key}: a\n" for key in ("ten", "cap", "uy_ban", "chu_tich", "noi_vu", "so_nganh")
        )
    files[FILES[kind]] = example.encode()
    (folder / "metrics" / "ben-tre").mkdir(parents=True)  # the unit that an example names as an older one
    project = Project(build(folder, {f"metrics/tinh-moi/{name}": content for name, content in files.items()}).resolve())
    found = project.quarter(folder.resolve() / "metrics/tinh-moi/2024-q1.yaml").problems
    wanted = [
        p for p in (*found, *project.vocabulary_problems(folder.resolve() / "metrics")) if _about(p.place.file, kind)
    ]
    return as_text(wanted)


def _about(file: str, kind: str) -> bool:
    return file.endswith(FILES[kind])


def test_a_unit_s_own_words_keep_the_table_whole() -> None:
    own = "phan:\n  y_te:\n    nhan: Y tế\n    chi_tieu:\n      tram:\n        nhan: A | B\n        bien_dong: 12,5%\n        it_nhat: không\n        nhieu_nhat: 5\n      ty_le:\n        nhan: C\n        kieu: phan_tram\n        mau_so: tất cả\n        bien_dong: không\n        nhieu_nhat: không\n"
    catalogue, problems = read_catalogue([parse(own.encode(), "danh-muc.yaml")])
    assert not problems, as_text(problems)
    lines = as_page(catalogue).splitlines()
    assert (
        "| `tram` | A \\| B | số đếm |  | trong kỳ |  | có thể nhỏ hơn 0; nhiều nhất 5; hơn kém kỳ trước quá 12,5% thì cảnh báo |"
        in lines
    )
    assert (
        "| `ty_le` | C | tỷ lệ | % | trong kỳ | mẫu số: tất cả | có thể hơn 100%; không cảnh báo khi hơn kém kỳ trước nhiều |"
        in lines
    )
