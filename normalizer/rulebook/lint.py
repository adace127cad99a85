"""What is wrong with packs as they are written, found without an article: each check gives findings, none changes anything.

What a text decides (examples, clean prose, cost, idle packs) is in :mod:`normalizer.rulebook.trial`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from normalizer.rulebook.caps import check_groups, compile_pattern, expanded
from normalizer.rulebook.check import PHRASES, Data
from normalizer.rulebook.files import PackError
from normalizer.rulebook.fold import fold, variants

#: A literal finds too much below this: `AP` stands in April, a dash in every second sentence (measured: 3 letters, 2 Han).
_LETTERS, _HAN = 3, 2
#: What is taken wherever it stands must be a phrase nobody says in a story.
_CONTAINS_WORDS, _CONTAINS_CHARS = 3, 6
#: Languages that put whole phrases into a word say as much in two: `tilaa uutiskirjeemme`, `riproduzione riservata`.
_TWO_LONG_WORDS = 16
_SIGN = re.compile(r"[\[\]()<>©®@/|:【】［］（）／：“”「」]")
#: Counted repeats are written out by the engine; ``[\p{L}]{1,40}`` twice costs 40 ms to compile (measured). So many
#: instructions may be spent on it: `.{0,100}` and `{digits}{1,4}` are far below.
_MOST_REPEATED = 10_000
#: What a piece of a kind must say, else nothing vouches for it.
_NEEDED = {"dateline": ("place", "agency")}
_HAN_CHAR = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
#: Classes that RE2 knows for ASCII only, and what to write instead.
_ASCII = (
    (re.compile(r"(?<!\\)(?:\\\\)*(\\[wW])"), r"{word}, or [\p{L}\p{M}\p{N}] in a class"),
    (re.compile(r"(?<!\\)(?:\\\\)*(\\[dD])"), r"{digits}, or \p{Nd} in a class"),
    (re.compile(r"(?<!\\)(?:\\\\)*(\\[sS])"), "a space, which stands for every space"),
    (re.compile(r"(?<!\\)(?:\\\\)*(\\[bB])"), "{edge}"),
    (re.compile(r"(a-z|A-Z)(?=[^\[]*\])"), r"\p{Ll}, \p{Lu} or \p{L}"),
    (re.compile(r"(0-9)(?=[^\[]*\])"), r"\p{Nd}"),
    (re.compile(r"(\[:\^?[a-z]+:\])"), r"\p{L} and its like"),
)
_COUNTED = re.compile(r"(?<![\\pPx])\{\d+(?:,\d*)?\}")
_NAMED = re.compile(r"\\[pPx]\{[^}]*\}")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a pack: which, in what (a rule's id, a phrase's), a short code for what, and a sentence that says what to do."""

    pack: str
    subject: str
    code: str
    text: str

    def __str__(self) -> str:
        return f"{self.pack}: {self.subject}: {self.code}: {self.text}"


def lint(packs: Sequence[tuple[str, Data]], blocks: Data, words: Mapping[str, str]) -> list[Finding]:
    """Everything that can be said about packs without a text, in the order of the packs. ``blocks`` and ``words`` (written out) are the whole book's."""
    findings = list(_double_ids(packs))
    for name, pack in packs:
        for rule in pack.get("rule", ()):
            findings += lint_rule(name, rule, blocks, words)
        findings += lint_phrases(name, pack)
    return findings


def lint_blocks(blocks: Data) -> list[Finding]:
    """The same for the blocks of patterns: no classes that are ASCII only without a reason."""
    return [Finding("blocks/patterns.toml", name, *found) for name, block in blocks.items() for found in _pattern_faults(block["pattern"], block)]


def _double_ids(packs: Iterable[tuple[str, Data]]) -> Iterator[Finding]:
    owners: dict[str, str] = {}
    for name, pack in packs:
        for rule in pack.get("rule", ()):
            if rule["id"] in owners:
                yield Finding(name, rule["id"], "id", f"another rule has this id, in {owners[rule['id']]}; rename one")
            owners[rule["id"]] = name


def lint_rule(name: str, rule: Data, blocks: Data, words: Mapping[str, str]) -> list[Finding]:
    """What is wrong with one rule as it is written."""
    found: list[tuple[str, str]] = []
    if not rule.get("why_no_literal"):
        found += [("literal", f"{literal!r} says too little: give {_LETTERS} letters or digits, {_HAN} of Han or kana, or say 'why_no_literal'")
                  for literal in rule.get("literals", ()) if not says_something(literal)]  # fmt: skip
    found += _pattern_faults(rule["pattern"], rule)
    if not rule.get("match"):
        found.append(("examples", "no [[rule.match]]: show a text that it takes"))
    if not rule.get("miss"):
        found.append(("examples", "no [[rule.miss]]: show a text that comes near and stays, and why"))
    try:
        pattern = expanded(name, rule["pattern"], blocks, words)
        compiled = compile_pattern(name, pattern.text)
        groups = set(compiled.groupindex)
        repeated = compiled.programsize - compile_pattern(name, _COUNTED.sub("+", pattern.text)).programsize
        if repeated > _MOST_REPEATED:
            found.append(("repeat", f"its counted repeats are written out in {repeated} instructions: use + or * and let a reader count"))
        check_groups(name, groups, pattern)
        found += _captures(rule, groups)
    except PackError as error:
        found.append(("pattern", str(error).removeprefix(f"{name}: ")))
    return [Finding(name, rule["id"], code, text) for code, text in found]


