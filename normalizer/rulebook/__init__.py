"""Loads, checks, compiles and finds rules. The door: :func:`book`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from normalizer.rulebook.book import RuleBook
from normalizer.rulebook.cache import load_cached
from normalizer.rulebook.check import PackError
from normalizer.rulebook.match import Match

__all__ = ["Match", "PackError", "RuleBook", "book"]


@lru_cache(maxsize=4)
def book(folders: tuple[str, ...] = ()) -> RuleBook:
    """The rule book of the shipped packs and of more folders of packs. PackError: one cannot be read."""
    return RuleBook(*load_cached([Path(folder) for folder in folders]))
