"""What other tools are known to get wrong around a document: pages that run scripts, hostile workbooks, poor surroundings."""

import html
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import ROOT, Ran, run_cchc
from forms import fill_in, sheet_parts
from packages import read, zipped

Build = Callable[[Mapping[str, str | bytes]], Path]
METRICS = "metrics/ben-tre/2024-q1.yaml"
TOOL = (sys.executable, "-m", "cchc_report")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder made by ``cchc init``."""
    folder = tmp_path_factory.mktemp("init") / "x"
    assert run_cchc("init", folder, cwd=ROOT.parent).code == 0
    return folder


# --- 44: a page shows what was typed and runs nothing of it ------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)",
    "javascript:alert(1)",
    "<img src=x onerror=alert(1)>",
    "</title></style><svg onload=alert(1)>",
    "[xem](javascript:alert(1))",
    "&lt;b&gt; &amp;",
]
TYPED = """\
tthc:
  cong_bo: 254
bai_bao:
  tieu_de: {}
  sapo: {}
  dang_luc: 5-3-2024 5:48
  tac_gia: {}
  ket: {}
"""
UNIT = """\
don_vi:
  ten: 'tỉnh {}'
  cap: tỉnh
  uy_ban: 'UBND {}'
  chu_tich: 'Chủ tịch {}'
  noi_vu: 'Sở {}'
  so_nganh: 'các sở {}'
"""


class Page(HTMLParser):
    """The tags of a page, their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data

    def runs(self) -> list[tuple[str, str]]:
        """What would run a script or lead out of the page."""
        active = [
            (tag, "") for tag in self.tags if tag in {"script", "svg", "iframe", "object", "embed", "base", "link"}
        ]
        leading = [
            (name, value)
            for name, value in self.attributes
            if name.startswith("on")
            or (
                name in {"href", "src", "action", "srcset", "formaction"} and not value.startswith(("#", "data:image/"))
            )
        ]
        return active + leading


def test_44_a_page_shows_what_was_typed_and_runs_nothing_of_it(working_folder: Build) -> None:
    quoted = "'" + " ".join(HOSTILE).replace("'", "''") + "'"
    metrics, unit = TYPED.replace("{}", quoted), UNIT.replace("{}", quoted[1:-1])
    folder = working_folder({"metrics/x/2024-q1.yaml": metrics, "metrics/x/don-vi.yaml": unit})
    assert run_cchc("render", "metrics", "--genre", "bai-bao", "--to", "html,txt", cwd=folder).code == 0
    (folder / "sau.yaml").write_text(metrics.replace("254", "255"), encoding="utf-8")
    text = folder / "out/x/2024-q1/bai-bao.txt"
    pages = {
        "render": text.with_suffix(".html").read_text(encoding="utf-8"),
        "diff": run_cchc("diff", "metrics/x/2024-q1.yaml", "sau.yaml", "--format", "html", cwd=folder).out,
        "audit": run_cchc("audit", text, "--metrics", "metrics/x/2024-q1.yaml", "--format", "html", cwd=folder).out,
    }
    assert {name: Page(page).runs() for name, page in pages.items()} == {name: [] for name in pages}
    assert all("</html>" in page for page in pages.values())
    assert all(typed in Page(pages["render"]).text for typed in HOSTILE), "nothing of it is lost"


# --- 45: workbooks in and out ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def form(sample: Path) -> bytes:
    assert run_cchc("form", "2024-q1", "--out", "mau.xlsx", cwd=sample).code == 0
    return (sample / "mau.xlsx").read_bytes()


def imported(sample: Path, tmp_path: Path, data: bytes) -> tuple[Ran, bytes]:
    """What ``cchc import`` said, and the metrics file then."""
    folder = tmp_path / "y"
    shutil.copytree(sample, folder)
    (folder / "x.xlsx").write_bytes(data)
    return run_cchc("import", "x.xlsx", cwd=folder), (folder / METRICS).read_bytes()


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    parts = read(data)
    return zipped(parts | {name: change(parts[name])})


