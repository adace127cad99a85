"""D to T: text that was broken on its way is mended, and every change is written down.

A repair happens only where something proves the damage; clean text in any language comes back as it is. In this order: surrogates, text
in one legacy charset read as another (per document), UTF-8 read as a legacy charset (document, line, sentence, word), controls and
characters nobody sees, Romanian letters, NFC. Line ends and spaces are never touched: what looks untidy is tidied when the body is written.

Here is only the way of clean text, and it loads nothing else; the repairs are put in order in :mod:`normalizer.repair.rounds`.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from normalizer.article import Caution, Repair

__all__ = ["Repaired", "repair"]


class Repaired(NamedTuple):
    """T, the changes that made it of D (in T's coordinates, in order), and what could not be mended."""

    text: str
    repairs: tuple[Repair, ...] = ()
    warnings: tuple[Caution, ...] = ()


def repair(text: str, language: str | None = None) -> Repaired:
    """D in, T out: NFC, without NUL, DEL, C1 controls and lone surrogates; line ends, spaces and C0 controls (wire framing) as they are.

    ``language`` (BCP 47) is what the caller knows; it decides between letters that two languages write with one look (Romanian ţ and ț).
    Putting each repair's ``before`` back, from the last to the first, gives D exactly. ``repair(repair(x).text)`` changes nothing.
    """
    if text.isascii():
        if "\x00" not in text and "\x7f" not in text and "???" not in text:
            return Repaired(text)
    elif "???" not in text and not (language and language[:2].lower() == "ro"):
        from normalizer.repair import gate

        if not gate.doubts(text) and unicodedata.is_normalized("NFC", text):
            return Repaired(text)
    from normalizer.repair import rounds

    return Repaired(*rounds.run(text, language))
