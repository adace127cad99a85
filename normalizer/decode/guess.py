"""The decision list for everything that is not plain UTF-8 (see :mod:`normalizer.decode` for the order and why)."""

from __future__ import annotations

import re
from functools import lru_cache

from normalizer.article import Caution, Encoding
from normalizer.decode import alphabets, detector

#: Share of the high bytes, in per mille, that must stand in valid UTF-8 sequences for the text to be UTF-8 with stray bytes. The highest
#: share measured on text in a legacy charset is 577 (100 bytes of EUC-JP).
ALMOST = 600
#: So sure, in per mille, the detector is of Chinese, Japanese and Korean.
SURE = 700
#: The same where something else is declared: then the evidence must be plain.
ALMOST_AGAINST_DECLARATION = 900
#: Charsets with more than one byte a character.
WIDE = frozenset((
    "gb18030", "big5hkscs", "big5", "cp932", "cp949", "johab", "hz", "shift_jis_2004", "shift_jisx0213", "euc_jp", "euc_jis_2004",
    "euc_jisx0213", "iso2022_jp_2", "iso2022_kr", "utf-7", "utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be",
))  # fmt: skip
#: Charsets that text on the web is really in; whatever else the detector answers must be better than Windows-1252.
COMMON = WIDE | frozenset((
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "iso8859-2", "iso8859-5", "iso8859-6", "iso8859-7",
    "iso8859-8", "iso8859-13", "cp866", "cp874", "koi8-r", "koi8-u",
))  # fmt: skip
#: JIS X 0213 reads ``~`` and ``\\`` as other signs and has letters that nobody writes: first the plain charset.
TWINS = {"shift_jis_2004": "cp932", "euc_jis_2004": "euc_jp", "shift_jisx0213": "cp932", "euc_jisx0213": "euc_jp"}
#: Answers so near to the first, in per mille, are as good as the first.
CLOSE = 20
#: Charsets that differ in the capitals and the letter я, or in the Ukrainian and Tajik letters, alone.
CYRILLIC = frozenset(("cp1251", "mac-cyrillic")), frozenset(("koi8-r", "koi8-u", "koi8-t"))
#: So many bytes are weighed where two charsets are equally likely.
SAMPLE = 20_000
#: How far into the bytes a declaration may stand (the HTML standard's prescan).
PRESCAN = 1024

_UTF8 = Encoding("utf-8", "utf-8", 1000)
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
#: Labels that the web's table of encodings does not know and old files carry.
_OLD_LABELS = re.compile(r"(?:cp|ibm|windows-?|dos-?)?(437|720|737|775|85[0-8]|86[0-9]|874|932|949|950|1006|125[0-8])\Z")
_MAC = {"mac-roman": "mac_roman", "macroman": "mac_roman", "mac-cyrillic": "mac_cyrillic", "mac-greek": "mac_greek", "mac-turkish": "mac_turkish",
        "mac-latin2": "mac_latin2", "mac-centraleurope": "mac_latin2", "mac-iceland": "mac_iceland"}  # fmt: skip

#: Valid UTF-8 sequences of two to four bytes (RFC 3629, table 3-7 of the Unicode standard).
_SEQUENCE = re.compile(
    rb"(?:[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})+"
)
_CUT_TAIL = re.compile(rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})\Z")
_ASCII = bytes(range(128))
#: ``cafι``: a Latin word with a letter of another script.
_MIXED = re.compile("[a-z][\u0370-\u0fff]|[\u0370-\u0fff][a-z]")
_C1 = re.compile(rb"[\x80-\x9f]")
_XML_DECLARATION = re.compile(rb"\A\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})", re.ASCII)
_META_CHARSET = re.compile(rb"<meta\b[^>]{0,300}?\bcharset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{1,40})", re.ASCII | re.IGNORECASE)
_ISO_2022 = re.compile(rb"\x1b(?:\$[@AB]|\$\([A-DO-Q]|\([BIJ]|\.[AF]|\$\)C)")
_NOT_TEXT = (b"%PDF-", b"\x89PNG", b"GIF8", b"PK\x03\x04", b"\xff\xd8\xff", b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"BZh", b"\x7fELF", b"\xd0\xcf\x11\xe0")