def says_something(literal: str) -> bool:
    """Whether a literal is rare enough to look for: a word list, three letters or digits, or two characters of a script without spaces (a bracket counts)."""
    letters = sum(unicodedata.category(char)[0] in "LMN" for char in literal)
    han = len(_HAN_CHAR.findall(literal))
    return (literal.startswith("@") and len(literal) > 1) or letters >= _LETTERS or han + bool(han and _SIGN.search(literal)) >= _HAN


def _pattern_faults(pattern: str, table: Data) -> Iterator[tuple[str, str]]:
    bare = _NAMED.sub(r"\\p", pattern)
    if not table.get("why_ascii"):
        for classes, instead in _ASCII:
            if shown := sorted(set(classes.findall(bare))):
                yield "ascii", f"{' '.join(shown)} is ASCII only: write {instead}; or say 'why_ascii' where a wire format is"


def _captures(rule: Data, groups: set[str]) -> Iterator[tuple[str, str]]:
    fields = {group.rstrip("_0123456789") for group in groups}
    kinds = {field[3:] for field in fields if field.startswith("as_")} or {rule["kind"]}
    for kind in kinds & set(_NEEDED):
        if not fields & set(_NEEDED[kind]):
            yield "captures", f"a {kind} needs {' or '.join(_NEEDED[kind])}: put the block that reads it into the pattern"
    if rule["kind"] not in kinds:
        yield "captures", f"the rule says {rule['kind']!r}, its pieces are {', '.join(sorted(kinds))}"


def lint_phrases(name: str, pack: Data) -> list[Finding]:
    """What is wrong with the words and phrases of one pack."""
    found: list[tuple[str, str, str]] = []
    for group, words in pack.get("words", {}).items():
        where = f"words.{group}"
        found += [(where, *fault) for word in words for fault in _text_faults(word)]
        found += [(where, "double", f"{word!r} is there already; case is added by the loader") for word in double_words(words, pack["language"])]
    for how in PHRASES:
        for kind, table in pack.get(how, {}).items():
            where = f"{how}.{kind}"
            found += [(where, *fault) for phrase in table["phrases"] for fault in _text_faults(phrase)]
            if how == "contains":
                least = f"{_CONTAINS_WORDS} words, or {_CONTAINS_CHARS} characters of Han, kana, Hangul or Thai"
                short = [phrase for phrase in table["phrases"] if not long_enough(phrase)]
                found += [(where, "short", f"{phrase!r} is taken wherever it stands: give at least {least}") for phrase in short]
    for where, phrase, other in double_phrases(pack):
        if where.partition(".")[0] == other.partition(".")[0]:
            found.append((where, "double", f"{phrase!r} stands in {other} too; --fix drops one"))
        else:
            found.append((where, "wider", f"{phrase!r} stands in {other} too, and one of the two is idle; drop it"))
    return [Finding(name, *fault) for fault in found]


def double_words(words: Sequence[str], language: str) -> list[str]:
    """The words of a list that are only another case of one before them."""
    seen: set[str] = set()
    double = []
    for word in words:
        if word in seen:
            double.append(word)
        seen.update(variants(word, language))
    return double


def double_phrases(pack: Data) -> Iterator[tuple[str, str, str]]:
    """Phrases of a pack that another one of it makes idle, as (table, phrase, the other's table): the widest stays, of equals the first."""
    widest: dict[str, tuple[str, str]] = {}
    for how in reversed(PHRASES):
        for kind, table in pack.get(how, {}).items():
            for phrase in table["phrases"]:
                other = widest.setdefault(fold(phrase).strip(), (f"{how}.{kind}", phrase))
                if other[1] is not phrase:
                    yield f"{how}.{kind}", phrase, other[0]


def long_enough(phrase: str) -> bool:
    """Whether a phrase may be looked for anywhere in a paragraph. A sign that prose does not print (`©`, `[`, `/`) counts as a word."""
    letters = sum(char.isalnum() for char in phrase)
    if _HAN_CHAR.search(phrase):
        return letters + len(_SIGN.findall(phrase)) >= _CONTAINS_CHARS
    words = len(re.split(r"[\s-]+", phrase.strip())) + sum(bool(_SIGN.search(word)) for word in phrase.split() if any(map(str.isalnum, word)))
    return words >= _CONTAINS_WORDS or (words == _CONTAINS_WORDS - 1 and letters >= _TWO_LONG_WORDS)


def _text_faults(text: str) -> Iterator[tuple[str, str]]:
    if not unicodedata.is_normalized("NFC", text):
        yield "nfc", f"{text!r} is not in NFC; --fix writes it so"
    if text != text.strip():
        yield "space", f"{text!r} begins or ends with a space; phrases are compared without"
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in text):
        yield "control", f"{text!r} holds a control character"
