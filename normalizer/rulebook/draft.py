"""The beginning of a pack from a few articles of one wire: what they have in common, and what the rule book takes of them already."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from normalizer.identify import candidates
from normalizer.layout import View, lay_out, view
from normalizer.rulebook.book import RuleBook
from normalizer.rulebook.check import Data
from normalizer.rulebook.fold import fold
from normalizer.rulebook.marks import AGENCY, DATE, MOMENT, TIME, WEAK_AGENCY
from normalizer.rulebook.match import Match
from normalizer.rulebook.patterns import escape
from normalizer.rulebook.style import canonical

#: Fewer articles show nothing in common; what two of three share may be the wire's.
LEAST, _SHARED = 3, 2
#: How many paragraphs at the head and at the tail are looked at, and how long a line of a page may be.
_HEAD, _TAIL, _LINE = 5, 6, 200
#: How much of the first paragraph may be dateline.
_DATELINE = 120
_TODO = "TODO"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
_BETWEEN = re.compile(r"^\s*={3,}\s*$", re.MULTILINE)
#: A name between brackets, slashes or before a dash at the head of a story: letters of any script, not a whole sentence.
_CREDIT = re.compile(r"[(\[/【（=＝]\s?([^\W\d_][\w .-]{0,28}?)\s?[)\]/】）]|(?:^|[,.] |\s[-–—] )([^\W\d_a-z][\w.]{1,14}) ?(?:[-–—]|\.-)\s")
_DASH = re.compile(r"--|[-\u2010-\u2015\u2212_]")
_BLOCKS = {DATE: "{date}", TIME: "{time}", MOMENT: "{moment}", AGENCY: "{agency}", WEAK_AGENCY: "{agency}"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A pack to go on with, as TOML, and what to tell its author beside it."""

    toml: str
    notes: tuple[str, ...]


@dataclass(slots=True)
class _Seen:
    """One article as it was looked at."""

    view: View
    found: list[Match]
    dateline: Match | None = None
    lines: list[str] = field(default_factory=list)


def pasted(text: str) -> list[str]:
    """Articles pasted one behind the other with a line of equals signs between two."""
    return [article.strip() for article in _BETWEEN.split(text) if article.strip()]


def draft(texts: Sequence[str], name: str, book: RuleBook) -> Draft:
    """Begin a pack called ``name``. ValueError: too few articles, or a name that cannot be a file's and an id's."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"a pack cannot be called {name!r}; use small ASCII letters, digits and hyphens")
    if len(texts) < LEAST:
        raise ValueError(f"{len(texts)} given, and it takes {LEAST} articles to see what a wire's have in common; with === between two when pasted")
    seen = [_look(text, book) for text in texts]
    notes: list[str] = []
    pack: Data = {}
    shared = _shared_lines(seen)
    if shared:
        pack |= {"language": _language(texts), "source": f"{_TODO}: where these words were seen"}
        kind_of = {"lines": "furniture", "openings": "furniture"}
        for how, lines in shared.items():
            pack[how] = {kind_of[how]: {"phrases": lines}}
        pack["example"] = [{"text": line, "kind": "furniture"} for line in shared.get("lines", ())]
        notes.append(f"{sum(map(len, shared.values()))} lines are in several articles; {_TODO}: give each its kind in place of 'furniture'")
    forms = _forms(seen, book)
    if forms:
        pack["agency"] = {"name": forms[0], "full": _TODO, "country": _TODO, "forms": forms, "source": f"{_TODO}: https://..."}
        notes.append(f"no agency of the book is written {', '.join(forms)}; {_TODO}: keep what is one in [agency]")
        book = RuleBook.of(_with_agency(book.data, pack["agency"]))
        seen = [_look(text, book) for text in texts]
    for number, article in enumerate(seen, 1):
        notes.append(f"article {number}: {_said(article)}")
    if rule := _rule(name, seen, book):
        pack["rule"] = [rule]
    if not pack:
        notes.append("the book takes all that these articles have in common; there is nothing to add")
        pack = {"source": f"{_TODO}: nothing to add was seen"}
    comment = f"# {name}: begun from {len(texts)} articles. Replace every {_TODO}, drop what is story, then: normalizer rules test FILE\n\n"
    return Draft(canonical(f"{name}.toml", comment + _plain(pack)), tuple(notes))


def _look(text: str, book: RuleBook) -> _Seen:
    seen = view(lay_out(text))
    found = book.find(seen)
    whole = {paragraph for paragraph in seen.paragraphs for match in found if (match.start, match.end) == paragraph}
    edge = list(dict.fromkeys([*seen.paragraphs[:_HEAD], *seen.paragraphs[-_TAIL:]]))
    lines = [seen.text[start:end] for start, end in edge if (start, end) not in whole and end - start <= _LINE]
    return _Seen(seen, found, next((match for match in found if match.kind == "dateline"), None), lines)


def _said(article: _Seen) -> str:
    line = article.dateline
    if line is None:
        return "no dateline shape of the book matches"
    words, fields = article.view.text[line.start : line.end].strip(), ", ".join(f"{name} {value}" for name, value in line.fields)
    return f"the dateline {words!r} is matched already by {line.rule} ({fields})"


def _shared_lines(seen: Sequence[_Seen]) -> dict[str, list[str]]:
    """Lines that several articles have at head or tail and the book does not take; and how lines begin that go on differently."""
    count = Counter(key for article in seen for key in dict.fromkeys(map(fold, article.lines)))
    printed = {fold(line): line for article in seen for line in article.lines}
    whole = [printed[key] for key, times in count.items() if times >= _SHARED]
    rest = [[line for line in article.lines if count[fold(line)] < _SHARED] for article in seen]
    openings = []
    for at, lines in enumerate(rest):
        for line in lines:
            for other in (line for others in rest[at + 1 :] for line in others):
                if (begun := _begin_alike(line, other)) and begun not in openings:
                    openings.append(begun)
    return {how: lines for how, lines in (("lines", whole), ("openings", openings)) if lines}


def _begin_alike(one: str, other: str) -> str:
    """The words with a colon or bar behind them with which both lines begin; else nothing."""
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    label = re.match(r".*[:：|]", one[:same])
    return label[0].strip() if label and sum(map(str.isalpha, label[0])) > 2 else ""


def _forms(seen: Sequence[_Seen], book: RuleBook) -> list[str]:
    """What stands like an agency at the head of several articles and is none of the book's."""
    count: Counter[str] = Counter()
    for article in seen:
        heads = [article.view.text[start:end][:_DATELINE] for start, end in article.view.paragraphs[:_HEAD]]
        credits = dict.fromkeys(next(filter(None, found.groups())).strip() for head in heads for found in _CREDIT.finditer(head))
        count.update(form for form in credits if not book.agencies.stand(form))
    return sorted((form for form, times in count.items() if times >= _SHARED), key=lambda form: (-count[form], len(form), form))


