"""Packs come from strangers too: what a folder given with ``--rules`` may hold, so that it can neither hang a run nor fill the memory.

Nothing here bounds the shipped packs, which their tests measure. All limits are far above what a wire needs: half of the shipped rules have
patterns of fewer than 80 places, and the largest shipped file has 76 kB. Time is bounded by the engine, which is linear; how steep the line
is, by the places a pattern can be in at once, and that is what :data:`PLACES` counts.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import re2

from normalizer.article import KINDS
from normalizer.rulebook.check import Data
from normalizer.rulebook.files import PackError
from normalizer.rulebook.patterns import Pattern, expand
from normalizer.rulebook.readers import READERS

FILES, ENTRIES, FILE_BYTES, ALL_BYTES = 200, 5_000, 256 * 1024, 4 * 1024 * 1024
#: A TOML key of a hundred thousand parts takes the parser seconds; no line that a person writes is so long.
LINE_CHARS = 10_000
RULES, WORDS, PHRASES, AGENCIES, HOSTS = 1_000, 500, 20_000, 500, 1_000
PHRASE_CHARS, LITERALS, LITERAL_CHARS = 200, 100, 100
PATTERN_CHARS, EXPANDED_CHARS = 2_000, 400_000
#: Instructions of a pattern in which every block and class counts as one letter, counted repeats written out: how many places of it the
#: engine may have to keep at once for every character it reads. Some shipped patterns, of long lists or counted repeats, have thousands.
PLACES, ALL_PLACES = 500, 20_000
#: Instructions of all patterns as compiled, blocks and words written out: a few seconds of compiling at most, once for one content.
INSTRUCTIONS = 10_000_000
#: What the engine may use to compile one pattern and to run it, in bytes (its own default).
MEMORY = 8 << 20
#: Paragraphs in a row, and how short a paragraph must be for a rule without literals, which is tried on every one of them.
PARAGRAPHS, SHORT = 4, 400
#: Names of rules that the program itself gives.
_RESERVED = ("structure/", "page/")
_PLACEHOLDER = re.compile(r"\{[a-z_][a-z_0-9]*(?::[a-z_0-9]+)?\}|\\[pP](?:\{\^?\w+\}|\w)|\\x\{[0-9A-Fa-f]+\}")
#: Fields that the article takes as ISO dates and times, and the readers that give such.
_DATES = ("date", "moment", "anpa_stamp")
_ISO = {"date": ("date", "issue_day"), "time": ("time",), "when": _DATES, "moment": _DATES, "published": _DATES, "modified": _DATES}


def stranger_paths(folder: Path) -> list[Path]:
    """The packs of a stranger's folder in the order of their names; a single file is a folder of one. PackError: too many, too large, no file."""
    if folder.is_file():
        return [folder]
    if not folder.is_dir():
        raise PackError(f"{folder}: no folder of rule packs is there; look at its name")
    home, paths, seen, total = folder.resolve(), [], 0, 0
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        seen += len(names) + len(folders)
        if seen > ENTRIES:
            raise PackError(f"{folder}: holds more than {ENTRIES} files and folders; give a folder that holds nothing but rule packs")
        paths += [Path(here) / name for name in names if name.endswith(".toml")]
    if not paths:
        raise PackError(f"{folder}: no rule pack is in it; a pack is a file whose name ends in .toml")
    if len(paths) > FILES:
        raise PackError(f"{folder}: {len(paths)} packs, and at most {FILES} are read; put several rules into one")
    for path in paths:
        total += _size(path, home)
    if total > ALL_BYTES:
        raise PackError(f"{folder}: {total} bytes of packs, and at most {ALL_BYTES} are read")
    return sorted(paths)


def _size(path: Path, home: Path) -> int:
    try:
        if path.is_symlink() and not path.resolve(strict=True).is_relative_to(home):
            raise PackError(f"{path}: links out of the folder of its pack; copy the file")
        found = path.stat()
    except (OSError, RuntimeError) as error:  # a loop of links is an OSError or, in Python 3.11, a RuntimeError
        raise PackError(f"{path}: cannot be read ({error}); is it a link to nothing?") from error
    if not stat.S_ISREG(found.st_mode):
        raise PackError(f"{path}: is no file; rename what is not a rule pack")
    if found.st_size > FILE_BYTES:
        raise PackError(f"{path}: {found.st_size} bytes, and a pack has at most {FILE_BYTES}; take it apart")
    return found.st_size


def read_stranger(path: Path) -> str:
    """The text of a stranger's pack. PackError: too long as a whole or in a line, or no UTF-8."""
    try:
        with path.open("rb") as file:
            text = file.read(FILE_BYTES + 1).decode("utf-8")
    except OSError as error:
        raise PackError(f"{path}: cannot be read: {error.strerror}") from error
    if len(text) > FILE_BYTES:
        raise PackError(f"{path}: a pack has at most {FILE_BYTES} bytes; take it apart")
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LINE_CHARS:
            raise PackError(f"{path}:{number}: {len(line)} characters, and a line of a pack has at most {LINE_CHARS}; break it")
    return text


