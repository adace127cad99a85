"""What a reader of records hands out besides articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from normalizer.article import Article, Caution
from normalizer.extract import Extracted
from normalizer.settings import Hints, Settings

_CAUTIONS = {
    "number": Caution("record/number", "A number that not every JSON reader can hold is kept as a string."),
    "surrogate": Caution("record/surrogate", "Half a surrogate pair means nothing; U+FFFD stands for it."),
    "stale": Caution("record/stale-id", "The id was not that of the headline and body, and has been made anew."),
    "empty": Caution("record/no-text", "None of the keys that may hold the text does."),
}


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input, or a record of one, that gave no article: where it begins in ``source`` (bytes), why, and its bytes as they were."""

    source: str
    offset: int
    reason: str
    raw: bytes


class NotARecord(ValueError):
    """What should be a record is no JSON object that a lenient reader takes; the message says why."""


class Normalizes(Protocol):
    """What a record asks of the pipeline: :class:`normalizer.Normalizer`, or a stand-in."""

    @property
    def settings(self) -> Settings:
        """With the keys that may hold a text."""

    def normalize(self, data: bytes | str, hints: Hints | None = None) -> Article:
        """The article in the data."""

    def normalize_all(self, data: bytes | str, hints: Hints | None = None) -> Iterator[Article]:
        """Every article in the data, in order."""

    def extracted(self, text: str, hints: Hints) -> Extracted:
        """The first story in a text, by what the text looks like."""

    def story(self, story: Extracted, hints: Hints) -> Article:
        """The article of a story that has been taken out of its container already."""


def warned(article: Article, changed: set[str]) -> Article:
    """The article with a caution for each change (``number``, ``surrogate``, ``stale``, ``empty``), each of them once."""
    new = tuple(_CAUTIONS[change] for change in sorted(changed) if _CAUTIONS[change] not in article.warnings)
    return replace(article, warnings=article.warnings + new) if new else article


def may_hold(data: bytes | str) -> bool:
    """Whether a document begins as JSON records do; a first look that reads no more than its head."""
    if isinstance(data, bytes) and data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return True  # UTF-16 and UTF-32 are read as JSON before they are known to be none
    head = data[:64].decode("utf-8", "ignore") if isinstance(data, bytes) else data[:64]
    return head.lstrip("\ufeff \t\r\n").startswith(("{", "["))
