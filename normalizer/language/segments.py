"""T in segments that are each in one language, or nearly: sentences and quotations within paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalizer.article import Span

#: Where a sentence ends (with the marks that close behind it), a paragraph ends, and quotations of 20 characters and more; all begin with one class so
#: that the search runs at the speed of a character set. A full stop ends a sentence before white space only, an ideographic or Arabic one anywhere.
_MARK = re.compile(
    r"[.!?…。！？।۔؟॥။\n\"“„«「『]"
    r"(?:(?<=[.!?…])[.!?…]*[\"'”’»)\]]*(?=\s)"
    r"|(?<=[。！？।۔؟॥။])[」』”’）»\"]*"
    r"|(?<=\n)(?P<blank>[^\S\n]*\n)?"
    r"|(?<=[\"“„«「『])(?<!\w.)(?P<quoted>(?=\S)[^\"“”„«»「」『』\n]{20,600})[\"”“»「」』])"
)
#: Shorter stretches go with their neighbour: they carry no evidence (a number, an initial, the end of an abbreviation).
_SHORT, _SHORT_IDEOGRAPHIC, _SHORT_LINE = 20, 6, 40
#: A line of this many characters may be a hard wrap, and its paragraph go on in the next.
_WRAPPED = range(40, 111)
_ENDING = tuple(".!?…:;。！？।۔؟\"”»’'")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of T without white space at its ends. ``paragraph`` counts paragraphs; ``stated`` is the language that a rule knows."""

    start: int
    end: int
    paragraph: int
    kind: str
    stated: str | None = None


def segments(text: str, spans: Sequence[Span]) -> list[Segment]:
    """The segments of all spans, in order. Within one paragraph of prose they are sentences and long quotations."""
    found: list[Segment] = []
    paragraph, last = 0, 0
    for start, end, span in _blocks(text, spans):
        paragraph += "\n" in text[last:start]
        last = end
        if span.language is not None:
            found.extend(_trimmed(text, start, end, paragraph, span))
            continue
        begin = start
        for at, short in _cuts(text, start, end):
            if at - begin >= short:
                found.extend(_trimmed(text, begin, at, paragraph, span))
                begin = at
        if begin < end:
            tail = _trimmed(text, begin, end, paragraph, span)
            if tail and end - begin < _SHORT_IDEOGRAPHIC and found and found[-1].start >= start:
                found[-1] = Segment(found[-1].start, tail[0].end, paragraph, span.kind)
            else:
                found.extend(tail)
    return found


def _blocks(text: str, spans: Sequence[Span]) -> Iterator[tuple[int, int, Span]]:
    """Spans, those of one hard-wrapped paragraph as one."""
    at = 0
    while at < len(spans):
        span = spans[at]
        end = span.end
        if span.kind == "body":
            while at + 1 < len(spans) and _goes_on(text, spans[at], spans[at + 1]):
                at += 1
                end = spans[at].end
        yield span.start, end, span
        at += 1


def _goes_on(text: str, span: Span, after: Span) -> bool:
    gap = text[span.end : after.start]
    if after.kind != "body" or after.language != span.language or (gap and not gap.isspace()):
        return False
    return "\n" not in gap or (gap.count("\n") == 1 and span.end - span.start in _WRAPPED and not text.endswith(_ENDING, span.start, span.end))


def _cuts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where to cut, and how long a segment must be for it."""
    for mark in _MARK.finditer(text, start, end):
        if mark["quoted"] is not None:
            yield mark.start(), 2
            yield mark.end(), _SHORT
        elif mark[0][0] == "\n":
            yield mark.end(), _SHORT_IDEOGRAPHIC if mark["blank"] else _SHORT_LINE
        else:
            yield mark.end(), _SHORT_IDEOGRAPHIC if mark[0][0] in "。！？।۔؟॥။" else _SHORT


def _trimmed(text: str, start: int, end: int, paragraph: int, span: Span) -> list[Segment]:
    piece = text[start:end]
    bare = piece.strip()
    if not bare:
        return []
    start += len(piece) - len(piece.lstrip())
    return [Segment(start, start + len(bare), paragraph, span.kind, span.language)]
