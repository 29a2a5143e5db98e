"""A metrics file with other values in it: comments, order and every line that is not concerned stay as they are."""

from cchc_report.revision.model import CannotReviseError, Edit
from cchc_report.revision.noting import notes
from cchc_report.revision.revising import revised

__all__ = ["CannotReviseError", "Edit", "notes", "revised"]
