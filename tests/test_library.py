"""The library as the contract shows it: one input, many, files; hints; pickling and threads."""

from __future__ import annotations

import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import normalizer
from normalizer import Article, Hints, Normalizer, Rejected, Settings

DISPATCH = "MADRID, 5 mar (EFE).- El Gobierno aprobó hoy la ley de aguas."
SAMPLES = sorted((Path(__file__).parents[1] / "samples" / "raw").iterdir())


def test_all_articles_of_one_input() -> None:
    assert [article.body for article in normalizer.normalize_all(DISPATCH)] == ["El Gobierno aprobó hoy la ley de aguas."]


def test_a_text_file_is_one_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DISPATCH, encoding="utf-8")
    (article,) = Normalizer().normalize_file(tmp_path / "a.txt")
    assert isinstance(article, Article)
    assert (article.agency, article.source.path) == ("EFE", "a.txt")


def test_records_stream_and_a_bad_one_is_rejected(tmp_path: Path) -> None:
    lines = [json.dumps({"text": DISPATCH, "id": 7}), '{"text": ', json.dumps({"text": "Zwei Wörter."})]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    first, second, third = Normalizer().normalize_file(tmp_path / "a.jsonl")
    assert isinstance(first, Article)
    assert isinstance(third, Article)
    assert (first.source.record, third.body) == ("7", "Zwei Wörter.")
    assert isinstance(second, Rejected)
    assert second.raw == b'{"text": '


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(OSError, match="nowhere"):
        list(Normalizer().normalize_file("nowhere.txt"))


@pytest.mark.parametrize("workers", [1, 2])
def test_many_in_order(workers: int) -> None:
    texts = [f"BERLIN (dpa) - Der Zug Nummer {n} blieb stehen." for n in range(5)]
    results = list(Normalizer().normalize_many(texts, workers=workers))
    assert [result.body for result in results if isinstance(result, Article)] == [f"Der Zug Nummer {n} blieb stehen." for n in range(5)]


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_no_text_is_rejected_and_the_others_are_made(workers: int) -> None:
    items: list[Any] = ["BERLIN (dpa) - Der Zug blieb stehen.", 3, b"Es regnete."]
    first, second, third = Normalizer().normalize_many(items, workers=workers)
    assert isinstance(first, Article) and isinstance(third, Article)
    assert isinstance(second, Rejected) and (second.source, second.reason) == ("item 1", "an article is bytes or str, not int")


def test_pickled_and_shared_by_threads() -> None:
    one = pickle.loads(pickle.dumps(Normalizer()))
    expected = [one.normalize(path.read_bytes()).to_json() for path in SAMPLES]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda path: one.normalize(path.read_bytes()).to_json(), SAMPLES * 3)) == expected * 3


def test_hints_fill_what_the_text_does_not_state() -> None:
    article = Normalizer().normalize("Der Zug blieb stehen.", Hints(headline="Zug steht", published="2019-06-27 03:57", url="https://example.org/1"))
    assert (article.headline, article.published, article.url) == ("Zug steht", "2019-06-27T03:57", "https://example.org/1")
    assert article.evidence == {"headline": "hint", "published": "hint"}


def test_a_hint_that_is_no_date_is_no_date() -> None:
    assert Normalizer().normalize("Der Zug blieb stehen.", Hints(published="yesterday")).published is None


def test_half_a_character_becomes_a_replacement() -> None:
    article = normalizer.normalize("Das Haus \ud83c steht.")
    assert article.body == "Das Haus \ufffd steht."
    assert Article.from_json(article.to_json()).body == article.body


@pytest.mark.parametrize("name", list(Hints.__slots__))
@pytest.mark.parametrize("said", ["", "  ", "?", "\ud800", "http://[", "0000-00-00", "a\nb", "e\u0301"])
def test_no_hint_makes_an_article_that_is_none(name: str, said: str) -> None:
    article = normalizer.normalize("Vlada je rekla da će most biti zatvoren do kraja godine.", **{name: said})
    assert Article.from_json(article.to_json()).to_json() == article.to_json()


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("EN", "en"),
        ("pt_br", "pt-BR"),
        ("zh-hant-tw", "zh-Hant-TW"),
        (" tr ", "tr"),
        ("de-1996", "de-1996"),
        ("Turkish", None),
        ("en-", None),
        ("", None),
    ],
)
def test_a_language_is_known_as_bcp_47_writes_it(said: str, kept: str | None) -> None:
    assert Hints(language=said).language == kept


def test_an_address_that_is_none_is_no_fault() -> None:
    """It was, of the standard library, and only where a text was Croatian, Bosnian or Serbian."""
    record = json.dumps({"text": "Vlada je rekla da će most biti zatvoren do kraja godine.", "url": "http://[x"})
    assert (normalizer.normalize(record).language, normalizer.normalize(record).url) == ("hr", "http://[x")


WRONG: dict[str, tuple[Any, type[Exception], str]] = {
    "hints that are a dict": (lambda: Normalizer().normalize("a", {"language": "en"}), TypeError, r"Hints\(\.\.\.\), not as dict"),  # type: ignore[arg-type]
    "hints that are a str": (lambda: list(Normalizer().normalize_all("a", "en")), TypeError, "not as str"),  # type: ignore[arg-type]
    "one input for many": (lambda: list(Normalizer().normalize_many("abc")), TypeError, "not one str"),
    "bytes for many": (lambda: list(Normalizer().normalize_many(b"abc")), TypeError, "not one bytes"),  # type: ignore[arg-type]
    "no workers": (lambda: list(Normalizer().normalize_many(["a"], workers=0)), ValueError, "one at least"),
    "a str of languages": (lambda: Settings(languages="en"), TypeError, r"write \('en',\)"),  # type: ignore[arg-type]
    "a str of keys": (lambda: Settings(text_keys="text"), TypeError, r"write \('text',\)"),  # type: ignore[arg-type]
    "rules that are none": (lambda: Settings(rules=(3,)), TypeError, "rules must be a tuple of str"),  # type: ignore[arg-type]
    "no such backend": (lambda: Normalizer(Settings(backend="cld")), ValueError, "no such language backend"),
    "no such model": (lambda: Normalizer(Settings(backend="fasttext:/nowhere")), ValueError, "no fastText model"),
    "no such language": (lambda: Normalizer(Settings(languages=("tlh",))), ValueError, "does not know tlh"),
    "no such language for langdetect": (lambda: Normalizer(Settings(languages=("tlh",), backend="langdetect")), ValueError, "does not know tlh"),
}


@pytest.mark.parametrize("use", WRONG)
def test_wrong_use_is_said_at_once(use: str) -> None:
    """A backend that there is not was once said of each of a thousand articles, as a fault of this program."""
    call, error, words = WRONG[use]
    with pytest.raises(error, match=words):
        call()


def test_settings_may_be_lists() -> None:
    assert Settings(languages=["en"], rules=[]) == Settings(languages=("en",))  # type: ignore[arg-type]
    assert Normalizer(Settings(rules=[])).normalize(DISPATCH).agency == "EFE"  # type: ignore[arg-type]
