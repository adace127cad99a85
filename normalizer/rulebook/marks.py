"""What is recognised before any pattern is tried: dates, times and agencies, each replaced by one private character.

A pattern then reads ``{place}, {date} ({agency}) {dash}`` whatever the language, the calendar and the agency are, and can never take
``June 27`` for part of a place. U+E000 to U+E00F in a text itself are replaced by U+FFFF in the marked copy, so nobody can forge a mark.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from normalizer.rulebook.literals import has_sign
from normalizer.rulebook.scan import Scan

#: Where an agency is named: the index of its form, start, end.
Found = tuple[int, int, int]
#: Asked for the language of the text where something cannot be read without it (`03/05/2022`, an abbreviation of two agencies).
Guess = Callable[[], str | None]
#: No date and no time of day is without one.
DIGIT = re.compile(r"\d")
#: A date that is another one in another country: `03/05/2022`, `12-06-2019`, `١ / ١٢ / ٢٠٢٠`.
_DAY_OR_MONTH = re.compile(r"\d{1,2} ?(?P<mark>[/-]) ?\d{1,2} ?(?P=mark) ?\d{2}")
DATE, TIME, MOMENT, AGENCY, WEAK_AGENCY = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
#: Stands where a window begins or ends inside a paragraph, so that ``^`` and ``$`` are the paragraph's own ends.
CUT = "\ue00f"
_FORGED = re.compile("[\ue000-\ue00f]")
_OF_KIND = {"date": DATE, "time": TIME, "datetime": MOMENT}


class Mark(NamedTuple):
    """What one private character stands for: its stretch of the window, its value, the languages it shows."""

    start: int
    end: int
    char: str
    value: str
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Marked:
    """A window with its marks in place, and the way back."""

    window: str
    text: str
    marks: tuple[Mark, ...]
    lines_at: tuple[int, ...]
    stands_at: tuple[int, ...]
    #: What each rule took of this window, by its id: a window that stays as it is from round to round is read once.
    answers: dict[str, Any] = field(default_factory=dict, compare=False)

    def origin(self, offset: int) -> int:
        """The offset in the window of an offset in the marked text (an edge between characters)."""
        run = bisect_right(self.lines_at, offset) - 1
        return self.stands_at[run] + offset - self.lines_at[run]

    def says(self, start: int, end: int) -> bool:
        """Whether a stretch of the window holds a letter of its own, outside what was recognised (`(AFP)` is of no language)."""
        covered = [(one.start, one.end) for one in self.marks]
        return any(char.isalpha() and not any(a <= at < b for a, b in covered) for at, char in enumerate(self.window[start:end], start))

    def mark_at(self, offset: int) -> Mark | None:
        """The mark that stands at an offset of the marked text."""
        start = self.origin(offset)
        return next((mark for mark in self.marks if mark.start == start), None)


class Agencies:
    """The printed forms of all agencies (``forms`` of :mod:`normalizer.rulebook.tables`), found by one automaton, longest first."""

    def __init__(self, forms: dict[str, Any]) -> None:
        self._owners: list[list[Any]] = forms["owners"]
        self._of: list[list[int]] = forms["of"]
        self._telling: list[bool] = forms["telling"]
        self._scan = Scan(forms)

    @property
    def forms(self) -> Sequence[str]:
        """As printed and in capitals."""
        return self._scan.texts

    def stand(self, text: str) -> list[Found]:
        """Where in a text the names of agencies stand, in order, the longest where one is part of another."""
        stands: list[Found] = []
        behind = 0
        for start, end, form in sorted(self._scan.find(text), key=lambda found: (found[0], -found[1])):
            if start >= behind and is_bounded(text, start, end):
                stands.append((form, start, end))
                behind = end
        return stands

    def find(self, text: str, guess: Guess) -> list[Mark]:
        """The agencies named in a text, in order."""
        return self.marks(self.stand(text), guess)

    def telling(self, folded: str, stands: Iterable[Found]) -> Iterator[tuple[int, int]]:
        """Of these places in the folded text those that may propose a rule."""
        return ((start, end) for form, start, end in stands if self._telling[form] or has_sign(folded, start, end))

    def marks(self, stands: Iterable[Found], guess: Guess) -> list[Mark]:
        """Who is named at these places. One form of two agencies goes to the one that files in the text's language."""
        marks = []
        for form, start, end in stands:
            owners = [self._owners[owner] for owner in self._of[form]]
            language = guess() if len(owners) > 1 else None
            name, weak, _ = next((owner for owner in owners if language and language in owner[2]), owners[0])
            marks.append(Mark(start, end, WEAK_AGENCY if weak else AGENCY, name))
        return marks


def is_bounded(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` stands as words of its own; scripts that write no spaces have no such edges."""
    return not (end < len(text) and _is_one_word(text[end - 1], text[end])) and not (start and _is_one_word(text[start - 1], text[start]))


def _is_one_word(before: str, after: str) -> bool:
    """Whether two characters side by side are of one word: letters or digits, both of scripts that write spaces."""
    return after.isalnum() and before.isalnum() and _is_spaced(before) and _is_spaced(after)


def _is_spaced(char: str) -> bool:
    # Thai and Lao; Burmese; Khmer; kana, Han, Hangul. (As a class of a pattern this takes 4 ms to compile.)
    return char < "\u0e00" or not (char <= "\u0eff" or "\u1000" <= char <= "\u109f" or "\u1780" <= char <= "\u17ff" or "\u3040" <= char <= "\uffef")


def mark(window: str, agencies: Sequence[Mark], guess: Guess, before: bool, after: bool) -> Marked:
    """Mark a window of a paragraph. ``agencies``: those named in it; ``before``/``after`` say that the paragraph goes on there."""
    if not agencies and not DIGIT.search(window):
        return Marked(window, f"{CUT if before else ''}{_FORGED.sub(chr(0xFFFF), window)}{CUT if after else ''}", (), (0,), (-1 if before else 0,))
    from normalizer.rulebook import dates  # its grammar takes 20 ms to compile, and clean prose rarely needs it

    language = guess() if _DAY_OR_MONTH.search(window) else None
    hint = (language,) if language else ()
    found = [Mark(m.start, m.end, _OF_KIND[m.kind], m.iso, m.languages) for m in dates.find(window, hint)]
    taken = [(m.start, m.end) for m in found]
    found += [m for m in agencies if not any(m.start < end and start < m.end for start, end in taken)]
    found.sort(key=lambda m: m.start)
    parts, lines_at, stands_at, last, length = [CUT] if before else [], [0], [-1 if before else 0], 0, int(before)
    for one in found:
        plain = window[last : one.start]
        parts += [_FORGED.sub("\uffff", plain), one.char]
        length += len(plain) + 1
        lines_at.append(length)
        stands_at.append(one.end)
        last = one.end
    parts.append(_FORGED.sub("\uffff", window[last:]))
    if after:
        parts.append(CUT)
    return Marked(window, "".join(parts), tuple(found), tuple(lines_at), tuple(stands_at))
