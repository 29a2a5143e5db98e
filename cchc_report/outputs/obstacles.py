"""What stands in the place of a file that is to be written, and the names beside it."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from cchc_report.outputs.whole import HeldError

_METRICS_SUFFIX = ".yaml"
_MOST_SKIPPED = 2
"""Letters that Word leaves out at the beginning of a name."""


def marked(path: Path, mark: str) -> Iterator[Path]:
    """``bai-bao.moi.docx``, ``bai-bao.moi-2.docx``, and so on; of a metrics file ``2024-q1.yaml.cu``, which is none itself."""
    for number in count(1):
        numbered = mark if number == 1 else f"{mark}-{number}"
        ending = f"{path.suffix}.{numbered}" if path.suffix == _METRICS_SUFFIX else f".{numbered}{path.suffix}"
        yield path.with_suffix(ending)


def is_blocked(path: Path) -> bool:
    """Whether something is there that is no ordinary file, and is never replaced."""
    return path.is_symlink() or (path.exists() and not path.is_file())


def is_taken(path: Path) -> bool:
    """Whether anything is there, be it a link to nowhere."""
    return path.exists() or path.is_symlink()


def content_of(path: Path) -> bytes | None:
    """The content of an ordinary file, None where there is none. Raises HeldError where it may not be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except PermissionError as problem:
        raise HeldError(problem.errno, problem.strerror, str(path)) from problem


def stands(path: Path, found: bytes | None) -> bool:
    """Whether the content of the place is still the one that was found there, or is gone, so that nothing can be lost."""
    return not is_blocked(path) and content_of(path) in (found, None)


def open_mark(path: Path) -> Path | None:
    """The file that Word or LibreOffice keeps beside a document that is open there."""
    return next((one for one in _open_marks(path) if is_taken(one)), None)


def _open_marks(path: Path) -> Iterator[Path]:
    yield path.with_name(f".~lock.{path.name}#")
    yield from (path.with_name(f"~${path.name[skipped:]}") for skipped in range(_MOST_SKIPPED + 1))
