"""Word lists as patterns: every way a word is printed, in its language's own case, and nothing else."""

from __future__ import annotations

import pytest
import re2

from normalizer.rulebook import book
from normalizer.rulebook.fold import variants
from normalizer.rulebook.patterns import written


def matches(lists: dict[str, list[str]], text: str) -> bool:
    return bool(re2.fullmatch(written({"list": lists})["list"], text))


@pytest.mark.parametrize(
    ("language", "word", "printed"),
    [
        ("en", "Photo by", ["Photo by", "photo by", "PHOTO BY", "Photo  By", "Photo\u00a0by"]),
        ("tr", "Haberi", ["Haberi", "haberi", "HABERİ"]),
        ("tr", "Yazı", ["Yazı", "yazı", "YAZI"]),
        ("az", "İcra", ["İcra", "icra", "İCRA"]),
        ("de", "Straße", ["Straße", "straße", "STRASSE"]),
        ("el", "Πηγές", ["Πηγές", "πηγές", "ΠΗΓΈΣ"]),
        ("ru", "Автор", ["Автор", "автор", "АВТОР"]),
        ("ka", "ავტორი", ["ავტორი"]),
        ("en", "(ed.)", ["(ed.)", "(ED.)"]),
    ],
)
def test_a_word_is_matched_as_its_language_prints_it(language: str, word: str, printed: list[str]) -> None:
    assert [form for form in printed if not matches({language: [word]}, form)] == []
    assert [form for form in printed if matches({language: [word]}, f"{form}s") or matches({language: [word]}, form[:-1])] == []


def test_of_several_words_the_longest_is_matched() -> None:
    found = re2.match(written({"list": {"en": ["Photo", "Photo by", "Photo by courtesy of"]}})["list"], "PHOTO BY COURTESY OF Jane Roe")
    assert found[0] == "PHOTO BY COURTESY OF"


def test_every_shipped_word_is_matched_in_every_variant() -> None:
    words = book().words
    for name, by_language in words.lists.items():
        options = re2.Options()
        options.log_errors = False
        pattern = re2.compile(words.written[name], options)
        missed = [
            form for language, listed in by_language.items() for word in listed for form in variants(word, language) if not pattern.fullmatch(form)
        ]
        assert (name, missed) == (name, [])
