"""The second opinion on Word files: openxml-audit, which knows the schema and Microsoft's own rules."""

from pathlib import Path
from tempfile import TemporaryDirectory

from openxml_audit import OpenXmlValidator


def errors(data: bytes) -> list[str]:
    """What openxml-audit counts as an error of a Word file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bai.docx"
        path.write_bytes(data)
        result = OpenXmlValidator().validate(path)
    found = [f"{error.part_uri}: {error.description}" for error in result.errors]
    assert result.error_count == len(found)
    return found
