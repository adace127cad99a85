"""How a decoded document looks that is more than text. Each look is linear, and most are over after the first characters."""

from __future__ import annotations

import re

#: A page begins with its doctype or one of the elements that only a page has, comments and an XML declaration before it (the standard's sniffing).
_OPENING = re.compile(
    r"[\s\ufeff]*+(?:<\?xml[^>]{0,200}\?>\s*+)?(?:<!--(?:(?!-->).){0,2000}-->\s*+){0,8}"
    r"<(?:!doctype\s+html\b|html(?=[\s>])|head(?=[\s>])|body(?=[\s>]))",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
#: A piece of a page, as feeds and records carry it: begins with an element that holds prose, and that element is closed again.
_PIECE = re.compile(r"[\s\ufeff]*+<(p|div|article|section|main|h1|h2|table|figure|blockquote|ul)(?:\s[^<>]{0,2000})?>", re.IGNORECASE)


def is_page(text: str) -> bool:
    """Whether a document is HTML, or a piece of it. Text that merely holds ``<`` is text."""
    if "<" not in text[:20_000]:
        return False
    if opening := _OPENING.match(text):
        return _TAG.search(text, opening.end()) is not None  # a story may show a doctype, but hardly markup that goes on
    piece = _PIECE.match(text)
    return piece is not None and f"</{piece[1].lower()}>" in text.lower() and text.rstrip().endswith(">")
