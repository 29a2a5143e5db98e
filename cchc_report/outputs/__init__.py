"""Files are written whole or not at all, and nothing that a person wrote is overwritten. The only room that writes.

Beside the outputs lies a record of what was written: for each file a digest, and what it was made of. A file that
differs from its record, or has none, belongs to a person; the new version then goes beside it as ``bai-bao.moi.docx``,
or, where the user asks for it, in its place, after the person's was kept as ``bai-bao.cu.docx``.
"""

from cchc_report.outputs.record import RECORD, Making, Provenance, digest, made_before, read_provenance, remember
from cchc_report.outputs.refusal import OutputError, refusal
from cchc_report.outputs.whole import TEMPORARY_PREFIX, TEMPORARY_SUFFIX
from cchc_report.outputs.writing import (
    Outcome,
    Written,
    is_free,
    write_amended,
    write_kept,
    write_new,
    write_output,
)

__all__ = [
    "RECORD",
    "TEMPORARY_PREFIX",
    "TEMPORARY_SUFFIX",
    "Making",
    "Outcome",
    "OutputError",
    "Provenance",
    "Written",
    "digest",
    "is_free",
    "made_before",
    "read_provenance",
    "refusal",
    "remember",
    "write_amended",
    "write_kept",
    "write_new",
    "write_output",
]
