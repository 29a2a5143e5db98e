"""The tool's own language: Vietnamese for click's texts and UTF-8 for every stream."""

import gettext
import io
import os
import sys
from pathlib import Path

DOMAIN = "cchc"
LOCALES = Path(__file__).parent / "locale"


def speak_vietnamese() -> None:
    """Make gettext, and with it click, answer in Vietnamese whatever language the machine is set to.

    Call it before the commands are defined: click translates the help of ``--version`` and the names of path types
    in the decorators. LANGUAGE comes first among the variables gettext reads, and programs started later inherit it.
    """
    os.environ["LANGUAGE"] = "vi"
    gettext.bindtextdomain(DOMAIN, str(LOCALES))
    gettext.textdomain(DOMAIN)


def write_utf8() -> None:
    """Write UTF-8 to stdout and stderr, and what UTF-8 cannot hold (half a surrogate pair in a file name) escaped.

    A program without a console has no streams, nor has one that was started with them closed: what is said is then
    lost and the work goes on. A stream put in their place need not know ``reconfigure``.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, io.StringIO())
        reconfigure = getattr(getattr(sys, name), "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
