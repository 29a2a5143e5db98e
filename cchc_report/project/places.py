"""The names of the files and folders, in a working folder and in what the tool ships."""

from pathlib import Path

CATALOGUE_FILE = "danh-muc.yaml"
UNIT_FILE = "don-vi.yaml"
METRICS = "metrics"
TEMPLATES = "templates"
FRAMES = "khung"
SHIPPED = "cchc_report:"
"""What the paths of shipped files begin with in messages, when they lie outside the working folder."""


def shipped(name: str) -> Path:
    """A folder that comes with the tool: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name
