"""A piece of a page, as feeds and records carry the HTML of their stories: no page is around it, so that all of it is story.

Nothing chooses here. What an element says of itself is believed: captions and credits of pictures, buttons, forms, navigation.
"""

from __future__ import annotations

import re

from normalizer.article import Caution, Span
from normalizer.extract import PAGE, Extracted, dom, plain, soup
from normalizer.extract.find import Slice
from normalizer.extract.parse import hidden_end
from normalizer.extract.stretches import apart

#: What a selector's elements are, the first that fits; the class names are those of WordPress and the systems that feeds were seen from.
MARKS = (
    ("caption", "figcaption, .wp-caption-text, .caption-text, .photo-caption, .image-caption, .picture-caption, .media-caption"),
    ("outside", "nav, button, form, select, noscript, iframe, object, video, audio, .screen-reader-text, .sr-only, .visually-hidden"),
)
#: Feeds wrap what is wrapped already; for a parser of HTML the words behind it were a comment.
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_RULES = {"caption": ("caption", "page/figcaption"), "outside": ("furniture", "page/outside")}


def read_fragment(html: str) -> Extracted:
    """The story of a piece of HTML: its D, and the captions and furniture in it that its elements tell. Never raises on content.

    Text without any tag is itself, with its entities read. What no parser holds keeps its text, with a warning.
    """
    warnings = []
    root, why = soup.parse(_CDATA.sub("", html))
    if root is None:
        words = plain.text_of(html)
        warnings.append(Caution("page/unreadable", f"The HTML could not be taken apart: {why}. Its text is kept as its tags stand."))
    else:
        words = soup.text_of(root, soup.marks(root, MARKS))
    if unclosed := hidden_end(html):
        warnings.append(Caution("page/cut", f"A {unclosed} is opened and never closed: what follows it is not part of the text."))
    return Extracted(words.text, PAGE, tuple(_pieces(words)), warnings=tuple(warnings))


def _pieces(words: dom.Text) -> list[Span]:
    taken: list[Slice] = []
    pieces = []
    for name, (kind, rule) in _RULES.items():
        free = apart(((start, end) for mark, start, end in words.marked if mark == name), taken)
        pieces += [Span(kind, start, end, rule) for start, end in free]
        taken += free
    return sorted(pieces, key=lambda piece: piece.start)
