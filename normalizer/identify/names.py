"""What a model's own names are answered as, and which script a text is in. Data: ``rules/blocks/identify``."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

#: A letter makes evidence from this many on; fewer and nothing is said.
FEWEST_LETTERS = 3


def folder() -> Path:
    """Where the data of this package lies: in the wheel ``normalizer/rules``, in a checkout ``rules`` beside the package. (A leaf: it asks nobody.)"""
    package = Path(__file__).resolve().parents[1]
    inside = package / "rules" / "blocks" / "identify"
    return inside if inside.is_dir() else package.parent / "rules" / "blocks" / "identify"


@cache
def read(name: str) -> dict[str, Any]:
    """One of the TOML files of the folder."""
    return tomllib.loads((folder() / name).read_text(encoding="utf-8"))


def group(name: str) -> str:
    """The name that stands for all languages written alike: ``bs``, ``sr-Latn`` -> ``hr``; ``nn`` -> ``nb``; ``zh-Hant`` -> ``zh``."""
    same: dict[str, str] = read("languages.toml")["same"]
    return same.get(name) or same.get(name.split("-")[0]) or name.split("-")[0]


def answer(name: str, among: frozenset[str]) -> str | None:
    """What a model's ``name`` is answered as; None where it is not among those asked for (empty: all are)."""
    if not among:
        return group(name)
    for asked in (group(name), name, name.split("-")[0]):
        if asked in among:
            return asked
    # zh-Hans was asked for, the model says zh; the characters tell the rest.
    return group(name) if any(group(one) == group(name) and "-" in one for one in among) else None


@cache
def scripts() -> dict[str, re.Pattern[str]]:
    """A pattern for one letter of each script."""
    return {name: re.compile(f"[{script['letters']}]") for name, script in read("scripts.toml").items() if name != "source"}


@lru_cache(maxsize=8192)
def _script_of(char: str) -> str | None:
    return next((name for name, letter in scripts().items() if letter.match(char)), None)


def script(text: str) -> str | None:
    """The script of most of the letters, by its ISO 15924 name; of a long text, of some sixty characters spread over it."""
    if text.isascii():
        return "Latn" if lettered(text) else None
    counts = Counter(map(_script_of, text[:: 1 + len(text) // 60]))
    del counts[None]
    return max(sorted(counts, key=str), key=lambda name: counts[name], default=None)


@cache
def akin(script: str) -> frozenset[str]:
    """The script and those that go with it: Kana with Hani."""
    return frozenset((script, *read("scripts.toml")[script].get("with", ())))


@cache
def strange(script: str) -> re.Pattern[str]:
    """A pattern for a run of text in other scripts than ``script`` and those that go with it: from a letter to the last before one's own, in one line."""
    all_scripts = {name: part for name, part in read("scripts.toml").items() if name != "source"}
    own = akin(script)
    inside = "".join(part["letters"] for name, part in all_scripts.items() if name in own)
    outside = "".join(part["letters"] for name, part in all_scripts.items() if name not in own)
    return re.compile(f"[{outside}](?:[^{inside}\n]*[{outside}])?")


def lettered(text: str) -> bool:
    """Whether there are letters enough to say anything."""
    count = 0
    for char in text:
        if char.isalpha():
            count += 1
            if count == FEWEST_LETTERS:
                return True
    return False


def without_impossible(behind: dict[str, int], text: str) -> dict[str, int]:
    """No Chinese where a tenth of the letters are Kana: a line of Japanese names and one particle looks Chinese to a model."""
    if next(iter(behind), None) != "zh" or len(behind) < 2 or 10 * len(scripts()["Kana"].findall(text)) < len(scripts()["Hani"].findall(text)):
        return behind
    del behind["zh"]
    nearest = next(iter(behind.values()))
    return {name: far - nearest for name, far in behind.items()}


def written(language: str, text: str) -> str:
    """The tag with what the characters tell: ``zh-Hans`` or ``zh-Hant``, ``ckb`` for Kurdish in Arabic letters, ``sr`` for Serbian in Cyrillic ones."""
    if language == "zh":
        # Python's own tables of the two national standards: what only one of them holds is a simplified or a traditional character.
        simplified, traditional = (set(_encodable(text, charset)) for charset in ("gb2312", "big5"))
        only_simplified, only_traditional = len(simplified - traditional), len(traditional - simplified)
        if only_simplified > 3 * only_traditional:
            return "zh-Hans"
        return "zh-Hant" if only_traditional > 3 * only_simplified else "zh"
    if language == "ku" and script(text) == "Arab":
        return "ckb"
    if language == "sr" and script(text) == "Latn":
        return "sr-Latn"
    return language


def _encodable(text: str, charset: str) -> str:
    return text.encode(charset, "ignore").decode(charset)
