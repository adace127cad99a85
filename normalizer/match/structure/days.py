"""The day on which a story came out, alone on its line above it.

Months are words of a hundred languages, and a diary begins with such a line too: what tells the two apart is that a diary has another day
further down, and a chronicle days of history. So it is no rule, which sees a paragraph or two.
"""

from __future__ import annotations

import re

from normalizer.layout import View
from normalizer.match.structure.shapes import CLOSERS, STOPS
from normalizer.rulebook import Match

#: The longest line that is nothing but a day: `воскресенье, 12 сентября 2021 года`.
_LONGEST_DAY = 60
_DIGIT = re.compile(r"\d")
#: What stands around a date that is a line of its own.
_AROUND = " -•·▪■●○◦*►|>»:/,.()（）"
#: Pages have been on the net since then; an older day is a subhead of a chronicle (`6 juin 1944`).
_SINCE = "1990"


def day_of_issue(left: View) -> list[Match]:
    """The first line, or the second below one that ends as no sentence does, where it is a day with its year and no other line is a day."""
    for number in (0, 1):
        if number >= len(left.paragraphs) - 1 or (number and left.text[slice(*left.paragraphs[0])].rstrip(CLOSERS).endswith(STOPS)):
            return []
        iso = _day(left, number)
        if iso is None:
            continue
        if iso[:4] < _SINCE or any(_day(left, other) is not None for other in range(number + 1, len(left.paragraphs))):
            return []
        return [Match("structure/issue-day", "timestamp", *left.paragraphs[number], (("date", iso),))]
    return []


def _day(left: View, number: int) -> str | None:
    start, end = left.paragraphs[number]
    return read_day(left.text[start:end]) if end - start <= _LONGEST_DAY else None


def read_day(line: str) -> str | None:
    """The ISO date that a line is (its year may be missing); None where it says anything else."""
    if len(line) > _LONGEST_DAY or not _DIGIT.search(line):
        return None
    from normalizer.rulebook import dates  # its grammar takes 20 ms to compile, and few stories need it

    found = dates.find(line)
    alone = len(found) == 1 and found[0].kind == "date" and not (line[: found[0].start] + line[found[0].end :]).strip(_AROUND)
    return found[0].iso if alone else None
