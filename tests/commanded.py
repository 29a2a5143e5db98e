"""The commands inside the test's own process, for the many runs in which only what is said and the exit code count."""

from pathlib import Path

from click.testing import CliRunner
from conftest import Ran

from cchc_report.cli import cchc


def commanded(*arguments: str, folder: Path) -> Ran:
    """One command in a working folder. An exception that the command itself does not answer fails the test."""
    done = CliRunner().invoke(cchc, [*arguments, "--project", str(folder)])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Ran(done.exit_code, done.stdout, done.stderr)
