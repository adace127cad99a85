"""Lines of a list that look like lines of a page: the credits of a film, the laureates of a prize and whom they work for.

A by-line, a credit or a label stands alone or among its like. Where most of the lines beside it say `Label: value` and no rule knows them, or
where three and more in a row are names of one pattern, they are a list, and a list is story.
"""

from __future__ import annotations

from collections.abc import Sequence

from normalizer.layout import View
from normalizer.match.structure.shapes import is_labelled
from normalizer.rulebook import Match

#: Kinds whose lines are printed in lists too.
_KINDS = frozenset({"byline", "caption", "signoff", "slug", "timestamp", "source_note"})
#: So many lines in a row are a list.
_LIST = 3


def unlisted(found: Sequence[Match], left: View) -> list[Match]:
    """The matches without those that take lines of a list."""
    at = {slice_: number for number, slice_ in enumerate(left.paragraphs)}
    lines = {at[one.start, one.end]: one for one in found if one.kind in _KINDS and (one.start, one.end) in at}
    if not lines:
        return list(found)
    taken = {number for one in found for number in _over(one, left)}
    kept: set[int] = set()
    seen = -1
    for number in sorted(lines):
        if number > seen:
            run = _run(number, left)
            seen = max(run, default=number)
            if len(run) >= _LIST and 2 * len(run & taken) <= len(run):
                kept |= run
        if number not in kept:
            kept |= _alike(number, lines)
    return [one for one in found if (one.start, one.end) not in at or at[one.start, one.end] not in kept or one.kind not in _KINDS]


def _over(one: Match, left: View) -> range:
    """The numbers of the paragraphs that a match lies over."""
    return range(left.paragraph_at(one.start), left.paragraph_at(max(one.start, one.end - 1)) + 1)


def _run(number: int, left: View) -> set[int]:
    """The lines `Label: value` around a line in a row."""
    first = last = number
    while first >= 0 and _says(first, left):
        first -= 1
    while last < len(left.paragraphs) and _says(last, left):
        last += 1
    return set(range(first + 1, last))


def _says(number: int, left: View) -> bool:
    start, end = left.paragraphs[number]
    return is_labelled(left.text[start:end])


def _alike(number: int, lines: dict[int, Match]) -> set[int]:
    """The lines of three and more in a row that one rule takes as names."""
    last = number
    while last in lines and lines[last].rule == lines[number].rule and lines[last].kind == "byline":
        last += 1
    run = set(range(number, last))
    return run if len(run) >= _LIST else set()
