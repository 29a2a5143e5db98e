"""Reading figures: from the bytes of a YAML file to nodes that know their places, and to problems.

No value is interpreted here: a scalar is text, and what it means is decided by whoever knows the field.
"""

from cchc_report.source.nodes import Entry, Mapping, Node, Scalar, Sequence, Source
from cchc_report.source.reading import parse, read

__all__ = ["Entry", "Mapping", "Node", "Scalar", "Sequence", "Source", "parse", "read"]
