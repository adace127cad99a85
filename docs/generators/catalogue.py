"""The front of the rule catalogue: how much there is, by kind of piece, and the blocks that patterns are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from generators import agencies, languages, rules
from generators.markup import Page, chip, count, heading, inert, link, prose, table
from normalizer.article import KINDS
from normalizer.rulebook import book
from normalizer.rulebook.bench import Bench, open_bench
from normalizer.rulebook.check import PHRASES

_INDEX, _BLOCKS = "catalogue/index.md", "catalogue/blocks.md"
#: What each kind of piece is, in a few words.
_KINDS = {
    "body": "the story; it stays", "headline": "the title", "deck": "the standfirst", "byline": "who wrote it", "dateline": "place, date, agency before the first sentence",
    "timestamp": "when it was published or changed", "slug": "the wire's name for the story", "editor_note": "a note of the desk to its clients", "signoff": "initials, who reported and edited",
    "end_mark": "END, ###, 完", "source_note": "whose copy it is", "caption": "words under a picture, and its credit", "copyright": "whose rights", "promo": "subscribe, follow, download",
    "related": "links to other stories", "contact": "whom to call", "furniture": "buttons, menus, counters",
}  # fmt: skip


@cache
def opened() -> Bench:
    """The packs as they are written, examples and all."""
    return open_bench()


def pages() -> Iterator[Page]:
    """The whole catalogue."""
    bench = opened()
    yield Page(_INDEX, "Overview", _overview(bench))
    yield from agencies.pages(bench)
    yield from languages.pages(bench)
    yield from rules.pages(bench)
    yield Page(_BLOCKS, "Blocks", _blocks())


def _overview(bench: Bench) -> str:
    packs = bench.packs
    by_rule = Counter(rule["kind"] for _, pack in packs for rule in pack.get("rule", ()))
    by_phrase: Counter[str] = Counter()
    for _, pack in packs:
        for how in PHRASES:
            by_phrase.update({kind: len(listed["phrases"]) for kind, listed in pack.get(how, {}).items()})
    spoken = sum("language" in pack for _, pack in packs)
    known = sum("agency" in pack for _, pack in packs)
    where = [("agencies", "by name and country", known), ("languages", "words and phrases", spoken)]
    where += [(folder, what, sum(name.startswith(f"{folder}/") for name, _ in packs)) for folder, (_, what) in rules.FOLDERS.items()]
    return "\n\n".join(
        (
            "# The rule catalogue",
            "Rules are data: TOML files in `rules/`, each rule with examples that it must match and others that it must not. "
            "All pages of this part are written from these files. `normalizer rules list` and `normalizer rules show ID` say the same on a terminal.",
            f"{count(known, 'agency', 'agencies')}, {count(spoken, 'language')}, {count(sum(by_rule.values()), 'rule')}, "
            f"{count(sum(by_phrase.values()), 'phrase')}, {count(len(bench.examples), 'example')} that are tried in every run of the tests.",
            table(("folder", "holds", "packs"), ((link(inert(name), _INDEX, f"catalogue/{name}/index.md"), prose(what), str(number)) for name, what, number in where)),
            heading(2, "Kinds of pieces", "kinds"),
            "Every character of a text that is no space belongs to one piece, and each piece has one of these kinds.",
            table(("kind", "is", "rules", "phrases"), ((f"`{kind}`", inert(_KINDS.get(kind, " ")), f"{by_rule[kind]:,}", f"{by_phrase[kind]:,}") for kind in KINDS)),
            heading(2, "Rules by kind", "rules-by-kind"),
            *(part for kind in KINDS if by_rule[kind] for part in _of_kind(kind, bench)),
        )
    ) + "\n"  # fmt: skip


def _of_kind(kind: str, bench: Bench) -> Iterator[str]:
    yield heading(3, f"`{kind}`", f"kind-{kind}")
    yield ", ".join(
        link(inert(rule["id"]), _INDEX, rules.page_of(name), rule["id"])
        for name, pack in bench.packs
        for rule in pack.get("rule", ())
        if rule["kind"] == kind
    )


def _blocks() -> str:
    blocks = book().data["blocks"]
    rows = (
        (f"`{{{name}}}`", prose(block.get("what", " ")), chip(block["pattern"]), f"`{block['reads']}`" if "reads" in block else " ")
        for name, block in blocks.items()
    )
    head = (
        "What patterns are built from. A block that reads gives its words to a reader that must accept them. Besides these every list of words of the "
        f"{link('languages', _BLOCKS, 'catalogue/languages/index.md')} is a block: {', '.join(chip('{' + group + '}') for group in book().data['words'])}."
    )
    return f"# Blocks\n\n{head}\n\n{table(('block', 'is', 'pattern', 'reads'), rows)}\n"
