"""Which figures of the sample are guarded: every single-digit slip is tried, and the table in the docs says what was caught."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from conftest import ROOT, SAMPLE

from cchc_report.checks import check
from cchc_report.figures import Figure, Figures, Statement, read_figures
from cchc_report.organisation import read_organisation
from cchc_report.periods import Period, PeriodType
from cchc_report.problems import Place, has_errors
from cchc_report.project import Project
from cchc_report.source import parse

PAGE = ROOT / "docs" / "sai-mot-chu-so.md"
STATEMENT = Statement(Period(PeriodType.QUARTER, 2024, 1), Place("q"))
HEAD = """\
# Gõ sai một chữ số: chỉ tiêu nào được canh giữ

Mỗi số trong tệp mẫu `metrics/ben-tre/2024-q1.yaml` được thử gõ sai: lần lượt thay từng chữ số bằng chín chữ số khác,
rồi chạy kiểm tra. Bảng cho biết bao nhiêu lần gõ sai bị phát hiện (lỗi, không kể cảnh báo). Trang này do `make accept`
tạo ra và được kiểm tra cùng các phép thử.

Chỉ tiêu bị lỗi nào cũng bắt được nhờ tổng hoặc tỷ lệ đã khai trong danh mục. Số đứng riêng một mình, không có quan hệ
với số nào khác, thì không phép tính nào canh giữ được: phải đọc lại bằng mắt.

"""


class Desk:
    """Reads variants of the sample without reading the catalogue again."""

    def __init__(self) -> None:
        project = Project(ROOT)
        self.catalogue, _ = project.catalogue("ben-tre")
        self.unit = project.source(SAMPLE / "don-vi.yaml")
        self.organisation, _ = read_organisation(self.unit, self.catalogue)
        self.text = (SAMPLE / "2024-q1.yaml").read_text(encoding="utf-8")

    def figures(self) -> Figures:
        return read_figures(parse(self.text.encode(), "q"), self.unit, self.catalogue, self.organisation, STATEMENT)[0]

    def catches(self, text: str) -> bool:
        figures, problems = read_figures(
            parse(text.encode(), "q"), self.unit, self.catalogue, self.organisation, STATEMENT
        )
        return has_errors([*problems, *check(figures)])


@dataclass(frozen=True)
class Guard:
    """How many single-digit slips of one figure are caught."""

    figure: Figure
    caught: int
    tried: int


@cache
def all_guards() -> tuple[Guard, ...]:
    return tuple(guards(Desk()))


def guards(desk: Desk) -> Iterator[Guard]:
    """Tries every slip of every number, date and document number of the sample."""
    lines = desk.text.splitlines(keepends=True)
    for figure in desk.figures().known.values():
        if (
            figure.computed
            or figure.indicator.kind.wordy
            or figure.place.file != "q"
            or figure.indicator.section == "ky"
        ):
            continue
        place = figure.place
        line = lines[place.line - 1]
        results = [
            desk.catches("".join([*lines[: place.line - 1], changed, *lines[place.line :]]))
            for changed in slips(line, place.column - 1, place.column - 1 + place.width)
        ]
        yield Guard(figure, sum(results), len(results))


def slips(line: str, start: int, end: int) -> Iterator[str]:
    """The line with each digit between start and end replaced by each other digit."""
    for at in range(start, end):
        if line[at].isdigit():
            for digit in "0123456789":
                if digit != line[at]:
                    yield line[:at] + digit + line[at + 1 :]


def table() -> str:
    found = all_guards()
    figures = Desk().figures()
    rows = [
        f"| {guard.figure.indicator.label} | `{guard.figure.indicator.id}` | {guard.figure.text} | {guard.caught} / {guard.tried} |".replace(
            "\u00a0", " "
        )
        for guard in found
    ]
    bare = [
        f"- {guard.figure.indicator.label} (`{guard.figure.indicator.id}`)"
        for guard in found
        if not _is_guarded(guard.figure.indicator.id, figures)
    ]
    total = f"Tất cả: {sum(guard.caught for guard in found)} / {sum(guard.tried for guard in found)} lần gõ sai bị phát hiện."
    head = "| Chỉ tiêu | Mã | Số | Bị phát hiện |\n|---|---|---|---|"
    return (
        f"{HEAD}{head}\n"
        + "\n".join(rows)
        + f"\n\n{total}\n\n## Không có tổng, tỷ lệ hay quy tắc nào canh giữ\n\n"
        + "\n".join(bare)
        + "\n"
    )


def _is_guarded(name: str, figures: Figures) -> bool:
    """Whether a formula or rule that could be decided uses the figure."""
    formulas = [figure for figure in figures.known.values() if figure.inputs and not figure.computed]
    in_formula = any(
        name == figure.indicator.id or name in {part.indicator.id for part in figure.inputs} for figure in formulas
    )
    return in_formula or any(
        name in rule.comparison.names and all(n in figures.known for n in rule.comparison.names)
        for rule in figures.catalogue.rules()
    )


def test_the_table_of_guards_is_up_to_date(accept: bool) -> None:  # noqa: FBT001 - pytest passes fixtures by name
    text = table()
    if accept:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(text, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == text


def test_every_slip_in_a_declared_sum_is_caught() -> None:
    summed = {
        "tthc.cong_bo",
        "tthc.ban_hanh_moi",
        "tthc.sua_doi",
        "tthc.thay_the",
        "tthc.bai_bo",
        "the_che.kiem_tra",
        "bo_may.bien_che_giam",
    }
    found = {guard.figure.indicator.id: guard for guard in all_guards() if guard.figure.indicator.id in summed}
    assert summed == set(found)
    assert all(guard.caught == guard.tried for guard in found.values())
