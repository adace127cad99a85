"""Characters nobody sees: which go, which stay, and which a reader should know of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalizer.article import Caution
from normalizer.repair.ledger import Edit

_SURROGATES = re.compile("[\ud800-\udfff]+")
#: NUL and DEL (fill of tapes and fixed-width files), C1 but for the line end U+0085, deprecated format characters, interlinear marks, the
#: object replacement character, noncharacters: gone. The other C0 controls are wire framing: rules cut them.
_JUNK = "\x00\x7f-\x84\x86-\x9f\u206a-\u206f\ufff9-\ufffc\ufffe\uffff"
#: Of no width and needed by no letter: word joiner, invisible operators, the byte order mark inside a text, and the zero width space where
#: words have spaces between them.
_JOINERS, _SPACE, _SOFT_HYPHEN = "\u200c\u200d", "\u200b", "\u00ad"
_BROKEN_WORD = re.compile(r"(?:\r\n|\n|\r)(?=[^\W\d_])")
_HIDDEN = re.compile(f"[{_JUNK}\u2060-\u2065\ufeff]+|[{_JOINERS}]+|{_SPACE}+|{_SOFT_HYPHEN}+")
#: Thai, Lao, Tibetan, Burmese, Khmer, New Tai Lue, Tai Tham, Myanmar extended: a zero width space says where a line may break.
_UNSPACED = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\uaa60-\uaa7f]")
_MISLEADING = re.compile("[\u202d\u202e]|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0001-\U000e007f]")


def surrogates(text: str) -> Iterator[Edit]:
    """Pairs become the character they stand for (text from UTF-16 escapes); lone halves go."""
    for match in _SURROGATES.finditer(text):
        yield Edit(match.start(), match.end(), match[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore"))


def removed(text: str) -> Iterator[Edit]:
    """Controls and characters without width that no script needs here."""
    for match in _HIDDEN.finditer(text):
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        broken = _BROKEN_WORD.match(text, match.end()) if match[0][0] == _SOFT_HYPHEN and before.isalpha() else None
        if broken:  # at the end of a line the word goes on in the next: `Donau-\ndampf`
            yield Edit(match.start(), broken.end(), "")
        elif _goes(match[0][0], before, after):
            yield Edit(match.start(), match.end(), "")


def _goes(char: str, before: str, after: str) -> bool:
    if char == _SPACE:
        return not (_UNSPACED.match(before) or _UNSPACED.match(after))
    if char in _JOINERS:
        # Between two ASCII letters it joins nothing; everywhere else (Persian, Indic scripts, emoji, German dictionaries) it may.
        return before.isascii() and before.isalpha() and after.isascii() and after.isalpha()
    return True


def warn(text: str) -> tuple[Caution, ...]:
    """Bidi overrides, and tag characters outside a flag, may show a reader another text than the one that is there; they stay."""
    if text.isascii() or not _MISLEADING.search(text):
        return ()
    return (Caution("text/misleading", "Bidi overrides or tag characters: what is shown may differ from what is written."),)
