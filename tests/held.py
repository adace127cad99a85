"""How much memory a piece of work holds, and how many articles a file gives while none is kept."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable

from normalizer.corpus.inputs import Found, find
from normalizer.corpus.read import items
from normalizer.corpus.work import Item


def peak(work: Callable[[], object]) -> int:
    """The most memory, in bytes, that Python holds beyond what it held before."""
    work()  # what is loaded once is no memory of the file
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def numbered(name: str) -> int:
    """How many articles a file holds; none of them is kept."""
    return sum(isinstance(task, Item) for found in find([name]) if isinstance(found, Found) for task in items(found))
