"""What a captured group means: each reader takes the words of a group and gives the field's value, or None where they cannot be that.

A pattern says where something stands; a reader says whether it is one. A rule matches only if every one of its readers accepts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from normalizer.rulebook import places
from normalizer.rulebook.fold import fold

#: Longest place in a dateline: `CAMP LEMONNIER, Djibouti`, `SAINT-DENIS-DE-LA-REUNION`; AP's stylebook has none over six words.
_PLACE_WORDS, _PLACE_CHARS = 6, 60
#: Telugu and Kannada papers end a word in a consonant with a joiner, which gazetteers do not print: `హైదరాబాద్\u200c:`.
_JOINERS = "\u200c\u200d"
#: Shortest first sentence of a report behind its place and a full stop.
_REPORTED_WORDS = 9
#: By-lines name few people; more is a list in a story.
_MOST_PEOPLE, _NAME_WORDS, _NAME_CHARS = 6, 5, 45
#: A name whose only witness is where it stands: `María Victoria Echeverría`, `Juan dela Cruz`.
_WRITER_WORDS = 4
#: Longest caption that WireBench has is 500 characters and four sentences; a credit names people, agencies and licences.
_CAPTION_CHARS, _CAPTION_SENTENCES, _CREDIT_CHARS, _CREDIT_WORDS, _OUTLET_WORDS = 500, 4, 80, 10, 6
#: The same in a script without case, where a clause cannot be told from a name by its capitals.
_CASELESS_CHARS, _CASELESS_WORDS = 24, 4
#: A full stop that ends a sentence and no abbreviation (`U.S. Navy`, `St. Paul`).
_SENTENCE = re.compile(r"[^\W\d_]{4,}\.\s")
#: The first of several labels on a line (`Regie: Jane Roe,`): who made a film or a play, not what a picture shows.
_CREW = re.compile(r"[^\s:]+: [^.!?:]*[,;]")
#: A date whose month is a figure: `27/06/2019`, `Di 27. 6. 2019`.
_FIGURES = re.compile(r"\d\s?[./-]\s?\d")
#: Initials of an editor or a desk.
_INITIALS = 4
#: Longest ending of a page's address that outlets write with their name: `.press`, `.media`; what is longer is a word behind a full stop.
_ENDING = 5


class Reading(NamedTuple):
    """The words of a group (spaces tidied) and, where the group is a recognised mark, what was recognised."""

    words: str
    value: str | None = None


class Lexicon(NamedTuple):
    """The data that readers look into: rules/blocks/names.toml and rules/blocks/versions.toml."""

    joiners: frozenset[str] = frozenset()
    #: Small words between the capitalised words of a credit or an outlet's name.
    small: frozenset[str] = frozenset()
    #: What looks like the initials of an editor and is none (`and/or`, `km/h`), folded.
    no_initials: frozenset[str] = frozenset()
    #: Words beside a name that are no part of it (`기자`), what a writer's role ends in, what no person is called, folded.
    titles: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    no_person: frozenset[str] = frozenset()
    versions: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, names: dict[str, Any], versions: list[dict[str, Any]]) -> Lexicon:
        return cls(
            frozenset(names.get("joiners", ())),
            frozenset(names.get("small", ())),
            _folded(names, "no_initials"),
            _folded(names, "titles"),
            _folded(names, "roles"),
            _folded(names, "no_person"),
            tuple((word, entry["kind"]) for entry in versions for word in entry["words"]),
        )


def _folded(names: dict[str, Any], key: str) -> frozenset[str]:
    """A list of rules/blocks/names.toml, folded."""
    return frozenset(map(fold, names.get(key, ())))


def date(reading: Reading, lexicon: Lexicon) -> str | None:
    """The ISO date of a recognised date or date with time, or the agency."""
    return reading.value


def day(reading: Reading, lexicon: Lexicon) -> str | None:
    """The ISO date of a recognised date or date with time, without the time."""
    return reading.value.partition("T")[0] if reading.value else None


def shouted(reading: Reading, lexicon: Lexicon) -> str | None:
    """The agency of a form that may be a word, where it is printed in capitals (`TREND`, `AP`); a subhead is not (`Trend`)."""
    return reading.value if reading.words.isupper() else None


def place(reading: Reading, lexicon: Lexicon) -> str | None:
    """A place as written: a few words, no digits, not ending in a full stop that closes a sentence."""
    words = reading.words.strip(" .,:")
    if not words or len(words) > _PLACE_CHARS or len(words.split()) > _PLACE_WORDS or any(char.isdigit() for char in words):
        return None
    return words


def known_place(reading: Reading, lexicon: Lexicon) -> str | None:
    """A place that the gazetteer knows, whole or in its parts."""
    words = place(reading, lexicon)
    return words if words and places.known(words.strip(_JOINERS)) else None


def no_score(reading: Reading, lexicon: Lexicon) -> str | None:
    """The first sentence of the words; None where it is the result of a match (`ROMA - LAZIO 2-1`)."""
    sentence = re.split(r"(?<=[^\W\d_]{3})[.!?…]\s", reading.words, maxsplit=1)[0]
    if re.search(r"\d\s?[-–:]\s?\d+\W*$", sentence):
        return None
    label, colon, _ = sentence.partition(":")  # `DUBLIN - CORK: the night train`
    return None if colon and label.isupper() and places.known(label.strip()) else sentence


def story_goes_on(reading: Reading, lexicon: Lexicon) -> str | None:
    """What stands behind a dateline's dash; None where the dash was the sentence's own: another place (`China - India talks`), a score,
    a second dash in the same sentence (`Nancy – Holt's sister – lives in Leeds`), a small letter (`Hamburg – das war für ihn die Welt.`)."""
    sentence = no_score(reading, lexicon)
    if sentence is None or sentence.lstrip("\"'“„«‘([ ")[:1].islower() or re.search(r"\s[-–—]{1,2}\s", sentence):
        return None
    opening = re.match(r"\w[\w'’.]*(?:[\s-]+[^\W\d_a-z][\w'’.]*)?", sentence)
    words = opening.group().split() if opening else []
    if (
        any(places.known(" ".join(words[:count]).rstrip(".,:;")) for count in range(1, len(words) + 1))
        and sentence[: len(words[0])] != words[0].upper()
    ):
        return None
    return sentence


def whole_sentence(reading: Reading, lexicon: Lexicon) -> str | None:
    """The first sentence of the words, where it is one of a report: a story that sets its scene with a place and a full stop goes on in
    fragments (`Paris. Ein Morgen im Mai.`)."""
    sentence = no_score(reading, lexicon)
    return sentence if sentence and len(sentence.split()) >= _REPORTED_WORDS else None


def people(reading: Reading, lexicon: Lexicon) -> str | None:
    """Names of people, joined by ``, ``."""
    names: list[list[str]] = [[]]
    for word in re.sub(r"[,/]|(?<=[가-힣])·(?=[가-힣])", " , ", reading.words).split():
        if fold(word) in lexicon.titles:
            continue
        if word in (",", "&") or word in lexicon.joiners:
            names.append([])
        else:
            names[-1].append(word)
    people = [" ".join(words) for words in names if words]
    people = [*people[:1], *(name for name in people[1:] if not _is_beside(name, lexicon))]
    return ", ".join(people) if 0 < len(people) <= _MOST_PEOPLE and all(map(_is_name, people)) else None


def _is_beside(name: str, lexicon: Lexicon) -> bool:
    """Whether what stands behind a name and a comma or slash is the writer's role or place (`Jane Roe, Political Correspondent`,
    `Max Muster, Hamburg`, `Ayşe Yılmaz / İSTANBUL`) or outlet (`BBC News`), and no second writer."""
    words = name.split()
    return fold(words[-1]) in lexicon.roles or any(fold(word) in lexicon.no_person for word in words) or (len(words) == 1 and places.known(name))


def writer(reading: Reading, lexicon: Lexicon) -> str | None:
    """The name of one person where nothing but its place on the page says that it is one: two to four words, none of which is
    what sections, desks and halls are named with, and no place."""
    words = reading.words.split()
    if not 2 <= len(words) <= _WRITER_WORDS or any(fold(word.strip(".")) in lexicon.no_person for word in words) or places.known(reading.words):
        return None
    return people(reading, lexicon)


def first_name(reading: Reading, lexicon: Lexicon) -> str | None:
    """A writer who goes by one name, behind a label: Java's usual way (`Reporter: Sukirno`)."""
    return reading.words if fold(reading.words) not in lexicon.no_person and len(reading.words) > _INITIALS - 2 else None


