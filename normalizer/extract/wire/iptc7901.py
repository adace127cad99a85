"""IPTC 7901, the text wire of most agencies since 1979: a header, lines of keywords, the story, and behind it the time of filing.

D is the message as it came, control characters and all. The header is a piece; what the lines above and below the story say is read by the
rules, as they read it in archives that lost the framing. Several messages in one file are several stories.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from normalizer.article import Span
from normalizer.extract import Extracted
from normalizer.extract.wire.header import Header
from normalizer.formats.looks import HEADER_7901
from normalizer.settings import Hints

MEDIA_TYPE = "text/vnd.iptc.7901"
#: What ends a message where no control character does: the time of filing (`131137 GMT Nov 13`), or the end of a telegram.
_ENDED = re.compile(r"(?:[\x03\x04]|^\s*\d{6} [^\W\d_]{3,5}(?: [^\W\d_]{3,9} \d{2,4})?\s*$|^\s*(?:NNNN|\+\+\+\+)\s*$)", re.MULTILINE)
#: How far above a header the end of the message before it stands.
_ABOVE = 200
_KEYWORDS = re.compile(r"\s*(?P<line>/?[^\W\d_][\w’'. -]*(?:[/-][\w’'. -]+)*/)\s*(?=[\r\n\x02])")

#: The end of the headline and by-line: an equals sign behind the last of their lines.
_EQUALS = re.compile(r"\S[ \t]*(?P<sign>=)[ \t]*(?=[\r\n])")
_LINE = re.compile(r"[^\s\x00-\x1f](?:[^\r\n]*[^\s])?")
#: How far below the keywords the story begins at the latest, and how long the state of the copy is (`2ND LEAD`).
_HEADING, _LABEL = 600, 20
_FILED = re.compile(
    r"^[ \t\x03]*(?P<day>\d\d)(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?: (?P<zone>[A-Z]{3,4}))? (?P<month>[^\W\d_]{3,9})\.? (?P<year>\d\d)(?=\s*(?:[\x00-\x1f\x7f]|\Z))",
    re.MULTILINE,
)


def read(text: str, hints: Hints) -> Sequence[Extracted]:
    """The messages of a decoded file, in its order. Never raises on content."""
    return [_message(text[start:end], HEADER_7901) for start, end in messages(text, HEADER_7901)]


def messages(text: str, header: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The stretches of the messages in a text, one behind the other: each begins with a header that the end of another stands above."""
    starts = [0]
    for found in list(header.finditer(text))[1:]:
        above = text[max(starts[-1], found.start() - _ABOVE) : found.start()]
        if "\x01" in found[0] or _ENDED.search(above):
            starts.append(found.start())
    yield from zip(starts, (*starts[1:], len(text)), strict=True)


def _message(text: str, pattern: re.Pattern[str]) -> Extracted:
    header = Header()
    found = pattern.search(text)
    pieces = []
    if found:
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        pieces.append(Span("slug", start, found.end(), "iptc7901/header"))
        header.record = found["id"]
        header.say("urgency", found["priority"], "priority")
        header.extensions["category"] = found["category"]
        at = found.end()
        if keywords := _KEYWORDS.match(text, at):
            at = keywords.end("line")
            pieces.append(Span("slug", keywords.start("line"), at, "iptc7901/keywords"))
            header.line("slugline", keywords["line"].strip("/"), "keywords")
            header.add("keywords", re.split(r"[/-]", keywords["line"]), "keywords")
        pieces += _heading(text, at, header)
        pieces += _trailer(text, pieces[-1].end, header)
    return Extracted(
        text=text,
        media_type=MEDIA_TYPE,
        pieces=tuple(pieces),
        **header.stated(),
    )


def _heading(text: str, at: int, header: Header) -> Iterator[Span]:
    """The lines above the story, of which the last ends with an equals sign: the state of the copy in capitals, the headline, the by-line.

    Which words a by-line begins with the rules know; here the last of several lines is left to them, unless the one above it goes on.
    """
    ended = _EQUALS.search(text, at, at + _HEADING)
    if not ended:
        return
    begins = max(at, *(text.rfind(blank, at, ended.start()) for blank in ("\n\n", "\r\n\r\n", "\n \n", "\r\n \r\n")))
    framing = text.rfind("\x02", at, ended.start("sign"))
    if framing >= 0:
        for label in _LINE.finditer(text, at, framing):
            header.line("version", label[0], "version")
            yield Span("slug", label.start(), label.end(), "iptc7901/version")
        yield Span("slug", framing, framing + 1, "iptc7901/framing")
        begins = framing + 1
    lines = [(line.start(), line.end()) for line in _LINE.finditer(text, begins, ended.start("sign"))]
    while len(lines) > 1 and len(text[slice(*lines[0])]) <= _LABEL and text[slice(*lines[0])].isupper():
        header.line("version", text[slice(*lines[0])], "version")
        yield Span("slug", *lines.pop(0), "iptc7901/version")
    if len(lines) > 1 and not text[slice(*lines[-2])].endswith((":", "-")):
        lines.pop()
    if lines:
        yield Span("headline", lines[0][0], lines[-1][1], "iptc7901/headline")
    yield Span("slug", ended.start("sign"), ended.end("sign"), "iptc7901/headline-end")


def _trailer(text: str, at: int, header: Header) -> Iterator[Span]:
    """The time of filing at the end: day, hour and minute, zone, month, year."""
    trailer = _FILED.search(text, max(at, len(text) - _ABOVE))
    if trailer:
        day, time = trailer["day"], f"{trailer['hour']}:{trailer['minute']}"
        header.line("published", f"{day} {trailer['month']} 20{trailer['year']} {time} {trailer['zone'] or ''}", "trailer")
        yield Span("timestamp", trailer.start("day"), trailer.end(), "iptc7901/trailer")
