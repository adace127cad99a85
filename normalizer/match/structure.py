"""What no pattern sees: the headline and the labels above it, things printed twice, lines among furniture.

Judged by position, shape, repetition and neighbours. Every judgement is a function of what is left, and earlier claims may only add to
what is found: else a body would be cut again when it is normalised again. When in doubt, a line stays.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from normalizer.layout import View
from normalizer.rulebook import Match
from normalizer.rulebook.fold import fold

if TYPE_CHECKING:
    from normalizer.match import Claim

#: A headline is a line: the longest in the news of 30 languages measured has 190 characters, the shortest two words.
_LONGEST_HEADLINE, _SHORTEST_HEADLINE = 165, 8
#: A headline of two sentences is short (`The sea rises. Who pays?`), one of three is a paragraph.
_TWO_SENTENCES = 120
#: A section label above a headline (`Politics`, `TURISMO POST-PANDEMIA`) is shorter than any headline below it.
_LABEL_WORDS, _LABEL_CHARS = 3, 24
#: A longer line below a short one is its deck, and the short one the headline.
_LABELLED = 110
#: A paragraph of prose is longer than any headline, or at least a sentence that ends.
_PROSE = 120
#: What stands twice and is longer than this was printed twice; shorter things repeat in stories (`Yes.`).
_REPEATED = 60
#: A short line that is no sentence and stands so often is no story (`CONTINUA DEPOIS DA PUBLICIDADE`).
_OFTEN, _OFTEN_WORDS = 3, 3
#: Kinds that make their neighbours suspect: what stands between two of them belongs to the page.
_PAGE = frozenset({"furniture", "related", "promo", "copyright", "contact", "source_note", "timestamp"})
#: Longest title of another story in a list of links.
_LONGEST_LINK = 160
_STOPS = tuple(".。।؟۔։።,;:،!?！？…")
_CLOSERS = "\"'”’»)）」』]"


#: Where sentences part, also where a page lost the space between them.
_SENTENCES = re.compile(r"[.!?…؟۔।。！？]+[\"'”’»)]*\s*")
#: A sentence ends inside a line: three letters, a stop, a space, no small letter.
_SENTENCE_END = re.compile(r"(?<=\w\w\w)[.!?…؟۔।][\"'”’»)]*\s+(?![a-zа-я])|[。！？](?=.)")


def find(left: View, claims: Sequence[Claim], text: str) -> list[Match]:
    """What the structure of the rest gives away. ``text`` is T, for what stands between a line and its neighbours."""
    found = [*_headline(left, claims), *_repeated(left, claims)]
    return found or _among_furniture(left, claims, text)


def _headline(left: View, claims: Sequence[Claim]) -> list[Match]:
    """The first line of a title's shape with prose below, and the short labels above it."""
    labels: list[tuple[int, int]] = []
    for number, (start, end) in enumerate(left.paragraphs[:4]):
        line = left.text[start:end]
        if not is_title(line) or not _prose_follows(left, number):
            return []
        if _is_label(line) and number + 1 < len(left.paragraphs) and _longer_title(left, number + 1):
            labels.append((start, end))
            continue
        kind = "deck" if any(claim.kind == "headline" for claim in claims) else "headline"
        found = [Match("structure/label", "furniture", *label) for label in labels]
        return [*found, Match(f"structure/{kind}", kind, start, end)] if len(line) >= _SHORTEST_HEADLINE else []
    return []


def _prose_follows(left: View, number: int) -> bool:
    own = left.paragraphs[number][1] - left.paragraphs[number][0]
    return any(end - start >= max(_PROSE, own + 1) for start, end in left.paragraphs[number + 1 : number + 6])


def _is_label(line: str) -> bool:
    return len(line) <= _LABEL_CHARS and len(line.split()) <= _LABEL_WORDS


def _longer_title(left: View, number: int) -> bool:
    start, end = left.paragraphs[number]
    line = left.text[start:end]
    return len(line) <= _LABELLED and is_title(line) and not _is_label(line) and _prose_follows(left, number)


def is_title(line: str) -> bool:
    """Whether a line has the shape of a title: of a title's length, mostly letters, not ending as a sentence does, not a paragraph of sentences."""
    if len(line) > _LONGEST_HEADLINE:
        return False
    bare = line.rstrip(_CLOSERS)
    if bare.endswith((".", "。", "।", "۔", "։", "።", ",", ";", ":", "،")):
        return False
    inside = len(_SENTENCE_END.findall(bare))
    if inside > 1 or inside and (len(line) > _TWO_SENTENCES or bare.endswith(_STOPS)):
        return False
    return sum(char.isalpha() for char in line) * 2 > len(line)


def _repeated(left: View, claims: Sequence[Claim]) -> list[Match]:
    """Paragraphs all of whose sentences stood before, the headline printed again, short lines that stand again and again."""
    headlines = {fold(claim.words) for claim in claims if claim.kind == "headline"}
    sentences: set[str] = set()
    keys = [fold(left.text[start:end]) for start, end in left.paragraphs]
    often = {key for key, times in Counter(keys).items() if times >= _OFTEN and len(key) < _REPEATED and len(key.split()) >= _OFTEN_WORDS and not key.endswith(_STOPS)}
    found = []
    for key, (start, end) in zip(keys, left.paragraphs, strict=True):
        said = [sentence for sentence in _SENTENCES.split(key) if len(sentence) >= _SHORTEST_HEADLINE]
        if key in headlines or key in often or len(key) >= _REPEATED and said and sentences.issuperset(said):
            found.append(Match("structure/repeated", "furniture", start, end))
        else:
            sentences.update(said)
    return found


def _among_furniture(left: View, claims: Sequence[Claim], text: str) -> list[Match]:
    """Short lines that are no sentences and stand between pieces of the page, or under the heading of a list of links."""
    ends = {span[1]: claim for claim in claims for span in claim.spans[-1:]}
    starts = {span[0]: claim for claim in claims for span in claim.spans[:1]}
    edges = sorted(ends), sorted(starts)
    found = []
    for start, end in left.paragraphs:
        line = left.text[start:end]
        if len(line) > _LONGEST_LINK or line.rstrip(_CLOSERS).endswith(_STOPS):
            continue
        first, last = left.source(start, end)
        before, after = _claim_before(edges[0], ends, first, text), _claim_after(edges[1], starts, last, text)
        if before is None or after is None or not {before.kind, after.kind} <= _PAGE:
            continue
        kind = "related" if before.kind == "related" else "furniture"
        found.append(Match("structure/among-furniture", kind, start, end))
    return found


def _claim_before(ends: Sequence[int], by_end: dict[int, Claim], start: int, text: str) -> Claim | None:
    """The claim that ends right before an offset of T, nothing but white space between."""
    i = bisect_right(ends, start) - 1
    return by_end[ends[i]] if i >= 0 and not text[ends[i] : start].strip() else None


def _claim_after(starts: Sequence[int], by_start: dict[int, Claim], end: int, text: str) -> Claim | None:
    i = bisect_left(starts, end)
    return by_start[starts[i]] if i < len(starts) and not text[end : starts[i]].strip() else None
