"""Builds the wheel and uses it from another folder, in a fresh environment, with nothing of this folder in reach."""

import os
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden" / "ben-tre-2024-q1"


def main() -> None:
    """Build, install, run; any difference ends with an error."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(sys.executable, "-m", "build", "--wheel", "--outdir", folder / "dist", ROOT, cwd=folder)
        wheel = next((folder / "dist").glob("*.whl"))
        check_contents(wheel)
        venv.create(folder / "venv", with_pip=True)
        binaries = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
        install(binaries, str(wheel), cwd=folder)
        run(binaries / "cchc", "init", "x", cwd=folder)
        run(binaries / "cchc", "check", "--templates", "--strict", cwd=folder / "x")
        run(binaries / "cchc", "render", "metrics/ben-tre/2024-q1.yaml", cwd=folder / "x")
        made = folder / "x" / "out" / "ben-tre" / "2024-q1"
        for file in ("bai-bao.txt", "bai-bao.md", "bao-cao.txt", "bao-cao.md"):
            same((made / file).read_text(encoding="utf-8"), (GOLDEN / file).read_text(encoding="utf-8"), file)
        for genre in ("bai-bao", "bao-cao"):
            same(sorted(path.suffix for path in made.glob(f"{genre}.*")), [".docx", ".html", ".md", ".txt"], "formats")
        run(binaries / "cchc", "layout", made / "bao-cao.docx", cwd=folder / "x", quiet=True)
        run(binaries / "python", "-m", "cchc_report", "schema", "--unit", "ben-tre", cwd=folder / "x", quiet=True)
        run(binaries / "cchc", "trace", "metrics/ben-tre/2024-q1.yaml", cwd=folder / "x", quiet=True)
        check_excel(binaries, wheel, folder)
    print("the installed wheel works")  # noqa: T201 - a script that says how it ended


def install(binaries: Path, what: str, cwd: Path) -> None:
    """Put a wheel, perhaps with an extra, into the fresh environment."""
    pip: list[str | Path] = [binaries / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(*pip, "--constraint", ROOT / "constraints.txt", what, cwd=cwd)


def check_excel(binaries: Path, wheel: Path, folder: Path) -> None:
    """Without the extra a form is refused with the way to get it; with it a form is made and read back."""
    form: list[str | Path] = [binaries / "cchc", "form", "2024-q1", "--unit", "ben-tre", "--out", "bieu.xlsx"]
    refused = subprocess.run([str(part) for part in form], cwd=folder / "x", capture_output=True, check=False)
    same(refused.returncode, 1, "exit code without the extra")
    same(refused.stderr.decode("utf-8").count("cchc_report[excel]"), 1, "the way to get the extra")
    install(binaries, f"{wheel}[excel]", cwd=folder)
    run(*form, cwd=folder / "x")
    run(binaries / "cchc", "import", "bieu.xlsx", cwd=folder / "x")


def check_contents(wheel: Path) -> None:
    """Every template, frame and catalogue file of this folder must be in the wheel."""
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = [
        path.relative_to(ROOT).as_posix()
        for part in ("templates", "metrics")
        for path in (ROOT / part).rglob("*")
        if path.is_file()
    ]
    wanted += [path.relative_to(ROOT / "cchc_report").as_posix() for path in (ROOT / "cchc_report").rglob("*.yaml")]
    missing = [name for name in wanted if f"cchc_report/{name}" not in names]
    same(missing, [], "files missing in the wheel")
    same([name for name in names if name.startswith("tests/")], [], "tests in the wheel")


def run(*command: str | Path, cwd: Path, quiet: bool = False) -> None:
    """Run a command that must succeed, without this folder on the path."""
    environment = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL if quiet else None,
    )


def same(found: object, wanted: object, what: str) -> None:
    """End with an error unless both are equal."""
    if found != wanted:
        sys.exit(f"{what}: {found!r} is not {wanted!r}")


if __name__ == "__main__":
    main()
