"""Zones: which part of a paragraph a rule may see."""

from __future__ import annotations

from normalizer.layout import Slice

#: How far from the ends of what is left a head or tail rule may reach, in code points of the view: in the articles measured nothing of the head
#: stood beyond 800 and nothing of the tail beyond 400 but lines of their own; pages carry several such lines.
HEAD, TAIL = 2500, 2500
#: How much of a long paragraph its head and tail windows show; bulletins print headline, note, dateline and story on one line.
HEAD_WINDOW, TAIL_WINDOW = 600, 400
#: A whole-line rule reads no paragraph longer than this: what is longer is story.
LINE_WINDOW = 900


def window(zone: str, paragraph: Slice, length: int) -> Slice | None:
    """The part of a paragraph that a rule of a zone may see in a view of this length; None where the paragraph lies outside the zone."""
    start, end = paragraph
    if zone == "top":
        return (start, min(end, HEAD_WINDOW)) if start == 0 else None
    if zone == "end":
        return (max(start, end - TAIL_WINDOW), end) if end == length else None
    if zone == "head":
        return (start, min(end, start + HEAD_WINDOW)) if start <= HEAD else None
    if zone == "tail":
        return (max(start, end - TAIL_WINDOW), end) if end >= length - TAIL else None
    if zone == "line":
        return paragraph if end - start <= LINE_WINDOW else None
    return paragraph
