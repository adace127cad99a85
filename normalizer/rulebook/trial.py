"""What packs do to texts: clean prose stays, the work grows no faster than the text, and a pack whose removal changes nothing is named."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from types import FrameType

from normalizer.layout import View, lay_out, view
from normalizer.rulebook.author import Example, examples_of, rule_of
from normalizer.rulebook.book import RuleBook
from normalizer.rulebook.check import Data
from normalizer.rulebook.fold import fold
from normalizer.rulebook.lint import Finding
from normalizer.rulebook.literals import AGENCY
from normalizer.rulebook.match import Match
from normalizer.rulebook.nearest import literals, reaches
from normalizer.rulebook.rule import Rule

#: Of clean texts, how many per thousand may hold a literal (findings on matching: what is found oftener costs more than it saves).
RARE_PER_MILLE = 20
#: How often the literals are repeated in the shortest hostile text, and the factor between two texts.
_REPEATS, _FACTOR = 10, 2
#: Work for twice the text, in percent of the work for it: 200 is linear, 400 quadratic; what is done once a text lowers it.
MOST_GROWTH_PERCENT = 260
#: Below this many calls the work is the start of a text and says nothing.
_LEAST_WORK = 200
#: Literals tried of one rule: all forms of all agencies make the same windows.
_TRIED = 6


def prose_findings(prose: Iterable[tuple[str, str]], book: RuleBook) -> Iterator[Finding]:
    """What rules and phrases take of clean prose, given as (name, text). There may be none."""
    for name, text in prose:
        seen = view(lay_out(text))
        for match in book.find(seen):
            if (match.start, match.end) != (0, len(seen.text)):  # a text of one paragraph is body whatever it says
                yield Finding(name, match.rule, "prose", f"takes {seen.text[match.start : match.end][:200]!r} of clean prose")


def common_literals(prose: Iterable[str], book: RuleBook) -> list[tuple[str, str, int]]:
    """The literals of rules that propose them to more than :data:`RARE_PER_MILLE` of clean texts, as (rule, literal, per mille).

    Rules that say how near to the end of a paragraph a literal must stand are counted with that; word lists and agencies are not.
    """
    texts = [view(lay_out(text)) for text in prose]
    folded = [fold(text.text) for text in texts]
    found = []
    for rule in book.rules:
        for literal in (fold(literal) for literal in rule.literals if not (literal.startswith("@") and len(literal) > 1)):
            hits = sum(_reached(rule, literal, seen, folds) for seen, folds in zip(texts, folded, strict=True) if literal in folds)
            if texts and 1000 * hits > RARE_PER_MILLE * len(texts):
                found.append((rule.id, literal, 1000 * hits // len(texts)))
    return found


def _reached(rule: Rule, literal: str, seen: View, folded: str) -> bool:
    at = folded.find(literal)
    while at >= 0:
        if reaches(rule, seen.paragraphs[seen.paragraph_at(at)], at, at + len(literal)):
            return True
        at = folded.find(literal, at + 1)
    return False


def hostile_texts(rule: Rule, book: RuleBook, examples: Sequence[Example] = ()) -> Iterator[Callable[[int], str]]:
    """Makers of texts of n times what the rule looks for: in one paragraph, in many, in a row without spaces; and n times its examples."""
    tried = literals(rule, book) + ([f"({form})" for form in book.agencies.forms] if AGENCY in rule.literals else [])
    step = max(1, len(tried) // _TRIED)
    pieces = [" ".join(tried[::step][:_TRIED]) or "a", *(example.text.strip() for example in examples if example.rule == rule.id and example.takes)]
    for piece in pieces:
        for glue in (" ", "\n\n", ""):
            yield lambda times, piece=piece, glue=glue: glue.join([piece] * times)  # type: ignore[misc]


def cost_findings(pack: str, rule: Rule, book: RuleBook, examples: Sequence[Example] = (), tried: set[str] | None = None) -> list[Finding]:
    """A finding for each hostile text on which the work grows faster than the text. Work is counted in calls, so no machine makes a difference.

    ``tried`` holds the texts that were tried already, and grows: rules that look for the same words make the same texts.
    """
    findings = []
    tried = set() if tried is None else tried
    for make in hostile_texts(rule, book, examples):
        if make(2) in tried:
            continue
        tried.add(make(2))
        counts = [work(make(_REPEATS * times), book) for times in (1, _FACTOR, _FACTOR * _FACTOR)]
        grown = [100 * more // less for less, more in pairwise(counts)]
        if counts[-1] > _LEAST_WORK and min(grown) > MOST_GROWTH_PERCENT:
            shown = make(2)[:80]
            findings.append(Finding(pack, rule.id, "cost", f"{counts} calls for 1, 2 and 4 times {shown!r}: the work grows faster than the text"))
    return findings


def work(text: str, book: RuleBook) -> int:
    """How many calls, of Python and of the engines, it takes to find everything in a text; the engine itself is linear by construction."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    seen = view(lay_out(text))
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        book.find(seen)
    finally:
        sys.setprofile(before)
    return calls


def idle_packs(packs: Sequence[tuple[str, Data]], book: RuleBook, rebuilt: Callable[[str], RuleBook]) -> list[Finding]:
    """The packs with examples whose removal would change the outcome of none of them.

    The outcome is what is taken, of what kind, with what fields, by whatever rule. ``rebuilt`` gives the book without a pack: it is asked
    only where the pack's words, and not its own rules and phrases, may have decided.
    """
    findings = []
    for name, pack in packs:
        shown = list(examples_of(name, pack))
        if not any(example.takes for example in shown):
            continue
        own = {rule["id"] for rule in pack.get("rule", ())}
        if "words" in pack or "agency" in pack or not own:
            without = rebuilt(name)
            same = all(_outcome(book, example) == _outcome(without, example) for example in shown)
        else:
            same = all(_outcome(book, example) == _outcome(book, example, own) for example in shown)
        if same:
            findings.append(Finding(name, "pack", "idle", "without it each of its examples comes out the same: show what it is for, or drop it"))
    return findings


def _outcome(book: RuleBook, example: Example, without: Iterable[str] = ()) -> set[tuple[str, int, int, tuple[tuple[str, str], ...]]]:
    found: list[Match] = book.find(view(lay_out(example.text)))
    return {(match.kind, match.start, match.end, match.fields) for match in found if match.rule not in without}


def trial(packs: Sequence[tuple[str, Data]], book: RuleBook) -> list[Finding]:
    """The cost of every rule of the packs on its hostile texts."""
    findings: list[Finding] = []
    tried: set[str] = set()
    for name, pack in packs:
        shown = list(examples_of(name, pack))
        for plain in pack.get("rule", ()):
            if rule := rule_of(plain["id"], book):
                findings += cost_findings(name, rule, book, shown, tried)
    return findings
