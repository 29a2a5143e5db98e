"""Which folder holds what. What the working folder has shadows what the tool ships, file by file."""

from cchc_report.project.documents import LARGEST_DOCUMENT, read_document, read_frame, shipped_file
from cchc_report.project.folder import Project, Quarter
from cchc_report.project.places import CATALOGUE_FILE, METRICS, TEMPLATES, UNIT_FILE, shipped
from cchc_report.project.templates import shipped_templates

__all__ = [
    "CATALOGUE_FILE",
    "LARGEST_DOCUMENT",
    "METRICS",
    "TEMPLATES",
    "UNIT_FILE",
    "Project",
    "Quarter",
    "read_document",
    "read_frame",
    "shipped",
    "shipped_file",
    "shipped_templates",
]
