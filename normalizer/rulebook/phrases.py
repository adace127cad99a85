"""The phrases of language files: what a whole paragraph is, how it begins, what stands anywhere in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from normalizer.layout import Slice
from normalizer.rulebook.fold import fold
from normalizer.rulebook.marks import is_bounded
from normalizer.rulebook.match import Match
from normalizer.rulebook.shelf import KEY, Shelf, packed

#: Longest paragraph that a phrase may take with it, by how it is looked up; the narrowest first.
WINDOW = {"lines": 200, "openings": 320, "contains": 700}
#: Marks that open and close quotations, by family: pages mix their directions (»…«, «…», „…“, “…”), so that only their number tells.
_QUOTES = ('"', "“”„‟", "«»", "‹›", "「」", "『』", "＂")
#: The single mark opens before a word and closes behind one; ``fold`` has made an apostrophe of the closing one.
_SINGLE_OPEN = re.compile(r"(?<![^\s(\[:])[‘'](?=\w)")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…])'(?!\w)")
_IN_WORD = re.compile(r"(?<=\w)\"(?=\w)")  # Hebrew abbreviations
_QUESTION = re.compile(r"[?؟？⸮][\s\"'”’»«“)\]」』）]*\Z")
_STOPPED = re.compile(r"[.!…。！।۔]+[\s\"'”’»«“)\]」』）]*\Z")
_CLAUSE = re.compile(r"[,;:|•·©–—\-()\[\]،؛]\s*|[，、：；]")
#: Openings of so few words begin a reader's sentence too; words before a phrase in its clause that the page's voice needs; phrases of
#: more words than the last are the page's own wherever they stand.
_SHORT, _LEAD, _OWN = 3, 3, 5
#: A line is compared with those that share so many characters with it.
_LINE = 2
#: `All rights reserved` is a formula that stands alone; `All rights reserved for the king` is not. So many words at most are one.
_FORMULA, _GOES_ON = 3, re.compile(r"(?:,?\s+[^\W\d_]+){5}")
#: `All rights reserved: the phrase dates from 1910.` speaks of a notice and is none.
_SPOKEN_OF = re.compile(r" ?[:：]\s+(?:[^\W\d_][^\s.!?]*\s+){4}[^\n]*[.!?…。]")
#: What follows these is the title of another story, a person: nothing that ends in a full stop.
_HEADLINE_FOLLOWS = ("related", "byline", "signoff")
#: Names of sections and buttons are what stories call their parts (`Politik`, `Contact`): one word (four signs of Han, kana or Hangul), between paragraphs
#: of prose at least so long. (What pages print there is the word for advertisement: rules/shapes/furniture.toml.)
_SUBHEADS, _PROSE = ("furniture", "related", "promo"), 40
_WORD = re.compile(
    r"[^\W\d_\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af](?:[^\s\d!-/:-@\[-`{-~\u2e80-\uffff])*|[\u2e80-\u9fff\uac00-\ud7af]{2,4}"
)
_SENTENCE_END = re.compile(r"(?<=\w\w\w)[.!?…]+[\"'”’»)\]]*\s+|[。！？।؟۔]+[」』”）]*\s*")


class Entry(NamedTuple):
    """What a phrase takes: by which rule, of what kind, how it is looked up, and the languages that list it."""

    rule: str
    kind: str
    how: str
    languages: tuple[str, ...]


def table(rows: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Rows of (rule, kind, how, language, phrase) as plain data that loads fast: folded phrases by how they are looked up, each with the number
    of its entry; lines and openings packed.

    A phrase that is listed in several ways takes the widest; of several languages, it is of each.
    """
    merged: dict[str, tuple[str, str, str, tuple[str, ...]]] = {}
    for rule, kind, how, language, phrase in rows:
        key = bare(fold(phrase)) if how == "lines" else fold(phrase).strip()
        first, of_kind, old, languages = merged.get(key, (rule, kind, how, ()))
        merged[key] = first, of_kind, max(old, how, key=list(WINDOW).index), (*languages, *((language,) if language not in languages else ()))
    entries = sorted(set(merged.values()))
    numbers = {entry: number for number, entry in enumerate(entries)}
    made: dict[str, Any] = {"entries": entries, "lines": {}, "openings": {}, "contains": {}}
    for key, entry in merged.items():
        how = entry[2]
        if how == "openings" and not (begins := _begins(key)):
            how = "contains"  # a sign alone: looked for as those are, taken as an opening
        elif how == "lines":
            begins = key[:_LINE]
        place = made[how] if how == "contains" else made[how].setdefault(begins, {})
        place[key] = numbers[entry]
    return made | {how: packed(made[how]) for how in ("lines", "openings")}


