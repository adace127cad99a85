"""What must stand in a text before a pattern can match: sets of signs, of each of which one must be there.

Read off the pattern itself, so that no author has to say it and none can say it wrong: `^{author} ?[:：] ?{people}$` cannot match where no
colon is. Only signs, digits and letters without case count; a word list or a class of letters asks for nothing. A look for a few signs costs
a hundredth of a search, and spares most windows their marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import reduce
from typing import Any

from normalizer.rulebook.patterns import expand

#: How many of these characters must be there.
Needs = dict[frozenset[str], int]

#: A class wider than this says little; so many needs of a pattern are worth a look.
_WIDEST, _MOST = 40, 6
_TOKEN = re.compile(
    r"""(?P<open>\((?:\?P<\w+>|\?[a-zA-Z-]*:)?)|(?P<close>\))|(?P<bar>\|)|(?P<named>\\[pP](?:\{[^}]*\}|.))
    |\\x\{(?P<hex>[0-9a-fA-F]+)\}|\\(?P<escaped>.)|(?P<open_class>\[\^?\]?)|(?P<quantifier>(?:[*+?]|\{\d+(?:,\d*)?\})\??)|(?P<anchor>[$^])|(?P<any>\.)|(?P<char>.)""",
    re.VERBOSE | re.DOTALL,
)
#: A pattern that begins with a word of a list, as authors write it: `^(?P<as_byline>{bullet}* ?{by} ...`.
_FIRST = re.compile(
    r"(?P<anchor>\^)?(?:\(\?P<as_\w+>)?(?:\{bullet\}[*?]? ?\??|\(\?:\{bullet\} \?\)[*?])*(?:\(\?P<as_\w+>)?\{(?P<list>[a-z]+)(?::\w+)?\}(?![*?{])"
)
#: A pattern that begins with a whole line that must not end as a sentence does: `^[^\\n]*[^.!?\\n]{break}...`.
_TITLE = re.compile(r"\^\[\^\\n\]\*\[\^(?P<shuns>[^\]\\]+)\\n\]\{break\}")
#: What an escaped letter stands for, as far as it is one character; the others (`\d`, `\w`) are classes.
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v"}


def needs(pattern: str, blocks: dict[str, Any], words: Iterable[str]) -> list[tuple[str, int]]:
    """The needs of a rule's pattern, each as its characters and how many of them, the narrowest first; ``0`` is any decimal digit.

    ValueError: the pattern names an unknown block.
    """
    found = _Reader(expand(pattern, blocks, dict.fromkeys(words, "")).text).alternatives()
    telling = {need: count for need, count in found.items() if not any(char.isspace() or char.lower() != char.upper() for char in need)}
    return [("".join(sorted(need)), count) for need, count in _narrowest(telling).items()]


def first_list(pattern: str, zone: str, words: Iterable[str]) -> str:
    """The word list that a pattern begins with, behind bullets; empty: it begins otherwise, or somewhere in its window."""
    found = _FIRST.match(pattern)
    if found is None or found["list"] not in words or (zone != "line" and not found["anchor"]) or _has_branches(pattern):
        return ""
    return found["list"]


def shuns(pattern: str) -> str:
    """The characters that the first paragraph of a pattern's window must not end in; empty: it may end in any."""
    found = _TITLE.match(pattern)
    return found["shuns"] if found and not _has_branches(pattern) else ""


def _has_branches(pattern: str) -> bool:
    """Whether a bar stands outside of all groups and classes."""
    depth = 0
    at = 0
    while at < len(pattern):
        token = _TOKEN.match(pattern, at)
        assert token is not None
        at = token.end()
        if token["open_class"]:
            while not pattern.startswith("]", at):
                at += 2 if pattern[at] == "\\" else 1
            at += 1
        depth += bool(token["open"]) - bool(token["close"])
        if token["bar"] and not depth:
            return True
    return False


def _narrowest(found: Needs) -> Needs:
    """The needs that say most: signs before letters, few before many, none that another one includes."""
    kept: Needs = {}
    for need in sorted(found, key=lambda need: (any(map(str.isalpha, need)), len(need), sorted(need))):
        if len(need) <= _WIDEST and not any(other <= need and found[need] <= count for other, count in kept.items()):
            kept[need] = found[need]
    return dict(list(kept.items())[:_MOST])


def _both(one: Needs, other: Needs) -> Needs:
    """What two pieces ask for, one behind the other."""
    return {need: one.get(need, 0) + other.get(need, 0) for need in (*one, *(need for need in other if need not in one))}


def _either(one: Needs, other: Needs) -> Needs:
    """What two branches ask for together: of either one need."""
    united: Needs = {}
    for first in one:
        for second in other:
            both = first | second
            united[both] = max(united.get(both, 0), min(one[first], other[second]))
    return _narrowest(united)


class _Reader:
    """A pattern of RE2 from left to right."""

    def __init__(self, pattern: str) -> None:
        self._pattern, self._at = pattern, 0

    def alternatives(self) -> Needs:
        """The needs of a group, up to its bracket (or the end), which is read."""
        branches: list[Needs] = []
        branch: Needs = {}
        last: Needs = {}  # of the one piece that a quantifier would stand for
        while self._at < len(self._pattern):
            token = _TOKEN.match(self._pattern, self._at)
            assert token is not None, "the last of the tokens takes any character"
            self._at = token.end()
            if token["quantifier"]:
                if token["quantifier"][0] in "*?" or token["quantifier"].startswith("{0"):
                    last = {}
                continue
            branch, last = _both(branch, last), {}
            if token["close"]:
                break
            if token["bar"]:
                branches.append(branch)
                branch = {}
            elif token["open"]:
                last = self.alternatives()
            elif token["open_class"]:
                last = self._class(token["open_class"])
            else:
                char = _one(token)
                last = {frozenset(char): 1} if char else {}
        return reduce(_either, [*branches, _both(branch, last)])

    def _class(self, opened: str) -> Needs:
        """The one need of a class, which is read up to its bracket; none where it is wide or says what it is not."""
        chars: set[str] = set("]" if opened.endswith("]") else "")
        wide = "^" in opened
        begin = ""
        while not self._pattern.startswith("]", self._at):
            token = _TOKEN.match(self._pattern, self._at)
            assert token is not None
            self._at = token.end()
            if len(token[0]) > 1 and not (token["hex"] or token["escaped"] or token["named"]):
                self._at = token.start() + 1  # no group, class or quantifier inside of a class
            char = _one(token) if token["hex"] or token["escaped"] or token["named"] else token[0][0]
            wide = wide or not char
            if char == "-" and begin and not token["escaped"] and not self._pattern.startswith("]", self._at):
                wide = True  # a range
            chars.add(char)
            begin = char
        self._at += 1
        return {} if wide else {frozenset(chars): 1}


def _one(token: re.Match[str]) -> str:
    """The one character that a token stands for; empty: none, or any of several. ``0`` stands for every decimal digit."""
    if token["named"]:
        return "0" if token["named"] == r"\p{Nd}" else ""
    if token["hex"]:
        return chr(int(token["hex"], 16))
    if token["escaped"]:
        return _ESCAPED.get(token["escaped"], "" if token["escaped"].isalnum() else token["escaped"])
    return token["char"] or ""
