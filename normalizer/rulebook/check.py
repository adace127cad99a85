"""Whether a pack is what it must be: the tables and keys there are, and what each holds. What is wrong is said in one line."""

from __future__ import annotations

import re
from typing import Any

from normalizer.article import KINDS
from normalizer.rulebook.files import PackError

Data = dict[str, Any]

ZONES = ("top", "end", "head", "tail", "line", "anywhere")
#: How a phrase of a language file is looked up: the whole paragraph, how it begins, or anywhere in it.
PHRASES = ("lines", "openings", "contains")
#: What each table of a pack holds, in the order in which it is written; ``name?`` may be left out.
RULE = {
    "id": "id", "kind": "kind", "language?": "language", "what": "text", "source": "text", "zone": "zone", "literals?": "texts", "within?": "number",
    "short?": "number", "longest?": "number", "paragraphs?": "number", "to_end?": "flag", "why_no_literal?": "text", "why_ascii?": "text", "pattern": "text",
    "match": "tables", "miss?": "tables",
}  # fmt: skip
MATCH = {"text": "text", "takes?": "texts", "fields?": "table"}
MISS = {"text": "text", "why": "text"}
AGENCY = {"name": "text", "full?": "text", "country?": "text", "languages?": "texts", "forms": "texts", "source?": "text", "weak?": "texts"}
EXAMPLE = {"text": "text", "kind": "kind"}
#: A publisher's template: CSS selectors by what they choose on its pages, and pages of the author's own writing in its manner.
SELECTORS = ("story", "drop", "headline", "deck", "byline", "published", "caption")
PAGE = {"hosts": "hosts", "source": "text", "story": "selector", **{f"{name}?": "selector" for name in SELECTORS[1:]}, "example": "tables"}
PAGE_EXAMPLE = {
    "url": "text", "html": "text", "body": "texts", "never?": "texts", "headline?": "text", "deck?": "text", "authors?": "texts", "published?": "text",
    "captions?": "texts",
}  # fmt: skip
PACK = {
    "language?": "language", "source?": "text", "agency?": "table", "page?": "table", "words?": "table", "lines?": "table", "openings?": "table", "contains?": "table",
    "rule?": "tables", "keep?": "tables", "example?": "tables",
}  # fmt: skip

