"""A stand-in for the pipeline that is quick and predictable, so that runs and records are tested alone. Picklable, for workers."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from normalizer.article import Article, Removed, Source
from normalizer.extract import Extracted
from normalizer.settings import Hints, Settings
from normalizer.write import article_id, body_id


@dataclass(frozen=True)
class Plain:
    """The body is the text without a first line ``AD: ...``; ``BY: name`` at its head is the author. DIE and FAULT do what they say."""

    settings: Settings = field(default_factory=Settings)

    def normalize(self, data: bytes | str, hints: Hints | None = None) -> Article:
        hints = hints or Hints()
        raw = data if isinstance(data, bytes) else data.encode()
        text = raw.decode("utf-8", "replace")
        if "DIE" in text:
            os._exit(9)
        if "FAULT" in text:
            raise KeyError("fault")
        removed: tuple[Removed, ...] = ()
        authors: tuple[str, ...] = ()
        first, _, rest = text.partition("\n")
        if first.startswith("AD: "):
            removed = (Removed("plain/ad", "promo", first, 0, len(first)),)
        elif first.startswith("BY: "):
            authors = (first[4:],)
            removed = (Removed("plain/by", "byline", first, 0, len(first)),)
        body = (rest if removed else text).strip()
        fields = {name: value for name in ("headline", "published") if (value := getattr(hints, name))}
        return Article(
            id=article_id(hints.headline, body),
            body_id=body_id(body),
            language="en",
            body=body,
            removed=removed,
            authors=authors,
            evidence=dict.fromkeys(fields, "hint"),
            url=hints.url,
            source=Source(len(raw), hashlib.sha256(raw).hexdigest(), path=hints.path, record=hints.record),
            **fields,
        )

    def normalize_all(self, data: bytes | str, hints: Hints | None = None) -> Iterator[Article]:
        """A text holds several where a line is ``===``."""
        for part in data.split(b"\n===\n") if isinstance(data, bytes) else data.split("\n===\n"):
            yield self.normalize(part, hints)

    def extracted(self, text: str, hints: Hints) -> Extracted:
        return Extracted(text)

    def story(self, story: Extracted, hints: Hints) -> Article:
        """What the story states fills what its text does not."""
        article = self.normalize(story.text, hints)
        fields = {name: value for name, value in story.fields.items() if not getattr(article, name)}
        article = replace(article, **fields, evidence=dict(article.evidence) | {name: story.evidence[name] for name in fields})
        headline = article.headline
        return replace(article, id=article_id(headline, article.body), extensions=story.extensions)
