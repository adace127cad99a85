"""What no pattern sees: the headline and the labels above it, things printed twice, lines among furniture.

Judged by position, shape, repetition and neighbours. Every judgement is a function of what is left, and earlier claims may only add to
what is found: else a body would be cut again when it is normalised again. When in doubt, a line stays.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right, insort
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
#: What is longer is more often a deck without its full stop.
_USUAL_HEADLINE = 110
#: AP's summaries and the decks of portals have up to three sentences.
_LONGEST_SUMMARY = 450
#: How many lines a page may print above its first prose and still have the headline among them.
_HEAD_LINES = 8
#: A paragraph of prose is longer than any headline, or at least a sentence that ends.
_PROSE = 120
#: A paragraph of one sentence.
_SENTENCE = 40
#: What stands twice and is longer than this was printed twice; shorter things repeat in stories (`Yes.`).
_REPEATED = 60
#: A short line that is no sentence and stands so often is no story (`CONTINUA DEPOIS DA PUBLICIDADE`).
_OFTEN, _OFTEN_WORDS = 3, 3
#: Kinds that make their neighbours suspect: what stands between two of them belongs to the page.
_PAGE = frozenset({"furniture", "related", "promo", "copyright", "contact", "source_note", "timestamp", "slug"})
#: Right below a headline a bare number counts readers or comments.
_COUNTER = 6
#: Below these, and with no prose any more, nothing is story.
_ENDED = _PAGE | {"signoff", "end_mark", "byline"}
#: Longest title of another story in a list of links.
_LONGEST_LINK = 160
#: Subheads of a story are shorter: of the 190 in the articles measured, nine in ten have under six words.
_LINK_CHARS, _LINK_WORDS = 52, 6
_STOPS = tuple(".。।؟۔։።,;:،!?！？…")
_CLOSERS = "\"'”’»)）」』]"


_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
#: Where sentences part, also where a page lost the space between them.
_SENTENCES = re.compile(r"[.!?…؟۔।。！？]+[\"'”’»)]*\s*")
#: A sentence ends inside a line: three letters, a stop, a space, no small letter.
_SENTENCE_END = re.compile(r"(?<=\w\w\w)[.!?…؟۔।][\"'”’»)]*\s+(?![a-zа-я])|[。！？](?=.)")


#: `31 декември 2020 г.`: the full stop is the word's and not the sentence's; in a short line it may end a title.
_YEAR_WORD, _SHORT_TITLE = re.compile(r"\d{4}\s?\w{1,2}\.$"), 80


def find(left: View, claims: Sequence[Claim], text: str) -> list[Match]:
    """What the structure of the rest gives away. ``text`` is T, for what stands between a line and its neighbours."""
    found = [*_headline(left, claims, text), *_repeated(left, claims, text)]
    return found or _headline_of_copy(left, claims, text) or [*_among_furniture(left, claims, text), *_titles_in_story(left)]


def _headline(left: View, claims: Sequence[Claim], text: str) -> list[Match]:
    """The best line of a title's shape above the first prose, and the labels above it."""
    lines = _above_prose(left)
    long = [number for number in lines if left.paragraphs[number][1] - left.paragraphs[number][0] >= _SHORTEST_HEADLINE]
    if not long:
        return []
    best = max(long, key=lambda number: (_speaks_for(left, number, claims, text), -number))
    start, end = left.paragraphs[best]
    kind = "deck" if any(claim.kind == "headline" for claim in claims) else "headline"
    labels = [left.paragraphs[number] for number in lines if number < best]
    return [*(Match("structure/label", "furniture", *label) for label in labels), Match(f"structure/{kind}", kind, start, end)]


def _above_prose(left: View) -> list[int]:
    """The numbers of the lines at the head that have a title's shape, up to the first that has not; none where no prose follows."""
    lines = []
    for number, (start, end) in enumerate(left.paragraphs[:_HEAD_LINES]):
        if not is_title(left.text[start:end]) or not _prose_follows(left, number):
            break
        lines.append(number)
    return lines


