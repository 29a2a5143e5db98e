"""Which numbers of an edited document are to be renewed after the metrics changed, and which a person must look at.

A number is renewed only where it is certain which figure it is and that the tool wrote it: where the bookmark that the
tool put around it and the words around it agree, or, without a bookmark, where its whole sentence is word for word the
rendered one; and where the tool's list in the file says that this number is what it printed. Everything else is listed,
with the reason. A sentence whose words depend on a figure is left alone as a whole.
"""

from cchc_report.renewal.bookmarks import plain
from cchc_report.renewal.model import Doubt, Plan, Renewal
from cchc_report.renewal.planning import plan

__all__ = ["Doubt", "Plan", "Renewal", "plain", "plan"]
