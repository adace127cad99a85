"""Texts to measure speed with: those of the benchmark data where it lies beside the checkout, else our own samples."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
SHARED = HOME.parent / "shared"
#: An article as the figures speak of it.
ARTICLE = 3000
#: Written without spaces between sentences.
_UNSPACED = {"zh", "ja", "th", "lo", "my", "km"}
_PARAGRAPHS = 6


def where(own: bool) -> str:
    """From where the texts are."""
    return "samples/" if own or not SHARED.is_dir() else "benchmark data"


def clean(own: bool) -> list[tuple[str, bytes]]:
    """Prose in which nothing is to be taken, as (language, UTF-8): of the benchmark's sentences six paragraphs of together about 3 kB."""
    if own or not SHARED.is_dir():
        articles = [json.loads(path.read_bytes()) for path in sorted((HOME / "samples" / "canonical").glob("*.json"))]
        return [(article["language"], article["body"].encode()) for article in articles if "fragments" not in article]
    pools: dict[str, list[str]] = defaultdict(list)
    for line in (SHARED / "textbench" / "sentences.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        pools[row["lang"]].append(row["text"])
    return [(language, _article(language, pool)) for language, pool in sorted(pools.items()) if len(pool) >= 10]


def _article(language: str, pool: list[str]) -> bytes:
    """Six paragraphs of a language's sentences, about as long as an article is; no sentence stands twice."""
    paragraphs: list[list[str]] = [[] for _ in range(_PARAGRAPHS)]
    size = 0
    for sentence in dict.fromkeys(pool):
        if size >= ARTICLE:
            break
        paragraphs[size * _PARAGRAPHS // ARTICLE].append(sentence)
        size += len(sentence.encode())
    glue = "" if language in _UNSPACED else " "
    return "\n\n".join(glue.join(paragraph) for paragraph in paragraphs if paragraph).encode()


def noisy(own: bool) -> list[tuple[str, bytes]]:
    """Articles as they are found, with what wires and pages wrap around them, as (name, bytes)."""
    if own or not SHARED.is_dir():
        return [(path.name, path.read_bytes()) for path in sorted((HOME / "samples" / "raw").glob("*.txt"))]
    cases = [json.loads(line) for line in (SHARED / "wirebench" / "dev.jsonl").open(encoding="utf-8")]
    return [(case["id"], case["raw"].encode()) for case in cases]
