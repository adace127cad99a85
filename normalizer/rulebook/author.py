"""The author's side of the rule book: every rule with its examples, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from normalizer.layout import lay_out, view
from normalizer.rulebook.book import RuleBook
from normalizer.rulebook.check import Data
from normalizer.rulebook.load import packs
from normalizer.rulebook.match import Match
from normalizer.rulebook.rule import Rule

#: How much of an expanded pattern is shown: word lists of seventy languages fill pages.
_SHOWN_PATTERN = 2000


@dataclass(frozen=True, slots=True)
class Example:
    """A text from a pack, and what must be taken of it. ``rule`` is an id; or, for a line of a language file, ``kind`` says what it must become."""

    pack: str
    rule: str | None
    text: str
    takes: tuple[str, ...]
    fields: tuple[tuple[str, str], ...] = ()
    kind: str | None = None
    why: str | None = None


def examples(folders: Sequence[Path] = ()) -> Iterator[Example]:
    """Every example and counter-example of every pack (a counter-example takes nothing)."""
    for name, pack in packs(folders):
        yield from examples_of(name, pack)


def examples_of(name: str, pack: Data) -> Iterator[Example]:
    """The examples and counter-examples of one pack."""
    for rule in pack.get("rule", ()):
        for match in rule["match"]:
            takes = tuple(match.get("takes", [match["text"]]))
            yield Example(name, rule["id"], match["text"], takes, tuple(sorted(match.get("fields", {}).items())))
        for miss in rule.get("miss", ()):
            yield Example(name, rule["id"], miss["text"], (), why=miss["why"])
    for line in pack.get("example", ()):
        yield Example(name, None, line["text"], (line["text"],), kind=line["kind"])
    for kept in pack.get("keep", ()):
        yield Example(name, None, kept["text"], (), why=kept["why"])


def failure(example: Example, book: RuleBook) -> str | None:
    """What is wrong with an example, in a line or more; None where it holds."""
    text = example.text
    found = [match for match in book.find(view(lay_out(text))) if example.rule in (None, match.rule)]
    if example.kind:
        kinds = sorted({match.kind for match in found if _words(text, match) == text.strip()})
        return None if example.kind in kinds else f"{example.pack}: {text!r} must become {example.kind}, became {', '.join(kinds) or 'nothing'}"
    took = [_words(text, match) for match in sorted(found, key=lambda match: match.start)]
    if took != [piece.strip() for piece in example.takes]:
        if not example.takes:
            by = ", ".join(sorted({match.rule for match in found}))
            return f"{example.pack}: {by} must take nothing of {text!r} ({example.why}), took {took}"
        return f"{example.pack}: {example.rule} must take {list(example.takes)} of {text!r}, took {took}{_explained(example, book, bool(took))}"
    said: dict[str, str] = {name: value for match in found for name, value in match.fields}
    wrong = {name: said.get(name) for name, value in example.fields if said.get(name) != value}
    return f"{example.pack}: {example.rule} on {text!r}: want {dict(example.fields)}, read {wrong}" if wrong else None


def _words(text: str, match: Match) -> str:
    return text[match.start : match.end].strip()


def rule_of(name: str | None, book: RuleBook) -> Rule | None:
    """The rule of an id, if there is one."""
    return next((rule for rule in book.rules if rule.id == name), None)


def _explained(example: Example, book: RuleBook, took: bool) -> str:
    """The expanded pattern of the rule that failed and, where it took nothing, how near it came."""
    from normalizer.rulebook.nearest import nearest_miss

    rule = rule_of(example.rule, book)
    if rule is None:
        return ""
    pattern = rule.expanded.text
    more = f" ... ({len(pattern)} characters)" if len(pattern) > _SHOWN_PATTERN else ""
    near = "" if took else f"\n  nearest miss: {nearest_miss(rule, example.text, book)}"
    return f"\n  pattern: {pattern[:_SHOWN_PATTERN]}{more}{near}"
