"""What filled forms and an office's own tables give: one value for each figure, several workbooks merged, conflicts named."""

from cchc_report.intake.answers import Answer
from cchc_report.intake.changes import Change, Changes, changes_of
from cchc_report.intake.forms import FilledSheet, filled_sheets, misplaced, outdated
from cchc_report.intake.merging import Intake, take
from cchc_report.intake.naming import lines_of, with_cells
from cchc_report.intake.slots import Slot

__all__ = [
    "Answer",
    "Change",
    "Changes",
    "FilledSheet",
    "Intake",
    "Slot",
    "changes_of",
    "filled_sheets",
    "lines_of",
    "misplaced",
    "outdated",
    "take",
    "with_cells",
]
