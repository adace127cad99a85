"""What a caller may set, and what a caller may say about one input."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from importlib.util import find_spec

#: The libraries that may choose a page's blocks.
ENGINES = ("trafilatura", "resiliparse")
#: A language tag as people write it (RFC 5646, section 2.1; `pt_BR` is how software does).
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Settings:
    """How a :class:`normalizer.Normalizer` works; the same settings and bytes give the same articles."""

    #: Only these languages may be answered (BCP 47); empty: all that the backend knows.
    languages: tuple[str, ...] = ()
    #: Tell the language of the body; where not, it is ``und``, there are no fragments, and no model is loaded for them (a linter's way).
    language: bool = True
    #: Look for pieces in other languages than the article's.
    fragments: bool = True
    #: Which language backend: ``py3langid``, ``langdetect`` or ``fasttext:PATH`` (a model file of fastText).
    backend: str = "py3langid"
    #: Which library chooses the story's blocks on a page: ``trafilatura``, or ``resiliparse`` for bulk (extra ``fast``).
    engine: str = "trafilatura"
    #: Folders with more rule packs, read after the ones that ship.
    rules: tuple[str, ...] = ()
    #: Keys of a record that may hold the text, the first present wins.
    text_keys: tuple[str, ...] = ("text", "body", "content", "raw", "maintext")

    def __post_init__(self) -> None:
        """Lists are kept as tuples. TypeError: what should be a list of strings is none; ValueError: no such engine, or its library is not installed."""
        for name in ("languages", "rules", "text_keys"):
            value = getattr(self, name)
            if not isinstance(value, (list, tuple)) or not all(isinstance(one, str) for one in value):
                raise TypeError(
                    f"the setting {name} must be a tuple of str: write ({value!r},)"
                    if isinstance(value, str)
                    else f"the setting {name} must be a tuple of str"
                )
            object.__setattr__(self, name, tuple(value))
        if self.engine not in ENGINES:
            raise ValueError(f"no engine {self.engine!r}; there are {', '.join(ENGINES)}")
        if self.engine == "resiliparse" and find_spec("resiliparse") is None:
            raise ValueError("the engine 'resiliparse' is not installed; try: pip install 'article-normalizer[fast]'")


@dataclass(frozen=True, slots=True)
class Hints:
    """What the caller knows of one input. Evidence, never a verdict."""

    path: str | None = None
    url: str | None = None
    media_type: str | None = None
    charset: str | None = None
    language: str | None = None
    headline: str | None = None
    published: str | None = None
    record: str | None = None

    def __post_init__(self) -> None:
        """Each hint as the article may carry it: NFC, no half characters, a headline on one line, a language as BCP 47 writes it.

        What says nothing (an empty string, a language that is no tag) is no hint. TypeError: a hint that is no str.
        """
        for name in self.__slots__:
            value = getattr(self, name)
            if value is None:
                continue
            if not isinstance(value, str):
                raise TypeError(f"the hint {name} must be a str, not {type(value).__name__}")
            whole = unicodedata.normalize("NFC", value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
            if name == "headline":
                whole = " ".join(whole.split())
            elif name == "language":
                whole = _tag(whole)
            object.__setattr__(self, name, whole or None)


def _tag(said: str) -> str:
    """A language tag in the case that RFC 5646 recommends (section 2.1.1: `zh-Hant-TW`); empty: it is none."""
    said = said.strip()
    if not _TAG.fullmatch(said):
        return ""
    language, *rest = re.split("[-_]", said)
    return "-".join((language.lower(), *(part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part.lower() for part in rest)))
