"""The allow-list itself: every construct of a template that may pass, and what is said of the others."""

import re
from collections.abc import Iterable
from itertools import chain, islice
from typing import TypeGuard

from jinja2 import nodes

from cchc_report.binding import HELPERS, NUMBERING, Numbering
from cchc_report.catalogue import Catalogue
from cchc_report.constructs.bounds import LARGEST, crowded, excesses
from cchc_report.constructs.inclusion import BUILT, include_problems
from cchc_report.constructs.places import bad_character_at, place_of
from cchc_report.constructs.reading import read_tree
from cchc_report.constructs.syntax import word_of, written
from cchc_report.constructs.texts import bare_numbers, bare_numbers_in, block_marks, prose_of
from cchc_report.figures import PERIOD_INDICATORS, PERIOD_KEY
from cchc_report.filters import FILTERS, TESTS
from cchc_report.library import DEFAULT_PART, Template, Templates, misnamed
from cchc_report.markup import BREAK
from cchc_report.problems import Level, Place, Problem, error, warning
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
MOST_PROBLEMS = 20
"""Of one template; who has so many to mend does not read on."""
_LOOP = "<loop>"
"""Among the names known in a loop's body; not a name that a template could write."""


def review_templates(templates: Templates, catalogue: Catalogue) -> list[Problem]:
    """Check every template, and that their includes come to an end."""
    if (crowd := crowded(templates)) is not None:
        return [crowd]
    problems = [
        problem for template in templates.values() for problem in review_template(template, templates, catalogue)
    ]
    broken = {problem.place.file for problem in problems if problem.level is Level.ERROR}
    sound = (template for template in templates.values() if template.file not in broken)
    prose = [passage for template in sound for passage in prose_of(template)]
    return [*problems, *mixed(prose, []), *include_problems(templates), *misnamed(templates)]


def review_template(template: Template, templates: Templates, catalogue: Catalogue) -> list[Problem]:
    """Everything in one template that may not be there, or looks wrong."""
    if len(template.text) > LARGEST:
        return [error("mau-qua-lon", f"mẫu dài hơn {LARGEST} ký tự", Place(template.file))]
    found = islice(bad_in(template.text), MOST_PROBLEMS)
    if wrong := [bad_character_at(template, kind, index) for kind, index in found]:
        return wrong
    if (font := old_letters(Lines(template.file, template.text))) is not None:
        return [font]
    tree = read_tree(template)
    if isinstance(tree, Problem):
        return [tree]
    # What is too deep for Python is looked at no further.
    if wrong := list(islice(excesses(template, tree), MOST_PROBLEMS)):
        return wrong
    reviewer = _Reviewer(template, templates, catalogue)
    reviewer.review(tree)
    prose = list(prose_of(template))
    seen = chain(
        reviewer.problems,
        block_marks(template),
        bare_numbers(template, catalogue),
        proofread_template(template.file, template.text, template.typed, prose, catalogue),
    )
    return _first_of(seen)


def _first_of(seen: Iterable[Problem]) -> list[Problem]:
    """The first problems, errors before others; where there are more, one that says so and stops the template if an error does."""
    told: list[Problem] = []
    problems = list(dict.fromkeys(seen))
    for level, make in ((Level.ERROR, error), (Level.WARNING, warning)):
        found = [problem for problem in problems if problem.level is level]
        told += found[:MOST_PROBLEMS]
        if len(found) > MOST_PROBLEMS:
            message = f"mẫu còn chỗ khác chưa đúng, ngoài {MOST_PROBLEMS} chỗ đã nêu"
            hint = "sửa các chỗ đã nêu rồi kiểm tra lại để xem tiếp"
            return [*told, make("mau-con-nua", message, found[MOST_PROBLEMS].place, hint)]
    return told


class _Enough(Exception):  # noqa: N818 - no fault of anything: the reviewer has seen as many as it tells
    """Ends the walk through a template with very many errors."""


