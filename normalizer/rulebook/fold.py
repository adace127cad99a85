"""Case that every language agrees on: one fold for looking up, the variants a word is printed in for matching."""

from __future__ import annotations

#: Characters that ``str.lower`` leaves apart although print mixes them: Turkish dotted and dotless i, Greek accents that capitals drop, the dots
#: of ё that most Russian print leaves out, Persian and Arabic forms of one letter, the apostrophe, and the no-break space that pages put inside
#: phrases ("originally published").
#: One character for one character, so that offsets into the folded text are offsets into the text.
_ALIKE = tuple(zip("ıςάέήίόύώϊϋΐΰёيىك’ʼ\u00a0\u202f\u3000", "iσαεηιουωιυιυеییک''   ", strict=True))


def fold(text: str) -> str:
    """The text as looked up: case and its language's variants gone; of the same length as ``text``."""
    if text.isascii():
        return text.lower()
    folded = text.replace("İ", "i").lower()  # the one character whose lower case is two
    for printed, alike in _ALIKE:
        folded = folded.replace(printed, alike)
    return folded


def variants(word: str, language: str) -> list[str]:
    """The ways a word is printed: as given, in lower case, in capitals, with a capital first; by the rules of its language, sorted."""
    turkic = language.split("-")[0] in ("tr", "az", "tt", "crh", "kk")
    source = word.replace("i", "İ").replace("ı", "I") if turkic else word
    upper = source.upper()
    low = word.replace("I", "ı").replace("İ", "i").lower() if turkic else word.replace("İ", "i").lower()
    first = (source[:1].upper() if turkic else word[:1].upper()) + word[1:]
    title = " ".join(part[:1].upper() + part[1:] for part in word.split(" "))
    return sorted({word, upper, low, first, title})
