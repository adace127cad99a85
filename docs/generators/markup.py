"""Markdown of what other people wrote: words in any script, patterns, paths; nothing in them is taken for markup."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

#: Every ASCII sign that Markdown, HTML or an extension could mean something by.
_SIGNS = re.compile(r"[!-/:-@\[-`{-~]")
#: Longer texts are shown by their beginning: word lists of ninety languages fill pages.
LONGEST = 3000


@dataclass(frozen=True, slots=True)
class Page:
    """A generated page: its path below the site, its title in the navigation, its Markdown. ``listed``: it stands in the navigation."""

    path: str
    title: str
    text: str
    listed: bool = True


def inert(words: str) -> str:
    """Words as Markdown that shows just them, on one line."""
    return _SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", re.sub(r"\s+", " ", words))


def verbatim(words: str) -> str:
    """Words as they stand, line ends too, for inside a block of HTML."""
    return _SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", words).replace("\n", "&#10;")


def chip(words: str) -> str:
    """A form, a phrase, a value: set off from the sentence around it, in its own direction."""
    return f'<code dir="auto">{verbatim(words)}</code>'


def chips(words: Iterable[str]) -> str:
    """Many of them, in a row that breaks."""
    return f'<p class="chips">{" ".join(map(chip, words))}</p>'


def prose(words: str) -> str:
    """A sentence of ours: what stands in back quotes is code, the rest is only words."""
    parts = words.split("`")
    return "".join(f"<code>{inert(part)}</code>" if number % 2 else inert(part) for number, part in enumerate(parts)).replace("</code><code>", "")


def anchor(name: str) -> str:
    """The anchor of a thing by its id: ``efe/lead`` is ``efe-lead``."""
    return re.sub(r"[^\w-]+", "-", name).strip("-")


def heading(level: int, words: str, name: str) -> str:
    """A heading with an anchor that does not change with its words."""
    return f"{'#' * level} {words} {{ #{anchor(name)} }}"


def link(words: str, here: str, there: str, name: str | None = None) -> str:
    """A link from a page to another, to the thing of that id on it."""
    path = posixpath.relpath(there, posixpath.dirname(here) or ".")
    return f"[{words}]({path}{'#' + anchor(name) if name else ''})"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; its cells are Markdown on one line. A column in which nothing stands is left out."""
    body = list(rows)
    kept = [number for number in range(len(head)) if any(row[number].strip() for row in body)]
    lines = [[row[number] or " " for number in kept] for row in (head, ["---"] * len(head), *body)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def fence(words: str, language: str = "text") -> str:
    """A block of code, as long as it may be shown."""
    ticks = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", words)), default=0))
    return f"{ticks}{language}\n{words}\n{ticks}"


def folded(summary: str, inside: str) -> str:
    """What only some want to see: closed until it is asked for. ``inside`` is HTML."""
    return f"<details><summary>{inert(summary)}</summary>\n{inside}\n</details>"


def shortened(words: str, longest: int = LONGEST) -> Iterator[str]:
    """A text by its beginning, and where it was cut how long it is."""
    yield words[:longest]
    if len(words) > longest:
        yield f"... and {len(words) - longest:,} characters more"


def count(number: int, thing: str, many: str | None = None) -> str:
    """``1 rule``, ``2 rules``."""
    return f"{number:,} {thing if number == 1 else many or thing + 's'}"
