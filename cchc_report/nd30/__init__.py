"""Nghị định 30/2020/NĐ-CP as data: the frame is built by it and the check of layouts quotes it."""

from cchc_report.nd30.rules import Align, Decree, Limits, Rule, decree, read_decree, read_limits

__all__ = ["Align", "Decree", "Limits", "Rule", "decree", "read_decree", "read_limits"]
