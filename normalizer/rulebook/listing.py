"""What the rule book holds, as its author sees it: one entry for each rule, each table of phrases, each word list, each agency and each publisher's page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from normalizer.rulebook.author import rule_of
from normalizer.rulebook.book import RuleBook
from normalizer.rulebook.check import PHRASES, Data

#: How many phrases of a table stand for all of them in the list.
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that has an id. ``kind`` is the kind of its pieces, or ``agency``, ``words`` or ``page``; ``pack`` the path of its file below a rules folder."""

    id: str
    kind: str
    zone: str
    language: str
    pack: str
    what: str


def entries(packs: Iterable[tuple[str, Data]]) -> Iterator[Entry]:
    """Every entry of the packs, in the order in which they are written."""
    for name, pack in packs:
        stem, language = PurePosixPath(name).stem, pack.get("language", "")
        for rule in pack.get("rule", ()):
            yield Entry(rule["id"], rule["kind"], rule["zone"], rule.get("language", ""), name, rule["what"])
        if "agency" in pack:
            agency = pack["agency"]
            yield Entry(f"agencies/{stem}", "agency", "", ",".join(agency.get("languages", ())), name, agency.get("full", agency["name"]))
        if "page" in pack:
            yield Entry(f"publishers/{stem}", "page", "", "", name, ", ".join(pack["page"]["hosts"]))
        for group, words in pack.get("words", {}).items():
            yield Entry(f"{stem}/words.{group}", "words", "", language, name, _some(words))
        for how in PHRASES:
            for kind, table in pack.get(how, {}).items():
                yield Entry(f"{stem}/{how}.{kind}", kind, how, language, name, _some(table["phrases"]))


def _some(texts: list[str]) -> str:
    return f"{len(texts)}: " + " · ".join(texts[:_SHOWN]) + (" ..." if len(texts) > _SHOWN else "")


def details(wanted: str, packs: Iterable[tuple[str, Data]], book: RuleBook) -> list[tuple[str, str]] | None:
    """All there is to say of an id, as (label, text); None where nothing has it. An agency is also known by its name, a publisher's page by its host."""
    for name, pack in packs:
        for rule in pack.get("rule", ()):
            if rule["id"] == wanted:
                return [("pack", name), *_of_rule(rule, book)]
        stem = PurePosixPath(name).stem
        if "agency" in pack and wanted in (f"agencies/{stem}", stem, pack["agency"]["name"]):
            return [("id", f"agencies/{stem}"), ("pack", name), *_of_table(pack["agency"])]
        if "page" in pack and wanted in (f"publishers/{stem}", *pack["page"]["hosts"]):
            return [("id", f"publishers/{stem}"), ("pack", name), *_of_table(pack["page"])]
        table, _, what = wanted.removeprefix(f"{stem}/").partition(".")
        if "language" in pack and wanted.startswith(f"{stem}/") and what in pack.get(table, {}):
            texts = pack[table][what] if table == "words" else pack[table][what]["phrases"]
            told = [("id", wanted), ("pack", name), ("language", pack["language"]), ("kind", what), ("looked up", _LOOKED_UP[table])]
            return [*told, ("source", pack.get("source", "")), *(("phrase", text) for text in texts)]
    return None


_LOOKED_UP = {
    "lines": "the whole paragraph, whatever marks stand around it",
    "openings": "how a paragraph begins",
    "contains": "anywhere in a paragraph",
    "words": "by the blocks and literals of rules, in every case the language prints",
}


def _of_table(table: Data) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, list):
            yield from ((key, str(one)) for one in value)
        else:
            yield key, str(value)


def _of_rule(rule: Data, book: RuleBook) -> Iterator[tuple[str, str]]:
    yield from _of_table({key: value for key, value in rule.items() if key not in ("match", "miss", "pattern")})
    yield "pattern", rule["pattern"]
    if known := rule_of(rule["id"], book):
        yield "expanded", known.expanded.text
        for field, reader in known.expanded.readers.items():
            yield "reads", f"{field}: {reader}"
    for match in rule["match"]:
        yield "takes", " + ".join(map(repr, match.get("takes", [match["text"]]))) + f" of {match['text']!r}"
        yield from (("field", f"{field}: {value}") for field, value in match.get("fields", {}).items())
    for miss in rule.get("miss", ()):
        yield "leaves", f"{miss['text']!r}: {miss['why']}"
