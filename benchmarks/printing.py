"""The tool itself as an engine: from checked figures in memory to a file on disk."""

from dataclasses import dataclass
from pathlib import Path

from benchmarks.cases import Case
from cchc_report import __version__
from cchc_report.document import Document
from cchc_report.outputs import Outcome, Provenance, write_output
from cchc_report.problems import Level
from cchc_report.project import Project, Quarter, read_frame
from cchc_report.rendering import Rendered, Workshop


@dataclass(frozen=True, slots=True)
class Printing:
    """A working folder with the variants of a document, read and checked."""

    case: Case
    workshop: Workshop
    quarters: list[Quarter]
    frame: bytes
    target: Path
    """The folder of the outputs."""

    @staticmethod
    def of(case: Case, folder: Path) -> "Printing":
        """Lay out the working folder and read every variant. Raises ValueError where one has a problem."""
        metrics = case.lay_out(folder)
        project = Project(folder)
        quarters = [project.proposed(metrics, case.variant(number)) for number in range(case.variants)]
        for problem in (problem for quarter in quarters for problem in quarter.problems):
            if problem.level is not Level.NOTE:
                raise ValueError(f"the invented figures have a problem: {problem}")
        return Printing(case, Workshop(project), quarters, read_frame(project, case.genre)[1], folder / "out")

    def document(self, number: int) -> Document:
        """A variant, composed with all that is checked on the way. Raises ValueError where that finds anything."""
        composition = self.workshop.compose(self._quarter(number), self.case.genre)
        if composition.document is None or composition.problems:
            raise ValueError(f"no document: {composition.problems}")
        return composition.document

    def file(self, document: Document, ending: str) -> Rendered:
        """A document in one format. Raises TypeError where the frame cannot be used."""
        (written,) = self.workshop.write(document, [ending])
        if not isinstance(written, Rendered):
            raise TypeError(f"no file: {written}")
        return written

    def make(self, number: int, ending: str) -> Path:
        """A variant on disk, as the command leaves it: synced, moved into place, with its record."""
        document, quarter = self.document(number), self._quarter(number)
        rendered = self.file(document, ending)
        made_of = Provenance(
            document.metrics,
            document.genre,
            "",
            document.id,
            quarter.digest,
            self.workshop.digest(quarter.unit, document.genre),
            __version__,
        )
        written = write_output(self.target, rendered.name, rendered.content, made_of)
        if written.outcome is not Outcome.WRITTEN:
            raise ValueError(f"{written.path} was not written: {written.outcome}")
        return written.path

    def _quarter(self, number: int) -> Quarter:
        return self.quarters[number % len(self.quarters)]
