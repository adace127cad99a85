"""The JSON Schema of an article, and a check against it that needs no library.

``article-1.schema.json`` is the one place that says what an article may hold; a test holds the check here against jsonschema.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("article-1.schema.json")
_TYPES: dict[str, tuple[type, ...]] = {"object": (dict,), "array": (list, tuple), "string": (str,), "integer": (int,)}
_LINE_END = re.compile(r"(?<!\\)\$$")


def text() -> str:
    """The schema as it ships: JSON Schema 2020-12, closed, every key described."""
    return _FILE.read_text(encoding="utf-8")


@cache
def schema() -> dict[str, Any]:
    """The schema, parsed. Not to be changed."""
    parsed: dict[str, Any] = json.loads(text())
    return parsed


def fault(plain: Mapping[str, Any]) -> str | None:
    """The first thing that keeps a dict from being an article, as a sentence; ``None``: it is one.

    Stricter than the schema in one point: an integer written as ``1.0`` is a float here.
    """
    return next(_faults(plain if isinstance(plain, dict) else dict(plain), schema(), ""), None)


def _faults(value: Any, rule: Mapping[str, Any], where: str) -> Iterator[str]:
    """What a value breaks, by exactly the keywords that the schema uses."""
    if "$ref" in rule:
        rule = schema()["$defs"][rule["$ref"].removeprefix("#/$defs/")]
    place = where or "the article"
    if "const" in rule and value != rule["const"]:
        yield f"{place} is not {rule['const']!r}"
    if "enum" in rule and value not in rule["enum"]:
        yield f"{place} is none of {', '.join(rule['enum'])}"
    if "type" in rule and (not isinstance(value, _TYPES[rule["type"]]) or isinstance(value, bool)):
        yield f"{place} is no {rule['type']} but {_named(value)}"
    elif isinstance(value, str):
        if len(value) < rule.get("minLength", 0):
            yield f"{place} is empty (leave the key out)"
        if "pattern" in rule and not _pattern(rule["pattern"]).search(value):
            yield f"{place} does not look like {rule['pattern']}"
    elif isinstance(value, int):
        if not rule.get("minimum", value) <= value <= rule.get("maximum", value):
            yield f"{place} is out of range"
    elif isinstance(value, dict):
        yield from _object_faults(value, rule, where)
    elif isinstance(value, (list, tuple)):
        if len(value) < rule.get("minItems", 0):
            yield f"{place} is empty (leave the key out)"
        for number, item in enumerate(value):
            yield from _faults(item, rule.get("items", {}), f"{where}[{number}]")


def _object_faults(value: dict[str, Any], rule: Mapping[str, Any], where: str) -> Iterator[str]:
    place = where or "the article"
    known = rule.get("properties", {})
    others = rule.get("additionalProperties", True)
    if len(value) < rule.get("minProperties", 0):
        yield f"{place} is empty (leave the key out)"
    for key in rule.get("required", ()):
        if key not in value:
            yield f"{place} has no key {key!r}"
    for key, needed in rule.get("dependentRequired", {}).items():
        if key in value and not all(name in value for name in needed):
            yield f"{place} has {key!r} but not {', '.join(needed)}"
    for key, part in value.items():
        if key in known:
            yield from _faults(part, known[key], f"{where}.{key}" if where else key)
        elif others is False:
            yield f"{place} has the unknown key {key!r}"
        elif isinstance(others, dict):
            yield from _faults(part, others, f"{where}.{key}")


@cache
def _pattern(written: str) -> re.Pattern[str]:
    """A pattern in which ``$`` is the end, as in ECMAScript, and not also the place before a last line feed."""
    return re.compile(_LINE_END.sub(lambda _: r"\Z", written))


def _named(value: Any) -> str:
    return {type(None): "null", bool: "a boolean", float: "a float", int: "an integer", str: "a string"}.get(type(value), f"a {type(value).__name__}")