def _with_agency(data: Mapping[str, Any], agency: Data) -> dict[str, Any]:
    return {**data, "agencies": [*data["agencies"], agency]}


def _rule(name: str, seen: Sequence[_Seen], book: RuleBook) -> Data | None:
    """A dateline rule for the articles whose dateline no shape matches; None where there is none to see."""
    shapes = [(shape, text, taken) for article in seen if article.dateline is None for shape, text, taken in _shapes(article, book)]
    if not shapes:
        return None
    pattern = Counter(shape for shape, _, _ in shapes).most_common(1)[0][0]
    shown = [(text, taken) for shape, text, taken in shapes if shape == pattern]
    return {
        "id": f"{name}/dateline",
        "kind": "dateline",
        "what": f"{_TODO}: say the order in words",
        "source": f"{_TODO}: where it is printed so",
        "zone": "head",
        "literals": ["@agency"],
        "pattern": pattern,
        "match": [{"text": text, "takes": [taken]} for text, taken in shown],
        "miss": [{"text": f"{_TODO}: a sentence that comes near", "why": f"{_TODO}: and must stay"}],
    }


def _shapes(article: _Seen, book: RuleBook) -> Iterator[tuple[str, str, str]]:
    """Of the first paragraph with an agency near its head: its dateline as a pattern, a text for an example, what is taken of that."""
    for start, end in article.view.paragraphs[:_HEAD]:
        window = article.view.text[start:end]
        marked = book.marked(window)
        agency = next((at for at, char in enumerate(marked.text[:_DATELINE]) if char in (AGENCY, WEAK_AGENCY)), None)
        if agency is None:
            continue
        close = re.compile(r"[)\]/】）]?[ .:,]*(?:--|[-\u2010-\u2015\u2212=＝:])*\s*").match(marked.text, agency + 1)
        last = close.end() if close else agency + 1
        words = " ".join(window.split())
        yield "^" + _pattern(marked.text[:last]), words[:_LINE], window[: marked.origin(last)]
        return


def _pattern(marked: str) -> str:
    """A marked dateline as a pattern: what was recognised as its block, the words before as a place, dashes as any dash."""
    out: list[str] = []
    words, named = "", 0
    for piece in re.findall(r"[\ue000-\ue004]|[^\W_][\w'’.-]*(?: [^\W_][\w'’.-]*)*|--|.", marked):
        if piece in _BLOCKS:
            words = _BLOCKS[piece]
            seen = sum(words in one or words[:-1] + ":" in one for one in out)
            out.append(words if not seen else f"{words[:-1]}:{words[1:-1]}_{seen + 1}}}")
        elif _DASH.fullmatch(piece):
            out.append("{dash}+")
        elif piece[0].isalpha():
            named += 1
            out.append("{place}" if named == 1 else "{text}" if named == 2 else escape(piece))
        else:
            out.append(" ?" if piece == " " else escape(piece))
    return "".join(out)


def _language(texts: Sequence[str]) -> str:
    likely = candidates("\n".join(texts))
    return likely[0][0] if likely else "und"


def _plain(pack: Data) -> str:
    """The pack as any TOML, for :func:`canonical` to write in its one form."""
    tables = {key: value for key, value in pack.items() if not isinstance(value, str)}
    heads = [f"{key} = {_toml(value)}" for key, value in pack.items() if isinstance(value, str)]
    return "\n".join([*heads, *(f"{key} = {_toml(value)}" for key, value in tables.items())]) + "\n"


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub("[\x00-\x1f\x7f]", lambda found: f"\\u{ord(found[0]):04x}", escaped) + '"'
