"""What an input may be: the table of formats that the program reads."""

from __future__ import annotations

from collections.abc import Iterator

from generators.markup import Page, inert, table
from normalizer.formats import FORMATS


def pages() -> Iterator[Page]:
    """One page."""
    rows = (
        (f"`{one.name}`", inert(one.what), inert(one.told), " ".join(f"`{suffix}`" for suffix in one.suffixes), f"`{one.extra}`" if one.extra else "")
        for one in FORMATS
    )
    head = (
        "What `normalizer run` reads. A format is told by its content; the end of a name only says which files of a folder to open, and settles what content "
        "cannot. Where an extra is named, the format needs it: `pip install 'article-normalizer[EXTRA]'`."
    )
    text = f"# Formats\n\n{head}\n\n{table(('name', 'is', 'told by', 'names end in', 'extra'), rows)}\n"
    yield Page("reference/formats.md", "Formats", text)
