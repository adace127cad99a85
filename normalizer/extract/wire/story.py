"""The text of a story's element, and the pieces of it that its elements name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from normalizer.article import Caution, Span
from normalizer.extract import Extracted, dom
from normalizer.extract.find import bare
from normalizer.extract.parse import parse as parse_html
from normalizer.extract.stretches import gaps
from normalizer.extract.wire.header import Header
from normalizer.extract.wire.houses import houses
from normalizer.extract.xml import INLINE, attribute, name

XML = "application/xml"

_NONE = Caution("wire/no-story", "The document holds no text of a story; what its headers and captions say is in the fields.")
#: What an element of NITF or XHTML is to the writer of D, which knows HTML; what is in neither table is a block outside a paragraph, and nothing
#: inside. Elements of a house's dialect are read as one of these (:mod:`~normalizer.extract.wire.houses`).
_TAGS = {
    "p": "p", **dict.fromkeys(("hl1", "hl2", "hl3", "h1", "h2", "h3", "h4", "h5", "h6"), "h2"), "br": "br", "pre": "pre", "table": "table",
    "tr": "tr", "td": "td", "th": "th", "li": "li", "dt": "dt", "dd": "dd", "a": "a", "hr": "hr", "byttl": "td", "story.date": "td",
}  # fmt: skip
_PARAGRAPHS = frozenset(("p", "li", "td", "th", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2", "hl3"))
#: What is no text of the story: code, and pictures as data.
_LEFT_OUT = frozenset(("script", "style", "template", "media-object", "head"))
#: Which piece an element is, by the element that it stands in (empty: any).
_PIECES: Mapping[str, tuple[str, str]] = {
    "hl1": ("hedline", "headline"), "hl2": ("hedline", "deck"), "byline": ("", "byline"), "dateline": ("", "dateline"), "abstract": ("", "deck"),
    "distributor": ("", "source_note"), "rights": ("body.head", "copyright"), "series": ("body.head", "slug"), "note": ("body.head", "editor_note"),
    "media": ("", "caption"), "figcaption": ("", "caption"), "tagline": ("body.end", "signoff"),
}  # fmt: skip
#: Text that is markup written as text: an element of prose is closed in it.
_MARKUP = re.compile(r"</(?:p|div|b|i|em|strong|a|ul|ol|li|h[1-6]|span|table|html|body)\s*>|<(?:br|p)\s*/?>", re.IGNORECASE)
_INITIALS = re.compile(r"[^\W\d_]{1,4}(?:[/-][^\W\d_]{1,4})+")
#: So much of an abstract is compared with the beginning of the story.
_LIKE = 60
#: So many decks, abstracts and summaries of a story are compared with it, which each time costs a look through all of it; stories have one or two.
DECKS = 20


@dataclass(frozen=True, slots=True)
class Content:
    """The element that holds a story, the name of its format for the rules' names, and whether its lines are its own (plain text)."""

    element: etree._Element
    format: str
    lines: bool = False
    #: What all of it is (``headline``, ``contact`` ...) where its place in the file says so.
    kind: str = ""


def is_markup(text: str) -> bool:
    """Whether a text is markup written as text."""
    return "<" in text and _MARKUP.search(text) is not None


def write(contents: Sequence[Content], header: Header, media_type: str, cautions: Sequence[Caution] = ()) -> Extracted:
    """A story out of the elements that hold it, one behind the other, with what its header states."""
    text = dom.written(_all(contents, bare(header.fields.get("headline", "")).casefold()))
    return told(text, header, media_type, cautions)


def told(text: dom.Text, header: Header, media_type: str, cautions: Sequence[Caution] = ()) -> Extracted:
    """A story of a text whose marks are named ``kind rule``."""
    pieces = tuple(_pieces(text, header))
    for piece in pieces:
        if piece.kind in ("byline", "dateline"):
            header.line(piece.kind, text.text[piece.start : piece.end], piece.rule.replace("/", ":"))
    deck = header.fields.get("deck", "")
    if deck and (repeats(deck, text.text) or deck in header.fields.get("keywords", ())):
        header.drop("deck")
    if not any(gaps(text.text, [(piece.start, piece.end) for piece in pieces])):
        cautions = (*cautions, _NONE)
    return Extracted(
        text=text.text,
        media_type=media_type,
        pieces=pieces,
        told=True,
        **header.stated(),
        warnings=tuple(cautions),
    )


def repeats(words: str, text: str) -> bool:
    """Whether a summary is a piece of the story once more."""
    return bare(words)[:_LIKE] in bare(text)


