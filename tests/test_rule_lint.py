"""The shipped packs as their authors must leave them, and that each check sees what it is there for."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from normalizer.layout import View
from normalizer.rulebook import Match, RuleBook, book
from normalizer.rulebook.author import rule_of
from normalizer.rulebook.bench import Bench, open_bench
from normalizer.rulebook.lint import Finding, lint_blocks, lint_phrases, lint_rule, long_enough, says_something
from normalizer.rulebook.load import load
from normalizer.rulebook.style import StyleError, canonical
from normalizer.rulebook.trial import common_literals, cost_findings, idle_packs, prose_findings, work

TEXTBENCH = Path(__file__).resolve().parents[1].parent / "shared" / "textbench" / "sentences.jsonl"
UNSPACED = {"zh", "ja", "th", "lo", "my", "km"}
#: What a finding may be about. Each is a test of its own, so that one fault hides no other.
CODES = ("id", "literal", "ascii", "repeat", "examples", "pattern", "captures", "nfc", "space", "control", "double", "wider", "short", "form")

RULE: dict[str, Any] = {
    "id": "a/b", "kind": "dateline", "what": "w", "source": "s", "zone": "head", "literals": ["@agency"], "pattern": "^{place} ?{agency}",
    "match": [{"text": "x"}], "miss": [{"text": "y", "why": "z"}],
}  # fmt: skip


@pytest.fixture(scope="module")
def bench() -> Bench:
    return open_bench()


@pytest.fixture(scope="module")
def findings(bench: Bench) -> list[Finding]:
    return bench.findings()


def rule_codes(**changed: Any) -> list[str]:
    return [finding.code for finding in lint_rule("p", RULE | changed, book().words.blocks, book().words.written)]


# --- the shipped packs


@pytest.mark.parametrize("code", CODES)
def test_nothing_is_wrong_with_the_shipped_packs(findings: list[Finding], code: str) -> None:
    assert [str(finding) for finding in findings if finding.code == code] == []


def test_every_code_is_known(findings: list[Finding]) -> None:
    assert {finding.code for finding in findings} <= set(CODES)


@pytest.mark.skipif(not TEXTBENCH.exists(), reason="needs the shared sentences")
def test_no_rule_takes_clean_prose_in_eighty_languages() -> None:
    sentences: dict[str, list[str]] = defaultdict(list)
    for line in TEXTBENCH.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        sentences[record["lang"]].append(record["text"])
    assert len(sentences) == 80
    lines = [(language, "\n\n".join(said)) for language, said in sentences.items()]
    glued = {language: "" if language in UNSPACED else " " for language in sentences}
    paragraphs = [(name, "\n\n".join(glued[name].join(said[i : i + 3]) for i in range(0, len(said), 3))) for name, said in sentences.items()]
    assert [str(finding) for finding in prose_findings(lines + paragraphs, book())] == []
    excused = {rule["id"] for rule in book().data["rules"] if "why_no_literal" in rule}
    assert [found for found in common_literals([text for said in sentences.values() for text in said], book()) if found[0] not in excused] == []


def test_no_rule_costs_more_than_its_text_is_long(bench: Bench) -> None:
    tried: set[str] = set()
    rules = [(name, rule_of(rule["id"], book())) for name, pack in bench.packs for rule in pack.get("rule", ())]
    assert [str(found) for name, rule in rules if rule for found in cost_findings(name, rule, book(), (), tried)] == []


# --- rules


def test_a_good_rule_has_no_finding() -> None:
    assert rule_codes() == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"literals": [" -"]}, "literal"),
        ({"literals": ["AP"]}, "literal"),
        ({"pattern": r"^{place}\d{agency}"}, "ascii"),
        ({"pattern": r"^{place}[\w-]+{agency}"}, "ascii"),
        ({"pattern": r"^{place}\s{agency}"}, "ascii"),
        ({"pattern": r"^{place}\b{agency}"}, "ascii"),
        ({"pattern": r"^{place}[a-z]+{agency}"}, "ascii"),
        ({"pattern": r"^{place}[^0-9]{agency}"}, "ascii"),
        ({"pattern": r"^{place}[[:alpha:]]{agency}"}, "ascii"),
        ({"pattern": r"^[\p{L}]{1,40} [\p{L}]{1,40} {place} {agency}"}, "repeat"),
        ({"pattern": "^{place} ({agency}"}, "pattern"),
        ({"pattern": "^{place} {nowhere}"}, "pattern"),
        ({"pattern": "^{place}(?!x) {agency}"}, "pattern"),
        ({"pattern": "^(?P<as_nothing>{place} {agency})"}, "pattern"),
        ({"pattern": "^{place} (?P<when>.+)"}, "pattern"),
        ({"pattern": "^{date} - "}, "captures"),
        ({"pattern": "^(?P<as_slug>{place} {agency})"}, "captures"),
        ({"match": []}, "examples"),
        ({"miss": []}, "examples"),
    ],
)
def test_a_fault_of_a_rule_is_found(changed: dict[str, Any], code: str) -> None:
    assert code in rule_codes(**changed)


@pytest.mark.parametrize(
    "changed",
    [
        {"literals": ["AP"], "why_no_literal": "between brackets"},
        {"pattern": r"^{place}\d+{agency}", "why_ascii": "ANPA 1312"},
        {"pattern": r"^{place}\\d{agency}"},
        {"pattern": r"^{place}[\p{Lu}\x{E003}-]+ a-z {agency}"},
        {"pattern": "^{place}.{0,2}{agency}"},
        {"pattern": "^{place} {when:published}"},
        {"kind": "slug", "pattern": "^(?P<as_slug>{text}) (?P<as_dateline>{place} {agency})"},
    ],
)
def test_what_comes_near_a_fault_is_none(changed: dict[str, Any]) -> None:
    assert rule_codes(**changed) == []


@pytest.mark.parametrize(
    ("literal", "says"),
    [("@agency", True), ("AP-", False), ("GMT", True), ("- -", False), ("摄影", True), ("摄", False), ("（摄", True), ("a1.b", True)],
)
def test_what_a_literal_says(literal: str, says: bool) -> None:
    assert says_something(literal) is says


def test_blocks_are_looked_at() -> None:
    assert [finding.subject for finding in lint_blocks({"a": {"pattern": r"\d"}, "b": {"pattern": r"\d", "why_ascii": "wire"}})] == ["a"]


# --- phrases


@pytest.mark.parametrize(
    ("pack", "code"),
    [
        ({"lines": {"promo": {"phrases": ["Share this", "share THIS"]}}}, "double"),
        ({"lines": {"promo": {"phrases": ["Share this:"]}}, "openings": {"promo": {"phrases": ["share this:"]}}}, "wider"),
        ({"contains": {"promo": {"phrases": ["our newsletter"]}}}, "short"),
        ({"contains": {"promo": {"phrases": ["本网站使用"]}}}, "short"),
        ({"lines": {"promo": {"phrases": ["Cafe\u0301"]}}}, "nfc"),
        ({"lines": {"promo": {"phrases": ["Share "]}}}, "space"),
        ({"lines": {"promo": {"phrases": ["Sha\u0007re"]}}}, "control"),
        ({"words": {"photo": ["Foto", "FOTO"]}}, "double"),
    ],
)
def test_a_fault_of_a_phrase_is_found(pack: dict[str, Any], code: str) -> None:
    assert [finding.code for finding in lint_phrases("p", {"language": "en"} | pack)] == [code]


def test_turkish_words_are_compared_by_turkish_case() -> None:
    assert lint_phrases("p", {"language": "tr", "words": {"photo": ["ılık", "ilik"]}}) == []
    assert [finding.code for finding in lint_phrases("p", {"language": "tr", "words": {"photo": ["ilik", "İLİK"]}})] == ["double"]


@pytest.mark.parametrize(
    ("phrase", "enough"),
    [
        ("uses cookies to", True), ("riproduzione riservata", True), ("Copyright ©", False), ("[our newsletter]", True), ("our newsletter", False),
        ("本网站使用Cookie", True), ("我们使用", False), ("[편집자 주]", True), ("ติดตามเรา", True),
    ],
)  # fmt: skip
def test_how_long_a_phrase_must_be_to_be_looked_for_anywhere(phrase: str, enough: bool) -> None:
    assert long_enough(phrase) is enough


# --- the one form

UNTIDY = """# Of a paper.

