"""Templates that include each other: which ones a template brings in, and rings of them."""

import re
from collections.abc import Iterator

from cchc_report.constructs.places import place_of
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


def used(name: str, templates: Templates) -> list[Template]:
    """A template and all that it may bring in, by name."""
    included = {other: _included(template, templates) for other, template in templates.items()}
    found = {name, *_reachable(name, included)}
    return [template for other, template in sorted(templates.items()) if other in found]


def include_cycles(templates: Templates) -> Iterator[Problem]:
    """One problem for each ring of templates that include each other."""
    included = {name: _included(template, templates) for name, template in templates.items()}
    reach = {name: _reachable(name, included) for name in templates}
    for name, template in templates.items():
        ring = [other for other in reach if other in reach[name] and name in reach[other]]
        if ring and ring[0] == name:
            message = f"mẫu gọi vòng qua {{% include %}}: {' → '.join([*ring, name])}"
            line = next((n for n, line in enumerate(template.text.splitlines(), start=1) if "include" in line), 1)
            yield error("mau-vong", message, place_of(template, line, "{%"), "bỏ một {% include %} trong vòng")


def _reachable(name: str, included: dict[str, list[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(included[name])
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting += included.get(current, [])
    return found


def _included(template: Template, templates: Templates) -> list[str]:
    names = re.findall(r"\{%-?\+?\s*include\s+[\"']([^\"']+)[\"']", template.text)
    built = {name: [part for part in templates if part.startswith(folders)] for name, folders in BUILT.items()}
    return [name for found in names for name in built.get(found, [found])]
