"""The headline, the decks below it and what is printed above it.

A headline stands above the first prose and has the shape of a title. Of several such lines it is the first that speaks of what the story
speaks of; where lines that are no titles stand above it, its neighbours must speak for it too: a time stamp, a by-line, pieces of the page,
or its own words once more. Many short lines in a row are a list, and a list is story.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from normalizer.layout import View
from normalizer.match.structure.days import read_day
from normalizer.match.structure.shapes import (
    BULLETS,
    CLOSERS,
    PROSE,
    SENTENCE,
    SHORTEST_HEADLINE,
    STOPS,
    USUAL_HEADLINE,
    is_entry,
    is_label,
    is_note,
    is_page_line,
    is_same,
    is_spoken,
    is_stamp,
    is_title,
    width,
)
from normalizer.match.structure.words import shared, stems
from normalizer.rulebook import Match
from normalizer.rulebook.fold import fold

if TYPE_CHECKING:
    from normalizer.match import Claim

#: How many lines a page may print above its first prose and still have the headline among them.
_HEAD_LINES = 24
#: How many titles in a row may be a head with nothing else to speak for them.
_RUN = 8
#: Within so many paragraphs prose follows a title for which nothing else speaks.
_NEAR_PROSE = 5
#: Two words in common with the story: a line is about it.
_ABOUT = 2
#: So much of the story is compared.
_STORY = 2500
#: Items of lists (`300 ml of milk`) are shorter than a deck; of two lines, one is at least as long as a short headline.
_DECK, _SHORT = 30, 16
#: A headline and two decks speak of the story in a row; four lines are a list.
_DECKS = 3
#: Han, kana and Hangul titles have fewer characters than others.
_SHORTEST_WIDTH = 15
#: What stands right below a headline.
_BELOW = frozenset({"timestamp", "byline"})
#: What only a page prints above a story.
_SITE = frozenset({"furniture", "promo", "related"})
#: What a page prints around its headline.
_PAGE = frozenset({"furniture", "related", "promo", "source_note", "timestamp", "byline", "slug", "copyright"})


def headline(left: View, claims: Sequence[Claim], text: str) -> list[Match]:
    """The headline and the labels above it; where the headline is known, the next deck."""
    last = _first_prose(left)
    if not last:
        return []
    head = _Head(left, claims, text, last)
    pool = head.pool()
    if not pool and head.is_of_page:  # a page may be read as prose is: when it is normalised again, nothing tells that it was one
        head = _Head(left, claims, text, last, listed=True)
        pool = head.pool()
    if not pool:
        return []
    best = pool[0] if head.known else head.best(pool)
    kind = "deck" if head.known else "headline"
    above = [number for number in head.run if number < best]
    if not head.known and best in head.strong and best <= _RUN:
        above = list(range(best))
    labels = [Match("structure/label", "timestamp" if is_stamp(head.lines[number]) else "furniture", *left.paragraphs[number]) for number in above]
    return [*labels, Match(f"structure/{kind}", kind, *left.paragraphs[best])]


def _first_prose(left: View) -> int:
    """The number of the first paragraph that is no line of a head: prose, or a sentence; 0 where there is none near enough."""
    for number, (start, end) in enumerate(left.paragraphs[: _HEAD_LINES + 1]):
        line = left.text[start : min(end, start + _STORY)]
        wide = width(line)
        if wide >= SENTENCE and (wide >= PROSE or line.rstrip(CLOSERS).endswith(STOPS)) and not is_title(line):
            return number
    return 0


class _Head:
    """The lines above the first prose, and what speaks for each of them."""

    def __init__(self, left: View, claims: Sequence[Claim], text: str, last: int, listed: bool = False) -> None:
        self.left, self.claims, self.text, self.last = left, claims, text, last
        self.lines = [left.text[start:end] for start, end in left.paragraphs[:last]]
        self.known = any(claim.kind == "headline" for claim in claims)
        self.is_of_page = not listed and (self._is_page or any(map(is_page_line, self.lines)))
        self.listed = set() if self.is_of_page else self._listed()
        titles = (
            number
            for number, line in enumerate(self.lines)
            if is_title(line) and line[0] not in BULLETS and not is_note(line) and read_day(line) is None
        )
        self.titles = [number for number in titles if number not in self.listed]
        self.run = self._run()

    def _listed(self) -> set[int]:
        """The lines that are entries of a list: credits of a film, results, names, a question and who answers; one alone may be a title."""
        entries = {number for number, line in enumerate(self.lines) if is_entry(line) or is_note(line)}
        start, end = self.left.paragraphs[self.last]
        answered = self.last - 1 in entries and self.lines[-1].rstrip(CLOSERS).endswith(("?", "？", "؟"))
        if answered and is_spoken(self.left.text[start:end]):
            return entries
        distinct = {self._keys[number] for number in entries}  # a headline that a page prints twice is no list
        return entries if len(distinct) > 1 and 2 * len(entries) >= self.last else set()

    def _run(self) -> list[int]:
        """The titles in a row from the top, each with prose near below it."""
        run: list[int] = []
        for number in self.titles[:_RUN]:
            if number != len(run) or not self._prose_near(number):
                break
            run.append(number)
        return run

    def _prose_near(self, number: int) -> bool:
        long = len(self.lines[number])
        below = (self.left.text[start:end] for start, end in self.left.paragraphs[number + 1 : number + 1 + _NEAR_PROSE])
        return any(len(text) > long and width(text) >= PROSE for text in below)

    def pool(self) -> list[int]:
        """The numbers of the lines that may be the headline; none where there is none, or where they may as well be a list."""
        pool = {*self.strong, *self._above_list()}
        wide = [width(self.lines[number]) for number in self.run]
        if len(wide) <= 1 or (len(wide) == 2 and max(wide) >= _SHORT) or (len(wide) == 3 and max(wide) >= _DECK) or self._stands_out():
            pool.update(() if self._asks() or self._heads_list() else self.run)
        return sorted(number for number in pool if len(self.lines[number]) >= SHORTEST_HEADLINE or width(self.lines[number]) >= _SHORTEST_WIDTH)

    def _heads_list(self) -> bool:
        """Whether the only line in a row is short and stands above a list: `Serves 4`, `The dead`."""
        return bool(self.listed) and self.run == [0] and width(self.lines[0]) < _DECK

    def _asks(self) -> bool:
        """Whether most of three lines and more are questions: what the story will answer, and no decks."""
        asked = sum(1 for number in self.run if self.lines[number].rstrip(CLOSERS).endswith(("?", "？", "؟")))
        return len(self.run) > 2 and asked > 1

    def _above_list(self) -> list[int]:
        """The first line, where it is about the story and much longer than the lines of a list or a table between it and the prose."""
        items = [width(line) for line in self.lines[1:]]
        if self.titles[:1] != [0] or len(items) < _DECKS or 5 * max(items) > 3 * width(self.lines[0]):
            return []
        return [0] if width(self.lines[0]) >= _DECK and self.about(0) >= _ABOUT else []

    def _stands_out(self) -> bool:
        """Whether some of the lines in a row are no list."""
        if any(number in self.strong for number in self.run):
            return True
        decks = sum(1 for number in self.run if width(self.lines[number]) >= _DECK and self.about(number) >= _ABOUT)
        return 1 <= decks <= _DECKS or any(self._beside(number)[1] in _BELOW for number in self.run)

    def best(self, pool: Sequence[int]) -> int:
        """The headline among the lines that may be it."""
        if len(pool) == 1:
            return pool[0]
        titles = [number for number in pool if not is_page_line(self.lines[number])] or list(pool)
        named = [number for number in titles if not self._is_kicker(number)] or titles
        about = [number for number in named if self.about(number) >= _ABOUT]
        again = [number for number in about if self._again(number)]
        if again:
            return again[0]
        first = named[0]
        if about and (about[0] == first or first not in self.run or self._is_page or (self._is_stamped(about[0]) and not self.about(first))):
            first = about[0]
        elif self._is_page:
            first = next((number for number in named if self._beside(number)[1] in _BELOW), first)
        return first if self._is_page else self._above_deck(first, titles)

    def _above_deck(self, number: int, titles: Sequence[int]) -> int:
        """The line above, where it speaks of the story too and this one is so much longer that it is a deck."""
        line, above = self.lines[number], self.lines[number - 1] if number - 1 in titles else ""
        if above and (len(line) > USUAL_HEADLINE or not self._is_kicker(number - 1)) and len(above) < len(line) and self.about(number - 1):
            return number - 1
        return number

    @cached_property
    def strong(self) -> list[int]:
        """The lines about the story whose neighbours speak for them."""
        if len(self.titles) == len(self.run) <= 1:  # the usual case, which needs no look at the story
            return []
        return [number for number in self.titles if self._has_neighbours(number) and self.about(number) >= _ABOUT]

    def _has_neighbours(self, number: int) -> bool:
        """Whether a time stamp is below a line, or its own words or a piece of the page beside it; where the headline is known, pieces say nothing."""
        if any(is_stamp(line) for line in self.lines[number + 1 : number + 2]) or self._again(number):
            return True
        return not self.known and not _PAGE.isdisjoint(self._beside(number))

    def _is_stamped(self, number: int) -> bool:
        """Whether a time stamp or a by-line stands right below a line."""
        return self._beside(number)[1] in _BELOW or any(is_stamp(line) for line in self.lines[number + 1 : number + 2])

    def about(self, number: int) -> int:
        """How many words a line shares with the story."""
        return shared(self.lines[number], self._story)

    @cached_property
    def _story(self) -> set[str]:
        parts: list[str] = []
        for start, end in self.left.paragraphs[self.last :]:
            if end - start >= PROSE // 3:
                parts.append(self.left.text[start : min(end, start + _STORY)])
            if sum(map(len, parts)) > _STORY:
                break
        return stems(" ".join(parts))

    @cached_property
    def _is_page(self) -> bool:
        """Whether the text has pieces that only a page prints above a story."""
        return any(claim.kind in _SITE and claim.spans and claim.spans[0][0] < self._story_at for claim in self.claims)

    @cached_property
    def _story_at(self) -> int:
        return self.left.source(*self.left.paragraphs[self.last])[0]

    def _is_kicker(self, number: int) -> bool:
        line = self.lines[number]
        return is_label(line) or (self._is_page and line.isupper() and width(line) <= _DECK)

    def _again(self, number: int) -> bool:
        """Whether the words of a line stand in the head once more, alone or with the site's name."""
        key = self._keys[number]
        return len(key) >= _SHORT and any(is_same(key, other) for other in (*self._keys[:number], *self._keys[number + 1 :], *self._printed))

    @cached_property
    def _keys(self) -> list[str]:
        return [fold(line) for line in self.lines]

    @cached_property
    def _printed(self) -> list[str]:
        above = [claim for claim in self.claims if len(claim.words) <= 2 * PROSE and claim.spans and claim.spans[0][0] < self._story_at]
        return [fold(claim.words) for claim in above if not self.known]

    @cached_property
    def _edges(self) -> tuple[list[int], dict[int, str], list[int], dict[int, str]]:
        ends = {claim.spans[-1][1]: claim.kind for claim in self.claims if claim.spans}
        starts = {claim.spans[0][0]: claim.kind for claim in self.claims if claim.spans}
        return sorted(ends), ends, sorted(starts), starts

    def _beside(self, number: int) -> tuple[str | None, str | None]:
        """The kinds of the pieces right above and right below a line."""
        edges, ends, begins, starts = self._edges
        first, last = self.left.source(*self.left.paragraphs[number])
        return kind_before(edges, ends, first, self.text), kind_after(begins, starts, last, self.text)


def kind_before(ends: Sequence[int], kinds: dict[int, str], start: int, text: str) -> str | None:
    """The kind of the piece that ends right before an offset of T, nothing but white space between."""
    i = bisect_right(ends, start) - 1
    return kinds[ends[i]] if i >= 0 and not text[ends[i] : start].strip() else None


def kind_after(starts: Sequence[int], kinds: dict[int, str], end: int, text: str) -> str | None:
    """The kind of the piece that begins right behind an offset of T."""
    i = bisect_left(starts, end)
    return kinds[starts[i]] if i < len(starts) and not text[end : starts[i]].strip() else None