def _speaks_for(left: View, number: int, claims: Sequence[Claim], text: str) -> int:
    """How much speaks for a line being the headline: a headline's length, a time stamp or by-line below it, its words printed once more."""
    start, end = left.paragraphs[number]
    line = left.text[start:end]
    evidence = 2 if not _is_label(line) and len(line) <= _USUAL_HEADLINE else 0
    _, last = left.source(start, end)
    below = next((claim for claim in claims if claim.spans and claim.spans[0][0] >= last and not text[last : claim.spans[0][0]].strip()), None)
    if below and below.kind in ("timestamp", "byline"):
        evidence += 2
    key = fold(line)
    if len(key) > _LABEL_CHARS and (any(key in fold(claim.words) for claim in claims) or fold(left.text).count(key) > 1):
        evidence += 3
    return evidence


def _is_label(line: str) -> bool:
    return len(line) <= _LABEL_CHARS and len(line.split()) <= _LABEL_WORDS


def _prose_follows(left: View, number: int) -> bool:
    start, end = left.paragraphs[number]
    below = [left.text[a:b] for a, b in left.paragraphs[number + 1 : number + 6]]
    return any(len(text) > end - start and _width(text) >= _PROSE for text in below)


def _width(text: str) -> int:
    """The length of a text as prose: a character of Han, kana or Hangul says as much as two and a half letters."""
    return len(text) if text.isascii() else len(text) + len(_DENSE.findall(text)) * 3 // 2


def is_title(line: str) -> bool:
    """Whether a line has the shape of a title: of a title's length, mostly letters, not ending as a sentence does, not a paragraph of sentences."""
    if len(line) > _LONGEST_HEADLINE:
        return False
    bare = line.rstrip(_CLOSERS)
    if bare.endswith((".", "。", "।", "۔", "։", "።", ",", ";", ":", "،")) and not (len(line) <= _SHORT_TITLE and _YEAR_WORD.search(bare)):
        return False
    inside = len(_SENTENCE_END.findall(bare))
    if inside > 1 or (inside and (len(line) > _TWO_SENTENCES or bare.endswith(_STOPS))):
        return False
    return sum(unicodedata.category(char)[0] in "LM" for char in line) * 2 > len(line)  # marks too: they are half of Devanagari


def _repeated(left: View, claims: Sequence[Claim], text: str) -> list[Match]:
    """Paragraphs all of whose sentences stood before, the headline printed again, short lines that stand again and again.

    The second copy goes, unless it is the lead behind the dateline: then the first was a deck above it (AP's summary lines).
    """
    headlines = {fold(claim.words) for claim in claims if claim.kind == "headline"}
    datelines = {_next_word(text, claim.spans[-1][1]) for claim in claims if claim.kind == "dateline" and claim.spans}
    keys = [fold(left.text[start:end]) for start, end in left.paragraphs]
    often = {key for key, times in Counter(keys).items() if times >= _OFTEN and len(key) < _REPEATED and len(key.split()) >= _OFTEN_WORDS}
    first: dict[str, int] = {}
    found = []
    for number, (key, (start, end)) in enumerate(zip(keys, left.paragraphs, strict=True)):
        said = [sentence for sentence in _SENTENCES.split(key) if len(sentence) >= _SHORTEST_HEADLINE]
        again = len(key) >= _REPEATED and bool(said) and all(sentence in first for sentence in said)
        above = first[said[0]] if again else number
        if again and _opens_story(left, number, datelines) and not _opens_story(left, above, datelines):
            if _is_summary(left, above):
                found.append(Match("structure/repeated", "deck", *left.paragraphs[above]))
        elif again or key in headlines or (key in often and not key.endswith(_STOPS)):
            found.append(Match("structure/repeated", "furniture", start, end))
        else:
            for sentence in said:
                first.setdefault(sentence, number)
    return found


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


