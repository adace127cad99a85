"""What the JSON-LD of a page says of its article (schema.org, embedded in scripts)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml.html import HtmlElement

#: Scripts longer than this hold a site's data, not an article's.
_LONGEST = 2_000_000
#: How many objects of a page are looked at, and how deep; a page that needs more is no article.
_MOST, _DEEPEST = 2_000, 12
_WRAPPING = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|/\*<!\[CDATA\[\*/|<!\[CDATA\[)|(?:-->|//\]\]>|/\*\]\]>\*/|\]\]>)\s*;?\s*$")
_ARTICLES = re.compile(r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|ClaimReview|Review|ReportageNewsArticle)$")
_PAGES = frozenset(("WebPage", "ItemPage", "VideoObject", "NewsMediaOrganization", "CreativeWork"))


def objects(tree: HtmlElement) -> list[Mapping[str, Any]]:
    """The objects that describe an article, then those that describe a page, each in document order."""
    found = [one for script in tree.iter("script") if "ld+json" in (script.get("type") or "").lower() for one in _objects(script.text or "")]
    articles = [one for one in found if any(_ARTICLES.match(name) for name in types(one))]
    return articles + [one for one in found if any(name in _PAGES for name in types(one)) and one not in articles]


def is_article(one: Mapping[str, Any]) -> bool:
    """Whether an object describes an article, not the page around it."""
    return any(_ARTICLES.match(name) for name in types(one))


def types(one: Mapping[str, Any]) -> list[str]:
    """The names of an object's types, without their vocabulary."""
    said = one.get("@type")
    return [name.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for name in (said if isinstance(said, list) else [said]) if isinstance(name, str)]


def texts(value: Any, key: str = "name") -> list[str]:
    """The strings of a value: itself, the named key of an object, those of a list."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return texts(value.get(key)) if key in value else []
    return [text for item in value[:100] for text in texts(item, key)] if isinstance(value, list) else []


def _objects(script: str) -> Iterator[Mapping[str, Any]]:
    if len(script) > _LONGEST:
        return
    try:
        value = json.loads(_WRAPPING.sub("", script).strip().removesuffix(";"), strict=False)
    except (ValueError, RecursionError):
        return
    waiting: list[tuple[Any, int]] = [(value, 0)]
    for _ in range(_MOST):
        if not waiting:
            return
        one, depth = waiting.pop(0)
        if isinstance(one, list):
            waiting[:0] = [(item, depth + 1) for item in one[:200]] if depth < _DEEPEST else []
        elif isinstance(one, dict):
            yield one
            inner = [one[key] for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart") if isinstance(one.get(key), (dict, list))]
            waiting[:0] = [(item, depth + 1) for item in inner] if depth < _DEEPEST else []
