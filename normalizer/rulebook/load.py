"""From TOML to plain data: every pack of the rule book as dicts and lists, nothing compiled yet.

The data is plain JSON on purpose: it is what a cache may keep, what ``rules show`` prints and what a test can compare.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from normalizer.rulebook.check import PHRASES, Data, check_pack
from normalizer.rulebook.files import PackError, pack_paths, root
from normalizer.rulebook.patterns import written
from normalizer.rulebook.phrases import table

#: Keys of a rule that its author needs and the book does not.
_AUTHORS = ("match", "miss", "what", "source", "why_ascii", "example")
#: What only the shipped book has: the blocks of patterns and what is generated beside them.
_BLOCKS = "blocks/"


def packs(folders: Sequence[Path] = ()) -> Iterator[tuple[str, Data]]:
    """Every pack as (its path below the rules folder, its TOML), the shipped ones first, each folder in the order of its names."""
    for folder in (root(), *folders):
        yield from packs_of(folder)


def packs_of(folder: Path) -> Iterator[tuple[str, Data]]:
    """The packs of one folder, each checked. PackError: one cannot be read, or is not what a pack must be."""
    for path in pack_paths(folder):
        name = path.relative_to(folder).as_posix() if path != folder else path.name
        try:
            pack = tomllib.loads(_text(path, folder))
        except (ValueError, RecursionError) as error:
            if isinstance(error, PackError):
                raise
            raise PackError(f"{path}: {error}; is it TOML in UTF-8?") from error
        if not name.startswith(_BLOCKS):
            check_pack(name, pack)
        yield name, pack


def _text(path: Path, folder: Path) -> str:
    if folder == root():
        return path.read_text(encoding="utf-8")
    from normalizer.rulebook.caps import read_stranger

    return read_stranger(path)


def load(folders: Sequence[Path] = (), without: str | None = None) -> Data:
    """The whole rule book as plain data, without the examples: blocks, words, phrases, agencies, versions, rules.

    A pack is what its tables say: with ``[agency]`` an agency, with ``language`` the words and phrases of a language, with ``[page]``
    how a publisher's pages are built, with ``[[rule]]`` rules; one file may be all of these. ``without`` leaves one pack out (which tells whether it changes anything). PackError: a pack cannot
    be read, or one of ``folders`` holds more than a stranger's may.
    """
    data: Data = {"blocks": {}, "words": {}, "rows": [], "agencies": [], "versions": [], "names": {}, "rules": [], "pages": []}
    owners: dict[str, str] = {}
    for name, pack in packs_of(root()):
        if name.startswith(_BLOCKS):
            _add_blocks(data, name, pack)
        elif name != without:
            _add(data, owners, name, pack)
    strangers = [found for folder in folders for found in packs_of(folder)]
    for name, pack in strangers:
        if name.startswith(_BLOCKS):
            raise PackError(f"{name}: blocks are the shipped book's own; write in the rule itself what you need")
        if name != without:
            _add(data, owners, name, pack)
    if strangers:
        _check_strangers(data, strangers)
    _check_literals(data)
    data["phrases"] = table(data.pop("rows"))
    return data


def _add_blocks(data: Data, name: str, pack: Data) -> None:
    if name == "blocks/patterns.toml":
        data["blocks"] = pack
    elif name == "blocks/versions.toml":
        data["versions"] = pack["version"]
    elif name == "blocks/names.toml":
        data["names"] = pack


def _add(data: Data, owners: dict[str, str], name: str, pack: Data) -> None:
    """Add what a pack says. ``owners`` names the pack of each id so far."""
    stem = PurePosixPath(name).stem
    if "language" in pack:
        _own(owners, f"language {stem}", name, f"two packs are named {stem!r}")
        _add_language(data, stem, pack)
    if "agency" in pack:
        _own(owners, f"agency {stem}", name, f"two agencies are named {stem!r}")
        data["agencies"].append(pack["agency"])
    if "page" in pack:
        for host in pack["page"]["hosts"]:
            _own(owners, f"host {host}", name, f"two packs are for pages of {host!r}")
        data["pages"].append({"id": stem, **{key: value for key, value in pack["page"].items() if key not in _AUTHORS}})
    for rule in pack.get("rule", ()):
        _own(owners, rule["id"], name, f"two rules have the id {rule['id']!r}")
        data["rules"].append({key: value for key, value in rule.items() if key not in _AUTHORS})


def _own(owners: dict[str, str], what: str, name: str, fault: str) -> None:
    if what in owners:
        raise PackError(f"{name}: {fault}, here and in {owners[what]}; rename one")
    owners[what] = name


def _add_language(data: Data, stem: str, pack: Data) -> None:
    language = pack["language"]
    for group, words in pack.get("words", {}).items():
        of_all = data["words"].setdefault(group, {})
        of_all[language] = [*of_all.get(language, ()), *words]
    for how in PHRASES:
        for kind, listed_as in pack.get(how, {}).items():
            data["rows"].extend([f"{stem}/{how}.{kind}", kind, how, language, phrase] for phrase in listed_as["phrases"])


def _check_strangers(data: Data, strangers: Sequence[tuple[str, Data]]) -> None:
    """What strangers add is bounded; where they add words, so is every shipped rule that those words go into."""
    from normalizer.rulebook.caps import check_amounts, check_costs, check_grown

    check_amounts(strangers)
    ours = [(name, rule) for name, pack in strangers for rule in pack.get("rule", ())]
    groups = {f"{{{group}" for _, pack in strangers for group in pack.get("words", ())}
    ids = {rule["id"] for _, rule in ours}
    grown = [("--rules", rule) for rule in data["rules"] if rule["id"] not in ids and any(group in rule["pattern"] for group in groups)]
    words = written(data["words"])
    check_costs(ours, data["blocks"], words)
    check_grown(grown, data["blocks"], words)


def _check_literals(data: Data) -> None:
    for rule in data["rules"]:
        for literal in rule.get("literals", ()):
            if literal.startswith("@") and len(literal) > 1 and literal != "@agency" and literal[1:] not in data["words"]:
                raise PackError(f"rule {rule['id']!r}: no word list {literal[1:]!r}; there are {', '.join(sorted(data['words']))}")
