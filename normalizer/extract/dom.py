"""The text of a page in document order, as a reader sees it in lines: the D of HTML.

Script, style, template, comments and attributes are left out. White space inside a line is one space, as browsers have it; ``<br>`` is a line
break, the edge of a block a blank line, so that lines that were broken by hand inside ``<pre>`` are told from paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

#: Elements whose edges end a line (the standard's rendering section); a cell's edges end none, a row's do.
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "button", "canvas", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "iframe", "legend",
    "li", "main", "menu", "nav", "noscript", "object", "ol", "optgroup", "option", "p", "pre", "search", "section", "select", "summary", "table", "tbody",
    "textarea", "tfoot", "thead", "title", "tr", "ul", "video", "audio",
))  # fmt: skip
#: Those of them that hold a paragraph or a few; what they stand in is the container of the story.
PARAGRAPHS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "center", "hr"))
#: Their edges are a space.
CELLS = frozenset(("td", "th"))
#: What is no text of the page.
LEFT_OUT = frozenset(("script", "style", "template"))
#: What stands in them is no story, the standard says.
ASIDE = frozenset(("aside", "nav", "footer", "form", "dialog", "noscript"))
#: Elements whose stretches of D are asked for later.
MARKED = frozenset(("h1", "figcaption", "title"))
#: Elements that hold nothing and are never closed.
EMPTY = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"))
#: An event of a page: ``start`` or ``end`` with a tag and the mark of its element, ``text`` with characters.
Event = tuple[str, str, str]
#: What may stand between two runs of characters, the weakest first.
_GAPS = ("", " ", "\n", "\n\n")
#: What browsers take for white space; a no-break space is none.
_WHITE = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")
#: What to look for in a long text first: a search for it is ten times as fast as the pattern's.
_SHORT = 1_000
_UNTIDY = ("  ", "\n", "\t", "\r", "\f")
_LINE_ENDS = re.compile(r"\r\n?")


@dataclass(slots=True)
class Line:
    """A line of D: its stretch, the block that it stands in, how many of its characters are links.

    ``home`` is the number of the container that it stands in (paragraphs, lists and quotes are none), ``above`` of the one around that;
    ``aside`` says that the markup puts it beside the story.
    """

    start: int
    end: int
    tag: str
    linked: int = 0
    home: int = 0
    above: int = 0
    aside: bool = False


@dataclass(slots=True)
class Text:
    """D, its lines, and the stretches of the marked elements, in document order; how many elements there are and how deeply they are nested."""

    text: str = ""
    lines: list[Line] = field(default_factory=list)
    marked: list[tuple[str, int, int]] = field(default_factory=list)
    elements: int = 0
    depth: int = 0


class Writer:
    """Takes the events of a page in document order and writes D. Elements need not be nested properly: the page may be a torn one."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._gap = ""
        self._lines: list[Line] = []
        self._blocks: list[str] = []
        self._homes: list[tuple[int, int]] = [(0, 0)]
        self._number = 0
        self._open: list[list[int | str]] = []
        self._marked: list[list[int | str]] = []
        self._links = self._pre = self._asides = 0

    def start(self, tag: str, mark: str = "") -> None:
        """An element begins; ``mark`` names its stretch, else its tag does where it is one that is asked for."""
        if tag in BLOCKS:
            self._break("\n\n")
            self._blocks.append(tag)
            self._number += 1
            self._homes.append(self._homes[-1] if tag in PARAGRAPHS else (self._number, self._homes[-1][0]))
            self._pre += tag == "pre"
            self._asides += tag in ASIDE
        elif tag in CELLS:
            self._break(" ")
        elif tag == "br":
            self._break("\n")
        elif tag == "a":
            self._links += 1
        if name := mark or (tag if tag in MARKED else ""):
            self._open.append([name, -1])

    def end(self, tag: str, mark: str = "") -> None:
        """An element ends."""
        if tag in BLOCKS:
            self._break("\n\n")
            if self._blocks and self._blocks[-1] == tag:
                self._blocks.pop()
                self._homes.pop()
                self._pre -= tag == "pre"
                self._asides -= tag in ASIDE
        elif tag in CELLS:
            self._break(" ")
        elif tag == "a":
            self._links = max(0, self._links - 1)
        name = mark or (tag if tag in MARKED else "")
        if name and self._open and self._open[-1][0] == name:
            at = self._open.pop()[1]
            if at != -1:
                self._marked.append([name, at, self._length])

    def text(self, words: str) -> None:
        """Characters between tags."""
        if self._pre:
            for number, line in enumerate(_LINE_ENDS.sub("\n", words).split("\n")):
                if number:
                    self._break("\n")
                self._write(line)
            return
        bare = words.strip(" \t\n\r\f")
        if not bare:
            if words:
                self._break(" ")
            return
        if words[0] in " \t\n\r\f":
            self._break(" ")
        untidy = len(bare) < _SHORT or any(white in bare for white in _UNTIDY)
        self._write(_WHITE.sub(" ", bare) if untidy else bare)
        if words[-1] in " \t\n\r\f":
            self._break(" ")

    @property
    def lines(self) -> int:
        """How many lines there are so far."""
        return len(self._lines)

    def rest(self, words: str) -> None:
        """What is left of a page, as it is to stand in D: lines of no element."""
        self._break("\n\n")
        self._blocks.clear()
        self._write(words)
        if words:
            self._lines[-1].aside = True

    def done(self) -> Text:
        """D, when the page has ended."""
        self._marked += [[name, at, self._length] for name, at in self._open if at != -1]
        return Text("".join(self._parts), self._lines, sorted(((str(n), int(a), int(b)) for n, a, b in self._marked), key=lambda one: one[1:]))

    def _break(self, gap: str) -> None:
        """What stands before the next characters: the strongest that was asked for; two line breaks are a blank line."""
        if gap == "\n" and self._gap == "\n":
            gap = "\n\n"
        if _GAPS.index(gap) > _GAPS.index(self._gap):  # white space behind a <br> is part of its line end
            self._gap = gap

    def _write(self, words: str) -> None:
        if not words:
            return
        if self._length and self._gap:
            self._parts.append(self._gap)
            self._length += len(self._gap)
        if "\n" in self._gap or not self._lines:
            home, above = self._homes[-1]
            self._lines.append(Line(self._length, self._length, self._blocks[-1] if self._blocks else "", 0, home, above, self._asides > 0))
        self._gap = ""
        for one in self._open:
            if one[1] == -1:
                one[1] = self._length
        self._parts.append(words)
        self._length += len(words)
        self._lines[-1].end = self._length
        if self._links:
            self._lines[-1].linked += len(words)


