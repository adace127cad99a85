"""Records: JSON objects that hold an article under one of their keys. The doors: :func:`article_of` for one, :func:`records_in` for a document."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from normalizer.records.kinds import Normalizes as Normalizes
    from normalizer.records.kinds import NotARecord as NotARecord
    from normalizer.records.kinds import Rejected as Rejected
    from normalizer.records.kinds import may_hold as may_hold
    from normalizer.records.read import Records as Records
    from normalizer.records.read import article_of as article_of
    from normalizer.records.read import of_value as of_value
    from normalizer.records.read import records_in as records_in
    from normalizer.records.stamps import moment as moment

__all__ = ["Normalizes", "NotARecord", "Records", "Rejected", "article_of", "may_hold", "moment", "of_value", "records_in"]

#: Where these names live; imported when first asked for: a linter of one text reads no archives and writes no files.
_HOMES = {
    "Normalizes": "kinds",
    "NotARecord": "kinds",
    "Records": "read",
    "Rejected": "kinds",
    "article_of": "read",
    "may_hold": "kinds",
    "moment": "stamps",
    "of_value": "read",
    "records_in": "read",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"normalizer.records.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'normalizer.records' has no attribute {name!r}")
