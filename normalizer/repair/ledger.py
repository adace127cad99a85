"""The book of changes: edits of several passes, composed into one list of repairs between D and T."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from normalizer.article import Repair

_LINE_END = re.compile("[\n\r\u2028\u2029]")


class Edit(NamedTuple):
    """``text[start:end]`` becomes ``after``."""

    start: int
    end: int
    after: str


def differences(old: str, new: str) -> list[Edit]:
    """One edit from the first difference to the last."""
    if old == new:
        return []
    start, short = 0, min(len(old), len(new))
    while start < short and old[start] == new[start]:
        start += 1
    end = 0
    while end < short - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return [Edit(start, len(old) - end, new[start : len(new) - end])]


class _Hunk(NamedTuple):
    """``original[start:end]`` stands in ``text`` as ``text[at:to]``."""

    kind: str
    start: int
    end: int
    at: int
    to: int


class Ledger:
    """``text`` now, and the hunks in which it differs from ``original``: in order, never overlapping."""

    def __init__(self, original: str) -> None:
        self.original = self.text = original
        self._hunks: list[_Hunk] = []

    def apply(self, kind: str, edits: Iterable[Edit]) -> None:
        """Change ``text`` by edits that are in order and do not overlap; an edit that meets an older hunk becomes one hunk with it."""
        edits = [edit for edit in edits if self.text[edit.start : edit.end] != edit.after]
        if not edits:
            return
        pieces, position = [], 0
        for edit in edits:
            pieces += [self.text[position : edit.start], edit.after]
            position = edit.end
        pieces.append(self.text[position:])
        self._hunks = list(_composed(self._hunks, kind, edits))
        self.text = "".join(pieces)

    def repairs(self) -> tuple[Repair, ...]:
        """The hunks as repairs; neighbours of one kind in one line are one entry."""
        joined: list[_Hunk] = []
        open_line = False  # the last hunk ends in the line it began in
        for hunk in self._hunks:
            last = joined[-1] if joined else None
            one_line = not _LINE_END.search(self.original, hunk.start, hunk.end)
            if last and open_line and one_line and last.kind == hunk.kind and not _LINE_END.search(self.original, last.end, hunk.start):
                joined[-1] = _Hunk(hunk.kind, last.start, hunk.end, last.at, hunk.to)
            else:
                joined.append(hunk)
                open_line = one_line
        made = (Repair(h.kind, self.original[h.start : h.end], self.text[h.at : h.to], h.at, h.to) for h in joined)
        return tuple(repair for repair in made if repair.before != repair.after)


def _composed(hunks: list[_Hunk], kind: str, edits: list[Edit]) -> Iterator[_Hunk]:
    """Old hunks (original -> text) and new edits (text -> new text) as hunks original -> new text: both lists are run through once."""
    first = second = 0
    back = on = 0  # from a place in the text outside all hunks so far: what to add to get the place in the original, in the new text
    while first < len(hunks) or second < len(edits):
        old_comes = second == len(edits) or (first < len(hunks) and (hunks[first].at, hunks[first].to) <= edits[second][:2])
        low = high = hunks[first].at if old_comes else edits[second].start
        name, start, at, opened = kind, low + back, low + on, False
        while True:  # take the first, then whatever overlaps what is taken
            if first < len(hunks) and (hunks[first].at < high or (old_comes and not opened)):
                high = max(high, hunks[first].to)
                back = hunks[first].end - hunks[first].to
                name, first = hunks[first].kind, first + 1
            elif second < len(edits) and (edits[second].start < high or not (old_comes or opened)):
                high = max(high, edits[second].end)
                on += len(edits[second].after) - (edits[second].end - edits[second].start)
                second += 1
            else:
                break
            opened = True
        yield _Hunk(name, start, high + back, at, high + on)