def check_amounts(packs: Sequence[tuple[str, Data]]) -> None:
    """PackError: more rules, words, phrases or agencies than are read, or longer ones."""
    totals = {"rules": 0, "words": 0, "phrases": 0, "agencies": 0, "hosts": 0}
    for name, pack in packs:
        phrases = [phrase for how in ("lines", "openings", "contains") for table in pack.get(how, {}).values() for phrase in table["phrases"]]
        words = [word for words in pack.get("words", {}).values() for word in words]
        forms = pack.get("agency", {}).get("forms", ())
        hosts = pack.get("page", {}).get("hosts", ())
        for text in (*phrases, *words, *forms, *hosts):
            if len(text) > PHRASE_CHARS:
                raise PackError(f"{name}: {text[:40]!r}... has {len(text)} characters, and a phrase, word, form or host at most {PHRASE_CHARS}")
        totals["hosts"] += len(hosts)
        for key, amount in (("rules", pack.get("rule", ())), ("words", words), ("phrases", phrases), ("agencies", ("agency",) * ("agency" in pack))):
            totals[key] += len(amount)
    for key, most in (("rules", RULES), ("words", WORDS), ("phrases", PHRASES), ("agencies", AGENCIES), ("hosts", HOSTS)):
        if totals[key] > most:
            raise PackError(f"--rules: {totals[key]} {key}, and at most {most} are read; leave out what your articles do not need")
    for name, pack in packs:
        for rule in pack.get("rule", ()):
            _check_rule(f"{name}: rule {rule['id']!r}", rule)


def _check_rule(where: str, rule: Data) -> None:
    literals = rule.get("literals", ())
    if rule["id"].startswith(_RESERVED):
        raise PackError(f"{where}: ids that begin with {' or '.join(map(repr, _RESERVED))} are the program's own; rename it")
    if len(literals) > LITERALS or any(len(literal) > LITERAL_CHARS for literal in literals):
        raise PackError(f"{where}: a rule has at most {LITERALS} literals of at most {LITERAL_CHARS} characters")
    if len(rule["pattern"]) > PATTERN_CHARS:
        raise PackError(f"{where}: a pattern of {len(rule['pattern'])} characters, and at most {PATTERN_CHARS} are read; make two rules of it")
    if not 1 <= rule.get("paragraphs", 1) <= PARAGRAPHS:
        raise PackError(f"{where}: 'paragraphs' is from 1 to {PARAGRAPHS}")
    if rule.get("short", 0) > SHORT:
        raise PackError(f"{where}: 'short' is at most {SHORT}; a rule for longer paragraphs needs 'literals'")


def check_costs(rules: Iterable[tuple[str, Data]], blocks: Data, words: Mapping[str, str]) -> None:
    """Compile every rule once. PackError: a pattern that is none, is too large for the engine, or reads what it cannot give."""
    places = instructions = 0
    for name, rule in rules:
        where = f"{name}: rule {rule['id']!r}"
        here = compile_pattern(where, _PLACEHOLDER.sub("a", rule["pattern"])).programsize
        if here > PLACES:
            raise PackError(
                f"{where}: the pattern has {here} places to keep at once, and at most {PLACES} are allowed; use + or * for counted repeats"
            )
        pattern, compiled = _compiled(where, rule["pattern"], blocks, words)
        places, instructions = places + here, instructions + compiled.programsize
        if places > ALL_PLACES or instructions > INSTRUCTIONS:
            raise PackError(f"--rules: the patterns up to {where} cost too much together; leave out rules that your articles do not need")
        check_groups(where, compiled.groupindex, pattern)


def check_grown(rules: Iterable[tuple[str, Data]], blocks: Data, words: Mapping[str, str]) -> None:
    """Compile every shipped rule that a stranger's words go into: only its size can have grown. PackError: one is too large for the engine."""
    instructions = 0
    for name, rule in rules:
        where = f"{name}: rule {rule['id']!r}"
        instructions += _compiled(where, rule["pattern"], blocks, words)[1].programsize
        if instructions > INSTRUCTIONS:
            raise PackError(f"{where}: the words make the shipped rules too large; leave out words that your articles do not have")


def _compiled(where: str, text: str, blocks: Data, words: Mapping[str, str]) -> tuple[Pattern, Any]:
    pattern = expanded(where, text, blocks, words)
    if len(pattern.text) > EXPANDED_CHARS:
        raise PackError(f"{where}: the pattern has {len(pattern.text)} characters once its blocks are in, and at most {EXPANDED_CHARS} are read")
    return pattern, compile_pattern(where, pattern.text)


def expanded(where: str, pattern: str, blocks: Data, words: Mapping[str, str]) -> Pattern:
    """A pattern with its blocks in. PackError: it names what there is not."""
    try:
        return expand(pattern, blocks, words)
    except ValueError as error:
        raise PackError(f"{where}: {error}") from error


def compile_pattern(where: str, pattern: str) -> Any:
    """A pattern as the engine has it. PackError: it is none, or too large for the engine's memory."""
    options = re2.Options()
    options.log_errors = False
    options.max_mem = MEMORY
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        said = error.args[0].decode("utf-8", "replace") if error.args and isinstance(error.args[0], bytes) else str(error)
        raise PackError(f"{where}: the engine says: {said[:200]}; it knows no look-around and no back-references, see RE2's syntax") from error


def check_groups(where: str, groups: Iterable[str], pattern: Pattern) -> None:
    """PackError: a group asks for a kind or reader that there is not, or for a date or time that no reader makes one."""
    for group in groups:
        field = group.rstrip("_0123456789")
        reader = pattern.readers.get(group, "text")
        if group.startswith("as_"):
            if field[3:] not in KINDS:
                raise PackError(f"{where}: no kind {field[3:]!r} for the group {group!r}; kinds are {', '.join(KINDS)}")
        elif reader not in READERS:
            raise PackError(f"{where}: no reader {reader!r}; readers are {', '.join(READERS)}")
        elif reader not in _ISO.get(field, (reader,)):
            raise PackError(f"{where}: the field {field!r} takes only what a block of dates or times reads, like {{when:{field}}}")
