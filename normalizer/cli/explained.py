"""``explain``: the source with every piece in the colour of what it is, and the rule that took it. On a terminal, and as a page of HTML.

What is shown are the article's own spans: what ``run`` did is what is seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from normalizer.article import Article, Span
from normalizer.cli.terminal import escaped

#: Kinds by family, each with its colour on a terminal and its hue on a page (degrees); body has none.
COLOURS = {
    "headline": ("bold", 220), "deck": ("italic", 220), "byline": ("cyan", 190), "dateline": ("green", 140), "timestamp": ("green", 140),
    "slug": ("magenta", 300), "editor_note": ("yellow", 50), "signoff": ("cyan", 190), "end_mark": ("cyan", 190), "source_note": ("blue", 210),
    "copyright": ("blue", 210), "contact": ("blue", 210), "caption": ("magenta", 270), "promo": ("red", 0), "related": ("red", 20), "furniture": ("bright_black", 30),
}  # fmt: skip
_FIELDS = (
    "language", "headline", "deck", "byline", "dateline", "agency", "publisher", "reprinted_from", "published", "modified", "slugline", "keywords", "version",
    "editor_notes", "sign_off", "copyright", "urgency", "issue", "page", "captions",
)  # fmt: skip
_LINE_END = re.compile(r"\r\n|\r|\n")


def pieces(article: Article) -> Iterator[tuple[str, Span | None]]:
    """T in pieces, each with its span; white space between has none."""
    last = 0
    for span in article.spans:
        if last < span.start:
            yield article.source_text[last : span.start], None
        yield article.source_text[span.start : span.end], span
        last = span.end
    if last < len(article.source_text):
        yield article.source_text[last:], None


def fields(article: Article) -> Iterator[tuple[str, str]]:
    """What the article states, each as a person reads it."""
    plain = article.to_dict()
    for name in _FIELDS:
        if name in plain:
            yield name, _words(plain[name])
    if article.source.encoding:
        yield "encoding", f"{article.source.encoding.name} ({article.source.encoding.how})"
    for repair in article.repairs:
        yield "repair", f"{repair.kind}: {repair.before} → {repair.after}"
    for piece in article.fragments:
        yield "fragment", f"{piece.language}: {piece.text}"
    for caution in article.warnings:
        yield "warning", f"{caution.code}: {caution.text}"


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_words(part)}" for key, part in value.items())
    return "; ".join(map(_words, value)) if isinstance(value, list) else str(value)


def coloured(article: Article) -> Any:
    """The article for rich: its text in colour, behind each piece its kind and rule, and what it states."""
    from rich.text import Text

    shown = Text()
    if not article.spans:
        shown.append(_safe(article.body) + "\n")
    for words, span in pieces(article):
        if span is None or span.kind == "body":
            shown.append(_safe(words))
        else:
            shown.append(_safe(words), COLOURS[span.kind][0])
            shown.append(f" ‹{span.kind} {escaped(span.rule)}›", "dim")
    shown.append("\n")
    for name, value in fields(article):
        shown.append(f"\n{name:<14} ", "bold")
        shown.append(escaped(value))
    shown.append("\n")
    return shown


def _safe(words: str) -> str:
    """Words whose line ends stay and nothing else that a terminal obeys."""
    return "\n".join(map(escaped, _LINE_END.split(words)))


_STYLE = """
:root { color-scheme: light dark; font: 17px/1.6 Georgia, "Noto Serif", serif; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.1rem; font-family: ui-monospace, monospace; font-weight: 600; overflow-wrap: anywhere; }
.text p { margin: 0; min-height: 1.6em; white-space: pre-wrap; overflow-wrap: anywhere; }
.text { border: 1px solid #8886; border-radius: 6px; padding: 1rem 1.2rem; }
mark { color: inherit; border-radius: 3px; padding: 0 .15em; background: hsl(var(--hue) 75% 50% / .22); border-bottom: 2px solid hsl(var(--hue) 65% 45%); box-decoration-break: clone; }
mark.furniture { background: #8883; border-color: #888; }
small { font: 11px/1 ui-monospace, monospace; opacity: .75; white-space: nowrap; unicode-bidi: isolate; direction: ltr; margin: 0 .3em; }
table { border-collapse: collapse; margin: 1.2rem 0; width: 100%; font-size: .9rem; }
th { text-align: left; vertical-align: top; padding: .15rem 1rem .15rem 0; font-family: ui-monospace, monospace; font-weight: 600; }
td { overflow-wrap: anywhere; width: 100%; }
ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .4rem .8rem; font-size: .8rem; }
"""


def page(title: str, articles: Sequence[tuple[str, Article]]) -> Iterator[str]:
    """A page of HTML that needs no other file and runs no script: each article under its name, its text in colour, what it states."""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    yield f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    yield f'<meta name="viewport" content="width=device-width">\n<title>{_html(title)}</title>\n<style>{_STYLE}</style>\n'
    seen = {span.kind for _, article in articles for span in article.spans}
    yield "<ul>" + "".join(f"<li>{_mark(kind, kind)}</li>" for kind in COLOURS if kind in seen) + "</ul>\n"
    for name, article in articles:
        yield f'<h1>{_html(name)}</h1>\n<div class="text">'
        yield from _paragraphs(article)
        rows = "".join(f'<tr><th>{name}<td dir="auto">{_html(value)}' for name, value in fields(article))
        yield f"</div>\n<table>{rows}</table>\n"


def _paragraphs(article: Article) -> Iterator[str]:
    """The text line by line, each in its own direction."""
    parts: list[str] = []
    for words, span in pieces(article) if article.spans else [(article.body, None)]:
        lines = _LINE_END.split(words)
        for number, line in enumerate(lines):
            if number:
                yield f'<p dir="auto">{"".join(parts)}</p>\n'
                parts = []
            if span is None or span.kind == "body":
                parts.append(_html(line))
            elif line:
                rule = f"<small>{_html(span.rule)}</small>" if number == len(lines) - 1 else ""
                parts.append(_mark(span.kind, line) + rule)
    yield f'<p dir="auto">{"".join(parts)}</p>\n'


def _mark(kind: str, words: str) -> str:
    return f'<mark class="{kind}" style="--hue:{COLOURS[kind][1]}" title="{kind}">{_html(words)}</mark>'


def _html(words: str) -> str:
    return escape(escaped(words))
