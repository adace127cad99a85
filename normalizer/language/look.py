"""What a backend says of the segments of one article: a glance at all, a long look at those that need it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from normalizer import identify
from normalizer.identify import names, softmax
from normalizer.settings import Settings

#: A glance is believed where the language leads all others by this much (1/64 nat over 24 n-grams): 3 nats. Of 3,660
#: sentences in 80 languages five did so for one of 14 other languages (Galician as Portuguese, Malay as Indonesian).
_CLEAR = 192
#: Where a language that is not the article's leads by this much, no long look is needed either: of those
#: sentences this is wrong of one.
_CLEARER = 1000
#: Shorter than this, in characters, a text has fewer than 24 n-grams, and what it has counts more than once.
_SHORT = 40
#: The glance alone names the article's language where its leads add up to this (1/64 nat) and it holds more than the next and all that is open.
_SURE = 20 * 64
#: At most so many characters are looked at long for the article's language.
_MOST = 3000

_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


class Look:
    """What the backend of the settings says of ``texts``."""

    def __init__(self, texts: Sequence[str], settings: Settings) -> None:
        self.texts = texts
        self._backend = settings.backend
        self._among = frozenset(settings.languages)
        self._glance = None
        self._behind: dict[int, Mapping[str, int]] = {}
        if texts and settings.backend == "py3langid":
            from normalizer.identify import py3langid

            self._glance = py3langid.glance(texts, self._among)

    def behind(self, which: Sequence[int]) -> list[Mapping[str, int]]:
        """How far each language is behind the best for these texts (1/1024 nat); empty for one without letters."""
        new = [at for at in which if at not in self._behind]
        self._behind.update(zip(new, self._ask([self.texts[at] for at in new]), strict=True))
        return [self._behind[at] for at in which]

    def _ask(self, texts: Sequence[str]) -> list[Mapping[str, int]]:
        if self._glance is not None:
            from normalizer.identify import py3langid

            wordy = [text for text in texts if names.lettered(text)]
            found = iter(py3langid.behind(wordy, self._among) if wordy else ())
            return [next(found) if names.lettered(text) else {} for text in texts]
        return [identify.behind(text, self._backend, self._among) for text in texts]

    def doubtful(self, language: str) -> list[int]:
        """The texts that a glance does not clearly find in ``language``."""
        if self._glance is None or language not in self._glance.labels:
            return list(range(len(self.texts)))
        leads = self._glance.leads(language)
        return [at for at, lead in enumerate(leads) if lead < (_CLEAR if len(self.texts[at]) >= _SHORT else 3 * _CLEAR)]

    def quick(self, which: Sequence[int]) -> list[Mapping[str, int]]:
        """The same, but by the glance alone where that is clear."""
        if self._glance is not None:
            clear = self._glance.clearly(_CLEARER)
            self._behind.update({at: {clear[at]: 0} for at in which if at in clear and at not in self._behind and len(self.texts[at]) >= _SHORT})
        return self.behind(which)

    def main(self, story: Sequence[int], hint: str | None) -> tuple[str, int] | None:
        """The language of these texts together, and its share per mille; None where nothing can be said. ``hint`` decides between near ones."""
        clear = self._at_a_glance(story)
        if clear is not None:
            return clear, 1000
        votes: Counter[str] = Counter()
        length = 0
        for at in story:
            heavy = _weight(self.texts[at])
            for name, share in softmax.shares(self.behind([at])[0]):
                votes[name] += share * heavy
            length += heavy if self._behind[at] else 0
            if length > _MOST:
                break
        if len(story) > 1:
            together = self._ask([" ".join(self.texts[at] for at in story)[:_MOST]])[0]
            for name, share in softmax.shares(together):
                votes[name] += share * length
            length *= 2
        if not length:
            return None
        ranked = softmax.per_mille(votes.items())
        hinted = next((one for one in ranked if hint and one[0] == identify.group(hint) and 3 * one[1] >= ranked[0][1]), None)
        return hinted or ranked[0]

    def _at_a_glance(self, story: Sequence[int]) -> str | None:
        """The language that clearly holds more of the story than any other could."""
        if self._glance is None or len(story) < 2:
            return None
        best = self._glance.best()
        weights = [_weight(self.texts[at]) for at in story]
        votes: Counter[str] = Counter()
        for at, heavy in zip(story, weights, strict=True):
            votes[best[at]] += heavy
        first = max(sorted(votes), key=lambda name: votes[name])
        leads = self._glance.leads(first)
        ours = sum(heavy for at, heavy in zip(story, weights, strict=True) if leads[at] >= _CLEAR)
        open_ = sum(heavy for at, heavy in zip(story, weights, strict=True) if -_CLEAR < leads[at] < _CLEAR)
        rival = max((votes[name] for name in votes if name != first), default=0)
        sure = sum(leads[at] for at in story if leads[at] > 0) >= _SURE
        return first if sure and ours > rival + open_ and first != "und" else None


def _weight(text: str) -> int:
    """How much a text says: its characters, ideographs and syllables of Hangul and Kana counted twice."""
    return len(text) if text.isascii() else len(text) + len(_DENSE.findall(text))
