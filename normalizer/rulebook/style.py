"""The one form in which a pack is written, so that two authors' files differ only in what they say.

Tables and keys in the order of :mod:`normalizer.rulebook.check`, strings in NFC, one phrase a line where a list is longer than three, one
example a table. Comments stay above the key or table that they stand above.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from normalizer.rulebook.check import AGENCY, EXAMPLE, MATCH, MISS, PAGE, PAGE_EXAMPLE, PHRASES, RULE, Data, check_pack
from normalizer.rulebook.lint import double_phrases, double_words

#: How many strings stand on one line.
_ON_ONE_LINE = 3
_WIDEST = 140
#: Lists that are no phrases: on one line while they fit.
_IN_LINE = ("literals", "languages", "takes", "weak")
#: The order of word lists and of kinds in a language file, as authors think of them; others follow in the order they were written.
WORDS = (
    "by", "author", "reporter", "photo", "video", "archive", "source", "reporting", "editing", "published", "updated", "tags", "keywords",
    "page", "issue", "clock", "end", "location",
)  # fmt: skip
KINDS = (
    "furniture", "related", "promo", "copyright", "source_note", "editor_note", "end_mark", "signoff", "contact", "caption", "byline", "slug",
)  # fmt: skip
_BARE = re.compile(r"[A-Za-z0-9_-]+")
#: What a reader of the file could not see: controls, bidi marks, soft hyphen, BOM. ZWNJ and ZWJ are letters' business.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+|\"[^\"]*\")\s*=\s*")

#: Comments by what they stand above: the path of tables with their numbers, and a key or "".
Comments = dict[tuple[str, ...], list[str]]


class StyleError(ValueError):
    """A file that cannot be written anew without losing something: the message says where and what to do."""


def canonical(name: str, text: str) -> str:
    """A pack in its one form. StyleError: a comment would be lost. PackError, tomllib.TOMLDecodeError: it is no pack."""
    pack = _tidy(tomllib.loads(text))
    check_pack(name, pack)
    comments = _comments(text)
    written = "\n".join(_pack(pack, comments)).strip("\n") + "\n"
    if comments:
        lost = next(iter(comments.values()))[0]
        raise StyleError(f"{name}: the comment {lost!r} stands above nothing that stays; move it above a key or table")
    if tomllib.loads(written) != pack:
        raise StyleError(f"{name}: cannot be written anew without a change of meaning; please report this file")
    return written


def _tidy(pack: Data) -> Data:
    """The pack in NFC, without phrases and words that stand twice in the same way."""
    pack = _nfc(pack)
    idle = [(where, phrase) for where, phrase, other in double_phrases(pack) if _how(where) == _how(other)]
    for how in PHRASES:
        for kind, table in pack.get(how, {}).items():
            dropped = [phrase for where, phrase in idle if where == f"{how}.{kind}"]
            kept = []
            for phrase in reversed(table["phrases"]):  # of equals the first stays
                if phrase in dropped:
                    dropped.remove(phrase)
                else:
                    kept.append(phrase)
            table["phrases"] = kept[::-1]
        if how in pack:
            pack[how] = {kind: table for kind, table in pack[how].items() if table["phrases"]}
    for words in pack.get("words", {}).values():
        for word in reversed(double_words(words, pack["language"])):
            del words[len(words) - 1 - words[::-1].index(word)]
    return {key: value for key, value in pack.items() if value != {}}


def _how(where: str) -> str:
    return where.partition(".")[0]


def _nfc(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [_nfc(one) for one in value]
    return {key: _nfc(one) for key, one in value.items()} if isinstance(value, dict) else value


def _pack(pack: Data, comments: Comments) -> Iterator[str]:
    yield from comments.pop(("",), ())
    if "language" in pack or "source" in pack:
        yield ""
    yield from _table((), pack, ("language", "source"), comments)
    for table, order in (("agency", tuple(AGENCY)), ("page", tuple(PAGE)), ("words", WORDS)):
        if table in pack:
            yield from _heading((table,), "[{}]", comments)
            own = {key: value for key, value in pack[table].items() if (table, key) != ("page", "example")}
            yield from _table((table,), own, order, comments)
    yield from _examples(("page", "example"), pack.get("page", {}).get("example", ()), tuple(PAGE_EXAMPLE), comments)
    for how in PHRASES:
        yield from comments.pop((how, ""), ())
        for kind in _ordered(pack.get(how, {}), KINDS):
            yield from _heading((how, kind), "[{}]", comments)
            yield from _table((how, kind), pack[how][kind], ("phrases",), comments)
    for number, rule in enumerate(pack.get("rule", ())):
        path = ("rule", str(number))
        yield from _heading(path, "[[{}]]", comments)
        yield from _table(path, {key: value for key, value in rule.items() if key not in ("match", "miss")}, tuple(RULE), comments)
        for key, keys in (("match", MATCH), ("miss", MISS)):
            yield from _examples((*path, key), rule.get(key, ()), tuple(keys), comments)
    for key, keys in (("keep", MISS), ("example", EXAMPLE)):
        yield from _examples((key,), pack.get(key, ()), tuple(keys), comments)


def _examples(path: tuple[str, ...], tables: Any, keys: tuple[str, ...], comments: Comments) -> Iterator[str]:
    for number, table in enumerate(tables):
        yield from _heading((*path, str(number)), "[[{}]]", comments)
        yield from _table((*path, str(number)), table, keys, comments)


def _heading(path: tuple[str, ...], form: str, comments: Comments) -> Iterator[str]:
    yield ""
    yield from comments.pop((*path, ""), ())
    yield form.format(".".join(part for part in path if not part.isdecimal()))


def _table(path: tuple[str, ...], table: Data, keys: tuple[str, ...], comments: Comments) -> Iterator[str]:
    for key in _ordered({key: value for key, value in table.items() if path or key in keys}, tuple(key.removesuffix("?") for key in keys)):
        yield from comments.pop((*path, key), ())
        yield f"{_key(key)} = {_value(table[key], key)}"


def _ordered(table: Mapping[str, Any], keys: tuple[str, ...]) -> list[str]:
    return [key for key in keys if key in table] + [key for key in table if key not in keys]


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _string(key)


def _value(value: Any, key: str = "") -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _string(value, key == "pattern")
    if isinstance(value, list):
        items = [_value(one) for one in value]
        line = f"[{', '.join(items)}]"
        return (
            line
            if (len(items) <= _ON_ONE_LINE or key in _IN_LINE) and len(line) <= _WIDEST
            else "[\n" + "".join(f"  {item},\n" for item in items) + "]"
        )
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(key)} = {_value(one)}" for key, one in value.items()) + " }"
    return str(value)


def _string(text: str, pattern: bool = False) -> str:
    """A string as it is easiest to read: double quotes; without escapes for a pattern and where it holds a backslash or double quotes."""
    if not _UNSEEN.search(text) and "\n" not in text and (pattern or "\\" in text or '"' in text):
        if "'" not in text:
            return f"'{text}'"
        if "'''" not in text and not text.endswith("'"):
            return f"'''{text}'''"
    if not _UNSEEN.search(text) and "\n" in text and '"' in text and "'''" not in text and text[0] != "\n" and text[-1] != "'":
        return f"'''{text}'''"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    escaped = _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped).replace("\t", "\\t")
    return f'"""{escaped}"""' if "\n" in text and not text.startswith("\n") else '"' + escaped.replace("\n", "\\n") + '"'


def _comments(text: str) -> Comments:
    """Every comment of a file by what it stands above; the block at the head of the file, with a blank line below it, under ``("",)``."""
    comments: Comments = {}
    waiting: list[str] = []
    numbers: dict[tuple[str, ...], int] = {}
    path: tuple[str, ...] = ()
    lines = iter(enumerate(text.splitlines(), 1))
    first = True
    for number, line in lines:
        if not line.strip():
            if first and waiting:
                comments[("",)], waiting, first = waiting, [], False
            continue
        if line.lstrip().startswith("#"):
            waiting.append(line.strip())
            continue
        first = False
        if heading := _HEADER.match(line):
            path = _numbered(heading[1] == "[[", heading[2], numbers)
            key, rest = "", heading[3] or ""
        elif found := _KEY.match(line):
            key, rest = found[1].strip('"'), _behind(line[found.end() :], lines, number)
        else:
            raise StyleError(f"line {number}: {line.strip()!r} is neither key nor table")
        if "#" in rest:
            raise StyleError(f"line {number}: the comment {rest.strip()!r} stands behind something; move it above")
        if waiting:
            comments[(*path, key)], waiting = waiting, []
    if waiting:
        raise StyleError(f"the comment {waiting[0]!r} at the end stands above nothing; move it above a key or table")
    return comments


def _numbered(many: bool, heading: str, numbers: dict[tuple[str, ...], int]) -> tuple[str, ...]:
    """The path of a table, with the number of each list of tables on the way."""
    path: tuple[str, ...] = ()
    parts = [part.strip().strip('"') for part in heading.split(".")]
    for at, part in enumerate(parts):
        path = (*path, part)
        if many and at == len(parts) - 1:
            numbers[path] = numbers.get(path, -1) + 1
            for below in [
                known for known in numbers if known[: len(path)] == path and len(known) > len(path) and known[len(path)] == str(numbers[path])
            ]:
                del numbers[below]
        if path in numbers:
            path = (*path, str(numbers[path]))
    return path


_PART = re.compile(r'"""|\'\'\'|"(?:[^"\\]|\\.)*"|\'[^\']*\'|[\[{\]}#]')


