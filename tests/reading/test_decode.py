"""Encodings, byte order marks, line ends, and what is no text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reading.checks import UnreadableError
from flows.reading.decode import decode

SENTENCE = "Über „Größe“ sprach Jürgen Weiß – und kaufte für 5 Mio. € das Werk in Fürth."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_every_encoding_gives_the_same_text(encoding: str) -> None:
    assert decode(SENTENCE.encode(encoding)) == SENTENCE


def test_big_endian_utf16_with_its_mark() -> None:
    assert decode(b"\xfe\xff" + SENTENCE.encode("utf-16-be")) == SENTENCE


def test_latin1_is_read_like_its_superset() -> None:
    assert decode("Zürich grüßt Österreich, die Börse schließt".encode("latin-1")).startswith("Zürich grüßt")


def test_a_long_ascii_beginning_does_not_hide_the_encoding() -> None:
    text = "Die Aktie stieg leicht. " * 10_000 + "Größe zählt für Anleger."
    assert decode(text.encode("cp1252")) == text


def test_line_ends_and_composition_are_normalised_and_controls_kept() -> None:
    source = "Mu\u0308nchen\r\nBerlin\rUlm\x0b\x1b[0m\u00ad"
    assert decode(source.encode()) == "München\nBerlin\nUlm\x0b\x1b[0m\u00ad"


@pytest.mark.parametrize(
    ("data", "check"),
    [
        (b"%PDF-1.7 ...", "not_binary"),
        (b"\x89PNG\r\n\x1a\n....", "not_binary"),
        (b"PK\x03\x04....", "not_binary"),
        (b"Text mit\0NUL darin", "no_nul_bytes"),
        ("Größe für Übernahmen in Zürich".encode() * 5 + b" \xff ", "decodable"),
        (bytes(range(1, 32)) * 20 + b"\x81\x8d\x8f\x90\x9d" * 50, "decodable"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, check: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        decode(data)
    assert caught.value.check == check


def test_the_reason_names_the_byte() -> None:
    good = "Größe für Übernahmen in Zürich. " * 5
    with pytest.raises(UnreadableError, match=rf"byte {len(good.encode())} \(0xff\)"):
        decode(good.encode() + b"\xff")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=200))
def test_utf8_comes_back_unchanged_but_for_line_ends_and_nfc(text: str) -> None:
    data = text.encode()
    try:
        decoded = decode(data)
    except UnreadableError as error:
        assert error.check == "not_binary"  # the text itself begins like a binary file
        return
    assert decoded == unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_a_reason(data: bytes) -> None:
    try:
        decode(data).encode("utf-8")
    except UnreadableError as error:
        assert error.reason
