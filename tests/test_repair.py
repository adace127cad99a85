"""Repair: the table of cases, the books kept on them, the gate against ftfy's own verdict, and no harm."""

from __future__ import annotations

import json
import unicodedata
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizer.article import Repair
from normalizer.repair import Repaired, charsets, controls, gate, letters, repair
from normalizer.repair.ledger import Edit, Ledger

CASES = json.loads((Path(__file__).parent / "cases" / "repair.json").read_text(encoding="utf-8"))
SENTENCES = Path(__file__).resolve().parents[1].parent / "shared" / "textbench" / "sentences.jsonl"

#: Text of all sorts: any characters, and what mojibake, controls and letters apart are made of.
ODD = "ab ÃÄÅâ€™ŸÐÑžşţăığöüé\x00\x01\x7f\x80\x85\x9d\u00ad\u200b\u200c\u200d\ufeff\u0301\u0327\ufffd\n\r\ud83c\udf27الРСс市±"
TEXTS = st.one_of(st.text(), st.text(alphabet=ODD, max_size=40), st.text(alphabet=charsets.reading("west"), max_size=60))


def undone(result: Repaired) -> str:
    text = result.text
    for change in reversed(result.repairs):
        assert text[change.start : change.end] == change.after
        text = text[: change.start] + change.before + text[change.end :]
    return text


def marked(case: dict[str, str]) -> object:
    reason = case.get("why", "")
    return pytest.param(case, id=case["name"], marks=[pytest.mark.xfail(strict=True, reason=reason)] if case["kind"] == "fails" else [])


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_case(case: dict[str, str]) -> None:
    result = repair(case["from"], case.get("language"))
    assert result.text == case["to"]
    assert bool(result.repairs) == (case["kind"] != "same")
    assert undone(result) == case["from"]


def test_the_table_says_what_it_holds() -> None:
    assert {case["kind"] for case in CASES} == {"repaired", "same", "fails"}
    assert all((case["from"] == case["to"]) == (case["kind"] == "same") for case in CASES)
    assert all(case.get("why") for case in CASES if case["kind"] == "fails")


def test_neighbouring_changes_of_one_kind_in_one_line_are_one_entry() -> None:
    assert repair("prÃ©fet et dÃ©putÃ©\nÃ©tÃ©").repairs == (
        Repair("mojibake", "Ã©fet et dÃ©putÃ©", "éfet et député", 2, 16),
        Repair("mojibake", "Ã©tÃ©", "été", 17, 20),
    )


def test_a_pair_of_surrogates_is_the_character_it_stands_for() -> None:
    pair = chr(0xD83C) + chr(0xDF27)
    assert repair(f"Rain {pair} today") == Repaired("Rain 🌧 today", (Repair("surrogate", pair, "🌧", 5, 6),))


def test_changes_of_two_kinds_are_two_entries() -> None:
    assert repair("a\x00b cafe\u0301").repairs == (Repair("control", "\x00", "", 1, 1), Repair("nfc", "e\u0301", "é", 6, 7))


def test_a_repair_of_a_repair_is_one_entry_with_the_first_kind() -> None:
    broken = "Cafe\u0301".encode().decode("latin-1")
    assert repair(broken).repairs == (Repair("mojibake", broken[3:], "é", 3, 4),)


def test_the_ledger_swallows_what_overlaps() -> None:
    ledger = Ledger("abcdefgh")
    ledger.apply("one", [Edit(1, 3, "X"), Edit(6, 7, "")])
    assert ledger.text == "aXdefh"
    ledger.apply("two", [Edit(1, 3, "YZ"), Edit(4, 6, "!")])
    assert ledger.text == "aYZe!"
    assert ledger.repairs() == (Repair("one", "bcdefgh", "YZe!", 1, 5),)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_repairs_undone_give_the_text_back_and_a_second_repair_changes_nothing(text: str) -> None:
    result = repair(text)
    assert undone(result) == text
    assert unicodedata.is_normalized("NFC", result.text)
    assert not any(char == "\x00" or "\ud800" <= char <= "\udfff" for char in result.text)
    again = repair(result.text)
    assert (again.text, again.repairs) == (result.text, ())


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="aé市Рا€’ğ ", min_size=1, max_size=30), st.sampled_from(charsets.MISREADINGS))
def test_broken_text_is_undone_exactly_too(text: str, charset: str) -> None:
    broken = "".join(charsets.reading(charset)[byte] for byte in text.encode())
    assert undone(repair(broken)) == broken


