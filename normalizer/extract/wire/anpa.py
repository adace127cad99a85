"""ANPA 1312, the text wire of American agencies: two lines of header, fields between carets and angle brackets, the story, the time of filing.

As with IPTC 7901, D is the message as it came; the header is a piece, the fields inside the text are read by the rules.
"""

from __future__ import annotations

from collections.abc import Sequence

from normalizer.article import Span
from normalizer.extract import Extracted
from normalizer.extract.wire.header import Header
from normalizer.extract.wire.iptc7901 import messages
from normalizer.formats.looks import HEADER_ANPA
from normalizer.settings import Hints

MEDIA_TYPE = "text/vnd.anpa.1312"


def read(text: str, hints: Hints) -> Sequence[Extracted]:
    """The messages of a decoded file, in its order. Never raises on content."""
    return [_message(text[start:end]) for start, end in messages(text, HEADER_ANPA)]


def _message(text: str) -> Extracted:
    header = Header()
    found = HEADER_ANPA.search(text)
    pieces = []
    if found:
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        pieces.append(Span("slug", start, found.end(), "anpa1312/header"))
        header.record = found["id"]
        header.extensions = {"priority": found["priority"], "category": found["category"]}
        header.line("slugline", found["keyword"], "keyword")
    return Extracted(
        text=text,
        media_type=MEDIA_TYPE,
        pieces=tuple(pieces),
        **header.stated(),
    )
