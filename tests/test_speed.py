"""The measurements of speed compare like with like: every engine makes the same document. How fast is no matter of tests."""

import importlib.util
from pathlib import Path

import pytest
from conftest import ROOT
from packages import skip_without

from benchmarks import communes, scripting, speed_report
from benchmarks.cases import Case, article_with_tables, paragraphs_of_figures
from benchmarks.content import Content, printed
from benchmarks.engines import DOCXTPL, OUR_TEXT, SCRIPT
from benchmarks.measuring import FULL, Memory, Results, engines
from benchmarks.turns import Pairs, Spread
from cchc_report.problems import Level
from cchc_report.project import Project

NODE_MODULES = ROOT / ".venv" / "node" / "node_modules"
CASES = {"article with tables": article_with_tables(3, 2), "paragraphs of figures": paragraphs_of_figures(20, 2)}


@pytest.fixture(autouse=True)
def _docxtpl() -> None:
    skip_without([] if importlib.util.find_spec("docxtpl") else ["docxtpl"])


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_all_engines_print_the_same_paragraphs_and_cells_in_the_same_styles(case: Case, tmp_path: Path) -> None:
    with engines(case, None, tmp_path) as made:
        assert len(made) == 5
        of_first, of_second = (
            [printed(engine.file(number)) for engine in made if engine.name != OUR_TEXT] for number in range(2)
        )
    assert all(document == of_first[0] for document in of_first)
    assert all(document == of_second[0] for document in of_second)
    assert of_first[0] != of_second[0], "the figures must change from document to document"


def test_the_engines_of_node_print_the_same(tmp_path: Path) -> None:
    if not NODE_MODULES.is_dir():
        pytest.skip("the engines of Node are there after «make benchmark NODE=1» only")
    with engines(CASES["article with tables"], NODE_MODULES, tmp_path) as made:
        assert len(made) == 8


def test_an_engine_that_leaves_something_out_is_not_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def without_the_end(content: Content, base: bytes, target: Path) -> None:
        scripting.as_fast_as_it_goes(content[:-1], base, target)

    monkeypatch.setattr(scripting, "as_documented", without_the_end)
    with pytest.raises(ValueError, match="python-docx as documented prints something else"):
        engines(CASES["article with tables"], None, tmp_path).__enter__()


def test_invented_communes_have_figures_that_agree(tmp_path: Path) -> None:
    communes.lay_out(tmp_path, 3)
    project = Project(tmp_path)
    quarters = [project.quarter(path) for path in project.metrics_files(tmp_path / "metrics")]
    assert [quarter.unit for quarter in quarters] == ["xa-0001", "xa-0002", "xa-0003"]
    assert not [problem for one in quarters for problem in one.problems if problem.level is not Level.NOTE]
    assert len({one.digest for one in quarters}) == 3


def test_missed_aims_stand_as_missed() -> None:
    verdicts = {aim.what: aim.is_met for aim in speed_report.aims(RESULTS)}
    assert verdicts == {
        "with tables of 10 rows at least 14 times as fast as docxtpl": True,
        "with tables of 10 rows at least 20 times as fast as python-docx as documented": False,
        "the text of the article takes at most a quarter of its Word file": True,
        "the command starts and ends before a docxtpl script": False,
        "a further row costs at most 1.25 times as much where there are more": True,
        "memory grows by less than 10 MB up to 5000 documents": True,
        "a further commune as docx costs at most 1.25 times as much where there are more": False,
    }


def test_the_tables_replace_those_between_the_marks_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = tmp_path / "README.md"
    readme.write_bytes(speed_report.README.read_bytes())
    monkeypatch.setattr(speed_report, "README", readme)
    before = readme.read_text(encoding="utf-8").partition(speed_report.BEGIN)[0]
    for _ in range(2):
        speed_report.into_readme(list(speed_report.report(RESULTS, None)))
    written = readme.read_text(encoding="utf-8")
    assert written.startswith(before)
    assert written.count("| docxtpl | 30.0 ms | 15.0 (15.0..15.0) | 300.0 ms | 15.0 (15.0..15.0) |") == 1
    assert written.count(speed_report.BEGIN) == written.count(speed_report.END) == 1


def _paired(base: float, other: float) -> Pairs:
    return Pairs(Spread((base,)), Spread((other,)), Spread((other / base,)))


RESULTS = Results(
    rows={
        rows: {DOCXTPL: _paired(base, 15 * base), SCRIPT: _paired(base, 19 * base), OUR_TEXT: _paired(base, base / 5)}
        for rows, base in ((10, 0.002), (100, 0.02), (1_000, 0.2))
    },
    figures={60: _paired(0.001, 0.01), 600: _paired(0.01, 0.1)},
    peaks={10: {DOCXTPL: 40.0}},
    long=Memory(peak=50.0, early=45.0, late=47.0),
    cold=_paired(0.2, 0.1),
    communes=[communes.Rendered(size, "docx", size * 0.01, 0.001) for size in (10, 100, 1_000)],
    plan=FULL,
)
