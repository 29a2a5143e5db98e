"""Waivers: a rule that is broken for a good reason, said so in the metrics file."""

from collections.abc import Iterator, Sequence

from cchc_report.checks.history import waivable
from cchc_report.checks.relations import Relation
from cchc_report.fields import near_code
from cchc_report.figures import Figures, Waiver
from cchc_report.problems import Problem, Related, error, note, warning


def with_waivers(figures: Figures, found: Sequence[Relation]) -> Iterator[Problem]:
    """The problems of the relations, each broken one that is waived as a note; and the problems of the waivers."""
    valid = {waiver.rule: waiver for waiver in figures.waivers if waiver.last_day >= figures.period.last_day}
    for relation in found:
        if relation.problem is not None:
            waiver = valid.get(relation.id) if relation.kept is False else None
            yield _waived(relation.problem, waiver) if waiver else relation.problem
    kept: dict[str, bool | None] = {}
    for relation in found:
        # One id may stand for several relations: of the whole, of each unit, of the sum of the units.
        kept[relation.id] = kept.get(relation.id, True) and relation.kept
    yield from _faults(figures, kept)


def _waived(problem: Problem, waiver: Waiver) -> Problem:
    message = (
        f"được miễn trừ «{waiver.rule}» đến ngày {_day(waiver)} ({waiver.approver}: {waiver.reason}); {problem.message}"
    )
    return note("mien-tru", message, waiver.place, related=[Related("", problem.place)])


def _faults(figures: Figures, kept: dict[str, bool | None]) -> Iterator[Problem]:
    """Waivers of nothing, twice of the same, expired, and of a relation that holds."""
    catalogue = figures.catalogue
    names = {rule.id for rule in catalogue.rules()} | {i.id for i in catalogue.indicators() if i.formula} | set(kept)
    names |= waivable(catalogue)
    seen: dict[str, Waiver] = {}
    for waiver in figures.waivers:
        if waiver.rule in seen:
            first = Related("lần đầu ở đây", seen[waiver.rule].place)
            yield error(
                "mien-tru-lap",
                f"«{waiver.rule}» được miễn trừ hai lần",
                waiver.place,
                "xóa một trong hai miễn trừ",
                [first],
            )
        elif waiver.rule not in names:
            near = near_code(waiver.rule, names)
            hint = (
                f"có phải «{near}»?"
                if near
                else "ghi mã của chỉ tiêu có công thức, hoặc mã quy tắc nêu trong thông báo lỗi"
            )
            yield error("mien-tru-la", f"không có quy tắc «{waiver.rule}» để miễn trừ", waiver.place, hint)
        elif waiver.last_day < figures.period.last_day:
            message = f"miễn trừ «{waiver.rule}» chỉ đến ngày {_day(waiver)}, trước khi kỳ này kết thúc"
            yield error(
                "mien-tru-het-han", message, waiver.place, "sửa số cho khớp, hoặc xin gia hạn và sửa «den_ngay»"
            )
        elif kept.get(waiver.rule) is True:
            yield warning(
                "mien-tru-thua",
                f"miễn trừ «{waiver.rule}» không còn cần: số liệu đã đúng quy tắc này",
                waiver.place,
                "xóa miễn trừ này",
            )
        seen.setdefault(waiver.rule, waiver)


def _day(waiver: Waiver) -> str:
    return f"{waiver.last_day.day}-{waiver.last_day.month}-{waiver.last_day.year}"
