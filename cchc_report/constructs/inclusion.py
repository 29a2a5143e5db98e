"""Templates that include each other: which ones a template brings in, rings of them, and how many come of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import nodes

from cchc_report.constructs.places import place_of
from cchc_report.constructs.reading import read_tree, walk
from cchc_report.library import (
    ALL_SECTIONS,
    ALL_UNDER_HEADINGS,
    DEFAULT_PART,
    ONE_SECTION,
    SHORT_PARTS,
    Template,
    Templates,
)
from cchc_report.problems import Problem, error

BUILT = {
    ALL_SECTIONS: ("phan/", "bang/"),
    ALL_UNDER_HEADINGS: ("phan/", "bang/"),
    ONE_SECTION: (SHORT_PARTS, DEFAULT_PART),
}
"""Templates that ``compose`` makes from the catalogue, and where those lie that they include."""
DEEPEST_INCLUDE = 10
"""Templates that one may reach through another; the report's appendix with its tables is the third."""
MOST_INCLUDED = 2_000
"""Templates that one may bring in all told, each as often as it is named; the report of eleven sections has forty."""


@dataclass(frozen=True, slots=True)
class _Include:
    """One ``{% include %}``: a template that it leads to, and its line."""

    name: str
    line: int


def used(name: str, templates: Templates) -> list[Template]:
    """A template and all that it may bring in, by name."""
    graph = _graph(templates)
    found: set[str] = set()
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting += [include.name for include in graph.get(current, ())]
    return [template for other, template in sorted(templates.items()) if other in found]


def include_problems(templates: Templates) -> list[Problem]:
    """One problem for each ring of templates that include each other; where there is none, for chains too long and crowds too large."""
    graph = _graph(templates)
    order, rings = _sorted(graph)
    if rings:
        return [_ring_problem(ring, templates, graph) for ring in rings]
    return list(_crowds(order, templates, graph))


def _ring_problem(ring: list[str], templates: Templates, graph: dict[str, list[_Include]]) -> Problem:
    first = min(ring, key=list(templates).index)
    at = ring.index(first)
    names = [*ring[at:], *ring[:at], first]
    line = next(include.line for include in graph[first] if include.name == names[1])
    message = f"mẫu gọi vòng qua {{% include %}}: {' → '.join(names)}"
    return error("mau-vong", message, place_of(templates[first], line, "{%"), "bỏ một {% include %} trong vòng")


def _crowds(order: list[str], templates: Templates, graph: dict[str, list[_Include]]) -> Iterator[Problem]:
    """Templates, each after those that it includes, that bring in too many others or reach too far."""
    numbers: dict[str, int] = {}
    depths: dict[str, int] = {}
    for name in order:
        number, depth = 1, 0
        for include in graph[name]:
            number += numbers[include.name]
            depth = max(depth, depths[include.name] + 1)
            if number > MOST_INCLUDED or depth > DEEPEST_INCLUDE:
                yield _crowd_problem(templates[name], include, depth)
                number, depth = 1, 0  # told once, where it begins
                break
        numbers[name], depths[name] = number, depth


def _crowd_problem(template: Template, include: _Include, depth: int) -> Problem:
    place = place_of(template, include.line, "{%")
    if depth > DEEPEST_INCLUDE:
        return error("mau-qua-sau", f"mẫu gọi mẫu khác quá {DEEPEST_INCLUDE} tầng", place, "gộp bớt các mẫu gọi nhau")
    return error("mau-qua-nhieu", f"mẫu gọi quá {MOST_INCLUDED} mẫu khác", place, "bỏ bớt {% include %} lặp lại")


def _sorted(graph: dict[str, list[_Include]]) -> tuple[list[str], list[list[str]]]:
    """Every template after those that it includes; and the rings found on the way, each as it runs."""
    order: list[str] = []
    rings: dict[frozenset[str], list[str]] = {}
    done: set[str] = set()
    for start in graph:
        path: list[str] = []
        waiting = [(start, 0)]
        while waiting:
            name, turn = waiting.pop()
            if turn == 0:
                if name in path:
                    ring = path[path.index(name) :]
                    rings.setdefault(frozenset(ring), ring)
                    continue
                if name in done:
                    continue
                path.append(name)
            if turn < len(graph[name]):
                waiting += [(name, turn + 1), (graph[name][turn].name, 0)]
            else:
                path.pop()
                done.add(name)
                order.append(name)
    return order, list(rings.values())


def _graph(templates: Templates) -> dict[str, list[_Include]]:
    """Of every template the includes that lead to one there is."""
    built = {name: [part for part in templates if part.startswith(folders)] for name, folders in BUILT.items()}
    return {
        name: [
            _Include(part, include.line)
            for include in _includes(template)
            for part in built.get(include.name, [include.name])
            if part in templates
        ]
        for name, template in templates.items()
    }


@lru_cache(maxsize=1024)
def _includes(template: Template) -> tuple[_Include, ...]:
    tree = read_tree(template)
    found = [] if isinstance(tree, Problem) else [node for node, _ in walk(tree) if isinstance(node, nodes.Include)]
    names = [(node.template.value, node.lineno) for node in found if isinstance(node.template, nodes.Const)]
    return tuple(_Include(name, line) for name, line in names if isinstance(name, str))
