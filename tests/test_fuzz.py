"""Damaged and hostile input, always the same: thirty thousand files and strings. ``make fuzz`` tries others, and more."""

import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from conftest import ROOT

from cchc_report.document import Document
from cchc_report.problems import Place, Problem, error
from cchc_report.source import Scalar, Source, parse
from cchc_report.writers import WRITERS
from fuzz import strings, yaml_files
from fuzz.damage import CHARACTERS, LINES, Damage, damaged_bytes
from fuzz.hostile import BAD, PIECES, as_yaml, forbidden, hostile_string
from fuzz.packages import damaged_package, parts_of
from fuzz.target import Case, Finding, case_of, examine
from fuzz.targets import TARGETS
from fuzz.values import VALUES
from fuzz.verdicts import problem_faults

SEED = "ci"
COUNTS = {"yaml": 20_000, "strings": 2_000, "templates": 300, "word": 150, "texts": 200, "workbooks": 200}
"""How many inputs of each kind."""
PORTIONS = {"yaml": 12, "strings": 4, "templates": 2, "word": 3, "texts": 2, "workbooks": 2}
"""In how many tests, so that they can run side by side."""


def portions() -> Iterator[tuple[str, int]]:
    return ((name, portion) for name, count in PORTIONS.items() for portion in range(count))


def told(findings: list[Finding]) -> str:
    return "\n".join(f"{f.target} {f.number} ({f.case.original}): {f.faults[0]}" for f in findings)


@pytest.mark.parametrize(("name", "portion"), list(portions()))
def test_nothing_is_wrong_with_what_the_tool_makes_of_it(name: str, portion: int) -> None:
    target = TARGETS[name]
    cases = COUNTS[name] // target.inputs_in_case
    numbers = range(portion, cases, PORTIONS[name])
    found = [examine(target, SEED, number, case_of(target, SEED, number)) for number in numbers]
    assert len(found) > 0
    assert not told([finding for finding in found if finding is not None])


@pytest.mark.parametrize("name", TARGETS)
def test_a_case_is_made_again_from_its_number_alone(name: str) -> None:
    target = TARGETS[name]
    first = [case_of(target, SEED, number) for number in range(12)]
    assert [case_of(target, SEED, number) for number in reversed(range(12))] == first[::-1]
    assert len({case.data for case in first}) > 6
    assert case_of(target, "another", 3).data != first[3].data


def test_the_cases_are_of_every_sort() -> None:
    target = TARGETS["yaml"]
    cases = [case_of(target, SEED, number) for number in range(2_000)]
    assert {case.original for case in cases} == {name for name, _ in yaml_files.SHARES}
    sources = [parse(case.data, "x") for case in cases]
    unread = sum(source.root is None for source in sources)
    sound = sum(not source.problems for source in sources)
    assert unread > 400
    assert sound > 800


DIGEST = """
from hashlib import sha256
from fuzz.target import case_of
from fuzz.targets import TARGETS
from fuzz.yaml_files import problems_of
said = [repr(problems_of(case_of(TARGETS["yaml"], "ci", number))) for number in range(100)]
print(len(said), sha256("".join(said).encode("utf-8", "backslashreplace")).hexdigest())
"""


def test_the_order_in_which_a_set_is_kept_changes_no_problem() -> None:
    said = {digest(hash_seed) for hash_seed in ("1", "2")}
    assert len(said) == 1
    assert said.pop().startswith("100 ")


