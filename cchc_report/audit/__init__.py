"""An edited text held against the metrics: which figure no longer agrees, which has no source, which is not mentioned."""

from cchc_report.audit.auditing import Audit, audit
from cchc_report.audit.finding import Conflict, Finding
from cchc_report.audit.judging import Slip, Verdict
from cchc_report.audit.report import Coverage, as_json, as_text
from cchc_report.audit.subject import Subject

__all__ = [
    "Audit",
    "Conflict",
    "Coverage",
    "Finding",
    "Slip",
    "Subject",
    "Verdict",
    "as_json",
    "as_text",
    "audit",
]
