"""RSS 0.9x to 2.0 and Atom: each item is a story, its HTML taken apart as a piece of a page; the feed around it is the publisher."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from html import unescape

from lxml import etree

from normalizer.article import Caution
from normalizer.extract import Extracted, dom, xml
from normalizer.extract.fragment import read_fragment
from normalizer.extract.wire import other
from normalizer.extract.wire.header import Header, captions, language_of
from normalizer.extract.wire.story import DECKS, XML, is_markup, repeats
from normalizer.extract.xml import attribute, every, first, name, words
from normalizer.settings import Hints

RSS, ATOM = "application/rss+xml", "application/atom+xml"
_EMPTY = Caution("feed/no-items", "The feed holds no items; what it says of itself is kept.")
#: RSS 2.0 has addresses for authors: `lee@coast.example (Lee Roe)`.
_MAILED = re.compile(r"\S+@\S+\s*\((?P<name>[^()]+)\)")
_CONTENT, _MEDIA = "purl.org/rss/1.0/modules/content", "search.yahoo.com/mrss"


def read(text: str, hints: Hints) -> Sequence[Extracted]:
    """The items of a decoded feed, in its order. Never raises on content."""
    parsed = xml.parse(text)
    if parsed.root is None:
        return other.kept(text, parsed.why, parsed.cautions)
    root = parsed.root
    items = [root] if name(root) == "entry" else [one for one in root.iterdescendants() if name(one) in ("item", "entry") and not _inside(one)]
    channel = first(root, "channel") if name(root) != "feed" else root
    if not items:
        return other.all_of(root, Header(), "it is a feed without items", (*parsed.cautions, _EMPTY), XML)
    around = _around(channel)
    return [_item(one, around, ATOM if name(one) == "entry" else RSS, parsed.cautions) for one in items]


@dataclass(frozen=True, slots=True)
class _Around:
    """What a feed says for all of its items."""

    title: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()


def _around(channel: etree._Element | None) -> _Around:
    authors = [words(one) for one in every(channel, "author/name")] if channel is not None and name(channel) == "feed" else []
    return _Around(_line(words(first(channel, "title"))), words(first(channel, "language")), tuple(authors))


def _inside(item: etree._Element) -> bool:
    """Whether an element of that name stands in an item."""
    return any(name(above) in ("item", "entry") for above in item.iterancestors())


def _item(item: etree._Element, around: _Around, media_type: str, cautions: Sequence[Caution]) -> Extracted:
    header = Header()
    _facts(item, around, header)
    bodies = list(_bodies(item))
    story = _text(bodies[0]) if bodies else Extracted("")
    for summary in bodies[1 : 1 + DECKS]:
        said = " ".join(_text(summary).text.split())
        if said and not repeats(said, story.text) and "deck" not in header.fields:
            header.say("deck", said.removesuffix("[…]").removesuffix("[...]"), name(summary))
    header.say("captions", captions(_captions(item)), "media")
    return replace(
        story,
        media_type=media_type,
        **header.stated(),
        warnings=(*cautions, *story.warnings),
    )


def _bodies(item: etree._Element) -> Iterator[etree._Element]:
    """The elements that may hold the story, the fullest first: content, then description or summary, then another's excerpt."""
    ranks = {"content": 1, "body": 1, "description": 2, "summary": 2, "encoded": 3}
    found = [one for one in item if name(one) in ranks and _MEDIA not in str(one.tag) and words(one)]
    yield from sorted(found, key=lambda one: 0 if _CONTENT in str(one.tag) else ranks[name(one)])


def _text(body: etree._Element) -> Extracted:
    """The text of an element that holds HTML as text, XHTML, or plain words."""
    if len(body):
        div = first(body, "div") if attribute(body, "type") == "xhtml" else None
        inner = body if div is None else div
        for one in inner.iter("*"):
            with suppress(ValueError):  # a prefix would hide from HTML what it is; a torn name stays
                one.tag = name(one)
        inside = (etree.tostring(one, encoding="unicode", method="html", with_tail=True) for one in inner)
        return read_fragment((inner.text or "") + "".join(inside))
    text = body.text or ""
    if attribute(body, "type") == "text" or not (is_markup(text) or re.search(r"<\w|&\w+;", text)):
        lines = dom.written((("start", "pre", ""), ("text", unescape(text), ""), ("end", "pre", "")))
        return Extracted(lines.text)
    return read_fragment(text)


def _facts(item: etree._Element, around: _Around, header: Header) -> None:
    title = first(item, "title")
    if title is not None:
        said = words(title)
        plain = attribute(title, "type") in ("", "text") and name(item) == "entry"
        header.say("headline", said if plain else _line(said), "title")
    header.url = next((address for address in _addresses(item) if address.startswith(("http:", "https:"))), None)
    if header.url:
        header.evidence["url"] = "header:link"
    header.record = words(first(item, "guid", "id", "identifier")) or attribute(item, "about") or None
    header.stamps(
        [(words(one), name(one)) for path in ("pubdate", "published", "issued", "date", "created") for one in every(item, path)],
        [(words(one), name(one)) for path in ("updated", "modified") for one in every(item, path)],
    )
    header.add("keywords", (attribute(one, "term") or words(one) for one in every(item, "category")), "category")
    header.add("keywords", (part for one in every(item, "keywords") for part in words(one).split(",")), "media:keywords")
    _people(item, around, header)
    header.speaks(language_of(item), words(first(item, "language")), around.language)
    header.say("publisher", words(first(item, "publisher")), "dc:publisher")
    header.say("publisher", around.title, "channel:title")
    header.say("copyright", words(first(item, "rights", "copyright")), "rights")
    source = first(item, "source")
    header.say("reprinted_from", words(first(source, "title")) or words(source) if source is not None else "", "source")


def _line(text: str) -> str:
    """A title as people read it: RSS escapes its markup and its entities twice as often as not."""
    if "<" in text or "&" in text:
        return " ".join(read_fragment(text).text.split())
    return text


def _people(item: etree._Element, around: _Around, header: Header) -> None:
    """Who wrote it: of the item, in Atom else of the feed."""
    for path in ("creator", "author"):
        for one in every(item, path):
            said = words(first(one, "name")) or ("" if len(one) else words(one))
            mailed = _MAILED.fullmatch(said)
            header.line("byline", mailed["name"] if mailed else said, name(one))
    for one in around.authors:
        header.line("byline", one, "feed:author")


def _addresses(item: etree._Element) -> Iterator[str]:
    """Where the story stands: the link of the item, in Atom the alternate, else an id that is an address."""
    for one in every(item, "link"):
        if attribute(one, "rel") in ("", "alternate"):
            yield attribute(one, "href") or words(one)
    guid = first(item, "guid")
    if guid is not None and attribute(guid, "ispermalink").lower() != "false":
        yield words(guid)


def _captions(item: etree._Element) -> Iterator[tuple[str, str]]:
    """Captions and credits of the item's media (Media RSS)."""
    for one in item.iterdescendants():
        if _MEDIA in str(one.tag) and name(one) == "content":
            yield _line(words(first(one, "description", "title"))), words(first(one, "credit", "copyright"))
    if not any(_MEDIA in str(one.tag) and name(one) == "content" for one in item.iterdescendants()):
        said = [one for one in item if _MEDIA in str(one.tag) and name(one) == "description"]
        credit = next((words(one) for one in item if _MEDIA in str(one.tag) and name(one) == "credit"), "")
        yield from ((_line(words(one)), credit) for one in said[:1])
