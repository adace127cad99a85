"""Bytes to text: one decision list, the first line that fits wins, and nothing in here raises on content.

The order, and what taught it (33 languages in 58 language and charset cells, 1,495 real news pages):

1. a byte order mark;
2. UTF-16 and UTF-32 without one, told by where the NULs stand; ISO-2022 by its escapes;
3. strict UTF-8, *before* any declaration: 98 % of real pages are UTF-8, and some of them declare something else;
4. almost UTF-8: most of the high bytes stand in valid sequences, the others are stray bytes pasted in from Windows-1252;
5. what the caller, the XML declaration or ``<meta charset>`` says, if the bytes decode so;
6. the detector (:mod:`normalizer.decode.detector`);
7. Windows-1252 with its five undefined bytes kept as they are.

Only line 3 is in this module: clean UTF-8 loads nothing else.
"""

from __future__ import annotations

from typing import NamedTuple

from normalizer.article import Caution, Encoding

__all__ = ["Decoded", "decode"]

_UTF8 = Encoding("utf-8", "utf-8", 1000)
#: What a byte order mark may begin with; UTF-16 and UTF-32 without a mark hold NULs, ISO-2022 holds escapes.
_MARKS = frozenset(b"\xef\xff\xfe")


class Decoded(NamedTuple):
    """D, the decoded text, with what was decided about its bytes (None for no bytes at all)."""

    text: str
    encoding: Encoding | None
    warnings: tuple[Caution, ...] = ()


def decode(data: bytes, charset: str | None = None) -> Decoded:
    """Bytes in any charset in; text, the charset and how it was found out. Never raises on content.

    ``charset``: what the caller knows (an HTTP header, a database column): a label of the WHATWG Encoding Standard or an old code page's
    name. It is evidence: valid UTF-8 wins over it, and a label nobody knows is a warning.
    """
    if not data:
        return Decoded("", None)
    if data[0] not in _MARKS and b"\x00" not in data and b"\x1b" not in data:
        try:
            return Decoded(data.decode(), _UTF8)
        except UnicodeDecodeError:
            pass
    from normalizer.decode import guess

    return Decoded(*guess.decide(data, charset))
