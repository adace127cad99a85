"""HTML as beautifulsoup4 has it, on the builder of lxml: for pieces of pages, for selectors of publishers, and where nothing else reads a page.

Its tree costs fifteen parses of lxml, so that only what is no larger than an article is built. It is walked without recursion.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from normalizer.extract import dom
from normalizer.extract.parse import cleaned, monstrous, tokens

#: A tree of more tags than this costs over .2 s; stories have hundreds.
MOST_TAGS = 14_000
#: It keeps the open elements in lists that are searched from their end: levels cost by their square (20,000: .3 s; pages measured: 60).
_DEEPEST = 2_000
#: What nests in itself by nobody's mistake: empty elements, and those whose end may be left out.
_UNNESTED = dom.EMPTY | {"", "p", "li", "dt", "dd", "td", "th", "tr", "option"}


def parse(html: str) -> tuple[Tag | None, str]:
    """The body of a tree of some HTML, a page or a piece of one; None and why: no tree can hold it."""
    if html.count("<") > MOST_TAGS:
        return None, "it has more elements than any article"
    if html.count("<") - html.count("</") > _DEEPEST and _deep(html):
        return None, "it is nested deeper than any article"
    if fault := monstrous(html):
        return None, fault
    # Wrapped, so that what looks like an address or like XML is no reason for it to warn.
    root = BeautifulSoup(f"<html><body>{cleaned(html)}</body></html>", "lxml")
    return root, ""


def _deep(html: str) -> bool:
    depth = 0
    for token in tokens(html):
        if (token["tag"] or "").lower() not in _UNNESTED:
            depth = max(0, depth - 1) if token["close"] else depth + 1
            if depth > _DEEPEST:
                return True
    return False


def marks(root: Tag, selectors: Iterable[tuple[str, str]]) -> dict[int, str]:
    """The elements that CSS selectors choose, each (by ``id``) with the name of the first that does. ValueError: a selector is none."""
    from soupsieve import SelectorSyntaxError

    found: dict[int, str] = {}
    for name, selector in selectors:
        try:
            chosen = root.select(selector)
        except SelectorSyntaxError as error:
            raise ValueError(f"{selector!r} is no CSS selector: {error}") from error
        for one in chosen:
            found.setdefault(id(one), name)
    return found


def text_of(root: Tag, marked: Mapping[int, str]) -> dom.Text:
    """D of a tree, with the stretches of the marked elements."""
    return dom.written(_events(root, marked))


def _events(root: Tag, marked: Mapping[int, str]) -> Iterator[dom.Event]:
    waiting = [iter(root.contents)]
    tags: list[tuple[str, str]] = []
    while waiting:
        node = next(waiting[-1], None)
        if node is None:
            waiting.pop()
            if tags:
                yield "end", *tags.pop()
        elif isinstance(node, Tag):
            if node.name not in dom.LEFT_OUT:
                tags.append((node.name, marked.get(id(node), "")))
                waiting.append(iter(node.contents))
                yield "start", *tags[-1]
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            yield "text", str(node), ""
