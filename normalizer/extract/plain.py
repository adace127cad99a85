"""The text of a page that no parser can hold: tag by tag, without a tree, in time linear in its length."""

from __future__ import annotations

from html import unescape

from normalizer.extract.dom import LEFT_OUT, Text, Writer
from normalizer.extract.parse import tokens


def text_of(page: str) -> Text:
    """D of a page as its tags stand, nested or not."""
    writer = Writer()
    at = 0
    hidden = ""
    for token in tokens(page):
        if not hidden and token.start() > at:
            writer.text(unescape(page[at : token.start()]))
        at = token.end()
        tag = (token["tag"] or "").lower()
        if not tag:
            continue
        if tag in LEFT_OUT:
            hidden = "" if token["close"] else tag
        elif not hidden:
            (writer.end if token["close"] else writer.start)(tag)
    if not hidden and at < len(page):
        writer.text(unescape(page[at:]))
    return writer.done()
