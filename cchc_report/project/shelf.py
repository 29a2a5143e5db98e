"""The last few of what is dear to make."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")


class Shelf(Generic[Key, Made]):
    """Holds what was used last, so that a run over thousands of units needs no more memory than one over a few."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: dict[Key, Made] = {}

    def get(self, key: Key, missing: Callable[[], Made]) -> Made:
        """What is held under the key, or else what ``missing`` gives now."""
        made = self._held.pop(key) if key in self._held else missing()
        self._held[key] = made
        if len(self._held) > self._most:
            del self._held[next(iter(self._held))]
        return made
