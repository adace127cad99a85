"""Damage that cannot be mended: what was there is gone, and a reader should know."""

from __future__ import annotations

import re

from normalizer.article import Caution

#: Question marks inside a word, or words that are all question marks: letters a charset had no place for.
_QUESTIONS = re.compile(r"[^\W\d_]\?{1,3}[^\W\d_]|(?<![\w?!.])\?{3,}(?![\w?!.])")
#: One such place may be a typing error or a link; so many are a charset.
PLACES = 3


def warn(text: str) -> tuple[Caution, ...]:
    """Cautions for U+FFFD, 锟斤拷 and runs of question marks."""
    found = []
    if "\ufffd" in text:
        found.append(Caution("text/lost", f"{text.count(chr(0xFFFD))} characters were lost before this text came here (U+FFFD)."))
    # UTF-8's replacement character read as GBK, and uninitialised memory of old Windows programs shown as GBK.
    if "斤拷" in text or "烫烫" in text or "屯屯" in text:
        found.append(Caution("text/lost", "Characters were lost: U+FFFD read as GBK."))
    if "??" in text and len(_QUESTIONS.findall(text)) >= PLACES:
        found.append(Caution("text/lost", "Question marks stand where letters were: a charset had no place for them."))
    return tuple(found)
