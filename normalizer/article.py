"""The shapes that walk through the house: what a stage may hand to the next, and the article at the end.

Coordinates: every ``start`` and ``end`` counts code points of ``Article.source_text`` (T: the decoded text after repair), half open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from normalizer import canonical, schema

SCHEMA = "article/1"

#: Every kind a piece of T may have. ``body`` stays in the body, ``headline`` and ``deck`` become fields, the rest is what was wrapped around the story.
KINDS = (
    "body", "headline", "deck", "byline", "dateline", "timestamp", "slug", "editor_note", "signoff", "end_mark", "source_note",
    "caption", "copyright", "promo", "related", "contact", "furniture",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """One piece of T: what it is, where it stands, and the rule that said so (``body`` pieces: the rule ``body``)."""

    kind: str
    start: int
    end: int
    rule: str
    #: BCP 47, only where the rule that took the piece knows it; it wins over what a model would say.
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Removed:
    """A span that is not body, with its words: ``text == T[start:end]``."""

    rule: str
    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Repair:
    """One change between the decoded text D and T. ``T[start:end] == after``; put ``before`` back from the last to the first and D stands again."""

    kind: str
    before: str
    after: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of T, kept or removed, in another language than the article's."""

    language: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Caution:
    """An entry of ``warnings``: a stable code, and a sentence for a person."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Encoding:
    """How bytes became text. ``how``: bom, utf-8, declared, almost-utf-8, detected or fallback; ``confidence`` in per mille."""

    name: str
    how: str
    confidence: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where the article came from. ``path`` is relative to the input argument, with ``/``; ``record`` is the id inside the file."""

    bytes: int
    sha256: str
    media_type: str = "text/plain"
    path: str | None = None
    record: str | None = None
    encoding: Encoding | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """``place`` as written; ``date`` ISO 8601 (``--06-27`` where no year is known); ``agency`` by its short name."""

    place: str | None = None
    date: str | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """The state of the copy: ``label`` as printed (``2ndlead``), ``kind`` (``lead``, ``update`` ...), ``number``."""

    label: str
    kind: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Caption:
    """Words under a picture, and who made it (without brackets)."""

    text: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A canonical article (schema ``article/1``). Fields that are not known are ``None`` or empty and left out of the JSON.

    ``source_text`` and ``spans`` are T and all its pieces; an article read back by :meth:`from_json` has neither.
    """

    id: str
    body_id: str
    language: str
    body: str
    source: Source
    removed: tuple[Removed, ...] = ()
    headline: str | None = None
    deck: str | None = None
    authors: tuple[str, ...] = ()
    dateline: Dateline | None = None
    agency: str | None = None
    publisher: str | None = None
    reprinted_from: str | None = None
    published: str | None = None
    modified: str | None = None
    slugline: str | None = None
    keywords: tuple[str, ...] = ()
    version: Version | None = None
    editor_notes: tuple[str, ...] = ()
    sign_off: str | None = None
    copyright: str | None = None
    urgency: str | None = None
    issue: str | None = None
    page: str | None = None
    captions: tuple[Caption, ...] = ()
    fragments: tuple[Fragment, ...] = ()
    repairs: tuple[Repair, ...] = ()
    evidence: Mapping[str, str] = field(default_factory=dict)
    url: str | None = None
    extensions: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[Caution, ...] = ()
    source_text: str = field(default="", repr=False)
    spans: tuple[Span, ...] = field(default=(), repr=False)

    @property
    def byline(self) -> str | None:
        """The authors' names alone, joined by ``, ``."""
        return ", ".join(self.authors) or None

    def to_dict(self) -> dict[str, Any]:
        """A plain dict with the keys of ``article/1``; what is not known is left out."""
        plain: dict[str, Any] = {"schema": SCHEMA, "removed": []}
        for name in _WRITTEN:
            value = getattr(self, name)
            if value is not None and value != () and value != {}:
                plain[name] = _plain(value)
        if self.authors:
            plain["byline"] = self.byline
        return plain

    def to_json(self) -> bytes:
        """Canonical bytes (RFC 8785): the same article gives the same bytes on every machine. ValueError: ``extensions`` hold what JSON has not."""
        return canonical.write(self.to_dict()) if self.extensions else canonical.write_common(self.to_dict())

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> Article:
        """The article that :meth:`to_dict` gave. ValueError: a key is missing, unknown or of the wrong shape, or contradicts another.

        Whether ``id`` and ``body_id`` are still those of the body is not looked at.
        """
        wrong = schema.fault(plain) or _contradiction(plain)
        if wrong:
            raise ValueError(f"not a valid {SCHEMA}: {wrong}")
        known = {name: value for name, value in plain.items() if name not in ("schema", "byline")}
        for name, shape in _NESTED.items():
            if name in known:
                known[name] = shape(**known[name])
        for name, shape in _LISTS.items():
            if name in known:
                known[name] = tuple(shape(item) if shape is str else shape(**item) for item in known[name])
        return cls(**known)

    @classmethod
    def from_json(cls, data: bytes | str) -> Article:
        """The article that :meth:`to_json` wrote. ValueError: the bytes are no valid ``article/1``."""
        plain = canonical.parse(data)
        if not isinstance(plain, dict):
            raise ValueError(f"not an {SCHEMA}: a JSON {type(plain).__name__}, not an object")
        if "extensions" in plain:  # canonical JSON writes the float 1e19 as an integer that no 64 bit hold
            plain["extensions"] = canonical.tame(plain["extensions"], written=True)[0]
        return cls.from_dict(plain)


def _contradiction(plain: Mapping[str, Any]) -> str | None:
    """What no schema can say: the names are one by one those of the byline, and a piece is as long as its offsets say."""
    if plain.get("byline") != (", ".join(plain.get("authors", ())) or None):
        return "byline is not authors joined"
    for name, words in (("removed", "text"), ("fragments", "text"), ("repairs", "after")):
        for number, piece in enumerate(plain.get(name, ())):
            if piece["end"] - piece["start"] != len(piece[words]):
                return f"{name}[{number}] is not as long as its offsets say"
    return None


def _source(encoding: dict[str, Any] | None = None, **rest: Any) -> Source:
    return Source(encoding=Encoding(**encoding) if encoding else None, **rest)


_WRITTEN = tuple(f.name for f in fields(Article) if f.name not in ("source_text", "spans"))
_NESTED: dict[str, Any] = {"dateline": Dateline, "version": Version, "source": _source}
_LISTS: dict[str, Any] = {
    "removed": Removed, "captions": Caption, "fragments": Fragment, "repairs": Repair, "warnings": Caution,
    "authors": str, "keywords": str, "editor_notes": str,
}  # fmt: skip


def _plain(value: Any) -> Any:
    """Dataclasses as dicts without what is not known, tuples as lists."""
    if is_dataclass(value):
        return {f.name: _plain(part) for f in fields(value) if (part := getattr(value, f.name)) is not None}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return dict(value) if isinstance(value, Mapping) else value
