"""Paths into a record: ``thread.title``, ``bodies[role=main].value``, ``associations[].caption``.

A step is a key; behind it ``[]`` stands for every item of a list (or every value of an object), ``[key=value]`` for the items whose key has
that value, ``[key~value]`` for those in whose key the value stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

#: Keys and numbers of items, from the record down to a value.
Route = tuple[str | int, ...]

_STEP = re.compile(r"(?P<key>[^.\[\]]+)(?P<each>\[(?:(?P<name>[^=~\]]+)(?P<how>[=~])(?P<value>[^\]]+))?\])?(?:\.|$)")
#: What an item of a list says beside its value about the value alone: where that is carried, the item is.
_ABOUT_THE_VALUE = frozenset(("role", "contenttype", "charcount", "wordcount"))


@dataclass(frozen=True, slots=True)
class _Step:
    key: str
    each: bool = False
    name: str | None = None
    within: bool = False
    value: str = ""

    def takes(self, item: Any) -> bool:
        if self.name is None:
            return True
        said = item.get(self.name) if isinstance(item, dict) else None
        return isinstance(said, str) and (self.value in said if self.within else said == self.value)


@cache
def _steps(path: str) -> tuple[_Step, ...]:
    return tuple(_Step(found["key"], bool(found["each"]), found["name"], found["how"] == "~", found["value"] or "") for found in _STEP.finditer(path))


def look(record: Any, path: str) -> Iterator[tuple[Route, Any]]:
    """Every value that stands at a path, with the way to it, in the order of the record."""
    found: list[tuple[Route, Any]] = [((), record)]
    for step in _steps(path):
        below = [((*route, step.key), value[step.key]) for route, value in found if isinstance(value, dict) and step.key in value]
        found = [one for route, value in below for one in _items(route, value, step)] if step.each else below
    yield from found


def _items(route: Route, value: Any, step: _Step) -> Iterator[tuple[Route, Any]]:
    items: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    yield from (((*route, key), item) for key, item in items if step.takes(item))


def without(record: dict[str, Any], routes: Iterable[Route]) -> dict[str, Any]:
    """The record without the values that these routes lead to, and without what then says nothing more. The record itself stays as it is."""
    by_key: dict[str | int, list[Route]] = {}
    for route in routes:
        by_key.setdefault(route[0], []).append(route[1:])
    return {key: part for key, value in record.items() if (part := _less(value, by_key.get(key, []))) is not _GONE}


_GONE = object()


def _less(value: Any, routes: list[Route]) -> Any:
    if not routes:
        return value
    if () in routes:
        return _GONE
    by_key: dict[str | int, list[Route]] = {}
    for route in routes:
        by_key.setdefault(route[0], []).append(route[1:])
    if isinstance(value, dict):
        kept = {key: part for key, item in value.items() if (part := _less(item, by_key.get(key, []))) is not _GONE}
        return kept or _GONE
    parts = [_less(item, by_key.get(number, [])) for number, item in enumerate(value)]
    kept_parts = [part for number, part in enumerate(parts) if part is not _GONE and not (number in by_key and _is_shell(part))]
    return kept_parts or _GONE


def _is_shell(part: Any) -> bool:
    return isinstance(part, dict) and all(key.lower() in _ABOUT_THE_VALUE for key in part)
