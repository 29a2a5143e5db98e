"""The record of a folder of outputs, ``.cchc.json``: for each file the digest of its content and what it was made of."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from cchc_report.outputs.whole import write_whole

RECORD = ".cchc.json"
RECORD_VERSION = 2
_DIGESTS_ONLY = 1
"""The version of a record that holds nothing but digests."""


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
    try:
        data = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError, RecursionError):
        return {}
    files = data.get("files") if isinstance(data, dict) else None
    if not isinstance(files, dict) or data.get("version") not in (_DIGESTS_ONLY, RECORD_VERSION):
        return {}
    return {str(name): tuple(_versions(known, data["version"])) for name, known in files.items()}


def write_record(folder: Path, record: Record) -> None:
    """Replace the record of the folder. Raises OSError."""
    files = {name: [_written(version) for version in known] for name, known in sorted(record.items()) if known}
    data = {"version": RECORD_VERSION, "files": files}
    write_whole(
        folder / RECORD, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode(errors="backslashreplace")
    )


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


def _versions(known: object, record_version: int) -> Iterator[Version]:
    """The versions of one file; what is no version is left out."""
    for entry in known if isinstance(known, list) else ():
        if record_version == _DIGESTS_ONLY and isinstance(entry, str):
            yield Version(entry)
        elif record_version == RECORD_VERSION and isinstance(entry, dict) and isinstance(entry.get("digest"), str):
            yield Version(entry["digest"], _provenance(entry))


def _provenance(entry: Mapping[str, object]) -> Provenance | None:
    told = {field.name: entry[field.name] for field in fields(Provenance) if field.name in entry}
    return Provenance(**{name: text for name, text in told.items() if isinstance(text, str)}) if told else None


def _written(version: Version) -> dict[str, str]:
    return {"digest": version.digest, **(asdict(version.provenance) if version.provenance else {})}
