"""Two thousand broken files: each gives problems that can be acted on, or an article that reads as it should.

Run as a program, the file goes through the whole batch in one process and prints what it found as JSON.
"""

import json
import os
import random
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import ROOT, SAMPLE
from prose import faults

from cchc_report.cli import cchc
from cchc_report.figures import Figures
from cchc_report.problems import Place, Problem, as_json, as_text, has_errors, in_order
from cchc_report.project import Project, Quarter
from cchc_report.rendering import Rendered, Workshop

COUNT = 2_000
SEED = 20240325
MOST_MEMORY = 300 * 1024 * 1024
PATIENCE = 900
"""Seconds after which the batch must hang: a machine ten times slower than today's takes half of it."""
QUARTER, UNIT, CATALOGUE = "metrics/ben-tre/2024-q1.yaml", "metrics/ben-tre/don-vi.yaml", "metrics/danh-muc.yaml"
SHARES = ((QUARTER, 10), (UNIT, 5), (CATALOGUE, 5))
"""How many of twenty broken files come from which file."""
EVERY = 40
"""One of so many files also goes through the real command, for its exit code."""

HOSTILE_BYTES = (
    b"\0", b"\xff", b"\xfe", b"\x80", b"\xc3", b"\xe1\xba", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xef\xbb\xbf",
    b"\x1b[31m", b"\x07", b"\x08", b"\x0b", b"\x0c", b"\r", b"\r\r\n", b"\t", b"\xc2\xa0", b"\xc2\x85", b"\xe2\x80\xa8",
    b"\xe2\x80\x8b", b"\xe2\x80\xae", b"\xee\x80\x80", b"\xf3\xb0\x80\x80", b"\xf3\xbf\xbf\xbd", b"{", b"}", b"[", b"]",
    b"&a ", b"*a", b"!!python/object/apply:os.system ", b"!!binary ", b"<<: *a", b"---\n", b"...\n", b"%YAML 1.1\n",
    b"'", b'"', b"|", b">", b"? ", b": ", b":", b"- ", b"#", b"`", b"@", b",",
)  # fmt: skip
NASTY = (
    "", "~", "null", "yes", "no", "on", "off", "true", "0", "-1", "00", "007", "0x1F", "0o17", "1_000", "1e9", "1e999",
    ".inf", "-.inf", ".nan", "nan", "NaN", "1.5", "1,5", "1,", ",5", "1.541.0", "1..5", "1.54", "15.41", "1 541",
    "1'541", "1.541,5", "9" * 18, "9" * 19, "9" * 5_000, "-" * 500, "0," + "0" * 400 + "1", "1" + ".000" * 200,
    "١٢٣", "１２３", "²", "½", "Ⅳ", "12%", "120%", "-5%", "%", "12 %", "12%%", "5 tỷ", "5 tỷ đồng", "5 tỷ USD", "5 triệu đồng",
    "12/34", "=1+1", "= a", "=cmd|' /C calc'!A0", "@SUM(A1)", "+1", "1-2", "2024-13", "quý V năm 2024", "quý II năm 0000",
    "31-2-2024", "0-0-0", "29-2-2023", "99-99-9999", "26-12-2023", "12-26-2023", "2024", "24:61", "25/03/2024 - 25:99",
    "[ky.ten]", "[tthc.bai_bo]", "[tthc.khong_co]", "[[ky.ten]]", "'[ky.nam]'", "{{ 7*7 }}", "{% for x in y %}", "{# #}",
    "'{{ ky.__class__ }}'", "${jndi:ldap://x}", "<script>alert(1)</script>", "'&amp; < > \" ]]>'", "../../etc/passwd",
    "'C:\\con'", "'# Tiêu đề'", "'::: sapo'", "'**đậm** *nghiêng*'", "'| a | b |'", "- a", "[1, 2]", "{a: 1}",
    "&a [*a]", "*khong_co", "!!int 5", "!!python/object:os.system x", "| ", ">-", "'chưa đóng", '"chưa đóng',
    '"\\u0000"', '"\\ud800"', '"\\U000F0000"', '"\\x1b[2J"', "a: b: c", "🙂" * 50, "e\u0301" * 50, "\u202egnourt",
    "x" * 20_000, "ă " * 5_000, "8009/KH-UBND", "8009", "/KH-UBND", "8009/KH-UBND/" + "A" * 3_000, "Kế hoạch số 5",
    "a" * 10_000, "= " + "a" * 10_000, "= " + "(" * 5_000, "= " + "(" * 5_000 + "a" + ")" * 5_000, "= " + "-" * 5_000 + "a",
    "= a" + " + a" * 5_000, "= a" + " / 0" * 50, "= a / a / a", "= cong_bo", "= tthc.cong_bo + tthc", "= 9999999999 * a",
    "= a ** a", "= a <= b", "= __import__('os')", "= 1/0", "[" * 5_000, "{" * 5_000, "[" * 40 + "]" * 40,
)  # fmt: skip
"""Values that nobody should write, and some that somebody will."""


