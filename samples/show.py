"""Shows a file of canonical articles to a person: ``python samples/show.py out/samples.jsonl``."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

from normalizer import Article
from normalizer.cli.terminal import escaped, quiet_pipe

WIDE = 110
FIELDS = (
    "language", "headline", "deck", "byline", "dateline", "agency", "published", "modified", "publisher", "reprinted_from", "slugline", "version",
    "editor_notes", "sign_off", "issue", "page", "captions",
)  # fmt: skip


def show(article: Article) -> None:
    """One article: its fields, how its body begins, and what was taken out by which rule."""
    plain = article.to_dict()
    print(f"\n{'─' * WIDE}\n{escaped(article.source.path or '-')}")
    if article.source.encoding:
        print(f"  {'encoding':<14} {article.source.encoding.name} ({article.source.encoding.how})")
    for name in FIELDS:
        if name in plain:
            value = plain[name]
            print(f"  {name:<14} {escaped(', '.join(f'{k} {v}' for k, v in value.items()) if isinstance(value, dict) else str(value))}")
    if article.repairs:
        print(f"  {'repairs':<14} {len(article.repairs)}: " + escaped("; ".join(f"{fix.before} → {fix.after}" for fix in article.repairs[:4])))
    for piece in article.removed:
        print(f"  - {piece.kind:<12} {escaped(textwrap.shorten(piece.text, WIDE - 40))}  [{piece.rule}]")
    for paragraph in article.body.split("\n\n")[:2]:
        print(textwrap.indent(textwrap.fill(escaped(textwrap.shorten(paragraph, 3 * WIDE)), WIDE - 4), "  | "))
    for caution in article.warnings:
        print(f"  ! {caution.code}: {escaped(caution.text)}")


if __name__ == "__main__":
    with quiet_pipe():
        for line in Path(sys.argv[1]).read_bytes().splitlines():
            show(Article.from_json(line))
