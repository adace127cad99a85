"""Out of a document the text that a story stands in: what is page around it, what its markup states, what is caption.

Plain text passes through untouched and loads nothing. A page of HTML is told by its content, not by its name: text that merely holds ``<`` is
text. The text D of a page is that of its DOM in document order; an extraction library only chooses which stretches of it are the story.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from normalizer.article import Caution
from normalizer.settings import Hints

__all__ = ["Extracted", "extract"]

PLAIN, PAGE = "text/plain", "text/html"
#: What a caller may call a page (the server's word for it).
_PAGE_TYPES = frozenset({PAGE, "application/xhtml+xml"})
#: A page begins with its doctype or one of the elements that only a page has, comments and an XML declaration before it (the standard's sniffing).
_OPENING = re.compile(
    r"[\s\ufeff]*+(?:<\?xml[^>]{0,200}\?>\s*+)?(?:<!--(?:(?!-->).){0,2000}-->\s*+){0,8}"
    r"<(?:!doctype\s+html\b|html(?=[\s>])|head(?=[\s>])|body(?=[\s>]))",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
#: A piece of a page, as feeds and records carry it: begins with an element that holds prose, and that element is closed again.
_PIECE = re.compile(r"[\s\ufeff]*+<(p|div|article|section|main|h1|h2|table|figure|blockquote|ul)(?:\s[^<>]{0,2000})?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a document holds. Offsets count code points of ``text``, half open; stretches are in order and disjoint."""

    #: D of the story: for HTML the text of the DOM.
    text: str
    media_type: str = PLAIN
    #: Stretches that are page, not story.
    outside: tuple[tuple[int, int], ...] = ()
    #: Where the headline is printed (outside or inside of the story).
    headline: tuple[tuple[int, int], ...] = ()
    #: Stretches that are captions of pictures.
    captions: tuple[tuple[int, int], ...] = ()
    #: Fields of the article that the markup states.
    fields: Mapping[str, Any] = field(default_factory=dict)
    #: Field -> where in the markup it is stated (``json-ld``, ``og:title`` ...).
    evidence: Mapping[str, str] = field(default_factory=dict)
    #: The address that the page states for itself, and the language of its text (BCP 47; a hint, wrong on one page in twenty).
    url: str | None = None
    language: str | None = None
    warnings: tuple[Caution, ...] = ()


def extract(text: str, hints: Hints) -> Extracted:
    """The text of the story in a decoded document, with what its markup says. Never raises on content."""
    if not is_page(text, hints.media_type):
        return Extracted(text)
    from normalizer.extract import page

    return page.read(text, hints.url)


def is_page(text: str, media_type: str | None) -> bool:
    """Whether a document is HTML: by what the caller says, else by how it begins."""
    if media_type:
        plain = media_type.partition(";")[0].strip().lower()
        if plain in _PAGE_TYPES:
            return "<" in text
        if plain.startswith("text/plain"):
            return False
    if "<" not in text[:20_000]:
        return False
    if opening := _OPENING.match(text):
        return _TAG.search(text, opening.end()) is not None  # a story may show a doctype, but hardly markup that goes on
    piece = _PIECE.match(text)
    return piece is not None and f"</{piece[1].lower()}>" in text.lower() and text.rstrip().endswith(">")
