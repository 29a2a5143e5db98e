"""How much one template may hold: far more than any document asks for, far less than Python and its memory can bear."""

from collections.abc import Iterator

from jinja2 import nodes

from cchc_report.constructs.places import place_of
from cchc_report.constructs.reading import too_deep, walk
from cchc_report.library import Template, Templates
from cchc_report.problems import Place, Problem, error

LARGEST = 100_000
"""Characters a template may have; the article's has ten thousand."""
LARGEST_TOGETHER = 500_000
"""Characters of all templates; the shipped ones have sixty thousand."""
MOST_TEMPLATES = 1_000
"""Template files; the shipped ones are twenty."""
DEEPEST = 60
"""Nodes that may lie inside each other. Jinja indents by them, and Python gives up at a hundred."""
LONGEST_LIST = 300
"""What may stand between ``[`` and ``]``; lists of units come from the figures."""
MOST_BRANCHES = 100
"""``{% elif %}`` of one condition; Python nests each in the one before."""


def crowded(templates: Templates) -> Problem | None:
    """Too many templates, or too much in all of them."""
    length = 0
    for number, template in enumerate(templates.values(), start=1):
        length += len(template.text)
        if number > MOST_TEMPLATES:
            return error("mau-qua-lon", f"có quá {MOST_TEMPLATES} tệp mẫu", Place(template.file))
        if length > LARGEST_TOGETHER:
            return error("mau-qua-lon", f"các mẫu dài hơn {LARGEST_TOGETHER} ký tự", Place(template.file))
    return None


def excesses(template: Template, tree: nodes.Template) -> Iterator[Problem]:
    """The first place that is too deep, and every list or condition that is too long."""
    deep = False
    for node, depth in walk(tree):
        if depth > DEEPEST and not deep:
            deep = True
            yield too_deep(template, node.lineno or 1)
        if isinstance(node, nodes.List | nodes.Tuple | nodes.Dict) and len(node.items) > LONGEST_LIST:
            place = place_of(template, node.lineno or 1, "[")
            hint = "danh sách đơn vị lấy từ số liệu, như {% for muc in tthc.hs_tiep_nhan|theo_don_vi %}"
            yield error("mau-qua-nhieu", f"danh sách trong mẫu có quá {LONGEST_LIST} mục", place, hint)
        if isinstance(node, nodes.If) and len(node.elif_) > MOST_BRANCHES:
            place = place_of(template, node.lineno or 1, "{%")
            yield error("mau-qua-nhieu", f"điều kiện có quá {MOST_BRANCHES} nhánh {{% elif %}}", place)
