"""Packs of strangers: what they may add, and that no folder, file or pattern can hang or fill a run."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

import normalizer
from normalizer.cli import main
from normalizer.rulebook import PackError, RuleBook, caps
from normalizer.rulebook.load import load
from normalizer.settings import Settings

RULE = """
[[rule]]
id = "{id}"
kind = "{kind}"
what = "a mark of the office"
source = "the office's own paper"
zone = "{zone}"
literals = ["{literal}"]
{more}
pattern = '''{pattern}'''

[[rule.match]]
text = "<<office copy>>"
"""

Write = Callable[..., Path]


def rule(
    pattern: str = "<<office copy>>", id: str = "office/mark", kind: str = "furniture", zone: str = "line", literal: str = "office", more: str = ""
) -> str:
    return RULE.format(pattern=pattern, id=id, kind=kind, zone=zone, literal=literal, more=more)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes packs by name into a folder and gives the folder."""

    def folder(**packs: str) -> Path:
        home = tmp_path / "packs"
        home.mkdir(exist_ok=True)
        for name, text in packs.items():
            (home / f"{name}.toml").write_text(text, encoding="utf-8")
        return home

    return folder


def refused(folder: Path) -> str:
    with pytest.raises(PackError) as error:
        RuleBook.of(load([folder]))
    message = str(error.value)
    assert "\n" not in message
    assert len(message) < 500
    return message


STORY = "The ferry left the harbour at noon with two hundred people on board, and came back at night with half as many, for the island had opened its new hotel."
WIRE = """language = "en"
[agency]
name = "Zonal"
forms = ["ZWN", "Zonal Wire News"]
[lines.furniture]
phrases = ["Zonal keeps the coast posted"]
"""


# --- what they add


def test_one_file_adds_an_agency_phrases_and_rules(write: Write) -> None:
    folder = write(zonal=WIRE + rule())
    text = f"Ferry runs again\n\nBREST (ZWN) - {STORY}\n\n<<office copy>>\n\nZonal keeps the coast posted"
    plain = normalizer.normalize(text)
    article = normalizer.Normalizer(Settings(rules=(str(folder),))).normalize(text)
    assert (article.agency, article.body) == ("Zonal", STORY)
    assert {piece.rule for piece in article.removed} >= {"office/mark", "zonal/lines.furniture"}
    assert plain.agency is None
    assert "<<office copy>>" in plain.body


def test_words_join_the_shipped_ones_of_their_language(write: Write) -> None:
    folder = write(mine='language = "en"\n[words]\nphoto = ["Shutterwork"]\n')
    words = load([folder])["words"]["photo"]["en"]
    assert words == [*load()["words"]["photo"]["en"], "Shutterwork"]


