"""Canonical JSON: both writers against RFC 8785, and what the lenient reader takes."""

from __future__ import annotations

import json
import math
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer import canonical

# Bits of a double beside what ECMAScript prints: the edges of each of its four shapes (appendix B of RFC 8785 tests the same edges).
NUMBERS = [
    (0x0000000000000000, "0"),
    (0x8000000000000000, "0"),
    (0x0000000000000001, "5e-324"),
    (0x8000000000000001, "-5e-324"),
    (0x7FEFFFFFFFFFFFFF, "1.7976931348623157e+308"),
    (0x4340000000000000, "9007199254740992"),
    (0xC340000000000000, "-9007199254740992"),
    (0x4430000000000000, "295147905179352830000"),
    (0x44B52D02C7E14AF5, "9.999999999999997e+22"),
    (0x44B52D02C7E14AF6, "1e+23"),
    (0x444B1AE4D6E2EF4E, "999999999999999700000"),
    (0x444B1AE4D6E2EF50, "1e+21"),
    (0x3EB0C6F7A0B5ED8C, "9.999999999999997e-7"),
    (0x3EB0C6F7A0B5ED8D, "0.000001"),
    (0x41B3DE4355555555, "333333333.3333333"),
    (0xBECBF647612F3696, "-0.0000033333333333333333"),
    (0x3FF8000000000000, "1.5"),
    (0x4059000000000000, "100"),
]


@pytest.mark.parametrize(("bits", "text"), NUMBERS)
def test_numbers_as_ecmascript_prints_them(bits: int, text: str) -> None:
    (value,) = struct.unpack(">d", bits.to_bytes(8, "big"))
    assert canonical.number(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_printed_number_is_the_same_number(value: float) -> None:
    assert float(canonical.number(value)) == value


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 2**53 + 1, 10**400, "\ud800", ["a\udfff"], {"k\ud800": 1}, b"x", {1, 2}])
def test_what_canonical_json_has_not_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"JSON|double|surrogate"):
        canonical.write(value)


def test_keys_stand_in_the_order_of_their_utf_16_units() -> None:
    value = {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\u0080": 6, "\u00f6": 7}
    assert list(json.loads(canonical.write(value))) == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


def test_strings_are_escaped_no_more_than_the_rfc_says() -> None:
    text = "".join(map(chr, range(0x20))) + '"\\/\x7f\x80\u2028é😀'
    expected = (
        '"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e\\u000f\\u0010\\u0011\\u0012\\u0013\\u0014'
        '\\u0015\\u0016\\u0017\\u0018\\u0019\\u001a\\u001b\\u001c\\u001d\\u001e\\u001f\\"\\\\/\x7f\x80\u2028é😀"'
    ).encode()
    assert canonical.write(text) == expected
    assert canonical.write_common(text) == expected


def test_every_shape() -> None:
    value = {"b": [], "a": {}, "c": [1, [True, None], {"y": False, "x": -0.0}], "d": (1e16, 1e-7)}
    assert canonical.write(value) == b'{"a":{},"b":[],"c":[1,[true,null],{"x":0,"y":false}],"d":[10000000000000000,1e-7]}'


COMMON = st.recursive(
    st.none() | st.booleans() | st.integers(-canonical.SAFE, canonical.SAFE) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(max_codepoint=0x7F)), inner, max_size=4),
    max_leaves=20,
)
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(COMMON)
def test_the_fast_and_the_general_writer_agree(value: object) -> None:
    assert canonical.write(value) == canonical.write_common(value)


@given(ANY)
def test_what_is_written_reads_back_and_is_written_the_same(value: object) -> None:
    once = canonical.write(canonical.tame(value)[0])
    again, changed = canonical.tame(canonical.parse(once), written=True)
    assert not changed
    assert canonical.write(again) == once


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
        ('\ufeff{"a": 1}', {"a": 1}),
        ('{"a": "ı"}'.encode("utf-16"), {"a": "ı"}),
        ('{"a": "ı"}'.encode("utf-32-le"), {"a": "ı"}),
        (b'{"a": NaN, "b": -Infinity}', {"a": "NaN", "b": "-Infinity"}),
        (b'"\\ud800x"', "\ud800x"),
        (b'"\xed\xa0\xbd\xed\xb8\x80"', "\ud83d\ude00"),
        (b'"two\nlines"', "two\nlines"),
        (b"[18446744073709551616]", ["18446744073709551616"]),
        (b"1e400", "1e400"),
        (b'{"a": 1, "a": 2}', {"a": 2}),
    ],
)
def test_the_lenient_reader_takes(data: bytes | str, value: object) -> None:
    assert canonical.parse(data) == value


@pytest.mark.parametrize("data", [b"", b"{", b"[1,]", b"{'a': 1}", b"nul", b'{"a": 1} x', b'"Say\xfd"', b"[" * 100_000])
def test_no_lenient_reader_takes(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical.parse(data)


@pytest.mark.parametrize(
    ("data", "value", "changed"),
    [
        (b"9007199254740991", 9007199254740991, set()),
        (b"9007199254740992", "9007199254740992", {"number"}),
        (b"[-18446744073709551617]", ["-18446744073709551617"], {"number"}),
        (b'{"a": NaN}', {"a": "NaN"}, {"number"}),
        (b'"NaN"', "NaN", set()),
        (b"1e16", 1e16, set()),
        (b'{"\\ud83d\\ude00": "\xed\xa0\xbd\xed\xb8\x80"}', {"😀": "😀"}, set()),
        (b'{"\\ud83d": 1, "\\ud83e": "\\udc00"}', {"\ufffd": 1, "\ufffd2": "\ufffd"}, {"surrogate"}),
        (b'{"\\ud83d": 1, "\\ud83e": 2, "\\ufffd2": 3, "\\ud83f": 4}', {"\ufffd": 1, "\ufffd2": 2, "\ufffd22": 3, "\ufffd3": 4}, {"surrogate"}),
    ],
)
def test_tame(data: bytes, value: object, changed: set[str]) -> None:
    assert canonical.tame(canonical.parse(data)) == (value, changed)


def test_thousands_of_keys_that_become_alike_cost_no_more_than_others() -> None:
    """Told apart by one more U+FFFD each, 4,000 keys of two half characters took 12 s and 16 MB."""
    halves = [f"\\ud8{first:02x}\\ud8{second:02x}" for first in range(16) for second in range(256)]
    value, changed = canonical.tame(canonical.parse("{" + ",".join(f'"{key}":1' for key in halves) + "}"))
    assert (len(value), changed) == (len(halves), {"surrogate"})
    assert max(map(len, value)) == len("\ufffd\ufffd4096")


def test_nesting_is_bounded_and_what_is_allowed_is_written() -> None:
    allowed = b"[" * 400 + b"]" * 400
    assert canonical.write(canonical.tame(canonical.parse(allowed))[0]) == allowed
    with pytest.raises(ValueError, match="deeper than 500"):
        canonical.tame(canonical.parse(b"[" * 900 + b"]" * 900))
