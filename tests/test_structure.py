"""What no pattern sees: headline and labels, things printed twice, lines among furniture, titles of other stories. Negatives beside positives."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from normalizer import Article, normalize
from normalizer.match import match
from normalizer.match.structure import is_title
from normalizer.rulebook import book
from normalizer.settings import Hints

FIRST = (
    "The harbour will be closed from Monday while divers look for the anchor that a tanker lost in the storm, the port authority said in a statement."
)
SECOND = "Ferries to the islands leave from the old pier until the work is done, which nobody expects to be before the end of the month, it added."
THIRD = "Fishermen have asked for money, since the cod does not wait and the market in the next town is two hours away by road in good weather."


def removed(article: Article) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in article.removed]


def test_a_title_line_above_prose_is_the_headline() -> None:
    article = normalize(f"Harbour closed as divers look for lost anchor\n\n{FIRST}\n\n{SECOND}")
    assert (article.headline, article.body) == ("Harbour closed as divers look for lost anchor", f"{FIRST}\n\n{SECOND}")


@pytest.mark.parametrize(
    "line",
    [
        "The harbour is closed.",  # a sentence
        "He came. He saw. He left without the anchor",  # three sentences
        "Ships, boats and rafts,",  # a comma: it goes on
    ],
)
def test_a_sentence_above_prose_is_body(line: str) -> None:
    article = normalize(f"{line}\n\n{FIRST}")
    assert (article.headline, article.body) == (None, f"{line}\n\n{FIRST}")


def test_a_title_without_prose_below_is_body() -> None:
    assert normalize("Harbour closed as divers look for anchor\n\nMore soon").headline is None


def test_one_line_is_body() -> None:
    assert normalize("Harbour closed as divers look for lost anchor").body == "Harbour closed as divers look for lost anchor"


def test_a_label_above_the_headline_is_furniture() -> None:
    article = normalize(f"Seafaring\n\nHarbour closed as divers look for lost anchor\n\n{FIRST}\n\n{SECOND}")
    assert article.headline == "Harbour closed as divers look for lost anchor"
    assert removed(article)[0] == ("furniture", "Seafaring")


def test_the_headline_printed_again_is_furniture() -> None:
    title = "Harbour closed as divers look for lost anchor"
    article = normalize(f"{title}\n\n{FIRST}\n\n{title}\n\n{SECOND}")
    assert article.body == f"{FIRST}\n\n{SECOND}"


def test_a_story_printed_twice_stands_once() -> None:
    article = normalize(f"{FIRST} {SECOND}\n\n{THIRD}\n\n{FIRST}\n\n{SECOND}")
    assert article.body == f"{FIRST} {SECOND}\n\n{THIRD}"


def test_short_sentences_may_repeat() -> None:
    article = normalize(f"{FIRST}\n\n“Yes.”\n\n{SECOND}\n\n“Yes.”\n\n{THIRD}")
    assert article.removed == ()


def test_the_lead_behind_the_dateline_stays_and_its_summary_above_goes() -> None:
    article = normalize(f"{FIRST}\n\nHAMBURG (AP) _ {FIRST}\n\n{SECOND}")
    assert article.body == f"{FIRST}\n\n{SECOND}"
    assert article.deck == FIRST


def test_titles_of_other_stories_between_paragraphs_go_when_there_are_two() -> None:
    link, other = "Tanker captain says the anchor had been loose for weeks", "Islanders demand a second pier for the winter months now"
    article = normalize(f"{FIRST}\n\n{link}\n\n{SECOND}\n\n{other}\n\n{THIRD}")
    assert article.body == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
    assert {kind for kind, _ in removed(article)} == {"related"}


def test_one_long_line_between_paragraphs_may_be_a_subhead() -> None:
    link = "Tanker captain says the anchor had been loose for weeks"
    assert normalize(f"{FIRST}\n\n{link}\n\n{SECOND}\n\n{THIRD}").removed == ()


def test_short_subheads_stay() -> None:
    assert normalize(f"{FIRST}\n\nNo pier in sight\n\n{SECOND}\n\nThe cod does not wait\n\n{THIRD}").removed == ()


def test_titles_under_a_heading_of_links_go_with_it() -> None:
    article = normalize(f"{FIRST}\n\n{SECOND}\n\nRelated stories\n\nTanker captain says the anchor was loose\n\nIslanders demand a second pier now")
    assert article.body == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Minister says 'no' to talks", True),
        ("Великобритания окончателно скъсва с ЕС на 31 декември 2020 г.", True),
        ("Wer zahlt? Die Stadt sucht nach Geld", True),
        ("Er kam, sah und ging.", False),
        ("1, 2, 3, 4, 5, 6, 7, 8", False),
        ("x" * 200, False),
    ],
)
def test_the_shape_of_a_title(line: str, title: bool) -> None:
    assert is_title(line) is title


def calls_for(paragraphs: int) -> int:
    """How many calls it takes to match a text of so many paragraphs, each a dateline, the same sentence and one of its own."""
    text = "\n\n".join(f"BERLIN (dpa) - {FIRST} {SECOND[:-1]} {n}." for n in range(paragraphs))
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    match(text, book(), Hints())
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        match(text, book(), Hints())
    finally:
        sys.setprofile(before)
    return calls


def test_work_grows_with_the_text_and_no_faster() -> None:
    """Counted in calls, of Python and of the engines: twice the text, about twice the work."""
    assert calls_for(200) < 2.4 * calls_for(100)
