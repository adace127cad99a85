"""The text of a page that no parser can hold: tag by tag, without a tree, in time linear in its length."""

from __future__ import annotations

import re
from html import unescape

from normalizer.extract.dom import LEFT_OUT, Text, Writer
from normalizer.extract.parse import MOST_TAGS, TOKEN, tokens

#: The same tag, or the same few, opened or closed again and again with nothing between: once says as much.
_AGAIN = re.compile(r"((?:</?[a-zA-Z][a-zA-Z0-9]{0,20}+>){1,4}?)\1{7,}+")

#: Behind so many lines no article goes on; the rest is read without its elements, three times as fast.
_MOST_LINES = 20_000
_HIDDEN = re.compile(r"<(script|style|template)\b(?:.*?</\1\b[^>]*+>|.*+)", re.IGNORECASE | re.DOTALL)
_GAP = re.compile(r"[ \t\f]*+[\r\n][ \t\f\r\n]*+")


def text_of(page: str) -> Text:
    """D of a page as its tags stand, nested or not."""
    if page.count("<") > MOST_TAGS:
        page = _AGAIN.sub(r"\1", page)
    writer = Writer()
    at = 0
    hidden = ""
    for token in tokens(page):
        start, end = token.span()
        if not hidden and start > at:
            words = page[at:start]
            writer.text(unescape(words) if "&" in words else words)
            if writer.lines > _MOST_LINES:
                at = start
                break
        at = end
        close, tag = token.group("close", "tag")
        if not tag:
            continue
        tag = tag.lower()
        if tag in LEFT_OUT:
            hidden = "" if close else tag
        elif not hidden:
            (writer.end if close else writer.start)(tag)
    if writer.lines > _MOST_LINES:
        writer.rest(_GAP.sub("\n\n", unescape(TOKEN.sub("\n", _HIDDEN.sub("\n", page[at:])))).strip())
    elif not hidden and at < len(page):
        writer.text(unescape(page[at:]))
    return writer.done()
