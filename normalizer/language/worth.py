"""Whether a piece of text says enough for its language to be believed: a name, a title or a credit does not."""

from __future__ import annotations

import re
from collections.abc import Mapping

from normalizer.identify.softmax import UNIT

_WORD = re.compile(r"[^\W\d_]+(?:[’'\u200c\u200d\u0300-\u036f][^\W\d_]+)*")
#: Scripts written without spaces say in so many characters what others say in a word.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_UNSPACED_WORD = 3
#: Addresses say nothing of a language, nor do names like iPhone.
_ADDRESS = re.compile(r"(?<!\S)\S*?(?:://|www\.|@)\S*")
_MIXED = re.compile(r"[A-Z]")
#: What a rule took without stating its language is believed to be in another one of the same script only if it is of these kinds: wire codes and names
#: look like any language.
_WORDY = frozenset(("body", "headline", "deck", "caption", "copyright", "editor_note", "furniture", "promo", "related", "source_note"))
#: Words that are no names, which a piece of the same script needs: in the story; elsewhere if the article's language is out of the question, and if not.
_WORDS, _WORDS_FAR, _WORDS_NEAR = 2, 2, 5
_FAR = 3 * UNIT
#: In a short piece of the same script the article's language must be this far behind: half a line of Hindi looks Nepali.
_SHORT, _SHORT_FAR = 40, 2 * UNIT
#: Ideographs that a piece needs between Chinese and Japanese: names of firms have up to ten. Those, and letters, that one in another script needs.
_IDEOGRAPHS_AKIN, _IDEOGRAPHS, _LETTERS = 12, 4, 8
#: Words that a piece needs to be in some language unknown.
_WORDS_UNKNOWN = 3


def is_fragment(text: str, kind: str, same_script: bool, behind: Mapping[str, int], main: str) -> bool:
    """Whether a piece that is likeliest in another language than ``main`` says enough for that; ``behind`` is what the backend says of it (1/1024 nat)."""
    text = _ADDRESS.sub(" ", text)
    far = behind.get(main, _FAR)
    if behind.get("und", UNIT) < UNIT:  # codes look like no language almost as much
        return False
    unspaced = len(_UNSPACED.findall(text))
    if not same_script:
        # In another script a single word that is no name will do.
        return unspaced >= _IDEOGRAPHS if unspaced else says_something(text, 1) and sum(map(str.isalpha, text)) >= _LETTERS
    if unspaced:
        return unspaced >= _IDEOGRAPHS_AKIN
    if kind == "body":
        return says_something(text, _WORDS) and (len(text) >= _SHORT or far >= _SHORT_FAR)
    return kind in _WORDY and says_something(text, _WORDS_FAR if far >= _FAR else _WORDS_NEAR)


def is_unknown(text: str, kind: str) -> bool:
    """Whether a piece whose language cannot be told, only that it is not the article's, is worth saying so of: prose of the story alone."""
    return kind == "body" and says_something(_ADDRESS.sub(" ", text), _WORDS_UNKNOWN)


def says_something(text: str, words: int) -> bool:
    """Whether ``text`` holds at least so many words that are no names: not begun with a capital (unless all is in capitals). In a script that has no
    capitals half as many more, as some may be names."""
    unspaced = len(_UNSPACED.findall(text))
    if unspaced:
        return unspaced >= _UNSPACED_WORD * words
    found: list[str] = _WORD.findall(text)
    if text.isupper():
        return len(found) >= words + words // 2
    plain = [word for word in found if len(word) > 1 and (word.islower() or (not word[0].isupper() and not _MIXED.search(word)))]
    return len(plain) >= (words if any(map(str.islower, plain)) else words + words // 2)
