"""Stretches of D carried over to T: repair changes lengths, and knows what it changed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from normalizer.article import Repair, Span
from normalizer.extract import Extracted

#: The rules that claims of the markup go by, with their kinds.
OUTSIDE, HEADLINE, CAPTION = ("page/outside", "furniture"), ("page/headline", "headline"), ("page/figcaption", "caption")


def claimed(extracted: Extracted, repairs: Sequence[Repair]) -> list[Span]:
    """What the markup says is not the body, as pieces of T in order, disjoint."""
    spans: list[Span] = []
    for (rule, kind), stretches in ((OUTSIDE, extracted.outside), (HEADLINE, extracted.headline), (CAPTION, extracted.captions)):
        spans += [Span(kind, start, end, rule) for start, end in carried(stretches, repairs)]
    return sorted(spans, key=lambda span: span.start)


def carried(stretches: Iterable[tuple[int, int]], repairs: Sequence[Repair]) -> list[tuple[int, int]]:
    """Stretches of D in T's coordinates; one that repair left nothing of is gone. An edge inside a repair goes to its beginning."""
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

    moved = ((over(start), over(end)) for start, end in stretches)
    return [(start, end) for start, end in moved if start < end]
