"""Stretches of D carried over to T: repair changes lengths, and knows what it changed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from normalizer.article import Repair, Span


def carried(pieces: Iterable[Span], repairs: Sequence[Repair], text: str) -> list[Span]:
    """Pieces of D in T's coordinates. ``text`` is T; a piece that holds nothing there, or white space alone, is gone.

    An edge inside a repair goes to its beginning.
    """
    begins, ends, shifts = [], [], [0]
    for repair in repairs:
        begins.append(repair.start - shifts[-1])
        ends.append(begins[-1] + len(repair.before))
        shifts.append(repair.end - ends[-1])

    def over(offset: int) -> int:
        at = bisect_left(begins, offset)
        if at and offset < ends[at - 1]:
            return begins[at - 1] + shifts[at - 1]
        return offset + shifts[at]

    moved = (replace(piece, start=over(piece.start), end=over(piece.end)) for piece in pieces)
    return [piece for piece in moved if text[piece.start : piece.end].strip()]
