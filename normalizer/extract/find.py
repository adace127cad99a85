"""Where in a text the words of another copy of it stand: a library's paragraphs in the text of the page they were taken from.

Both are compared without white space and invisible characters, since every library tidies these its own way.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

#: A stretch of a text, half open.
Slice = tuple[int, int]
#: What libraries tidy, drop or put between table cells.
_KEPT = re.compile(r"[^\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffc\x00-\x1f\x7f-\x9f|]+")
#: How many times its own length a text may be searched through for words that are not where they should be.
_SEARCHES = 60
#: A piece of a paragraph shorter than this says too little to be looked for alone.
_SHORTEST_PIECE = 12


def bare(text: str) -> str:
    """A text without what is not compared."""
    return "".join(_KEPT.findall(text))


class Finder:
    """A text that paragraphs are looked for in. ``lines`` are its lines, the likeliest places."""

    def __init__(self, text: str, lines: Iterable[Slice]) -> None:
        self._at: list[int] = []
        self._stands: list[int] = []
        parts: list[str] = []
        length = 0
        for piece in _KEPT.finditer(text):
            self._at.append(length)
            self._stands.append(piece.start())
            parts.append(piece[0])
            length += len(piece[0])
        self._bare = "".join(parts)
        self._budget = _SEARCHES * length
        self._lines: dict[str, list[int]] = defaultdict(list)
        at = 0
        for start, end in lines:
            words = bare(text[start:end])
            if words:
                self._lines[words].append(at)
                at += len(words)

    def find(self, paragraphs: Sequence[Sequence[str]]) -> list[Slice]:
        """The stretches of the text where paragraphs stand, each given as its pieces of markup; what is not found is left out."""
        keys = [bare("".join(pieces)) for pieces in paragraphs]
        places = [self._lines.get(key, ()) for key in keys]
        following = _next_sure(places)
        found: list[Slice] = []
        last = 0
        for key, pieces, place, sure in zip(keys, paragraphs, places, following, strict=True):
            if not key:
                continue
            if place:
                start = place[0] if len(place) == 1 else _nearest(place, last, sure)
                found.append((start, start + len(key)))
            else:
                found += self._search(key, pieces, last)
            if found:
                last = found[-1][1]
        return [self._stretch(start, end) for start, end in found]

    def _search(self, key: str, pieces: Sequence[str], last: int) -> list[Slice]:
        """Words that are no whole line of the text: behind the ones before, else anywhere, else piece by piece."""
        start = self._seek(key, last)
        if start < 0:
            start = self._seek(key, 0)
        if start >= 0:
            return [(start, start + len(key))]
        found: list[Slice] = []
        for piece in map(bare, pieces):
            if len(piece) < (1 if found else _SHORTEST_PIECE):
                continue
            start = self._seek(piece, last, len(key) + len(piece) + 200 if found else None)
            if start >= 0:
                last = start + len(piece)
                found.append((start, last))
        return found

    def _seek(self, key: str, first: int, within: int | None = None) -> int:
        end = len(self._bare) if within is None else min(len(self._bare), first + within)
        if self._budget <= 0:
            return -1
        start = self._bare.find(key, first, end)
        self._budget -= (start if start >= 0 else end) - first
        return start

    def _stretch(self, start: int, end: int) -> Slice:
        return self._origin(start), self._origin(end - 1) + 1

    def _origin(self, offset: int) -> int:
        run = bisect_right(self._at, offset) - 1
        return self._stands[run] + offset - self._at[run]


def _next_sure(places: Sequence[Sequence[int]]) -> list[int | None]:
    """For each paragraph, where the next one stands that has one place only."""
    following: list[int | None] = []
    sure: int | None = None
    for place in reversed(places):
        following.append(sure)
        if len(place) == 1:
            sure = place[0]
    return following[::-1]


def _nearest(places: Sequence[int], last: int, sure: int | None) -> int:
    """Of several places the first behind the paragraph before; of the first paragraphs, the one right above the next sure one."""
    if last == 0 and sure is not None:
        return max((place for place in places if place < sure), default=places[0])
    return next((place for place in places if place >= last), places[-1])
