"""fastText as a backend: ``fasttext:PATH``, with the path of lid.176.ftz or lid.176.bin (CC BY-SA 3.0, so not shipped here)."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from normalizer.identify import names, softmax


def behind(text: str, path: str, among: frozenset[str]) -> dict[str, int]:
    """How far each language is behind the best, in 1/1024 nat. ValueError: no model at ``path``, or no fastText."""
    found = _model(path).predict(" ".join(text.split()), k=-1 if among else 12, threshold=0.0)
    summed: dict[str, int] = {}
    latin = names.script(text) == "Latn"
    for label, share in zip(*found, strict=True):
        name = label.removeprefix("__label__")
        answered = names.answer("sr-Latn" if name == "sr" and latin else name, among)
        if answered is not None:
            # As with langdetect: no more of the float than every machine agrees on.
            summed[answered] = summed.get(answered, 0) + round(float(share) * 10_000)
    best = max(summed.values(), default=0)
    return {label: softmax.ln(best) - softmax.ln(share) for label, share in sorted(summed.items(), key=lambda one: (-one[1], one[0])) if share}


@cache
def _model(path: str) -> Any:
    if not path or not Path(path).is_file():
        raise ValueError(f"no fastText model at {path!r}: name one as fasttext:/path/to/lid.176.ftz")
    try:
        fasttext = import_module("fasttext")
    except ImportError:
        raise ValueError("the fasttext backend is not installed: pip install fasttext-predict") from None
    return fasttext.load_model(path)
