"""The article out of what the stages found: identities, source, evidence."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import Any

from normalizer.article import Article, Removed, Span

#: The one kind that stays; every other span is listed in ``removed``, headline and deck too, since they left the body.
BODY = "body"


def article_id(headline: str | None, body: str) -> str:
    """``sha256:`` and the hex of headline (or nothing), two line feeds, body, in UTF-8."""
    return "sha256:" + hashlib.sha256(f"{headline or ''}\n\n{body}".encode()).hexdigest()


def body_id(body: str) -> str:
    """The same of the body alone, white space collapsed: equal for exact duplicates."""
    return "sha256:" + hashlib.sha256(" ".join(body.split()).encode()).hexdigest()


def removed(text: str, spans: tuple[Span, ...]) -> tuple[Removed, ...]:
    """Every span that is not body, with its words."""
    return tuple(Removed(span.rule, span.kind, text[span.start : span.end], span.start, span.end) for span in spans if span.kind != BODY)


def write(*, text: str, body: str, spans: tuple[Span, ...], fields: dict[str, Any], **known: Any) -> Article:
    """The article. ``fields`` are what the pieces state, ``known`` what other stages and the caller say."""
    body = unicodedata.normalize("NFC", body)
    return Article(
        id=article_id(fields.get("headline"), body),
        body_id=body_id(body),
        body=body,
        removed=removed(text, spans),
        source_text=text,
        spans=spans,
        **fields,
        **known,
    )
