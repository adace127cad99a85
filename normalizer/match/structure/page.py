"""What stands among pieces of the page: short lines that are no sentences, titles of other stories."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Sequence
from typing import TYPE_CHECKING

from normalizer.layout import View
from normalizer.match.structure.head import kind_after, kind_before
from normalizer.match.structure.shapes import CLOSERS, LABEL_CHARS, LONGEST_HEADLINE, STOPS, is_label, is_prose, is_stamp, is_title
from normalizer.match.structure.words import shared, stems
from normalizer.rulebook import Match

if TYPE_CHECKING:
    from normalizer.match import Claim

#: Kinds that make their neighbours suspect: what stands between two of them belongs to the page.
_PAGE = frozenset({"furniture", "related", "promo", "copyright", "contact", "source_note", "timestamp", "slug"})
#: Right below a headline a bare number counts readers or comments, and a day with a time is its time stamp.
_COUNTER = 6
_A_YEAR = re.compile(r"1[6-9]\d\d|20\d\d")  # the first subhead of a chronicle
#: Below these, and with no prose any more, nothing is story.
_ENDED = _PAGE | {"signoff", "end_mark", "byline"}
#: Longest title of another story in a list of links.
_LONGEST_LINK = 160
#: Subheads of a story are shorter: of the 190 in the articles measured, nine in ten have under six words.
_LINK_CHARS, _LINK_WORDS = 52, 6
#: A subhead says what the paragraph below it says; a link has a name or two in common with it.
_TOPIC, _COMPARED = 2, 1200
#: A link is about whom the story is about, and its head names them; a subhead may turn to what was not spoken of.
_ABOVE = 2500


def among_furniture(left: View, claims: Sequence[Claim], text: str) -> list[Match]:
    """Short lines that are no sentences and stand between pieces of the page, or below one where no prose follows any more; titles under
    the heading of a list of links; a label that opens the text above a piece of the page.
    """
    if not claims:
        return []
    ends = {claim.spans[-1][1]: claim.kind for claim in claims if claim.spans}
    starts = {claim.spans[0][0]: claim.kind for claim in claims if claim.spans}
    edges, begins = sorted(ends), sorted(starts)
    untitled = not any(claim.kind == "headline" for claim in claims)
    story_ends = max((number for number in range(len(left.paragraphs)) if is_prose(left, number)), default=len(left.paragraphs))
    found = []
    for number, (start, end) in enumerate(left.paragraphs):
        line = left.text[start:end]
        if len(line) > _LONGEST_LINK or line.rstrip(CLOSERS).endswith(STOPS):
            continue
        first, last = left.source(start, end)
        before, after = kind_before(edges, ends, first, text), kind_after(begins, starts, last, text)
        listed = before == "related" and len(line) > LABEL_CHARS and line[0].isupper()
        opens = number == 0 and not text[:first].strip() and is_label(line)
        counter = before == "headline" and ((len(line) <= _COUNTER and line.isdigit() and not _A_YEAR.fullmatch(line)) or is_stamp(line))
        below = (number > story_ends and before in _ENDED) or counter
        if not (below or (opens and after in _PAGE) or (before in _PAGE and (listed or after in _PAGE))):
            continue
        kind = "related" if before == "related" else "timestamp" if counter and is_stamp(line) else "furniture"
        if untitled and after in ("timestamp", "byline") and len(line) > LABEL_CHARS:
            kind = "headline"
        ends[last] = kind  # the next line of a list has this one above it
        insort(edges, last)
        found.append(Match("structure/among-furniture", kind, start, end))
    return found


def titles_in_story(left: View) -> list[Match]:
    """Titles of other stories between paragraphs of prose: as long as headlines, where a subhead of this story would be short.

    One alone may be a long subhead; two, and no short one among them, are links (`Read also` without the words, as BTA's clients print it).
    """
    titles: list[Match] = []
    seen: set[str] = set()
    for number in range(1, len(left.paragraphs) - 1):
        start, end = left.paragraphs[number]
        line = left.text[start:end]
        if (
            end - start > LONGEST_HEADLINE
            or not is_title(line)
            or line[-1] in "!?…؟？！;"
            or line[0].islower()
            or not line[0].isalpha()
            or line.isupper()
        ):
            continue
        if not (is_prose(left, number - 1) and is_prose(left, number + 1)):
            continue
        if len(line) < _LINK_CHARS or len(line.split()) < _LINK_WORDS:
            return []
        below, under = left.paragraphs[number + 1]
        if line in seen or shared(line, stems(left.text[below : min(under, below + _COMPARED)])) > _TOPIC:
            return []
        if not shared(line, stems(left.text[: min(start, _ABOVE)])):
            return []
        seen.add(line)
        titles.append(Match("structure/titles-in-story", "related", start, end))
    return titles if len(titles) > 1 else []
