"""The default backend: py3langid's model, its columns merged into the languages that are answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from normalizer.identify import names, ngrams, softmax
from normalizer.identify.ngrams import Ints

#: What is further behind than this (1/1024 nat) is not worth naming.
FURTHEST = 8 * softmax.UNIT
#: The handicap of a rare language, 1/1024 nat.
RARE = softmax.UNIT
#: Under any score.
_NEVER = -1_000_000


@dataclass(frozen=True, slots=True)
class View:
    """Which columns of the model are answered as which language: ``columns`` sorted by ``labels``, each label beginning at its ``firsts``."""

    labels: tuple[str, ...]
    columns: np.ndarray[tuple[int], np.dtype[np.intp]]
    firsts: np.ndarray[tuple[int], np.dtype[np.intp]]
    #: Labels that must lead by ``RARE``: languages hardly any press is written in, unless asked for.
    rare: frozenset[str]

    def merge(self, scores: Ints) -> Ints:
        """Scores by column as scores by label: the best of each label's columns."""
        merged: Ints = np.maximum.reduceat(scores.take(self.columns, axis=1), self.firsts, axis=1)
        return merged


@lru_cache(maxsize=64)
def view(among: frozenset[str]) -> View:
    """The view that answers only ``among`` (empty: all). ValueError: one of them is unknown to the model."""
    answered = [(label, column) for column, name in enumerate(ngrams.model().names) if (label := names.answer(name, among)) is not None]
    known = {names.group(label) for label, _ in answered}
    unknown = sorted(name for name in among if names.group(name) not in known)
    if unknown or not answered:
        raise ValueError(f"py3langid does not know {', '.join(unknown)}: leave it out of the languages, or try another backend")
    answered.sort()
    labels = [label for label, _ in answered]
    firsts = [at for at, label in enumerate(labels) if at == 0 or labels[at - 1] != label]
    rare = frozenset(names.read("languages.toml")["rare"]) - among
    return View(tuple(labels[at] for at in firsts), np.array([column for _, column in answered]), np.array(firsts), rare)


def behind(texts: Sequence[str], among: frozenset[str]) -> list[dict[str, int]]:
    """For each text, how far each language is behind the best, tempered, in 1/1024 nat; those out of the race left out."""
    seen = view(among)
    segments = ngrams.encode(texts)
    scores = seen.merge(ngrams.model().whole(segments, range(len(texts)))).astype(np.int64)
    sizes = np.minimum(segments.sizes, ngrams.MOST_BYTES).tolist()
    far = [_behind(row, size, seen) for row, size in zip(scores, sizes, strict=True)]
    return [names.without_impossible(one, text) for one, text in zip(far, texts, strict=True)]


def _behind(row: Ints, size: int, seen: View) -> dict[str, int]:
    far = softmax.tempered(row.max() - row, size)
    near = np.flatnonzero(far < FURTHEST + RARE)
    ranked = sorted(
        [(away + RARE * (seen.labels[at] in seen.rare), seen.labels[at]) for at, away in zip(near.tolist(), far[near].tolist(), strict=True)]
    )
    return {label: away - ranked[0][0] for away, label in ranked if away - ranked[0][0] < FURTHEST}


@dataclass(frozen=True, slots=True)
class Glance:
    """A first look at some texts by a sample of each: quick, and right where it is clear. Distances in 1/64 nat over 24 n-grams."""

    labels: tuple[str, ...]
    scores: Ints
    sizes: tuple[int, ...]

    def best(self) -> list[str]:
        """The likeliest language of each text."""
        return [self.labels[at] for at in self.scores.argmax(axis=1).tolist()]

    def leads(self, language: str) -> list[int]:
        """By how much ``language`` leads all others in each text (negative: it does not)."""
        column = self.labels.index(language)
        rivals = self.scores.copy()
        rivals[:, column] = _NEVER
        lead: list[int] = (self.scores[:, column] - rivals.max(axis=1)).tolist()
        return lead

    def clearly(self, lead: int) -> dict[int, str]:
        """The texts in which one language leads all others by so much, and which."""
        if len(self.labels) == 1:
            return dict.fromkeys(range(len(self.sizes)), self.labels[0])
        ordered = np.partition(self.scores, -2, axis=1)
        clear = np.flatnonzero(ordered[:, -1] - ordered[:, -2] >= lead).tolist()
        best = self.best()
        return {at: best[at] for at in clear}


def glance(texts: Sequence[str], among: frozenset[str]) -> Glance:
    """A first look at these texts."""
    seen = view(among)
    segments = ngrams.encode(texts)
    return Glance(seen.labels, seen.merge(ngrams.model().sampled(segments)), tuple(segments.sizes.tolist()))
