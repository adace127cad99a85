"""Single-byte charsets the other way round: which byte a character was read from."""

from __future__ import annotations

import codecs
import itertools
import re
from functools import lru_cache

#: As what UTF-8 is misread, the likeliest first. ``west`` is Windows-1252 and Latin-1 in one: both ``€`` and U+0080 were byte 0x80, and
#: one page may hold both. All of them keep their undefined bytes as C1 controls.
MISREADINGS = (
    "west", "cp1254", "cp1250", "cp1251", "mac_roman", "cp1253", "cp1257", "iso8859_2", "iso8859_15", "iso8859_9", "cp437", "cp850", "cp852",
    "koi8_r", "koi8_u", "cp866", "cp1256", "cp1255", "cp1258", "cp874", "iso8859_5", "iso8859_7", "mac_cyrillic", "mac_latin2", "cp857",
)  # fmt: skip
_FOREIGN = re.compile("[^\x00-\x7f]")
#: So much of a text is tried before all of it is: clean text fails within a character or two.
HEAD = 64
_LEADS, _TAILS = range(0xC2, 0xF5), range(0x80, 0xC0)


@lru_cache(maxsize=64)
def reading(name: str) -> str:
    """What the bytes 0 to 255 look like in this charset; undefined ones as the control of the same number."""
    codec = "cp1252" if name == "west" else name
    chars = [bytes([byte]).decode(codec, "replace") for byte in range(256)]
    return "".join(chr(byte) if char == "\ufffd" else char for byte, char in enumerate(chars))


@lru_cache(maxsize=64)
def _bytes_of(name: str) -> dict[int, int]:
    table = {byte: byte for byte in range(160)} | {ord(char): byte for byte, char in enumerate(reading(name))}
    if name == "west":
        table |= {byte: byte for byte in range(160, 256)}
    return table


def encode(text: str, name: str) -> bytes | None:
    """The bytes that this text was read from, if all of it can have been read in that charset."""
    try:
        return codecs.charmap_encode(text, "strict", _bytes_of(name))[0]
    except UnicodeEncodeError:
        return None


@lru_cache(maxsize=1)
def _roles() -> tuple[dict[str, int], dict[str, int]]:
    """For each character the charsets (as bits) in which it begins a UTF-8 sequence, and those in which it goes on with one."""
    leads: dict[str, int] = {}
    tails: dict[str, int] = {}
    for bit, name in enumerate(MISREADINGS):
        for code, byte in _bytes_of(name).items():
            for roles, wanted in ((leads, _LEADS), (tails, _TAILS)):
                if byte in wanted:
                    roles[chr(code)] = roles.get(chr(code), 0) | 1 << bit
    return leads, tails


def misreadings(piece: str) -> list[str]:
    """The charsets in which some two characters of this piece, side by side, begin a UTF-8 sequence."""
    leads, tails = _roles()
    found = 0
    for lead, tail in itertools.pairwise(piece):
        found |= leads.get(lead, 0) & tails.get(tail, 0)
    return [name for bit, name in enumerate(MISREADINGS) if found >> bit & 1] if found else []


def readings(text: str) -> list[str]:
    """The charsets in which the first characters beyond ASCII were read from UTF-8: none for nearly every clean text."""
    first = _FOREIGN.search(text)
    if not first:
        return []
    head = text[first.start() : first.start() + HEAD]
    return [name for name in misreadings(head[:2]) if (data := encode(head, name)) is not None and _starts_as_utf8(data)]


def _starts_as_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data"
    return True


@lru_cache(maxsize=64)
def sequences(name: str) -> re.Pattern[str]:
    """What UTF-8 sequences of two to four bytes look like when they are read in this charset."""
    chars: dict[int, str] = {}
    for char, byte in _bytes_of(name).items():
        chars[byte] = chars.get(byte, "") + re.escape(chr(char))

    def one_of(low: int, high: int) -> str:
        return "[" + "".join(chars.get(byte, "") for byte in range(low, high + 1)) + "]"

    tail = one_of(0x80, 0xBF)
    return re.compile(f"(?:{one_of(0xC2, 0xDF)}{tail}|{one_of(0xE0, 0xEF)}{tail}{{2}}|{one_of(0xF0, 0xF4)}{tail}{{3}})+")
