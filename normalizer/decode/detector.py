"""The detector behind a small door: bytes in, charsets as Python codecs out, the likeliest first. Today it is chardet 7."""

from __future__ import annotations

from typing import NamedTuple

#: A charset is read as its superset only where the superset says the same for every byte the charset defines (C1 controls aside).
#: Never 8859-2, -5, -6, -7, -13: Windows' pages for the same languages put other letters on the same bytes.
SUPERSETS = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874", "euc_kr": "cp949", "gb2312": "gb18030",
    "gbk": "gb18030", "shift_jis": "cp932",
}  # fmt: skip
#: chardet takes text that starts so for a file of that kind and has no opinion: BMW is a car maker, MZ and ID3 stand in headlines.
_OPENING = b"\n"


class Answer(NamedTuple):
    """A Python codec, and how sure the detector is, in per mille."""

    name: str
    confidence: int


def answers(data: bytes, only: tuple[str, ...] | None = None) -> list[Answer]:
    """What the bytes may be in (of these charsets only), the likeliest first; none where the detector has no opinion.

    ``prefer_superset`` stays off: it reads ISO-8859-2, -5 and -6 as Windows' pages, which put other letters on the same bytes. All of the
    data is read: 10 MB cost at most 0.1 s.
    """
    from chardet import detect_all

    # chardet warns where the charset it falls back to, cp1252, is not among those it may answer.
    among = only and (*only, "cp1252")

    for body in (data, _OPENING + data):
        found = [
            Answer(SUPERSETS.get(name, name), round(1000 * answer["confidence"]))
            for answer in detect_all(body, prefer_superset=False, compat_names=False, max_bytes=len(body), include_encodings=among)
            if (name := answer["encoding"]) and (only is None or name in only)
        ]
        if found:
            return found
    return []
