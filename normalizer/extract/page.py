"""A page of HTML: its text, which stretches are story, headline and captions, and what its markup states."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from normalizer.article import Caution, Span
from normalizer.extract import PAGE, Extracted, dom, metadata, plain
from normalizer.extract.choose import choose
from normalizer.extract.find import Slice, bare
from normalizer.extract.parse import parse
from normalizer.settings import Hints

#: A caption is no longer than this: what is, is a figure that nobody closed.
_LONGEST_CAPTION = 1_000
#: How far above the story its lead picture may stand, in code points of the page's text.
_NEAR = 1_500


def read(text: str, hints: Hints) -> tuple[Extracted]:
    """The story of a decoded page. Never raises on content; a page that cannot be read as one keeps its text, with a warning."""
    parsed = parse(text)
    warnings = []
    if parsed.tree is None:
        words = plain.text_of(text)
        warnings.append(Caution("page/unreadable", f"The page could not be taken apart: {parsed.why}. Its text is kept as its tags stand."))
        stated = metadata.Stated()
    else:
        words = dom.text_of(parsed.tree)
        stated = metadata.read(parsed.tree, hints.url)
    if unclosed := _unclosed(text):
        warnings.append(Caution("page/cut", f"A {unclosed} is opened and never closed: what follows it is not part of the text."))
    chosen = choose(parsed.tree, words)
    if chosen.why:
        warnings.append(Caution("page/unsure", f"The page {chosen.why}; its paragraphs are taken as the story."))
    story = joined(chosen.story)
    fields, evidence = dict(stated.fields), dict(stated.evidence)
    headline = _headline(words, fields.get("headline"), story)
    captions = _captions(words, story, headline)
    pieces = [Span("furniture", start, end, "page/outside") for start, end in gaps(words.text, joined([*story, *captions, *headline]))]
    pieces += [Span("headline", start, end, "page/headline") for start, end in headline]
    pieces += [Span("caption", start, end, "page/figcaption") for start, end in captions]
    return (
        Extracted(
            text=words.text,
            media_type=PAGE,
            pieces=tuple(sorted(pieces, key=lambda piece: piece.start)),
            fields=fields,
            evidence=evidence,
            url=stated.url,
            language=stated.language,
            warnings=tuple(warnings),
        ),
    )


def _unclosed(text: str) -> str:
    """What hides the end of a page that was cut off or torn; empty: nothing."""
    if text.rfind("<!--") > text.rfind("-->"):
        return "comment"
    small = text.lower()
    return next((tag for tag in sorted(dom.LEFT_OUT) if small.rfind(f"<{tag}") > small.rfind(f"</{tag}")), "")


def joined(stretches: Iterable[Slice]) -> list[Slice]:
    """Stretches in order, what overlaps or touches as one."""
    result: list[Slice] = []
    for start, end in sorted(stretches):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        elif start < end:
            result.append((start, end))
    return result


def gaps(text: str, stretches: Iterable[Slice]) -> Iterator[Slice]:
    """What lies between stretches, without the white space at its ends."""
    last = 0
    for start, end in (*stretches, (len(text), len(text))):
        between = text[last:start]
        if not between.isspace() and between:
            yield start - len(between.lstrip()), last + len(between.rstrip())
        last = end


def _headline(words: dom.Text, headline: str | None, story: Sequence[Slice]) -> list[Slice]:
    """Where the headline is printed: the ``<h1>`` that says it, else the line that does, the nearest above the end of the story."""
    key = bare(headline or "").casefold()
    if not key or not words.lines:
        return []
    lines = [(line.start, line.end) for line in words.lines if line.tag != "title" and line.end - line.start < 2 * len(headline or "")]
    for places in ([(start, end) for tag, start, end in words.marked if tag == "h1"], lines):
        same = [place for place in places if bare(words.text[place[0] : place[1]]).casefold() == key]
        if same:
            last = story[0][1] if story else len(words.text)
            return [max((place for place in same if place[0] <= last), default=same[0])]
    return []


def _captions(words: dom.Text, story: Sequence[Slice], headline: Sequence[Slice]) -> list[Slice]:
    """The captions of the story's pictures: those inside of it, and near above it."""
    if not story:
        return []
    first, last = min(story[0][0], *(start for start, _ in headline), story[0][0]) - _NEAR, story[-1][1]
    found = [(start, end) for tag, start, end in words.marked if tag == "figcaption" and first <= start and end <= last + _NEAR // 4]
    found = [place for place in found if place[1] - place[0] <= _LONGEST_CAPTION]
    return _apart(found, headline)


def _apart(stretches: Sequence[Slice], others: Sequence[Slice]) -> list[Slice]:
    """Stretches that neither overlap each other nor any of the others."""
    taken = sorted(others)
    kept: list[Slice] = []
    for start, end in sorted(stretches):
        at = bisect_left(taken, (start, end))
        if all(end <= a or b <= start for a, b in taken[max(0, at - 1) : at + 1]) and (not kept or kept[-1][1] <= start):
            kept.append((start, end))
    return kept
