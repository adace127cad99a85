"""The rule book at work: literals first, then a pattern only where its literal stands and only in its zone.

One automaton scans the folded text once. A hit proposes a rule or a phrase for the paragraph it stands in; patterns are compiled by RE2
(linear by construction) on their first proposal and tried on the marked window of that paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from normalizer.layout import Slice, View
from normalizer.rulebook import phrases
from normalizer.rulebook.fold import fold
from normalizer.rulebook.marks import Agencies, Guess, Marked, mark
from normalizer.rulebook.match import Match
from normalizer.rulebook.propose import Proposer
from normalizer.rulebook.rule import Rule
from normalizer.rulebook.words import Words


class RuleBook:
    """All rules, ready to find. Immutable after construction but for what it compiles on demand; safe to share between threads."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.words = Words(data)
        self.agencies = Agencies(data["agencies"])
        self.rules = [Rule(plain, self.words) for plain in data["rules"]]
        self.proposer = Proposer(self.rules, data)

    def find(self, view: View, guess: Guess = lambda: None) -> list[Match]:
        """Everything that the rules take from a view, overlapping where rules disagree, in the order of the text."""
        folded = fold(view.text)
        proposed, hits = self.proposer.hits(folded, view)
        proposed |= self.proposer.looks(folded, view.paragraphs)
        found = list(self._lines(folded, view))
        for phrase, paragraph, start, end in hits:
            taken = phrases.take(self.proposer.phrases[phrase], folded, view.paragraphs[paragraph], start, end)
            if taken:
                found.append(taken)
        windows: dict[Slice, Marked] = {}
        for number, paragraph in sorted(proposed):
            found += self._try(self.rules[number], view, paragraph, guess, windows)
        return sorted(set(found), key=lambda match: (match.start, match.start - match.end, match.rule))

    def _lines(self, folded: str, view: View) -> Iterator[Match]:
        """Paragraphs that are wholly a phrase of a language file."""
        for start, end in view.paragraphs:
            if end - start <= phrases.WINDOW["lines"]:
                entry = self.proposer.lines.get(phrases.bare(folded[start:end]))
                if entry:
                    yield Match(entry.rule, entry.kind, start, end, (), entry.languages)

    def _try(self, rule: Rule, view: View, paragraph: int, guess: Guess, windows: dict[Slice, Marked]) -> Iterator[Match]:
        for first in range(max(0, paragraph - rule.paragraphs + 1), paragraph + 1):
            if first + rule.paragraphs > len(view.paragraphs):
                break
            whole = view.paragraphs[first][0], view.paragraphs[first + rule.paragraphs - 1][1]
            shown = rule.sees(whole, len(view.text))
            if shown is None:
                continue
            marked = windows.get(shown)
            if marked is None:
                start, end = shown
                marked = windows[shown] = mark(view.text[start:end], self.agencies, guess, start > whole[0], end < whole[1])
            for one in rule.read(marked):
                if one.start < one.end:
                    yield replace(one, start=shown[0] + one.start, end=len(view.text) if rule.to_end else shown[0] + one.end)
