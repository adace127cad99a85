"""The map of the house: the stages in the order in which an article walks through them.

decode -> extract -> repair -> match (over a layout) -> cut -> language -> write. Each takes what the one before it made; none looks back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from normalizer.article import Article, Caution, Encoding, Fragment, Source, Span
from normalizer.cut import cut, with_published, with_year
from normalizer.decode import decode
from normalizer.extract import Extracted, Ways, extract
from normalizer.extract.carry import carried
from normalizer.match import headers, match
from normalizer.records import Rejected, may_hold, moment
from normalizer.repair import repair
from normalizer.rulebook import book
from normalizer.settings import Hints, Settings
from normalizer.write import write

if TYPE_CHECKING:
    from normalizer.records import Records

_USUAL = Settings()
_BROKEN = Caution("record/broken", "This line stands between JSON records, and no lenient reader takes it as one; it is read as text.")
_MORE = Caution("stories/more", "The input holds more stories than this one; normalize_all gives them all.")


class Normalizer:
    """Raw articles in, canonical articles out. Compiled once, reusable, safe to share between threads; pickled as its settings."""

    def __init__(self, settings: Settings | None = None) -> None:
        """ValueError: the settings name a language, a model or a folder of rules that there is not."""
        self.settings = settings or Settings()
        if self.settings.language and (self.settings.backend, self.settings.languages) != (_USUAL.backend, _USUAL.languages):
            from normalizer.identify import ready

            ready(self.settings.backend, self.settings.languages)
        self._book = book(self.settings.rules)
        self._ways = Ways(self.settings.engine, self._book.data["pages"])

    def __reduce__(self) -> tuple[Any, ...]:
        return Normalizer, (self.settings,)

    def normalize_all(self, data: bytes | str, hints: Hints | None = None) -> Iterator[Article]:
        """Every article in the data, in order: one of a text or page, each story of a wire file or feed. TypeError: no bytes or str."""
        hints = _known(hints)
        records = self._records(data, hints)
        if records is not None:
            yield from (self._of_record(record, records, hints) for record in records.values)
            return
        opened = _open(data, hints, self._ways)
        yield from (self._article(opened, story) for story in opened.stories)

    def normalize_file(self, path: str | Path) -> Iterator[Article | Rejected]:
        """The articles of a file of any format, streamed, as ``normalizer run`` reads it; what gives none is a Rejected. OSError: it cannot be read."""
        from normalizer.corpus.inputs import Found, Trouble, find
        from normalizer.corpus.read import items
        from normalizer.corpus.work import articles

        with Path(path).open("rb"):  # a file that is not there is the caller's fault and no trouble of a run
            pass
        for found in find([str(path)]):
            for item in items(found) if isinstance(found, Found) else ():
                for made in articles(item, self):
                    if isinstance(made, Article | Rejected):
                        yield made
                    elif isinstance(made, Trouble):
                        yield Rejected(made.place, 0, made.reason, b"")

    def normalize_many(self, items: Iterable[bytes | str], workers: int = 1) -> Iterator[Article | Rejected]:
        """The articles of many inputs, in order; a bad one is a Rejected and never an exception that ends the run.

        With several ``workers`` (processes) an article comes back without its ``source_text`` and ``spans``. TypeError: one input in place of many;
        ValueError: fewer workers than one.
        """
        from normalizer.corpus.inputs import Trouble
        from normalizer.corpus.work import Item, articles, results

        if isinstance(items, (bytes, str)):
            raise TypeError(f"normalize_many takes many inputs, not one {type(items).__name__}: give it a list, or use normalize")
        if workers < 1:
            raise ValueError(f"there are {workers} workers; it takes one at least")

        def task(number: int, item: object) -> Item | Trouble:
            raw = item.encode("utf-8", "surrogatepass") if isinstance(item, str) else item
            place = f"item {number}"
            return (
                Item(raw, place, None, one=True)
                if isinstance(raw, bytes)
                else Trouble(place, f"an article is bytes or str, not {type(raw).__name__}")
            )

        tasks = (task(number, item) for number, item in enumerate(items))
        if workers <= 1:
            made: Iterable[Any] = (one for task in tasks for one in articles(task, self))
        else:
            made = (Article.from_json(one) if isinstance(one, bytes) else one for one in results(tasks, self, workers=workers))
        yield from (Rejected(one.place, 0, one.reason, b"") if isinstance(one, Trouble) else one for one in made)

    def normalize(self, data: bytes | str, hints: Hints | None = None) -> Article:
        """The first article in the data. Never raises on content: what is wrong with it is said in ``warnings``. TypeError: no bytes or str."""
        hints = _known(hints)
        records = self._records(data, hints)
        if records is None:
            opened = _open(data, hints, self._ways)
            article, more = self._article(opened, opened.stories[0]), len(opened.stories) > 1
        else:
            article, more = self._of_record(records.values[0], records, hints), len(records.values) > 1
        return replace(article, warnings=(*article.warnings, _MORE)) if more else article

    def extracted(self, text: str, hints: Hints) -> Extracted:
        """The first story in a text, by what the text looks like: a page of HTML under a record's key, say."""
        return extract(text, hints, self._ways)[0]

    def story(self, story: Extracted, hints: Hints) -> Article:
        """The article of one story that has been taken out of its container: a record's text, say. Nothing looks for another format in it."""
        return self._article(_Opened(story.text.encode(), hints, None, (), (story,)), story)

    def _records(self, data: bytes | str, hints: Hints) -> Records | None:
        """The records that the data are; None: they are no records."""
        if not isinstance(data, bytes | str) or not may_hold(data):
            return None
        from normalizer.records import records_in

        return records_in(data, hints, self.settings)

    def _of_record(self, record: dict[str, Any] | str, among: Records, hints: Hints) -> Article:
        """One record's article; of a line between records that is none, its text."""
        if isinstance(record, dict):
            from normalizer.records import of_value

            return of_value(record, self, hints, among.encoding)
        opened = _open(record, replace(hints, media_type="text/plain"), self._ways)
        article = self._article(opened, opened.stories[0])
        return replace(article, warnings=(*article.warnings, _BROKEN))

    def _article(self, opened: _Opened, story: Extracted) -> Article:
        """One story through the rooms behind extract."""
        hints = replace(opened.hints, language=opened.hints.language or story.language)
        repaired = repair(story.text, opened.hints.language)
        text = repaired.text
        claims = carried(story.pieces, repaired.repairs, text)
        stated, evidence = _stated(story, claims)
        pieces = cut(match(text, self._book, opened.hints, claims, story.told), self._book.words.lexicon, stated)
        language, fragments = self._tell(text, pieces.spans, hints)
        authors = tuple(headers.bare_name(name, self._book) for name in story.fields.get("authors", ()))
        fields, evidence = _with_hints(pieces.fields, evidence, authors, hints)
        fields, evidence = self._with_lines(fields, evidence, story, hints)
        fields = with_published(fields)
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
                media_type=_bare(hints.media_type) or story.media_type,
                path=hints.path,
                record=hints.record or story.record,
                encoding=opened.encoding,
            ),
        )

    def _with_lines(self, fields: dict[str, Any], evidence: dict[str, str], story: Extracted, hints: Hints) -> tuple[dict[str, Any], dict[str, str]]:
        """The fields, what no piece states filled from the lines of the story's header."""
        if not story.lines:
            return fields, evidence
        found, where = headers.fill(fields, story.lines, self._book, lambda: (hints.language or "").partition("-")[0] or None)
        fields = fields | found
        if "dateline" in fields and "published" in fields:
            fields["dateline"] = with_year(fields["dateline"], fields["published"])
        return fields, evidence | where

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


