"""What no pattern sees: headline and labels, things printed twice, lines among furniture, titles of other stories. Negatives beside positives."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from normalizer import Article, normalize
from normalizer.layout import lay_out, view
from normalizer.match import match
from normalizer.match.structure import find, is_title
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
        ("Старият фар на Созопол отваря врати на 14 май 2021 г.", True),
        ("Wer zahlt? Die Stadt sucht nach Geld", True),
        ("Er kam, sah und ging.", False),
        ("1, 2, 3, 4, 5, 6, 7, 8", False),
        ("x" * 200, False),
    ],
)
def test_the_shape_of_a_title(line: str, title: bool) -> None:
    assert is_title(line) is title


#: A head in many languages, each in the manner of its press: label, headline, deck, by-line, time, and the first paragraph of the story.
HEADS = {
    "en": ("Shipping", "Harbour shut as divers hunt tanker's lost anchor", "Ferries to the islands leave from the old pier until the divers are done",
           "By Jane Morrow", "12 March 2024 09:41", FIRST),
    "de": ("Schifffahrt", "Hafen gesperrt: Taucher suchen verlorenen Anker", "Fähren legen bis zum Wochenende an der alten Mole ab",
           "Von Max Brandt", "12.03.2024, 09:41 Uhr",
           "Der Hafen von Altenwerder bleibt bis Freitag gesperrt, weil Taucher den Anker suchen, den ein Tanker im Sturm verloren hat. Fähren legen derweil ab."),
    "pl": ("Gospodarka", "Port zamknięty, nurkowie szukają zgubionej kotwicy", "Promy na wyspy odpływają do końca tygodnia ze starego mola",
           "Autor: Anna Kowal", "12 marca 2024, 09:41",
           "Port w Starym Brzegu pozostanie zamknięty do piątku, bo nurkowie szukają kotwicy, którą tankowiec zgubił podczas sztormu. Promy odpływają ze starego mola."),
    "tr": ("Gündem", "Dalgıçlar kayıp çapayı ararken liman kapatıldı", "Feribotlar hafta sonuna kadar eski iskeleden kalkacak",
           "Haber: Ayşe Demir", "12 Mart 2024 09:41",
           "Eskikıyı Limanı, bir tankerin fırtınada kaybettiği çapayı arayan dalgıçlar nedeniyle cumaya kadar kapalı. Feribotlar eski iskeleden kalkacak, liman başkanlığı açıkladı."),
    "ru": ("Общество", "Порт закрыли: водолазы ищут потерянный якорь", "Паромы до конца недели уходят от старого причала",
           "Автор: Анна Белова", "12 марта 2024, 09:41",
           "Порт останется закрытым до пятницы, пока водолазы ищут якорь, который танкер потерял во время шторма. Паромы на острова уходят от старого причала, сообщила администрация."),
    "zh": ("财经", "潜水员搜寻遗失船锚 旧岸港口关闭至周五", "前往各岛的渡轮改由旧码头出发", "记者 李明", "2024-03-12 09:41",
           "旧岸港口将关闭至周五，潜水员正在搜寻一艘油轮在周日夜间的风暴中遗失的船锚，港务局周一表示，前往各岛的渡轮在此期间由旧码头出发。"),
    "ja": ("社会", "潜水士が失われた錨を捜索、古浜港が金曜まで閉鎖", "島へのフェリーは旧桟橋から出航", "記者 山田太郎", "2024年3月12日 09時41分",
           "古浜港は、日曜夜の嵐でタンカーが失った錨を潜水士が捜索しているため、金曜日まで閉鎖される。島へのフェリーはその間、旧桟橋から出航する。"),
    "ko": ("사회", "잠수부들 잃어버린 닻 수색…구안항 금요일까지 폐쇄", "섬으로 가는 여객선은 옛 부두에서 출항", "김민수 기자", "2024.03.12 09:41",
           "구안항이 금요일까지 폐쇄된다. 폭풍 속에서 유조선이 잃어버린 닻을 잠수부들이 수색하고 있기 때문이다. 섬으로 가는 여객선은 옛 부두에서 출항한다고 당국이 밝혔다."),
    "ar": ("اقتصاد", "إغلاق الميناء بينما يبحث غواصون عن مرساة مفقودة", "العبارات تنطلق من الرصيف القديم حتى نهاية الأسبوع", "كتب: أحمد سالم", "12 مارس 2024 09:41",
           "يبقى ميناء الشاطئ القديم مغلقا حتى يوم الجمعة بينما يبحث غواصون عن مرساة مفقودة سقطت من ناقلة نفط في العاصفة. وتنطلق العبارات من الرصيف القديم."),
    "hi": ("देश", "गोताखोरों ने खोए लंगर की तलाश शुरू की, बंदरगाह बंद", "द्वीपों की नौकाएं सप्ताह के अंत तक पुराने घाट से चलेंगी", "लेखक: सीमा वर्मा", "12 मार्च 2024, 09:41",
           "पुराने तट का बंदरगाह शुक्रवार तक बंद रहेगा, क्योंकि गोताखोर उस लंगर की तलाश कर रहे हैं जो रविवार के तूफान में गिर गया था। द्वीपों की नौकाएं पुराने घाट से चलेंगी।"),
    "th": ("ข่าว", "นักดำน้ำค้นหาสมอเรือที่หาย ท่าเรือปิดถึงวันศุกร์", "เรือข้ามฟากไปเกาะออกจากท่าเก่าถึงสุดสัปดาห์", "โดย สมชาย ใจดี", "12 มีนาคม 2567 09:41",
           "ท่าเรือฝั่งเก่าจะปิดถึงวันศุกร์ระหว่างที่นักดำน้ำค้นหาสมอเรือที่เรือบรรทุกน้ำมันทำหายในพายุเมื่อคืนวันอาทิตย์ การท่าเรือระบุ เรือข้ามฟากไปเกาะจะออกจากท่าเก่าจนกว่างานจะเสร็จ และราคาปลาก็ตกแล้ว"),
}  # fmt: skip


@pytest.mark.parametrize("language", HEADS)
@pytest.mark.parametrize("shape", ["H", "LH", "HD", "LHD", "HDB", "HDT", "HDTB", "LHDBT", "THD", "HTHD"])
def test_the_headline_is_the_first_line_that_speaks_of_the_story(language: str, shape: str) -> None:
    label, title, deck, author, stamp, story = HEADS[language]
    lines = {"L": label, "H": title, "D": deck, "B": author, "T": stamp}
    article = normalize("\n\n".join([*(lines[letter] for letter in shape), story]))
    assert article.headline == title
    assert article.body.endswith(story)
    assert label not in article.body.split("\n\n")


def test_a_slogan_above_the_headline_is_not_the_headline() -> None:
    title = "Harbour closed as divers look for lost anchor"
    article = normalize(f"Go to Contents Go to Navigation\n\n{title}\n\nNorth coast 09:31 August 20, 2019\n\n{FIRST}\n\n{SECOND}")
    assert (article.headline, article.body) == (title, f"{FIRST}\n\n{SECOND}")


def test_where_a_page_stands_in_its_site_is_not_the_headline() -> None:
    title = "潜水员搜寻遗失船锚 旧岸港口关闭至周五"
    story = HEADS["zh"][-1]
    article = normalize(f"某网首页 > 新闻中心 > 社会新闻 > 正文\n\n{title}\n\n2024-03-12 09:41:28　来源: 某报\n\n{story}")
    assert article.headline == title
    assert "正文" not in article.body


def test_a_headline_below_the_name_of_its_site_and_itself() -> None:
    title = "Harbour closed as divers look for lost anchor"
    article = normalize(f"The Millhaven Post - {title}\n\nSearch this site for more\n\n{title}\n\n{FIRST}\n\n{SECOND}")
    assert (article.headline, article.body) == (title, f"{FIRST}\n\n{SECOND}")


def test_a_title_above_its_long_deck_is_the_headline_though_it_says_less() -> None:
    deck = "Divers look for the anchor that a tanker lost in the storm while the ferries to the islands leave from the old pier of Millhaven until Friday"
    article = normalize(f"Harbour blues\n\n{deck}\n\n{FIRST}\n\n{SECOND}")
    assert (article.headline, article.body) == ("Harbour blues", f"{FIRST}\n\n{SECOND}")


def test_a_headline_above_a_list_is_cut_and_the_list_is_not() -> None:
    title = "Divers hunt anchor in closed harbour: the boats that wait"
    boats = "Aurora\n\nBluebell, Captain Hart\n\nCormorant\n\nDolphin, two decks\n\nEider\n\nFulmar"
    article = normalize(f"{title}\n\n{boats}\n\n{FIRST}\n\n{SECOND}")
    assert (article.headline, article.body) == (title, f"{boats}\n\n{FIRST}\n\n{SECOND}")


@pytest.mark.parametrize(
    "top",
    [
        ["200 g flour", "300 ml of milk", "Two eggs", "A pinch of salt", "Butter for the pan"],
        ["Thomas Hart", "Jane Morrow", "Ali Demir", "Anna Kowal"],
        [
            "O harbour grey, O harbour wide",
            "Your gulls are crying with the tide",
            "Your boats lie sleeping side by side",
            "And no one knows who lost his bride",
        ],
        ["What the harbour will lose", "Who lost the anchor in the harbour?", "Who pays the divers who look for the anchor?"],
        ["The harbour will close, the port authority said,", "divers look for the anchor,"],
    ],
)
def test_a_list_above_prose_is_story(top: list[str]) -> None:
    text = "\n\n".join([*top, FIRST, SECOND])
    assert normalize(text).body == text


@pytest.mark.parametrize("day", ["12 March 2024", "12. März 2024", "12 марта 2024 года", "12 Mart 2024", "2024年3月12日", "12 مارس 2024"])
@pytest.mark.parametrize("above", ["", "Harbour closed as divers look for lost anchor\n\n"])
def test_a_day_alone_above_the_story_is_when_it_came_out(day: str, above: str) -> None:
    article = normalize(f"{above}{day}\n\n{FIRST}\n\n{SECOND}")
    assert (article.body, article.published) == (f"{FIRST}\n\n{SECOND}", "2024-03-12")


@pytest.mark.parametrize("days", [("12 March 2024", "13 March 2024"), ("6 juin 1944", "25 août 1944"), ("Montag, 12. März", "Dienstag, 13. März")])
def test_days_of_a_diary_are_subheads(days: tuple[str, str]) -> None:
    text = f"{days[0]}\n\n{FIRST}\n\n{days[1]}\n\n{SECOND}\n\n{THIRD}"
    assert normalize(text).removed == ()
    article = normalize(f"What we did while the harbour was closed\n\n{text}")
    assert (article.headline, article.body) == ("What we did while the harbour was closed", text)


@pytest.mark.parametrize(
    "entries",
    [
        ["Director: Jane Roe", "With: Thomas Hart, Anna Kowal", "Running time: 112 minutes"],
        ["Millhaven 2-1 Ostervik", "Leeds 0-0 Derby"],
        ["Jane Roe, singer", "John Doe, painter", "Ann Poe, president of the guild of pilots"],
        ["1944: the harbour is bombed", "1951: the first ferry sails again"],
        ["Q: Who pays for the new pier?", "A: The town pays a third."],
        ["- Who is there?", "- Nobody.", "- Then come in."],
    ],
)
def test_entries_below_the_headline_are_no_decks(entries: list[str]) -> None:
    title = "Harbour closed as divers look for lost anchor"
    body = "\n\n".join([*entries, FIRST, SECOND])
    article = normalize(f"{title}\n\n{body}")
    assert (article.headline, article.body) == (title, body)
    assert normalize(body).removed == ()


REFRAIN = "Row on, row on, the harbour is dark and the tide is low, and the anchor lies where no diver will go"
QUESTION = "What would you do in your first hundred days to bring the boats back to the harbour of this town?"


@pytest.mark.parametrize(
    "parts",
    [
        [FIRST, QUESTION, SECOND, QUESTION, THIRD],  # everyone is asked the same
        [FIRST, "Why so late?", SECOND, "Why so late?", THIRD, "Why so late?", "Nobody knows, he says, and nobody will ask again before the spring comes."],
        [FIRST, "Q: Who lost the anchor", "A: Nobody says", SECOND, "Q: Who lost the anchor", "A: Nobody says", THIRD, "Q: Who lost the anchor"],
        [FIRST, "And still the boats lie waiting", SECOND, "And still the boats lie waiting", THIRD, "And still the boats lie waiting"],
        [FIRST, "Shots on target: 3", "Corner kicks won: 3", SECOND, "Shots on target: 3", "Corner kicks won: 3", THIRD, "Shots on target: 3"],
        [FIRST, "THE MAYOR OF MILLHAVEN", SECOND, "THE CAPTAIN", THIRD, "THE MAYOR OF MILLHAVEN", "Then we agree that nobody knows where it lies.", "THE CAPTAIN",
         "We do, and we shall drink to it as soon as the pier is open again.", "THE MAYOR OF MILLHAVEN", "Not before the vote, and that is my last word tonight."],
        [FIRST, "We shall rebuild this pier, plank by plank, until the last ferry sails again.", SECOND,
         "We shall rebuild this pier, plank by plank, until the last ferry sails again.", THIRD],  # said twice in a speech
        [FIRST, REFRAIN, SECOND, REFRAIN, THIRD, REFRAIN],
    ],
    ids=["one question", "short question", "labels", "refrain", "figures", "speakers", "speech", "chorus"],
)  # fmt: skip
def test_what_is_said_again_is_story(parts: list[str]) -> None:
    text = "\n\n".join(parts)
    assert normalize(text).body == text


@pytest.mark.parametrize("parts", [[FIRST, f"{SECOND} {THIRD}", f"{SECOND} {THIRD}"], [FIRST, SECOND, THIRD, FIRST, SECOND]])
def test_what_is_printed_again_goes(parts: list[str]) -> None:
    assert normalize("\n\n".join(parts)).body == "\n\n".join(dict.fromkeys(parts))


def test_long_subheads_that_say_what_follows_stay() -> None:
    below = "Divers look for the anchor in the harbour where the tanker lost it, and the port authority pays."
    heads = [
        "How divers look for the anchor that the tanker lost in the harbour",
        "Why the ferries to the islands leave from the old pier of the town",
    ]
    text = f"{FIRST}\n\n{heads[0]}\n\n{below}\n\n{THIRD}\n\n{heads[1]}\n\n{SECOND}\n\n{THIRD[:-1]} again."
    assert normalize(text).removed == ()


def test_a_headline_glued_to_its_copy() -> None:
    title = "Liman kayıp çapa aranırken cuma gününe kadar kapatıldı"
    deck = HEADS["tr"][-1]
    article = normalize(f"Örnek TV Haberler {title} {title} {deck}\n\nGiriş: 12 Mart 2024, Salı 09:41\n\n{deck[:-1]} dedi.")
    assert article.headline == title
    assert article.body.startswith("Eskikıyı Limanı")


@pytest.mark.parametrize(
    "chant", ["Give us back our harbour now, give us back our harbour now, they sang", "Row, row, row, row, row, row, row your boat down the stream"]
)
def test_words_twice_in_a_row_in_prose_stay(chant: str) -> None:
    text = f"{chant} on the pier on Monday, and the mayor came down to listen to them.\n\n{FIRST}\n\n{SECOND}"
    assert normalize(text).removed == ()


def test_a_plain_story_is_looked_at_once() -> None:
    """In a story without a headline no line is weighed against it: a few calls a paragraph."""
    left = view(lay_out("\n\n".join(f"{FIRST} {n} {SECOND}" for n in range(6))))
    assert calls(lambda: find(left, (), left.text)) < 300


def calls(work: Callable[[], object]) -> int:
    """How many calls a piece of work takes, of Python and of the engines."""
    count = 0

    def look(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    work()
    before = sys.getprofile()
    sys.setprofile(look)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def calls_for(paragraphs: int) -> int:
    """How many calls it takes to match a text of so many paragraphs, each a dateline, the same sentence and one of its own."""
    text = "\n\n".join(f"BERLIN (dpa) - {FIRST} {SECOND[:-1]} {n}." for n in range(paragraphs))
    return calls(lambda: match(text, book(), Hints()))


def test_work_grows_with_the_text_and_no_faster() -> None:
    """Counted in calls, of Python and of the engines: twice the text, about twice the work."""
    assert calls_for(200) < 2.4 * calls_for(100)


@pytest.mark.parametrize(
    "unit",
    [
        "A line of a title's shape\n\n",
        f"{FIRST}\n\n{SECOND}\n\n",  # all of it printed again
        f"Tanker captain says the anchor had been loose for weeks\n\n{FIRST} {{n}}.\n\n",
        "12 March 2024 09:41\n\nHarbour closed as divers look for anchor\n\n",
    ],
)
def test_work_of_the_structure_alone_grows_no_faster(unit: str) -> None:
    def cost(times: int) -> int:
        left = view(lay_out("".join(unit.replace("{n}", str(n)) for n in range(times))))
        return calls(lambda: find(left, (), left.text))

    assert cost(400) < 2.4 * cost(200)


# --- lists

BEFORE = "The jury met for nine hours on Sunday and came out with a list that surprised most of those who had waited in the cold."
BEHIND = "The prizes will be handed over in May, the festival said, and the films will be shown in forty towns until the end of the summer."


@pytest.mark.parametrize(
    "lines",
    [
        ["Camera: Jane Roe", "Editing: Luis Ortega", "Costumes: Ann Lee", "Music: Omar Said"],
        ["Photo: Jane Roe", "Text: Luis Ortega", "Concept: Ann Lee", "Sound: Omar Said"],
        ["Regie: Anna Berg", "Schnitt: Max Vogt", "Foto: Eva Kurz", "Ton: Jan Holm"],
    ],
)
def test_credits_in_a_list_are_story(lines: list[str]) -> None:
    article = normalize("\n\n".join([BEFORE, *lines, BEHIND]))
    assert article.body.split("\n\n") == [BEFORE, *lines, BEHIND]


def test_names_in_a_list_are_story() -> None:
    lines = ["Jane Roe, AFP", "Luis Ortega, Reuters", "Ann Lee, AP", "Omar Said, EFE"]
    article = normalize("\n\n".join([BEFORE, *lines, BEHIND]))
    assert article.body.split("\n\n") == [BEFORE, *lines, BEHIND]


def test_labels_of_a_page_are_no_list() -> None:
    lines = ["Author: Jane Roe", "Published: 27 June 2019 10:15", "Updated: 27 June 2019 11:40"]
    article = normalize("\n\n".join(["The jury surprises the town with a list of its own", *lines, BEFORE, BEHIND]))
    assert article.body.split("\n\n") == [BEFORE, BEHIND]
    assert (article.byline, article.published, article.modified) == ("Jane Roe", "2019-06-27T10:15", "2019-06-27T11:40")
