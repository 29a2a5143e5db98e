"""The same files give the same bytes: on any day, in any zone, language, folder, for any user; whatever the order of their keys."""

import hashlib
import json
import os
import random
import re
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

import pytest
from conftest import ROOT, build
from documents import png

from cchc_report.document import Document
from cchc_report.outputs.record import RECORD
from cchc_report.project import Project
from cchc_report.rendering import Rendered, Workshop
from cchc_report.writers import WRITERS

CLOCK = ROOT / "tests" / "other_clock"
UNITS = {"x": ROOT / "metrics" / "phuoc-hai-gia-dinh", "y": ROOT / "docs" / "vi-du" / "metrics" / "hai-son"}
PERIODS = ("2025-q2.yaml", "2026-q1.yaml", "2026-q2.yaml")
FOREIGN = "zq9-rieng"
"""In every name of folder, user and machine of one run, and in no output."""
COMMANDS = (
    ("metrics/x/2026-q2.yaml", "--genre", "bai-bao,bao-cao"),
    ("metrics/x/2026-q2.yaml", "--genre", "tin-ngan", "--section", "tthc"),
    ("metrics/y/2026-q2.yaml", "--genre", "bai-bao,bao-cao"),
)
"""What one process renders: every genre, each in every format."""
DRIVER = """
import sys, time
from cchc_report.cli import main
options = sys.argv[1:]
for command in {commands!r}:
    sys.argv[1:] = ["render", *command, *options]
    try:
        main()
    except SystemExit as ended:
        if ended.code:
            raise
print(time.localtime().tm_year)
"""
_YEAR = 365 * 86400


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is different in a run."""

    env: Mapping[str, str] = field(default_factory=dict)
    folder: str = "lam-viec"
    umask: int = 0o022
    elsewhere: bool = False
    """Run from another folder, with ``--project``."""
    backwards: bool = False
    """The files of the folder were made in another order, so that the disk lists them in another."""
    flags: tuple[str, ...] = ()
    """Of the interpreter."""
    as_nobody: bool = False


RUNS = {
    "as it is": Surroundings(),
    "again": Surroundings(),
    "ten years later": Surroundings({"CCHC_CLOCK": str(10 * _YEAR)}),
    "twenty years ago": Surroundings({"CCHC_CLOCK": str(-20 * _YEAR)}),
    "a clock that lags a minute": Surroundings({"CCHC_CLOCK": "-60"}),
    "Vietnam": Surroundings({"TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "vi_VN.UTF-8"}),
    "New York": Surroundings({"TZ": "America/New_York", "LC_ALL": "en_US.UTF-8"}),
    "Kiritimati, where it is tomorrow": Surroundings({"TZ": "Pacific/Kiritimati"}),
    "no language": Surroundings({"LC_ALL": "C", "LANG": ""}),
    "ASCII streams": Surroundings({"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}),
    "a Turkish i": Surroundings({"LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr"}),
    "other hashes": Surroundings({"PYTHONHASHSEED": "1"}),
    "still other hashes": Surroundings({"PYTHONHASHSEED": "4294967295"}),
    "a folder with blanks and letters": Surroundings(folder="Cải cách 2026 (bản sao)"),
    "a deep folder": Surroundings(folder="/".join(["sâu"] * 12)),
    "from another folder": Surroundings(elsewhere=True),
    "files listed backwards": Surroundings(backwards=True),
    "private files": Surroundings(umask=0o077),
    "no umask": Surroundings(umask=0),
    "optimised": Surroundings(flags=("-O",)),
    "no home": Surroundings({"HOME": "/khong-co", "TMPDIR": "/tmp", "USER": ""}),  # noqa: S108 - one that exists anywhere
    "another user and machine": Surroundings(
        {"HOME": f"/{FOREIGN}", "USER": FOREIGN, "LOGNAME": FOREIGN, "HOSTNAME": FOREIGN}, folder=FOREIGN
    ),
    "nobody": Surroundings(as_nobody=True),
    "an older source date": Surroundings({"SOURCE_DATE_EPOCH": "1"}),
}


def working_files() -> dict[str, bytes]:
    """Two units with several periods, one with a picture."""
    files = {
        f"metrics/{unit}/{path.relative_to(source).as_posix()}": path.read_bytes()
        for unit, source in UNITS.items()
        for path in sorted(source.rglob("*.*"))
        if path.name in PERIODS or not path.name.startswith("20")
    }
    article = files["metrics/y/2026-q2.yaml"].replace(b"bai_bao:\n", b"bai_bao:\n  anh: anh.png\n", 1)
    assert article != files["metrics/y/2026-q2.yaml"]
    return files | {"metrics/y/2026-q2.yaml": article, "metrics/y/anh.png": png(40, 30)}


def run(place: Path, surroundings: Surroundings) -> dict[str, bytes]:
    """The files that the real commands write in these surroundings, by their path in ``out``."""
    files = working_files()
    folder = build(place / surroundings.folder, dict(reversed(files.items())) if surroundings.backwards else files)
    paths = [str(ROOT)] + [str(CLOCK)] * ("CCHC_CLOCK" in surroundings.env)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), **surroundings.env}
    arguments = ["--to", ",".join(WRITERS)]
    arguments += ["--project", str(folder)] if surroundings.elsewhere else []
    commands = [(str(folder / path), *rest) if surroundings.elsewhere else (path, *rest) for path, *rest in COMMANDS]
    command = [sys.executable, *surroundings.flags, "-B", "-c", DRIVER.format(commands=commands), *arguments]
    if surroundings.as_nobody:
        command = as_nobody(place, command)
    done = subprocess.run(
        command,
        cwd=place if surroundings.elsewhere else folder,
        env=environment,
        umask=surroundings.umask,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    shifted = float(surroundings.env.get("CCHC_CLOCK", "0")) / _YEAR
    assert abs(shifted) < 1 or int(done.stdout.split()[-1]) != time.localtime().tm_year
    out = folder / "out"
    return {path.relative_to(out).as_posix(): content_of(path) for path in sorted(out.rglob("*")) if path.is_file()}


def content_of(path: Path) -> bytes:
    """An output as it is; a record without what it says of whole runs, which is of the folder where they ran."""
    content = path.read_bytes()
    if path.name != RECORD:
        return content
    record = {key: value for key, value in json.loads(content).items() if key != "made"}
    return json.dumps(record).encode()


def as_nobody(place: Path, command: Sequence[str]) -> list[str]:
    """The command as the user nobody, who may read everything, since the interpreter may lie in somebody's home."""
    if os.geteuid() != 0 or which("setpriv") is None:
        return [*command]
    for path in (place, *place.rglob("*")):
        os.chown(path, 65534, 65534)
    rights = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
    return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *rights, *command]


