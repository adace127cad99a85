"""Records that this package wrote: articles already, of which nothing is cleaned again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import orjson

from normalizer.article import SCHEMA, Article, Dateline, Source, Span, Version
from normalizer.records import values
from normalizer.records.kinds import warned
from normalizer.records.paths import look
from normalizer.records.said import Said
from normalizer.records.shapes import Key, Reader, Shape
from normalizer.rulebook import book
from normalizer.rulebook.readers import version_parts
from normalizer.schema import schema
from normalizer.write import article_id, body_id


def _keys(read: Reader = values.line, **paths: str) -> dict[str, Key]:
    return {name: Key(read, (path,)) for name, path in paths.items()}


def _is_ninjs(value: Mapping[str, Any]) -> bool:
    return value.get("profile") == SCHEMA and isinstance(value.get("bodies"), list)


def _is_schema_org(value: Mapping[str, Any]) -> bool:
    return value.get("schemaVersion") == SCHEMA and isinstance(value.get("articleBody"), str)


#: The shapes that :mod:`normalizer.export` writes and that hold less than an article: what they do hold is read back key by key, as it is.
_OURS = (
    Shape(
        name="ninjs",
        told=_is_ninjs,
        text=(("bodies[role=main].value", "plain"),),
        keys={
            **_keys(
                headline="headlines[role=main].value",
                deck="headlines[role=sub].value",
                language="language",
                slugline="slugline",
                copyright="copyrightNotice",
                place="located",
                agency="infoSources[role=agency].name",
                publisher="infoSources[role=publisher].name",
                reprinted_from="infoSources[role=reprinted].name",
                url="altIds[role=url].value",
                record="altIds[role=record].value",
            ),
            **_keys(values.moment, published="firstCreated", modified="versionCreated"),
            **_keys(values.weight, urgency="urgency"),
            **_keys(values.label, version="version"),
            **_keys(values.names_joined, authors="by"),
            **_keys(values.paragraphs, editor_notes="edNote"),
            **_keys(values.words, keywords="subjects"),
            "captions": Key(values.picture, ("associations[]",), every=True),
        },
    ),
    Shape(
        name="schema.org",
        told=_is_schema_org,
        text=(("articleBody", "plain"),),
        keys={
            **_keys(
                headline="headline",
                deck="alternativeHeadline",
                language="inLanguage",
                slugline="alternateName",
                copyright="copyrightNotice",
                place="dateline",
                day="dateCreated",
                desk="creditText",
                agency="sourceOrganization.name",
                publisher="publisher.name",
                reprinted_from="isBasedOn.publisher.name",
                url="url",
                page="printPage",
                issue="isPartOf.issueNumber",
            ),
            **_keys(values.moment, published="datePublished", modified="dateModified"),
            **_keys(values.label, version="version"),
            **_keys(values.people_listed, authors="author"),
            **_keys(values.words, keywords="keywords"),
            "captions": Key(values.picture, ("image[]",), every=True),
        },
    ),
)
#: What no field of the article takes as it is.
_APART = ("language", "record", "place", "day", "desk")


def passed(value: Mapping[str, Any], changed: set[str], rules: tuple[str, ...], path: str | None) -> Article | None:
    """The article that a record is already, its ids put right; ``None``: it is none of ours, or only says so."""
    if value.get("schema") == SCHEMA:
        return _mended(_whole(value), changed)
    metadata = value.get("metadata")
    if isinstance(metadata, dict) and metadata.get("schema") == SCHEMA:
        return _mended(_whole({**metadata, "body": value.get("text", ""), "id": value.get("id", "")}), changed)
    shape = next((shape for shape in _OURS if shape.told(value)), None)
    return _restated(value, shape, rules, path) if shape else None


def _whole(plain: Mapping[str, Any]) -> Article | None:
    try:
        return Article.from_dict(plain)
    except ValueError:
        if not schema()["properties"].keys() <= plain.keys():
            return None
    try:  # every key is there, null where it is not known: a row of a table
        return Article.from_dict(_from_table(plain))
    except (ValueError, TypeError):
        return None


def _from_table(plain: Mapping[str, Any]) -> dict[str, Any]:
    """A row of a table as an article: what is not known is null, ``extensions`` are a string of JSON, ``evidence`` a list of pairs."""
    kept = {key: _filled(part) for key, part in plain.items() if part is not None and key not in ("extensions", "evidence")}
    kept = {key: part for key, part in kept.items() if part != [] or key == "removed"}
    if plain.get("extensions"):
        extensions = plain["extensions"]
        kept["extensions"] = orjson.loads(extensions) if isinstance(extensions, str) else extensions
    if evidence := plain.get("evidence"):
        kept["evidence"] = _pairs(evidence)
    return kept


def _pairs(evidence: Any) -> Any:
    """A map, in any of the ways in which readers of tables give one."""
    if isinstance(evidence, list):
        return dict((one["key"], one["value"]) if isinstance(one, dict) else one for one in evidence)
    return {key: part for key, part in evidence.items() if part is not None} if isinstance(evidence, dict) else evidence


def _filled(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _filled(one) for key, one in part.items() if one is not None}
    return [_filled(one) for one in part] if isinstance(part, list) else part


def _mended(article: Article | None, changed: set[str]) -> Article | None:
    if article is None:
        return None
    true_id, true_body_id = article_id(article.headline, article.body), body_id(article.body)
    if (article.id, article.body_id) != (true_id, true_body_id):
        article = replace(article, id=true_id, body_id=true_body_id)
        changed = changed | {"stale"}
    return warned(article, changed)


def _restated(value: Mapping[str, Any], shape: Shape, rules: tuple[str, ...], path: str | None) -> Article | None:
    """The article of an object that we wrote, as far as its shape holds one: T is its body, all of it story. ``None``: no article can hold it."""
    said = Said(value, shape)
    body = next((part for path, _ in shape.text for _, part in look(value, path) if isinstance(part, str)), "")
    fields = {name: one.value for name, one in said.items() if name not in _APART}
    evidence = {name: f"key:{one.path}" for name, one in said.items() if name not in _APART}
    place, day, desk, language, record = (said[name].value if name in said else None for name in ("place", "day", "desk", "language", "record"))
    if place or day or desk:
        fields["dateline"] = Dateline(place, day, desk)
        evidence["dateline"] = "key:" + next(said[name].path for name in ("place", "day", "desk") if name in said)
    if "version" in fields:
        label = fields["version"].label
        fields["version"] = Version(label, *version_parts(label, book(rules).words.lexicon))
    article = Article(
        id=article_id(fields.get("headline"), body),
        body_id=body_id(body),
        language=language or "und",
        body=body,
        source=Source(len(body.encode()), hashlib.sha256(body.encode()).hexdigest(), path=path, record=record),
        evidence=evidence,
        source_text=body,
        spans=(Span("body", 0, len(body), "body"),) if body.strip() else (),
        **fields,
    )
    try:
        Article.from_dict(article.to_dict())
    except ValueError:  # somebody changed it by hand
        return None
    return article
