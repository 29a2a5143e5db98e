"""The allow-list itself: every construct of a template that may pass, and what is said of the others."""

import re
from typing import TypeGuard

from jinja2 import Environment, TemplateSyntaxError, nodes

from cchc_report.binding import HELPERS, NUMBERING, Numbering
from cchc_report.catalogue import Catalogue
from cchc_report.constructs.inclusion import BUILT, include_cycles
from cchc_report.constructs.places import bad_character_at, place_of
from cchc_report.constructs.syntax import syntax_hint, syntax_message, word_of, written
from cchc_report.constructs.texts import bare_numbers, bare_numbers_in, block_marks, prose_of
from cchc_report.figures import PERIOD_INDICATORS, PERIOD_KEY
from cchc_report.filters import FILTERS, TESTS
from cchc_report.library import DEFAULT_PART, Template, Templates, misnamed
from cchc_report.problems import Level, Place, Problem, error
from cchc_report.proofreading import mixed, proofread_template
from cchc_report.source.characters import bad_character, bad_in
from cchc_report.source.encoding import old_letters
from cchc_report.source.lines import Lines
from cchc_report.vietnamese.wording import nearest

SECTION_NAME = "phan"
_COUNTED = ("cao_nhat", "thap_nhat")
_OF_LEVEL = "theo_don_vi"
_WITH_ARGUMENT = ("noi", *_COUNTED, _OF_LEVEL)
"""Filters that take one argument, a text between quotes."""
DEEPEST_LOOP = 3
LARGEST = 200_000
"""Characters a template may have; the article's has ten thousand."""


def review_templates(templates: Templates, catalogue: Catalogue) -> list[Problem]:
    """Check every template, and that their includes lead to no cycle."""
    problems = [
        problem for template in templates.values() for problem in review_template(template, templates, catalogue)
    ]
    broken = {problem.place.file for problem in problems if problem.level is Level.ERROR}
    sound = (template for template in templates.values() if template.file not in broken)
    prose = [passage for template in sound for passage in prose_of(template)]
    return [*problems, *mixed(prose, []), *include_cycles(templates), *misnamed(templates)]


def review_template(template: Template, templates: Templates, catalogue: Catalogue) -> list[Problem]:
    """Everything in one template that may not be there, or looks wrong."""
    if len(template.text) > LARGEST:
        return [error("mau-qua-lon", f"mẫu dài hơn {LARGEST} ký tự", Place(template.file))]
    if wrong := [bad_character_at(template, kind, index) for kind, index in bad_in(template.text)]:
        return wrong
    if (font := old_letters(Lines(template.file, template.text))) is not None:
        return [font]
    try:
        tree = Environment().parse(template.text)  # noqa: S701 - nothing is rendered here
        reviewer = _Reviewer(template, templates, catalogue)
        reviewer.body(tree.body, frozenset(), 0)
    except TemplateSyntaxError as problem:
        place = place_of(template, problem.lineno)
        return [error("mau-sai-cu-phap", syntax_message(problem), place, syntax_hint(problem))]
    except RecursionError:
        hint = "viết lại thành nhiều câu, nhiều điều kiện ngắn"
        return [error("mau-sai-cu-phap", "mẫu có quá nhiều tầng ngoặc hoặc điều kiện", Place(template.file), hint)]
    return [
        *reviewer.problems,
        *block_marks(template),
        *bare_numbers(template, catalogue),
        *proofread_template(template.file, template.text, template.typed, list(prose_of(template)), catalogue),
    ]


