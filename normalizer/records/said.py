"""What a record says of its article, key by key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from normalizer.article import Article
from normalizer.extract import Line
from normalizer.records import values
from normalizer.records.paths import Route, look, without
from normalizer.records.shapes import Key, Reads, Shape

#: Readers that take a part of a value, or say it otherwise: what they were given is kept beside the field unless it is the same words.
_PARTLY = (values.people_listed, values.words, values.picture)


@dataclass(frozen=True, slots=True)
class One:
    """What is said of one field: where, the ways there, the values as they are, and the field's value."""

    path: str
    routes: tuple[Route, ...]
    raw: Any
    value: Any
    key: Key

    def is_all(self) -> bool:
        """Whether the field's value holds all that the record's does."""
        if self.key.read not in _PARTLY:
            return True
        if isinstance(self.value, tuple):
            return self.raw == list(self.value) or (isinstance(self.raw, str) and self.raw.strip() in (", ".join(self.value), "; ".join(self.value)))
        return bool(values.line(self.raw) == self.value)


class Said(Mapping[str, One]):
    """The fields that a record states, by name. ``text_keys``: where its text may stand that its shape does not know; ``first``: before all."""

    def __init__(self, record: Mapping[str, Any], shape: Shape, text_keys: tuple[str, ...] = (), first: bool = False) -> None:
        self.record, self.shape = record, shape
        keyed: tuple[tuple[str, Reads], ...] = tuple((key, "any") for key in text_keys)
        listed = keyed + shape.text if first else shape.text + keyed
        found = ((path, route, part, reads) for path, reads in listed for route, part in _at(record, path) if isinstance(part, str) and part.strip())
        self.text = next(found, None)
        taken = self.text[1] if self.text else None
        self._said = {name: one for name, key in shape.keys.items() if (one := _one(record, key, taken))}

    def __getitem__(self, name: str) -> One:
        return self._said[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._said)

    def __len__(self) -> int:
        return len(self._said)

    def lines(self) -> tuple[Line, ...]:
        """The lines that the rule book is to read, of all paths, in the order of belief."""
        return tuple(Line(about, words, f"key:{path}") for about, path, _, words in self._lines())

    def _lines(self) -> Iterator[tuple[str, str, Route, str]]:
        for about, paths in self.shape.lines.items():
            for path in paths:
                for route, part in look(self.record, path):
                    if words := values.line(part):
                        yield about, path, route, words

    def body(self) -> str:
        """The text as it stands."""
        return str(self.text[2]) if self.text else ""

    def left(self, article: Article, more: Mapping[str, Any]) -> dict[str, Any]:
        """The record without all that the article holds, with these fields ``more``: what must be kept beside it."""
        routes = [self.text[1]] if self.text else []
        for name, one in self.items():
            held = article.source.record if name == "record" else more.get(name) or getattr(article, name)
            if held == one.value and one.is_all():
                routes += one.routes
        stands = {
            "place": (article.dateline.place if article.dateline else None, None),
            "byline": (article.byline, None),
            "slugline": (article.slugline, None),
            "agency": (more.get("agency") or article.agency, more.get("publisher") or article.publisher),
        }
        routes += [route for about, _, route, words in self._lines() if words in stands.get(about, ())]
        return without(dict(self.record), routes)


def _at(record: Mapping[str, Any], path: str) -> Iterator[tuple[Route, Any]]:
    """What stands at a path; a key of the record that is spelled like one wins (``--text-key a.b``)."""
    if path in record:
        return iter([((path,), record[path])])
    return look(record, path)


def _one(record: Mapping[str, Any], key: Key, taken: Route | None) -> One | None:
    """What the first of the paths says that says anything in the shape that the field needs."""
    for path in key.paths:
        found = [(route, part, value) for route, part in look(record, path) if route != taken and (value := key.read(part))]
        if found and key.every:
            return One(path, tuple(route for route, _, _ in found), [part for _, part, _ in found], tuple(value for _, _, value in found), key)
        if found:
            return One(path, (found[0][0],), found[0][1], found[0][2], key)
    return None
