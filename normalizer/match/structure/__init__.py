"""What no pattern sees: the headline and the labels above it, things printed twice, lines among furniture.

Judged by position, shape, repetition and neighbours. Every judgement is a function of what is left, and earlier claims may only add to
what is found: else a body would be cut again when it is normalised again. When in doubt, a line stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from normalizer.layout import View
from normalizer.match.structure.days import day_of_issue
from normalizer.match.structure.head import headline
from normalizer.match.structure.lists import unlisted
from normalizer.match.structure.page import among_furniture, titles_in_story
from normalizer.match.structure.shapes import is_title
from normalizer.match.structure.twice import glued, headline_of_copy, repeated
from normalizer.rulebook import Match

if TYPE_CHECKING:
    from normalizer.match import Claim

__all__ = ["find", "is_title", "unlisted"]


def find(left: View, claims: Sequence[Claim], text: str) -> list[Match]:
    """What the structure of the rest gives away. ``text`` is T, for what stands between a line and its neighbours."""
    if found := day_of_issue(left):
        return found
    found = [*(headline(left, claims, text) or glued(left, claims)), *repeated(left, claims, text)]
    return found or headline_of_copy(left, claims, text) or [*among_furniture(left, claims, text), *titles_in_story(left)]
