"""The author's loop: list, show, test, new; and how a failing example is explained."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from normalizer.cli import main
from normalizer.rulebook import RuleBook, book
from normalizer.rulebook.author import Example, failure, rule_of
from normalizer.rulebook.draft import draft, pasted
from normalizer.rulebook.load import load
from normalizer.rulebook.nearest import nearest_miss

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Say:
    """A command line in an empty folder: its status, standard output and standard error."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(arguments)
        said = capfd.readouterr()
        return status, said.out, said.err

    return run


def miss(rule: str, text: str) -> tuple[str, str, str]:
    """Why, the piece that could not follow, and the text up to where the pattern came."""
    known = rule_of(rule, book())
    assert known
    found = nearest_miss(known, text, book())
    return found.why, found.stopped, found.text[: found.at]


# --- the nearest miss


def test_the_pattern_is_followed_until_it_stops() -> None:
    assert miss("dateline/place-agency", "LONDON (Reuters) the bank raised its rate.") == (
        "the pattern stops",
        "(?:{dash}+|=)",
        "LONDON ({known_agency}) ",
    )
    assert miss("byline/by-break", "Par\n\nles gens")[1:] == ("{writer}", "Par⏎⏎")


def test_a_reader_that_refuses_is_named() -> None:
    why, stopped, _ = miss("dateline/place-dash-top", "Kleinkleckersdorf – Ein Ort, den niemand kennt, hat gewählt.")
    assert (why, stopped) == ("the pattern matches, but the reader 'known_place' does not take 'Kleinkleckersdorf' for the field 'place'", "")


def test_a_literal_that_is_not_there_or_not_near_is_named() -> None:
    assert miss("dateline/place-agency", "It rained.")[0].startswith("none of its literals stands in the text: '@agency'")
    far = "It rained in the town " * 8 + "- and WASHINGTON — The"
    assert "not where the rule looks: zone head within" in miss("dateline/place-dash", far)[0]
    assert miss("dateline/place-agency", "")[0] == "the text is empty"


def test_a_failing_example_shows_pattern_and_nearest_miss() -> None:
    text = "LONDON (Reuters) the bank raised its rate."
    said = failure(Example("shapes/x.toml", "dateline/place-agency", text, ("LONDON (Reuters) ",)), book())
    assert said
    lines = said.splitlines()
    assert lines[0] == f"shapes/x.toml: dateline/place-agency must take ['LONDON (Reuters) '] of {text!r}, took []"
    assert lines[1].startswith("  pattern: ^(?P<place>")
    rule = rule_of("dateline/place-agency", book())
    assert rule
    assert lines[2:] == [
        "  nearest miss: the pattern stops",
        f"  matches: {rule.pattern[: rule.pattern.index('(?:{dash}+|=)')]}",
        "  not:     (?:{dash}+|=)",
        "  text:    LONDON ({known_agency}) ⟨here⟩the bank raised its rate.",
    ]


def test_an_example_that_holds_says_nothing() -> None:
    text = "LONDON (Reuters) - It rained."
    assert failure(Example("p", "dateline/place-agency", text, ("LONDON (Reuters) - ",), (("agency", "Reuters"),)), book()) is None
    assert failure(Example("p", "dateline/place-agency", text, ("LONDON (Reuters) - ",), (("agency", "AFP"),)), book()) is not None
    assert failure(Example("p", "dateline/place-agency", text, (), why="never"), book()) is not None


# --- list and show


def test_list_is_tab_separated_in_a_pipe(call: Say) -> None:
    status, out, err = call("rules", "list", "--kind", "dateline", "--pack", "shapes/dateline")
    rows = [line.split("\t") for line in out.splitlines()]
    assert (status, err) == (0, "")
    assert {len(row) for row in rows} == {6}
    assert ["dateline/place-agency", "dateline", "head", "", "shapes/dateline.toml", "place and agency in brackets or slashes"] in rows
    assert {row[1] for row in rows} == {"dateline"}


def test_list_goes_by_language(call: Say) -> None:
    _, out, _ = call("rules", "list", "--language", "tr")
    ids = {line.split("\t")[0] for line in out.splitlines()}
    assert {"tr/lines.furniture", "tr/words.photo", "agencies/aa"} <= ids
    assert not {one for one in ids if one.startswith("de/")}


