"""Records: JSON objects that hold an article under one of their keys.

A record that this package wrote passes through whole. Of any other the text is normalised, what it says of headline, address, time, authors and
the copy fills the article's fields, and what no field carries is kept in ``extensions``: nothing is lost.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from normalizer import canonical
from normalizer.article import Article, Caption, Encoding
from normalizer.decode import decode
from normalizer.extract import Extracted
from normalizer.match import headers
from normalizer.records import body
from normalizer.records.kinds import Normalizes, NotARecord, may_hold, warned
from normalizer.records.ours import passed
from normalizer.records.said import Said
from normalizer.records.shapes import is_record, tell
from normalizer.rulebook import book
from normalizer.settings import Hints, Settings

#: What an article states, and its pieces: all that cleaning its body again must not lose.
_FIELDS = (
    "headline", "deck", "authors", "dateline", "agency", "publisher", "reprinted_from", "published", "modified", "slugline", "keywords", "version",
    "editor_notes", "sign_off", "copyright", "urgency", "issue", "page", "captions", "url",
)  # fmt: skip
_PIECES = ("removed", "repairs", "fragments", "evidence")
#: Goes to the pipeline as a hint: the language is told with it, the id made of the headline, a dateline's year inferred from the day.
_HINTS = ("headline", "published", "url", "language", "record")
#: What the text itself says better, also than a service's header.
_TEXT_FIRST = ("deck", "publisher", "version")
_TEXT_KEYS = Settings().text_keys


def article_of(raw: bytes, normalizer: Normalizes, *, path: str | None = None, again: bool = False) -> Article:
    """The article that one record holds.

    :param raw: the JSON text of the record, in UTF-8, UTF-16, UTF-32 or, against the standard, a legacy charset.
    :param path: of the file it came from, relative to the input argument.
    :param again: clean the body of a record that is an article already.

    NotARecord: no lenient reader takes it, or it is no object.
    """
    try:
        value, changed, encoding = _read(raw)
    except ValueError as error:
        raise NotARecord(f"not JSON: {error}") from error
    if not isinstance(value, dict):
        raise NotARecord(f"a JSON {_named(value)}, not an object")
    return _article(value, changed, encoding, normalizer, Hints(path=path), again)


@dataclass(frozen=True, slots=True)
class Records:
    """What a document of records holds, in its order: objects, and lines between them that are none. ``encoding``: where it is none of JSON's own."""

    values: Sequence[dict[str, Any] | str]
    encoding: Encoding | None = None


def records_in(data: bytes | str, hints: Hints, settings: Settings) -> Records | None:
    """The records that a document is: an object that holds an article, an array of them, or one a line. ``None``: it is no such thing.

    A line that no lenient reader takes comes as its text. What merely begins like JSON, or is JSON without any article, is text.
    """
    if hints.media_type and "json" not in hints.media_type:
        return None
    if not may_hold(data):
        return None
    try:
        value, _, encoding = _read(data, hints.charset)
    except ValueError:
        lines = _lines(data, settings)
        return Records(lines) if lines else None
    if is_record(value, settings.text_keys):
        return Records([value], encoding)
    if isinstance(value, list) and all(isinstance(one, dict) for one in value) and any(is_record(one, settings.text_keys) for one in value):
        return Records(value, encoding)
    return None


def _lines(data: bytes | str, settings: Settings) -> list[dict[str, Any] | str] | None:
    """One record a line, the first of them sound."""
    text = data
    if isinstance(text, bytes):
        try:
            text = text.decode(json.detect_encoding(text).removesuffix("-sig"), "surrogatepass")
        except UnicodeDecodeError:
            return None
    found: list[dict[str, Any] | str] = []
    for line in text.removeprefix("\ufeff").split("\n"):
        if not line.strip():
            continue
        value = _line(line)
        if not (isinstance(value, dict) and is_record(value, settings.text_keys)) and not found:
            return None
        found.append(value if isinstance(value, dict) else line)
    return found if len(found) > 1 else None


def _line(line: str) -> Any:
    try:
        return _read(line)[0]
    except ValueError:
        return None


def of_value(value: dict[str, Any], normalizer: Normalizes, hints: Hints, encoding: Encoding | None = None) -> Article:
    """The article of a record that :func:`records_in` found; the hints count where the record says nothing."""
    tamed, changed = canonical.tame(value, written=True)
    return _article(tamed, changed, encoding, normalizer, hints, again=False)


def _article(value: dict[str, Any], changed: set[str], encoding: Encoding | None, normalizer: Normalizes, hints: Hints, again: bool) -> Article:
    article = passed(value, changed, normalizer.settings.rules, hints.path)
    if article is None:
        value, more = canonical.tame(value)
        return _cleaned(value, changed | more, normalizer, hints, encoding)
    return _again(article, normalizer) if again else article


