"""What a template may contain: an allow-list over its syntax tree, checked before it ever runs.

A sandbox alone lets through side effects, endless loops and gigabytes of text. Here only text, known figures, the
filters and tests of ``filters``, ``{% if %}`` on a test, bounded ``{% for %}`` and ``{% include %}`` by constant name pass.
"""

from cchc_report.constructs.inclusion import used
from cchc_report.constructs.reviewing import SECTION_NAME, review_template, review_templates

__all__ = ["SECTION_NAME", "review_template", "review_templates", "used"]