[[example]]
text = 'It ends.'
kind = "promo"

# why these
[lines.promo]
phrases = ["Share this", "SHARE THIS", 'a "b" c',
  "Cafe\u0301"]
[words]
photo = ['Foto']
by = ["Di"]
"""
TIDY = """# Of a paper.

language = "it"

[words]
by = ["Di"]
photo = ["Foto"]

# why these
[lines.promo]
phrases = ["Share this", 'a "b" c', "Café"]

[[example]]
text = "It ends."
kind = "promo"
"""
RULES = '''[[rule]]
pattern = "[\\\\p{Lu}]'x {agency}"
kind = "dateline"
id = "a/b"
what = "w"
source = "s"
literals = ["@agency", "A-long-literal", "B-long-literal", "C-long-literal"]
zone = "head"
# the first
match = [{ fields = { agency = "AFP" }, text = """One
two""" }, { text = "three" }]
'''


def test_a_pack_is_written_in_one_form() -> None:
    head = UNTIDY.replace("\n\n", '\n\nlanguage = "it"\n\n', 1)
    assert canonical("a.toml", head) == TIDY
    assert canonical("a.toml", TIDY) == TIDY


def test_rules_are_written_one_example_a_table() -> None:
    written = canonical("a.toml", RULES.replace("# the first\n", ""))
    assert (
        written.splitlines()
        == [
            "",
            "[[rule]]",
            'id = "a/b"',
            'kind = "dateline"',
            'what = "w"',
            'source = "s"',
            'zone = "head"',
            'literals = ["@agency", "A-long-literal", "B-long-literal", "C-long-literal"]',
            "pattern = '''[\\p{Lu}]'x {agency}'''",
            "",
            "[[rule.match]]",
            'text = """One',
            'two"""',
            'fields = { agency = "AFP" }',
            "",
            "[[rule.match]]",
            'text = "three"',
        ][1:]
    )
    assert canonical("a.toml", written) == written


