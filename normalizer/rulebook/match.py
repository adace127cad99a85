"""What a rule found."""

from __future__ import annotations

from typing import NamedTuple


class Match(NamedTuple):
    """What a rule found in a view: the stretch (code points of the view) it takes, and the fields it read."""

    rule: str
    kind: str
    start: int
    end: int
    fields: tuple[tuple[str, str], ...] = ()
    #: The languages that its words may be of, where the rule, a date or a word list knows.
    languages: tuple[str, ...] = ()
    #: How much the rule took and how many fields it read in all: where a rule takes several pieces they stand or fall together.
    extent: int = 0
    said: int = 0
