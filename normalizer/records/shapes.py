"""The shapes that records have: how each is told, and which of its keys says what. One row a tool; a new tool is a row here.

The keys are those of the tools' own documentation and files: ninjs by the schemas 1.0 to 3.1 and as Superdesk, dpa and TT write it,
trafilatura by ``--json``, news-please by its ``NewsArticle``, Webz.io by its news feed, datatrove by its ``JsonlWriter``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from normalizer.article import SCHEMA
from normalizer.records import values

#: How the text under a key is read: as HTML, as plain text, or as what it looks like.
Reads = Literal["html", "plain", "any"]
Reader = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Key:
    """One field of the article: where a record may state it (paths, the first that says anything wins) and how that is read."""

    read: Reader
    paths: tuple[str, ...]
    #: All values at a path together (a list field), not the first alone.
    every: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """What one tool writes."""

    name: str
    told: Callable[[Mapping[str, Any]], bool]
    #: Where the text may stand, the first present wins; empty: the keys of the settings.
    text: tuple[tuple[str, Reads], ...] = ()
    keys: Mapping[str, Key] = field(default_factory=dict)
    #: Lines that the rule book reads as it reads a wire's header (:mod:`normalizer.match.headers`): what about -> paths, the most telling first.
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: It is a service's header: what it states counts above what is printed in the text.
    header: bool = False


def _keyed(*paths: str, read: Reader) -> Key:
    return Key(read, paths)


#: The contract's list: what newspaper, feeds and common crawls write, and most tools of one's own.
PLAIN = Shape(
    name="plain",
    told=lambda record: True,
    keys={
        "headline": _keyed("headline", "title", read=values.line),
        "url": _keyed("url", "link", "source_url", read=values.line),
        "published": _keyed("published", "date_publish", "published_at", "pubDate", "date", read=values.moment),
        "authors": _keyed("author", "authors", "byline", read=values.people),
        "language": _keyed("language", "lang", read=values.language),
        "record": _keyed("id", "guid", read=values.identity),
    },
)

_NINJS = {
    "record": _keyed("guid", "uri", read=values.identity),
    "url": _keyed("uri", read=values.address),
    "language": _keyed("language", read=values.language),
    "urgency": _keyed("urgency", read=values.weight),
    "version": _keyed("version", read=values.version),
}

_NINJS_1 = Shape(
    name="ninjs 1",
    told=lambda record: (
        ("uri" in record or "guid" in record)
        and any(
            key in record or any(one.startswith(key) for one in record if key.endswith("_"))
            for key in ("body_", "description_", "versioncreated", "firstcreated", "pubstatus", "copyrightnotice", "ednote", "usageterms")
        )
    ),
    text=(("body_html", "html"), ("body_xhtml", "html"), ("body_html5", "html"), ("body_text", "plain"), ("body_nitf", "any")),
    keys=_NINJS
    | {
        "headline": _keyed("headline", "headline_main", "title", read=values.line),
        "deck": _keyed("headline_sub", "headline_subtitle", read=values.line),
        "published": _keyed("firstpublished", "firstcreated", "contentcreated", "versioncreated", read=values.moment),
        "modified": _keyed("versioncreated", read=values.moment),
        "editor_notes": _keyed("ednote", read=values.notes),
        "copyright": _keyed("copyrightnotice", read=values.line),
        "keywords": _keyed("keywords", "subject", read=values.words),
        "captions": Key(values.picture, ("associations[]",), every=True),
    },
    lines={
        "place": ("located",),
        "agency": ("source", "infosource[].name", "provider", "creditline", "copyrightholder"),
        "byline": ("byline", "by", "authors[].name"),
        "slugline": ("slugline",),
    },
    header=True,
)

_NINJS_2 = Shape(
    name="ninjs 2",
    told=lambda record: _lists_values(record.get("bodies")) or _lists_values(record.get("headlines")),
    text=(
        ("bodies[role=main].value", "any"),
        ("bodies[contenttype~html].value", "html"),
        ("bodies[role~html].value", "html"),
        ("bodies[contenttype=text/plain].value", "plain"),
        ("bodies[].value", "any"),
    ),
    keys=_NINJS
    | {
        "headline": _keyed("headlines[role=main].value", "headlines[].value", "title", read=values.line),
        "deck": _keyed("headlines[role=sub].value", "headlines[role=subtitle].value", read=values.line),
        "published": _keyed("firstcreated", "contentcreated", "versioncreated", read=values.moment),
        "modified": _keyed("versioncreated", read=values.moment),
        "editor_notes": _keyed("ednote", read=values.notes),
        "copyright": _keyed("copyrightnotice", read=values.line),
        "publisher": _keyed("infosources[role=publisher].name", read=values.line),
        "keywords": _keyed("keywords", "subjects", read=values.words),
        "captions": Key(values.picture, ("associations[]",), every=True),
    },
    lines={
        "place": ("located",),
        "agency": ("infosources[].name", "source", "copyrightholder"),
        "byline": ("by", "byline"),
        "slugline": ("slugline",),
    },
    header=True,
)

_CAMEL = ("versionCreated", "firstCreated", "contentCreated", "pubStatus", "edNote", "copyrightNotice", "copyrightHolder", "infoSources", "altIds")

_NINJS_3 = Shape(
    name="ninjs 3",
    told=lambda record: (
        (_lists_values(record.get("bodies")) or _lists_values(record.get("headlines")) or "uri" in record) and any(key in record for key in _CAMEL)
    ),
    text=(
        ("bodies[role=main].value", "any"),
        ("bodies[contentType~html].value", "html"),
        ("bodies[role~html].value", "html"),
        ("bodies[contentType=text/plain].value", "plain"),
        ("bodies[].value", "any"),
    ),
    keys=_NINJS
    | {
        "headline": _keyed("headlines[role=main].value", "headlines[].value", "title", read=values.line),
        "deck": _keyed("headlines[role=sub].value", "headlines[role=subtitle].value", read=values.line),
        "published": _keyed("firstCreated", "contentCreated", "versionCreated", read=values.moment),
        "modified": _keyed("versionCreated", read=values.moment),
        "editor_notes": _keyed("edNote", read=values.notes),
        "copyright": _keyed("copyrightNotice", read=values.line),
        "publisher": _keyed("infoSources[role=publisher].name", read=values.line),
        "keywords": _keyed("subjects", read=values.words),
        "captions": Key(values.picture, ("associations[]",), every=True),
    },
    lines={
        "place": ("located",),
        "agency": ("infoSources[].name", "copyrightHolder"),
        "byline": ("by",),
        "slugline": ("slugline",),
    },
    header=True,
)

_SCHEMA_ORG = Shape(
    name="schema.org",
    told=lambda record: "articleBody" in record and ("@type" in record or "@context" in record),
    text=(("articleBody", "any"),),
    keys={
        "record": _keyed("identifier", "@id", read=values.identity),
        "url": _keyed("url", "mainEntityOfPage", "mainEntityOfPage.@id", read=values.address),
        "language": _keyed("inLanguage", "inLanguage.alternateName", read=values.language),
        "headline": _keyed("headline", "name", read=values.line),
        "deck": _keyed("alternativeHeadline", read=values.line),
        "published": _keyed("datePublished", "dateCreated", read=values.moment),
        "modified": _keyed("dateModified", read=values.moment),
        "authors": _keyed("author", "creator", read=values.people_listed),
        "publisher": _keyed("publisher.name", "publisher", read=values.line),
        "copyright": _keyed("copyrightNotice", read=values.line),
        "keywords": _keyed("keywords", read=values.words),
        "page": _keyed("printPage", read=values.identity),
        "issue": _keyed("isPartOf.issueNumber", read=values.identity),
        "captions": Key(values.picture, ("image[]", "image"), every=True),
    },
    lines={"dateline": ("dateline",), "agency": ("sourceOrganization.name", "creditText", "publisher.name")},
)

_NEWS_PLEASE = Shape(
    name="news-please",
    told=lambda record: (
        "maintext" in record and any(key in record for key in ("date_publish", "date_download", "title_page", "localpath", "source_domain"))
    ),
    keys=dict(PLAIN.keys)
    | {
        "headline": _keyed("title", "title_page", "title_rss", read=values.line),
        "published": _keyed("date_publish", read=values.moment),
        "modified": _keyed("date_modify", read=values.moment),
        "authors": _keyed("authors", read=values.people),
    },
)

_TRAFILATURA = Shape(
    name="trafilatura",
    told=lambda record: "text" in record and "fingerprint" in record and any(key in record for key in ("source-hostname", "sitename", "hostname")),
    text=(("text", "any"),),
    keys=dict(PLAIN.keys)
    | {
        "url": _keyed("source", "url", read=values.address),
        "published": _keyed("date", read=values.moment),
        "authors": _keyed("author", read=values.people_apart),
        "publisher": _keyed("source-hostname", "sitename", read=values.line),
        "keywords": _keyed("tags", read=values.words),
        "record": _keyed("id", read=values.identity),
    },
)

_WEBZ = Shape(
    name="Webz.io",
    told=lambda record: isinstance(record.get("thread"), dict) and ("uuid" in record or "uuid" in record["thread"]) and "text" in record,
    text=(("text", "any"),),
    keys={
        "record": _keyed("uuid", "thread.uuid", read=values.identity),
        "url": _keyed("url", "thread.url", read=values.address),
        "language": _keyed("language", read=values.language),
        "headline": _keyed("title", "thread.title_full", "thread.title", read=values.line),
        "published": _keyed("published", "thread.published", read=values.moment),
        "authors": _keyed("author", read=values.people),
        "publisher": _keyed("thread.site_full", "thread.site", read=values.line),
    },
)

_DATATROVE = Shape(
    name="datatrove",
    told=lambda record: isinstance(record.get("text"), str) and isinstance(record.get("metadata"), dict),
    text=(("text", "any"),),
    keys={name: Key(key.read, (*(f"metadata.{path}" for path in key.paths if path != "id"), *key.paths)) for name, key in PLAIN.keys.items()},
)

#: In the order in which they are asked.
SHAPES = (_SCHEMA_ORG, _WEBZ, _NEWS_PLEASE, _TRAFILATURA, _DATATROVE, _NINJS_3, _NINJS_2, _NINJS_1, PLAIN)


def tell(record: Mapping[str, Any]) -> Shape:
    """The shape of a record."""
    return next(shape for shape in SHAPES if shape.told(record))


def is_record(value: Any, text_keys: tuple[str, ...]) -> bool:
    """Whether a JSON value holds an article: one of ours, a shape that is known, or a text under one of the keys that may hold one."""
    if not isinstance(value, dict):
        return False
    if value.get("schema") == SCHEMA or tell(value) is not PLAIN:
        return True
    return any(isinstance(value.get(key), str) and value[key].strip() for key in text_keys)


def _lists_values(part: Any) -> bool:
    """Whether this is a list of objects with a ``value``, as ninjs has them from version 2 on."""
    return isinstance(part, list) and bool(part) and all(isinstance(one, dict) and "value" in one for one in part)
