"""Why a rule took nothing: how far its pattern came, and in what it stopped. For authors; nothing here runs on an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import re2

from normalizer.layout import Slice, View, lay_out, view
from normalizer.rulebook.book import RuleBook
from normalizer.rulebook.fold import fold
from normalizer.rulebook.literals import AGENCY as AGENCIES
from normalizer.rulebook.literals import is_list, listed
from normalizer.rulebook.marks import AGENCY, DATE, MOMENT, TIME, WEAK_AGENCY, Marked
from normalizer.rulebook.patterns import expand
from normalizer.rulebook.readers import READERS, Reading
from normalizer.rulebook.rule import Rule

#: How the private characters of a marked text are shown.
_SHOWN = {DATE: "{date}", TIME: "{time}", MOMENT: "{moment}", AGENCY: "{known_agency}", WEAK_AGENCY: "{agency}", "\ue00f": "", "\n": "⏎"}
#: A piece of a pattern: a block, an escape, a class, the opening or closing of a group, a bar, one character; each with its repeat.
_TOKEN = re.compile(
    r"""(?P<piece>\{[a-z_][a-z_0-9]*(?::[a-z_0-9]+)?\}|\\[pPx]\{[^}]*\}|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?(?:P?<\w+>|[a-zA-Z-]*:|[a-zA-Z-]+(?=\))))?|[)|]|.)"""
    r"""(?P<repeat>(?:[*+?]|\{\d+(?:,\d*)?\})\??)?""",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Miss:
    """How near a rule came. ``why`` in words; ``matched`` is the part of the pattern that matched, ``stopped`` the next piece of it;
    ``text`` the marked text as shown, ``at`` where in it (code points) the matching part ends."""

    why: str
    matched: str = ""
    stopped: str = ""
    text: str = ""
    at: int = 0

    def __str__(self) -> str:
        if not self.text:
            return self.why
        return f"{self.why}\n  matches: {self.matched or '(nothing)'}\n  not:     {self.stopped}\n  text:    {self.text[: self.at]}⟨here⟩{self.text[self.at :]}"


def nearest_miss(rule: Rule, text: str, book: RuleBook) -> Miss:
    """Why ``rule`` takes nothing of ``text``: no literal, out of its zone, a pattern that stops, a reader that refuses."""
    seen = view(lay_out(text))
    if not seen.paragraphs:
        return Miss("the text is empty")
    windows = [shown for paragraph in _proposed(rule, seen, book) if (shown := _window(rule, seen, paragraph))]
    if not windows:
        return Miss(_unproposed(rule, seen, book))
    misses = [_miss(rule, book.marked(seen.text[start:end], before, after), book) for start, end, before, after in windows]
    return max(misses, key=lambda miss: (len(miss.matched), not miss.stopped))


def literals(rule: Rule, book: RuleBook) -> list[str]:
    """What must be present for the rule to be tried, word lists written out, folded; agencies are found by their own automaton."""
    lists = [literal[1:] for literal in rule.literals if is_list(literal) and literal != AGENCIES]
    written = listed({name: book.words.lists[name] for name in lists})
    return sorted({*(form for name in lists for form in written[name]), *(fold(literal) for literal in rule.literals if not is_list(literal))})


def reaches(rule: Rule, paragraph: Slice, start: int, end: int) -> bool:
    """Whether a literal at ``start`` to ``end`` stands near enough to the head of its paragraph, for a tail rule to its end."""
    if not rule.within:
        return True
    return paragraph[1] - start <= rule.within if rule.zone == "tail" else end - paragraph[0] <= rule.within


def _proposed(rule: Rule, seen: View, book: RuleBook) -> Iterator[int]:
    hits = _hits(rule, seen, book)
    for number, (start, end) in enumerate(seen.paragraphs):
        if end - start <= rule.short or any(start <= a < end and reaches(rule, (start, end), a, b) for a, b in hits):
            yield number


def _hits(rule: Rule, seen: View, book: RuleBook) -> list[Slice]:
    """Where the rule's literals stand."""
    folded = fold(seen.text)
    hits = [(at, at + len(literal)) for literal in literals(rule, book) for at in _found(folded, literal)]
    if AGENCIES in rule.literals:
        hits += book.agencies.telling(folded, book.agencies.stand(seen.text))
    return hits