def test_list_of_nothing_says_so(call: Say) -> None:
    status, out, err = call("rules", "list", "--kind", "weather")
    assert (status, out, err.count("\n")) == (1, "", 1)


def test_show_says_all_of_a_rule(call: Say) -> None:
    _, out, _ = call("rules", "show", "dateline/place-agency")
    said = [tuple(line.split("\t", 1)) for line in out.splitlines()]
    assert ("pack", "shapes/dateline.toml") in said
    assert ("zone", "head") in said
    assert ("literals", "@agency") in said
    assert ("reads", "agency: agency") in said
    assert {"what", "source", "pattern", "expanded", "takes", "field", "leaves"} <= {label for label, _ in said}


@pytest.mark.parametrize(
    ("wanted", "line"), [("tr/lines.furniture", "looked up\tthe whole paragraph, whatever marks stand around it"), ("AFP", "forms\tAFP")]
)
def test_show_says_all_of_phrases_and_agencies(call: Say, wanted: str, line: str) -> None:
    status, out, _ = call("rules", "show", wanted)
    assert status == 0
    assert line in out.splitlines()


def test_show_names_what_is_near(call: Say) -> None:
    status, out, err = call("rules", "show", "dateline/place-agenci")
    assert (status, out) == (1, "")
    assert "there is dateline/place-agency" in err


# --- test

PACK = """[[rule]]
id = "office/mark"
kind = "furniture"
what = "a mark of the office"
source = "the office's own paper"
zone = "line"
literals = ["office"]
pattern = '<<office (?:copy|file)>>'

[[rule.match]]
text = "<<office copy>>"

[[rule.miss]]
text = "The office copy was read."
why = "a sentence"
"""


def test_a_good_pack_passes(call: Say) -> None:
    Path("mine.toml").write_text(PACK)
    assert call("rules", "test", "mine.toml") == (0, "", "")
    assert call("rules", "test", "mine.toml", "--full") == (0, "", "")


def test_a_failing_example_is_explained(call: Say) -> None:
    Path("mine.toml").write_text(PACK.replace('"<<office copy>>"', '"<<office copies\\u001b[31m>>"'))
    status, out, err = call("rules", "test", "mine.toml")
    assert status == 1
    assert out.splitlines()[-3:] == ["  matches: <<office (?:cop", "  not:     y", "  text:    <<office cop⟨here⟩ies\\u001b[31m>>"]
    assert "\x1b" not in out
    assert err == "normalizer: 1 pack, 2 examples: 1 thing wrong\n"


def test_lint_is_part_of_it_and_fix_writes_the_one_form(call: Say) -> None:
    Path("mine.toml").write_text(PACK.replace("zone = ", 'language = "en"\nzone = '))
    status, out, _ = call("rules", "test", "mine.toml")
    assert (status, out) == (1, "mine.toml: pack: form: is not in the one form of a pack; --fix writes it so\n")
    assert call("rules", "test", "mine.toml", "--fix")[:2] == (1, "mine.toml: written anew\n")
    assert call("rules", "test", "mine.toml", "--fix") == (0, "", "")
    assert tomllib.loads(Path("mine.toml").read_text())["rule"][0]["language"] == "en"


def test_clean_prose_of_the_authors_own(call: Say) -> None:
    Path("mine.toml").write_text(PACK)
    Path("prose.txt").write_text("It rained.\n\n<<office copy>>\n\nIt snowed.\n")
    status, out, _ = call("rules", "test", "mine.toml", "--prose", "prose.txt")
    assert (status, out) == (1, "prose.txt: office/mark: prose: takes '<<office copy>>' of clean prose\n")


def test_a_pack_that_is_not_there_or_none(call: Say) -> None:
    assert call("rules", "test", "languages/tlh")[0] == 2
    Path("mine.toml").write_text("colour = 1")
    status, _, err = call("rules", "test", "mine.toml")
    assert (status, err) == (2, "normalizer: mine.toml: unknown key 'colour'; known are " + err.partition("known are ")[2])


# --- new


