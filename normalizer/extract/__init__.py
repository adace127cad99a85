"""Out of a document the texts that its stories stand in: what is wrapped around each, what the document states of it.

Plain text passes through untouched and loads nothing. What a document is, the table of formats tells (:mod:`normalizer.formats`); each kind has
a module here with ``read(text, hints) -> Sequence[Extracted]``. D of a story is what people read of it: of a page the text of its DOM in
document order, of XML the text of the story's element. An extraction library only chooses which stretches are the story.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from normalizer import formats
from normalizer.article import Caution, Span
from normalizer.formats import looks
from normalizer.settings import Hints

__all__ = ["Extracted", "Ways", "extract"]

PLAIN, PAGE = "text/plain", "text/html"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a header, in the words of people: a later stage reads it with the rule book, as it would read it off the text."""

    #: What it is about: ``dateline``, ``place``, ``agency``, ``byline``, ``slugline``, ``version``, ``published``.
    about: str
    words: str
    #: Where it stands, as evidence (``header:DateLine``).
    where: str


@dataclass(frozen=True, slots=True)
class Extracted:
    """One story of a document."""

    #: D of the story.
    text: str
    media_type: str = PLAIN
    #: Pieces of D (code points, half open; in order and disjoint) that the markup says are no body: headline, caption, by-line, page around it ...
    pieces: tuple[Span, ...] = ()
    #: Fields of the article that the document states (names and shapes of :class:`normalizer.Article`).
    fields: Mapping[str, Any] = field(default_factory=dict)
    #: Field -> where in the document it is stated (``json-ld``, ``og:title``, ``header:DateLine`` ...).
    evidence: Mapping[str, str] = field(default_factory=dict)
    #: Whether the markup names all that is no story, as wires do: then no piece makes its neighbours suspect.
    told: bool = False
    #: What the header states in words of its own, the most telling first.
    lines: tuple[Line, ...] = ()
    #: The address that the document states for the story, its id there, and the language of its text (BCP 47; a hint, wrong on one page in twenty).
    url: str | None = None
    record: str | None = None
    language: str | None = None
    #: What else the document states of the story and no field of the article carries (subject codes of a wire, other elements of a feed's item).
    extensions: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[Caution, ...] = ()


@dataclass(frozen=True, slots=True)
class Ways:
    """How pages are read: which library chooses the story's blocks, and what the rule book knows of publishers' templates."""

    engine: str = "trafilatura"
    #: The ``[page]`` tables of packs: ``hosts``, and CSS selectors under the names of what they choose.
    publishers: Sequence[Mapping[str, Any]] = ()


def extract(text: str, hints: Hints, ways: Ways | None = None) -> Sequence[Extracted]:
    """The stories of a decoded document, in its order, one at least. Never raises on content."""
    told = formats.document(text, hints.media_type)
    if told.name == "text":
        return (Extracted(text),)
    if told.name == "html":
        from normalizer.extract import page

        return page.read(text, hints, ways or Ways())
    if len(several := looks.documents(text)) > 1:
        return [story for one in several for story in extract(one, hints, ways)]
    stories: Sequence[Extracted] = import_module(told.reader).read(text, hints)
    return stories
