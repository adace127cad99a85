"""Which language's letters these are: the cheapest witness for how 8-bit text of Europe is to be read (letters: rules/blocks/letters.toml)."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import lru_cache

from normalizer.rulebook.files import root

#: With fewer letters beyond ASCII than this, none of them need be a usual one.
FEW = 4
_FOREIGN = re.compile("[^\x00-\x7f]")
#: Signs of Windows-1252 and its sisters that stand after a letter only where the word was misread (not ´, which people type for ’).
_SIGNS = frozenset("¡¢£¤¥¦§¨©¬¯±²³µ¶¸¹¼½¾¿‚„†‡‰ƒˆ˜€•×÷ˇ˘˛˝˙")
#: What is hardly ever read right: a sign between letters, a capital behind a small letter, a C1 control but for the line end U+0085.
_ODD = re.compile("(?<=[^\\W\\d_])[^\x00-\x7f\\w\\s’·‧–—…“”„‘«»´](?=[^\\W\\d_])|[a-zß-öø-ÿа-яёα-ώ][A-ZÀ-ÖØ-ÞŒŠŽŸА-ЯЁЂ-ЏΑ-Ω]|[\x80-\x84\x86-\x9f]")


def letters(text: str) -> Counter[str]:
    """How often each letter beyond ASCII stands in the text, as a small letter; signs, C1 controls and capitals inside words as they are."""
    found: Counter[str] = Counter()
    for char, count in Counter(_FOREIGN.findall(text)).items():
        inside = 0
        if char in _SIGNS or char.isupper():
            inside = len(re.findall(f"(?<=[a-z]){char}" + ("" if char.isupper() else "(?=[^\\W\\d_]|[ ,.;:])"), text))
            found[char] += inside
        if char.isalpha():
            found["İ" if char == "İ" else char.lower()] += count - inside
        elif "\x80" <= char <= "\x9f":
            found[char] += count
    return +found


def strangers(found: Counter[str], charset: str) -> int:
    """How many of the letters the best fitting language of this charset (``west`` or a Python codec) has not."""
    table = alphabets()
    total = found.total()
    best = total
    for language, own in table.get(charset, {}).items():
        usual = table["usual"].get(language, own)
        if total < FEW or any(char in found for char in usual):
            best = min(best, total - sum(found[char] for char in own))
    return best


def oddities(text: str) -> int:
    """How many places look misread, in any script."""
    return len(_ODD.findall(text))


@lru_cache(maxsize=1)
def alphabets() -> dict[str, dict[str, str]]:
    """Charset -> language -> its letters; ``usual`` -> language -> the letters of which one stands in nearly every text."""
    table = tomllib.loads((root() / "blocks" / "letters.toml").read_text(encoding="utf-8"))
    return {charset: own for charset, own in table.items() if isinstance(own, dict)}
