"""Bytes to text: every line of the decision list, the traps of the detector, and whatever else may come as bytes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizer.article import Encoding
from normalizer.decode import decode, guess

TURKISH = "Bakan, görüşmelerin İstanbul’da süreceğini söyledi. Şehirde yağmur var, ışıklar söndü."
RUSSIAN = "Губернатор посетил новую школу и поговорил с учителями о зарплатах."
JAPANESE = "市長は水曜日に会議を開くと述べた。記者も参加できる。"
CHINESE = "市长说，会议将在周三举行，记者可以参加，欢迎大家。"
KOREAN = "시장은 수요일에 회의를 열겠다고 말했다. 기자도 참석할 수 있다."
FRENCH = "Le préfet a déclaré l’état d’urgence à Évreux, où l’eau a monté."
POLISH = "Prezydent Łodzi zapowiedziała, że linia będzie dłuższa, a mieszkańcy zapłacą mniej."
SPANISH = "El alcalde explicó que el año próximo habrá más autobuses también en la montaña."


def codes(data: bytes, charset: str | None = None) -> list[str]:
    return [warning.code for warning in decode(data, charset).warnings]


def test_no_bytes_are_no_text_in_no_charset() -> None:
    assert decode(b"").text == ""
    assert decode(b"").encoding is None


@pytest.mark.parametrize(
    "text", ["plain", TURKISH, RUSSIAN, JAPANESE, "x\ufeff", "a\x01b\x02", "x\x1b[1mbold\x1b[0m", "NULs\x00 of a tape\x00", "\u0085"]
)
def test_valid_utf8_is_utf8_whatever_is_said(text: str) -> None:
    decoded = decode(text.encode(), charset="windows-1252")
    assert (decoded.text, decoded.encoding, decoded.warnings) == (text, Encoding("utf-8", "utf-8", 1000), ())


@pytest.mark.parametrize(
    ("codec", "mark"),
    [
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-32-le", b"\xff\xfe\x00\x00"),
        ("utf-32-be", b"\x00\x00\xfe\xff"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_text(codec: str, mark: bytes) -> None:
    decoded = decode(mark + TURKISH.encode(codec))
    assert (decoded.text, decoded.encoding) == (TURKISH, Encoding(codec, "bom", 1000))
    assert decode(mark).text == ""


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", ["plain words\n", TURKISH, RUSSIAN, JAPANESE + "\n" + KOREAN, "a 😀 b"], ids=["en", "tr", "ru", "cjk", "emoji"])
def test_wide_text_without_a_mark(codec: str, text: str) -> None:
    decoded = decode(text.encode(codec))
    assert decoded.text == text
    assert decoded.encoding is not None
    assert (decoded.encoding.name, decoded.encoding.how) == (codec, "detected")


@pytest.mark.parametrize("codec", ["iso2022_jp", "iso2022_jp_2", "iso2022_kr"])
def test_seven_bits_with_escapes(codec: str) -> None:
    text = KOREAN if codec == "iso2022_kr" else JAPANESE
    decoded = decode(text.encode(codec))
    assert decoded.text == text
    assert decoded.encoding is not None
    assert decoded.encoding.how == "detected"


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (TURKISH, "cp1254", "cp1254"),
        (TURKISH.replace("’", "'"), "iso8859-9", "cp1254"),
        (TURKISH.replace("’", "'"), "cp857", "cp857"),
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (RUSSIAN, "cp866", "cp866"),
        (RUSSIAN, "iso8859-5", "iso8859-5"),
        (RUSSIAN, "mac-cyrillic", "mac-cyrillic"),
        (JAPANESE, "cp932", "cp932"),
        (JAPANESE, "euc_jp", "euc_jp"),
        (CHINESE, "gb18030", "gb18030"),
        (KOREAN, "cp949", "cp949"),
        (FRENCH, "cp1252", "cp1252"),
        (POLISH, "cp1250", "cp1250"),
        (POLISH, "iso8859-2", "iso8859-2"),
        (SPANISH, "cp850", "cp850"),
    ],
)
def test_legacy_charsets_are_told_by_the_text_alone(text: str, codec: str, name: str) -> None:
    decoded = decode(text.encode(codec))
    assert decoded.text == text
    assert decoded.encoding is not None
    assert decoded.encoding.how == "detected"
    assert 0 < decoded.encoding.confidence <= 1000
    assert name == decoded.encoding.name or text.encode(codec).decode(decoded.encoding.name) == text


@pytest.mark.parametrize("word", ["caf\xe9 – d\xe9j\xe0", "“Yes”, said the mayor of Málaga.", "Das kostet 5 € und ½ Stunde – für alle."])
def test_western_text_with_few_letters_is_no_mac_or_dos_text(word: str) -> None:
    """All misses on real pages were of this kind: iso8859-3, -15, -16, Mac and hp-roman answers at low confidence."""
    for text in (word, f"The story ran on. {word} " + "And then it went on for a while, as stories do. " * 10):
        assert decode(text.encode("cp1252")).text == text


def test_a_declaration_decides_where_the_bytes_are_not_utf8() -> None:
    for head in (
        '<meta charset="iso-8859-9">',
        "<?xml version='1.0' encoding='iso-8859-9'?>",
        '<meta http-equiv=x content="text/html; charset=ISO-8859-9">',
    ):
        decoded = decode((head + "ş").encode("iso8859-9"))
        assert decoded.text == head + "ş"
        assert decoded.encoding == Encoding("cp1254", "declared", 1000)
    assert decode("ş".encode("iso8859-9"), charset="ISO-8859-9").text == "ş"
    assert decode("á".encode("cp850"), charset="IBM850").text == "á"


def test_a_lying_declaration_is_not_believed() -> None:
    assert decode(('<meta charset="windows-1252">' + TURKISH).encode()).text == '<meta charset="windows-1252">' + TURKISH
    assert decode(JAPANESE.encode("euc_jp"), charset="utf-8").text == JAPANESE
    assert decode(TURKISH.encode("cp1254"), charset="utf-16").text == TURKISH
    assert decode(RUSSIAN.encode("cp1251"), charset="shift_jis").text == RUSSIAN


def test_a_label_nobody_knows_is_a_warning() -> None:
    assert codes("caf\xe9".encode("cp1252"), charset="x-nonsense") == ["encoding/unknown-label"]
    assert guess.codec("rot13") is None
    assert guess.codec("unicode_escape") is None
    assert guess.codec("UTF8") == "utf-8"
    assert guess.codec(" ISO-8859-1 ") == "cp1252"


def test_almost_utf8() -> None:
    decoded = decode(TURKISH.encode() + b" \x93quoted\x94 " + RUSSIAN.encode())
    assert decoded.text == f"{TURKISH} “quoted” {RUSSIAN}"
    assert decoded.encoding is not None
    assert (decoded.encoding.name, decoded.encoding.how) == ("utf-8", "almost-utf-8")
    assert [warning.code for warning in decoded.warnings] == ["encoding/stray-bytes"]
    assert decode((f'<meta charset="windows-1252">{TURKISH * 9}').encode() + b"\x93").text.startswith(f'<meta charset="windows-1252">{TURKISH}')


def test_an_end_cut_inside_a_character() -> None:
    decoded = decode(RUSSIAN.encode()[:-2])
    assert (decoded.text, decoded.encoding) == (RUSSIAN[:-2], Encoding("utf-8", "utf-8", 1000))
    assert codes(RUSSIAN.encode()[:-2]) == ["encoding/cut"]
    assert decode(JAPANESE.encode("euc_jp")[:-1], "euc-jp").text == JAPANESE[:-1]
    assert decode(b"\xff\xfea\x00b").text == "a"
    # A last é in Windows-1252 looks like the beginning of a character in UTF-8.
    assert decode("un café".encode("cp1252")).text == "un café"


def test_no_half_surrogate_comes_out_of_bytes() -> None:
    """CESU-8 (Java, Oracle) writes an emoji as two surrogates of three bytes each."""
    pair, half = "\U0001f327".encode("utf-16-be"), chr(0xD83C)
    cesu = "".join(chr(int.from_bytes(pair[at : at + 2])) for at in (0, 2)).encode("utf-8", "surrogatepass")
    assert decode(b"Rain " + cesu + " à Évreux".encode()).text == "Rain 🌧 à Évreux"
    decoded = decode(b"\xff\xfe" + f"Rain {half} today".encode("utf-16-le", "surrogatepass"))
    assert decoded.text == "Rain \ufffd today"
    assert [warning.code for warning in decoded.warnings] == ["encoding/lost"]


@pytest.mark.parametrize("start", ["BMW", "MZ ", "ID3", "%PDF", "GIF89a", "BM"])
def test_text_that_starts_like_another_kind_of_file_is_text(start: str) -> None:
    text = f"{start} {RUSSIAN}"
    assert decode(text.encode("cp1251")).text == text


def test_undefined_bytes_stay_as_controls() -> None:
    decoded = decode(b"\x81\x8d \xe9t\xe9", charset="windows-1252")
    assert decoded.text == "\x81\x8d été"


def test_what_is_no_text_says_so() -> None:
    assert "encoding/not-text" in codes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x80\xff")


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.builds(bytes.__add__, st.sampled_from([b"\xef\xbb\xbf", b"\xff\xfe", b"\x00\x00\xfe\xff", b"\x1b$B"]), st.binary()),
    ),
    st.sampled_from([None, "utf-8", "gbk", "utf-16", "x", "", "é"]),
)
def test_no_bytes_raise(data: bytes, charset: str | None) -> None:
    decoded = decode(data, charset)
    assert decoded == decode(data, charset)
    assert (decoded.encoding is None) == (not data)
    decoded.text.encode()


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_utf8_comes_back(text: str) -> None:
    data = text.encode()
    if not data.startswith(b"\xef\xbb\xbf") and b"\x00" not in data and b"\x1b" not in data:
        assert decode(data).text == text
