"""Everything that an output may depend on, as one digest, so that what is still up to date need not be made again.

The digest covers more than an output needs, never less: every file of the unit's folder, of the units that it was
made of, of ``templates/``, the shared catalogue, whether another unit has the same name, what the tool ships, the tool
itself. Only contents and names count.
"""

import hashlib
import os
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import babel
import jinja2
import yaml

from cchc_report import __version__
from cchc_report.organisation import PREDECESSORS_KEY, read_organisation
from cchc_report.project.folder import Project
from cchc_report.project.places import CATALOGUE_FILE, METRICS, TEMPLATES, UNIT_FILE, shipped

_LIBRARIES = (babel.__version__, jinja2.__version__, yaml.__version__)
"""Of those whose work shows in the outputs."""
_COMPILED = "__pycache__"
"""What Python keeps of the tool's own sources."""


class _UnreadableError(Exception):
    """Something is there that cannot be read as a file: its contents cannot be compared."""


class Inputs:
    """The digests of a working folder. Each folder is read once, before anything in it is used.

    A file that changes while it is used has therefore changed for the next run too.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._units: dict[str, str] = {}
        try:
            self._shared = _shared(project)
        except (_UnreadableError, OSError):
            self._shared = ""

    def of(self, metrics: Path) -> str:
        """The digest for one metrics file; empty where it cannot be told, so that the file is always rendered."""
        unit = self._project.unit_of(metrics)
        if unit is None or not self._shared:
            return ""
        try:
            twin = self._project.name_problem(unit)
            line = [twin.message if twin else "", *self._line(unit)]
        except (_UnreadableError, OSError, ValueError):
            return ""
        return _digest(self._shared, unit, metrics.name, *line)

    def _line(self, unit: str, seen: frozenset[str] = frozenset()) -> Iterator[str]:
        """The digests of the unit's folder and of those of all units that it was made of, and they again."""
        yield self._unit(unit)
        for other in self._predecessors(unit):
            if other not in seen:
                yield from self._line(other, seen | {unit})

    def _unit(self, unit: str) -> str:
        if unit not in self._units:
            self._units[unit] = _folder(self._project.root / METRICS / unit)
        return self._units[unit]

    def _predecessors(self, unit: str) -> tuple[str, ...]:
        path = self._project.root / METRICS / unit / UNIT_FILE
        written = path.read_bytes().replace(b"\0", b"") if path.exists() else b""
        # Few units have any, and reading the file takes as long as all the rest. A backslash may hide the letters.
        if PREDECESSORS_KEY.encode() not in written and b"\\" not in written:
            return ()
        catalogue, _ = self._project.catalogue(unit)
        return read_organisation(self._project.source(path), catalogue)[0].standing.predecessors


def _shared(project: Project) -> str:
    """Of what all units have in common."""
    catalogues = [folder / CATALOGUE_FILE for folder in (project.root / METRICS, shipped(METRICS))]
    package = Path(__file__).resolve().parent.parent
    versions = (__version__, sys.version, zlib.ZLIB_RUNTIME_VERSION, *_LIBRARIES)
    return _digest(
        str(project.root),
        *versions,
        *(_file(catalogue) if catalogue.exists() else "" for catalogue in catalogues),
        _folder(package, without=_COMPILED),
        *(_folder(folder) for folder in (shipped(TEMPLATES), project.root / TEMPLATES)),
    )


def _folder(root: Path, *, without: str = "") -> str:
    """Of the names and contents of all files below a folder."""
    found: list[str] = []
    for directory, folders, files in os.walk(root, onerror=_refuse) if root.exists() else ():
        folders[:] = sorted(name for name in folders if name != without)
        if any(Path(directory, name).is_symlink() for name in folders):
            # Some readers follow such a link, and it may lead round in a circle.
            raise _UnreadableError
        for name in sorted(files):
            path = Path(directory, name)
            found += [path.relative_to(root).as_posix(), _file(path)]
    return _digest(*found)


def _refuse(problem: OSError) -> None:
    raise problem


def _file(path: Path) -> str:
    if not path.is_file():
        raise _UnreadableError
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest(*parts: str) -> str:
    """Of texts of which none can run over into the next."""
    written = (part.encode(errors="surrogatepass") for part in parts)
    return hashlib.sha256(b"".join(b"%d:%s" % (len(part), part) for part in written)).hexdigest()
