"""What a line shares with the story: a headline speaks of it, a slogan, a section label or a search form do not."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache

from normalizer.rulebook.fold import fold

#: Inflected words agree in their first letters (`dykarna`, `dykare`); shorter words are in every text.
_STEM, _SHORTEST = 5, 4
#: Scripts written without spaces are compared by runs of characters: two of Han or kana, four of Thai, Lao, Burmese or Khmer.
_HAN, _INDOCHINA = "[\u3040-\u30ff\u3400-\u9fff]+", "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+"
_HANGUL = "[\uac00-\ud7af]{2,}"
_WORD = re.compile(r"[^\W\d_][^\s!-@\[-`{-~«»“”‘’„…–—·।،؛؟]{3,}")


@cache
def _scripts() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, (_HAN, _INDOCHINA, _HANGUL)))  # takes 6 ms, and texts in ASCII do without


def stems(text: str) -> set[str]:
    """What stands for the words of a text when texts are compared; single words of three letters and less do not count."""
    folded = fold(text)
    if folded.isascii():
        return {word[:_STEM] for word in _WORD.findall(folded)}
    han, indochina, hangul = _scripts()
    found = {word[:2] for word in hangul.findall(folded)}
    for script, size in ((han, 2), (indochina, 4)):
        found.update(run[at : at + size] for run in script.findall(folded) for at in range(len(run) - size + 1))
    rest = indochina.sub(" ", han.sub(" ", hangul.sub(" ", folded)))
    found.update(word[:_STEM] for word in _WORD.findall(rest))
    return found


def shared(line: str, story: Set[str]) -> int:
    """How many words a line and the story have in common; three runs of an unspaced script are about two words."""
    common = stems(line) & story
    if line.isascii():
        return len(common)
    han, indochina, _ = _scripts()
    runs = sum(1 for stem in common if han.match(stem) or indochina.match(stem))
    return len(common) - runs + runs // 2
