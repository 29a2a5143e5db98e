"""How Vietnamese offices write numbers, dates and lists: pure functions, the locale always passed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a text cannot be read, and what to write instead; the caller knows the place."""

    name: str
    """The problem's name, in kebab-case."""
    message: str
    hint: str = ""
