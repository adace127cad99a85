"""Whether a piece of text says enough for its language to be believed: a name, a title or a credit does not."""

from __future__ import annotations

import re

from normalizer.identify.softmax import UNIT

_WORD = re.compile(r"[^\W\d_]+(?:[’'\u200c\u200d\u0300-\u036f][^\W\d_]+)*")
#: Scripts written without spaces say in so many characters what others say in a word.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_UNSPACED_WORD = 3
#: What a rule took without stating its language is believed to be in another one of the same script only if it is of these kinds: wire codes and names
#: look like any language.
_WORDY = frozenset(("body", "headline", "deck", "caption", "copyright", "editor_note", "furniture", "promo", "related", "source_note"))
#: Words that are no names, which a piece of the same script needs: in the story; elsewhere if the article's language is out of the question, and if not.
_WORDS, _WORDS_FAR, _WORDS_NEAR = 2, 2, 5
_FAR = 3 * UNIT
#: Letters that a piece in another script needs, and ideographs.
_LETTERS, _IDEOGRAPHS = 8, 4


def is_fragment(text: str, kind: str, same_script: bool, behind: int) -> bool:
    """Whether a piece that is likeliest in another language than the article's says enough for that; ``behind`` is how far the article's is, in 1/1024 nat."""
    if same_script:
        if kind == "body":
            return says_something(text, _WORDS)
        return kind in _WORDY and says_something(text, _WORDS_FAR if behind >= _FAR else _WORDS_NEAR)
    # In another script a single word that is no name will do.
    if _UNSPACED.search(text):
        return len(_UNSPACED.findall(text)) >= _IDEOGRAPHS
    return says_something(text, 1) and sum(map(str.isalpha, text)) >= _LETTERS


def says_something(text: str, words: int) -> bool:
    """Whether ``text`` holds at least so many words that are no names: not begun with a capital (unless all is in capitals). In a script that has no
    capitals half as many more, as some may be names."""
    unspaced = len(_UNSPACED.findall(text))
    if unspaced:
        return unspaced >= _UNSPACED_WORD * words
    found: list[str] = _WORD.findall(text)
    if text.isupper():
        return len(found) >= words + words // 2
    plain = [word for word in found if len(word) > 1 and not word[0].isupper()]
    return len(plain) >= (words if any(char.islower() for char in "".join(plain)) else words + words // 2)