def test_run_takes_folders_of_rules(write: Write, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(f"Ferry runs again\n\n{STORY}\n\n<<office copy>>\n")
    assert main(["run", str(tmp_path / "a.txt"), "--rules", str(write(mine=rule()))]) == 0
    assert [piece["rule"] for piece in json.loads(capfd.readouterr().out)["removed"] if piece["kind"] == "furniture"] == ["office/mark"]


def test_run_says_in_one_line_why_a_pack_is_refused(write: Write, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    assert main(["run", str(tmp_path / "a.txt"), "--rules", str(write(mine=rule(pattern="(\x1b[31m")))]) == 2
    said = capfd.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert said.err.startswith("normalizer: ")
    assert "\x1b" not in said.err


# --- folders and files


def test_a_folder_that_is_none_or_holds_none(tmp_path: Path) -> None:
    assert "no folder of rule packs" in refused(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    assert "no rule pack is in it" in refused(tmp_path / "empty")


def test_too_many_files(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(a=rule(id="a/a"), b=rule(id="b/b"))
    monkeypatch.setattr(caps, "FILES", 1)
    assert "2 packs, and at most 1" in refused(folder)
    monkeypatch.setattr(caps, "ENTRIES", 1)
    assert "more than 1 files" in refused(folder)


def test_too_many_bytes(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(a="#" * 9000 + "\n" + "#" * 9000 + "\n" + rule())
    monkeypatch.setattr(caps, "ALL_BYTES", 18_000)
    assert "bytes of packs" in refused(folder)
    monkeypatch.setattr(caps, "FILE_BYTES", 9_500)
    assert "a pack has at most 9500" in refused(folder)


@pytest.mark.parametrize("text", ["a" + ".a" * 100_000 + " = 1", "[" + "a." * 100_000 + "a]"])
def test_a_key_of_a_hundred_thousand_parts_is_not_even_parsed(write: Write, text: str) -> None:
    assert "a line of a pack has at most" in refused(write(a=text))


@pytest.mark.parametrize(
    "text",
    ["a = " + "\n[" * 5000 + "]" * 5000, "a = " + "9" * 5000, "a = 2025-13-45", "a =", "language = 'en'\nlanguage = 'en'", "\ufeff\ufeff", "\x00"],
)
def test_what_is_no_toml(write: Write, text: str) -> None:
    refused(write(a=text))


def test_what_is_no_utf_8(write: Write) -> None:
    folder = write(a="")
    (folder / "a.toml").write_bytes(b"language = 'en' # \xff")
    assert "UTF-8" in refused(folder)


def test_links_do_not_leave_the_folder(write: Write, tmp_path: Path) -> None:
    folder = write(a=rule())
    (tmp_path / "secret.toml").write_text("key = 'secret'")
    (folder / "b.toml").symlink_to(tmp_path / "secret.toml")
    assert "links out of the folder" in refused(folder)
    (folder / "b.toml").unlink()
    (folder / "b.toml").symlink_to(folder / "b.toml")
    assert "cannot be read" in refused(folder)
    (folder / "b.toml").unlink()
    (folder / "b.toml").symlink_to(folder / "gone.toml")
    assert "cannot be read" in refused(folder)
    (folder / "b.toml").unlink()
    (folder / "notes").symlink_to(tmp_path)
    assert "office/mark" in {one["id"] for one in load([folder])["rules"]}


def test_a_pipe_is_not_waited_for(write: Write) -> None:
    folder = write(a=rule())
    os.mkfifo(folder / "b.toml")
    assert "is no file" in refused(folder)


# --- what a pack says


@pytest.mark.parametrize(
    ("pack", "said"),
    [
        (rule(id="dateline/place-agency"), "two rules have the id 'dateline/place-agency'"),
        (rule() + rule(), "two rules have the id 'office/mark'"),
        (rule(id="structure/headline"), "the program's own"),
        (rule(id="Office"), "must be like 'family/name'"),
        (rule(id="a/\\u001b[31m"), "must be like 'family/name'"),
        (rule(kind="nothing"), "must be one of body"),
        (rule(zone="everywhere"), "must be one of top"),
        (rule(literal="@nothing"), "no word list 'nothing'"),
        (rule(literal=""), "none of them empty"),
        (rule(more="colour = 1"), "unknown key 'colour'"),
        (rule(more="to_end = 1"), "must be true or false"),
        (rule(more="short = -1"), "must be a whole number"),
        (rule(more="short = 9"), "'short' is for rules without 'literals'"),
        (rule(more="short = 401").replace('literals = ["office"]', 'why_no_literal = "a mark"'), "'short' is at most 400"),
        (rule(more="paragraphs = 5"), "'paragraphs' is from 1 to 4"),
        (rule(more="paragraphs = 0"), "'paragraphs' is from 1 to 4"),
        (rule(pattern="x" * 2001), "a pattern of 2001 characters"),
        (rule(pattern="{nothing}"), "no block or word list 'nothing'"),
        (rule(pattern="{place} {place}"), "read twice"),
        (rule(pattern="x(?=y)"), "no look-around"),
        (rule(pattern="(?P<as_nothing>x)"), "no kind 'nothing'"),
        (rule(pattern="(?P<when>x)"), "only what a block of dates"),
        (rule(pattern="{time:date}"), "only what a block of dates"),
        (rule(pattern=".{0,1000}"), "places to keep at once"),
        (rule(pattern="((a?{digits}){30}){30}"), "places to keep at once"),
        (rule(pattern="(a{1000}){1000}"), "the engine says"),
        (rule(pattern="[\\p{L}\\p{N}]{98}" * 5), "the engine says"),
        (rule(pattern="(" * 900 + "x" + ")" * 900), "places to keep at once"),
        ("rule = 1", "must be a list of tables"),
        ("colour = 1", "unknown key 'colour'"),
        ("[agency]\nname = 'X'", "'forms' is missing"),
        ("[agency]\nname = 'X'\nforms = ['']", "none of them empty"),
        ("[lines.promo]\nphrases = ['x y z']", "needs a 'language'"),
        ("language = 'en'\n[lines.nothing]\nphrases = ['x y z']", "must be one of body"),
        ("language = 'en'\n[contains.promo]\nphrases = [' ']", "none of them empty"),
        ("language = 'en'\n[words]\n'a b' = ['x']", "cannot stand between braces"),
        ("language = 'x\\u001b'", "must be a language tag"),
        (f"language = 'en'\n[lines.promo]\nphrases = ['{'x' * 201}']", "at most 200"),
        (f"language = 'en'\n[words]\nphoto = {[f'w{i}' for i in range(501)]}", "501 words"),
    ],
)
def test_a_hostile_pack_is_refused_in_one_line(write: Write, pack: str, said: str) -> None:
    assert said in refused(write(mine=pack))


def test_a_pack_of_a_shipped_name_is_refused(write: Write) -> None:
    assert "two packs are named 'tr'" in refused(write(tr='language = "tr"\n[lines.promo]\nphrases = ["x y z"]\n'))
    assert "two agencies are named 'afp'" in refused(write(tr="", afp='[agency]\nname = "AFP"\nforms = ["AFP"]\n'))


def test_blocks_stay_the_shipped_ones(write: Write) -> None:
    folder = write()
    (folder / "blocks").mkdir()
    (folder / "blocks" / "patterns.toml").write_text("[place]\npattern = '.*'\n")
    assert "blocks are the shipped book's own" in refused(folder)


def test_many_small_costs_are_one_large(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(a="".join(rule(id=f"a/r{number}", pattern="x{90}") for number in range(5)))
    load([folder])
    monkeypatch.setattr(caps, "ALL_PLACES", 300)
    assert "cost too much together" in refused(folder)
    monkeypatch.setattr(caps, "RULES", 4)
    assert "5 rules, and at most 4" in refused(folder)


def test_words_that_blow_up_a_shipped_rule_are_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(a="language = 'en'\n[words]\nphoto = [\n" + "".join(f"'{f'w{number}' * 20}',\n" for number in range(200)) + "]\n")
    load([folder])
    monkeypatch.setattr(caps, "EXPANDED_CHARS", 60_000)
    assert "once its blocks are in" in refused(folder)
