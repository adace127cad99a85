"""Records: JSON objects that hold an article under one of their keys.

A record that already is a valid ``article/1`` passes through whole. Of any other the text is normalised, what it says of headline, address,
time and authors are hints, and every key that is not carried by a field of the article is kept in ``extensions``: nothing is lost.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from email.utils import parsedate_tz
from typing import Any, Protocol

from normalizer import canonical
from normalizer.article import SCHEMA, Article, Caution, Encoding
from normalizer.decode import decode
from normalizer.settings import Hints, Settings
from normalizer.write import article_id, body_id

#: Which keys may say what, the first present wins (the contract's list: what newspaper, news-please, feeds and common crawls write).
KEYS: Mapping[str, tuple[str, ...]] = {
    "headline": ("headline", "title"),
    "url": ("url", "link", "source_url"),
    "published": ("published", "date_publish", "published_at", "pubDate", "date"),
    "authors": ("author", "authors", "byline"),
    "language": ("language", "lang"),
    "record": ("id", "guid"),
}

_CAUTIONS = {
    "number": Caution("record/number", "A number that not every JSON reader can hold is kept as a string."),
    "surrogate": Caution("record/surrogate", "Half a surrogate pair means nothing; U+FFFD stands for it."),
    "stale": Caution("record/stale-id", "The id was not that of the headline and body, and has been made anew."),
    "empty": Caution("record/no-text", "None of the keys that may hold the text does."),
}
_DAY_SECONDS = 86400
_ISO = re.compile(
    r"(?P<day>[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?)"
    r"(?:(?<=-[0-9]{2}-[0-9]{2})(?:T|t| +)(?P<time>(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?) ?(?P<zone>Z|z|UTC|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_TAG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
#: What an article states, and its pieces: all that cleaning its body again must not lose.
_FIELDS = (
    "headline", "deck", "authors", "dateline", "agency", "publisher", "reprinted_from", "published", "modified", "slugline", "keywords", "version",
    "editor_notes", "sign_off", "copyright", "urgency", "issue", "page", "captions", "url",
)  # fmt: skip
_PIECES = ("removed", "repairs", "fragments", "evidence")
_BREAK = re.compile(r"\s*[\r\n]\s*")


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input, or a record of one, that gave no article: where it begins in ``source`` (bytes), why, and its bytes as they were."""

    source: str
    offset: int
    reason: str
    raw: bytes


class NotARecord(ValueError):
    """What should be a record is no JSON object that a lenient reader takes; the message says why."""


class Normalizes(Protocol):
    """What a record asks of the pipeline: :class:`normalizer.Normalizer`, or a stand-in."""

    @property
    def settings(self) -> Settings:
        """With the keys that may hold a text."""

    def normalize(self, data: bytes | str, hints: Hints | None = None) -> Article:
        """The article in the data."""


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
    passed = _passed(value, changed) if value.get("schema") == SCHEMA else None
    if passed is None:
        value, more = canonical.tame(value)
        return _cleaned(value, changed | more, normalizer, path, encoding)
    return _again(passed, normalizer) if again else passed


def _read(raw: bytes) -> tuple[Any, set[str], Encoding | None]:
    """The value, what :func:`canonical.tame` changed in it, and the encoding where it is none of JSON's own."""
    try:
        return *canonical.tame(canonical.parse(raw), written=True), None
    except UnicodeDecodeError:
        decoded = decode(raw)
        return *canonical.tame(canonical.parse(decoded.text), written=True), decoded.encoding


def _passed(value: dict[str, Any], changed: set[str]) -> Article | None:
    """The article that a record is already, its ids put right; ``None``: it only says that it is one."""
    try:
        article = Article.from_dict(value)
    except ValueError:
        return None
    true_id, true_body_id = article_id(article.headline, article.body), body_id(article.body)
    if (article.id, article.body_id) != (true_id, true_body_id):
        article = replace(article, id=true_id, body_id=true_body_id)
        changed = changed | {"stale"}
    return _warned(article, changed)


def _again(old: Article, normalizer: Normalizes) -> Article:
    """The body of an article cleaned once more. What the new text states wins; whatever of the old is not carried goes into ``extensions``."""
    hints = Hints(path=old.source.path, url=old.url, language=old.language, headline=old.headline, published=old.published)
    new = normalizer.normalize(old.body, hints)
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