def events(tree: etree._Element, marked: Mapping[etree._Element, str] | None = None) -> Iterator[Event]:
    """The events of a tree in document order; ``marked`` names stretches of elements."""
    marked = marked or {}
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if not isinstance(tag, str):
            if event == "end" and element.tail:
                yield "text", element.tail, ""
            continue
        if event == "start":
            if tag in LEFT_OUT:
                walk.skip_subtree()
            else:
                yield "start", tag, marked.get(element, "")
                if element.text:
                    yield "text", element.text, ""
            continue
        if tag not in LEFT_OUT:
            yield "end", tag, marked.get(element, "")
        if element.tail and element is not tree:
            yield "text", element.tail, ""


def text_of(tree: etree._Element) -> Text:
    """D of a tree."""
    return written(events(tree))


def written(happening: Iterable[Event]) -> Text:
    """D of the events of a page whose elements are nested properly."""
    writer = Writer()
    elements = depth = deepest = 0
    for event, value, mark in happening:
        if event == "text":
            writer.text(value)
        elif event == "start":
            writer.start(value, mark)
            elements, depth = elements + 1, depth + 1
            deepest = max(deepest, depth)
        else:
            writer.end(value, mark)
            depth -= 1
    text = writer.done()
    text.elements, text.depth = elements, deepest
    return text
