"""Draws ``docs/before-after.svg``: the dispatch of the README with its pieces in colour, and the article that is made of it.

Drawn from the article's own spans, so it shows what the program does: ``python docs/make_picture.py`` after a change, a test compares. Every line of letters is
told how wide it is, so that no reader's font runs over an edge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from normalizer import Article, normalize
from normalizer.cli.explained import COLOURS, fields, pieces

HERE = Path(__file__).resolve().parent
FILE = HERE / "before-after.svg"
#: A letter's width, a line's height, letters in a line, empty space around a panel and between the two; in units of the picture.
ADVANCE, LEADING, COLUMNS, PADDING, GAP = 7.8, 21, 54, 18, 44
_SIZE, _TOP, _LABEL = 13, 38, 14
#: The kind of the piece that a field is read off; the others are of the whole text.
_READ_OFF = {
    "headline": "headline", "dateline": "dateline", "agency": "dateline", "published": "timestamp", "slugline": "slug", "keywords": "slug",
    "version": "slug", "editor_notes": "editor_note", "sign_off": "signoff", "issue": "furniture",
}  # fmt: skip
_FAINT = "faint"
_LEFT_OUT = ("encoding", "fragment")
Letters = list[tuple[str, str]]
#: The colours of a page by day and by night: paper, ink, faint ink, edge.
_DAY, _NIGHT = ("#ffffff", "#1f2328", "#59636e", "#d1d9e0"), ("#0d1117", "#e6edf3", "#9198a1", "#3d444d")


def dispatch() -> str:
    """The dispatch that the README shows."""
    found = re.search(r"^```text\n(.*?)^```$", (HERE.parent / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def picture(text: str) -> str:
    """The picture of a text, as SVG."""
    article = normalize(text)
    panels = [list(_before(article)), list(_after(article))]
    height = max(map(len, panels)) * LEADING + _TOP + PADDING
    width = COLUMNS * ADVANCE + 2 * PADDING
    parts = [_head(2 * width + GAP, height)]
    for number, (title, lines) in enumerate(zip(("what comes in", "what comes out"), panels, strict=True)):
        left = number * (width + GAP)
        parts.append(f'<rect class="paper" x="{left + 0.5:g}" y=".5" width="{width - 1:g}" height="{height - 1:g}" rx="8"/>')
        parts.append(f'<text class="faint" x="{left + PADDING:g}" y="24">{title}</text>')
        parts += [part for row, line in enumerate(lines) for part in _line(line, left + PADDING, _TOP + LEADING * row)]
    middle, edge = height / 2, width + GAP / 2
    parts.append(f'<path class="arrow" d="M{edge - 12:g} {middle:g}h22m-8 -8l8 8l-8 8"/>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _head(width: float, height: float) -> str:
    def colours(paper: str, ink: str, faint: str, edge: str) -> str:
        return f".paper{{fill:{paper};stroke:{edge}}}text{{fill:{ink}}}.faint{{fill:{faint}}}.arrow{{stroke:{faint}}}"

    used = sorted({COLOURS[kind][1] for kind in COLOURS})
    hues = "".join(f".h{hue}{{fill:hsl({hue},75%,50%);fill-opacity:.25}}.u{hue}{{fill:hsl({hue},65%,50%)}}" for hue in used)
    style = (
        f"text{{font:{_SIZE}px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;white-space:pre}}"
        f".arrow{{fill:none;stroke-width:2.5;stroke-linecap:round;stroke-linejoin:round}}{hues}{colours(*_DAY)}@media(prefers-color-scheme:dark){{{colours(*_NIGHT)}}}"
    )
    told = "A wire dispatch with its pieces in colour, and the article that is made of it"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{told}">\n<title>{told}</title>\n<style>{style}</style>'


def _before(article: Article) -> Iterator[Letters]:
    """The lines of the source text, each letter with the kind of its piece."""
    letters = [(letter, span.kind if span else "") for words, span in pieces(article) for letter in words]
    for line in _split(letters, "\n"):
        yield from _wrapped(line, COLUMNS)


def _after(article: Article) -> Iterator[Letters]:
    """The lines of the article: its fields in the colours of the pieces they were read off, then the body."""
    for name, value in fields(article):
        if name not in _LEFT_OUT:
            label = f"{name:<{_LABEL}}"
            for line in _wrapped([(letter, _READ_OFF.get(name, "")) for letter in value], COLUMNS - _LABEL):
                yield [*((letter, _FAINT) for letter in label), *line]
                label = " " * _LABEL
    for paragraph in article.body.split("\n\n"):
        yield []
        yield from _wrapped([(letter, "") for letter in paragraph], COLUMNS)


def _split(letters: Letters, at: str) -> Iterator[Letters]:
    """Letters in runs between those that are ``at``; an empty end is no run."""
    run: Letters = []
    for letter in letters:
        if letter[0] == at:
            yield run
            run = []
        else:
            run.append(letter)
    if run:
        yield run


def _wrapped(letters: Letters, columns: int) -> Iterator[Letters]:
    """A line in lines of at most so many letters, broken at spaces, which go; a longer word is broken anywhere."""
    line: Letters = []
    for word in _split(letters, " "):
        if line and len(line) + 1 + len(word) > columns:
            yield line
            line = []
        while len(word) > columns:
            yield word[:columns]
            word = word[columns:]
        # A space between two words of one piece belongs to it.
        line = [*line, (" ", line[-1][1] if line[-1][1] == word[0][1] else ""), *word] if line and word else line or word
    if line:
        yield line


def _line(line: Letters, left: float, top: float) -> Iterator[str]:
    """One line: behind each piece its colour, then the letters, as wide as they were counted."""
    column = 0
    for kind, group in groupby(line, key=lambda letter: letter[1]):
        words = "".join(letter for letter, _ in group)
        x, width = left + column * ADVANCE, len(words) * ADVANCE
        column += len(words)
        if kind in COLOURS:
            hue = COLOURS[kind][1]
            yield f'<rect class="h{hue}" x="{x - 1:g}" y="{top}" width="{width + 2:g}" height="18" rx="2"/>'
            yield f'<rect class="u{hue}" x="{x - 1:g}" y="{top + 16}" width="{width + 2:g}" height="2"/>'
        bare = words.strip()
        if bare:
            x += (len(words) - len(words.lstrip())) * ADVANCE
            look = ' class="faint"' if kind == _FAINT else ""
            yield f'<text{look} x="{x:g}" y="{top + 13}" textLength="{len(bare) * ADVANCE:g}" lengthAdjust="spacingAndGlyphs">{escape(bare)}</text>'


if __name__ == "__main__":
    FILE.write_text(picture(dispatch()), encoding="utf-8")