_ID = re.compile(r"[a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*)+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
#: What a selector may be: no pseudo-classes (some look at every sibling of every element), and one descendant combinator, else a page that is
#: nested deeply costs the square of its depth.
_NAME = r"[a-zA-Z_][\w-]*"
_ATTRIBUTE = rf"\[{_NAME}(?:[~^$*|]?=(?:\"[^\"\\]*\"|{_NAME}))?\]"
_COMPOUND = rf"(?=[^\s>])(?:{_NAME}|\*)?(?:[#.]{_NAME}|{_ATTRIBUTE}|:not\((?:{_NAME}|[#.]{_NAME}|{_ATTRIBUTE})\))*"
_CHAIN = re.compile(rf"{_COMPOUND}(?: > {_COMPOUND}){{0,3}}(?: {_COMPOUND}(?: > {_COMPOUND}){{0,3}})?")
_SELECTOR_CHARS, _SELECTOR_PARTS = 1_000, 30
_GROUP = re.compile(r"[a-z_][a-z_0-9]*")
_WRONG = {
    "text": "must be a string that is not empty",
    "texts": "must be a list of strings, none of them empty",
    "number": "must be a whole number that is not negative",
    "flag": "must be true or false",
    "table": "must be a table",
    "tables": "must be a list of tables, each with its own [[heading]]",
    "id": "must be like 'family/name', in small ASCII letters, digits and hyphens",
    "language": "must be a language tag like 'tr' or 'sr-Latn'",
    "hosts": "must be a list of host names like 'news.example.com', in small letters, one at least",
    "selector": "must be CSS: tags, #ids, .classes, [attributes] and :not() of one of them, ' > ' and one space between them, ', ' between alternatives",
    "kind": f"must be one of {', '.join(KINDS)}",
    "zone": f"must be one of {', '.join(ZONES)}",
}


def check_pack(name: str, pack: Data) -> None:
    """PackError: a table or key that there is not, one that is missing, a value of another kind than it must be."""
    _check(name, pack, PACK)
    for rule in pack.get("rule", ()):
        where = f"{name}: rule {rule.get('id', '?')!r}"
        _check(where, rule, RULE)
        if not rule.get("literals") and not rule.get("why_no_literal"):
            raise PackError(f"{where}: name 'literals', one of which must be present, or say 'why_no_literal'")
        if rule.get("literals") and rule.get("short"):
            raise PackError(f"{where}: 'short' is for rules without 'literals'; 'longest' says how long a paragraph may be that is read")
        if not rule.get("literals") and not rule.get("short"):
            raise PackError(f"{where}: without 'literals' it is tried on every short paragraph: say in 'short' how many characters that are")
        for shape, key in ((MATCH, "match"), (MISS, "miss")):
            for example in rule.get(key, ()):
                _check(f"{where}: [[rule.{key}]]", example, shape)
        for example in rule["match"]:
            for field, value in example.get("fields", {}).items():
                _is("text", f"{where}: [[rule.match]]: field {field!r}", value)
    if "agency" in pack:
        _check(f"{name}: [agency]", pack["agency"], AGENCY)
    if "page" in pack:
        _check_page(name, pack["page"])
    _check_language(name, pack)


def _check_page(name: str, page: Data) -> None:
    _check(f"{name}: [page]", page, PAGE)
    if not page["example"]:
        raise PackError(f"{name}: [page]: show with a [[page.example]] what the selectors choose")
    for example in page["example"]:
        _check(f"{name}: [[page.example]]", example, PAGE_EXAMPLE)


def _check_language(name: str, pack: Data) -> None:
    if "language" not in pack and (found := next((key for key in ("words", *PHRASES) if key in pack), None)):
        raise PackError(f"{name}: [{found}] needs a 'language' at the head of the file")
    for group, words in pack.get("words", {}).items():
        if not _GROUP.fullmatch(group):
            raise PackError(f"{name}: [words]: {group!r} cannot stand between braces; use small ASCII letters")
        _is("texts", f"{name}: [words]: {group!r}", words)
    for how in PHRASES:
        for kind, table in pack.get(how, {}).items():
            _is("kind", f"{name}: [{how}.{kind}]: {kind!r}", kind)
            _is("table", f"{name}: [{how}.{kind}]", table)
            _check(f"{name}: [{how}.{kind}]", table, {"phrases": "texts"})
    for key, shape in (("example", EXAMPLE), ("keep", MISS)):
        for example in pack.get(key, ()):
            _check(f"{name}: [[{key}]]", example, shape)


def _check(where: str, table: Data, shape: dict[str, str]) -> None:
    known = {key.removesuffix("?"): what for key, what in shape.items()}
    if unknown := sorted(set(table) - set(known)):
        raise PackError(f"{where}: unknown key {unknown[0]!r}; known are {', '.join(known)}")
    for key, what in shape.items():
        if key.removesuffix("?") in table:
            _is(what, f"{where}: {key.removesuffix('?')!r}", table[key.removesuffix("?")])
        elif not key.endswith("?"):
            raise PackError(f"{where}: {key!r} is missing")


def _is(what: str, where: str, value: object) -> None:
    if not _holds(what, value):
        raise PackError(f"{where} {_WRONG[what]}")


def _holds(what: str, value: object) -> bool:
    if what == "flag":
        return isinstance(value, bool)
    if what == "number":
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if what == "table":
        return isinstance(value, dict)
    if what == "tables":
        return isinstance(value, list) and all(isinstance(table, dict) for table in value)
    if what == "texts":
        return isinstance(value, list) and all(_holds("text", text) for text in value)
    if what == "hosts":
        return _holds("texts", value) and isinstance(value, list) and bool(value) and all(_HOST.fullmatch(host) for host in value)
    if not isinstance(value, str):
        return False
    if what == "selector":
        parts = value.split(", ")
        return len(value) <= _SELECTOR_CHARS and len(parts) <= _SELECTOR_PARTS and all(_CHAIN.fullmatch(part) for part in parts)
    if what in ("kind", "zone"):
        return value in (KINDS if what == "kind" else ZONES)
    if what in ("id", "language"):
        return bool((_ID if what == "id" else _LANGUAGE).fullmatch(value))
    return bool(value.strip())