def test_the_gate_never_says_clean_where_ftfy_says_bad() -> None:
    """All pairs of the characters that ftfy's pattern is made of, with each kind of neighbour that its alternatives ask for."""
    from ftfy.badness import MOJIBAKE_CATEGORIES, is_bad

    ranges = {"c1", "kaomoji", "upper_accented", "lower_accented", "upper_common", "lower_common", "box"}
    known = {char for name, chars in MOJIBAKE_CATEGORIES.items() for char in (chars[:: 1 if name not in ranges else 3]) if char != "-"}
    chars = sorted(known | set("ÂÃÎÐ€œŒГўВЂβΒΓΞΟā°×²³¼à"))
    for before, after in (("", ""), ("a", "b"), (" ", " "), ("é", "é"), (".", "\u3007")):
        lines = [f"{before}{one}{two}{after}" for one, two in product(chars, chars)]
        assert [line for line in lines if gate.ftfy_is_bad(line) != is_bad(line)] == []


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="aZ1 \u00a0\u3000.é\u00c9ŸœÂÃ€°²¦ß“”’•©®½×а Гў\u0660\u4e00\U0001d7d8_", max_size=12))
def test_the_gate_agrees_with_ftfy_on_any_line(line: str) -> None:
    from ftfy.badness import is_bad

    assert gate.ftfy_is_bad(line) == is_bad(line)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("the caf\ufffd on the corner", "text/lost"),
        ("锟斤拷锟斤拷", "text/lost"),
        ("?????? ?????? ?? ????????????? ?????", "text/lost"),
        ("abc \u202etxt.exe", "text/misleading"),
        ("hidden \U000e0041\U000e0042", "text/misleading"),
    ],
)
def test_damage_that_cannot_be_mended_is_warned_of(text: str, code: str) -> None:
    result = repair(text)
    assert result.text == text
    assert [warning.code for warning in result.warnings] == [code]


@pytest.mark.parametrize(
    "text", ["Really??? Yes.", "What? Where? When?", "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e007f", "\u200fשלום", "plain"]
)
def test_nothing_is_warned_of_without_reason(text: str) -> None:
    assert repair(text) == Repaired(text)


def test_which_hidden_characters_go() -> None:
    kept = "ប្រទេស\u200bកម្ពុជា نمی\u200cشود क्\u200dष a\u00a0b\u2009c \x16\x1f"
    assert list(controls.removed(kept)) == []
    assert repair("Auf\u00ad\nlage, Auf\u00ad \nlage").text == "Auflage, Auf \nlage"
    assert repair("a\u200bb c\u2060d e\ufefff g\u00adh i\ufffcj k\u200cl").text == "ab cd ef gh ij kl"


def test_a_cluster_of_many_marks_is_composed_in_bounded_time() -> None:
    marks = "a" + "\u0301\u0316" * 20_000
    assert [edit.after for edit in letters.nfc(marks)] == ["á" + "\u0316" * 20_000 + "\u0301" * 19_999]
    few = "a" + "\u0301\u0316" * 200
    assert [edit.after for edit in letters.nfc(few)] == [unicodedata.normalize("NFC", few)]


def test_clean_sentences_in_80_languages_pass_untouched() -> None:
    if not SENTENCES.exists():
        pytest.skip("no sentences beside the checkout")
    rows = [json.loads(line)["text"] for line in SENTENCES.read_text(encoding="utf-8").splitlines()]
    changed = [(text, result.repairs) for text in rows if (result := repair(text)).text != unicodedata.normalize("NFC", text)]
    assert changed == []


@pytest.mark.parametrize("charset", ["cp1252", "latin-1"])
@pytest.mark.parametrize("language", ["pl", "cs", "tr", "ro", "lv", "lt"])
def test_lines_half_clean_and_half_broken(language: str, charset: str) -> None:
    """At least 85 % come back whole (the bare library: pl 1 %, cs 5 %, lt 8 %, tr and ro 20 %)."""
    if not SENTENCES.exists():
        pytest.skip("no sentences beside the checkout")
    rows = [json.loads(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines()]
    texts = [unicodedata.normalize("NFC", row["text"]) for row in rows if row["lang"] == language and not row["text"].isascii()]
    look = charsets.reading("west") if charset == "cp1252" else bytes(range(256)).decode("latin-1")
    lines = right = 0
    for clean, other in zip(texts[::2], texts[1::2], strict=False):
        broken = "".join(look[byte] for byte in other.encode())
        for damaged, whole in ((f"{clean} {broken}", f"{clean} {other}"), (f"{broken} {clean}", f"{other} {clean}")):
            lines += 1
            right += repair(damaged, language).text == repair(whole, language).text
    assert 100 * right >= 85 * lines > 1000
