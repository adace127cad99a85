"""The rule book at work: literals first, then a pattern only where its literal stands and only in its zone.

One automaton scans the folded text once. A hit proposes a rule or a phrase for the paragraph it stands in; patterns are compiled by RE2
(linear by construction) on their first proposal and tried on the marked window of that paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from normalizer.layout import View
from normalizer.rulebook import phrases
from normalizer.rulebook.fold import fold
from normalizer.rulebook.marks import Agencies, Guess, Marked, mark
from normalizer.rulebook.match import Match
from normalizer.rulebook.propose import Proposer
from normalizer.rulebook.rule import Rule
from normalizer.rulebook.words import Words

#: Marked windows of one text, by their words and whether their paragraph goes on before and behind them.
Windows = dict[tuple[str, bool, bool], Marked]


class RuleBook:
    """All rules, ready to find. Immutable after construction but for what it compiles on demand; safe to share between threads."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.words = Words(data)
        self.agencies = Agencies(data["agencies"])
        self.rules = [Rule(plain, self.words) for plain in data["rules"]]
        self.proposer = Proposer(self.rules, data)

    def find(self, view: View, guess: Guess = lambda: None, windows: Windows | None = None) -> list[Match]:
        """Everything that the rules take from a view, overlapping where rules disagree, in the order of the text.

        ``windows`` is what a caller keeps between the views of one text, so that what did not change is not read again.
        """
        windows = {} if windows is None else windows
        folded = fold(view.text)
        proposed, hits = self.proposer.hits(folded, view)
        proposed |= self.proposer.looks(folded, view.paragraphs)
        found = list(self._lines(folded, view))
        for phrase, paragraph, start, end in hits:
            taken = phrases.take(self.proposer.phrases[phrase], folded, view.paragraphs[paragraph], start, end)
            if taken:
                found.append(taken)
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

    def _try(self, rule: Rule, view: View, paragraph: int, guess: Guess, windows: Windows) -> Iterator[Match]:
        for first in range(max(0, paragraph - rule.paragraphs + 1), paragraph + 1):
            if first + rule.paragraphs > len(view.paragraphs):
                break
            whole = view.paragraphs[first][0], view.paragraphs[first + rule.paragraphs - 1][1]
            shown = rule.sees(whole, len(view.text))
            if shown is None:
                continue
            key = view.text[shown[0] : shown[1]], shown[0] > whole[0], shown[1] < whole[1]
            marked = windows.get(key)
            if marked is None:
                marked = windows[key] = mark(key[0], self.agencies, guess, key[1], key[2])
            if rule.id not in marked.answers:
                marked.answers[rule.id] = rule.read(marked)
            for one in marked.answers[rule.id]:
                if one.start < one.end:
                    yield replace(one, start=shown[0] + one.start, end=len(view.text) if rule.to_end else shown[0] + one.end)