def issue_day(reading: Reading, lexicon: Lexicon) -> str | None:
    """The date of an issue: month in figures, with its year, and no day of history (`6.6.1944`); pages have been on the net since 1990.
    A day in words may head a diary too, and needs a look at the whole text (:mod:`normalizer.match.structure.days`)."""
    value = day(reading, lexicon)
    return value if value and value[:4] >= "1990" and _FIGURES.search(reading.words) else None


def people_list(reading: Reading, lexicon: Lexicon) -> str | None:
    """Names in a script without case, where a space or ideographic comma parts two people."""
    return people(Reading(re.sub(r"[、，,\s]+", ",", reading.words)), lexicon)


def _is_name(name: str) -> bool:
    words = name.split()
    if len(words) > _NAME_WORDS or len(name) > _NAME_CHARS or any(char.isdigit() for char in name):
        return False
    if len(words) == 1:  # one word is a name only where names are written in one (Han, Hangul, kana)
        return 2 <= len(name) <= 8 and unicodedata.category(name[0]) == "Lo"
    return True


def number(reading: Reading, lexicon: Lexicon) -> str | None:
    """Digits of any script as ASCII digits."""
    return "".join(str(unicodedata.digit(char)) for char in reading.words if char.isdigit()) or None


def initials(reading: Reading, lexicon: Lexicon) -> str | None:
    """Initials without brackets, each of at most four letters; figures count nothing (`abc/def2`, `ABC 1542`); not what prose ends with
    (`and/or`, `km/h`)."""
    if fold(reading.words.strip("()[] ")) in lexicon.no_initials:
        return None
    parts = re.split(r"[-/ ]", reading.words)
    return reading.words if all(part and sum(map(str.isalpha, part)) <= _INITIALS for part in parts) else None