@dataclass(frozen=True, slots=True)
class Broken:
    """One broken file: which, what it holds, how it came about."""

    name: str
    data: bytes
    how: str


def broken_files(count: int = COUNT, seed: int = SEED) -> Iterator[Broken]:
    """Always the same files, in the same order."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    originals = {name: (ROOT / name).read_bytes() for name, _ in SHARES}
    names = [name for name, share in SHARES for _ in range(share)]
    for number in range(count):
        name = names[number % len(names)]
        change = CHANGES[(number // len(names)) % len(CHANGES)]
        data = change(originals[name], chance)
        if chance.random() < 0.15:
            again = chance.choice(CHANGES)
            data = again(data, chance)
        yield Broken(name, data, f"{number}: {name}, {change.__name__.strip('_')}")


def _flip_bits(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8, 200))):
        at = chance.randrange(len(changed) or 1)
        changed[at : at + 1] = bytes([changed[at] ^ (1 << chance.randrange(8))]) if changed else b""
    return bytes(changed)


def _delete_bytes(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at + chance.choice((1, 1, 2, 3, 50, 2_000)) :]


def _insert_bytes(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(HOSTILE_BYTES) * chance.choice((1, 1, 1, 3, 300)) + data[at:]


def _truncate(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _other_encoding(data: bytes, chance: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    decomposed = unicodedata.normalize("NFD", text)
    return chance.choice(
        (
            text.encode("utf-16"),
            text.encode("utf-16-le"),
            text.encode("utf-16-be"),
            text.encode("utf-16")[:-1],
            text.encode("utf-32"),
            decomposed.encode("cp1258", "replace"),
            text.encode("cp1252", "replace"),
            text.encode("utf-8").decode("cp1252", "replace").encode("utf-8"),
            _like_tcvn3(text).encode("cp1252", "replace"),
            _like_tcvn3(text).encode("utf-8"),
            decomposed.encode("utf-8"),
            text.encode("utf-8-sig"),
            text.encode("utf-7"),
            text.replace("\n", "\r\n").encode("utf-8"),
            text.replace("\n", "\r").encode("utf-8"),
        )
    )


def _like_tcvn3(text: str) -> str:
    """Text as the old .VnTime fonts hold it: each Vietnamese letter some Latin one."""
    table = dict(zip("ăâêôơưđàảãáạằẳẵắặầẩẫấậ", "¨©ª«¬­®µ¶·¸¹»¼½¾ÆÇÈÉÊË", strict=True))
    return "".join(table.get(character, character) for character in text)


def _swap_lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    for _ in range(chance.choice((1, 2, 10))):
        a, b = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[a], lines[b] = lines[b], lines[a]
    return b"\n".join(lines)


def _double_lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    return b"\n".join(
        [*lines[:at], *lines[at : at + chance.choice((1, 2, 20))] * chance.choice((2, 2, 30)), *lines[at:]]
    )


def _drop_lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    for _ in range(chance.choice((1, 2, 5, 20))):
        del lines[chance.randrange(len(lines)) : chance.randrange(len(lines)) + 1]
        lines = lines or [b""]
    return b"\n".join(lines)


def _shift_line(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    lines[at] = chance.choice((b" ", b"   ", b"\t", b"\xc2\xa0", b"      ")) + lines[at].lstrip(
        chance.choice((b"", b" "))
    )
    return b"\n".join(lines)


def _nasty_value(data: bytes, chance: random.Random) -> bytes:
    lines = data.decode("utf-8", "replace").split("\n")
    for _ in range(chance.choice((1, 1, 1, 4))):
        keys = [number for number, line in enumerate(lines) if re.match(r"\s*[\w-]+:", line)] or [0]
        at = chance.choice(keys)
        lines[at] = lines[at].partition(":")[0] + ": " + chance.choice(NASTY)
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def _nasty_key(data: bytes, chance: random.Random) -> bytes:
    lines = data.decode("utf-8", "replace").split("\n")
    at = chance.randrange(len(lines))
    key, _, value = lines[at].partition(":")
    indent = key[: len(key) - len(key.lstrip())]
    lines[at] = f"{indent}{chance.choice(NASTY)}:{value}"
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def _digit_slip(data: bytes, chance: random.Random) -> bytes:
    digits = [at for at, byte in enumerate(data) if chr(byte).isdigit()] or [0]
    at = chance.choice(digits)
    return data[:at] + bytes([chance.choice(b"0123456789.,-/ %x")]) + data[at + 1 :]


def _deep_nesting(data: bytes, chance: random.Random) -> bytes:
    depth = chance.choice((20, 200, 3_000))
    deep = chance.choice(
        (
            b"\n".join(b" " * level + b"a:" for level in range(min(depth, 400))),
            b"a: " + b"[" * depth + b"]" * depth,
            b"a: " + b"{a: " * depth + b"}" * depth,
            b"a: " + b"- " * depth,
            b"a: &a [x, x]\n" + b"\n".join(b"b%d: &b%d [*a, *a]" % (n, n) for n in range(min(depth, 200))),
            b"? " * depth + b"a",
        )
    )
    at = data.find(b"\n", chance.randrange(len(data) + 1)) + 1
    return data[:at] + deep + b"\n" + data[at:]


def _long_line(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    piece = chance.choice(
        (b"a", b" ", b"a ", b"a: ", b"- ", "ệ".encode(), b"9", b"# ", b"'", b"[", b", ", b"\n", b"\n  a: 1")
    )
    return data[:at] + piece * chance.choice((1_000, 20_000, 100_000)) + data[at:]


CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip_bits,
    _delete_bytes,
    _insert_bytes,
    _truncate,
    _other_encoding,
    _swap_lines,
    _double_lines,
    _drop_lines,
    _shift_line,
    _nasty_value,
    _nasty_key,
    _nasty_value,
    _digit_slip,
    _deep_nesting,
    _long_line,
    _nasty_value,
)


class Bench:
    """A working folder in which one file after another is broken, checked and composed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        for name, _ in SHARES:
            self._write(name, (ROOT / name).read_bytes())
        self._project = Project(self.folder)
        self._workshop = Workshop(self._project)
        self._quarter = self._project.quarter(self.folder / QUARTER)
        assert not has_errors(self._quarter.problems)

    def _write(self, name: str, data: bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def examine(self, broken: Broken, *, by_command: bool) -> tuple[str, list[str]]:
        """What came of it («problems» or «article»), and everything wrong with that."""
        self._write(broken.name, broken.data)
        try:
            return self._examined(broken, by_command=by_command)
        finally:
            self._write(broken.name, (ROOT / broken.name).read_bytes())

    def _examined(self, broken: Broken, *, by_command: bool) -> tuple[str, list[str]]:
        is_catalogue = broken.name == CATALOGUE
        project = Project(self.folder) if is_catalogue else self._project
        quarter = project.quarter(self.folder / QUARTER)
        also = project.vocabulary_problems(self.folder / broken.name) if broken.name != QUARTER else []
        problems = in_order([*quarter.problems, *also])
        wrong = [fault for problem in problems for fault in self._problem_faults(problem)]
        as_text(problems)
        as_json(problems)
        if by_command:
            wrong += self._command_faults(has_errors(problems))
        if has_errors(quarter.problems) or quarter.figures is None:
            return "problems", wrong
        workshop = Workshop(project) if is_catalogue else self._workshop
        composition = workshop.compose(quarter, "bai-bao")
        wrong += [fault for problem in composition.problems for fault in self._problem_faults(problem)]
        if composition.document is None or has_errors(composition.problems):
            return "problems", wrong
        results = {
            result.name: result.content.decode("utf-8")
            for result in workshop.write(composition.document, ["txt", "html"])
            if isinstance(result, Rendered)
        }
        wrong += [] if len(results) == 2 else ["không ghi được txt hoặc html"]
        return "article", [*wrong, *self._article_faults(results["bai-bao.txt"], quarter, is_catalogue=is_catalogue)]

    def _article_faults(self, text: str, quarter: Quarter, *, is_catalogue: bool) -> list[str]:
        """Everything where the words are the sample's; where somebody broke the words, what no words excuse."""
        before, after = self._quarter.figures, quarter.figures
        assert before is not None
        assert after is not None
        if is_catalogue or _words(before) != _words(after):
            return [fault for fault in faults(text) if fault.startswith("ký tự lạ")]
        return faults(text)

    def _problem_faults(self, problem: Problem) -> Iterator[str]:
        title = f"{problem.name} {problem.place}: {problem.message[:80]}"
        if not problem.message.strip():
            yield f"{title}: không có lời"
        said = unicodedata.normalize("NFD", f"{problem.message} {problem.hint}")
        if not any(unicodedata.combining(character) or character in "đĐ" for character in said):
            yield f"{title}: không phải tiếng Việt"
        for place in (problem.place, *(related.place for related in problem.related)):
            yield from (f"{title}: {fault}" for fault in self._place_faults(place))

    def _place_faults(self, place: Place) -> Iterator[str]:
        path = ROOT / place.file.removeprefix("cchc_report:")
        path = self.folder / place.file if (self.folder / place.file).exists() else path
        if not path.is_file():
            yield f"không có tệp {place.file}"
            return
        data = path.read_bytes()
        lines = [re.split(r"\r\n|\r|\n", data.decode(encoding, "replace")) for encoding in ("utf-8-sig", "utf-16")]
        lines += [
            re.split(r"\r\n|\r|\n", data.decode(encoding, "replace"))
            for encoding in ("utf-16-le", "utf-16-be", "latin-1")
        ]
        if not any(
            1 <= place.line <= len(one) and 1 <= place.column <= len(one[place.line - 1]) + 1 for one in lines[:1]
        ):
            if place.line == 1 and place.column == 1:
                return
            if data.decode("utf-8", "ignore").encode() == data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
                yield f"chỗ {place} nằm ngoài tệp"
            elif not any(1 <= place.line <= len(one) for one in lines):
                yield f"dòng {place} nằm ngoài tệp"

    def _command_faults(self, wrong: bool) -> Iterator[str]:  # noqa: FBT001 - the one thing it is about
        """The exit code of the real command over the same folder."""
        code = _exit_code(["check", "--project", str(self.folder), str(self.folder / "metrics")])
        if code != int(wrong):
            yield f"cchc check kết thúc với mã {code}, đáng lẽ {int(wrong)}"


def _words(figures: Figures) -> dict[str, str]:
    """Every figure that is words, dates or names, not a number."""
    return {
        id_: figure.text
        for id_, figure in figures.known.items()
        if figure.interval is None and figure.indicator.section != "ky"
    }


def _exit_code(arguments: list[str]) -> object:
    """How the command ends; what it prints is thrown away."""
    real = sys.stdout
    with tempfile.TemporaryFile("w+", encoding="utf-8") as sink:
        sys.stdout = sink
        try:
            cchc.main(arguments, standalone_mode=False)
        except SystemExit as end:
            return end.code
        finally:
            sys.stdout = real
    return 0


def run_batch() -> dict[str, object]:
    """Go through every broken file; a traceback would end the process."""
    outcomes: dict[str, int] = {}
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        for number, broken in enumerate(broken_files()):
            try:
                outcome, found = bench.examine(broken, by_command=number % EVERY == 0)
            except Exception as problem:  # noqa: BLE001 - every file is to be tried
                outcome, found = "exception", [f"{type(problem).__name__}: {problem}"[:300]]
            outcomes[outcome] = outcomes.get(outcome, 0) + 1
            wrong += [f"{broken.how}: {fault}" for fault in found]
    return {"outcomes": outcomes, "wrong": wrong, "peak": _peak_memory()}


def _peak_memory() -> int | None:
    """Bytes that this process has used at most, where the system tells.

    Linux counts into ``ru_maxrss`` what the process that started this one had used; its status file does not.
    """
    status = Path("/proc/self/status")
    if status.is_file() and (found := re.search(r"VmHWM:\s+([0-9]+) kB", status.read_text(encoding="utf-8"))):
        return int(found[1]) * 1024
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


@pytest.fixture(scope="module")
def batch() -> dict[str, object]:
    """The whole batch, run once in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))},
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode("utf-8")[-3_000:]
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def test_the_same_files_are_broken_each_time() -> None:
    assert list(broken_files(100)) == list(broken_files(100))
    assert {broken.name for broken in broken_files(20)} == {QUARTER, UNIT, CATALOGUE}
    assert (SAMPLE / "2024-q1.yaml") == ROOT / QUARTER


def test_every_broken_file_gives_problems_or_a_good_article(batch: dict[str, object]) -> None:
    assert batch["wrong"] == []
    outcomes = batch["outcomes"]
    assert isinstance(outcomes, dict)
    assert sum(outcomes.values()) == COUNT
    assert set(outcomes) == {"problems", "article"}


def test_no_broken_file_takes_much_memory(batch: dict[str, object]) -> None:
    peak = batch["peak"]
    if peak is None:
        pytest.skip("this system does not tell how much memory a process used")
    assert isinstance(peak, int)
    assert peak < MOST_MEMORY


HOSTILE_FORMULAS = (
    *(formula for formula in NASTY if formula.startswith("= ")),
    *("2024", "1,5", "= 5", "1-2", "a" * 10_000, "= 1/0"),
)


@pytest.mark.parametrize("formula", dict.fromkeys(HOSTILE_FORMULAS), ids=lambda formula: formula[:20])
def test_a_hostile_formula_ends_no_run(tmp_path: Path, formula: str) -> None:
    catalogue = (ROOT / CATALOGUE).read_text(encoding="utf-8")
    data = catalogue.replace("cong_thuc: = nhiem_vu_xong / nhiem_vu\n", f"cong_thuc: {formula}\n")
    assert data != catalogue
    _, wrong = Bench(tmp_path).examine(Broken(CATALOGUE, data.encode(), formula[:20]), by_command=False)
    assert wrong == []


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    json.dump(run_batch(), sys.stdout, ensure_ascii=False)
