"""What an input may be: one table, which detection, folder runs, the linter and ``normalizer formats`` all read.

A format is told by its content; the end of a name only says which files of a folder to open, and settles what content cannot (a text may begin
like a table of commas). A new format is a row here and a module that reads it.
"""

from __future__ import annotations

from normalizer.formats.looks import is_page
from normalizer.formats.table import (
    FORMATS,
    HEAD,
    Format,
    by_name,
    by_suffix,
    by_type,
    document,
    inside,
    named,
    nearest,
    packed,
    stranger,
    suffixes,
    told,
)

__all__ = [
    "FORMATS",
    "HEAD",
    "Format",
    "by_name",
    "by_suffix",
    "by_type",
    "document",
    "inside",
    "is_page",
    "named",
    "nearest",
    "packed",
    "stranger",
    "suffixes",
    "told",
]
