"""The record of a folder of outputs, ``.cchc.json``: for each file the digest of its content and what it was made of.

Besides it says what whole runs made here, and of which inputs, so that the same need not be made again.
"""

import contextlib
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from cchc_report.outputs.whole import write_whole

RECORD = ".cchc.json"
RECORD_VERSION = 3
_DIGESTS_ONLY, _NO_MAKINGS = 1, 2
"""The versions of a record that holds nothing but digests, and of one without makings."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What an output was made of."""

    metrics: str = ""
    """The metrics file, relative to the working folder: ``metrics/ben-tre/2024-q1.yaml``."""
    genre: str = ""
    section: str = ""
    """The one section that it tells of; empty for a document of all."""
    id: str = ""
    """The document's own, which a Word file and a page carry inside: ``Document.id``."""
    metrics_digest: str = ""
    """Of the metrics file as it was read: ``Quarter.digest``."""
    templates_digest: str = ""
    """Of the templates that it came of: ``Workshop.digest``."""
    version: str = ""
    """Of the tool."""


@dataclass(frozen=True, slots=True)
class Version:
    """One content that the tool gave a file."""

    digest: str
    provenance: Provenance | None = None
    """None where an earlier version of the tool wrote the record."""


@dataclass(frozen=True, slots=True)
class Making:
    """What a run made in the folder without any fault."""

    inputs: str
    """The digest of everything that it depended on: ``Inputs.of``."""
    files: tuple[str, ...]
    """The names of the outputs, in the order in which they were told."""
    told: str
    """The warnings and notes that were told with them; may be empty."""
    warnings: str
    """The warnings alone."""
    notes: int
    """How many notes there were."""


Record = Mapping[str, tuple[Version, ...]]
"""By file name. A file has one version; while it changes, and after an interruption then, the old one and the new one."""


def digest(content: bytes) -> str:
    """SHA-256, as the record keeps it."""
    return hashlib.sha256(content).hexdigest()


def read_provenance(path: Path, id: str = "") -> Provenance | None:  # noqa: A002 - what the field is called
    """What the record beside a document knows of it, or None.

    With the id that stands inside the document only what was made under this id counts, whatever the file is called
    now; without one the file's name decides.
    """
    record = _record_or_nothing(path.parent)
    named = record.get(path.name, ())
    if not id:
        return _nearest(path, named)
    others = (version for name, known in record.items() if Path(name).suffix == path.suffix for version in known)
    known = (version.provenance for version in (*reversed(named), *others))
    return next((provenance for provenance in known if provenance and provenance.id == id), None)


def read_record(folder: Path) -> Record:
    """A missing, damaged or newer record says nothing, so every file belongs to a person."""
    return _files(_read(folder))


def write_record(folder: Path, record: Record) -> None:
    """Replace the record of the folder, in which something changed: no making is known any more. Raises OSError."""
    _write(folder, record, {})


def made_before(folder: Path, order: str, inputs: str) -> Making | None:
    """What a run of this order made of these inputs, if all of it still stands in the folder byte for byte."""
    try:
        data = _read(folder)
        making, record = _makings(data).get(order), _files(data)
        if making is None or making.inputs != inputs or not making.files:
            return None
        stands = all(_stands(folder / name, record.get(name, ())) for name in making.files)
    except (OSError, ValueError):
        return None
    return making if stands else None


def remember(folder: Path, order: str, making: Making) -> None:
    """Keep in the record what a run of this order made. Where that cannot be written, it will be made again."""
    with contextlib.suppress(OSError, ValueError):
        data = _read(folder)
        known = _makings(data)
        if known.get(order) != making:
            _write(folder, _files(data), {**known, order: making})


def _read(folder: Path) -> Mapping[str, object]:
    """The record as data, of a version that is understood; empty for any other."""
    path = folder / RECORD
    if path.exists() and not path.is_file():
        return {}  # reading a pipe could wait for ever
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError, RecursionError):
        return {}
    is_known = isinstance(data, dict) and data.get("version") in (_DIGESTS_ONLY, _NO_MAKINGS, RECORD_VERSION)
    return data if is_known else {}


def _write(folder: Path, record: Record, makings: Mapping[str, Making]) -> None:
    files = {name: [_written(version) for version in known] for name, known in sorted(record.items()) if known}
    made = {order: asdict(making) for order, making in sorted(makings.items())}
    data = {"version": RECORD_VERSION, "files": files, **({"made": made} if made else {})}
    content = (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode(errors="backslashreplace")
    # A record that a power cut takes makes our files look like a person's, so that nothing is lost; syncing costs most of a document's time.
    write_whole(folder / RECORD, content, synced=False)


def _files(data: Mapping[str, object]) -> Record:
    files = data.get("files")
    if not isinstance(files, dict):
        return {}
    return {str(name): tuple(_versions(known, data["version"])) for name, known in files.items()}


def _makings(data: Mapping[str, object]) -> dict[str, Making]:
    """By order; what is no making is left out."""
    made = data.get("made")
    found = {str(order): _making(entry) for order, entry in made.items()} if isinstance(made, dict) else {}
    return {order: making for order, making in found.items() if making is not None}


def _making(entry: object) -> Making | None:
    match entry:
        case {
            "inputs": str(inputs),
            "files": list(files),
            "told": str(told),
            "warnings": str(warnings),
            "notes": int(notes),
        } if all(isinstance(name, str) for name in files):
            return Making(inputs, tuple(files), told, warnings, notes)
        case _:
            return None


def _stands(path: Path, known: tuple[Version, ...]) -> bool:
    """Whether the file is what it was when it was finished."""
    if len(known) != 1 or path.is_symlink() or not path.is_file():
        return False
    return digest(path.read_bytes()) == known[0].digest


def _record_or_nothing(folder: Path) -> Record:
    try:
        return read_record(folder)
    except (OSError, ValueError):
        return {}


def _nearest(path: Path, known: tuple[Version, ...]) -> Provenance | None:
    """Of the version that the file still is, or else of the last one."""
    if len(known) > 1:
        found = digest(path.read_bytes()) if path.is_file() else ""
        known = tuple(sorted(known, key=lambda version: version.digest == found))
    return known[-1].provenance if known else None


def _versions(known: object, record_version: object) -> Iterator[Version]:
    """The versions of one file; what is no version is left out."""
    for entry in known if isinstance(known, list) else ():
        if record_version == _DIGESTS_ONLY and isinstance(entry, str):
            yield Version(entry)
        elif record_version != _DIGESTS_ONLY and isinstance(entry, dict) and isinstance(entry.get("digest"), str):
            yield Version(entry["digest"], _provenance(entry))


def _provenance(entry: Mapping[str, object]) -> Provenance | None:
    told = {field.name: entry[field.name] for field in fields(Provenance) if field.name in entry}
    return Provenance(**{name: text for name, text in told.items() if isinstance(text, str)}) if told else None


def _written(version: Version) -> dict[str, str]:
    return {"digest": version.digest, **(asdict(version.provenance) if version.provenance else {})}
