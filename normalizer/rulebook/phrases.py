"""The phrases of language files: what a whole paragraph is, how it begins, what stands anywhere in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from normalizer.layout import Slice
from normalizer.rulebook.fold import fold
from normalizer.rulebook.marks import is_bounded
from normalizer.rulebook.match import Match

#: Longest paragraph that a phrase may take with it, by how it is looked up; the narrowest first.
WINDOW = {"lines": 200, "openings": 320, "contains": 700}
_SENTENCE_END = re.compile(r"(?<=\w\w\w)[.!?…]+[\"'”’»)\]]*\s+|[。！？।؟۔]+[」』”）]*\s*")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase takes: by which rule, of what kind, how it is looked up, and the languages that list it."""

    rule: str
    kind: str
    how: str
    languages: tuple[str, ...]


def table(rows: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Rows of (rule, kind, how, language, phrase) as plain data that loads fast: the folded phrases, and for each the number of its entry.

    A phrase that is listed in several ways takes the widest; of several languages, it is of each.
    """
    merged: dict[str, tuple[str, str, str, tuple[str, ...]]] = {}
    for rule, kind, how, language, phrase in rows:
        key = bare(fold(phrase)) if how == "lines" else fold(phrase).strip()
        first, of_kind, old, languages = merged.get(key, (rule, kind, how, ()))
        merged[key] = first, of_kind, max(old, how, key=list(WINDOW).index), (*languages, *((language,) if language not in languages else ()))
    entries = sorted(set(merged.values()))
    numbers = {entry: number for number, entry in enumerate(entries)}
    return {"keys": "\n".join(merged), "of": [numbers[entry] for entry in merged.values()], "entries": entries}


def entries(plain: dict[str, Any]) -> tuple[dict[str, Entry], dict[str, Entry]]:
    """What :func:`table` made, by folded phrase: whole lines, and what is looked for in the text."""
    known = [Entry(rule, kind, how, tuple(languages)) for rule, kind, how, languages in plain["entries"]]
    lines: dict[str, Entry] = {}
    inside: dict[str, Entry] = {}
    for key, number in zip(plain["keys"].split("\n"), plain["of"], strict=bool(plain["of"])):
        entry = known[number]
        (lines if entry.how == "lines" else inside)[key] = entry
    return lines, inside


def bare(text: str) -> str:
    """A line without the bullets, brackets and punctuation at its ends (without the marks of a last syllable too: both sides lose them)."""
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return text[start:end] or text.strip()


def take(entry: Entry, folded: str, paragraph: Slice, start: int, end: int) -> Match | None:
    """What of its paragraph the phrase found at ``start`` takes: the whole, or from the sentence on that holds it; None where it must not."""
    first, last = paragraph
    how = entry.how
    if last - first > WINDOW[how] or end > last or not is_bounded(folded, start, end):
        return None
    if how == "openings" and any(char.isalnum() for char in folded[first:start]):
        return None
    if how == "contains":  # prose first, notice behind it: only the notice goes
        first = max([first, *(stop.end() for stop in _SENTENCE_END.finditer(folded, first, start))])
    return Match(entry.rule, entry.kind, first, last, (), entry.languages)
