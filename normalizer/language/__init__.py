"""The language of the article, and the pieces of it that are in another one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from normalizer import identify
from normalizer.article import Fragment, Span
from normalizer.extract.address import host
from normalizer.identify import names, softmax
from normalizer.language.look import Look
from normalizer.language.runs import with_runs
from normalizer.language.segments import Segment, segments
from normalizer.language.smooth import Evidence, smooth
from normalizer.language.worth import is_fragment, is_unknown
from normalizer.settings import Hints, Settings

__all__ = ["Told", "tell"]

#: Where the likeliest language has no larger share than this (per mille), nothing is said: codes, numbers, lists of names.
_UNSURE = 150
#: A short piece (in characters) whose likeliest language has no larger share than this is a fragment in a language unknown.
_THIN, _THIN_LENGTH = 350, 40
#: Sentences around the story that are looked at. Of 135 real pages the busiest has 1,500; a page of 300,000 lines would take half a minute.
_MOST_AROUND = 5_000
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
    pieces = _near(segments(text, spans), story)
    free = [one for one in pieces if one.stated is None]
    if settings.fragments:
        free = with_runs(text, free)
    look = Look([text[one.start : one.end] for one in free], settings)
    told = look.main([at for at, one in enumerate(free) if one.kind == story], hints.language)
    if told is not None and told[1] >= _UNSURE:
        main = told[0]
    else:
        main = next((identify.group(one.stated) for one in pieces if one.kind == story and one.stated), "und")
    found: list[tuple[Segment, str]] = []
    if settings.fragments:
        found = [(one, one.stated) for one in pieces if one.stated is not None and names.lettered(text[one.start : one.end])]
        found = sorted(found + (_foreign(free, main, look) if main != "und" else []), key=lambda one: one[0].start)
    body = "".join([text[one.start : one.end] for one in pieces if one.kind == story][:40])
    fragments = [
        Fragment(_tag(name, text[start:end], hints), text[start:end], start, end)
        for start, end, name in _merged(text, found)
        if identify.group(name) != identify.group(main)
    ]
    return Told(_tag(main, body, hints), tuple(fragments))


def _near(pieces: Sequence[Segment], story: str) -> list[Segment]:
    """The pieces of the story, and those first of the ones around it."""
    left = _MOST_AROUND
    near = []
    for one in pieces:
        left -= one.kind != story
        if one.kind == story or left >= 0:
            near.append(one)
    return near


def _foreign(pieces: Sequence[Segment], main: str, look: Look) -> list[tuple[Segment, str]]:
    """The pieces that are not in the main language, each with its own."""
    doubtful = look.doubtful(main)
    behind = dict(zip(doubtful, look.quick(doubtful), strict=True))
    if all(not far or far.get(main) == 0 for far in behind.values()):
        return []
    clear = set(range(len(pieces))).difference(doubtful)
    own = names.script("".join([look.texts[at] for at in sorted(clear)][:40])) or names.script("".join(look.texts))
    if own is None:
        return []
    evidence = [_evidence(one, look.texts[at], behind.get(at), main, own) for at, one in enumerate(pieces)]
    found = []
    for language, group in _together(pieces, smooth(evidence, main)):
        if language == main or not any(
            is_fragment(look.texts[at], pieces[at].kind, evidence[at].script == own, evidence[at].behind, main) for at in group
        ):
            continue
        whole = replace(pieces[group[0]], end=pieces[group[-1]].end)
        share = max(dict(softmax.shares(evidence[at].behind)).get(language, 0) for at in group)
        if share >= _THIN or whole.end - whole.start >= _THIN_LENGTH:
            found.append((whole, language))
        elif is_unknown(" ".join([look.texts[at] for at in group]), whole.kind):
            found.append((whole, "und"))
    return found


def _together(pieces: Sequence[Segment], told: Sequence[str]) -> Iterator[tuple[str, list[int]]]:
    """The indices of neighbours in one language and one paragraph, with the language."""
    group: list[int] = []
    for at, language in enumerate(told):
        if group and (language != told[group[0]] or pieces[at].paragraph != pieces[group[0]].paragraph):
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


def _merged(text: str, found: Sequence[tuple[Segment, str]]) -> list[tuple[int, int, str]]:
    """Neighbours of one language in one paragraph as one, without the quotation marks around it."""
    merged: list[tuple[Segment, str]] = []
    for one, name in found:
        last, said = merged[-1] if merged else (one, "")
        if said == name and last.paragraph == one.paragraph and not names.lettered(text[last.end : one.start]):
            merged[-1] = (replace(last, end=one.end), name)
        else:
            merged.append((one, name))
    return [(*_unquoted(text, one.start, one.end), name) for one, name in merged]


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the quotation marks around a piece: they are the article's."""
    if end - start < 3 or text[start] not in _OPENING or text[end - 1] not in _CLOSING:
        return start, end
    inside = text[start + 1 : end - 1]
    return end - 1 - len(inside.lstrip()), start + 1 + len(inside.rstrip())


def _tag(language: str, text: str, hints: Hints) -> str:
    """The BCP 47 tag: with the script, and ``sr-Latn`` or ``bs`` for ``hr`` where the caller or the host says so."""
    if language == "hr":
        by_host: dict[str, str] = names.read("languages.toml")["evidence"]
        said, *rest = (hints.language or by_host.get(host(hints.url).rpartition(".")[2], "hr")).split("-")
        said = "sr-Latn" if said == "sr" and "Cyrl" not in rest else said
        return said if identify.group(said) == "hr" else "hr"
    return identify.written(language, text)
