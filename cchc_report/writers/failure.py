"""Why a file cannot be written although the document is sound: what the writers were given beside it is not usable."""

from cchc_report.problems import Place
from cchc_report.vietnamese import Fault


class WriterProblem(Exception):  # noqa: N818 - a finding for the user, in the words of problems.py, not a fault of the tool
    """A fault of the user's files that only a writer can see; ``fault`` is what to tell, in Vietnamese."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class FrameProblem(WriterProblem):
    """The Word frame cannot be used; the caller knows its path."""


class PictureProblem(WriterProblem):
    """A picture is neither PNG nor JPEG, or is cut off."""

    def __init__(self, fault: Fault, place: Place) -> None:
        super().__init__(fault)
        self.place = place
        """Where the metrics file names the picture."""