def digest(hash_seed: str) -> str:
    """What a process with that order of sets and dictionaries finds in the same files."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": hash_seed}
    done = subprocess.run([sys.executable, "-c", DIGEST], env=environment, capture_output=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.mark.parametrize("damage", [*CHARACTERS, *LINES, *VALUES], ids=lambda damage: damage.__name__.strip("_"))
def test_every_way_of_damaging_changes_something(damage: Damage) -> None:
    text = (ROOT / "metrics/ben-tre/2024-q1.yaml").read_text(encoding="utf-8")
    changed = {damage(text, Random(number)) for number in range(60)} - {text}  # noqa: S311 - seeded, nothing secret
    assert len(changed) > (3 if damage.__name__ == "_line_ends" else 15)


@pytest.mark.parametrize("text", ["", "a", "a: 1\n"])
def test_the_smallest_files_can_be_damaged(text: str) -> None:
    for number in range(200):
        chance = Random(number)  # noqa: S311 - as above
        assert isinstance(damaged_bytes(text.encode(), chance), bytes)
        for damage in (*CHARACTERS, *LINES, *VALUES):
            assert isinstance(damage(text, chance), str)


def test_a_package_is_damaged_in_each_way() -> None:
    parts = parts_of((ROOT / "templates/khung/bai-bao.docx").read_bytes())
    damaged = [damaged_package(parts, Random(number)) for number in range(80)]  # noqa: S311 - as above
    assert len(set(damaged)) > 70


def test_hostile_strings_are_of_every_sort() -> None:
    chance = Random(SEED)  # noqa: S311 - as above
    made = [hostile_string(chance) for _ in range(4_000)]
    assert sum(bool(forbidden(text)) for text in made) in range(800, 2_000)
    assert all(any(piece in text for text in made) for piece in (*PIECES, *BAD))
    assert max(map(len, made)) > 10_000


@pytest.mark.parametrize("text", ['a "b" \\ c', "một\nhai", "🙂 ệ\r", "e\u0302\u0323"])
def test_a_string_is_written_so_that_it_is_read_back(text: str) -> None:
    for number in range(4):
        source = parse(f"a: {as_yaml(text, Random(number))}\n".encode(), "x")  # noqa: S311 - as above
        if "\r" not in text:
            assert source.root is not None
            node = source.root.get("a")
            assert isinstance(node, Scalar)
            assert node.text == unicodedata.normalize("NFC", text)


SOUND = Place("a.yaml", 1, 4, 1, "a: 1")


@pytest.mark.parametrize(
    ("problem", "fault"),
    [
        (error("a-b", "giá trị None không đúng", SOUND), "says None"),
        (error("a-b", "giá trị Decimal('1') không đúng", SOUND), "says Decimal"),
        (error("a-b", "the value is wrong", SOUND), "is not Vietnamese"),
        (error("a-b", "ký tự \x1b lạ", SOUND), "a control character"),
        (error("a-b", "sai số", Place("b.yaml")), "names the file 'b.yaml'"),
        (error("a-b", "sai số", Place("a.yaml", 3)), "behind the last of 2 lines"),
        (error("a-b", "sai số", Place("a.yaml", 1, 6)), "behind the end of its line"),
        (error("a-b", "sai số", Place("a.yaml", 1, 1, 1, "b: 1")), "shows 'b: 1' for 'a: 1'"),
    ],
)
def test_what_is_wrong_with_a_problem_is_seen(problem: Problem, fault: str) -> None:
    assert [found for found in problem_faults([problem], {"a.yaml": "a: 1\n"}) if fault in found]


def test_a_sound_problem_is_sound() -> None:
    assert problem_faults([error("a-b", "«None» không phải là số", SOUND)], {"a.yaml": "a: 1\n"}) == []


def test_an_exception_is_a_finding_that_names_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(data: bytes, file: str) -> Source:
        raise ValueError(f"{len(data)} bytes in {file}")

    monkeypatch.setattr(yaml_files, "parse", broken)
    found = examine(TARGETS["yaml"], SEED, 1, case_of(TARGETS["yaml"], SEED, 1))
    assert found is not None
    assert found.faults[0].startswith("ValueError at ")
    assert found.file_name.startswith("yaml.ci.1.")


def test_a_figure_that_prints_as_another_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    original = "metrics/ben-tre/2024-q1.yaml"
    case = Case(original, (ROOT / original).read_bytes())
    assert examine(TARGETS["yaml"], SEED, 1, case) is None
    monkeypatch.setattr(yaml_files, "write_value", lambda *_: "1")
    found = examine(TARGETS["yaml"], SEED, 1, case)
    assert found is not None
    assert "is printed '1'" in found.faults[0]


def test_a_changed_letter_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def lossy(document: Document, frame: bytes | None) -> bytes:
        return WRITERS["md"](document, frame).replace(b"&", b"")

    case = Case("strings.json", b'["A & B"]')
    assert examine(TARGETS["strings"], SEED, 1, case) is None
    monkeypatch.setattr(strings, "WRITERS", {**WRITERS, "txt": lossy})
    found = examine(TARGETS["strings"], SEED, 1, case)
    assert found is not None
    assert "is not read back" in found.faults[0]


def test_a_kept_finding_is_looked_at_again(tmp_path: Path) -> None:
    kept = tmp_path / "yaml.ci.7.metrics+ben-tre+don-vi.yaml"
    kept.write_bytes(b"don_vi:\n  ten: \xff\n")
    done = subprocess.run([sys.executable, "-m", "fuzz", "--again", kept], capture_output=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stdout.decode().strip()) == (0, "nothing is wrong with it any more")


def test_a_run_prints_its_seed_and_a_table() -> None:
    command = [sys.executable, "-m", "fuzz", "--seed", "x", "--yaml", "30", "--strings", "20", "--processes", "1"]
    done = subprocess.run(command, capture_output=True, check=False, cwd=ROOT)
    out = done.stdout.decode()
    assert done.returncode == 0, out + done.stderr.decode()
    assert out.startswith("seed x\n")
    assert "| yaml | 30 | 0 |" in out
    assert "| strings | 20 | 0 |" in out