def decide(data: bytes, charset: str | None) -> tuple[str, Encoding, tuple[Caution, ...]]:
    """The text, its charset and the cautions, for bytes that are not plain UTF-8 without NUL and ESC."""
    warnings: list[Caution] = []
    if data.startswith(_NOT_TEXT):
        warnings.append(Caution("encoding/not-text", "These bytes start like a picture, an archive or a program, not like a text."))
    text, encoding = _by_mark(data, warnings) or _wide(data, warnings) or _escaped(data) or _narrow(data, charset, warnings)
    if not encoding.name.startswith("utf") and "\ufffd" in text:
        warnings.append(Caution("encoding/lost", f"Some bytes mean nothing in {encoding.name}; U+FFFD stands for them."))
    return text, encoding, tuple(warnings)


def _narrow(data: bytes, charset: str | None, warnings: list[Caution]) -> tuple[str, Encoding]:
    """Lines 3 to 7 of the decision list."""
    try:
        return data.decode(), _UTF8
    except UnicodeDecodeError:
        pass
    if b"\xed" in data and (text := _joined_pairs(data)) is not None:
        warnings.append(Caution("encoding/surrogates", "UTF-8 with surrogates in it (CESU-8): pairs are joined."))
        return text, Encoding("utf-8", "almost-utf-8", 1000)
    declared = _declared(data, charset, warnings)
    share = utf8_share(data)
    if share < ALMOST_AGAINST_DECLARATION:
        # Chinese and Japanese have up to .6 of their bytes in what look like UTF-8 sequences, but then the detector is sure of them.
        answer = next(iter(_weighed(data, detector.answers(data))), None) if share >= ALMOST else None
        if answer and answer.confidence >= SURE and answer.name in WIDE and (text := _strictly(data, answer.name, warnings)) is not None:
            return text, Encoding(answer.name, "detected", answer.confidence)
    if share >= (ALMOST if declared in (None, "utf-8") else ALMOST_AGAINST_DECLARATION):
        return _almost_utf8(data, share, warnings)
    if declared and declared != "utf-8" and (text := _strictly(data, declared, warnings)) is not None:
        return text, Encoding(declared, "declared", 1000)
    for name, confidence in _weighed(data, detector.answers(data)):
        if (text := _strictly(data, name, warnings)) is not None:
            return text, Encoding(name, "detected", confidence)
    warnings.append(Caution("encoding/guess", "Nothing says which charset this is; read as Windows-1252."))
    return sloppy(data, "cp1252"), Encoding("cp1252", "fallback", 0)


def _weighed(data: bytes, answers: list[detector.Answer]) -> list[detector.Answer]:
    """The detector's answers, the first one held against the letters that European languages have.

    Its misses on real pages were all of one kind: Western text with few letters beyond ASCII taken for ISO-8859-3, -14, -15, -16, a Mac or
    DOS charset. So a charset that is rare on the web must explain something that Windows-1252 does not. Measured on 710 texts of 40 to
    1,000 characters in 17 Western languages: 63 misses without this, 5 with it.
    """
    if _C1.search(data):
        answers = [answer for answer in answers if not answer.name.startswith("iso8859")] or answers
    if not answers:
        return []
    name, confidence = answers[0]
    if name in TWINS and _valid(data, TWINS[name]):
        return [detector.Answer(TWINS[name], confidence), *answers]
    rare = name not in COMMON and not (name == "iso8859-15" and b"\xa4" in data)
    if (rare or (name not in WIDE and _MIXED.search(sloppy(data, name)))) and _is_western(data):
        return [detector.Answer("cp1252", confidence), *answers]
    for family in (frozenset(alphabets.alphabets()), *CYRILLIC):
        rivals = [answer for answer in answers if answer.confidence >= confidence - CLOSE and answer.name in family]
        if name in family and len(rivals) > 1:
            return sorted(rivals, key=lambda answer: _doubt(data, answer.name)) + answers
    return answers


def _doubt(data: bytes, name: str) -> int:
    """How much in this reading looks misread."""
    text = sloppy(data[:SAMPLE], name)
    return alphabets.oddities(text) + (alphabets.strangers(alphabets.letters(text), name) if name in alphabets.alphabets() else 0)


def _is_western(data: bytes) -> bool:
    return not alphabets.strangers(alphabets.letters(sloppy(data, "cp1252")), "west")