def _all(contents: Sequence[Content], headline: str) -> Iterator[dom.Event]:
    for content in contents:
        mark = f"{content.kind} {content.format}/{content.kind}" if content.kind else ""
        yield "start", "div", mark
        text = content.element.text or ""
        if len(content.element) == 0 and is_markup(text):
            yield from _html(text, content, headline)
        elif content.lines and len(content.element) == 0:
            yield from (("start", "pre", ""), ("text", text, ""), ("end", "pre", ""))
        else:
            yield from _events(content.element, content, headline)
        yield "end", "div", mark


def _html(text: str, content: Content, headline: str) -> Iterator[dom.Event]:
    """HTML that stands in an element as text; where it is called plain text its lines are its own."""
    parsed = parse_html(text)
    if parsed.tree is None:
        yield "text", text, ""
        return
    body = next(parsed.tree.iter("body"), parsed.tree)
    around: list[dom.Event] = [("start", "pre", ""), ("end", "pre", "")] if content.lines else []
    yield from around[:1]
    yield from _events(body, replace(content, format="html"), headline)
    yield from around[1:]


def _events(root: etree._Element, content: Content, headline: str) -> Iterator[dom.Event]:
    """What the writer of D is told of an element; a piece inside a piece is part of it."""
    walk = etree.iterwalk(root, events=("start", "end"))
    marked: etree._Element | None = None
    paragraphs = 0
    tags: list[tuple[str, str]] = []
    like = houses().like
    for event, element in walk:
        written = name(element)
        own = like.get(written, written)
        if event == "start":
            if own in _LEFT_OUT or (element is root and not own):
                walk.skip_subtree()
                tags.append(("", ""))
                continue
            kind = "" if marked is not None or content.kind else _kind(element, own, content, headline)
            mark = f"{kind} {content.format}/{written}" if kind else ""
            if kind:
                marked = element
                headline = "" if kind == "headline" else headline
            paragraphs += own in _PARAGRAPHS
            tag = _tag(element, own, paragraphs > (own in _PARAGRAPHS))
            tags.append((tag, mark))
            yield "start", tag, mark
            if element.text and element is not root and own not in _PARAGRAPHS and len(element) == 0 and is_markup(element.text):
                yield from _html(element.text, content, headline)
            elif element.text:
                yield "text", element.text, ""
            continue
        tag, mark = tags.pop()
        if tag:
            yield "end", tag, mark
            paragraphs -= own in _PARAGRAPHS
        if marked is element:
            marked = None
        if element.tail and element is not root:
            yield "text", element.tail, ""


def _tag(element: etree._Element, own: str, inside: bool) -> str:
    if own in _TAGS:
        return _TAGS[own] if not (inside and own in ("pre", "hr")) else "span"
    parent = element.getparent()
    if own == "person" and parent is not None and name(parent) == "byline":
        return "td"
    return "span" if own in INLINE or inside else "div"


def _kind(element: etree._Element, own: str, content: Content, headline: str) -> str:
    """The kind of piece that an element says it is; empty: it does not."""
    parent = element.getparent()
    above = name(parent) if parent is not None else ""
    if kind := houses().inside.get(above, {}).get(own):
        return kind
    if (own in _PIECES and _PIECES[own][0] in ("", above)) or (own == "hl1" and above == "headline"):
        return _PIECES[own][1]
    if own == "h1" and headline and bare("".join(element.itertext())).casefold() == headline:
        return "headline"
    if own == "h2" and content.format == "xhtml" and _is_deck(element):
        return "deck"
    return "byline" if own != "p" and attribute(element, "class") == "byline" else ""


def _is_deck(element: etree._Element) -> bool:
    """Whether a second heading stands right below the first, or at the very top of the story (STT, GlobeNewswire)."""
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        return name(before) == "h1"
    return parent is not None and name(parent) == "body" and not (parent.text or "").strip()


def _pieces(text: dom.Text, header: Header) -> Iterator[Span]:
    """The marked stretches as pieces, and what their own words make of them."""
    headline = next((bare(text.text[start:end]) for mark, start, end in text.marked if mark.startswith("headline")), "")
    keywords = {word.casefold() for word in header.fields.get("keywords", ())}
    last = decks = 0
    for mark, start, end in text.marked:
        kind, _, rule = mark.partition(" ")
        if not rule or start < last or start >= end:
            continue
        words = " ".join(text.text[start:end].split())
        decks += kind == "deck"
        if kind == "deck" and bare(words) == headline:
            kind = "furniture"
        elif kind == "deck" and decks <= DECKS and repeats(words, text.text[end:]):
            kind = "furniture"  # EFE and PA give the first paragraph twice
        elif kind == "deck" and words.casefold() in keywords:
            kind = "slug"
        elif kind == "signoff" and words in header.fields.get("editor_notes", ()):
            kind = "editor_note"
        elif kind == "byline" and _INITIALS.fullmatch(words) and words.islower():
            kind = "signoff"
        last = end
        yield Span(kind, start, end, rule)
