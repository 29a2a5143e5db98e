"""Problems of a metrics file that also name the cell that a wrong figure came from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from cchc_report.figures import Figures
from cchc_report.intake.answers import Answer
from cchc_report.problems import Place, Problem, Related

FROM_CELL = "số này lấy từ ô đây"

Lines = Mapping[tuple[str, int], Place]
"""The cell behind a line of a file."""


def lines_of(figures: Figures, answers: Mapping[str, Answer]) -> Lines:
    """The lines of the metrics file whose figures come from a workbook."""
    found: dict[tuple[str, int], Place] = {}
    for name, answer in answers.items():
        figure = figures.get(name)
        places = (figure.place, *figure.places) if figure and not figure.computed else ()
        found |= {(place.file, place.line): answer.slot.place for place in places}
    return found


def with_cells(problems: Iterable[Problem], lines: Lines) -> Iterator[Problem]:
    """Each problem with the cells behind its own place and behind those that it refers to."""
    for problem in problems:
        places = dict.fromkeys([problem.place, *(related.place for related in problem.related)])
        cells = dict.fromkeys(cell for place in places if (cell := lines.get((place.file, place.line))))
        yield replace(problem, related=(*problem.related, *(Related(FROM_CELL, cell) for cell in cells)))
