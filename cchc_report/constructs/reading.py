"""A template's text as a syntax tree, or why there is none."""

from collections.abc import Iterator
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.parser import Parser

from cchc_report.constructs.places import place_of
from cchc_report.constructs.syntax import syntax_hint, syntax_message
from cchc_report.library import Template
from cchc_report.markup import with_breaks
from cchc_report.problems import Problem, error


@lru_cache(maxsize=64)
def read_tree(template: Template) -> nodes.Template | Problem:
    """The tree of the text as it will run, its blank lines marked."""
    parser = None
    try:
        parser = Parser(Environment(), with_breaks(template.text))  # noqa: S701 - nothing is rendered here
        return parser.parse()
    except TemplateSyntaxError as problem:
        place = place_of(template, problem.lineno)
        return error("mau-sai-cu-phap", syntax_message(problem), place, syntax_hint(problem))
    except RecursionError:
        return too_deep(template, parser.stream.current.lineno if parser is not None else 1)


def too_deep(template: Template, line: int) -> Problem:
    """The problem of brackets, conditions or filters inside each other beyond all measure."""
    hint = "viết lại thành nhiều câu, nhiều điều kiện ngắn"
    return error("mau-sai-cu-phap", "mẫu có quá nhiều tầng ngoặc hoặc điều kiện", place_of(template, line), hint)


def walk(node: nodes.Node) -> Iterator[tuple[nodes.Node, int]]:
    """A node and everything in it, each with how deep it lies; without recursion, for which a hostile tree is too deep."""
    waiting = [(node, 0)]
    while waiting:
        current, depth = waiting.pop()
        yield current, depth
        waiting += [(child, depth + 1) for child in current.iter_child_nodes()]
