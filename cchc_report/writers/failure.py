"""Why a file cannot be written although the document is sound: what the writers were given beside it is not usable."""

from cchc_report.problems import Place
from cchc_report.vietnamese import Fault


class WriterProblem(Exception):  # noqa: N818 - a finding for the user, in the words of problems.py, not a fault of the tool
    """A fault of the user's files that only a writer can see; ``fault`` is what to tell, in Vietnamese."""

    def __init__(self, fault: Fault, place: Place | None = None) -> None:
        super().__init__(fault.message)
        self.fault = fault
        self.place = place
        """Where the figure stands that makes the trouble; None for the frame, whose path the caller knows."""


class FrameProblem(WriterProblem):
    """The Word frame cannot be used."""


class PictureProblem(WriterProblem):
    """A picture is neither PNG nor JPEG, or is cut off."""


class LineProblem(WriterProblem):
    """A line that must not wrap is wider than its room."""
