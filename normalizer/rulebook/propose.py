"""Which rules are worth trying where: literals by automata, near and short rules by a look at the paragraph, openings by how it begins.

Everything here is a necessary condition and cheap; whether a rule really takes something is for its pattern and readers to say.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import ahocorasick_rs

from normalizer.layout import Slice, View
from normalizer.rulebook.literals import AGENCY
from normalizer.rulebook.marks import is_bounded
from normalizer.rulebook.phrases import first_word
from normalizer.rulebook.scan import Scan
from normalizer.rulebook.shelf import KEY, Shelf

if TYPE_CHECKING:
    from normalizer.rulebook.rule import Rule

#: A rule and a paragraph.
Proposal = tuple[int, int]


class _Near:
    """Rules whose few literals prose is full of, so that these count only near one edge of a paragraph: its head, or its end."""

    def __init__(self, rules: Iterable[tuple[int, Rule, list[str]]], *, at_end: bool) -> None:
        self._at_end = at_end
        by_literal: dict[str, list[tuple[int, int, bool]]] = {}
        for number, rule, literals in rules:
            for literal in literals:
                by_literal.setdefault(literal, []).append((number, rule.within, rule.zone in ("top", "end")))
        #: Of each literal the rules: their number, how near, whether only in the first paragraph (the last, at the end).
        self._rules = list(by_literal.values())
        found = [(within, only) for rules in self._rules for _, within, only in rules]
        #: How much of an edge is looked at: of any paragraph, of the outermost.
        self._within = max((within for within, only in found if not only), default=0)
        self._outermost = max((within for within, _ in found), default=0)
        self._automaton = ahocorasick_rs.AhoCorasick(list(by_literal))

    def hits(self, folded: str, paragraphs: Sequence[Slice]) -> Iterator[Proposal]:
        """Rules whose literal stands near the edge of a paragraph. All edges are looked through as one string, a control character between."""
        outermost = len(paragraphs) - 1 if self._at_end else 0
        edges = [self._edge(folded, paragraph, self._within) for paragraph in paragraphs]
        if paragraphs:
            edges[outermost] = self._edge(folded, paragraphs[outermost], self._outermost)
        ends = list(accumulate(len(edge) + 1 for edge in edges))
        for literal, start, end in self._automaton.find_matches_as_indexes("\0".join(edges), overlapping=True):
            paragraph = bisect_right(ends, start)
            far = ends[paragraph] - 1 - start if self._at_end else end - (ends[paragraph - 1] if paragraph else 0)
            for rule, near, only in self._rules[literal]:
                if far <= near and (paragraph == outermost or not only):
                    yield rule, paragraph

    def _edge(self, folded: str, paragraph: Slice, within: int) -> str:
        start, end = paragraph
        return folded[max(start, end - within) : end] if self._at_end else folded[start : min(end, start + within)]


class Proposer:
    """Built once from the rules and the tables (:mod:`normalizer.rulebook.tables`); immutable."""

    def __init__(self, rules: Sequence[Rule], tables: Mapping[str, Any]) -> None:
        self._rules = rules
        self._short = [(number, rule.short) for number, rule in enumerate(rules) if rule.short]
        self._longest_short = max((short for _, short in self._short), default=0)
        self._named = tuple(number for number, rule in enumerate(rules) if AGENCY in rule.literals)
        near = [(number, rules[number], literals) for number, literals in tables["near"]]
        at_end = {number for number, rule, _ in near if rule.zone in ("tail", "end")}
        self._near = (
            _Near((one for one in near if one[0] not in at_end), at_end=False),
            _Near((one for one in near if one[0] in at_end), at_end=True),
        )
        self._begins: list[str] = tables["begins"]
        self._starts = Shelf(tables["starts"])
        scan = tables["scan"]
        self._scan = Scan(scan)
        self._of: list[list[int]] = scan["of"]
        self._groups: list[list[int]] = scan["groups"]
        self._whole: list[bool] = scan["whole"]

    def hits(self, folded: str, view: View, agencies: Iterable[Slice]) -> tuple[set[Proposal], list[tuple[str, int, int, int]]]:
        """Rules with a literal in a paragraph; and the phrases found that stand anywhere, as (phrase, paragraph, start, end).

        ``agencies``: where in the view the names of agencies stand that propose a rule.
        """
        rules: set[Proposal] = set()
        found = []
        for start, end, literal in self._scan.find(folded):
            if self._whole[literal] and not is_bounded(folded, start, end):
                continue
            paragraph = view.paragraph_at(start)
            for group in self._of[literal]:
                self._reach(rules, self._groups[group], view, paragraph, start, end)
            found.append((self._scan.texts[literal], paragraph, start, end))
        for start, end in agencies:
            self._reach(rules, self._named, view, view.paragraph_at(start), start, end)
        return rules, found

    def _reach(self, rules: set[Proposal], group: Iterable[int], view: View, paragraph: int, start: int, end: int) -> None:
        stretch = view.paragraphs[paragraph]
        rules.update((number, paragraph) for number in group if self._rules[number].reaches(stretch, start, end))

    def standing(self, proposed: Iterable[Proposal], folded: str, view: View) -> Iterator[Proposal]:
        """Of the proposals, in order, those whose paragraph begins with a word that their rule begins with, where it does with one."""
        lists: dict[int, set[str]] = {}
        for number, paragraph in sorted(proposed):
            begins = self._begins[number]
            if begins:
                if paragraph not in lists:
                    lists[paragraph] = self._lists_at(folded, view.paragraphs[paragraph])
                if begins not in lists[paragraph]:
                    continue
            yield number, paragraph

    def _lists_at(self, folded: str, paragraph: Slice) -> set[str]:
        """The word lists with a word that a paragraph begins with, behind bullets and brackets."""
        word = first_word(folded, *paragraph)
        found: set[str] = set()
        for length in range(1, KEY + 1):
            for form, names in self._starts.at(folded[word : word + length]).items():
                if folded.startswith(form, word):
                    found.update(names)
        return found

    def looks(self, folded: str, view: View) -> set[Proposal]:
        """Rules that a look at the length, the head and the end of each paragraph proposes."""
        rules: set[Proposal] = set()
        for paragraph, (start, end) in enumerate(view.paragraphs):
            if end - start <= self._longest_short:
                rules.update((number, paragraph) for number, short in self._short if end - start <= short)
        for near in self._near:
            rules.update(near.hits(folded, view.paragraphs))
        return rules
