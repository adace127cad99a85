"""The reference of ``article/1``: every key with its description, from the schema itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import normalizer
from generators.markup import Page, heading, prose, table

FILE = Path(normalizer.__file__).with_name("article-1.schema.json")
#: Keys of a schema that bound a value, and how they are said.
_BOUNDS = {
    "const": "always {}", "enum": "one of {}", "pattern": "like {}", "minLength": "at least {} long", "minItems": "at least {} of them", "minimum": "at least {}",
    "maximum": "at most {}", "format": "{}",
}  # fmt: skip


def pages() -> Iterator[Page]:
    """One page."""
    schema = json.loads(FILE.read_text(encoding="utf-8"))
    parts = [
        "# Schema of an article",
        prose(schema["description"]),
        "`normalizer schema` prints the schema itself, for validators. It is closed: no other key may stand in an article.",
        heading(2, "The article", "article"),
        _table(schema, schema),
    ]
    for name, inner in objects(schema, schema):
        parts += [heading(2, f"`{name}`", f"key-{name}"), prose(inner.get("description", "")), _table(inner, schema)]
    yield Page("reference/schema.md", "Schema", "\n\n".join(part for part in parts if part) + "\n")


def objects(shape: dict[str, Any], schema: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object with keys of its own below a shape, by its path: ``removed[]``, ``source.encoding``."""
    for key, value in shape.get("properties", {}).items():
        inner, name = _resolved(value, schema), f"{path}{key}"
        if inner.get("type") == "array":
            inner, name = _resolved(inner.get("items", {}), schema), f"{name}[]"
        if inner.get("properties"):
            yield name, inner
            yield from objects(inner, schema, f"{name}.")


def told(name: str, fields: list[str]) -> dict[str, str]:
    """What the schema says of the fields of a class that is (a part of) an article; nothing of another class."""
    schema = json.loads(FILE.read_text(encoding="utf-8"))
    parts = [schema] if name == "Article" else [inner for _, inner in objects(schema, schema)]
    for part in parts:
        described = {key: value.get("description", "") for key, value in part["properties"].items()}
        if name == "Article" or set(described) == set(fields):
            return described
    return {}


def _table(shape: dict[str, Any], schema: dict[str, Any]) -> str:
    always = shape.get("required", ())
    rows = []
    for key, value in shape["properties"].items():
        inner = _resolved(value, schema)
        rows.append((f"`{key}`", _kind(inner, schema), "always" if key in always else " ", _told(value, inner, schema)))
    return table(("key", "type", "there", "is"), rows)


def _kind(inner: dict[str, Any], schema: dict[str, Any]) -> str:
    if inner.get("type") == "array":
        return f"list of {_kind(_resolved(inner.get('items', {}), schema), schema)}"
    kind = inner.get("type", "string")
    return " or ".join(kind) if isinstance(kind, list) else str(kind)


def _told(value: dict[str, Any], inner: dict[str, Any], schema: dict[str, Any]) -> str:
    said = [value["description"]] if "description" in value else []
    if inner is not value and inner.get("description") and inner["description"] not in said:
        said.append(inner["description"])
    bounds = [
        words.format(_shown(inner[key]))
        for key, words in _BOUNDS.items()
        if key in inner and (key, inner[key]) not in (("minLength", 1), ("minItems", 1))
    ]
    return " ".join([*(prose(f"{words[:1].upper()}{words[1:]}") for words in said), *(f"{words[:1].upper()}{words[1:]}." for words in bounds)])


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(f"`{one}`" for one in value)
    return f"<code>{prose(value)}</code>" if isinstance(value, str) else f"`{value}`"


def _resolved(value: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """What a reference stands for; keys beside it are added."""
    if "$ref" not in value:
        return value
    inner: Any = schema
    for part in value["$ref"].removeprefix("#/").split("/"):
        inner = inner[part]
    return {**_resolved(inner, schema), **{key: one for key, one in value.items() if key not in ("$ref", "description")}}
