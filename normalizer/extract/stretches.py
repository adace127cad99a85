"""Stretches of a text, half open: put together, kept apart, and what lies between them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from normalizer.extract.find import Slice


def joined(stretches: Iterable[Slice]) -> list[Slice]:
    """Stretches in order, what overlaps or touches as one."""
    result: list[Slice] = []
    for start, end in sorted(stretches):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        elif start < end:
            result.append((start, end))
    return result


def gaps(text: str, stretches: Iterable[Slice]) -> Iterator[Slice]:
    """What lies between stretches, without the white space at its ends."""
    last = 0
    for start, end in (*stretches, (len(text), len(text))):
        between = text[last:start]
        if not between.isspace() and between:
            yield start - len(between.lstrip()), last + len(between.rstrip())
        last = end


def apart(stretches: Iterable[Slice], others: Iterable[Slice]) -> list[Slice]:
    """The stretches, in order, that are not empty and overlap neither each other nor any of the others (which are disjoint)."""
    taken = sorted(others)
    kept: list[Slice] = []
    for start, end in sorted(stretches):
        at = bisect_left(taken, (start, end))
        free = all(end <= a or b <= start for a, b in taken[max(0, at - 1) : at + 1])
        if start < end and free and (not kept or kept[-1][1] <= start):
            kept.append((start, end))
    return kept


def without(stretches: Iterable[Slice], others: Iterable[Slice]) -> list[Slice]:
    """What is left of stretches where the others are taken out of them; both are put in order first."""
    holes = joined(others)
    left: list[Slice] = []
    at = 0
    for start, end in joined(stretches):
        while at < len(holes) and holes[at][1] <= start:
            at += 1
        here = at
        while here < len(holes) and holes[here][0] < end:
            if start < holes[here][0]:
                left.append((start, holes[here][0]))
            start = holes[here][1]
            here += 1
        if start < end:
            left.append((start, end))
    return left


def touching(stretches: Sequence[Slice], start: int, end: int) -> bool:
    """Whether any of some disjoint stretches in order overlaps the one from ``start`` to ``end``."""
    at = bisect_left(stretches, (start, end))
    return any(start < b and a < end for a, b in stretches[max(0, at - 1) : at + 1])
