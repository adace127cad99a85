"""The kept rule book: what was read once is not read again, what was changed is, and a cache that cannot be used costs only time."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from normalizer.layout import lay_out, view
from normalizer.rulebook import RuleBook, cache, load
from normalizer.rulebook.sections import Sections

RULE = """[[rule]]
id = "mine/closing"
kind = "promo"
what = "the last line of every page"
source = "our own pages"
zone = "line"
literals = ["WORD"]
pattern = 'WORD for today'

[[rule.match]]
text = "WORD for today"
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cache, "user_cache_path", lambda name: tmp_path / "cache" / name)
    return tmp_path / "cache" / "article-normalizer"


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "mine.toml").write_text(RULE.replace("WORD", "Closed"), encoding="utf-8")
    return tmp_path / "packs"


def patterns(folder: Path) -> list[str]:
    data, ready = cache.load_cached([folder])
    assert len(ready["needs"]) == len(data["rules"])
    return [rule["pattern"] for rule in data["rules"] if rule["id"] == "mine/closing"]


def test_what_is_kept_is_what_is_loaded(home: Path, packs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = cache.load_cached([packs])
    monkeypatch.setattr(load, "load", None)  # reading the packs again would raise
    assert list(map(dict, cache.load_cached([packs]))) == json.loads(json.dumps(first))


def test_of_what_is_kept_only_what_is_asked_for_is_read(home: Path, packs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    patterns(packs)
    data, ready = cache.load_cached([packs])
    asked: set[str] = set()
    monkeypatch.setattr(Sections, "__getitem__", lambda self, name, get=Sections.__getitem__: asked.add(name) or get(self, name))
    book = RuleBook(data, ready)
    assert (
        book.find(view(lay_out("It rained on Monday in the hills above the town.\n\nIt will rain again, they said, until the end of the week.")))
        == []
    )
    assert asked & {"rules", "scan", "phrases"} and not asked & {"agencies", "words", "blocks", "pages"}


def test_a_file_that_lost_its_bytes_is_made_anew(home: Path, packs: Path) -> None:
    """As after a loss of power: of the right length, and empty."""
    patterns(packs)
    for kept in (*home.glob("rules-*"), *home.glob("tables-*")):
        whole = kept.read_bytes()
        head, _, rest = whole.partition(b"\n")
        kept.write_bytes(head + b"\n" + bytes(len(rest)))
        assert patterns(packs) == ["Closed for today"]
        assert kept.read_bytes() == whole


def test_a_change_is_seen_even_of_the_same_size_and_second(home: Path, packs: Path) -> None:
    assert patterns(packs) == ["Closed for today"]
    pack = packs / "mine.toml"
    before = pack.stat()
    pack.write_text(RULE.replace("WORD", "Opened"), encoding="utf-8")
    os.utime(pack, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert pack.stat().st_size == before.st_size
    assert patterns(packs) == ["Opened for today"]


def test_the_same_bytes_elsewhere_are_kept_once(home: Path, packs: Path, tmp_path: Path) -> None:
    patterns(packs)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "mine.toml").write_bytes((packs / "mine.toml").read_bytes())
    patterns(tmp_path / "other")
    assert len(list(home.glob("rules-*"))) == 1
    assert len(list(home.glob("seen-*"))) == 2


def test_a_torn_copy_is_made_anew(home: Path, packs: Path) -> None:
    patterns(packs)
    (kept,) = home.glob("rules-*")
    whole = kept.read_bytes()
    kept.write_bytes(whole[: len(whole) // 2])
    assert patterns(packs) == ["Closed for today"]
    assert kept.read_bytes() == whole


def test_where_nothing_can_be_written_the_book_is_read(packs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    monkeypatch.setattr(cache, "user_cache_path", lambda name: tmp_path / "taken" / name)
    assert patterns(packs) == ["Closed for today"]


def test_old_books_go(home: Path, packs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_BOOKS", 2)
    words = ("Closed", "Opened", "Locked")
    for number, word in enumerate(words):
        (packs / "mine.toml").write_text(RULE.replace("WORD", word), encoding="utf-8")
        os.utime(packs / "mine.toml", ns=(number, number))
        assert patterns(packs) == [f"{word} for today"]
    kept = [Sections(path.read_bytes())["rules"][-1]["pattern"] for path in home.glob("rules-*")]
    assert sorted(kept) == ["Locked for today", "Opened for today"]