XXE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
LAUGHS = b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">]><a>&y;</a>'
REFUSED: dict[str, Callable[[bytes], bytes]] = {
    "bom nén": lambda data: with_part(data, "xl/worksheets/sheet1.xml", lambda part: part + b" " * 300_000_000),
    "XXE": lambda data: with_part(data, "xl/sharedStrings.xml", lambda _: XXE),
    "billion laughs": lambda data: with_part(data, "xl/workbook.xml", lambda _: LAUGHS),
    "không phải zip": lambda _: b"hello",
    "bị cắt": lambda data: data[: len(data) // 2],
}


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED)
def test_45_a_hostile_workbook_is_refused(
    sample: Path, form: bytes, tmp_path: Path, make: Callable[[bytes], bytes]
) -> None:
    before = (sample / METRICS).read_bytes()
    ran, after = imported(sample, tmp_path, make(form))
    assert (ran.code, after) == (1, before)
    assert "bang-tinh-khong-dung-duoc" in ran.err
    assert "root:" not in ran.out + ran.err


def test_45_a_cell_at_the_end_of_a_sheet_costs_nothing(sample: Path, form: bytes, tmp_path: Path) -> None:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    data = with_part(form, "xl/worksheets/sheet1.xml", lambda part: part.replace(b"</sheetData>", far))
    ran, after = imported(sample, tmp_path, data)
    assert (ran.code, after) == (0, (sample / METRICS).read_bytes())


def test_45_a_text_that_looks_like_a_formula_is_none_in_the_form(sample: Path, tmp_path: Path) -> None:
    typed = '=HYPERLINK("http://a.vn";"bấm")'
    metrics = f"bai_bao:\n  tieu_de: '{typed}'\n  sapo: Mở đầu.\ntthc:\n  cong_bo: 254\n"
    folder = tmp_path / "y"
    shutil.copytree(sample, folder)
    (folder / METRICS).write_text(metrics, encoding="utf-8")
    run_cchc("form", "2024-q1", "--out", "y.xlsx", cwd=folder)
    parts = read((folder / "y.xlsx").read_bytes())
    assert html.escape(typed, quote=False) in parts["xl/sharedStrings.xml"].decode()
    assert all(b"HYPERLINK" not in parts[name] for name in sheet_parts((folder / "y.xlsx").read_bytes()).values())


def test_45_numbers_kept_as_texts_are_read_as_typed(sample: Path, form: bytes, tmp_path: Path) -> None:
    ran, after = imported(sample, tmp_path, fill_in(form, {"tthc.hs_truc_tiep": "12.345"}))
    assert "12.345" in after.decode(), ran.out + ran.err


# --- 46: poor surroundings ---------------------------------------------------------------------------------------------

EVERY_COMMAND = (
    "check --templates",
    "render metrics",
    "trace metrics/ben-tre/2024-q1.yaml",
    "diff metrics/ben-tre/2024-q1.yaml metrics/ben-tre/2024-q1.yaml",
    "schema",
    "new 2024-q2",
    "init x",
    "form 2024-q1 --out x.xlsx",
    "import x.xlsx",
    "layout out/ben-tre/2024-q1/bao-cao.docx",
    "audit out/ben-tre/2024-q1/bai-bao.docx",
    "refresh out/ben-tre/2024-q1/bai-bao.docx",
)
WATCHING = """
import pathlib, sys
from cchc_report.cli import main

found, folder = [], str(pathlib.Path.cwd())

def watch(event, arguments):
    if event.startswith(("socket.", "urllib.", "ssl.")) or event in {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"}:
        found.append(event)
    writes = event in {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.truncate"}
    if event == "open":
        writes = arguments[1] is not None and any(letter in arguments[1] for letter in "wax+") or arguments[1] is None and arguments[2] & 3
    path = arguments[0] if writes else ""
    if isinstance(path, (str, bytes)) and path and not str(pathlib.Path(path).absolute()).startswith(folder):
        found.append(f"{event} {path}")

sys.addaudithook(watch)
sys.dont_write_bytecode = True
for command in COMMANDS:
    sys.argv = ["cchc", *command.split()]
    try:
        main()
    except SystemExit as end:
        print(command, "->", end.code, file=sys.stderr)
        if end.code not in {0, 1}:
            found.append(f"{command}: {end.code}")
print(found, file=sys.stderr)
"""