@pytest.mark.parametrize(
    "text",
    ['language = "it" # here\n', 'language = "it"\n# at the end\n', 'language = "it"\n[lines.promo]\nphrases = [\n  # inside\n  "Foto",\n]\n', RULES],
)
def test_a_comment_is_never_lost(text: str) -> None:
    with pytest.raises(StyleError, match="comment"):
        canonical("a.toml", text)


# --- trials on texts


def test_a_hit_on_prose_is_found() -> None:
    story = "It rained all night in the hills above the town."
    text = f"{story}\n\nAll rights reserved.\n\n{story}"
    assert [finding.code for finding in prose_findings([("en", text)], book())] == ["prose"]
    assert list(prose_findings([("en", story)], book())) == []


class Quadratic(RuleBook):
    """A book that looks at every pair of paragraphs."""

    def find(self, view: View, guess: Any = lambda: None) -> list[Match]:
        for _ in view.paragraphs:
            for _ in view.paragraphs:
                len(view.text)
        return []


def test_work_that_grows_faster_than_the_text_is_found() -> None:
    slow = Quadratic.of(book().data)
    rule = rule_of("dateline/place-agency", slow)
    assert rule
    assert {finding.code for finding in cost_findings("p", rule, slow)} == {"cost"}
    assert cost_findings("p", rule, book()) == []


def test_work_is_counted_and_not_timed() -> None:
    text = "LONDON (Reuters) - It rained.\n\n" * 5
    work(text, book())  # compiles what it needs
    assert work(text, book()) == work(text, book()) > 50


def test_an_idle_pack_is_named() -> None:
    pack = {
        "rule": [
            RULE
            | {
                "id": "mine/same",
                "pattern": "^{place} \\({agency}\\) - ",
                "match": [{"text": "LONDON (Reuters) - x", "takes": ["LONDON (Reuters) - "]}],
            }
        ]
    }
    other = {
        "rule": [
            RULE
            | {
                "id": "mine/other",
                "pattern": "^<{place} ?! ?{agency}> ",
                "match": [{"text": "<LONDON !Reuters> It rained.", "takes": ["<LONDON !Reuters> "]}],
            }
        ]
    }
    data = load()
    rules = [
        {key: value for key, value in rule.items() if key not in ("match", "miss", "what", "source")} for p in (pack, other) for rule in p["rule"]
    ]
    grown = RuleBook.of(data | {"rules": data["rules"] + rules})
    found = idle_packs([("same.toml", pack), ("other.toml", other)], grown, lambda name: grown)
    assert [(finding.pack, finding.code) for finding in found] == [("same.toml", "idle")]
