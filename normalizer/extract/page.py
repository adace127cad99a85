"""A page of HTML: its text, which stretches are story, headline and captions, and what its markup states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from normalizer.article import Caution, Span
from normalizer.extract import PAGE, Extracted, Ways, cluster, dom, metadata, plain, publisher
from normalizer.extract.choose import choose
from normalizer.extract.find import Slice
from normalizer.extract.fragment import read_fragment
from normalizer.extract.headline import printed
from normalizer.extract.parse import hidden_end, parse
from normalizer.extract.publisher import NEAR, Told
from normalizer.extract.stretches import apart, gaps, joined, touching, without
from normalizer.settings import Hints

#: No article has more paragraphs than this (the longest live blogs measured have 40,000 tags), nor more code points; each costs the rule book time.
_MOST_LINES, _LONGEST_STORY = 10_000, 3_000_000
#: What only a whole page has; without any of them it is a piece of one, and nothing around it is to be told from its story.
_PAGE = re.compile(r"<(?:!doctype|html|head|body|title|meta)\b", re.IGNORECASE)
#: A caption is no longer than this: what is, is a figure that nobody closed.
_LONGEST_CAPTION = 1_000


def read(text: str, hints: Hints, ways: Ways | None = None) -> tuple[Extracted]:
    """The story of a decoded page. Never raises on content; a page that cannot be read as one keeps its text, with a warning."""
    if not _PAGE.search(text):
        return (read_fragment(text),)
    ways = ways or Ways()
    parsed = parse(text)
    warnings = []
    if unclosed := hidden_end(text):
        warnings.append(Caution("page/cut", f"A {unclosed} is opened and never closed: what follows it is not part of the text."))
    if parsed.tree is None:
        stated = metadata.Stated()
        warnings.append(Caution("page/unreadable", f"The page could not be taken apart: {parsed.why}. Its text is kept as its tags stand."))
    else:
        stated = metadata.read(parsed.tree, hints.url)
    pack = publisher.pack_of(ways.publishers, hints.url, stated.url)
    told = publisher.read(text, pack) if pack and parsed.tree is not None else None
    if told is not None:
        told = _with_headline(told, stated)
    else:
        words = plain.text_of(text) if parsed.tree is None else dom.text_of(parsed.tree)
        chosen = choose(parsed.tree, words, ways.engine, text)
        if chosen.why:
            warnings.append(Caution("page/unsure", f"The page {chosen.why}; its paragraphs are taken as the story."))
        told = _told(words, stated, joined(chosen.story))
    if (story := shortened(told.words, told.story)) != told.story:
        told = replace(told, story=story)
        warnings.append(Caution("page/long", "The page is longer than any article: what follows its beginning is kept as furniture, not as body."))
    # Of one day the markup often states the time too.
    said = {name: value for name, value in told.fields.items() if name != "published" or not str(stated.fields.get(name, "")).startswith(value)}
    known = [(piece.start, piece.end) for piece in told.pieces]
    outside = [Span("furniture", start, end, "page/outside") for start, end in gaps(told.words.text, joined([*told.story, *known]))]
    return (
        Extracted(
            text=told.words.text,
            media_type=PAGE,
            pieces=tuple(sorted([*told.pieces, *outside], key=lambda piece: piece.start)),
            fields={**stated.fields, **said},
            evidence={**stated.evidence, **{name: told.evidence[name] for name in said}},
            url=stated.url,
            language=stated.language,
            warnings=tuple(warnings),
        ),
    )


def shortened(words: dom.Text, story: list[Slice]) -> list[Slice]:
    """The stretches of a story up to where no article goes on; a first paragraph that is longer than that is cut behind a word."""
    lines = [line for line in words.lines if touching(story, line.start, line.end)]
    if not lines or (len(lines) <= _MOST_LINES and story[-1][1] - story[0][0] <= _LONGEST_STORY):
        return story
    last = story[0][0] + _LONGEST_STORY
    whole = [line for line in lines[:_MOST_LINES] if line.end <= last]
    last = whole[-1].end if whole else max(words.text.rfind(" ", story[0][0] + 1, last), story[0][0] + 1)
    return [(start, min(end, last)) for start, end in story if start < last]


def _with_headline(told: Told, stated: metadata.Stated) -> Told:
    """What a template says, and the headline where it has no selector for it."""
    if any(piece.kind == "headline" for piece in told.pieces):
        return told
    title = printed(told.words, stated, told.story)
    free = apart(title.stands, [(piece.start, piece.end) for piece in told.pieces])
    pieces = sorted([*told.pieces, *(Span("headline", start, end, "page/headline") for start, end in free)], key=lambda piece: piece.start)
    told = replace(told, story=without(told.story, free), pieces=pieces)
    if not (title.words and title.evidence):
        return told
    return replace(told, fields={**told.fields, "headline": title.words}, evidence={**told.evidence, "headline": title.evidence})


def _told(words: dom.Text, stated: metadata.Stated, story: list[Slice]) -> Told:
    """Headline and captions of a page of which only the story is known, and that checked."""
    title = printed(words, stated, story)
    if better := cluster.instead(words, next(iter(title.stands), None), story):
        story, title = better, printed(words, stated, better)
    pieces = [Span("headline", start, end, "page/headline") for start, end in title.stands]
    pieces += [Span("caption", start, end, "page/figcaption") for start, end in _captions(words, story, title.stands)]
    if not (title.words and title.evidence):
        return Told(words, story, pieces)
    return Told(words, story, pieces, {"headline": title.words}, {"headline": title.evidence})


def _captions(words: dom.Text, story: Sequence[Slice], headline: Sequence[Slice]) -> list[Slice]:
    """The captions of the story's pictures: those inside of it, and near above it."""
    if not story:
        return []
    first, last = min(story[0][0], *(start for start, _ in headline), story[0][0]) - NEAR, story[-1][1]
    found = [(start, end) for tag, start, end in words.marked if tag == "figcaption" and first <= start and end <= last + NEAR // 4]
    return apart((place for place in found if place[1] - place[0] <= _LONGEST_CAPTION), headline)
