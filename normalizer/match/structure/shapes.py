"""The shape of a line by itself: a title, a label, prose, a time stamp, a trail of links."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from normalizer.layout import View

#: A headline is a line: the longest in the news of 30 languages measured has 190 characters, the shortest two words.
LONGEST_HEADLINE, SHORTEST_HEADLINE = 165, 8
#: What is longer is more often a deck without its full stop.
USUAL_HEADLINE = 110
#: A section label above a headline (`Politics`, `TURISMO POST-PANDEMIA`) is shorter than any headline below it.
LABEL_WORDS, LABEL_CHARS = 3, 24
#: A paragraph of prose is longer than any headline, or at least a sentence that ends.
PROSE = 120
#: A paragraph of one sentence.
SENTENCE = 40
STOPS = tuple(".。।؟۔։።,;:،!?！？…")
CLOSERS = "\"'”’»“)）」』] \u00a0"

#: A headline of two sentences is short (`The sea rises. Who pays?`), one of three is a paragraph.
_TWO_SENTENCES = 120


@cache
def _dense() -> re.Pattern[str]:
    return re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # takes 4 ms, and texts in ASCII do without


#: A sentence ends inside a line: three letters, a stop, a space, no small letter.
_SENTENCE_END = re.compile(r"(?<=\w\w\w)[.!?…؟۔।][\"'”’»)]*\s+(?![a-zа-я])|[。！？](?=.)")
#: `"I never saw him again," she said. (PHOTO)`: a sentence, and behind it a word in brackets.
_ENDED_BEFORE_BRACKET = re.compile(r"\w\w[.!?…؟۔।。！？][\"'”’»)]*\s*[(（\[][^()（）\[\]]*[)）\]]$")
#: `31 декември 2020 г.`: the full stop is the word's and not the sentence's; in a short line it may end a title.
_YEAR_WORD, _SHORT_TITLE = re.compile(r"\d{4}\s?\w{1,2}\.$"), 80
#: A year and a time of day in one short line: nobody writes that as a title.
_YEAR, _CLOCK, _LONGEST_STAMP = re.compile(r"(?:19|20|14|25)\d\d"), re.compile(r"\b\d{1,2}[:.h時时]\d\d"), 90
#: `Home › World`, `首页 > 新闻 > 正文`, `Start | Sport`: where a page stands in its site.
_TRAIL = re.compile(r"\s[›>|]\s|[›>|｜]\S+[›>|｜]|^[^«]*\s»\s[^«]*$|[^\s/]\s/\s\S+\s/\s")

#: A day and a year near each other (`Published 27 March, 2020 by XYZ`).
_DATED = re.compile(r"\b\d{1,2}\b\D{1,16}\b20\d\d\b|\b20\d\d\D{1,2}\d{1,2}\D{1,2}\d{1,2}\b")
_MARKS = "/*|>-–—•·~+=_"
#: `Director: Jane Roe`, `AFP: How long have you lived here?`, `P. ¿Quién paga?`: what it is, and what it says; a clock (`10:31 ...`) is none.
#: Or the year or hour of which it tells, or what somebody says in a dialogue.
_ENTRY = re.compile(
    r"\d{4}[^\W\d_]?[\s:：]|\d{1,2}[:.]\d\d\b|[-–—] ?\w|[\"“„«].+[\"”“»],? [-–—] ?\w|[^\W\d_][^:：.!?。！？\n]{0,39}[:：](?!\d)\s*\S|[^\W\d_][.:：)] ?\S"
)
_LABELLED, _LONGEST_LABELLED = re.compile(r"[^\W\d_][^:：.!?。！？\n]{0,29} ?[:：](?!\d)\s*\S"), 70
#: `Millhaven 2-1 Ostervik`, `الأهلي 2 - الزمالك 1`, `广东队 2比1 山东队`: a result and who played.
_RESULT = re.compile(r"\D{2,50}\d{1,3} ?[-–:：―−\u4e00-\u9fff] ?\d{1,3}\b[^\d.!?]{0,30}(?:\(\d+ ?[-:] ?\d+\))?|\D{2,25}\d{1,3} [-–] \D{2,25}\d{1,3}")
#: `Jane Roe, singer`: a name, and who it is.
_WHO = re.compile(r"[^\W\d_a-zа-я][\w'’.-]*(?: [^\W\d_a-zа-я][\w'’.-]*){1,3}, \S[^,]*(?:,[ \d]\S*[^,]*){0,2}")
#: The longest line of a list of that kind; a title that says as much is longer.
_LONGEST_ENTRY = 90
#: Wholly in brackets: a note, or a name under a quotation; a place and a day: the head of a letter; a number and a word: `3 comments`;
#: a question behind a dash: a dialogue.
_NO_TITLE = re.compile(
    r"[(（\[][^()（）\[\]]*[)）\]]|[^\W\d_][\w .-]{1,24}, (?:[^\W\d_]+ )?\d{1,2}\.?(?: [^\W\d_]{1,3})? [^\W\d_]+\.?(?: [^\W\d_]{1,3})? \d{4}(?: \w\.)?"
    r"|[^\W\d_][\w .-]{1,24}, (?:[^\W\d_]+ )?[^\W\d_]+ (?:19|20)\d\d|\d+ \S+|[-–—] ?\S.*[?？؟]"
)
#: Before an item of a list.
BULLETS = "•·▪■●○◦*►▶◆※"
#: Between a headline and the name of its site, which has so many characters at most.
_SITE, _LONGEST_SITE = re.compile(r"^\s*[-–—|›»>:：·_]|[-–—|›»>:：·_]\s*$"), 40


def is_title(line: str) -> bool:
    """Whether a line has the shape of a title: of a title's length, mostly letters, not ending as a sentence does, not a paragraph of sentences."""
    if len(line) > LONGEST_HEADLINE or _ENDED_BEFORE_BRACKET.search(line):
        return False
    bare = line.rstrip(CLOSERS)
    if bare.endswith((".", "。", "।", "۔", "։", "።", ",", ";", ":", "،", "：")) and not (len(line) <= _SHORT_TITLE and _YEAR_WORD.search(bare)):
        return False
    inside = len(_SENTENCE_END.findall(bare))
    asked = inside == 1 and bare.endswith(("?", "？", "!", "！")) and width(line) > len(line)  # 奖金711万！首位获奖者是谁？
    if inside > 1 or (inside and (len(line) > _TWO_SENTENCES or (bare.endswith(STOPS) and not asked))):
        return False
    if line.isascii():
        return sum(map(str.isalpha, line)) * 2 > len(line)
    return sum(unicodedata.category(char)[0] in "LM" for char in line) * 2 > len(line)  # marks too: they are half of Devanagari


