"""The words of all languages, and the small facts that readers look into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from normalizer.rulebook.fold import fold
from normalizer.rulebook.marks import is_bounded
from normalizer.rulebook.readers import Lexicon


class Words:
    """Blocks and word lists that patterns are made of. Immutable."""

    def __init__(self, data: Mapping[str, Any], ready: Mapping[str, Any]) -> None:
        self._data, self._ready = data, ready
        self._folded: dict[str, dict[str, set[str]]] = {}
        self.lexicon = Lexicon.of(data["names"], data["versions"])

    @property
    def blocks(self) -> dict[str, Any]:
        """Pieces of patterns by name."""
        blocks: dict[str, Any] = self._data["blocks"]
        return blocks

    @property
    def lists(self) -> dict[str, dict[str, list[str]]]:
        """Name of a list -> language -> its words."""
        lists: dict[str, dict[str, list[str]]] = self._data["words"]
        return lists

    @property
    def written(self) -> dict[str, str]:
        """The lists as patterns, all languages together."""
        written: dict[str, str] = self._ready["words"]
        return written

    def _listed(self, name: str) -> dict[str, set[str]]:
        """Each word of a list, folded, and the languages that list it; made when a list is first asked for."""
        if name not in self._folded:
            listed: dict[str, set[str]] = {}
            for language, words in self.lists.get(name, {}).items():
                for word in words:
                    listed.setdefault(fold(word), set()).add(language)
            self._folded[name] = listed
        return self._folded[name]

    def holds(self, name: str, word: str) -> bool:
        """Whether a list has a word, in any language and case."""
        return fold(word) in self._listed(name)

    def languages_of(self, text: str, lists: Sequence[str]) -> list[set[str]]:
        """For each word of these lists that stands in a text, the languages that list it; of words one inside the other, the longest."""
        folded = fold(text)
        found: dict[str, set[str]] = {}
        for name in lists:
            for key, languages in self._listed(name).items():
                at = folded.find(key)
                if at >= 0 and is_bounded(folded, at, at + len(key)):
                    found[key] = languages
        return [languages for key, languages in found.items() if not any(key != other and key in other for other in found)]
