"""The language of an article, and its fragments."""

from __future__ import annotations

import re

import pytest

from normalizer.article import Span
from normalizer.language import tell
from normalizer.language.look import Look
from normalizer.settings import Hints, Settings

ENGLISH = (
    "The city council voted on Monday to close the old bridge over the river. Engineers had found cracks in two of its pillars.\n\n"
    "Repairs will take at least a year, the mayor told reporters. Buses will run along the northern road until then."
)
FRENCH = "Nous ne savons pas encore combien de temps dureront les travaux."
GERMAN = "Die Brücke bleibt nach Angaben der Stadt bis zum Ende des Jahres gesperrt. Eine Umleitung ist eingerichtet."
TURKISH = "Belediye başkanı köprünün yıl sonuna kadar kapalı kalacağını söyledi."
RUSSIAN = "Мэр сообщил журналистам, что ремонт моста займёт не меньше года. До тех пор автобусы пойдут по северной дороге."
CHINESE = "市长告诉记者，桥梁的修复工程至少需要一年时间。在此之前，公共汽车将改走北面的道路。"
JAPANESE = "市長は記者団に対し、橋の修理には少なくとも一年かかると述べた。それまでバスは北側の道を走る。"


def spans(text: str, **taken: tuple[str, str | None]) -> list[Span]:
    """Every line a body piece, but for those that begin with a key of ``taken`` (kind, language)."""
    found = []
    for line in re.finditer(r"[^\n]+", text):
        kind, language = next((value for key, value in taken.items() if line[0].startswith(key)), ("body", None))
        found.append(Span(kind, line.start(), line.end(), "test", language))
    return found


def told(
    text: str, settings: Settings | None = None, hints: Hints | None = None, **taken: tuple[str, str | None]
) -> tuple[str, list[tuple[str, str]]]:
    answer = tell(text, spans(text, **taken), settings or Settings(), hints or Hints())
    for one in answer.fragments:
        assert one.text == text[one.start : one.end] == one.text.strip()
    return answer.language, [(one.language, one.text) for one in answer.fragments]


@pytest.mark.parametrize(
    ("text", "language"),
    [(ENGLISH, "en"), (FRENCH, "fr"), (GERMAN, "de"), (TURKISH, "tr"), (RUSSIAN, "ru"), (CHINESE, "zh-Hans"), (JAPANESE, "ja")],
)
def test_an_article_in_one_language_has_no_fragments(text: str, language: str) -> None:
    assert told(text) == (language, [])


@pytest.mark.parametrize(
    "text", ["", "27.06.2019 03:57", "EUR/USD 1.0876 GBP/USD 1.2345 USD/JPY 110.2", "jz-as-sct/ec", "AFP", "https://example.org/a/b?id=12"]
)
def test_thin_evidence_is_und(text: str) -> None:
    assert told(text) == ("und", [])


def test_a_paragraph_in_another_language() -> None:
    assert told(f"{ENGLISH}\n\n{GERMAN}\n\n{ENGLISH}") == ("en", [("de", GERMAN)])
    assert told(f"{GERMAN}\n\n{TURKISH}\n\n{GERMAN}") == ("de", [("tr", TURKISH)])


def test_a_sentence_inside_a_paragraph() -> None:
    first, second = ENGLISH.split("\n\n")
    assert told(f"{first} {FRENCH} {second}") == ("en", [("fr", FRENCH)])


@pytest.mark.parametrize("marks", ["“”", "«»", '""', "„“"])
def test_a_quotation_inside_a_sentence(marks: str) -> None:
    inside = FRENCH.rstrip(".")
    assert told(f"{ENGLISH}\n\nAt the end of the long meeting he said {marks[0]}{inside}{marks[1]} and left the room with his advisers.") == (
        "en",
        [("fr", inside)],
    )


def test_a_run_in_another_script_inside_a_sentence() -> None:
    said = "we do not know how long the work on the bridge will take"
    assert told(f"{CHINESE}市长说 {said} ，然后离开了会议室。{CHINESE}") == ("zh-Hans", [("en", said)])
    assert told(f"{GERMAN} Der Bürgermeister nannte das ремонт моста займёт не меньше года und ging. {GERMAN}") == (
        "de",
        [("ru", "ремонт моста займёт не меньше года")],
    )


@pytest.mark.parametrize(
    "line",
    [
        "Ayşe Yılmaz, Mehmet Öztürk, Zeynep Çelik",
        "Boris Johnson, Emmanuel Macron und Angela Merkel",
        "Agence France-Presse",
        "習近平",
        "Die Zeit",
        "The Guardian",
        "www.example.org/nachrichten/politik/ausland-12345",
        "27 Haziran 2019 - 03:57",
        "dpa wsz jln npr",
        "iPhone XS Max",
    ],
)
@pytest.mark.parametrize("article", [ENGLISH, GERMAN])
def test_names_credits_and_codes_are_no_fragments(article: str, line: str) -> None:
    if not (article is ENGLISH and " und " in line):
        assert told(f"{article}\n\n{line}\n\n{article}")[1] == []


def test_names_in_another_script_are_no_fragments() -> None:
    assert told(f"{CHINESE}他在 New York Times 和 Microsoft Windows 工作。{CHINESE}") == ("zh-Hans", [])
    assert told(f"{RUSSIAN} Об этом пишет The Wall Street Journal. {RUSSIAN}") == ("ru", [])
    assert told(f"{JAPANESE}\n\n南北首脳会談\n\n{JAPANESE}") == ("ja", [])


