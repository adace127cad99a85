"""Scripts, as coarse as a test of plausibility needs them: what a repair brings to light must be of one script beside Latin."""

from __future__ import annotations

import unicodedata
from bisect import bisect
from collections.abc import Iterable

#: First code points of ranges and what is written in them; "" is common to all (signs, punctuation), "?" nothing that news are written in.
_RANGES = (
    (0x0000, "Latin"), (0x0180, "?"), (0x01A0, "Latin"), (0x01A2, "?"), (0x01AF, "Latin"), (0x01B1, "?"), (0x0218, "Latin"), (0x021C, "?"), (0x0250, ""),
    (0x0259, "Latin"), (0x025A, "?"), (0x02B0, ""), (0x0370, "Greek"), (0x0400, "Cyrillic"), (0x0530, "Armenian"), (0x0590, "Hebrew"), (0x0600, "Arabic"),
    (0x0700, "?"), (0x0750, "Arabic"), (0x0780, "?"), (0x08A0, "Arabic"), (0x0900, "Devanagari"), (0x0980, "Bengali"), (0x0A00, "Gurmukhi"),
    (0x0A80, "Gujarati"), (0x0B00, "Oriya"), (0x0B80, "Tamil"), (0x0C00, "Telugu"), (0x0C80, "Kannada"), (0x0D00, "Malayalam"), (0x0D80, "Sinhala"),
    (0x0E00, "Thai"), (0x0E80, "Lao"), (0x0F00, "Tibetan"), (0x1000, "Burmese"), (0x10A0, "Georgian"), (0x1100, "Hangul"), (0x1200, "Ethiopic"),
    (0x13A0, "?"), (0x1780, "Khmer"), (0x1800, "Mongolian"), (0x18B0, "?"), (0x1E00, "Latin"), (0x1F00, "Greek"), (0x2000, ""), (0x2C00, "?"),
    (0x2E00, ""), (0x2E80, "Han"), (0x3130, "Hangul"), (0x3190, "Han"), (0xA000, "?"), (0xAC00, "Hangul"), (0xD7B0, "?"), (0xE000, ""),
    (0xF900, "Han"), (0xFB00, ""), (0xFB1D, "Hebrew"), (0xFB50, "Arabic"), (0xFE00, ""), (0xFE70, "Arabic"), (0xFF00, ""), (0x10000, "?"),
    (0x1F000, ""), (0x20000, "Han"), (0xE0000, ""),
)  # fmt: skip
_STARTS = [start for start, _ in _RANGES]


def of(text: Iterable[str]) -> set[str]:
    """The scripts of the letters beyond ASCII; "?" for letters that news are not written in."""
    found = set()
    for char in set(text):
        if char > "\x7f" and char.isalpha():
            found.add(_RANGES[bisect(_STARTS, ord(char)) - 1][1])
    return found - {""}


def of_one_script(text: Iterable[str]) -> bool:
    """At most one script beside Latin (Korean and Japanese may hold Han), all characters assigned and visible."""
    found = of(text) - {"Latin"}
    if found >= {"Hangul", "Han"}:
        found.discard("Han")
    return len(found) <= 1 and "?" not in found and all(unicodedata.category(char) not in _NO_TEXT for char in set(text) if char > "\x7f")


_NO_TEXT = frozenset(("Cc", "Cn", "Co", "Cs"))
