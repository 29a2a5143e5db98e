"""Changes in a Word file of anybody's that leave everything else byte for byte."""

from cchc_report.amendment.commenting import commented
from cchc_report.amendment.listing import relisted
from cchc_report.amendment.model import Change, Note
from cchc_report.amendment.replacing import replaced

__all__ = ["Change", "Note", "commented", "relisted", "replaced"]
