"""All that is fuzzed, by the names of the command line."""

from fuzz.documents import Documents
from fuzz.strings import Strings
from fuzz.target import Target
from fuzz.templates import TemplateFiles
from fuzz.workbooks import Workbooks
from fuzz.yaml_files import YamlFiles

_ALL: tuple[Target, ...] = (
    YamlFiles(),
    Strings(),
    TemplateFiles(),
    Documents("word", ("docx",)),
    Documents("texts", ("txt", "md", "html")),
    Workbooks(),
)
TARGETS = {target.name: target for target in _ALL}
