"""Words in another script inside a sentence: a Latin sentence quoted in Chinese, an Arabic one in Turkish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from normalizer.identify import names
from normalizer.language.segments import Segment
from normalizer.language.worth import says_something

#: Words that are no names, which the rest of the sentence must hold: else it is the one with the names, in the other script as a whole.
_WORDS_LEFT = 2
#: Words that are no names, and characters, which a run must hold: a title has one or two words ("one night at dinner": too short).
_WORDS, _LENGTH = 4, 24


def with_runs(text: str, pieces: Sequence[Segment]) -> list[Segment]:
    """The pieces, each cut where a run of words in another script than the text's begins and ends. Names and titles stay where they are."""
    script = None if text.isascii() else names.script(text)
    if script is None:
        return list(pieces)
    runs = [run.span() for run in names.strange(script).finditer(text) if run.end() - run.start() >= _LENGTH and says_something(run[0], _WORDS)]
    if not runs:
        return list(pieces)
    found: list[Segment] = []
    next_run = 0
    for piece in pieces:
        while next_run < len(runs) and runs[next_run][1] <= piece.start:
            next_run += 1
        within = []
        for begin, end in islice(runs, next_run, None):
            if begin >= piece.end:
                break
            within.append((max(begin, piece.start), min(end, piece.end)))
        if not within or not says_something(_rest(text, piece, within), _WORDS_LEFT):
            found.append(piece)
            continue
        at = piece.start
        for begin, end in within:
            found += _between(text, piece, at, begin) + _between(text, piece, begin, end)
            at = end
        found += _between(text, piece, at, piece.end)
    return found


def _rest(text: str, piece: Segment, runs: Sequence[tuple[int, int]]) -> str:
    begins, ends = [piece.start, *(end for _, end in runs)], [*(begin for begin, _ in runs), piece.end]
    return " ".join([text[begin:end] for begin, end in zip(begins, ends, strict=True)])


def _between(text: str, piece: Segment, start: int, end: int) -> list[Segment]:
    bare = text[start:end].strip()
    if not bare:
        return []
    start = text.index(bare, start)
    return [replace(piece, start=start, end=start + len(bare))]
