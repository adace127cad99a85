"""What the lists behind `@photo` or `@agency` are looked for as, and which of their words count only with a sign beside them."""

from __future__ import annotations

from collections.abc import Sequence

from normalizer.rulebook.fold import fold

#: The list of all agencies. Its forms are looked for as printed (`MA` is an agency, `ma` a word), the other lists folded.
AGENCY = "@agency"
#: A form this short stands inside too many words to be looked for bare (`AP` in `April`, `via` in `aviation`); it needs a sign beside it.
_BARE_FORM = 4
_BEFORE_AGENCY = ("(", "（", "[", "【", "/", "/ ", "=", "＝", "・", "- ", "– ", "— ", "-", ":", ": ", ", ", ". ")
_BEHIND_AGENCY = (")", "）", "]", "】", "/", "=", "＝", " -", " –", " —", "-", ".-", ":", ",")
_BESIDE_WORD = ("{}:", "{} :", "{}：", "({}", "（{}", "[{}", "【{}", "{}=", "/{}", "| {}")


def listed(words: dict[str, dict[str, list[str]]]) -> dict[str, list[str]]:
    """For each word list the folded literals that propose a rule."""
    return {name: _of_words(by_language) for name, by_language in sorted(words.items())}


def is_list(literal: str) -> bool:
    """Whether a rule's literal names a list (a lone `@` is itself: it opens no list and stands in addresses)."""
    return literal.startswith("@") and len(literal) > 1


def _of_words(by_language: dict[str, list[str]]) -> list[str]:
    words = {form for of_language in by_language.values() for word in of_language for form in (fold(word), fold(word).replace("ß", "ss"))}
    return sorted({form for word in words for form in _with_sign(word, _BESIDE_WORD)})


def is_telling(form: str) -> bool:
    """Whether a form says enough to propose a rule wherever it stands."""
    return len(form) >= _BARE_FORM or (not form.isascii() and len(form) > 1)


def has_sign(folded: str, start: int, end: int) -> bool:
    """Whether one of the signs that go with an agency's name stands beside ``folded[start:end]``."""
    return folded.endswith(_BEFORE_AGENCY, 0, start) or folded.startswith(_BEHIND_AGENCY, end)


def _with_sign(form: str, signs: Sequence[str]) -> list[str]:
    return [form] if is_telling(form) else [sign.format(form) for sign in signs]
