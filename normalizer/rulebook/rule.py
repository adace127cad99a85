"""One rule of the book: expanded and compiled when it is first tried, read in a marked window."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import re2

from normalizer.layout import Slice
from normalizer.rulebook.marks import AGENCY, DATE, DIGIT, MOMENT, TIME, WEAK_AGENCY, Mark, Marked
from normalizer.rulebook.match import Match
from normalizer.rulebook.patterns import Pattern, expand
from normalizer.rulebook.readers import READERS, Reading
from normalizer.rulebook.window import HEAD_WINDOW, LINE_WINDOW, TAIL_WINDOW, window
from normalizer.rulebook.words import Words

_AGENCIES, _MOMENTS = frozenset((AGENCY, WEAK_AGENCY)), frozenset((DATE, TIME, MOMENT, "0"))
_PRIVATE = frozenset(map(chr, range(0xE000, 0xE010)))


class Rule:
    """One rule of the book; its pattern is expanded and compiled when it is first tried."""

    def __init__(self, plain: dict[str, Any], needs: Sequence[tuple[str, int]], shuns: str, words: Words) -> None:
        self.id: str = plain["id"]
        self.kind: str = plain["kind"]
        self.zone: str = plain["zone"]
        self.language: str | None = plain.get("language")
        self.literals: list[str] = plain.get("literals", [])
        #: Without literals: the longest paragraph the rule is tried on.
        self.short: int = plain.get("short", 0)
        #: With literals that prose is full of: how near to the head of a paragraph (its end, for a tail rule) one must stand.
        self.within: int = plain.get("within", 0)
        self._reach = self.within or {"head": HEAD_WINDOW, "top": HEAD_WINDOW, "tail": TAIL_WINDOW, "end": TAIL_WINDOW}.get(self.zone, 0)
        #: The longest paragraph that the rule reads; what is longer is story. 0: of any length.
        self._longest: int = plain.get("longest", LINE_WINDOW if self.zone == "line" else 0)
        #: Whether all that follows goes too (an agency's notebook behind the story).
        self.to_end: bool = plain.get("to_end", False)
        #: How many paragraphs in a row the pattern spans.
        self.paragraphs: int = plain.get("paragraphs", 1)
        #: As written, with blocks in braces.
        self.pattern: str = plain["pattern"]
        #: What the first paragraph of its window must not end in.
        self.shuns = tuple(shuns)
        self._words = words
        #: Signs that must stand in the window, of each string one or several; and marks of the marked window.
        self._signs = [need for need, count in needs if count == 1 and not _PRIVATE.intersection(need) and "0" not in need]
        self._many = [(need, count) for need, count in needs if count > 1 and not _PRIVATE.intersection(need) and "0" not in need]
        self._marks = [need for need, _ in needs if _PRIVATE.intersection(need) and "0" not in need]
        #: Whether an agency must be named in the window; whether a digit must stand there, alone or in a date or time.
        self.named = any(_AGENCIES.issuperset(need) for need in self._marks)
        self._counted = any(_MOMENTS.issuperset(need) for need, _ in needs)

    def reaches(self, paragraph: Slice, start: int, end: int) -> bool:
        """Whether a literal at ``start`` to ``end`` stands near enough to the paragraph's head (its end, for a tail rule)."""
        if not self._reach or self.paragraphs > 1:
            return True
        return paragraph[1] - start <= self._reach if self.zone in ("tail", "end") else end - paragraph[0] <= self._reach

    def sees(self, paragraph: Slice, length: int) -> Slice | None:
        """The part of a paragraph that this rule may see in a view of that length; None where the paragraph lies outside its zone."""
        if self._longest and paragraph[1] - paragraph[0] > self._longest:
            return None
        return window(self.zone, paragraph, length)

    def may_match(self, text: str, start: int, end: int) -> bool:
        """Whether ``text[start:end]`` holds what the pattern cannot match without."""
        for need in self._signs:
            for sign in need:
                if text.find(sign, start, end) >= 0:
                    break
            else:
                return False
        if self._counted and not DIGIT.search(text, start, end):
            return False
        return not self._many or all(sum(text.count(sign, start, end) for sign in need) >= count for need, count in self._many)

    @cached_property
    def expanded(self) -> Pattern:
        return expand(self.pattern, self._words.blocks, self._words.written)

    @cached_property
    def compiled(self) -> Any:
        options = re2.Options()
        options.log_errors = False
        text = self.expanded.text
        return re2.compile(f"^(?:{text})$" if self.zone == "line" else text, options)

    def read(self, marked: Marked) -> list[Match]:
        """What the rule takes of a marked window (offsets are code points of the window); nothing where it or one of its readers says no.

        A pattern with groups named ``as_KIND`` takes just these, each as a piece of its kind with the fields inside it; any other
        takes all that it matched.
        """
        if not all(any(sign in marked.text for sign in need) for need in self._marks):
            return []
        found = self.compiled.search(marked.text)
        if found is None:
            return []
        pieces = {name: found.span(group) for name, group in self.compiled.groupindex.items() if name.startswith("as_")}
        pieces = {name: span for name, span in pieces.items() if span[0] < span[1]} or {f"as_{self.kind}": found.span(0)}
        said: dict[str, dict[str, str]] = {name: {} for name in pieces}
        for name, group in sorted(self.compiled.groupindex.items(), key=lambda item: item[1]):
            start, end = found.span(group)
            if name.startswith("as_") or start < 0:
                continue
            value = self._value(marked, name, start, end)
            if value is None:
                return []
            home = next((piece for piece, span in pieces.items() if span[0] <= start and end <= span[1]), None)
            field = name.rstrip("_0123456789")  # `person_2`: the same field in another branch of the pattern
            if home and field == "person" and "person" in said[home]:
                said[home]["person"] += f", {value}"
            elif home:
                said[home].setdefault(field, value)
        taken = [self._piece(marked, name[3:].rstrip("_0123456789"), span, said[name]) for name, span in pieces.items()]
        extent = max(piece.end for piece in taken) - min(piece.start for piece in taken)
        fields = sum(map(len, said.values()))
        return [piece._replace(extent=extent, said=fields) for piece in taken]

    def _piece(self, marked: Marked, kind: str, span: tuple[int, int], fields: dict[str, str]) -> Match:
        start, end = marked.origin(span[0]), marked.origin(span[1])
        return Match(self.id, kind, start, end, tuple(fields.items()), tuple(sorted(self._spoken(marked, start, end))))

    def _spoken(self, marked: Marked, start: int, end: int) -> set[str]:
        """The languages that every dated or listed word in a piece of the window can be of."""
        if self.language and marked.says(start, end):
            return {self.language}
        used = [set(m.languages) for m in marked.marks if m.languages and start <= m.start < end]
        used += self._words.languages_of(marked.window[start:end], self._word_lists)
        return set.intersection(*used) if used else set()

    @cached_property
    def _word_lists(self) -> tuple[str, ...]:
        return tuple(sorted(set(re.findall(r"\{([a-z]+)\}", self.pattern)) & set(self._words.lists)))

    def _value(self, marked: Marked, name: str, start: int, end: int) -> str | None:
        recognised: Mark | None = marked.mark_at(start) if end - start == 1 else None
        words = " ".join(marked.window[marked.origin(start) : marked.origin(end)].split())
        reading = Reading(words, recognised.value if recognised else None)
        return READERS[self.expanded.readers.get(name, "text")](reading, self._words.lexicon)
