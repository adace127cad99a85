"""The default model: which byte n-grams a text holds, and what each says of each language.

The model is py3langid's (see ``build.py``): an automaton that gives, for each byte, the longest known n-gram (1 to 6 bytes) that ends there, and a table of
what each n-gram says of each language. Only integers add up here, so every machine gets the same sums. The automaton forgets what lies more than six
bytes back, so a text is walked in many short stretches at once, each begun five bytes early: the same n-grams as a walk byte by byte, a tenth of the time.
"""

from __future__ import annotations

import hashlib
import io
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from normalizer.identify import softmax
from normalizer.identify.names import folder

#: Weights are integers in 1/64 nat above -15 (py3langid's lie between -14.99 and -2.73, in float16: steps of 1/128).
UNIT, OFFSET = 64, 15
#: Longest n-gram less one: how far back the automaton must begin to be in the right state.
WARM = 5
#: Sampled per segment: this many stretches of this many bytes. Of 3,660
#: sentences of 40 characters and more in 80 languages, 24 n-grams let one language lead by 3 nats in 94 %, a wrong one in 31 of them.
STRETCHES, STRETCH = 6, 4
#: Of a single segment no more bytes than this are scored, and no more segments at a time: memory stays bounded.
MOST_BYTES, MOST_SEGMENTS, MOST_TOGETHER = 3000, 256, 32
#: A count n weighs ln(1 + n), in 1/64: py3langid's own damping. Counts beyond the table weigh as its last.
DAMPED = np.array([softmax.ln(1 + n) * 64 // softmax.UNIT for n in range(65)], dtype=np.float64)

_TRUE = np.ones(1, dtype=bool)

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Segments:
    """Segments as one run of bytes, NUL between them: no n-gram holds a NUL, so each is walked as if it stood alone."""

    data: npt.NDArray[np.uint8]
    starts: npt.NDArray[np.intp]
    sizes: npt.NDArray[np.intp]


def encode(texts: Sequence[str]) -> Segments:
    """As py3langid does: UTF-8 of the NFC form, a text all in capitals in small letters."""
    joined = "\0".join([text.lower() if text.isupper() else text for text in texts])
    if joined.count("\0") != len(texts) - 1:  # U+0000 in the text itself
        joined = "\0".join([(text.lower() if text.isupper() else text).replace("\0", " ") for text in texts])
    if not joined.isascii():
        joined = unicodedata.normalize("NFC", joined)
    data = np.frombuffer(joined.encode("utf-8", "surrogatepass"), dtype=np.uint8)
    ends = np.append(np.flatnonzero(data == 0), len(data))
    starts = np.empty_like(ends)
    starts[0] = 0
    starts[1:] = ends[:-1] + 1
    return Segments(data, starts, ends - starts)


class Model:
    """py3langid's model in integers. Read-only after it is made: threads share it."""

    def __init__(self, file: Path) -> None:
        """Load the derived file. ValueError: its bytes are not those that its note names."""
        packed = file.read_bytes()
        note = tomllib.loads(file.with_suffix(".toml").read_text(encoding="utf-8"))
        if hashlib.sha256(packed).hexdigest() != note["sha256"]:
            raise ValueError(f"{file} is damaged: reinstall article-normalizer, or make it again with python -m normalizer.identify.build")
        with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
            self.names: tuple[str, ...] = tuple(str(name) for name in arrays["names"])
            self._prior: Ints = arrays["prior"].astype(np.int32)
            own = np.unpackbits(arrays["own"], count=len(arrays["children"])).astype(bool)
            self._next: Ints
            self._row: npt.NDArray[np.intp]
            self._gram: Ints
            self._next, self._row, self._gram = _automaton(arrays["children"], arrays["letters"], own)
            self._table: npt.NDArray[np.int16] = _table(arrays)

    def sampled(self, segments: Segments) -> Ints:
        """Scores of 24 n-grams of each segment, one row a segment, a column a language, in 1/64 nat. Short segments have theirs counted more than once."""
        parts = [slice(at, at + MOST_SEGMENTS) for at in range(0, len(segments.starts), MOST_SEGMENTS)]
        rows = [self._sampled(segments.data, segments.starts[part], segments.sizes[part]) for part in parts]
        return rows[0] if len(rows) == 1 else np.concatenate(rows)

    def _sampled(self, data: npt.NDArray[np.uint8], starts: npt.NDArray[np.intp], sizes: npt.NDArray[np.intp]) -> Ints:
        begin, end = int(starts[0]), int(starts[-1] + sizes[-1])
        # Before and after the text stand NULs: they say nothing. (A segment of three bytes reads into the next; so short a one is never believed.)
        padded = np.zeros(end - begin + WARM + STRETCH, dtype=np.intp)
        padded[WARM:-STRETCH] = data[begin:end]
        room = np.maximum(sizes - STRETCH, 0)
        begins = (starts[:, None] - begin + room[:, None] * np.arange(1, STRETCHES + 1) // STRETCHES).ravel()
        grams = self._walk(padded[np.arange(WARM + STRETCH)[:, None] + begins])
        table = self._table.take(grams.reshape(STRETCH, -1).T.reshape(len(starts), STRETCHES * STRETCH), axis=0, mode="clip")
        # 24 weights below 15 * 64 stay below 2 ** 15.
        scores: Ints = np.add.reduce(table, axis=1, dtype=np.int16) + self._prior
        return scores

    def whole(self, segments: Segments, which: Sequence[int]) -> Ints:
        """Scores of these segments by all their n-grams, each damped by its count, as py3langid does, in 1/4096 nat."""
        parts = [segments.data[segments.starts[at] :][: min(int(segments.sizes[at]), MOST_BYTES)] for at in which]
        scores = np.empty((len(parts), len(self._prior)), dtype=np.int32)
        for first in range(0, len(parts), MOST_TOGETHER):
            grams = self._grams(parts[first : first + MOST_TOGETHER])
            for at, some in enumerate(grams, first):
                scores[at] = self._weighed(some)
        return scores + self._prior * UNIT

    def _grams(self, parts: Sequence[npt.NDArray[np.uint8]]) -> list[Ints]:
        """The n-grams of each part, walked all at once, in stretches of 8 (4 to 16 take the same time on articles, longer ones more)."""
        sizes = [len(part) for part in parts]
        begins = list(accumulate(sizes, lambda at, size: at + size + 1, initial=WARM))[:-1]
        lines = -(-(begins[-1] + sizes[-1] - WARM) // 8)
        padded = np.zeros(WARM + 8 * lines, dtype=np.intp)
        for begin, part in zip(begins, parts, strict=True):
            padded[begin : begin + len(part)] = part
        step = padded.strides[0]
        grams = self._walk(np.ndarray((WARM + 8, lines), padded.dtype, padded, strides=(step, 8 * step))).T.ravel()
        return [grams[begin - WARM : begin - WARM + size] for begin, size in zip(begins, sizes, strict=True)]

    def _weighed(self, grams: Ints) -> npt.NDArray[np.float64]:
        grams = np.sort(grams)
        firsts = np.flatnonzero(np.concatenate((_TRUE, grams[1:] != grams[:-1])))[: len(grams)]
        counts = np.empty_like(firsts)
        np.subtract(firsts[1:], firsts[:-1], out=counts[:-1])
        counts[-1:] = len(grams) - firsts[-1:]
        # Floats that hold integers below 2 ** 53: exact, whatever the order they are added in.
        sums: npt.NDArray[np.float64] = DAMPED.take(counts, mode="clip") @ self._table.take(grams[firsts], axis=0, mode="clip").astype(np.float64)
        return sums

    def _walk(self, windows: npt.NDArray[np.intp]) -> Ints:
        """The longest known n-gram that ends at each byte of each column, but for the first ``WARM`` rows."""
        base = np.zeros(windows.shape[1], dtype=np.intp)
        states = np.empty(windows.shape, dtype=np.int32)
        for at, letters in enumerate(windows):
            np.add(letters, base, out=base)
            state = self._next.take(base, mode="clip")
            states[at] = state
            base = self._row.take(state, mode="clip")
        return self._gram.take(states[WARM:], mode="clip")


def _automaton(children: Any, letters: Any, own: Any) -> tuple[Any, Any, Any]:
    """Aho-Corasick over a trie given breadth first: next state by row and byte, row (times 256) of each state, n-gram of each state.

    A leaf shares the row of the state that it falls back to. The n-gram of a state that is none falls back likewise; where nothing ends, it is the
    last row of the table, which says nothing.
    """
    count = len(children)
    parent = np.repeat(np.arange(count), children)
    inner = children > 0
    row = np.cumsum(inner) - 1
    fall = np.zeros(count, dtype=np.intp)
    gram = np.where(own, np.cumsum(own) - 1, own.sum()).astype(np.int32)
    rows = np.zeros((inner.sum(), 256), dtype=np.int32)
    begin, end = 0, 1
    while begin < end:
        level = np.arange(begin, end)
        if begin > 1:  # those of one byte fall back to the root
            above = parent[level - 1]
            fall[level] = rows[row[fall[above]], letters[level]]
        leaves = level[~inner[level]]
        row[leaves] = row[fall[leaves]]
        lacking = level[~own[level]]
        gram[lacking] = gram[fall[lacking]]
        grown = level[inner[level]]
        if begin:
            rows[row[grown]] = rows[row[fall[grown]]]
        begin, end = end, end + int(children[begin:end].sum())
        below = np.arange(begin, end)
        rows[row[parent[below - 1]], letters[below]] = below
    return rows.ravel(), (row << 8).astype(np.intp), gram


def _table(arrays: Any) -> Any:
    """The weights, a row an n-gram and a column a language; the last row says nothing."""
    floor, values = arrays["floor"], arrays["low"].astype(np.int16)
    values |= arrays["high"].astype(np.int16) << 8
    count = int(np.unpackbits(arrays["own"]).sum())
    above = np.unpackbits(arrays["above"], count=count * len(floor)).view(bool)
    table = np.zeros((count + 1, len(floor)), dtype=np.int16)
    table[:-1].ravel()[above] = values
    table[:-1] += floor
    return table


@cache
def model() -> Model:
    """The model, loaded on the first call (.2 to .3 s with numpy). ``fork`` shares it, ``spawn`` loads it again; threads that ask at once may load it twice."""
    return Model(folder() / "py3langid.npz")
