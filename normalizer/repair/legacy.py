"""Text in one legacy charset that was read as Windows-1252 or Latin-1 (``Sayý`` for ``Sayı``, ``Ñåãîäíÿ`` for ``Сегодня``).

Two witnesses, for two kinds of damage. Latin letters: the letters as they stand belong to no Western language, and read in another
charset they all belong to one language of that charset. Other scripts: words made of accented letters alone, for which the detector knows
a charset. Whatever turns a letter into a sign is no repair.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice

from normalizer.decode import alphabets, detector
from normalizer.decode.guess import ALMOST, utf8_share
from normalizer.repair import charsets, scripts
from normalizer.repair.ledger import Edit, differences

#: Charsets of other scripts that are read as Windows-1252.
OTHER_SCRIPTS = (
    "cp1251", "koi8-r", "koi8-u", "cp1253", "cp1255", "cp1256", "gb18030", "big5hkscs", "cp932", "euc_jis_2004", "cp949", "cp874",
)  # fmt: skip
#: Charsets of Latin letters that are read as Windows-1252.
LATIN = ("cp1254", "cp1250", "cp1257", "iso8859-2")
#: The detector must be so sure, in per mille: 0 false positives in 18,801 blocks of real pages at 300 with no other witness.
SURE = 100
#: So many letters that no Western language has prove that something is wrong, ...
STRANGERS = 2
#: ... if so many letters in a thousand lie beyond ASCII (Slovenian has 30, English with foreign names under 10).
DENSITY = 15
#: So many lines are looked at one by one.
LINES = 500
#: How often a letter must be changed if it is the only one.
OFTEN = 8
#: Share of the characters beyond ASCII that stand three or more in a row, per mille: Cyrillic, Greek, Hebrew, Arabic, Chinese, never Latin.
IN_ROWS = 600

_FOREIGN = re.compile("[^\x00-\x7f]")
_ROWS = re.compile("[^\x00-\x7f]{3,}")


def suspects(text: str) -> bool:
    """There is a witness that this text, all of it in Windows-1252 or Latin-1, was misread; cheap enough to ask of every clean text."""
    data = charsets.encode(text, "west")
    return data is not None and (_is_in_rows(text) or _strangers(text) >= STRANGERS) and utf8_share(data) < ALMOST


def edits(text: str) -> list[Edit]:
    """One edit from the first changed character to the last, or none."""
    data = charsets.encode(text, "west")
    if data is None or utf8_share(data) >= ALMOST:
        return []
    new = _other_script(data) if _is_in_rows(text) else _latin(text, data)
    if new is None or _loses_letters(text, new) or not _is_much(text, new):
        return []
    return differences(text, new)


def _is_in_rows(text: str) -> bool:
    rows = sum(map(len, _ROWS.findall(text)))
    return rows > 0 and 1000 * rows >= IN_ROWS * len(_FOREIGN.findall(text))


def _strangers(text: str) -> int:
    """Letters that no Western language has: first of all the text, then line by line, as a page may hold several languages."""
    found = alphabets.letters(text)
    if alphabets.strangers(found, "west") < STRANGERS or 1000 * found.total() < DENSITY * sum(map(str.isalpha, text)):
        return 0
    lines = islice((line for line in text.split("\n") if not line.isascii()), LINES)
    return sum(alphabets.strangers(alphabets.letters(line), "west") for line in lines)


def _latin(text: str, data: bytes) -> str | None:
    """The reading whose letters all belong to one language, where those of the text belong to none."""
    wrong = _strangers(text)
    if wrong < STRANGERS:
        return None
    least, best = wrong // 8, None
    for charset in _likeliest_first(data):
        try:
            new = data.decode(charset)
        except UnicodeDecodeError:
            continue
        left = alphabets.strangers(alphabets.letters(new), charset)
        if left < least or (left == least and best is None):
            least, best = left, new
    return best


def _likeliest_first(data: bytes) -> list[str]:
    """The charsets of Latin letters; of those that fit a text equally well the one that the detector prefers."""
    order = [answer.name for answer in detector.answers(data, LATIN) if answer.name in LATIN]
    return order + [name for name in LATIN if name not in order]


def _other_script(data: bytes) -> str | None:
    for answer in detector.answers(data, OTHER_SCRIPTS):
        if answer.confidence < SURE:
            break
        try:
            new = data.decode(answer.name)
        except UnicodeDecodeError:
            continue
        if scripts.of_one_script(new):
            return new
    return None


def _is_much(old: str, new: str) -> bool:
    """One foreign name brings one foreign letter; a wrong charset brings several, or one again and again."""
    if len(old) != len(new):
        return True
    changed = [a for a, b in zip(old, new, strict=True) if a != b]
    return len(set(changed)) > 1 or len(changed) >= OFTEN


def _loses_letters(old: str, new: str) -> bool:
    """A letter becomes a sign, or something no text has: the new reading is worse."""
    if len(old) != len(new):
        return not all(char.isprintable() or char.isspace() for char in new)
    return any(a.isalpha() and unicodedata.category(b)[0] not in "LM" for a, b in zip(old, new, strict=True) if a != b)