def run_in_a_new_folder(name: str) -> dict[str, bytes]:
    """The files of one run."""
    with TemporaryDirectory() as place:
        os.chmod(place, 0o755)  # noqa: PTH101, S103 - for the user nobody
        return run(Path(place), RUNS[name])


def digest(files: Mapping[str, bytes]) -> str:
    """Of names and contents, the record included."""
    found = hashlib.sha256()
    for name, content in files.items():
        found.update(b"%s\0%d\0%s" % (name.encode(), len(content), content))
    return found.hexdigest()


def test_every_run_gives_the_same_bytes() -> None:
    results = {name: run_in_a_new_folder(name) for name in RUNS}
    first = results["as it is"]
    assert len(results) >= 20
    assert {name.rpartition(".")[2] for name in first} == {"txt", "md", "html", "docx", "json"}
    different = {
        name: [path for path in {*files, *first} if files.get(path) != first.get(path)]
        for name, files in results.items()
    }
    assert {name: paths for name, paths in different.items() if paths} == {}
    assert len({digest(files) for files in results.values()}) == 1


def test_no_output_names_a_folder_a_user_or_a_machine() -> None:
    files = run_in_a_new_folder("another user and machine")
    absolute = re.compile(rb"(?<![\w/<.])/(?:home|root|tmp|usr|var|work|opt)/|[A-Z]:\\|file:/")
    for name, content in everything(files):
        assert FOREIGN.encode() not in content, name
        assert not absolute.search(content), name
        assert len(socket.gethostname()) < 5 or socket.gethostname().encode() not in content, name


def everything(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Each file, a Word file as its parts."""
    for name, content in files.items():
        if name.endswith(".docx"):
            with zipfile.ZipFile(BytesIO(content)) as package:
                yield from ((f"{name}/{part}", package.read(part)) for part in package.namelist())
                yield (
                    name,
                    b"".join(
                        package.getinfo(part).extra + package.getinfo(part).comment for part in package.namelist()
                    ),
                )
        else:
            yield name, content


def shuffled(text: str, chance: random.Random) -> str:
    """A metrics or unit file with its sections, and the keys of each, in another order; lists as they were."""
    sections = [_shuffled_keys(section, chance) for section in _pieces(text, "")]
    chance.shuffle(sections)
    return "".join(sections)


def _shuffled_keys(section: str, chance: random.Random) -> str:
    head, _, rest = section.partition(":\n")
    keys = _pieces(rest, "  ")
    if any(key.startswith("  - ") for key in keys):
        return section
    chance.shuffle(keys)
    return f"{head}:\n{''.join(keys)}"


def _pieces(text: str, indent: str) -> list[str]:
    """The keys at an indent, each with what is below it; comments and blank lines are left out."""
    kept = "".join(line for line in text.splitlines(keepends=True) if line.strip() and not line.strip().startswith("#"))
    return re.findall(rf"^{indent}\S.*\n(?:{indent} .*\n|{indent}- .*\n)*", kept, re.MULTILINE)


@pytest.mark.parametrize("seed", range(8))
def test_another_order_of_keys_gives_the_same_texts(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)  # noqa: S311 - an order of lines, not a secret
    as_typed = working_files()
    changed = {
        name: shuffled(content.decode(), chance).encode() if is_shuffled(name) else content
        for name, content in as_typed.items()
    }
    assert changed != as_typed
    assert texts(build(tmp_path, changed)) == texts_as_typed()


@cache
def texts_as_typed() -> dict[str, bytes]:
    """The texts of the files as they are."""
    with TemporaryDirectory() as folder:
        return texts(build(Path(folder), working_files()))


def is_shuffled(name: str) -> bool:
    """The order of a catalogue is that of the text."""
    return name.endswith(".yaml") and not name.endswith("danh-muc.yaml")


def texts(folder: Path) -> dict[str, bytes]:
    """The texts of the latest period of each unit, by name."""
    project = Project(folder.resolve())
    workshop = Workshop(project)
    found = {}
    for unit in UNITS:
        quarter = project.quarter(project.root / "metrics" / unit / PERIODS[-1])
        for genre in ("bai-bao", "bao-cao"):
            document = workshop.compose(quarter, genre).document
            assert isinstance(document, Document)
            for file in workshop.write(document, ["txt", "md"]):
                assert isinstance(file, Rendered)
                found[f"{unit}/{file.name}"] = file.content
    return found