def _found(text: str, literal: str) -> Iterator[int]:
    at = text.find(literal)
    while at >= 0:
        yield at
        at = text.find(literal, at + 1)


def _unproposed(rule: Rule, seen: View, book: RuleBook) -> str:
    if _hits(rule, seen, book):
        within = f" within {rule.within} characters" if rule.within else ""
        return f"a literal stands in the text, but not where the rule looks: zone {rule.zone}{within}"
    if rule.literals:
        wanted = literals(rule, book)
        written = f" ({len(wanted)} when written out)" if len(wanted) > len(rule.literals) else ""
        return f"none of its literals stands in the text: {', '.join(map(repr, rule.literals))}{written}"
    return f"no paragraph is as short as {rule.short} characters"


def _window(rule: Rule, seen: View, paragraph: int) -> tuple[int, int, bool, bool] | None:
    last = paragraph + rule.paragraphs - 1
    if last >= len(seen.paragraphs):
        paragraph, last = max(0, len(seen.paragraphs) - rule.paragraphs), len(seen.paragraphs) - 1
    whole = seen.paragraphs[paragraph][0], seen.paragraphs[last][1]
    shown = rule.sees(whole, len(seen.text))
    return (*shown, shown[0] > whole[0], shown[1] < whole[1]) if shown else None


def _miss(rule: Rule, marked: Marked, book: RuleBook) -> Miss:
    found = rule.compiled.search(marked.text)
    if found is not None:
        return Miss(_refused(rule, found, marked, book), rule.pattern)
    pieces = list(_pieces(rule.pattern))
    if rule.zone == "line":
        pieces.append("$")
    anchor = "^" if rule.zone == "line" else ""
    for count in range(len(pieces), 0, -1):
        if pieces[count - 1] == "|" or pieces[count - 1].startswith("("):
            continue  # an empty branch matches everywhere and says nothing
        prefix = _closed(pieces[:count])
        end = _end(anchor + f"(?:{prefix})", marked.text, book)
        if end is not None:
            return _stopped(marked, "".join(pieces[:count]), _next(pieces, count), end)
    return _stopped(marked, "", _next(pieces, 0), 0)


def _next(pieces: list[str], count: int) -> str:
    """The first piece that could not follow, with the group it opens whole."""
    depth, out = 0, ""
    for piece in pieces[count:]:
        if depth == 0 and (piece == "|" or piece.startswith(")")):
            continue
        out += piece
        depth += piece.startswith("(") - piece.startswith(")")
        if depth <= 0:
            break
    return out


def _stopped(marked: Marked, matched: str, stopped: str, end: int) -> Miss:
    before, after = ("".join(_SHOWN.get(char, char) for char in part) for part in (marked.text[:end], marked.text[end:]))
    return Miss("the pattern stops", matched, stopped, before + after, len(before))


def _refused(rule: Rule, found: Any, marked: Marked, book: RuleBook) -> str:
    """Which reader said no to what."""
    for name, group in sorted(rule.compiled.groupindex.items(), key=lambda item: item[1]):
        start, end = found.span(group)
        if name.startswith("as_") or start < 0:
            continue
        recognised = marked.mark_at(start) if end - start == 1 else None
        words = " ".join(marked.window[marked.origin(start) : marked.origin(end)].split())
        reader = rule.expanded.readers.get(name, "text")
        if READERS[reader](Reading(words, recognised.value if recognised else None), book.words.lexicon) is None:
            return f"the pattern matches, but the reader {reader!r} does not take {words!r} for the field {name!r}"
    return "the pattern matches; what it takes differs"


def _pieces(pattern: str) -> Iterator[str]:
    """A pattern in pieces that can be left out from the right. A repeat behind a group stands with its closing bracket."""
    for found in _TOKEN.finditer(pattern):
        yield found.group()


def _closed(pieces: list[str]) -> str:
    """The pieces with the groups that they leave open closed, without what would make them optional."""
    depth = sum(piece.startswith("(") for piece in pieces) - sum(piece.startswith(")") for piece in pieces)
    return "".join(pieces) + ")" * depth


def _end(pattern: str, text: str, book: RuleBook) -> int | None:
    options = re2.Options()
    options.log_errors = False
    try:
        found = re2.compile(expand(pattern, book.words.blocks, book.words.written).text, options).search(text)
    except (re2.error, ValueError):
        return None
    return None if found is None else int(found.span(0)[1])
