"""The rule book at work: literals first, then a pattern only where its literal stands and only in its zone.

One automaton scans the folded text once. A hit proposes a rule or a phrase for the paragraph it stands in; patterns are compiled by RE2
(linear by construction) on their first proposal and tried on the marked window of that paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import ahocorasick_rs
import re2

from normalizer.layout import View
from normalizer.rulebook.fold import fold, variants
from normalizer.rulebook.marks import Agencies, Guess, Mark, Marked, is_bounded, mark
from normalizer.rulebook.patterns import Pattern, expand
from normalizer.rulebook.readers import READERS, Lexicon, Reading

#: How far from the ends of what is left a head or tail rule may reach, in code points of the view: findings/matching saw nothing of the
#: head beyond 800 and of the tail beyond 400 but lines of their own; pages carry several such lines.
HEAD, TAIL = 2500, 2500
#: How much of a long paragraph its head and tail windows show; bulletins print headline, note, dateline and story on one line.
HEAD_WINDOW, TAIL_WINDOW = 600, 400
#: A whole-line rule reads no paragraph longer than this: what is longer is story.
LINE_WINDOW = 900
#: Longest paragraph that a phrase may take with it, by how it is looked up.
PHRASE_WINDOW = {"lines": 200, "openings": 320, "contains": 700}
#: A form this short stands inside too many words to be looked for bare (`AP` in `April`); it needs a bracket, slash or equals sign.
_BARE_FORM = 4
_SENTENCE_END = re.compile(r"(?<=\w\w\w)[.!?…]+[\"'”’»)\]]*\s+|[。！？।؟۔]+[」』”）]*\s*")
_AROUND = ("({}", "{})", "/{}", "{}/", "[{}", "{}]", "={}", "{}=", "{} -", "{} –", "{} —", "{}.-", "{}:", ":{}", ": {}", ", {}", "・{}", "{}＝")


@dataclass(frozen=True, slots=True)
class Match:
    """What a rule found in a view: the stretch (code points of the view) it takes, and the fields it read."""

    rule: str
    kind: str
    start: int
    end: int
    fields: tuple[tuple[str, str], ...] = ()
    language: str | None = None
    #: How much the pattern matched and how many fields it read in all: where a rule takes several pieces they stand or fall together.
    extent: int = 0
    said: int = 0


class Rule:
    """One rule of the book; its pattern is expanded and compiled when it is first tried."""

    def __init__(self, plain: dict[str, Any], book: RuleBook) -> None:
        self.id: str = plain["id"]
        self.kind: str = plain["kind"]
        self.zone: str = plain["zone"]
        self.language: str | None = plain.get("language")
        self.literals: list[str] = plain.get("literals", [])
        #: Without literals: the longest paragraph the rule is tried on.
        self.short: int = plain.get("short", 0)
        #: With literals that prose is full of: how near to the head of a paragraph (its end, for a tail rule) one must stand.
        self.within: int = plain.get("within", 0)
        #: Whether all that follows goes too (an agency's notebook behind the story).
        self.to_end: bool = plain.get("to_end", False)
        #: How many paragraphs in a row the pattern spans.
        self.paragraphs: int = plain.get("paragraphs", 1)
        self._pattern: str = plain["pattern"]
        self._book = book

    def reaches(self, paragraph: tuple[int, int], start: int, end: int) -> bool:
        """Whether a literal found at ``start`` stands near enough to the paragraph's head or end for this rule."""
        if not self.within:
            return True
        return paragraph[1] - end <= self.within if self.zone == "tail" else start - paragraph[0] <= self.within

    @cached_property
    def expanded(self) -> Pattern:
        return expand(self._pattern, self._book.data["blocks"], self._book.data["words"])

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
        extent, fields = found.span(0)[1] - found.span(0)[0], sum(map(len, said.values()))
        taken = [self._piece(marked, name[3:].rstrip("_0123456789"), *span, said[name]) for name, span in pieces.items()]
        return [replace(piece, extent=extent, said=fields) for piece in taken]

    def _piece(self, marked: Marked, kind: str, start: int, end: int, fields: dict[str, str]) -> Match:
        start, end = marked.origin(start), marked.origin(end)
        used = {m.languages for m in marked.marks if m.languages and start <= m.start < end}
        spoken = next(iter(used)) if len(used) == 1 else frozenset()
        return Match(self.id, kind, start, end, tuple(fields.items()), self.language or (next(iter(spoken)) if len(spoken) == 1 else None))

    def _value(self, marked: Marked, name: str, start: int, end: int) -> str | None:
        recognised: Mark | None = marked.mark_at(start) if end - start == 1 else None
        words = " ".join(marked.window[marked.origin(start) : marked.origin(end)].split())
        reading = Reading(words, recognised.value if recognised else None)
        return READERS[self.expanded.readers.get(name, "text")](reading, self._book.lexicon)


