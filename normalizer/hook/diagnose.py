"""Diagnostics of a text, read off its Article: pieces that left the body, repairs, warnings, fragments, encoding, layout."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from normalizer.hook.codes import Code, by_subject
from normalizer.hook.form import KEPT, is_article
from normalizer.hook.places import members
from normalizer.hook.read import Record, Text, Unreadable, in_member
from normalizer.write import article_id, body_id

#: Characters of a piece that a message shows.
_SHOWN = 60
#: Repairs between spellings that look the same.
_ALIKE = ("nfc", "letter")
#: What the cautions are about, where it can be seen: U+FFFD, bidi overrides, tag characters.
_DOUBTFUL = re.compile("[\ufffd\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")


class Finding(NamedTuple):
    """One diagnostic at its place. Lines and columns count from 1, columns in code points; the end is behind the last character.

    ``pointer`` (JSON Pointer) and ``offset`` (code points of the value) only inside JSON. ``words``: what it is about, in full.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    code: str
    message: str
    rule: str | None = None
    pointer: str | None = None
    offset: int | None = None
    words: str = ""


class _Seen(NamedTuple):
    """What is found, in the coordinates of T."""

    subject: str
    start: int
    end: int
    message: str
    words: str
    rule: str | None = None


def findings(text: Text | Unreadable, path: str, wanted: Collection[str], languages: Collection[str] = ()) -> list[Finding]:
    """The wanted diagnostics of one text, in the order of their places. ``languages``: those that articles here are in (BCP 47); empty: any."""
    by = by_subject()
    if isinstance(text, Unreadable):
        code = by["judge:unreadable"]
        if code.id not in wanted:
            return []
        return [
            Finding(
                path, text.line, text.column, text.line, text.column, code.id, f"{code.name}: {text.reason}", pointer=text.pointer, words=text.reason
            )
        ]
    found = [_placed(one, by[one.subject], text, path) for one in _seen(text, wanted, languages) if by[one.subject].id in wanted]
    return sorted(found, key=lambda one: (one.line, one.column, one.code))


def unwanted_kinds(wanted: Collection[str]) -> frozenset[str]:
    """Kinds of pieces that stay in the text, since nobody wants to hear of them."""
    return frozenset(
        subject.removeprefix("piece:") for subject, code in by_subject().items() if subject.startswith("piece:") and code.id not in wanted
    )


def _placed(seen: _Seen, code: Code, text: Text, path: str) -> Finding:
    inside = text.pointer is not None
    return Finding(
        path,
        *text.place(seen.start),
        *text.place(seen.end),
        code.id,
        f"{code.name}: {seen.message}{in_member(text.member)}",
        seen.rule,
        text.pointer,
        text.value_offset(seen.start) if inside and not text.passed else None,
        seen.words,
    )


def _seen(text: Text, wanted: Collection[str], languages: Collection[str]) -> Iterator[_Seen]:
    if text.passed and isinstance(text, Record):
        yield from _of_canonical(text)
        return
    article = text.article
    if not is_article(article):
        return
    before = [*_of_bytes(text), *_of_pieces(text)]
    yield from before
    yield from _of_layout(text, wanted, said=any(by_subject()[one.subject].id in wanted for one in before))
    kept = [span for span in article.spans if span.kind in KEPT]
    for piece in article.fragments:
        if any(span.start < piece.end and piece.start < span.end for span in kept):
            yield _Seen("judge:fragment", piece.start, piece.end, f"{_quoted(piece.text)} is {piece.language}", piece.text)
    if languages and article.language != "und" and not any(f"{article.language}-".startswith(f"{language}-") for language in languages):
        start = next((span.start for span in kept if span.kind == "body"), 0)
        yield _Seen("judge:language", start, start, f"the article is {article.language} and none of {', '.join(languages)}", article.language)


def _of_bytes(text: Text) -> Iterator[_Seen]:
    """Encoding, repairs and what cannot be repaired."""
    article = text.article
    encoding = article.source.encoding
    if encoding and (encoding.name != "utf-8" or encoding.how == "almost-utf-8"):
        said = "UTF-8 with stray bytes" if encoding.how == "almost-utf-8" else f"{encoding.name} ({encoding.how})"
        yield _Seen("judge:charset", 0, 0, said, encoding.name)
    elif encoding and encoding.how == "bom":
        yield _Seen("judge:bom", 0, 0, "the file begins with U+FEFF", "bom")
    for repair in article.repairs:
        quoted = _spelled if repair.kind in _ALIKE else _quoted
        message = f"{quoted(repair.before)} is {quoted(repair.after)}" if repair.after else f"{_quoted(repair.before)} says nothing"
        yield _Seen(f"repair:{repair.kind}", repair.start, repair.end, message, repair.before, f"repair/{repair.kind}")
    for caution in article.warnings:
        if f"caution:{caution.code}" in by_subject():
            place = _DOUBTFUL.search(article.source_text)
            start = place.start() if place else 0
            yield _Seen(f"caution:{caution.code}", start, start, caution.text, caution.code)


def _of_pieces(text: Text) -> Iterator[_Seen]:
    for piece in text.article.removed:
        if piece.kind not in KEPT:
            yield _Seen(f"piece:{piece.kind}", piece.start, piece.end, f"{_quoted(piece.text)} [{piece.rule}]", piece.text, piece.rule)


def _of_layout(text: Text, wanted: Collection[str], *, said: bool) -> Iterator[_Seen]:
    """Each way in which the layout is not canonical once, with how often."""
    keep = unwanted_kinds(wanted)
    if text.stuck or text.written(keep) == text.decoded:
        return
    found: dict[str, list[tuple[int, int]]] = {}
    for start, end, message in text.faults(keep):
        found.setdefault(message, []).append((start, end))
    for message, places in found.items():
        more = f", and {len(places) - 1} more" if len(places) > 1 else ""
        yield _Seen("judge:layout", *places[0], message + more, message)
    if not found and not said:
        yield _Seen("judge:layout", 0, 0, "headline, deck and body do not stand in this order", "order")


def _of_canonical(text: Record) -> Iterator[_Seen]:
    """A record that is an ``article/1``."""
    article, said = text.article, members(text.source)
    true = {"id": article_id(article.headline, article.body), "body_id": body_id(article.body)}
    stale = [name for name, value in true.items() if name in said and said[name].value != value]
    if stale:
        yield _Seen("judge:stale", 0, 0, f"{' and '.join(stale)} should be {true[stale[0]]}", stale[0])
    elif text.rewritten() != text.raw:
        yield _Seen("judge:canonical", 0, 0, "this article/1 is not written as RFC 8785 writes it", "canonical")


def _quoted(words: str) -> str:
    """Words as a message shows them: in one line, not too long."""
    line = " ".join(words.split()) if words.strip() else words.encode("unicode_escape").decode()
    return f'"{line if len(line) <= _SHOWN else line[: _SHOWN - 1].rstrip() + "…"}"'


def _spelled(words: str) -> str:
    """Words by their code points, where the letters look alike."""
    return _quoted(words.encode("ascii", "backslashreplace").decode())
