"""The language of the article, and the pieces of it that are in another one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from normalizer import identify
from normalizer.article import Fragment, Span
from normalizer.identify import names, softmax
from normalizer.language.look import Look
from normalizer.language.runs import with_runs
from normalizer.language.segments import Segment, segments
from normalizer.language.smooth import FLOOR, Evidence, smooth
from normalizer.language.worth import is_fragment
from normalizer.settings import Hints, Settings

__all__ = ["Told", "tell"]

#: Where the likeliest language has no larger share than this (per mille), nothing is said: codes, numbers, lists of names.
_UNSURE = 150
#: A short piece (in characters) whose likeliest language has no larger share than this is a fragment in a language unknown.
_THIN, _THIN_LENGTH = 350, 40
_OPENING, _CLOSING = '"“„«「『', '"”“»」』'


@dataclass(frozen=True, slots=True)
class Told:
    """``language`` of the body (``und`` where it cannot be told) and the pieces of T in other languages, in order."""

    language: str
    fragments: tuple[Fragment, ...]


def tell(text: str, spans: Sequence[Span], settings: Settings, hints: Hints) -> Told:
    """The language of the article in ``text`` (T) and its fragments.

    ``spans`` are all pieces of T in order; a piece whose rule states its language is believed. The language is that of the body, of the headline where
    there is no body. ValueError: the settings name a backend or a language that there is not.
    """
    story = "body" if any(span.kind == "body" for span in spans) else "headline"
    if not settings.fragments:
        spans = [span for span in spans if span.kind == story]
    pieces = segments(text, spans)
    free = [one for one in pieces if one.stated is None]
    if settings.fragments:
        free = with_runs(text, free)
    look = Look([text[one.start : one.end] for one in free], settings)
    told = look.main([at for at, one in enumerate(free) if one.kind == story], hints.language)
    if told is not None and told[1] >= _UNSURE:
        main = told[0]
    else:
        main = next((identify.group(one.stated) for one in pieces if one.kind == story and one.stated), "und")
    found = [(one.start, one.end, one.stated) for one in pieces if one.stated is not None]
    if settings.fragments and main != "und":
        found = sorted(found + _foreign(text, free, main, look))
    body = "".join([text[one.start : one.end] for one in pieces if one.kind == story][:40])
    fragments = [
        Fragment(_tag(name, text[start:end], hints), text[start:end], start, end)
        for start, end, name in _merged(text, found)
        if identify.group(name) != identify.group(main)
    ]
    return Told(_tag(main, body, hints), tuple(fragments))


def _foreign(text: str, pieces: Sequence[Segment], main: str, look: Look) -> list[tuple[int, int, str]]:
    """The pieces that are not in the main language, each with its own."""
    doubtful = look.doubtful(main)
    behind = dict(zip(doubtful, look.quick(doubtful), strict=True))
    if all(not far or far.get(main) == 0 for far in behind.values()):
        return []
    own = names.script(text) or ""
    evidence = [_evidence(one, look.texts[at], behind.get(at), main, own) for at, one in enumerate(pieces)]
    found = []
    for language, group in _together(text, pieces, smooth(evidence, main)):
        if language != main and any(
            is_fragment(look.texts[at], pieces[at].kind, evidence[at].script == own, evidence[at].behind.get(main, -FLOOR)) for at in group
        ):
            start, end = pieces[group[0]].start, pieces[group[-1]].end
            share = max(dict(softmax.shares(evidence[at].behind)).get(language, 0) for at in group)
            found.append((start, end, "und" if share < _THIN and end - start < _THIN_LENGTH else language))
    return found


def _together(text: str, pieces: Sequence[Segment], told: Sequence[str]) -> Iterator[tuple[str, list[int]]]:
    """The indices of neighbours in one language and one paragraph, with the language."""
    group: list[int] = []
    for at, language in enumerate(told):
        if group and (language != told[group[0]] or "\n" in text[pieces[at - 1].end : pieces[at].start]):
            yield told[group[0]], group
            group = []
        group.append(at)
    if group:
        yield told[group[0]], group


def _evidence(piece: Segment, text: str, behind: Mapping[str, int] | None, main: str, own: str) -> Evidence:
    """What is known of a piece; the article's language is no candidate for what is in another script."""
    if behind is None:
        return Evidence({main: 0}, piece.paragraph, own, piece.end - piece.start)
    script = names.script(text)
    if script is None or script in names.akin(own) or len(names.scripts()[own].findall(text)) >= names.FEWEST_LETTERS:
        return Evidence(behind, piece.paragraph, own, piece.end - piece.start)
    return Evidence({name: far for name, far in behind.items() if name != main}, piece.paragraph, script, piece.end - piece.start)


def _merged(text: str, found: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Neighbours of one language in one paragraph as one, without the quotation marks around it."""
    merged: list[tuple[int, int, str]] = []
    for start, end, name in found:
        gap = text[merged[-1][1] : start] if merged else "\n"
        if merged and merged[-1][2] == name and "\n" not in gap and not names.lettered(gap):
            merged[-1] = (merged[-1][0], end, name)
        else:
            merged.append((start, end, name))
    return [(*_unquoted(text, start, end), name) for start, end, name in merged]


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    """The quotation marks around a piece are the article's."""
    return (start + 1, end - 1) if end - start > 2 and text[start] in _OPENING and text[end - 1] in _CLOSING else (start, end)


def _tag(language: str, text: str, hints: Hints) -> str:
    """The BCP 47 tag: with the script, and ``sr-Latn`` or ``bs`` for ``hr`` where the caller or the host says so."""
    if language == "hr":
        host = urlsplit(hints.url or "").hostname or ""
        by_host: dict[str, str] = names.read("languages.toml")["evidence"]
        said = hints.language or by_host.get(host.rpartition(".")[2], "hr")
        said = "sr-Latn" if said == "sr" else said
        return said if identify.group(said) == "hr" else "hr"
    return identify.written(language, text)
