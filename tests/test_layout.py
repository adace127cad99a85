"""Paragraphs of T and the way back from a view: wraps, runs of space, what claims leave."""

from __future__ import annotations

import pytest

from normalizer.layout import lay_out, subtract, view

WRAPPED = """LUSAKA, Nov 6 (Reuters) - The largest copper mine in the north
will reopen on Monday after its owners and the union agreed on a
rise of nine percent, both sides said on Sunday.

The deal runs for two years and gives every miner a week more of
leave."""


def paragraphs(text: str) -> list[str]:
    seen = view(lay_out(text))
    return [seen.text[start:end] for start, end in seen.paragraphs]


def test_hard_wraps_are_joined() -> None:
    assert paragraphs(WRAPPED) == [
        "LUSAKA, Nov 6 (Reuters) - The largest copper mine in the north will reopen on Monday after its owners and the union agreed on a "
        "rise of nine percent, both sides said on Sunday.",
        "The deal runs for two years and gives every miner a week more of leave.",
    ]


def test_lines_that_end_where_the_next_word_had_room_are_paragraphs() -> None:
    lines = ["Ein kurzer Satz.", "Noch einer, ein wenig länger als der erste.", "Und ein dritter.", "Zuletzt der vierte Satz."]
    assert paragraphs("\n".join(lines)) == lines


def test_an_indent_begins_a_paragraph_of_wrapped_text() -> None:
    text = (
        "   Negotiations between the two parties went on through the night\n"
        "and ended without a result, the head of the delegation said when\n"
        "he came out.\n"
        "   Talks resume on Monday in the same building, he added, and then\n"
        "walked away."
    )
    assert [line[:12] for line in paragraphs(text)] == ["Negotiations", "Talks resume"]


def test_deep_indents_of_html_source_are_no_breaks() -> None:
    assert paragraphs("İSTANBUL \r\n                   -\r\n                Türkiye \r\n              büyüdü.") == ["İSTANBUL - Türkiye büyüdü."]


def test_bullets_begin_paragraphs_however_they_are_indented() -> None:
    assert paragraphs("Punkte:\n          • eins\n          • zwei") == ["Punkte:", "• eins", "• zwei"]


def test_unspaced_scripts_are_joined_without_a_space() -> None:
    assert paragraphs("山の上の村では\n                    雪が降った。") == ["山の上の村では雪が降った。"]


@pytest.mark.parametrize("text", ["a\u00a0b", "نمی\u200cشود", "x\u2009y", "\u3000"])
def test_other_spaces_and_joiners_stay(text: str) -> None:
    assert view(lay_out(f"vor {text} nach")).text == f"vor {text} nach"


def test_every_character_of_a_view_knows_where_it_stands() -> None:
    text = "  One  two\tthree \r\n\r\n four."
    seen = view(lay_out(text))
    assert seen.text == "One two three\n\nfour."
    for start, end in seen.paragraphs:
        for offset in range(start, end):
            if not seen.text[offset].isspace():
                assert text[seen.origin(offset)] == seen.text[offset]


def test_what_claims_leave_closes_up() -> None:
    text = "BERLIN (dpa) - Der Zug blieb stehen. (END)"
    seen = view(lay_out(text), [(0, 14), (37, 42)])
    assert seen.text == "Der Zug blieb stehen."
    assert seen.source(0, len(seen.text)) == (15, 36)


def test_a_paragraph_with_a_hole_stays_one() -> None:
    seen = view(lay_out("Vorher. FOTO: X. Nachher."), [(8, 16)])
    assert (seen.text, len(seen.paragraphs)) == ("Vorher. Nachher.", 1)


def test_subtract_trims_and_leaves_out() -> None:
    assert subtract("ab  cd  ef", (0, 10), [(4, 6)]) == [(0, 2), (8, 10)]
    assert subtract("ab", (0, 2), [(0, 2)]) == []
    assert subtract("ab cd", (0, 5), []) == [(0, 5)]


def test_a_body_laid_out_again_is_itself() -> None:
    body = view(lay_out(WRAPPED)).text
    assert view(lay_out(body)).text == body