def _headline_of_copy(left: View, claims: Sequence[Claim], text: str) -> list[Match]:
    """Of a story printed twice, with its headline above the second copy only: the line that stands right above removed repetition."""
    if any(claim.kind == "headline" for claim in claims):
        return []
    starts = {claim.spans[0][0]: number for number, claim in enumerate(claims) if claim.spans}
    order = sorted(starts)
    for start, end in left.paragraphs[1:]:
        if not is_title(left.text[start:end]) or end - start < _SHORTEST_HEADLINE:
            continue
        last = left.source(start, end)[1]
        following = [claims[starts[at]] for at in order[bisect_left(order, last) :][:2]]
        if any(claim.rule == "structure/repeated" for claim in following) and not text[last : following[0].spans[0][0]].strip():
            return [Match("structure/headline", "headline", start, end)]
    return []


def _among_furniture(left: View, claims: Sequence[Claim], text: str) -> list[Match]:
    """Short lines that are no sentences and stand between pieces of the page, or below one where no prose follows any more; titles under
    the heading of a list of links; a label that opens the text above a piece of the page.
    """
    ends = {claim.spans[-1][1]: claim.kind for claim in claims if claim.spans}
    starts = {claim.spans[0][0]: claim.kind for claim in claims if claim.spans}
    edges, begins = sorted(ends), sorted(starts)
    untitled = not any(claim.kind == "headline" for claim in claims)
    story_ends = max((number for number in range(len(left.paragraphs)) if _is_prose(left, number)), default=len(left.paragraphs))
    found = []
    for number, (start, end) in enumerate(left.paragraphs):
        line = left.text[start:end]
        if len(line) > _LONGEST_LINK or line.rstrip(_CLOSERS).endswith(_STOPS):
            continue
        first, last = left.source(start, end)
        before, after = _kind_before(edges, ends, first, text), _kind_after(begins, starts, last, text)
        listed = before == "related" and len(line) > _LABEL_CHARS and line[0].isupper()
        opens = number == 0 and not text[:first].strip() and _is_label(line)
        counter = before == "headline" and len(line) <= _COUNTER and line.isdigit()
        below = (number > story_ends and before in _ENDED) or counter
        if not (below or (opens and after in _PAGE) or (before in _PAGE and (listed or after in _PAGE))):
            continue
        kind = "related" if before == "related" else "furniture"
        if untitled and after in ("timestamp", "byline") and len(line) > _LABEL_CHARS:
            kind = "headline"
        ends[last] = kind  # the next line of a list has this one above it
        insort(edges, last)
        found.append(Match("structure/among-furniture", kind, start, end))
    return found


def _titles_in_story(left: View) -> list[Match]:
    """Titles of other stories between paragraphs of prose: as long as headlines, where a subhead of this story would be short.

    One alone may be a long subhead; two, and no short one among them, are links (`Read also` without the words, as BTA's clients print it).
    """
    titles = []
    for number in range(1, len(left.paragraphs) - 1):
        start, end = left.paragraphs[number]
        line = left.text[start:end]
        if end - start > _LONGEST_HEADLINE or not is_title(line) or line[-1] in "!?…" or line[0].islower() or not line[0].isalpha() or line.isupper():
            continue
        if not (_is_prose(left, number - 1) and _is_prose(left, number + 1)):
            continue
        if len(line) < _LINK_CHARS or len(line.split()) < _LINK_WORDS:
            return []
        titles.append(Match("structure/titles-in-story", "related", start, end))
    return titles if len(titles) > 1 else []


def _is_prose(left: View, number: int) -> bool:
    start, end = left.paragraphs[number]
    return end - start >= _SENTENCE and left.text[start:end].rstrip(_CLOSERS).endswith(_STOPS)


def _kind_before(ends: Sequence[int], kinds: dict[int, str], start: int, text: str) -> str | None:
    """The kind of the piece that ends right before an offset of T, nothing but white space between."""
    i = bisect_right(ends, start) - 1
    return kinds[ends[i]] if i >= 0 and not text[ends[i] : start].strip() else None


def _kind_after(starts: Sequence[int], kinds: dict[int, str], end: int, text: str) -> str | None:
    """The kind of the piece that begins right behind an offset of T."""
    i = bisect_left(starts, end)
    return kinds[starts[i]] if i < len(starts) and not text[end : starts[i]].strip() else None