def test_46_no_command_uses_the_network_or_another_program_or_writes_outside_the_folder(
    sample: Path, tmp_path: Path
) -> None:
    """Watched by Python itself, in all the code that runs."""
    shutil.copytree(sample, tmp_path / "y")
    script = WATCHING.replace("COMMANDS", repr(EVERY_COMMAND))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path / "y",
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr.splitlines()[-1] == "[]"
    assert all(f"{command} -> " in done.stderr for command in EVERY_COMMAND)


def started(command: str, *arguments: str, cwd: Path, env: Mapping[str, str] | None = None) -> Ran:
    """Run the tool by a shell command, in which ``cchc`` stands for the tool; other arguments are the shell's."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **(env or {})}
    line = command.replace("cchc", f'"{sys.executable}" -m cchc_report')
    done = subprocess.run(
        ["/bin/bash", "-c", line, "bash", *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


SETTINGS: dict[str, dict[str, str]] = {
    "no home, no place for temporary files": {"HOME": "/nowhere", "TMPDIR": "/nowhere"},
    "C": {"LANG": "C", "LC_ALL": "C"},
    "C without UTF-8": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "a code page of Windows": {"PYTHONIOENCODING": "cp1252", "LANG": "en_US"},
    "unknown": {"LANG": "xx_YY.ISO-8859-1"},
}


@pytest.fixture(scope="module")
def usual(sample: Path) -> Ran:
    """What is rendered, and said, in the surroundings of these tests."""
    return run_cchc("render", METRICS, "--to", "txt,html", "--out", "usual", cwd=sample)


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
def test_46_the_machine_s_settings_do_not_matter(
    sample: Path, usual: Ran, tmp_path: Path, setting: Mapping[str, str]
) -> None:
    ran = started(f'cchc render {METRICS} --to txt,html --out "$1"', str(tmp_path), cwd=sample, env=setting)
    assert (ran.code, ran.err, ran.out.count("đã ghi")) == (0, usual.err, 4)
    made = {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert made == {path.name: path.read_bytes() for path in (sample / "usual").rglob("*") if path.is_file()}


def test_46_a_name_that_the_machine_s_encoding_cannot_hold_is_told(working_folder: Build) -> None:
    folder = working_folder({"metrics/Sở Nội vụ/2024-q1.yaml": "tthc:\n  cong_bo: 254\n"})
    assert started("cchc check", cwd=folder, env=SETTINGS["C"]).code == 0
    ran = started("cchc check", cwd=folder, env=SETTINGS["C without UTF-8"])
    assert (ran.code, "thử đặt PYTHONUTF8=1" in ran.out) == (1, True)


CLOSED = {
    "cchc check >&-": 0,
    "cchc check 2>&-": 0,
    "cchc check <&- >&- 2>&-": 0,
    "cchc check --help >&-": 0,
    "cchc check nowhere 2>&-": 2,
    "cchc check nowhere 2>/dev/full": 2,
    f"cchc render {METRICS} --to txt >&- 2>&-": 0,
    "cchc new 2025-q1 >&-": 0,
    f"cchc trace {METRICS} | head -n 1; exit ${{PIPESTATUS[0]}}": 0,
    "cchc init y | true; exit ${PIPESTATUS[0]}": 0,
    "cchc --help | true; exit $((PIPESTATUS[0] > 1))": 0,
    "cchc check 2>&1 nowhere | true; exit ${PIPESTATUS[0]}": 2,
}
"""Streams that are closed or that nobody reads, and how the run ends."""


@pytest.mark.parametrize(("command", "code"), CLOSED.items(), ids=CLOSED)
def test_46_a_closed_stream_is_no_fault(sample: Path, tmp_path: Path, command: str, code: int) -> None:
    shutil.copytree(sample, tmp_path / "z")
    ran = started(command, cwd=tmp_path / "z")
    assert (ran.code, "Lỗi của phần mềm" in ran.err, "Error" in ran.err) == (code, False, False)
    if "init" in command:
        assert len([*(tmp_path / "z/y/metrics/ben-tre").iterdir()]) == 5, "the work goes on"


TOLD = {
    "cchc check >/dev/full": "ổ đĩa đã đầy",
    "cchc --help >/dev/full": "mã lỗi 28",
    f"cchc audit - --metrics {METRICS} <&-": "đầu vào chuẩn đang đóng",
    "mkdir d; cd d; rmdir ../d; cchc check": "thư mục đang đứng đã bị xóa",
    # Python keeps what it compiled as far as the limit lets it, which breaks whatever starts from there later.
    "export PYTHONDONTWRITEBYTECODE=1; ulimit -f 1; cchc render metrics": "hết dung lượng được cấp",
}
"""Where the work cannot go on, and what is said."""


@pytest.mark.parametrize(("command", "said"), TOLD.items(), ids=TOLD)
def test_46_what_cannot_work_is_told(sample: Path, tmp_path: Path, command: str, said: str) -> None:
    shutil.copytree(sample, tmp_path / "z")
    ran = started(command, cwd=tmp_path / "z")
    assert (ran.code, said in ran.err, "Traceback" in ran.err, "Lỗi của phần mềm" in ran.err) == (1, True, False, False)


def test_46_files_are_as_private_as_the_user_wants_them(sample: Path, tmp_path: Path) -> None:
    for mask, mode in (("077", 0o600), ("002", 0o664)):
        out = tmp_path / mask
        assert (
            started(
                f'umask {mask}; cchc render {METRICS} --to txt,docx --genre bai-bao --out "$1"', str(out), cwd=sample
            ).code
            == 0
        )
        assert {stat.S_IMODE(path.stat().st_mode) for path in out.rglob("*") if path.is_file()} == {mode}


@pytest.fixture
def unprivileged() -> str:
    """What a command is begun with so that a folder closed to writing is closed to it, even where the tests run as root."""
    if os.geteuid() != 0:
        return ""
    if not shutil.which("setpriv"):
        pytest.skip("setpriv is not installed, and root may write anywhere")
    return "setpriv --bounding-set=-all --inh-caps=-all "


@contextmanager
def closed_to_writing(*folders: Path) -> Iterator[None]:
    paths = [path for folder in folders for path in (folder, *folder.rglob("*"))]
    modes = {path: path.stat().st_mode for path in paths}
    for path in paths:
        path.chmod(modes[path] & ~0o222)
    yield
    for path, mode in modes.items():
        path.chmod(mode)


def test_46_a_read_only_installation_and_a_read_only_folder(tmp_path: Path, unprivileged: str) -> None:
    installed, mine = tmp_path / "installed", tmp_path / "mine"
    for name in ("cchc_report", "templates", "metrics"):
        shutil.copytree(ROOT / name, installed / name, ignore=shutil.ignore_patterns("__pycache__"))
    mine.mkdir()
    environment = {"PYTHONPATH": str(installed)}
    with closed_to_writing(installed):
        assert started(f"{unprivileged}cchc init w", cwd=mine, env=environment).code == 0
        ran = started(f"{unprivileged}cchc render metrics --to docx", cwd=mine / "w", env=environment)
        assert (ran.code, ran.out.count("đã ghi"), [*installed.rglob("__pycache__")]) == (0, 2, [])
        with closed_to_writing(mine / "w"):
            assert started(f"{unprivileged}cchc check", cwd=mine / "w", env=environment).code == 0
            for command in ("render metrics --to txt", "new 2024-q2", "form 2024-q1 --out x.xlsx"):
                ran = started(f"{unprivileged}cchc {command}", cwd=mine / "w", env=environment)
                assert (ran.code, "không có quyền ghi" in ran.err, "Traceback" in ran.err) == (1, True, False), command