class _Reviewer:
    """Walks one syntax tree, knowing which names are defined where."""

    def __init__(self, template: Template, templates: Templates, catalogue: Catalogue) -> None:
        self._template = template
        self._templates = templates
        self._catalogue = catalogue
        self.problems: list[Problem] = []

    def body(self, statements: list[nodes.Node], names: frozenset[str], loops: int) -> frozenset[str]:
        """Check statements in order; returns the names known after them."""
        for statement in statements:
            names = self._statement(statement, names, loops)
        return names

    def _statement(self, node: nodes.Node, names: frozenset[str], loops: int) -> frozenset[str]:  # noqa: C901 - a case a statement
        match node:
            case nodes.Output():
                for part in node.nodes:
                    if isinstance(part, nodes.List) or (self._is_section(part) and part.name not in names):
                        self._refuse(
                            part, "{{ }} để in cả một phần hay một danh sách (danh sách phải qua bộ lọc «noi»)"
                        )
                    elif not isinstance(part, nodes.TemplateData):
                        self._expression(part, names)
            case nodes.If():
                self._condition(node.test, names)
                for branch in (node.body, node.elif_, node.else_):
                    self.body([*branch], names, loops)
            case nodes.For():
                self._loop(node, names, loops)
            case nodes.With():
                for value in node.values:
                    self._expression(value, names)
                self.body(node.body, names | {self._target(target) for target in node.targets}, loops)
            case nodes.Assign():
                self._expression(node.node, names)
                return names | {self._target(node.target)}
            case nodes.Include():
                self._include(node)
            case _:
                self._refuse(node, f"lệnh {{% {word_of(node)} %}}")
        return names

    def _loop(self, node: nodes.For, names: frozenset[str], loops: int) -> None:
        if loops == DEEPEST_LOOP:
            self._refuse(node, f"quá {DEEPEST_LOOP} tầng {{% for %}}")
        elif node.recursive or node.test is not None:
            self._refuse(node, "{% for %} có điều kiện hoặc đệ quy")
        else:
            if not isinstance(node.iter, nodes.List | nodes.Filter | nodes.Name) or self._is_section(node.iter):
                hint = "dùng danh sách, như {% for phan_tu in tthc.cong_bo|thanh_phan %}"
                self._report("mau-cam", "{% for %} chỉ chạy trên một danh sách", node, hint)
            self._expression(node.iter, names)
            self.body([*node.body, *node.else_], names | {self._target(node.target)}, loops + 1)

    def _is_section(self, node: nodes.Node) -> TypeGuard[nodes.Name]:
        return isinstance(node, nodes.Name) and node.name in self._sections()

    def _target(self, target: nodes.Node) -> str:
        if isinstance(target, nodes.Name) and target.name not in self._sections() and target.name != "loop":
            return target.name
        self._refuse(target, "tên đặt ở đây (chỉ dùng một tên riêng, khác tên các phần)")
        return ""

    def _include(self, node: nodes.Include) -> None:
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        if not isinstance(name, str) or node.ignore_missing:
            self._refuse(node, "{% include %} không ghi rõ tên mẫu trong dấu nháy")
        elif name not in {*BUILT, *self._templates}:
            near = nearest(name, [*self._templates, *BUILT])
            self._report("mau-khong-co", f"không có mẫu «{name}»", node, f"có phải «{near}»?" if near else "", name)

    def _condition(self, node: nodes.Node, names: frozenset[str]) -> None:
        match node:
            case nodes.And() | nodes.Or():
                self._condition(node.left, names)
                self._condition(node.right, names)
            case nodes.Not():
                self._condition(node.node, names)
            case nodes.Getattr(node=nodes.Name(name="loop"), attr="first" | "last"):
                pass
            case nodes.Test(name=name) if name in TESTS and not (node.args or node.kwargs):
                self._expression(node.node, names)
            case nodes.Test(name=name):
                near = nearest(name, TESTS)
                hint = f"có phải «is {near}»?" if near else f"dùng: {', '.join(f'is {known}' for known in TESTS)}"
                self._report("mau-cam", f"không có phép thử «is {name}»", node, hint, f"is {name}")
            case _:
                hint = "viết rõ: «is co» (có số liệu), «is khong» (có và bằng 0), «is duong» (có và khác 0)"
                message = "điều kiện không phân biệt được thiếu số liệu với số 0"
                self._report("dieu-kien-tran", message, node, hint, written(node))

    def _expression(self, node: nodes.Node, names: frozenset[str]) -> None:
        match node:
            case nodes.Getattr(node=nodes.Name(name=section), attr=key) if section not in names:
                self._figure(node, section, key)
            case nodes.Name(name=name):
                self._name(node, name, names)
            case nodes.Filter(node=inner, name=name) if inner is not None:
                self._filter(node, name)
                self._expression(inner, names)
            case nodes.List(items=items):
                for item in items:
                    self._expression(item, names)
            case nodes.CondExpr(test=test, expr1=first, expr2=second) if second is not None:
                self._condition(test, names)
                self._expression(first, names)
                self._expression(second, names)
            case nodes.Const(value=str(text)):
                self._constant(node, text)
            case _:
                self._refuse(node, f"biểu thức «{word_of(node)}»")

    def _constant(self, node: nodes.Node, text: str) -> None:
        """Words between quotes: an escape may stand for a character that no text may hold."""
        place = place_of(self._template, node.lineno)
        self.problems += [bad_character(kind, text[index], place) for kind, index in bad_in(text)]
        self.problems += bare_numbers_in(self._template, node.lineno, text, self._catalogue)

    def _filter(self, node: nodes.Filter, name: str) -> None:
        if name not in FILTERS:
            near = nearest(name, FILTERS)
            hint = f"có phải «{near}»?" if near else f"dùng được: {', '.join(FILTERS)}"
            self._report("mau-cam", f"không có bộ lọc «{name}»", node, hint, name)
        constant = all(isinstance(part, nodes.Const) and isinstance(part.value, str) for part in node.args)
        if node.kwargs or node.dyn_args or node.dyn_kwargs or not constant or len(node.args) > (name in _WITH_ARGUMENT):
            self._refuse(node, f"tham số của bộ lọc «{name}»")
            return
        for argument in (part.value for part in node.args if isinstance(part, nodes.Const)):
            self._argument(node, name, argument)

    def _argument(self, node: nodes.Node, name: str, argument: str) -> None:
        """A number of units, or the code of a level."""
        if name in _COUNTED and not re.fullmatch("[1-9][0-9]?", argument):
            hint = f'viết như x|{name}("3")'
            self._report("mau-cam", f"«{argument}» không phải là số đơn vị cần lấy", node, hint, argument)
        if name == _OF_LEVEL and argument not in self._catalogue.tiers:
            hint = f"dùng được: {', '.join(self._catalogue.tiers) or 'chưa khai báo cấp nào'}"
            self._report("khong-co-cap", f"danh mục không có cấp «{argument}»", node, hint, argument)

    def _figure(self, node: nodes.Node, section: str, key: str) -> None:
        sections = self._sections()
        name = f"{section}.{key}"
        if section not in sections:
            self._name(node, section, frozenset())
        elif key not in sections[section]:
            near = nearest(name, [f"{known}.{other}" for known, keys in sections.items() for other in keys])
            hint = f"có phải «{near}»?" if near else ""
            self._report("khong-co-chi-tieu", f"danh mục không có chỉ tiêu «{name}»", node, hint, name)

    def _name(self, node: nodes.Node, name: str, names: frozenset[str]) -> None:
        sections = self._sections()
        known = {*names, *sections, *HELPERS}
        if self._template.name == DEFAULT_PART:
            known.add(SECTION_NAME)
        if name in known:
            return
        full = [f"{section}.{name}" for section, keys in sections.items() if name in keys]
        near = nearest(name, known)
        hint = "dùng tên phần.chỉ_tiêu, như tthc.bai_bo"
        if full:
            hint = f"viết đủ tên: {', '.join(full)}"
        elif near:
            hint = f"có phải «{near}»?"
        self._report("ten-la", f"mẫu dùng tên «{name}» chưa được đặt", node, hint, name)

    def _sections(self) -> dict[str, list[str]]:
        named = {section.id: list(section.indicators) for section in self._catalogue.sections.values()}
        return {**named, PERIOD_KEY: list(PERIOD_INDICATORS), NUMBERING: list(Numbering.KEYS)}

    def _refuse(self, node: nodes.Node, what: str) -> None:
        hint = "mẫu chỉ gồm chữ, {{ phan.chi_tieu }}, bộ lọc, {% if … is co %}, {% for %}, {% set %}, {% include %}; phép tính đặt trong danh mục"
        self._report("mau-cam", f"mẫu không được dùng {what}", node, hint, written(node))

    def _report(self, name: str, message: str, node: nodes.Node, hint: str = "", wrong: str = "") -> None:
        """``wrong`` is the text to put the caret under, where it stands on the node's line."""
        self.problems.append(error(name, message, place_of(self._template, node.lineno or 1, wrong), hint))
