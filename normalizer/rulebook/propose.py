"""Which rules are worth trying where: literals by one automaton, near and short rules by a look at the paragraph.

Everything here is a necessary condition and cheap; whether a rule really takes something is for its pattern and readers to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ahocorasick_rs

from normalizer.layout import Slice, View
from normalizer.rulebook import phrases
from normalizer.rulebook.fold import fold
from normalizer.rulebook.literals import is_list
from normalizer.rulebook.marks import is_bounded
from normalizer.rulebook.window import window

if TYPE_CHECKING:
    from normalizer.rulebook.rule import Rule

#: Of a rule that looks near an edge, so few literals are compared one by one; more go through the automaton.
_FEW = 16


@dataclass(slots=True)
class _Near:
    """The rules of one zone whose few literals prose is full of, so that these count only near an edge of the paragraph."""

    within: int
    by_literal: dict[str, list[int]]


class Proposer:
    """Built once from the rules and phrases; immutable."""

    def __init__(self, rules: Sequence[Rule], data: dict[str, Any]) -> None:
        self._rules = rules
        self._lists: dict[str, list[str]] = data["literals"]
        self.lines, self.phrases = phrases.entries(data["phrases"])
        self._short = [(number, rule) for number, rule in enumerate(rules) if rule.short]
        self._near: dict[str, _Near] = {}
        by_list: dict[str, list[int]] = {}
        groups: dict[str, list[tuple[int, ...]]] = {}
        for number, rule in enumerate(rules):
            plain = [fold(literal) for literal in rule.literals if not is_list(literal)]
            for name in (literal[1:] for literal in rule.literals if is_list(literal)):
                by_list.setdefault(name, []).append(number)
            if rule.within and len(plain) <= _FEW:
                near = self._near.setdefault(rule.zone, _Near(0, {}))
                near.within = max(near.within, rule.within)
                for literal in plain:
                    near.by_literal.setdefault(literal, []).append(number)
                continue
            for literal in plain:
                groups.setdefault(literal, []).append((number,))
        words: set[str] = set()
        for name, numbers in by_list.items():
            together = tuple(numbers)
            for literal in self._lists[name]:
                groups.setdefault(literal, []).append(together)
            words.update(self._lists[name])
        words.difference_update(fold(literal) for rule in rules for literal in rule.literals)
        self._literals = sorted({*groups, *self.phrases})
        #: Words of lists and phrases stand as words of their own; what a rule names itself may be part of one.
        self._listed = [literal in words or literal not in groups for literal in self._literals]
        self._groups = [groups.get(literal, ()) for literal in self._literals]
        self._automaton = ahocorasick_rs.AhoCorasick(self._literals)

    def literals(self, rule: Rule) -> list[str]:
        """All that a rule's literals stand for, folded as they are looked for; empty for a rule that goes by length."""
        return sorted({form for literal in rule.literals for form in (self._lists[literal[1:]] if is_list(literal) else [fold(literal)])})

    def hits(self, folded: str, view: View) -> tuple[set[tuple[int, int]], list[tuple[str, int, int, int]]]:
        """Rules with a literal in a paragraph, as (number, paragraph); and phrases found, as (phrase, paragraph, start, end)."""
        rules: set[tuple[int, int]] = set()
        found = []
        for literal, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            listed = self._listed[literal]
            if listed and not is_bounded(folded, start, end):
                continue
            paragraph = view.paragraph_at(start)
            for group in self._groups[literal]:
                for number in group:
                    if self._rules[number].reaches(view.paragraphs[paragraph], start, end):
                        rules.add((number, paragraph))
            if self._literals[literal] in self.phrases:
                found.append((self._literals[literal], paragraph, start, end))
        return rules, found

    def looks(self, folded: str, paragraphs: Iterable[Slice]) -> set[tuple[int, int]]:
        """Rules that a look at the length, the head and the end of each paragraph proposes."""
        rules: set[tuple[int, int]] = set()
        for paragraph, (start, end) in enumerate(paragraphs):
            rules.update((number, paragraph) for number, rule in self._short if end - start <= rule.short)
            for zone, near in self._near.items():
                if window(zone, (start, end), len(folded)) is None:
                    continue
                first, last = (max(start, end - near.within), end) if zone in ("tail", "end") else (start, min(end, start + near.within))
                edge = folded[first:last]
                for literal, numbers in near.by_literal.items():
                    if literal in edge:
                        at = first + (edge.rfind(literal) if zone in ("tail", "end") else edge.find(literal))
                        rules.update((n, paragraph) for n in numbers if self._rules[n].reaches((start, end), at, at + len(literal)))
        return rules
