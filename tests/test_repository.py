"""The repository holds what its documents say: imports go one way, every module, command and file is named."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from conftest import ROOT

from cchc_report.cli import cchc
from cchc_report.library import genres_of
from cchc_report.project import shipped_templates

PACKAGE = ROOT / "cchc_report"
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
ROOMS = re.findall(r"^\| `(\w+)` \|", ARCHITECTURE, re.MULTILINE)
BUILDER = PACKAGE / "writers" / "frame.py"
"""Builds the shipped frame when a developer asks for it; no user's command runs it."""
TESTS = sorted((ROOT / "tests").glob("test_*.py"))
TEXTS = sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").glob("*.md"))


def modules() -> list[Path]:
    found = (path for path in PACKAGE.rglob("*.py") if not path.name.startswith("__") or path.parent != PACKAGE)
    return sorted(path for path in found if path.stat().st_size)


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = (
                [f"cchc_report.{alias.name}" for alias in node.names] if node.module == "cchc_report" else [node.module]
            )
        found |= {name.split(".")[1] for name in names if name.startswith("cchc_report.")}
    return found - {"__version__"}


def test_architecture_names_every_room_once() -> None:
    assert sorted(ROOMS) == sorted({room_of(path) for path in modules()})


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_run_one_way(path: Path) -> None:
    room = room_of(path)
    allowed = set(ROOMS[: ROOMS.index(room) + 1])
    assert imported_rooms(path) <= allowed


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_modules_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_only_three_rooms_touch_the_disk() -> None:
    touching = re.compile(
        r"\.(read_bytes|read_text|write_bytes|write_text|open|mkdir|unlink|iterdir|rglob)\(|(?<![\w.])open\(|os\.(replace|walk)"
    )
    found = {
        room_of(path) for path in modules() if touching.search(path.read_text(encoding="utf-8")) and path != BUILDER
    }
    assert found == {"source", "project", "outputs"}


def test_every_dependency_has_its_reason() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    dependencies = [*project["dependencies"], *project["optional-dependencies"]["excel"]]
    named = set(re.findall(r"^\| ([a-z0-9-]+) \| ", ARCHITECTURE.split("## Dependencies")[1], re.MULTILINE)) - {
        "package"
    }
    assert {re.split("[<>=]", dependency)[0] for dependency in dependencies} == named


def test_exact_versions_lie_in_the_promised_ranges_and_name_no_host() -> None:
    constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert "://" not in constraints
    assert "@" not in constraints
    assert not (ROOT / "uv.lock").exists()


@pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
def test_the_guides_name_every_command_and_option(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for command, details in cchc.commands.items():
        assert f"cchc {command}" in text, command
        for parameter in details.params:
            for option in parameter.opts:
                assert not option.startswith("--") or option == "--help" or option in text, (command, option)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_command_in_a_text_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    mentioned = set(re.findall(r"(?:^|[`\s])cchc ([a-z]+)\b", text))
    assert mentioned <= set(cchc.commands)
    targets = set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert targets <= set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_link_and_file_in_a_text_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (path.parent / target).exists(), target
    for target in re.findall(r"`((?:metrics|templates|tests|cchc_report|docs)/[\w./-]+)`", text):
        assert (ROOT / target).exists(), target


def test_the_genres_of_the_guide_are_the_templates() -> None:
    assert genres_of(shipped_templates()) == ["bai-bao", "bao-cao", "tin-ngan"]


def test_the_change_log_knows_the_version() -> None:
    from cchc_report import __version__  # noqa: PLC0415 - read where it is compared

    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_guide_names_the_tests_of_every_property() -> None:
    table = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("| what always holds |")[2]
    named = set(re.findall(r"`(test_\w+\.py)`", table.partition("\n\n")[0]))
    properties = {path.name: len(re.findall(r"^@given\(", path.read_text("utf-8"), re.MULTILINE)) for path in TESTS}
    assert named == {name for name, count in properties.items() if count}
    assert sum(properties.values()) >= 70
