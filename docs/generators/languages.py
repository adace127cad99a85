"""The languages: a page each with its words, phrases and examples, and a list of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from generators import names
from generators.markup import Page, chips, count, folded, heading, inert, link, prose, table, verbatim
from generators.rules import of_pack, page_of, trail
from normalizer.rulebook.bench import Bench
from normalizer.rulebook.check import PHRASES

_INDEX = "catalogue/languages/index.md"
#: How each of the tables of phrases is looked up.
_HOW = {
    "lines": "A paragraph that is just this, whatever marks stand around it, goes.",
    "openings": "A paragraph that begins so goes wholly.",
    "contains": "A paragraph goes from the sentence on that holds this.",
}
#: More phrases than this are closed until they are asked for.
_OPEN = 40


def pages(bench: Bench) -> Iterator[Page]:
    """The list, and the page of every language."""
    packs = [(name, pack) for name, pack in bench.packs if "language" in pack]
    yield Page(_INDEX, "Languages", _list(packs))
    for name, pack in packs:
        yield Page(page_of(name), names.language(pack["language"]), _page(name, pack), listed=False)


def _list(packs: list[tuple[str, dict[str, Any]]]) -> str:
    rows = []
    for name, pack in sorted(packs, key=lambda one: names.language(one[1]["language"])):
        tag = pack["language"]
        words = sum(map(len, pack.get("words", {}).values()))
        phrases = [sum(len(listed["phrases"]) for listed in pack.get(how, {}).values()) for how in PHRASES]
        own = f'<bdi lang="{tag}">{inert(names.own(tag))}</bdi>'
        title = link(inert(names.language(tag)), _INDEX, page_of(name))
        rows.append((title, own, f"`{tag}`", str(words), *map(str, phrases), str(len(pack.get("example", ())) + len(pack.get("keep", ())))))
    head = "Each has the words that shapes are made of (`by`, `photo`, `reporting` ...) and phrases that are no story. Dates need no words here: the months of every language that CLDR has are known."
    return f"# Languages\n\n{head}\n\n{table(('language', 'its own name', 'tag', 'words', *PHRASES, 'examples'), rows)}\n"


def _page(name: str, pack: dict[str, Any]) -> str:
    tag, stem = pack["language"], PurePosixPath(name).stem
    parts = [heading(1, inert(names.language(tag)), f"languages/{stem}"), trail(name)]
    parts.append(table(("", ""), [("tag", f"`{tag}`"), ("source", prose(pack["source"])), ("pack", f"`rules/{name}`")]))
    if pack.get("words"):
        parts.append("## Words")
        parts.append("What blocks like `{photo}` stand for in the patterns of shapes.")
        for group, words in pack["words"].items():
            parts += [heading(3, inert(group), f"{stem}/words.{group}"), chips(words)]
    for how in PHRASES:
        if pack.get(how):
            parts += [heading(2, how.capitalize(), how), _HOW.get(how, "")]
            for kind, listed in pack[how].items():
                parts.append(heading(3, f"`{kind}`", f"{stem}/{how}.{kind}"))
                found = chips(listed["phrases"])
                parts.append(folded(count(len(listed["phrases"]), "phrase"), found) if len(listed["phrases"]) > _OPEN else found)
    parts += _examples(pack)
    if pack.get("rule"):
        parts.append(of_pack(pack))
    return "\n\n".join(part for part in parts if part) + "\n"


def _examples(pack: dict[str, Any]) -> Iterator[str]:
    if pack.get("example"):
        yield "## Examples"
        yield "\n".join(_example(one["text"], one["kind"]) for one in pack["example"])
    if pack.get("keep"):
        yield "## Prose that stays"
        yield "\n".join(_example(one["text"], one["why"]) for one in pack["keep"])


def _example(text: str, said: str) -> str:
    return f'<div class="example"><p dir="auto">{verbatim(text)}</p><small>{verbatim(said)}</small></div>'
