"""What the values of a record's keys mean: each reader takes a value and gives the field's, or nothing where it cannot be that."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from normalizer.article import Caption, Version
from normalizer.records.stamps import moment as _moment

_TAG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
_BREAK = re.compile(r"\s*[\r\n]\s*")
_URL = re.compile(r"https?://\S+")
_WEIGHT = re.compile(r"[0-9]{1,4}")


def line(part: Any) -> str | None:
    """A string as a field holds it: one line, NFC."""
    return unicodedata.normalize("NFC", _BREAK.sub(" ", part.strip())) if isinstance(part, str) else None


def moment(part: Any) -> str | None:
    """A time stamp, with exactly the precision stated."""
    return _moment(part)


def people(part: Any) -> tuple[str, ...]:
    """Names as they are: of a string, of a list of strings."""
    listed = [line(name) for name in (part if isinstance(part, list) else [part])]
    return tuple(name for name in listed if name) if all(listed) else ()


def people_apart(part: Any) -> tuple[str, ...]:
    """Names that stand in one string, ``; `` between them (trafilatura writes them so)."""
    return tuple(name for name in (line(name) for name in part.split(";")) if name) if isinstance(part, str) else people(part)


def people_listed(part: Any) -> tuple[str, ...]:
    """The names of objects, as they are: of one, of a list of them, with strings among them."""
    listed = part if isinstance(part, list) else [part]
    names = (line(one.get("name") if isinstance(one, dict) else one) for one in listed)
    return tuple(dict.fromkeys(name for name in names if name))


def identity(part: Any) -> str | None:
    """An id: a string or a whole number."""
    return str(part) if isinstance(part, int) and not isinstance(part, bool) else line(part)


def language(part: Any) -> str | None:
    """A language tag (``pt_BR`` too); a name such as "Turkish" is none."""
    return part.strip().replace("_", "-") if isinstance(part, str) and _TAG.fullmatch(part.strip()) else None


def address(part: Any) -> str | None:
    """A web address; an id of another kind (``urn:newsml:...``) is none."""
    found = line(part)
    return found if found and _URL.fullmatch(found) else None


def words(part: Any) -> tuple[str, ...]:
    """Keywords: a list of strings, or of objects with a ``name``; a string with commas or semicolons between them."""
    if isinstance(part, str):
        part = re.split(r"[,;]", part)
    if not isinstance(part, list):
        return ()
    said = [line(one.get("name") if isinstance(one, dict) else one) for one in part]
    return tuple(dict.fromkeys(word for word in said if word))


def weight(part: Any) -> str | None:
    """An urgency: a whole number, or a word."""
    return identity(part)


def version(part: Any) -> Version | None:
    """The state of the copy: its label, and the number where that is all of it."""
    label = identity(part)
    return Version(label, number=int(label) if _WEIGHT.fullmatch(label) else None) if label else None


def label(part: Any) -> Version | None:
    """A take's label as it was printed."""
    found = line(part)
    return Version(found) if found else None


def names_joined(part: Any) -> tuple[str, ...]:
    """The names of a by-line that this package wrote: ``, `` between them."""
    return tuple(part.split(", ")) if isinstance(part, str) and part else ()


def paragraphs(part: Any) -> tuple[str, ...]:
    """Strings that this package wrote as one, a blank line between them."""
    return tuple(part.split("\n\n")) if isinstance(part, str) and part else ()


def notes(part: Any) -> tuple[str, ...]:
    """A desk's note, or a list of them."""
    return people(part)


def picture(part: Any) -> Caption | None:
    """The caption and credit of a picture that goes with a story, as ninjs and schema.org state them."""
    if not isinstance(part, dict) or part.get("type") not in (None, "picture", "graphic", "video", "image"):
        return None
    text = _first(part, "description_text", "description_caption", "caption", "description") or _valued(part.get("descriptions"))
    credit = _first(part, "byline", "by", "creditline", "creditText", "credit")
    return Caption(text, credit) if text or credit else None


def _first(part: dict[str, Any], *keys: str) -> str | None:
    return next((said for key in keys if (said := line(part.get(key)))), None)


def _valued(part: Any) -> str | None:
    """The first of a list of ninjs 2 or 3's descriptions."""
    listed = part if isinstance(part, list) else []
    return next((said for one in listed if isinstance(one, dict) and (said := line(one.get("value")))), None)