def test_a_rule_that_knows_the_language_wins() -> None:
    stamp = "27 Haziran 2019 - 03:57"
    assert told(f"{stamp}\n\n{ENGLISH}", **{"27": ("timestamp", "tr")}) == ("en", [("tr", stamp)])
    assert told(f"{stamp}\n\n{TURKISH}", **{"27": ("timestamp", "tr")}) == ("tr", [])
    assert told(f"Foto: dpa\n\n{GERMAN}\n\nX", Foto=("caption", "de"), X=("furniture", "en")) == ("de", [])


def test_removed_pieces_count_where_their_words_do() -> None:
    assert told(f"{ENGLISH}\n\nAlle Rechte vorbehalten und jede Nutzung nur mit Erlaubnis.", Alle=("copyright", None)) == (
        "en",
        [("de", "Alle Rechte vorbehalten und jede Nutzung nur mit Erlaubnis.")],
    )
    assert told(f"{ENGLISH}\n\n责任编辑：王小明", 责任=("signoff", None))[1][0][1] == "责任编辑：王小明"
    assert told(f"{ENGLISH}\n\nBC-RUSSIA-venezuela-diplomacia-militar", BC=("slug", None)) == ("en", [])
    assert told(f"{RUSSIAN}\n\n(NTB scanpix)", **{"(NTB": ("caption", None)}) == ("ru", [])


def test_without_a_body_the_headline_tells() -> None:
    assert told("Council votes to close the old bridge over the river", Council=("headline", None)) == ("en", [])


def test_neighbours_in_one_paragraph_are_one_fragment_and_paragraphs_are_not_joined() -> None:
    assert told(f"{ENGLISH}\n\n{GERMAN}\n\n{GERMAN}\n\n{ENGLISH}\n\n{ENGLISH}") == ("en", [("de", GERMAN), ("de", GERMAN)])


def test_settings() -> None:
    mixed = f"{ENGLISH}\n\n{GERMAN}\n\n{ENGLISH}"
    assert told(mixed, Settings(fragments=False)) == ("en", [])
    assert told(mixed, Settings(languages=("en", "fr"))) == ("en", [])
    assert told(mixed, Settings(languages=("en",))) == ("en", [])
    assert told(mixed, Settings(backend="langdetect")) == ("en", [("de", GERMAN)])
    with pytest.raises(ValueError, match="no such language backend"):
        told(mixed, Settings(backend="cld"))


@pytest.mark.parametrize(
    ("hints", "language"),
    [
        (Hints(), "hr"),
        (Hints(language="sr"), "sr-Latn"),
        (Hints(language="bs"), "bs"),
        (Hints(language="hr"), "hr"),
        (Hints(url="https://www.example.rs/vesti/1"), "sr-Latn"),
        (Hints(url="https://www.example.ba/vijesti/1"), "bs"),
        (Hints(language="en"), "hr"),
        (Hints(language="sr-RS"), "sr-Latn"),
        (Hints(language="sr-Cyrl"), "hr"),
        (Hints(language="bs_BA"), "bs"),
        (Hints(language="hr-"), "hr"),
        (Hints(language="bs <b>"), "hr"),
        (Hints(url="http://[example.rs"), "hr"),
    ],
)
def test_croatian_bosnian_serbian_by_evidence(hints: Hints, language: str) -> None:
    assert told("Gradonačelnik je novinarima rekao da će most biti zatvoren do kraja godine.", hints=hints) == (language, [])


def test_a_hint_is_no_verdict() -> None:
    assert told(GERMAN, hints=Hints(language="fr")) == ("de", [])
    assert told("Saya bertanya kepadanya apakah ia mengerti.", hints=Hints(language="ms"))[0] in ("id", "ms")


def test_wrapped_lines_are_one_paragraph() -> None:
    wrapped = "Der Stadtrat hat am Montag beschlossen, die alte Brücke über den\nFluss zu sperren. In zwei Pfeilern waren Risse gefunden worden, die\nsich nicht mehr ausbessern lassen."
    assert told(f"{ENGLISH}\n\n{wrapped}\n\n{ENGLISH}") == ("en", [("de", wrapped)])


@pytest.mark.parametrize("unit", ['"', 'a "', "« ", ". ", "\0a\n", "中, ", "中a" + " " * 50, "\n", "word слово "])
def test_time_grows_with_length_and_nothing_is_raised(unit: str) -> None:
    told(unit * 4000)


def test_around_the_story_so_much_is_looked_at_and_no_more() -> None:
    story, menu = "The ferry left the island an hour late on Monday.", "Die Fähre verließ am Montag die Insel.\n"
    text = story + "\n" + menu * 3
    spans = [Span("body", 0, len(story), "body"), Span("furniture", len(story) + 1, len(text) - 1, "page/outside")]
    asked: list[int] = []
    original = Look.__init__

    def look(self: Look, texts: list[str], settings: Settings) -> None:
        asked.append(len(texts))
        original(self, texts, settings)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Look, "__init__", look)
        patch.setattr("normalizer.language._MOST_AROUND", 2)
        told = tell(text, spans, Settings(), Hints())
    assert (told.language, asked) == ("en", [3])
    assert "".join(fragment.text for fragment in told.fragments).count("Fähre") == 2
