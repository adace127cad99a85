"""The form that articles are written in: a shape, and of it the keys that are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

from normalizer import canonical
from normalizer.article import Article, Caption, Caution, Dateline, Encoding, Fragment, Removed, Repair, Source, Version
from normalizer.export import datatrove, ninjs, schema_org

#: Name -> how an article becomes a dict of that shape.
SHAPES: Mapping[str, Callable[[Article], dict[str, Any]]] = {
    "article": Article.to_dict,
    "ninjs": ninjs.write,
    "schema.org": schema_org.write,
    "datatrove": datatrove.write,
}
#: Keys whose own keys are as free as those of the record that they come from.
_FREE = ("extensions", "evidence")


class UnknownShape(ValueError):
    """There is no shape of that name; the message names them all."""


class UnknownKey(ValueError):
    """The shape has no such key; the message names the nearest."""


@dataclass(frozen=True, slots=True)
class Form:
    """How articles are written, made by :func:`form`. Picklable, for workers."""

    shape: str = "article"
    #: Dotted paths, in any order; empty: all.
    keys: tuple[str, ...] = ()

    def plain(self, article: Article) -> dict[str, Any]:
        """The article in this form, as a dict. Keys that it does not have are absent."""
        plain = SHAPES[self.shape](article)
        return _slim(plain, _tree(self.keys)) if self.keys else plain

    def write(self, article: Article) -> bytes:
        """The article in this form as canonical JSON (RFC 8785)."""
        plain = self.plain(article)
        return canonical.write(plain) if article.extensions else canonical.write_common(plain)


def form(shape: str = "article", keys: Iterable[str] = ()) -> Form:
    """The form of that shape and those keys (``headline``, ``dateline.place``). UnknownShape, UnknownKey: there is none."""
    if shape not in SHAPES:
        raise UnknownShape(f"no shape {shape!r}: it is one of {', '.join(SHAPES)}")
    wanted = tuple(dict.fromkeys(keys))
    known = keys_of(shape)
    for key in wanted:
        if key not in known and not any(free in known and key.startswith(f"{free}.") for free in _free(known)):
            raise UnknownKey(f"no key {key!r} in {shape}: {_nearest(key, known)}")
    return Form(shape, wanted)


def _free(known: frozenset[str]) -> tuple[str, ...]:
    return tuple(key for key in known if key.rpartition(".")[2] in _FREE)


def _nearest(key: str, known: frozenset[str]) -> str:
    """What may have been meant: a key that ends so (``place``: ``dateline.place``), one that is spelled nearly so, else all at the top."""
    endings = sorted((name for name in known if name.rpartition(".")[2] == key.rpartition(".")[2]), key=lambda name: (name.count("."), name))
    close = endings[:1] or get_close_matches(key, sorted(known), n=1, cutoff=0.6)
    return f"did you mean {close[0]!r}?" if close else "it has " + ", ".join(sorted(name for name in known if "." not in name))


@cache
def keys_of(shape: str) -> frozenset[str]:
    """Every key that the shape may have, dotted: those of an article in which nothing is missing."""
    return frozenset(_dotted(SHAPES[shape](_FULL), ""))


def _dotted(part: Any, above: str) -> Iterator[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            yield above + key
            if key not in _FREE:
                yield from _dotted(value, f"{above}{key}.")
    elif isinstance(part, list):
        for one in part:
            yield from _dotted(one, above)


_Tree = dict[str, "_Tree"]


def _tree(keys: Iterable[str]) -> _Tree:
    """The keys as a tree; a whole value wins over its parts."""
    tree: _Tree = {}
    for key in sorted(keys, reverse=True):
        parts = key.split(".")
        if parts[0] in _FREE or (len(parts) > 2 and parts[1] in _FREE):  # a record's own key may have points in it
            cut = 1 if parts[0] in _FREE else 2
            parts = [*parts[:cut], *([".".join(parts[cut:])] if parts[cut:] else [])]
        here = tree
        for name in parts[:-1]:
            here = here.setdefault(name, {})
        here[parts[-1]] = {}
    return tree


def _slim(part: Any, tree: _Tree) -> Any:
    if not tree:
        return part
    if isinstance(part, list):
        return [slim for one in part if (slim := _slim(one, tree)) != {}]
    if not isinstance(part, dict):
        return {}
    slim = {key: _slim(part[key], below) for key, below in tree.items() if key in part}
    return {key: value for key, value in slim.items() if not (tree[key] and value in ({}, []))}


_FULL = Article(
    id="sha256:", body_id="sha256:", language="en", headline="a", deck="a", body="a", authors=("a",), dateline=Dateline("a", "2020-01-01", "a"),
    agency="a", publisher="a", reprinted_from="a", published="2020-01-01T00:00:00Z", modified="2020-01-01T00:00:00Z", slugline="a", keywords=("a",),
    version=Version("a", "a", 1), editor_notes=("a",), sign_off="a", copyright="a", urgency="1", issue="a", page="a", captions=(Caption("a", "a"),),
    fragments=(Fragment("en", "a", 0, 1),), removed=(Removed("a", "a", "a", 0, 1),), repairs=(Repair("a", "a", "a", 0, 1),), evidence={"a": "a"},
    url="a", extensions={"a": "a"}, source=Source(1, "a", "a", "a", "a", Encoding("a", "bom", 1)), warnings=(Caution("a", "a"),),
)  # fmt: skip
