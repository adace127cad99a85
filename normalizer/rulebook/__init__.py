"""Loads, checks, compiles and finds rules. The door: :func:`book`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from normalizer.rulebook.book import RuleBook
from normalizer.rulebook.cache import load_cached
from normalizer.rulebook.files import PackError
from normalizer.rulebook.match import Match

__all__ = ["Match", "PackError", "RuleBook", "book", "forget"]


def book(folders: tuple[str, ...] = ()) -> RuleBook:
    """The rule book of the shipped packs and of more folders of packs, one for all who ask. PackError: one cannot be read."""
    return _book(folders)  # `book()` and `book(())` are two keys of a cache, and were two books


@lru_cache(maxsize=4)
def _book(folders: tuple[str, ...]) -> RuleBook:
    return RuleBook(*load_cached([Path(folder) for folder in folders]))


def forget() -> None:
    """Let the books go that are kept for the life of the process: a pack was changed."""
    _book.cache_clear()
