"""The entry form of a period: a workbook made from the catalogue, with what is known already, checks that turn red while one types."""

from cchc_report.form.layout import Imprint, imprint
from cchc_report.form.making import form_workbook
from cchc_report.form.pages import asked_of, period_section, version_of

__all__ = ["Imprint", "asked_of", "form_workbook", "imprint", "period_section", "version_of"]
