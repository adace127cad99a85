"""langdetect as a backend: seeded for every text, its languages masked by the text's script."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from normalizer.identify import names, softmax


def behind(text: str, among: frozenset[str]) -> dict[str, int]:
    """How far each language is behind the best, in 1/1024 nat. langdetect draws n-grams at random: from the same seed for every text.

    ValueError: one of ``among`` is unknown to it.
    """
    from langdetect.lang_detect_exception import LangDetectException

    if unknown := _unknown(among):
        raise ValueError(f"langdetect does not know {', '.join(unknown)}: leave it out of the languages, or try another backend")
    allowed = _allowed(text, among)
    if not allowed:
        return {}
    detector = _profiles().create()
    detector.seed = 0
    detector.set_prior_map(dict.fromkeys(allowed, 1.0))
    detector.append(text)
    try:
        found = detector.get_probabilities()
    except LangDetectException:  # it finds no n-gram: digits, signs
        return {}
    # Its probabilities are floats; a ten-thousandth is far above what machines differ by, and is all that is used of them.
    summed: dict[str, int] = {}
    for one in found:
        label = names.answer(one.lang, among)
        if label is not None:
            summed[label] = summed.get(label, 0) + round(one.prob * 10_000)
    best = max(summed.values(), default=0)
    return {label: softmax.ln(best) - softmax.ln(share) for label, share in sorted(summed.items(), key=lambda one: (-one[1], one[0])) if share}


@lru_cache(maxsize=64)
def _unknown(among: frozenset[str]) -> list[str]:
    known = {name for script in names.read("scripts.toml").values() if isinstance(script, dict) for name in script.get("languages", ())}
    return sorted(one for one in among if all(names.answer(name, frozenset((one,))) is None for name in known))


def _allowed(text: str, among: frozenset[str]) -> list[str]:
    script = names.script(text)
    if script == "Hani" and names.scripts()["Kana"].search(text):
        script = "Kana"
    if script is None:
        return []
    by_script: list[str] = names.read("scripts.toml")[script]["languages"]
    return [name for name in by_script if names.answer(name, among) is not None]


@cache
def _profiles() -> Any:
    import langdetect
    from langdetect.detector_factory import DetectorFactory

    factory = DetectorFactory()
    # In the order of their names: the folder's own order differs between machines.
    files = sorted((Path(langdetect.__file__).parent / "profiles").iterdir())
    factory.load_json_profile([file.read_text(encoding="utf-8") for file in files])
    return factory
