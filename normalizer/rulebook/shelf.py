"""Words by their first characters, each group of them kept as JSON until a text asks for it.

Of thirty thousand words an article meets a hundred; to make objects of all of them was a sixth of the time that a short command takes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

#: So many characters at most are looked at: with three a paragraph is compared with a dozen words.
KEY = 3


def packed(groups: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Groups of words, by what they begin with, as a :class:`Shelf` takes them."""
    return {begin: orjson.dumps(words).decode() for begin, words in groups.items()}


class Shelf:
    """What is known of words, by the characters that they begin with; made of what :func:`packed` gives."""

    def __init__(self, groups: Mapping[str, str]) -> None:
        self._groups = groups
        self._read: dict[str, dict[str, Any]] = {}

    def at(self, begin: str) -> Mapping[str, Any]:
        """The words of the group that begins so, each with what is known of it."""
        if begin not in self._groups:
            return {}
        if begin not in self._read:
            self._read[begin] = orjson.loads(self._groups[begin])
        return self._read[begin]
