"""From TOML to plain data: every pack of the rule book as dicts and lists, nothing compiled yet.

The data is plain JSON on purpose: it is what a cache may keep, what ``rules show`` prints and what a test can compare.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from normalizer.article import KINDS
from normalizer.rulebook.files import root

ZONES = ("top", "head", "tail", "line", "anywhere")
#: How a phrase of a language file is looked up: the whole paragraph, how it begins, or anywhere in it.
PHRASES = ("lines", "openings", "contains")
_RULE_KEYS = {"id", "kind", "what", "source", "zone", "language", "literals", "why_no_literal", "short", "within", "pattern", "paragraphs", "match", "miss"}

Data = dict[str, Any]


class PackError(ValueError):
    """A pack that cannot be read: the message names the file, what is wrong and what to try."""


def pack_paths(folder: Path) -> list[Path]:
    """The packs of a rules folder, in the order of their names."""
    return sorted(folder.rglob("*.toml"))


def packs(folders: Sequence[Path] = ()) -> Iterator[tuple[str, Data]]:
    """Every pack as (its path below the rules folder, its TOML), the shipped ones first, each folder in the order of its names."""
    for folder in (root(), *folders):
        for path in pack_paths(folder):
            try:
                yield path.relative_to(folder).as_posix(), tomllib.loads(path.read_text(encoding="utf-8"))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                raise PackError(f"{path}: {error}; is it TOML in UTF-8?") from error


def load(folders: Sequence[Path] = ()) -> Data:
    """The whole rule book as plain data, without the examples: blocks, words, phrases, agencies, versions, rules."""
    data: Data = {"blocks": {}, "words": {}, "phrases": [], "agencies": [], "versions": [], "names": {}, "rules": []}
    for name, pack in packs(folders):
        kind = name.split("/")[0]
        if name == "blocks/patterns.toml":
            data["blocks"] = pack
        elif name == "blocks/versions.toml":
            data["versions"] = pack["version"]
        elif name == "blocks/names.toml":
            data["names"] = pack
        elif kind == "languages":
            _add_language(data, name, pack)
        elif kind == "agencies":
            data["agencies"].append(pack["agency"])
        data["rules"].extend(plain_rule(name, rule) for rule in pack.get("rule", []) if kind != "blocks")
    seen: dict[str, str] = {}
    for rule in data["rules"]:
        if rule["id"] in seen:
            raise PackError(f"two rules have the id {rule['id']!r}; rename one")
        seen[rule["id"]] = rule["id"]
    return data


def plain_rule(name: str, rule: Data) -> Data:
    """A rule without its examples, its keys checked."""
    where = f"{name}: rule {rule.get('id', '?')!r}"
    if unknown := set(rule) - _RULE_KEYS:
        raise PackError(f"{where}: unknown key {sorted(unknown)[0]!r}; known are {', '.join(sorted(_RULE_KEYS))}")
    for key in ("id", "kind", "what", "source", "zone", "pattern", "match"):
        if not rule.get(key):
            raise PackError(f"{where}: {key!r} is missing")
    if rule["kind"] not in KINDS:
        raise PackError(f"{where}: no kind {rule['kind']!r}; kinds are {', '.join(KINDS)}")
    if rule["zone"] not in ZONES:
        raise PackError(f"{where}: no zone {rule['zone']!r}; zones are {', '.join(ZONES)}")
    if not rule.get("literals") and not rule.get("why_no_literal"):
        raise PackError(f"{where}: name 'literals', one of which must be present, or say 'why_no_literal'")
    return {key: value for key, value in rule.items() if key not in ("match", "miss", "what", "source")}


def _add_language(data: Data, name: str, pack: Data) -> None:
    language = pack["language"]
    for group, words in pack.get("words", {}).items():
        data["words"].setdefault(group, {})[language] = words
    for how in PHRASES:
        for kind, table in pack.get(how, {}).items():
            if kind not in KINDS:
                raise PackError(f"{name}: [{how}.{kind}]: no kind {kind!r}; kinds are {', '.join(KINDS)}")
            data["phrases"].extend([f"{language}/{how}.{kind}", kind, how, language, phrase] for phrase in table["phrases"])
