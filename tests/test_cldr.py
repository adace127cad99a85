"""The generated month file is what CLDR and the hand-written tables give now."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib

import pytest

from normalizer.rulebook import files

cldr = pytest.importorskip("normalizer.rulebook.generate.cldr", reason="babel is a dev dependency")
from babel import localedata  # noqa: E402

BLOCKS = files.root() / "blocks"


@pytest.fixture(scope="module")
def table() -> dict:
    return cldr.table()


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_file_is_what_cldr_gives(seed: str) -> None:
    """In a process of its own, as `make cldr` runs: babel answers otherwise where others have asked it before."""
    code = "import sys; from normalizer.rulebook.generate import cldr; sys.stdout.buffer.write(cldr.written().encode())"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=os.environ | {"PYTHONHASHSEED": seed}).stdout
    assert (BLOCKS / "months.json").read_bytes() == made, "run `make cldr`"


def test_every_language_of_cldr_is_there(table: dict) -> None:
    languages = {name.split("_")[0] for name in localedata.locale_identifiers()} - {"root"}
    assert languages <= table.keys()


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [
        ("en", 9, {"september", "sep", "sept"}),
        ("ru", 6, {"июня", "июнь", "июн"}),
        ("pl", 6, {"czerwca", "czerwiec"}),
        ("ar", 1, {"يناير", "كانون الثاني"}),
        ("he", 6, {"יוני", "ביוני"}),
        ("ca", 6, {"juny"}),
    ],
)
def test_words_of_a_month(table: dict, language: str, number: int, words: set[str]) -> None:
    # Cyrillic й folds to и, as every letter with a mark does.
    assert {cldr.fold(word) for word in words} <= set(table[language]["months"][number - 1].split("|"))


def test_no_word_of_the_root_leaks(table: dict) -> None:
    assert "mon" not in table["ko"]["weekdays"][0].split("|")
    assert "mon" in table["en"]["weekdays"][0].split("|")


def test_hand_written_languages_exist_and_have_a_source(table: dict) -> None:
    for name in ("months-extra.toml", "date-words.toml", "places-extra.toml"):
        extra = tomllib.loads((BLOCKS / name).read_text("utf-8"))
        assert extra["source"].strip()
    extra = tomllib.loads((BLOCKS / "months-extra.toml").read_text("utf-8"))
    named = {*extra["press"], *extra["months"], *extra["weekdays"], *extra["persian"], *extra["islamic"], *extra["buddhist"]}
    assert named <= table.keys()


def test_the_press_languages_agree_but_where_known(table: dict) -> None:
    """A word that is two months in two languages of the press is settled by the text's language; a new one should be looked at."""
    months: dict[str, dict[int, set[str]]] = {}
    for language in table["_"]["press"]:
        for number, words in enumerate(table[language]["months"], 1):
            for word in filter(None, words.split("|")):
                months.setdefault(word, {}).setdefault(number, set()).add(language)
    assert {word for word, numbers in months.items() if len(numbers) > 1} == {"lip", "lis", "listopad", "listopada", "srp"}
