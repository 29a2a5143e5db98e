"""The commands. Only this room prints and exits; everything it says is Vietnamese."""

from cchc_report.language import speak_vietnamese

speak_vietnamese()  # before the commands: click translates some of their help while they are defined

from cchc_report.cli.commands import cchc, main  # noqa: E402 - as said above

__all__ = ["cchc", "main"]
