"""The entry form of a period: a workbook made from the catalogue, with what is known already, checks that turn red while one types."""

from cchc_report.form.layout import Imprint, imprint

__all__ = ["Imprint", "imprint"]
