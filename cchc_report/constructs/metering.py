"""What a template costs while it runs, counted in steps that are the same on every computer.

What the allow-list lets through is still able to loop over loops of long lists, or to include itself a million times by
way of others. Each round of a loop costs as many steps as it has constructs, each included template too, each filter and
test a few, and more where it looks at a long list, a long text or all units. A clock would judge the computer instead.
"""

from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

from jinja2 import Environment, FunctionLoader, Undefined, nodes, pass_context
from jinja2 import Template as Compiled
from jinja2.runtime import Context

from cchc_report.binding import Bound, Room, TemplateFault, size_of
from cchc_report.constructs.reading import walk
from cchc_report.ranking import RANKED, RANKING

MOST_STEPS = 2_000_000
"""A document may cost; the sample's report costs twenty thousand, two tables of a thousand units two hundred thousand."""
METER = "<meter>"
"""Where the context keeps the meter; not a name that a template could write."""
_COUNT, _LIST = "<steps>", "<list>"
"""The filters that ``metered`` puts into templates; nor are these."""
_CALL = 10
"""Steps of a filter or test by itself."""
_TEMPLATE = 30
"""Steps of an included template by itself."""
_CHARACTERS = 10
"""Characters that cost one step."""
_INDICATOR = 10
"""Steps of each indicator of a section that is looked at."""
_OF_ONE = {"ten_don_vi", "cung_don_vi", "ten_cap", "ca_cap", "ke_don_vi", "bang_nhau"}
"""Those for units that look only at what they are given."""
_ALL_UNITS = {*RANKING, *RANKED} - _OF_ONE
"""Filters and tests that may look at every unit."""
_WEIGHTLESS = (Bound, bool)


class Meter:
    """The steps that one document has cost so far."""

    def __init__(self, units: int) -> None:
        """``units`` is how many units and levels the figures know."""
        self.units = units
        self.spent = 0

    def spend(self, steps: int) -> None:
        """Count steps; a template that has cost too many ends here."""
        self.spent += steps
        if self.spent > MOST_STEPS:
            raise TemplateFault("mẫu lặp quá nhiều lần nên không dựng hết được")


class MeteredLoader(FunctionLoader):
    """Loads templates that pay while they run."""

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's own name for it
    ) -> Compiled:
        """The template of that name, compiled."""
        text, file, _ = self.get_source(environment, name)
        code = environment.compile(metered(environment.parse(text, name, file), environment), name, file)
        return environment.template_class.from_code(environment, code, globals or {}, None)


def metered(tree: nodes.Template, environment: Environment) -> nodes.Template:
    """The tree, where every template and every round of a loop first pays for what is in it."""
    loops = [node for node, _ in walk(tree) if isinstance(node, nodes.For)]
    for node in loops:
        node.iter = _call(_LIST, node.iter)
    for body in (tree.body, *(node.body for node in loops)):
        # What stands in a loop inside is counted there once more, which harms nobody.
        size = sum(1 for child in body for _ in walk(child)) + (_TEMPLATE if body is tree.body else 1)
        body.insert(0, nodes.ExprStmt(_call(_COUNT, nodes.Const(size)), lineno=body[0].lineno if body else 1))
    tree.set_environment(environment)
    return tree


def _call(name: str, value: nodes.Node) -> nodes.Filter:
    return nodes.Filter(value, name, [], [], None, None, lineno=value.lineno)


def metered_calls(calls: Mapping[str, Callable[..., object]]) -> dict[str, Callable[..., object]]:
    """Filters or tests that pay for what they look at and for what they make, and never see a name without a value."""
    return {name: _counted(call, all_units=name in _ALL_UNITS) for name, call in calls.items()}


@pass_context
def _count(context: Context, steps: int) -> None:
    _meter(context).spend(steps)


def _list(value: object) -> list[object]:
    """What a loop runs over: not the letters of a text, nor the inside of anything else."""
    _defined(value)
    if isinstance(value, Bound | Room):
        iter(value)  # says itself what to write
    if not isinstance(value, list):
        raise TemplateFault("{% for %} chỉ chạy trên một danh sách, như tthc.cong_bo|thanh_phan")
    return value


COUNTING: dict[str, Callable[..., object]] = {_COUNT: _count, _LIST: _list}
"""What a metered template calls."""


def _counted(call: Callable[..., object], *, all_units: bool) -> Callable[..., object]:
    @pass_context
    def counted(context: Context, value: object, *arguments: str) -> object:
        # Most are an indicator and a yes or no, which weigh nothing; every condition of every document passes here.
        weight = 0 if isinstance(value, _WEIGHTLESS) else _weight(value)
        result = call(value, *arguments)
        if not isinstance(result, _WEIGHTLESS):
            weight += _weight(result)
        meter: Meter = context.parent[METER]
        meter.spend(_CALL + weight + (meter.units if all_units else 0))
        return result

    return counted


def _meter(context: Context) -> Meter:
    meter: Meter = context.parent[METER]
    return meter


def _weight(value: object) -> int:
    if isinstance(value, str):
        return len(value) // _CHARACTERS
    if isinstance(value, list):
        for item in value:
            _defined(item)
        return len(value)
    _defined(value)
    return _INDICATOR * size_of(value) if isinstance(value, Room) else 0


def _defined(value: object) -> None:
    """Jinja complains of a name without a value when it is printed; a list would hide it, a test or filter mistake it."""
    if isinstance(value, Undefined):
        raise TemplateFault("mẫu dùng một tên chưa có giá trị")
