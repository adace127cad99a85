"""The map of the house: the stages in the order in which an article walks through them.

decode -> extract -> repair -> match (over a layout) -> cut -> language -> write. Each takes what the one before it made; none looks back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from normalizer.article import Article, Caution, Encoding, Source
from normalizer.cut import cut
from normalizer.decode import decode
from normalizer.language import tell
from normalizer.match import match
from normalizer.repair import repair
from normalizer.rulebook import book
from normalizer.settings import Hints, Settings
from normalizer.write import write


class Normalizer:
    """Raw articles in, canonical articles out. Compiled once, reusable, safe to share between threads; pickled as its settings."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self._book = book(self.settings.rules)

    def __reduce__(self) -> tuple[Any, ...]:
        return Normalizer, (self.settings,)

    def normalize(self, data: bytes | str, hints: Hints | None = None, extensions: Mapping[str, Any] | None = None) -> Article:
        """The first article in the data. Never raises on content: what is wrong with it is said in ``warnings``. TypeError: no bytes or str."""
        if not isinstance(data, bytes | str):
            raise TypeError(f"normalize takes bytes or str, not {type(data).__name__}")
        hints = hints or Hints()
        encoding: Encoding | None = None
        warnings: tuple[Caution, ...] = ()
        if isinstance(data, bytes):
            raw = data
            decoded = decode(data, hints.charset)
            text, encoding, warnings = decoded.text, decoded.encoding, decoded.warnings
        else:
            text = data if _is_encodable(data) else data.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            raw = text.encode()
        repaired = repair(text, hints.language)
        text = repaired.text
        pieces = cut(match(text, self._book, hints), self._book.words.lexicon)
        told = tell(text, pieces.spans, self.settings, hints)
        fields, evidence = _with_hints(pieces.fields, hints)
        return write(
            text=text,
            body=pieces.body,
            spans=pieces.spans,
            fields=fields,
            language=told.language,
            fragments=told.fragments,
            repairs=repaired.repairs,
            warnings=warnings + repaired.warnings,
            evidence=evidence,
            url=hints.url,
            extensions=extensions or {},
            source=Source(
                bytes=len(raw),
                sha256=hashlib.sha256(raw).hexdigest(),
                media_type=hints.media_type or "text/plain",
                path=hints.path,
                record=hints.record,
                encoding=encoding,
            ),
        )


def _is_encodable(text: str) -> bool:
    """Whether a str is Unicode text: a lone surrogate is half a character that JSON cannot hold (it becomes U+FFFD)."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _with_hints(fields: dict[str, Any], hints: Hints) -> tuple[dict[str, Any], dict[str, str]]:
    """What the caller knows fills what no piece states, and is named as its evidence."""
    evidence = {}
    for name in ("headline", "published"):
        value = getattr(hints, name)
        if value and name not in fields:
            fields = fields | {name: value}
            evidence[name] = "hint"
    return fields, evidence
