"""What a caller may set, and what a caller may say about one input."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from importlib.util import find_spec

#: The libraries that may choose a page's blocks.
ENGINES = ("trafilatura", "resiliparse")


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
        """ValueError: an engine that there is not, or whose library is not installed."""
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
        """Each hint as the article may carry it: NFC, no half characters, a headline on one line. TypeError: a hint that is no str."""
        for name in self.__slots__:
            value = getattr(self, name)
            if value is None:
                continue
            if not isinstance(value, str):
                raise TypeError(f"the hint {name} must be a str, not {type(value).__name__}")
            whole = unicodedata.normalize("NFC", value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
            object.__setattr__(self, name, " ".join(whole.split()) if name == "headline" else whole)
