"""Whether a name is a place: bisection over the sorted lines of ``rules/blocks/places.txt`` (GeoNames, CC BY 4.0; written by ``make gazetteer``)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from normalizer.rulebook import files

#: Several places of one report: SEOUL/WASHINGTON, Paris - Berlin, 北京、上海
_SEVERAL = re.compile(r"\s*[/、]\s*|\s+[-–—]\s+")
#: Where the place is: DORTMUND, Alemania
_MORE = re.compile(r"\s*[,،，;]")
_BRACKETED = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")


def fold(name: str) -> str:
    """A name as the gazetteer spells it: NFC, case folded, one space between words, straight apostrophes, no dot over a folded Turkish İ."""
    folded = unicodedata.normalize("NFC", name).casefold().replace("i\u0307", "i").replace("’", "'").replace("ʼ", "'")
    return " ".join(folded.split())


@cache
def _names() -> bytes:
    """The sorted lines, with a line feed before the first and after the last."""
    data = (files.root() / "blocks" / "places.txt").read_bytes()
    start = 0
    while data[start : start + 1] == b"#":
        start = data.index(b"\n", start) + 1
    return b"\n" + data[start:]


def _listed(folded: str) -> bool:
    names, wanted = _names(), folded.encode()
    low, high = 0, len(names) - 1
    # names[low] and names[high] are line feeds; the line sought, if any, lies between them.
    while high - low > 1:
        start = names.rindex(b"\n", low, (low + high) // 2 + 1)
        end = names.index(b"\n", start + 1)
        line = names[start + 1 : end]
        if line == wanted:
            return True
        if line < wanted:
            low = end
        else:
            high = start
    return False


def known(name: str) -> bool:
    """Whether ``name`` is a city, region or country of the gazetteer, in any case and in any language that GeoNames has it in.

    Of several names (``SEOUL/WASHINGTON``) each has to be known; what stands in brackets or after a comma (``DORTMUND, Alemania``,
    ``Cincinnati (Ohio)``) tells more of the one before it and may be anything; so may an ending after an apostrophe (``İSTANBUL'DA``).
    """
    folded = fold(_BRACKETED.sub("", name))
    return bool(folded) and (_listed(folded) or all(map(_alone, _SEVERAL.split(folded))))


def _alone(folded: str) -> bool:
    place = _MORE.split(_BRACKETED.sub("", folded), maxsplit=1)[0]
    return bool(place) and (_listed(place) or ("'" in place and _listed(place[: place.rindex("'")])))