def _behind(rest: str, lines: Iterator[tuple[int, str]], number: int) -> str:
    """What stands behind a value that begins with ``rest``, its other lines read from ``lines``."""
    depth, quotes = 0, ""
    while True:
        at = 0
        while at < len(rest):
            if quotes:
                at = _close(rest, at, quotes)
                if at < 0:
                    break
                quotes = ""
                continue
            found = _PART.search(rest, at)
            if found is None:
                break
            at = found.end()
            if found[0] in ('"""', "'''"):
                quotes = found[0]
            elif found[0] == "#":
                if depth:
                    raise StyleError(f"line {number}: the comment {rest[found.start() :]!r} stands inside a value; move it above the key")
                return rest[found.start() :]
            else:
                depth += (found[0] in "[{") - (found[0] in "]}")
        if not depth and not quotes:
            return ""
        number, rest = next(lines)


def _close(line: str, at: int, quotes: str) -> int:
    """Behind the closing quotes of a string of several lines, -1 where they are not on this line."""
    while at < len(line):
        if quotes == '"""' and line[at] == "\\":
            at += 2
            continue
        if line.startswith(quotes, at):
            while line.startswith(quotes[0], at + 3):
                at += 1  # a quote right before the closing ones
            return at + 3
        at += 1
    return -1