def text(reading: Reading, lexicon: Lexicon) -> str | None:
    """Any words."""
    return reading.words or None


def version(reading: Reading, lexicon: Lexicon) -> str | None:
    """The label of a take as printed; :func:`version_parts` takes it apart."""
    return reading.words


def version_parts(label: str, lexicon: Lexicon) -> tuple[str | None, int | None]:
    """The kind and number of a take's label, by the words of rules/blocks/versions.toml."""
    digits = re.search(r"\d+", label)
    letters = re.sub(r"\d+(?:st|nd|rd|th)?|[^\w]|_", "", fold(label))
    return dict(lexicon.versions).get(letters), int(digits.group()) if digits else None


def caption(reading: Reading, lexicon: Lexicon) -> str | None:
    """The words of a caption: a few sentences, else it is a paragraph of the story; not the crew of a film (`Regie: ..., Kamera: ...`)."""
    words = reading.words.strip(" |—–-")
    if _CREW.fullmatch(words):
        return None
    return words if words and len(words) <= _CAPTION_CHARS and len(re.findall(r"[.!?]\s", words)) <= _CAPTION_SENTENCES else None


def credit(reading: Reading, lexicon: Lexicon) -> str | None:
    """Who made a picture, as printed: names, outlets, licences, and only small words between them; a clause is none."""
    words = reading.words.strip(" .:|")
    return words if words and len(words) <= _CREDIT_CHARS and not _SENTENCE.search(words) and _is_named(words, lexicon, _CREDIT_WORDS) else None


def outlet(reading: Reading, lexicon: Lexicon) -> str | None:
    """Whom a source label names: a few capitalised words, a domain; a clause is none."""
    words = reading.words.strip(" .:|")
    return words if words and len(words) <= _CREDIT_CHARS and _is_named(words, lexicon, _OUTLET_WORDS) else None


def _is_named(words: str, lexicon: Lexicon, most: int) -> bool:
    """Whether words are names: capitals, digits, domains, small words between; in a script without case, no more than a name has."""
    words = re.sub(r"/[^\W\d_]{2,8}\b|(?<=\w) (?:images|photos?|press)$", "", words) or words  # `Max Muster/dpa`: an agency may be written small
    parts = [part for part in re.split(r"[\s/,|()（）]+", words) if part]
    if len(parts) > most or not parts:
        return False
    bare = [part.strip("\"'“”«»‘’.:;–—-") for part in parts]
    if any(part and unicodedata.category(part[0]) == "Lo" for part in bare):
        return len(words) <= _CASELESS_CHARS and len(parts) <= _CASELESS_WORDS
    small = [part for part in bare if part[:1].islower() and "." not in part and "@" not in part]
    return (all(fold(part) in lexicon.small for part in small) and len(small) < len(parts) and not bare[-1][:1].islower()) or "." in parts[-1]


def domain(reading: Reading, lexicon: Lexicon) -> str | None:
    """An outlet that writes itself as the address of its page: a name and one or two endings of two to five letters (`tempo.co`, `vov.org.vn`)."""
    endings = reading.words.split(".")[1:]
    return reading.words if len(endings) in (1, 2) and all(2 <= len(ending) <= _ENDING for ending in endings) else None


def anpa_stamp(reading: Reading, lexicon: Lexicon) -> str | None:
    """AP's filing time `02-20-16 0337GMT`: month, day, year, hours and minutes (ANPA 1312 transmission trailer)."""
    digits = re.sub(r"\D", "", reading.words)
    month, day, year, hour, minute = (digits[i : i + 2] for i in range(0, 10, 2))
    try:
        return datetime(2000 + int(year), int(month), int(day), int(hour), int(minute)).strftime("%Y-%m-%dT%H:%M+00:00")
    except ValueError:
        return None


READERS: dict[str, Callable[[Reading, Lexicon], str | None]] = {
    "date": day, "time": date, "moment": date, "agency": date, "place": place, "known_place": known_place,
    "people": people, "story_goes_on": story_goes_on, "no_score": no_score, "number": number, "initials": initials, "people_list": people_list,
    "caption": caption, "credit": credit, "outlet": outlet, "text": text, "version": version, "anpa_stamp": anpa_stamp,
    "domain": domain, "writer": writer, "whole_sentence": whole_sentence, "first_name": first_name, "issue_day": issue_day, "shouted": shouted,
}  # fmt: skip