def width(text: str) -> int:
    """The length of a text as prose: a character of Han, kana or Hangul says as much as two and a half letters."""
    return len(text) if text.isascii() else len(text) + len(_dense().findall(text)) * 3 // 2


def is_label(line: str) -> bool:
    """Whether a line is as short as the name of a section."""
    return width(line) <= LABEL_CHARS and len(line.split()) <= LABEL_WORDS


def is_stamp(line: str) -> bool:
    """Whether a line states a day and a time of day, and little else (`2019-09-07 09:59 Example Daily`)."""
    return len(line) <= _LONGEST_STAMP and _CLOCK.search(line) is not None and _YEAR.search(line) is not None


def is_entry(line: str) -> bool:
    """Whether a line says one thing of somebody or something: one credit, result, question or name of several. Two in a row are a list."""
    return len(line) <= _LONGEST_ENTRY and bool(_ENTRY.match(line) or _RESULT.fullmatch(line) or _WHO.fullmatch(line))


def is_labelled(line: str) -> bool:
    """Whether a line is a label and what it labels (`Camera: Jane Roe`)."""
    return len(line) <= _LONGEST_LABELLED and _LABELLED.match(line) is not None and not line.rstrip(CLOSERS).endswith(STOPS)


def is_spoken(text: str) -> bool:
    """Whether a paragraph begins with who speaks: `Hart: Nothing but water.`"""
    return _ENTRY.match(text) is not None


def is_note(line: str) -> bool:
    """Whether a line is what no title is: wholly in brackets, a place and a day, a number and one word."""
    return _NO_TITLE.fullmatch(line) is not None


def is_page_line(line: str) -> bool:
    """Whether a line says where a page stands in its site, or when it was published, or begins with a mark: no headline, where another line may be."""
    return _TRAIL.search(line) is not None or _DATED.search(line) is not None or line[0] in _MARKS or is_stamp(line)


def is_same(key: str, other: str) -> bool:
    """Whether a folded line is a title once more: the same words, or these with the name of a site before or behind them."""
    if key == other or len(other) - len(key) > _LONGEST_SITE or key not in other:
        return key == other
    before, behind = other[: other.index(key)], other[other.index(key) + len(key) :]
    site = before or behind
    return (not before or not behind) and (
        _SITE.search(site) is not None or (len(site) <= LABEL_CHARS and len(site) < len(key) and site != site.strip())
    )


def is_prose(left: View, number: int) -> bool:
    """Whether a paragraph is at least a sentence long and ends as one."""
    start, end = left.paragraphs[number]
    return end - start >= SENTENCE and left.text[start:end].rstrip(CLOSERS).endswith(STOPS)
