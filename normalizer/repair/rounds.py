"""The repairs in their order, round after round until nothing is left to do, and the cautions about what cannot be mended."""

from __future__ import annotations

from normalizer.article import Caution, Repair
from normalizer.repair import controls, gate, legacy, letters, lost, mojibake
from normalizer.repair.ledger import Ledger

#: Text broken twice or thrice is mended in as many rounds, and the last round finds nothing to do. Nobody has seen it broken eight times.
ROUNDS = 8


def run(text: str, language: str | None) -> tuple[str, tuple[Repair, ...], tuple[Caution, ...]]:
    """T, the repairs in T's coordinates, the cautions."""
    ledger = Ledger(text)
    for _ in range(ROUNDS):
        before = ledger.text
        _round(ledger, language)
        if ledger.text == before:
            break
    return ledger.text, ledger.repairs(), (*controls.warn(ledger.text), *lost.warn(ledger.text))


def _round(ledger: Ledger, language: str | None) -> None:
    doubts = gate.doubts(ledger.text)
    if doubts & gate.SURROGATE:
        ledger.apply("surrogate", controls.surrogates(ledger.text))
        doubts = gate.doubts(ledger.text)
    if doubts & gate.LEGACY:
        ledger.apply("encoding", legacy.edits(ledger.text))
    if doubts & gate.MOJIBAKE:
        ledger.apply("mojibake", mojibake.edits(ledger.text))
    if doubts & gate.HIDDEN or gate.doubts(ledger.text) & gate.HIDDEN:
        ledger.apply("control", controls.removed(ledger.text))
    ledger.apply("letter", letters.romanian(ledger.text, language))
    ledger.apply("nfc", letters.nfc(ledger.text))