class _Reviewer:
    """Walks one syntax tree, knowing which names are defined where."""

    def __init__(self, template: Template, templates: Templates, catalogue: Catalogue) -> None:
        self._template = template
        self._templates = templates
        self._catalogue = catalogue
        self.problems: list[Problem] = []
        self._errors = 0

    def review(self, tree: nodes.Template) -> None:
        """Check the whole template, or until it has one error more than are told."""
        try:
            self.body(tree.body, frozenset(), 0)
        except _Enough:
            return

    def body(self, statements: list[nodes.Node], names: frozenset[str], loops: int) -> frozenset[str]:
        """Check statements in order; returns the names known after them."""
        for statement in statements:
            names = self._statement(statement, names, loops)
        return names

    def _statement(self, node: nodes.Node, names: frozenset[str], loops: int) -> frozenset[str]:
        match node:
            case nodes.Output():
                self._output(node, names)
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

    def _output(self, node: nodes.Output, names: frozenset[str]) -> None:
        for part in node.nodes:
            if isinstance(part, nodes.List) or (self._is_section(part) and part.name not in names):
                self._refuse(part, "{{ }} để in cả một phần hay một danh sách (danh sách phải qua bộ lọc «noi»)")
            elif isinstance(part, nodes.TemplateData):
                self._braces(part, part.data)
            else:
                self._expression(part, names)

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
            self.body(node.body, names | {self._target(node.target), _LOOP}, loops + 1)
            self.body(node.else_, names, loops + 1)

    def _is_section(self, node: nodes.Node) -> TypeGuard[nodes.Name]:
        return isinstance(node, nodes.Name) and node.name in self._sections()

    def _target(self, target: nodes.Node) -> str:
        if isinstance(target, nodes.Name) and target.name not in self._sections() and target.name != "loop":
            return target.name
        self._refuse(target, "tên đặt ở đây (chỉ dùng một tên riêng, khác tên các phần)")
        return ""

    def _include(self, node: nodes.Include) -> None:
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        if not isinstance(name, str):
            self._refuse(node, "{% include %} không ghi rõ tên mẫu trong dấu nháy")
        elif node.ignore_missing or not node.with_context:
            self._refuse(node, "{% include %} có chữ khác sau tên mẫu")
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
                if _LOOP not in names:
                    self._refuse(node, "loop.first, loop.last ở ngoài {% for %}")
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
            case nodes.Name(name=name) if name == NUMBERING and name not in names:
                self._refuse(node, f"{NUMBERING} mà không nói số nào, như {NUMBERING}.muc")
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
        if f"\n{BREAK}" in text:
            self._report("mau-sai-cu-phap", "chữ trong dấu nháy có dòng trống", node, "xóa dòng trống đó")
            return
        self._braces(node, text)
        wrong = islice(bad_in(text), MOST_PROBLEMS)
        self.problems += [bad_character(kind, text[index], place) for kind, index in wrong]
        self.problems += bare_numbers_in(self._template, node.lineno, text, self._catalogue)

    def _braces(self, node: nodes.Node, text: str) -> None:
        """Braces that would be printed as they stand: no office writes any, so that a command was meant."""
        found = re.search(r"[{}%#]?[{}][{}%#]?", text)
        if found is None:
            return
        place = place_of(self._template, (node.lineno or 1) + text.count("\n", 0, found.start()), found[0])
        hint = "viết {{ phan.chi_tieu }} để in số liệu; chữ của bài không có dấu ngoặc nhọn"
        self._tell(error("mau-in-ngoac", f"«{found[0]}» sẽ in nguyên như thế", place, hint))

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
        self._tell(error(name, message, place_of(self._template, node.lineno or 1, wrong), hint))

    def _tell(self, problem: Problem) -> None:
        self.problems.append(problem)
        self._errors += 1
        if self._errors > MOST_PROBLEMS:
            raise _Enough