def _cleaned(value: dict[str, Any], changed: set[str], normalizer: Normalizes, path: str | None, encoding: Encoding | None) -> Article:
    """The text of an ordinary record through the pipeline, with what the other keys say."""
    text_key = next((key for key in normalizer.settings.text_keys if isinstance(value.get(key), str) and value[key].strip()), None)
    if text_key is None:
        changed = changed | {"empty"}
    stated = {name: found for name, keys in KEYS.items() if (found := _stated(value, name, keys, text_key))}
    words = {name: stated[name].value for name in stated if name != "authors"}
    article = normalizer.normalize(value[text_key] if text_key else "", Hints(path=path, **words))
    evidence = dict(article.evidence)
    if "authors" in stated and not article.authors:
        article = replace(article, authors=stated["authors"].value)
        evidence["authors"] = "hint"
    if "url" in stated:
        evidence["url"] = "hint"
    evidence |= {name: f"key:{stated[name].key}" for name, where in evidence.items() if where == "hint" and name in stated}
    carried = {found.key for name, found in stated.items() if _carries(article, name, found)} | {text_key}
    return _warned(
        replace(
            article,
            evidence=evidence,
            extensions={key: part for key, part in value.items() if key not in carried},
            source=replace(article.source, encoding=encoding) if encoding else article.source,
        ),
        changed,
    )


@dataclass(frozen=True, slots=True)
class _Stated:
    """What one key of a record says, in the shape of the hint or field."""

    key: str
    value: Any


def _stated(value: Mapping[str, Any], name: str, keys: tuple[str, ...], text_key: str | None) -> _Stated | None:
    """What the first of the keys says that says anything in the shape that the field needs."""
    for key in keys:
        part = _SHAPES[name](value.get(key))
        if part and key != text_key:
            return _Stated(key, part)
    return None


def _carries(article: Article, name: str, found: _Stated) -> bool:
    """Whether the article holds all that the key said, so that it need not be kept beside it."""
    held = article.source.record if name == "record" else getattr(article, name)
    return bool(held == found.value)


def _line(part: Any) -> str | None:
    """A string as a field holds it: one line, NFC."""
    return unicodedata.normalize("NFC", _BREAK.sub(" ", part.strip())) if isinstance(part, str) else None


def _names(part: Any) -> tuple[str, ...]:
    names = [_line(name) for name in (part if isinstance(part, list) else [part])]
    return tuple(name for name in names if name) if all(names) else ()


def _identity(part: Any) -> str | None:
    return str(part) if isinstance(part, int) and not isinstance(part, bool) else _line(part)


def _language(part: Any) -> str | None:
    """A language tag (``pt_BR`` too); a name such as "Turkish" is none."""
    return part.strip().replace("_", "-") if isinstance(part, str) and _TAG.fullmatch(part.strip()) else None


def moment(part: Any) -> str | None:
    """A machine's time stamp as ISO 8601 with exactly the precision stated; ``None``: it is no such stamp.

    Takes ISO 8601 and SQL (``2019-06-27 03:57:00``) and the stamps of feeds and mail (RFC 5322, ``Thu, 27 Jun 2019 03:57:00 GMT``).
    """
    if not isinstance(part, str):
        return None
    iso = _ISO.fullmatch(part.strip())
    if iso and _is_day(iso["day"]):
        day, time, zone = iso["day"], iso["time"], (iso["zone"] or "").upper().replace("UTC", "Z")
        if zone[1:] and ":" not in zone:
            zone = f"{zone[:3]}:{zone[3:]}"
        return f"{day}T{time}{zone}" if time else day
    return _mailed(part) if re.search(r"[0-9]:[0-9]{2}", part) else None


def _is_day(day: str) -> bool:
    """Whether an ISO date, or its beginning, is in the calendar."""
    try:
        date.fromisoformat((day + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _mailed(part: str) -> str | None:
    try:
        stamp = parsedate_tz(part)
    except (ValueError, IndexError):  # parsedate_tz of Python 3.11 lets some broken stamps raise
        return None
    if not stamp or not (1 <= stamp[1] <= 12 and 1 <= stamp[2] <= 31 and stamp[3] < 24 and stamp[4] < 60 and 1000 <= stamp[0] <= 9999):
        return None
    if abs(stamp[9] or 0) >= _DAY_SECONDS or not _is_day(f"{stamp[0]:04d}-{stamp[1]:02d}-{stamp[2]:02d}"):
        return None
    seconds = f":{stamp[5]:02d}" if re.search(r"[0-9]:[0-9]{2}:[0-9]{2}", part) else ""
    hours, minutes = divmod(abs(stamp[9] or 0) // 60, 60)
    zone = "" if stamp[9] is None else f"{'-' if stamp[9] < 0 else '+'}{hours:02d}:{minutes:02d}"
    return f"{stamp[0]:04d}-{stamp[1]:02d}-{stamp[2]:02d}T{stamp[3]:02d}:{stamp[4]:02d}{seconds}{'Z' if zone == '+00:00' else zone}"


_SHAPES = {"headline": _line, "url": _line, "published": moment, "authors": _names, "language": _language, "record": _identity}


def _warned(article: Article, changed: set[str]) -> Article:
    """The article with a caution for each change, each of them once."""
    new = tuple(_CAUTIONS[change] for change in sorted(changed) if _CAUTIONS[change] not in article.warnings)
    return replace(article, warnings=article.warnings + new) if new else article


def _named(value: Any) -> str:
    return {list: "array", str: "string", bool: "boolean", type(None): "null"}.get(type(value), "number")
