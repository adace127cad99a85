"""What is printed twice: a story, its summary above the dateline, its headline."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

from normalizer.layout import View
from normalizer.match.structure.shapes import CLOSERS, SENTENCE, SHORTEST_HEADLINE, is_title
from normalizer.rulebook import Match
from normalizer.rulebook.fold import fold

if TYPE_CHECKING:
    from normalizer.match import Claim

#: What stands twice and is longer than this was printed twice; shorter things repeat in stories (`Yes.`).
_REPEATED = 60
#: A speaker says one sentence twice, an interviewer asks one question of everyone; a longer paragraph is printed twice.
_LONG = 160
#: How many lines a page may print above its story.
_HEAD_LINES = 8
#: AP's summaries and the decks of portals have up to three sentences.
_LONGEST_SUMMARY = 450
#: A headline glued to its copy begins within so many words; a headline has so many.
_GLUED, _FEWEST, _MOST, _GLUED_CHARS = 8, 5, 24, 400
#: Shorter things are said twice in a row.
_SHORTEST_GLUED = 30
_WORD = re.compile(r"\S+")
_ENDED = tuple(".!…。！।۔")
#: Where sentences part, also where a page lost the space between them.
_STOPS, _AROUND = "!?…؟۔।。！？\n", CLOSERS
_SENTENCES = re.compile(r"[.!?…؟۔।。！？]+[\"'”’»)]*\s*")


def repeated(left: View, claims: Sequence[Claim], text: str) -> list[Match]:
    """Paragraphs all of whose sentences stood before, and the headline printed again.

    The second copy goes, unless it is the lead behind the dateline: then the first was a deck above it (AP's summary lines). A paragraph that
    stands three times is a refrain; one alone that stands twice is a copy only where it is no question and no single sentence.
    """
    titles = {fold(claim.words) for claim in claims if claim.kind == "headline"}
    lengths = {len(title) for title in titles}
    again = [(start, end) for start, end in left.paragraphs if end - start in lengths and fold(left.text[start:end]) in titles]
    found = [Match("structure/repeated", "furniture", start, end) for start, end in again]
    return [*found, *_copies(left, claims, text, set(again))] if _says_again(left) else found


def _copies(left: View, claims: Sequence[Claim], text: str, taken: Set[tuple[int, int]]) -> list[Match]:
    """Copies of paragraphs, and summaries above their lead; ``taken`` are paragraphs that the headline explains."""
    keys = [fold(left.text[start:end]) for start, end in left.paragraphs]
    times = Counter(key for key in keys if len(key) >= _REPEATED)
    datelines = {_next_word(text, claim.spans[-1][1]) for claim in claims if claim.kind == "dateline" and claim.spans}
    first: dict[str, int] = {}
    copies: list[tuple[int, int]] = []
    found = []
    for number, (key, (start, end)) in enumerate(zip(keys, left.paragraphs, strict=True)):
        if (start, end) in taken:
            continue
        said = [sentence for sentence in _SENTENCES.split(key) if len(sentence) >= SHORTEST_HEADLINE]
        if len(key) < _REPEATED or times[key] > 2 or not said or not all(sentence in first for sentence in said):
            for sentence in said:
                first.setdefault(sentence, number)
            continue
        above = first[said[0]]
        if _opens_story(left, number, datelines) and not _opens_story(left, above, datelines) and _is_summary(left, above):
            found.append(Match("structure/repeated", "deck", *left.paragraphs[above]))
        else:
            copies.append((number, above))
    pairs = set(copies)
    for number, above in copies:
        in_a_row = (number - 1, above - 1) in pairs or (number + 1, above + 1) in pairs or above == number - 1
        if in_a_row or keys[number] != keys[above] or _is_copy(keys[number]):
            found.append(Match("structure/repeated", "furniture", *left.paragraphs[number]))
    return found


def _says_again(left: View) -> bool:
    """Whether any sentence may stand twice: a quick look, since in most texts none does."""
    text = fold(left.text)
    for stop in _STOPS:
        text = text.replace(stop, ".")
    said = [sentence.strip(_AROUND) for sentence in text.split(".") if len(sentence) >= SHORTEST_HEADLINE]
    return len(set(said)) < len(said)


def _is_copy(key: str) -> bool:
    """Whether a paragraph that stood before was printed twice and not said twice."""
    bare = key.rstrip(CLOSERS)
    return bare.endswith(_ENDED) and (len(key) >= _LONG or len(_SENTENCES.findall(bare)) > 1)


def _is_summary(left: View, number: int) -> bool:
    """Whether a paragraph above the dateline is no longer than a summary of the story is."""
    start, end = left.paragraphs[number]
    return number < _HEAD_LINES and end - start <= _LONGEST_SUMMARY


def _opens_story(left: View, number: int, datelines: set[int]) -> bool:
    """Whether a paragraph stands right behind a dateline; ``datelines`` are the offsets in T of the first words behind each."""
    return left.source(*left.paragraphs[number])[0] in datelines


def _next_word(text: str, offset: int) -> int:
    """The offset of the first character from ``offset`` on that is no white space."""
    while offset < len(text) and text[offset].isspace():
        offset += 1
    return offset


def headline_of_copy(left: View, claims: Sequence[Claim], text: str) -> list[Match]:
    """Of a story printed twice, with its headline above the second copy only: the line that stands right above removed repetition."""
    if not any(claim.rule == "structure/repeated" for claim in claims) or any(claim.kind == "headline" for claim in claims):
        return []
    starts = {claim.spans[0][0]: number for number, claim in enumerate(claims) if claim.spans}
    order = sorted(starts)
    for start, end in left.paragraphs[1:]:
        if not is_title(left.text[start:end]) or end - start < SHORTEST_HEADLINE:
            continue
        last = left.source(start, end)[1]
        following = [claims[starts[at]] for at in order[bisect_left(order, last) :][:2]]
        if any(claim.rule == "structure/repeated" for claim in following) and not text[last : following[0].spans[0][0]].strip():
            return [Match("structure/headline", "headline", start, end)]
    return []


def glued(left: View, claims: Sequence[Claim]) -> list[Match]:
    """A headline that stands twice in a row at the head of the first paragraph (a page printed without its line ends), and the label before it."""
    if not left.paragraphs or (len(left.paragraphs) < 2 and not claims):
        return []
    start, end = left.paragraphs[0]
    keys = fold(left.text[start : min(end, start + _GLUED_CHARS)]).split()
    for at in range(min(_GLUED, len(keys))):
        size = next((again - at for again in range(at + _FEWEST, min(at + _MOST, len(keys))) if keys[again] == keys[at]), 0)
        if size and keys[at : at + size] == keys[at + size : at + 2 * size]:
            words = [found.span() for found in _WORD.finditer(left.text, start, end)][at + size - 1 : at + 2 * size]
            if _is_glued(left.text[words[1][0] : words[-1][1]], left.text[words[-1][1] : end]):
                label = Match("structure/label", "furniture", start, words[0][1])
                return [label, Match("structure/headline", "headline", words[1][0], words[-1][1])]
    return []


def _is_glued(title: str, behind: str) -> bool:
    """Whether words that stand twice in a row are a title: of its length, without a stop, with a capital at its head, and text behind it."""
    return len(title) >= _SHORTEST_GLUED and is_title(title) and title[0] == title[0].upper() and len(behind) >= SENTENCE
