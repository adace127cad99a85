"""The text of a record: the value that holds it, read as what it is. It is never looked into for another record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from normalizer.article import Span
from normalizer.extract import Extracted
from normalizer.extract.find import bare
from normalizer.records.shapes import Reads

#: Lines that a headline may be wrapped to.
_HEADLINE_LINES = 4


def read(text: str, reads: Reads, look: Callable[[str], Extracted], headline: str | None) -> Extracted:
    """The story in a value; ``look`` reads one as what it looks like. Its first lines are its headline where they say what the record's does."""
    if reads == "html":
        from normalizer.extract.fragment import read_fragment  # it loads a parser of HTML

        story = read_fragment(text)
    else:
        story = look(text) if reads == "any" else Extracted(text)
    if not headline or any(piece.kind == "headline" for piece in story.pieces):
        return story
    printed: list[Span] = []
    while found := _printed(story.text, printed[-1].end if printed else 0, headline):
        printed.append(replace(found, kind="furniture") if printed else found)
    if printed and all(piece.end <= one.start or one.end <= piece.start for one in printed for piece in story.pieces):
        story = replace(story, pieces=tuple(sorted((*story.pieces, *printed), key=lambda piece: piece.start)))
    return story


def _printed(text: str, at: int, headline: str) -> Span | None:
    """The headline next in the text, on a line of its own or wrapped to a few; ``None``: the text goes on otherwise, or is no more than that."""
    said = bare(headline).casefold()
    start = at
    while start < len(text) and text[start].isspace():
        start += 1
    end = start
    for _ in range(_HEADLINE_LINES):
        line_end = text.find("\n", end + 1)
        if line_end < 0:
            return None
        words = bare(text[start:line_end]).casefold()
        if words == said and said:
            stretch = text[start:line_end].rstrip()
            return Span("headline", start, start + len(stretch), "record/headline") if text[line_end:].strip() else None
        if not said.startswith(words):
            return None
        end = line_end
    return None
