"""The map of the house: the stages in the order in which an article walks through them.

decode -> extract -> repair -> match (over a layout) -> cut -> language -> write. Each takes what the one before it made; none looks back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from normalizer.article import Article, Caution, Encoding, Fragment, Source, Span
from normalizer.cut import cut, with_year
from normalizer.decode import decode
from normalizer.extract import Extracted, extract
from normalizer.extract.carry import carried
from normalizer.match import match
from normalizer.records import Rejected, moment
from normalizer.repair import repair
from normalizer.rulebook import book
from normalizer.settings import Hints, Settings
from normalizer.write import write

_MORE = Caution("stories/more", "The input holds more stories than this one; normalize_all gives them all.")


class Normalizer:
    """Raw articles in, canonical articles out. Compiled once, reusable, safe to share between threads; pickled as its settings."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self._book = book(self.settings.rules)

    def __reduce__(self) -> tuple[Any, ...]:
        return Normalizer, (self.settings,)

    def normalize_all(self, data: bytes | str, hints: Hints | None = None) -> Iterator[Article]:
        """Every article in the data, in order: one of a text or page, each story of a wire file or feed. TypeError: no bytes or str."""
        opened = _open(data, hints or Hints())
        yield from (self._article(opened, story) for story in opened.stories)

    def normalize_file(self, path: str | Path) -> Iterator[Article | Rejected]:
        """The articles of a file, streamed: one of a text, one a record of JSON or JSON Lines; a bad record is a Rejected. OSError: it cannot be read."""
        from normalizer.corpus import Found, Item, find
        from normalizer.corpus.read import items
        from normalizer.corpus.work import article

        with Path(path).open("rb"):  # a file that is not there is the caller's fault and no trouble of a run
            pass
        for found in find([str(path)]):
            for item in items(found) if isinstance(found, Found) else ():
                made = article(item, self) if isinstance(item, Item) else Rejected(item.place, 0, item.reason, b"")
                if isinstance(made, Article | Rejected):
                    yield made

    def normalize_many(self, items: Iterable[bytes | str], workers: int = 1) -> Iterator[Article | Rejected]:
        """The articles of many inputs, in order; a bad one is a Rejected and never an exception that ends the run.

        With several ``workers`` (processes) an article comes back without its ``source_text`` and ``spans``.
        """
        from normalizer.corpus.work import Item, article, results

        tasks = (Item(item if isinstance(item, bytes) else item.encode("utf-8", "surrogatepass"), f"item {n}", None) for n, item in enumerate(items))
        if workers <= 1:
            made: Iterable[Any] = (article(task, self) for task in tasks)
        else:
            made = (Article.from_json(one) if isinstance(one, bytes) else one for one in results(tasks, self, workers=workers))
        yield from (one for one in made if isinstance(one, Article | Rejected))

    def normalize(self, data: bytes | str, hints: Hints | None = None) -> Article:
        """The first article in the data. Never raises on content: what is wrong with it is said in ``warnings``. TypeError: no bytes or str."""
        opened = _open(data, hints or Hints())
        article = self._article(opened, opened.stories[0])
        if len(opened.stories) > 1:
            article = replace(article, warnings=(*article.warnings, _MORE))
        return article

    def _article(self, opened: _Opened, story: Extracted) -> Article:
        """One story through the rooms behind extract."""
        hints = replace(opened.hints, language=opened.hints.language or story.language)
        repaired = repair(story.text, opened.hints.language)
        text = repaired.text
        claims = carried(story.pieces, repaired.repairs)
        stated, evidence = _stated(story, claims)
        pieces = cut(match(text, self._book, opened.hints, claims), self._book.words.lexicon, stated)
        language, fragments = self._tell(text, pieces.spans, hints)
        fields, evidence = _with_hints(pieces.fields, evidence, story, hints)
        return write(
            text=text,
            body=pieces.body,
            spans=pieces.spans,
            fields=fields,
            language=language,
            fragments=fragments,
            repairs=repaired.repairs,
            warnings=opened.warnings + story.warnings + repaired.warnings,
            evidence=evidence,
            url=hints.url or story.url,
            extensions=story.extensions,
            source=Source(
                bytes=len(opened.raw),
                sha256=hashlib.sha256(opened.raw).hexdigest(),
                media_type=hints.media_type or story.media_type,
                path=hints.path,
                record=hints.record or story.record,
                encoding=opened.encoding,
            ),
        )

    def _tell(self, text: str, spans: tuple[Span, ...], hints: Hints) -> tuple[str, tuple[Fragment, ...]]:
        """The language stage, imported only by those who ask: a linter of datelines does not wait for it."""
        if not self.settings.language:
            return "und", ()
        from normalizer.language import tell

        told = tell(text, spans, self.settings, hints)
        return told.language, told.fragments


@dataclass(frozen=True, slots=True)
class _Opened:
    """An input behind decode and extract: its bytes, what is known of it, and its stories."""

    raw: bytes
    hints: Hints
    encoding: Encoding | None
    warnings: tuple[Caution, ...]
    stories: Sequence[Extracted]


def _open(data: bytes | str, hints: Hints) -> _Opened:
    if not isinstance(data, bytes | str):
        raise TypeError(f"normalize takes bytes or str, not {type(data).__name__}")
    if isinstance(data, bytes):
        decoded = decode(data, hints.charset)
        return _Opened(data, hints, decoded.encoding, decoded.warnings, extract(decoded.text, hints))
    text = data if _is_encodable(data) else data.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _Opened(text.encode(), hints, None, (), extract(text, hints))


def _is_encodable(text: str) -> bool:
    """Whether a str is Unicode text: a lone surrogate is half a character that JSON cannot hold (it becomes U+FFFD)."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _stated(extracted: Extracted, claims: Sequence[Span]) -> tuple[dict[str, Any], dict[str, str]]:
    """The fields that the markup states and no piece overrules, and the evidence of all that it states.

    Not the headline where it is printed: then it is read off its piece. Not the authors where the story has a by-line.
    """
    printed = any(claim.kind == "headline" for claim in claims)
    stated = {name: value for name, value in extracted.fields.items() if name != "authors" and not (name == "headline" and printed)}
    return stated, {name: where for name, where in extracted.evidence.items() if not (name == "headline" and printed)}


def _with_hints(fields: dict[str, Any], evidence: dict[str, str], extracted: Extracted, hints: Hints) -> tuple[dict[str, Any], dict[str, str]]:
    """What the markup and then the caller know fills what no piece states, and is named as its evidence."""
    if "authors" in fields:
        evidence.pop("authors", None)
    elif "authors" in extracted.fields:
        fields = fields | {"authors": extracted.fields["authors"]}
    for name in ("headline", "published"):
        value = moment(hints.published) if name == "published" else hints.headline
        if value and name not in fields:
            fields = fields | {name: value}
            evidence[name] = "hint"
    if "dateline" in fields and "published" in fields:
        fields = fields | {"dateline": with_year(fields["dateline"], fields["published"])}
    return fields, evidence
