"""The canonical form of a text: what ``fix`` writes, and what in a text is laid out otherwise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

from normalizer.article import Article
from normalizer.layout import is_unspaced, lay_out, view

#: Pieces that a text keeps when it is written: they are of the article and not of its wrapping.
KEPT = frozenset({"headline", "deck", "body"})
#: A paragraph of prose has so many characters at the least; scripts without spaces say the same in a third of them.
_PROSE, _PROSE_UNSPACED = 40, 15
#: And so many of 100 are letters, marks or spaces: code, tables and lists of requirements have more of the rest.
_LETTERS = 75
_LINE_END = re.compile(r"\r\n|\r|\n")
_WRAP, _RUN = re.compile(r"[ \t]*[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]\s*"), re.compile(r"[ \t]{2,}|\t")


def decoded(article: Article) -> str:
    """D, the text before its repairs."""
    parts, last = [], 0
    for repair in article.repairs:
        parts += [article.source_text[last : repair.start], repair.before]
        last = repair.end
    return "".join([*parts, article.source_text[last:]])


def line_end(text: str) -> str:
    """The text's own line end: the first in it."""
    found = _LINE_END.search(text)
    return found[0] if found else "\n"


def written(article: Article, end: str = "\n", keep: Collection[str] = (), *, whole: bool = False) -> str:
    """Headline, deck, body, a blank line between.

    :param end: the line end to write.
    :param keep: more kinds of pieces that stay where they stand (their diagnostics are switched off).
    :param whole: it is a whole file, which ends with a line end.

    A headline that no piece of the text states (another key of the record does) is not written. A second deck stays too: nobody may lose it.
    """
    body = article.body
    if keep:
        cuts = [(span.start, span.end) for span in article.spans if span.kind != "body" and span.kind not in keep]
        body = unicodedata.normalize("NFC", view(lay_out(article.source_text), cuts).text)
    parts: list[str] = []
    for kind, field in (("headline", article.headline), ("deck", article.deck)):
        lines = [" ".join(piece.text.split()) for piece in article.removed if piece.kind == kind]
        if lines and field and kind not in keep:
            parts.append(" ".join(field.split()))
            parts += [line for line in lines if not any(line in part for part in parts)]
    text = "\n\n".join([*parts, *([body] if body else [])])
    return (text + "\n" * whole).replace("\n", end)


def is_article(article: Article) -> bool:
    """Whether there is a story: a paragraph of prose. A list of packages, a table, three words are none, and nothing is said of them."""
    for paragraph in article.body.split("\n\n"):
        if len(paragraph) >= _PROSE or (
            len(paragraph) >= _PROSE_UNSPACED and any(is_unspaced(char) or "\uac00" <= char <= "\ud7af" for char in paragraph)
        ):
            plain = sum(char == " " or unicodedata.category(char)[0] in "LM" for char in paragraph)
            if 100 * plain >= _LETTERS * len(paragraph):
                return True
    return False


def lost(article: Article, text: str) -> int:
    """How much of T is not in a text made of it: per cent of the characters that are no white space."""
    before, after = (len("".join(one.split())) for one in (article.source_text, text))
    return 100 * (before - after) // before if before > after else 0


def faults(article: Article, end: str, keep: Collection[str] = (), *, whole: bool = False) -> Iterator[tuple[int, int, str]]:
    """Where kept pieces are laid out otherwise than :func:`written` has them: start and end in T, and what is wrong there.

    What stands beside a piece that goes is not judged: it goes with it.
    """
    text = article.source_text
    kept = KEPT | set(keep)
    apart = {"headline", "deck"} - set(keep)
    last, before = 0, ""
    beside_kept = True
    for span in article.spans:
        stays = span.kind in kept
        gap = text[last : span.start]
        # A dateline that stays begins the paragraph, where a headline and a deck stand alone.
        within = last and not _LINE_END.search(gap) and not apart.intersection((span.kind, before))
        if stays and beside_kept and gap != (2 * end if last else "") and not (within and len(gap) < 2):
            yield last, span.start, "a run of spaces" if within else _gap_fault(gap, end, last)
        if stays:
            for found in _WRAP.finditer(text, span.start, span.end):
                yield found.start(), found.end(), "a paragraph broken into lines"
            for found in _RUN.finditer(text, span.start, span.end):
                yield found.start(), found.end(), "a run of spaces"
        last, beside_kept, before = span.end, stays, span.kind
    if beside_kept and text[last:] != (end if whole else ""):
        yield last, len(text), "no line end at the end" if whole and not text[last:] else "white space at the end"


def _gap_fault(gap: str, end: str, last: int) -> str:
    if not last:
        return "white space at the beginning"
    if gap.count("\n") + gap.count("\r") and len(set(_LINE_END.findall(gap)) | {end}) > 1:
        return "another line end than the first"
    return "no blank line between paragraphs" if len(_LINE_END.findall(gap)) < 2 else "more than a blank line between paragraphs"
