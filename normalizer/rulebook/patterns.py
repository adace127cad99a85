"""From a rule's pattern, with blocks and words in braces, to the expression that the engine compiles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from normalizer.rulebook.fold import variants

#: Every space of Unicode and the tab; named, since it stands in every gap between two words of a pattern.
SPACES = r"\p{Zs}\t"
_SPACE = f"[{SPACES}]"
_BLOCK = re.compile(r"\{([a-z_][a-z_0-9]*)(?::([a-z_][a-z_0-9]*))?\}")
_SPECIAL = re.compile(r"([\\.^$*+?{}\[\]|()\-/])")
_MOST_DEPTH = 6


class Pattern(NamedTuple):
    """An expanded pattern, and for each named group the reader that its words must pass."""

    text: str
    readers: dict[str, str]


def expand(pattern: str, blocks: dict[str, Any], words: Mapping[str, str]) -> Pattern:
    """Expand blocks, words (as :func:`written`) and spaces. ValueError: an unknown block, or a field named twice."""
    readers: dict[str, str] = {}

    def replace(text: str, depth: int, capture: bool) -> str:
        if depth > _MOST_DEPTH:
            raise ValueError(f"blocks nest deeper than {_MOST_DEPTH}: does one contain itself?")

        def one(found: re.Match[str]) -> str:
            name, field = found.groups()
            if name in words and name not in blocks:
                return f"{{{name}}}" if field is None else f"(?P<{_claim(field, 'text')}>{{{name}}})"  # written out last
            if name not in blocks:
                raise ValueError(f"no block or word list {name!r}")
            block = blocks[name]
            inner = replace(block["pattern"], depth + 1, False)
            if not capture or "reads" not in block:
                return f"(?:{inner})"
            return f"(?P<{_claim(field or block.get('field', name), block['reads'])}>{inner})"

        return _BLOCK.sub(one, text)

    def _claim(field: str, reader: str) -> str:
        if field in readers:
            raise ValueError(f"the field {field!r} is read twice; name one of them {{block:other}}")
        readers[field] = reader
        return field

    return Pattern(_BLOCK.sub(lambda found: words[found[1]], spaced(replace(pattern, 0, True))), readers)


def written(lists: Mapping[str, dict[str, list[str]]]) -> dict[str, str]:
    """Each word list as a pattern: all printed variants of all languages, longest first, so that the longest matches.

    Variants that differ in case alone are one word that is matched in any case: a program of a quarter of the size, compiled in a third of the
    time. Apart stand those whose lower case is not one letter for one: `HABERİ` beside `haberi`, `STRASSE` beside `straße`.
    """
    return {name: spaced(_alternation(by_language)) for name, by_language in lists.items()}


def _alternation(by_language: dict[str, list[str]]) -> str:
    printed = {form for language, words in by_language.items() for word in words for form in variants(word, language)}
    apart = {form.lower() if len(form.lower()) == len(form) else form for form in printed}
    return "(?i:" + "|".join(escape(form) for form in sorted(apart, key=lambda form: (-len(form), form))) + ")"


def escape(text: str) -> str:
    """The text as a pattern that matches it alone (spaces stay: they stand for any spaces)."""
    return _SPECIAL.sub(r"\\\1", text)


def spaced(pattern: str) -> str:
    """One space in a pattern means one or more spaces of any kind; `` ?`` and `` *`` any number; in a class, all of them."""
    out, i, in_class = [], 0, False
    while i < len(pattern):
        char = pattern[i]
        if char == "\\":
            out.append(pattern[i : i + 2])
            i += 2
            continue
        if char == "[" and not in_class:
            in_class = True
        elif char == "]" and in_class:
            in_class = False
        if char == " ":
            if in_class:
                out.append(SPACES)
            elif pattern[i + 1 : i + 2] in ("?", "*"):
                out.append(_SPACE + "*")
                i += 1
            else:
                out.append(_SPACE + "+")
        else:
            out.append(char)
        i += 1
    return "".join(out)
