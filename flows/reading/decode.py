"""Bytes to text: encodings, byte order marks, line ends, NFC; and what is no text at all."""

from __future__ import annotations

import codecs
import re
import unicodedata

from charset_normalizer import CharsetMatch, from_bytes

from flows.reading.checks import UnreadableError

# Longest first: the UTF-32 mark begins like the UTF-16 one.
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"PK\x03\x04", "a zip archive (or an Office document)"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x1f\x8b\x08", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"PAR1", "Parquet data"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"ID3\x03", "an MP3 recording"),
    (b"OggS\x00", "an Ogg recording"),
)

# What a German newsroom's old systems write; more candidates would only make more wrong guesses.
_LEGACY = ["cp1252", "latin_1", "cp1250", "mac_roman", "cp850"]
_SAMPLE = 64 * 1024  # bytes that the encoding is told from
_WRITTEN = re.compile(r"[\t\n\r\f -~\u00a0-\uffff]")  # what printed text consists of
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of a file: NFC, LF line ends, no byte order mark; control characters stay as they are.

    `declared` is an encoding that the document itself names (HTML); it is tried after UTF-8.
    Raises UnreadableError for binary data, NUL bytes, and bytes that are no text in any known encoding.

    >>> decode("Zürich\\r\\nBörse".encode("cp1252"))
    'Zürich\\nBörse'
    """
    encoding = detect_encoding(data, declared)
    return normalise(decode_as(data, encoding))


def detect_encoding(data: bytes, declared: str | None = None, whole: bool = True) -> str:
    """The encoding's Python name; `whole` is False for a file's first bytes, which may cut a character."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise UnreadableError("not_binary", f"the content is {what}, not text", repr(data[:16]))
    if b"\0" in data:
        return _utf16_without_mark(data)
    error = _utf8_error(data, whole)
    if error is None:
        return "utf-8"
    if declared is not None and (named := _usable(data, declared)):
        return named
    return _legacy_encoding(data, error)


def decode_as(data: bytes, encoding: str) -> str:
    """The text under a known encoding, without its byte order mark."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(data, error.start, f"is not valid {encoding.upper()}") from None
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        raise UnreadableError("no_nul_bytes", f"the text holds a NUL at character {text.index(chr(0))}")
    return text


def normalise(text: str) -> str:
    r"""NFC with LF line ends.

    >>> normalise("Mu\u0308nchen\r\nBerlin\rHamburg")
    'München\nBerlin\nHamburg'
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _utf8_error(data: bytes, whole: bool) -> UnicodeDecodeError | None:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=whole)
    except UnicodeDecodeError as error:
        return error
    return None


def _utf16_without_mark(data: bytes) -> str:
    """UTF-16 without its mark shows a NUL in every second byte; any other NUL is damage or a binary file."""
    sample = data[:_SAMPLE]
    pairs = max(1, len(sample) // 2)
    even, odd = sample[::2].count(0) / pairs, sample[1::2].count(0) / pairs
    if odd > 0.6 and even < 0.05:
        return "utf-16-le"
    if even > 0.6 and odd < 0.05:
        return "utf-16-be"
    at = data.index(0)
    raise UnreadableError("no_nul_bytes", f"byte {at} is NUL, so this is a damaged or a binary file")


def _usable(data: bytes, declared: str) -> str | None:
    try:
        # Browsers read every page that calls itself Latin-1 as Windows-1252.
        name = codecs.lookup(declared).name
        name = "cp1252" if name in ("iso8859-1", "ascii") else name
        data[:_SAMPLE].decode(name, "strict")
    except (LookupError, UnicodeError, ValueError):
        return None
    return name


def _legacy_encoding(data: bytes, error: UnicodeDecodeError) -> str:
    """Windows-1252 unless another old encoding fits better; raises where none gives plausible text."""
    sequences = len(_UTF8_SEQUENCE.findall(data, 0, _SAMPLE * 4))
    others = sum(byte >= 0x80 for byte in _UTF8_SEQUENCE.sub(b"", data[: _SAMPLE * 4]))
    if sequences > 4 * max(1, others):
        # Reading it as Windows-1252 would turn every good umlaut into two wrong letters.
        raise _undecodable(data, error.start, "is not valid UTF-8, though the rest of the text is")
    begin = max(0, error.start - _SAMPLE // 2)
    sample = data[begin : begin + _SAMPLE]
    matches = list(from_bytes(sample, cp_isolation=_LEGACY, enable_fallback=False))
    if matches and (name := _preferred(matches, sample)):
        return name
    raise _undecodable(data, error.start, "belongs to no encoding of text that Depesche knows")


def _preferred(matches: list[CharsetMatch], sample: bytes) -> str | None:
    """charset-normalizer's best, or Windows-1252 where that is as good: short texts don't tell them apart."""
    coherence = {name: match.coherence for match in reversed(matches) for name in match.could_be_from_charset}
    best = matches[0].encoding
    order = ["cp1252", best] if coherence.get("cp1252", -1.0) >= coherence[best] - 0.1 else [best]
    for name in [*order, "latin_1"]:
        try:
            text = sample.decode(name)
        except UnicodeDecodeError:
            continue
        if len(_WRITTEN.findall(text)) >= 0.97 * len(text):
            return name
    return None


def _undecodable(data: bytes, at: int, why: str) -> UnreadableError:
    return UnreadableError("decodable", f"byte {at} (0x{data[at]:02x}) {why}", repr(data[max(0, at - 12) : at + 12]))
