"""Is there anything to look at? One pass of a linear automaton over the UTF-8 bytes, so that clean text costs microseconds.

ftfy's own test for badness (a regular expression of some 30 alternatives) costs 100 times as much. Here it is read from the pinned ftfy at
first use and compiled for RE2, with ``\\s`` and ``\\w`` widened so that nothing ftfy calls bad is missed; what is let through is asked of
ftfy itself. tests/test_repair.py holds both verdicts side by side.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

#: What :func:`doubts` may answer, as a sum.
MOJIBAKE, LEGACY, HIDDEN, SURROGATE = 1, 2, 4, 8

#: Text in one legacy charset read as Windows-1252: runs of accented letters (Cyrillic, Greek, Chinese), signs inside words (Polish), and
#: the letters that stand where other languages of Europe have theirs (Turkish, Czech, Baltic, Romanian).
_LEGACY = "[À-ÖØ-öø-ÿ]{3}|[A-Za-zÀ-ÖØ-öø-ÿ][\\x{80}-\\x{9f}¡-©¬®-³µ¶¸¹¼-¿†‡‰‹›ƒˆ˜™][A-Za-zÀ-ÖØ-öø-ÿ]|[À-ÖØ-öø-ÿŒœŠšŽžŸ]"
#: NUL, DEL, C1 and the characters nobody sees, what tells of loss, and the letter that gives Romanian away.
_HIDDEN = (
    r"[\x{00}\x{7f}-\x{84}\x{86}-\x{9f}\x{ad}\x{180e}\x{200b}\x{202d}\x{202e}\x{2060}-\x{2065}\x{206a}-\x{206f}\x{feff}\x{fff9}-\x{ffff}"
    r"\x{e0000}-\x{e007f}\x{162}\x{163}]|[A-Za-z][\x{200c}\x{200d}]+[A-Za-z]|斤拷|烫烫烫|屯屯屯"
)
#: What Python calls ``\s``.
_SPACE = r"[\x{09}-\x{0d}\x{1c}-\x{20}\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}]"
#: Wider than Python's ``\w``: all but the signs and spaces that follow a quotation mark in clean text.
_WORD = r"[^\x{00}-/:-@\[-\^`{-\x{a9}\x{ab}\x{bb}\x{2000}-\x{206f}\x{20ac}\x{3000}-\x{3003}\x{3008}-\x{3011}\x{ff0c}]"
#: What ftfy does not count: UTF-8 of Turkish, Baltic and Slavic letters read as Windows-1252 or cp1250, with a letter before it or a capital after.
_OURS = "[a-z][ÂÃÄÅĂ][\\x{80}-\\x{bf}–—‘’‚“”„†‡•…‰‹›€™ŒœŸŽžŠšƒˆ˜ŤťŚśŹźĄŁłŞşĽľ]|[ÃÄÅĂ][ŸŽžŠšŒœƒˆ˜ŤťŹź]"
_FOREIGN = re.compile("[^\x00-\x7f]{1,2}")


def doubts(text: str) -> int:
    """Which repairs have something to look at: a sum of MOJIBAKE, LEGACY, HIDDEN and SURROGATE; 0 for clean text."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return SURROGATE | MOJIBAKE | LEGACY | HIDDEN
    found = MOJIBAKE if _pairs(text) else 0
    if _any().search(data):
        for flag, pattern in _each():
            if pattern.search(data):
                found |= flag
        if found & LEGACY and (_beyond_west().search(data) or not _suspects(text, data)):
            found -= LEGACY
    return found


def _pairs(text: str) -> bool:
    """The text begins, as far as it is not ASCII, like UTF-8 read in some charset, whether ftfy finds that bad or not."""
    first = _FOREIGN.search(text)
    if not first or len(first[0]) < 2:
        return False
    from normalizer.repair import charsets

    return bool(charsets.readings(text))


def _suspects(text: str, data: bytes) -> bool:
    """Was this misread? First the cheap no: all its letters are those of one Western language."""
    if any(not others.search(data) and usual.search(data) for others, usual in _western()):
        return False
    from normalizer.repair import legacy

    return legacy.suspects(text)


def is_bad(line: str) -> bool:
    """There are characters side by side in this line that only mojibake puts there."""
    return not line.isascii() and (ftfy_is_bad(line) or bool(_ours().search(line)))


def ftfy_is_bad(line: str) -> bool:
    """ftfy's own verdict, at a hundredth of its price where it is no."""
    try:
        if not _ftfy().search(line.encode()):
            return False
    except UnicodeEncodeError:
        pass
    from ftfy.badness import is_bad as verdict

    return verdict(line)


def badness(line: str) -> int:
    """How many such places there are."""
    if not is_bad(line):
        return 0
    from ftfy.badness import badness as count

    return count(line) + len(_ours().findall(line))


def _compiled(pattern: str) -> Any:
    import re2

    options = re2.Options()
    options.max_mem = 64 << 20
    options.never_capture = True
    return re2.compile(pattern, options)


@lru_cache(maxsize=1)
def _any() -> Any:
    return _compiled(f"{_badness()}|{_OURS}|{_LEGACY}|{_HIDDEN}")


@lru_cache(maxsize=1)
def _each() -> tuple[tuple[int, Any], ...]:
    return (MOJIBAKE, _compiled(f"{_badness()}|{_OURS}")), (LEGACY, _compiled(_LEGACY)), (HIDDEN, _compiled(_HIDDEN))


@lru_cache(maxsize=1)
def _ftfy() -> Any:
    return _compiled(_badness())


@lru_cache(maxsize=1)
def _ours() -> re.Pattern[str]:
    return re.compile(re.sub(r"\\x\{(..)\}", r"\\x\1", _OURS))


@lru_cache(maxsize=1)
def _beyond_west() -> Any:
    """A character that no text read as Windows-1252 or Latin-1 holds."""
    return _compiled("[^\\x{00}-\\x{ff}" + bytes(range(128, 160)).decode("cp1252", "ignore") + "]")


@lru_cache(maxsize=1)
def _western() -> tuple[tuple[Any, Any], ...]:
    """For each Western language what it does not write, and the letters it hardly does without."""
    from normalizer.decode import alphabets

    def both(letters: str) -> str:
        return letters + letters.replace("ß", "").upper()

    table = alphabets.alphabets()
    signs = r"\x{00}-\x{7f}\x{a0}«»·–—‘’“”„•…€©"
    return tuple(
        (_compiled(f"[^{signs}{both(own)}]"), _compiled(f"[{both(table['usual'].get(language, own))}]")) for language, own in table["west"].items()
    )


def _badness() -> str:
    """ftfy's pattern of badness in RE2's dialect: RE2 has no verbose syntax, and its ``\\s`` and ``\\w`` are ASCII."""
    from ftfy.badness import BADNESS_RE

    parts = re.findall(r"\[(?:\\.|[^\]])*\]|\\.|#[^\n]*|\s+|.", BADNESS_RE.pattern)
    kept = (part for part in parts if not part.isspace() and not part.startswith("#"))
    return "(?m:" + "".join({"\\s": _SPACE, "\\w": _WORD}.get(part, part) for part in kept) + ")"