def _known(hints: Hints | None) -> Hints:
    """The caller's hints. TypeError: they are none."""
    if not isinstance(hints, Hints | None):
        raise TypeError(f"hints are given as Hints(...), not as {type(hints).__name__}")
    return hints or Hints()


def _open(data: bytes | str, hints: Hints, ways: Ways) -> _Opened:
    if not isinstance(data, bytes | str):
        raise TypeError(f"normalize takes bytes or str, not {type(data).__name__}")
    if isinstance(data, bytes):
        decoded = decode(data, hints.charset)
        return _Opened(data, hints, decoded.encoding, decoded.warnings, extract(decoded.text, hints, ways))
    text = data if _is_encodable(data) else data.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _Opened(text.encode(), hints, None, (), extract(text, hints, ways))


def _bare(media_type: str | None) -> str | None:
    """A media type without its parameters (``text/html; charset=utf-8`` is what servers send); ``None``: it is none."""
    kind, slash, name = (media_type or "").partition(";")[0].strip().partition("/")
    return f"{kind}/{name}" if slash and kind and name and not set(kind + name) & set("/ \t\r\n") else None


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


def _with_hints(fields: dict[str, Any], evidence: dict[str, str], authors: tuple[str, ...], hints: Hints) -> tuple[dict[str, Any], dict[str, str]]:
    """What the markup (of the authors) and then the caller know fills what no piece states, and is named as its evidence."""
    if "authors" in fields:
        evidence.pop("authors", None)
    elif authors:
        fields = fields | {"authors": authors}
    for name in ("headline", "published"):
        value = moment(hints.published) if name == "published" else hints.headline
        if value and name not in fields:
            fields = fields | {name: value}
            evidence[name] = "hint"
    if "dateline" in fields and "published" in fields:
        fields = fields | {"dateline": with_year(fields["dateline"], fields["published"])}
    return fields, evidence
