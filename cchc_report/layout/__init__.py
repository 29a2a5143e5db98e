"""Whether a Word file keeps the layout that the decree asks for: one verdict for each of its rules."""

from cchc_report.layout.checking import CHECKS, Judgement, is_fine, judge
from cchc_report.layout.findings import Spot, State, Verdict
from cchc_report.layout.report import as_json, as_text, broken_count

__all__ = ["CHECKS", "Judgement", "Spot", "State", "Verdict", "as_json", "as_text", "broken_count", "is_fine", "judge"]
