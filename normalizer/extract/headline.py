"""Which headline a page prints, and where: metadata of newsrooms often carry another one, made for search engines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from normalizer.extract.dom import Line, Text
from normalizer.extract.find import Slice, bare
from normalizer.extract.metadata import Stated, clean, key

#: How far above the story its headline may stand, in code points of the page's text: a deck, a by-line, share buttons, the lead picture's caption.
_NEAR = 1_500
#: A heading of fewer words (letters, in scripts that part no words) is the name of a section or of the site.
_FEWEST_WORDS, _FEWEST_LETTERS = 3, 8
_LONGEST = 300
#: Of what a title's letters must at least be the headline's; the rest is the site and its sections.
_SHARE_PERCENT = 35


@dataclass(frozen=True, slots=True)
class Headline:
    """The headline of a page, where it is stated, and its stretches of D: none where it is not printed, at most one."""

    words: str | None = None
    evidence: str | None = None
    stands: tuple[Slice, ...] = ()


def printed(words: Text, stated: Stated, story: Sequence[Slice]) -> Headline:
    """The headline of a page whose story is known.

    The ``<h1>`` that says what the metadata say, else the only ``<h1>`` right above the story, else the line that the metadata name; where
    only ``<title>`` is known, the line above the story that it is made of.
    """
    said, evidence = stated.fields.get("headline"), stated.evidence.get("headline")
    if evidence != "h1":
        above = _only_heading(words, story, key(str(stated.fields.get("publisher", ""))))
        if above:
            return Headline(_said(words, above), "h1", (above,))
    if evidence in (None, "title") and (line := _of_title(words, story, key(said or ""))):
        return Headline(_said(words, line), "title", (line,))
    stands = _stands(words, said, story)
    return Headline(said, evidence, (stands,) if stands else ())


def _only_heading(words: Text, story: Sequence[Slice], publisher: str) -> Slice | None:
    if not story:
        return None
    begins = story[0][0]
    headings = [(start, end) for tag, start, end in words.marked if tag == "h1" and _is_title(words.text[start:end], publisher)]
    near = [place for place in headings if place[0] <= begins <= place[1] + _NEAR]
    return near[0] if len({key(words.text[start:end]) for start, end in near}) == 1 and _lone(words, near[0]) else None


def _is_title(text: str, publisher: str) -> bool:
    letters = key(text)
    enough = len(text.split()) >= _FEWEST_WORDS or (len(letters) >= _FEWEST_LETTERS and not letters.isascii())
    return enough and len(letters) >= _FEWEST_LETTERS and len(text) <= _LONGEST and not (publisher and letters in publisher)


def _lone(words: Text, place: Slice) -> bool:
    """Whether a heading is one line; one of several lines is a banner with a deck and a date in it."""
    return "\n" not in words.text[place[0] : place[1]]


def _of_title(words: Text, story: Sequence[Slice], title: str) -> Slice | None:
    """The longest line near above the story that is part of the title."""
    if not story or not title:
        return None
    begins = story[0][0]
    best: Slice | None = None
    for line in words.lines:
        if line.start > begins or line.tag == "title" or begins > line.end + _NEAR or line.end - line.start > _LONGEST:
            continue
        letters = key(words.text[line.start : line.end])
        if len(letters) >= _FEWEST_LETTERS and 100 * len(letters) >= _SHARE_PERCENT * len(title) and letters in title:
            best = max(best or (0, 0), (line.start, line.end), key=lambda place: place[1] - place[0])
    return best


def _stands(words: Text, headline: str | None, story: Sequence[Slice]) -> Slice | None:
    """Where the headline is printed: the ``<h1>`` that says it, else the line that does, the nearest above the end of the story."""
    wanted = bare(headline or "").casefold()
    if not wanted or not words.lines:
        return None
    lines = [_slice(line) for line in words.lines if line.tag != "title" and line.end - line.start < 2 * len(headline or "")]
    for places in ([(start, end) for tag, start, end in words.marked if tag == "h1"], lines):
        same = [place for place in places if bare(words.text[place[0] : place[1]]).casefold() == wanted]
        if same:
            last = story[0][1] if story else len(words.text)
            return max((place for place in same if place[0] <= last), default=same[0])
    return None


def _slice(line: Line) -> Slice:
    return line.start, line.end


def _said(words: Text, place: Slice) -> str:
    return clean(words.text[place[0] : place[1]])
