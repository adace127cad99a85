"""Pages of publishers whose template is known: CSS selectors, written as data in the rule book, say where the story stands and what is in it.

A pack speaks only of pages on its hosts. Where its story is not found the page is read like any other: templates change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from normalizer.article import Span
from normalizer.extract import dom, soup
from normalizer.extract.address import host
from normalizer.extract.find import Slice
from normalizer.extract.metadata import people
from normalizer.extract.moments import moment
from normalizer.extract.stretches import apart, without

#: The selectors of a pack by what they choose, the first that fits an element wins; the kind of its pieces where it makes some.
KINDS = {"drop": "", "caption": "caption", "headline": "headline", "deck": "deck", "byline": "byline", "published": "timestamp", "story": ""}
#: How far above the story its lead picture may stand, in code points of the page's text.
NEAR = 1_500
#: Pages nested deeper are not asked: a selector looks at all that is around an element.
_DEEPEST = 150


@dataclass(frozen=True, slots=True)
class Told:
    """What a pack's selectors say of a page: its D, the stretches of its story, the pieces in and above it, fields and where they stand."""

    words: dom.Text
    story: list[Slice]
    pieces: list[Span]
    fields: Mapping[str, Any] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)


def pack_of(packs: Sequence[Mapping[str, Any]], *urls: str | None) -> Mapping[str, Any] | None:
    """The pack of the first address whose host is one of its hosts, or below one."""
    for url in urls if packs else ():
        own = host(url)
        for pack in packs if own else ():
            if any(own == one or own.endswith(f".{one}") for one in pack["hosts"]):
                return pack
    return None


def read(html: str, pack: Mapping[str, Any]) -> Told | None:
    """A page by its publisher's selectors; None: they find no story on it."""
    root, _ = soup.parse(html)
    if root is None:
        return None
    marked = soup.marks(root, ((name, pack[name]) for name in KINDS if name in pack))
    words = soup.text_of(root, marked)
    if words.depth > _DEEPEST:
        return None
    stands = {name: [(start, end) for mark, start, end in words.marked if mark == name] for name in KINDS}
    captions = [*stands["caption"], *((start, end) for mark, start, end in words.marked if mark == "figcaption")]
    whole = without(stands["story"], stands["drop"])
    if not whole:
        return None
    pieces: list[Span] = []
    for name in ("headline", "deck", "byline", "published"):
        pieces += _pieces(KINDS[name], f"page/{name}", stands[name][:1] if name != "byline" else stands[name], pieces)
    first = min(whole[0][0], *(start for start, _ in stands["headline"][:1]), whole[0][0]) - NEAR
    near = [place for place in captions if first <= place[0] and place[1] <= whole[-1][1]]
    pieces += _pieces("caption", "page/figcaption", without(near, stands["drop"]), pieces)
    story = _tight(words.text, without(whole, [(piece.start, piece.end) for piece in pieces]))
    if not story:
        return None
    fields, evidence = _fields(words, stands, root, pack)
    return Told(words, story, sorted(pieces, key=lambda piece: piece.start), fields, evidence)


def _pieces(kind: str, rule: str, stretches: Iterable[Slice], others: Sequence[Span]) -> list[Span]:
    return [Span(kind, start, end, rule) for start, end in apart(stretches, [(one.start, one.end) for one in others])]


def _tight(text: str, stretches: Iterable[Slice]) -> list[Slice]:
    """Stretches without the white space at their ends, those that hold more."""
    bare = ((start, end, text[start:end]) for start, end in stretches)
    return [(start + len(words) - len(words.lstrip()), start + len(words.rstrip())) for start, end, words in bare if not words.isspace()]


def _fields(words: dom.Text, stands: Mapping[str, Sequence[Slice]], root: Any, pack: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    fields: dict[str, Any] = {}
    if authors := tuple(dict.fromkeys(name for start, end in stands["byline"] for name in people(words.text[start:end]))):
        fields["authors"] = authors
    if "published" in pack and (shown := root.select_one(pack["published"])):
        stamp = moment(shown.get("datetime") or shown.get("content") or shown.get_text(" "))
        if stamp:
            fields["published"] = stamp
    return fields, {name: "page/byline" if name == "authors" else "page/published" for name in fields}