def articles(dateline: str) -> list[str]:
    facts = [("Harbour", "Brest", "27 June"), ("School", "Ghent", "3 May"), ("Museum", "Lille", "9 July")]
    return [
        f"{what} opens again\n\n{dateline.format(place=place, date=date)}The {what.lower()} opened on Monday after a month of work.\n\n"
        f"The {what.lower()} will stay open until autumn, the town said.\n\nDesk: {name}\n\nZonal keeps the coast posted"
        for (what, place, date), name in zip(facts, ("A. Bell", "C. Dunn", "E. Frey"), strict=True)
    ]


def test_new_begins_a_pack_that_the_book_can_read(tmp_path: Path) -> None:
    made = draft(articles("{place}, {date} (ZWN) - "), "zonal", book())
    pack = tomllib.loads(made.toml)
    assert pack["agency"]["forms"] == ["ZWN"]
    assert pack["lines"]["furniture"]["phrases"] == ["Zonal keeps the coast posted"]
    assert pack["openings"]["furniture"]["phrases"] == ["Desk:"]
    assert "rule" not in pack
    assert sum("is matched already by " in note for note in made.notes) == 3
    (tmp_path / "zonal.toml").write_text(made.toml)
    RuleBook.of(load([tmp_path]))


def test_new_drafts_a_dateline_that_no_shape_knows(tmp_path: Path) -> None:
    made = draft(articles("{place} [ZWN] {date} : "), "zonal", book())
    rule = tomllib.loads(made.toml)["rule"][0]
    assert rule["id"] == "zonal/dateline"
    assert [match["takes"] for match in rule["match"]] == [["Brest [ZWN] "], ["Ghent [ZWN] "], ["Lille [ZWN] "]]
    (tmp_path / "zonal.toml").write_text(made.toml)
    grown = RuleBook.of(load([tmp_path]))
    for match in rule["match"]:
        assert failure(Example("zonal.toml", "zonal/dateline", match["text"], tuple(match["takes"])), grown) is None


def test_new_from_files_and_pasted(call: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = articles("{place}, {date} (ZWN) - ")
    for number, text in enumerate(texts):
        Path(f"{number}.txt").write_text(text)
    status, out, err = call("rules", "new", "0.txt", "1.txt", "2.txt", "--name", "zonal")
    assert status == 0
    assert tomllib.loads(out)["agency"]["forms"] == ["ZWN"]
    assert "\nnormalizer: article 3: the dateline 'Lille, 9 July (ZWN) -' is matched already" in err
    assert pasted("\n===\n".join(texts)) == texts
    assert call("rules", "new", "0.txt", "1.txt", "2.txt", "-o", "zonal.toml")[0] == 0
    status, _, err = call("rules", "new", "0.txt", "1.txt", "2.txt", "-o", "zonal.toml")
    assert (status, "name a file that is not there yet" in err) == (2, True)


def test_new_says_what_it_needs(call: Say) -> None:
    Path("a.txt").write_text("It rained.")
    for wrong in (["a.txt"], ["a.txt", "a.txt", "a.txt", "--name", "../x"], ["a.txt", "nowhere.txt", "a.txt"]):
        status, out, err = call("rules", "new", *wrong)
        assert (status, out, err.count("\n")) == (2, "", 1)


# --- at a terminal


def test_nothing_of_a_pack_reaches_the_terminal_as_escape_or_markup(tmp_path: Path) -> None:
    evil = "[red]x[/red] \\u001b[31m \\u202e :smile:"
    (tmp_path / "mine.toml").write_text(PACK.replace("a mark of the office", evil).replace("a sentence", evil))
    for arguments in (["list", "--pack", "mine", "--rules", str(tmp_path)], ["show", "office/mark", "--rules", str(tmp_path)]):
        leader, follower = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, "-m", "normalizer", "rules", *arguments],
            stdout=follower,
            stderr=follower,
            env=os.environ | {"TERM": "dumb", "COLUMNS": "200"},
        )
        os.close(follower)
        seen = b""
        try:
            while block := os.read(leader, 4096):
                seen += block
        except OSError:  # Linux's way of saying that the other end is closed
            pass
        os.close(leader)
        assert process.wait() == 0
        shown = seen.decode()
        assert {"[red]x[/red]", "\\u001b[31m", "\\u202e", ":smile:"} <= set(shown.split())
        assert all(char.isprintable() or char in "\r\n" for char in shown)
