"""The names of the files and folders, in a working folder and in what the tool ships."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

CATALOGUE_FILE = "danh-muc.yaml"
UNIT_FILE = "don-vi.yaml"
METRICS = "metrics"
TEMPLATES = "templates"
FRAMES = "khung"
SHIPPED = "cchc_report:"
"""What the paths of shipped files begin with in messages, when they lie outside the working folder."""


def below(folder: Path) -> Iterator[Path]:
    """Every file, folder and link below a folder, in order of name; no link is followed.

    Raises OSError where a folder cannot be read: what it holds must not be taken for missing.
    """
    walk = os.walk(folder, onerror=_refuse) if folder.is_dir() else ()
    for directory, folders, files in sorted(walk):
        yield from (Path(directory, name) for name in sorted([*files, *folders]))


def _refuse(problem: OSError) -> NoReturn:
    raise problem


def shipped(name: str) -> Path:
    """A folder that comes with the tool: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name