class Phrases:
    """All phrases, ready to be looked up; made of what :func:`table` gives."""

    def __init__(self, plain: dict[str, Any]) -> None:
        self._entries = [Entry(rule, kind, how, tuple(languages)) for rule, kind, how, languages in plain["entries"]]
        self._lines, self._openings = Shelf(plain["lines"]), Shelf(plain["openings"])
        self._anywhere: dict[str, int] = plain["contains"]

    def line(self, folded: str, paragraph: Slice) -> Match | None:
        """A paragraph that is wholly a phrase."""
        start, end = paragraph
        if end - start > WINDOW["lines"]:
            return None
        line = bare(folded[start:end])
        number = self._lines.at(line[:_LINE]).get(line)
        if number is None:
            return None
        entry = self._entries[number]
        if entry.kind in _SUBHEADS and _is_subhead(folded, paragraph, line):
            return None
        return Match(entry.rule, entry.kind, start, end, (), entry.languages)

    def opening(self, folded: str, paragraph: Slice) -> Iterator[Match]:
        """What the openings take that a paragraph begins with, behind bullets and quotation marks."""
        first, last = paragraph
        if last - first > WINDOW["openings"]:
            return
        word = first_word(folded, first, last)
        for length in range(1, KEY + 1):
            for phrase, number in self._openings.at(folded[word : word + length]).items():
                start = word - first_word(phrase, 0, len(phrase))
                if start >= first and folded.startswith(phrase, start):
                    taken = take(self._entries[number], folded, paragraph, start, start + len(phrase))
                    if taken:
                        yield taken

    def inside(self, phrase: str, folded: str, paragraph: Slice, start: int, end: int) -> Match | None:
        """What of its paragraph a phrase takes that was found at ``start``; None where it is no phrase, or must not."""
        number = self._anywhere.get(phrase)
        return None if number is None else take(self._entries[number], folded, paragraph, start, end)


def first_word(text: str, start: int, end: int) -> int:
    """Where the first letter or digit stands; ``end`` where there is none."""
    return next((at for at in range(start, end) if text[at].isalnum()), end)


def _begins(phrase: str) -> str:
    """By what an opening is looked up: its first characters from the first letter or digit on; empty for one of signs alone."""
    word = first_word(phrase, 0, len(phrase))
    return phrase[word : word + KEY]


def bare(text: str) -> str:
    """A line without the bullets, brackets and punctuation at its ends (without the marks of a last syllable too: both sides lose them)."""
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return text[start:end] or text.strip()


def take(entry: Entry, folded: str, paragraph: Slice, start: int, end: int) -> Match | None:
    """What of its paragraph the phrase found at ``start`` takes: the whole, or from the sentence on that holds it; None where it must not.

    Only the page's own voice is taken: nothing that is quoted (`The firm wrote: "We use cookies ..."`), nothing told of another in a long
    sentence (`He told them to follow us on ...`), no question of an interview (`Editor: why now?`).
    """
    first, last = paragraph
    how = entry.how
    if last - first > WINDOW[how] or end > last or not is_bounded(folded, start, end) or _is_quoted(folded, first, start, last):
        return None
    if _QUESTION.search(folded, end, last):
        return None
    if how == "openings":
        if any(char.isalnum() for char in folded[first:start]) or (entry.kind in _HEADLINE_FOLLOWS and _is_told(folded, start, end, last)):
            return None
    elif how == "contains":  # prose first, notice behind it: only the notice goes
        first = max([first, *(stop.end() for stop in _SENTENCE_END.finditer(folded, first, start))])
        if entry.kind == "promo" and _leads_far(folded, first, start, end):
            return None
        if entry.kind == "copyright" and len(folded[start:end].split()) <= _FORMULA and _GOES_ON.match(folded, end, last):
            return None
        if entry.kind in ("copyright", "furniture") and _SPOKEN_OF.match(folded, end, last):
            return None
    return Match(entry.rule, entry.kind, first, last, (), entry.languages)


def _is_subhead(folded: str, paragraph: Slice, line: str) -> bool:
    """Whether a line of one word, no label, stands between two paragraphs of prose."""
    start, end = paragraph
    if not _WORD.fullmatch(line) or folded[start:end] != line:
        return False
    above = folded[max(0, start - WINDOW["contains"]) : start].rstrip()
    below = folded[end : end + WINDOW["contains"]].lstrip()
    above, below = above[above.rfind("\n") + 1 :], below.partition("\n")[0]
    long = len(below) > WINDOW["contains"] // 2  # a paragraph that runs on beyond what is looked at
    return (
        min(len(above), len(below)) >= _PROSE and bool(_STOPPED.search(above) or _QUESTION.search(above)) and (long or bool(_STOPPED.search(below)))
    )


def _is_quoted(folded: str, first: int, start: int, last: int) -> bool:
    """Whether a quotation that opened in the paragraph is still open at ``start``: an odd number of marks of one family stands before it."""
    before = _IN_WORD.sub("", folded[first:start])
    if any(sum(map(before.count, family)) % 2 for family in _QUOTES):
        return True
    opened = max((mark.end() for mark in _SINGLE_OPEN.finditer(folded, first, start + 1)), default=None)
    return opened is not None and not _SINGLE_CLOSE.search(folded, opened, start) and bool(_SINGLE_CLOSE.search(folded, start, last))


def _is_told(folded: str, start: int, end: int, last: int) -> bool:
    """Whether an opening of one or two words without a mark behind it goes on as a sentence: `Leggi anche le note, dice.` beside a headline."""
    words = folded[start:end].split()
    return (
        len(words) <= _SHORT
        and words[-1].isalpha()
        and words[0].isalpha()
        and any(map(str.isalnum, folded[end:last]))
        and bool(_STOPPED.search(folded, end, last))
    )


def _leads_far(folded: str, first: int, start: int, end: int) -> bool:
    """Whether more of the clause stands before the phrase than the page's own voice needs (`Also`, `Don't forget to`)."""
    if len(folded[start:end].split()) > _OWN:
        return False
    clause = max([first, *(mark.end() for mark in _CLAUSE.finditer(folded, first, start))])
    return len(folded[clause:start].split()) > _LEAD
