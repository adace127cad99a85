"""The rule book at work: literals first, then a pattern only where its literal stands and only in its zone.

One automaton scans the folded text once. A hit proposes a rule or a phrase for the paragraph it stands in; patterns are compiled by RE2
(linear by construction) on their first proposal and tried on the marked window of that paragraph.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Self

from normalizer.layout import Slice, View
from normalizer.rulebook.fold import fold
from normalizer.rulebook.marks import Agencies, Found, Guess, Marked, mark
from normalizer.rulebook.match import Match
from normalizer.rulebook.phrases import Phrases
from normalizer.rulebook.propose import Proposer
from normalizer.rulebook.rule import Rule
from normalizer.rulebook.words import Words

#: Marked windows of one text, by their words and whether their paragraph goes on before and behind them.
Windows = dict[tuple[str, bool, bool], Marked]


class RuleBook:
    """All rules, ready to find. Immutable after construction but for what it compiles on demand; safe to share between threads."""

    def __init__(self, data: Mapping[str, Any], ready: Mapping[str, Any]) -> None:
        """``data``: what was loaded (:func:`normalizer.rulebook.load.load`); ``ready``: its tables (:func:`normalizer.rulebook.tables.tables`)."""
        self.data = data
        self.words = Words(data, ready)
        self.agencies = Agencies(ready["forms"])
        self.rules = [Rule(*about, self.words) for about in zip(data["rules"], ready["needs"], ready["shuns"], strict=True)]
        self._phrases = Phrases(data["phrases"])
        self.proposer = Proposer(self.rules, ready)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """The book of what was loaded, its tables made now."""
        from normalizer.rulebook.tables import tables  # a kept book has them

        return cls(data, tables(data))

    def find(self, view: View, guess: Guess = lambda: None, read: Windows | None = None) -> list[Match]:
        """Everything that the rules take from a view, overlapping where rules disagree, in the order of the text.

        ``read`` is what a caller keeps between the views of one text, so that what did not change is not read again.
        """
        read = {} if read is None else read
        folded = fold(view.text)
        stands = self.agencies.stand(view.text)
        proposed, hits = self.proposer.hits(folded, view, self.agencies.telling(folded, stands))
        proposed |= self.proposer.looks(folded, view)
        found = list(self._phrased(folded, view, hits))
        windows = _Windows(view, self.agencies, stands, guess, read)
        for number, paragraph in self.proposer.standing(proposed, folded, view):
            rule = self.rules[number]
            if rule.paragraphs > 1 or rule.may_match(view.text, *view.paragraphs[paragraph]):
                found += self._try(rule, view, paragraph, windows)
        return sorted(set(found), key=lambda match: (match.start, match.start - match.end, match.rule))

    def marked(self, window: str, before: bool = False, after: bool = False) -> Marked:
        """A window as patterns see it, for authors; ``before``/``after`` say that its paragraph goes on there."""
        return mark(window, self.agencies.find(window, lambda: None), lambda: None, before, after)

    def _phrased(self, folded: str, view: View, hits: Iterable[tuple[str, int, int, int]]) -> Iterator[Match]:
        """What the phrases of language files take."""
        for paragraph in view.paragraphs:
            if line := self._phrases.line(folded, paragraph):
                yield line
            yield from self._phrases.opening(folded, paragraph)
        for phrase, number, start, end in hits:
            if taken := self._phrases.inside(phrase, folded, view.paragraphs[number], start, end):
                yield taken

    def _try(self, rule: Rule, view: View, paragraph: int, windows: _Windows) -> Iterator[Match]:
        """What one rule takes around a paragraph."""
        for first in range(max(0, paragraph - rule.paragraphs + 1), paragraph + 1):
            if first + rule.paragraphs > len(view.paragraphs):
                break
            if rule.shuns and view.text.endswith(rule.shuns, *view.paragraphs[first]):
                continue
            whole = view.paragraphs[first][0], view.paragraphs[first + rule.paragraphs - 1][1]
            shown = rule.sees(whole, len(view.text))
            if shown is None or (rule.named and not windows.names(shown)) or not rule.may_match(view.text, *shown):
                continue
            marked = windows.marked(shown, shown[0] > whole[0], shown[1] < whole[1])
            if rule.id not in marked.answers:
                marked.answers[rule.id] = rule.read(marked)
            for one in marked.answers[rule.id]:
                if one.start < one.end:
                    yield one._replace(start=shown[0] + one.start, end=len(view.text) if rule.to_end else shown[0] + one.end)


class _Windows:
    """The marked windows of one view, each made when a rule first looks into it."""

    def __init__(self, view: View, agencies: Agencies, stands: list[Found], guess: Guess, read: Windows) -> None:
        self._text, self._agencies, self._stands, self._guess, self._read = view.text, agencies, stands, guess, read
        self._begins = [start for _, start, _ in stands]

    def names(self, shown: Slice) -> bool:
        """Whether an agency is named in a window."""
        return bisect_left(self._begins, shown[0]) < bisect_left(self._begins, shown[1])

    def marked(self, shown: Slice, before: bool, after: bool) -> Marked:
        """A window with its marks; ``before``/``after`` say that its paragraph goes on there."""
        key = self._text[shown[0] : shown[1]], before, after
        if key not in self._read:
            here = self._stands[bisect_left(self._begins, shown[0]) : bisect_left(self._begins, shown[1])]
            inside = [(form, start - shown[0], end - shown[0]) for form, start, end in here if end <= shown[1]]
            self._read[key] = mark(key[0], self._agencies.marks(inside, self._guess), self._guess, before, after)
        return self._read[key]
