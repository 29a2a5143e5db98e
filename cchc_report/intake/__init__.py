"""What filled forms and an office's own tables give: one value for each figure, several workbooks merged, conflicts named."""

from cchc_report.intake.slots import Slot

__all__ = ["Slot"]
