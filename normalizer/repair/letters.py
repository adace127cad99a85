"""Letters with two spellings in Unicode: Romanian ș and ț, and everything NFC composes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from normalizer.repair.ledger import Edit

_CEDILLA = re.compile("[şţŞŢ]")
_COMMA = {"ş": "ș", "ţ": "ț", "Ş": "Ș", "Ţ": "Ț"}
#: Letters of Turkish and its sisters (and of Kurdish) that Romanian has not.
_TURKIC = re.compile("[ğĞıİöÖüÜçÇəƏäÄňŇñÑêÊûÛ]")
#: A base character and what may combine with it, so that a change is no longer than it must be.
_CLUSTER = re.compile("[^\x00-\x7f]+|[\x00-\x7f][^\x00-\x7f]+")
#: Python sorts combining marks by insertion: 64,000 of them take seconds. Longer clusters are sorted here first.
LONG = 256


def romanian(text: str, language: str | None) -> Iterator[Edit]:
    """Cedilla to comma below in Romanian text, but for lines with letters that only Turkish and its sisters have.

    Text is Romanian if ``language`` says so; where nothing is said, if a line without Turkic letters has ţ, and at least half of the lines
    with a cedilla have none.
    """
    if not _CEDILLA.search(text) or (language and language.split("-")[0].lower() != "ro"):
        return
    lines = [line for line in re.finditer("[^\n]+", text) if _CEDILLA.search(line[0])]
    plain = [line for line in lines if not _TURKIC.search(line[0])]
    if language is None and (2 * len(plain) < len(lines) or not any("ţ" in line[0] or "Ţ" in line[0] for line in plain)):
        return
    for line in plain:
        for match in _CEDILLA.finditer(line[0]):
            yield Edit(line.start() + match.start(), line.start() + match.end(), _COMMA[match[0]])


def nfc(text: str) -> Iterator[Edit]:
    """Every cluster that is not in normalisation form C."""
    if unicodedata.is_normalized("NFC", text):
        return
    for match in _CLUSTER.finditer(text):
        composed = _composed(match[0])
        if composed != match[0]:
            yield Edit(match.start(), match.end(), composed)


def _composed(cluster: str) -> str:
    if len(cluster) <= LONG:
        return unicodedata.normalize("NFC", cluster)
    apart = "".join(unicodedata.normalize("NFD", char) for char in cluster)
    pieces: list[str] = []
    marks: list[str] = []
    for char in apart:
        if unicodedata.combining(char):
            marks.append(char)
            continue
        pieces += [*sorted(marks, key=unicodedata.combining), char]
        marks = []
    return unicodedata.normalize("NFC", "".join([*pieces, *sorted(marks, key=unicodedata.combining)]))
