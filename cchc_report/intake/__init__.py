"""What filled forms and an office's own tables give: one value for each figure, several workbooks merged, conflicts named."""

from cchc_report.intake.answers import Answer
from cchc_report.intake.changes import Change, Changes, changes_of
from cchc_report.intake.forms import FilledSheet, filled_sheets, misplaced, outdated, renamed
from cchc_report.intake.mapping import Mapping
from cchc_report.intake.mapping_reading import read_mapping
from cchc_report.intake.merging import Intake, take
from cchc_report.intake.naming import lines_of, with_cells
from cchc_report.intake.slots import Slot
from cchc_report.intake.tables import mapped

__all__ = [
    "Answer",
    "Change",
    "Changes",
    "FilledSheet",
    "Intake",
    "Mapping",
    "Slot",
    "changes_of",
    "filled_sheets",
    "lines_of",
    "mapped",
    "misplaced",
    "outdated",
    "read_mapping",
    "renamed",
    "take",
    "with_cells",
]
