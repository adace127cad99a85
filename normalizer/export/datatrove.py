"""datatrove's records, as its ``JsonlReader`` takes them: ``text``, ``id``, and all else of the article under ``metadata``. Nothing is lost."""

from __future__ import annotations

from typing import Any

from normalizer.article import Article


def write(article: Article) -> dict[str, Any]:
    """The article as a record of datatrove. ``metadata.schema`` says that it was an ``article/1``, so that it is read back as one, whole."""
    metadata = article.to_dict()
    return {"text": metadata.pop("body"), "id": metadata.pop("id"), "metadata": metadata}
