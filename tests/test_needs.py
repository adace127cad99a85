"""What a pattern needs to be there is read off the pattern: never more than it does need, and enough to spare clean prose the search."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.layout import lay_out, view
from normalizer.rulebook import book
from normalizer.rulebook.needs import needs, shuns
from normalizer.rulebook.rule import Rule


def found(pattern: str) -> dict[str, int]:
    return dict(needs(pattern, {"sign": {"pattern": "[:：]"}, "either": {"pattern": "(?:@|/x)"}}, ("word",)))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("a/b", {"/": 1}),
        ("^{word} ?{sign} ?[(]{word}[)]$", {"(": 1, ")": 1, ":：": 1}),
        ("a/?b", {}),
        ("a(?:/|-)*b", {}),
        ("a(?:/|-)+b", {"-/": 1}),
        ("/{2,3}", {"/": 1}),
        ("/{0,3}", {}),
        ("a,b,(?:c,)+", {",": 3}),
        ("(?:a,b,|c,)", {",": 1}),
        ("(?:a[(]|b-)", {"(-": 1}),
        ("(?:a[(]|b)", {}),
        ("{either}", {"/@": 1}),
        ("(?P<note>[^/]+)=", {"=": 1}),
        (r"\p{Nd}\.\x{E000}", {".": 1, "0": 1, "\ue000": 1}),
        (r"[\p{Nd}]+ [\p{Nd}\p{L}]", {"0": 1}),
        (r"[\p{Lu}/]\\", {"\\": 1}),
        ("[*-/]", {}),
        ("[*/-]", {"*-/": 1}),
        ("[]/]+?", {"/]": 1}),
        (r"\d:", {":": 1}),
        ("(?i:pp)[.]", {".": 1}),
        ("ap", {}),
        (" - ", {"-": 1}),
        ("記者|記+", {"記": 1}),
    ],
)
def test_what_a_pattern_needs(pattern: str, expected: dict[str, int]) -> None:
    assert found(pattern) == expected


ATOMS = st.sampled_from([",", "/", r"\.", "a", "[,;]", "[^/]", "[a/]", "(?:,|;)", "(?:/a|b)", "."])
PIECES = st.tuples(ATOMS, st.sampled_from(["", "?", "*", "+", "{2}", "{0,2}", "+?"])).map("".join)
ROWS = st.lists(PIECES, min_size=1, max_size=4).map("".join)
PATTERNS = st.lists(ROWS, min_size=1, max_size=3).map("|".join) | st.tuples(ROWS, ROWS, ROWS).map(lambda rows: f"{rows[0]}(?:{rows[1]}|{rows[2]})")


@given(PATTERNS.flatmap(lambda pattern: st.tuples(st.just(pattern), st.from_regex(pattern, fullmatch=True))))
def test_whatever_matches_has_what_is_needed(case: tuple[str, str]) -> None:
    pattern, text = case
    assert re.fullmatch(pattern, text, re.DOTALL)
    assert {need: count for need, count in found(pattern).items() if sum(map(text.count, need)) < count} == {}


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"^[^\n]*[^.!?\n]{break}(?:{by} )?{writer}$", ".!?"),
        (r"^[^\n]*[^.!?\n]{break}{writer}|{email}$", ""),
        (r"^(?:[^\n]*[^.!?\n]{break})?{writer}$", ""),
        (r"[^\n]*[^.!?\n]{break}{writer}$", ""),
        (r"^[^\n]*[^.!?\n]?{break}{writer}$", ""),
        (r"^[^\n]*[^\p{L}\n]{break}{writer}$", ""),
    ],
)
def test_what_a_first_line_must_not_end_in(pattern: str, expected: str) -> None:
    assert shuns(pattern) == expected


def test_below_a_sentence_no_pattern_looks_for_what_stands_below_a_headline(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: set[str] = set()
    read = Rule.read
    monkeypatch.setattr(Rule, "read", lambda rule, marked: searched.add(rule.id) or read(rule, marked))
    below = "Ana Ruiz - Toledo"
    (found,) = book().find(view(lay_out(f"The old fish market opens again\n\n{below}\n\nIt rained.")))
    assert found.rule == "stamp-lines/headline-writer-place" and found.rule in searched
    searched.clear()
    book().find(view(lay_out(f"The old fish market opened again.\n\n{below}\n\nIt rained.")))
    assert found.rule not in searched


PROSE = {
    "en": "The ferry left the island an hour late on Monday, and those on board - most of them pupils - sang until it reached the town.",
    "tr": "Vapur pazartesi günü adadan bir saat geç kalktı; yolcuların çoğu öğrenciydi ve kasabaya varana kadar şarkı söylediler.",
    "de": "Die Fähre verließ die Insel am Montag eine Stunde zu spät, und die Schüler an Bord sangen, bis sie die Stadt erreichte.",
    "ru": "Паром вышел с острова в понедельник на час позже, и школьники на борту пели, пока он не дошёл до города.",
    "ar": "غادرت العبارة الجزيرة يوم الاثنين متأخرة ساعة، وظل التلاميذ على متنها يغنون حتى وصلت إلى المدينة.",
    "zh": "渡轮周一晚了一个小时才离开小岛，船上的学生一路唱着歌，直到船靠近小镇的码头，岸上的人也跟着唱了起来。",
    "hi": "नाव सोमवार को द्वीप से एक घंटे देर से निकली और उस पर सवार छात्र शहर पहुँचने तक गाते रहे, किनारे पर खड़े लोग भी गाने लगे।",
}


@pytest.mark.parametrize("language", PROSE)
def test_prose_is_searched_by_hardly_any_pattern(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[str] = []
    read = Rule.read
    monkeypatch.setattr(Rule, "read", lambda rule, marked: searched.append(rule.id) or read(rule, marked))
    text = "\n\n".join([" ".join([PROSE[language]] * 3)] * 6)
    assert book().find(view(lay_out(text))) == []
    assert len(searched) <= 2, searched
