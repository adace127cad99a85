"""Claims: which stretches of T are not story, by which rule, and what they say. T itself stays untouched.

Matching repeats on what is left, claimed text masked, until nothing new is claimed. The last view is the body, and on it neither a rule
nor the structure finds anything: so a body that is normalised again stays as it is, whatever the rules are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from normalizer.article import Span
from normalizer.layout import Layout, Slice, View, lay_out, subtract, view
from normalizer.match import structure
from normalizer.rulebook import Match, RuleBook
from normalizer.rulebook.book import Windows
from normalizer.settings import Hints

#: Real articles need two to five rounds; a text made to need more (a slug line in front of a slug line ...) stops here.
MOST_ROUNDS = 20
#: How far to each side of the middle the language is guessed from, where a rule needs it: a paragraph or two settle it.
_SEEN = 300


class Claim(NamedTuple):
    """A piece that a rule took: its stretches of T (several where an earlier claim lies inside), its words tidied, the fields it states."""

    rule: str
    kind: str
    spans: tuple[Slice, ...]
    words: str
    fields: tuple[tuple[str, str], ...] = ()
    #: The languages its words may be of; empty where nobody knows.
    languages: tuple[str, ...] = ()


class Matched(NamedTuple):
    """All claims in the order of T, and what is left."""

    layout: Layout
    claims: tuple[Claim, ...]
    left: View

    def spans(self) -> tuple[Span, ...]:
        """Every piece of T in order, the body's included; together they hold every non-space character of T once.

        A piece whose words are of several languages (`Sayı`: Turkish and Azeri) is of the one that another piece of this text settles.
        """
        known = {claim.languages[0] for claim in self.claims if len(claim.languages) == 1}
        taken = []
        for claim in self.claims:
            agreed = claim.languages if len(claim.languages) == 1 else tuple(known.intersection(claim.languages))
            taken += [Span(claim.kind, start, end, claim.rule, agreed[0] if len(agreed) == 1 else None) for start, end in claim.spans]
        cuts = sorted((span.start, span.end) for span in taken)
        for lines in self.layout.paragraphs:
            taken += [Span("body", start, end, "body") for start, end in subtract(self.layout.text, (lines[0][0], lines[-1][1]), cuts)]
        return tuple(sorted(taken, key=lambda span: span.start))


def match(text: str, book: RuleBook, hints: Hints, claimed: Sequence[Span] = (), told: bool = False) -> Matched:
    """Claim everything in T that is not story. ``claimed``: pieces that the markup around the story says are none, in order and disjoint;
    ``told``: and these are all that it has, so that a short line beside one of them is story (a subhead below the title of a wire story)."""
    layout = lay_out(text)
    claims = [_stated(one, text, book) for one in claimed]
    cuts: list[Slice] = [(one.start, one.end) for one in claimed]
    left = view(layout, cuts)
    story = left.text if claimed else text
    hinted = (hints.language or "").partition("-")[0]
    guess = lru_cache(maxsize=1)(lambda: hinted or _language(story))
    windows: Windows = {}
    for _ in range(MOST_ROUNDS):
        matches = structure.unlisted(book.find(left, guess, windows), left)
        found = _choose(matches, left) or _choose(structure.find(left, claims[len(claimed) if told else 0 :], text), left)
        if not found:
            break
        for one in found:
            stretch = left.source(one.start, one.end)
            spans = tuple(subtract(text, stretch, cuts))
            claims.append(Claim(one.rule, one.kind, spans, left.text[one.start : one.end], one.fields, one.languages))
        cuts = sorted(cuts + [span for claim in claims[-len(found) :] for span in claim.spans])
        left = view(layout, cuts)
    return Matched(layout, tuple(sorted(claims, key=lambda claim: claim.spans)), left)


def _stated(one: Span, text: str, book: RuleBook) -> Claim:
    """A piece that the markup names, as a claim; of a caption the rules may tell who made the picture."""
    words = " ".join(text[one.start : one.end].split())
    fields: tuple[tuple[str, str], ...] = ()
    if one.kind == "caption":
        alone = view(lay_out(words))
        credited = [match for match in book.find(alone) if match.kind == "caption" and "credit" in dict(match.fields)]
        if credited:
            best = max(credited, key=lambda match: (match.end - match.start, match.rule))
            said = dict(best.fields)
            rest = said.get("text") or f"{alone.text[: best.start]} {alone.text[best.end :]}".strip()
            fields = (("credit", said["credit"]), *((("text", " ".join(rest.split())),) if rest else ()))
    return Claim(one.rule, one.kind, ((one.start, one.end),), words, fields)


def _language(text: str) -> str | None:
    """What language the text seems to be in, from its middle, where the story is."""
    from normalizer.identify import candidates

    middle = max(0, len(text) // 2 - _SEEN)
    likely = candidates(text[middle : middle + 2 * _SEEN])
    return likely[0][0].split("-")[0] if likely else None


def _choose(found: Iterable[Match], left: View) -> list[Match]:
    """Disjoint matches, the longer before the shorter, then the one that says more; what white space is at their ends belongs to nobody. A lone paragraph is story."""
    chosen: list[Match] = []
    taken: list[Slice] = []  # in order: thousands of lines of a page may be chosen, and comparing each with all would be quadratic
    for one in sorted(found, key=lambda match: (-max(match.extent, match.end - match.start), -match.said, match.rule, match.start)):
        if len(left.paragraphs) == 1 and one.end - one.start == len(left.text):
            continue
        at = bisect_left(taken, (one.start, one.end))
        if (at == 0 or taken[at - 1][1] <= one.start) and (at == len(taken) or one.end <= taken[at][0]):
            taken.insert(at, (one.start, one.end))
            chosen.append(one)
    return chosen
