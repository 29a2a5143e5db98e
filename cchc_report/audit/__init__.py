"""An edited text held against the metrics: which figure no longer agrees, which has no source, which is not mentioned."""

from cchc_report.audit.auditing import Audit, audit
from cchc_report.audit.finding import Conflict, Finding
from cchc_report.audit.judging import Slip, Verdict
from cchc_report.audit.page import as_html
from cchc_report.audit.report import Coverage, as_json, as_text, remarks, source, where
from cchc_report.audit.subject import Printed, Sentence, Subject

__all__ = [
    "Audit",
    "Conflict",
    "Coverage",
    "Finding",
    "Printed",
    "Sentence",
    "Slip",
    "Subject",
    "Verdict",
    "as_html",
    "as_json",
    "as_text",
    "audit",
    "remarks",
    "source",
    "where",
]