class RuleBook:
    """All rules, ready to find. Immutable after construction but for what it compiles on demand; safe to share between threads."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.lexicon = Lexicon.of(data["names"], data["versions"])
        self.agencies = Agencies(data["agencies"])
        self.rules = [Rule(plain, self) for plain in data["rules"]]
        self._short = [(number, rule) for number, rule in enumerate(self.rules) if rule.short]
        self._phrases = _phrase_table(data["phrases"])
        proposals: dict[str, list[int]] = {}
        for number, rule in enumerate(self.rules):
            for literal in self._literals(rule):
                proposals.setdefault(fold(literal), []).append(number)
        self._literals_found = sorted({*proposals, *self._phrases})
        self._proposed = [tuple(proposals.get(literal, ())) for literal in self._literals_found]
        self._automaton = ahocorasick_rs.AhoCorasick(self._literals_found)

    def _literals(self, rule: Rule) -> Iterator[str]:
        for literal in rule.literals:
            if literal == "@agency":
                yield from self._agency_literals
            elif literal.startswith("@"):
                for language, words in self.data["words"].get(literal[1:], {}).items():
                    for word in words:
                        yield from variants(word, language)
            else:
                yield literal

    @cached_property
    def _agency_literals(self) -> list[str]:
        forms = []
        for agency in self.data["agencies"]:
            weak = agency.get("weak", ())
            for form in agency["forms"]:
                alone = form not in weak and (len(form) >= _BARE_FORM or not form.isascii() and len(form) > 1)
                forms += [form] if alone else [around.format(form) for around in _AROUND]
        return forms

    def find(self, view: View, guess: Guess = lambda: None) -> list[Match]:
        """Everything that the rules take from a view, overlapping where rules disagree, in the order of the text."""
        folded = fold(view.text)
        proposed: set[tuple[int, int]] = set()
        found: list[Match] = []
        for literal, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            paragraph = view.paragraph_at(start)
            for number in self._proposed[literal]:
                if self.rules[number].reaches(view.paragraphs[paragraph], start, end):
                    proposed.add((number, paragraph))
            phrase = self._phrases.get(self._literals_found[literal])
            if phrase and (match := _take_phrase(phrase, folded, view.paragraphs[paragraph], start, end)):
                found.append(match)
        for paragraph, (start, end) in enumerate(view.paragraphs):
            proposed.update((number, paragraph) for number, rule in self._short if end - start <= rule.short)
        windows: dict[tuple[int, int], Marked] = {}
        for number, paragraph in sorted(proposed):
            found += self._try(self.rules[number], view, paragraph, guess, windows)
        return sorted(set(found), key=lambda match: (match.start, match.start - match.end, match.rule))

    def _try(self, rule: Rule, view: View, paragraph: int, guess: Guess, windows: dict[tuple[int, int], Marked]) -> Iterator[Match]:
        for first in range(max(0, paragraph - rule.paragraphs + 1), paragraph + 1):
            if first + rule.paragraphs > len(view.paragraphs):
                break
            whole = view.paragraphs[first][0], view.paragraphs[first + rule.paragraphs - 1][1]
            shown = window(rule.zone, whole, len(view.text))
            if shown is None:
                continue
            marked = windows.get(shown)
            if marked is None:
                start, end = shown
                marked = windows[shown] = mark(view.text[start:end], self.agencies, guess, start > whole[0], end < whole[1])
            for one in rule.read(marked):
                if one.start < one.end:
                    yield replace(one, start=shown[0] + one.start, end=len(view.text) if rule.to_end else shown[0] + one.end)


def window(zone: str, paragraph: tuple[int, int], length: int) -> tuple[int, int] | None:
    """The part of a paragraph that a rule of a zone may see in a view of this length; None where the paragraph lies outside the zone."""
    start, end = paragraph
    if zone == "top":
        return (start, min(end, HEAD_WINDOW)) if start == 0 else None
    if zone == "head":
        return (start, min(end, start + HEAD_WINDOW)) if start <= HEAD else None
    if zone == "tail":
        return (max(start, end - TAIL_WINDOW), end) if end >= length - TAIL else None
    if zone == "line":
        return paragraph if end - start <= LINE_WINDOW else None
    return paragraph


@dataclass(frozen=True, slots=True)
class _Phrase:
    rule: str
    kind: str
    how: str
    language: str | None


def _phrase_table(rows: Sequence[Sequence[str]]) -> dict[str, _Phrase]:
    """Folded phrase -> what it takes. A phrase of several languages states none; one looked up in two ways takes the wider."""
    table: dict[str, _Phrase] = {}
    for rule, kind, how, language, phrase in rows:
        key = fold(phrase).strip()
        old = table.get(key)
        if old is None:
            table[key] = _Phrase(rule, kind, how, language)
        elif old.language != language:
            wider = max(old.how, how, key=list(PHRASE_WINDOW).index)
            table[key] = _Phrase(old.rule, old.kind, wider, None)
    return table


def _take_phrase(phrase: _Phrase, folded: str, paragraph: tuple[int, int], start: int, end: int) -> Match | None:
    """The whole paragraph, if the phrase found at ``start`` stands in it as it must."""
    first, last = paragraph
    if last - first > PHRASE_WINDOW[phrase.how] or end > last:
        return None
    if phrase.how != "contains" and any(char.isalnum() for char in folded[first:start]):
        return None
    if phrase.how == "lines" and any(char.isalnum() for char in folded[end:last]):
        return None
    if phrase.how == "contains":  # prose first, notice behind it: only the notice goes
        first = max([first, *(stop.end() for stop in _SENTENCE_END.finditer(folded, first, start))])
    return Match(phrase.rule, phrase.kind, first, last, (), phrase.language) if is_bounded(folded, start, end) else None
