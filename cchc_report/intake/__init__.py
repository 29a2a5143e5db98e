"""What filled forms and an office's own tables give: one value for each figure, several workbooks merged, conflicts named."""

from cchc_report.intake.mapping import Mapping
from cchc_report.intake.mapping_reading import read_mapping
from cchc_report.intake.slots import Slot
from cchc_report.intake.tables import mapped

__all__ = ["Mapping", "Slot", "mapped", "read_mapping"]
