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
from normalizer.settings import Hints

__all__ = ["Extracted", "extract"]

PLAIN, PAGE = "text/plain", "text/html"


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
    #: The address that the document states for the story, its id there, and the language of its text (BCP 47; a hint, wrong on one page in twenty).
    url: str | None = None
    record: str | None = None
    language: str | None = None
    #: What else the document states of the story and no field of the article carries (subject codes of a wire, other elements of a feed's item).
    extensions: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[Caution, ...] = ()


def extract(text: str, hints: Hints) -> Sequence[Extracted]:
    """The stories of a decoded document, in its order, one at least. Never raises on content."""
    told = formats.document(text, hints.media_type)
    if told.name == "text":
        return (Extracted(text),)
    stories: Sequence[Extracted] = import_module(told.reader).read(text, hints)
    return stories
