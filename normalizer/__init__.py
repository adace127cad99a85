"""Raw news articles in, canonical articles out.

>>> import normalizer
>>> normalizer.normalize("MADRID, 5 mar (EFE).- El Gobierno aprobó hoy la ley.").body
'El Gobierno aprobó hoy la ley.'
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from normalizer.article import Article as Article
    from normalizer.pipeline import Normalizer as Normalizer
    from normalizer.records import Rejected as Rejected
    from normalizer.settings import Hints as Hints
    from normalizer.settings import Settings as Settings

__version__ = "0.1.0"
__all__ = ["Article", "Hints", "Normalizer", "Rejected", "Settings", "normalize", "normalize_all"]

#: Where the public names live; imported when first asked for, so that ``import normalizer`` costs nothing.
_HOMES = {"Article": "article", "Rejected": "records", "Hints": "settings", "Settings": "settings", "Normalizer": "pipeline"}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"normalizer.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'normalizer' has no attribute {name!r}")


def normalize(data: bytes | str, **hints: str) -> Article:
    """The first article in ``data``: bytes in any encoding, or text.

    Hints are evidence and never verdicts: ``path``, ``url``, ``media_type``, ``charset``, ``language``, ``headline``, ``published``.
    Never raises on content; the worst input gives an article with ``warnings``. TypeError: wrong use.
    """
    from normalizer.settings import Hints

    return _default().normalize(data, Hints(**hints) if hints else None)


def normalize_all(data: bytes | str, **hints: str) -> Iterator[Article]:
    """Every article in ``data``, in order; the hints are those of :func:`normalize`."""
    from normalizer.settings import Hints

    return _default().normalize_all(data, Hints(**hints) if hints else None)


@lru_cache(maxsize=1)
def _default() -> Normalizer:
    from normalizer.pipeline import Normalizer

    return Normalizer()
