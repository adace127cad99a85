"""What the lists behind `@photo` or `@agency` are looked for as: folded, and those that prose is full of with a sign beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from normalizer.rulebook.fold import fold

#: A form this short stands inside too many words to be looked for bare (`AP` in `April`, `via` in `aviation`); it needs a sign beside it.
_BARE_FORM = 4
_BESIDE_AGENCY = (
    *("({}", "{})", "（{}", "{}）", "[{}", "{}]", "【{}", "{}】", "/{}", "{}/", "/ {}", "={}", "{}=", "＝{}", "{}＝", "・{}"),
    *("{} -", "{} –", "{} —", "- {}", "– {}", "— {}", "-{}", "{}-", "{}.-", "{}:", ":{}", ": {}", ", {}", "{},", ". {}"),
)
_BESIDE_WORD = ("{}:", "{} :", "{}：", "({}", "（{}", "[{}", "【{}", "{}=", "/{}", "| {}")


def listed(words: dict[str, dict[str, list[str]]], agencies: Sequence[dict[str, Any]]) -> dict[str, list[str]]:
    """For each word list, and for ``agency``, the folded literals that propose a rule."""
    return {name: _of_words(by_language) for name, by_language in sorted(words.items())} | {"agency": _of_agencies(agencies)}


def is_list(literal: str) -> bool:
    """Whether a rule's literal names a list (a lone `@` is itself: it opens no list and stands in addresses)."""
    return literal.startswith("@") and len(literal) > 1


def _of_words(by_language: dict[str, list[str]]) -> list[str]:
    words = {form for of_language in by_language.values() for word in of_language for form in (fold(word), fold(word).replace("ß", "ss"))}
    return sorted({form for word in words for form in _with_sign(word, _BESIDE_WORD)})


def _of_agencies(agencies: Sequence[dict[str, Any]]) -> list[str]:
    forms: set[str] = set()
    for agency in agencies:
        weak = {fold(form) for form in agency.get("weak", ())}
        for form in map(fold, agency["forms"]):
            forms.update([sign.format(form) for sign in _BESIDE_AGENCY] if form in weak else _with_sign(form, _BESIDE_AGENCY))
    return sorted(forms)


def _with_sign(form: str, signs: Sequence[str]) -> list[str]:
    alone = len(form) >= _BARE_FORM or (not form.isascii() and len(form) > 1)
    return [form] if alone else [sign.format(form) for sign in signs]
