"""Shows a file of canonical articles to a person: ``python samples/show.py out/samples.jsonl``.

Each article with its fields, what left its body and by which rule, and how the body begins; then all of them in one table.
"""

from __future__ import annotations

import sys
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from normalizer import Article
from normalizer.cli.terminal import escaped, quiet_pipe

WIDE = 116
FIELDS = (
    "language", "headline", "deck", "byline", "dateline", "agency", "published", "modified", "publisher", "reprinted_from", "slugline", "keywords",
    "version", "editor_notes", "sign_off", "issue", "page", "copyright", "captions", "url", "extensions",
)  # fmt: skip
#: What the table says of an article, beside its name and how many pieces left the body.
COLUMNS = ("language", "place", "date", "agency", "byline", "published")
_LABEL, _CELL, _SHOWN = 14, 16, 3 * WIDE
CONSOLE = Console(width=None if sys.stdout.isatty() else WIDE, highlight=False, markup=False, emoji=False)


def show(article: Article) -> None:
    """One article: its fields, how its body begins, and what was taken out by which rule."""
    plain = article.to_dict()
    print(f"\n{'─' * WIDE}\n{_name(article)}")
    if article.source.encoding and article.source.encoding.name != "utf-8":
        _field("encoding", f"{article.source.encoding.name} ({article.source.encoding.how})")
    for name in FIELDS:
        if name in plain:
            _field(name, _words(plain[name]))
    for fragment in article.fragments:
        _field("in " + fragment.language, fragment.text)
    for fix in article.repairs[:2]:
        _field("repaired", f"{_cut(fix.before, 40)} → {_cut(fix.after, 40)}")
    if len(article.repairs) > 2:
        _field("", f"and {len(article.repairs) - 2} more")
    for piece in article.removed:
        print(f"  - {piece.kind:<12} {_cut(piece.text, WIDE - 48)}  [{piece.rule}]")
    for paragraph in article.body.split("\n\n")[:2]:
        for line in Text(_cut(paragraph, _SHOWN)).wrap(CONSOLE, WIDE - 4):
            print(f"  | {line.plain.rstrip()}")
    for caution in article.warnings:
        print(f"  ! {caution.code}: {escaped(caution.text)}")


def table(articles: list[Article]) -> None:
    """All articles, a row each: the fields that were read off them, and how many pieces beside headline and deck left the body."""
    shown = Table("", box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), title="\nRead off each", title_justify="left", title_style="bold")
    for name in COLUMNS:
        shown.add_column(name, no_wrap=True)
    shown.add_column("taken", justify="right")
    for article in articles:
        plain = article.to_dict()
        known = plain.get("dateline", {}) | plain
        taken = sum(piece.kind not in ("headline", "deck") for piece in article.removed)
        cells = [_name(article).removesuffix(".txt"), *(str(known.get(name, "")) for name in COLUMNS), str(taken)]
        shown.add_row(*(Text(_cut(cell, _CELL if at else 2 * _CELL)) for at, cell in enumerate(cells)))
    CONSOLE.print(shown)


def _name(article: Article) -> str:
    record = f" #{article.source.record}" if article.source.record else ""
    return escaped((article.source.path or "-") + record)


def _field(name: str, value: str) -> None:
    print(f"  {name:<{_LABEL}} {_cut(value, WIDE - _LABEL - 4)}")


def _words(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_words(inner)}" for key, inner in value.items())
    return "; ".join(map(_words, value)) if isinstance(value, list) else str(value)


def _cut(text: str, width: int) -> str:
    """On one line, and no wider than that many columns."""
    line = Text(escaped(" ".join(text.split())))
    line.truncate(width, overflow="ellipsis")
    return line.plain


if __name__ == "__main__":
    with quiet_pipe():
        read = [Article.from_json(line) for line in Path(sys.argv[1]).read_bytes().splitlines()]
        for one in read:
            show(one)
        table(read)