def _read(raw: bytes | str, charset: str | None = None) -> tuple[Any, set[str], Encoding | None]:
    """The value, what :func:`canonical.tame` changed in it, and the encoding where it is none of JSON's own."""
    try:
        return *canonical.tame(canonical.parse(raw), written=True), None
    except UnicodeDecodeError:
        decoded = decode(raw if isinstance(raw, bytes) else raw.encode(), charset)
        return *canonical.tame(canonical.parse(decoded.text), written=True), decoded.encoding


def _again(old: Article, normalizer: Normalizes) -> Article:
    """The body of an article cleaned once more. What the new text states wins; whatever of the old is not carried goes into ``extensions``."""
    hints = Hints(path=old.source.path, url=old.url, language=old.language, headline=old.headline, published=old.published)
    new = normalizer.story(Extracted(old.body), hints)
    if new.body == old.body:
        return old
    earlier, plain = old.to_dict(), new.to_dict()
    filled = {name: getattr(old, name) for name in _FIELDS if name in earlier and name not in plain}
    left = {name: earlier[name] for name in (*_FIELDS, *_PIECES) if earlier.get(name) and name not in filled and earlier[name] != plain.get(name)}
    evidence = {name: f"key:{name}" if where == "hint" else where for name, where in new.evidence.items()}
    return replace(
        new,
        **filled,
        evidence=evidence | {name: f"key:{name}" for name in filled},
        extensions=dict(old.extensions) | left,
        source=old.source,
        warnings=old.warnings + tuple(caution for caution in new.warnings if caution not in old.warnings),
    )


def _cleaned(value: dict[str, Any], changed: set[str], normalizer: Normalizes, hints: Hints, encoding: Encoding | None) -> Article:
    """The text of an ordinary record through the pipeline, with what the other keys say."""
    text_keys = normalizer.settings.text_keys
    said = Said(value, tell(value), text_keys, first=text_keys != _TEXT_KEYS)
    if said.text is None:
        changed = changed | {"empty"}
    stated = _stated(said)
    hints = replace(hints, media_type=None, **{name: said[name].value for name in _HINTS if name in said and name not in stated})
    headline = said["headline"].value if "headline" in said else hints.headline
    story = body.read(said.body(), said.text[3] if said.text else "plain", lambda text: normalizer.extracted(text, hints), headline)
    lines = said.lines()
    if lines or stated:
        evidence = {**story.evidence, **{name: f"key:{said[name].path}" for name in stated}}
        story = replace(story, lines=lines + story.lines, fields={**story.fields, **stated}, evidence=evidence)
    article = normalizer.story(story, hints)
    evidence = {name: f"key:{said[name].path}" if where == "hint" and name in said else where for name, where in article.evidence.items()}
    if "url" in said and article.url == said["url"].value:
        evidence["url"] = f"key:{said['url'].path}"
    filled, added = _filled(article, said, normalizer.settings)
    article = replace(
        article,
        **filled,
        evidence=evidence | added,
        extensions=said.left(article, filled) | dict(article.extensions),
        source=replace(article.source, encoding=encoding) if encoding else article.source,
    )
    return warned(article, changed)


def _stated(said: Said) -> dict[str, Any]:
    """What counts above the text: of a service's header all but :data:`_TEXT_FIRST`, of other records nothing."""
    if not said.shape.header:
        return {}
    stated = {name: one.value for name, one in said.items() if name not in (*_TEXT_FIRST, "url", "language", "record")}
    if stated.get("modified") == stated.get("published"):  # a first version is no later one
        stated.pop("modified", None)
    return stated


def _filled(article: Article, said: Said, settings: Settings) -> tuple[dict[str, Any], dict[str, str]]:
    """What the record says of fields that nothing in the text states, and the evidence for them."""
    filled: dict[str, Any] = {}
    evidence: dict[str, str] = {}
    for name, one in said.items():
        if name not in _HINTS and not getattr(article, name) and (name != "modified" or one.value != article.published):
            filled[name] = one.value
            evidence[name] = f"key:{one.path}"
    if not article.agency and (byline := next((one for one in said.lines() if one.about == "byline"), None)):
        agency = headers.agency(byline.words, book(settings.rules), lambda: None)  # `Jane Roe, AFP`
        if agency:
            filled["agency"], evidence["agency"] = agency, byline.where
    captions = _once(filled.get("captions", article.captions))
    if captions != article.captions:
        filled["captions"] = captions
    return filled, evidence


def _once(captions: tuple[Caption, ...]) -> tuple[Caption, ...]:
    """Captions without those that say again what another says with its credit (under the picture, and in the header)."""
    credited = {caption.text for caption in captions if caption.credit}
    return tuple(dict.fromkeys(caption for caption in captions if caption.credit or caption.text not in credited))


def _named(value: Any) -> str:
    return {list: "array", str: "string", bool: "boolean", type(None): "null"}.get(type(value), "number")