def _valid(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return False
    return True


# --- 1. byte order marks ----------------------------------------------------------------------------------------------------------------


def _by_mark(data: bytes, warnings: list[Caution]) -> tuple[str, Encoding] | None:
    for mark, name in _BOMS:
        if data.startswith(mark):
            rest = data[len(mark) :]
            if name != "utf-8":
                return _wide_text(rest, name, warnings), Encoding(name, "bom", 1000)
            try:
                return rest.decode(), Encoding(name, "bom", 1000)
            except UnicodeDecodeError:
                share = utf8_share(rest)
                return (_almost_utf8(rest, share, warnings)[0], Encoding(name, "bom", 1000)) if share >= ALMOST else None
    return None


def _wide_text(data: bytes, name: str, warnings: list[Caution]) -> str:
    """UTF-16 or UTF-32, the unit that a cut left incomplete dropped, U+FFFD for half a surrogate pair."""
    unit = 4 if "32" in name else 2
    if len(data) % unit:
        warnings.append(_CUT)
        data = data[: len(data) - len(data) % unit]
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        warnings.append(Caution("encoding/lost", f"Some bytes mean nothing in {name}; U+FFFD stands for them."))
        return data.decode(name, "replace")


def _joined_pairs(data: bytes) -> str | None:
    """CESU-8 and what Java and MySQL call UTF-8: surrogates of three bytes each, joined; U+FFFD for half a pair. None: it is neither."""
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


_CUT = Caution("encoding/cut", "The bytes end inside a character: the text was cut off; what was left of the character is dropped.")


# --- 2. UTF-16, UTF-32 and ISO-2022 without a mark ------------------------------------------------------------------------------------------


def _wide(data: bytes, warnings: list[Caution]) -> tuple[str, Encoding] | None:
    """UTF-16 or UTF-32 by the places of the NULs: every text has spaces, line ends or digits, and their upper bytes are NUL."""
    if b"\x00" not in data or len(data) < 4:
        return None
    sample = data[: 1 << 16]
    sample = sample[: len(sample) - len(sample) % 4]
    nuls = [sample[i::4].count(0) for i in range(4)]
    quarter = len(sample) // 4
    if quarter and (nuls[2] + nuls[3] == 2 * quarter or nuls[0] + nuls[1] == 2 * quarter):
        name = "utf-32-le" if nuls[3] == quarter and nuls[0] < quarter else "utf-32-be"
        try:
            return data[: len(data) - len(data) % 4].decode(name), Encoding(name, "detected", 950)
        except UnicodeDecodeError:
            pass
    even, odd = nuls[0] + nuls[2], nuls[1] + nuls[3]
    name = "utf-16-le" if odd > even else "utf-16-be"
    # CJK text has few NULs, but nearly all on one side; junk NULs in 8-bit text fall on both sides.
    if max(even, odd) < 10 * min(even, odd) + 2 or max(even, odd) * 200 < quarter:
        return None
    cautions: list[Caution] = []
    text = _wide_text(data, name, cautions)
    if "\ufffd" in text[:2000] or not _sane(text[:2000]):
        return None
    warnings += cautions
    return text, Encoding(name, "detected", 950)


def _sane(text: str) -> bool:
    """Text, not what comes of reading 8-bit bytes two by two: unassigned code points and controls are rare."""
    odd = sum(not (char.isprintable() or char.isspace()) for char in text)
    return odd * 20 <= len(text)


def _escaped(data: bytes) -> tuple[str, Encoding] | None:
    """ISO-2022-JP (with its extensions) and ISO-2022-KR: seven bits and escape sequences."""
    if b"\x1b" not in data or data.translate(None, _ASCII) or not _ISO_2022.search(data):
        return None
    korean = b"\x1b$)C" in data
    for name in ("iso2022_kr",) if korean else ("iso2022_jp", "iso2022_jp_2", "iso2022_jp_ext"):
        try:
            return data.decode(name), Encoding(name, "detected", 990)
        except UnicodeDecodeError:
            continue
    return data.decode("iso2022_jp_2", "replace"), Encoding("iso2022_jp_2", "detected", 700)


# --- 4. almost UTF-8 --------------------------------------------------------------------------------------------------------------------


def utf8_share(data: bytes) -> int:
    """Per mille of the bytes above 0x7F that stand in valid UTF-8 sequences, a cut tail not counted; 0 without any sequence."""
    if tail := _CUT_TAIL.search(data[-3:]):
        data = data[: len(data) - len(tail[0])]
    high = len(data.translate(None, _ASCII))
    valid = high - len(_SEQUENCE.sub(b"", data).translate(None, _ASCII))
    return 1000 * valid // high if high else 0


def _almost_utf8(data: bytes, share: int, warnings: list[Caution]) -> tuple[str, Encoding]:
    """Valid sequences as UTF-8, every other byte as Windows-1252, a cut tail dropped."""
    if tail := _CUT_TAIL.search(data[-3:]):
        data = data[: len(data) - len(tail[0])]
        warnings.append(_CUT)
    text, position, stray = [], 0, 0
    for match in _SEQUENCE.finditer(data):
        between = data[position : match.start()]
        stray += len(between.translate(None, _ASCII))
        text += [sloppy(between, "cp1252"), match[0].decode()]
        position = match.end()
    stray += len(data[position:].translate(None, _ASCII))
    text.append(sloppy(data[position:], "cp1252"))
    if not stray:
        return "".join(text), _UTF8
    warnings.append(Caution("encoding/stray-bytes", f"UTF-8 with {stray} stray byte{'s' * (stray > 1)}, read as Windows-1252."))
    return "".join(text), Encoding("utf-8", "almost-utf-8", share)


# --- 5. declarations --------------------------------------------------------------------------------------------------------------------


def _declared(data: bytes, charset: str | None, warnings: list[Caution]) -> str | None:
    """The Python codec that the caller or the head of the document names; UTF-16 in a readable declaration means UTF-8, as in HTML."""
    head = data[:PRESCAN]
    said = [charset] if charset else []
    said += [match[1].decode("ascii") for pattern in (_XML_DECLARATION, _META_CHARSET) if (match := pattern.search(head))]
    for label in said:
        if name := codec(label):
            return "utf-8" if name.startswith("utf-16") else name
        warnings.append(Caution("encoding/unknown-label", f"No charset is called {label[:40]!r}."))
    return None


@lru_cache(maxsize=256)
def codec(label: str) -> str | None:
    """The Python codec for a label as the web means it (``iso-8859-1`` -> ``cp1252``), or for an old code page; None: nobody knows it."""
    import webencodings

    label = label.strip().lower()
    if old := _OLD_LABELS.match(label):
        return f"cp{old[1]}"
    plain = label.replace("_", "-")
    if plain.removeprefix("x-") in _MAC:
        return _MAC[plain.removeprefix("x-")]
    encoding = webencodings.lookup(label) or webencodings.lookup(plain)
    if encoding is None or encoding.name in ("replacement", "x-user-defined"):
        return None
    name = str(encoding.codec_info.name)
    return detector.SUPERSETS.get(name, name)


# --- decoding -----------------------------------------------------------------------------------------------------------------------------


def _strictly(data: bytes, name: str, warnings: list[Caution]) -> str | None:
    """The text, if the bytes are valid in this charset; a character cut at the end may be missing, stray bytes are not forgiven."""
    if name in _SLOPPY:
        return sloppy(data, name)
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        if error.start < len(data) - 3:
            return None
        try:
            text = data[: error.start].decode(name)
        except UnicodeDecodeError:
            return None
        warnings.append(_CUT)
        return text
    except LookupError:
        return None


#: Windows' pages of the West: their undefined bytes occur in real files, and losing a letter for them would be worse than a control.
_SLOPPY = frozenset({"cp1252", "cp1254"})


def sloppy(data: bytes, name: str) -> str:
    """Text in a single-byte charset; bytes that it does not define become the control of the same number, as browsers have it."""
    return data.decode(name) if data.isascii() else data.decode("latin-1").translate(_sloppy_table(name))


@lru_cache(maxsize=64)
def _sloppy_table(name: str) -> dict[int, str]:
    table = {}
    for byte in range(128, 256):
        try:
            char = bytes([byte]).decode(name)
        except UnicodeDecodeError:
            continue
        if char != chr(byte):
            table[byte] = char
    return table
