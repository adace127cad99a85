"""The fields that pieces state: whose word counts, precision of times, inferred years."""

from __future__ import annotations

import pytest

from normalizer import normalize
from normalizer.article import Dateline
from normalizer.cut import read_fields
from normalizer.match import Claim
from normalizer.rulebook.readers import Lexicon

STORY = "Der Zug blieb am Montag eine Stunde lang vor dem Tunnel stehen, weil ein Signal nicht grün wurde, sagte ein Sprecher der Bahn am Abend."


def claim(kind: str, at: int = 0, **fields: str) -> Claim:
    return Claim("test/rule", kind, ((at, at + 1),), "words", tuple(fields.items()))


def test_the_dateline_names_the_agency_before_the_sign_off() -> None:
    fields = read_fields([claim("signoff", 0, agency="AP"), claim("dateline", 5, agency="dpa", place="Berlin")], Lexicon())
    assert fields["agency"] == "dpa"


def test_the_first_to_state_a_field_wins_and_lists_gather() -> None:
    fields = read_fields(
        [claim("byline", 0, person="A B"), claim("byline", 1, person="C D, A B"), claim("headline", 2), claim("headline", 3)], Lexicon()
    )
    assert fields["authors"] == ("A B", "C D")
    assert fields["headline"] == "words"


@pytest.mark.parametrize(
    ("stamp", "published"),
    [
        ("Veröffentlicht: 27.06.2019", "2019-06-27"),
        ("Veröffentlicht: 27.06.2019 03:57", "2019-06-27T03:57"),
        ("Veröffentlicht: 27. Juni", None),
    ],
)
def test_a_time_has_the_precision_that_was_printed(stamp: str, published: str | None) -> None:
    assert normalize(f"{stamp}\n\n{STORY}\n\n{STORY[::-1]}").published == published


def test_a_year_is_inferred_from_a_date_near_by_in_the_document() -> None:
    fields = read_fields([claim("timestamp", 0, when="2019-12-30"), claim("dateline", 5, place="Berlin", date="--01-02")], Lexicon())
    assert fields["dateline"] == Dateline("Berlin", "2020-01-02")


def test_no_year_is_inferred_from_a_date_far_away() -> None:
    fields = read_fields([claim("timestamp", 0, when="2019-06-30"), claim("dateline", 5, place="Berlin", date="--01-02")], Lexicon())
    assert fields["dateline"].date == "--01-02"


def test_the_thirtieth_of_february_is_not_inferred() -> None:
    fields = read_fields([claim("timestamp", 0, when="2019-03-01"), claim("dateline", 5, date="--02-29")], Lexicon())
    assert fields["dateline"].date == "--02-29"


def test_a_dateline_that_states_nothing_is_no_field() -> None:
    assert "dateline" not in read_fields([claim("dateline")], Lexicon())


def test_brackets_are_no_part_of_a_sign_off() -> None:
    assert (
        normalize(f"LONDON (Reuters) - {STORY} (Reporting by Jane Roe; Editing by John Doe)").sign_off == "Reporting by Jane Roe; Editing by John Doe"
    )
